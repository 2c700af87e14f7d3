"""The root that completes a square: X + inv(P) W for the words X^T P X + X^T W + W^T X of a claim and a known P."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Polynomial, combine, constant, flip, multiply, of_letter
from symproof.language.affine import ONE
from symproof.search.definite.pairs import pairs_of
from symproof.search.definite.roots import distinct
from symproof.search.definite.sources import Source, word_form
from symproof.search.definite.symmetric import Symmetric

MOST = 4  # roots of one claim
MOST_TERMS = 8  # of a root

Part = tuple[Polynomial, Polynomial, Polynomial]  # X, the sum R of X^T R X, and W


def completed_roots(
    form: Polynomial, sources: Iterable[Source], scalars: Sequence[Polynomial], symmetric: Symmetric
) -> list[Polynomial]:
    """X + inv(R) W for the parts X^T R X + X^T W + W^T X of the form, where R is a known definite matrix or a number or
    one of the scalars, whose reciprocals occur."""
    normal = symmetric.normal
    known = [source.form for source in sources if source.definite and source.form is not None]
    flat = symmetric(form)
    found: list[Polynomial] = []
    for letter, own, cross in of_columns(flat) if form.is_scalar else of_matrix(flat):
        inverse = _inverse(own, known, scalars, symmetric)
        if inverse is not None and cross.terms and len(cross.terms) <= MOST_TERMS:
            found.append(combine(letter, normal.times(inverse, cross)))
    return distinct(found)[:MOST]


def of_matrix(form: Polynomial) -> Iterator[Part]:
    """The parts of a symmetric form for the letters that are the outer ones of some word."""
    for letter in dict.fromkeys(word[-1] for _, word in form.terms if len(word) > 1 and word[0] == flip(word[-1])):
        own = Polynomial(letter.rows, letter.rows, {})
        cross = Polynomial(letter.rows, form.columns, {})
        for (monomial, word), value in form.terms.items():
            if word[:1] == (flip(letter),):
                rest, ends = word[1:], len(word) > 1 and word[-1] == letter
                inner = rest[:-1] if ends else rest
                part = multiply(_scalar(monomial, value), word_form(inner) if inner else constant(letter.rows))
                own, cross = (combine(own, part), cross) if ends else (own, combine(cross, part))
        yield of_letter(letter), own, cross


def of_columns(form: Polynomial) -> Iterator[Part]:
    """The same of a scalar that is a sum of u^T R v for columns u and v; X is a column."""
    pairs = pairs_of(form) or {}
    for letter in dict.fromkeys(one for one, other in pairs if one == other):
        column = of_letter(letter)
        cross = Polynomial(letter.rows, ONE, {})
        for (one, other), part in pairs.items():
            if (one == letter) != (other == letter):
                between = part if one == letter else part.transpose()
                cross = combine(cross, multiply(between, of_letter(other if one == letter else one)), Fraction(1, 2))
        yield column, pairs[letter, letter], cross


def _scalar(monomial: tuple[object, ...], value: object) -> Polynomial:
    return Polynomial(ONE, ONE, {(monomial, ()): value})  # type: ignore[dict-item]


def _inverse(
    own: Polynomial, known: Iterable[Polynomial], scalars: Iterable[Polynomial], symmetric: Symmetric
) -> Polynomial | None:
    """inv(R) where R is a multiple of a known matrix, or of an identity by a number or one of the scalars."""
    normal: Normalizer = symmetric.normal
    monomials = {monomial for monomial, _ in own.terms}
    if not any(word for _, word in own.terms):
        scale = Polynomial(ONE, ONE, own.terms)
        usable = monomials == {()} or any(scale.terms == scalar.terms for scalar in scalars)
        return normal.times(normal.inverse(scale), constant(own.rows)) if usable else None
    if len(monomials) != 1:
        return None
    shared = _scalar(next(iter(monomials)), 1)
    plain = Polynomial(own.rows, own.columns, {((), word): value for (_, word), value in own.terms.items()})
    found = _inverse_of_multiple(plain, known, symmetric)
    if found is None or monomials == {()}:
        return found
    usable = any(shared.terms == scalar.terms for scalar in scalars)
    return normal.times(normal.inverse(shared), found) if usable else None


def _inverse_of_multiple(own: Polynomial, known: Iterable[Polynomial], symmetric: Symmetric) -> Polynomial | None:
    """inv(R) where R is a positive multiple of a known matrix."""
    for form in known:
        flat = symmetric(form)
        first = next(iter(flat.terms)) if flat.terms else None
        ratio = None if first is None or first not in own.terms else Fraction(own.terms[first]) / flat.terms[first]
        if ratio is not None and ratio > 0 and flat.scale(ratio).terms == own.terms:
            return symmetric.normal.inverse(form).scale(1 / ratio)
    return None


def scalar_roots(form: Polynomial, normal: Normalizer) -> list[Polynomial]:
    """p a + q for the parts p a^2 + 2 q a of a scalar in its atoms a, where p is one monomial and no number: p times
    the part is the square of the root less q^2."""
    twice = [atom for monomial, _ in form.terms for atom in monomial if monomial.count(atom) == 2]
    atoms = [atom for atom in twice if atom[0] != "integer"]
    found: list[Polynomial] = []
    for atom in dict.fromkeys(atoms):
        own, cross = Polynomial(ONE, ONE, {}), Polynomial(ONE, ONE, {})
        for (monomial, _), value in form.terms.items():
            rest = _scalar(tuple(item for item in monomial if item != atom), value)
            if monomial.count(atom) == 2:
                own = combine(own, rest)
            elif monomial.count(atom) == 1:
                cross = combine(cross, rest, Fraction(1, 2))
        if len(own.terms) == 1 and own.terms.keys() != {((), ())} and cross.terms:
            found.append(combine(normal.times(own, _scalar((atom,), 1)), cross))
    return found[:MOST]
