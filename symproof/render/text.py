"""Terms, formulas and declarations as plain text: the syntax of statement files, with families, chains, quantifiers.

``M_{i-1}`` is a member of a family, ``M_k...M_i`` a chain, ``e_l(n)`` a basis column, ``f'(W)`` a gradient. Different
terms over the same declarations render differently. Three things are left to the reader: whether integers are compared
as integers or as real numbers; ``0`` on one side of an
equation has the size of the other side, ``I`` in a sum or an equation that of its company, as these are written.
(The zero matrix of size literally 1 x 1 is the number 0.)
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any, TypeAlias

from symproof.language.affine import Affine, IntegerAtom, SizeAt, SizeProduct
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
from symproof.language.substitution import names
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
from symproof.render.calls import FUNCTION_NAMES
from symproof.render.entries import (
    MINUS_ONE,
    Entry,
    StructuredGradient,
    Summand,
    after_scalars,
    entry_at,
    places_of,
    units_at,
    with_structured,
)  # fmt: skip
from symproof.render.implied import without_nonzero
from symproof.render.sizes import SCALAR, Symbols, is_scalar, size_of

Node: TypeAlias = "Term | Formula | Affine | SymbolDeclaration | SizeDeclaration | FunctionDeclaration"
SUM, PRODUCT, POSTFIX, ATOM = range(4)  # how tightly a text binds
LOOSE = -1  # formulas
WORDS = frozenset(["I", "all", "and", "commute", "exists", "for", "implies", "in", "invertible", "not", "or", "over"])
Rendered = tuple[int, str]


def text(node: Node, declarations: Declarations) -> str:
    """The node as one line of text."""
    return Text(declarations).text(node)


def text_of_affine(value: Affine, taken: Collection[str] = ()) -> str:
    """``k-i+1``; positive terms first. ``taken`` are declared names that a member must not be mistaken for."""
    parts = sorted(value.terms, key=lambda item: item[1] < 0)
    result = "".join(_signed(coefficient, text_of_atom(atom, taken)) for atom, coefficient in parts)
    if value.constant or not parts:
        result += f"{value.constant:+d}"
    return result.removeprefix("+")


def _signed(coefficient: int, atom: str) -> str:
    size = "" if abs(coefficient) == 1 else f"{abs(coefficient)}*"
    return f"{'-' if coefficient < 0 else '+'}{size}{atom}"


def text_of_atom(atom: IntegerAtom, taken: Collection[str] = ()) -> str:
    if isinstance(atom, SizeAt):
        return member(atom.family, atom.index, taken)
    if isinstance(atom, SizeProduct):
        return "*".join(text_of_atom(part, taken) for part in atom.product_of)
    return atom


def member(name: str, index: Affine, taken: Collection[str] = ()) -> str:
    """``M_i``, ``M_1``, ``M_{i-1}``; ``M_{1}`` where something else is called ``M_1``."""
    inner = text_of_affine(index, taken)
    plain = f"{name}_{inner}"
    return plain if inner.isalnum() and plain not in taken else f"{name}_{{{inner}}}"


def _quoted(name: str, taken: Collection[str]) -> str:
    """A declared name; in braces where the language has another meaning for it."""
    return f"{{{name}}}" if name in taken else name


class Text:
    """Renders under given declarations; bound symbols extend them."""

    def __init__(self, declarations: Declarations, symbols: Symbols | None = None) -> None:
        self.declarations = declarations
        self.symbols: Symbols = symbols or {symbol.name: symbol for symbol in declarations.symbols}
        sizes = [size.name for size in declarations.sizes]
        functions = [function.name for function in declarations.functions]
        self.taken = frozenset({*self.symbols, *declarations.integers, *sizes, *functions})

    def text(self, node: Any) -> str:
        return self.rendered(node)[1]

    def rendered(self, node: Any) -> Rendered:
        return _RULES[type(node)](self, node)

    def at(self, node: Any, least: int) -> str:
        """The text of a part, in parentheses if it binds less tightly than ``least``."""
        binds, result = self.rendered(node)
        return result if binds >= least else f"({result})"

    def extended(self, symbols: Sequence[SymbolDeclaration]) -> Text:
        return Text(self.declarations, {**self.symbols, **{symbol.name: symbol for symbol in symbols}})

    def affine(self, value: Affine) -> str:
        return text_of_affine(value, self.taken)

    def member(self, name: str, index: Affine) -> str:
        return member(name, index, self.taken)

    # -------------------------------------------------------------------------------- letters and numbers

    def _affine(self, node: Affine) -> Rendered:
        return SUM, self.affine(node)

    def _symbol(self, node: Symbol) -> Rendered:
        return ATOM, _quoted(node.name, WORDS) if node.index is None else self.member(node.name, node.index)

    def _chain(self, node: Chain) -> Rendered:
        return PRODUCT, f"{self.member(node.family, node.high)}...{self.member(node.family, node.low)}"

    def _basis(self, node: Basis) -> Rendered:
        return ATOM, f"{member('e', node.index)}({self.affine(node.size)})"

    def _identity(self, node: Identity) -> Rendered:
        return ATOM, f"I({self.affine(node.size)})"

    def _zero(self, node: Zero) -> Rendered:
        return ATOM, f"zeros({self.affine(node.rows)}, {self.affine(node.columns)})"

    def _number(self, node: Number) -> Rendered:
        whole = node.value.denominator == 1
        return (ATOM if whole and node.value >= 0 else PRODUCT if node.value >= 0 else SUM), str(node.value)

    def _integer(self, node: Integer) -> Rendered:
        """One parameter, size or member of a family of sizes as it is; anything else could be read as a sum."""
        result = self.affine(node.value)
        atoms = [
            atom for atom, coefficient in node.value.terms if coefficient == 1 and not isinstance(atom, SizeProduct)
        ]
        single = len(node.value.terms) == len(atoms) == 1 and not node.value.constant
        return ATOM, result if single else f"integer({result})"

    # -------------------------------------------------------------------------------- sums

    def _sum(self, node: Sum) -> Rendered:
        if len(node.terms) < 2:
            return ATOM, f"sum({', '.join(map(self.text, node.terms))})"
        company = self._company(node.terms)
        first, *rest = with_structured(node.terms)
        if not rest:
            return self.rendered(first)
        parts = [self._alone(first, company)]
        for term in rest:
            taken = self._subtracted(term)
            parts.append(f" - {taken}" if taken is not None else f" + {self._alone(term, company)}")
        return SUM, "".join(parts)

    def _company(self, terms: Sequence[Term]) -> tuple[Affine, Affine] | None:
        """The size that the other summands show; an identity of that size needs none of its own."""
        plain = [term for term in terms if not isinstance(term, Identity | Zero)]
        return size_of(Sum(tuple(plain)), self.symbols) if plain else None

    def _alone(self, term: Summand, company: tuple[Affine, Affine] | None) -> str:
        """A summand with its own sign."""
        if isinstance(term, Identity) and company == (term.size, term.size) != SCALAR:
            return "I"
        binds, result = self.rendered(term)
        return result if binds >= PRODUCT or self._signed(term) else f"({result})"

    def _signed(self, term: Summand) -> bool:
        """A minus sign in front that belongs to a number or a product."""
        lead = term.factors[0] if isinstance(term, Product) and len(term.factors) > 1 else term
        return isinstance(lead, Number) and lead.value < 0

    def _subtracted(self, term: Summand) -> str | None:
        """What is subtracted, where a summand reads as a subtraction: a - b is recorded as a + (-1) b."""
        if isinstance(term, Number) and term.value < 0:
            return str(-term.value)
        if not (isinstance(term, Product) and len(term.factors) > 1 and self._signed(term)):
            return None
        _, result = self._product(term)
        return None if result.startswith("-1*") else result.removeprefix("-")

    # -------------------------------------------------------------------------------- products

    def _product(self, node: Product) -> Rendered:
        """-1 and a leading number in front, reciprocals of scalars in front as divisions, the rest as it stands."""
        if len(node.factors) < 2:
            return ATOM, f"product({', '.join(map(self.text, node.factors))})"
        first, *rest = node.factors
        if first == MINUS_ONE:
            return SUM, self._negated(rest)
        if isinstance(first, Number) and first.value != 1:
            return (SUM if first.value < 0 else PRODUCT), self._scaled(str(first.value), rest)
        return PRODUCT, self._quotient(node.factors) or self._plain(node.factors)

    def _negated(self, rest: list[Term]) -> str:
        if isinstance(rest[0], Number):
            return f"-({self._plain(rest)})"
        if len(rest) == 1 and isinstance(rest[0], Product):
            return f"-1*{self.at(rest[0], POSTFIX)}"
        return "-" + (self._quotient(rest) or self._plain(rest))

    def _scaled(self, number: str, rest: list[Term]) -> str:
        divisors, others = self._divided(rest)
        if divisors and not (others and isinstance(others[0], Number)):
            return number + (f"*{self._plain(others)}" if others else "") + self._divisions(divisors)
        return f"{number}*{self._plain(rest)}"

    def _quotient(self, factors: Sequence[Term]) -> str | None:
        """``A*B/c`` for (1/c) A B; None where it is no division or would read differently."""
        divisors, others = self._divided(factors)
        if not divisors or (others and isinstance(others[0], Number)):
            return None
        return (self._plain(others) if others else "1") + self._divisions(divisors)

    def _divided(self, factors: Sequence[Term]) -> tuple[list[Term], Sequence[Term]]:
        """The arguments of the reciprocals in front, and the other factors."""
        count = 0
        while count < len(factors) and self._is_division(factors[count]):
            count += 1
        return [factor.argument for factor in factors[:count] if isinstance(factor, Inverse)], factors[count:]

    def _is_division(self, term: Term) -> bool:
        if not isinstance(term, Inverse) or isinstance(term.argument, Number):
            return False
        return is_scalar(term.argument, self.symbols)

    def _divisions(self, divisors: Sequence[Term]) -> str:
        return "".join(f"/{self.at(divisor, ATOM)}" for divisor in reversed(divisors))

    def _plain(self, factors: Sequence[Term]) -> str:
        parts: list[str] = []
        position = 0
        while position < len(factors):
            count, shown = self._factor_at(factors, position)
            parts.append(shown)
            position += count
        return "*".join(parts)

    def _factor_at(self, factors: Sequence[Term], position: int) -> tuple[int, str]:
        """How many factors the next piece is made of, and the piece: an entry, a single-entry matrix or a factor.

        After scalars the factors of an entry stand flat, after matrices as a product inside the product.
        """
        term = factors[position]
        if position == 0 and isinstance(term, Number):
            return 1, str(term.value)
        found = entry_at(factors, position, self.symbols)
        if found is not None and after_scalars(factors[:position], self.symbols):
            return found[2], self._entry(found)
        units = units_at(factors, position)
        if units is not None:
            places = (units[0].index, units[1].index, units[0].size, units[1].size)
            return 2, f"J({', '.join(map(self.affine, places))})"
        if isinstance(term, Product) and term.factors:
            inner = entry_at(term.factors, 0, self.symbols)
            whole = inner is not None and inner[2] == len(term.factors)
            if whole and inner is not None and not after_scalars(factors[:position], self.symbols):
                return 1, self._entry(inner)
        return 1, self._factor(term)

    def _entry(self, found: Entry) -> str:
        return f"{self.at(found[0], ATOM)}[{','.join(map(self.affine, found[1]))}]"

    def _factor(self, term: Term) -> str:
        if isinstance(term, Inverse):
            return f"inv({self.text(term.argument)})"
        return self.at(term, POSTFIX)

    # -------------------------------------------------------------------------------- operators

    def _power(self, node: Power) -> Rendered:
        exponent = self.affine(node.exponent)
        return POSTFIX, f"{self.at(node.base, ATOM)}**{exponent if exponent.isalnum() else f'({exponent})'}"

    def _transpose(self, node: Transpose) -> Rendered:
        return ATOM, f"{self.at(node.argument, ATOM)}.T"

    def _inverse(self, node: Inverse) -> Rendered:
        if self._is_division(node):
            return PRODUCT, f"1/{self.at(node.argument, ATOM)}"
        return ATOM, f"inv({self.text(node.argument)})"

    def _trace(self, node: Trace) -> Rendered:
        measured = norm_argument(node)
        return ATOM, f"tr({self.text(node.argument)})" if measured is None else f"norm2({self.text(measured)})"

    def _applied(self, node: Value | Slope) -> Rendered:
        prime = "'" if isinstance(node, Slope) else ""
        return ATOM, f"{self._function_name(node.function)}{prime}({self.text(node.argument)})"

    def _function_name(self, name: str) -> str:
        """``e_1(...)`` is a basis column."""
        return _quoted(name, {name} if name.startswith("e_") else FUNCTION_NAMES)

    def _gradient(self, node: Gradient) -> Rendered:
        return POSTFIX, f"d({self.text(node.argument)})/d{self.text(node.variable)}"

    def _structured(self, node: StructuredGradient) -> Rendered:
        """``d(e)/d(X symmetric)``: by the free entries of a symmetric X."""
        variable = self.text(node.gradient.variable)
        return POSTFIX, f"d({self.text(node.gradient.argument)})/d({variable} symmetric)"

    def _differential(self, node: Differential) -> Rendered:
        """``d(e)/dX[i,j]`` along a single entry, ``d(e)`` where every X with a declared dX moves along it."""
        inner = f"d({self.text(node.argument)})"
        places = places_of(node, self.symbols)
        if places is not None:
            variable = self.text(node.directions[0][0])
            below = f"({variable} symmetric)" if places[2] else variable
            return POSTFIX, f"{inner}/d{below}[{','.join(map(self.affine, places[:2]))}]"
        if node.directions == self._expected(node.argument):
            return ATOM, inner
        moves = ", ".join(f"{self.text(variable)} -> {self.text(to)}" for variable, to in node.directions)
        return ATOM, f"{inner}[{moves}]"

    def _expected(self, argument: Term) -> tuple[tuple[Symbol, Term], ...]:
        """X along dX for each free symbol X that the argument reaches, also through definitions."""
        found: set[str] = set()
        waiting = list(names(argument))
        while waiting:
            name = waiting.pop()
            if name in self.symbols and name not in found:
                found.add(name)
                waiting += names(tuple(piece.body for piece in self.symbols[name].pieces))
        moving = [name for name in sorted(found) if f"d{name}" in self.symbols and not self.symbols[name].pieces]
        return tuple((Symbol(name), Symbol(f"d{name}")) for name in moving)

    def _call(self, node: Call) -> Rendered:
        if node.name == "block" and all(isinstance(row, Call) and row.name == "row" for row in node.arguments):
            return ATOM, f"block([{', '.join(self._row(row) for row in node.arguments if isinstance(row, Call))}])"
        if node.name == "?":  # a question that found no answer
            return ATOM, "?"
        if not node.arguments:
            shown = f"{self.affine(node.rows)}, {self.affine(node.columns)}"
        else:
            shown = ", ".join(map(self.text, node.arguments))
        return ATOM, f"{node.name}({shown})"

    def _row(self, row: Call) -> str:
        return f"[{', '.join(map(self.text, row.arguments))}]"

    def _index_sum(self, node: IndexSum) -> Rendered:
        return ATOM, f"sum({self.text(node.body)} for {node.index} in {self._bounds(node)})"

    def _bounds(self, node: IndexSum | ForAllIndex | Range) -> str:
        return f"{self.affine(node.low)}..{self.affine(node.high)}"

    def _members(self, node: Members) -> Rendered:
        return ATOM, f"({self.member(node.family, node.low)}, ..., {self.member(node.family, node.high)})"

    # -------------------------------------------------------------------------------- formulas

    def _side(self, term: Term, other: Term) -> str:
        """A side of an equation; ``0`` and ``I`` take the size of the other side."""
        if isinstance(term, Zero | Identity) and not isinstance(other, Zero | Identity):
            size = size_of(term, self.symbols)
            if size == size_of(other, self.symbols) and (isinstance(term, Zero) or size != SCALAR):
                return "0" if isinstance(term, Zero) else "I"
        if isinstance(term, Number) and not term.value and size_of(other, self.symbols) not in (None, SCALAR):
            return "number(0)"  # ill-sized: not the zero matrix
        return self.text(term)

    def _compared(self, node: Equal | Compare) -> Rendered:
        left, right = self._side(node.left, node.right), self._side(node.right, node.left)
        return LOOSE, f"{left} = {right}" if isinstance(node, Equal) else as_written(node, left, right)

    def _relation(self, node: IntegerRelation) -> Rendered:
        return LOOSE, as_written(node, self.affine(node.left), self.affine(node.right))

    def _invertible(self, node: Invertible) -> Rendered:
        word = "nonzero" if size_of(node.argument, self.symbols) == SCALAR else "invertible"
        return LOOSE, f"{self.text(node.argument)} {word}"

    def _joined(self, node: And | Or) -> Rendered:
        shown = without_nonzero(node)
        if not isinstance(shown, And | Or):
            return LOOSE, self.text(shown)
        node = shown
        word, few = ("and", "all of") if isinstance(node, And) else ("or", "one of")
        if len(node.parts) < 2:
            return LOOSE, f"{few} ({', '.join(map(self.text, node.parts))})"
        return LOOSE, f" {word} ".join(map(self._part, node.parts))

    def _part(self, formula: Formula) -> str:
        simple = isinstance(formula, Equal | Compare | IntegerRelation | Predicate | Not | Invertible)
        return self.text(formula) if simple else f"({self.text(formula)})"

    def _not(self, node: Not) -> Rendered:
        return LOOSE, f"not ({self.text(node.part)})"

    def _implies(self, node: Implies) -> Rendered:
        return LOOSE, f"{self._part(node.premise)} implies {self._part(node.conclusion)}"

    def _for_all_index(self, node: ForAllIndex) -> Rendered:
        return LOOSE, f"for all {node.index} in {self._bounds(node)}: {self.text(node.body)}"

    def _quantified(self, node: ForAll | Exists) -> Rendered:
        word = "for all" if isinstance(node, ForAll) else "exists"
        inner = self.extended(node.symbols)
        return LOOSE, f"{word} {', '.join(map(inner.text, node.symbols))}: {inner.text(node.body)}"

    def _predicate(self, node: Predicate) -> Rendered:
        if " " in node.name and len(node.arguments) == 1:
            return LOOSE, f"{self.text(node.arguments[0])} {node.name}"
        return LOOSE, f"{node.name.replace(' ', '-')}({', '.join(map(self.text, node.arguments))})"

    # -------------------------------------------------------------------------------- declarations

    def _declared(self, symbol: SymbolDeclaration) -> Rendered:
        size = f"{self.affine(symbol.rows)} x {self.affine(symbol.columns)}"
        pieces = "; ".join(self._piece(symbol, piece) for piece in symbol.pieces)
        body = f" := {pieces}" if pieces else ""
        if symbol.range is None:
            return LOOSE, f"{_quoted(symbol.name, WORDS)} ({size}){body}"
        where = f"{symbol.range.index} in {self._bounds(symbol.range)}"
        return LOOSE, f"{symbol.name}_{symbol.range.index} ({size}, {where}){body}"

    def _piece(self, symbol: SymbolDeclaration, piece: Piece) -> str:
        if symbol.range is None or piece.low is None or piece.high is None:
            return self.text(piece.body)
        return (
            f"{self.text(piece.body)} for {symbol.range.index} in {self.affine(piece.low)}..{self.affine(piece.high)}"
        )

    def _size(self, size: SizeDeclaration) -> Rendered:
        if size.range is None:
            return LOOSE, size.name
        return LOOSE, f"{size.name}_{size.range.index} ({size.range.index} in {self._bounds(size.range)})"

    def _function(self, function: FunctionDeclaration) -> Rendered:
        space = f"R^({self.affine(function.rows)} x {self.affine(function.columns)})"
        return LOOSE, f"{self._function_name(function.name)}: {space} -> R"


def norm_argument(node: Trace) -> Term | None:
    """X where the trace is tr(X^T X), recorded flat or, where X is a product that begins with a row, as X^T (X)."""
    factors = node.argument.factors if isinstance(node.argument, Product) else ()
    if len(factors) < 2 or not isinstance(factors[0], Transpose):
        return None
    measured = factors[0].argument
    own = measured.factors if isinstance(measured, Product) and len(measured.factors) > 1 else (measured,)
    return measured if factors[1:] in (own, (measured,)) else None


def as_written(node: Compare | IntegerRelation, left: str, right: str) -> str:
    """The relation in the direction in which the author wrote it. Between integers, whether as integers or as real
    numbers makes no difference to what it says."""
    return f"{right} {node.relation.replace('<', '>')} {left}" if node.turned else f"{left} {node.relation} {right}"


_RULES: dict[type, Callable[[Text, Any], Rendered]] = {
    Affine: Text._affine, Symbol: Text._symbol, Chain: Text._chain, Basis: Text._basis, Identity: Text._identity,
    Zero: Text._zero, Number: Text._number, Integer: Text._integer, Sum: Text._sum, Product: Text._product,
    Power: Text._power, Transpose: Text._transpose, Inverse: Text._inverse, Trace: Text._trace, Value: Text._applied,
    Slope: Text._applied, Gradient: Text._gradient, Differential: Text._differential, Call: Text._call,
    IndexSum: Text._index_sum, Members: Text._members, Equal: Text._compared, Compare: Text._compared,
    IntegerRelation: Text._relation, Invertible: Text._invertible, And: Text._joined, Or: Text._joined, Not: Text._not,
    Implies: Text._implies, ForAllIndex: Text._for_all_index, ForAll: Text._quantified, Exists: Text._quantified,
    Predicate: Text._predicate, SymbolDeclaration: Text._declared, SizeDeclaration: Text._size,
    FunctionDeclaration: Text._function, StructuredGradient: Text._structured,
}  # fmt: skip
