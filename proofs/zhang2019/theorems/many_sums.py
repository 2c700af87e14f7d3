"""Corollary 2 for any number of towers, where the inner width is the sum of the widths of the bottlenecks."""

from __future__ import annotations

from typing import Any

from proofs.zhang2019.theorems import writing as W
from proofs.zhang2019.theorems.many import (
    ALL,
    BOTTLENECKS,
    CONVEX,
    ENDS,
    GIVEN,
    NARROW_EACH,
    SIZES,
    SOME_SPURIOUS,
    each,
    j,
    k,
    m,
    n,
    width,
)
from proofs.zhang2019.theorems.many_selectors import SUMS, c, parts
from proofs.zhang2019.theorems.many_whole import EQUIVALENT
from proofs.zhang2019.theorems.sums import g, l, r
from proofs.zhang2019.theorems.writing import (
    ONE,
    ZERO,
    And,
    Exists,
    ForAllIndex,
    Not,
    Or,
    SymbolDeclaration,
    Writer,
)
from symproof.language.binding import Assignment, instantiated
from symproof.language.derivation import AtIndex, Integers, Part, Use
from symproof.language.formulas import IntegerRelation

NEXT = ForAllIndex(
    "l", ONE, W.shift(r, -1), IntegerRelation("=", c(W.shift(l, 1)), W.add(c(l), width(W.shift(l, 1))))
)  # fmt: skip
FACTS = {
    **ENDS, "j-low": each(W.integer_at_most(ZERO, j(l))), "j-high": each(W.integer_at_most(j(l), k(l))),
    "sum-first": IntegerRelation("=", c(ONE), width(ONE)), "sum-next": NEXT,
}  # fmt: skip
PARTS: dict[str, Any] = {"sizes": (*SIZES, BOTTLENECKS, SUMS), "facts": FACTS, "convex": CONVEX, "narrow": NARROW_EACH}
NAMES: dict[str, Any] = {**ALL, "j": ("l", j(l)), "s": c(r), "J": "J"}
CLAIM = instantiated(EQUIVALENT, Assignment({"s": c(r)}))
C2 = W.statement("Corollary-2-sum", CLAIM, **PARTS, **GIVEN)
WIDE = Or((W.integer_at_most(n, c(r)), W.integer_at_most(m, c(r))))
WIDE_SUM = W.statement("C2.09-sum", Not(SOME_SPURIOUS), wide=WIDE, **PARTS, **GIVEN)


def with_selectors(proof: Writer, claim: W.Formula, name: str, *more: str) -> None:
    """The theorem of this name, for the selectors that there are."""
    found = instantiated(And(parts(r)), Assignment(sizes={"e": ("l", width(l))}))
    J = SymbolDeclaration("J", c(r), width(l), W.Range("l", ONE, r))
    proof.apply("some-J", Exists((J,), found), "selectors-of-many", "sum-next", r=r, e=("l", width(l)), c=("l", c(l)))
    bounded(proof)
    with proof.obtain("claim", claim, "some-J", ("J",), "J-kept"):
        for number, label in enumerate(("unit", "apart", "together")):
            proof.by(label, found.parts[number], Use("J-kept", (Part(number),)))
        proof.apply("whole", claim, name, "convex", "narrow", *more, "unit", "apart", "together", **NAMES)


def bounded(proof: Writer) -> None:
    """Each width is at most the sum: d_l <= c_l <= c_r."""
    with proof.induction("sums-grow", each(W.integer_at_most(c(l), c(r))), "g", "before", upward=False) as part:
        with part("base"):
            proof.by("whole-sum", W.integer_at_most(c(r), c(r)), Integers())
        with part("step"):
            before = W.shift(g, -1)
            proof.by(
                "sum-is", IntegerRelation("=", c(g), W.add(c(before), width(g))), Use("sum-next", (AtIndex(before),))
            )
            proof.by("sum-grows", W.integer_at_most(c(before), c(r)), Integers())
    with proof.fix("inner", each(W.integer_at_most(width(l), c(r))), "h"):
        h = W.parameter("h")
        goal = W.integer_at_most(width(h), c(r))
        proof.by("h-grows", W.integer_at_most(c(h), c(r)), Use("sums-grow", (AtIndex(h),)))
        proof.have("h-either", Or((W.integer_at_most(h, ONE), IntegerRelation("<", ONE, h))))
        with proof.cases("at-h", goal, "h-either") as case:
            with case("h-first"):
                proof.by("h-is", IntegerRelation("=", h, ONE), Integers())
                proof.by("first-width", goal, Integers())
            with case("h-later"):
                before = W.shift(h, -1)
                after = IntegerRelation("=", c(h), W.add(c(before), width(h)))
                proof.by("h-sum", after, Use("sum-next", (AtIndex(before),)))
                proof.by("later-width", goal, Integers())


def both_directions() -> Writer:
    """Corollary 2 as the paper states it, with selectors derived."""
    proof = Writer()
    with_selectors(proof, CLAIM, "Corollary-2-many")
    return proof


def wide_towers() -> Writer:
    """The last sentence of Corollary 2, for b >= m or b >= n."""
    proof = Writer()
    with_selectors(proof, WIDE_SUM.sequent.claim, "C2.09-many", "wide")
    return proof
