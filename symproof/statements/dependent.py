"""Symbols ``Y(t)`` that depend on a scalar t: their declaration, their reading, and what hypotheses about them say."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from symproof.language.affine import ONE, FamilyName
from symproof.language.declarations import SymbolDeclaration
from symproof.language.dependent import along, depends, differentiated, parsed, rate_of
from symproof.language.formulas import And, Equal, Formula
from symproof.language.parts import relations
from symproof.language.proof import Hypothesis, Step
from symproof.language.substitution import names as names_in
from symproof.language.substitution import reached
from symproof.language.terms import Symbol
from symproof.statements.names import Names
from symproof.statements.nodes import Node, TextError
from symproof.statements.reader import Reader
from symproof.statements.typed import Typed

WRITTEN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\([A-Za-z_][A-Za-z0-9_]*\)")
MOST = 6  # derivatives of one symbol


def declare_dependent(names: Names, texts: Sequence[str]) -> None:
    """Declares the scalar of each ``Y(t)``, and as many derivatives as the texts may speak of."""
    for name in [name for name in names.symbols if parsed(name) is not None]:
        base, by, _ = parsed(name) or ("", "", 0)
        _require_apart(names, name, base, by)
        if by not in names.symbols:
            names.require_new(by, Node("NAME", by, (), 0, len(by)))
            names.symbols[by] = SymbolDeclaration(by, ONE, ONE)
        times = sum(len(re.findall(rf"\bd{by}\b", text)) for text in texts)
        declared, current = names.symbols[name], name
        for _ in range(min(times, MOST)):
            current = rate_of(current, by)
            names.symbols[current] = replace(declared, name=current)


def _require_apart(names: Names, name: str, base: str, by: str) -> None:
    if base in names.symbols or names.is_integer(base):
        raise TextError("SP605", f"{base} is declared, and {name} too", "give one of them another name")
    declared = names.symbols.get(by)
    if names.is_integer(by) or (declared is not None and (declared.rows, declared.columns) != (ONE, ONE)):
        raise TextError("SP605", f"{name} depends on {by}, which is no scalar", f"declare {by} as a scalar: []")


def dependent_symbol(reader: Reader, node: Node, arguments: Sequence[Node]) -> Typed | None:
    """``Y(t)`` where it is declared; None where it is not."""
    if len(arguments) != 1 or arguments[0].kind != "name":
        return None
    name = f"{node.parts[0].text}({arguments[0].parts[0].text})"
    declared = reader.names.symbols.get(name)
    return None if declared is None else Typed(Symbol(name), declared.rows, declared.columns, node)


def derivative_along(reader: Reader, node: Node, argument: Typed, by: FamilyName) -> Typed | None:
    """d(e)/dt where e speaks of what depends on t; of Y(t) itself it is a symbol."""
    found = along(argument.term, by, reached(argument.term, reader.names.symbols))
    if found is None:
        return None
    if isinstance(argument.term, Symbol) and depends(argument.term.name, by):
        rate = rate_of(argument.term.name, by)
        return Typed(Symbol(rate), argument.rows, argument.columns, node)
    return Typed(found, argument.rows, argument.columns, node)


# ------------------------------------------------------------------------------------------------ hypotheses


def with_derivatives(names: Names, hypotheses: Sequence[Hypothesis], steps: Sequence[Step]) -> list[Hypothesis]:
    """An equation about Y(t) holds for all t: its derivatives hold too, up to the order of which the claims speak. The
    derivatives of which nothing speaks then are no longer declared."""
    symbols = names.symbols
    spoken = reached(tuple([step.claim for step in steps]), symbols)
    order = max((found[2] for name in spoken if (found := parsed(name)) is not None), default=0)
    extended = [replace(item, formula=_extended(item.formula, order, symbols)) for item in hypotheses]
    names.symbols = _used(names, (tuple(steps), tuple(extended)))
    return extended


def _extended(formula: Formula, order: int, symbols: Mapping[str, SymbolDeclaration]) -> Formula:
    parts = list(relations(formula))
    for part in list(parts):
        known = [found for name in reached(part, symbols) if (found := parsed(name)) is not None]
        current: Formula | None = part if isinstance(part, Equal) and known else None
        for _ in range(order - max((found[2] for found in known), default=0)):
            current = differentiated(current, known[0][1], symbols) if isinstance(current, Equal) else None
            parts += [] if current is None else [current]
    return formula if len(parts) == len(list(relations(formula))) else And(tuple(parts))


def _used(names: Names, spoken: object) -> dict[str, SymbolDeclaration]:
    """The symbols without the derivatives of which nothing speaks."""
    bodies = tuple([symbol.pieces for symbol in names.symbols.values()])
    found = set(names_in((spoken, bodies)))
    rates = {name for name in names.symbols if (known := parsed(name)) is not None and known[2]}
    return {name: symbol for name, symbol in names.symbols.items() if name in found or name not in rates}
