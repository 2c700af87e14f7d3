"""Counterexamples far from the small integers: a bound such as det(A) >= 1/10, or c <= 1000, fails at small or large
multiples of values at which the premises hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from random import Random

from flint import fmpq

from symproof.concrete.evaluation.moving import SymbolKey
from symproof.concrete.evaluation.place import Key, Place
from symproof.concrete.evaluation.types import Tables
from symproof.concrete.exact.matrices import Matrix
from symproof.concrete.failures import EvaluationError, TooLongError
from symproof.concrete.points.definite import is_definiteness
from symproof.concrete.points.found import false_at
from symproof.concrete.points.search import OutOfBudgetError, Setting, assignments, setting, spend
from symproof.concrete.vacuous import nodes
from symproof.diagnostics.results import Counterexample
from symproof.language.formulas import Compare, Predicate, Sequent

WORK = 600  # evaluations
SHAPES = 4
ATTEMPTS = 6  # at each shape
HALF = fmpq(1, 2)
FACTORS = tuple(fmpq(p, q) for p, q in ((1, 100), (100, 1), (1, 100000), (100000, 1)))


def scaled(sequent: Sequent, tables: Tables, given: Sequence[Mapping[Key, int]]) -> Counterexample | None:
    """A counterexample to an order at multiples of values that satisfy the premises; None if none was found."""
    orders = (node for node in nodes(sequent.claim) if isinstance(node, Compare | Predicate))
    if tables.functions or not any(map(is_definiteness, orders)):
        return None
    source, budget = Random(1), [WORK]
    try:
        for shape in given[:SHAPES]:
            found = _at(shape, sequent, tables, source, budget)
            if found is not None:
                return found
    except OutOfBudgetError:
        return None
    return None


def _at(
    shape: Mapping[Key, int], sequent: Sequent, tables: Tables, source: Random, budget: list[int]
) -> Counterexample | None:
    try:
        here = setting(tables, Place(shape), sequent.premises, sequent.claim, budget)
    except (EvaluationError, TooLongError):
        return None
    for attempt in range(ATTEMPTS if here.sizes else 0):
        values = assignments(here, source, attempt == 0)
        for point in () if values is None else chain(_multiples(values), _led(here, values, source)):
            spend(here, here.claim_cost)
            found = false_at(here, sequent, point, [])
            if found is not None:
                return found
    return None


def _multiples(values: Mapping[SymbolKey, Matrix]) -> Iterator[dict[SymbolKey, Matrix]]:
    """The values with one of them multiplied, with all of them, and with all but one: y = A x stays true for multiples
    of y and A."""
    groups = [(key,) for key in values] + ([tuple(values)] if len(values) > 1 else [])
    groups += [tuple(other for other in values if other != key) for key in values] if len(values) > 2 else []
    for factor in FACTORS:
        for keys in groups:
            yield {key: _times(factor, value) if key in keys else value for key, value in values.items()}


def _led(here: Setting, values: Mapping[SymbolKey, Matrix], source: Random) -> Iterator[dict[SymbolKey, Matrix]]:
    """A multiple of one value, the others found anew beside it: s = b**2 asks for another s beside b = 1/2."""
    for key, value in values.items() if len(values) > 1 else ():
        for factor in (HALF, *FACTORS[:2]):
            found = assignments(here, source, False, (key, _times(factor, value).entries))
            if found is not None:
                yield found


def _times(factor: fmpq, value: Matrix) -> Matrix:
    return value.map(lambda entry: factor * entry)
