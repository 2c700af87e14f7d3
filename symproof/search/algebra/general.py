"""A claim at one index as an instance of a more general one, which induction proves; ranges without an index."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias, TypeVar

from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.context import Context
from symproof.language.affine import Affine, FamilyName, integer, parameter, subtract
from symproof.language.certificate import Empty
from symproof.language.declarations import RangeFact
from symproof.language.formulas import And, Compare, Equal, ForAllIndex, Invertible
from symproof.language.parts import relations
from symproof.language.refusal import Refusal
from symproof.language.substitution import substituted
from symproof.language.terms import Chain, IndexSum, Symbol
from symproof.search.algebra.nodes import nodes
from symproof.search.ranges import SearchingContext, names_taken

INDICES = "ijlpqrst"  # names for a new index, the first that is free
MOST = 3
Generalized: TypeAlias = Equal | Invertible | And | Compare
GeneralizedT = TypeVar("GeneralizedT", bound="Generalized")


def inside_of(schema: ForAllIndex, at: Affine, context: SearchingContext) -> tuple[RangeFact, ...] | None:
    """The range facts for low <= at <= high; None where the index is not known to be in the range."""
    watching = context.fresh()
    inside = watching.holds(subtract(at, schema.low)) and watching.holds(subtract(schema.high, at))
    return watching.facts if inside else None


def free_indices(context: Context, *inside: object) -> list[str]:
    """Names for an index that neither the context nor a sum in these terms and formulas has."""
    taken = names_taken(context) | {node.index for node in nodes(inside) if isinstance(node, IndexSum)}
    return [name for name in INDICES if name not in taken]


def fresh_index(context: Context, claim: object) -> str | None:
    """The first of these names."""
    return next(iter(free_indices(context, claim)), None)


def generalizations(claim: Equal, context: SearchingContext) -> Iterator[tuple[ForAllIndex, Affine]]:
    """For all indices of a family instead of one name k: M_k = M_1 becomes M_i = M_1 for all i in the range of M, which
    is then used at i = k."""
    found: dict[tuple[FamilyName, Affine], None] = {}
    for node in nodes(claim):
        if isinstance(node, Symbol) and node.index is not None:
            found[node.name, node.index] = None
        elif isinstance(node, Chain):
            found[node.family, node.high] = None
    fresh = fresh_index(context, claim)
    names = [item for item in found if len(item[1].terms) == 1 and item[1].constant == 0]
    for family, index in names[:MOST]:
        bounds, ((name, by),) = context.symbol(family).range, index.terms
        if fresh is None or bounds is None or by != 1 or not isinstance(name, str) or name in context.sizes:
            continue
        body = with_index(claim, name, fresh)
        if body is not None:
            yield ForAllIndex(fresh, bounds.low, bounds.high, body), index


def with_index(claim: GeneralizedT, name: str, fresh: str) -> GeneralizedT | None:
    """The claim with the bound index for the name, if the name is bound nowhere in it."""
    try:
        return substituted(claim, name, parameter(fresh))
    except Refusal:
        return None


def empty_range(claim: ForAllIndex, inside: SearchingContext) -> Empty | None:
    """That no index lies in the range of the schema, where this is known; the context is that inside."""
    watching, on = inside.fresh(), subtract(parameter(claim.index), claim.low)
    parts = list(relations(claim.body))
    if not (watching.holds(on) and watching.holds(subtract(integer(-1), on))):
        return None
    try:
        for part in parts:
            if isinstance(part, Equal | Compare):
                Normalizer(watching).difference(part.left, part.right)
    except Refusal:
        return None
    return Empty(on, watching.facts) if all(isinstance(part, Equal | Compare) for part in parts) else None
