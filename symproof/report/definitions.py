"""Definitions as part of a statement: as formulas, and as ``where A = I(n)`` behind a claim that mentions them."""

from __future__ import annotations

from collections.abc import Iterator

from symproof.language.affine import parameter
from symproof.language.declarations import Declarations, Piece, SymbolDeclaration
from symproof.language.formulas import And, Equal, ForAllIndex, Formula
from symproof.language.proof import Proof
from symproof.language.substitution import reached
from symproof.language.terms import Symbol
from symproof.render.latex import latex
from symproof.render.naming import Naming
from symproof.render.text import text


def definitions_of(declarations: Declarations) -> Iterator[tuple[str, Formula]]:
    """The defined names with the equations that define them: A = I, or Q_i = ... for all i of each piece."""
    for symbol in declarations.symbols:
        if symbol.pieces:
            parts = tuple([_piece(symbol, piece) for piece in symbol.pieces])
            yield symbol.name, parts[0] if len(parts) == 1 else And(parts)


def _piece(symbol: SymbolDeclaration, piece: Piece) -> Formula:
    if symbol.range is None:
        return Equal(Symbol(symbol.name), piece.body)
    index = symbol.range.index
    low, high = piece.low or symbol.range.low, piece.high or symbol.range.high
    return ForAllIndex(index, low, high, Equal(Symbol(symbol.name, parameter(index)), piece.body))


def definition_text(formula: Formula, declarations: Declarations, naming: Naming) -> str:
    """``A = I(n)``: the size of an identity or zero is written out, for nothing else tells the size of A."""
    if isinstance(formula, Equal):
        left, right = (text(side, declarations, naming) for side in (formula.left, formula.right))
        return f"{left} = {right}"
    return text(formula, declarations, naming)


def text_with_definitions(formula: Formula, declarations: Declarations, naming: Naming) -> str:
    """``A*B = B*A, where A = I(n)``: with the definitions that the formula rests on."""
    behind = [definition_text(item, declarations, naming) for item in _behind(formula, declarations)]
    return ", ".join([text(formula, declarations, naming), *(f"where {item}" for item in behind)])


def latex_with_definitions(formula: Formula, declarations: Declarations, naming: Naming) -> str:
    """The same in LaTeX."""
    behind = [latex(item, declarations, naming) for item in _behind(formula, declarations)]
    shown = latex(formula, declarations, naming)
    return shown + (r" \quad \text{where } " + ",\\ ".join(behind) if behind else "")


def _behind(formula: Formula, declarations: Declarations) -> list[Formula]:
    """The definitions of what the formula mentions, those inside definitions included, in their order."""
    names = reached(formula, {symbol.name: symbol for symbol in declarations.symbols})
    return [item for name, item in definitions_of(declarations) if name in names]


def statement_of(proof: Proof) -> Formula | None:
    """The statement; the claims of a statement file are their own conclusion."""
    if proof.statement is not None or not proof.is_statement_file or not proof.steps:
        return proof.statement
    claims = tuple(step.claim for step in proof.steps)
    return claims[0] if len(claims) == 1 else And(claims)
