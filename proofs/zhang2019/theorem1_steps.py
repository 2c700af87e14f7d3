"""Theorem 1: L_k has a spurious local minimum if and only if L_2(A, B) = f(A B) has one; and the remark after it.

The middle case 0 < j < k, d = d_j. Easy direction: factor a spurious (A, B) through explicit 0/1 factors. Hard
direction: at a spurious M the factors A and B have one-sided inverses (Lemma 1), so every move (D, E) of (A, B) lifts
to a move of M_k and M_1 alone.
"""

from __future__ import annotations

from facts import A2
from setting import (
    PAPER,
    Middle,
    Network,
    convex,
    has_left_inverse,
    has_right_inverse,
    i,
    local_minimum,
    middle_case,
    network,
)

from symproof.author import (
    Expression,
    Proof,
    both,
    chain,
    either,
    exists_index,
    for_all,
    iff,
    implies,
    index,
    inner,
    members,
    same,
)

l = index("l")  # noqa: E741 - the paper's name

proof = Proof("theorem1-steps", "The steps of Theorem 1: depth creates no more spurious local minima", source=PAPER)
net = network(proof)
mid = middle_case(proof, net)
k, d, M, f, W, G = net.k, net.d, net.M, net.f, net.W, net.G
j, A, B = mid.j, mid.A, mid.B
proof.assume("convex", convex(proof, f, d[k], d[0]))

# The two variables of L_2 have names of their own: in the hard direction A and B come from M.
A0, B0 = proof.matrix("A0", d[k], d[j]), proof.matrix("B0", d[j], d[0])
deep_is_spurious = proof.predicate("has_spurious_minimum", f(W), members(M, 1, k))
shallow_is_spurious = proof.predicate("has_spurious_minimum", f(A0 * B0), A0, B0)
proof.statement(iff(deep_is_spurious, shallow_is_spurious))


# ---------------------------------------------------------------------------- easy: from (A, B) to M


def easy_direction(proof: Proof, net: Network, mid: Middle) -> None:
    """T1.03-T1.07: factors with any given product A0 above j and B0 below, where E_i^T E_i = I and E_j = I.

    Nothing else is used of the paper's E_i = [I; 0], which has no form in our language: a block, a sum of d_j columns
    e_l e_l^T, would have to know that d_j <= d_i. Likewise F is any family with the values of its pieces: a definition
    by pieces would have to give F_1 = E_1 B0 the sizes that F_i has at i = 1.
    """
    k, d, j = net.k, net.d, mid.j
    unit = proof.identity(d[j])
    isometries = proof.exists_family(
        "E", i, 1, k - 1, d[i], d[j], lambda E: both(for_all(i, 1, k - 1, E[i].T * E[i] == unit), E[j] == unit)
    )
    proof.step("T1.03.E", isometries, by="rank", using=["bottleneck"], ref="T1.03, the E_i = [I; 0]", expect="unknown")
    (E,) = proof.obtain("isometries", given="T1.03.E")
    F = proof.family("F", i, 1, k, d[i], d[i - 1])
    proof.assume("first", F[1] == E[1] * B0)
    proof.assume("inner", for_all(i, 2, k - 1, F[i] == E[i] * E[i - 1].T))
    proof.assume("last", F[k] == A0 * E[k - 1].T)
    proof.step(
        "T1.03.step", for_all(i, j + 1, k - 1, A0 * E[i].T * E[i] * E[i - 1].T == A0 * E[i - 1].T),
        by="algebra", using=["isometries"], ref="T1.03, the certificate of the step",
    )  # fmt: skip
    proof.step(
        "T1.03.upper", for_all(i, j, k - 1, chain(F, k, i + 1) == A0 * E[i].T),
        by="induction", using=["isometries", "inner", "last"],
        ref="T1.03, M_k ... M_{i+1}",
    )  # fmt: skip
    proof.step(
        "T1.04.step", for_all(i, 2, j, E[i] * E[i - 1].T * E[i - 1] * B0 == E[i] * B0),
        by="algebra", using=["isometries"], ref="T1.04, the certificate of the step",
    )  # fmt: skip
    proof.step(
        "T1.04.lower", for_all(i, 1, j, chain(F, i, 1) == E[i] * B0),
        by="induction", using=["isometries", "first", "inner"],
        ref="T1.04, M_i ... M_1",
    )  # fmt: skip
    proof.step("T1.05.end-A", A0 * E[j].T == A0, by="algebra", using=["isometries"], ref="T1.05, A E_j^T = A")
    proof.step("T1.05.end-B", E[j] * B0 == B0, by="algebra", using=["isometries"], ref="T1.05, E_j B = B")
    proof.step(
        "T1.05.A", chain(F, k, j + 1) == A0, by="algebra", using=["T1.03.upper", "isometries"], ref="T1.03, T1.05 for A"
    )
    proof.step(
        "T1.05.B", chain(F, j, 1) == B0, by="algebra", using=["T1.04.lower", "isometries"], ref="T1.04, T1.05 for B"
    )
    proof.step(
        "T1.07.product", chain(F, k, 1) == A0 * B0, by="algebra", using=["T1.05.A", "T1.05.B"],
        ref="T1.07, the product of the lifted pair",
    )  # fmt: skip
    proof.step(
        "T1.07.value", f(chain(F, k, 1)) == f(A0 * B0), by="algebra", using=["T1.07.product"],
        ref="T1.07, L_k(M) = L_2(A, B)",
    )  # fmt: skip


with proof.suppose(
    "shallow",
    shallow_is_spurious,
    then="T1.07",
    claim=implies(shallow_is_spurious, deep_is_spurious),
    ref="T1.07",
    expect="unknown",
):
    with proof.fix("lifted-pair"):
        easy_direction(proof, net, mid)
    with proof.fix("transfer"):
        D, D2, eta, radius = (proof.scalar(name) for name in ("D", "D2", "eta", "radius"))
        a, a1, L, L1 = (proof.scalar(name) for name in ("a", "a1", "L", "L1"))
        proof.assume("T1.06-near", D < eta)
        proof.assume("T1.06-modulus", implies(D < eta, D2 < radius))
        proof.assume("T1.06-minimum", implies(D2 < radius, a <= a1))
        proof.assume("T1.06-values", L == a, L1 == a1)
        proof.step(
            "T1.06", L <= L1, by="real", using=["T1.06-near", "T1.06-modulus", "T1.06-minimum", "T1.06-values"],
            ref="T1.06: P.11", expect="unknown",
        )  # fmt: skip

# ---------------------------------------------------------------------------- hard: from M to (A, B)


def lifted_move(proof: Proof, net: Network, mid: Middle, L: Expression, S: Expression) -> None:
    """T1.09-T1.13: a move (D, E) of (A, B) is a move of M_k and M_1 alone, where L A = I (hypothesis left-inverse) and
    B S = I (hypothesis right-inverse)."""
    k, d, M, f, j, A, B = net.k, net.d, net.M, net.f, mid.j, mid.A, mid.B
    A1 = proof.define("A1", chain(M, k - 1, j + 1))
    B1 = proof.define("B1", chain(M, j, 2))
    X = proof.define("X", L * M[k])
    Y = proof.define("Y", M[1] * S)
    proof.step("T1.09", X * A1 == proof.identity(d[j]), by="algebra", using=["left-inverse"], ref="T1.09")
    proof.step("T1.10", B1 * Y == proof.identity(d[j]), by="algebra", using=["right-inverse"], ref="T1.10")
    D, E = proof.matrix("D", d[k], d[j]), proof.matrix("E", d[j], d[0])
    D1, E1 = proof.define("D1", D * X), proof.define("E1", Y * E)
    proof.step("T1.11", (M[k] + D1) * A1 == A + D, by="algebra", using=["T1.09"], ref="T1.11")
    proof.step("T1.12", B1 * (M[1] + E1) == B + E, by="algebra", using=["T1.10"], ref="T1.12")
    proof.step(
        "T1.13", (M[k] + D1) * A1 * B1 * (M[1] + E1) == (A + D) * (B + E), by="algebra", using=["T1.11", "T1.12"],
        ref="T1.13, the identity",
    )  # fmt: skip
    F = proof.family("F", i, 1, k, d[i], d[i - 1])
    proof.assume("moved-ends", F[1] == M[1] + E1, F[k] == M[k] + D1)
    proof.assume("same-inside", for_all(i, 2, k - 1, F[i] == M[i]))
    proof.step(
        "T1.13.inner", for_all(i, 1, k - 1, chain(F, i, 2) == chain(M, i, 2)),
        by="induction", using=["same-inside"], ref="T1.13, the other layers",
    )  # fmt: skip
    proof.step(
        "T1.13.product", chain(F, k, 1) == (A + D) * (B + E),
        by="algebra", using=["moved-ends", "T1.13.inner", "T1.13"], ref="T1.13, the moved tuple",
    )  # fmt: skip
    proof.step(
        "T1.13.value", f(chain(F, k, 1)) == f((A + D) * (B + E)), by="algebra", using=["T1.13.product"],
        ref="T1.13, L_k(M')",
    )  # fmt: skip
    proof.step(
        "R.02", L * W * S == proof.identity(d[j]), by="algebra", using=["left-inverse", "right-inverse"], ref="R.02"
    )


delta = proof.scalar("delta")
M_is_spurious = both(
    delta > 0, local_minimum(proof, f(W), M, 1, k, delta), ~proof.predicate("global_minimum", f(W), members(M, 1, k))
)
with proof.suppose(
    "minimum",
    M_is_spurious,
    then="T1.16.pair",
    claim=implies(M_is_spurious, shallow_is_spurious),
    ref="T1.16, R.01",
    expect="unknown",
):
    tangent = proof.for_all_matrices("Z", d[k], d[0], lambda Z: f(W) + inner(G, Z - W) <= f(Z))
    proof.cite("P.05.A2", tangent, fact=A2, using=["convex"], ref="T1.17: P.05, A2")
    proof.step("T1.17", G != 0, by="real", using=["P.05.A2", "minimum"], ref="T1.17", expect="unknown")
    left, right = has_left_inverse(proof, A, d[k], d[j], "L"), has_right_inverse(proof, B, d[j], d[0], "S")
    proof.apply(
        "T1.08", "zhang2019/lemma1", both(left, right), using=["minimum", "T1.17"], ref="T1.08: L1.16", expect="unknown"
    )
    proof.step("T1.08.A", left, by="logic", using=["T1.08"], ref="T1.08, A")
    proof.step("T1.08.B", right, by="logic", using=["T1.08"], ref="T1.08, B")
    (L,) = proof.obtain("left-inverse", given="T1.08.A")
    (S,) = proof.obtain("right-inverse", given="T1.08.B")
    with proof.fix("move"):
        lifted_move(proof, net, mid, L, S)
    with proof.fix("size-of-move"):
        c, D, E, D1, E1, r = (proof.scalar(name) for name in ("c", "D", "E", "D1", "E1", "r"))
        proof.assume("T1.14-norms", D1 >= 0, E1 >= 0, D >= 0, E >= 0, c > 0, r > 0)
        proof.assume("T1.14-lifts", D1 <= c * D, E1 <= c * E)
        proof.assume("T1.14-near", c * c * (D * D + E * E) < r * r)
        proof.step(
            "T1.14", D1 * D1 + E1 * E1 < r * r, by="real", using=["T1.14-norms", "T1.14-lifts", "T1.14-near"],
            ref="T1.14: N5",
        )  # fmt: skip
    pair_minimum = proof.exists("r", 1, 1, lambda r: both(r > 0, proof.predicate("local_minimum", f(A * B), A, B, r)))
    proof.step("T1.15", pair_minimum, by="analysis", using=["minimum", "T1.08"], ref="T1.15", expect="unknown")
proof.step(
    "T1.16", implies(deep_is_spurious, shallow_is_spurious), by="logic", using=["T1.16.pair"], ref="T1.16",
    expect="unknown",
)  # fmt: skip

proof.conclude("T1.18", using=["T1.07", "T1.16"], ref="T1.18, middle case")

# ---------------------------------------------------------------------------- no bottleneck

ends = Proof("theorem1-ends", "Theorem 1 where an end width is the smallest: neither side is spurious", source=PAPER)
net = network(ends)
k, d, M, f, W = net.k, net.d, net.M, net.f, net.W
smallest = ends.size("e")  # the paper's d
ends.assume("smallest", for_all(i, 0, k, smallest <= d[i]))
ends.assume("at-an-end", either(same(smallest, d[0]), same(smallest, d[k])))
ends.assume("convex", convex(ends, f, d[k], d[0]))
A0, B0 = ends.matrix("A0", d[k], smallest), ends.matrix("B0", smallest, d[0])
deep_is_spurious = ends.predicate("has_spurious_minimum", f(W), members(M, 1, k))
shallow_is_spurious = ends.predicate("has_spurious_minimum", f(A0 * B0), A0, B0)
ends.statement(both(~deep_is_spurious, ~shallow_is_spurious))
attained = exists_index(l, 0, k, for_all(i, 0, k, d[l] <= d[i]))
ends.step("T1.01", attained, by="logic", ref="T1.01, some width is smallest", expect="unknown")
narrow = either(for_all(i, 0, k, d[0] <= d[i]), for_all(i, 0, k, d[k] <= d[i]))
ends.step(
    "T1.02.narrow", narrow, by="logic", using=["smallest", "at-an-end"], ref="T1.02, no bottleneck", expect="unknown"
)
ends.apply(
    "T1.02.deep", "zhang2019/theorem3-convex", ~deep_is_spurious, using=["T1.02.narrow", "convex"],
    ref="T1.02: T3, P.08", expect="unknown",
)  # fmt: skip
ends.apply(
    "T1.02.shallow", "zhang2019/theorem3-convex", ~shallow_is_spurious, using=["at-an-end", "smallest", "convex"],
    ref="T1.02: T3 at k = 2", expect="unknown",
)  # fmt: skip
ends.conclude("T1.02", using=["T1.02.deep", "T1.02.shallow"], ref="T1.02")
