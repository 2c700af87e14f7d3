"""Entries X[i,j] = e_i^T X e_j and single-entry matrices J(i,j,m,n) = e_i e_j^T among the factors of a product."""

from __future__ import annotations

from collections.abc import Sequence

from symproof.language.affine import ONE, Affine
from symproof.language.terms import Basis, Differential, Product, Term, Transpose
from symproof.render.sizes import SCALAR, Symbols, begins_with_row, size_of

Entry = tuple[Term, tuple[Affine, ...], int]  # the matrix, the places, how many factors


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


def entry_of(node: Differential, symbols: Symbols) -> tuple[Affine, Affine] | None:
    """i and j where the only direction is e_i e_j^T: the derivative by the entry X[i,j]."""
    match node.directions:
        case ((variable, Product(factors=(Basis() as left, Transpose(argument=Basis() as right)))),):
            fits = (left.size, right.size) == size_of(variable, symbols)
            return (left.index, right.index) if fits else None
        case _:
            return None


def after_scalars(before: Sequence[Term], symbols: Symbols) -> bool:
    """Whether what stands before is a scalar, or nothing."""
    return not before or size_of(Product(tuple(before)), symbols) == SCALAR


def _transposed_unit(term: Term) -> Basis | None:
    return term.argument if isinstance(term, Transpose) and isinstance(term.argument, Basis) else None
