"""Immutable terms: the language of claims, premises and certificates.

Real matrices. A scalar is a term of size 1 x 1 with both sizes literally 1; ``Product`` is the matrix product, or a
scaling where a factor is a scalar. Nothing here simplifies or checks: sizes, ranges and meaning are the business of
``normal.py`` and ``replay.py``. The JSON form of these types is ``codec.py``.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TypeAlias

from symproof.language.affine import Affine, FamilyName
from symproof.language.records import dataclass

# ------------------------------------------------------------------------------------------------ terms


@dataclass(frozen=True, slots=True)
class Symbol:
    """A declared symbol ``X``, or the member ``M_i`` or ``M_{l,i}`` of a declared family (``index`` given)."""

    name: FamilyName
    index: Affine | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """``M_high M_{high-1} ... M_low``: the identity of size rows(M_high) = d_high when high = low - 1."""

    family: FamilyName
    high: Affine
    low: Affine


@dataclass(frozen=True, slots=True)
class Basis:
    """The basis column ``e_index`` of R^size, 1 <= index <= size."""

    index: Affine
    size: Affine


@dataclass(frozen=True, slots=True)
class Identity:
    size: Affine


@dataclass(frozen=True, slots=True)
class Zero:
    rows: Affine
    columns: Affine


@dataclass(frozen=True, slots=True)
class Number:
    """A rational scalar."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Integer:
    """An integer expression as a scalar: tr(I_n) = n."""

    value: Affine


@dataclass(frozen=True, slots=True)
class Sum:
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Product:
    """Matrix product from left to right; scalar factors scale."""

    factors: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Power:
    """``base ** exponent`` for a square base; the kernel unfolds literal exponents only."""

    base: Term
    exponent: Affine


@dataclass(frozen=True, slots=True)
class Transpose:
    argument: Term


@dataclass(frozen=True, slots=True)
class Inverse:
    """The inverse of a square term, the reciprocal of a scalar. Total: read as the Moore-Penrose inverse, so that
    only a premise ``Invertible`` gives E inv(E) = I."""

    argument: Term


@dataclass(frozen=True, slots=True)
class Trace:
    argument: Term


@dataclass(frozen=True, slots=True)
class Value:
    """``f(P)``: the scalar value of a declared function."""

    function: str
    argument: Term


@dataclass(frozen=True, slots=True)
class Slope:
    """``f'(P)``: the gradient of a declared differentiable function at P, of the size of P."""

    function: str
    argument: Term


@dataclass(frozen=True, slots=True)
class Gradient:
    """``d(argument)/d(variable)``: by a scalar variable, entrywise; the gradient of a scalar, laid out like the
    variable; with ``jacobian`` the Jacobian of a column by a column, (i, j) = d y_i / d x_j."""

    argument: Term
    variable: Symbol
    jacobian: bool = False


@dataclass(frozen=True, slots=True)
class Differential:
    """The directional derivative of ``argument``: each variable moves along its direction."""

    argument: Term
    directions: tuple[tuple[Symbol, Term], ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A function without rules of its own: det, adj, log, exp, sqrt, abs, diag, hadamard, ones, kron, vec, block...
    ``rows`` and ``columns`` are the size of the value."""

    name: str
    arguments: tuple[Term, ...]
    rows: Affine
    columns: Affine


@dataclass(frozen=True, slots=True)
class IndexSum:
    """``sum(body for index in low..high)``; the sum over an empty range is zero."""

    index: str
    low: Affine
    high: Affine
    body: Term


@dataclass(frozen=True, slots=True)
class Members:
    """The tuple ``(M_low, ..., M_high)``: only an argument of predicates."""

    family: FamilyName
    low: Affine
    high: Affine


Term: TypeAlias = (
    Symbol | Chain | Basis | Identity | Zero | Number | Integer | Sum | Product | Power | Transpose | Inverse
    | Trace | Value | Slope | Gradient | Differential | Call | IndexSum | Members
)  # fmt: skip
