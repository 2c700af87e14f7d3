"""Bounds with small and large numbers are refuted at multiples of small values; bounds that hold are not."""

from __future__ import annotations

from fractions import Fraction

import pytest

import symproof

SQUARE = {"A": ["n", "n"]}
REFUTED = [
    ("A positive definite |- det(A) >= 1/10", SQUARE),
    ("A positive definite |- tr(A) <= 1000", SQUARE),
    ("A positive definite |- tr(inv(A)) <= 500", SQUARE),
    ("A positive definite |- A <= 1000*I", SQUARE),
    ("A positive semidefinite |- A**2 <= 10000*A", SQUARE),
    ("c positive |- c >= 1/100", {"c": []}),
    ("norm2(v) <= 5000", {"v": ["n", "1"]}),
]
HOLDING = [
    ("A positive definite, A <= 2*I |- tr(A) <= 1000*n", SQUARE),
    ("A positive definite |- det(A) >= -1/1000", SQUARE),
    ("A positive definite, I <= A |- 1/1000*I <= A", SQUARE),
    ("c >= 1 |- c >= 1/100", {"c": []}),
    ("v.T*v = 1 |- norm2(v) <= 5000", {"v": ["n", "1"]}),
]


@pytest.mark.parametrize(("statement", "symbols"), REFUTED)
def test_bounds_that_fail_far_from_small_integers_are_refuted(statement: str, symbols: dict[str, list[str]]) -> None:
    (step,) = symproof.prove(statement, symbols=symbols).details.steps
    assert str(step.verdict) == "refuted"
    assert step.counterexample is not None
    entries = [Fraction(entry) for rows in step.counterexample.values.values() for row in rows for entry in row]
    assert any(entries)


@pytest.mark.parametrize(("statement", "symbols"), HOLDING)
def test_bounds_that_hold_are_not_refuted(statement: str, symbols: dict[str, list[str]]) -> None:
    (step,) = symproof.prove(statement, symbols=symbols).details.steps
    assert str(step.verdict) == "proved"
