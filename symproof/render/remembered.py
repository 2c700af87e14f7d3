"""Printers that remember what they wrote, since the formulas of a proof have many parts in common.

How a node is written depends only on the declarations, the naming and the quantifiers around it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Self, TypeVar

from symproof.language.declarations import Declarations, SymbolDeclaration
from symproof.render.families import FamilyPrinter
from symproof.render.naming import Naming, naming_of
from symproof.render.pieces import Piece, by_name
from symproof.render.sizes import Symbols

MOST_PRINTERS = 64  # that are kept, each with what it has written


class RememberingPrinter(FamilyPrinter):
    """Writes under given declarations, which tell scalars from matrices, with the names of one naming."""

    methods: ClassVar[Mapping[type, str]]  # by the type of a node

    def __init__(
        self, declarations: Declarations, naming: Naming | None = None, symbols: Symbols | None = None
    ) -> None:
        self.declarations = declarations
        self.naming = naming_of([declarations]) if naming is None else naming
        self.symbols: Symbols = symbols or by_name(declarations)
        self._pieces: dict[int, tuple[Any, Piece]] = {}  # by the identity of the nodes
        self._inner: dict[int, tuple[Any, Self]] = {}  # by the identity of the symbols of the quantifiers

    def written(self, node: Any) -> str:
        """A term or formula, alone on its line."""
        return self.piece(node).body

    def piece(self, node: Any) -> Piece:
        """A term or formula, with how tightly it binds."""
        found = self._pieces.get(id(node))
        if found is None:
            found = self._pieces[id(node)] = node, getattr(self, self.methods[type(node)])(node)
        return found[1]

    def extended(self, symbols: Sequence[SymbolDeclaration]) -> Self:
        """The printer inside a quantifier over these symbols."""
        found = self._inner.get(id(symbols))
        if found is None:
            inside = {**self.symbols, **{item.name: item for item in symbols}}
            found = self._inner[id(symbols)] = symbols, type(self)(self.declarations, self.naming, inside)
        return found[1]


Kind = TypeVar("Kind", bound=RememberingPrinter)
_printers: dict[tuple[type, int, int], Any] = {}  # each keeps its declarations and its naming


def printer_of(kind: type[Kind], node: Any, declarations: Declarations, naming: Naming | None) -> Kind:
    """A printer of this kind. Calls with the same declarations and naming share one printer; without a naming, the
    printer has one for this node alone."""
    if naming is None:
        return kind(declarations, naming_of([declarations], node))
    key = kind, id(declarations), id(naming)
    if key not in _printers:
        if len(_printers) >= MOST_PRINTERS:
            _printers.clear()
        _printers[key] = kind(declarations, naming)
    found: Kind = _printers[key]
    return found
