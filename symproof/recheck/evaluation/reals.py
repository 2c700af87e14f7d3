"""Numbers that need not be rational, such as exp(1), between rational bounds that are as narrow as a question asks for.

A comparison is answered where the bounds are apart. Numbers that the narrowest bounds do not tell apart are not said to
be equal: the question is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from fractions import Fraction
from typing import Any, NoReturn

from symproof.recheck.evaluation.enclosures import Bounds, exponential, logarithm, outward, root, times
from symproof.recheck.evaluation.numbers import Enclosed, Jet, UnevaluatedError, Unknown

PRECISIONS = (64, 128, 256, 512)  # bits, as many as it takes
DEPTH = 6  # of two computations that are compared
LARGEST = 100  # arguments of exp beyond this are refused
LONGEST = 10**300  # a number beyond this is not shown
MOST_DECIMALS = 120
Rule = Callable[..., Bounds]


class _TooWideError(UnevaluatedError):
    """These bounds are too far apart to go on with; narrower ones may do."""


class Real(Enclosed):
    """A number made by a rule from the bounds of others."""

    __slots__ = ("_bits", "_bounds", "parts", "rule")

    def __init__(self, rule: Rule, *parts: Any) -> None:
        self.rule = rule
        self.parts = parts
        self._bits = 0
        self._bounds: Bounds = Fraction(0), Fraction(0)

    def bounds(self, bits: int) -> Bounds:
        """Two rational numbers, with the number between them."""
        if self._bits != bits:
            self._bounds = self.rule(*(_bounds(part, bits) for part in self.parts), bits)
            self._bits = bits
        return self._bounds

    def _narrowing(self) -> Iterator[Bounds]:
        for bits in PRECISIONS:
            with suppress(_TooWideError):
                yield self.bounds(bits)

    def sign(self) -> int:
        """1 or -1; refused where the number may be zero."""
        for low, high in self._narrowing():
            if low > 0 or high < 0:
                return 1 if low > 0 else -1
        raise UnevaluatedError("two numbers that no precision tells apart are not compared")

    def decimals(self, places: int) -> str:
        """The number cut after so many decimals, ``2.718281...``; refused where the digits are not known."""
        if not -LONGEST < self < LONGEST:
            raise UnevaluatedError("a number that is too large to be shown")
        for bounds in self._narrowing():
            ends = [abs(end) * 10**places // 1 for end in bounds]
            if ends[0] == ends[1] and self.sign():
                before, after = divmod(ends[0], 10**places)
                return f"{'-' if self.sign() < 0 else ''}{before}.{after:0{places}d}..."
        raise UnevaluatedError("the decimals of a number are not known")

    def __add__(self, other: Any) -> Any:
        if _is_other(other):
            return NotImplemented
        return self if _is_zero(other) else Real(_sum, self, other)

    __radd__ = __add__

    def __neg__(self) -> Real:
        return Real(_negative, self)

    def __sub__(self, other: Any) -> Any:
        return 0 if _alike(self, other) else self + -other

    def __rsub__(self, other: Any) -> Any:
        return -self + other

    def __mul__(self, other: Any) -> Any:
        if _is_other(other):
            return NotImplemented
        return 0 if _is_zero(other) else Real(times, self, other)

    __rmul__ = __mul__

    def reciprocal(self) -> Real:
        """1/x, of a number with a known sign."""
        self.sign()
        return Real(_reciprocal, self)

    def __truediv__(self, other: Any) -> Any:
        return self * (other.reciprocal() if isinstance(other, Real) else 1 / Fraction(other))

    def __rtruediv__(self, other: Any) -> Any:
        return other * self.reciprocal()

    def __bool__(self) -> bool:
        return self.sign() != 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, int | Fraction | Real) and _sign(self - other) == 0

    def __lt__(self, other: Any) -> bool:
        return _sign(self - other) < 0

    def __gt__(self, other: Any) -> bool:
        return _sign(self - other) > 0

    def __le__(self, other: Any) -> bool:
        return _sign(self - other) <= 0

    def __ge__(self, other: Any) -> bool:
        return _sign(self - other) >= 0

    def __hash__(self) -> NoReturn:
        raise UnevaluatedError("a function is listed at rational arguments only")

    @property
    def numerator(self) -> NoReturn:
        """Refused: the number need not be rational."""
        raise UnevaluatedError("a number that need not be rational has no numerator")


def _is_other(value: Any) -> bool:
    """Whether the value has operators of its own; a polynomial is refused."""
    if isinstance(value, Jet | Unknown):
        return True
    if not isinstance(value, int | Fraction | Real):
        raise UnevaluatedError("a claim about all matrices with numbers that need not be rational is not decided")
    return False


def _alike(left: Any, right: Any, depth: int = DEPTH) -> bool:
    """Whether both numbers are computed by the same operations from equal numbers, so that they are equal."""
    if not (isinstance(left, Real) and isinstance(right, Real)):
        return not isinstance(left, Real) and not isinstance(right, Real) and bool(left == right)
    if left is right:
        return True
    if depth == 0 or left.rule is not right.rule or len(left.parts) != len(right.parts):
        return False
    return all(_alike(x, y, depth - 1) for x, y in zip(left.parts, right.parts, strict=True))


def _is_zero(value: Any) -> bool:
    """Whether this is the rational number zero."""
    return not isinstance(value, Real) and not value


def _sign(value: Any) -> int:
    return value.sign() if isinstance(value, Real) else int(value > 0) - int(value < 0)


def _bounds(value: Any, bits: int) -> Bounds:
    return value.bounds(bits) if isinstance(value, Real) else (Fraction(value), Fraction(value))


def _sum(left: Bounds, right: Bounds, bits: int) -> Bounds:
    return outward(left[0] + right[0], left[1] + right[1], bits)


def _negative(value: Bounds, bits: int) -> Bounds:
    return -value[1], -value[0]


def _exp(value: Bounds, bits: int) -> Bounds:
    return exponential(value[0], bits)[0], exponential(value[1], bits)[1]


def _log(value: Bounds, bits: int) -> Bounds:
    if value[0] <= 0:
        raise _TooWideError("the logarithm of a number that may not be positive")
    return logarithm(value[0], bits)[0], logarithm(value[1], bits)[1]


def _root(value: Bounds, bits: int) -> Bounds:
    return root(max(Fraction(0), value[0]), bits)[0], root(value[1], bits)[1]


def _reciprocal(value: Bounds, bits: int) -> Bounds:
    low, high = value
    if low <= 0 <= high:
        raise _TooWideError("a divisor that may be zero")
    return outward(1 / high, 1 / low, bits)


def decimals(value: Any, text: str) -> str:
    """The number as a report lists it: of what need not be rational as many decimals as the text has."""
    if not isinstance(value, Real):
        return str(value)
    return value.decimals(min(MOST_DECIMALS, len(text.removesuffix("...").partition(".")[2])))


def exp_of(value: Any) -> Any:
    """exp of a number that is not too large."""
    if not -LARGEST < value < LARGEST:
        return Unknown("an exponential")
    return Real(_exp, value)


def log_of(value: Any) -> Any:
    """The logarithm of a positive number."""
    return Real(_log, value) if value > 0 else Unknown("a logarithm")


def root_of(value: Any) -> Any:
    """The square root of a number that is not negative."""
    return Real(_root, value) if value >= 0 else Unknown("a square root")
