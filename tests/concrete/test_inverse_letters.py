"""Inverses that a ring makes up: nested and transposed ones against the Moore-Penrose inverse in exact numbers.

The evaluator here is its own: it shares nothing with symproof but the terms that it reads.
"""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest
from concrete.builders import plus, size, t, times
from flint import fmpq, fmpq_mat

from symproof.concrete.evaluation.evaluate import Evaluator
from symproof.concrete.evaluation.place import Place
from symproof.concrete.evaluation.types import Tables
from symproof.concrete.exact.matrices import Matrix
from symproof.concrete.exact.polynomials import Polynomials
from symproof.concrete.failures import EvaluationError, GeneratorsError, TooLongError
from symproof.concrete.points.generic import random_point
from symproof.language.declarations import Declarations, SizeDeclaration, SymbolDeclaration
from symproof.language.terms import Inverse, Number, Product, Sum, Symbol, Term, Trace, Transpose

n = size("n")
TABLES = Tables(Declarations((), (SizeDeclaration("n"),), tuple(SymbolDeclaration(x, n, n) for x in "AB")), ())
A, B = Symbol("A"), Symbol("B")


def number(value: int | Fraction) -> Number:
    return Number(Fraction(value))


# ------------------------------------------------------------------------------------------------ exact evaluation


def pseudo_inverse(matrix: fmpq_mat) -> fmpq_mat:
    """E^+ = C^T (C C^T)^-1 (B^T B)^-1 B^T for E = B C, with B of full column rank and C of full row rank."""
    reduced, rank = matrix.rref()
    if rank == 0:
        return fmpq_mat(matrix.ncols(), matrix.nrows())
    rows = [[reduced[p, q] for q in range(matrix.ncols())] for p in range(rank)]
    pivots = [next(q for q, entry in enumerate(row) if entry) for row in rows]
    thin = fmpq_mat([[matrix[p, q] for q in pivots] for p in range(matrix.nrows())])
    wide = fmpq_mat(rows)
    turned = wide.transpose()
    return turned * (wide * turned).inv() * (thin.transpose() * thin).inv() * thin.transpose()


def value(term: Term, values: dict[str, fmpq_mat]) -> fmpq_mat:
    """The term with every inverse read as the Moore-Penrose inverse; numbers and traces as multiples of I."""
    width = values["A"].nrows()
    unit = fmpq_mat(width, width, [fmpq(p == q) for p in range(width) for q in range(width)])
    match term:
        case Symbol(name=name):
            return values[name]
        case Number(value=found):
            return unit * fmpq(found.numerator, found.denominator)
        case Trace(argument=argument):
            inner = value(argument, values)
            return unit * sum((inner[p, p] for p in range(width)), fmpq(0))
        case Transpose(argument=argument):
            return value(argument, values).transpose()
        case Inverse(argument=argument):
            return pseudo_inverse(value(argument, values))
        case Sum(terms=terms):
            return sum((value(item, values) for item in terms), fmpq_mat(width, width))
        case Product(factors=factors):
            total = unit
            for factor in factors:
                total = total * value(factor, values)
            return total
    raise AssertionError(term)


# ------------------------------------------------------------------------------------------------ random terms


def random_term(source: Random, depth: int) -> Term:
    if depth == 0:
        return source.choice([A, B, t(A), t(B), Inverse(A), Inverse(t(B))])
    kind = source.randrange(8)
    inner = random_term(source, depth - 1)
    if kind <= 2:
        return Inverse(inner)
    if kind == 3:
        return t(inner)
    if kind == 4:
        return times(number(Fraction(source.choice([-3, -1, 2]), source.choice([1, 2]))), inner)
    if kind == 5:
        return plus(inner, times(number(source.choice([-1, 1])), t(inner)))  # symmetric or antisymmetric
    if kind == 6:
        return times(inner, random_term(source, source.randrange(depth)))
    return plus(inner, random_term(source, source.randrange(depth)))


def rewritten(source: Random, term: Term) -> Term:
    """The term written otherwise, by identities of the Moore-Penrose inverse and of the transpose."""
    match term:
        case Inverse(argument=argument):
            return _inverse_rewritten(source, rewritten(source, argument))
        case Transpose(argument=argument):
            inner = rewritten(source, argument)
            if isinstance(inner, Product) and source.randrange(2):
                return Product(tuple(map(t, reversed(inner.factors))))
            return Sum(tuple(map(t, inner.terms))) if isinstance(inner, Sum) and source.randrange(2) else t(inner)
        case Sum(terms=terms):
            items = [rewritten(source, item) for item in terms]
            source.shuffle(items)
            return Sum(tuple(items))
        case Product(factors=factors):
            return Product(tuple(rewritten(source, item) for item in factors))
    return Inverse(Inverse(term)) if isinstance(term, Symbol) and source.randrange(2) else term


def _inverse_rewritten(source: Random, inner: Term) -> Term:
    kind = source.randrange(5)
    factor = number(Fraction(source.choice([-5, -1, 3]), source.choice([1, 7])))
    if kind == 0:
        return t(Inverse(t(inner)))
    if kind == 1:
        return times(factor, Inverse(times(factor, inner)))
    if kind == 2:
        return Inverse(Inverse(Inverse(inner)))
    if kind == 3:
        return times(number(-1), t(Inverse(plus(times(number(-2), t(inner)), t(inner)))))
    return Inverse(inner)


def random_values(source: Random, width: int) -> dict[str, fmpq_mat]:
    """Many zeros, so that first entries vanish and matrices are singular."""
    digits = [0, 0, 1, -2, 3] if source.randrange(2) else [1, 2, -3, 5, -7]
    return {x: fmpq_mat(width, width, [fmpq(source.choice(digits)) for _ in range(width * width)]) for x in "AB"}


# ------------------------------------------------------------------------------------------------ the rings


@pytest.mark.parametrize("width", [1, 2, 3, 4])
def test_terms_written_in_two_ways_agree_at_random_points(width: int) -> None:
    source = Random(width)
    for number_ in range(250):
        term = random_term(source, source.randint(1, 4))
        other = rewritten(source, term)
        evaluator = Evaluator(TABLES, Place({"n": width}), random_point(number_))
        first, second = evaluator.matrix(term), evaluator.matrix(other)
        assert first.entries == second.entries, (term, other)


@pytest.mark.parametrize("width", [1, 2, 3])
def test_terms_written_in_two_ways_agree_as_polynomials(width: int) -> None:
    source, decided = Random(10 + width), 0
    for _ in range(120):
        term = random_term(source, source.randint(1, 3))
        other = rewritten(source, term)
        ring = Polynomials(256, 20_000)
        try:
            evaluator = Evaluator(TABLES, Place({"n": width}), ring)
            first, second = evaluator.matrix(term), evaluator.matrix(other)
        except (EvaluationError, GeneratorsError, TooLongError):
            continue
        assert first.entries == second.entries, (term, other)
        decided += 1
    assert decided > 50


@pytest.mark.parametrize("width", [1, 2, 3])
def test_polynomials_have_the_values_of_moore_penrose_inverses(width: int) -> None:
    """Every letter replaced by the Moore-Penrose inverse of its argument, also where that is singular."""
    source, decided, singular = Random(20 + width), 0, 0
    for _ in range(120):
        term, ring = random_term(source, source.randint(1, 3)), Polynomials(256, 20_000)
        try:
            matrix = Evaluator(TABLES, Place({"n": width}), ring).matrix(term)
        except (EvaluationError, GeneratorsError, TooLongError):
            continue
        for _ in range(3):
            values = random_values(source, width)
            found = at_values(ring, matrix, values)
            assert found == value(term, values).tolist(), term
            decided += 1
            singular += any(not matrix.det() for matrix in values.values())
    assert decided > 150
    assert singular > 20


def at_values(ring: Polynomials, matrix: Matrix, values: dict[str, fmpq_mat]) -> list[list[fmpq]]:
    """The entries of the matrix with the symbols' values, and those of the inverses made from them in order."""
    point = [fmpq(0)] * ring.count
    for (name, _), letter in ring.symbols.items():
        _place(point, letter.matrix, values[name].tolist())
    letters = sorted(ring.dependent_letters(), key=lambda letter: letter.matrix.start or 0)
    for letter in letters:
        argument = fmpq_mat([[entry(*point) for entry in row] for row in letter.arguments[0].entries])
        _place(point, letter.matrix, pseudo_inverse(argument).tolist())
    return [[entry(*point) for entry in row] for row in matrix.entries]


def _place(point: list[fmpq], matrix: Matrix, numbers: list[list[fmpq]]) -> None:
    assert matrix.start is not None
    for at, entry in enumerate(entry for row in numbers for entry in row):
        point[matrix.start + at] = entry


def test_multiples_are_told_apart() -> None:
    """What the ring takes for equal is equal: not E^+ and E, not (E + F)^+ and E^+ + F^+, not (E F)^+ and E^+ F^+."""
    wrong = [
        (Inverse(A), A),
        (Inverse(A), t(Inverse(A))),
        (Inverse(plus(A, B)), plus(Inverse(A), Inverse(B))),
        (Inverse(times(A, B)), times(Inverse(A), Inverse(B))),
        (Inverse(plus(A, t(B))), Inverse(plus(t(A), t(B)))),
        (Inverse(times(number(2), A)), times(number(2), Inverse(A))),
        (Inverse(plus(A, times(number(-1), t(A)))), t(Inverse(plus(A, times(number(-1), t(A)))))),
        (times(A, Inverse(A)), times(Inverse(A), A)),
    ]
    for left, right in wrong:
        evaluator = Evaluator(TABLES, Place({"n": 3}), random_point(0))
        assert evaluator.matrix(left).entries != evaluator.matrix(right).entries
        evaluator = Evaluator(TABLES, Place({"n": 3}), Polynomials(256))
        assert evaluator.matrix(left).entries != evaluator.matrix(right).entries
