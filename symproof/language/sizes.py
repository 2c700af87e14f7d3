"""The declared sizes of symbols, of members and of chains of a family."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

from symproof.language.affine import ONE, Affine, FamilyAt, at_index
from symproof.language.binding import Assignment, instantiated
from symproof.language.declarations import Range, SymbolDeclaration
from symproof.language.records import replace
from symproof.language.refusal import Refusal

Shape: TypeAlias = tuple[Affine, Affine]
SCALAR: Shape = (ONE, ONE)


def member_shape(symbol: SymbolDeclaration, at: Affine | None) -> Shape:
    """The declared size, of the member ``at`` if the symbol is a family."""
    if symbol.range is None or at is None:
        return symbol.rows, symbol.columns
    return at_index(symbol.rows, symbol.range.index, at), at_index(symbol.columns, symbol.range.index, at)


def chain_shape(symbol: SymbolDeclaration, high: Affine, low: Affine) -> Shape:
    """rows(M_high) x columns(M_low); rows(M_i) = columns(M_{i+1}) makes this right for the empty chain too."""
    return member_shape(symbol, high)[0], member_shape(symbol, low)[1]


@lru_cache(maxsize=4096)
def led(symbol: SymbolDeclaration, lead: Affine) -> SymbolDeclaration:
    """The one family M_lead of the families M_{l,i}; the index of its range is renamed where ``lead`` mentions it."""
    if symbol.leading is None:
        raise Refusal("SP304", f"{symbol.name} takes no leading index")
    found = instantiated(replace(symbol, leading=None), Assignment({symbol.leading.index: lead}))
    return replace(found, name=FamilyAt(symbol.name, lead))  # no declaration has such a name


def family_range(symbol: SymbolDeclaration) -> Range:
    """The declared range of a family; refused (SP304) for what is no family."""
    if symbol.range is None:
        raise Refusal("SP304", f"{symbol.name} is not a family")
    return symbol.range
