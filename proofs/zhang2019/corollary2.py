"""Corollary 2: the sum of two towers has a spurious minimum if and only if f(A B) has one, of inner width b_1 + b_2.

The towers are M_k ... M_1 with the smallest width d_j, and R_l ... R_1 with the smallest width e_h; d_0 = e_0 and
d_k = e_l. The paper proves one direction only. The inner spaces are put side by side by matrices J and H with
J^T J = I, H^T H = I, J^T H = 0 and J J^T + H H^T = I.
"""

from __future__ import annotations

from setting import PAPER, Pair, convex, distance, i, minimum, minimum_of_some_radius, smallest, widths
from theorem2 import wide as wide_pair
from theorem3 import first as theorem3_first
from theorem3 import last as theorem3_last
from towers import narrowest, towers

from proofs.zhang2019.theorems.derived import theorems
from symproof.author import Claim, Expression, Proof, block, both, chain, either, implies, negation

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
(delta,) = single.obtain("radius", given="minimum", names="delta")
with single.fix("M-alone", claim=minimum(
    single, lambda X: f(X + chain(R, l, 1)), lambda at: d[at], k, M, delta
), ref="C2.03: P.06, the second tower stays"):  # fmt: skip
    N = single.family("N", i, 1, k, d[i], d[i - 1])
    single.assume("N-near", distance(N, M, 1, k) < delta * delta)
    single.step(
        "N-above", f(two.total(M, R)) <= f(two.total(N, R)), using=["radius", "N-near"], ref="C2.03, ||R - R|| = 0"
    )
single.give("C2.03.M", one, delta, using=["radius", "M-alone"], ref="C2.01, C2.03: f_1(X) = f(X + W_2)")
with single.fix("R-alone", claim=minimum(
    single, lambda X: f(X + chain(M, k, 1)), lambda at: e[at], l, R, delta
), ref="C2.03: P.06, the first tower stays"):  # fmt: skip
    S = single.family("S", i, 1, l, e[i], e[i - 1])
    single.assume("S-near", distance(S, R, 1, l) < delta * delta)
    single.step("S-above", f(two.total(M, R)) <= f(two.total(M, S)), using=["radius", "S-near"], ref="C2.03")
single.give("C2.03.R", other, delta, using=["radius", "R-alone"], ref="C2.01, C2.03: f_2(X) = f(X + W_1)")
single.conclude(using=["C2.03.M", "C2.03.R"], ref="C2.03")

flat = Proof(
    "tower_without_bottleneck", "C2.04: f' vanishes at the sum beside a tower without bottleneck", source=PAPER
)
k, d, f = widths(flat)
M, K = flat.family("M", i, 1, k, d[i], d[i - 1]), flat.matrix("K", d[k], d[0])
flat.assume("narrow", either(smallest(d, 0, k), smallest(d, k, k)))
flat.assume("minimum", minimum_of_some_radius(flat, lambda X: f(X + K), lambda at: d[at], k, M))
flat.statement(f.gradient(chain(M, k, 1) + K) == 0)
W = chain(M, k, 1)
g = flat.define_function("g", d[k], d[0], lambda X: f(X + K), gradient=lambda X: f.gradient(X + K))
flat.step("g-minimum", minimum_of_some_radius(flat, g, lambda at: d[at], k, M), using=["minimum"], ref="C2.01, g = f_i")
with flat.cases("g-flat", g.gradient(W) == 0, using=["narrow"], ref="C2.04: T3' for g(X) = f(X + K)"):
    with flat.case("input", smallest(d, 0, k)):
        flat.apply(
            "T3.12", theorem3_first, f=g, using=["input", "g-minimum"], ref="C2.04: T3'",
            note="The paper applies Theorem 1, which does not say that local minima are global (erratum 3).",
        )  # fmt: skip
    with flat.case("output", smallest(d, k, k)):
        flat.apply("T3.13", theorem3_last, f=g, using=["output", "g-minimum"], ref="C2.04: T3'")
flat.step("C2.04", f.gradient(W + K) == 0, using=["g-flat"], ref="C2.04, g'(W_i) = f'(W_i + K)")
flat.conclude(using=["C2.04"], ref="C2.04")

# ---------------------------------------------------------------------------- C2.06: side by side

beside = Proof("side_by_side", "C2.06: two inner spaces side by side", source=PAPER)
p, q = beside.sizes("p q")


def side_by_side(J: Expression, H: Expression) -> Claim:
    """J and H embed both spaces orthogonally, and together fill the whole one."""
    unit = beside.identity
    return both(J.T * J == unit(p), H.T * H == unit(q), J.T * H == 0, J * J.T + H * H.T == unit(p + q))


some = beside.exists_matrices({"J": (p + q, p), "H": (p + q, q)}, side_by_side)
beside.statement(some)
J = beside.define("J_p", block([[beside.identity(p)], [beside.zero(q, p)]]))
H = beside.define("J_q", block([[beside.zero(p, q)], [beside.identity(q)]]))
beside.step("J-unit", J.T * J == beside.identity(p), by="algebra", ref="C2.06, J = [I; 0]")
beside.step("H-unit", H.T * H == beside.identity(q), by="algebra", ref="C2.06, H = [0; I]")
beside.step("apart", J.T * H == 0, by="algebra", ref="C2.06")
beside.step("whole", J * J.T + H * H.T == beside.identity(p + q), by="algebra", ref="C2.06")
beside.give(
    "C2.06", some, J, H, using=["J-unit", "H-unit", "apart", "whole"], ref="C2.06: A = (A_1 A_2) is A_1 J^T + A_2 H^T"
)
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
none = negation(two.some_spurious())
wide.statement(none)
pair = Pair(wide, two.f, m, b, n)
with wide.contradiction("C2.09", none, supposing="deep", ref="C2.09"):
    wide.apply("C2.08", proof, using=["bottleneck", "bottleneck-2", "convex"], ref="C2.09: C2.08")
    wide.step("shallow", pair.some_spurious(), using=["C2.08", "deep"], ref="C2.09: C2.08")
    X, Y = wide.obtain("XY-spurious", given="shallow", names=["X", "Y"])
    wide.apply(
        "T2.03", wide_pair, n=n, b=b, m=m, using=["wide", "convex"], ref="C2.09: T2.03, no pair is spurious",
        note="The paper asks for b >= m and b >= n; one of them is enough (erratum 15).",
    )  # fmt: skip
wide.conclude(using=["C2.09"], ref="C2.09")
