"""From terms to polynomials: the normal form.

Definitions are unfolded, hypotheses never are. What a letter is: a free symbol or a member or chain of a family, a
basis column, the inverse of a form that is not a product of scalars, f(P) and f'(P) keyed by the form of P, a call
without rules keyed by the forms of its arguments. Terms are expected to be well formed (``shapes.shape``).
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from symproof.kernel.affine import ONE, Affine, SizeProduct, affine_text, shift, subtract
from symproof.kernel.context import Context
from symproof.kernel.refusal import Refusal
from symproof.kernel.shapes import chain_shape, family_range, member_shape
from symproof.kernel.substitution import substituted
from symproof.kernel.terms import (
    Basis,
    Call,
    Chain,
    Differential,
    Gradient,
    Identity,
    Integer,
    Inverse,
    Number,
    Piece,
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
    Zero,
)  # fmt: skip
from symproof.kernel.words import (
    Coefficient,
    Letter,
    Monomial,
    Polynomial,
    Terms,
    Word,
    accumulate,
    atom_key,
    combine,
    constant,
    multiply,
    of_letter,
    product_of,
    reverse,
    scalar,
    trace_monomial,
    word_key,
)  # fmt: skip

MAX_POWER = 64


class Normalizer:
    """The normal forms of terms in one context.

    ``inverse_of`` maps the base of an inverse letter to the form it inverts, ``applied`` the base of a function or call
    letter to a term that it stands for: provers read terms back from forms with them.
    ``invertible`` holds the forms (as texts) that premises declare invertible: differentials of inverses ask for them.
    """

    def __init__(self, context: Context, invertible: dict[str, bool] | None = None) -> None:
        self.context = context
        self.invertible = {} if invertible is None else invertible
        self.inverse_of: dict[str, Polynomial] = {}
        self.applied: dict[str, Term] = {}
        self._inverses: dict[Inverse, Polynomial] = {}

    def polynomial(self, term: Term) -> Polynomial:
        rule = _RULES.get(type(term))
        if rule is None:
            raise Refusal("SP311", f"{type(term).__name__} has no normal form")
        result = rule(self, term)
        self.context.charge(1 + len(result.terms))
        return result

    def times(self, left: Polynomial, right: Polynomial) -> Polynomial:
        """The product, as far as the work it takes is allowed."""
        if self.context.work is not None:
            self.context.charge(left.length() * len(right.terms) + right.length() * len(left.terms))
        return multiply(left, right)

    def zero(self, rows: Affine, columns: Affine) -> Polynomial:
        return Polynomial(self.context.canonical(rows), self.context.canonical(columns), {})

    # -------------------------------------------------------------------------------- symbols and chains

    def _symbol(self, term: Symbol) -> Polynomial:
        declared = self.context.symbol(term.name)
        if declared.pieces:
            return self.polynomial(self.unfolded(declared, term.index))
        return of_letter(self._letter(term.name, *member_shape(declared, term.index), term.index, term.index))

    def _letter(self, base: str, rows: Affine, columns: Affine, high: Affine | None, low: Affine | None) -> Letter:
        canonical = self.context.canonical
        rows, columns = canonical(rows), canonical(columns)
        ends = (None if high is None else canonical(high), None if low is None else canonical(low))
        return Letter(base, False, rows, columns, *ends, symmetric=rows == ONE and columns == ONE)

    def unfolded(self, declared: SymbolDeclaration, index: Affine | None) -> Term:
        """The body of a definition, at an index that is known to lie in one of its pieces."""
        if index is None or declared.range is None:
            return declared.pieces[0].body
        for piece in declared.pieces:
            if self._within(piece, index, index):
                return substituted(piece.body, declared.range.index, index)
        raise Refusal("SP325", f"the piece of {declared.name}[{affine_text(index)}] is not decided")

    def _within(self, piece: Piece, high: Affine, low: Affine) -> bool:
        if piece.low is None or piece.high is None:
            return True
        return self.context.holds(subtract(piece.high, high)) and self.context.holds(subtract(low, piece.low))

    def _chain(self, term: Chain) -> Polynomial:
        declared = self.context.symbol(term.family)
        high, low = self.context.canonical(term.high), self.context.canonical(term.low)
        if shift(high, 1) == low:
            return constant(self.context.canonical(chain_shape(declared, high, low)[1]))
        if declared.pieces:
            return self._defined_chain(declared, high, low)
        return of_letter(self._letter(term.family, *chain_shape(declared, high, low), high, low))

    def _defined_chain(self, declared: SymbolDeclaration, high: Affine, low: Affine) -> Polynomial:
        """A single member unfolds; a chain inside one piece whose body is M_{i+c} is a chain of M; a chain over the
        boundary between two pieces splits there."""
        bounds = family_range(declared)
        if high == low:
            return self.polynomial(self.unfolded(declared, high))
        for piece in declared.pieces:
            if self._within(piece, high, low):
                return self._chain_in_piece(declared, piece, high, low)
        for piece in declared.pieces:
            if piece.high is None:
                continue
            at = self.context.canonical(piece.high)  # split between at and at + 1; the upper side may be empty
            if at != high and self.context.holds(subtract(high, at)) and self.context.holds(subtract(at, low)):
                upper, lower = Chain(declared.name, high, shift(at, 1)), Chain(declared.name, at, low)
                return self.times(self._chain(upper), self._chain(lower))
        raise Refusal("SP325", f"where {bounds.index} lies among the pieces of {declared.name} is not decided")

    def _chain_in_piece(self, declared: SymbolDeclaration, piece: Piece, high: Affine, low: Affine) -> Polynomial:
        index, body = family_range(declared).index, piece.body
        if isinstance(body, Symbol) and body.index is not None and body.index.terms == ((index, 1),):
            by = body.index.constant
            return self._chain(Chain(body.name, shift(high, by), shift(low, by)))
        return of_letter(self._letter(declared.name, *chain_shape(declared, high, low), high, low))

    def _basis(self, term: Basis) -> Polynomial:
        size = self.context.canonical(term.size)
        if size == ONE:
            return constant(ONE)
        return of_letter(self._letter(f"e({affine_text(size)})", size, ONE, term.index, term.index))

    # -------------------------------------------------------------------------------- arithmetic

    def _identity(self, term: Identity) -> Polynomial:
        return constant(self.context.canonical(term.size))

    def _zero(self, term: Zero) -> Polynomial:
        return self.zero(term.rows, term.columns)

    def _number(self, term: Number) -> Polynomial:
        value = term.value
        return constant(ONE, value.numerator if value.denominator == 1 else value)

    def _integer(self, term: Integer) -> Polynomial:
        return self.integer(term.value)

    def integer(self, value: Affine) -> Polynomial:
        value = self.context.canonical(value)
        terms: Terms = {((), ()): value.constant} if value.constant else {}
        for atom, coefficient in value.terms:
            factors = atom.product_of if isinstance(atom, SizeProduct) else (atom,)
            accumulate(terms, (product_of(tuple([("integer", factor) for factor in factors])), ()), coefficient)
        return Polynomial(ONE, ONE, terms)

    def _sum(self, term: Sum) -> Polynomial:
        first = self.polynomial(term.terms[0])
        terms = dict(first.terms)
        for other in term.terms[1:]:
            summand = self.polynomial(other)
            if (summand.rows, summand.columns) != (first.rows, first.columns):
                combine(first, summand)  # refuses, naming both sizes
            for key, coefficient in summand.terms.items():
                accumulate(terms, key, coefficient)
        return Polynomial(first.rows, first.columns, terms)

    def _product(self, term: Product) -> Polynomial:
        result = self.polynomial(term.factors[0])
        for factor in term.factors[1:]:
            result = self.times(result, self.polynomial(factor))
        return result

    def _power(self, term: Power) -> Polynomial:
        exponent = self.context.canonical(term.exponent)
        if not exponent.is_constant or abs(exponent.constant) > MAX_POWER:
            raise Refusal("SP311", f"the power {affine_text(exponent)} has no rules in the kernel")
        base = self.polynomial(term.base) if exponent.constant >= 0 else self._inverse(Inverse(term.base))
        result = constant(base.rows)
        for _ in range(abs(exponent.constant)):
            result = self.times(result, base)
        return result

    def _transpose(self, term: Transpose) -> Polynomial:
        return self.polynomial(term.argument).transpose()

    def _trace(self, term: Trace) -> Polynomial:
        return self.trace(self.polynomial(term.argument))

    def trace(self, value: Polynomial) -> Polynomial:
        """tr(I_n) = n; the trace of a scalar is the scalar."""
        if value.is_scalar:
            return value
        if value.rows != value.columns:
            raise Refusal("SP306", f"the trace of a {affine_text(value.rows)} x {affine_text(value.columns)} matrix")
        terms: Terms = {}
        for (monomial, word), coefficient in value.terms.items():
            if word:
                self.context.charge(len(word) ** 2)  # its rotations
                accumulate(terms, (product_of(monomial, trace_monomial(word)), ()), coefficient)
            else:
                for (atoms, _), c in self.integer(value.rows).terms.items():
                    accumulate(terms, (product_of(monomial, atoms), ()), c * coefficient)
        return Polynomial(ONE, ONE, terms)

    # -------------------------------------------------------------------------------- inverses

    def _inverse(self, term: Inverse) -> Polynomial:
        known = self._inverses.get(term)
        if known is None:
            known = self._inverses[term] = self.inverse(self.polynomial(term.argument))
        return known

    def inverse(self, form: Polynomial) -> Polynomial:
        """The inverse letter of a form. True of the Moore-Penrose inverse, hence without a premise:
        (c E)^+ = E^+ / c for scalars c, (E^T)^+ = (E^+)^T, (E^+)^+ = E, I^+ = I."""
        if not form.terms:
            raise Refusal("SP312", "the inverse of zero")
        if len(form.terms) == 1:
            ((monomial, word), coefficient) = next(iter(form.terms.items()))
            result = constant(form.rows, _reciprocal(coefficient))
            for atom in monomial:
                result = self.times(self._inverse_letter(scalar(atom)), result)
            if not word:
                return result
            return self.times(result, self._inverse_letter(Polynomial(form.rows, form.columns, {((), word): 1})))
        leading = min(form.terms.items(), key=_turned_key)[1]
        return self._inverse_letter(form.scale(_reciprocal(leading))).scale(_reciprocal(leading))

    def _inverse_letter(self, form: Polynomial) -> Polynomial:
        undone = self._inverse_undone(form)
        if undone is not None:
            return undone
        text, flipped = form.text(), form.transpose().text()
        turned = flipped < text
        base = f"inv({min(text, flipped)})"
        self.inverse_of.setdefault(base, form.transpose() if turned else form)
        return of_letter(Letter(base, turned and text != flipped, form.rows, form.rows, symmetric=text == flipped))

    def _inverse_undone(self, form: Polynomial) -> Polynomial | None:
        (monomial, word), *others = form.terms
        letters = word or (monomial[0][1] if monomial and monomial[0][0] == "word" else ())
        if others or len(letters) != 1:
            return None
        inner = self.inverse_of.get(letters[0].base)  # type: ignore[union-attr]
        if inner is None:
            return None
        return inner.transpose() if letters[0].transposed else inner  # type: ignore[union-attr]

    # -------------------------------------------------------------------------------- functions

    def _value(self, term: Value) -> Polynomial:
        argument = self.polynomial(term.argument)
        return self._applied(f"{term.function}({argument.text()})", ONE, ONE, term)

    def _slope(self, term: Slope) -> Polynomial:
        argument = self.polynomial(term.argument)
        return self._applied(f"{term.function}'({argument.text()})", argument.rows, argument.columns, term)

    def _call(self, term: Call) -> Polynomial:
        canonical = self.context.canonical
        arguments = ", ".join(self.polynomial(argument).text() for argument in term.arguments)
        rows, columns = canonical(term.rows), canonical(term.columns)
        return self._applied(
            f"{term.name}!({arguments}; {affine_text(rows)}, {affine_text(columns)})", rows, columns, term
        )

    def _applied(self, base: str, rows: Affine, columns: Affine, term: Term) -> Polynomial:
        self.applied.setdefault(base, term)
        return of_letter(Letter(base, False, rows, columns, symmetric=rows == ONE and columns == ONE))

    def _derivative(self, term: Gradient | Differential) -> Polynomial:
        from symproof.kernel.calculus import differential_of, gradient_of  # the two modules call each other

        return gradient_of(self, term) if isinstance(term, Gradient) else differential_of(self, term)


def _turned_key(item: tuple[tuple[Monomial, Word], Coefficient]) -> tuple[list[str], tuple[str, ...], Coefficient]:
    """An order of terms that does not change under transposition, so that inv(E^T) = inv(E)^T by form."""
    (monomial, word), coefficient = item
    return list(map(atom_key, monomial)), min(word_key(word), word_key(reverse(word))), coefficient


def _reciprocal(value: Coefficient) -> Coefficient:
    result = Fraction(1) / value
    return result.numerator if result.denominator == 1 else result


_RULES: dict[type, Callable[[Normalizer, Any], Polynomial]] = {
    Symbol: Normalizer._symbol, Chain: Normalizer._chain, Basis: Normalizer._basis, Identity: Normalizer._identity,
    Zero: Normalizer._zero, Number: Normalizer._number, Integer: Normalizer._integer, Sum: Normalizer._sum,
    Product: Normalizer._product, Power: Normalizer._power, Transpose: Normalizer._transpose,
    Trace: Normalizer._trace, Inverse: Normalizer._inverse, Value: Normalizer._value, Slope: Normalizer._slope,
    Call: Normalizer._call, Gradient: Normalizer._derivative, Differential: Normalizer._derivative,
}  # fmt: skip
