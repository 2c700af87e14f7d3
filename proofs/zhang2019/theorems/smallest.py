"""T1.01: some width is the smallest."""

from __future__ import annotations

from proofs.zhang2019.theorems import writing as W
from proofs.zhang2019.theorems.minima import DEEP, WIDTHS, d, i, k
from proofs.zhang2019.theorems.writing import ZERO, Affine, ForAllIndex, Not, Or, Writer
from symproof.language.derivation import AtIndex, Give, Integers, Use
from symproof.language.formulas import IntegerRelation
from symproof.language.terms import Integer

j, l_, s, t = W.integers("j l s t")


def least(index: Affine, high: Affine) -> ForAllIndex:
    """d_index <= d_l for all l in 0..high."""
    return ForAllIndex("l", ZERO, high, W.integer_at_most(d(index), d(l_)))


def some_least(high: Affine) -> Not:
    return W.some_index("j", ZERO, high, least(j, high))


T1_01 = W.statement("T1.01", some_least(k), integers=("k",), sizes=(WIDTHS,), facts={"deep": DEEP})


def smallest() -> Writer:
    """By induction: the smallest width so far, or the next one."""
    proof = Writer()
    with proof.induction("all", ForAllIndex("i", ZERO, k, some_least(i)), "s", "here") as part:
        with part("base"):
            with proof.fix("only", least(ZERO, ZERO), "t"):
                proof.by("t-is-0", IntegerRelation("=", t, ZERO), Integers())
                proof.by("itself", W.integer_at_most(d(ZERO), d(t)), Integers())
            proof.by("first", some_least(ZERO), Give("only", (Integer(ZERO),)))
        with part("step"):
            above = W.shift(s, 1)
            claim = some_least(above)
            with proof.extreme("next", claim, "here", ("h", "h-least", "beyond")):
                h = W.parameter("h")
                proof.have("either", Or((W.integer_at_most(d(h), d(above)), IntegerRelation("<", d(above), d(h)))))
                with proof.cases("found", claim, "either") as case:
                    with case("old"):
                        candidate(proof, h, above)
                        proof.by("old-given", claim, Give("least", (Integer(h),)))
                    with case("new"):
                        candidate(proof, above, above)
                        proof.by("new-given", claim, Give("least", (Integer(above),)))
    proof.by("last", some_least(k), Use("all", (AtIndex(k),)))
    return proof


def candidate(proof: Writer, index: Affine, above: Affine) -> None:
    """The width at ``index`` is the smallest up to s + 1."""
    with proof.fix("least", least(index, above), "t"):
        claim = W.integer_at_most(d(index), d(t))
        proof.have("before", Or((W.integer_at_most(t, s), IntegerRelation("<", s, t))))
        with proof.cases("at-t", claim, "before") as case:
            with case("t-before"):
                proof.by("h-t", W.integer_at_most(d(W.parameter("h")), d(t)), Use("h-least", (AtIndex(t),)))
                proof.by("t-old", claim, Integers())
            with case("t-last"):
                proof.by("t-is", IntegerRelation("=", t, above), Integers())
                proof.by("t-new", claim, Integers())
