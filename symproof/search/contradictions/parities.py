"""Parities from determinants of real matrices: det(c X) = c^n det(X), det(X^T) = det(X).

If c W = V for two products of the same invertible n x n matrices, up to squares and transposes, then c^n is positive,
so that n is even where c < 0: A antisymmetric and invertible, A*A = -I, A*B = -B*A.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from symproof.kernel.algebra.keys import Key
from symproof.kernel.algebra.words import Coefficient, Monomial, Polynomial, Word
from symproof.language.affine import Affine, affine_text
from symproof.search.contradictions.known import Held, Ids, Known, square_sized, units

Parity = tuple[Ids, Affine, int, str]


def parities(known: Known) -> Iterator[Parity]:
    """Integers that are even (0) or odd (1), by which premises, and why where no premise says so itself."""
    for ids, value, parity in known.parities:
        yield ids, value, parity, ""
    for held in _negative(known):
        size = held.form.rows
        text = f"det(-X) = -det(X) where {affine_text(size)} is odd, and an invertible matrix would be singular"
        yield held.ids, size, 0, text


def _negative(known: Known) -> Iterator[Held]:
    """Forms of the sizes that must be even."""
    for held in known.invertible:
        if square_sized(held.form):
            ids = _antisymmetric(known, held.form)
            if ids is not None:
                yield Held(held.ids | ids, held.form)
    full = units(known)
    for held in known.equations:
        if square_sized(held.form) and len(held.form.terms) == 2:
            ids = _opposite(held.form, full)
            if ids is not None:
                yield Held(held.ids | ids, held.form)


def _antisymmetric(known: Known, form: Polynomial) -> Ids | None:
    """The premises by which the form is antisymmetric."""
    ids: Ids = frozenset()
    terms: dict[tuple[Monomial, Word], Coefficient] = {}
    for (monomial, word), coefficient in form.transpose().terms.items():
        sign, turned, by = known.turned(word)
        ids |= by
        terms[monomial, turned] = terms.get((monomial, turned), 0) + sign * coefficient
    opposite = {key: -coefficient for key, coefficient in form.terms.items()}
    return ids if {key: c for key, c in terms.items() if c} == opposite else None


def _opposite(form: Polynomial, full: dict[Key, Ids]) -> Ids | None:
    """The premises by which both summands are invertible products whose determinants differ by a square, where the
    summands have the same sign: W = -c V with c > 0."""
    (first, c), (second, d) = form.terms.items()
    if first[0] or second[0] or c * d < 0:
        return None
    letters = [*first[1], *second[1]]
    if not all(letter.rows == letter.columns and letter.base in full for letter in letters):
        return None
    if not _is_square(first[1] + second[1]):
        return None
    return frozenset(name for letter in letters for name in full[letter.base])


def _is_square(word: Word) -> bool:
    """Whether every letter, transposed or not, occurs an even number of times."""
    counts = Counter((letter.base, letter.high, letter.low) for letter in word)
    return all(count % 2 == 0 for count in counts.values())
