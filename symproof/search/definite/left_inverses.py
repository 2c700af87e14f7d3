"""Left inverses of roots: those that equations state, and those that are to be expected by the form of a root."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from symproof.kernel.algebra.keys import Kind
from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Letter, Polynomial, constant, flip, of_letter
from symproof.search.definite.sources import word_form


def stated_left_inverses(forms: Iterable[Polynomial]) -> dict[Letter, Polynomial]:
    """Y for each letter X of which an equation says Y X = I, or X^T Y^T = I, for a word Y."""
    found: dict[Letter, Polynomial] = {}
    for form in forms:
        terms = {word: value for (monomial, word), value in form.terms.items() if not monomial}
        if form.rows != form.columns or len(terms) != 2 or len(form.terms) != 2 or () not in terms:
            continue
        ((word, value),) = [(word, value) for word, value in terms.items() if word]
        for turned in (word_form(word), word_form(word).transpose()):
            ((_, letters),) = turned.terms
            if len(letters) > 1:
                found.setdefault(letters[-1], word_form(letters[:-1]).scale(Fraction(-value) / terms[()]))
    return found


def left_inverse(normal: Normalizer, root: Polynomial, stated: Mapping[Letter, Polynomial]) -> Polynomial | None:
    """Y for which Y X = I is to be expected of a word X of letters with ``stated`` left inverses, of invertible
    letters, or of letters of full rank."""
    if is_identity(root):
        return root
    if len(root.terms) != 1:
        return None
    ((monomial, word), coefficient) = next(iter(root.terms.items()))
    if monomial:
        return None
    total = constant(root.columns, Fraction(1) / coefficient)
    for letter in reversed(word):
        total = normal.times(total, stated[letter] if letter in stated else _inverse_of(normal, letter))
    return total


def _inverse_of(normal: Normalizer, letter: Letter) -> Polynomial:
    inner = normal.inverse_of.get(letter.base) if letter.base.kind is Kind.INVERSE else None
    if inner is not None:
        return inner.transpose() if letter.transposed else inner
    form = of_letter(letter)
    if letter.rows == letter.columns:
        return normal.inverse(form)
    gram = normal.times(form.transpose(), form)
    return normal.times(normal.inverse(gram), of_letter(flip(letter)))


def is_identity(root: Polynomial) -> bool:
    """Whether the form is I."""
    return root.rows == root.columns and root.terms == {((), ()): 1}
