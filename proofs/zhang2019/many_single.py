"""C2.03 for any number of towers: a local minimum of the sum is one of each tower while the others stay."""

from __future__ import annotations

from typing import Any

from many_towers import l, many_towers
from setting import PAPER, distance, i, minimum, minimum_of_some_radius

from symproof.author import Claim, Family, Proof, both, chain, either, for_all, same, summation

single = Proof("single_of_many", "C2.03 for many towers: a minimum of the sum is one of each tower", source=PAPER)
many = many_towers(single)
r, k, d, f = many.r, many.k, many.d, many.f
M = single.families("M", *many.layers)
t = single.integer("t")
single.assume("number", 1 <= t, t <= r)
single.assume("minimum", many.local_minimum(M))
others = many.total(M) - many.product(M, t)
alone = (lambda X: f(X + others)), (lambda at: d[t, at]), k[t], M[t]
single.statement(minimum_of_some_radius(single, *alone))
(delta,) = single.obtain("radius", given="minimum", names="delta")


def unmoved(S: Family, at: Any) -> Claim:
    """S has the product of M in this tower, and no distance."""
    return both(chain(S, k[at], 1) == many.product(M, at), distance(S, M[at], 1, k[at]) == 0)


with single.fix("t-alone", claim=minimum(single, *alone, delta), ref="C2.03: P.06, the other towers stay"):
    N = single.family("N", i, 1, k[t], d[t, i], d[t, i - 1])
    gap = distance(N, M[t], 1, k[t])
    single.assume("N-near", gap < delta * delta)

    def replaced(S: Family, at: Any) -> Claim:
        """S is N in the tower t, and M in the others."""
        moved = both(same(at, t), chain(S, k[at], 1) == chain(N, k[t], 1), distance(S, M[at], 1, k[at]) == gap)
        return either(both(at < t, unmoved(S, at)), moved, both(t < at, unmoved(S, at)))

    def some(at: Any) -> Claim:
        """There are such layers of a tower."""
        return single.exists_family("S", i, 1, k[at], d[at, i], d[at, i - 1], lambda S: replaced(S, at))

    with single.fix("S-each", claim=for_all(l, 1, r, some(l)), ref="C2.03, N in tower t"):
        h = single.integer("h")
        single.assume("h-number", 1 <= h, h <= r)
        single.step("place", either(h < t, same(h, t), t < h), ref="C2.03, N in tower t")
        with single.cases("placed", some(h), using=["place"], ref="C2.03, N in tower t"):
            with single.case("below", h < t):
                single.step("below-same", unmoved(M[h], h), ref="C2.03, the others stay")
                single.give("below-S", some(h), M[h], using=["below-same"], ref="C2.03, the others stay")
            with single.case("here", same(h, t)):
                single.give("here-S", some(h), N, ref="C2.03, N in tower t")
            with single.case("above", t < h):
                single.step("above-same", unmoved(M[h], h), ref="C2.03, the others stay")
                single.give("above-S", some(h), M[h], using=["above-same"], ref="C2.03, the others stay")
    S = single.choose("S", given="S-each")

    # S is N in the tower t, and M in the others: both sums fall into three parts.
    ranges = {"low": (1, t - 1), "here": (t, t), "high": (t + 1, r)}
    for name, (low, high) in ranges.items():

        def part(at: Any, name: str = name) -> Claim:
            """What S is in a tower of this range."""
            moved = both(many.product(S, at) == chain(N, k[t], 1), many.gap(S, M, at) == gap)
            return moved if name == "here" else unmoved(S[at], at)

        with single.fix(f"{name}-each", claim=for_all(l, low, high, part(l)), ref="C2.03, N in tower t"):
            g = single.integer("g")
            single.assume(f"{name}-number", low <= g, g <= high)
            single.step(f"{name}-chosen", replaced(S[g], g), using=["S"], ref="C2.03, N in tower t")
            with single.cases(f"{name}-is", part(g), using=[f"{name}-chosen"], ref="C2.03, N in tower t"):
                for place, claim in enumerate(replaced(S[g], g).formula.parts):
                    with single.case(f"{name}-{place}", Claim(claim, single)):
                        pass
    product = chain(N, k[t], 1)
    sums = {"total": (many.product(S, l), product, many.product(M, l)), "gap": (many.gap(S, M, l), gap, 0 * gap)}
    for name, (one, new, other) in sums.items():
        for label, body in ((f"{name}-S", one), *([("total-M", other)] if name == "total" else [])):
            rest = summation(l, t, r, body)
            split = rest == summation(l, t, t, body) + summation(l, t + 1, r, body)
            single.step(f"{label}-high", split, ref="C2.03, both sums")
        for part, (low, high) in ranges.items():
            same_as = summation(l, low, high, new if part == "here" else other)
            single.step(f"{name}-{part}", summation(l, low, high, one) == same_as, using=[f"{part}-each"], ref="C2.03")
    parts = ["total-S-high", "total-M-high", "total-low", "total-here", "total-high"]
    single.step("total", many.total(S) == product + others, by="algebra", using=parts, ref="C2.03")
    parts = ["gap-S-high", "gap-low", "gap-here", "gap-high"]
    single.step("gap", many.distance(S, M) == gap, by="algebra", using=parts, ref="C2.03")
    single.step("S-near", many.distance(S, M) < delta * delta, using=["gap", "N-near"], ref="C2.03")
    single.step("S-above", f(many.total(M)) <= f(many.total(S)), using=["radius", "S-near"], ref="C2.03")
    single.step("value", f(many.total(S)) == f(product + others), by="algebra", using=["total"], ref="C2.03")
    single.step("N-above", f(many.total(M)) <= f(product + others), using=["S-above", "value"], ref="C2.03")
single.give("C2.03", minimum_of_some_radius(single, *alone), delta, using=["radius", "t-alone"], ref="C2.01, C2.03")
single.conclude(using=["C2.03"], ref="C2.03")
