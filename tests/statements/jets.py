"""Exact numbers that carry derivatives, and matrices of them: nothing of symproof is used.

A jet is a polynomial in nilpotent e_1, e_2, ... (e_k**2 = 0) with rational coefficients. Moving an argument by e_k
times a direction and reading off the coefficient of e_k is the directional derivative; a derivative inside a derivative
has an e_k of its own.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from math import isqrt
from typing import Any

Powers = frozenset[int]  # which e_k stand in a term
NONE: Powers = frozenset()


class SingularError(Exception):
    """An inverse of a singular matrix or of zero: the instance says nothing."""


class OutsideError(Exception):
    """A value that is not rational, or has no derivative here: the instance says nothing."""


class Jet:
    """``terms``: the coefficient of each product of distinct e_k."""

    __slots__ = ("terms",)

    def __init__(self, value: Any = 0, terms: dict[Powers, Fraction] | None = None) -> None:
        value = Fraction(value) if terms is None else Fraction(0)
        self.terms: dict[Powers, Fraction] = ({NONE: value} if value else {}) if terms is None else terms

    @property
    def value(self) -> Fraction:
        """The value without derivatives."""
        return self.terms.get(NONE, Fraction(0))

    @property
    def is_constant(self) -> bool:
        return not self.terms.keys() - {NONE}

    def __add__(self, other: Jet) -> Jet:
        terms = dict(self.terms)
        for powers, coefficient in other.terms.items():
            terms[powers] = terms.get(powers, Fraction(0)) + coefficient
        return Jet(terms={powers: coefficient for powers, coefficient in terms.items() if coefficient})

    def __neg__(self) -> Jet:
        return Jet(terms={powers: -coefficient for powers, coefficient in self.terms.items()})

    def __sub__(self, other: Jet) -> Jet:
        return self + -other

    def __mul__(self, other: Jet) -> Jet:
        terms: dict[Powers, Fraction] = {}
        for left, x in self.terms.items():
            for right, y in other.terms.items():
                if not left & right:
                    terms[left | right] = terms.get(left | right, Fraction(0)) + x * y
        return Jet(terms={powers: coefficient for powers, coefficient in terms.items() if coefficient})

    def along(self, number: int) -> Jet:
        """The coefficient of e_number."""
        return Jet(terms={powers - {number}: x for powers, x in self.terms.items() if number in powers})

    def applied(self, taylor: Callable[[int], Fraction]) -> Jet:
        """f of the jet, where ``taylor(k)`` is the k-th derivative of f at the value, over k!."""
        rest = Jet(terms={powers: x for powers, x in self.terms.items() if powers})
        result, power, order = Jet(taylor(0)), Jet(1), 0
        while rest.terms:
            power, order = power * rest, order + 1
            if not power.terms:
                break
            result = result + Jet(taylor(order)) * power
        return result

    def inverse(self) -> Jet:
        base = self.value
        if not base:
            raise SingularError
        return self.applied(lambda order: (-1) ** order / base ** (order + 1))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Jet) and self.terms == other.terms

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return str(self.value) if self.is_constant else f"Jet({self.terms})"


def exp(jet: Jet) -> Jet:
    """Rational at 0 only; its derivative there is 1."""
    if jet.value:
        raise OutsideError
    factorials = list(itertools.accumulate(range(1, 20), lambda x, y: x * y, initial=1))
    return jet.applied(lambda order: Fraction(1, factorials[order]))


def log(jet: Jet) -> Jet:
    """Rational at 1 only."""
    if jet.value != 1:
        raise OutsideError
    return jet.applied(lambda order: Fraction((-1) ** (order + 1), order) if order else Fraction(0))


def sqrt(jet: Jet) -> Jet:
    """Of squares of rationals; the root of 0 has no derivative."""
    value = jet.value
    root = Fraction(isqrt(abs(value.numerator)), isqrt(value.denominator))
    if value < 0 or root * root != value or (not value and not jet.is_constant):
        raise OutsideError
    binomials = [Fraction(1)]
    for order in range(1, 20):
        binomials.append(binomials[-1] * (Fraction(3, 2) - order) / order)
    return jet.applied(lambda order: binomials[order] * root / value**order if order else root)


def absolute(jet: Jet) -> Jet:
    if not jet.value and not jet.is_constant:
        raise OutsideError
    return -jet if jet.value < 0 else jet


# ------------------------------------------------------------------------------------------------ matrices


class Matrix:
    """``ones``: whether the number of rows, of columns is 1 at every instance, and not a size that happens to be 1."""

    __slots__ = ("ones", "rows")

    def __init__(self, rows: list[list[Jet]], ones: tuple[bool, bool] | None = None) -> None:
        self.rows = rows
        self.ones = (len(rows) == 1, len(rows[0]) == 1) if ones is None else ones

    @staticmethod
    def of(rows: Sequence[Sequence[Any]], ones: tuple[bool, bool] | None = None) -> Matrix:
        return Matrix([[entry if isinstance(entry, Jet) else Jet(entry) for entry in row] for row in rows], ones)

    @staticmethod
    def number(value: Any) -> Matrix:
        return Matrix([[value if isinstance(value, Jet) else Jet(value)]], (True, True))

    @staticmethod
    def filled(rows: int, columns: int, entry: Callable[[int, int], Any], ones: tuple[bool, bool]) -> Matrix:
        return Matrix.of([[entry(i, j) for j in range(columns)] for i in range(rows)], ones)

    @staticmethod
    def identity(size: int, scale: Jet | None = None, ones: tuple[bool, bool] = (False, False)) -> Matrix:
        scale = scale or Jet(1)
        return Matrix.filled(size, size, lambda i, j: scale if i == j else Jet(0), ones)

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.rows), len(self.rows[0])

    @property
    def is_scalar(self) -> bool:
        return self.ones == (True, True)

    @property
    def scalar(self) -> Jet:
        assert self.shape == (1, 1), self.shape
        return self.rows[0][0]

    @property
    def is_constant(self) -> bool:
        return all(entry.is_constant for row in self.rows for entry in row)

    @property
    def T(self) -> Matrix:
        return Matrix([list(row) for row in zip(*self.rows, strict=True)], (self.ones[1], self.ones[0]))

    def mapped(self, change: Callable[[Jet], Jet]) -> Matrix:
        return Matrix([[change(entry) for entry in row] for row in self.rows], self.ones)

    def scaled(self, by: Jet) -> Matrix:
        return self.mapped(lambda entry: by * entry)

    def __add__(self, other: Matrix) -> Matrix:
        assert self.shape == other.shape, (self.shape, other.shape)
        rows = [[x + y for x, y in zip(a, b, strict=True)] for a, b in zip(self.rows, other.rows, strict=True)]
        return Matrix(rows, self.ones)

    def __sub__(self, other: Matrix) -> Matrix:
        return self + other.scaled(Jet(-1))

    def __mul__(self, other: Matrix) -> Matrix:
        if self.is_scalar:
            return other.scaled(self.scalar)
        if other.is_scalar:
            return self.scaled(other.scalar)
        return self.times(other)

    def times(self, other: Matrix) -> Matrix:
        assert self.shape[1] == other.shape[0], (self.shape, other.shape)
        columns = list(zip(*other.rows, strict=True))
        return Matrix([[_dot(row, column) for column in columns] for row in self.rows], (self.ones[0], other.ones[1]))

    def hadamard(self, other: Matrix) -> Matrix:
        assert self.shape == other.shape
        rows = [[x * y for x, y in zip(a, b, strict=True)] for a, b in zip(self.rows, other.rows, strict=True)]
        return Matrix(rows, self.ones)

    def kron(self, other: Matrix) -> Matrix:
        ones = (self.ones[0] and other.ones[0], self.ones[1] and other.ones[1])
        return Matrix([[x * y for x in left for y in right] for left in self.rows for right in other.rows], ones)

    def trace(self) -> Matrix:
        assert self.shape[0] == self.shape[1]
        return Matrix.number(_sum(self.rows[i][i] for i in range(self.shape[0])))

    def norm2(self) -> Matrix:
        return Matrix.number(_sum(entry * entry for row in self.rows for entry in row))

    def without(self, row: int, column: int) -> Matrix:
        return Matrix(
            [[x for j, x in enumerate(y) if j != column] for i, y in enumerate(self.rows) if i != row], (False, False)
        )

    def det(self) -> Jet:
        """By expansion along the first row: no division."""
        if self.shape == (1, 1):
            return self.rows[0][0]
        return _sum(
            (entry if j % 2 == 0 else -entry) * self.without(0, j).det()
            for j, entry in enumerate(self.rows[0])
            if entry.terms
        )

    def adj(self) -> Matrix:
        size = self.shape[0]
        if size == 1:
            return Matrix([[Jet(1)]], self.ones)

        def cofactor(i: int, j: int) -> Jet:
            minor = self.without(j, i).det()
            return minor if (i + j) % 2 == 0 else -minor

        return Matrix.filled(size, size, cofactor, self.ones)

    def inverse(self) -> Matrix:
        """By elimination on [self | I]; pivots have a nonzero value."""
        size = self.shape[0]
        assert self.shape[1] == size
        work = [row + unit for row, unit in zip(self.rows, Matrix.identity(size).rows, strict=True)]
        if len(_eliminated(work, size)) < size:
            raise SingularError
        return Matrix([row[size:] for row in work], self.ones)

    def rank(self) -> int:
        if not self.is_constant:
            raise OutsideError
        return len(_eliminated([list(row) for row in self.rows], self.shape[1]))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Matrix) and self.rows == other.rows

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(self.rows)


def pinv(value: Matrix) -> Matrix:
    """The Moore-Penrose inverse, by a full rank factorization B C: C^T (C C^T)^-1 (B^T B)^-1 B^T."""
    reduced = [list(row) for row in value.rows]
    pivots = _eliminated(reduced, value.shape[1])
    if not pivots:
        return value.T
    left = Matrix([[row[j] for j in pivots] for row in value.rows], (False, False))
    right = Matrix(reduced[: len(pivots)], (False, False))
    found = right.T.times(right.times(right.T).inverse()).times(left.T.times(left).inverse()).times(left.T)
    return Matrix(found.rows, value.T.ones)


def _eliminated(work: list[list[Jet]], columns: int) -> list[int]:
    """Reduces the rows in place, down and up; the columns of the pivots."""
    pivots: list[int] = []
    for column in range(columns):
        top = len(pivots)
        pivot = next((i for i in range(top, len(work)) if work[i][column].value), None)
        if pivot is None:
            continue
        work[top], work[pivot] = work[pivot], work[top]
        factor = work[top][column].inverse()
        work[top] = [factor * entry for entry in work[top]]
        for i in range(len(work)):
            lead = work[i][column]
            if i != top and lead.terms:
                work[i] = [x - lead * y for x, y in zip(work[i], work[top], strict=True)]
        pivots.append(column)
    return pivots


def _dot(row: Sequence[Jet], column: Sequence[Jet]) -> Jet:
    return _sum(x * y for x, y in zip(row, column, strict=True))


def _sum(jets: Iterable[Jet]) -> Jet:
    total = Jet(0)
    for jet in jets:
        total = total + jet
    return total
