"""What lasts from one instance to the next at the same shape: symbols with their indeterminates, and short products."""

from __future__ import annotations

from collections.abc import Mapping

from symproof.concrete.evaluate import Known, KnownKey
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
        self._kept: set[KnownKey] = set()
        self.uses = 0

    def trim(self, tables: Tables) -> None:
        """Forgets long matrices, and those with letters that the next instance makes anew."""
        for key in [key for key in self.known if key not in self._kept]:
            if tables.is_polynomial(key[1]) and _length(self.known[key].result) <= LONGEST:
                self._kept.add(key)
            else:
                del self.known[key]


def _length(matrix: Matrix) -> int:
    return sum(len(entry) for row in matrix.entries for entry in row)


class Workspaces:
    """By the values of the names that most steps share: what depends on others is made again when it is
    met with other values."""

    def __init__(self, shared: frozenset[str] = frozenset()) -> None:
        self.shared = shared
        self.generators = FIRST_GENERATORS
        self._made: dict[frozenset[tuple[Key, int]], Workspace] = {}

    def at(self, values: Mapping[Key, int], limit: int) -> Workspace:
        """The workspace of a shape, ready for a new instance."""
        key = self._key(values)
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = Workspace(self.generators, limit)
        found.uses += 1
        found.ring.limit = limit
        found.ring.restart()
        return found

    def enlarge(self, values: Mapping[Key, int], wanted: int) -> None:
        """A ring that is too small is given up with everything in it; the next is larger if this one was new."""
        if self._made.pop(self._key(values)).uses == 1:
            self.generators = max(self.generators, wanted + wanted // 2)

    def _key(self, values: Mapping[Key, int]) -> frozenset[tuple[Key, int]]:
        shared = self.shared
        return frozenset(
            item for item in values.items() if (item[0] if isinstance(item[0], str) else item[0][0]) in shared
        )
