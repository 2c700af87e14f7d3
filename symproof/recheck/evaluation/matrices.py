"""Explicit matrices of exact numbers: rows of tuples. Every product is charged to the allowance of the report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TypeAlias

from symproof.language.refusal import MAX_BITS
from symproof.recheck.evaluation.numbers import (
    Number,
    UnevaluatedError,
    at_rest,
    bits,
    is_zero,
    level_of,
    reciprocal,
    whole,
)
from symproof.recheck.limits import Work

Rows: TypeAlias = tuple[tuple[Number, ...], ...]
LARGEST = 300_000  # entries of one matrix


def size_of(matrix: Rows) -> tuple[int, int]:
    """Rows and columns of a matrix."""
    return len(matrix), len(matrix[0])


def filled(rows: int, columns: int, entry: Callable[[int, int], Number]) -> Rows:
    """The matrix with these entries, counted from 0."""
    if rows < 1 or columns < 1:
        raise UnevaluatedError(f"a matrix of size {rows} x {columns}")
    if rows * columns > LARGEST:
        raise UnevaluatedError(f"a matrix of {rows} x {columns} entries is too large")
    return tuple(tuple(entry(p, q) for q in range(columns)) for p in range(rows))


def scalar(value: Number) -> Rows:
    """The 1 x 1 matrix with this entry."""
    return ((value,),)


def identity(size: int) -> Rows:
    """The identity matrix."""
    return filled(size, size, lambda p, q: int(p == q))


def zeros(rows: int, columns: int) -> Rows:
    """The zero matrix."""
    return filled(rows, columns, lambda p, q: 0)


def mapped(matrix: Rows, function: Callable[[Number], Number]) -> Rows:
    """The matrix with a function applied to each entry."""
    return tuple(tuple(map(function, row)) for row in matrix)


def transposed(matrix: Rows) -> Rows:
    """The transpose."""
    return tuple(zip(*matrix, strict=True))


def entries(matrix: Rows) -> list[Number]:
    """All entries, row by row."""
    return [entry for row in matrix for entry in row]


def entrywise(left: Rows, right: Rows, function: Callable[[Number, Number], Number]) -> Rows:
    """The matrix of f(x, y) for corresponding entries; refused for different sizes."""
    if size_of(left) != size_of(right):
        raise UnevaluatedError(f"sizes {_shown(left)} and {_shown(right)} differ")
    return tuple(tuple(map(function, p, q)) for p, q in zip(left, right, strict=True))


def added(left: Rows, right: Rows) -> Rows:
    """The sum of two matrices."""
    return entrywise(left, right, lambda x, y: x + y)


def subtracted(left: Rows, right: Rows) -> Rows:
    """The difference of two matrices."""
    return entrywise(left, right, lambda x, y: x - y)


def same(left: Rows, right: Rows) -> bool:
    """Whether two matrices have one size and equal entries."""
    return size_of(left) == size_of(right) and all(map(is_zero, entries(subtracted(left, right))))


def trace(matrix: Rows) -> Number:
    """The sum of the diagonal entries of a square matrix."""
    require_square(matrix, "the trace")
    return sum(row[place] for place, row in enumerate(matrix))


def require_square(matrix: Rows, what: str) -> None:
    """Refuses a matrix that is not square."""
    if len(matrix) != len(matrix[0]):
        raise UnevaluatedError(f"{what} of a {_shown(matrix)} matrix")


def fits(left: Rows, right: Rows) -> bool:
    """Whether the product has a meaning: the inner sizes agree, or one factor is 1 x 1 and scales."""
    return len(left[0]) == len(right) or size_of(left) == (1, 1) or size_of(right) == (1, 1)


def multiplied(left: Rows, right: Rows, work: Work) -> Rows:
    """The product; a scaling where the inner sizes differ and one factor is 1 x 1. Entries that are zero cost
    nothing."""
    if len(left[0]) != len(right):
        if size_of(left) == (1, 1):
            return _scaled(left[0][0], right, work)
        if size_of(right) == (1, 1):
            return _scaled(right[0][0], left, work)
        raise UnevaluatedError(f"a product of sizes {_shown(left)} and {_shown(right)}")
    if len(left) * len(right[0]) > LARGEST:
        raise UnevaluatedError(f"a matrix of {len(left)} x {len(right[0])} entries is too large")
    length, sparse = _longest(left) + _longest(right), [_kept(row) for row in right]
    return bounded(tuple(_row(row, sparse, len(right[0]), length, work) for row in left))


def _kept(row: Sequence[Number]) -> list[tuple[int, Number]]:
    return [(place, entry) for place, entry in enumerate(row) if not is_zero(entry)]


def _row(
    row: Sequence[Number], right: list[list[tuple[int, Number]]], columns: int, length: int, work: Work
) -> tuple[Number, ...]:
    total: list[Number] = [0] * columns
    for place, entry in _kept(row):
        work.charge(_price(entry, length) * len(right[place]))
        for column, other in right[place]:
            total[column] = total[column] + entry * other
    return tuple(total)


def _scaled(factor: Number, matrix: Rows, work: Work) -> Rows:
    work.charge(_price(factor, bits(factor) + _longest(matrix)) * len(matrix) * len(matrix[0]))
    return bounded(mapped(matrix, lambda entry: factor * entry))


def _longest(matrix: Rows) -> int:
    return max(map(bits, entries(matrix)))


def _price(entry: Number, length: int) -> int:
    """Of one product, in products of short numbers."""
    parts = len(entry.parts) + 1 if level_of(entry) else 1
    return parts * (1 + length // 64)


def bounded(matrix: Rows) -> Rows:
    """The matrix, refused where a number in it is too long."""
    if _longest(matrix) > MAX_BITS:
        raise UnevaluatedError(f"a number of more than {MAX_BITS} bits")
    return matrix


def _shown(matrix: Rows) -> str:
    return "{} x {}".format(*size_of(matrix))


# ------------------------------------------------------------------------------------------------ linear algebra


def inverse(matrix: Rows, work: Work) -> Rows:
    """The inverse; of a singular matrix of numbers the Moore-Penrose inverse, as terms are read. A singular matrix that
    moves has no derivative there."""
    require_square(matrix, "the inverse")
    size = len(matrix)
    rows = [[*row, *(int(p == q) for q in range(size))] for p, row in enumerate(matrix)]
    if _eliminated(rows, size, work) == size:
        return tuple(tuple(row[size:]) for row in rows)
    if any(level_of(entry) and not is_zero(entry) for entry in entries(matrix)):
        raise UnevaluatedError("the inverse of a singular matrix is not differentiable")
    return generalized_inverse(mapped(matrix, at_rest), work)


def _eliminated(rows: list[list[Number]], columns: int, work: Work) -> int:
    """Reduces the rows, in place, by the first ``columns`` columns to row echelon form; the rank."""
    rank = 0
    for column in range(columns):
        found = next((p for p in range(rank, len(rows)) if at_rest(rows[p][column])), None)
        if found is None:
            continue
        rows[rank], rows[found] = rows[found], rows[rank]
        _cleared(rows, rank, column, work)
        rank += 1
    return rank


def _cleared(rows: list[list[Number]], pivot: int, column: int, work: Work) -> None:
    factor = reciprocal(rows[pivot][column])
    rows[pivot] = [factor * entry for entry in rows[pivot]]
    kept = _kept(rows[pivot])
    length = max(map(bits, rows[pivot]))
    if length > MAX_BITS:
        raise UnevaluatedError(f"a number of more than {MAX_BITS} bits")
    work.charge(_price(rows[pivot][column], 2 * length) * len(rows[pivot]))
    for place, row in enumerate(rows):
        if place != pivot and not is_zero(row[column]):
            multiple = row[column]
            work.charge(_price(multiple, 2 * length) * len(kept))
            for at, entry in kept:
                row[at] = row[at] - multiple * entry


def rank(matrix: Rows, work: Work) -> int:
    """The rank, by exact elimination."""
    return _eliminated([list(row) for row in mapped(matrix, at_rest)], len(matrix[0]), work)


def generalized_inverse(matrix: Rows, work: Work) -> Rows:
    """The Moore-Penrose inverse of a matrix of numbers, from A = F G with F of full column and G of full row rank:
    G^T (G G^T)^-1 (F^T F)^-1 F^T."""
    reduced = [list(row) for row in matrix]
    found = _eliminated(reduced, len(matrix[0]), work)
    if not found:
        return zeros(len(matrix[0]), len(matrix))
    right = tuple(tuple(row) for row in reduced[:found])
    pivots = [next(place for place, entry in enumerate(row) if entry) for row in right]
    left = tuple(tuple(row[pivot] for pivot in pivots) for row in matrix)
    lower, upper = transposed(left), transposed(right)
    middle = inverse(multiplied(multiplied(lower, left, work), multiplied(right, upper, work), work), work)
    return multiplied(multiplied(upper, middle, work), lower, work)


def determinant_and_adjugate(matrix: Rows, work: Work) -> tuple[Number, Rows]:
    """By Faddeev and LeVerrier: divisions by 1, ..., n only, so that it holds for numbers that move as well."""
    require_square(matrix, "the determinant")
    size = len(matrix)
    current: Rows = identity(size)
    coefficient: Number = 1
    for step in range(1, size + 1):
        product = multiplied(matrix, current, work)
        coefficient = _divided(-trace(product), step)
        if step < size:
            last = coefficient
            current = tuple(
                tuple(entry + last if p == q else entry for q, entry in enumerate(row)) for p, row in enumerate(product)
            )
    sign = -1 if size % 2 == 0 else 1
    return -sign * coefficient, mapped(current, lambda entry: sign * entry)


def _divided(value: Number, by: int) -> Number:
    factor = Fraction(1, by)
    found = value * factor
    return whole(found) if isinstance(found, Fraction) else found


def is_definite(matrix: Rows, work: Work, *, strictly: bool) -> bool:
    """Symmetric with x^T A x > 0 (>= 0 unless ``strictly``) for every x that is not zero: by symmetric elimination."""
    require_square(matrix, "definiteness")
    rows = [list(row) for row in mapped(matrix, at_rest)]
    if rows != [list(column) for column in zip(*rows, strict=True)]:
        return False
    while rows:
        pivot, column = rows[0][0], [row[0] for row in rows[1:]]
        if pivot < 0 or (not pivot and (strictly or any(column))):
            return False
        factor = reciprocal(pivot)
        work.charge(len(column) ** 2 * (1 + max(map(bits, rows[0])) // 64))
        rows = [
            [entry - head * factor * other for entry, other in zip(row[1:], column, strict=True)]
            for head, row in zip(column, rows[1:], strict=True)
        ]
    return True
