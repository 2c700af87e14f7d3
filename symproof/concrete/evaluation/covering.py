"""A few shapes of a sweep that show each two sizes with each pair of values which the sweep gives them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations_with_replacement

from symproof.concrete.evaluation.place import Key
from symproof.concrete.evaluation.shapes import Sweep, key_of, shapes
from symproof.language.declarations import Declarations
from symproof.language.formulas import Named

ALL = 36  # shapes: so few are all taken, as those of three sizes up to 3 are
SMALLEST = 12  # shapes that are taken in any case
KEPT = 256  # selections that are remembered

_known: dict[object, tuple[int, tuple[dict[Key, int], ...]]] = {}  # with the number of shapes of which they are some


def selected(declarations: Declarations, facts: Sequence[Named], sweep: Sweep) -> tuple[int, list[dict[Key, int]]]:
    """How many shapes there are within the sweep, and the selection of them; steps and proofs with the same sizes and
    facts share it, so that these shapes are not enumerated again."""
    key = key_of(declarations, facts, sweep)
    if key not in _known:
        every = shapes(declarations, facts, sweep)
        if len(_known) >= KEPT:
            del _known[next(iter(_known))]
        _known[key] = len(every), tuple(map(dict, covering(every)))
    count, selection = _known[key]
    return count, list(map(dict, selection))


def covering(shapes: Sequence[dict[Key, int]]) -> list[dict[Key, int]]:
    """All shapes where there are few. Of many, which are given from the smallest up, the smallest ones and a selection
    of the others, in the same order: for every shape and any two of its sizes, some selected shape has both values.

    >>> covering([{"m": 1}, {"m": 2}])
    [{'m': 1}, {'m': 2}]
    """
    if len(shapes) <= ALL:
        return list(shapes)
    pairs = _Pairs(shapes)
    for place in range(SMALLEST):
        pairs.take(place)
    chosen = set(range(SMALLEST))
    while (next_one := pairs.richest()) is not None:
        pairs.take(next_one)
        chosen.add(next_one)
    return [shapes[place] for place in sorted(chosen)]


class _Pairs:
    """The pairs of sizes with their values that no shape shows which was taken. ``has`` says for each size with a value
    which shapes have it, ``open`` whether a pair of these is wanted; ``counts`` how many such pairs each shape has."""

    def __init__(self, shapes: Sequence[Mapping[Key, int]]) -> None:
        import numpy

        numbers: dict[tuple[Key, int], int] = {}
        self.items = [[numbers.setdefault(item, len(numbers)) for item in shape.items()] for shape in shapes]
        self.has = numpy.zeros((len(numbers), len(shapes)), dtype=bool)
        for place, items in enumerate(self.items):
            self.has[items, place] = True
        self.open = numpy.array([(row & self.has).any(axis=1) for row in self.has])
        self.counts = numpy.zeros(len(shapes), dtype=numpy.int64)
        for one, other in zip(*numpy.triu(self.open).nonzero(), strict=True):
            self.counts += self.has[one] & self.has[other]

    def richest(self) -> int | None:
        """The first of the shapes with the most pairs that are wanted; None where no shape has any."""
        place = int(self.counts.argmax())
        return place if self.counts[place] else None

    def take(self, place: int) -> None:
        """The pairs of this shape are wanted no more."""
        for one, other in combinations_with_replacement(sorted(self.items[place]), 2):
            if self.open[one, other]:
                self.open[one, other] = False
                self.counts -= self.has[one] & self.has[other]
