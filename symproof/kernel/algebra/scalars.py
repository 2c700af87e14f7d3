"""Functions of a scalar in the normal form."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt

from symproof.kernel.algebra.calls import Polynomials, UnwrittenError, written
from symproof.kernel.algebra.forms import MAX_POWER, Forms, uses
from symproof.kernel.algebra.keys import Kind, key_of
from symproof.kernel.algebra.words import (
    Letter,
    Monomial,
    Polynomial,
    Word,
    constant,
    leading_of,
    letters_in,
    of_letter,
    product_of,
    scalar,
)
from symproof.language.affine import ONE, Affine, affine_text, parameter, shift, times
from symproof.language.refusal import Refusal
from symproof.language.terms import Call, Power, Term

ELEMENTARY = frozenset({"exp", "log", "sqrt", "abs"})
CONDITIONAL = frozenset({"log", "sqrt", "abs"})  # differentiable where the argument is not zero
DIFFERENTIALS = {
    "exp": "differential of an exponential", "log": "differential of a logarithm", "sqrt": "differential of a root",
    "abs": "differential of an absolute value",
}  # fmt: skip
MAX_PARTS = 8  # of a symbolic exponent


def scalar_of(normal: Forms, term: Call, forms: Polynomials) -> Polynomial | None:
    """exp(0) = 1, log(1) = 0, the absolute value of a number, the root of a square number."""
    if not forms[0].terms.keys() <= {((), ())}:
        return None
    value = Fraction(forms[0].terms.get(((), ()), 0))
    if term.name == "abs":
        uses(normal, "absolute value of a number")
        return constant(ONE, abs(value))
    if (term.name, value) in (("exp", Fraction(0)), ("log", Fraction(1))):
        uses(normal, "exponential of zero" if term.name == "exp" else "logarithm of one")
        return constant(ONE, 1 - value)
    if term.name == "sqrt" and value >= 0:
        root = Fraction(isqrt(value.numerator), isqrt(value.denominator))
        if root * root == value:
            uses(normal, "root of a square number")
            return constant(ONE, root)
    return None


def scalar_power(normal: Forms, term: Term, base: Polynomial, exponent: Affine) -> Polynomial:
    """x^e of a scalar with a symbolic e; ``term`` stands for the base. (a b)^e = a^e b^e, (x^f)^e = x^(f e)."""
    try:
        parts = _parts(base)
        if parts is None:
            return _power_of_part(normal, base, exponent) if base.terms else _split_power(normal, term, base, exponent)
        uses(normal, "power of a product of scalars")
        powers = [_power_of_part(normal, part, exponent) for part in parts]
    except UnwrittenError:
        return _power_letter(normal, term, base, exponent)
    return normal.product([constant(ONE), *powers])


def _parts(base: Polynomial) -> list[Polynomial] | None:
    """The factors of a form: its leading coefficient by sign and size, and its atoms or what is left; None where it has
    one factor only."""
    if not base.terms:
        return None
    (monomial, _), *others = base.terms
    lead = Fraction(leading_of(base)[0])
    numbers = [Fraction(-1 if lead < 0 else 1), abs(lead)]
    parts = [constant(ONE, number) for number in numbers if number != 1]
    parts += [base.scale(Fraction(1) / lead)] if others else list(map(scalar, monomial))
    return parts if len(parts) != 1 or parts[0].terms != base.terms else None


def _power_of_part(normal: Forms, part: Polynomial, exponent: Affine) -> Polynomial:
    ((monomial, _), *others) = part.terms
    letters = monomial[0][1] if not others and monomial and monomial[0][0] == "word" else ()
    inner = normal.applied.get(letters[0].base) if len(letters) == 1 else None  # type: ignore[union-attr]
    if isinstance(inner, Power):
        uses(normal, "power of a power of a scalar")
        return normal.power(inner.base, normal.polynomial(inner.base), times(inner.exponent, exponent))
    return _split_power(normal, written(normal, part), part, exponent)


def _split_power(normal: Forms, term: Term, base: Polynomial, exponent: Affine) -> Polynomial:
    """x^(a + b + c) = x^a x^b x^c for exponents a, b, c >= 0, as many literal ones as are known: x^n = x^(n-1) x."""
    rest, literal, holds = list[Affine](), exponent.constant, normal.context.holds
    for atom, count in exponent.terms:
        part, by = parameter(atom), 0
        if count < 0 or count > MAX_PARTS or not holds(part):
            return _power_letter(normal, term, base, exponent)
        while by < MAX_PARTS and holds(shift(part, -by - 1)):
            by += 1
        rest += [shift(part, -by)] * count
        literal += by * count
    if not 0 <= literal <= MAX_POWER:
        return _power_letter(normal, term, base, exponent)
    if len(rest) + literal > 1:
        uses(normal, "sum of exponents of a scalar")
    return normal.product([*[_power_letter(normal, term, base, part) for part in rest], *[base] * literal])


def _power_letter(normal: Forms, term: Term, base: Polynomial, exponent: Affine) -> Polynomial:
    found = key_of(Kind.POWER, f"power!({base.text()}; {affine_text(exponent)})", base.content(), exponent)
    normal.applied.setdefault(found, Power(term, exponent))
    if base.terms == {((), ()): -1}:
        normal.meeting.add(found)
    return of_letter(Letter(found, False, ONE, ONE, symmetric=True))


def without_squares(normal: Forms, monomial: Monomial) -> Monomial:
    """The monomial without the squares of powers (-1)^e."""
    signs = [atom for atom in monomial if atom[0] == "word" and _is_sign(normal, atom[1])]  # type: ignore[arg-type]
    twice = [atom for atom in dict.fromkeys(signs) if signs.count(atom) > 1]
    if not twice:
        return monomial
    uses(normal, "square of a sign")
    kept = [atom for atom in monomial if atom not in twice]
    return product_of(tuple(kept), tuple([atom for atom in twice if signs.count(atom) % 2]))


def _is_sign(normal: Forms, word: Word) -> bool:
    return len(word) == 1 and word[0].base.kind is Kind.POWER and word[0].base in normal.meeting


def power_differential(normal: Forms, term: Power, moved: Polynomial) -> Polynomial | None:
    """d x^e = e x^(e-1) dx for e >= 0, also for e = 0, where both sides are 0; None where e >= 0 is not known."""
    if not normal.context.holds(term.exponent):
        return None
    uses(normal, "differential of a power of a scalar")
    lower = normal.polynomial(Power(term.base, shift(term.exponent, -1)))
    return normal.product([normal.integer(term.exponent), lower, moved])


def scalar_differential(normal: Forms, term: Call, form: Polynomial, moved: Polynomial) -> Polynomial:
    """d exp(c) = exp(c) dc, d log(c) = dc / c, d sqrt(c) = dc / (2 sqrt(c)), d |c| = |c| dc / c, the last three where
    a premise says that c is not zero: log(c) is read as log |c|, and sqrt(c) as 0 for c < 0."""
    value = normal.polynomial(term)
    uses(normal, DIFFERENTIALS[term.name])
    if term.name == "exp":
        return normal.times(value, moved)
    require_nonzero(normal, form)
    if term.name == "log":
        return normal.times(normal.inverse(form), moved)
    if term.name == "sqrt":
        return normal.times(normal.inverse(value), moved).scale(Fraction(1, 2))
    return normal.product([value, normal.inverse(form), moved])


def require_nonzero(normal: Forms, form: Polynomial) -> None:
    """Refuses (SP333) a scalar of which no premise says that it is not zero: each reciprocal in it and in its own
    reciprocal must be a true one."""
    if not form.terms:
        raise Refusal("SP333", "a function is differentiated at zero")
    letters = [letter for item in (form, normal.inverse(form)) for letter in letters_in(item.content())]
    reciprocals = [letter.base for letter in letters if letter.base in normal.inverse_of]
    known = [base in normal.invertible for base in reciprocals]
    if not all(known) or not (reciprocals or form.terms.keys() == {((), ())}):
        raise Refusal("SP333", "the differential of log, sqrt or abs needs the premise that its argument is not zero")
    for base in reciprocals:
        normal.invertible[base] = True
