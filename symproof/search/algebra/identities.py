"""Products of letters that the kernel's normal form multiplies out, as equations of the search.

The completion joins words letter by letter: it does not know that S^T S = I for the selection S of a block, or that
e_i^T e_j = 0. So each such product of letters in sight becomes an equation without a source: in a certificate it is
0 = 0, and its entries are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from symproof.kernel.algebra.keys import Kind
from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Letter, Polynomial, combine, flip, multiply, of_letter
from symproof.language.refusal import Refusal
from symproof.search.algebra.bridge import letters_of

MOST_LETTERS = 24  # that are selections or unit columns, those that their products bring in sight included


def identities(normal: Normalizer, letters: Iterable[Letter]) -> list[Polynomial]:
    """Forms that are zero, one for each product of two letters that the normal form writes in another way; the
    products of letters that come in sight on the way included."""
    known = [letter for letter in letters if _meets(normal, letter)]
    if not any(letter.base.kind is Kind.PART for letter in known) and len(known) < 2:
        return []
    found: dict[str, Polynomial] = {}
    done = 0
    while done < min(len(known), MOST_LETTERS):
        done += 1
        for form in _products(normal, known[done - 1], known[:done]):
            if form.text() not in found and form.transpose().text() not in found:
                found[form.text()] = form
                known += [item for item in letters_of([form]) if item not in known and _meets(normal, item)]
    return list(found.values())


def _meets(normal: Normalizer, letter: Letter) -> bool:
    return letter.base.kind is Kind.UNIT or letter.base.kind is Kind.PART


def _products(normal: Normalizer, letter: Letter, others: list[Letter]) -> Iterator[Polynomial]:
    """What a product of two letters is, less the same product in normal form, where these differ."""
    turned = [letter, flip(letter)]
    for other in others:
        for first in turned:
            for second in (other, flip(other)):
                for left, right in ((first, second), (second, first)):
                    if left.columns == right.rows and (left.transposed, right.transposed) != (False, False):
                        form = _difference(normal, left, right)
                        if form is not None and form.terms:
                            yield form


def _difference(normal: Normalizer, left: Letter, right: Letter) -> Polynomial | None:
    try:
        forms = of_letter(left), of_letter(right)
        return combine(multiply(*forms), normal.times(*forms), -1)
    except Refusal:
        return None
