"""Pieces of a formula: what is written for a node, and how tightly it binds."""

from __future__ import annotations

from symproof.language.declarations import Declarations
from symproof.language.records import dataclass, once
from symproof.render.names import Name
from symproof.render.sizes import Symbols

LOOSE, SUM, PRODUCT, POSTFIX, ATOM = range(-1, 4)  # how tightly a piece binds; LOOSE: formulas


@dataclass(frozen=True, slots=True)
class Piece:
    """What is written for a node, how tightly it binds, and the name it consists of, to which marks can be added."""

    binds: int
    body: str
    name: Name | None = None


def _by_name(declarations: Declarations) -> Symbols:
    """The declared symbols by their names."""
    return {symbol.name: symbol for symbol in declarations.symbols}


by_name = once(_by_name, 8)  # many formulas are written under the same declarations
