"""Arithmetic modulo a word-size prime, and the way back to the rationals.

What is found modulo the prime is only a guess: whoever lifts it compares with the exact equation afterwards.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Generic, TypeVar

from symproof.search.algebra.ideals.ring import Coefficient, exact

PRIME = 2**61 - 1
Residues = dict[int, int]
Column = TypeVar("Column", bound=Hashable)


@lru_cache(maxsize=4096)
def inverse(value: int) -> int:
    """The inverse of a residue modulo the prime."""
    return pow(value, -1, PRIME)


def residue(value: Coefficient) -> int:
    """The residue of a rational modulo the prime."""
    return value % PRIME if isinstance(value, int) else value.numerator * inverse(value.denominator) % PRIME


def lifted(value: int) -> Coefficient | None:
    """The fraction with numerator and denominator below 2^30 that has this residue (rational reconstruction)."""
    bound = 1 << 29
    r0, r1, s0, s1 = PRIME, value, 0, 1
    while r1 > bound:
        quotient = r0 // r1
        r0, r1, s0, s1 = r1, r0 - quotient * r1, s1, s0 - quotient * s1
    if not s1 or abs(s1) > bound:
        return None
    return exact(Fraction(r1, s1))


def add(target: dict[Column, int], row: Mapping[Column, int], factor: int) -> None:
    """``target + factor * row``, in place."""
    for key, c in row.items():
        total = (target.get(key, 0) + factor * c) % PRIME
        if total:
            target[key] = total
        else:
            target.pop(key, None)


class Span(Generic[Column]):
    """The span of sparse rows in echelon form: which combination of the rows, if any, is a given vector?"""

    def __init__(self) -> None:
        self._rows: list[Mapping[Column, Coefficient]] = []
        self._places: dict[Column, int] = {}
        self._pivots: dict[int, tuple[dict[int, int], Residues]] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, row: Mapping[Column, Coefficient]) -> bool:
        """Whether the row is new to the span."""
        vector, made = self._reduced(row, {len(self._rows): 1})
        self._rows.append(row)
        if not vector:
            return False
        lead = max(vector)
        factor = inverse(vector[lead])
        self._pivots[lead] = (
            {key: c * factor % PRIME for key, c in vector.items()},
            {key: c * factor % PRIME for key, c in made.items()},
        )
        return True

    def combination(self, goal: Mapping[Column, Coefficient]) -> dict[int, Coefficient] | None:
        """x with sum of x_i * row_i = goal, exactly; None if there is none, or none with small fractions."""
        rest, made = self._reduced(goal, {})
        if rest:
            return None
        result: dict[int, Coefficient] = {}
        for number, c in sorted(made.items()):
            value = lifted(-c % PRIME)
            if value is None:
                return None
            result[number] = value
        return result if self._sum(result) == goal else None

    def _sum(self, combination: Mapping[int, Coefficient]) -> dict[Column, Coefficient]:
        total: dict[Column, Coefficient] = {}
        for number, c in combination.items():
            for key, d in self._rows[number].items():
                total[key] = total.get(key, 0) + c * d
        return {key: c for key, c in total.items() if c}

    def _reduced(self, row: Mapping[Column, Coefficient], made: Residues) -> tuple[dict[int, int], Residues]:
        """The row modulo the pivots: columns that appeared last are eliminated first."""
        vector = {self._places.setdefault(key, len(self._places)): residue(c) for key, c in row.items() if c}
        while vector:
            lead = max(vector)
            pivot = self._pivots.get(lead)
            if pivot is None:
                break
            factor = -vector[lead]
            add(vector, pivot[0], factor)
            add(made, pivot[1], factor)
        return vector, made
