"""Letters of inverses: what the normal form knows of (c E)^+, (E^T)^+ and (E^+)^+, and that it knows no more."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest
from kernel.building import AXIOM, SQUARE, A, B, X, Y, equal, inverse, minus, plus, proved, refused, sequent, times

from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import combine
from symproof.kernel.context import context_of
from symproof.language.certificate import Algebra, Entry
from symproof.language.formulas import Invertible
from symproof.language.terms import Number, Term, Transpose
from symproof.search.algebra.bridge import Terms

T = Transpose
SKEW = minus(A, T(A))
LOPSIDED = minus(times(2, A), T(A))
WIDER = plus(times(A, B), times(-1, T(B), T(A)), X, times(-1, T(X)))


def scaled(value: int | Fraction, matrix: Term) -> Term:
    return times(Number(Fraction(value)), matrix)


def test_multiples_have_multiples_of_one_inverse() -> None:
    for form in (SKEW, LOPSIDED, WIDER, plus(A, T(A)), plus(A, B)):
        for value in (-1, 3, Fraction(-2, 7)):
            proved(
                sequent(SQUARE, equal(inverse(scaled(value, form)), scaled(1 / Fraction(value), inverse(form)))), AXIOM
            )


def test_transposes_have_the_transpose_of_one_inverse() -> None:
    for form in (LOPSIDED, plus(A, T(A)), plus(A, B), plus(A, T(B)), plus(SKEW, B), minus(times(A, B), T(A))):
        proved(sequent(SQUARE, equal(inverse(T(form)), T(inverse(form)))), AXIOM)
        proved(sequent(SQUARE, equal(inverse(scaled(-2, T(form))), scaled(Fraction(-1, 2), T(inverse(form))))), AXIOM)


def test_inverses_of_inverses_cancel() -> None:
    for form in (SKEW, LOPSIDED, WIDER, plus(A, B)):
        proved(sequent(SQUARE, equal(inverse(inverse(form)), form)), AXIOM)
        proved(sequent(SQUARE, equal(inverse(T(inverse(form))), T(form))), AXIOM)


FALSE = [
    (inverse(SKEW), inverse(T(SKEW))),
    (inverse(WIDER), inverse(T(WIDER))),
    (inverse(SKEW), T(inverse(SKEW))),
    (inverse(SKEW), inverse(plus(A, T(A)))),
    (inverse(LOPSIDED), T(inverse(LOPSIDED))),
    (inverse(LOPSIDED), inverse(minus(A, times(2, T(A))))),
    (inverse(LOPSIDED), scaled(2, inverse(minus(A, scaled(Fraction(1, 2), T(A)))))),
    (inverse(minus(SKEW, B)), inverse(minus(T(SKEW), B))),
    (inverse(minus(SKEW, B)), scaled(-1, inverse(plus(SKEW, B)))),
    (inverse(scaled(-1, SKEW)), inverse(SKEW)),
    (inverse(scaled(2, SKEW)), scaled(2, inverse(SKEW))),
]


@pytest.mark.parametrize(("left", "right"), FALSE)
def test_different_inverses_have_different_forms(left: Term, right: Term) -> None:
    refused("SP329", sequent(SQUARE, equal(left, right)), AXIOM)


# N = inv(E) with E^T = -E:  N^T + N = N^T (E N - I) (-1) + (N^T E^T - I) N, as E^T N = -E N.
OPPOSITE = equal(T(inverse(SKEW)), scaled(-1, inverse(SKEW)))
BY_PREMISE = Algebra((
    Entry("h", 0, left=T(inverse(SKEW)), factor=Number(Fraction(-1))),
    Entry("h", 0, transposed=True, right=inverse(SKEW), factor=Number(Fraction(-1))),
))  # fmt: skip


def test_the_inverse_of_an_antisymmetric_form_is_antisymmetric_by_its_premise_only() -> None:
    given = {"h": Invertible(SKEW)}
    proved(sequent(SQUARE, OPPOSITE, given), BY_PREMISE, used={"h"})
    refused("SP329", sequent(SQUARE, OPPOSITE, given), AXIOM)  # the premise is not used
    refused("SP326", sequent(SQUARE, OPPOSITE), BY_PREMISE)  # there is no premise
    refused("SP329", sequent(SQUARE, OPPOSITE, {"h": Invertible(LOPSIDED)}), BY_PREMISE)  # of another form
    wrong = equal(T(inverse(SKEW)), inverse(SKEW))
    refused("SP329", sequent(SQUARE, wrong, given), BY_PREMISE)
    forged = Algebra((BY_PREMISE.combination[0], Entry("h", 1, transposed=True, right=inverse(SKEW))))
    refused("SP329", sequent(SQUARE, OPPOSITE, given), forged)


def random_form(source: Random) -> Term:
    """A sum of words and of multiples of their transposes: among them symmetric and antisymmetric ones."""
    terms: list[Term | int] = []
    for _ in range(source.randint(1, 3)):
        word = times(*source.choices([A, B, X, T(A), T(Y)], k=source.randint(1, 2)))
        terms.append(scaled(source.choice([-3, -1, 1, 2]), word))
        if source.randrange(3):
            terms.append(scaled(source.choice([-3, -1, 1, 2]), T(word)))
    return plus(*terms)


@pytest.mark.parametrize("seed", range(200))
def test_letters_read_back_as_terms_are_the_same_letters(seed: int) -> None:
    """The search writes certificates with the terms it reads off letters: the kernel must find the letters again."""
    source = Random(seed)
    normal = Normalizer(context_of(SQUARE, ()))
    form = random_form(source)
    if not normal.polynomial(form).terms:
        return
    found = normal.polynomial(inverse(form))
    for value in (found, found.transpose()):
        assert not combine(normal.polynomial(Terms(normal).polynomial(value)), value, -1).terms
    factor = Fraction(source.choice([-1, 2, -5]), 3)
    assert not combine(normal.polynomial(inverse(scaled(factor, form))), found, -1 / factor).terms
    opposite = normal.polynomial(plus(form, T(form)))
    if opposite.terms:
        assert not combine(normal.polynomial(inverse(T(form))), found.transpose(), -1).terms
