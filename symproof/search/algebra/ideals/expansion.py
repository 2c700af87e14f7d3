"""The expansion of a straight-line trace: what was derived, in terms of the given equations alone."""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TypeAlias

from symproof.search.algebra.ideals.completion import Completion
from symproof.search.algebra.ideals.reduction import Record
from symproof.search.algebra.ideals.ring import Coefficient, ExhaustedError, Place, accumulate

Expanded: TypeAlias = dict[tuple[int, bool, Place], Coefficient]


def expand(completion: Completion, links: Record, cap: int) -> Expanded:
    """The links in terms of the given equations alone, newest node first; raises ExhaustedError above ``cap`` terms."""
    pending: dict[int, dict[tuple[bool, Place], Coefficient]] = {}
    nodes, compose = completion.nodes, completion.ring.compose
    heap: list[int] = []
    result: Expanded = {}
    count = 0

    def add(node: int, flipped: bool, place: Place, c: Coefficient) -> None:
        nonlocal count
        if nodes[node] is None:
            accumulate(result, (node, flipped, place), c)
            return
        here = pending.get(node)
        if here is None:
            here = pending[node] = {}
            heappush(heap, -node)
        here[flipped, place] = here.get((flipped, place), 0) + c
        count += 1

    for c, place, node, flipped in links:
        add(node, flipped, place, c)
    while heap:
        node = -heappop(heap)
        record = nodes[node] or []
        for (flipped, outer), c in pending.pop(node).items():
            if not c:
                continue
            for d, inner, parent, turned in record:
                for factor, place in compose(outer, flipped, inner, completion.sizes[node]):
                    add(parent, flipped != turned, place, c * d * factor)
        if len(result) > cap or count > 40 * cap:
            raise ExhaustedError("the certificate is too long to expand")
    return result
