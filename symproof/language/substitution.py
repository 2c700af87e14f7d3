"""Replacing an index in terms and formulas, and the integer names that occur free: one walk over the fields."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from symproof.language.affine import Affine, at_index, atoms
from symproof.language.refusal import Refusal
from symproof.language.terms import ForAllIndex, IndexSum, Range, SymbolDeclaration

Node = TypeVar("Node")
BINDERS = (ForAllIndex, IndexSum, Range)


def substituted(node: Node, index: str, at: Affine) -> Node:
    """The term or formula with ``index`` replaced by ``at``; refuses capture by a binder (SP303)."""
    return _substituted(node, index, at)  # type: ignore[no-any-return]


def _substituted(node: Any, index: str, at: Affine) -> Any:
    if isinstance(node, Affine):
        return at_index(node, index, at)
    if isinstance(node, tuple):
        return tuple([_substituted(item, index, at) for item in node])
    if not dataclasses.is_dataclass(node):
        return node
    if isinstance(node, BINDERS) and (node.index == index or node.index in atoms(at)):
        raise Refusal("SP303", f"index {node.index} is bound twice")
    values: list[Any] = [getattr(node, field.name) for field in dataclasses.fields(node)]
    make: Any = type(node)
    return make(*[_substituted(value, index, at) for value in values])


def free_integers(node: Any) -> set[str]:
    """Names of integers, sizes and size families that occur outside the binders of their own; a binder binds its name
    in its body, not in its own bounds."""
    if isinstance(node, Affine):
        return atoms(node)
    if isinstance(node, tuple):
        return {name for item in node for name in free_integers(item)}
    if not dataclasses.is_dataclass(node):
        return set()
    parts = {field.name: free_integers(getattr(node, field.name)) for field in dataclasses.fields(node)}
    if isinstance(node, BINDERS):
        return parts.pop("low") | parts.pop("high") | (set().union(*parts.values()) - {node.index})
    if isinstance(node, SymbolDeclaration) and node.range is not None:
        return parts.pop("range") | (set().union(*parts.values()) - {node.range.index})
    return set().union(*parts.values())


def reached(node: Any, symbols: Mapping[str, SymbolDeclaration]) -> set[str]:
    """The declared symbols that occur, also in the definitions that the node unfolds to."""
    found: set[str] = set()
    pending = set(names(node)) & symbols.keys()
    while pending:
        found |= pending
        bodies = tuple(piece.body for name in pending for piece in symbols[name].pieces)
        pending = (set(names(bodies)) & symbols.keys()) - found
    return found


def names(node: Any) -> Iterator[str]:
    """The names of symbols, families and functions that occur."""
    if isinstance(node, tuple) and not isinstance(node, Affine):
        for item in node:
            yield from names(item)
    elif dataclasses.is_dataclass(node):
        for field in dataclasses.fields(node):
            value = getattr(node, field.name)
            if field.name in ("name", "family", "function") and isinstance(value, str):
                yield value
            else:
                yield from names(value)
