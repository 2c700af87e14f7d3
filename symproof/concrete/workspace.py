"""What lasts from one instance to the next at the same shape: symbols with their indeterminates, and short products."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from symproof.concrete.evaluate import Known
from symproof.concrete.matrices import Matrix
from symproof.concrete.place import Key
from symproof.concrete.polynomials import Polynomials
from symproof.concrete.types import Tables

LONGEST = 128  # terms of a matrix that is kept: the memory of a sweep stays small
FIRST_GENERATORS = 64


class Workspace:
    """A ring of polynomials, and the members and chains known in it."""

    def __init__(self, count: int, limit: int) -> None:
        self.ring = Polynomials(count, limit, lasting=True)
        self.known: Known = {}
        self._kept: set[tuple[str, int | None, int | None]] = set()

    def trim(self, tables: Tables) -> None:
        """Forgets long matrices, and those with letters that the next instance makes anew."""
        for key in [key for key in self.known if key not in self._kept]:
            if tables.is_polynomial(key[0]) and _length(self.known[key].result) <= LONGEST:
                self._kept.add(key)
            else:
                del self.known[key]


def _length(matrix: Matrix) -> int:
    return sum(len(entry) for row in matrix.entries for entry in row)


ShapeKey: TypeAlias = tuple[object, frozenset[tuple[Key, int]]]


class Workspaces:
    """By scope and shape."""

    def __init__(self) -> None:
        self.generators = FIRST_GENERATORS
        self._made: dict[ShapeKey, Workspace] = {}

    def at(self, scope: object, values: Mapping[Key, int], limit: int) -> Workspace:
        """The workspace of a shape, ready for a new instance."""
        key = (scope, frozenset(values.items()))
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = Workspace(self.generators, limit)
        found.ring.limit = limit
        found.ring.restart()
        return found

    def enlarge(self, scope: object, values: Mapping[Key, int], wanted: int) -> None:
        """A ring that is too small is given up, with everything in it."""
        self.generators = max(self.generators, 2 * wanted)
        del self._made[scope, frozenset(values.items())]
