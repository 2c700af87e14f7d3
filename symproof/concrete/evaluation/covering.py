"""A few shapes of a sweep that show each two sizes with each pair of values which the sweep gives them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import heapify, heappop, heapreplace

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
    masks = _masks(shapes)
    chosen, left = set(range(SMALLEST)), 0
    for mask in masks:
        left |= mask
    for mask in masks[:SMALLEST]:
        left &= ~mask
    waiting = [(-(mask & left).bit_count(), place) for place, mask in enumerate(masks) if place >= SMALLEST]
    heapify(waiting)
    while left:
        found, place = waiting[0]
        count = -(masks[place] & left).bit_count()
        if count > found:  # less than was counted before other shapes were taken
            heapreplace(waiting, (count, place))
            continue
        heappop(waiting)
        chosen.add(place)
        left &= ~masks[place]
    return [shapes[place] for place in sorted(chosen)]


def _masks(shapes: Sequence[Mapping[Key, int]]) -> list[int]:
    """For each shape the set of its pairs of sizes with their values, as the bits of an integer: a row of bits for each
    size with its value, which says what comes with it among those that were met later, and itself."""
    numbers: dict[tuple[Key, int], int] = {}
    for shape in shapes:
        for item in shape.items():
            numbers.setdefault(item, len(numbers))
    count = len(numbers)
    row = {item: 1 << place for item, place in numbers.items()}
    rows = {item: 1 << place * count for item, place in numbers.items()}
    later = sum([(1 << count) - (1 << place) << place * count for place in range(count)])
    # A product of two sums of different powers of 2 has a bit for each pair of them.
    return [
        sum([row[item] for item in items]) * sum([rows[item] for item in items]) & later
        for items in [shape.items() for shape in shapes]
    ]
