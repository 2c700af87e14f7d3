"""Explicit matrices over an exact commutative ring: rationals or polynomials of python-flint."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import permutations
from operator import add as plus
from operator import mul, sub
from typing import Any, TypeAlias

from symproof.concrete.failures import EvaluationError

# fmpq or fmpq_mpoly: both have the operators of a commutative ring, and no common annotated base.
Scalar: TypeAlias = Any

LARGEST_DETERMINANT = 6


@dataclass(slots=True, eq=False)
class Matrix:
    """``entries`` row by row. ``unit`` marks a known identity matrix, which products skip."""

    rows: int
    columns: int
    entries: list[list[Scalar]]
    unit: bool = False
    start: int | None = None  # of a matrix of indeterminates: the number of the first one, the others follow
    turned: Matrix | None = None  # the transpose; made once
    split: list[tuple[Scalar, list[Scalar]]] | None = None  # the columns, for products; made once
    dense: Any = None  # of numbers: the same as a matrix of python-flint, for products; made once

    @property
    def is_zero(self) -> bool:
        """Whether all entries are zero."""
        return not any(map(any, self.entries))

    def same(self, other: Matrix) -> bool:
        """Equal sizes and equal entries."""
        return (self.rows, self.columns) == (other.rows, other.columns) and self.entries == other.entries

    def map(self, function: Callable[[Scalar], Scalar]) -> Matrix:
        """The matrix with a function applied to each entry."""
        return Matrix(self.rows, self.columns, [[function(entry) for entry in row] for row in self.entries])


def filled(rows: int, columns: int, entry: Scalar) -> Matrix:
    """The matrix all of whose entries are ``entry``."""
    return Matrix(rows, columns, [[entry] * columns for _ in range(rows)])


def identity(size: int, zero: Scalar, one: Scalar) -> Matrix:
    """The identity matrix."""
    entries = [[one if p == q else zero for q in range(size)] for p in range(size)]
    return Matrix(size, size, entries, unit=True)


def of_scalar(value: Scalar) -> Matrix:
    """The 1 x 1 matrix with this entry."""
    return Matrix(1, 1, [[value]])


def transpose(matrix: Matrix) -> Matrix:
    """The transpose, remembered with the matrix."""
    if matrix.unit:
        return matrix
    if matrix.turned is None:
        entries = [list(column) for column in zip(*matrix.entries, strict=True)]
        matrix.turned = Matrix(matrix.columns, matrix.rows, entries)
    return matrix.turned


def require_same_size(left: Matrix, right: Matrix) -> None:
    """Refuses (SP512) matrices of different sizes."""
    if (left.rows, left.columns) != (right.rows, right.columns):
        sizes = f"{left.rows} x {left.columns} and {right.rows} x {right.columns}"
        raise EvaluationError("SP512", f"a sum of sizes {sizes}")


def add(left: Matrix, right: Matrix) -> Matrix:
    """The sum of two matrices."""
    require_same_size(left, right)
    entries = [list(map(plus, p, q)) for p, q in zip(left.entries, right.entries, strict=True)]
    return Matrix(left.rows, left.columns, entries)


def subtract(left: Matrix, right: Matrix) -> Matrix:
    """The difference of two matrices."""
    require_same_size(left, right)
    entries = [list(map(sub, p, q)) for p, q in zip(left.entries, right.entries, strict=True)]
    return Matrix(left.rows, left.columns, entries)


def scale(factor: Scalar, matrix: Matrix) -> Matrix:
    """The matrix with each entry multiplied by the factor."""
    return matrix.map(lambda entry: factor * entry)


def multiply(left: Matrix, right: Matrix) -> Matrix:
    """The matrix product; a scaling where the inner sizes differ and one side is 1 x 1."""
    if left.columns != right.rows:
        if left.rows == left.columns == 1:
            return scale(left.entries[0][0], right)
        if right.rows == right.columns == 1:
            return scale(right.entries[0][0], left)
        sizes = f"{left.rows} x {left.columns} and {right.rows} x {right.columns}"
        raise EvaluationError("SP512", f"a product of sizes {sizes}")
    if left.unit:
        return right
    if right.unit:
        return left
    columns = right.split
    if columns is None:
        columns = right.split = [(head, tail) for head, *tail in zip(*right.entries, strict=True)]
    return Matrix(left.rows, right.columns, [_row_times(row, columns) for row in left.entries])


def _row_times(row: list[Scalar], columns: list[tuple[Scalar, list[Scalar]]]) -> list[Scalar]:
    # The innermost loop of everything: short sums written out, no generator frames, entries that are zero left out.
    if all(row):
        head, *tail = row
        if not tail:
            return [head * top for top, _ in columns]
        if len(tail) == 1:
            (last,) = tail
            return [head * top + last * below[0] for top, below in columns]
        return [sum(map(mul, tail, below), head * top) for top, below in columns]
    first, *rest = row
    kept = [place for place, entry in enumerate(rest) if entry]
    if not kept:
        return [first * top if first else first for top, _ in columns]
    if not first:
        place, *kept = kept
        return [sum((rest[p] * below[p] for p in kept), rest[place] * below[place]) for _, below in columns]
    return [sum((rest[p] * below[p] for p in kept), first * top) for top, below in columns]


def trace(matrix: Matrix) -> Matrix:
    """The sum of the diagonal entries of a square matrix."""
    if matrix.rows != matrix.columns:
        raise EvaluationError("SP512", f"the trace of a {matrix.rows} x {matrix.columns} matrix")
    total = matrix.entries[0][0]
    for position in range(1, matrix.rows):
        total = total + matrix.entries[position][position]
    return of_scalar(total)


def trace_of_product(left: Matrix, right: Matrix) -> Matrix:
    """The trace of the product of an m x n and an n x m matrix, without the entries off its diagonal."""
    diagonal = list(map(_row_times, left.entries, [[(head, tail)] for head, *tail in transpose(right).entries]))
    return of_scalar(sum((entry for (entry,) in diagonal[1:]), diagonal[0][0]))


def require_square(matrix: Matrix, what: str) -> None:
    """Refuses a matrix that is not square."""
    if matrix.rows != matrix.columns:
        raise EvaluationError("SP512", f"the {what} of a {matrix.rows} x {matrix.columns} matrix")
    if matrix.rows > LARGEST_DETERMINANT:
        raise EvaluationError("SP510", f"the {what} of a {matrix.rows} x {matrix.rows} matrix is not expanded")


def determinant(matrix: Matrix) -> Scalar:
    """By the formula of Leibniz: the matrices here are small."""
    require_square(matrix, "determinant")
    total = None
    for order in permutations(range(matrix.rows)):
        term = matrix.entries[0][order[0]]
        for row in range(1, matrix.rows):
            term = term * matrix.entries[row][order[row]]
        signed = -term if _is_odd(order) else term
        total = signed if total is None else total + signed
    return total


def _is_odd(order: tuple[int, ...]) -> bool:
    inversions = sum(order[p] > order[q] for q in range(len(order)) for p in range(q))
    return inversions % 2 == 1


def adjugate(matrix: Matrix, one: Scalar) -> Matrix:
    """adj(X) with X adj(X) = det(X) I; the adjugate of a 1 x 1 matrix is 1."""
    require_square(matrix, "adjugate")
    size = matrix.rows
    if size == 1:
        return of_scalar(one)
    entries = [[_cofactor(matrix, row, column) for row in range(size)] for column in range(size)]
    return Matrix(size, size, entries)


def _cofactor(matrix: Matrix, row: int, column: int) -> Scalar:
    kept = [[entry for q, entry in enumerate(line) if q != column] for p, line in enumerate(matrix.entries) if p != row]
    minor = determinant(Matrix(matrix.rows - 1, matrix.rows - 1, kept))
    return -minor if (row + column) % 2 else minor


# ------------------------------------------------------------------------------------------------ built from parts


def hadamard(left: Matrix, right: Matrix) -> Matrix:
    """The entrywise product of two matrices of one size."""
    require_same_size(left, right)
    entries = [[x * y for x, y in zip(p, q, strict=True)] for p, q in zip(left.entries, right.entries, strict=True)]
    return Matrix(left.rows, left.columns, entries)


def diagonal_part(matrix: Matrix, zero: Scalar) -> Matrix:
    """The matrix with all entries off the diagonal replaced by zero."""
    entries = [[x if p == q else zero for q, x in enumerate(row)] for p, row in enumerate(matrix.entries)]
    return Matrix(matrix.rows, matrix.columns, entries)


def kronecker(left: Matrix, right: Matrix) -> Matrix:
    """The Kronecker product: the blocks x_ij * right."""
    entries = [[x * y for x in p for y in q] for p in left.entries for q in right.entries]
    return Matrix(left.rows * right.rows, left.columns * right.columns, entries)


def stacked_columns(matrix: Matrix) -> Matrix:
    """vec(X)."""
    entries = [[entry] for column in zip(*matrix.entries, strict=True) for entry in column]
    return Matrix(len(entries), 1, entries)


def commutation(rows: int, columns: int, zero: Scalar, one: Scalar) -> Matrix:
    """K with K vec(X) = vec(X^T) for every rows x columns matrix X: entry (p, q) of X is number q rows + p of vec(X)
    and number p columns + q of vec(X^T)."""
    size = rows * columns
    entries = [[zero] * size for _ in range(size)]
    for p in range(rows):
        for q in range(columns):
            entries[p * columns + q][q * rows + p] = one
    return Matrix(size, size, entries)


def block(parts: Iterable[Matrix], columns: int) -> Matrix:
    """Parts from left to right, row of blocks after row of blocks, each ``columns`` wide."""
    entries: list[list[Scalar]] = []
    line: list[Matrix] = []
    for part in parts:
        line.append(part)
        if sum(item.columns for item in line) >= columns:
            if len({item.rows for item in line}) > 1 or sum(item.columns for item in line) > columns:
                raise EvaluationError("SP512", "the blocks of a row differ in height")
            entries += [[x for item in line for x in item.entries[row]] for row in range(line[0].rows)]
            line = []
    if line:
        raise EvaluationError("SP512", "a row of blocks is too short")
    return Matrix(len(entries), columns, entries)
