"""Declared functions f: R^{m x n} -> R that stand for a given one: zero, affine, or affine plus a multiple of norm2.

The coefficients are symbols of their own, so that the search for models and counterexamples finds them as it finds
matrices: f(X) = f.constant + tr(f.linear.T*X) + f.square*norm2(X).
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from symproof.concrete.exact.matrices import Matrix, add, of_scalar, scale, trace, transpose

if TYPE_CHECKING:
    from symproof.concrete.exact.rings import Ring


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


def text(name: str, kind: Kind) -> str:
    """The definition, in the language of statements."""
    if kind is Kind.ZERO:
        return f"{name}(X) = 0"
    square = f" + {name}.square*norm2(X)" if kind is Kind.QUADRATIC else ""
    return f"{name}(X) = {name}.constant + tr({name}.linear.T*X){square}"


def _constant(ring: Ring, name: str) -> Matrix:
    return ring.symbol(f"{name}.constant", None, 1, 1)


def _linear(ring: Ring, name: str, like: Matrix) -> Matrix:
    return ring.symbol(f"{name}.linear", None, like.rows, like.columns)


def _square(ring: Ring, name: str) -> Matrix:
    return ring.symbol(f"{name}.square", None, 1, 1)


def _inner(ring: Ring, left: Matrix, right: Matrix) -> Matrix:
    return trace(ring.product(transpose(left), right))
