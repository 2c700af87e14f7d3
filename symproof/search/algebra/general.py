"""A claim at one index as an instance of a more general one, which induction proves."""

from __future__ import annotations

from collections.abc import Iterator

from symproof.language.affine import Affine, parameter
from symproof.language.formulas import Equal, ForAllIndex
from symproof.language.refusal import Refusal
from symproof.language.substitution import substituted
from symproof.language.terms import Chain, Symbol
from symproof.search.algebra.nodes import nodes
from symproof.search.ranges import SearchingContext

INDICES = "ijlpqrst"  # names for the new index, the first that is free
MOST = 3


def generalizations(claim: Equal, context: SearchingContext) -> Iterator[tuple[ForAllIndex, Affine]]:
    """For all indices of a family instead of one name k: M_k = M_1 becomes M_i = M_1 for all i in the range of M, which
    is then used at i = k."""
    found: dict[tuple[str, Affine], None] = {}
    for node in nodes(claim):
        if isinstance(node, Symbol) and node.index is not None:
            found[node.name, node.index] = None
        elif isinstance(node, Chain):
            found[node.family, node.high] = None
    taken = {*context.integers, *context.symbols, *context.sizes, *context.functions}
    fresh = next((name for name in INDICES if name not in taken), None)
    names = [item for item in found if len(item[1].terms) == 1 and item[1].constant == 0]
    for family, index in names[:MOST]:
        bounds, ((name, by),) = context.symbols[family].range, index.terms
        if fresh is None or bounds is None or by != 1 or not isinstance(name, str) or name in context.sizes:
            continue
        body = with_index(claim, name, fresh)
        if body is not None:
            yield ForAllIndex(fresh, bounds.low, bounds.high, body), index


def with_index(claim: Equal, name: str, fresh: str) -> Equal | None:
    """The claim with the bound index for the name, if the name is bound nowhere in it."""
    try:
        return substituted(claim, name, parameter(fresh))
    except Refusal:
        return None
