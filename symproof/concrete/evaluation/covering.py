"""A few shapes of a sweep that show each two sizes with each pair of values which the sweep gives them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import heapify, heappop, heapreplace

from symproof.concrete.evaluation.place import Key

ALL = 36  # shapes: so few are all taken, as those of three sizes up to 3 are
SMALLEST = 12  # shapes that are taken in any case


def covering(shapes: Sequence[dict[Key, int]]) -> list[dict[Key, int]]:
    """All shapes where there are few. Of many, which are given from the smallest up, the smallest ones and a selection
    of the others, in the same order: for every shape and any two of its sizes, some selected shape has both values.

    >>> covering([{"m": 1}, {"m": 2}])
    [{'m': 1}, {'m': 2}]
    """
    if len(shapes) <= ALL:
        return list(shapes)
    masks = _masks(shapes)
    chosen, covered = set(range(SMALLEST)), 0
    for mask in masks[:SMALLEST]:
        covered |= mask
    waiting = [(-_new(mask, covered), place) for place, mask in enumerate(masks) if place >= SMALLEST]
    heapify(waiting)
    while waiting and waiting[0][0]:
        place = waiting[0][1]
        count = -_new(masks[place], covered)
        if count > waiting[0][0]:  # less than was counted before other shapes were taken
            heapreplace(waiting, (count, place))
            continue
        heappop(waiting)
        chosen.add(place)
        covered |= masks[place]
    return [shapes[place] for place in sorted(chosen)]


def _masks(shapes: Sequence[Mapping[Key, int]]) -> list[int]:
    """For each shape the set of its pairs of sizes with their values, as the bits of an integer: a row of bits for each
    size with its value, which says what comes with it among those that were met later, and itself."""
    numbers: dict[tuple[Key, int], int] = {}
    for shape in shapes:
        for item in shape.items():
            numbers.setdefault(item, len(numbers))
    count, found = len(numbers), []
    for shape in shapes:
        places = [numbers[item] for item in shape.items()]
        row = sum([1 << place for place in places])
        found.append(sum([row >> place << place * (count + 1) for place in places]))
    return found


def _new(mask: int, covered: int) -> int:
    return (mask & ~covered).bit_count()
