"""A claim is found as the instance of a general claim, whatever brackets either has."""

from __future__ import annotations

from fractions import Fraction

import pytest

from symproof.language.terms import Number, Product, Symbol, Term
from symproof.search.argument.matching import Match

HALF_NUMBER = Number(Fraction(1, 2))
A, B, t = Symbol("A"), Symbol("B"), Symbol("t")
HALF = Product((HALF_NUMBER, B))


@pytest.mark.parametrize(
    ("pattern", "target", "values"),
    [
        (Product((HALF, HALF)), Product((HALF_NUMBER, B, HALF_NUMBER, B)), {}),
        (Product((HALF_NUMBER, B, HALF_NUMBER, B)), Product((HALF, HALF)), {}),
        (Product((A, HALF, t)), Product((A, HALF_NUMBER, B, A, B)), {"t": Product((A, B))}),
        (Product((t, A, t)), Product((HALF, A, HALF)), {"t": HALF}),
    ],
)
def test_brackets_do_not_matter(pattern: Term, target: Term, values: dict[str, Term]) -> None:
    match = Match(symbols={"t"})
    assert match.node(pattern, target)
    assert match.terms == values


@pytest.mark.parametrize(
    ("pattern", "target"),
    [
        (Product((HALF, HALF)), Product((HALF_NUMBER, B, B, HALF_NUMBER))),
        (Product((t, A, t)), Product((HALF, A, B))),
        (Product((A, HALF)), Product((A, HALF_NUMBER))),
    ],
)
def test_other_factors_do_not_match(pattern: Term, target: Term) -> None:
    assert not Match(symbols={"t"}).node(pattern, target)
