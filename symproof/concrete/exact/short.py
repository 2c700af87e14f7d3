"""Polynomials of few terms, without python-flint, whose import takes as long as all of symproof's own.

They decide the instances of a short claim in symbols. Inverses, functions and long polynomials are left to
``Polynomials``: NotAtOnceError.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, TypeAlias

from symproof.concrete.exact.matrices import Matrix, Scalar, multiply
from symproof.concrete.exact.symbolic import Symbolic
from symproof.concrete.failures import EvaluationError, NotAtOnceError

MOST = 20_000  # products of two terms in one instance
Monomial: TypeAlias = tuple[int, ...]  # its indeterminates by number, in order, repeated


class Terms:
    """A polynomial: its monomials with their coefficients, none of which is zero."""

    __slots__ = ("terms",)

    def __init__(self, terms: dict[Monomial, Fraction | int]) -> None:
        self.terms = terms

    def __bool__(self) -> bool:
        return bool(self.terms)

    def __len__(self) -> int:
        return len(self.terms)

    def __eq__(self, other: object) -> bool:
        return self.terms == (other.terms if isinstance(other, Terms) else {(): other} if other else {})

    __hash__ = None  # type: ignore[assignment]

    def __neg__(self) -> Terms:
        return Terms({monomial: -value for monomial, value in self.terms.items()})

    def __add__(self, other: Terms) -> Terms:
        return self._plus(other, 1)

    def __sub__(self, other: Terms) -> Terms:
        return self._plus(other, -1)

    def _plus(self, other: Terms, sign: int) -> Terms:
        total = dict(self.terms)
        for monomial, value in other.terms.items():
            _put(total, monomial, sign * value)
        return Terms(total)

    def __mul__(self, other: Terms) -> Terms:
        total: dict[Monomial, Fraction | int] = {}
        for left, value in self.terms.items():
            for right, factor in other.terms.items():
                _put(total, tuple(sorted(left + right)), value * factor)
        return Terms(total)

    def derivative(self, place: int) -> Terms:
        """The partial derivative by indeterminate number ``place``."""
        total: dict[Monomial, Fraction | int] = {}
        for monomial, value in self.terms.items():
            degree = monomial.count(place)
            if degree:
                at = monomial.index(place)
                total[monomial[:at] + monomial[at + 1 :]] = degree * value
        return Terms(total)


def _put(total: dict[Monomial, Fraction | int], monomial: Monomial, value: Fraction | int) -> None:
    value += total.get(monomial, 0)
    if value:
        total[monomial] = value
    else:
        total.pop(monomial, None)


class ShortPolynomials(Symbolic):
    """Every symbol is a matrix of indeterminates; there are no other letters."""

    def __init__(self, limit: int) -> None:
        super().__init__(min(limit, MOST))
        self.zero, self.one = Terms({}), Terms({(): 1})
        self.used = 0

    def spend(self, amount: int) -> None:
        """Counts work; NotAtOnceError where it exceeds the limit."""
        self.work += amount
        if self.work > (self.limit or 0):
            raise NotAtOnceError

    def number(self, value: Fraction) -> Scalar:
        """The constant polynomial of a rational."""
        return Terms({(): value.numerator if value.denominator == 1 else value} if value else {})

    def length(self, value: Scalar) -> int:
        """The number of terms of a polynomial."""
        return len(value)

    def fresh(self, kind: str, name: str, index: int | None, rows: int, columns: int) -> Matrix:
        """A matrix of new indeterminates, for a symbol."""
        if kind != "symbol":
            raise NotAtOnceError
        self.spend(rows * columns)
        start, self.used = self.used, self.used + rows * columns
        entries = [[Terms({(at + q,): 1}) for q in range(columns)] for at in range(start, self.used, columns)]
        return Matrix(rows, columns, entries, start=start)

    def product(self, left: Matrix, right: Matrix) -> Matrix:
        """The matrix product; the work it takes is counted."""
        if not (left.unit or right.unit):
            self.spend(_length(left) * _length(right) // max(1, min(left.columns, right.rows)))
        return multiply(left, right)

    def generator(self, entry: Scalar) -> int:
        """The number of the indeterminate that the entry is."""
        match list(entry.terms.items()):
            case [((place,), 1)]:
                return int(place)
        raise EvaluationError("SP513", "a derivative by something that is not a free symbol")

    def derivative(self, value: Scalar, place: int) -> Scalar:
        """The partial derivative, since no letter depends on another."""
        self.spend(1 + len(value) // 4)
        return value.derivative(place)

    def restart(self) -> None:
        """Counts the work of the next instance from zero."""
        self.work = 0

    # -------------------------------------------------------------------------------- what takes python-flint

    def inverse(self, matrix: Matrix) -> Matrix:
        """NotAtOnceError: an inverse is a letter, whose argument is divided by its content."""
        raise NotAtOnceError

    def apply(self, kind: str, name: str, arguments: tuple[Matrix, ...], rows: int, columns: int) -> Matrix:
        """NotAtOnceError: f(P) is a letter."""
        raise NotAtOnceError

    def content(self, matrix: Matrix) -> Scalar:
        """NotAtOnceError: it is a greatest common divisor."""
        raise NotAtOnceError

    def leading(self, value: Scalar) -> Scalar:
        """NotAtOnceError: it is a number of python-flint."""
        raise NotAtOnceError

    def reciprocal(self, value: Scalar) -> Scalar:
        """NotAtOnceError: it is a letter for each factor."""
        raise NotAtOnceError

    def rational(self, value: Scalar) -> Any:
        """NotAtOnceError: it is a number of python-flint."""
        raise NotAtOnceError


def _length(matrix: Matrix) -> int:
    """The terms of all entries."""
    return sum(len(entry) for row in matrix.entries for entry in row)
