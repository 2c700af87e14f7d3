"""Counterexamples at sizes that are too large for matrices of indeterminates: every symbol zero or one of a few
matrices with a single entry, those points first where the fewest symbols are not zero."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, product

from flint import fmpq

from symproof.concrete.evaluation.evaluate import Evaluator
from symproof.concrete.evaluation.moving import SymbolKey
from symproof.concrete.evaluation.place import Place
from symproof.concrete.evaluation.types import Tables
from symproof.concrete.exact.matrices import Matrix, filled
from symproof.concrete.exact.rationals import Rationals
from symproof.concrete.failures import EvaluationError, TooLongError
from symproof.concrete.instances import Outcome
from symproof.concrete.points.refute import Point, checked, evaluated
from symproof.diagnostics.results import Counterexample
from symproof.language.formulas import Equal, Sequent

WORK = 20_000_000  # entries of all points that are tried
AT_ONCE = 3  # symbols that are not zero
CHECKS = 400


def sparse_counterexample(sequent: Sequent, outcome: Outcome) -> Counterexample | None:
    """A point with single-entry matrices where the claim, an equation without premises, is false; None if there is
    none among these."""
    if outcome.place is None or outcome.claim is None or not isinstance(outcome.claim.formula, Equal):
        return None
    tables, place = Tables(sequent.declarations, sequent.facts), Place(outcome.place)
    ring = Rationals(lambda letter, rows, columns: [[fmpq(0)] * columns for _ in range(rows)], exact=False, limit=WORK)
    try:
        evaluated(Evaluator(tables, Place(place.values), ring), outcome.claim, -1)
        shapes = {key: (letter.matrix.rows, letter.matrix.columns) for key, letter in ring.symbols.items()}
        left = WORK // max(1, sum(rows * columns for rows, columns in shapes.values()))
        for number, values in enumerate(_points(shapes)):
            if number >= min(left, CHECKS):
                return None
            found = checked(tables, place, outcome.claim, Point(values))
            if found is not None:
                return found
    except (EvaluationError, TooLongError):
        return None
    return None


def _points(shapes: dict[SymbolKey, tuple[int, int]]) -> Iterator[dict[SymbolKey, Matrix]]:
    zeros = {key: filled(*size, fmpq(0)) for key, size in shapes.items()}
    keys = sorted(shapes, key=lambda key: (key[0], key[1] or 0))
    for count in range(min(AT_ONCE, len(keys)) + 1):
        for chosen in combinations(keys, count):
            for places in product(*(_places(*shapes[key]) for key in chosen)):
                yield zeros | {key: _single(shapes[key], at) for key, at in zip(chosen, places, strict=True)}


def _places(rows: int, columns: int) -> Sequence[tuple[int, int]]:
    return [(p, q) for p in range(min(2, rows)) for q in range(min(2, columns))]


def _single(size: tuple[int, int], at: tuple[int, int]) -> Matrix:
    matrix = filled(*size, fmpq(0))
    matrix.entries[at[0]][at[1]] = fmpq(1)
    return matrix
