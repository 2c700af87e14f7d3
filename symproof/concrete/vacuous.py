"""Instances at which a hypothesis is impossible: they say nothing, and count for nothing.

At m = 1 the 2 x 2 matrix X^T C X has rank one, whatever X and C are: its determinant vanishes identically, and "X^T C X
invertible" has no instance there. A hypothesis is taken for impossible where it is false at several points with large
random entries, for a reason that does not depend on the entries: a determinant that is zero at all of them, or sides
that have the same values at all of them. A polynomial that is not zero, of degree g, vanishes at one such point with
a probability of at most g / 10^6. An error would leave an instance out; it never makes a claim true or false.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from random import Random
from typing import Any

from flint import fmpq

from symproof.concrete.evaluation.combination import EMPTY_LOCAL, Statement
from symproof.concrete.evaluation.evaluate import Evaluator
from symproof.concrete.evaluation.ground import ground, holds, is_invertible
from symproof.concrete.evaluation.place import Place
from symproof.concrete.evaluation.types import Tables
from symproof.concrete.exact.matrices import Matrix
from symproof.concrete.exact.rationals import Rationals
from symproof.concrete.exact.rings import Letter
from symproof.concrete.failures import EvaluationError, TooLongError
from symproof.language.formulas import Compare, Equal, Formula, IntegerRelation, Invertible, Named, Predicate
from symproof.language.records import inside, once
from symproof.language.terms import Chain, Slope, Symbol, Value

POINTS = 3
LARGEST = 1_000_000  # entries of the points, in absolute value
MOST_WORK = 200_000  # of one point, in entries and products of numbers
_FREE = (Symbol, Chain, Value, Slope)


def restrictive(premises: Iterable[Named]) -> tuple[Named, ...]:
    """The premises that can be impossible at some sizes for the reasons that are looked for here."""
    return tuple([item for item in premises if _restricts(item.formula)])


def _can_fail(node: object) -> bool:
    if isinstance(node, Equal):  # between integers: others are left to the algebra of the hypotheses
        return not any(isinstance(part, _FREE) for part in nodes(node))
    return isinstance(node, Invertible | Compare | Predicate | IntegerRelation)


_restricts = once(lambda formula: any(map(_can_fail, nodes(formula))))


def nodes(node: Any) -> Iterator[Any]:
    """The formula or term, and everything inside it."""
    waiting = [node]
    while waiting:
        item = waiting.pop()
        yield item
        waiting.extend(reversed(inside(item)))


def impossible(tables: Tables, premise: Named, place: Place) -> bool:
    """Whether the premise is false at this place whatever the symbols are."""
    try:
        statements = [part for part in ground(premise.formula, EMPTY_LOCAL, place) if _can_fail(part.formula)]
    except EvaluationError:
        return False  # what has no meaning here is reported by those who need it
    evaluators = [Evaluator(tables, place, _generic(seed)) for seed in range(POINTS)]
    return any(_impossible(item, evaluators) for item in statements)


def _impossible(statement: Statement, evaluators: list[Evaluator]) -> bool:
    is_regular = isinstance(statement.formula, Invertible)
    first: list[Matrix] | None = None
    try:
        for evaluator in evaluators:
            with evaluator.place.inside(statement.local):
                values = [evaluator.matrix(term) for term in _terms(statement.formula)]
            first = values if first is None else first
            if is_invertible(values[0]) if is_regular else not _same(first, values):
                return False
        return is_regular or not any(holds(statement, evaluator) for evaluator in evaluators)
    except (EvaluationError, TooLongError):
        return False


def _terms(formula: Formula) -> Sequence[Any]:
    if isinstance(formula, Equal | Compare):
        return formula.left, formula.right
    if isinstance(formula, Invertible):
        return (formula.argument,)
    return formula.arguments if isinstance(formula, Predicate) else ()


def _same(first: list[Matrix], other: list[Matrix]) -> bool:
    return all(map(Matrix.same, first, other))


def _generic(seed: int) -> Rationals:
    """Every letter a matrix of large random integers, inverses included."""
    source = Random(seed)

    def draw(letter: Letter, rows: int, columns: int) -> list[list[fmpq]]:
        return [[fmpq(source.randint(-LARGEST, LARGEST)) for _ in range(columns)] for _ in range(rows)]

    return Rationals(draw, exact=False, limit=MOST_WORK)
