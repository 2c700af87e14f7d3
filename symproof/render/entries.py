"""Entries X[i,j] = e_i^T X e_j and single-entry matrices J(i,j,m,n) = e_i e_j^T among the factors of a product, norms,
and derivatives by a symmetric matrix, which are recorded as sums."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from symproof.language.affine import ONE, Affine, subtract
from symproof.language.terms import Basis, Call, Differential, Gradient, Number, Product, Sum, Term, Trace, Transpose
from symproof.render.sizes import SCALAR, Symbols, begins_with_row, size_of

Entry = tuple[Term, tuple[Affine, ...], int]  # the matrix, the places, how many factors

MINUS_ONE = Number(Fraction(-1))


@dataclass(frozen=True, slots=True)
class StructuredGradient:
    """The gradient G by the free entries of a symmetric X, recorded as G + G^T - diag(G): shown as one piece."""

    gradient: Gradient


Summand: TypeAlias = "Term | StructuredGradient"


def entry_at(factors: Sequence[Term], start: int, symbols: Symbols) -> Entry | None:
    """The entry that begins here: of a matrix, of a product whose factors stand flat, or of a row or column, which has
    one place only."""
    row = _transposed_unit(factors[start])
    product = None if row is None else _entry_of_product(factors, start, row, symbols)
    if product is not None:
        return product
    at = start if row is None else start + 1
    matrix = factors[at] if at < len(factors) else None
    if matrix is None or isinstance(matrix, Basis) or _transposed_unit(matrix) is not None:
        return None
    if isinstance(matrix, Product) and not begins_with_row(matrix, symbols):
        return None  # what is written as the entry of such a product is recorded flat
    rows, columns = size_of(matrix, symbols) or SCALAR
    column = factors[at + 1] if at + 1 < len(factors) else None
    fits = isinstance(column, Basis) and column.size == columns != ONE
    if row is None:
        return (matrix, (column.index,), 2) if isinstance(column, Basis) and fits and rows == ONE else None
    if row.size != rows or rows == ONE:
        return None
    if columns == ONE:
        return matrix, (row.index,), 2
    return (matrix, (row.index, column.index), 3) if isinstance(column, Basis) and fits else None


def _entry_of_product(factors: Sequence[Term], start: int, row: Basis, symbols: Symbols) -> Entry | None:
    """``(A*B)[i,j]`` for e_i^T A B e_j."""
    end = start + 1
    while end < len(factors) and not isinstance(factors[end], Basis) and _transposed_unit(factors[end]) is None:
        end += 1
    column = factors[end] if end < len(factors) else None
    inner = tuple(factors[start + 1 : end])
    if not isinstance(column, Basis) or len(inner) < 2 or any(isinstance(factor, Product) for factor in inner):
        return None
    fits = size_of(Product(inner), symbols) == (row.size, column.size) and ONE not in (row.size, column.size)
    return (Product(inner), (row.index, column.index), end + 1 - start) if fits else None


def units_at(factors: Sequence[Term], start: int) -> tuple[Basis, Basis] | None:
    """The basis columns of a single-entry matrix that begins here."""
    if start + 1 >= len(factors):
        return None
    column, row = factors[start], _transposed_unit(factors[start + 1])
    return (column, row) if isinstance(column, Basis) and row is not None else None


def places_of(node: Differential, symbols: Symbols) -> tuple[Affine, Affine, bool] | None:
    """i, j and whether X is symmetric, where the differential is the derivative by the entry X[i,j]."""
    plain, structured = _entry_of(node, symbols), _structured_entry_of(node, symbols)
    places = plain or structured
    return None if places is None else (*places, plain is None)


def _entry_of(node: Differential, symbols: Symbols) -> tuple[Affine, Affine] | None:
    """i and j where the only direction is e_i e_j^T: the derivative by the entry X[i,j]."""
    match node.directions:
        case ((variable, Product(factors=(Basis() as left, Transpose(argument=Basis() as right)))),):
            fits = (left.size, right.size) == size_of(variable, symbols)
            return (left.index, right.index) if fits else None
        case _:
            return None


def _structured_entry_of(node: Differential, symbols: Symbols) -> tuple[Affine, Affine] | None:
    """i and j where the only direction is how a symmetric X moves with X[i,j]: J(i,j) + J(j,i), less J(i,j)*J(i,j)
    where i = j is possible."""
    match node.directions:
        case (
            (variable, Sum(terms=(Product(factors=(Basis() as left, Transpose(argument=Basis() as right))), *rest))),
        ):
            entry, turned = (left, Transpose(right)), Product((right, Transpose(left)))
            gap = subtract(left.index, right.index)
            once = [] if gap.is_constant else [Product((MINUS_ONE, *entry, *entry))]
            fits = (left.size, right.size) == size_of(variable, symbols) and rest == [turned, *once]
            return (left.index, right.index) if fits else None
        case _:
            return None


def with_structured(terms: Sequence[Term]) -> list[Summand]:
    """The summands, with G + G^T - diag(G) as one."""
    found: list[Summand] = []
    position = 0
    while position < len(terms):
        term = terms[position]
        if isinstance(term, Gradient) and _completes(terms[position + 1 : position + 3], term):
            found.append(StructuredGradient(term))
            position += 3
        else:
            found.append(term)
            position += 1
    return found


def _completes(rest: Sequence[Term], gradient: Gradient) -> bool:
    """Whether these summands are G^T and -diag(G)."""
    match rest:
        case (Transpose(argument=turned), Product(factors=(lead, Call(name="diag", arguments=(diagonal,))))):
            return turned == gradient == diagonal and lead == MINUS_ONE
        case _:
            return False


def norm_argument(node: Trace) -> Term | None:
    """X where the trace is tr(X^T X), recorded flat or, where X is a product that begins with a row, as X^T (X)."""
    factors = node.argument.factors if isinstance(node.argument, Product) else ()
    if len(factors) < 2 or not isinstance(factors[0], Transpose):
        return None
    measured = factors[0].argument
    own = measured.factors if isinstance(measured, Product) and len(measured.factors) > 1 else (measured,)
    return measured if factors[1:] in (own, (measured,)) else None


def after_scalars(before: Sequence[Term], symbols: Symbols) -> bool:
    """Whether what stands before is a scalar, or nothing."""
    return not before or size_of(Product(tuple(before)), symbols) == SCALAR


def _transposed_unit(term: Term) -> Basis | None:
    return term.argument if isinstance(term, Transpose) and isinstance(term.argument, Basis) else None
