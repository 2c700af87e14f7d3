"""Lemma 1: at a local minimum of L_k, f'(A B) = 0, or A and B both have rank d = d_j.

The proof is by contradiction. If f'(A B) is not zero and A has no left inverse, rank-one changes of the layers below j
that keep the product (equation (1)) lead to a nearby local minimum at which equation (2) fails. B follows by
transposition. Where the paper takes v_i to be a basis vector, it has to be eps times one, to stay near (L1.08).
"""

from __future__ import annotations

from choice import choice_of_v, escaping_choice, kernel_of_one_layer
from facts import N1
from parts import (
    layer_gradient,
    lemma_2,
    nearby_minimum,
    push,
    restriction,
    reversed_middle,
    reversed_minimum,
    reversed_network,
    stationary_layers,
    two_factor_gradients,
)
from setting import PAPER, has_left_inverse, has_right_inverse, i, local_minimum, middle_case, network

from symproof.author import Proof, both, chain, either, for_all, implies, negation, norm2, summation

proof = Proof("lemma1", "Lemma 1: stationary product, or factors of full rank", source=PAPER)
net = network(proof)
mid = middle_case(proof, net)
k, d, M, f, P, Q, W, G = net.k, net.d, net.M, net.f, net.P, net.Q, net.W, net.G
j, A, B = mid.j, mid.A, mid.B

delta = proof.scalar("delta")
proof.assume("radius", delta > 0)
proof.assume("minimum", local_minimum(proof, f(W), M, 1, k, delta))

A_has_rank_d = has_left_inverse(proof, A, d[k], d[j])
B_has_rank_d = has_right_inverse(proof, B, d[j], d[0])
proof.statement(either(G == 0, both(A_has_rank_d, B_has_rank_d)))

# ---------------------------------------------------------------------------- preliminaries, and Lemma 2 at M

two_factor_gradients(proof)
layer_gradient(proof, net)
restriction(proof)
stationary_layers(proof, net, delta)
nearby_minimum(proof)
push(proof)
lemma_2(proof, net, mid, delta)

# ---------------------------------------------------------------------------- A has a left inverse

with (
    proof.suppose(
        "nonzero",
        G != 0,
        then="L1.15",
        claim=implies(G != 0, A_has_rank_d),
        ref="L1.15, for f'(W) != 0",
        expect="unknown",
    ),
    proof.suppose(
        "no-left-inverse",
        negation(A_has_rank_d),
        then="L1.15.A",
        claim=A_has_rank_d,
        ref="L1.15, by contradiction",
        expect="unknown",
    ),
):
    # Non-zero vectors w_i with Q_i w_i = 0 (L1.02, L1.03).
    proof.step(
        "L1.02.factors", for_all(i, 0, j, Q[i] == A * chain(M, j, i + 1)), by="algebra",
        ref="L1.02, Q_i = A (M_j ... M_{i+1})",
    )  # fmt: skip
    kernel_of_A = proof.exists("u", d[j], 1, lambda u: both(A * u == 0, u != 0))
    proof.cite("L1.03.N1", either(A_has_rank_d, kernel_of_A), fact=N1, ref="L1.03, N1 for A")
    proof.step(
        "L1.03.u", kernel_of_A, by="logic", using=["L1.03.N1", "no-left-inverse"],
        ref="L1.03, the vector u", expect="unknown",
    )  # fmt: skip
    (u,) = proof.obtain("kernel-of-A", given="L1.03.u")
    kernels = for_all(i, 1, j, proof.exists("w", d[i], 1, lambda w: both(Q[i] * w == 0, w != 0)))
    with proof.fix("L1.03", claim=kernels, ref="L1.03", expect="unknown"):
        kernel_of_one_layer(proof, net, mid, u)
    w = proof.choose("kernel", given="L1.03")

    # How far the layers may move (L1.08), fixed before any v_i is chosen.
    S = summation(i, 1, j, norm2(w[i]))
    some_scale = proof.exists("eps", 1, 1, lambda eps: both(eps * (1 + S) == delta, eps > 0))
    proof.step("L1.08.eps", some_scale, by="real", using=["radius"], ref="L1.08, the scale", expect="unknown")
    (eps,) = proof.obtain("scale", given="L1.08.eps")

    # v_1, ..., v_j, chosen one after the other, keep G P~_i^T from vanishing (L1.12-L1.14).
    with proof.fix("any-choice"):
        choice_of_v(proof, net, mid, w, eps)
    proof.step(
        "L1.13", escaping_choice(proof, net, mid, w, eps), by="logic", using=["nonzero", "kernel", "scale"],
        ref="L1.13, by induction from PUSH", expect="unknown",
    )  # fmt: skip
    v, Pt = proof.obtain("choice", given="L1.13")

    # The changed network has the same product (L1.04-L1.07).
    Mt = proof.define_family("M_tilde", i, 1, k, pieces=[(1, j, M[i] + w[i] * v[i].T), (j + 1, k, M[i])])
    Bt = proof.define("B_tilde", chain(Mt, j, 1))
    proof.step("L1.04", chain(Mt, k, j + 1) == A, by="algebra", ref="L1.04, A is unchanged")
    proof.step(
        "perturbation", for_all(i, 1, j, Q[i] * (M[i] + w[i] * v[i].T) == Q[i - 1]),
        by="algebra", using=["kernel"], ref="L1.05",
    )  # fmt: skip
    proof.step(
        "equation-1", for_all(i, 1, j + 1, A * chain(Mt, j, i) == Q[i - 1]),
        by="induction", using=["kernel"], ref="L1.06, equation (1)",
    )  # fmt: skip
    proof.step("L1.07.product", A * Bt == W, by="algebra", using=["equation-1"], ref="L1.07, A B~ = W")
    proof.step("L1.07.value", f(A * Bt) == f(W), by="algebra", using=["L1.07.product"], ref="L1.07, L_k(M~) = L_k(M)")
    proof.step("L1.07.slope", f.gradient(A * Bt) == G, by="algebra", using=["L1.07.product"], ref="L1.07, f'(A B~) = G")

    # It is near M, so it is a local minimum (L1.08, L1.09), and Lemma 2 gives equation (2) for it (L1.10, L1.11).
    moved = norm2(Mt[i] - M[i])
    proof.step(
        "L1.08.norm", for_all(i, 1, j, moved == norm2(w[i]) * norm2(v[i])), by="algebra", ref="L1.08, ||w_i v_i^T||",
    )  # fmt: skip
    proof.step(
        "L1.08.near", summation(i, 1, j, moved) < delta * delta,
        by="real", using=["scale", "choice", "L1.08.norm", "radius"], ref="L1.08, the total move", expect="unknown",
    )  # fmt: skip
    near_minimum = proof.exists("r", 1, 1, lambda r: both(r > 0, local_minimum(proof, f(chain(Mt, k, 1)), Mt, 1, k, r)))
    proof.step(
        "L1.09", near_minimum, by="analysis", using=["minimum", "L1.07.value", "L1.08.near"],
        ref="L1.09: P.12", expect="unknown",
    )  # fmt: skip
    proof.apply(
        "L1.10", "zhang2019/lemma2", f.gradient(A * Bt) * Bt.T == 0, using=["L1.09", "L1.04"],
        ref="L1.10: L2.05 at M~", expect="unknown",
    )  # fmt: skip
    proof.step(
        "equation-2", G * Bt.T == 0, by="algebra", using=["L1.10", "L1.07.slope"], ref="L1.11, equation (2)",
    )  # fmt: skip

    # Equation (2) contradicts the choice of the v_i (L1.15).
    proof.step(
        "L1.13.product", for_all(i, 0, j, chain(Mt, i, 1) == Pt[i]), by="induction", using=["choice"],
        ref="L1.13, P~_i = M~_i ... M~_1",
    )  # fmt: skip
    proof.step(
        "L1.15.zero", G * Pt[j].T == 0, by="algebra", using=["equation-2", "L1.13.product"], ref="L1.15, at i = j",
    )  # fmt: skip

# ---------------------------------------------------------------------------- B has a right inverse, by transposition

N = reversed_network(proof, net)
reversed_middle(proof, net, mid, N)
reversed_minimum(proof, net, N, delta)
with proof.suppose(
    "transposed-zero", G.T == 0, then="L1.17.nonzero", claim=implies(G != 0, G.T != 0), ref="L1.17", expect="unknown"
):
    proof.step("L1.17.slope", G == 0, by="algebra", using=["transposed-zero"], ref="L1.17, g' = G^T is not zero")
BT_has_rank_d = has_left_inverse(proof, B.T, d[0], d[j], "Y")
# L1.15 was shown for an arbitrary network, so it also holds for N, whose "A" is B^T.
proof.step(
    "L1.17.reversed", implies(G != 0, BT_has_rank_d), by="logic",
    using=["P.10.minimum", "P.10.widths", "P.10.upper", "L1.17.nonzero"], ref="L1.17: L1.15 for N", expect="unknown",
)  # fmt: skip
with proof.suppose(
    "B-transposed",
    BT_has_rank_d,
    then="L1.17.right",
    claim=implies(BT_has_rank_d, B_has_rank_d),
    ref="L1.17",
    expect="unknown",
):
    (Y,) = proof.obtain("left-inverse", given="B-transposed")
    proof.step(
        "L1.17.transpose", B * Y.T == proof.identity(d[j]), by="algebra", using=["left-inverse"],
        ref="L1.17, the transpose of a left inverse",
    )  # fmt: skip
proof.step(
    "L1.17", implies(G != 0, B_has_rank_d), by="logic", using=["L1.17.reversed", "L1.17.right"],
    ref="L1.17", expect="unknown",
)  # fmt: skip
proof.conclude("L1.16", using=["L1.15", "L1.17"], ref="L1.16", expect="unknown")
