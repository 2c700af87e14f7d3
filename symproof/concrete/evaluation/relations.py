"""Linear relations between sizes, once the parameters are known."""

from __future__ import annotations

from collections.abc import Mapping

from symproof.concrete.evaluation.place import Key
from symproof.language.records import dataclass


@dataclass(frozen=True, slots=True)
class Relation:
    """``value relation 0`` at concrete atoms: ``sum(coefficient * atom) + constant`` compared with zero."""

    relation: str
    constant: int
    coefficients: Mapping[Key, int]

    def holds(self, values: Mapping[Key, int]) -> bool:
        """Whether the relation between sizes holds at these values."""
        total = self.constant
        for key, coefficient in self.coefficients.items():
            total += coefficient * values[key]
        return compare(self.relation, total, 0)

    def without(self, key: Key, values: Mapping[Key, int]) -> tuple[int, int]:
        """The coefficient of a size, and the total of all else at these values."""
        rest = self.constant
        for other, coefficient in self.coefficients.items():
            if other != key:
                rest += coefficient * values[other]
        return self.coefficients.get(key, 0), rest


def compare(relation: str, left: int, right: int) -> bool:
    """``left relation right``."""
    if relation == "=":
        return left == right
    if relation == "!=":
        return left != right
    return left < right if relation == "<" else left <= right
