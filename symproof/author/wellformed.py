"""Are all names of a term in scope, and all indices in their ranges? Asked when a term enters a proof.

Sizes were compared as the operators were applied; here the ranges of bound indices are known. What the kernel asks of a
claim is at least this; sums over an index and properties, for which the kernel has no rules, are walked here alone.
"""

from __future__ import annotations

from symproof.author.leading import inside
from symproof.author.place import refuse
from symproof.author.shapes import chainable
from symproof.kernel.context import Context
from symproof.language.affine import Affine, affine_text, family_text, shift, subtract
from symproof.language.declarations import Range, SymbolDeclaration
from symproof.language.formulas import (
    And,
    Compare,
    Equal,
    Exists,
    ForAll,
    ForAllIndex,
    Formula,
    Implies,
    IntegerRelation,
    Invertible,
    Not,
    Or,
    Predicate,
)
from symproof.language.records import PLAIN, parts_of, replace
from symproof.language.sizes import family_range
from symproof.language.terms import Basis, Chain, IndexSum, Members, Slope, Symbol, Term, Value


def check_term(term: Term, context: Context) -> None:
    """Raises the kernel's refusal for a name that is not in scope or an index that may leave its range."""
    if isinstance(term, Symbol):
        _check_symbol(term, context)
    elif isinstance(term, Chain | Members):
        _check_members(term, context)
    elif isinstance(term, Basis):
        context.check_size(term.size)
        context.require_in(Range("l", Affine(1), term.size), term.index, "e")
    elif isinstance(term, IndexSum):
        check_term(term.body, context.bind(term.index, term.low, term.high))
    else:
        _check_parts(term, context)


def _check_symbol(term: Symbol, context: Context) -> None:
    declared = context.symbol(term.name)
    if term.index is not None:
        context.check_integer(term.index)
        context.require_in(family_range(declared), term.index, family_text(term.name))


def _check_members(term: Chain | Members, context: Context) -> None:
    declared = context.symbol(term.family)
    bounds = family_range(declared)
    context.check_integer(term.high)
    context.check_integer(term.low)
    what = f"{family_text(term.family)}[{affine_text(term.high)}..{affine_text(term.low)}]"
    context.require(subtract(term.low, bounds.low), f"{what} starts before {affine_text(bounds.low)}")
    context.require(subtract(bounds.high, term.high), f"{what} ends after {affine_text(bounds.high)}")
    context.require(shift(subtract(term.high, term.low), 1), f"{what} has a negative length, its high end comes first")
    if isinstance(term, Chain):
        chainable(declared, context)


def _check_parts(term: Term, context: Context) -> None:
    if isinstance(term, Value | Slope):
        context.function(term.function)
    for value in parts_of(term):
        if isinstance(value, Affine):
            context.check_integer(value)
        elif isinstance(value, tuple):
            for part in value:
                for inner in part if isinstance(part, tuple) else (part,):  # a direction is a pair
                    check_term(inner, context)
        elif type(value) not in PLAIN:
            check_term(value, context)


def check_formula(formula: Formula, context: Context) -> None:
    """The same for a formula, under its quantifiers. An implication may use the relations of its premise."""
    if isinstance(formula, And | Or):
        for part in formula.parts:
            check_formula(part, context)
    elif isinstance(formula, Not):
        check_formula(formula.part, context)
    elif isinstance(formula, Implies):
        check_formula(formula.premise, context)
        check_formula(formula.conclusion, context)
    elif isinstance(formula, ForAllIndex):
        context.check_integer(formula.low)
        context.check_integer(formula.high)
        check_formula(formula.body, context.bind(formula.index, formula.low, formula.high))
    elif isinstance(formula, ForAll | Exists):
        check_formula(formula.body, _with(formula.symbols, context))
    elif isinstance(formula, IntegerRelation):
        context.check_integer(formula.left)
        context.check_integer(formula.right)
    elif isinstance(formula, Equal | Compare):
        check_term(formula.left, context)
        check_term(formula.right, context)
    elif isinstance(formula, Invertible):
        check_term(formula.argument, context)
    elif isinstance(formula, Predicate):
        for argument in formula.arguments:
            check_term(argument, context)


def _with(symbols: tuple[SymbolDeclaration, ...], context: Context) -> Context:
    for declared in symbols:
        context.require_fresh(declared.name)
        within = inside(context, declared)
        within.check_size(declared.rows)
        within.check_size(declared.columns)
    added = {declared.name: declared for declared in symbols}
    return replace(context, symbols={**context.symbols, **added})


def check_pieces(declared: SymbolDeclaration, context: Context) -> None:
    """The pieces of a defined family follow each other without gap or overlap, and each is well formed inside."""
    bounds = family_range(declared)
    expected = bounds.low
    for piece in declared.pieces:
        if piece.low is None or piece.high is None:
            raise refuse("SP217", f"a piece of {declared.name} has no range")
        if not context.same(piece.low, expected):
            raise refuse("SP217", f"a piece starts at {affine_text(piece.low)}, not at {affine_text(expected)}")
        check_term(piece.body, context.bind(bounds.index, piece.low, piece.high))
        expected = shift(piece.high, 1)
    if not context.same(shift(expected, -1), bounds.high):
        raise refuse(
            "SP217", f"the pieces end at {affine_text(shift(expected, -1))}, not at {affine_text(bounds.high)}"
        )
