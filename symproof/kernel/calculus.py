"""Differentials and gradients, on terms: definitions are unfolded first, no hypothesis is ever differentiated.

Rules, with H the direction of X and everything else held fixed:
d(P Q) = dP Q + P dQ,  d(P^T) = (dP)^T,  d tr(P) = tr(dP),  d inv(E) = -inv(E) dE inv(E) where a premise says that E is
invertible,  d f(P) = <f'(P), dP> = tr(f'(P)^T dP);  dM_l / dM_i needs l = i or l != i decided. What is refused:
f'(P) and calls whose argument moves, derivatives of derivatives. (Magnus and Neudecker, Matrix Differential Calculus,
chapters 8 and 9, for the rules; a function of the entries is differentiated where its term is defined.)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from symproof.kernel.affine import ONE, Affine, affine_text, shift, subtract
from symproof.kernel.normal import Normalizer
from symproof.kernel.refusal import Refusal
from symproof.kernel.shapes import shape
from symproof.kernel.substitution import names
from symproof.kernel.terms import (
    Call,
    Chain,
    Differential,
    Gradient,
    Inverse,
    Power,
    Product,
    Slope,
    Sum,
    Symbol,
    SymbolDeclaration,
    Term,
    Trace,
    Transpose,
    Value,
)  # fmt: skip
from symproof.kernel.words import (
    Letter,
    Monomial,
    Polynomial,
    Terms,
    Word,
    accumulate,
    combine,
    constant,
    join,
    of_letter,
    product_of,
    reverse,
)  # fmt: skip

DIRECTION = "d:"  # no declared name contains a colon


class _Motion:
    """Symbols that move, each along a direction; differentiates terms."""

    def __init__(self, normal: Normalizer, directions: list[tuple[Symbol, Polynomial]]) -> None:
        self.normal, self.context = normal, normal.context
        self.directions = directions
        for variable, _ in directions:
            if self.context.symbol(variable.name).pieces:
                raise Refusal("SP335", f"{variable.name} is defined: a gradient is taken by a free symbol")

    def of(self, term: Term) -> Polynomial:
        """The differential of a term: the zero polynomial where nothing in it moves."""
        self.context.charge(10)
        if not self._moves(term):
            return self.normal.zero(*shape(term, self.context))
        rule = _RULES.get(type(term))
        if rule is None:
            raise Refusal("SP334", f"{type(term).__name__} of something that moves has no differential here")
        return rule(self, term)

    def _moves(self, node: Any) -> bool:
        moving = {variable.name for variable, _ in self.directions}
        return not moving.isdisjoint(self._reached(node))

    def _reached(self, node: Any) -> set[str]:
        """The names in the node, and in the definitions that it unfolds to."""
        found: set[str] = set()
        pending = set(names(node))
        while pending:
            name = pending.pop()
            found.add(name)
            declared = self.context.symbols.get(name)
            if declared is not None and declared.pieces:
                self.context.charge(len(declared.pieces))
                pending |= set(names(tuple(piece.body for piece in declared.pieces))) - found
        return found

    def _varies(self, term: Term) -> bool:
        """Whether the term moves along some directions, maybe not along these: x y does not move along (x, -y) to
        first order, but f'(x y) may have no differential there."""
        generic = [(variable, of_letter(_direction(self.normal, variable))) for variable, _ in self.directions]
        return bool(_Motion(self.normal, generic).of(term).terms)

    # -------------------------------------------------------------------------------- symbols and chains

    def _symbol(self, term: Symbol) -> Polynomial:
        declared = self.context.symbol(term.name)
        if declared.pieces:
            return self.of(self.normal.unfolded(declared, term.index))
        total = self.normal.zero(*shape(term, self.context))
        for variable, direction in self.directions:
            if variable.name == term.name and (term.index is None or self.is_member(term.index, variable)):
                total = combine(total, direction)
        return total

    def is_member(self, index: Affine, variable: Symbol) -> bool:
        """Whether the member is the one that moves; refused if it may or may not be."""
        if variable.index is None or self.context.same(index, variable.index):
            return True
        gap = subtract(index, variable.index)
        if self.context.holds(shift(gap, -1)) or self.context.holds(shift(subtract(variable.index, index), -1)):
            return False
        raise Refusal("SP331", f"{affine_text(index)} = {affine_text(variable.index)} is not decided: split the cases")

    def _chain(self, term: Chain) -> Polynomial:
        declared = self.context.symbol(term.family)
        if self.context.same(shift(term.high, 1), term.low):
            return self.normal.zero(*shape(term, self.context))
        if declared.pieces:
            return self._defined_chain(term, declared)
        total = self.normal.zero(*shape(term, self.context))
        for variable, direction in self.directions:
            if variable.name == term.family and variable.index is not None:
                total = combine(total, self._moved_chain(term, variable.index, direction))
        return total

    def _moved_chain(self, term: Chain, index: Affine, direction: Polynomial) -> Polynomial:
        """M_a..M_{i+1} H M_{i-1}..M_b where b <= i <= a, zero where i < b or i > a."""
        holds = self.context.holds
        if holds(shift(subtract(term.low, index), -1)) or holds(shift(subtract(index, term.high), -1)):
            return self.normal.zero(*shape(term, self.context))
        if not (holds(subtract(index, term.low)) and holds(subtract(term.high, index))):
            span = f"{affine_text(term.low)}..{affine_text(term.high)}"
            raise Refusal("SP331", f"whether {affine_text(index)} lies in {span} is not decided: split the cases")
        above, below = Chain(term.family, term.high, shift(index, 1)), Chain(term.family, shift(index, -1), term.low)
        return self.normal.times(
            self.normal.times(self.normal.polynomial(above), direction), self.normal.polynomial(below)
        )

    def _defined_chain(self, term: Chain, declared: SymbolDeclaration) -> Polynomial:
        if self.context.same(term.high, term.low):
            return self.of(self.normal.unfolded(declared, term.high))
        raise Refusal("SP332", f"a chain of the defined family {declared.name} is not differentiated: write it out")

    # -------------------------------------------------------------------------------- arithmetic

    def _sum(self, term: Sum) -> Polynomial:
        total = self.of(term.terms[0])
        for other in term.terms[1:]:
            total = combine(total, self.of(other))
        return total

    def _product(self, term: Product) -> Polynomial:
        total = self.normal.zero(*shape(term, self.context))
        for position, factor in enumerate(term.factors):
            moved = self.of(factor)
            if moved.terms:
                parts = [*map(self.normal.polynomial, term.factors[:position]), moved]
                parts += map(self.normal.polynomial, term.factors[position + 1 :])
                summand = parts[0]
                for part in parts[1:]:
                    summand = self.normal.times(summand, part)
                total = combine(total, summand)
        return total

    def _power(self, term: Power) -> Polynomial:
        exponent = self.context.canonical(term.exponent)
        if not exponent.is_constant or abs(exponent.constant) > 64:
            raise Refusal("SP334", f"the power {affine_text(exponent)} has no differential here")
        if exponent.constant == 0:
            return self.normal.zero(*shape(term, self.context))
        base = term.base if exponent.constant > 0 else Inverse(term.base)
        return self._product(Product((base,) * abs(exponent.constant)))

    def _transpose(self, term: Transpose) -> Polynomial:
        return self.of(term.argument).transpose()

    def _trace(self, term: Trace) -> Polynomial:
        return self.normal.trace(self.of(term.argument))

    def _inverse(self, term: Inverse) -> Polynomial:
        moved = self.of(term.argument)
        if not moved.terms:
            return self.normal.zero(moved.rows, moved.columns)
        form = self.normal.polynomial(term.argument)
        if form.text() not in self.normal.invertible:
            raise Refusal("SP333", "the differential of an inverse needs the premise that its argument is invertible")
        self.normal.invertible[form.text()] = True
        inverse = self.normal.inverse(form)
        return self.normal.times(self.normal.times(inverse, moved), inverse).scale(-1)

    # -------------------------------------------------------------------------------- functions

    def _value(self, term: Value) -> Polynomial:
        slope = self.normal.polynomial(Slope(term.function, term.argument))
        return self.normal.trace(self.normal.times(slope.transpose(), self.of(term.argument)))

    def _slope(self, term: Slope) -> Polynomial:
        if self._varies(term.argument):
            raise Refusal("SP330", f"{term.function}' of something that moves is not differentiated")
        return self.normal.zero(*shape(term, self.context))

    def _call(self, term: Call) -> Polynomial:
        if any(map(self._varies, term.arguments)):
            raise Refusal("SP334", f"{term.name} of something that moves has no differential here")
        return self.normal.zero(*shape(term, self.context))

    def _nested(self, term: Term) -> Polynomial:
        raise Refusal("SP336", "a derivative of a derivative is not decided here")


def differential_of(normal: Normalizer, term: Differential) -> Polynomial:
    """The directional derivative of the argument along the given directions."""
    motion = _Motion(normal, [(variable, normal.polynomial(direction)) for variable, direction in term.directions])
    for number, (variable, _) in enumerate(term.directions):
        for other, _ in term.directions[:number]:
            if variable.name == other.name and (variable.index is None or motion.is_member(variable.index, other)):
                raise Refusal("SP335", f"{variable.name} moves along two directions")
    return motion.of(term.argument)


def _key(normal: Normalizer, variable: Symbol) -> str:
    return (
        variable.name
        if variable.index is None
        else variable.name + affine_text(normal.context.canonical(variable.index))
    )


def _direction(normal: Normalizer, variable: Symbol) -> Letter:
    rows, columns = map(normal.context.canonical, shape(variable, normal.context))
    return Letter(DIRECTION + _key(normal, variable), False, rows, columns, symmetric=rows == ONE and columns == ONE)


def gradient_of(normal: Normalizer, term: Gradient) -> Polynomial:
    """Of a scalar: G with d(argument) = <G, H> for every direction H of the variable. By a scalar: the derivative.
    Of a column by a column: J with d(argument) = J h."""
    rows, columns = map(normal.context.canonical, shape(term.variable, normal.context))
    if rows == ONE and columns == ONE:
        return _Motion(normal, [(term.variable, constant(ONE))]).of(term.argument)
    direction = _direction(normal, term.variable)
    moved = _Motion(normal, [(term.variable, of_letter(direction))]).of(term.argument)
    if moved.is_scalar:
        return Polynomial(rows, columns, _collected(moved, direction, _gradient_word))
    return Polynomial(moved.rows, rows, _collected(moved, direction, _jacobian_word))


def _collected(moved: Polynomial, direction: Letter, read: Callable[[Word, Word, int], Word]) -> Terms:
    """Rule RIESZ: every summand holds the direction exactly once, in its word or in one of its atoms."""
    terms: Terms = {}
    for (monomial, word), coefficient in moved.terms.items():
        rest, holder = _without(monomial, direction)
        place = word if holder is None else holder
        found = [position for position, letter in enumerate(place) if letter.base == direction.base]
        if len(found) != 1:
            raise Refusal("SP337", "a differential that is not linear in its direction")
        outer = word if holder is not None else ()
        accumulate(terms, (rest, read(outer, place, found[0])), coefficient)
    return terms


def _without(monomial: Monomial, direction: Letter) -> tuple[Monomial, Word | None]:
    for position, (kind, content) in enumerate(monomial):
        if kind != "integer" and any(letter.base == direction.base for letter in content):  # type: ignore[union-attr]
            return product_of(monomial[:position] + monomial[position + 1 :]), content  # type: ignore[return-value]
    return monomial, None


def _gradient_word(outer: Word, place: Word, position: int) -> Word:
    """Of tr(L H R) (or the 1 x 1 word L H R): (R L)^T; of tr(L H^T R): R L."""
    around = join(place[position + 1 :], place[:position])
    return around if place[position].transposed else reverse(around)


def _jacobian_word(outer: Word, place: Word, position: int) -> Word:
    """Of W h: W; of W (l^T h) = W (h^T l): W l^T."""
    turned = reverse(place) if place[position].transposed else place
    return join(outer, turned[:-1])


_RULES: dict[type, Callable[[_Motion, Any], Polynomial]] = {
    Symbol: _Motion._symbol, Chain: _Motion._chain, Sum: _Motion._sum, Product: _Motion._product,
    Power: _Motion._power, Transpose: _Motion._transpose, Trace: _Motion._trace, Inverse: _Motion._inverse,
    Value: _Motion._value, Slope: _Motion._slope, Call: _Motion._call, Gradient: _Motion._nested,
    Differential: _Motion._nested,
}  # fmt: skip
