r"""Terms and formulas as LaTeX (amsmath), for reading: the reader infers the sizes of 0, I and e_l.

Parentheses are plain ``( )``, so that a formula may break inside them. ``Latex`` marks, between factors, where else a
long formula may break (``BREAK``); ``latex`` leaves the marks out.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

from symproof.language.affine import ONE, Affine, IntegerAtom, SizeAt, SizeProduct, subtract
from symproof.language.declarations import (
    Declarations,
    FunctionDeclaration,
    Piece,
    Range,
    SizeDeclaration,
    SymbolDeclaration,
)
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
from symproof.language.terms import (
    Basis,
    Call,
    Chain,
    Differential,
    Gradient,
    Identity,
    IndexSum,
    Integer,
    Inverse,
    Members,
    Number,
    Power,
    Product,
    Slope,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Value,
    Zero,
)
from symproof.render.calls import block_rows, call_in_latex, is_infix
from symproof.render.entries import StructuredGradient, Summand, places_of, with_structured
from symproof.render.implied import without_nonzero
from symproof.render.names import Name, escaped, name_in_latex
from symproof.render.naming import arranged
from symproof.render.sizes import SCALAR, Symbols, is_scalar, size_of
from symproof.render.text import norm_argument

Node: TypeAlias = "Term | Formula | Affine | SymbolDeclaration | SizeDeclaration | FunctionDeclaration"
SUM, PRODUCT, POSTFIX, ATOM = range(4)  # how tightly a formula binds
LOOSE = -1
BREAK = "\x1f"  # a long formula may break here
RELATIONS = {"=": "=", "!=": r"\neq", "<": "<", "<=": r"\le"}
TURNED = {"<": ">", "<=": r"\ge"}
_TOP = r"\top"
_STRUCTURED = r"\partial^{\mathrm{sym}}"  # by the free entries of a symmetric matrix


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of LaTeX, how tightly it binds, and the name it consists of, to which marks can be added."""

    binds: int
    latex: str
    name: Name | None = None


def latex(node: Node, declarations: Declarations) -> str:
    """The node as the inside of a formula."""
    with arranged([declarations], node):
        return Latex(declarations).latex(node).replace(BREAK, "")


def latex_of_affine(value: Affine) -> str:
    """``k-i+1``; positive terms first."""
    parts = sorted(value.terms, key=lambda item: item[1] < 0)
    result = ""
    for atom, coefficient in parts:
        size = "" if abs(coefficient) == 1 else f"{abs(coefficient)} "
        result += f"{'-' if coefficient < 0 else '+'}{size}{_atom(atom)}"
    if value.constant or not parts:
        result += f"{value.constant:+d}"
    return result.removeprefix("+")


def _atom(atom: IntegerAtom) -> str:
    if isinstance(atom, SizeAt):
        return member(atom.family, atom.index).latex()
    if isinstance(atom, SizeProduct):
        return " ".join(map(_atom, atom.product_of))
    return name_in_latex(atom).latex()


def member(name: str, index: Affine) -> Name:
    return name_in_latex(name).at(latex_of_affine(index))


class Latex:
    """Renders under given declarations, which tell scalars from matrices; bound symbols extend them."""

    def __init__(self, declarations: Declarations, symbols: Symbols | None = None) -> None:
        self.declarations = declarations
        self.symbols: Symbols = symbols or {symbol.name: symbol for symbol in declarations.symbols}

    def latex(self, node: Any) -> str:
        return self.shown(node).latex

    def shown(self, node: Any) -> Shown:
        return _RULES[type(node)](self, node)

    def at(self, node: Any, least: int) -> str:
        found = self.shown(node)
        return found.latex if found.binds >= least else f"({found.latex})"

    def raised(self, node: Any, mark: str) -> Shown:
        """The node with a mark above: a transposition sign, an exponent."""
        found = self.shown(node)
        if found.name is not None:
            name = found.name.raised(mark)
            return Shown(POSTFIX, name.latex())
        inner = found.latex if found.binds >= ATOM else f"({found.latex})"
        return Shown(POSTFIX, f"{inner}^{{{mark}}}")

    # -------------------------------------------------------------------------------- letters and numbers

    def _affine(self, node: Affine) -> Shown:
        return Shown(SUM, latex_of_affine(node))

    def _symbol(self, node: Symbol) -> Shown:
        return _named(name_in_latex(node.name) if node.index is None else member(node.name, node.index))

    def _chain(self, node: Chain) -> Shown:
        high, low = member(node.family, node.high), member(node.family, node.low)
        if node.high == node.low:
            return _named(high)
        dots = "" if subtract(node.high, node.low) == ONE else r"\cdots "
        return Shown(PRODUCT, rf"{high.latex()} {dots}{low.latex()}")

    def _basis(self, node: Basis) -> Shown:
        return _named(member("e", node.index))

    def _identity(self, node: Identity) -> Shown:
        return _named(Name("I", (latex_of_affine(node.size),)))

    def _zero(self, _node: Zero) -> Shown:
        return Shown(ATOM, "0")

    def _number(self, node: Number) -> Shown:
        return Shown(ATOM if node.value >= 0 else SUM, _fraction(node.value))

    def _integer(self, node: Integer) -> Shown:
        simple = len(node.value.terms) + bool(node.value.constant) <= 1
        return Shown(ATOM if simple else SUM, latex_of_affine(node.value))

    # -------------------------------------------------------------------------------- sums and products

    def _sum(self, node: Sum) -> Shown:
        result = ""
        terms = with_structured(node.terms)
        for position, term in enumerate(terms):
            sign, summand = self.summand(term)
            result += f" {sign or '+'} {summand}" if position else f"{sign}{summand}"
        return Shown(SUM if len(terms) > 1 else PRODUCT, result or "0")

    def summand(self, term: Summand) -> tuple[str, str]:
        """The sign of a summand, ``-`` or nothing, and the rest of it."""
        if isinstance(term, Number) and term.value < 0:
            return "-", _fraction(-term.value)
        lead = term.factors[0] if isinstance(term, Product) and term.factors else None
        if isinstance(term, Product) and isinstance(lead, Number) and lead.value < 0:
            return "-", self._factors((Number(-lead.value), *term.factors[1:]))
        return "", self.at(term, PRODUCT)

    def _product(self, node: Product) -> Shown:
        if not node.factors:
            return Shown(ATOM, "1")
        lead = node.factors[0]
        if isinstance(lead, Number) and lead.value < 0:
            return Shown(SUM, "-" + self.summand(node)[1])
        return Shown(PRODUCT, self._factors(node.factors))

    def _factors(self, factors: Sequence[Term]) -> str:
        """The factors with reciprocals of scalars in front gathered into a fraction; a leading 1 is left out."""
        if len(factors) > 1 and isinstance(factors[0], Number) and factors[0].value == 1:
            factors = factors[1:]
        count = 1 if isinstance(factors[0], Number) else 0
        end = count
        while end < len(factors) and self._is_reciprocal(factors[end]):
            end += 1
        parts = [self._factor(factor) for factor in factors[:count]]
        below = [factor.argument for factor in factors[count:end] if isinstance(factor, Inverse)]
        if below:
            above = parts[0] if parts else "1"
            alone = len(below) == 1  # under the bar a sum needs no parentheses
            under = self.latex(below[0]) if alone else self._spaced([self._factor(item) for item in below])
            parts = [rf"\frac{{{above}}}{{{under}}}"]
        return self._spaced([*parts, *self._grouped(factors[end:])])

    def _grouped(self, factors: Sequence[Term]) -> list[str]:
        """Equal scalars as powers, and parentheses around scalars such as w^T w among other factors."""
        found: list[str] = []
        start = 0
        while start < len(factors):
            end = self._end_of_scalar(factors, start)
            piece = factors[start:end]
            if len(piece) > 1 and all(part == piece[0] for part in piece):
                found.append(self.raised(piece[0], str(len(piece))).latex)
            elif 1 < len(piece) < len(factors):
                found.append(f"({self._spaced([self._factor(part) for part in piece])})")
            else:
                found += [self._factor(part) for part in piece]
            start = end
        return found

    def _end_of_scalar(self, factors: Sequence[Term], start: int) -> int:
        """The end of equal scalars, or of a row times ... times a column, from ``start`` on; else of one factor."""
        if is_scalar(factors[start], self.symbols):
            end = start + 1
            while end < len(factors) and factors[end] == factors[start]:
                end += 1
            return end
        first = size_of(factors[start], self.symbols)
        if first is None or first[0] != ONE:
            return start + 1
        for end in range(start + 1, len(factors)):
            last = size_of(factors[end], self.symbols)
            if last is None or last == SCALAR:
                break
            if last[1] == ONE:
                return end + 1
        return start + 1

    def _is_reciprocal(self, term: Term) -> bool:
        return isinstance(term, Inverse) and is_scalar(term.argument, self.symbols)

    def _factor(self, term: Term) -> str:
        """A chain multiplies on as it stands; a sum needs parentheses."""
        return self.at(term, PRODUCT if isinstance(term, Chain) else POSTFIX)

    def _spaced(self, factors: Sequence[str]) -> str:
        result = factors[0]
        for before, factor in itertools.pairwise(factors):
            digits = factor[0].isdigit() or (factor.startswith(r"\tfrac") and before[-1].isdigit())
            result += (r" \cdot " if digits else r"\,") + BREAK + factor
        return result

    # -------------------------------------------------------------------------------- operators

    def _power(self, node: Power) -> Shown:
        return self.raised(node.base, latex_of_affine(node.exponent))

    def _transpose(self, node: Transpose) -> Shown:
        if isinstance(node.argument, Inverse) and not self._is_reciprocal(node.argument):
            return self.raised(node.argument.argument, rf"-{_TOP}")
        return self.raised(node.argument, _TOP)

    def _inverse(self, node: Inverse) -> Shown:
        if self._is_reciprocal(node) and not isinstance(node.argument, Number):
            return Shown(PRODUCT, rf"\frac{{1}}{{{self.latex(node.argument)}}}")
        return self.raised(node.argument, "-1")

    def _trace(self, node: Trace) -> Shown:
        measured = norm_argument(node)
        if measured is not None:
            return Shown(ATOM, rf"\lVert {self.latex(measured)} \rVert^{{2}}")
        return Shown(ATOM, rf"\operatorname{{tr}}({self.latex(node.argument)})")

    def _applied(self, node: Value | Slope) -> Shown:
        prime = "'" if isinstance(node, Slope) else ""
        return Shown(ATOM, f"{name_in_latex(node.function).latex()}{prime}({self.latex(node.argument)})")

    def _gradient(self, node: Gradient) -> Shown:
        below = rf"\partial {self.latex(node.variable)}"
        if isinstance(node.argument, Value | Symbol):
            return Shown(PRODUCT, rf"\frac{{\partial {self.latex(node.argument)}}}{{{below}}}")
        return Shown(PRODUCT, rf"\frac{{\partial}}{{{below}}} {self.at(node.argument, ATOM)}")

    def _structured(self, node: StructuredGradient) -> Shown:
        below, argument = self.latex(node.gradient.variable), self.at(node.gradient.argument, ATOM)
        return Shown(PRODUCT, rf"\frac{{{_STRUCTURED}}}{{\partial {below}}} {argument}")

    def _differential(self, node: Differential) -> Shown:
        places = places_of(node, self.symbols)
        if places is not None:
            below = name_in_latex(node.directions[0][0].name).at(",".join(map(latex_of_affine, places[:2]))).latex()
            above = _STRUCTURED if places[2] else r"\partial"
            return Shown(PRODUCT, rf"\frac{{{above}}}{{\partial {below}}} {self.at(node.argument, ATOM)}")
        inner = rf"\mathrm{{d}}({self.latex(node.argument)})"
        if all(to == Symbol(f"d{variable.name}") for variable, to in node.directions):
            return Shown(ATOM, inner)
        moves = ", ".join(rf"{self.latex(variable)} \to {self.latex(to)}" for variable, to in node.directions)
        return Shown(ATOM, f"{inner}[{moves}]")

    def _call(self, node: Call) -> Shown:
        if node.name == "block":
            rows = r" \\ ".join(" & ".join(map(self.latex, row)) for row in block_rows(node))
            return Shown(ATOM, rf"\begin{{bmatrix}}{rows}\end{{bmatrix}}")
        if node.name == "?":
            return Shown(ATOM, "?")
        if is_infix(node):
            return Shown(SUM, call_in_latex(node, lambda item: self.at(item, POSTFIX), latex_of_affine, _operator))
        return Shown(ATOM, call_in_latex(node, self.latex, latex_of_affine, _operator))

    def _index_sum(self, node: IndexSum) -> Shown:
        low = f"{name_in_latex(node.index).latex()}={latex_of_affine(node.low)}"
        return Shown(PRODUCT, rf"\sum_{{{low}}}^{{{latex_of_affine(node.high)}}}\, {self.at(node.body, PRODUCT)}")

    def _members(self, node: Members) -> Shown:
        first, last = member(node.family, node.low), member(node.family, node.high)
        return Shown(ATOM, rf"({first.latex()}, \dots, {last.latex()})")

    # -------------------------------------------------------------------------------- formulas

    def _compared(self, node: Equal | Compare) -> Shown:
        left, right = self.latex(node.left), self.latex(node.right)
        return Shown(LOOSE, f"{left} = {right}" if isinstance(node, Equal) else _as_written(node, left, right))

    def _relation(self, node: IntegerRelation) -> Shown:
        return Shown(LOOSE, _as_written(node, latex_of_affine(node.left), latex_of_affine(node.right)))

    def _invertible(self, node: Invertible) -> Shown:
        if is_scalar(node.argument, self.symbols):
            return Shown(LOOSE, rf"{self.latex(node.argument)} \neq 0")
        return Shown(LOOSE, rf"{self.latex(node.argument)} \text{{ invertible}}")

    def _and(self, node: And) -> Shown:
        shown = without_nonzero(node)
        if not isinstance(shown, And):
            return Shown(LOOSE, self.latex(shown))
        return self._joined(shown.parts, rf"\ \text{{and}}\ {BREAK}", r"\text{true}")

    def _or(self, node: Or) -> Shown:
        return self._joined(node.parts, rf"\ \text{{or}}\ {BREAK}", r"\text{false}")

    def _joined(self, parts: Sequence[Formula], word: str, empty: str) -> Shown:
        return Shown(LOOSE, word.join(map(self._part, parts)) or empty)

    def _part(self, formula: Formula) -> str:
        if isinstance(formula, Equal | Compare | IntegerRelation | Predicate | Invertible | Not):
            return self.latex(formula)
        return f"({self.latex(formula)})"

    def _not(self, node: Not) -> Shown:
        match node.part:
            case Equal(left=left, right=right):
                return self._compared(Compare("!=", left, right))
            case Predicate(name="has_spurious_minimum", arguments=(_, _, *_)):
                return self._spurious(node.part, "no")
            case ForAllIndex(body=Not(part=body)):
                return Shown(LOOSE, rf"\text{{for some }} {bounds_of(node.part)}{_COLON}{self.latex(body)}")
            case ForAllIndex(body=Compare(relation="!=", left=left, right=right)):
                return Shown(
                    LOOSE, rf"\text{{for some }} {bounds_of(node.part)}{_COLON}{self.latex(Equal(left, right))}"
                )
            case _:
                return Shown(LOOSE, rf"\text{{not }} ({self.latex(node.part)})")

    def _implies(self, node: Implies) -> Shown:
        return Shown(LOOSE, rf"{self._part(node.premise)} \implies {BREAK}{self._part(node.conclusion)}")

    def _for_all_index(self, node: ForAllIndex) -> Shown:
        """``E(i) (1 <= i <= j)``; in front where the body is more than an equation."""
        bounds = [bounds_of(node)]
        body = node.body
        while isinstance(body, ForAllIndex):
            bounds.append(bounds_of(body))
            body = body.body
        shown = r",\ ".join(bounds)
        if isinstance(body, Equal | Compare | IntegerRelation | Invertible):
            return Shown(LOOSE, rf"{self.latex(body)} \quad {BREAK}({shown})")
        return Shown(LOOSE, rf"\text{{for all }} {shown}{_COLON}{self.latex(body)}")

    def _quantified(self, node: ForAll | Exists) -> Shown:
        sign = r"\forall\," if isinstance(node, ForAll) else r"\exists\,"
        inner = Latex(self.declarations, {**self.symbols, **{symbol.name: symbol for symbol in node.symbols}})
        return Shown(LOOSE, f"{sign} {', '.join(map(inner.latex, node.symbols))}{_COLON}{inner.latex(node.body)}")

    def _predicate(self, node: Predicate) -> Shown:
        if node.name == "local_minimum" and len(node.arguments) > 2:
            value, *variables, radius = node.arguments
            words = (r"\ \text{is a local minimum of}\ ", r"\ \text{with radius}\ ")
            shown = f"{self._tuple(variables)}{words[0]}{BREAK}{self.latex(value)}{words[1]}{BREAK}{self.latex(radius)}"
            return Shown(LOOSE, shown)
        if node.name == "has_spurious_minimum" and len(node.arguments) > 1:
            return self._spurious(node, "a")
        name = rf"\text{{{escaped(node.name.replace('_', ' '))}}}"
        if len(node.arguments) == 1:
            return Shown(LOOSE, rf"{self.latex(node.arguments[0])}\ {name}")
        return Shown(LOOSE, f"{name}({', '.join(map(self.latex, node.arguments))})")

    def _spurious(self, node: Predicate, article: str) -> Shown:
        value, *variables = node.arguments
        words = rf"\ \text{{has {article} spurious minimum in}}\ "
        return Shown(LOOSE, f"{self.latex(value)}{words}{BREAK}{self._tuple(variables)}")

    def _tuple(self, terms: Sequence[Term]) -> str:
        shown = ", ".join(map(self.latex, terms))
        return shown if len(terms) == 1 else f"({shown})"

    # -------------------------------------------------------------------------------- declarations

    def _declared(self, symbol: SymbolDeclaration) -> Shown:
        return Shown(LOOSE, rf"{self._member_name(symbol)} \in {space(symbol.rows, symbol.columns)}")

    def _member_name(self, symbol: SymbolDeclaration | SizeDeclaration) -> str:
        name = name_in_latex(symbol.name)
        return (name if symbol.range is None else name.at(name_in_latex(symbol.range.index).latex())).latex()

    def definition(self, symbol: SymbolDeclaration) -> str:
        """``Q_i = M_k ... M_{i+1}``; its pieces where there are several."""
        left = self._member_name(symbol)
        if len(symbol.pieces) == 1:
            return f"{left} = {self.latex(symbol.pieces[0].body)}"
        rows = r" \\ ".join(self._piece(symbol, piece) for piece in symbol.pieces)
        return rf"{left} = \begin{{cases}}{rows}\end{{cases}}"

    def _piece(self, symbol: SymbolDeclaration, piece: Piece) -> str:
        if symbol.range is None or piece.low is None or piece.high is None:
            return self.latex(piece.body)
        return f"{self.latex(piece.body)} & {bounds_of(Range(symbol.range.index, piece.low, piece.high))}"

    def _size(self, size: SizeDeclaration) -> Shown:
        return Shown(LOOSE, self._member_name(size))

    def _function(self, function: FunctionDeclaration) -> Shown:
        name = name_in_latex(function.name).latex()
        return Shown(LOOSE, rf"{name}\colon {space(function.rows, function.columns)} \to \mathbb{{R}}")


_COLON = rf":\ {BREAK}"


def bounds_of(declared: Range | ForAllIndex) -> str:
    """``1 <= i <= k``."""
    return (
        rf"{latex_of_affine(declared.low)} \le {name_in_latex(declared.index).latex()}"
        rf" \le {latex_of_affine(declared.high)}"
    )


def space(rows: Affine, columns: Affine) -> str:
    r"""``\mathbb{R}^{m \times n}``; columns and scalars without the 1."""
    if columns == ONE:
        return r"\mathbb{R}" if rows == ONE else rf"\mathbb{{R}}^{{{latex_of_affine(rows)}}}"
    return rf"\mathbb{{R}}^{{{latex_of_affine(rows)} \times {latex_of_affine(columns)}}}"


def _named(name: Name) -> Shown:
    """A differential dX takes marks in parentheses only: (dX)^{-1} is not d(X^{-1})."""
    if name.base.startswith(r"\mathrm{d}"):
        return Shown(POSTFIX, name.latex())
    return Shown(ATOM, name.latex(), name)


def _fraction(value: Fraction) -> str:
    sign, size = "-" if value < 0 else "", abs(value)
    if size.denominator == 1:
        return f"{sign}{size}"
    return rf"{sign}\tfrac{{{size.numerator}}}{{{size.denominator}}}"


def _as_written(node: Compare | IntegerRelation, left: str, right: str) -> str:
    """The relation in the direction in which the author wrote it."""
    if node.turned and node.relation in TURNED:
        return f"{right} {TURNED[node.relation]} {left}"
    return f"{left} {RELATIONS[node.relation]} {right}"


def _operator(name: str) -> str:
    return rf"\operatorname{{{escaped(name)}}}"


_RULES: dict[type, Callable[[Latex, Any], Shown]] = {
    Affine: Latex._affine, Symbol: Latex._symbol, Chain: Latex._chain, Basis: Latex._basis,
    Identity: Latex._identity, Zero: Latex._zero, Number: Latex._number, Integer: Latex._integer, Sum: Latex._sum,
    Product: Latex._product, Power: Latex._power, Transpose: Latex._transpose, Inverse: Latex._inverse,
    Trace: Latex._trace, Value: Latex._applied, Slope: Latex._applied, Gradient: Latex._gradient,
    Differential: Latex._differential, StructuredGradient: Latex._structured,
    Call: Latex._call, IndexSum: Latex._index_sum, Members: Latex._members,
    Equal: Latex._compared, Compare: Latex._compared, IntegerRelation: Latex._relation,
    Invertible: Latex._invertible, And: Latex._and, Or: Latex._or, Not: Latex._not, Implies: Latex._implies,
    ForAllIndex: Latex._for_all_index, ForAll: Latex._quantified, Exists: Latex._quantified,
    Predicate: Latex._predicate, SymbolDeclaration: Latex._declared, SizeDeclaration: Latex._size,
    FunctionDeclaration: Latex._function,
}  # fmt: skip
