"""Laws of named functions for the calls in sight, where their conditions can be shown.

log(a b) brings log(a) and log(b) in sight, exp(-a) the equation exp(a) exp(-a) = 1, det(A + u v^T) its value. Each law
is a derived step, whose equation the completion then uses as it uses a premise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field, replace
from fractions import Fraction
from itertools import combinations

from symproof.kernel.algebra.blocks import grid_of
from symproof.kernel.algebra.calls import one_term, one_word, parts_of
from symproof.kernel.algebra.laws import LAWS
from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.scalars import ELEMENTARY
from symproof.kernel.algebra.words import Letter, Polynomial, combine, constant, multiply, of_letter, scalar
from symproof.language.affine import ONE
from symproof.language.certificate import CallCongruence, Entry, Law, Signed
from symproof.language.formulas import Formula
from symproof.language.records import dataclass
from symproof.language.refusal import Refusal
from symproof.language.terms import Call, Identity, Number, Power, Product
from symproof.search import signs as scalar_signs
from symproof.search.algebra.bridge import Terms, letters_of, summands
from symproof.search.algebra.comparisons import (
    add_comparisons,
    add_equal_arguments,
    add_logarithms_of_equations,
    add_logarithms_of_numbers,
    add_logarithms_of_products,
    add_logarithms_of_roots,
    add_logarithms_of_sums,
)
from symproof.search.algebra.in_sight import calls_in_sight
from symproof.search.algebra.multiplied import add_products_of_determinants
from symproof.search.algebra.power_laws import PowerLaws
from symproof.search.algebra.row_sums import add_row_sums
from symproof.search.algebra.rules.inverses import inverse_word, known_inverses
from symproof.search.algebra.rules.rounds import shown
from symproof.search.algebra.search import Problem, Purse
from symproof.search.algebra.square_factors import prime_parts, square_parts

MOST = 32  # laws in one problem
ROUNDS = 4  # a law may bring calls in sight to which another law applies
MOST_PARTS = 4  # of an exponent, as in exp(c/3)^3 = exp(c)
MOST_UNITS = 8  # logarithms of which two may be those of a scalar and its reciprocal
LAW_WORK = 3000  # for one condition
Wanted = tuple[str, tuple[Polynomial, ...]]
Signs = Callable[[Problem, Polynomial, bool], Signed | None]


def has_calls(normal: Normalizer) -> bool:
    """Whether a named function or a power is in sight, without which no law applies."""
    return any(isinstance(term, Call | Power) for term in normal.applied.values())


def add_laws(problem: Problem, premises: Mapping[str, Formula], purse: Purse, *, compared: bool = False) -> bool:
    """Adds laws of the named functions in sight as derived steps; whether there is anything new. ``compared``: also
    those by which two values of a function are compared."""
    if not has_calls(problem.normal):
        return False

    def signs(side: Problem, form: Polynomial, strict: bool) -> Signed | None:
        own = Purse(min(LAW_WORK, purse.work), purse.deadline, purse.supposing)
        before = own.work
        found = scalar_signs.signed(side, premises, form, strict, own)
        purse.spend(before - own.work)
        return found

    laws, before = Laws(problem, signs, purse), len(problem.derived)
    if compared:
        add_comparisons(laws)
    return laws.add() or len(problem.derived) > before


@dataclass(slots=True)
class Laws:
    """Adds laws to one problem; ``signs`` shows that a scalar is not negative, or positive."""

    problem: Problem
    signs: Signs
    purse: Purse
    tried: set[tuple[str, ...]] = field(default_factory=set)

    def add(self) -> bool:
        """Adds the laws for the calls in sight, a few rounds; whether there is anything new."""
        normal, before = self.problem.normal, len(self.problem.derived)
        add_logarithms_of_roots(self, self._shown)
        add_logarithms_of_numbers(self)
        add_logarithms_of_equations(self, self._shown)
        add_logarithms_of_products(self, self._plain)
        for _ in range(ROUNDS):
            known = len(self.problem.derived)
            calls = calls_in_sight(normal)
            for name, given in [item for call in calls for item in wanted(normal, call)]:
                if self._is_new(name, given):
                    self.law(name, given)
            self._units(calls)
            self._cancelled(calls)
            self._adjugates(calls)
            self._factored(calls)
            if len(self.problem.derived) == known:
                break
        self._powers()
        add_row_sums(self.problem)
        add_products_of_determinants(self.problem, self.law, self._plain)
        add_equal_arguments(self, self._shown)
        add_logarithms_of_sums(self, self._shown)
        return len(self.problem.derived) > before

    def _is_new(self, name: str, given: tuple[Polynomial, ...]) -> bool:
        key = (name, *(form.text() for form in given))
        if key in self.tried or len(self.tried) >= MOST or self.purse.empty:
            return False
        self.tried.add(key)
        return True

    def law(self, name: str, given: tuple[Polynomial, ...], by: tuple[Entry, ...] = ()) -> bool:
        """Adds the law at these arguments where its signs are shown."""
        problem, normal, stated = self.problem, self.problem.normal, LAWS[name]
        terms = tuple([Terms(normal).polynomial(form) for form in given])
        unit = Identity(given[0].rows)
        try:
            signs = []
            for term in stated.signs(terms, unit):
                signed = self.signs(problem, normal.polynomial(term), stated.strict)
                if signed is None:
                    return False
                signs.append(signed)
            forms = [normal.difference(left, right) for left, right in stated.gives(terms, unit)]
        except Refusal:
            return False
        fresh = [form for form in forms if form.terms and not problem.knows(form)]
        if fresh:
            problem.derive(Law(name, terms, tuple(signs), by), *forms)
        return bool(fresh)

    # -------------------------------------------------------------------------------- logarithms of reciprocals

    def _units(self, calls: list[Call]) -> None:
        """log(x) + log(y) = log(x y) = log(1) for logarithms in sight with x y = 1."""
        normal = self.problem.normal
        forms = [normal.polynomial(call.arguments[0]) for call in calls if call.name == "log"][:MOST_UNITS]
        for first, second in combinations(forms, 2):
            unit = combine(multiply(first, second), constant(ONE), -1)
            if self.problem.knows(unit) and self._is_new("unit", (first, second)):
                self._unit(first, second)
        forms = forms[:4]
        for position, first in enumerate(forms):
            single = one_term(first)
            others = [normal.inverse(first)] if single and len(next(iter(first.terms))[0]) == 1 else []
            for second in (*forms[position + 1 :], *others):
                if self._is_new("unit", (first, second)):
                    self._unit(first, second)

    def _unit(self, first: Polynomial, second: Polynomial) -> None:
        problem, normal = self.problem, self.problem.normal
        product, terms = multiply(first, second), Terms(self.problem.normal)
        entries = self._shown(combine(product, constant(ONE), -1))
        if entries is not None and self.law("logarithm of a product", (first, second)):
            both = Product((terms.polynomial(first), terms.polynomial(second)))
            sides = [Call("log", (argument,), ONE, ONE) for argument in (both, Number(Fraction(1)))]
            form = combine(normal.polynomial(sides[0]), normal.polynomial(sides[1]), -1)
            problem.derive(CallCongruence(sides[0], sides[1], 0, entries), form)

    def _cancelled(self, calls: list[Call]) -> None:
        """f(x y inv(y)) = f(x), and f(x) = f(1) for x = 1."""
        normal, terms = self.problem.normal, Terms(self.problem.normal)
        for call in calls:
            form = normal.polynomial(call.arguments[0]) if call.name in ELEMENTARY else constant(ONE)
            single = one_term(form)
            if single is None or not next(iter(form.terms))[0]:
                continue
            ((monomial, _), c) = next(iter(form.terms.items()))
            simple = Polynomial(ONE, ONE, {(_without_units(normal, monomial), ()): c})
            for other in (simple, constant(ONE)):
                if other.terms != form.terms and self._is_new("cancelled", (form, other, normal.polynomial(call))):
                    entries = self._shown(combine(form, other, -1))
                    if entries is not None:
                        after = Call(call.name, (terms.polynomial(other),), ONE, ONE)
                        difference = combine(normal.polynomial(call), normal.polynomial(after), -1)
                        self.problem.derive(CallCongruence(call, after, 0, entries), difference)
                        break

    def _adjugates(self, calls: list[Call]) -> None:
        """f(adj(P)) = f(det(P) inv(P)) where the inverse of P is in sight."""
        normal, terms = self.problem.normal, Terms(self.problem.normal)
        for call in calls:
            if len(call.arguments) != 1 or call.name in ELEMENTARY | {"det", "adj"}:
                continue
            form = normal.polynomial(call.arguments[0])
            other = _without_adjugates(normal, form)
            if other is None or not self._is_new("adjugate", (form, normal.polynomial(call))):
                continue
            entries = self._shown(combine(form, other, -1))
            if entries is not None:
                before = replace(call, arguments=(terms.polynomial(form),))
                after = replace(call, arguments=(terms.polynomial(other),))
                difference = combine(normal.polynomial(before), normal.polynomial(after), -1)
                if difference.terms and not self.problem.knows(difference):
                    self.problem.derive(CallCongruence(before, after, 0, entries), difference)

    def _shown(self, form: Polynomial) -> tuple[Entry, ...] | None:
        """form = 0 from the equations of the problem."""
        return shown(self.problem, form, self.purse, LAW_WORK)

    def _plain(self, form: Polynomial) -> tuple[Entry, ...] | None:
        """The same by membership alone."""
        return shown(self.problem, form, self.purse, LAW_WORK, plain=True)

    # -------------------------------------------------------------------------------- determinants of sums

    def _factored(self, calls: list[Call]) -> None:
        """det(P + R) = det(P (I + P^-1 R)) for a summand P whose inverse is known."""
        normal, known = self.problem.normal, known_inverses(self.problem)
        for call in calls:
            form = normal.polynomial(call.arguments[0]) if call.name == "det" else None
            if form is None or form.is_scalar or one_word(form) is not None:
                continue
            for part, inverse in _invertible_parts(normal, form, known):
                if self._is_new("det", (form, part)):
                    self._same_det(form, part, normal.times(inverse, form))

    def _same_det(self, form: Polynomial, part: Polynomial, rest: Polynomial) -> None:
        """det(form) = det(part) det(rest), the second factor simplified: P^-1 P is I."""
        problem, normal, terms = self.problem, self.problem.normal, Terms(self.problem.normal)
        simple = _unit_cancelled(problem, rest)
        entries = self._shown(combine(form, normal.times(part, simple), -1))
        if entries is None:
            return
        sides = [terms.polynomial(form), Product((terms.polynomial(part), terms.polynomial(simple)))]
        calls = [Call("det", (side,), ONE, ONE) for side in sides]
        difference = combine(normal.polynomial(calls[0]), normal.polynomial(calls[1]), -1)
        if difference.terms and not problem.knows(difference):
            problem.derive(CallCongruence(calls[0], calls[1], 0, entries), difference)

    # -------------------------------------------------------------------------------- powers

    def _powers(self) -> None:
        """What laws of powers with symbolic exponents give."""
        PowerLaws(self.problem, self._shown, self._plain, lambda form: self.signs(self.problem, form, False)).add()


def _unit_cancelled(problem: Problem, form: Polynomial) -> Polynomial:
    """The form with X^-1 X replaced by I at the head of its words, as in P^-1 (P + R)."""
    known, total = known_inverses(problem), Polynomial(form.rows, form.columns, {})
    normal = problem.normal
    for (monomial, word), c in form.terms.items():
        at = next((k for k in range(len(word) // 2, 0, -1) if inverse_word(word[:k], known) == word[k : 2 * k]), 0)
        kept = Polynomial(form.rows, form.columns, {(_without_units(normal, monomial), word[2 * at :]): c})
        total = combine(total, kept)
    return total


def _without_units(normal: Normalizer, monomial: tuple) -> tuple:  # type: ignore[type-arg]
    """The atoms without pairs x, inv(x)."""
    kept = list(monomial)
    for atom in monomial:
        inverse = normal.inverse(scalar(atom)) if atom in kept else constant(ONE)
        single = next(iter(inverse.terms))[0] if len(inverse.terms) == 1 else ()
        if len(single) == 1 and single[0] in kept and atom in kept and single[0] != atom:
            kept.remove(atom)
            kept.remove(single[0])
    return tuple(kept)


def _without_adjugates(normal: Normalizer, form: Polynomial) -> Polynomial | None:
    """The form with det(P) inv(P) for the letters adj(P) whose P has an inverse in sight; None if it has none."""
    total, found = Polynomial(form.rows, form.columns, {}), False
    for (monomial, word), c in form.terms.items():
        factors = [Polynomial(ONE, ONE, {(monomial, ()): c}), constant(form.rows)]
        for letter in word:
            parts = parts_of(normal, letter, "adj")
            known = parts is not None and any(parts[0].terms == item.terms for item in normal.inverse_of.values())
            found = found or known
            factors += [_det(normal, parts[0]), normal.inverse(parts[0])] if parts and known else [of_letter(letter)]
        total = combine(total, normal.product(factors))
    return total if found else None


def _det(normal: Normalizer, form: Polynomial) -> Polynomial:
    return normal.polynomial(Call("det", (Terms(normal).polynomial(form),), ONE, ONE))


def _invertible_parts(
    normal: Normalizer, form: Polynomial, known: dict[Letter, Letter]
) -> Iterator[tuple[Polynomial, Polynomial]]:
    """The words of the form whose letters have inverses, and multiples of I by reciprocals, with the inverses."""
    for monomial, word in form.terms:
        inverse = inverse_word(word, known) if word else None
        if inverse is not None and not monomial:
            yield tuple(Polynomial(form.rows, form.rows, {((), item): 1}) for item in (word, inverse))  # type: ignore[misc]
        if not word and monomial:
            factor = Polynomial(ONE, ONE, {(monomial, ()): 1})
            yield multiply(factor, constant(form.rows)), multiply(normal.inverse(factor), constant(form.rows))


# ------------------------------------------------------------------------------------------------ which laws


def wanted(normal: Normalizer, call: Call) -> Iterator[Wanted]:
    """The laws that may say something about a call in sight, with their arguments."""
    try:
        forms = [normal.polynomial(argument) for argument in call.arguments]
    except Refusal:
        return
    rule = _WANTED.get(call.name)
    if rule is not None and len(forms) == 1:
        yield from rule(normal, forms[0])


def _exponential(normal: Normalizer, form: Polynomial) -> Iterator[Wanted]:
    parts = summands(form)
    if len(parts) > 1:
        yield "exponential of a sum", (parts[0], combine(form, parts[0], -1))
        return
    inner = _argument(normal, form, "log")
    if inner is not None:
        yield "exponential of a logarithm", (inner,)
    lead = Fraction(next(iter(form.terms.values()), 0))
    if lead < 0:
        yield "exponential of a sum", (form.scale(-1), form)
    unit = form.scale(1 / abs(Fraction(lead.numerator))) if lead else form
    if abs(lead.numerator) > 1:
        yield "exponential of a sum", (combine(form, unit, -1), unit)
    for times in range(2, lead.denominator + 1 if lead.denominator <= MOST_PARTS else 0):
        yield "exponential of a sum", (unit.scale(times - 1), unit)


def _logarithm(normal: Normalizer, form: Polynomial) -> Iterator[Wanted]:
    inner = _argument(normal, form, "exp")
    if inner is not None:
        yield "logarithm of an exponential", (inner,)
    factors = _factors(form)
    if len(factors) > 1:
        yield "logarithm of a product", (factors[0], _product(factors[1:]))
        for factor in factors:
            inverse = normal.inverse(factor)
            if letters_of([factor])[:1] != letters_of([inverse])[:1] and _is_inverse(normal, factor):
                yield "logarithm of a product", (form, inverse)


def _is_inverse(normal: Normalizer, form: Polynomial) -> bool:
    return any(letter.base in normal.inverse_of for letter in letters_of([form]))


def _root(normal: Normalizer, form: Polynomial) -> Iterator[Wanted]:
    yield "square of a root", (form,)
    factors = [part for factor in _factors(form) for part in prime_parts(factor)]
    half, rest = square_parts(factors)
    if half:
        yield "root of a square", (_product(half),)
        if rest:
            yield "root of a product", (_product([*half, *half]), _product(rest))
    elif len(factors) > 1:
        yield "root of a product", (factors[0], _product(factors[1:]))


def _absolute(normal: Normalizer, form: Polynomial) -> Iterator[Wanted]:
    yield "square of an absolute value", (form,)
    factors = _factors(form)
    if len(factors) > 1:
        yield "absolute value of a product", (factors[0], _product(factors[1:]))
    elif len(form.terms) > 1 and Fraction(next(iter(form.terms.values()))) < 0:
        yield "absolute value of a product", (constant(ONE, -1), form.scale(-1))
    yield "absolute value of what is not negative", (form,)
    yield "absolute value of what is not negative", (form.scale(-1),)
    yield "root of a square", (form,)


def _adjugate(normal: Normalizer, form: Polynomial) -> Iterator[Wanted]:
    if one_term(form) is None:
        yield "adjugate", (form,)


def _determinant(normal: Normalizer, form: Polynomial) -> Iterator[Wanted]:
    """det(X + u v^T), unless X is a multiple of I; not of a block matrix, whose units are no such columns."""
    is_sum = len(form.terms) > 1 and not grid_of(normal, form)
    for (monomial, word), c in form.terms.items() if is_sum else ():
        seam = next((at for at, letter in enumerate(word) if at and letter.rows == ONE), 0)
        if seam:
            left = Polynomial(form.rows, ONE, {(monomial, word[:seam]): c})
            right = Polynomial(ONE, form.rows, {((), word[seam:]): 1}).transpose()
            rest = combine(form, Polynomial(form.rows, form.rows, {(monomial, word): c}), -1)
            yield "determinant of a rank-one update", (rest, left, right)
            return


_WANTED: dict[str, Callable[[Normalizer, Polynomial], Iterator[Wanted]]] = {
    "exp": _exponential, "log": _logarithm, "sqrt": _root, "abs": _absolute, "adj": _adjugate, "det": _determinant,
}  # fmt: skip


def _argument(normal: Normalizer, form: Polynomial, name: str) -> Polynomial | None:
    """x where the form is name(x)."""
    letters = letters_of([form])
    single = one_term(form)
    alone = single is not None and len(letters) == 1 and next(iter(form.terms.values())) == 1
    parts = parts_of(normal, letters[0], name) if alone and len(next(iter(form.terms))[0]) == 1 else None
    return None if parts is None else parts[0]


def _factors(form: Polynomial) -> list[Polynomial]:
    """The factors of a scalar of one term: its sign, its size, its atoms; the scalar itself where it has more terms."""
    if len(form.terms) != 1:
        return [form]
    ((monomial, _), c) = next(iter(form.terms.items()))
    lead = Fraction(c)
    numbers = [Fraction(-1 if lead < 0 else 1), abs(lead)]
    parts = [constant(ONE, number) for number in numbers if number != 1]
    return [*parts, *map(scalar, monomial)] or [constant(ONE)]


def _product(factors: list[Polynomial]) -> Polynomial:
    total = constant(ONE)
    for factor in factors:
        total = multiply(total, factor)
    return total
