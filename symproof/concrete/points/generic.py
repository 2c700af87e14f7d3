"""Random points, the same for the same seed: with inverses that are letters, or with true inverses."""

from __future__ import annotations

from random import Random

from flint import fmpq, fmpq_mat

from symproof.concrete.exact.matrices import Matrix
from symproof.concrete.exact.rationals import Rationals
from symproof.concrete.exact.rings import Letter

POINT_LIMIT = 3_000_000  # work at one random point, in entries and in products of 256 pairs of numbers
_DIGITS = [fmpq(digit) for digit in range(-9, 10)]
_LARGE = 1_000_000


def random_point(seed: int) -> Rationals:
    """Every letter a matrix of random integers; the same for the same seed.

    Those of inverses are large: the inverse of an inverse is found by its entries, so that none may be symmetric, or a
    multiple of another one, by chance.
    """
    source = Random(seed)

    def draw(letter: Letter, rows: int, columns: int) -> list[list[fmpq]]:
        if letter.kind == "inverse":
            return _large(source, rows, columns)
        return _small(source, rows, columns)

    return Rationals(draw, exact=False, limit=POINT_LIMIT)


def singular_point(seed: int) -> Rationals:
    """As ``random_point``, but each symbol is a matrix of random rank, from 0 to the largest that its size allows."""
    source = Random(seed)

    def draw(letter: Letter, rows: int, columns: int) -> list[list[fmpq]]:
        if letter.kind == "inverse":
            return _large(source, rows, columns)
        return _of_some_rank(source, rows, columns) if letter.kind == "symbol" else _small(source, rows, columns)

    return Rationals(draw, exact=False, limit=POINT_LIMIT)


def _of_some_rank(source: Random, rows: int, columns: int) -> list[list[fmpq]]:
    """A product of matrices with ``rank`` columns and rows, or that many ones, no two of them in one row or column."""
    rank = source.randint(0, min(rows, columns))
    if rank and source.random() < 1 / 2:
        product: list[list[fmpq]] = (
            fmpq_mat(_small(source, rows, rank)) * fmpq_mat(_small(source, rank, columns))
        ).tolist()
        return product
    ones = set(zip(source.sample(range(rows), rank), source.sample(range(columns), rank), strict=True))
    return [[fmpq((p, q) in ones) for q in range(columns)] for p in range(rows)]


def _small(source: Random, rows: int, columns: int) -> list[list[fmpq]]:
    return [source.choices(_DIGITS, k=columns) for _ in range(rows)]


def _large(source: Random, rows: int, columns: int) -> list[list[fmpq]]:
    return [[fmpq(source.randint(-_LARGE, _LARGE)) for _ in range(columns)] for _ in range(rows)]


class TrueInverses(Rationals):
    """Inverses are inverses; only a singular matrix has a letter for one."""

    def inverse(self, matrix: Matrix) -> Matrix:
        """The inverse of a square matrix of numbers that is not singular."""
        if matrix.rows == matrix.columns:
            self.spend(matrix.rows**2)
            numbers = fmpq_mat(matrix.entries)
            if numbers.det():
                return Matrix(matrix.rows, matrix.rows, numbers.inv().tolist())
        return super().inverse(matrix)


def regular_point(seed: int) -> TrueInverses:
    """Every symbol a matrix of large random integers, so that no matrix is singular there by chance."""
    source = Random(seed)

    def draw(letter: Letter, rows: int, columns: int) -> list[list[fmpq]]:
        return _large(source, rows, columns)

    return TrueInverses(draw, exact=False, limit=POINT_LIMIT)
