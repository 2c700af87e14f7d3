"""Values for several symbols at once that make a block matrix of them semidefinite, as some condition says."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from flint import fmpq

from symproof.concrete.evaluation.evaluate import Evaluator
from symproof.concrete.evaluation.moving import GENERATORS, Moving, SymbolKey
from symproof.concrete.exact.linear import solve
from symproof.concrete.exact.matrices import Matrix
from symproof.concrete.exact.rationals import Rationals
from symproof.concrete.failures import EvaluationError, GeneratorsError, TooLongError
from symproof.concrete.points.definite import between, definite_table
from symproof.language.terms import Term

Sizes = Mapping[SymbolKey, tuple[int, int]]


def block_values(
    evaluator: Evaluator, base: Rationals, term: Term, sizes: Sizes, source: Random, *, definite: bool
) -> dict[SymbolKey, Matrix]:
    """Values of the symbols of these sizes for which the term, affine in their entries, is a semidefinite matrix; none
    where there are no such values, or the term is no larger than one of the symbols."""
    count = sum(rows * columns for rows, columns in sizes.values())
    if count > GENERATORS:
        return {}
    ring = Moving(base, set(sizes), count)
    try:
        letters = {key: ring.symbol(*key, *size) for key, size in sizes.items()}
        value = evaluator.over(ring).matrix(term)
    except (EvaluationError, GeneratorsError, TooLongError):
        return {}
    entries = [entry for row in value.entries for entry in row]
    if value.rows != value.columns or value.rows <= max(rows for rows, _ in sizes.values()):
        return {}
    if ring.dependent_letters() or any(entry and entry.total_degree() > 1 for entry in entries):
        return {}
    wanted = [entry for row in definite_table(source, value.rows, definite=definite) for entry in row]
    pairs = [(ring.linear(entry, count), number) for entry, number in zip(entries, wanted, strict=True) if entry]
    if any(number for entry, number in zip(entries, wanted, strict=True) if not entry):
        return {}
    found = solve([row for (row, _), _ in pairs], [known + number for (_, known), number in pairs], count)
    if found is None:
        return {}
    point = next(between(source, found))
    return {key: letter.map(lambda entry: _at(ring, entry, point)) for key, letter in letters.items()}


def _at(ring: Moving, entry: Any, point: list[fmpq]) -> fmpq:
    """The value of an indeterminate at the point."""
    row, _ = ring.linear(entry, len(point))
    return sum((x * y for x, y in zip(row, point, strict=True)), fmpq(0))
