"""Both sides of a claim that is false at a point, whatever kind of claim it is."""

from __future__ import annotations

from collections.abc import Callable
from math import lcm

from flint import fmpq

from symproof.concrete.evaluation.combination import Statement
from symproof.concrete.evaluation.evaluate import Evaluator
from symproof.concrete.evaluation.ground import ground, holds
from symproof.concrete.exact.linear import dense, generalized_inverse, negative_direction
from symproof.concrete.exact.matrices import Matrix, diagonal_part, of_scalar, subtract, transpose
from symproof.language.formulas import (
    And,
    Compare,
    Equal,
    Exists,
    ForAllIndex,
    Formula,
    Implies,
    IntegerRelation,
    Invertible,
    Not,
    Or,
    Predicate,
)
from symproof.language.terms import Integer

Sides = tuple[Matrix, Matrix]


def sides(statement: Statement, evaluator: Evaluator) -> Sides | None:
    """Both sides where the claim is false, None where it is true. What is no relation is shown by one that it implies:
    E E^+ = I of an invertible E, with the Moore-Penrose inverse; x^T A x > 0 of a positive definite A, A and 0 of a
    semidefinite one; the conclusion of an implication; the first part of a disjunction or a schema that is false. A
    negation, or existence, is shown by its truth value: 0 where the claim says 1."""
    if holds(statement, evaluator):
        return None
    with evaluator.place.inside(statement.local):
        return _sides(statement.formula, evaluator)


def _sides(formula: Formula, evaluator: Evaluator) -> Sides | None:
    match formula:
        case Equal() | Compare():
            return evaluator.matrix(formula.left), evaluator.matrix(formula.right)
        case IntegerRelation():
            return evaluator.matrix(Integer(formula.left)), evaluator.matrix(Integer(formula.right))
        case Invertible():
            matrix = dense(evaluator.matrix(formula.argument).entries)
            product = matrix * dense(generalized_inverse(matrix.tolist()))
            return Matrix(matrix.nrows(), matrix.nrows(), product.tolist()), evaluator.unit(matrix.nrows())
        case Predicate() if formula.name in _PREDICATES:
            return _PREDICATES[formula.name](evaluator.matrix(formula.arguments[0]))
        case And() | Or() | ForAllIndex():
            parts = formula.parts if not isinstance(formula, ForAllIndex) else (formula,)
            local = dict(evaluator.place.local)
            return _first_false([item for part in parts for item in ground(part, local, evaluator.place)], evaluator)
        case Implies():
            return _sides(formula.conclusion, evaluator)
        case Not() | Exists():
            return of_scalar(fmpq(0)), of_scalar(fmpq(1))
        case _:
            return None


def _first_false(statements: list[Statement], evaluator: Evaluator) -> Sides | None:
    return next((found for item in statements if (found := sides(item, evaluator)) is not None), None)


def _not_positive(matrix: Matrix) -> Sides:
    """A and A^T if they differ; else x^T A x <= 0 and 0, with x = (-B^-1 b, 1, 0, ..., 0) where A starts with a block
    B, whose leading minors are positive, and next to it the column b: x^T A x is a quotient of leading minors."""
    if not matrix.same(transpose(matrix)):
        return matrix, transpose(matrix)
    entries, zero = matrix.entries, of_scalar(fmpq(0))
    for size in range(matrix.rows):
        value = entries[size][size]
        if size:
            block = dense([row[:size] for row in entries[:size]])
            column = dense([[row[size]] for row in entries[:size]])
            value -= (column.transpose() * block.solve(column)).tolist()[0][0]
        if value <= 0:
            return of_scalar(value), zero
    return zero, zero


def _turned_or_zero(matrix: Matrix) -> Matrix:
    """A^T if it differs from A, else zero: what the matrix is compared with that should be semidefinite."""
    turned = transpose(matrix)
    return matrix.map(lambda entry: fmpq(0)) if matrix.same(turned) else turned


def direction(statement: Statement, evaluator: Evaluator) -> list[fmpq]:
    """v with v^T S v < 0 where the claim that S is semidefinite, or an order between matrices, is false; v^T S v <= 0
    of a definite S. Empty where the claim is none of these, or S is not symmetric."""
    formula = statement.formula
    with evaluator.place.inside(statement.local):
        match formula:
            case Compare("<" | "<=" as relation):
                matrix = subtract(evaluator.matrix(formula.right), evaluator.matrix(formula.left))
                strictly = relation == "<"
            case Predicate("positive definite" | "positive semidefinite" as name, (argument,)):
                matrix, strictly = evaluator.matrix(argument), name == "positive definite"
            case _:
                return []
    if matrix.rows != matrix.columns or matrix.rows == 1 or not matrix.same(transpose(matrix)):
        return []
    found = negative_direction(matrix.entries, strictly=strictly) or []
    if not all(isinstance(entry, fmpq) for entry in found):  # a vector is listed by its rational entries
        return []
    whole = isinstance(formula, Predicate) and strictly  # there the value at the vector is one of the sides
    factor = 1 if whole else lcm(*(int(entry.q) for entry in found))
    return [factor * entry for entry in found]


def _not_permutation(matrix: Matrix) -> Sides:
    """A A^T and I, or, if these are equal, A with its entries squared and A."""
    product = dense(matrix.entries) * dense(matrix.entries).transpose()
    unit = [[fmpq(int(p == q)) for q in range(matrix.rows)] for p in range(matrix.rows)]
    if product.tolist() != unit:
        return Matrix(matrix.rows, matrix.rows, product.tolist()), Matrix(matrix.rows, matrix.rows, unit)
    return matrix.map(lambda entry: entry * entry), matrix


def _parity(wanted: int) -> Callable[[Matrix], Sides]:
    return lambda matrix: (matrix.map(lambda entry: fmpq(int(entry.p) % 2, 1)), of_scalar(fmpq(wanted)))


_PREDICATES: dict[str, Callable[[Matrix], Sides]] = {
    "positive definite": _not_positive,
    "positive semidefinite": lambda matrix: (matrix, _turned_or_zero(matrix)),
    "diagonal": lambda matrix: (matrix, diagonal_part(matrix, fmpq(0))),
    "permutation": _not_permutation,
    "even": _parity(0),
    "odd": _parity(1),
}
