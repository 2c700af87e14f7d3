"""Exact numbers, and jets: numbers that move, to first order, along independent directions.

A jet is ``value + sum(part * e_k)`` with e_k e_l = 0. The directions of one derivative have one level; value and parts
are numbers or jets of lower levels, so that a derivative of a derivative is a jet of jets. The coefficient of e_k in
g(X + e_k D) is the derivative of g along D, exactly, for every g made of sums, products and inverses.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, TypeAlias

from symproof.language.refusal import MAX_BITS


class UnevaluatedError(Exception):
    """A term without an exact value at this point, or without a meaning; the message says which and why."""


class Jet:
    """``value + sum(parts[k] * e_k)``; ``level`` tells the directions of nested derivatives apart."""

    __slots__ = ("level", "parts", "value")

    def __init__(self, value: Number, parts: Mapping[int, Number], level: int) -> None:
        self.value = value
        self.parts = parts
        self.level = level

    def __add__(self, other: Number) -> Number:
        if level_of(other) > self.level:
            return other + self
        if level_of(other) < self.level:
            return Jet(self.value + other, self.parts, self.level)
        parts = dict(self.parts)
        for key, part in other.parts.items():
            parts[key] = parts[key] + part if key in parts else part
        return Jet(self.value + other.value, parts, self.level)

    __radd__ = __add__

    def __mul__(self, other: Number) -> Number:
        if level_of(other) > self.level:
            return other * self
        if level_of(other) < self.level:
            return Jet(self.value * other, {key: part * other for key, part in self.parts.items()}, self.level)
        parts = {key: part * other.value for key, part in self.parts.items()}
        for key, part in other.parts.items():
            term = self.value * part
            parts[key] = parts[key] + term if key in parts else term
        return Jet(self.value * other.value, parts, self.level)

    __rmul__ = __mul__

    def __neg__(self) -> Jet:
        return Jet(-self.value, {key: -part for key, part in self.parts.items()}, self.level)

    def __sub__(self, other: Number) -> Number:
        return self + -other

    def __rsub__(self, other: Number) -> Number:
        return -self + other


class Unknown:
    """A number without an exact value here, such as log 2. Whatever is computed from it is unknown as well."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def _same(self, other: Number) -> Number:
        return NotImplemented if isinstance(other, Jet) else self  # a jet knows how it moves

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _same

    def __neg__(self) -> Unknown:
        return self


class Enclosed(ABC):
    """A number that need not be rational, known by bounds; see ``reals.py``."""

    __slots__ = ()

    @abstractmethod
    def reciprocal(self) -> Number:
        """1/x; refused where the number may be zero."""


Number: TypeAlias = (
    Any  # int | Fraction | Jet | Unknown | Enclosed: the operators of all of them, and no annotated base in common
)


def level_of(value: Number) -> int:
    """0 for a number that does not move."""
    return value.level if isinstance(value, Jet) else 0


def is_zero(value: Number) -> bool:
    """Whether the number is zero and does not move."""
    if isinstance(value, Jet):
        return is_zero(value.value) and all(map(is_zero, value.parts.values()))
    return not isinstance(value, Unknown) and not value


def at_rest(value: Number) -> int | Fraction:
    """The number without all its movements."""
    while isinstance(value, Jet):
        value = value.value
    if isinstance(value, Unknown):
        raise UnevaluatedError(f"{value.name} has no exact value")
    return value  # type: ignore[no-any-return]


def settled(value: Number) -> Number:
    """The number itself where it does not move, at its highest level and below: a jet without parts is its value."""
    while isinstance(value, Jet) and all(map(is_zero, value.parts.values())):
        value = value.value
    return value


def reciprocal(value: Number) -> Number:
    """1/x, and 0 for x = 0, as the Moore-Penrose inverse is; a zero that moves has no derivative there."""
    if isinstance(value, Jet):
        if not at_rest(value):
            if is_zero(value):
                return 0
            raise UnevaluatedError("the reciprocal of zero is not differentiable")
        found = reciprocal(value.value)
        return Jet(found, {key: -(found * found * part) for key, part in value.parts.items()}, value.level)
    number = at_rest(value)
    if isinstance(number, Enclosed):
        return number.reciprocal()
    if not isinstance(number, int | Fraction):
        raise UnevaluatedError("the inverse of a matrix that may be any matrix has no value")
    return whole(1 / Fraction(number)) if number else 0


def whole(value: Fraction) -> int | Fraction:
    """The same number, as an integer if it is one: integers are faster."""
    return value.numerator if value.denominator == 1 else value


def rational(value: Number) -> Fraction:
    """The number as a fraction; refused where it need not be rational."""
    if isinstance(value, Enclosed):
        raise UnevaluatedError("a number that need not be rational")
    return Fraction(value)


def lowest(value: Number) -> Number:
    """The same number in lowest terms, where it is rational."""
    return value if isinstance(value, Enclosed) else whole(Fraction(value))


def exact(text: str) -> int | Fraction:
    """The number that a report writes as ``"3"`` or ``"-1/2"``, in lowest terms and in no other way."""
    if len(text) <= MAX_BITS // 3:
        head, _, tail = text.partition("/")
        if _is_integer(head) and (not tail or (_is_integer(tail) and tail[0] != "-" and tail != "0")):
            found = Fraction(int(head), int(tail or "1"))
            if str(found) == text:
                return whole(found)
    shown = text if len(text) <= 20 else text[:17] + "..."
    raise UnevaluatedError(f"{shown!r} is not an exact number in lowest terms")


def _is_integer(text: str) -> bool:
    digits = text.removeprefix("-")
    return digits.isascii() and digits.isdecimal()


def bits(value: Number) -> int:
    """How long the number is, all its parts included."""
    if isinstance(value, Jet):
        return max([bits(value.value), *map(bits, value.parts.values())])
    if isinstance(value, Unknown | Enclosed):
        return 1
    return int(max(value.numerator.bit_length(), value.denominator.bit_length()))
