"""Linear programs over the rationals: floats may say which columns of a large one matter, and decide nothing."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

import pytest

from symproof.search.algebra import weights
from symproof.search.algebra.weights import weights_of

Row = dict[Any, Any]


def program(seed: int, rows: int = 60, columns: int = 260) -> tuple[Row, list[Row]]:
    """Sparse columns with small entries, and a goal that some of them make."""
    source = Random(seed)
    known = [{source.randrange(rows): source.choice((1, -1, 2, -2)) for _ in range(4)} for _ in range(columns)]
    goal: Row = {}
    for row in source.sample(known, 8):
        factor = Fraction(source.randint(1, 6), source.randint(1, 4))
        for key, value in row.items():
            goal[key] = goal.get(key, 0) + factor * value
    return {key: value for key, value in goal.items() if value}, known


def total(known: list[Row], found: list[Fraction]) -> Row:
    result: Row = {}
    for row, weight in zip(known, found, strict=True):
        for key, value in row.items():
            result[key] = result.get(key, 0) + weight * value
    return {key: value for key, value in result.items() if value}


@pytest.mark.parametrize("seed", range(4))
def test_the_weights_of_a_large_program_are_exact(seed: int) -> None:
    goal, known = program(seed)
    assert len(known) * 60 > weights.LARGE
    found = weights_of(goal, known, [False] * len(known))
    assert found is not None
    assert min(found) >= 0
    assert total(known, found) == goal


def test_a_large_program_without_solution_has_none() -> None:
    """The entries of no column add up to a negative number, those of the goal do."""
    _, known = program(0)
    turned = [row if sum(row.values()) >= 0 else {key: -value for key, value in row.items()} for row in known]
    assert weights_of({0: -1}, turned, [False] * len(turned)) is None


def test_floats_that_name_the_wrong_columns_give_no_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    goal, known = program(1)
    monkeypatch.setattr(weights, "_support", lambda columns, wanted: [0, 1, 2])
    assert weights_of(goal, known, [False] * len(known)) is None
