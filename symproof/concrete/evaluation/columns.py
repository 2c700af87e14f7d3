"""Many shapes at once: a column of numbers for each size, a row for each shape.

These are the shapes that a search for one after the other finds, in the same order. All numbers are integers below
``LARGEST``, so that no sum of them is rounded or wraps around.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod
from typing import TYPE_CHECKING, Any

from symproof.concrete.evaluation.place import Key
from symproof.concrete.evaluation.relations import Relation
from symproof.language.records import dataclass

if TYPE_CHECKING:
    import numpy

FEW = 500  # shapes: so few are found sooner one after the other
MANY = 2_000_000  # rows of a table
LARGEST = 1 << 24  # of sizes and of coefficients


class NotInColumnsError(Exception):
    """The table would be too long, or its numbers too large."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What each size can be: the ``order`` in which they get their values, the ``choices`` of each, which of them were
    ``given``, and the relations that are ``due`` with each, those of the first at place 1. From place ``free`` on a
    size takes the value of one before it (None: nowhere)."""

    order: Sequence[Key]
    choices: Mapping[Key, Sequence[int]]
    given: frozenset[Key]
    due: Sequence[Sequence[Relation]]
    free: int | None

    def follows(self, place: int) -> bool:
        """Whether the size at this place takes the value of one before it."""
        return self.free is not None and place >= self.free and len(self.choices[self.order[place]]) > 1


def are_many(choices: Choices) -> bool:
    """Whether a table is worth its while."""
    return prod(1 if choices.follows(at) else len(choices.choices[key]) for at, key in enumerate(choices.order)) > FEW


def assigned(choices: Choices, values: Mapping[Key, int]) -> list[dict[Key, int]]:
    """The values with every choice for the sizes at which the relations hold. Raises NotInColumnsError."""
    table = _Table(choices, values)
    for place, key in enumerate(choices.order):
        table.add(place, key)
    names = [*values, *choices.choices]
    columns = [table.column(key).tolist() for key in names]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


class _Table:
    """The columns of the sizes that have their values; ``rows`` is how many there are of each."""

    def __init__(self, choices: Choices, values: Mapping[Key, int]) -> None:
        self.choices, self.values, self.rows = choices, values, 1
        self.columns: dict[Key, numpy.ndarray[Any, Any]] = {}

    def column(self, key: Key) -> numpy.ndarray[Any, Any]:
        """The values of a size in all rows."""
        import numpy

        known = self.columns.get(key)
        return numpy.full(self.rows, self.values[key], dtype=numpy.int64) if known is None else known

    def add(self, place: int, key: Key) -> None:
        """The rows with every choice for the size. An equation that determines it computes it."""
        due = [(item, item.coefficients.get(key, 0)) for item in self.choices.due[place + 1]]
        for relation, coefficient in due:
            if relation.relation == "=" and coefficient and key not in self.choices.given:
                self._compute(key, relation, coefficient)
                break
        else:
            self._expand(place, key)
        for relation, coefficient in due:
            self._keep(_compared(relation.relation, self._rest(relation, key) + coefficient * self.columns[key]))

    def _compute(self, key: Key, relation: Relation, coefficient: int) -> None:
        rest = -self._rest(relation, key)
        found = rest // coefficient
        is_size = (rest % coefficient == 0) & (found >= 1)
        self._keep(is_size)
        self.columns[key] = found[is_size]
        if self.rows and int(self.columns[key].max()) > LARGEST:
            raise NotInColumnsError

    def _expand(self, place: int, key: Key) -> None:
        import numpy

        choices = self.choices
        if choices.follows(place):
            before = choices.order[place % choices.free] if choices.free else None
            self.columns[key] = numpy.ones(self.rows, dtype=numpy.int64) if before is None else self.column(before)
            return
        possible = numpy.array(choices.choices[key], dtype=numpy.int64)
        if self.rows * len(possible) > MANY:
            raise NotInColumnsError
        self.columns = {name: numpy.repeat(column, len(possible)) for name, column in self.columns.items()}
        self.columns[key] = numpy.tile(possible, self.rows)
        self.rows *= len(possible)

    def _keep(self, chosen: numpy.ndarray[Any, Any]) -> None:
        self.columns = {name: column[chosen] for name, column in self.columns.items()}
        self.rows = int(chosen.sum())

    def _rest(self, relation: Relation, key: Key) -> numpy.ndarray[Any, Any]:
        """The total of a relation without the size, in all rows."""
        import numpy

        if any(abs(number) > LARGEST for number in (relation.constant, *relation.coefficients.values())):
            raise NotInColumnsError
        rest = numpy.full(self.rows, relation.constant, dtype=numpy.int64)
        for other, coefficient in relation.coefficients.items():
            if other != key:
                rest += coefficient * self.column(other)
        return rest


def _compared(relation: str, totals: numpy.ndarray[Any, Any]) -> Any:
    """Where ``total relation 0``."""
    if relation == "=":
        return totals == 0
    if relation == "!=":
        return totals != 0
    return totals < 0 if relation == "<" else totals <= 0
