"""Sizes and indices: the values of integer expressions, and whether relations between them are true."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from typing import TypeAlias

from symproof.language.affine import Affine, FamilyName, IntegerAtom, SizeAt, affine_text
from symproof.language.declarations import Range
from symproof.language.formulas import ForAllIndex, Formula, IntegerRelation, Named
from symproof.language.parts import relations
from symproof.language.records import dataclass
from symproof.recheck.evaluation.numbers import UnevaluatedError

Key: TypeAlias = "str | tuple[str, int]"  # n, or the member d_2 of a family of sizes
LONGEST_RANGE = 10_000  # of a schema that is gone through


def key_text(key: Key) -> str:
    """``k`` or ``d_2``: the name under which a size stands in a report."""
    return key if isinstance(key, str) else f"{key[0]}_{key[1]}"


def led_name(family: str, lead: int) -> str:
    """The internal name of the family M_l for one value of l. A declaration cannot have such a name."""
    return f"{family}[{lead}]"


@dataclass(frozen=True, slots=True)
class Place:
    """Values of parameters, sizes and members of families of sizes; ``local`` ones, of bound indices, hide them.

    ``listed`` are the sizes that a report gives (None: all of them). Others have a value too, which only the tests of
    ranges may read: everything else has to be listed.
    """

    values: Mapping[Key, int]
    local: Mapping[str, int] = field(default_factory=dict)
    listed: frozenset[Key] | None = None

    def integer(self, value: Affine) -> int:
        """The value of an integer expression here."""
        return value.constant + sum(coefficient * self._atom(atom) for atom, coefficient in value.terms)

    def _atom(self, atom: IntegerAtom) -> int:
        if isinstance(atom, str):
            found = self.local.get(atom)
            return self._read(atom) if found is None else found
        if isinstance(atom, SizeAt):
            return self._read((self.family(atom.family), self.integer(atom.index)))
        result = 1
        for part in atom.product_of:
            result *= self._atom(part)
        return result

    def family(self, family: FamilyName) -> str:
        """The name of a family here: ``M[2]`` for M_l where l = 2."""
        return family if isinstance(family, str) else led_name(family.family, self.integer(family.lead))

    def _read(self, key: Key) -> int:
        if key not in self.values or (self.listed is not None and key not in self.listed):
            raise MissingError(key)
        return self.values[key]

    def with_all_sizes(self) -> Place:
        """The same place; every size counts as listed."""
        return replace(self, listed=None)

    def at(self, index: str, value: int) -> Place:
        """The same place with one more index bound to a value."""
        return replace(self, local={**self.local, index: value})

    def only(self, local: Mapping[str, int]) -> Place:
        """The same sizes, and no other bound indices than these."""
        return replace(self, local=local)

    def span(self, low: Affine, high: Affine) -> range:
        """The indices from low to high; a range that is too long is refused."""
        first, last = self.integer(low), self.integer(high)
        if last - first >= LONGEST_RANGE:
            raise UnevaluatedError(f"a range of {last - first + 1} indices is too long to go through")
        return range(first, last + 1)

    def require_in(self, bounds: Range, first: int, last: int, name: str) -> None:
        """Refuses members outside the declared range of a family."""
        allowed = self.with_all_sizes().span(bounds.low, bounds.high)
        if first < allowed.start or last >= allowed.stop:
            raise UnevaluatedError(f"{name} has no members {first}..{last}: it has {allowed.start}..{allowed.stop - 1}")


class MissingError(UnevaluatedError):
    """A size or parameter without a value here."""

    def __init__(self, key: Key) -> None:
        super().__init__(f"no value is given for {key_text(key)}")
        self.key = key


def compare(relation: str, left: int, right: int) -> bool:
    """Whether a relation holds between two integers."""
    if relation == "=":
        return left == right
    if relation == "!=":
        return left != right
    return left < right if relation == "<" else left <= right


# ------------------------------------------------------------------------------------------------ facts


def ground(formula: Formula, place: Place) -> Iterator[tuple[IntegerRelation, Place]]:
    """The relations between integers that a fact means, each with the values of its indices."""
    for part in relations(formula):
        if isinstance(part, ForAllIndex):
            for value in place.span(part.low, part.high):
                yield from ground(part.body, place.at(part.index, value))
        elif isinstance(part, IntegerRelation):
            yield part, place


def violated(facts: tuple[Named, ...], place: Place) -> str | None:
    """The first fact that is false at these sizes, as text; None if all of them hold."""
    for fact in facts:
        for relation, inner in ground(fact.formula, place):
            if not compare(relation.relation, inner.integer(relation.left), inner.integer(relation.right)):
                left, right = affine_text(relation.left), affine_text(relation.right)
                return f"{fact.id}: {left} {relation.relation} {right}"
    return None
