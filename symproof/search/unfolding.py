"""Defined symbols and functions, replaced by what they stand for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from symproof.language.affine import Affine, FamilyName, atoms, parameter, subtract
from symproof.language.binding import Assignment, instantiated
from symproof.language.declarations import Declarations, SymbolDeclaration
from symproof.language.formulas import Exists, ForAll
from symproof.language.records import dataclass, fields_of
from symproof.language.substitution import substituted
from symproof.language.terms import Chain, IndexSum, Members, Slope, Symbol, Value
from symproof.search.algebra.nodes import nodes


class NotUnfoldedError(Exception):
    """A definition by pieces, of which no single one stands for the term."""


@dataclass(slots=True)
class Unfolding:
    """Replaces defined symbols and functions by what they stand for."""

    declarations: Declarations
    strict: bool = True  # refuse a definition by pieces; otherwise it stays as it is

    def of(self, node: Any) -> Any:
        """The term or formula with every definition in it replaced; raises NotUnfoldedError if that is asked."""
        if isinstance(node, Affine):
            return node
        if type(node) is tuple:
            return tuple([self.of(item) for item in node])
        if isinstance(node, ForAll | Exists):
            return self.within({symbol.name for symbol in node.symbols})._fields(node)
        rule = getattr(self, f"_{type(node).__name__.lower()}", None)
        try:
            found = None if rule is None else rule(node)
        except NotUnfoldedError:
            if self.strict:
                raise
            found = None
        return self._fields(node) if found is None else self.of(found)

    def within(self, bound: set[str]) -> Unfolding:
        """Inside a quantifier of these names, which stand for anything there, whatever they are defined as outside."""
        left = tuple([item for item in self.declarations.symbols if item.name not in bound])
        return replace(self, declarations=replace(self.declarations, symbols=left))

    def _fields(self, node: Any) -> Any:
        names = fields_of(node)
        return type(node)(*[self.of(getattr(node, name)) for name in names]) if names else node

    def _declared(self, name: FamilyName) -> SymbolDeclaration | None:
        found = next((item for item in self.declarations.symbols if item.name == name), None)
        return found if found is not None and found.pieces else None

    def _symbol(self, node: Symbol) -> Any:
        declared = self._declared(node.name)
        if declared is None:
            return None
        if declared.range is None or node.index is None:
            return declared.pieces[0].body
        return substituted(self._piece(declared).body, declared.range.index, node.index)

    def _piece(self, declared: SymbolDeclaration) -> Any:
        if len(declared.pieces) != 1:
            raise NotUnfoldedError(declared.name)
        return declared.pieces[0]

    def _chain(self, node: Chain | Members) -> Any:
        declared = self._declared(node.family)
        if declared is None or declared.range is None:
            return None
        body, index = self._piece(declared).body, declared.range.index
        if not isinstance(body, Symbol) or body.index is None or index in atoms(subtract(body.index, parameter(index))):
            raise NotUnfoldedError(declared.name)
        moved = {name: substituted(body.index, index, getattr(node, name)) for name in ("high", "low")}
        return replace(node, family=body.name, **moved)

    _members = _chain

    def _value(self, node: Value | Slope) -> Any:
        function = next((item for item in self.declarations.functions if item.name == node.function), None)
        if function is None or function.value is None or function.gradient is None:
            return None
        body = function.value if isinstance(node, Value) else function.gradient
        return instantiated(body, Assignment(symbols={function.variable: node.argument}))

    _slope = _value


def sums_unfolded(node: Any, declarations: Declarations) -> Any:
    """The term or formula with the symbols that are defined by sums over an index replaced by these sums."""
    sums = [item for item in declarations.symbols if any(map(holds_sum, item.pieces))]
    return Unfolding(replace(declarations, symbols=tuple(sums)), strict=False).of(node) if sums else node


def holds_sum(node: Any) -> bool:
    """Whether there is a sum over an index in the node."""
    return any(isinstance(item, IndexSum) for item in nodes(node))
