"""``for all x: P`` where x is a declared symbol: any column, matrix or scalar of its sizes, whatever x is elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import count

from symproof.language.binding import Assignment, instantiated, mentioned
from symproof.language.declarations import SymbolDeclaration
from symproof.language.formulas import ForAll, Formula
from symproof.language.proof import Hypothesis
from symproof.language.refusal import Refusal
from symproof.language.terms import Symbol
from symproof.statements.expressions import Expressions
from symproof.statements.nodes import Node, refused

Read = Callable[[Node], list[Formula]]


def assumed_for_all(reader: Expressions, node: Node, read: Read) -> list[Formula]:
    """What P says for all values, under names of their own: x may stand for another value elsewhere."""
    *tokens, body = node.parts
    bound = list(dict.fromkeys(_declared(reader, token) for token in tokens))
    found = read(body)
    for need in reader.needs:
        if {symbol.name for symbol in bound} & mentioned(need.argument):
            raise refused(need.node, "SP607", "what this needs would have to be assumed for all values")
    taken = {*reader.names.symbols, *(name for formula in found for name in mentioned(formula))}
    own: list[SymbolDeclaration] = []
    for symbol in bound:
        name = next(name for number in count(1) if (name := f"{symbol.name}{number}") not in taken)
        taken.add(name)
        own.append(SymbolDeclaration(name, symbol.rows, symbol.columns))
    by = Assignment(symbols={old.name: Symbol(new.name) for old, new in zip(bound, own, strict=True)})
    try:
        return [ForAll(tuple(own), instantiated(formula, by)) for formula in found]
    except Refusal:
        hint = "write the derivative itself, such as (A + A.T)*x for d(x.T*A*x)/dx"
        raise refused(node, "SP607", "a derivative by what is bound is not known here", hint) from None


def claimed_for_all(reader: Expressions, node: Node, read: Read) -> list[Formula]:
    """P of x itself: no assumption speaks of x, so that what holds of it holds of all values."""
    *tokens, body = node.parts
    for token in tokens:
        _declared(reader, token)
    return read(body)


def require_unassumed(node: Node, hypotheses: Iterable[Hypothesis], symbols: Mapping[str, SymbolDeclaration]) -> None:
    """SP607 for a claim ``for all x: P`` where an assumption speaks of x, maybe by the name of something defined."""
    for token in node.parts[:-1] if node.kind == "for_all_symbols" else ():
        item = next((item for item in hypotheses if token.text in _meant(item.formula, symbols)), None)
        if item is not None:
            hint = f"declare another symbol of the same sizes, and write it instead of {token.text} here"
            raise refused(token, "SP607", f"{item.id} speaks of {token.text}: the claim cannot be for all", hint)


def _meant(formula: Formula, symbols: Mapping[str, SymbolDeclaration]) -> set[str]:
    """The names in the formula and in the definitions of these."""
    pending, found = list(mentioned(formula)), set[str]()
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            pending += mentioned(symbols[name].pieces) if name in symbols else ()
    return found


def _declared(reader: Expressions, token: Node) -> SymbolDeclaration:
    symbol = reader.names.symbols.get(token.text)
    if symbol is None or symbol.pieces or symbol.range is not None:
        hint = f"declare {token.text} with its sizes, such as -s {token.text}:n"
        raise refused(token, "SP607", f"{token.text} is no free symbol of this statement", hint)
    return symbol
