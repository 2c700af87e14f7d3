"""A family by recursion: the claims of which the rule consists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import sympy

from symproof.author.claims import Claim, both, for_all, implies
from symproof.author.expressions import Expression
from symproof.author.setting import Setting
from symproof.author.symbols import Family
from symproof.language.records import dataclass

Relation: TypeAlias = Callable[[Any, Expression, Expression], Claim]


@dataclass(frozen=True, slots=True)
class Plan:
    """X over low..high with X_low = ``start``, ``keeps`` of each member, ``relation`` of each and the next; downward,
    X_high is ``start``, and each member is found from the one after it."""

    setting: Setting
    name: str
    index: sympy.Symbol
    bounds: tuple[Any, Any]
    size: tuple[Any, Any]
    start: Expression
    keeps: Callable[[Expression], Claim]
    relation: Relation
    names: Sequence[str] = ()
    upward: bool = True

    @property
    def here(self) -> tuple[str, str, str]:
        """The names of the index, of the member there, and of the next one, inside a step."""
        index, member, following = (*self.names, "", "", "")[:3]
        return (
            index or f"{self.index.name}_here", member or f"{self.name}_here", following or f"{self.name}_next",
        )  # fmt: skip

    def size_at(self, at: object) -> tuple[Any, Any]:
        """Rows and columns of the member at an index."""
        rows, columns = (size.subs(self.index, at) if isinstance(size, sympy.Basic) else size for size in self.size)
        return rows, columns

    @property
    def low(self) -> Any:
        """The first index, as an expression."""
        return _expression(self.bounds[0])

    @property
    def high(self) -> Any:
        """The last index, as an expression."""
        return _expression(self.bounds[1])

    @property
    def begin(self) -> Any:
        """The index of the start."""
        return self.low if self.upward else self.high

    def known_at(self, at: Any) -> Any:
        """The index of the member from which the step at an index finds another one."""
        return at + 1 if not self.upward else at

    def following(self, at: Any, x: Expression) -> Claim:
        """There is a next member; downward, one before ``x``."""

        def body(y: Expression) -> Claim:
            pair = (x, y) if self.upward else (y, x)
            return both(self.relation(at, *pair), self.keeps(y))

        return self.setting.exists(self.here[2], *self.size_at(at + 1 if self.upward else at), body)

    def first(self) -> Claim:
        """There is a first member."""

        def body(x: Expression) -> Claim:
            return both(x == self.start, self.keeps(x))

        return self.setting.exists(self.here[1], *self.size_at(self.begin), body)

    def steps(self) -> Claim:
        """Each member has a next one."""

        def body(x: Expression) -> Claim:
            return implies(self.keeps(x), self.following(self.index, x))

        claim = self.setting.for_all_matrices(self.here[1], *self.size_at(self.known_at(self.index)), body)
        return for_all(self.index, self.low, self.high - 1, claim)

    def whole(self) -> Claim:
        """There is the family."""

        def body(found: Family) -> Claim:
            at, low, high = self.index, self.low, self.high
            kept = for_all(at, low, high, self.keeps(found[at]))
            related = for_all(at, low, high - 1, self.relation(at, found[at], found[at + 1]))
            return both(found[self.begin] == self.start, kept, related)

        return self.setting.exists_family(self.name, self.index, *self.bounds, *self.size, body)


def _expression(value: Any) -> Any:
    return sympy.Integer(value) if isinstance(value, int) else value
