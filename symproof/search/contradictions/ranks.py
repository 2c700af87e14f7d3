"""Ranks from sizes: rank(F G) is at most the inner size of F G, and an invertible matrix of size n has rank n.

From E = w_1 + ... + w_k invertible, n <= r_1 + ... + r_p for every way to write E as a sum of p products with the inner
sizes r_1, ..., r_p; from an equation in which I_n stands, likewise for the other summands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from symproof.kernel.algebra.keys import Key
from symproof.kernel.algebra.words import Monomial, Word
from symproof.language.affine import Affine, add, affine_text, integer, subtract
from symproof.search.contradictions.known import Ids, Known, Linear, coefficients, square_sized, units

SUMMANDS = 4  # of a form that is looked at
COVERS = 64  # ways to write one form as a sum of products


def ranks(known: Known) -> Iterator[Linear]:
    """What the sizes must satisfy so that what is invertible can be."""
    for held in known.invertible:
        if square_sized(held.form):
            yield from _bounds(known, held.ids, list(held.form.terms), held.form.rows)
    full = units(known)
    for held in known.equations:
        if not square_sized(held.form):
            continue
        for key in held.form.terms:
            ids = _full(key, full)
            if ids is not None:
                rest = [other for other in held.form.terms if other != key]
                yield from _bounds(known, held.ids | ids, rest, held.form.rows)


def _full(key: tuple[Monomial, Word], full: dict[Key, Ids]) -> Ids | None:
    """The premises by which a summand is invertible; None where that is not seen."""
    monomial, word = key
    if monomial or not all(letter.rows == letter.columns and letter.base in full for letter in word):
        return None
    return frozenset(name for letter in word for name in full[letter.base])


def _bounds(known: Known, ids: Ids, terms: Sequence[tuple[Monomial, Word]], size: Affine) -> Iterator[Linear]:
    words = [word for _, word in terms]
    if len(words) > SUMMANDS or not all(len(word) > 1 for word in words):
        return
    for number, bound in enumerate(_covers(words)):
        if number == COVERS:
            return
        room = known.normal.integer(subtract(bound, size))
        text = f"an invertible matrix of size {affine_text(size)} has at most the rank {affine_text(bound)}"
        yield Linear(ids, coefficients(room), ">=", text)


def _covers(words: list[Word]) -> Iterator[Affine]:
    """Sums of inner sizes, one for each group of words that share what stands before or behind the place."""
    if not words:
        yield integer(0)
        return
    first = words[0]
    for at in range(1, len(first)):
        for before in (True, False):
            part = first[:at] if before else first[at:]
            rest = [word for word in words if (word[: len(part)] if before else word[-len(part) :]) != part]
            for bound in _covers(rest):
                yield add(first[at].rows, bound)
