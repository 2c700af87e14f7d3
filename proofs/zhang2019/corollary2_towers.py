"""What Corollary 2 needs of one tower in a sum, and of the two inner spaces put side by side (C2.01-C2.06).

The other tower contributes a constant K: one tower is a network under g(X) = f(X + K).
"""

from __future__ import annotations

from factors import Factors
from lemma1 import proof as lemma1
from setting import PAPER, bottleneck, distance, i, minimum, minimum_of_some_radius, smallest, widths
from theorem3 import first as theorem3_first
from theorem3 import last as theorem3_last
from towers import side_by_side, towers

from symproof.author import Proof, block, both, chain, either

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

# ---------------------------------------------------------------------------- C2.05: one tower with a bottleneck

steep = Proof(
    "tower_with_bottleneck", "C2.05: f' vanishes at the sum, or the factors of the tower have inverses", source=PAPER
)
k, d, f = widths(steep)
j = bottleneck(steep, k, d)
M, K = steep.family("M", i, 1, k, d[i], d[i - 1]), steep.matrix("K", d[k], d[0])
steep.assume("minimum", minimum_of_some_radius(steep, lambda X: f(X + K), lambda at: d[at], k, M))
cut = Factors(steep, k, j, d, M)
W, inverses = chain(M, k, 1), both(cut.left, cut.right)
steep.statement(either(f.gradient(W + K) == 0, inverses))
g = steep.define_function("g", d[k], d[0], lambda X: f(X + K), gradient=lambda X: f.gradient(X + K))
steep.step(
    "g-minimum", minimum_of_some_radius(steep, g, lambda at: d[at], k, M), using=["minimum"], ref="C2.01, g = f_i"
)
steep.apply("L1.16", lemma1, f=g, using=["bottleneck", "g-minimum"], ref="C2.05: L1.16 for g(X) = f(X + K)")
with steep.cases("C2.05", either(f.gradient(W + K) == 0, inverses), using=["L1.16"], ref="C2.05"):
    with steep.case("flat", g.gradient(W) == 0):
        steep.step("flat-sum", f.gradient(W + K) == 0, using=["flat"], ref="C2.05, g'(W_i) = f'(W_i + K)")
    with steep.case("regular", inverses):
        pass
steep.conclude(using=["C2.05"], ref="C2.05")

# ---------------------------------------------------------------------------- C2.06: side by side

beside = Proof("side_by_side", "C2.06: two inner spaces side by side", source=PAPER)
p, q = beside.sizes("p q")

some = beside.exists_matrices({"J": (p + q, p), "H": (p + q, q)}, lambda J, H: side_by_side(beside, J, H, p, q))
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
