"""Scalars that are sums of u^T R v for columns u and v, and the forms R between them."""

from __future__ import annotations

from fractions import Fraction

from symproof.kernel.algebra.words import Letter, Monomial, Polynomial, Word, combine, constant, flip, reverse
from symproof.search.definite.sources import word_form


def words_of(monomial: Monomial) -> list[tuple[int, Word]]:
    """The words of the atoms x^T W y, and of traces, with their places."""
    return [(at, content) for at, (kind, content) in enumerate(monomial) if kind != "integer"]  # type: ignore[misc]


def pairs_of(form: Polynomial) -> dict[tuple[Letter, Letter], Polynomial] | None:
    """R for the pairs of columns u and v of a scalar that is a sum of u^T R v; None for other scalars."""
    found: dict[tuple[Letter, Letter], Polynomial] = {}
    for (monomial, _), value in form.terms.items():
        words = [(at, word) for at, word in words_of(monomial) if monomial[at][0] == "word" and len(word) > 1]
        if len(words) != 1:
            return None
        ((at, word),) = words
        word = min(word, reverse(word), key=lambda turned: word_form((flip(turned[0]),)).text())
        first, last = flip(word[0]), word[-1]
        inner = word_form(word[1:-1]) if word[1:-1] else constant(first.rows)
        part = scaled((*monomial[:at], *monomial[at + 1 :]), inner)
        start = found.get((first, last), Polynomial(first.rows, last.rows, {}))
        found[first, last] = combine(start, part, value)
    return found


def scaled(monomial: Monomial, matrix: Polynomial) -> Polynomial:
    """The monomial times a matrix, whose terms have no scalar factors of their own."""
    return Polynomial(
        matrix.rows, matrix.columns, {(tuple(monomial), word): value for (_, word), value in matrix.terms.items()}
    )


def symmetrized(form: Polynomial) -> Polynomial:
    """(F + F^T)/2."""
    turned = form.transpose()
    return form if turned.terms == form.terms else combine(form, turned).scale(Fraction(1, 2))
