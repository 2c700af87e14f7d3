"""Formulas at concrete sizes: schemas unrolled to single equations and conditions, which a point satisfies or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from flint import fmpq_mat

from symproof.concrete.evaluation import quantified
from symproof.concrete.evaluation.combination import Local, Statement
from symproof.concrete.evaluation.evaluate import Evaluator
from symproof.concrete.evaluation.place import Place
from symproof.concrete.evaluation.relations import compare
from symproof.concrete.exact.linear import Table, is_positive_definite, is_positive_semidefinite
from symproof.concrete.exact.matrices import Matrix, determinant, subtract, transpose
from symproof.concrete.exact.reals import Real
from symproof.concrete.failures import EvaluationError
from symproof.language.affine import Affine
from symproof.language.formulas import (
    And,
    Compare,
    Equal,
    Exists,
    ForAll,
    ForAllIndex,
    Formula,
    Implies,
    IntegerRelation,
    Invertible,
    Not,
    Or,
    Predicate,
)


def ground(formula: Formula, local: Local, place: Place, ends: tuple[Affine, ...] = ()) -> Iterator[Statement]:
    """The conjuncts that the formula means at this place, each with the values of its indices."""
    if isinstance(formula, And):
        for part in formula.parts:
            yield from ground(part, local, place, ends)
    elif isinstance(formula, ForAllIndex):
        with place.inside(local):
            low, high = place.integer(formula.low), place.integer(formula.high)
        for index in range(low, high + 1):
            inside = (*ends, formula.low, formula.high)
            yield from ground(formula.body, {**local, formula.index: index}, place, inside)
    else:
        yield Statement(formula, local, ends=ends)


def leaves(statement: Statement, place: Place) -> Iterator[Statement]:
    """The formulas without connectives that a condition is made of."""
    match statement.formula:
        case And(parts=parts) | Or(parts=parts):
            inner = list(parts)
        case Not(part=part):
            inner = [part]
        case Implies(premise=premise, conclusion=conclusion):
            inner = [premise, conclusion]
        case ForAllIndex():
            for item in ground(statement.formula, statement.local, place):
                yield from leaves(item, place)
            return
        case _:
            yield statement
            return
    for part in inner:
        yield from leaves(Statement(part, statement.local), place)


def holds(statement: Statement, evaluator: Evaluator) -> bool:
    """Whether the condition is true at a point of exact numbers; SP510 where that cannot be told."""
    place = evaluator.place
    with place.inside(statement.local):
        return _holds(statement.formula, evaluator)


def _holds(formula: Formula, evaluator: Evaluator) -> bool:
    match formula:
        case Equal():
            return evaluator.difference(formula).is_zero
        case Invertible():
            return is_invertible(evaluator.matrix(formula.argument))
        case Compare():
            return _compare(formula, evaluator)
        case IntegerRelation():
            place = evaluator.place
            return compare(formula.relation, place.integer(formula.left), place.integer(formula.right))
        case Predicate():
            return _predicate(formula, evaluator)
        case ForAllIndex() | ForAll() | Exists():
            return quantified.holds(formula, evaluator, _holds)
        case And():
            return all(_holds(part, evaluator) for part in formula.parts)
        case Or():
            return any(_holds(part, evaluator) for part in formula.parts)
        case Not():
            return not _holds(formula.part, evaluator)
        case Implies():
            return not _holds(formula.premise, evaluator) or _holds(formula.conclusion, evaluator)
        case ForAllIndex():
            parts = ground(formula, dict(evaluator.place.local), evaluator.place)
            return all(holds(part, evaluator) for part in parts)
        case _:
            raise EvaluationError("SP510", f"{type(formula).__name__} is not decided at a point")


def is_invertible(matrix: Matrix) -> bool:
    """Whether an exact matrix is square with a determinant that is not zero."""
    if matrix.rows != matrix.columns:
        return False
    if any(isinstance(entry, Real) for row in matrix.entries for entry in row):
        return bool(determinant(matrix))
    return bool(fmpq_mat(matrix.entries).det())


def _compare(formula: Compare, evaluator: Evaluator) -> bool:
    left, right = evaluator.matrix(formula.left), evaluator.matrix(formula.right)
    if formula.relation == "!=":
        return not left.same(right)
    if (left.rows, left.columns, right.rows, right.columns) != (1, 1, 1, 1):
        return _precedes(formula, left, right)
    difference = right.entries[0][0] - left.entries[0][0]
    return bool(difference > 0) if formula.relation == "<" else bool(difference >= 0)


def _precedes(formula: Compare, left: Matrix, right: Matrix) -> bool:
    """Whether right - left is positive semidefinite, or definite, of two symmetric matrices."""
    if not (left.same(transpose(left)) and right.same(transpose(right))):
        raise EvaluationError("SP510", "an order between matrices that are not symmetric has no meaning")
    rule = is_positive_definite if formula.relation == "<" else is_positive_semidefinite
    return rule(subtract(right, left).entries)


def _predicate(formula: Predicate, evaluator: Evaluator) -> bool:
    if formula.name == quantified.LOCAL_MINIMUM:
        return quantified.local_minimum(formula, evaluator)
    rule = _PREDICATES.get(formula.name)
    if rule is None or len(formula.arguments) != 1:
        raise EvaluationError("SP510", f"{formula.name} is not decided at a point")
    return rule(evaluator.matrix(formula.arguments[0]).entries)


def _is_diagonal(entries: Table) -> bool:
    return not any(entry for p, row in enumerate(entries) for q, entry in enumerate(row) if p != q)


def _is_permutation(entries: Table) -> bool:
    lines = [*entries, *map(list, zip(*entries, strict=True))]
    return all(sorted(line) == [0] * (len(line) - 1) + [1] for line in lines)


_PREDICATES: dict[str, Callable[[Table], bool]] = {
    "positive definite": is_positive_definite,
    "positive semidefinite": is_positive_semidefinite,
    "diagonal": _is_diagonal,
    "permutation": _is_permutation,
    "even": lambda entries: entries[0][0].q == 1 and int(entries[0][0].p) % 2 == 0,
    "odd": lambda entries: entries[0][0].q == 1 and int(entries[0][0].p) % 2 == 1,
}
