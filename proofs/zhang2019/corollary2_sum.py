"""Corollary 2 for any number r of towers M_{l,k_l} ... M_{l,1}, whose inner widths d_{l,j_l} have the sum c_r.

All towers have the same end widths, d_{l,0} = n and d_{l,k_l} = m. The paper proves one direction only. Where each
tower has a bottleneck, each direction is a lemma; without one in some tower neither side has a spurious minimum.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from corollary2_towers import flat
from many_easy import proof as easy
from many_hard import proof as hard
from many_single import single
from many_towers import Apart, Many, l, many_towers, narrow, side_by_side
from preliminaries import flat_is_global
from setting import PAPER, Pair, convex, i, minimum_of_some_radius
from theorem2 import wide as wide_pair

from proofs.zhang2019.theorems.derived import theorems
from symproof.author import (
    Claim,
    Proof,
    both,
    either,
    exists_index,
    for_all,
    implies,
    index,
    negation,
    same,
)

# ---------------------------------------------------------------------------- C2.04: no bottleneck in some tower

end = Proof("no_bottleneck", "C2.04 for many towers: f' vanishes at the sum where one has no bottleneck", source=PAPER)
many = many_towers(end)
k, d, f = many.k, many.d, many.f
M = end.families("M", *many.layers)
t = end.integer("t")
end.assume("number", 1 <= t, t <= many.r)
end.assume("narrow", either(*[for_all(i, 0, k[t], d[t, place] <= d[t, i]) for place in (0, k[t])]))
end.assume("minimum", many.local_minimum(M))
end.statement(f.gradient(many.total(M)) == 0)
others = many.total(M) - many.product(M, t)
alone = minimum_of_some_radius(end, lambda V: f(V + others), lambda at: d[t, at], k[t], M[t])
end.apply("alone", single, alone, using=["minimum"], ref="C2.03")
end.apply("flat", flat, k=k[t], d=lambda at: d[t, at], M=M[t], K=others, using=["narrow", "alone"], ref="C2.04: T3'")
end.step("C2.04", f.gradient(many.total(M)) == 0, using=["flat"], ref="C2.04")
end.conclude(using=["C2.04"], ref="C2.04")

# ---------------------------------------------------------------------------- the inner widths


@dataclass(frozen=True, slots=True)
class Inner:
    """The bottlenecks j_l, and the sums c_l of the first inner widths."""

    many: Many
    j: Any
    c: Any

    def width(self, at: Any) -> Any:
        """The inner width d_{l,j_l} of a tower."""
        return self.many.d[at, self.j[at]]


def inner_widths(proof: Proof, many: Many) -> Inner:
    """Declares smallest widths d_{l,j_l}, and c_l = d_{1,j_1} + ... + d_{l,j_l}."""
    r, d = many.r, many.d
    j = proof.integer_family("j", l, 1, r)
    c = proof.size_family("c", l, 1, r)
    proof.assume("j-low", for_all(l, 1, r, 0 <= j[l]))
    proof.assume("j-high", for_all(l, 1, r, j[l] <= many.k[l]))
    proof.assume("sum-first", same(c[1], d[1, j[1]]))
    proof.assume("sum-next", for_all(l, 1, r - 1, same(c[l + 1], c[l] + d[l + 1, j[l + 1]])))
    proof.assume("narrow", for_all(l, 1, r, narrow(many, j, l)))
    return Inner(many, j, c)


# ---------------------------------------------------------------------------- Corollary 2

proof = Proof("corollary2_sum", "Corollary 2: any number of towers is spurious if and only if f(A B) is", source=PAPER)
many = many_towers(proof)
inner = inner_widths(proof, many)
r, k, d, f, n, m, j, c = many.r, many.k, many.d, many.f, many.n, many.m, inner.j, inner.c
proof.assume("convex", convex(proof, f, m, n))
b = c[r]
pair = Pair(proof, f, m, b, n)
deep, shallow = many.some_spurious(), pair.some_spurious()
claim = both(implies(deep, shallow), implies(shallow, deep))
proof.statement(claim)


def at_end(at: Any) -> Claim:
    """The smallest width of this tower is the first or the last one."""
    return either(j[at] <= 0, k[at] <= j[at])


def neither(t: Any) -> None:
    """C2.02, C2.04: the tower t has no bottleneck, so that neither side has a spurious minimum."""
    ends = either(*[for_all(i, 0, k[t], d[t, place] <= d[t, i]) for place in (0, k[t])])
    wide = either(n <= b, m <= b)
    proof.step("t-width", inner.width(t) <= b, using=["inner"], ref="C2.02, b is at least the width of the end")
    proof.step("t-narrow", narrow(many, j, t), using=["narrow"], ref="C2.04")
    goal = both(ends, wide)
    with proof.cases("t-ends", goal, using=["t-end"], ref="C2.02"):
        for name, here, place in (("first", j[t] <= 0, 0), ("last", k[t] <= j[t], k[t])):
            with proof.case(f"t-{name}", here):
                proof.step(f"{name}-is", same(j[t], place), ref="C2.02")
                proof.step(
                    f"{name}-narrow", for_all(i, 0, k[t], d[t, place] <= d[t, i]), using=["t-narrow"], ref="C2.04"
                )
                proof.step(f"{name}-ends", ends, using=[f"{name}-narrow"], ref="C2.04")
                proof.step(f"{name}-wide", wide, using=["t-width"], ref="C2.02")
    with proof.suppose("deep", deep, then="neither-hard", claim=implies(deep, shallow), ref="C2.04"):
        (F,) = proof.obtain("F", given="deep", names="F")
        proof.step("F-local", many.local_minimum(F), using=["F"], ref="C2.04")
        proof.step("F-not-global", many.lower_elsewhere(F), using=["F"], ref="C2.04")
        (N,) = proof.obtain("N-lower", given="F-not-global", names="N")
        proof.apply("F-flat", end, M=F, t=t, using=["t-ends", "F-local"], ref="C2.04")
        proof.apply(
            "F-global", flat_is_global, f(many.total(F)) <= f(many.total(N)), X=many.total(F), p=m, q=n,
            using=["convex", "F-flat"], ref="C2.04: P.05",
        )  # fmt: skip
        proof.step("F-clash", f(many.total(N)) < f(many.total(N)), using=["F-global", "N-lower"], ref="C2.04")
    with proof.suppose("shallow", shallow, then="neither-easy", claim=implies(shallow, deep), ref="C2.02"):
        proof.obtain("XY", given="shallow", names=["X", "Y"])
        proof.apply("no-pair", wide_pair, n=n, b=b, m=m, using=["t-ends", "convex"], ref="C2.02: T2.03, no pair")
    proof.step("neither", claim, using=["neither-hard", "neither-easy"], ref="C2.04")


def everywhere() -> None:
    """C2.07, C2.08: each tower has a bottleneck."""
    for name in ("low", "high"):

        def sides(at: Any, name: str = name) -> tuple[Claim, Claim]:
            """The bottleneck is at this end, or it is not."""
            is_low = name == "low"
            return (j[at] <= 0, 0 < j[at]) if is_low else (k[at] <= j[at], j[at] < k[at])

        with proof.fix(f"inside-{name}", claim=for_all(l, 1, r, sides(l)[1]), ref="C2.05, 0 < j_l < k_l"):
            t = proof.integer(f"{name}_t")
            proof.assume(f"{name}-number", 1 <= t, t <= r)
            outside, inside = sides(t)
            proof.step(f"{name}-or-not", either(outside, inside), ref="C2.05")
            with proof.cases(f"{name}-is", inside, using=[f"{name}-or-not"], ref="C2.05"):
                with proof.case(f"{name}-outside", outside):
                    proof.step(f"{name}-end", at_end(t), using=[f"{name}-outside"], ref="C2.05")
                    proof.step(f"{name}-clash", negation(at_end(t)), using=["nowhere"], ref="C2.05")
                with proof.case(f"{name}-inside", inside):
                    pass
    proof.apply("selectors", theorems["selectors-of-many"], e=inner.width, ref="C2.06", using=["sum-next"])
    (J,) = proof.obtain("side", given="selectors", names="J")
    spaces = Apart(many, j, b, J)
    known = side_by_side(proof, r, inner.width, b, J)
    for name, part in known.items():
        proof.step(f"J-{name}", part, using=["side"], ref="C2.06")
    names = [f"J-{name}" for name in known]
    with proof.suppose("towers", deep, then="C2.07", claim=implies(deep, shallow), ref="C2.07"):
        (M,) = proof.obtain("M-spurious", given="towers", names="M")
        X, Y = spaces.factors(M)
        proof.apply("hard", hard, s=b, using=["convex", "narrow", *names], ref="C2.07")
        proof.step("XY-spurious", pair.spurious(X, Y), using=["hard", "M-spurious"], ref="C2.07")
        proof.give("pair", shallow, X, Y, using=["XY-spurious"], ref="C2.07, the joined factors")
    proof.apply(
        "C2.08", easy, s=b, using=["narrow", *names], ref="C2.08",
        note="The paper proves only that spurious towers give a spurious A B (erratum 2).",
    )  # fmt: skip
    proof.step("both", claim, using=["C2.07", "C2.08"], ref="C2.07, C2.08")


h = index("h")


def first(at: Any) -> Claim:
    """The widths of the first towers are at most their sum."""
    return for_all(h, 1, at, inner.width(h) <= c[at])


with proof.induction("sums", l, 1, r, first(l), ref="C2.02, each width is in the sum"):
    proof.step("sums-1", first(1), using=["sum-first"], ref="C2.02")
    with proof.fix("sums-next", claim=for_all(l, 1, r - 1, implies(first(l), first(l + 1))), ref="C2.02"):
        q = proof.integer("q")
        proof.assume("q-number", 1 <= q, q <= r - 1)
        proof.assume("before", first(q))
        proof.step("q-sum", same(c[q + 1], c[q] + inner.width(q + 1)), using=["sum-next"], ref="C2.02")
        with proof.fix("one-more", claim=first(q + 1), ref="C2.02"):
            u = proof.integer("u")
            proof.assume("u-number", 1 <= u, u <= q + 1)
            proof.step("u-place", either(u <= q, q < u), ref="C2.02")
            with proof.cases("u-width", inner.width(u) <= c[q + 1], using=["u-place"], ref="C2.02"):
                with proof.case("u-before", u <= q):
                    proof.step("u-known", inner.width(u) <= c[q], using=["before"], ref="C2.02")
                with proof.case("u-last", q < u):
                    proof.step("u-is", same(u, q + 1), ref="C2.02")
proof.step("inner", for_all(h, 1, r, inner.width(h) <= b), using=["sums"], ref="C2.02, each width is in the sum")
nowhere, somewhere = for_all(l, 1, r, negation(at_end(l))), exists_index(l, 1, r, at_end(l))
proof.step("nowhere-or-not", either(nowhere, somewhere), ref="C2.04, C2.05")
with proof.cases("C2", claim, using=["nowhere-or-not"], ref="C2.04, C2.05"):
    with proof.case("nowhere", nowhere):
        everywhere()
    with proof.case("somewhere", somewhere):
        neither(proof.obtain_index("t-end", "t", given="somewhere"))
proof.conclude(using=["C2"], ref="C2.04, C2.07, C2.08")

# ---------------------------------------------------------------------------- C2.09: the last sentence

last = Proof(
    "corollary2_sum_wide", "Corollary 2, last sentence: no spurious minimum for b >= m or b >= n", source=PAPER
)
many = many_towers(last)
inner = inner_widths(last, many)
n, m, b = many.n, many.m, inner.c[many.r]
last.assume("convex", convex(last, many.f, m, n))
last.assume("wide", either(n <= b, m <= b))
none = negation(many.some_spurious())
last.statement(none)
pair = Pair(last, many.f, m, b, n)
with last.contradiction("C2.09", none, supposing="towers", ref="C2.09"):
    last.apply("C2.08", proof, using=["narrow", "convex"], ref="C2.09: C2.08")
    last.step("pair", pair.some_spurious(), using=["C2.08", "towers"], ref="C2.09: C2.08")
    X, Y = last.obtain("XY", given="pair", names=["X", "Y"])
    last.apply("T2.03", wide_pair, n=n, b=b, m=m, using=["wide", "convex"], ref="C2.09: T2.03, no pair is spurious")
last.conclude(using=["C2.09"], ref="C2.09")
