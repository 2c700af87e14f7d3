"""Integer facts that contradict each other give -1 >= 0 and with it falsity; others never do."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from kernel.building import declare, equal, i, j, k, known, matrix, proved, refused, relation, sequent, times

from symproof.language.affine import integer, subtract
from symproof.language.certificate import Algebra, IntegerGap, Order, Summand
from symproof.language.declarations import RangeFact
from symproof.language.formulas import Formula, Or
from symproof.language.terms import Symbol

BELOW = integer(-1)
NUMBERS = declare(matrix("A", 1, 1), integers=["i", "j", "k"])
LESS = {"less": relation(i, "<", j)}
SAME = {"same": relation(i, "=", j)}
CLAIM = Or(())


def absurd(*ranges: RangeFact, gap: object = BELOW) -> Order:
    """0 < 1 + gap = 0."""
    one = Fraction(1)
    return Order((Summand(one), Summand(one, (IntegerGap(gap),))), Algebra(ranges=ranges))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("facts", "by"),
    [
        (LESS | SAME, [known(BELOW, ("less", 0, 1))]),  # i = j is applied to the fact first
        (LESS | {"more": relation(j, "<=", i)}, [known(BELOW, ("less", 0, 1), ("more", 0, 1))]),
        (LESS | {"next": relation(j, "<", k), "back": relation(k, "<", i)},
         [known(integer(-3), ("less", 0, 1), ("next", 0, 1), ("back", 0, 1))]),
    ],
)  # fmt: skip
def test_contradictory_facts_give_falsity(facts: dict[str, Formula], by: list[RangeFact]) -> None:
    gap = by[0].nonnegative
    weight = Summand(Fraction(1, -gap.constant), (IntegerGap(gap),))
    order = absurd(*by, gap=gap)
    order = replace(order, summands=(Summand(Fraction(1)), weight))
    theorem = proved(sequent(NUMBERS, CLAIM, {}, facts), order, used=facts, rules=["order"])
    assert theorem.rules == ("order",)


@pytest.mark.parametrize(
    ("code", "facts", "ranges"),
    [
        ("SP320", LESS | SAME, []),
        ("SP320", SAME, []),
        ("SP322", SAME, [known(BELOW, ("same", 0, 1))]),
        ("SP321", LESS, [known(BELOW, ("less", 0, 1))]),
        ("SP321", LESS | SAME, [known(integer(-2), ("less", 0, 1))]),
        ("SP321", LESS | SAME, [known(BELOW, ("less", 0, -1))]),
        ("SP321", LESS | SAME, [known(BELOW)]),
        ("SP321", LESS | {"more": relation(j, "<=", i)}, [known(BELOW, ("less", 0, 1))]),
        ("SP321", LESS | {"more": relation(j, "<=", k)}, [known(BELOW, ("less", 0, 1), ("more", 0, 1))]),
    ],
)
def test_falsity_is_refused_without_a_contradiction(
    code: str, facts: dict[str, Formula], ranges: list[RangeFact]
) -> None:
    refused(code, sequent(NUMBERS, CLAIM, {}, facts), absurd(*ranges))


def test_a_negative_number_is_refused_though_a_larger_contradiction_is_known() -> None:
    facts = LESS | SAME
    refused("SP320", sequent(NUMBERS, CLAIM, {}, facts), absurd(known(BELOW, ("less", 0, 1)), gap=integer(-2)))


def test_a_contradiction_that_nothing_uses_is_refused() -> None:
    A = Symbol("A")
    claim, facts = equal(times(1, A), A), LESS | SAME
    refused("SP323", sequent(NUMBERS, claim, {}, facts), Algebra(ranges=(known(BELOW, ("less", 0, 1)),)))


def test_a_contradiction_is_no_reason_where_the_facts_are_consistent() -> None:
    """i - j - 1 >= 0 and j - i >= 0 add up to -1 >= 0; i - j + 1 >= 0 and j - i >= 0 do not."""
    facts = {"more": relation(i, "<=", j), "less": relation(subtract(j, integer(1)), "<=", i)}
    refused("SP321", sequent(NUMBERS, CLAIM, {}, facts), absurd(known(BELOW, ("more", 0, 1), ("less", 0, 1))))
