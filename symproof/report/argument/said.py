"""Formulas as text for reading: few parentheses, the words of the field, and functions with what they stand for."""

from __future__ import annotations

from symproof.language.binding import Assignment, instantiated, mentioned
from symproof.language.declarations import Declarations, FunctionDeclaration, SymbolDeclaration
from symproof.language.formulas import Compare, Equal, ForAllIndex, Formula, Not
from symproof.language.terms import Symbol, Term
from symproof.render.naming import Naming
from symproof.render.notions import Notions
from symproof.render.pieces import LOOSE, Piece
from symproof.render.sizes import Symbols
from symproof.render.text import Text
from symproof.render.tidy import tidy


class Said(Text):
    """Writes text for readers, which is not meant to be read back. ``notions`` collects the words of the field."""

    def __init__(
        self,
        declarations: Declarations,
        naming: Naming | None = None,
        symbols: Symbols | None = None,
        notions: Notions | None = None,
    ) -> None:
        super().__init__(declarations, naming, symbols)
        self.notions = Notions() if notions is None else notions

    def _not(self, node: Not) -> Piece:
        """``X != 0``, and ``some i in 1..k: ...`` for what does not fail everywhere."""
        match node.part:
            case Equal(left=left, right=right):
                return self._compared(Compare("!=", left, right))
            case ForAllIndex(index=index, body=Not(part=body)) as schema:
                return Piece(LOOSE, f"for some {index} in {self.bounds(schema)}: {self.written(body)}")
            case _:
                return super()._not(node)

    def said(self, node: Term | Formula) -> str:
        """The formula or term."""
        return self.text(self.notions.shown(node, self.symbols))

    def function(self, function: FunctionDeclaration) -> str:
        """``g(X) = f(X*B) for X (m x n)``."""
        letter = letter_of(function, self.naming)
        by = Assignment(symbols={function.variable: Symbol(letter)})
        variable = SymbolDeclaration(letter, function.rows, function.columns)
        inner = Text(self.declarations, self.naming, {**self.symbols, letter: variable})
        value = "" if function.value is None else inner.text(tidy(instantiated(function.value, by), inner.symbols))
        return f"{function.name}({letter}) = {value} for {inner.text(variable)}"


def letter_of(function: FunctionDeclaration, naming: Naming) -> str:
    """A letter for the variable of a defined function that the page does not use for anything else."""
    taken = mentioned((function.value, function.gradient)) - {function.variable}
    free = (name for name in "XYZUVWTSPQ" if name not in taken and not naming.is_taken(name))
    return next(free, function.variable)
