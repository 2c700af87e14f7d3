"""Laws of named functions that have conditions, or that a normal form cannot use in one direction.

A law has arguments and a conclusion l = r. It may ask that scalars are not negative or positive, which the certificate
shows as the rule ORDER does, and that an equation holds, which is a combination. A quantity is a scalar that is never
negative. Readings: log(c) is the logarithm of |c|, and sqrt(c) is 0 for c < 0, so both are functions of all reals; the
laws hold for them whatever these values are. ``rank`` is the rank over the reals, as a scalar.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TypeAlias

from symproof.kernel.algebra.nonnegative import Algebra, weighted
from symproof.kernel.algebra.quantities import HORN, Terms, less, of, times
from symproof.kernel.algebra.spectra import bordered, by_traces, commutator, commutes, vanishing_powers
from symproof.kernel.algebra.sum_laws import alike_where_equal, beside_diagonal, distributed, exchanged
from symproof.kernel.algebra.words import Polynomial, combine, size_text
from symproof.language.affine import ONE, Affine
from symproof.language.certificate import Law, Signed, Summand
from symproof.language.records import dataclass
from symproof.language.refusal import Refusal, within
from symproof.language.terms import (
    Call,
    Identity,
    Integer,
    Inverse,
    Number,
    Power,
    Sum,
    Term,
    Trace,
    Transpose,
)

Sides: TypeAlias = tuple[Term, Term]


@dataclass(frozen=True, slots=True)
class Stated:
    """A law: how many arguments, the sides of the equations of its conclusion, what has to be >= 0, or > 0 where
    ``strict``, and the sides of the equation that has to hold. Each is a function of the arguments and of the identity
    of the size of the rows of the first. ``alike`` arguments are square matrices of one size."""

    arguments: int
    source: str
    gives: Callable[[Terms, Identity], tuple[Sides, ...]]
    signs: Callable[[Terms, Identity], Terms] = lambda given, unit: ()
    strict: bool = False
    asks: Callable[[Terms, Identity], Sides] | None = None
    alike: bool = False


def _adjugate(given: Terms, unit: Identity) -> tuple[Sides, ...]:
    (x,) = given
    adjugate, value = Call("adj", (x,), unit.size, unit.size), times(of("det", x), unit)
    return (times(x, adjugate), value), (times(adjugate, x), value)


def _rank_one(given: Terms, unit: Identity) -> tuple[Sides, ...]:
    """det(X + u v^T) = det(X) + v^T adj(X) u."""
    x, u, v = given
    row = Transpose(v)
    change = times(row, Call("adj", (x,), unit.size, unit.size), u)
    return ((of("det", Sum((x, times(u, row)))), Sum((of("det", x), change))),)


def _invertible(given: Terms, unit: Identity) -> tuple[Sides, ...]:
    (x,) = given
    return (times(x, Inverse(x)), unit), (times(Inverse(x), x), unit)


def _power(term: Term) -> Power:
    if not isinstance(term, Power):
        raise Refusal("SP357", f"{type(term).__name__}, where a law asks for a power")
    return term


def _row_sums(given: Terms, unit: Identity) -> tuple[Sides, ...]:
    """(X hadamard Y) z = diag(X D(z) Y^T) 1, where D(z) is the diagonal matrix with the column z."""
    product, column = given
    if not isinstance(product, Call) or product.name != "hadamard":
        raise Refusal("SP357", f"{type(product).__name__}, where a law asks for a Hadamard product")
    rows, columns, (x, y) = product.rows, product.columns, product.arguments
    spread = Call("diag", (times(column, Call("ones", (), ONE, columns)),), columns, columns)
    whole = Call("diag", (times(x, spread, Transpose(y)),), rows, rows)
    return ((times(product, column), times(whole, Call("ones", (), rows, ONE))),)


def _one(name: str) -> Callable[[Terms, Identity], tuple[Sides, ...]]:
    """f(a) f(b) = f(a b)."""
    return lambda given, unit: ((of(name, times(*given)), times(of(name, given[0]), of(name, given[1]))),)


LAWS: dict[str, Stated] = {
    "exponential of a sum": Stated(2, "Rudin, Principles, 8.6", lambda g, _: (
        (of("exp", Sum(g)), times(of("exp", g[0]), of("exp", g[1]))),)),
    "logarithm of a product": Stated(2, "Rudin, Principles, 8.6", lambda g, _: (
        (of("log", times(*g)), Sum((of("log", g[0]), of("log", g[1])))),), lambda g, _: g, strict=True),
    "logarithm of an exponential": Stated(1, "Rudin, Principles, 8.6", lambda g, _: (
        (of("log", of("exp", g[0])), g[0]),)),
    "exponential of a logarithm": Stated(1, "Rudin, Principles, 8.6", lambda g, _: (
        (of("exp", of("log", g[0])), g[0]),), lambda g, _: g, strict=True),
    "square of a root": Stated(1, "Rudin, Principles, 1.21", lambda g, _: (
        (times(of("sqrt", g[0]), of("sqrt", g[0])), g[0]),), lambda g, _: g),
    "root of a square": Stated(1, "Rudin, Principles, 1.21", lambda g, _: (
        (of("sqrt", times(g[0], g[0])), of("abs", g[0])),)),
    "root of a product": Stated(2, "Rudin, Principles, 1.21", _one("sqrt"), lambda g, _: g),
    "absolute value of a product": Stated(2, "Rudin, Principles, 1.33", _one("abs")),
    "square of an absolute value": Stated(1, "Rudin, Principles, 1.33", lambda g, _: (
        (times(of("abs", g[0]), of("abs", g[0])), times(g[0], g[0])),)),
    "absolute value of what is not negative": Stated(1, "Rudin, Principles, 1.32", lambda g, _: (
        (of("abs", g[0]), g[0]),), lambda g, _: g),
    "adjugate": Stated(1, f"{HORN}, 0.8.2", _adjugate),
    "determinant of a rank-one update": Stated(3, f"{HORN}, 0.8.5", _rank_one),
    "rank of an idempotent": Stated(1, f"{HORN}, 0.4 and 1.1", lambda g, _: ((of("rank", g[0]), Trace(g[0])),),
                                    asks=lambda g, _: (times(g[0], g[0]), g[0])),
    "power of equals": Stated(2, "congruence of powers", lambda g, _: (
        (g[0], Power(g[1], _power(g[0]).exponent)),), asks=lambda g, _: (_power(g[0]).base, g[1])),
    "power of a commuting product": Stated(2, f"{HORN}, 1.3", lambda g, _: (
        (Power(times(_power(g[0]).base, g[1]), _power(g[0]).exponent),
         times(g[0], Power(g[1], _power(g[0]).exponent))),),
        lambda g, _: (Integer(_power(g[0]).exponent),),
        asks=lambda g, _: (times(_power(g[0]).base, g[1]), times(g[1], _power(g[0]).base))),
    "intertwined powers": Stated(3, f"{HORN}, 2.4.4", lambda g, _: (
        (times(g[2], g[0]), times(Power(g[1], _power(g[0]).exponent), g[2])),),
        lambda g, _: (Integer(_power(g[0]).exponent),),
        asks=lambda g, _: (times(g[2], _power(g[0]).base), times(g[1], g[2]))),
    "row sums of a Hadamard product": Stated(2, "Horn and Johnson, Topics, 5.1.3", _row_sums),
    "full rank": Stated(1, f"{HORN}, 0.5", _invertible,
                        lambda g, unit: (less(of("rank", g[0]), Integer(unit.size)),)),
    "less than full rank": Stated(1, f"{HORN}, 0.5", lambda g, _: ((of("det", g[0]), Number(Fraction(0))),),
                                  lambda g, unit: (less(Integer(unit.size), of("rank", g[0])),), strict=True),
    "rank zero": Stated(1, f"{HORN}, 0.4", lambda g, _: ((g[0], less(g[0], g[0])),), lambda g, _: (
        less(Number(Fraction(0)), of("rank", g[0])),)),
    "reciprocal of a positive scalar": Stated(1, "Rudin, Principles, 1.12 and 1.18", lambda g, _: (
        (times(g[0], Inverse(g[0])), Number(Fraction(1))),), lambda g, _: g, strict=True),
    "determinant of a product": Stated(2, f"{HORN}, 0.3.5", _one("det"), alike=True),
    "bordered determinant": Stated(4, f"{HORN}, 0.8.5", bordered),
    "Cayley-Hamilton theorem with Newton's identities": Stated(1, f"{HORN}, 2.4", by_traces),
    "nilpotent matrix": Stated(1, HORN, lambda g, unit: vanishing_powers(_power(g[0]).base, unit),
                               asks=lambda g, _: (_power(g[0]), less(g[0], g[0]))),
    "commutator that commutes": Stated(
        2, "Jacobson, Rational methods in the theory of Lie algebras, 1935",
        lambda g, unit: vanishing_powers(commutator(g), unit), asks=commutes, alike=True),
    "distributive law of sums": Stated(2, "the definition of a sum", distributed),
    "exchange of a triangular sum": Stated(1, "Graham, Knuth and Patashnik, Concrete Mathematics", exchanged),
    "trace beside a diagonal part": Stated(2, "Horn and Johnson, Topics, 5.1", beside_diagonal, alike=True),
    "Kronecker's delta": Stated(2, "the definition of the unit columns", alike_where_equal),
    "intermediate equation": Stated(2, "a combination of the premises", lambda g, _: ((g[0], g[1]),),
                                    asks=lambda g, _: (g[0], g[1])),
    "equality of two orders": Stated(2, "the order of the reals", lambda g, _: ((g[0], g[1]),), lambda g, _: (
        less(g[0], g[1]), less(g[1], g[0]))),
}  # fmt: skip


def concluded(algebra: Algebra, derived: Law) -> tuple[Polynomial, ...]:
    """Rule LAW: the equations that a law gives, once its conditions are shown."""
    law = LAWS.get(derived.law)
    if law is None or len(derived.arguments) != law.arguments:
        raise Refusal("SP357", f"no law {derived.law!r} of {len(derived.arguments)} arguments")
    given, form = derived.arguments, algebra.normal.polynomial(derived.arguments[0])
    unit = Identity(form.rows)
    if law.alike:
        _require_alike(algebra, given, form.rows)
    wanted = law.signs(given, unit)
    if len(wanted) != len(derived.signs) or (law.asks is None and derived.by):
        raise Refusal("SP357", f"the law {derived.law!r} asks for {len(wanted)} signs, {len(derived.signs)} are given")
    for term, signed in zip(wanted, derived.signs, strict=True):
        _require_sign(algebra, term, signed, law.strict)
    if law.asks is not None:
        algebra.require_sum(algebra.normal.difference(*law.asks(given, unit)), derived.by, "the condition of the law")
    algebra.rules.add(f"{derived.law} ({law.source})")
    return tuple([algebra.normal.difference(left, right) for left, right in law.gives(given, unit)])


def _require_alike(algebra: Algebra, given: Terms, size: Affine) -> None:
    """A multiple by a scalar is no product of matrices."""
    for form in map(algebra.normal.polynomial, given):
        if (form.rows, form.columns) != (size, size):
            raise Refusal("SP305", f"an argument of size {size_text(form)} of a law about square matrices of one size")


def _require_sign(algebra: Algebra, term: Term, signed: Signed, strict: bool) -> None:
    """The term is the sum of the summands and of the entries; strictly positive where one summand is."""
    value = algebra.normal.polynomial(term)
    if not value.is_scalar:
        raise Refusal("SP351", "a sign is asked of what is no scalar")
    terms = [_located(algebra, number, summand) for number, summand in enumerate(signed.summands, 1)]
    if strict and not any(positive for _, positive in terms):
        raise Refusal("SP352", "a strict sign needs a summand that is known to be positive")
    for form, _ in terms:
        algebra.context.charge(len(value.terms) + form.length())
        value = combine(value, form, -1)
    algebra.require_sum(value, signed.by, "the sign")


def _located(algebra: Algebra, number: int, summand: Summand) -> tuple[Polynomial, bool]:
    with within(f"summand {number}"):
        return weighted(algebra, summand)
