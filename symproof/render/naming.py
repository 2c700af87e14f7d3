"""The names of a scope, arranged together for LaTeX so that no two of them look alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import fields, is_dataclass
from typing import Any

from symproof.language.declarations import Declarations, FunctionDeclaration, Range, SizeDeclaration, SymbolDeclaration
from symproof.language.formulas import ForAllIndex
from symproof.language.terms import IndexSum
from symproof.render.names import laid_out


def arranged(scopes: Iterable[Declarations], *bodies: object) -> AbstractContextManager[None]:
    """While this lasts, the names declared in these scopes or bound in these formulas look different."""
    names: set[str] = set()
    families: set[str] = set()
    for node in _nodes((*scopes, *bodies)):
        match node:
            case Declarations(integers=integers):
                names.update(integers)
            case SymbolDeclaration(name=name, range=declared) | SizeDeclaration(name=name, range=declared):
                names.add(name)
                families.update([name] if declared is not None else [])
            case FunctionDeclaration(name=name):
                names.add(name)
            case ForAllIndex(index=name) | IndexSum(index=name) | Range(index=name):
                names.add(name)
    return laid_out(names, families)


def _nodes(found: Any) -> Iterator[Any]:
    waiting = [found]
    while waiting:
        node = waiting.pop()
        if isinstance(node, tuple | list):
            waiting.extend(node)
        elif is_dataclass(node):
            yield node
            waiting.extend(getattr(node, field.name) for field in fields(node))
