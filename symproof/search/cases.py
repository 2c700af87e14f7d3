"""Where a claim could be split into cases: boundaries that its indices may lie on either side of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from symproof.language.affine import Affine, FamilyName, declared_name, integer, shift, subtract
from symproof.language.formulas import Formula
from symproof.language.terms import Chain, Gradient, Symbol
from symproof.search.algebra.nodes import nodes
from symproof.search.ranges import SearchingContext

MAX_BOUNDARIES = 6


def boundaries(claim: Formula, premises: dict[str, Formula], context: SearchingContext) -> list[Affine]:
    """Expressions e such that neither e >= 0 nor e <= -1 is known, and the terms depend on which.

    From pieces of definitions: is the index above the piece's end? From gradients by a member M_i: is l >= i, l > i?
    """
    found: dict[Affine, None] = {}
    looking = context.fresh()
    for candidate in _candidates(claim, looking):
        value = looking.canonical(candidate)
        if not looking.holds(value) and not looking.holds(subtract(integer(-1), value)):
            found[value] = None
    return list(found)[:MAX_BOUNDARIES]


def _candidates(claim: Formula, context: SearchingContext) -> Iterator[Affine]:
    inside = list(nodes(claim))
    for node in inside:
        for family, index in _ends(node):
            declared = context.symbols.get(declared_name(family))
            for piece in declared.pieces if declared is not None else ():
                if piece.low is not None and piece.high is not None:
                    yield subtract(index, piece.low)
                    yield subtract(index, shift(piece.high, 1))
    variables = [node.variable for node in inside if isinstance(node, Gradient)]
    for variable in variables:
        for node in inside:
            for family, index in _ends(node):
                if family == variable.name and variable.index is not None and index != variable.index:
                    yield subtract(index, variable.index)
                    yield subtract(index, shift(variable.index, 1))


def _ends(node: Any) -> list[tuple[FamilyName, Affine]]:
    if isinstance(node, Symbol) and node.index is not None:
        return [(node.name, node.index)]
    if isinstance(node, Chain):
        return [(node.family, node.high), (node.family, node.low)]
    return []
