"""The walk over terms that all notations share, and how tightly each piece binds.

It decides where parentheses stand, which sign belongs to a summand, which factors are numbers, divisions or entries,
whether a trace is a norm and a differential a derivative by an entry. Each notation is a class that writes the pieces.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from symproof.language.affine import ONE, Affine, IntegerAtom, SizeAt, SizeProduct, declared_name, subtract
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
from symproof.render.entries import (
    Entry,
    StructuredGradient,
    Summand,
    after_scalars,
    delta_at,
    derivative_of,
    entry_at,
    norm_argument,
    toeplitz_gradient,
    units_at,
    with_structured,
)  # fmt: skip
from symproof.render.names import Name
from symproof.render.pieces import ATOM, POSTFIX, PRODUCT, SUM, Piece
from symproof.render.remembered import RememberingPrinter
from symproof.render.sizes import SCALAR, Size, is_scalar, size_of
from symproof.render.summing import with_letter


class TermPrinter(RememberingPrinter):
    """Writes under given declarations, which tell scalars from matrices, with the names of one naming."""

    top: str  # the mark of a transpose
    minus_top: str  # the mark of the transpose of an inverse
    minus_one: str
    binds_fraction = ATOM  # how tightly 1/2 binds
    binds_norm = POSTFIX  # how tightly a squared norm binds
    shows_entries = True  # whether e_i^T X e_j is written as an entry
    groups_scalars = True  # whether equal scalars are written as powers, and x^T y among factors in parentheses

    def at(self, node: Any, least: int) -> str:
        """A part, in parentheses if it binds less tightly than ``least``."""
        found = self.piece(node)
        return found.body if found.binds >= least else self.parenthesized(found.body)

    # -------------------------------------------------------------------------------- names and integers

    @abstractmethod
    def numeral(self, value: Fraction | int) -> str:
        """A number that is not negative."""

    @abstractmethod
    def multiplied_integers(self, parts: Sequence[str]) -> str:
        """A product of integers."""

    def affine(self, value: Affine) -> str:
        """``k-i+1``; positive terms first."""
        parts = sorted(value.terms, key=lambda item: item[1] < 0)
        shown = [
            ("-" if coefficient < 0 else "", self._multiple(abs(coefficient), atom)) for atom, coefficient in parts
        ]
        if value.constant or not parts:
            shown.append(("-" if value.constant < 0 else "", self.numeral(abs(value.constant))))
        return self.added(shown, tight=True)

    def _multiple(self, size: int, atom: IntegerAtom) -> str:
        shown = self.atom(atom)
        return shown if size == 1 else self.multiplied_integers([self.numeral(size), shown])

    def atom(self, atom: IntegerAtom) -> str:
        """An integer, a size of a family, or a product of such."""
        if isinstance(atom, SizeAt):
            return self.of_family(atom.family, atom.index).body
        if isinstance(atom, SizeProduct):
            return self.multiplied_integers([self.atom(part) for part in atom.product_of])
        return self.integer_name(atom)

    def integer_name(self, name: str) -> str:
        """The name of an integer."""
        return self.name(name).body

    def _affine(self, node: Affine) -> Piece:
        return Piece(SUM, self.affine(node))

    def _symbol(self, node: Symbol) -> Piece:
        return self.name(declared_name(node.name)) if node.index is None else self.of_family(node.name, node.index)

    def _chain(self, node: Chain) -> Piece:
        if node.high == node.low:
            return self.of_family(node.family, node.high)
        adjacent = subtract(node.high, node.low) == ONE
        ends = [self.of_family(node.family, end).body for end in (node.high, node.low)]
        return Piece(PRODUCT, self.chain(ends[0], ends[1], adjacent=adjacent))

    @abstractmethod
    def chain(self, first: str, last: str, *, adjacent: bool) -> str:
        """A product of consecutive members of a family, from the first to the last."""

    @abstractmethod
    def _basis(self, node: Basis) -> Piece: ...

    @abstractmethod
    def _identity(self, node: Identity) -> Piece: ...

    @abstractmethod
    def _zero(self, node: Zero) -> Piece: ...

    def _number(self, node: Number) -> Piece:
        shown = self.numeral(abs(node.value))
        if node.value < 0:
            return Piece(SUM, self.negative(shown))
        return Piece(ATOM if node.value.denominator == 1 else self.binds_fraction, shown)

    def _integer(self, node: Integer) -> Piece:
        simple = len(node.value.terms) + bool(node.value.constant) <= 1
        return Piece(ATOM if simple else SUM, self.affine(node.value))

    # -------------------------------------------------------------------------------- glue

    def parenthesized(self, body: str) -> str:
        """The body in parentheses."""
        return f"({body})"

    def negative(self, body: str) -> str:
        """The body with a minus sign."""
        return f"-{body}"

    def added(self, parts: Sequence[tuple[str, str]], *, tight: bool = False) -> str:
        """Summands, each with its sign: ``-`` or nothing."""
        joint = "" if tight else " "
        (sign, first), *rest = parts
        shown = self.negative(first) if sign else first
        return shown + "".join(f"{joint}{sign or '+'}{joint}{part}" for sign, part in rest)

    def listed(self, nodes: Sequence[Any]) -> str:
        """The nodes, with commas between them."""
        return ", ".join(map(self.written, nodes))

    # -------------------------------------------------------------------------------- sums

    def _sum(self, node: Sum) -> Piece:
        if len(node.terms) < 2:
            return self.short_sum(node)
        terms = with_structured(node.terms)
        if len(terms) == 1:
            return self.piece(terms[0])
        company = self._company(node.terms)
        return Piece(SUM, self.added([self.summand(term, company) for term in terms]))

    def short_sum(self, node: Sum) -> Piece:
        """A sum of a few terms."""
        return Piece(PRODUCT, self.added([self.summand(term) for term in node.terms]) if node.terms else "0")

    def _company(self, terms: Sequence[Term]) -> Size | None:
        """The size that another summand shows, so that an identity beside it is written without its size."""
        plain = [term for term in terms if not isinstance(term, Identity | Zero)]
        return size_of(Sum(tuple(plain)), self.symbols) if plain else None

    def summand(self, term: Summand, company: Size | None = None) -> tuple[str, str]:
        """The sign of a summand, ``-`` or nothing, and the rest of it: a - b is recorded as a + (-1) b."""
        if isinstance(term, Number) and term.value < 0:
            return "-", self.numeral(-term.value)
        taken = self.subtracted(term)
        return ("-", taken) if taken is not None else ("", self.alone(term, company))

    def subtracted(self, term: Summand) -> str | None:
        """What is subtracted, where a summand is a product with a negative number in front."""
        lead = term.factors[0] if isinstance(term, Product) and term.factors else None
        if isinstance(term, Product) and isinstance(lead, Number) and lead.value < 0:
            return self.scaled(-lead.value, term.factors[1:])
        return None

    def alone(self, term: Summand, _company: Size | None) -> str:
        """A summand that is not subtracted."""
        return self.at(term, PRODUCT)

    # -------------------------------------------------------------------------------- products

    def _product(self, node: Product) -> Piece:
        if len(node.factors) < 2:
            return self.short_product(node)
        lead, *rest = node.factors
        if not isinstance(lead, Number) or lead.value == 1:
            return Piece(PRODUCT, self.factors(node.factors))
        shown = self.scaled(abs(lead.value), rest)
        return Piece(SUM, self.negative(shown)) if lead.value < 0 else Piece(PRODUCT, shown)

    def short_product(self, node: Product) -> Piece:
        """A product of no or one factor."""
        if not node.factors:
            return Piece(ATOM, self.numeral(1))
        taken = self.subtracted(node)
        return Piece(SUM, self.negative(taken)) if taken is not None else Piece(PRODUCT, self.factors(node.factors))

    def scaled(self, number: Fraction, rest: Sequence[Term]) -> str:
        """A positive number times the rest."""
        return self.factors((Number(number), *rest))

    def factors(self, factors: Sequence[Term]) -> str:
        """The factors with reciprocals of scalars in front gathered into a fraction; a leading 1 is left out."""
        if len(factors) > 1 and isinstance(factors[0], Number) and factors[0].value == 1:
            factors = factors[1:]
        count = 1 if isinstance(factors[0], Number) else 0
        parts = [self.factor(factor) for factor in factors[:count]]
        below, others = self.divided(factors[count:])
        if below:
            alone = len(below) == 1  # under the bar a sum needs no parentheses
            under = self.written(below[0]) if alone else self.multiplied([self.factor(item) for item in below])
            parts = [self.fraction(parts[0] if parts else self.numeral(1), under)]
        return self.multiplied([*parts, *self.pieces(others)])

    def divided(self, factors: Sequence[Term]) -> tuple[list[Term], Sequence[Term]]:
        """The arguments of the reciprocals in front, and the other factors."""
        count = 0
        while count < len(factors) and self.is_division(factors[count]):
            count += 1
        return [factor.argument for factor in factors[:count] if isinstance(factor, Inverse)], factors[count:]

    def is_division(self, term: Term) -> bool:
        """Whether a factor is the reciprocal of a scalar."""
        return isinstance(term, Inverse) and is_scalar(term.argument, self.symbols)

    @abstractmethod
    def multiplied(self, parts: Sequence[str]) -> str:
        """A product of parts."""

    @abstractmethod
    def fraction(self, above: str, below: str) -> str:
        """A quotient."""

    def pieces(self, factors: Sequence[Term]) -> list[str]:
        """The factors, each or several together as one piece."""
        found: list[str] = []
        position = 0
        while position < len(factors):
            count, shown = self.piece_at(factors, position)
            found.append(shown)
            position += count
        return found

    def piece_at(self, factors: Sequence[Term], position: int) -> tuple[int, str]:
        """How many factors the next piece is made of, and the piece."""
        found = self._entry_at(factors, position) if self.shows_entries else None
        if found is None and self.groups_scalars:
            found = self._group_at(factors, position)
        return (1, self.factor(factors[position])) if found is None else found

    def _entry_at(self, factors: Sequence[Term], position: int) -> tuple[int, str] | None:
        """An entry or a single-entry matrix. After scalars the factors of an entry stand flat, after matrices as a
        product inside the product."""
        term, before = factors[position], factors[:position]
        found = entry_at(factors, position, self.symbols)
        if found is not None and after_scalars(before, self.symbols):
            return found[2], self.entry(found)
        if after_scalars(before, self.symbols) and delta_at(factors, position, self.symbols):
            return 2, self.multiplied([self.factor(part) for part in factors[position : position + 2]])
        units = units_at(factors, position)
        if units is not None:
            return 2, self.single_entry(units[0], units[1])
        if isinstance(term, Product) and term.factors:
            inner = entry_at(term.factors, 0, self.symbols)
            if inner is not None and inner[2] == len(term.factors) and not after_scalars(before, self.symbols):
                return 1, self.entry(inner)
        return None

    @abstractmethod
    def entry(self, found: Entry) -> str:
        """An entry of a matrix or column."""

    @abstractmethod
    def single_entry(self, column: Basis, row: Basis) -> str:
        """The matrix with a single entry, which is 1."""

    def _group_at(self, factors: Sequence[Term], start: int) -> tuple[int, str] | None:
        """Equal scalars as a power, or a scalar such as w^T w among other factors in parentheses."""
        count = self._end_of_scalar(factors, start) - start
        piece = factors[start : start + count]
        if count > 1 and all(part == piece[0] for part in piece):
            return count, self.raised(piece[0], self.numeral(count)).body
        if 1 < count < len(factors):
            return count, self.parenthesized(self.multiplied([self.factor(part) for part in piece]))
        return None

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

    def factor(self, term: Term) -> str:
        """Parenthesize sums, but not chains, inside a product."""
        return self.at(term, PRODUCT if isinstance(term, Chain) else POSTFIX)

    # -------------------------------------------------------------------------------- operators

    def raised(self, node: Any, mark: str) -> Piece:
        """The node with a mark above: a transposition sign, an exponent."""
        found = self.piece(node)
        if found.name is not None:
            return Piece(POSTFIX, self.spelled(found.name.raised(mark)))
        inner = found.body if found.binds >= ATOM else self.parenthesized(found.body)
        return Piece(POSTFIX, self.superscript(inner, mark))

    @abstractmethod
    def spelled(self, name: Name) -> str:
        """A name with what stands below and above it."""

    @abstractmethod
    def superscript(self, body: str, mark: str) -> str:
        """The body with a mark above it, such as the sign of transposition."""

    def _power(self, node: Power) -> Piece:
        return self.raised(node.base, self.affine(node.exponent))

    def _transpose(self, node: Transpose) -> Piece:
        if isinstance(node.argument, Inverse) and not self.is_division(node.argument):
            return self.raised(node.argument.argument, self.minus_top)
        return self.raised(node.argument, self.top)

    def _inverse(self, node: Inverse) -> Piece:
        if self.is_division(node) and not isinstance(node.argument, Number):
            return Piece(PRODUCT, self.fraction(self.numeral(1), self.written(node.argument)))
        return self.raised(node.argument, self.minus_one)

    def _trace(self, node: Trace) -> Piece:
        measured = norm_argument(node)
        return (
            Piece(ATOM, self.trace(node.argument)) if measured is None else Piece(self.binds_norm, self.norm(measured))
        )

    @abstractmethod
    def trace(self, argument: Term) -> str:
        """The trace of a matrix."""

    @abstractmethod
    def norm(self, argument: Term) -> str:
        """The squared norm of a matrix."""

    @abstractmethod
    def _applied(self, node: Value | Slope) -> Piece: ...

    def _gradient(self, node: Gradient) -> Piece:
        return self.derivative(node.argument, node.variable)

    def _structured(self, node: StructuredGradient) -> Piece:
        return self.derivative(node.gradient.argument, node.gradient.variable, structured="symmetric")

    def _differential(self, node: Differential) -> Piece:
        """The derivative by a scalar or by the entry X[i,j] along a single entry, otherwise d(...)."""
        found = derivative_of(node, self.symbols)
        if found is None:
            return Piece(ATOM, self.differential(node))
        return self.derivative(node.argument, found[0], found[1], structured="symmetric" if found[2] else "")

    @abstractmethod
    def derivative(
        self, argument: Term, variable: Symbol, places: tuple[Affine, ...] = (), *, structured: str = ""
    ) -> Piece:
        """By a variable, or by its entry at ``places``; ``structured``: by the free entries of such a matrix."""

    @abstractmethod
    def differential(self, node: Differential) -> str:
        """The differential of a term."""

    @abstractmethod
    def _call(self, node: Call) -> Piece: ...

    def _summed(self, node: IndexSum) -> Piece:
        found = toeplitz_gradient(node)
        return self._index_sum(with_letter(node)) if found is None else self.derivative(*found, structured="Toeplitz")

    @abstractmethod
    def _index_sum(self, node: IndexSum) -> Piece: ...

    @abstractmethod
    def _members(self, node: Members) -> Piece: ...


TERMS: Mapping[type, str] = {
    Affine: "_affine", Symbol: "_symbol", Chain: "_chain", Basis: "_basis", Identity: "_identity", Zero: "_zero",
    Number: "_number", Integer: "_integer", Sum: "_sum", Product: "_product", Power: "_power",
    Transpose: "_transpose", Inverse: "_inverse", Trace: "_trace", Value: "_applied", Slope: "_applied",
    Gradient: "_gradient", StructuredGradient: "_structured", Differential: "_differential", Call: "_call",
    IndexSum: "_summed", Members: "_members",
}  # fmt: skip
