"""Laws of powers with symbolic exponents, for the powers in sight."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import permutations

from symproof.kernel.algebra.calls import of_word, one_term
from symproof.kernel.algebra.keys import Kind
from symproof.kernel.algebra.words import Polynomial, combine, constant, multiply
from symproof.language.affine import ONE, Affine, shift
from symproof.language.certificate import Entry, Law, Signed
from symproof.language.records import dataclass
from symproof.language.refusal import Refusal
from symproof.language.terms import Power, Product
from symproof.search.algebra.bridge import Terms, letters_of
from symproof.search.algebra.in_sight import applied_in_sight
from symproof.search.algebra.search import Problem

MOST = 12  # powers in sight
MOST_LAWS = 8
MOST_EQUATIONS = 20  # that may say Z P = c Z
MOST_COMMUTING = 3  # powers that are exchanged in pairs
Shown = Callable[[Polynomial], tuple[Entry, ...] | None]
Sign = Callable[[Polynomial], Signed | None]


@dataclass(slots=True)
class PowerLaws:
    """Adds laws of powers to one problem: ``shown`` gives the entries of an equation, ``plain`` those that membership
    finds, ``sign`` shows that a scalar is not negative."""

    problem: Problem
    shown: Shown
    plain: Shown
    sign: Sign
    made: int = 0

    def add(self) -> None:
        """(X Y)^k = X^k Y^k for commuting X and Y, Z X^k = Y^k Z from Z X = Y Z, x^k y^k = 1 from x y = 1,
        P^k = Q^k from P = Q, and P P^k = P^k P."""
        powers = [term for term in applied_in_sight(self.problem.normal) if isinstance(term, Power)][:MOST]
        for power in powers:
            self._commuting(power)
            self._beside_base(power)
            self._beside_fixed(power)
            form = self._form(power)
            if self.problem.knows(combine(form, form.transpose(), -1)) and not form.is_scalar:
                self._equal(form, form.transpose(), power.exponent)
        for first, second in permutations(powers[:MOST_COMMUTING], 2):
            self._exchanged(first, second)
        for first, second in self._pairs(powers):
            one, other = self._form(first), self._form(second)
            if one.is_scalar and other.is_scalar:
                self._equal(multiply(one, other), constant(ONE), first.exponent)
            elif one.rows == other.rows and self._names_identity():
                self.inverse(first, second)
            if one.rows == other.rows:
                self._equal(one, other, first.exponent)
            if not one.is_scalar:
                self._intertwined(first, second)
                self._intertwined(second, first)

    def _names_identity(self) -> bool:
        """Whether some equation fails where all letters are zero: otherwise X Y = I does not follow."""
        terms = [key for equation in self.problem.equations for key in equation.form.terms]
        return any(not word and all(kind == "integer" for kind, _ in monomial) for monomial, word in terms)

    def _form(self, power: Power) -> Polynomial:
        return self.problem.normal.polynomial(power.base)

    def _pairs(self, powers: list[Power]) -> Iterator[tuple[Power, Power]]:
        for position, first in enumerate(powers):
            for second in powers[position + 1 :]:
                if first.exponent == second.exponent and first.base != second.base:
                    yield first, second
                    yield from ((first, turned) for turned in self._turned(second))

    def _turned(self, power: Power) -> Iterator[Power]:
        """The transpose of a power: powers in sight may stand for their transposes."""
        form = self._form(power)
        if not form.is_scalar and form.transpose().terms != form.terms:
            yield Power(Terms(self.problem.normal).polynomial(form.transpose()), power.exponent)

    def _equal(self, left: Polynomial, right: Polynomial, exponent: Affine) -> None:
        """P^k = Q^k from P = Q."""
        terms = Terms(self.problem.normal)
        entries = self.shown(combine(left, right, -1))
        if entries is not None:
            power, value = (Power(terms.polynomial(form), exponent) for form in (left, right))
            self._derive(Law("power of equals", (power, value.base), (), entries), power, value)

    def inverse(self, first: Power, second: Power) -> None:
        """X^k Y^k = (X Y)^k = I where X Y = I = Y X."""
        one, other = self._form(first), self._form(second)
        unit = constant(one.rows)
        if all(self.shown(combine(multiply(*pair), unit, -1)) is not None for pair in ((one, other), (other, one))):
            self._product(one, other, first.exponent)
            self._product(other, one, first.exponent)
            self._equal(multiply(one, other), unit, first.exponent)
            self._equal(multiply(other, one), unit, first.exponent)

    def _commuting(self, power: Power) -> None:
        """(U V)^k = U^k V^k for a base that is a product of commuting factors."""
        form = self._form(power)
        for one, other in _halves(form):
            if one.rows == one.columns:
                self._product(one, other, power.exponent)

    def _beside_base(self, power: Power) -> None:
        """P P^k = P^k P for a sum P; in words the normal form sees it. Powers of blocks are found by parts."""
        form = self._form(power)
        if form.is_scalar or len(form.terms) == 1 or any(item.base.kind is Kind.PART for item in letters_of([form])):
            return
        sign = self.sign(self.problem.normal.integer(power.exponent))
        if sign is not None:
            base = Terms(self.problem.normal).polynomial(form)
            given = Power(base, power.exponent)
            law = Law("intertwined powers", (given, base, base), (sign,), ())
            self._derive(law, Product((base, given)), Product((given, base)))

    def _beside_fixed(self, power: Power) -> None:
        """Z P^k = (c I)^k Z where an equation says Z P = c Z, and P^k Z = Z (c I)^k where it says P Z = c Z."""
        normal, terms, form = self.problem.normal, Terms(self.problem.normal), self._form(power)
        for equation in [] if form.is_scalar else self.problem.equations[:MOST_EQUATIONS]:
            for rest, factor, is_left in _fixed(equation.form, form):
                sign = self.sign(normal.integer(power.exponent))
                if sign is None:
                    return
                multiple = normal.times(factor, constant(rest.rows if is_left else rest.columns))
                one, other = (form, multiple) if is_left else (multiple, form)
                entries = self.shown(combine(normal.times(rest, one), normal.times(other, rest), -1))
                if entries is None:
                    continue
                before, after, side = map(terms.polynomial, (one, other, rest))
                law = Law("intertwined powers", (Power(before, power.exponent), after, side), (sign,), entries)
                left, right = Power(before, power.exponent), Power(after, power.exponent)
                self._derive(law, Product((side, left)), Product((right, side)))

    def _exchanged(self, first: Power, second: Power) -> None:
        """Y X^k = X^k Y and then X^k Y^l = Y^l X^k, where X Y = Y X."""
        one, other = self._form(first), self._form(second)
        if one.is_scalar or other.is_scalar or one.rows != other.rows or one.terms == other.terms:
            return
        commutator = combine(multiply(other, one), multiply(one, other), -1)
        if not self.problem.knows(commutator):
            return
        terms, form = Terms(self.problem.normal), self.problem.normal.polynomial(first)
        base, last = terms.polynomial(one), terms.polynomial(other)
        signs = [self.sign(self.problem.normal.integer(power.exponent)) for power in (first, second)]
        entries = self.shown(commutator) if all(signs) else None
        if entries is None or signs[0] is None or signs[1] is None:
            return
        given = Power(base, first.exponent), Power(last, second.exponent)
        law = Law("intertwined powers", (given[0], base, last), (signs[0],), entries)
        self._derive(law, Product((last, given[0])), Product((given[0], last)))
        again = self.shown(combine(multiply(form, other), multiply(other, form), -1))
        if again is not None:
            law = Law("intertwined powers", (given[1], last, given[0]), (signs[1],), again)
            self._derive(law, Product((given[0], given[1])), Product((given[1], given[0])))

    def _product(self, one: Polynomial, other: Polynomial, exponent: Affine) -> None:
        terms = Terms(self.problem.normal)
        sign = self.sign(self.problem.normal.integer(exponent))
        entries = self.shown(combine(multiply(one, other), multiply(other, one), -1)) if sign is not None else None
        if sign is not None and entries is not None:
            first, second = (Power(terms.polynomial(form), exponent) for form in (one, other))
            whole = Power(Product((first.base, second.base)), exponent)
            law = Law("power of a commuting product", (first, second.base), (sign,), entries)
            self._derive(law, whole, Product((first, second)))

    def _intertwined(self, power: Power, other: Power) -> None:
        """U X^k = (U V)^k U for the base U V of the other power, where U X = U V U, and the same for k - 1."""
        normal, terms, form = self.problem.normal, Terms(self.problem.normal), self._form(power)
        for one, _ in _halves(self._form(other)):
            if one.columns != form.rows:
                continue
            whole = self._form(other)
            entries = self.plain(combine(normal.times(one, form), normal.times(whole, one), -1))
            for exponent in () if entries is None else (shift(power.exponent, -1), power.exponent):
                sign = self.sign(normal.integer(exponent))
                if sign is not None:
                    given = Power(terms.polynomial(form), exponent), terms.polynomial(whole), terms.polynomial(one)
                    law = Law("intertwined powers", given, (sign,), entries or ())
                    self._derive(law, Product((given[2], given[0])), Product((Power(given[1], exponent), given[2])))

    def _derive(self, law: Law, left: Power | Product, right: Power | Product) -> None:
        try:
            form = self.problem.normal.difference(left, right)
        except Refusal:
            return
        if form.terms and not self.problem.knows(form) and self.made < MOST_LAWS:
            self.made += 1
            self.problem.derive(law, form)


def _fixed(equation: Polynomial, form: Polynomial) -> Iterator[tuple[Polynomial, Polynomial, bool]]:
    """Z, c and whether Z stands left of P where the equation says that Z P = c Z, or P Z = c Z, for the letter P."""
    single = one_term(form)
    if single is None or len(single[1]) != 1 or len(equation.terms) != 2 or equation.is_scalar:
        return
    letter = single[1][0]
    for (monomial, word), value in equation.terms.items():
        ((others, rest), c), *_ = [item for item in equation.terms.items() if item[0] != (monomial, word)]
        factor = Polynomial(ONE, ONE, {(others, ()): -Fraction(c) / Fraction(value)})
        if not monomial and rest and word in ((*rest, letter), (letter, *rest)):
            yield of_word(rest[0].rows, rest[-1].columns, rest), factor, word == (*rest, letter)


def _halves(form: Polynomial) -> Iterator[tuple[Polynomial, Polynomial]]:
    """U and V for each way to write a form of one word as U V."""
    single = one_term(form)
    word = single[1] if single is not None and single[0].terms == constant(ONE).terms else ()
    for at in range(1, len(word)):
        yield (
            of_word(form.rows, word[at - 1].columns, word[:at]),
            of_word(word[at].rows, form.columns, word[at:]),
        )
