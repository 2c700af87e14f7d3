"""From terms to polynomials: sizes and index ranges are checked and the normal form is made in one walk.

Definitions are unfolded, hypotheses never are. What a letter is: a free symbol or a member or chain of a family, a
basis column, the inverse of a form that is not a product of scalars, f(P) and f'(P) keyed by the form of P, a call
without rules keyed by the forms of its arguments. A term that is not well formed is refused (SP301-SP320).
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from fractions import Fraction
from functools import lru_cache, reduce
from typing import Any, Self

from symproof.kernel.algebra import calculus, contractions, functions, powers, scalars, sums
from symproof.kernel.algebra.forms import MAX_POWER, Summed
from symproof.kernel.algebra.keys import Key, Kind, key_of
from symproof.kernel.algebra.members import checked_chain, checked_symbol
from symproof.kernel.algebra.words import (
    Coefficient,
    Letter,
    Polynomial,
    Terms,
    accumulate,
    combine,
    constant,
    holds_units,
    leading_of,
    multiply,
    of_letter,
    product_of,
    same_size,
    scalar,
    size_text,
    trace_monomial,
)  # fmt: skip
from symproof.kernel.context import Context
from symproof.language import calls as call_sizes
from symproof.language.affine import (
    ONE,
    Affine,
    FamilyName,
    SizeProduct,
    add,
    affine_text,
    atoms,
    family_text,
    parameter,
    shift,
    subtract,
)
from symproof.language.binding import Assignment, instantiated
from symproof.language.declarations import FunctionDeclaration, Range, SymbolDeclaration
from symproof.language.refusal import Refusal
from symproof.language.sizes import chain_shape, family_range
from symproof.language.substitution import substituted
from symproof.language.syntax import is_reserved
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

_REMEMBERED = frozenset({Symbol, Inverse, Call})  # terms that occur often, or are slow to normalize


class Normalizer:
    """The normal forms of terms in one context; with ``unfold`` false definitions stay letters, which is enough where
    only sizes and ranges are asked; ``shapes`` has a faster way.

    ``inverse_of`` maps the key of an inverse letter to the form it inverts, ``applied`` the key of a function or call
    letter to a term that it stands for, ``summed`` that of a sum to a sum that it stands for. ``invertible`` holds the
    keys of inverse letters that a premise makes true inverses, and whether a differential relied on it, ``hidden``
    what the definition of a symbol mentions, ``offsets`` the c of the members i + c that it mentions, ``meeting`` the
    keys of letters that products with others may contract, ``rules`` the rules of named functions that forms rest on.
    """

    def __init__(self, context: Context, *, unfold: bool = True) -> None:
        self.context, self.unfold = context, unfold
        self.invertible: dict[Key, bool] = {}
        self.inverse_of: dict[Key, Polynomial] = {}
        self.applied: dict[Key, Value | Slope | Call | Power] = {}
        self.hidden: dict[FamilyName, set[str]] = {}
        self.offsets: dict[tuple[str, str], set[int]] = {}
        self.summed: dict[Key, Summed] = {}
        self.meeting: set[Key] = set()
        self.rules: set[str] = set()
        self._known: dict[Term, tuple[Polynomial, int]] = {}  # with the work of looking them up

    def polynomial(self, term: Term) -> Polynomial:
        """The normal form of a term; refused (SP301-SP320) where the term is not well formed."""
        known = self._known.get(term) if type(term) in _REMEMBERED else None
        if known is not None:
            self.context.charge(known[1])
            return known[0]
        rule = _RULES.get(type(term))
        if rule is None:
            code = "SP310" if isinstance(term, Members) else "SP311"
            raise Refusal(code, f"{type(term).__name__} has no rules in the kernel")
        before = self.context.work[0]
        result = rule(self, term)
        self.context.charge(1 + result.length())
        if type(term) in _REMEMBERED:
            self._known[term] = result, result.length() if type(term) is Symbol else before - self.context.work[0]
        return result

    def under(self, context: Context) -> Self:
        """The same letters in another context, in which no term is known to be well formed."""
        inner = copy(self)
        inner.context, inner._known = context, {}
        return inner

    def times(self, left: Polynomial, right: Polynomial) -> Polynomial:
        """The product, as far as the work it takes is allowed."""
        self.context.charge(left.length() * len(right.terms) + right.length() * len(left.terms))
        product = multiply(left, right)
        if self.unfold and any(map(holds_units, product.terms)):
            product = Polynomial(product.rows, product.columns, sums.different_units(self.context, product.terms))
        return contractions.contracted(self, product) if self.meeting else product

    def turned(self, form: Polynomial) -> Polynomial:
        """The transpose; the order of commuting letters is turned with the words, and made the usual one again."""
        found = form.transpose()
        return self.times(found, constant(found.columns)) if self.meeting else found

    def difference(self, left: Term, right: Term) -> Polynomial:
        """left - right, the form of an equation."""
        return combine(self.polynomial(left), self.polynomial(right), -1, "an equation")

    # -------------------------------------------------------------------------------- symbols and chains

    def _symbol(self, term: Symbol) -> Polynomial:
        declared = checked_symbol(self.context, term)
        if term.index is not None:
            return self._chain(Chain(term.name, term.index, term.index))
        if declared.pieces and self.unfold:
            return self.polynomial(declared.pieces[0].body)
        return self._letter(symbol_key(term.name), declared.rows, declared.columns)

    def _letter(self, base: Key, rows: Affine, columns: Affine, *ends: Affine) -> Polynomial:
        canonical = self.context.canonical
        rows, columns = canonical(rows), canonical(columns)
        high, low = [canonical(end) for end in ends] or (None, None)
        return of_letter(Letter(base, False, rows, columns, high, low, rows == ONE and columns == ONE))

    def _chain(self, term: Chain) -> Polynomial:
        return self.chain(*checked_chain(self.context, term))

    def chain(self, declared: SymbolDeclaration, high: Affine, low: Affine) -> Polynomial:
        """M_high ... M_low, whose bounds are known to be right."""
        if shift(high, 1) == low:
            return constant(self.context.canonical(chain_shape(declared, high, low)[1]))
        if declared.pieces and self.unfold:
            return self._defined_chain(declared, high, low)
        return self._member(declared, high, low)

    def _member(self, declared: SymbolDeclaration, high: Affine, low: Affine) -> Polynomial:
        return self._letter(symbol_key(declared.name), *chain_shape(declared, high, low), high, low)

    def _defined_chain(self, declared: SymbolDeclaration, high: Affine, low: Affine) -> Polynomial:
        """Inside one piece a member unfolds, and a chain is one of M where the body is M_{i+e}; a chain over the
        boundary between two pieces splits there."""
        holds, pieces = self.context.holds, [(p, p.low, p.high) for p in declared.pieces if p.low and p.high]
        for piece, start, end in pieces:
            if holds(subtract(end, high)) and holds(subtract(low, start)):
                return self._chain_in_piece(declared, piece.body, high, low)
        for _, _, end in pieces:
            above = shift(self.context.canonical(end), 1)  # the lowest member of the upper side; either may be empty
            inside = above not in (shift(high, 1), low) and holds(shift(subtract(high, above), 1))
            if inside and holds(subtract(above, low)):
                return self.times(self.chain(declared, high, above), self.chain(declared, shift(above, -1), low))
        if any(is_reserved(name) for name in atoms(high) | atoms(low)):  # opaque until the sum is split
            return self._member(declared, high, low)
        raise Refusal("SP325", f"where {declared.name}[{affine_text(high)}..{affine_text(low)}] lies is not decided")

    def _chain_in_piece(self, declared: SymbolDeclaration, body: Term, high: Affine, low: Affine) -> Polynomial:
        index = family_range(declared).index
        if high == low:
            return self.polynomial(substituted(body, index, high))
        by = subtract(body.index, parameter(index)) if isinstance(body, Symbol) and body.index is not None else None
        if isinstance(body, Symbol) and by is not None and index not in atoms(by):
            high, low = (self.context.canonical(add(end, by)) for end in (high, low))
            return self.chain(self.context.symbol(body.name), high, low)
        return self._member(declared, high, low)

    def _basis(self, term: Basis) -> Polynomial:
        self.context.check_size(term.size)
        size = self.context.canonical(term.size)
        self.context.check_integer(term.index)
        self.context.require_in(Range("l", ONE, term.size), term.index, "e")
        if size == ONE:
            return constant(ONE)
        return self._letter(key_of(Kind.UNIT, f"e({affine_text(size)})", size), size, ONE, term.index, term.index)

    # -------------------------------------------------------------------------------- arithmetic

    def _identity(self, term: Identity) -> Polynomial:
        self.context.check_size(term.size)
        return constant(self.context.canonical(term.size))

    def _zero(self, term: Zero | Call) -> Polynomial:
        self.context.check_size(term.rows)
        self.context.check_size(term.columns)
        return self.zero(term.rows, term.columns)

    def zero(self, rows: Affine, columns: Affine) -> Polynomial:
        """The form of the zero matrix of this size."""
        return Polynomial(self.context.canonical(rows), self.context.canonical(columns), {})

    def _integer(self, term: Integer) -> Polynomial:
        self.context.check_integer(term.value)
        return self.integer(term.value)

    def integer(self, value: Affine) -> Polynomial:
        """The form of an integer expression: sizes and parameters are commuting atoms."""
        value = self.context.canonical(value)
        terms: Terms = {((), ()): value.constant} if value.constant else {}
        for atom, coefficient in value.terms:
            factors = atom.product_of if isinstance(atom, SizeProduct) else (atom,)
            accumulate(terms, (product_of(tuple([("integer", factor) for factor in factors])), ()), coefficient)
        return Polynomial(ONE, ONE, terms)

    def _sum(self, term: Sum) -> Polynomial:
        if not term.terms:
            raise Refusal("SP308", "an empty sum has no size")
        first = self.polynomial(term.terms[0])
        terms = dict(first.terms)
        for other in term.terms[1:]:
            summand = self.polynomial(other)
            same_size(first, summand, "a sum")
            for key, coefficient in summand.terms.items():
                accumulate(terms, key, coefficient)
        return Polynomial(first.rows, first.columns, terms)

    def _product(self, term: Product) -> Polynomial:
        if not term.factors:
            raise Refusal("SP308", "an empty product has no size")
        return self.product([self.polynomial(factor) for factor in term.factors])

    def product(self, factors: list[Polynomial]) -> Polynomial:
        """The product of the forms."""
        return reduce(self.times, factors)

    def _power(self, term: Power) -> Polynomial:
        self.context.check_integer(term.exponent)
        exponent, base = self.context.canonical(term.exponent), self.polynomial(term.base)
        self.require_square(base, "a power")
        if not self.unfold:
            return base
        return self.power(term.base, base, exponent)

    def power(self, term: Term, base: Polynomial, exponent: Affine) -> Polynomial:
        """The power of a square form; ``term`` stands for the base."""
        if abs(exponent.constant) > MAX_POWER:
            raise Refusal("SP311", f"the power {affine_text(exponent)} has no rules in the kernel")
        if not exponent.is_constant:
            symbolic = scalars.scalar_power if base.is_scalar else powers.symbolic_power
            return symbolic(self, term, base, exponent)
        return self._literal_power(base if exponent.constant >= 0 else self.inverse(base), abs(exponent.constant))

    def _literal_power(self, base: Polynomial, exponent: int) -> Polynomial:
        return self.product([constant(base.rows), *([base] * exponent)])

    def trace(self, value: Polynomial) -> Polynomial:
        """tr(I_n) = n; the trace of a scalar is the scalar."""
        self.require_square(value, "the trace")
        if value.is_scalar:
            return value
        terms: Terms = {}
        for (monomial, word), coefficient in value.terms.items():
            self.context.charge(len(word) ** 2)  # its rotations
            known = contractions.trace_of_word(self, word) if word else None
            traced = {(trace_monomial(word), ()): 1} if word else self.integer(value.rows).terms
            traced = traced if known is None else known.terms
            for (found, _), c in traced.items():
                accumulate(terms, (product_of(monomial, found), ()), c * coefficient)
        if self.unfold and any(map(holds_units, terms)):
            terms = sums.different_units(self.context, terms)
        traced_form = Polynomial(ONE, ONE, terms)
        return contractions.contracted(self, traced_form) if self.meeting else traced_form

    def require_square(self, value: Polynomial, what: str) -> None:
        """Refuses (SP306) a form that is not square."""
        if value.rows != value.columns:
            raise Refusal("SP306", f"{what} of a {size_text(value)} matrix: it must be square")

    # -------------------------------------------------------------------------------- inverses

    def inverse(self, form: Polynomial) -> Polynomial:
        """The inverse letter of a form. True of the Moore-Penrose inverse, hence without a premise:
        (c E)^+ = E^+ / c for scalars c, (E^T)^+ = (E^+)^T unless E^T = -E, (E^+)^+ = E, I^+ = I."""
        self.require_square(form, "the inverse")
        if not self.unfold:
            return form
        if not form.terms:
            raise Refusal("SP312", "the inverse of zero")
        if len(form.terms) == 1:
            ((monomial, word), coefficient) = next(iter(form.terms.items()))
            factors = [constant(form.rows, _reciprocal(coefficient))]
            factors += [self._inverse_letter(scalar(atom)) for atom in monomial]
            if word:
                factors.append(self._inverse_letter(Polynomial(form.rows, form.columns, {((), word): 1})))
            return self.product(factors)
        first, mirrored = leading_of(form)
        return self._inverse_letter(form.scale(_reciprocal(first)), mirrored).scale(_reciprocal(first))

    def _inverse_letter(self, form: Polynomial, mirrored: bool = False) -> Polynomial:
        """The letter of E^+ for E of leading coefficient 1; ``mirrored`` where E^T = -E, which has none of its own."""
        single = _single(form) if len(form.terms) == 1 else None
        inner = self.inverse_of.get(single.base) if single is not None else None
        if single is not None and inner is not None:
            return inner.transpose() if single.transposed else inner
        text, flipped = form.text(), form.transpose().text()
        turned = flipped < text and not mirrored
        inverted = form.transpose() if turned else form
        base = key_of(Kind.INVERSE, f"inv({flipped if turned else text})", inverted.content())
        self.inverse_of.setdefault(base, inverted)
        return of_letter(Letter(base, turned, form.rows, form.rows, symmetric=text == flipped))

    def inverted(self, argument: Term) -> list[Key]:
        """The keys of inverse letters that are true inverses if the argument is invertible: those that stand alone in
        its inverse, as E^+ in E^+ / c, or as a factor that is a scalar."""
        found = list(self.polynomial(Inverse(argument)).terms)
        words = [found[0][1], *(content for kind, content in found[0][0] if kind == "word")] if len(found) == 1 else []
        return [word[0].base for word in words if len(word) == 1 and word[0].base in self.inverse_of]  # type: ignore[union-attr]

    # -------------------------------------------------------------------------------- functions and derivatives

    def _value(self, term: Value) -> Polynomial:
        argument, defined = self._argument(term), self.context.function(term.function)
        if defined.value is not None and self.unfold:
            return self._unfolded(defined, defined.value, term)
        found = key_of(Kind.VALUE, f"{term.function}({argument.text()})", term.function, argument.content())
        return self._letter_of(term, found, ONE, ONE)

    def _unfolded(self, defined: FunctionDeclaration, body: Term, at: Value | Slope) -> Polynomial:
        return self.polynomial(instantiated(body, Assignment(symbols={defined.variable: at.argument})))

    def _slope(self, term: Slope) -> Polynomial:
        argument, defined = self._argument(term), self.context.function(term.function)
        if defined.gradient is not None and self.unfold:
            return self._unfolded(defined, defined.gradient, term)
        found = key_of(Kind.SLOPE, f"{term.function}'({argument.text()})", term.function, argument.content())
        return self._letter_of(term, found, argument.rows, argument.columns)

    def _argument(self, term: Value | Slope) -> Polynomial:
        function, argument = self.context.function(term.function), self.polynomial(term.argument)
        same_size(self.zero(function.rows, function.columns), argument, f"{function.name} applied")
        return argument

    def _call(self, term: Call) -> Polynomial:
        value, arguments = self._zero(term), [self.polynomial(argument) for argument in term.arguments]
        sizes = call_sizes.sizes_in(term)
        for size in sizes:
            self.context.check_size(size)
        shapes, canonical = [(form.rows, form.columns) for form in arguments], self.context.canonical
        shape = call_sizes.call_shape(term, shapes, (value.rows, value.columns), list(map(canonical, sizes)))
        same_size(value, Polynomial(*shape, {}), f"{term.name} declared")
        known = functions.value_of(self, term, arguments) if self.unfold else None
        if known is not None:
            return known
        given = ", ".join(argument.text() for argument in arguments)
        text = f"{term.name}!({given}; {affine_text(value.rows)}, {affine_text(value.columns)})"
        forms = [argument.content() for argument in arguments]
        found = key_of(Kind.CALL, text, term.name, *forms, value.rows, value.columns)
        return self._letter_of(term, found, value.rows, value.columns)

    def _letter_of(self, term: Value | Slope | Call | Power, base: Key, rows: Affine, columns: Affine) -> Polynomial:
        self.applied.setdefault(base, term)
        return self._letter(base, rows, columns)


@lru_cache(maxsize=4096)
def symbol_key(name: FamilyName) -> Key:
    """The key of a symbol, or of the members and chains of a family."""
    return key_of(Kind.SYMBOL, family_text(name), name)


def _single(form: Polynomial) -> Letter | None:
    """The letter that a form of one term consists of, if it is one."""
    (monomial, word) = next(iter(form.terms))
    letters = word or (monomial[0][1] if len(monomial) == 1 and monomial[0][0] == "word" else ())
    return letters[0] if len(letters) == 1 else None  # type: ignore[return-value]


def _short(value: Fraction) -> Coefficient:
    return value.numerator if value.denominator == 1 else value


def _reciprocal(value: Coefficient) -> Coefficient:
    return value if value in (1, -1) else _short(Fraction(1) / value)


_RULES: dict[type, Callable[[Normalizer, Any], Polynomial]] = {
    Symbol: Normalizer._symbol, Chain: Normalizer._chain, Basis: Normalizer._basis, Identity: Normalizer._identity,
    Zero: Normalizer._zero, Integer: Normalizer._integer, Sum: Normalizer._sum, Product: Normalizer._product,
    Power: Normalizer._power, Value: Normalizer._value, Slope: Normalizer._slope,
    Call: Normalizer._call, IndexSum: lambda normal, term: sums.sum_of(normal, term),
    Gradient: lambda normal, term: calculus.gradient_of(normal, term),
    Differential: lambda normal, term: calculus.differential_of(normal, term),
    Number: lambda normal, term: constant(ONE, _short(term.value)),
    Transpose: lambda normal, term: normal.turned(normal.polynomial(term.argument)),
    Trace: lambda normal, term: normal.trace(normal.polynomial(term.argument)),
    Inverse: lambda normal, term: normal.inverse(normal.polynomial(term.argument)),
}  # fmt: skip
