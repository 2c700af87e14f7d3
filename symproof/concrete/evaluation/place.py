"""A place: concrete values of the integer parameters, sizes and size families, and of the bound indices.

Whatever is read is recorded, so that work can be shared between shapes that agree on everything a step reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Generic, TypeAlias, TypeVar

from symproof.concrete.failures import EvaluationError
from symproof.language.affine import Affine, FamilyName, IntegerAtom, SizeAt
from symproof.language.records import dataclass

Key: TypeAlias = str | tuple[str, int]
Result = TypeVar("Result")


def key_text(key: Key) -> str:
    """``k``, ``n``, or ``d_2`` for a member of a family."""
    return key if isinstance(key, str) else f"{key[0]}_{key[1]}"


def led_name(family: str, lead: int) -> str:
    """The internal name of the family M_l for one value of l. A declaration cannot have such a name."""
    return f"{family}[{lead}]"


class Place:
    """``values`` are read and recorded; ``local`` ones (the index of a definition or of a premise's schema) shadow
    them and are not recorded, since they were computed from what was. While ``quiet``, reads are recorded but do not
    count as mentioned."""

    __slots__ = ("local", "mentions", "quiet", "reads", "values", "varying")

    def __init__(self, values: Mapping[Key, int]) -> None:
        self.values: dict[Key, int] = dict(values)
        self.local: dict[str, int] = {}
        self.reads: dict[Key, int] = {}
        self.mentions: set[Key] = set()
        self.quiet = False
        self.varying: list[Key] = [*self.values]  # what may have other values at the same shape

    def integer(self, value: Affine) -> int:
        """The value of an integer expression."""
        total = value.constant
        for atom, coefficient in value.terms:
            if isinstance(atom, str):
                found = self.local.get(atom)
                total += coefficient * (self._read(atom) if found is None else found)
            else:
                total += coefficient * self._composite(atom)
        return total

    def quietly(self, value: Affine) -> int:
        """The value of an integer expression for the test of a range. The step does not mention it by that."""
        quiet, self.quiet = self.quiet, True
        try:
            return self.integer(value)
        finally:
            self.quiet = quiet

    def _composite(self, atom: IntegerAtom) -> int:
        if isinstance(atom, SizeAt):
            return self._read((self.family(atom.family), self.integer(atom.index)))
        if isinstance(atom, str):
            return self.integer(Affine(0, ((atom, 1),)))
        result = 1
        for factor in atom.product_of:
            result *= self._composite(factor)
        return result

    def family(self, family: FamilyName) -> str:
        """The name of a family here: ``M[2]`` for M_l where l = 2."""
        return family if isinstance(family, str) else led_name(family.family, self.integer(family.lead))

    def _read(self, key: Key) -> int:
        value = self.values.get(key)
        if value is None:
            raise EvaluationError("SP511", f"{key_text(key)} lies outside its range at these sizes")
        self.reads[key] = value
        if not self.quiet:
            self.mentions.add(key)
        return value

    @contextmanager
    def shadow(self, index: str, value: int) -> Iterator[None]:
        """The index of a definition, of a family or of a premise: hides an index of the same name."""
        before = self.local.get(index)
        self.local[index] = value
        try:
            yield
        finally:
            if before is None:
                del self.local[index]
            else:
                self.local[index] = before

    def inside(self, local: Mapping[str, int]) -> _Inside:
        """Inside a definition, a premise or a claim: no local index of the outside is visible, only these."""
        return _Inside(self, dict(local))

    @contextmanager
    def bind(self, index: str, value: int) -> Iterator[None]:
        """The index of the claim's own schema: read and recorded inside, forgotten outside."""
        before = self.values.get(index)
        self.values[index] = value
        self.varying.append(index)
        try:
            yield
        finally:
            self.varying.pop()
            self.reads.pop(index, None)
            self.mentions.discard(index)
            if before is None:
                del self.values[index]
            else:
                self.values[index] = before


class _Inside:
    """A context manager written out: it is entered some hundred thousand times in a sweep."""

    __slots__ = ("before", "local", "place")

    def __init__(self, place: Place, local: dict[str, int]) -> None:
        self.place = place
        self.local = local

    def __enter__(self) -> None:
        self.before, self.place.local = self.place.local, self.local

    def __exit__(self, *_: object) -> None:
        self.place.local = self.before


@dataclass(slots=True, eq=False)  # not frozen: made for every matrix of a sweep, and a frozen one costs twice as much
class Recorded(Generic[Result]):
    """A result with what was read for it; ``varying``: the part that may have other values at the same shape."""

    result: Result
    reads: dict[Key, int]
    mentions: frozenset[Key]
    varying: tuple[tuple[Key, int], ...]


def recorded(place: Place, compute: Callable[[], Result]) -> Recorded[Result]:
    """The result, and separately what computing it reads."""
    reads, mentions = place.reads, place.mentions
    place.reads, place.mentions = {}, set()
    try:
        result, found = compute(), place.reads
        varying = tuple([(key, found[key]) for key in place.varying if key in found])
        return Recorded(result, found, frozenset(place.mentions), varying)
    except EvaluationError:
        reads |= place.reads  # a failure, too, depends on what was read
        mentions |= place.mentions
        raise
    finally:
        place.reads, place.mentions = reads, mentions


def agrees(place: Place, item: Recorded[Result]) -> bool:
    """Whether everything that was read has the same value here."""
    if not item.varying:
        return True
    values = place.values
    return all(values.get(key) == value for key, value in item.varying)


def replayed(place: Place, item: Recorded[Result]) -> Result:
    """The result; what was read for it counts as read here."""
    place.reads.update(item.reads)
    if not place.quiet:
        place.mentions |= item.mentions
    return item.result


class _Node(Generic[Result]):
    """What is read next, and where each value leads; or the result once nothing more is read."""

    __slots__ = ("branches", "key", "result")

    def __init__(self) -> None:
        self.key: Key | None = None
        self.branches: dict[int, _Node[Result]] = {}
        self.result: Recorded[Result] | None = None


class Memo(Generic[Result]):
    """Results of a deterministic computation by what it read, in the order in which it read it."""

    def __init__(self) -> None:
        self._root: _Node[Result] = _Node()

    def recall(self, place: Place, compute: Callable[[], Result]) -> Result:
        """The result at this place, computed if no place that agrees on its reads has been here."""
        node: _Node[Result] | None = self._root
        while node is not None and node.key is not None and node.key in place.values:
            node = node.branches.get(place.values[node.key])
        if node is not None and node.result is not None:
            return replayed(place, node.result)
        item = recorded(place, compute)
        self._store(item)
        return replayed(place, item)

    def _store(self, item: Recorded[Result]) -> None:
        node = self._root
        for key, value in item.reads.items():
            if node.key not in (None, key):
                return  # read in another order: never guess
            node.key = key
            node = node.branches.setdefault(value, _Node())
        node.result = item
