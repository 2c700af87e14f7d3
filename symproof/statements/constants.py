"""What a derivative holds constant or uses at the point only, and what to say of it.

A differential d(e) holds constant the free symbols X of e without a declared ``dX``. That is a convention, and a
warning says so. It is refused where an equation among the hypotheses ties such an X to a symbol that moves: under
``X = A*A`` with a declared ``dA``, nobody means that X stands still.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from symproof.diagnostics.diagnostic import Diagnostic
from symproof.language.affine import declared_name
from symproof.language.declarations import SymbolDeclaration
from symproof.language.dependent import parsed
from symproof.language.formulas import Equal, Formula
from symproof.language.parts import relations
from symproof.language.proof import Hypothesis
from symproof.language.records import parts_of
from symproof.language.substitution import reached
from symproof.language.terms import Differential, Symbol
from symproof.statements.names import Names
from symproof.statements.nodes import TextError, refused
from symproof.statements.typed import Held

Symbols = Mapping[str, SymbolDeclaration]


def tied(held: Held, hypotheses: Sequence[Hypothesis], symbols: Symbols) -> TextError | None:
    """The refusal of a constant that equations, one after another, tie to a symbol that moves; None if none do."""
    links = [(item.id, linked) for item in hypotheses for linked in _links(item.formula, symbols)]
    together: set[str] = {held.name}
    path: list[str] = []
    while not any(f"d{name}" in symbols for name in together):
        new = next(((name, linked) for name, linked in links if linked & together and not linked <= together), None)
        if new is None:
            return None
        path.append(new[0])
        together |= new[1]
    moving = min(name for name in together if f"d{name}" in symbols)
    return _refusal(held, moving, path)


def _refusal(held: Held, moving: str, path: Sequence[str]) -> TextError:
    message = f"d(...) would hold {held.name} constant, but {held.name} moves with {moving} by {', '.join(path)}"
    hint = f"declare d{held.name} and say what it is, or define {held.name} by `where {held.name} = ...`"
    return refused(held.node, "SP614", message, hint)


def _links(formula: Formula, symbols: Symbols) -> Iterator[set[str]]:
    """The free symbols of each equation. What is said of a differential ties no symbols, and neither does a dX."""
    for part in relations(formula):
        if isinstance(part, Equal):
            names = reached(tuple(map(Symbol, sorted(_outside_differentials(part)))), symbols)
            yield {name for name in names if not symbols[name].pieces and not is_direction(name, symbols)}


def _outside_differentials(node: Any) -> set[str]:
    """The names of the symbols that occur outside every d(e)."""
    if isinstance(node, Differential):
        return set()
    if isinstance(node, Symbol):
        return {declared_name(node.name)}
    parts = node if isinstance(node, tuple) else parts_of(node)
    return set().union(*map(_outside_differentials, parts))


def is_direction(name: str, symbols: Symbols) -> bool:
    """dX beside X: it is constant in second differentials unless a ddX is declared."""
    return name.startswith("d") and name[1:] in symbols


def constant_warnings(held: Iterable[Held]) -> Iterator[Diagnostic]:
    """One warning for each symbol that a differential of the claim holds constant."""
    for name in sorted({item.name for item in held}):
        message = f"no d{name} is declared: d(...) holds {name} constant"
        yield Diagnostic("SP632", message, f"declare d{name} if {name} moves, too")


def point_warnings(hypotheses: Sequence[Hypothesis], names: Names, moving: set[str]) -> Iterator[Diagnostic]:
    """Equations that mention a variable of differentiation hold at the point only: they are not differentiated."""
    for item in hypotheses:
        equations = [part for part in relations(item.formula) if isinstance(part, Equal)]
        found = reached(tuple(equations), names.symbols)
        if any(parsed(name) is not None for name in found):
            continue  # it holds for all values of the scalar, and is differentiated, too
        about = sorted(moving & found)
        if about and about[0] not in names.structured:
            message = f"{item.id} mentions {about[0]}: it is used at the point only, after differentiation"
            hint = f"substitute it by `where` before d, or assume `structured derivative: {about[0]} symmetric`"
            yield Diagnostic("SP631", message, hint, subject=item.id)
