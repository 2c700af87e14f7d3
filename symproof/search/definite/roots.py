"""Candidates for the roots of squares: X in X^T P X, read off the words of a claim and of the premises."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Polynomial, Word, combine, constant, multiply, of_letter, reverse
from symproof.language.affine import Affine
from symproof.search.algebra.bridge import letters_of
from symproof.search.definite.reduced import Reducing
from symproof.search.definite.sources import word_form

LONGEST = 8  # letters of a word that is divided
MAX_ROOTS = 14


def roots_of_matrix(form: Polynomial) -> list[Polynomial]:
    """Both sides of each cut of each word of a square matrix, and of each letter of it, first the identity."""
    found = [constant(form.rows)]
    for _, word in form.terms:
        if len(word) <= LONGEST or len(word) % 2 == 0:
            middle = len(word) // 2
            for at in range(len(word) + 1) if len(word) <= LONGEST else (middle,):
                found += [_root(reverse(word[:at]), form.rows), _root(word[at:], form.rows)]
    return distinct(found)


def _root(word: Word, size: Affine) -> Polynomial:
    return word_form(word) if word else constant(size)


def roots_of_scalars(forms: Iterable[Polynomial]) -> list[Polynomial]:
    """All pieces of the words and traces that are atoms of scalars."""
    found: list[Polynomial] = []
    for form in forms:
        for monomial, _ in form.terms:
            for kind, content in monomial:
                if kind != "integer" and len(content) <= LONGEST:
                    found += _pieces(kind, content)  # type: ignore[arg-type]
    return distinct(found)


def _pieces(kind: str, word: Word) -> Iterator[Polynomial]:
    turns = [word[at:] + word[:at] for at in range(len(word))] if kind == "trace" else [word]
    for turned in turns:
        for at in range(len(turned)):
            for end in range(at + 1, len(turned) + 1):
                piece = turned[at:end]
                yield word_form(piece)
                yield word_form(reverse(piece))


def congruent_roots(forms: Iterable[Polynomial]) -> list[Polynomial]:
    """X for the words X^T P X and X^T X of the forms, P a letter: what an equation X^T P X = Q offers as a root."""
    found: list[Polynomial] = []
    for form in forms:
        for monomial, word in form.terms if form.rows == form.columns else ():
            first, last = word[: len(word) // 2], word[(len(word) + 1) // 2 :]
            if first and not monomial and first == reverse(last):
                found.append(word_form(last))
    return distinct(found)


def longer(roots: list[Polynomial], forms: Iterable[Polynomial]) -> list[Polynomial]:
    """The roots, and a letter in sight times each of them."""
    letters = [of_letter(letter) for letter in letters_of(forms)]
    letters += [letter.transpose() for letter in letters]
    products = [multiply(x, root) for x in letters for root in roots if x.columns == root.rows and not x.is_scalar]
    return distinct([*roots, *products])


def distinct(forms: Iterable[Polynomial]) -> list[Polynomial]:
    """The forms, each once."""
    return list({form.text(): form for form in forms if form.terms}.values())


def reduced_apart(forms: Iterable[Polynomial], reduce: Reducing, most: int = MAX_ROOTS) -> list[Polynomial]:
    """One form of each class modulo the equations, the shortest ones."""
    found: dict[object, Polynomial] = {}
    for form in sorted(forms, key=_plainness):
        terms = reduce(form)
        if terms:
            found.setdefault((form.rows, form.columns, frozenset(terms.items())), form)
    return list(found.values())[:most]


def _plainness(form: Polynomial) -> tuple[int, int]:
    """Short words first, and of these the ones with few transposed letters."""
    words = [word for _, word in form.terms]
    return max(map(len, words)), sum(letter.transposed for word in words for letter in word)


def with_pairs(roots: list[Polynomial]) -> list[Polynomial]:
    """The roots, and the differences and sums of two of one size."""
    found = list(roots)
    for one, other in combinations(roots, 2):
        if (one.rows, one.columns) == (other.rows, other.columns):
            found += [combine(one, other, -1), combine(one, other)]
    return found


def traced(normal: Normalizer, *factors: Polynomial | None) -> Polynomial:
    """The trace of the product of the factors that are there."""
    return normal.trace(normal.product([factor for factor in factors if factor is not None]))
