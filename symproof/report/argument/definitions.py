"""Definitions as sentences: ``Let N_i = M_{k+1-i}^T for 1 <= i <= k.``"""

from __future__ import annotations

from symproof.language.binding import Assignment, instantiated
from symproof.language.declarations import Declarations, FunctionDeclaration, SymbolDeclaration
from symproof.language.terms import Symbol, Term
from symproof.render.breaking import in_line, width
from symproof.render.latex import Latex
from symproof.report.argument.said import letter_of
from symproof.report.latex_setting import definitions, range_of


def definition_sentence(declared: SymbolDeclaration | FunctionDeclaration, render: Latex, room: float) -> str:
    """What a name stands for."""
    if isinstance(declared, FunctionDeclaration):
        return f"Let {function_in_words(declared, render)}."
    if len(declared.pieces) == 1:
        body, where = render.definition(declared), range_of(declared, render)
        if width(body) + width(where) < 0.6 * room and r"\sum" not in body:
            return f"Let ${in_line(body)}$" + (f" for ${where}$." if where else ".")
    (shown,) = definitions(Declarations(symbols=(declared,)), render, room) or [""]
    return f"Let\n{shown}"


def function_in_words(function: FunctionDeclaration, render: Latex) -> str:
    """``g(X) = f(X B) for X in R^{m x n}, so that g'(X) = f'(X B) B^T``."""
    letter = letter_of(function, render.naming)
    by = Assignment(symbols={function.variable: Symbol(letter)})
    inner = render.extended((SymbolDeclaration(letter, function.rows, function.columns),))
    name, variable = render.name(function.name).body, inner.name(letter).body

    def shown(term: Term) -> str:
        return in_line(inner.latex(instantiated(term, by)))

    value = "" if function.value is None else shown(function.value)
    said = rf"${name}({variable}) = {value}$ for ${variable} \in {render.space(function.rows, function.columns)}$"
    if function.gradient is None:
        return said
    return f"{said}, so that ${name}'({variable}) = {shown(function.gradient)}$"


def defined_functions(declared: Declarations) -> list[FunctionDeclaration]:
    """The functions that stand for something else."""
    return [item for item in declared.functions if item.value is not None]
