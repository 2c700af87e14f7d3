"""A sequent whose definitions are forgotten: a proof for whatever a defined matrix is holds for what it is.

An author defines K = S - C inv(T) C^T, shows two facts about K, and goes on with these. With K as a letter the search
has a few letters before it; with K unfolded it multiplies out everything.
"""

from __future__ import annotations

from symproof.language.binding import mentioned
from symproof.language.declarations import SymbolDeclaration
from symproof.language.formulas import Sequent
from symproof.language.records import dataclass, replace
from symproof.language.terms import Call, Inverse
from symproof.search.algebra.nodes import nodes


@dataclass(frozen=True, slots=True)
class Opaque:
    """A sequent with free symbols for defined ones. ``is_heavy``: one of them is defined by an inverse or by a function
    of matrices, so that there is much less to search."""

    sequent: Sequent
    is_heavy: bool


def opaque(sequent: Sequent) -> Opaque | None:
    """The sequent with free symbols for the defined matrices of which a premise says something; None where there are
    none."""
    declared = sequent.declarations
    known = {name for premise in sequent.premises for name in mentioned(premise.formula)}
    closed = [item for item in declared.symbols if item.name in known and _is_single(item)]
    if not closed:
        return None
    symbols = tuple([replace(item, pieces=()) if item in closed else item for item in declared.symbols])
    found = replace(sequent, declarations=replace(declared, symbols=symbols, well_formed=()))
    return Opaque(found, any(map(_is_heavy, closed)))


def _is_single(symbol: SymbolDeclaration) -> bool:
    return bool(symbol.pieces) and symbol.range is None and symbol.leading is None


def _is_heavy(symbol: SymbolDeclaration) -> bool:
    return any(isinstance(node, Call | Inverse) for node in nodes(symbol.pieces))
