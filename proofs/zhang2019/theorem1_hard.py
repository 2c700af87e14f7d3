"""Theorem 1, hard direction, in the middle case: a spurious M of L_k gives the spurious pair (A, B) of L_2.

f'(W) is not zero, so A and B have one-sided inverses (Lemma 1). Every move (D, E) of (A, B) then is a move of M_k and
M_1 alone, which is at most c times as long.
"""

from __future__ import annotations

from lemma1 import proof as lemma1
from preliminaries import flat_is_global
from setting import (
    PAPER,
    Pair,
    convex,
    distance,
    has_left_inverse,
    has_right_inverse,
    i,
    local_minimum,
    lower_elsewhere,
    middle_case,
    network,
    spurious,
)

from proofs.zhang2019.theorems.derived import theorems
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
    (L,) = proof.obtain("L-left", given="A-left", names="L")
    (S,) = proof.obtain("S-right", given="B-right", names="S")
    A1, B1 = chain(M, k - 1, j + 1), chain(M, j, 2)
    X, Y = proof.define("X", L * M[k]), proof.define("Y", M[1] * S)
    unit = proof.identity(b)
    proof.step(
        "T1.09", X * A1 == unit, by="algebra", using=["L-left"], ref="T1.09, A_1 = M_{k-1} ... M_{j+1}",
        note='The paper says that A_1 has rank d "because d <= d_{k-1}", which is no reason (erratum 5).',
    )  # fmt: skip
    proof.step("T1.10", B1 * Y == unit, by="algebra", using=["S-right"], ref="T1.10, B_1 = M_j ... M_2")

    # The radius eps = delta / c of the pair; 4 eps^2 (||X||^2 + ||Y||^2) <= delta^2.
    size = norm2(X) + norm2(Y)
    proof.step("size-low", 0 <= size, ref="T1.14, c")
    proof.apply(
        "small", theorems["scale"], S=size, delta=delta, using=["size-low", "radius"], ref="T1.14, c",
        note="The paper gives c for A only, and does not say that it is positive (erratum 6).",
    )  # fmt: skip
    (eps,) = proof.obtain("eps-small", given="small", names="eps")
    with proof.fix("T1.15.minimum", claim=pair.minimum(A, B, eps), ref="T1.15"):
        C, D = proof.matrix("C", m, b), proof.matrix("D", b, n)
        proof.assume("near", norm2(C - A) + norm2(D - B) < eps * eps)
        top, bottom = (C - A) * X, Y * (D - B)
        proof.step(
            "T1.11", (M[k] + top) * A1 == C, by="algebra", using=["T1.09"], ref="T1.11, C = A + D",
            note='The paper says "through local perturbation to M_1" where M_k moves; M_1 serves B (erratum 17).',
        )  # fmt: skip
        proof.step(
            "T1.12", B1 * (M[1] + bottom) == D, by="algebra", using=["T1.10"], ref="T1.12, D = B + E",
            note="The paper's D is also the data, B also a ball, M also the tuple; here C is A + D (erratum 21).",
        )  # fmt: skip
        T = proof.define_family(
            "T", i, 1, k, pieces=[(1, 1, M[1] + bottom), (2, k - 1, M[i]), (k, k, M[k] + top)]
        )  # 0 < j < k makes M_1 and M_k different layers
        proof.step("T1.13", chain(T, k, 1) == C * D, by="algebra", using=["T1.11", "T1.12"], ref="T1.13, both at once")
        proof.step("T-value", f(chain(T, k, 1)) == f(C * D), by="algebra", using=["T1.13"], ref="T1.13, L_k(M')")

        whole, inner = distance(T, M, 1, k), distance(T, M, 2, k)
        proof.step("split", whole == distance(T, M, 1, 1) + inner, ref="T1.14, ||M' - M||^2")
        proof.step("split-2", inner == distance(T, M, 2, k - 1) + distance(T, M, k, k), ref="T1.14, ||M' - M||^2")
        proof.step("unmoved", distance(T, M, 2, k - 1) == 0, ref="T1.14, the other layers")
        proof.step(
            "moves", whole == norm2(top) + norm2(bottom), using=["split", "split-2", "unmoved"],
            ref="T1.14, ||M' - M||^2",
        )  # fmt: skip
        proof.apply("top-size", theorems["N5"], X=C - A, Y=X, p=m, q=b, r=d[k - 1], ref="T1.14, N5 for D_1 = D X")
        proof.apply("bottom-size", theorems["N5"], X=Y, Y=D - B, p=d[1], q=b, r=n, ref="T1.14, N5 for E_1 = Y E")
        positive = [norm2(C - A), norm2(D - B), norm2(X), norm2(Y)]
        for number, value in enumerate(positive, 1):
            proof.step(f"norm-{number}", 0 <= value, ref="T1.14, norms")
        proof.apply(
            "T1.14", theorems["pair-bound"], x=norm2(top), y=norm2(bottom), l=positive[0], r=positive[1],
            u=positive[2], w=positive[3], eps=eps, delta=delta,
            using=["top-size", "bottom-size", "norm-1", "norm-2", "norm-3", "norm-4", "near", "eps-small", "radius"],
            ref="T1.14",
        )  # fmt: skip
        proof.step("T-near", whole < delta * delta, using=["moves", "T1.14"], ref="T1.15, M' is near M")
        proof.step("T-above", f(W) <= f(chain(T, k, 1)), using=["radius", "T-near"], ref="T1.15, M is minimal")
        proof.step("above", f(A * B) <= f(C * D), using=["T-above", "T-value"], ref="T1.15")
    proof.give("T1.15", pair.local_minimum(A, B), eps, using=["eps-small", "T1.15.minimum"], ref="T1.15")
    upper, lower = chain(N, k, j + 1), chain(N, j, 1)
    proof.step("pair-lower", f(upper * lower) < f(A * B), using=["N-lower"], ref="T1.16, the pair of N")
    proof.give(
        "lower", pair.lower_elsewhere(A, B), upper, lower, using=["pair-lower"], ref="T1.16, (A, B) is not global"
    )
    proof.step("both", pair.spurious(A, B), using=["T1.15", "lower"], ref="T1.16")
proof.conclude(using=["T1.16"], ref="T1.16")
