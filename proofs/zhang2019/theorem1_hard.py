"""Theorem 1, hard direction, in the middle case: a spurious M of L_k gives the spurious pair (A, B) of L_2.

f'(W) is not zero, so A and B have one-sided inverses (Lemma 1). Every move (D, E) of (A, B) then is a move of M_k and
M_1 alone, which is at most c times as long.
"""

from __future__ import annotations

from factors import Factors, moves
from lemma1 import proof as lemma1
from preliminaries import flat_is_global
from setting import (
    PAPER,
    Pair,
    convex,
    has_left_inverse,
    has_right_inverse,
    local_minimum,
    lower_elsewhere,
    middle_case,
    network,
    spurious,
)

from symproof.author import Proof, both, chain, implies, norm2

proof = Proof("theorem1_hard", "Theorem 1, from L_k to L_2: (A, B) is spurious", source=PAPER)
net = network(proof)
mid = middle_case(proof, net)
k, d, M, f, W, G, j, A, B = net.k, net.d, net.M, net.f, net.W, net.G, mid.j, mid.A, mid.B
m, n, b = d[k], d[0], d[j]
pair = Pair(proof, f, m, b, n)
proof.assume("convex", convex(proof, f, m, n))
M_spurious = spurious(proof, f, d, k, M)
claim = implies(M_spurious, pair.spurious(A, B))
proof.statement(claim)

with proof.suppose("spurious", M_spurious, then="T1.16", claim=claim, ref="T1.16"):
    proof.step("minimum", local_minimum(proof, net, M), using=["spurious"], ref="T1.16, M is a local minimum")
    proof.step("not-global", lower_elsewhere(proof, f, d, k, M), using=["spurious"], ref="T1.16, M is not global")
    (delta,) = proof.obtain("radius", given="minimum", names="delta")
    (N,) = proof.obtain("N-lower", given="not-global", names="N")

    with proof.contradiction("T1.17", G != 0, supposing="flat", ref="T1.17"):
        NW = chain(N, k, 1)
        proof.apply(
            "N-higher", flat_is_global, f(W) <= f(NW), X=W, p=m, q=n, using=["convex", "flat"], ref="T1.17: P.05"
        )
        proof.step("clash", f(NW) < f(NW), using=["N-higher", "N-lower"], ref="T1.17, M is not global")

    # Lemma 1 gives one-sided inverses of A and B.
    left, right = has_left_inverse(proof, A, m, b), has_right_inverse(proof, B, b, n)
    proof.apply("lemma-1", lemma1, using=["minimum"], ref="T1.08: L1.16")
    with proof.cases("T1.08", both(left, right), using=["lemma-1"], ref="T1.08"):
        with proof.case("flat-again", G == 0):
            proof.step("not-flat", G != 0, using=["T1.17"], ref="T1.17 excludes this case")
        with proof.case("regular", both(left, right)):
            pass
    proof.step("A-left", left, using=["T1.08"], ref="T1.08, A")
    proof.step("B-right", right, using=["T1.08"], ref="T1.08, B")

    # Each pair near (A, B) is that of layers near M.
    cut = Factors(proof, k, j, d, M)
    proof.apply("opens", moves, tau=delta, using=["A-left", "B-right", "radius"], ref="T1.14, eps")
    (eps,) = proof.obtain("eps-open", given="opens", names="eps")
    with proof.fix("T1.15.minimum", claim=pair.minimum(A, B, eps), ref="T1.15"):
        C, D = proof.matrix("C", m, b), proof.matrix("D", b, n)
        proof.assume("near", norm2(C - A) + norm2(D - B) < eps * eps)
        proof.step("moved", cut.layers(C, D, delta), using=["eps-open", "near"], ref="T1.13, T1.14: the layers M'")
        (T,) = proof.obtain("T-near", given="moved", names="T")
        proof.step("T-value", f(chain(T, k, 1)) == f(C * D), by="algebra", using=["T-near"], ref="T1.13, L_k(M')")
        proof.step("T-above", f(W) <= f(chain(T, k, 1)), using=["radius", "T-near"], ref="T1.15, M is minimal")
        proof.step("above", f(A * B) <= f(C * D), using=["T-above", "T-value"], ref="T1.15")
    proof.give("T1.15", pair.local_minimum(A, B), eps, using=["eps-open", "T1.15.minimum"], ref="T1.15")
    upper, lower = chain(N, k, j + 1), chain(N, j, 1)
    proof.step("pair-lower", f(upper * lower) < f(A * B), using=["N-lower"], ref="T1.16, the pair of N")
    proof.give(
        "lower", pair.lower_elsewhere(A, B), upper, lower, using=["pair-lower"], ref="T1.16, (A, B) is not global"
    )
    proof.step("both", pair.spurious(A, B), using=["T1.15", "lower"], ref="T1.16")
proof.conclude(using=["T1.16"], ref="T1.16")
