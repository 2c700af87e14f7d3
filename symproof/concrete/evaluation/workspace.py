"""What lasts from one instance to the next at the same shape: symbols with their indeterminates, and short products."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

from symproof.concrete.evaluation.evaluate import Known
from symproof.concrete.evaluation.place import Key
from symproof.concrete.exact import polynomials, short

if TYPE_CHECKING:
    from symproof.concrete.exact.polynomials import Polynomials
    from symproof.concrete.exact.short import ShortPolynomials

FIRST_GENERATORS = 64
ShapeKey: TypeAlias = frozenset[tuple[Key, int]]


class Workspace:
    """A ring of polynomials, and the members, chains and premises known in it."""

    def __init__(self, ring: Polynomials | ShortPolynomials) -> None:
        self.ring = ring
        self.known = Known()
        self.uses = 0


class Workspaces:
    """By the values of the names that most steps share: what depends on others is made again when it is met with other
    values. ``at_once``: polynomials are short, or NotAtOnceError is raised."""

    def __init__(self, shared: frozenset[str] = frozenset(), *, at_once: bool = False) -> None:
        self.shared = shared
        self.at_once = at_once
        self.generators = FIRST_GENERATORS
        self._made: dict[ShapeKey, Workspace] = {}

    def at(self, shape: ShapeKey, limit: int) -> Workspace:
        """The workspace of a shape, ready for a new instance."""
        found = self._made.get(shape)
        if found is None:
            found = self._made[shape] = Workspace(self._ring(limit))
        found.uses += 1
        found.ring.limit = limit
        return found

    def _ring(self, limit: int) -> Polynomials | ShortPolynomials:
        if self.at_once:
            return short.ShortPolynomials(limit)
        return polynomials.Polynomials(self.generators, limit, lasting=True)

    def enlarge(self, shape: ShapeKey, wanted: int) -> None:
        """A ring that is too small is given up with everything in it; the next is larger if this one was new."""
        if self._made.pop(shape).uses == 1:
            self.generators = max(self.generators, wanted + wanted // 2)

    def key(self, values: Mapping[Key, int]) -> ShapeKey:
        """The part of a shape that tells workspaces apart."""
        shared = self.shared
        return frozenset(
            item for item in values.items() if (item[0] if isinstance(item[0], str) else item[0][0]) in shared
        )
