"""Numbers that need not be rational, by balls: compared where the balls are apart, else refused."""

from __future__ import annotations

from fractions import Fraction

import pytest
from flint import fmpq

from symproof.concrete.exact.reals import Real, real_value, shown
from symproof.concrete.failures import EvaluationError
from symproof.recheck.evaluation.reals import exp_of, log_of, root_of


def number(name: str, value: Fraction) -> Real:
    found = real_value(name, fmpq(value.numerator, value.denominator))
    assert found is not None
    return found


def test_numbers_are_compared() -> None:
    e = number("exp", Fraction(1))
    assert e > 2
    assert e > 2
    assert e < fmpq(272, 100)
    assert e != 2
    assert number("log", Fraction(2)) * 2 - number("log", Fraction(3)) > 0
    assert abs(number("log", Fraction(1, 2))) > fmpq(1, 2)
    assert 1 / e < fmpq(37, 100)


def test_numbers_that_no_precision_tells_apart_are_not_compared() -> None:
    product = number("exp", Fraction(1)) * number("exp", Fraction(-1))
    for question in (
        lambda: product == 1,
        lambda: product >= 1,
        lambda: 1 / (product - 1),
        lambda: product.decimals(6),
    ):
        with pytest.raises(EvaluationError) as caught:
            question()
        assert caught.value.code == "SP510"


def test_logarithms_and_roots_outside_their_range_have_no_value() -> None:
    assert real_value("log", fmpq(-2)) is None
    assert real_value("sqrt", fmpq(-2)) is None
    assert real_value("exp", fmpq(10**6)) is None


def test_as_many_decimals_are_shown_as_tell_the_sides_apart() -> None:
    left, right = shown([[number("exp", Fraction(1))]], [[number("exp", Fraction(1) + Fraction(1, 10**9))]])
    assert left == [["2.718281828459..."]]
    assert right == [["2.718281831177..."]]


@pytest.mark.parametrize("value", [Fraction(1, 7), Fraction(9, 4), Fraction(355, 113), Fraction(40), Fraction(1, 900)])
def test_both_judges_show_the_same_decimals(value: Fraction) -> None:
    for name, other in (("exp", exp_of), ("log", log_of), ("sqrt", root_of)):
        if name != "sqrt" or value != Fraction(9, 4):
            assert number(name, value).decimals(30) == other(value).decimals(30)
