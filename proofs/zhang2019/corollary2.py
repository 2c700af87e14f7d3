"""Corollary 2: the sum of two towers has a spurious minimum if and only if f(A B) has one, of inner width b_1 + b_2.

The towers are M_k ... M_1 with the smallest width d_j, and R_l ... R_1 with the smallest width e_h; d_0 = e_0 and
d_k = e_l. The paper proves one direction only. Where both towers have a bottleneck, each direction is a lemma; without
one in some tower neither side has a spurious minimum.
"""

from __future__ import annotations

from collections.abc import Sequence

from corollary2_easy import proof as easy
from corollary2_hard import proof as hard
from corollary2_towers import beside, flat, single
from preliminaries import flat_is_global
from setting import PAPER, Pair, convex, i, minimum_of_some_radius, smallest
from theorem2 import wide as wide_pair
from towers import Joined, narrowest, towers

from symproof.author import Claim, Expression, Proof, both, chain, either, implies, negation, same

# ---------------------------------------------------------------------------- C2.04: no bottleneck in some tower

ends = Proof("towers_without_bottleneck", "C2.04: f' vanishes at the sum where a tower has no bottleneck", source=PAPER)
two = towers(ends)
k, l, d, e, f = two.k, two.l, two.d, two.e, two.f  # noqa: E741
M = ends.family("M", i, 1, k, d[i], d[i - 1])
T = ends.family("T", i, 1, l, e[i], e[i - 1])
one, other = chain(M, k, 1), chain(T, l, 1)
ends.assume("narrow", either(smallest(d, 0, k), smallest(d, k, k), smallest(e, 0, l), smallest(e, l, l)))
ends.assume("minimum", two.local_minimum(M, T))
ends.statement(f.gradient(two.total(M, T)) == 0)
ends.apply("C2.03", single, using=["minimum"], ref="C2.03")
ends.step(
    "M-alone", minimum_of_some_radius(ends, lambda X: f(X + other), lambda at: d[at], k, M), using=["C2.03"],
    ref="C2.03",
)  # fmt: skip
ends.step(
    "T-alone", minimum_of_some_radius(ends, lambda X: f(X + one), lambda at: e[at], l, T), using=["C2.03"],
    ref="C2.03",
)  # fmt: skip
with ends.cases("C2.04", f.gradient(two.total(M, T)) == 0, using=["narrow"], ref="C2.04"):
    for at, place in (("first", 0), ("last", k)):
        with ends.case(f"M-{at}", smallest(d, place, k)):
            either_end = either(smallest(d, 0, k), smallest(d, k, k))
            ends.step(f"M-{at}-narrow", either_end, using=[f"M-{at}"], ref="C2.04, an end of the first tower")
            ends.apply(f"M-{at}-flat", flat, K=other, using=[f"M-{at}-narrow", "M-alone"], ref="C2.04")
    for at, place in (("first", 0), ("last", l)):
        with ends.case(f"T-{at}", smallest(e, place, l)):
            either_end = either(smallest(e, 0, l), smallest(e, l, l))
            ends.step(f"T-{at}-narrow", either_end, using=[f"T-{at}"], ref="C2.04, an end of the second tower")
            ends.apply(f"T-{at}-flat", flat, k=l, d=e, M=T, K=one, using=[f"T-{at}-narrow", "T-alone"], ref="C2.04")
            ends.step(f"T-{at}-sum", f.gradient(two.total(M, T)) == 0, using=[f"T-{at}-flat"], ref="C2.04")
ends.conclude(using=["C2.04"], ref="C2.04")

# ---------------------------------------------------------------------------- Corollary 2

proof = Proof("corollary2", "Corollary 2: two towers are spurious if and only if f(A B) is", source=PAPER)
two = towers(proof)
k, l, d, e, f = two.k, two.l, two.d, two.e, two.f  # noqa: E741
j, h = narrowest(proof, two)
m, n, b = d[k], d[0], d[j] + e[h]
proof.assume("convex", convex(proof, f, m, n))
pair = Pair(proof, f, m, b, n)
deep, shallow = two.some_spurious(), pair.some_spurious()
claim = both(implies(deep, shallow), implies(shallow, deep))
proof.statement(claim)


def neither(at: str, width: Expression, end: Claim) -> None:
    """C2.02, C2.04: with the smallest width of a tower at its end, neither side has a spurious minimum."""
    some = either(smallest(d, 0, k), smallest(d, k, k), smallest(e, 0, l), smallest(e, l, l))
    proof.step(f"{at}-narrow", end, ref="C2.04, the width of an end is the smallest")
    proof.step(f"{at}-some", some, using=[f"{at}-narrow"], ref="C2.04")
    proof.step(f"{at}-width", width <= b, ref="C2.02, b is at least the width of the end")
    proof.step(f"{at}-wide", either(n <= b, m <= b), using=[f"{at}-width"], ref="C2.02")
    with proof.suppose(f"{at}-deep", deep, then=f"{at}-hard", claim=implies(deep, shallow), ref="C2.04"):
        F, G = proof.obtain(f"{at}-FG", given=f"{at}-deep", names=["F", "G"])
        proof.step(f"{at}-local", two.local_minimum(F, G), using=[f"{at}-FG"], ref="C2.04")
        proof.step(f"{at}-not-global", two.lower_elsewhere(F, G), using=[f"{at}-FG"], ref="C2.04")
        N, S = proof.obtain(f"{at}-NS", given=f"{at}-not-global", names=["N", "S"])
        proof.apply(f"{at}-flat", ends, M=F, T=G, using=[f"{at}-some", f"{at}-local"], ref="C2.04")
        here, there = two.total(F, G), two.total(N, S)
        proof.apply(
            f"{at}-global",
            flat_is_global,
            f(here) <= f(there),
            X=here,
            p=m,
            q=n,
            using=["convex", f"{at}-flat"],
            ref="C2.04: P.05",
        )
        proof.step(f"{at}-clash", f(there) < f(there), using=[f"{at}-global", f"{at}-NS"], ref="C2.04")
    with proof.suppose(f"{at}-shallow", shallow, then=f"{at}-easy", claim=implies(shallow, deep), ref="C2.02"):
        proof.obtain(f"{at}-XY", given=f"{at}-shallow", names=["X", "Y"])
        proof.apply(f"{at}-none", wide_pair, n=n, b=b, m=m, using=[f"{at}-wide", "convex"], ref="C2.02: T2.03, no pair")
    proof.step(f"{at}-both", claim, using=[f"{at}-hard", f"{at}-easy"], ref="C2.04")


def middle() -> None:
    """C2.07, C2.08: both towers have a bottleneck."""
    p, q = d[j], e[h]
    proof.apply("selectors", beside, p=p, q=q, ref="C2.06")
    J, H = proof.obtain("side", given="selectors", names=["J", "H"])
    cut = Joined(two, j, h, J, H)
    with proof.suppose("deep", deep, then="C2.07", claim=implies(deep, shallow), ref="C2.07"):
        F, G = proof.obtain("FG-spurious", given="deep", names=["F", "G"])
        X, Y = cut.factors(F, G)
        proof.apply("hard", hard, M=F, T=G, using=["convex", "bottleneck", "bottleneck-2", "side"], ref="C2.07")
        proof.step("XY-spurious", pair.spurious(X, Y), using=["hard", "FG-spurious"], ref="C2.07")
        proof.give("pair", shallow, X, Y, using=["XY-spurious"], ref="C2.07, the joined factors")
    proof.apply(
        "C2.08",
        easy,
        using=["bottleneck", "bottleneck-2", "side"],
        ref="C2.08",
        note='The paper proves only that spurious towers give a spurious A B (erratum 2); in its statement a ")" after'
        " M_{s1} is unbalanced, and M is both the tuple and the sum of the A_i B_i (erratum 19).",
    )
    proof.step("both", claim, using=["C2.07", "C2.08"], ref="C2.07, C2.08")


Place = tuple[str, Claim, Claim, Claim, Expression, Claim]  # at an end or inside; its width


def by_place(places: Sequence[Place]) -> None:
    """One end after the other; what is left has a bottleneck in both towers."""
    if not places:
        middle()
        return
    (at, here, inside, where, width, end), *rest = places
    proof.step(f"{at}-or-not", either(here, inside), ref="C2.04, C2.05")
    with proof.cases(f"{at}-cases", claim, using=[f"{at}-or-not"], ref="C2.04, C2.05"):
        with proof.case(f"{at}-end", here):
            proof.step(f"{at}-is", where, ref="C2.04")
            neither(at, width, end)
        with proof.case(f"{at}-inside", inside):
            by_place(rest)


by_place(
    [
        ("j-first", j <= 0, 0 < j, same(j, 0), n, smallest(d, 0, k)),
        ("j-last", k <= j, j < k, same(j, k), m, smallest(d, k, k)),
        ("h-first", h <= 0, 0 < h, same(h, 0), n, smallest(e, 0, l)),
        ("h-last", l <= h, h < l, same(h, l), m, smallest(e, l, l)),
    ]
)
proof.conclude(using=["j-first-cases"], ref="C2.04, C2.07, C2.08")

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
