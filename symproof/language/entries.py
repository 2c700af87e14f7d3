"""Entries of combinations, and the derived equations that rest on nothing but entries: a part of certificates."""

from __future__ import annotations

from fractions import Fraction

from symproof.language.affine import Affine, FamilyName
from symproof.language.records import dataclass
from symproof.language.terms import Call, Term


@dataclass(frozen=True, slots=True)
class Entry:
    """One summand of a combination: ``factor * K[p.left - p.right]`` for the equation p = part ``part`` of premise
    ``premise`` at the indices ``at`` (one for each nested schema, outermost first).

    K[x] = left x right, transposed first if ``transposed``; tr(left x right) if ``trace``. A missing left or right
    is an identity, a missing factor is 1. The factor multiplies from the left; it is a matrix only where K is scalar.
    """

    premise: str
    part: int = 0
    at: tuple[Affine, ...] = ()
    transposed: bool = False
    left: Term | None = None
    right: Term | None = None
    trace: bool = False
    factor: Term | None = None


@dataclass(frozen=True, slots=True)
class Split:
    """chain(high..low) = chain(high..at+1) chain(at..low); single members are then unfolded."""

    family: FamilyName
    high: Affine
    low: Affine
    at: Affine


@dataclass(frozen=True, slots=True)
class Congruence:
    """From left = right: f(left) = f(right) as part 0 and f'(left) = f'(right) as part 1; or, where the function is
    ``inv``, inv(left) = inv(right)."""

    function: str
    left: Term
    right: Term
    by: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class CallCongruence:
    """Calls left and right of one function that have the same arguments, except that argument number ``place`` of left
    equals that of right: left = right."""

    left: Call
    right: Call
    place: int
    by: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Definite:
    """From X^T X + sum of c Y^T Y over ``others`` = 0, every c > 0, or with the trace of each: X = 0. Real matrices."""

    argument: Term
    trace: bool
    by: tuple[Entry, ...]
    others: tuple[tuple[Fraction, Term], ...] = ()


@dataclass(frozen=True, slots=True)
class TwoSided:
    """From left right = I with left and right square: right left = I."""

    left: Term
    right: Term
    by: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Witness:
    """From argument inverse = I with argument square: the argument is invertible."""

    argument: Term
    inverse: Term
    by: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Reciprocal:
    """(l - r) inv(l - r) = 1 for scalars l != r or l < r of conjunct ``part`` of a premise at the indices ``at``."""

    premise: str
    part: int = 0
    at: tuple[Affine, ...] = ()


@dataclass(frozen=True, slots=True)
class Penrose:
    """E inv(E) E = E for a square argument E: the inverse is read as the Moore-Penrose inverse."""

    argument: Term


@dataclass(frozen=True, slots=True)
class Partition:
    """The sum of S_i S_i^T is the identity, where S_i selects the rows of part i of a partition into parts of these
    ``sizes``."""

    sizes: tuple[Affine, ...]
