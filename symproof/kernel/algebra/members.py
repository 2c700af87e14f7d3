"""Whether a symbol, a member or a chain of a family is one that is declared."""

from __future__ import annotations

from symproof.kernel.context import Context
from symproof.language.affine import Affine, affine_text, at_index, family_text, parameter, shift, subtract
from symproof.language.declarations import SymbolDeclaration
from symproof.language.refusal import Refusal
from symproof.language.sizes import family_range
from symproof.language.terms import Chain, Symbol


def checked_symbol(context: Context, term: Symbol) -> SymbolDeclaration:
    """The declaration of a symbol, which has an index where it is a family (SP304)."""
    declared = context.symbol(term.name)
    if (term.index is None) != (declared.range is None):
        raise Refusal("SP304", f"{term.name} is {'not ' if declared.range is None else ''}a family")
    return declared


def checked_chain(context: Context, term: Chain) -> tuple[SymbolDeclaration, Affine, Affine]:
    """The declaration and the bounds of a chain that lies in its range (SP320), and whose members multiply (SP307)."""
    declared = context.symbol(term.family)
    bounds = family_range(declared)
    context.check_integer(term.high)
    context.check_integer(term.low)
    if term.high != term.low:
        following = at_index(declared.columns, bounds.index, shift(parameter(bounds.index), 1))
        if not context.same(following, declared.rows):
            raise Refusal("SP307", f"consecutive members of {declared.name} do not multiply")
    gaps = subtract(term.low, bounds.low), subtract(bounds.high, term.high), shift(subtract(term.high, term.low), 1)
    if not all(map(context.holds, gaps)):  # texts are made only where one of them is needed
        what = f"{family_text(term.family)}[{affine_text(term.high)}..{affine_text(term.low)}]"
        starts, ends = f"starts before {affine_text(bounds.low)}", f"ends after {affine_text(bounds.high)}"
        for gap, wrong in zip(gaps, (starts, ends, "has a negative length"), strict=True):
            context.require(gap, f"{what} {wrong}")
    return declared, context.canonical(term.high), context.canonical(term.low)
