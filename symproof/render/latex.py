r"""Terms and formulas as LaTeX (amsmath), for reading: the reader infers the sizes of 0, I and e_l.

Parentheses are plain ``( )``, so that a formula may break inside them. ``Latex`` marks, between factors, where else a
long formula may break (``BREAK``); ``latex`` leaves the marks out.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from symproof.language.affine import ONE, Affine, declared_name
from symproof.language.declarations import Declarations, FunctionDeclaration, Range, SymbolDeclaration
from symproof.language.declarations import Piece as Defined
from symproof.language.formulas import And, Compare, Equal, ForAllIndex, IntegerRelation, Invertible, Not, Or, Predicate
from symproof.language.terms import (
    Basis,
    Call,
    Differential,
    Identity,
    IndexSum,
    Members,
    Slope,
    Symbol,
    Term,
    Value,
    Zero,
)
from symproof.render import calls, notions
from symproof.render.entries import Entry
from symproof.render.names import Name, escaped, name_in_latex
from symproof.render.naming import Naming
from symproof.render.printer import ATOM, LOOSE, POSTFIX, PRODUCT, SUM, Node, Piece, Printer
from symproof.render.remembered import printer_of

BREAK = "\x1f"  # a long formula may break here
RELATIONS = {"=": "=", "!=": r"\neq", "<": "<", "<=": r"\le", ">": ">", ">=": r"\ge"}
PRECEDES = {"<": r"\prec", "<=": r"\preceq", ">": r"\succ", ">=": r"\succeq"}
# By the free entries of a matrix with a structure.
_STRUCTURED = {"symmetric": r"\partial^{\mathrm{sym}}", "Toeplitz": r"\partial^{\mathrm{Toeplitz}}"}
_COLON = rf":\ {BREAK}"


def latex(node: Node, declarations: Declarations, naming: Naming | None = None) -> str:
    """The node as the inside of a formula; ``naming`` where it stands beside other formulas."""
    return printer_of(Latex, node, declarations, naming).latex(node).replace(BREAK, "")


class Latex(Printer):
    """Writes formulas for the reader of a page."""

    top, minus_top, minus_one = r"\top", r"-\top", "-1"
    shows_entries = False

    def latex(self, node: Any) -> str:
        """The node in LaTeX."""
        return self.written(node)

    # -------------------------------------------------------------------------------- letters and numbers

    def name(self, name: str) -> Piece:
        return _named(name_in_latex(name, self.naming))

    def member(self, name: str, *indices: Affine) -> Piece:
        return _named(name_in_latex(name, self.naming).at(*map(self.affine, indices)))

    def spelled(self, name: Name) -> str:
        return name.latex()

    def numeral(self, value: Fraction | int) -> str:
        if value.denominator == 1:
            return str(value)
        return rf"\tfrac{{{value.numerator}}}{{{value.denominator}}}"

    def multiplied_integers(self, parts: Sequence[str]) -> str:
        return " ".join(parts)

    def chain(self, first: str, last: str, *, adjacent: bool) -> str:
        dots = "" if adjacent else r"\cdots "
        return f"{first} {dots}{last}"

    def _basis(self, node: Basis) -> Piece:
        return _named(Name("e", (self.affine(node.index),)))

    def _identity(self, node: Identity) -> Piece:
        return _named(Name("I", (self.affine(node.size),)))

    def _zero(self, _node: Zero) -> Piece:
        return Piece(ATOM, "0")

    # -------------------------------------------------------------------------------- products

    def multiplied(self, parts: Sequence[str]) -> str:
        result = parts[0]
        for before, factor in itertools.pairwise(parts):
            digits = factor[0].isdigit() or (factor.startswith(r"\tfrac") and before[-1].isdigit())
            result += (r" \cdot " if digits else r"\,") + BREAK + factor
        return result

    def fraction(self, above: str, below: str) -> str:
        return rf"\frac{{{above}}}{{{below}}}"

    def entry(self, found: Entry) -> str:
        return rf"{self.at(found[0], ATOM)}_{{{','.join(map(self.affine, found[1]))}}}"

    def single_entry(self, column: Basis, row: Basis) -> str:
        return rf"{self.written(column)}\,{self.raised(row, self.top).body}"

    # -------------------------------------------------------------------------------- operators

    def superscript(self, body: str, mark: str) -> str:
        return f"{body}^{{{mark}}}"

    def trace(self, argument: Term) -> str:
        return rf"\operatorname{{tr}}({self.latex(argument)})"

    def norm(self, argument: Term) -> str:
        return rf"\lVert {self.latex(argument)} \rVert^{{2}}"

    def _applied(self, node: Value | Slope) -> Piece:
        name = name_in_latex(node.function, self.naming)
        if isinstance(node, Value):
            shown = name.latex()
        else:  # TeX allows no second mark above
            shown = name.raised(r"\prime").latex() if name.above else f"{name.latex()}'"
        return Piece(ATOM, f"{shown}({self.latex(node.argument)})")

    def derivative(
        self, argument: Term, variable: Symbol, places: tuple[Affine, ...] = (), *, structured: str = ""
    ) -> Piece:
        above, below = _STRUCTURED.get(structured, r"\partial"), rf"\partial {self._place(variable, places)}"
        if isinstance(argument, Value | Symbol) and not places and not structured:
            return Piece(PRODUCT, self.fraction(rf"{above} {self.latex(argument)}", below))
        return Piece(PRODUCT, f"{self.fraction(above, below)} {self.at(argument, ATOM)}")

    def _place(self, variable: Symbol, places: tuple[Affine, ...]) -> str:
        """The variable, or its entry at these places; of the member of a family in parentheses."""
        if not places:
            return self.latex(variable)
        if variable.index is None:
            return self.member(declared_name(variable.name), *places).body
        return f"({self.latex(variable)})_{{{','.join(map(self.affine, places))}}}"

    def differential(self, node: Differential) -> str:
        inner = rf"\mathrm{{d}}({self.latex(node.argument)})"
        if all(to == Symbol(f"d{variable.name}") for variable, to in node.directions):
            return inner
        moves = ", ".join(rf"{self.latex(variable)} \to {self.latex(to)}" for variable, to in node.directions)
        return f"{inner}[{moves}]"

    def _call(self, node: Call) -> Piece:
        if node.name == "block":
            rows = r" \\ ".join(" & ".join(map(self.latex, row)) for row in calls.block_rows(node))
            return Piece(ATOM, rf"\begin{{bmatrix}}{rows}\end{{bmatrix}}")
        if node.name == "?":
            return Piece(ATOM, "?")
        if calls.is_infix(node):
            return Piece(SUM, calls.call_in_latex(node, lambda item: self.at(item, POSTFIX), self.affine, _operator))
        return Piece(ATOM, calls.call_in_latex(node, self.latex, self.affine, _operator))

    def _index_sum(self, node: IndexSum) -> Piece:
        low = f"{self.integer_name(node.index)}={self.affine(node.low)}"
        return Piece(PRODUCT, rf"\sum_{{{low}}}^{{{self.affine(node.high)}}}\, {self.at(node.body, PRODUCT)}")

    def _members(self, node: Members) -> Piece:
        first, last = (self.of_family(node.family, end).body for end in (node.low, node.high))
        return Piece(ATOM, rf"({first}, \dots, {last})")

    # -------------------------------------------------------------------------------- formulas

    def related(self, left: str, relation: str, right: str) -> str:
        return f"{left} {RELATIONS[relation]} {right}"

    def preceding(self, left: str, relation: str, right: str) -> str:
        return f"{left} {PRECEDES[relation]} {right}"

    def invertible(self, argument: str, *, scalar: bool) -> str:
        return rf"{argument} \neq 0" if scalar else rf"{argument} \text{{ invertible}}"

    def joined(self, node: And | Or, word: str) -> Piece:
        empty = r"\text{true}" if isinstance(node, And) else r"\text{false}"
        return Piece(LOOSE, rf"\ \text{{{word}}}\ {BREAK}".join(map(self.part, node.parts)) or empty)

    def _not(self, node: Not) -> Piece:
        match node.part:
            case Equal(left=left, right=right):
                return self._compared(Compare("!=", left, right))
            case Predicate(name="has_spurious_minimum", arguments=(_, _, *_)):
                return self._spurious(node.part, "no")
            case ForAllIndex(body=Not(part=body)):
                return Piece(LOOSE, rf"\text{{for some }} {self.bounds(node.part)}{_COLON}{self.latex(body)}")
            case ForAllIndex(body=Compare(relation="!=", left=left, right=right)):
                return Piece(
                    LOOSE, rf"\text{{for some }} {self.bounds(node.part)}{_COLON}{self.latex(Equal(left, right))}"
                )
            case _:
                return Piece(LOOSE, rf"\text{{not }} ({self.latex(node.part)})")

    def implied(self, premise: str, conclusion: str) -> str:
        return rf"{premise} \implies {BREAK}{conclusion}"

    def bounds(self, node: IndexSum | ForAllIndex | Range) -> str:
        """``1 <= i <= k``, and ``i = k`` for k <= i <= k."""
        index = self.integer_name(node.index)
        if node.low == node.high:
            return f"{index} = {self.affine(node.low)}"
        return rf"{self.affine(node.low)} \le {index} \le {self.affine(node.high)}"

    def _for_all_index(self, node: ForAllIndex) -> Piece:
        """``E(i) (1 <= i <= j)``; in front where the body is more than an equation."""
        bounds = [self.bounds(node)]
        body = node.body
        while isinstance(body, ForAllIndex):
            bounds.append(self.bounds(body))
            body = body.body
        shown = r",\ ".join(bounds)
        if isinstance(body, Equal | Compare | IntegerRelation | Invertible):
            return Piece(LOOSE, rf"{self.latex(body)} \quad {BREAK}({shown})")
        return Piece(LOOSE, rf"\text{{for all }} {shown}{_COLON}{self.latex(body)}")

    def quantified(self, universal: bool, symbols: Sequence[str], body: str) -> str:
        sign = r"\forall\," if universal else r"\exists\,"
        return f"{sign} {', '.join(symbols)}{_COLON}{body}"

    def _predicate(self, node: Predicate) -> Piece:
        if node.name == "local_minimum" and len(node.arguments) > 2:
            value, *variables, radius = node.arguments
            words = (r"\ \text{is a local minimum of}\ ", r"\ \text{with radius}\ ")
            shown = f"{self._tuple(variables)}{words[0]}{BREAK}{self.latex(value)}{words[1]}{BREAK}{self.latex(radius)}"
            return Piece(LOOSE, shown)
        if node.name in (notions.LOCAL, notions.WITHIN):
            return self._local_minimum(node)
        if node.name == "has_spurious_minimum" and len(node.arguments) > 1:
            return self._spurious(node, "a")
        name = rf"\text{{{escaped(node.name.replace('_', ' '))}}}"
        if len(node.arguments) == 1:
            return Piece(LOOSE, rf"{self.latex(node.arguments[0])}\ {name}")
        return Piece(LOOSE, f"{name}({self.listed(node.arguments)})")

    def _local_minimum(self, node: Predicate) -> Piece:
        value, *variables = node.arguments
        radius = variables.pop() if node.name == notions.WITHIN else None
        shown = rf"{self._tuple(variables)}\ \text{{is a local minimum of}}\ {BREAK}{self.latex(value)}"
        return Piece(LOOSE, shown if radius is None else rf"{shown}\ \text{{with radius}}\ {BREAK}{self.latex(radius)}")

    def _spurious(self, node: Predicate, article: str) -> Piece:
        value, *variables = node.arguments
        words = rf"\ \text{{has {article} spurious minimum in}}\ "
        return Piece(LOOSE, f"{self.latex(value)}{words}{BREAK}{self._tuple(variables)}")

    def _tuple(self, terms: Sequence[Term]) -> str:
        shown = self.listed(terms)
        return shown if len(terms) == 1 else f"({shown})"

    # -------------------------------------------------------------------------------- declarations

    def _declared(self, symbol: SymbolDeclaration) -> Piece:
        return Piece(LOOSE, rf"{self.indexed(symbol)} \in {self.space(symbol.rows, symbol.columns)}")

    def space(self, rows: Affine, columns: Affine) -> str:
        r"""``\mathbb{R}^{m \times n}``; columns and scalars without the 1."""
        if columns == ONE:
            return r"\mathbb{R}" if rows == ONE else rf"\mathbb{{R}}^{{{self.affine(rows)}}}"
        return rf"\mathbb{{R}}^{{{self.affine(rows)} \times {self.affine(columns)}}}"

    def definition(self, symbol: SymbolDeclaration) -> str:
        """``Q_i = M_k ... M_{i+1}``; its pieces where there are several."""
        left = self.indexed(symbol)
        if len(symbol.pieces) == 1:
            return f"{left} = {self.latex(symbol.pieces[0].body)}"
        rows = r" \\ ".join(self._defined(symbol, piece) for piece in symbol.pieces)
        return rf"{left} = \begin{{cases}}{rows}\end{{cases}}"

    def _defined(self, symbol: SymbolDeclaration, piece: Defined) -> str:
        body = self.latex(piece.body)
        if symbol.range is None or piece.low is None or piece.high is None:
            return body
        return f"{body} & {self.bounds(Range(symbol.range.index, piece.low, piece.high))}"

    def _function(self, function: FunctionDeclaration) -> Piece:
        space = self.space(function.rows, function.columns)
        return Piece(LOOSE, rf"{self.name(function.name).body}\colon {space} \to \mathbb{{R}}")


def _named(name: Name) -> Piece:
    """A differential dX takes marks in parentheses only: (dX)^{-1} is not d(X^{-1})."""
    return Piece(POSTFIX, name.latex()) if name.is_differential else Piece(ATOM, name.latex(), name)


def _operator(name: str) -> str:
    """The name of a function that the table does not have."""
    return rf"\operatorname{{{escaped(name)}}}"
