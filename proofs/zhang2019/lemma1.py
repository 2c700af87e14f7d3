"""Lemma 1: at a local minimum of L_k, f'(A B) = 0, or A and B both have rank d = d_j.

A has a left inverse by the first half (lemma1_left). B has a right inverse, as the transposed network N_i = M_{k+1-i}^T
has a local minimum of g(X) = f(X^T), and its "A" is B^T.
"""

from __future__ import annotations

from lemma1_left import proof as left_half
from setting import (
    PAPER,
    has_left_inverse,
    has_right_inverse,
    i,
    local_minimum,
    middle_case,
    minimum_of_some_radius,
    network,
)
from transposition import proof as transposition

from symproof.author import Proof, both, chain, either

proof = Proof("lemma1", "Lemma 1: stationary product, or factors of full rank", source=PAPER)
net = network(proof)
mid = middle_case(proof, net)
k, d, M, f, W, G, j, A, B = net.k, net.d, net.M, net.f, net.W, net.G, mid.j, mid.A, mid.B
m, n = d[k], d[0]
proof.assume("minimum", local_minimum(proof, net, M))

left, right = has_left_inverse(proof, A, m, d[j]), has_right_inverse(proof, B, d[j], n)
claim = either(G == 0, both(left, right))
proof.statement(claim)

proof.step("flat-or-steep", either(G == 0, G != 0), ref="L1.01")
with proof.cases("L1.16", claim, using=["flat-or-steep"], ref="L1.16"):
    with proof.case("flat", G == 0):
        pass
    with proof.case("steep", G != 0):
        proof.apply("L1.15.steep", left_half, using=["minimum"], ref="L1.15")
        proof.step("L1.15", left, using=["L1.15.steep", "steep"], ref="L1.15: A has a left inverse")

        # The transposed network: P.10.
        (delta,) = proof.obtain("radius", given="minimum", names="delta")
        N = proof.define_family("N", i, 1, k, value=M[k + 1 - i].T)
        g = proof.define_function("g", n, m, lambda X: f(X.T), gradient=lambda X: f.gradient(X.T).T)
        proof.apply("P.10", transposition, using=["radius"], ref="P.10")
        proof.give(
            "N-local", minimum_of_some_radius(proof, g, lambda at: d[k - at], k, N), delta, using=["P.10", "radius"],
            ref="P.10: local minima carry over",
        )  # fmt: skip
        product = chain(N, k, 1)
        proof.step("N-product", product == W.T, by="algebra", using=["P.10"], ref="P.10")
        with proof.contradiction("N-steep", g.gradient(product) != 0, supposing="N-flat", ref="L1.17"):
            proof.step("M-flat", G == 0, by="algebra", using=["N-product", "N-flat"], ref="L1.17, g' = G^T is not zero")

        # The first half for N: its "A" is B^T.
        proof.apply(
            "L1.17.steep", left_half, j=k - j, d=lambda at: d[k - at], M=N, f=g,
            using=["bottleneck", "N-local"], ref="L1.17: L1.15 for N",
            note="The paper says \"the same argument to g(X) = f(X^T)\" and gives no network (erratum 12).",
        )  # fmt: skip
        N_left = has_left_inverse(proof, chain(N, k, k - j + 1), n, d[j])
        proof.step("L1.17.left", N_left, using=["L1.17.steep", "N-steep"], ref="L1.17: L1.15 for N")
        (Y,) = proof.obtain("Y-left", given="L1.17.left", names="Y_left")
        proof.step("B-turned", chain(N, k, k - j + 1) == B.T, by="algebra", using=["P.10"], ref="P.10")
        proof.step("Y-right", B * Y.T == proof.identity(d[j]), by="algebra", using=["Y-left", "B-turned"], ref="L1.17")
        proof.give("L1.17", right, Y.T, using=["Y-right"], ref="L1.17")
        proof.step("both", both(left, right), using=["L1.15", "L1.17"], ref="L1.16")
proof.conclude("conclusion", using=["L1.16"], ref="L1.16")
