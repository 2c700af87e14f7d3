"""Products of letters that the kernel's normal form multiplies out, as equations for the completion.

The kernel writes X adj(X) as det(X) I and S^T S as I, for the selection S of a block, wherever the two letters meet.
The completion joins words letter by letter, so it is told that X adj(X) - det(X) I is zero. In the certificate such an
equation is 0 = 0, and its entries are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from symproof.kernel.algebra.calls import of_word, one_term, parts_of
from symproof.kernel.algebra.keys import Kind
from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.powers import base_word
from symproof.kernel.algebra.words import Letter, Polynomial, combine, constant, flip, multiply, of_letter
from symproof.language.affine import ONE
from symproof.language.refusal import Refusal
from symproof.search.algebra.bridge import letters_of

MOST_LETTERS = 24  # of which each may meet each, the selections that their products bring in sight included


def identities(normal: Normalizer, forms: Iterable[Polynomial], derived: Iterable[Polynomial] = ()) -> list[Polynomial]:
    """What is zero by the rules for products of the letters in sight, written without these rules; values of functions
    that only ``derived`` equations bring in sight are not multiplied by each other, as there would be too many."""
    given = letters_of(forms)
    letters = list(dict.fromkeys([*given, *letters_of(derived)]))
    values = [letter for letter in letters if letter.base.kind is not Kind.CALL or letter in given]
    known = [letter for letter in values if _meets(normal, letter)]
    if not normal.meeting and len(known) < 2:
        return []
    found: dict[str, Polynomial] = {}
    for form in (*_adjugates(normal, letters), *_powers(normal, letters)):
        found.setdefault(form.text(), form)
    done = 0
    while done < min(len(known), MOST_LETTERS):
        done += 1
        for form in _products(normal, known[done - 1], known[:done]):
            if form.text() not in found and form.transpose().text() not in found:
                found[form.text()] = form
                known += [item for item in letters_of([form]) if item not in known and _selects(item)]
    return list(found.values())


def _meets(normal: Normalizer, letter: Letter) -> bool:
    """Whether the normal form may multiply out a product of this letter and its neighbour."""
    return letter.base.kind is Kind.UNIT or letter.base in normal.meeting


def _selects(letter: Letter) -> bool:
    """Whether it is a unit column or the selection of a block: products of these end in a few more of them. Those of
    Kronecker products bring ever new ones."""
    return letter.base.kind is Kind.UNIT or letter.base.kind is Kind.PART


def _adjugates(normal: Normalizer, letters: Sequence[Letter]) -> Iterator[Polynomial]:
    """X adj(X) = adj(X) X = det(X) I for the words X whose adjugate is in sight."""
    for letter in letters if normal.meeting else ():
        parts = parts_of(normal, letter, "adj")
        single = one_term(parts[0]) if parts else None
        if parts and single and single[0].terms == constant(ONE).terms:
            word, adjugate = of_word(letter.rows, letter.rows, single[1]), of_letter(letter)
            for left, right in ((word, adjugate), (adjugate, word)):
                form = _difference(normal, left, right)
                if form is not None:
                    yield form


def _powers(normal: Normalizer, letters: Sequence[Letter]) -> Iterator[Polynomial]:
    """X X^e = X^e X for the words X of which a power is in sight."""
    for letter in letters if normal.meeting else ():
        base = base_word(normal, letter)
        if base:
            power, word = of_letter(letter), of_word(letter.rows, letter.rows, base)
            for left, right in ((word, power), (power, word)):
                form = _difference(normal, left, right)
                if form is not None and form.terms:
                    yield form


def _products(normal: Normalizer, letter: Letter, others: Sequence[Letter]) -> Iterator[Polynomial]:
    """What a product of two letters is, less the same product in normal form, where these differ."""
    for other in others:
        for first in (letter, flip(letter)):
            for second in (other, flip(other)):
                for left, right in ((first, second), (second, first)):
                    if left.columns == right.rows:
                        form = _difference(normal, of_letter(left), of_letter(right))
                        if form is not None and form.terms:
                            yield form


def _difference(normal: Normalizer, left: Polynomial, right: Polynomial) -> Polynomial | None:
    try:
        return combine(multiply(left, right), normal.times(left, right), -1)
    except Refusal:
        return None
