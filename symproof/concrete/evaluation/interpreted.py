"""Declared functions f: R^{m x n} -> R that stand for a given one: zero, affine, or affine plus a multiple of norm2.

The coefficients are symbols of their own, so that the search for models and counterexamples finds them as it finds
matrices: f(X) = f.constant + tr(f.linear.T*X) + f.square*norm2(X).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from symproof.concrete.exact.matrices import Matrix, add, of_scalar, scale, trace, transpose

if TYPE_CHECKING:
    from flint import fmpq

    from symproof.concrete.exact.rings import Ring


CONSTANT, LINEAR, SQUARE = "constant", "linear", "square"
SymbolKey: TypeAlias = tuple[str, int | None]


class Kind(StrEnum):
    """What a function stands for."""

    ZERO = "0"
    AFFINE = "affine"
    QUADRATIC = "quadratic"


def value(ring: Ring, name: str, kind: Kind, argument: Matrix) -> Matrix:
    """f(P)."""
    total = of_scalar(ring.zero)
    if kind is Kind.ZERO:
        return total
    total = add(_constant(ring, name), _inner(ring, _linear(ring, name, argument), argument))
    if kind is Kind.QUADRATIC:
        total = add(total, ring.product(_square(ring, name), _inner(ring, argument, argument)))
    return total


def slope(ring: Ring, name: str, kind: Kind, argument: Matrix) -> Matrix:
    """f'(P)."""
    if kind is Kind.ZERO:
        return argument.map(lambda entry: ring.zero)
    result = _linear(ring, name, argument)
    if kind is Kind.QUADRATIC:
        twice = ring.number(Fraction(2)) * _square(ring, name).entries[0][0]
        result = add(result, scale(twice, argument))
    return result


def definition(name: str, values: Mapping[SymbolKey, Matrix]) -> str:
    """The definition with its numbers, in the language of statements, ``f.linear`` being the name of a matrix among the
    values: ``f(X) = 2 + tr(f.linear.T*X) - 1/2*norm2(X)``."""
    linear = values.get((_named(name, LINEAR), None))
    parts = [] if linear is None or linear.is_zero else [f"+ tr({_named(name, LINEAR)}.T*X)"]
    constant, square = (_number(values, _named(name, part)) for part in (CONSTANT, SQUARE))
    if square:
        times = "" if abs(square) == 1 else f"{abs(square)}*"
        parts.append(f"{'-' if square < 0 else '+'} {times}norm2(X)")
    if constant or not parts:
        parts.insert(0, _signed(constant))
    text = " ".join(parts).removeprefix("+ ")
    return f"{name}(X) = {'-' + text[2:] if text.startswith('- ') else text}"


def is_in_definition(key: SymbolKey, value: Matrix, functions: Collection[str]) -> bool:
    """Whether the value is a number that the definition of a function shows, or a matrix that it does not mention."""
    parts = (CONSTANT, SQUARE, LINEAR) if value.is_zero else (CONSTANT, SQUARE)
    return any(key[0] == _named(name, part) for name in functions for part in parts)


def _number(values: Mapping[SymbolKey, Matrix], name: str) -> fmpq | int:
    found = values.get((name, None))
    return 0 if found is None else found.entries[0][0]


def _signed(value: fmpq | int) -> str:
    return f"- {-value}" if value < 0 else f"+ {value}"


def _named(name: str, part: str) -> str:
    return f"{name}.{part}"


def _constant(ring: Ring, name: str) -> Matrix:
    return ring.symbol(_named(name, CONSTANT), None, 1, 1)


def _linear(ring: Ring, name: str, like: Matrix) -> Matrix:
    return ring.symbol(_named(name, LINEAR), None, like.rows, like.columns)


def _square(ring: Ring, name: str) -> Matrix:
    return ring.symbol(_named(name, SQUARE), None, 1, 1)


def _inner(ring: Ring, left: Matrix, right: Matrix) -> Matrix:
    return trace(ring.product(transpose(left), right))
