"""Cofactors Y_i with Y_1 L_1 + Y_2 L_2 + ... = I: roots L_i of which no column but 0 is in all kernels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Polynomial, combine, constant
from symproof.language.affine import ONE
from symproof.search.algebra.weights import weights_of
from symproof.search.definite.reduced import Reducing
from symproof.search.definite.roots import distinct
from symproof.search.definite.sources import word_form

MOST = 60  # candidates for one cofactor
LONGEST = 4  # letters of a cofactor


def spanning(
    normal: Normalizer, roots: Sequence[Polynomial], others: Sequence[Polynomial], reduce: Reducing
) -> list[Polynomial | None] | None:
    """One cofactor for each root, None for 0, or None where none were found. ``others``: more forms to read pieces
    from."""
    size = roots[0].columns
    pool = distinct([*_pieces(normal, [*roots, *others]), constant(size)])
    places = [(number, item) for number, root in enumerate(roots) for item in _fitting(normal, pool, size, root)]
    products = [reduce(normal.times(item, roots[number])) for number, item in places]
    known = [(place, row) for place, row in zip(places, products, strict=True) if row]
    goal = reduce(constant(size))
    if goal is None or not known:
        return None
    rows = [row for _, row in known]
    minus = [{key: -value for key, value in row.items()} for row in rows]
    weights = weights_of(goal, [*rows, *minus], [False] * (2 * len(rows)))
    if weights is None:
        return None
    found: list[Polynomial | None] = [None] * len(roots)
    for at, ((number, item), _) in enumerate(known):
        weight = weights[at] - weights[at + len(rows)]
        if weight:
            before = found[number]
            found[number] = item.scale(weight) if before is None else combine(before, item, weight)
    return found


def _pieces(normal: Normalizer, forms: Sequence[Polynomial]) -> Iterator[Polynomial]:
    """Beginnings and ends of the words, also transposed, with and without the scalars before them."""
    for form in forms:
        for monomial, word in form.terms:
            scale = Polynomial(ONE, ONE, {(monomial, ()): 1})
            for at in range(1, len(word) + 1):
                for part in (word[:at], word[len(word) - at :]):
                    for piece in (word_form(part), word_form(part).transpose()):
                        yield piece
                        if monomial:
                            yield normal.times(scale, piece)


def _fitting(normal: Normalizer, pool: Sequence[Polynomial], size: object, root: Polynomial) -> list[Polynomial]:
    """Candidates of the size that a cofactor of the root has: pieces and products of two."""
    single = [item for item in pool if item.rows == size and item.columns == root.rows]
    pairs = [normal.times(one, other) for one, other in product(pool, pool)
             if one.rows == size and one.columns == other.rows and other.columns == root.rows]  # fmt: skip
    short = [item for item in pairs if item.terms and max(len(word) for _, word in item.terms) <= LONGEST]
    return distinct([*single, *short])[:MOST]
