"""Rows for the rules SPLIT OF SUMS and CONGRUENCE OF SUMS."""

from __future__ import annotations

from dataclasses import replace

from kernel.attacking import DROPPED, FALSE, FORGED, HIGH, LOW, SETTING, SIZE, STEP, STEP1, Case, Q, Row, row
from kernel.building import AXIOM, A, B, C, equal, j, k, n, plus, relation, sequent, times

from symproof.kernel.context import context_of
from symproof.language.affine import ONE, Affine, integer, parameter, shift
from symproof.language.certificate import Algebra, Derived, Entry, SumCongruence
from symproof.language.formulas import Equal, ForAllIndex, Formula, Sequent
from symproof.language.steps import SplitSum
from symproof.language.terms import Identity, IndexSum, Power, Product, Term
from symproof.search.algebra.ranged import with_ranges
from symproof.search.ranges import searching

l, q = parameter("l"), parameter("q")  # noqa: E741 - indices of sums
FACTS = {"low": relation(0, "<=", j), "high": relation(j, "<=", k)}


def total(low: Affine, high: Affine, body: Term, index: str = "l") -> IndexSum:
    return IndexSum(index, low, high, body)


def shown(statement: Sequent, *derived: Derived, entry: Entry = STEP) -> Algebra:
    """The certificate by these derived steps, with the range facts that its replay asks for."""
    premises = {item.id: item.formula for item in statement.premises}
    bare = Algebra((entry,), derived)
    found = with_ranges(statement.claim, bare, searching(context_of(statement.declarations, statement.facts)), premises)
    return bare if found is None else found


# ------------------------------------------------------------------------------------------------ SPLIT OF SUMS

WHOLE = total(ONE, k, Power(A, l))
FIRST, LAST = replace(WHOLE, high=j), replace(WHOLE, low=shift(j, 1))


def split_sums() -> Row:
    """The sum of A^l over 1..k is that over 1..j and that over j+1..k, for 0 <= j <= k."""
    statement = sequent(SETTING, equal(WHOLE, plus(FIRST, LAST)), facts=FACTS)
    good = Case(statement, shown(statement, SplitSum(WHOLE, j)))
    ranges = good.certificate.ranges  # type: ignore[union-attr]

    def by(*derived: Derived, entry: Entry = STEP) -> Case:
        return good.by(Algebra((entry,), derived, ranges))

    return row(good, {"low", "high"}, {
        FALSE: [
            ("SP329", "one term too many", good.claiming(equal(WHOLE, plus(FIRST, LAST, A)))),
            ("SP329", "without the last terms", good.claiming(equal(WHOLE, FIRST))),
            ("SP329", "of another matrix", good.claiming(equal(WHOLE, plus(FIRST, replace(LAST, body=Power(B, l)))))),
        ],
        DROPPED: [
            ("SP320", "no step", good.by(AXIOM)),
            ("SP326", "a step that is not there", good.by(Algebra((STEP,), (), ranges))),
        ],
        SIZE: [
            ("SP305", "terms that cannot be multiplied", by(SplitSum(replace(WHOLE, body=Product((Q, Q))), j))),
            ("SP329", "a sum of another size", by(SplitSum(replace(WHOLE, body=times(Power(A, l), 2)), j))),
        ],
        LOW: [("SP322", "a place that may lie before the sum", good.without("low"))],
        HIGH: [("SP322", "a place that may lie behind the sum", good.without("high"))],
        FORGED: [
            ("SP320", "a place behind the sum", by(SplitSum(WHOLE, shift(k, 1)))),
            ("SP320", "a place before the sum", by(SplitSum(WHOLE, integer(-1)))),
            ("SP301", "a place that is not declared", by(SplitSum(WHOLE, q))),
            ("SP326", "a second equation of the step", by(SplitSum(WHOLE, j), entry=STEP1)),
            ("SP324", "a step that nothing needs", good.claiming(equal(Identity(n), Identity(n))).by(
                Algebra((), (SplitSum(WHOLE, j),), ranges))),
        ],
    })  # fmt: skip


# ------------------------------------------------------------------------------------------------ CONGRUENCE OF SUMS


def schema(low: Affine, high: Affine) -> Formula:
    """A^q B = C^q for all q in low..high."""
    return ForAllIndex("q", low, high, Equal(times(Power(A, q), B), Power(C, q)))


LEFT, RIGHT = total(ONE, k, times(Power(A, l), B, A)), total(ONE, k, times(Power(C, l), A))
TURNED = total(ONE, k, times(B, Power(A, l), A))
ENTRY = Entry("h", at=(l,), right=A)


def sum_congruence() -> Row:
    """From A^q B = C^q for all q in 1..k: the sums of A^l B A and of C^l A over 1..k are equal."""
    facts = {"long": relation(0, "<=", k)}
    statement = sequent(SETTING, equal(LEFT, RIGHT), {"h": schema(ONE, k)}, facts=facts)
    step = SumCongruence(LEFT, RIGHT, 1, (ENTRY,))
    good = Case(statement, shown(statement, step))
    ranges = good.certificate.ranges  # type: ignore[union-attr]

    def by(changed: Derived, entry: Entry = STEP) -> Case:
        return good.by(Algebra((entry,), (changed,), ranges))

    return row(good, {"h", "long"}, {
        FALSE: [
            ("SP329", "factors in another order", good.claiming(equal(TURNED, RIGHT))),
            ("SP329", "one of the sums twice", good.claiming(equal(LEFT, times(2, RIGHT)))),
            ("SP329", "a factor that was forgotten", by(replace(step, by=(replace(ENTRY, right=None),)))),
        ],
        DROPPED: [
            ("SP326", "without the premise", good.without("h")),
            ("SP320", "no step", good.by(AXIOM)),
            ("SP329", "no entries", by(replace(step, by=()))),
        ],
        SIZE: [
            ("SP305", "a cofactor of another size", by(replace(step, by=(replace(ENTRY, right=Q),)))),
            ("SP305", "summands of different sizes", by(replace(step, right=replace(RIGHT, body=Q)))),
            ("SP322", "a range that may have a negative length", good.without("long")),
        ],
        LOW: [("SP320", "a premise that begins later", good.given(h=schema(integer(2), k)))],
        HIGH: [("SP320", "a premise that ends earlier", good.given(h=schema(ONE, shift(k, -1))))],
        FORGED: [
            ("SP329", "sums over different ranges", by(replace(step, right=replace(RIGHT, low=integer(2))))),
            ("SP329", "sums over indices of different names", by(replace(step, right=replace(RIGHT, index="q")))),
            ("SP329", "more indices than the sums have", by(replace(step, depth=2))),
            ("SP329", "no index opened", by(replace(step, depth=0, by=()))),
            ("SP301", "the index of the sum used without opening it", by(replace(step, depth=0))),
            ("SP320", "the premise beyond its range", by(replace(step, by=(replace(ENTRY, at=(shift(l, 1),)),)))),
            ("SP301", "an index that is not declared", by(replace(step, by=(replace(ENTRY, at=(q,)),)))),
            ("SP326", "a second equation of the step", by(step, entry=STEP1)),
        ],
    }, {"congruence of sums"})  # fmt: skip
