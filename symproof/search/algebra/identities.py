"""Products of letters that the kernel multiplies out, as equations for the completion.

The kernel's normal form writes X adj(X) as det(X) I wherever the two letters meet. The completion works with words, so
it is told that X adj(X) - det(X) I is zero. In the certificate that equation is 0 = 0, and its entries are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from symproof.kernel.algebra.contractions import contracted
from symproof.kernel.algebra.functions import of_word, one_term, parts_of
from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Letter, Polynomial, combine, constant, flip, multiply, of_letter
from symproof.language.affine import ONE
from symproof.language.refusal import Refusal
from symproof.search.algebra.bridge import letters_of

MOST = 24  # identities
MOST_LETTERS = 16  # of which each may meet each


def identities(normal: Normalizer, forms: Iterable[Polynomial]) -> list[Polynomial]:
    """What is zero by the rules for products of the letters in sight, written without these rules."""
    letters = letters_of(forms) if normal.meeting else []
    found: dict[str, Polynomial] = {}
    for form in islice((*_adjugates(normal, letters), *_pairs(normal, letters)), MOST):
        found.setdefault(form.text(), form)
    return list(found.values())


def _adjugates(normal: Normalizer, letters: list[Letter]) -> Iterator[Polynomial]:
    """X adj(X) = adj(X) X = det(X) I for the words X whose adjugate is in sight."""
    for letter in letters:
        parts = parts_of(normal, letter, "adj")
        single = one_term(parts[0]) if parts else None
        if parts and single and single[0].terms == constant(ONE).terms:
            size = letter.rows
            word, adjugate = of_word(size, size, single[1]), of_letter(letter)
            yield from (_less(normal, product) for product in (multiply(word, adjugate), multiply(adjugate, word)))


def _pairs(normal: Normalizer, letters: list[Letter]) -> Iterator[Polynomial]:
    """The products of two letters that the kernel knows."""
    known = [letter for letter in letters if letter.base in normal.meeting][:MOST_LETTERS]
    sides = list(dict.fromkeys([side for letter in known for side in (letter, flip(letter))]))
    for left in sides:
        for right in sides:
            if left.columns == right.rows:
                product = multiply(of_letter(left), of_letter(right))
                difference = _less(normal, product)
                if difference.terms:
                    yield difference


def _less(normal: Normalizer, product: Polynomial) -> Polynomial:
    try:
        return combine(product, contracted(normal, product), -1)
    except Refusal:
        return combine(product, product, -1)
