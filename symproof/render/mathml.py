"""Terms and formulas as presentation MathML, for a page that a browser shows without any script.

Each piece is one element, so that it can stand wherever an element is wanted.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from html import escape
from typing import Any

from symproof.language.affine import ONE, Affine
from symproof.language.declarations import Declarations, FunctionDeclaration, Range, SymbolDeclaration
from symproof.language.formulas import And, ForAllIndex, Not, Or, Predicate
from symproof.language.terms import (
    Basis,
    Call,
    Differential,
    Identity,
    IndexSum,
    Members,
    Slope,
    Sum,
    Symbol,
    Term,
    Value,
    Zero,
)
from symproof.render.entries import Entry
from symproof.render.forms import GLYPHS, Form, Part, Style, applied
from symproof.render.names import Name
from symproof.render.naming import Naming
from symproof.render.printer import ATOM, LOOSE, POSTFIX, PRODUCT, SUM, Node, Piece, Printer
from symproof.render.remembered import printer_of

ACCENTS = {"tilde": "~", "bar": "\u00af", "hat": "^", "vec": "\u2192", "dot": "\u02d9", "ddot": "\u00a8"}
MARKS = {"prime": "\u2032", "star": "\u22c6"}
RELATIONS = {"=": "=", "!=": "\u2260", "<": "<", "<=": "\u2264", ">": ">", ">=": "\u2265"}
PRECEDES = {"<": "\u227a", "<=": "\u2aaf", ">": "\u227b", ">=": "\u2ab0"}
OPERATORS = {"kron": "\u2297", "hadamard": "\u2299"}
COLON = '<mo lspace="0" rspace="0.28em">:</mo>'
TIMES, APPLY, SPACE = "\u2062", "\u2061", "\u00a0"  # invisible


def mathml(node: Node, declarations: Declarations, naming: Naming | None = None) -> str:
    """The node as one ``math`` element; ``naming`` where it stands beside other formulas."""
    body = printer_of(MathML, node, declarations, naming).written(node)
    return f'<math xmlns="http://www.w3.org/1998/Math/MathML">{body}</math>'


class MathML(Printer):
    """Writes elements of presentation MathML."""

    top = f"<mo>{chr(0x22A4)}</mo>"
    minus_top = f"<mrow><mo>{chr(0x2212)}</mo><mo>{chr(0x22A4)}</mo></mrow>"
    minus_one = f"<mrow><mo>{chr(0x2212)}</mo><mn>1</mn></mrow>"

    # -------------------------------------------------------------------------------- letters and numbers

    def name(self, name: str) -> Piece:
        return _named(_of_form(self.naming.form(name)))

    def member(self, name: str, *indices: Affine) -> Piece:
        return _named(_of_form(self.naming.form(name)).at(*map(self.affine, indices)))

    def spelled(self, name: Name) -> str:
        return _spelled(name)

    def numeral(self, value: Fraction | int) -> str:
        if value.denominator == 1:
            return _number(value)
        return self.fraction(_number(value.numerator), _number(value.denominator))

    def multiplied_integers(self, parts: Sequence[str]) -> str:
        return self.multiplied(parts)

    def chain(self, first: str, last: str, *, adjacent: bool) -> str:
        return self.multiplied([first, last] if adjacent else [first, _operator("\u22ef"), last])

    def _basis(self, node: Basis) -> Piece:
        return _named(Name(_identifier("e"), (self.affine(node.index),)))

    def _identity(self, node: Identity) -> Piece:
        return _named(Name(_identifier("I"), (self.affine(node.size),)))

    def _zero(self, _node: Zero) -> Piece:
        return Piece(ATOM, _number(0))

    # -------------------------------------------------------------------------------- glue

    def parenthesized(self, body: str) -> str:
        return _row(_operator("("), body, _operator(")"))

    def negative(self, body: str) -> str:
        return _row(_operator("\u2212"), body)

    def added(self, parts: Sequence[tuple[str, str]], *, tight: bool = False) -> str:
        (sign, first), *rest = parts
        shown = [self.negative(first) if sign else first]
        for sign, part in rest:
            shown += [_operator("\u2212" if sign else "+"), part]
        return _row(*shown)

    def listed(self, nodes: Sequence[Any]) -> str:
        return _joined(",", [self.written(node) for node in nodes])

    def short_sum(self, node: Sum) -> Piece:
        return super().short_sum(node) if node.terms else Piece(ATOM, _number(0))

    def multiplied(self, parts: Sequence[str]) -> str:
        """Numbers side by side need a dot between them."""
        shown = list(parts[:1])
        for part in parts[1:]:
            shown += [_operator("\u22c5" if part.startswith("<mn>") else TIMES), part]
        return _row(*shown)

    def fraction(self, above: str, below: str) -> str:
        return f"<mfrac>{above}{below}</mfrac>"

    def entry(self, found: Entry) -> str:
        places = _joined(",", [self.affine(place) for place in found[1]])
        return f"<msub>{_row(_operator('['), self.written(found[0]), _operator(']'))}{places}</msub>"

    def single_entry(self, column: Basis, row: Basis) -> str:
        return self.multiplied([self.written(column), self.raised(row, self.top).body])

    # -------------------------------------------------------------------------------- operators

    def superscript(self, body: str, mark: str) -> str:
        return f"<msup>{body}{mark}</msup>"

    def trace(self, argument: Term) -> str:
        return _applied("tr", self.parenthesized(self.written(argument)))

    def norm(self, argument: Term) -> str:
        bar = _operator("\u2016")
        return self.superscript(_row(bar, self.written(argument), bar), _number(2))

    def _applied(self, node: Value | Slope) -> Piece:
        name = _of_form(self.naming.form(node.function))
        shown = _spelled(name.raised(_operator(MARKS["prime"])) if isinstance(node, Slope) else name)
        return Piece(ATOM, _row(shown, _operator(APPLY), self.parenthesized(self.written(node.argument))))

    def derivative(
        self, argument: Term, variable: Symbol, places: tuple[Affine, ...] = (), *, structured: str = ""
    ) -> Piece:
        round_d = _operator("\u2202")
        above = (
            self.superscript(round_d, f"<mtext>{structured.removesuffix('metric')}</mtext>") if structured else round_d
        )
        below = self.written(variable)
        if places:
            below = self.entry((variable, places, len(places) + 1))
        return Piece(PRODUCT, _row(self.fraction(above, _row(round_d, below)), self.at(argument, ATOM)))

    def differential(self, node: Differential) -> str:
        inner = _row(_upright("d"), self.parenthesized(self.written(node.argument)))
        if all(to == Symbol(f"d{variable.name}") for variable, to in node.directions):
            return inner
        moves = [
            _row(self.written(variable), _operator("\u2192"), self.written(to)) for variable, to in node.directions
        ]
        return _row(inner, _operator("["), _joined(",", moves), _operator("]"))

    def _call(self, node: Call) -> Piece:
        if node.name == "block":
            return Piece(ATOM, _row(_operator("["), self._table(node), _operator("]")))
        if node.name == "?":
            return Piece(ATOM, _text("?"))
        if node.name in OPERATORS and len(node.arguments) == 2:
            left, right = (self.at(argument, POSTFIX) for argument in node.arguments)
            return Piece(SUM, _row(left, _operator(OPERATORS[node.name]), right))
        if node.name == "sqrt" and len(node.arguments) == 1:
            return Piece(ATOM, f"<msqrt>{self.written(node.arguments[0])}</msqrt>")
        sizes = (node.rows, node.columns)
        return Piece(ATOM, _applied(node.name, self.parenthesized(self.listed(node.arguments or sizes))))

    def _table(self, node: Call) -> str:
        rows = [row.arguments if isinstance(row, Call) and row.name == "row" else (row,) for row in node.arguments]
        cells = ("".join(f"<mtd>{self.written(entry)}</mtd>" for entry in row) for row in rows)
        return f"<mtable>{''.join(f'<mtr>{row}</mtr>' for row in cells)}</mtable>"

    def _index_sum(self, node: IndexSum) -> Piece:
        below = _row(self.integer_name(node.index), _operator("="), self.affine(node.low))
        sign = f"<munderover>{_operator(chr(0x2211))}{below}{self.affine(node.high)}</munderover>"
        return Piece(PRODUCT, _row(sign, self.at(node.body, PRODUCT)))

    def _members(self, node: Members) -> Piece:
        first, last = (self.of_family(node.family, end).body for end in (node.low, node.high))
        return Piece(ATOM, self.parenthesized(_joined(",", [first, _operator("\u2026"), last])))

    # -------------------------------------------------------------------------------- formulas

    def related(self, left: str, relation: str, right: str) -> str:
        return _row(left, _operator(RELATIONS[relation]), right)

    def preceding(self, left: str, relation: str, right: str) -> str:
        return _row(left, _operator(PRECEDES[relation]), right)

    def invertible(self, argument: str, *, scalar: bool) -> str:
        return self.related(argument, "!=", _number(0)) if scalar else _row(argument, _text(" invertible"))

    def joined(self, node: And | Or, word: str) -> Piece:
        parts = [self.part(part) for part in node.parts]
        return Piece(LOOSE, _between(_text(f" {word} "), parts) if parts else _text(str(isinstance(node, And)).lower()))

    def _not(self, node: Not) -> Piece:
        return Piece(LOOSE, _row(_text("not "), self.parenthesized(self.written(node.part))))

    def implied(self, premise: str, conclusion: str) -> str:
        return _row(premise, _operator("\u27f9"), conclusion)

    def bounds(self, node: IndexSum | ForAllIndex | Range) -> str:
        if node.low == node.high:
            return _row(self.integer_name(node.index), _operator("="), self.affine(node.low))
        below = _operator(RELATIONS["<="])
        return _row(self.affine(node.low), below, self.integer_name(node.index), below, self.affine(node.high))

    def _for_all_index(self, node: ForAllIndex) -> Piece:
        return Piece(LOOSE, _row(_text("for all "), self.bounds(node), COLON, self.written(node.body)))

    def quantified(self, universal: bool, symbols: Sequence[str], body: str) -> str:
        return _row(_operator("\u2200" if universal else "\u2203"), _joined(",", symbols), COLON, body)

    def _predicate(self, node: Predicate) -> Piece:
        if len(node.arguments) == 1:
            return Piece(LOOSE, _row(self.written(node.arguments[0]), _text(f" {node.name}")))
        return Piece(LOOSE, _applied(node.name.replace("_", " "), self.parenthesized(self.listed(node.arguments))))

    # -------------------------------------------------------------------------------- declarations

    def _declared(self, symbol: SymbolDeclaration) -> Piece:
        shown = [self.indexed(symbol), _operator("\u2208"), self._space(symbol.rows, symbol.columns)]
        return Piece(LOOSE, _row(*shown))

    def _space(self, rows: Affine, columns: Affine) -> str:
        real = _identifier("\u211d")
        if columns == ONE:
            return real if rows == ONE else self.superscript(real, self.affine(rows))
        return self.superscript(real, _row(self.affine(rows), _operator("\u00d7"), self.affine(columns)))

    def _function(self, function: FunctionDeclaration) -> Piece:
        space, arrow = self._space(function.rows, function.columns), _operator("\u2192")
        return Piece(LOOSE, _row(self.name(function.name).body, COLON, space, arrow, _identifier("\u211d")))


# ------------------------------------------------------------------------------------------------ elements


def _row(*parts: str) -> str:
    return parts[0] if len(parts) == 1 else f"<mrow>{''.join(parts)}</mrow>"


def _between(joint: str, parts: Sequence[str]) -> str:
    return _row(*(piece for number, part in enumerate(parts) for piece in ([joint, part] if number else [part])))


def _joined(operator: str, parts: Sequence[str]) -> str:
    return _between(_operator(operator), parts) if parts else _row()


def _operator(sign: str) -> str:
    return f"<mo>{escape(sign)}</mo>"


def _number(value: Fraction | int) -> str:
    return f"<mn>{value}</mn>"


def _identifier(letter: str) -> str:
    return f"<mi>{escape(letter)}</mi>"


def _upright(letter: str) -> str:
    return f'<mi mathvariant="normal">{escape(letter)}</mi>'


def _text(words: str) -> str:
    """Words inside a formula. Spaces at the ends would be dropped, were they not no-break spaces."""
    inner = words.strip(" ")
    before, after = (len(words) - len(words.lstrip(" "))) * SPACE, (len(words) - len(words.rstrip(" "))) * SPACE
    return f"<mtext>{before}{escape(inner)}{after}</mtext>"


def _applied(name: str, arguments: str) -> str:
    return _row(_upright(name), _operator(APPLY), arguments)


def _named(name: Name) -> Piece:
    """A differential dX takes marks in parentheses only: (dX)^{-1} is not d(X^{-1})."""
    return Piece(POSTFIX if name.is_differential else ATOM, _spelled(name), None if name.is_differential else name)


def _of_form(form: Form) -> Name:
    if form.letter.style is Style.APPLIED:
        whole, scalar = [_spelled(_of_form(part)) for part in applied(form)]
        return Name(_row(whole, _operator(APPLY), _operator("("), scalar, _operator(")")))
    base = _letter(form.letter)
    for accent in form.accents:
        base = f'<mover accent="true">{base}{_operator(ACCENTS[accent])}</mover>'
    above = tuple(_operator(MARKS[mark]) for mark in form.above)
    return Name(base, tuple(map(_letter, form.below)), above, form.letter.style is Style.DIFFERENTIAL)


def _letter(part: Part) -> str:
    match part.style:
        case Style.GREEK:
            return _identifier(GLYPHS[part.word])
        case Style.DIFFERENTIAL:
            return _row(_upright("d"), _identifier(part.word))
        case Style.NUMBER:
            return f"<mn>{part.word}</mn>"
        case Style.VERBATIM:
            return f'<mi mathvariant="monospace">{escape(part.word)}</mi>'
        case _:
            return _identifier(part.word)


def _spelled(name: Name) -> str:
    below, above = _joined(",", name.below), _row(*name.above)
    if name.below and name.above:
        return f"<msubsup>{name.base}{below}{above}</msubsup>"
    if name.below:
        return f"<msub>{name.base}{below}</msub>"
    return f"<msup>{name.base}{above}</msup>" if name.above else name.base
