"""Terms, formulas and declarations as plain text: the syntax of statement files, with families, chains, quantifiers.

``M_{i-1}`` is a member of a family, ``M_k...M_i`` a chain, ``e_l(n)`` a basis column, ``f'(W)`` a gradient. Different
terms over the same declarations render differently. Three things are left to the reader: whether integers are compared
as integers or as real numbers; ``0`` on one side of an
equation has the size of the other side, ``I`` in a sum or an equation that of its company, as these are written.
(The zero matrix of size literally 1 x 1 is the number 0.)
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction
from typing import Any

from symproof.language.affine import Affine, SizeProduct, declared_name
from symproof.language.declarations import (
    Declarations,
    FunctionDeclaration,
    Range,
    SizeDeclaration,
    SymbolDeclaration,
)
from symproof.language.declarations import (
    Piece as Defined,
)
from symproof.language.formulas import And, Compare, Equal, ForAllIndex, Not, Or, Predicate
from symproof.language.substitution import names
from symproof.language.terms import (
    Basis,
    Call,
    Chain,
    Differential,
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
    Transpose,
    Value,
    Zero,
)
from symproof.render import calls, notions, words
from symproof.render.entries import Entry, Summand
from symproof.render.names import Name
from symproof.render.naming import Naming
from symproof.render.printer import ATOM, LOOSE, POSTFIX, PRODUCT, Node, Piece, Printer
from symproof.render.remembered import printer_of
from symproof.render.sizes import SCALAR, Size, size_of


def text(node: Node, declarations: Declarations, naming: Naming | None = None) -> str:
    """The node as one line of text; ``naming`` where it stands beside other formulas."""
    return printer_of(Text, node, declarations, naming).written(node)


def _quoted(name: str, taken: Collection[str]) -> str:
    """A declared name; in braces where the language has another meaning for it."""
    return f"{{{name}}}" if name in taken else name


class Text(Printer):
    """Writes text that reads back as the same term."""

    top = ".T"
    minus_top = ""
    minus_one = ""
    binds_norm = ATOM
    binds_fraction = PRODUCT
    groups_scalars = False

    def text(self, node: Any) -> str:
        """The node as text that reads back."""
        return self.written(node)

    # -------------------------------------------------------------------------------- letters and numbers

    def name(self, name: str) -> Piece:
        return Piece(POSTFIX if name.startswith("d(") else ATOM, _quoted(name, words.WORDS))

    def integer_name(self, name: str) -> str:
        return name

    def member(self, name: str, *indices: Affine) -> Piece:
        """``M_i``, ``M_1``, ``M_{i-1}``; ``M_{1}`` where something else is called ``M_1``."""
        inner = ",".join(map(self.affine, indices))
        plain = f"{name}_{inner}"
        free = inner.isalnum() and not self.naming.is_taken(plain)
        return Piece(ATOM, plain if free else f"{name}_{{{inner}}}")

    def spelled(self, name: Name) -> str:
        raise NotImplementedError("names in text carry no marks")

    def numeral(self, value: Fraction | int) -> str:
        return str(value)

    def multiplied_integers(self, parts: Sequence[str]) -> str:
        return "*".join(parts)

    def _chain(self, node: Chain) -> Piece:
        first, last = (self.of_family(node.family, end).body for end in (node.high, node.low))
        return Piece(PRODUCT, self.chain(first, last, adjacent=False))

    def chain(self, first: str, last: str, *, adjacent: bool) -> str:
        return f"{first}...{last}"

    def _basis(self, node: Basis) -> Piece:
        inner = self.affine(node.index)
        return Piece(ATOM, f"e_{inner if inner.isalnum() else f'{{{inner}}}'}({self.affine(node.size)})")

    def _identity(self, node: Identity) -> Piece:
        return Piece(ATOM, f"I({self.affine(node.size)})")

    def _zero(self, node: Zero) -> Piece:
        return Piece(ATOM, f"zeros({self.affine(node.rows)}, {self.affine(node.columns)})")

    def _integer(self, node: Integer) -> Piece:
        """One parameter, size or member of a family of sizes as it is; anything else could be read as a sum."""
        result, terms = self.affine(node.value), node.value.terms
        atoms = [atom for atom, coefficient in terms if coefficient == 1 and not isinstance(atom, SizeProduct)]
        single = len(terms) == len(atoms) == 1 and not node.value.constant
        return Piece(ATOM, result if single else f"integer({result})")

    # -------------------------------------------------------------------------------- sums

    def short_sum(self, node: Sum) -> Piece:
        return Piece(ATOM, f"sum({self.listed(node.terms)})")

    def alone(self, term: Summand, company: Size | None) -> str:
        if isinstance(term, Identity) and company == (term.size, term.size) != SCALAR:
            return "I"
        found = self.piece(term)
        return found.body if found.binds >= PRODUCT or _is_signed(term) else f"({found.body})"

    def subtracted(self, term: Summand) -> str | None:
        """Nothing where it would read as a product with a number 1."""
        if isinstance(term, Product) and len(term.factors) < 2:
            return None
        shown = super().subtracted(term)
        return None if shown is None or shown.startswith("1*") else shown

    # -------------------------------------------------------------------------------- products

    def short_product(self, node: Product) -> Piece:
        return Piece(ATOM, f"product({self.listed(node.factors)})")

    def scaled(self, number: Fraction, rest: Sequence[Term]) -> str:
        if number == 1:
            return self._after_minus(rest)
        divisors, others = self.divided(rest)
        if divisors and not _reads_differently(divisors, others):
            return str(number) + (f"*{self._plain(others)}" if others else "") + self._divisions(divisors)
        return f"{number}*{self._plain(rest)}"

    def _after_minus(self, rest: Sequence[Term]) -> str:
        """What stands behind the sign of a product with -1 in front."""
        if isinstance(rest[0], Number):
            return f"({self._plain(rest)})"
        if len(rest) == 1 and isinstance(rest[0], Product):
            return f"1*{self.at(rest[0], POSTFIX)}"
        return self.factors(rest)

    def factors(self, factors: Sequence[Term]) -> str:
        """``A*B/c`` for (1/c) A B, unless that would read differently."""
        divisors, others = self.divided(factors)
        if not divisors or _reads_differently(divisors, others):
            return self._plain(factors)
        return (self._plain(others) if others else "1") + self._divisions(divisors)

    def is_division(self, term: Term) -> bool:
        return super().is_division(term) and isinstance(term, Inverse) and not isinstance(term.argument, Number)

    def _divisions(self, divisors: Sequence[Term]) -> str:
        return "".join(f"/{self.at(divisor, ATOM)}" for divisor in reversed(divisors))

    def _plain(self, factors: Sequence[Term]) -> str:
        return self.multiplied(self.pieces(factors))

    def multiplied(self, parts: Sequence[str]) -> str:
        return "*".join(parts)

    def fraction(self, above: str, below: str) -> str:
        return f"{above}/{below}"

    def piece_at(self, factors: Sequence[Term], position: int) -> tuple[int, str]:
        term = factors[position]
        return (
            (1, str(term.value)) if position == 0 and isinstance(term, Number) else super().piece_at(factors, position)
        )

    def entry(self, found: Entry) -> str:
        return f"{self.at(found[0], ATOM)}[{','.join(map(self.affine, found[1]))}]"

    def single_entry(self, column: Basis, row: Basis) -> str:
        return f"J({', '.join(map(self.affine, (column.index, row.index, column.size, row.size)))})"

    def factor(self, term: Term) -> str:
        return f"inv({self.written(term.argument)})" if isinstance(term, Inverse) else self.at(term, POSTFIX)

    # -------------------------------------------------------------------------------- operators

    def superscript(self, body: str, mark: str) -> str:
        return f"{body}**{mark if mark.isalnum() else f'({mark})'}"

    def _power(self, node: Power) -> Piece:
        """An entry needs no parentheses: X[1,2]**2."""
        base = node.base
        found = self._entry_at(base.factors, 0) if isinstance(base, Product) and base.factors else None
        is_entry = isinstance(base, Product) and found is not None and found[0] == len(base.factors)
        shown = found[1] if found is not None and is_entry else self.at(base, ATOM)
        return Piece(POSTFIX, self.superscript(shown, self.affine(node.exponent)))

    def _transpose(self, node: Transpose) -> Piece:
        return Piece(ATOM, f"{self.at(node.argument, ATOM)}.T")

    def _inverse(self, node: Inverse) -> Piece:
        if self.is_division(node):
            return Piece(PRODUCT, f"1/{self.at(node.argument, ATOM)}")
        return Piece(ATOM, f"inv({self.written(node.argument)})")

    def trace(self, argument: Term) -> str:
        return f"tr({self.written(argument)})"

    def norm(self, argument: Term) -> str:
        return f"norm2({self.written(argument)})"

    def _applied(self, node: Value | Slope) -> Piece:
        prime = "'" if isinstance(node, Slope) else ""
        return Piece(ATOM, f"{_function_name(node.function)}{prime}({self.written(node.argument)})")

    def derivative(
        self, argument: Term, variable: Symbol, places: tuple[Affine, ...] = (), *, structured: str = ""
    ) -> Piece:
        """``d(e)/dX``, ``d(e)/dX[i,j]``, ``d(e)/d(X symmetric)``."""
        below = f"({self.written(variable)} {structured})" if structured else self.written(variable)
        at = f"[{','.join(map(self.affine, places))}]" if places else ""
        return Piece(POSTFIX, f"d({self.written(argument)})/d{below}{at}")

    def differential(self, node: Differential) -> str:
        """``d(e)`` where every X with a declared dX moves along it."""
        inner = f"d({self.written(node.argument)})"
        if node.directions == self._expected(node.argument):
            return inner
        moves = ", ".join(f"{self.written(variable)} -> {self.written(to)}" for variable, to in node.directions)
        return f"{inner}[{moves}]"

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

    def _call(self, node: Call) -> Piece:
        if node.name == "block" and all(isinstance(row, Call) and row.name == "row" for row in node.arguments):
            return Piece(
                ATOM, f"block([{', '.join(self._row(row) for row in node.arguments if isinstance(row, Call))}])"
            )
        if node.name == "?":  # a question that found no answer
            return Piece(ATOM, "?")
        if not node.arguments:
            shown = f"{self.affine(node.rows)}, {self.affine(node.columns)}"
        else:
            shown = ", ".join(map(self._argument, node.arguments))
        return Piece(ATOM, f"{node.name}({shown})")

    def _argument(self, node: Term) -> str:
        """The text of an argument. An integer expression is an index of delta, and is written as one."""
        return self.affine(node.value) if isinstance(node, Integer) else self.written(node)

    def _row(self, row: Call) -> str:
        return f"[{self.listed(row.arguments)}]"

    def _index_sum(self, node: IndexSum) -> Piece:
        return Piece(ATOM, f"sum({self.written(node.body)} for {node.index} in {self.bounds(node)})")

    def bounds(self, node: IndexSum | ForAllIndex | Range) -> str:
        return f"{self.affine(node.low)}..{self.affine(node.high)}"

    def _members(self, node: Members) -> Piece:
        first, last = (self.of_family(node.family, end).body for end in (node.low, node.high))
        return Piece(ATOM, f"({first}, ..., {last})")

    # -------------------------------------------------------------------------------- formulas

    def sides(self, node: Equal | Compare) -> tuple[str, str]:
        return self._side(node.left, node.right), self._side(node.right, node.left)

    def _side(self, term: Term, other: Term) -> str:
        """A side of an equation; ``0`` and ``I`` take the size of the other side."""
        if isinstance(term, Zero | Identity) and not isinstance(other, Zero | Identity):
            size = size_of(term, self.symbols)
            if size == size_of(other, self.symbols) and (isinstance(term, Zero) or size != SCALAR):
                return "0" if isinstance(term, Zero) else "I"
        if isinstance(term, Number) and not term.value and size_of(other, self.symbols) not in (None, SCALAR):
            return "number(0)"  # ill-sized: not the zero matrix
        return self.written(term)

    def related(self, left: str, relation: str, right: str) -> str:
        return f"{left} {relation} {right}"

    def invertible(self, argument: str, *, scalar: bool) -> str:
        return f"{argument} {'nonzero' if scalar else 'invertible'}"

    def joined(self, node: And | Or, word: str) -> Piece:
        if len(node.parts) < 2:
            few = "all of" if isinstance(node, And) else "one of"
            return Piece(LOOSE, f"{few} ({self.listed(node.parts)})")
        return Piece(LOOSE, f" {word} ".join(map(self.part, node.parts)))

    def _not(self, node: Not) -> Piece:
        return Piece(LOOSE, f"not ({self.written(node.part)})")

    def implied(self, premise: str, conclusion: str) -> str:
        return f"{premise} implies {conclusion}"

    def _for_all_index(self, node: ForAllIndex) -> Piece:
        return Piece(LOOSE, f"for all {node.index} in {self.bounds(node)}: {self.written(node.body)}")

    def quantified(self, universal: bool, symbols: Sequence[str], body: str) -> str:
        return f"{'for all' if universal else 'exists'} {', '.join(symbols)}: {body}"

    def _local_minimum(self, node: Predicate) -> Piece:
        value, *variables = node.arguments
        radius = f" with radius {self.written(variables.pop())}" if node.name == notions.WITHIN else ""
        shown = self.listed(variables)
        what = shown if len(variables) == 1 else f"({shown})"
        return Piece(LOOSE, f"{what} is a local minimum of {self.written(value)}{radius}")

    def _predicate(self, node: Predicate) -> Piece:
        if node.name in (notions.LOCAL, notions.WITHIN):
            return self._local_minimum(node)
        if " " in node.name and len(node.arguments) == 1:
            return Piece(LOOSE, f"{self.written(node.arguments[0])} {node.name}")
        return Piece(LOOSE, f"{node.name.replace(' ', '-')}({self.listed(node.arguments)})")

    # -------------------------------------------------------------------------------- declarations

    def _declared(self, symbol: SymbolDeclaration) -> Piece:
        size = f"{self.affine(symbol.rows)} x {self.affine(symbol.columns)}"
        pieces = "; ".join(self._defined(symbol, piece) for piece in symbol.pieces)
        body = f" := {pieces}" if pieces else ""
        if symbol.range is None:
            return Piece(LOOSE, f"{_quoted(symbol.name, words.WORDS)} ({size}){body}")
        where = f"{symbol.range.index} in {self.bounds(symbol.range)}"
        if symbol.leading is not None:
            where = f"{symbol.leading.index} in {self.bounds(symbol.leading)}, {where}"
        return Piece(LOOSE, f"{self.indexed(symbol)} ({size}, {where}){body}")

    def _defined(self, symbol: SymbolDeclaration, piece: Defined) -> str:
        body = self.written(piece.body)
        if symbol.range is None or piece.low is None or piece.high is None:
            return body
        return f"{body} for {symbol.range.index} in {self.affine(piece.low)}..{self.affine(piece.high)}"

    def _size(self, size: SizeDeclaration) -> Piece:
        if size.range is None:
            return Piece(LOOSE, size.name)
        bounds = [item for item in (size.leading, size.range) if item is not None]
        where = ", ".join([f"{item.index} in {self.bounds(item)}" for item in bounds])
        return Piece(LOOSE, f"{self.indexed(size)} ({where})")

    def _function(self, function: FunctionDeclaration) -> Piece:
        space = f"R^({self.affine(function.rows)} x {self.affine(function.columns)})"
        return Piece(LOOSE, f"{_function_name(function.name)}: {space} -> R")


def _reads_differently(divisors: Sequence[Term], others: Sequence[Term]) -> bool:
    """Whether divisions behind the other factors would read as something else: a number in front as part of the
    coefficient, ``d(c)/dX`` as a derivative."""
    if others and isinstance(others[-1], Differential) and isinstance(divisors[-1], Symbol):
        return declared_name(divisors[-1].name).startswith("d")
    return bool(others) and isinstance(others[0], Number)


def _function_name(name: str) -> str:
    """``e_1(...)`` is a basis column."""
    return _quoted(name, {name} if name.startswith("e_") else calls.FUNCTION_NAMES)


def _is_signed(term: Summand) -> bool:
    """A minus sign in front that belongs to a number or a product."""
    lead = term.factors[0] if isinstance(term, Product) and len(term.factors) > 1 else term
    return isinstance(lead, Number) and lead.value < 0
