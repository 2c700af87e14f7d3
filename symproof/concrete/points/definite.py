"""Values for a symbol of which a condition says that it is positive semidefinite or definite, alone or in a sum."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from random import Random

from flint import fmpq, fmpq_mat

from symproof.concrete.exact.linear import Solutions, Table
from symproof.language.formulas import Compare, Formula, Predicate
from symproof.language.terms import Number, Product, Sum, Term

SCALARS = tuple(fmpq(p, q) for p, q in ((1, 1), (1, 1), (2, 1), (1, 2), (1, 4), (9, 1), (1, 9)))
DEFINITE, SEMIDEFINITE = (1, 1, 1, 2, 4, 9), (0, 0, 1, 1, 2, 9)
FRACTIONS = tuple(fmpq(p, q) for p, q in ((0, 1), (0, 1), (1, 1), (-1, 1), (1, 2), (-1, 2), (9, 10), (-9, 10), (2, 1)))


def is_definiteness(formula: Formula) -> bool:
    """Whether the formula says that a matrix is semidefinite or definite, or is an order."""
    if isinstance(formula, Predicate):
        return formula.name in ("positive definite", "positive semidefinite")
    return isinstance(formula, Compare) and formula.relation != "!="


def stated(formula: Formula) -> tuple[Term, bool]:
    """The matrix that the formula says is semidefinite, and whether it is definite."""
    if isinstance(formula, Compare):
        minus = Product((Number(Fraction(-1)), formula.left))
        return Sum((formula.right, minus)), formula.relation == "<"
    assert isinstance(formula, Predicate)
    return formula.arguments[0], formula.name == "positive definite"


def definite_table(source: Random, size: int, *, definite: bool) -> Table:
    """L^T D L with small integers, some of them nearly singular, some of low rank unless they must be definite."""
    if size == 1:
        return [[source.choice(SCALARS)]]
    diagonal = [source.choice(DEFINITE if definite else SEMIDEFINITE) for _ in range(size)]
    if definite and source.random() < 0.5:
        left = [[int(p == q) or (source.randint(-3, 3) if q > p else 0) for q in range(size)] for p in range(size)]
        if source.random() < 0.5:
            left = [row[::-1] for row in left[::-1]]
    else:
        left = [[source.randint(-2, 2) for _ in range(size)] for _ in range(size)]
    root, middle = fmpq_mat(left), fmpq_mat([[diagonal[p] * int(p == q) for q in range(size)] for p in range(size)])
    found: Table = (root.transpose() * middle * root).tolist()
    return found


def moved(at_zero: Table, at_unit: Table, wanted: Table) -> Table | None:
    """X with T(X) = the wanted matrix, for T(X) = T(0) + X or T(0) - X as the values at 0 and at I tell; None for
    other T."""
    sign = at_unit[0][0] - at_zero[0][0]
    unit = [[x - y for x, y in zip(row, other, strict=True)] for row, other in zip(at_unit, at_zero, strict=True)]
    if abs(sign) != 1 or any(entry != sign * int(p == q) for p, row in enumerate(unit) for q, entry in enumerate(row)):
        return None
    pairs = zip(wanted, at_zero, strict=True)
    return [[sign * (x - y) for x, y in zip(row, other, strict=True)] for row, other in pairs]


def between(source: Random, solutions: Solutions) -> Iterator[list[fmpq]]:
    """Solutions of linear equations with small and fractional parts of each free direction."""
    while True:
        values = list(solutions.shortest)
        for vector in solutions.kernel:
            factor = source.choice(FRACTIONS)
            values = [x + factor * y for x, y in zip(values, vector, strict=True)]
        yield values
