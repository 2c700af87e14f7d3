"""Corollary 2: the sum of two towers has a spurious minimum if and only if f(A B) has one, of inner width b_1 + b_2.

The towers are M_k ... M_1 with the smallest width d_j, and R_l ... R_1 with the smallest width e_h; d_0 = e_0 and
d_k = e_l. The paper proves one direction only. The inner spaces are put side by side by matrices J and H with
J^T J = I, H^T H = I, J^T H = 0 and J J^T + H H^T = I.
"""

from __future__ import annotations

from setting import PAPER, Pair, convex, i, minimum_of_some_radius, smallest, widths
from towers import narrowest, towers

from proofs.zhang2019.theorems.derived import theorems
from symproof.author import Claim, Expression, Proof, both, chain, either, implies, negation

# ---------------------------------------------------------------------------- C2.01, C2.03-C2.05: one tower

single = Proof("single_tower", "C2.03: a minimum of the sum is one of each tower", source=PAPER)
two = towers(single)
k, l, d, e, f = two.k, two.l, two.d, two.e, two.f  # noqa: E741
M = single.family("M", i, 1, k, d[i], d[i - 1])
R = single.family("T", i, 1, l, e[i], e[i - 1])
single.assume("minimum", two.local_minimum(M, R))
one = minimum_of_some_radius(single, lambda X: f(X + chain(R, l, 1)), lambda at: d[at], k, M)
other = minimum_of_some_radius(single, lambda X: f(X + chain(M, k, 1)), lambda at: e[at], l, R)
single.statement(both(one, other))
single.apply("C2.03", theorems["C2.03"], both(one, other), R=R, using=["minimum"], ref="C2.01, C2.03: P.06")
single.conclude(using=["C2.03"], ref="C2.03")

flat = Proof(
    "tower_without_bottleneck", "C2.04: f' vanishes at the sum beside a tower without bottleneck", source=PAPER
)
k, d, f = widths(flat)
M, K = flat.family("M", i, 1, k, d[i], d[i - 1]), flat.matrix("K", d[k], d[0])
flat.assume("narrow", either(smallest(d, 0, k), smallest(d, k, k)))
flat.assume("minimum", minimum_of_some_radius(flat, lambda X: f(X + K), lambda at: d[at], k, M))
flat.statement(f.gradient(chain(M, k, 1) + K) == 0)
flat.apply(
    "C2.04", theorems["C2.04"], using=["narrow", "minimum"], ref="C2.01, C2.04: T3' for X -> f(X + K)",
    note="The paper applies Theorem 1, which does not say that local minima are global (erratum 3).",
)  # fmt: skip
flat.conclude(using=["C2.04"], ref="C2.04")

# ---------------------------------------------------------------------------- C2.06: side by side

beside = Proof("side_by_side", "C2.06: two inner spaces side by side", source=PAPER)
p, q = beside.sizes("p q")


def side_by_side(J: Expression, H: Expression) -> Claim:
    """J and H embed both spaces orthogonally, and together fill the whole one."""
    unit = beside.identity
    return both(J.T * J == unit(p), H.T * H == unit(q), J.T * H == 0, J * J.T + H * H.T == unit(p + q))


beside.statement(beside.exists_matrices({"J": (p + q, p), "H": (p + q, q)}, side_by_side))
beside.apply("C2.06", theorems["selectors"], ref="C2.06: A = (A_1 A_2) is A_1 J^T + A_2 H^T")
beside.conclude(using=["C2.06"], ref="C2.06")

# ---------------------------------------------------------------------------- Corollary 2

proof = Proof("corollary2", "Corollary 2: two towers are spurious if and only if f(A B) is", source=PAPER)
two = towers(proof)
j, h = narrowest(proof, two)
m, n = two.d[two.k], two.d[0]
proof.assume("convex", convex(proof, two.f, m, n))
pair = Pair(proof, two.f, m, two.d[j] + two.e[h], n)
deep, shallow = two.some_spurious(), pair.some_spurious()
claim = both(implies(deep, shallow), implies(shallow, deep))
proof.statement(claim)
proof.apply(
    "C2.08", theorems["Corollary-2"], claim, using=["bottleneck", "bottleneck-2", "convex"],
    ref="C2.07, C2.08: C2.05 and T1.13 for each tower, T1.03 for each block; C2.02, C2.04 without a bottleneck",
    note="The paper proves only that spurious towers give a spurious A B (erratum 2); in its statement a \")\" after"
    " M_{s1} is unbalanced, and M is both the tuple and the sum of the A_i B_i (erratum 19).",
)  # fmt: skip
proof.conclude(using=["C2.08"], ref="C2.04, C2.07, C2.08")

wide = Proof("corollary2_wide", "Corollary 2, last sentence: no spurious minimum for b >= m or b >= n", source=PAPER)
two = towers(wide)
j, h = narrowest(wide, two)
m, n, b = two.d[two.k], two.d[0], two.d[j] + two.e[h]
wide.assume("convex", convex(wide, two.f, m, n))
wide.assume("wide", either(n <= b, m <= b))
wide.statement(negation(two.some_spurious()))
wide.apply(
    "C2.09", theorems["C2.09"], using=["bottleneck", "bottleneck-2", "convex", "wide"], ref="C2.09",
    note="The paper asks for b >= m and b >= n; one of them is enough (erratum 15).",
)  # fmt: skip
wide.conclude(using=["C2.09"], ref="C2.09")
