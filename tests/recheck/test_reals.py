"""Numbers that need not be rational: bounds by Taylor sums, comparisons that are answered or refused, and reports whose
decimals are computed again."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest
from flint import arb, ctx, fmpq
from recheck.reports import assert_refused, refusals, report_of, step_of

from symproof.recheck.evaluation.enclosures import exponential, logarithm, root
from symproof.recheck.evaluation.numbers import UnevaluatedError, Unknown
from symproof.recheck.evaluation.reals import Real, exp_of, log_of, root_of

FUNCTIONS = {"exp": (exponential, arb.exp), "log": (logarithm, arb.log), "sqrt": (root, arb.sqrt)}


def _flint(value: Fraction) -> arb:
    return arb(fmpq(value.numerator, value.denominator))


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("bits", [64, 256])
def test_bounds_hold_the_number_and_are_narrow(name: str, bits: int) -> None:
    bounds, function = FUNCTIONS[name]
    source = Random(bits)
    for _ in range(60):
        value = Fraction(source.randint(1, 10 ** source.randint(1, 4)), source.randint(1, 10 ** source.randint(0, 4)))
        value = -value if name == "exp" and source.random() < 0.5 else value
        value = value / 100 if name == "exp" else value
        low, high = bounds(value, bits)
        with ctx.workprec(2000):
            number = function(_flint(value))
            assert _flint(low) <= number
            assert number <= _flint(high)
            assert _flint(high - low) < (1 + number if name == "exp" else 1) * arb(2) ** (2 - bits)


def test_numbers_are_compared() -> None:
    assert exp_of(1) > 2
    assert exp_of(1) < Fraction(272, 100)
    assert log_of(2) + log_of(3) > Fraction(179, 100)
    assert root_of(2) * root_of(3) < Fraction(5, 2)
    assert 1 / exp_of(-50) > 10**21
    assert exp_of(1) != 2


def test_numbers_that_no_precision_tells_apart_are_not_compared() -> None:
    product = exp_of(1) * exp_of(-1)
    for question in (lambda: product == 1, lambda: product > 1, lambda: bool(product - 1), lambda: product.decimals(6)):
        with pytest.raises(UnevaluatedError):
            question()


def test_a_number_is_equal_to_itself_computed_again() -> None:
    assert exp_of(2) == exp_of(2)
    assert exp_of(2) + log_of(3) - (exp_of(2) + log_of(3)) == 0


def test_decimals_are_cut_and_not_rounded() -> None:
    assert isinstance(exp_of(1), Real)
    assert exp_of(1).decimals(6) == "2.718281..."
    assert (-log_of(2)).decimals(3) == "-0.693..."
    assert root_of(2).decimals(12) == "1.414213562373..."


@pytest.mark.parametrize(
    "wrong", ["2.718282...", "2.718281", "3", "2.71828183...", "-2.718281...", "2.718281....", "..."]
)
def test_a_report_with_wrong_decimals_is_refused(wrong: str) -> None:
    data = report_of("|- exp(c) = 1 + c", {"c": []})
    assert step_of(data)["verdict"] == "refuted"
    assert refusals(data) == []
    found = step_of(data)["counterexample"]
    assert found["lhs"] == [["2.718281..."]]
    found["lhs"] = [[wrong]]
    assert_refused(data, "SP721", "counterexample")


def test_a_report_may_list_more_decimals() -> None:
    data = report_of("|- exp(c) = 1 + c", {"c": []})
    step_of(data)["counterexample"]["lhs"] = [["2.718281828..."]]
    assert refusals(data) == []


def test_a_report_cannot_refute_what_is_not_decided() -> None:
    data = report_of("|- exp(c)*exp(-c) = 2 - c", {"c": []})
    assert step_of(data)["verdict"] == "refuted"
    found = step_of(data)["counterexample"]
    found["values"]["c"] = [["1"]]
    found["lhs"], found["rhs"] = [["0.999999..."]], [["1"]]
    assert_refused(data, "SP721", "counterexample")


def test_small_and_large_numbers() -> None:
    assert exp_of(-90) > 0
    assert exp_of(90) > 10**39
    assert isinstance(exp_of(-200), Unknown)
    power = exp_of(90)
    for _ in range(4):
        power = power * power
    with pytest.raises(UnevaluatedError):
        power.decimals(6)
