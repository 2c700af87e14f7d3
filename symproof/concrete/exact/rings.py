"""Where the entries of matrices live, and which matrix stands for a symbol, an inverse, f(P) or f'(P).

``Polynomials`` gives every symbol a matrix of indeterminates, ``Rationals`` gives it numbers.
What depends on an argument is keyed by the *evaluated* argument: equal arguments have the same value.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import factorial
from typing import TYPE_CHECKING, ClassVar

from symproof.concrete.exact import values
from symproof.concrete.exact.matrices import (
    Matrix,
    Scalar,
    adjugate,
    block,
    commutation,
    determinant,
    diagonal_part,
    filled,
    hadamard,
    kronecker,
    multiply,
    of_scalar,
    scale,
    stacked_columns,
    trace,
    transpose,
)
from symproof.concrete.failures import EvaluationError, NumbersOnlyError, TooLongError

if TYPE_CHECKING:
    from flint import fmpq

LARGEST = 500_000  # entries of one matrix


@dataclass(slots=True, eq=False)
class Letter:
    """A matrix that the ring makes up. ``kind``: ``symbol`` (with its index in a family), ``inverse``, ``reciprocal``,
    ``value`` f(P), ``slope`` f'(P), or ``call`` (log, exp, sqrt, abs); the last five have arguments."""

    kind: str
    name: str
    index: int | None
    arguments: tuple[Matrix, ...]
    matrix: Matrix


class Ring(ABC):
    """Sums and products are those of the entries; the letters are made by ``fresh``."""

    zero: Scalar
    one: Scalar
    numeric: ClassVar[bool] = False  # entries are numbers, and letters have values
    summand: ClassVar[int] = 1  # what a summand of an indexed sum costs beside its products, in their unit of work

    def __init__(self, limit: int | None) -> None:
        self.limit = limit
        self.work = 0
        self.symbols: dict[tuple[str, int | None], Letter] = {}  # the one of the size that was asked for last
        self._sized: dict[tuple[str, int | None, int, int], Letter] = {}
        self.inverses: list[Letter] = []
        self.applied: list[Letter] = []

    @abstractmethod
    def number(self, value: Fraction) -> Scalar:
        """The rational as a scalar of this ring."""

    @abstractmethod
    def fresh(self, kind: str, name: str, index: int | None, rows: int, columns: int) -> Matrix:
        """A new matrix for a letter."""

    def chosen(self, name: str, index: int | None) -> Matrix | None:
        """The value that a free symbol, or a member of a family, was given in advance; None where it was given none."""
        return None

    @abstractmethod
    def content(self, matrix: Matrix) -> Scalar:
        """A common factor of all entries that is no number, so that what is left is the same for every multiple of the
        matrix, up to a rational factor."""

    @abstractmethod
    def leading(self, value: Scalar) -> Scalar:
        """A nonzero number, f times as large for f times the value."""

    @abstractmethod
    def reciprocal(self, value: Scalar) -> Scalar:
        """Multiplicative, and zero for zero: the reciprocal of a real number where zero has the reciprocal zero."""

    @abstractmethod
    def rational(self, value: Scalar) -> fmpq | None:
        """The number that the entry is; None where it is none."""

    @abstractmethod
    def length(self, value: Scalar) -> int:
        """The number of terms of an entry."""

    def spend(self, amount: int) -> None:
        """Counts work; TooLongError where the limit is exceeded."""
        self.work += amount
        if self.limit is not None and self.work > self.limit:
            raise TooLongError

    def product(self, left: Matrix, right: Matrix) -> Matrix:
        """The product; what it costs is counted."""
        return multiply(left, right)

    def trace_of_product(self, left: Matrix, right: Matrix) -> Matrix:
        """The trace of the product; what it costs is counted as for the product."""
        return trace(self.product(left, right))

    def room(self, rows: int, columns: int) -> None:
        """Refuses a matrix that is too large to be written out, before it is."""
        if rows * columns > LARGEST:
            raise TooLongError

    # -------------------------------------------------------------------------------- letters

    def symbol(self, name: str, index: int | None, rows: int, columns: int) -> Matrix:
        """The matrix of a symbol or of a member, the same whenever it is asked for in this size."""
        letter = self.symbols.get((name, index))
        if letter is None or (letter.matrix.rows, letter.matrix.columns) != (rows, columns):
            key = (name, index, rows, columns)
            letter = self._sized.get(key)
            if letter is None:
                letter = self._sized[key] = Letter("symbol", name, index, (), self.fresh("symbol", *key))
            self.symbols[name, index] = letter
        return letter.matrix

    def apply(self, kind: str, name: str, arguments: tuple[Matrix, ...], rows: int, columns: int) -> Matrix:
        """f(P), f'(P), log(P), ...: the same matrix for the same arguments."""
        for letter in self.applied:
            if (letter.kind, letter.name) == (kind, name) and all(map(Matrix.same, letter.arguments, arguments)):
                return letter.matrix
        letter = Letter(kind, name, None, arguments, self.fresh(kind, name, None, rows, columns))
        self.applied.append(letter)
        return letter.matrix

    def inverse(self, matrix: Matrix) -> Matrix:
        """True of the Moore-Penrose inverse, so without any premise: (cE)^+ = E^+ / c, (E^T)^+ = (E^+)^T,
        (E^+)^+ = E, I^+ = I, 0^+ = 0. At a random point a zero may be there by chance; polynomials refuse it."""
        if matrix.rows != matrix.columns:
            raise EvaluationError("SP512", f"the inverse of a {matrix.rows} x {matrix.columns} matrix")
        if matrix.unit or matrix.is_zero:
            return matrix
        content = self.content(matrix)
        if content == 1:
            return self._primitive_inverse(matrix)
        inverse = self._primitive_inverse(matrix.map(lambda entry: entry / content))
        return scale(self.reciprocal(content), inverse)

    def _primitive_inverse(self, primitive: Matrix) -> Matrix:
        """By what is known of a multiple f E of it, with f a rational number. E, E^T, E^+ and (E^+)^T are compared up
        to f, because no choice of one multiple among all is the same for a matrix and for its transpose."""
        known = self.constant_inverse(primitive)
        if known is not None:
            return known
        for letter in self.inverses:
            (argument,) = letter.arguments
            for form, inverse in ((argument, letter.matrix), (letter.matrix, argument)):
                for turn in (_as_it_is, transpose):
                    factor = self._ratio(primitive, turn(form))
                    if factor is not None:
                        return turn(inverse) if factor == 1 else scale(1 / factor, turn(inverse))
        return self._new_inverse(primitive)

    def _ratio(self, left: Matrix, right: Matrix) -> Scalar | None:
        """The rational number f with left = f right, both not zero; None if there is none."""
        if (left.rows, left.columns) != (right.rows, right.columns):
            return None
        pairs = [pair for rows in zip(left.entries, right.entries, strict=True) for pair in zip(*rows, strict=True)]
        first = next(pair for pair in pairs if pair[0] or pair[1])
        if not (first[0] and first[1]):
            return None
        factor = self.leading(first[0]) / self.leading(first[1])
        if factor == 1:
            return factor if all(x == y for x, y in pairs) else None
        return factor if all(x == factor * y for x, y in pairs) else None

    def _new_inverse(self, primitive: Matrix) -> Matrix:
        size = primitive.rows
        matrix = self.fresh("inverse", "inv", None, size, size)
        sign = self._ratio(transpose(primitive), primitive)
        if sign is not None:  # E^T = E or E^T = -E: likewise its inverse
            matrix = Matrix(size, size, self._mirrored(matrix, sign), start=matrix.start)
        self.inverses.append(Letter("inverse", "inv", None, (primitive,), matrix))
        return matrix

    def _mirrored(self, matrix: Matrix, sign: Scalar) -> list[list[Scalar]]:
        """The entries on and above the diagonal, and ``sign``, 1 or -1, times these below it."""
        size, entries = matrix.rows, matrix.entries
        middle = [entries[p][p] if sign == 1 else self.zero for p in range(size)]
        return [
            [entries[p][q] if p < q else middle[p] if p == q else sign * entries[q][p] for q in range(size)]
            for p in range(size)
        ]

    def constant_inverse(self, matrix: Matrix) -> Matrix | None:
        """The inverse where it is not a letter."""
        rest = {entry for row in matrix.entries for entry in row} if matrix.rows == 1 else None
        return matrix if rest == {1} else None

    # -------------------------------------------------------------------------------- calls

    def call(self, name: str, arguments: tuple[Matrix, ...], rows: int, columns: int) -> Matrix:
        """The value of a named function, expanded where it is polynomial, a new letter otherwise."""
        if name in ("det", "adj"):
            longest = max(self.length(entry) for row in arguments[0].entries for entry in row)
            self.spend(factorial(arguments[0].rows) * longest ** arguments[0].rows // 4)
        rule = VALUES.get(name)
        if rule is not None:
            self.room(rows, columns)
            result = rule(self, arguments, rows, columns)
        elif (known := self._known(name, arguments)) is not None:
            result = of_scalar(known)
        elif name in LETTERS:
            result = self.apply("call", name, arguments, 1, 1)
        else:
            raise NumbersOnlyError("SP510", f"{name} is not expanded at concrete sizes")
        if (result.rows, result.columns) != (rows, columns):
            raise EvaluationError("SP512", f"{name} has size {result.rows} x {result.columns}, not {rows} x {columns}")
        return result

    def _known(self, name: str, arguments: tuple[Matrix, ...]) -> Scalar | None:
        """The exact value of log, exp, sqrt or abs at a number, where it has one."""
        number = self.rational(arguments[0].entries[0][0]) if name in LETTERS else None
        value = None if number is None else values.exact_value(name, number)
        return None if value is None else self.number(Fraction(int(value.p), int(value.q)))


def _as_it_is(matrix: Matrix) -> Matrix:
    return matrix


# The exact values of named functions: of entries in any ring, of numbers only, and of those that become letters.
VALUES: dict[str, Callable[[Ring, tuple[Matrix, ...], int, int], Matrix]] = {
    "det": lambda ring, parts, rows, columns: of_scalar(determinant(parts[0])),
    "adj": lambda ring, parts, rows, columns: adjugate(parts[0], ring.one),
    "diag": lambda ring, parts, rows, columns: diagonal_part(parts[0], ring.zero),
    "hadamard": lambda ring, parts, rows, columns: hadamard(parts[0], parts[1]),
    "kron": lambda ring, parts, rows, columns: kronecker(parts[0], parts[1]),
    "vec": lambda ring, parts, rows, columns: stacked_columns(parts[0]),
    "row": lambda ring, parts, rows, columns: block(parts, columns),
    "block": lambda ring, parts, rows, columns: block(parts, columns),
    "delta": lambda ring, parts, rows, columns: of_scalar(ring.one if parts[0].same(parts[1]) else ring.zero),
    "ones": lambda ring, parts, rows, columns: filled(rows, columns, ring.one),
    "commutation": lambda ring, parts, rows, columns: commutation(
        _whole(ring, parts[0]), _whole(ring, parts[1]), ring.zero, ring.one
    ),
}
LETTERS = frozenset({"log", "exp", "sqrt", "abs"})


def _whole(ring: Ring, part: Matrix) -> int:
    """The value of a scalar that is a positive integer."""
    value: fmpq = ring.leading(part.entries[0][0])
    return int(value.p)
