"""``exists v:n with v nonzero, A*v = 0``: what it says to exist, as a premise and as a claim.

As an assumption it declares a new symbol v and assumes the rest of it. ``alternatives`` derives it as a claim.
"""

from __future__ import annotations

from collections.abc import Callable

from symproof.language.affine import ONE
from symproof.language.declarations import SymbolDeclaration
from symproof.language.formulas import And, Exists, Formula
from symproof.statements.names import Names
from symproof.statements.nodes import Node, refused


def declared(names: Names, node: Node) -> SymbolDeclaration:
    """What ``exists v:n with ...`` says to exist."""
    token, sizes = node.parts[:2]
    if token.text in names.symbols or names.is_integer(token.text):
        hint = "choose another name for what exists"
        raise refused(token, "SP605", f"{token.text} is declared already", hint)
    names.require_new(token.text, token)
    rows, *columns = [names.size_expression(size) for size in sizes.parts]
    return SymbolDeclaration(token.text, rows, columns[0] if columns else ONE)


def claimed(names: Names, node: Node, read: Callable[[Node], list[Formula]]) -> list[Formula]:
    """The claim that there is such a matrix, of which ``read`` reads what it satisfies."""
    symbol = declared(names, node)
    names.symbols[symbol.name] = symbol
    try:
        parts = [formula for part in node.parts[2:] for formula in read(part)]
    finally:
        del names.symbols[symbol.name]
    return [Exists((symbol,), parts[0] if len(parts) == 1 else And(tuple(parts)))]
