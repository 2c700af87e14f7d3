"""Derived steps of certificates that need no combination: what they conclude holds as it stands."""

from __future__ import annotations

from dataclasses import dataclass

from symproof.language.affine import Affine, FamilyName
from symproof.language.terms import IndexSum, Term


@dataclass(frozen=True, slots=True)
class Split:
    """chain(high..low) = chain(high..at+1) chain(at..low); single members are then unfolded."""

    family: FamilyName
    high: Affine
    low: Affine
    at: Affine


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


@dataclass(frozen=True, slots=True)
class SplitSum:
    """The sum over low..high is the sum over low..at and that over at + 1..high."""

    argument: IndexSum
    at: Affine
