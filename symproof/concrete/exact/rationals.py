"""Matrices of exact numbers; a function that is given chooses the values of the letters."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from flint import fmpq, fmpq_mat

from symproof.concrete.exact.linear import dense
from symproof.concrete.exact.matrices import Matrix, Scalar, identity, multiply, of_scalar, scale
from symproof.concrete.exact.rings import Letter, Ring
from symproof.concrete.exact.values import exact_value
from symproof.concrete.failures import EvaluationError

SPARSE = 4096  # from so many products of entries on, the entries that are not zero are counted


class Rationals(Ring):
    """Exact numbers. ``draw`` gives a letter its entries: symbols, f(P), f'(P), and calls that have no exact value.

    With ``exact`` an inverse is the inverse, refused (SP514) where there is none; otherwise ``draw`` makes it up, as a
    letter, which is what an identity between the letters allows.
    """

    numeric = True
    summand = 16  # entries of numbers take less time than products of polynomials

    def __init__(
        self, draw: Callable[[Letter, int, int], list[list[fmpq]]], exact: bool, limit: int | None = None
    ) -> None:
        super().__init__(limit)
        self.zero, self.one = fmpq(0), fmpq(1)
        self.draw = draw
        self.exact = exact

    def number(self, value: Fraction) -> Scalar:
        """The rational as a number of python-flint."""
        return fmpq(value.numerator, value.denominator)

    def fresh(self, kind: str, name: str, index: int | None, rows: int, columns: int) -> Matrix:
        """The value that is drawn for a letter."""
        self.room(rows, columns)
        self.spend(rows * columns)
        empty = Matrix(rows, columns, [])
        return Matrix(rows, columns, self.draw(Letter(kind, name, index, (), empty), rows, columns))

    def product(self, left: Matrix, right: Matrix) -> Matrix:
        """By python-flint, except for small matrices and for those with hardly an entry that is not zero."""
        inner = left.columns
        volume = left.rows * inner * right.columns
        if inner != right.rows or left.unit or right.unit or volume < 8:
            return multiply(left, right)
        self.spend(left.rows * right.columns)
        if volume >= SPARSE and sum(sum(map(bool, row)) for row in left.entries) <= 2 * left.rows:
            return multiply(left, right)
        self.spend(volume // 256)
        product = _flint(left) * _flint(right)
        return Matrix(left.rows, right.columns, product.tolist(), dense=product)

    def content(self, matrix: Matrix) -> Scalar:
        """A number by which a letter may be divided without changing its argument's multiples."""
        return matrix.entries[0][0] if matrix.rows == 1 else self.one

    def leading(self, value: Scalar) -> Scalar:
        """The number itself."""
        return value

    def reciprocal(self, value: Scalar) -> Scalar:
        """1 / value; SP514 for zero where exact values are asked for."""
        if not value and self.exact:
            raise EvaluationError("SP514", "the reciprocal of zero")
        return 1 / value if value else value

    def rational(self, value: Scalar) -> fmpq | None:
        """The number itself."""
        return value  # type: ignore[no-any-return]

    def length(self, value: Scalar) -> int:
        """Numbers have length 1."""
        return 1

    def inverse(self, matrix: Matrix) -> Matrix:
        """The exact inverse where exact values are asked for, a drawn letter otherwise."""
        if self.exact and matrix.rows == matrix.columns:
            return self._exact_inverse(matrix)
        return super().inverse(matrix)

    def _exact_inverse(self, matrix: Matrix) -> Matrix:
        try:
            inverse = fmpq_mat(matrix.entries).inv()
        except ZeroDivisionError:
            raise EvaluationError("SP514", "the inverse of a singular matrix") from None
        return Matrix(matrix.rows, matrix.columns, inverse.tolist())

    def call(self, name: str, arguments: tuple[Matrix, ...], rows: int, columns: int) -> Matrix:
        """The exact value of a named function at numbers."""
        rule = NUMERIC.get(name)
        return rule(arguments) if rule is not None else super().call(name, arguments, rows, columns)

    def apply(self, kind: str, name: str, arguments: tuple[Matrix, ...], rows: int, columns: int) -> Matrix:
        """The value of a function at an explicit argument: exact where it is rational, drawn otherwise."""
        if self.exact and kind == "call":
            value = exact_value(name, arguments[0].entries[0][0])
            if value is not None:
                return of_scalar(value)
        return super().apply(kind, name, arguments, rows, columns)

    def constant_inverse(self, matrix: Matrix) -> Matrix | None:
        """Of a multiple of the identity."""
        value = matrix.entries[0][0]
        if not value:
            return None
        for p, row in enumerate(matrix.entries):
            if any(entry != (value if p == q else 0) for q, entry in enumerate(row)):
                return None
        return scale(1 / value, identity(matrix.rows, self.zero, self.one))


def _flint(matrix: Matrix) -> fmpq_mat:
    known: fmpq_mat | None = matrix.dense
    if known is None:
        known = matrix.dense = fmpq_mat(matrix.entries)
    return known


NUMERIC: dict[str, Callable[[tuple[Matrix, ...]], Matrix]] = {
    "rank": lambda parts: of_scalar(fmpq(dense(parts[0].entries).rank())),
    "abs": lambda parts: parts[0].map(abs),
}
