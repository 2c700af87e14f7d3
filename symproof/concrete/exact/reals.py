"""Real numbers that need not be rational, such as exp(1): enclosed by balls of python-flint, as small as is asked for.

A comparison is answered where the balls are apart. Numbers that no precision tells apart are not said to be equal:
the question is refused (SP510).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import add, mul, neg, sub, truediv
from typing import Any, NoReturn, TypeAlias

from flint import arb, ctx, fmpq

from symproof.concrete.exact.matrices import Matrix, adjugate, determinant, multiply, of_scalar, scale
from symproof.concrete.exact.rationals import Rationals
from symproof.concrete.exact.rings import Letter
from symproof.concrete.exact.values import exact_value
from symproof.concrete.failures import EvaluationError

PRECISIONS = (64, 128, 256, 512)  # bits, as many as it takes
DIGITS = (6, 12, 24, 48, 96)  # decimals that are shown, as many as tell two numbers apart
DEPTH = 6  # of two computations that are compared
LARGEST = 100  # arguments of exp beyond this give numbers that nobody reads
LONGEST = 10**300  # a number beyond this is not shown

Exact: TypeAlias = Any  # fmpq | Real: the operators of both, and no annotated base in common


class Real:
    """A number made by a rule from others."""

    __slots__ = ("_at", "_ball", "parts", "rule")

    def __init__(self, rule: Callable[..., arb], *parts: Exact) -> None:
        self.rule = rule
        self.parts = parts
        self._at = 0
        self._ball: arb | None = None

    def ball(self, precision: int) -> arb:
        """A ball that holds the number, computed with so many bits."""
        if self._ball is None or self._at != precision:
            inner = [part.ball(precision) if isinstance(part, Real) else part for part in self.parts]
            with ctx.workprec(precision):
                self._ball = self.rule(*(x if isinstance(x, arb) else arb(x) for x in inner))
            self._at = precision
        return self._ball

    def _balls(self) -> Iterator[arb]:
        return (self.ball(precision) for precision in PRECISIONS)

    def sign(self) -> int:
        """1 or -1; SP510 where the number may be zero."""
        for ball in self._balls():
            if ball > 0 or ball < 0:
                return 1 if ball > 0 else -1
        raise EvaluationError("SP510", "two numbers that no precision tells apart are not compared")

    def decimals(self, places: int) -> str:
        """The number cut after so many decimals, ``2.718281...``; SP510 where the digits are not known."""
        if not -LONGEST < self < LONGEST:
            raise EvaluationError("SP510", "a number that is too large to be shown")
        for precision in PRECISIONS:
            with ctx.workprec(precision):
                digits = (abs(self.ball(precision)) * arb(10) ** places).floor().unique_fmpz()
            if digits is not None:
                before, after = divmod(int(digits), 10**places)
                return f"{'-' if self.sign() < 0 else ''}{before}.{after:0{places}d}..."
        raise EvaluationError("SP510", "the decimals of a number are not known")

    def __add__(self, other: Exact) -> Exact:
        return self if _is_zero(other) else Real(add, self, other)

    __radd__ = __add__

    def __sub__(self, other: Exact) -> Exact:
        if _alike(self, other):
            return fmpq(0)
        return self if _is_zero(other) else Real(sub, self, other)

    def __rsub__(self, other: Exact) -> Exact:
        return -self + other

    def __neg__(self) -> Real:
        return Real(neg, self)

    def __mul__(self, other: Exact) -> Exact:
        return fmpq(0) if _is_zero(other) else Real(mul, self, other)

    __rmul__ = __mul__

    def __truediv__(self, other: Exact) -> Exact:
        if isinstance(other, Real):
            other.sign()  # a divisor that may be zero is refused
        elif not other:
            raise EvaluationError("SP514", "the reciprocal of zero")
        return Real(truediv, self, other)

    def __rtruediv__(self, other: Exact) -> Exact:
        self.sign()
        return fmpq(0) if _is_zero(other) else Real(truediv, other, self)

    def __abs__(self) -> Real:
        return self if self.sign() > 0 else -self

    def __bool__(self) -> bool:
        return self.sign() != 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, fmpq | int | Real) and _sign(self - other) == 0

    def __lt__(self, other: Exact) -> bool:
        return _sign(self - other) < 0

    def __gt__(self, other: Exact) -> bool:
        return _sign(self - other) > 0

    def __le__(self, other: Exact) -> bool:
        return _sign(self - other) <= 0

    def __ge__(self, other: Exact) -> bool:
        return _sign(self - other) >= 0

    def __hash__(self) -> NoReturn:
        raise EvaluationError("SP510", "numbers that may be equal have no places in a table")


def _alike(left: Exact, right: Exact, depth: int = DEPTH) -> bool:
    """Whether both numbers are computed by the same operations from equal numbers, so that they are equal."""
    if left is right:
        return True
    if not (isinstance(left, Real) and isinstance(right, Real)):
        return not isinstance(left, Real) and not isinstance(right, Real) and bool(left == right)
    if depth == 0 or left.rule is not right.rule or len(left.parts) != len(right.parts):
        return False
    return all(_alike(x, y, depth - 1) for x, y in zip(left.parts, right.parts, strict=True))


def _is_zero(value: Exact) -> bool:
    """Whether this is the rational number zero."""
    return not isinstance(value, Real) and not value


def _sign(value: Exact) -> int:
    return value.sign() if isinstance(value, Real) else int(value > 0) - int(value < 0)


_RULES: dict[str, Callable[[arb], arb]] = {"exp": arb.exp, "log": arb.log, "sqrt": arb.sqrt}


def real_value(name: str, argument: Exact) -> Real | None:
    """exp, log of a positive number, the square root of a number >= 0; None where there is no value to speak of."""
    if name not in _RULES or (name == "exp" and not -LARGEST < argument < LARGEST):
        return None
    if name != "exp" and _sign(argument) <= 0:
        return None
    return Real(_RULES[name], argument)


class Reals(Rationals):
    """Exact numbers, with the values of exp, log and sqrt where these are irrational."""

    def __init__(self, draw: Callable[[Letter, int, int], list[list[fmpq]]], limit: int | None = None) -> None:
        super().__init__(draw, exact=True, limit=limit)
        self._real: dict[tuple[str, fmpq], Real] = {}
        self._seen = False  # whether any number that is not rational was made

    def apply(self, kind: str, name: str, arguments: tuple[Matrix, ...], rows: int, columns: int) -> Matrix:
        """The value of a function at an explicit argument: one number for one argument, so that it equals itself."""
        if kind != "call" or (rows, columns) != (1, 1):
            return super().apply(kind, name, arguments, rows, columns)
        argument = arguments[0].entries[0][0]
        key = None if isinstance(argument, Real) else (name, argument)
        if key in self._real:
            return of_scalar(self._real[key])
        found = None if self._is_rational(name, argument) else real_value(name, argument)
        if found is None:
            return super().apply(kind, name, arguments, rows, columns)
        self._seen = True
        if key is not None:
            self._real[key] = found
        return of_scalar(found)

    def rational(self, value: Exact) -> fmpq | None:
        """The number where it is rational."""
        return None if isinstance(value, Real) else value

    def product(self, left: Matrix, right: Matrix) -> Matrix:
        """By python-flint where all entries are rational."""
        return multiply(left, right) if self._is_real(left) or self._is_real(right) else super().product(left, right)

    def reciprocal(self, value: Exact) -> Exact:
        """1 / value."""
        return 1 / value if isinstance(value, Real) else super().reciprocal(value)

    def inverse(self, matrix: Matrix) -> Matrix:
        """The inverse; of a matrix with entries that are not rational adj(X) / det(X)."""
        if not self._is_real(matrix):
            return super().inverse(matrix)
        return scale(1 / determinant(matrix), adjugate(matrix, self.one))

    def _is_real(self, matrix: Matrix) -> bool:
        return self._seen and any(isinstance(entry, Real) for row in matrix.entries for entry in row)

    def _is_rational(self, name: str, argument: Exact) -> bool:
        return not isinstance(argument, Real) and exact_value(name, argument) is not None


def undrawn(letter: Letter, rows: int, columns: int) -> list[list[fmpq]]:
    """Refuses (SP510) everything that is not computed from numbers alone."""
    raise EvaluationError("SP510", f"{letter.name} has no value")


def shown(left: list[list[Exact]], right: list[list[Exact]]) -> tuple[list[list[str]], list[list[str]]]:
    """The entries of two matrices as text, with enough decimals that the texts differ where the matrices do."""
    for places in DIGITS:
        texts = _texts(left, places), _texts(right, places)
        if texts[0] != texts[1]:
            break
    return texts


def _texts(table: list[list[Exact]], places: int) -> list[list[str]]:
    return [[entry.decimals(places) if isinstance(entry, Real) else str(entry) for entry in row] for row in table]
