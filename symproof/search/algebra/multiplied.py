"""det(X) det(Y) = det(Z) for sums X, Y, Z whose determinants are in sight, where X Y = Z follows from the premises."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

from symproof.kernel.algebra.keys import Kind
from symproof.kernel.algebra.words import Polynomial, combine
from symproof.language.affine import ONE
from symproof.language.certificate import CallCongruence, Entry
from symproof.language.terms import Call
from symproof.search.algebra.bridge import Terms, letters_of
from symproof.search.algebra.in_sight import calls_in_sight
from symproof.search.algebra.search import Problem

NAME = "determinant of a product"
MOST = 4  # determinants in sight
Shown = Callable[[Polynomial], tuple[Entry, ...] | None]
AddLaw = Callable[[str, tuple[Polynomial, ...]], bool]


def add_products_of_determinants(problem: Problem, add_law: AddLaw, shown: Shown) -> None:
    """Adds the law for X and Y, and det(X Y) = det(Z) from X Y = Z: det(A + B) det(A - B) = det(A^2 - B^2) for
    A B = B A."""
    normal, terms = problem.normal, Terms(problem.normal)
    calls = calls_in_sight(normal, "det")
    forms = [normal.polynomial(call.arguments[0]) for call in calls]
    plain = [form for form in forms if len(form.terms) > 1 and not any(monomial for monomial, _ in form.terms)]
    if any(letter.base.kind is Kind.INVERSE for letter in letters_of(forms)):
        return  # determinants of sums with inverses have laws of their own
    sums = list({form.text(): form for form in plain}.values())[:MOST]
    for first, second, whole in product(sums, repeat=3):
        if whole in (first, second) or not first.rows == second.rows == whole.rows:
            continue
        for one, other, same in _turned(first, second, whole):
            multiplied = normal.times(one, other)
            entries = shown(combine(multiplied, same, -1))
            if entries is not None:
                add_law(NAME, (one, other))
                sides = [Call("det", (terms.polynomial(form),), ONE, ONE) for form in (multiplied, same)]
                difference = combine(normal.polynomial(sides[0]), normal.polynomial(sides[1]), -1)
                if difference.terms and not problem.knows(difference):
                    problem.derive(CallCongruence(sides[0], sides[1], 0, entries), difference)
                return


def _turned(first: Polynomial, second: Polynomial, whole: Polynomial) -> Iterator[tuple[Polynomial, ...]]:
    """The three, of which the last two may be transposed: a determinant in sight may be written for the transpose."""
    for other in (second, second.transpose()):
        for same in (whole, whole.transpose()):
            yield first, other, same
