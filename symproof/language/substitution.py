"""Replacing an index in terms and formulas, and the integer names that occur free: one walk over the fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from symproof.language.affine import Affine, affine_text, at_index, atoms
from symproof.language.declarations import FunctionDeclaration, Range, SymbolDeclaration
from symproof.language.formulas import ForAllIndex
from symproof.language.records import PLAIN, fields_of, inside, once, once_at, parts_of
from symproof.language.refusal import Refusal
from symproof.language.terms import Chain, IndexSum, Members, Symbol

Node = TypeVar("Node")
BINDERS = (ForAllIndex, IndexSum, Range)
NO_NODES = PLAIN | {Affine}


def substituted(node: Node, index: str, at: Affine) -> Node:
    """The term or formula with ``index`` replaced by ``at``; refuses capture by a binder (SP303)."""
    return _instance(node, index, at)  # type: ignore[no-any-return]


def _substituted(node: Any, index: str, at: Affine) -> Any:
    kind = type(node)
    if kind is Affine:
        return at_index(node, index, at) if node.terms else node
    if kind is tuple:
        return tuple([_substituted(item, index, at) for item in node])
    if kind in BINDERS and (node.index == index or node.index in atoms(at)):
        raise Refusal("SP303", f"index {node.index} is bound twice")
    parts = parts_of(node)
    return kind(*[part if type(part) in PLAIN else _substituted(part, index, at) for part in parts]) if parts else node


_instance = once_at(_substituted)  # binders are opened again and again, with the same names


def free_integers(node: Any) -> set[str]:
    """Names of integers, sizes and size families that occur outside the binders of their own; a binder binds its name
    in its body, not in its own bounds."""
    if isinstance(node, Affine):
        return atoms(node)
    if not isinstance(node, (*BINDERS, SymbolDeclaration)):
        return set().union(*[free_integers(part) for part in inside(node) if type(part) not in PLAIN])
    parts = {name: free_integers(getattr(node, name)) for name in fields_of(node)}
    if isinstance(node, BINDERS):
        return parts.pop("low") | parts.pop("high") | (set().union(*parts.values()) - {node.index})
    index, lead = (set() if bounds is None else {bounds.index} for bounds in (node.range, node.leading))
    leading, inner = parts.pop("leading"), parts.pop("range")
    return leading | ((inner | (set().union(*parts.values()) - index)) - lead)


def reached(
    node: Any,
    symbols: Mapping[str, SymbolDeclaration],
    functions: Mapping[str, FunctionDeclaration] = MappingProxyType({}),
) -> set[str]:
    """The declared symbols and functions that occur, also in the definitions that the node unfolds to."""
    found: set[str] = set()
    pending = set(names(node)) & {*symbols, *functions}
    while pending:
        found |= pending
        bodies = [piece.body for name in pending & symbols.keys() for piece in symbols[name].pieces]
        bodies += [part for name in pending & functions.keys() if (part := functions[name].value) is not None]
        pending = (set(names(tuple(bodies))) & {*symbols, *functions}) - found
    return found


def names(node: Any) -> Iterator[str]:
    """The names of symbols, families and functions that occur; of M_{l,i} it is M."""
    if isinstance(node, tuple) and not isinstance(node, Affine):
        for item in node:
            yield from names(item)
    else:
        for name in fields_of(node):
            value = getattr(node, name)
            if name in ("name", "family", "function") and isinstance(value, str):
                yield value
            else:
                yield from names(value)


def members(node: Any) -> Iterator[Any]:
    """The symbols, chains and tuples of members that occur, and every binder with all that it holds."""
    if isinstance(node, Symbol | Chain | Members | ForAllIndex | IndexSum | Range):
        yield node
    elif isinstance(node, tuple) and not isinstance(node, Affine):
        for item in node:
            yield from members(item)
    else:
        for part in parts_of(node):
            yield from members(part)


@once
def weight(node: Any) -> int:
    """How many parts a term or formula has, which is what walking through it costs; an integer expression counts by the
    length of its text."""
    count, pending = 1, [node]
    while pending:
        parts = inside(pending.pop())
        count += len(parts)
        count += sum([len(affine_text(part)) for part in parts if type(part) is Affine])
        pending += [part for part in parts if type(part) not in NO_NODES]
    return count
