"""Products of letters that the kernel multiplies out, as equations for the completion.

The kernel's normal form writes X adj(X) as det(X) I wherever the two letters meet, and S^T S as I for the selection S
of a block. The completion works with words, so it is told that X adj(X) - det(X) I is zero. In the certificate that
equation is 0 = 0, and its entries are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from symproof.kernel.algebra.functions import of_word, one_term, parts_of
from symproof.kernel.algebra.keys import Kind
from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Letter, Polynomial, combine, constant, flip, multiply, of_letter
from symproof.language.affine import ONE
from symproof.language.refusal import Refusal
from symproof.search.algebra.bridge import letters_of

MOST = 60  # identities
MOST_LETTERS = 20  # of which each may meet each


def identities(normal: Normalizer, forms: Iterable[Polynomial]) -> list[Polynomial]:
    """What is zero by the rules for products of the letters in sight, written without these rules."""
    letters = letters_of(forms)
    if not normal.meeting and sum(letter.base.kind is Kind.UNIT for letter in letters) < 2:
        return []
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
            for left, right in ((word, adjugate), (adjugate, word)):
                yield combine(multiply(left, right), normal.times(left, right), -1)


def _pairs(normal: Normalizer, letters: list[Letter]) -> Iterator[Polynomial]:
    """The products of two letters that the kernel knows; those of letters that come in sight on the way included."""
    known = [letter for letter in letters if _meets(normal, letter)][:MOST_LETTERS]
    done: set[str] = set()
    for number, letter in enumerate(known):  # which grows
        for form in _meetings(normal, letter, known[: number + 1]):
            if not done & {form.text(), form.transpose().text()}:
                done.add(form.text())
                yield form
                fresh = [item for item in letters_of([form]) if item not in known and _meets(normal, item)]
                known += fresh[: MOST_LETTERS - len(known)]


def _meets(normal: Normalizer, letter: Letter) -> bool:
    return letter.base.kind is Kind.UNIT or letter.base in normal.meeting


def _meetings(normal: Normalizer, letter: Letter, others: list[Letter]) -> Iterator[Polynomial]:
    """The products of the letter with each of the others, in both orders, that the kernel writes in another way."""
    turned = (letter, flip(letter))
    for other in others:
        for first in turned:
            for second in (other, flip(other)):
                for left, right in ((first, second), (second, first)):
                    if left.columns == right.rows:
                        difference = _less(normal, left, right)
                        if difference.terms:
                            yield difference


def _less(normal: Normalizer, left: Letter, right: Letter) -> Polynomial:
    """The product of two letters as it stands, less its normal form."""
    forms = of_letter(left), of_letter(right)
    product = multiply(*forms)
    try:
        return combine(product, normal.times(*forms), -1)
    except Refusal:
        return combine(product, product, -1)
