"""What is known of functions of matrices: exp(c) > 0, |c| >= 0, ranks between 0 and the sizes, determinants."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from symproof.kernel.algebra.words import Letter, Monomial, Polynomial, combine, constant
from symproof.language.affine import ONE
from symproof.language.refusal import Refusal
from symproof.language.terms import Call
from symproof.search.contradictions.known import Held, Known, Linear, coefficients

STRICT = {"exp": True, "abs": False}  # whether a value that is not negative is positive


def functions(known: Known) -> None:
    """Adds what is known of the values of functions that occur: exp(c) > 0, |c| >= 0; a rank is an integer between 0
    and the sizes; a determinant is not zero of an invertible matrix, positive of a definite one, of square 1 of an
    orthogonal one."""
    for base, term in list(known.normal.applied.items()):
        if not isinstance(term, Call):
            continue
        value = Polynomial(ONE, ONE, {((("word", (Letter(base, False, ONE, ONE, symmetric=True),)),), ()): 1})
        try:
            if term.name in STRICT:
                known.orders.append(Held(frozenset(), value, STRICT[term.name]))
            elif term.name == "rank":
                _rank(known, value, known.normal.polynomial(term.arguments[0]))
            elif term.name == "det":
                _determinant(known, value, known.normal.polynomial(term.arguments[0]))
        except Refusal:
            continue


def _rank(known: Known, value: Polynomial, form: Polynomial) -> None:
    known.whole.append(Held(frozenset(), value))
    known.orders.append(Held(frozenset(), value, strict=False))
    for size in (form.rows, form.columns):
        known.orders.append(Held(frozenset(), combine(known.normal.integer(size), value, -1), strict=False))


def integers(known: Known) -> Iterator[Linear]:
    """Values that are integers, as multiples of 1."""
    for number, held in enumerate(known.whole):
        count: Monomial = (("half", f"whole {number}"),)
        yield Linear(held.ids, {**coefficients(held.form), count: Fraction(-1)}, "=", "a rank is an integer")


def _determinant(known: Known, value: Polynomial, form: Polynomial) -> None:
    known.different += [Held(held.ids, value) for held in known.invertible if held.form.terms == form.terms]
    known.orders += [Held(held.ids, value) for held in known.definite if held.strict and held.form.terms == form.terms]
    normal = known.normal
    gram = normal.times(form.transpose(), form)
    unit = constant(form.rows)
    for held in list(known.equations):
        keys = gram.terms.keys() | unit.terms.keys()
        if held.form.terms == {key: gram.terms.get(key, 0) - unit.terms.get(key, 0) for key in keys}:
            square = normal.times(value, value)
            known.equations.append(Held(held.ids, Polynomial(ONE, ONE, {**square.terms, ((), ()): -1})))
