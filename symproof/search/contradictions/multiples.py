"""Scalar equations from equations between matrices and columns: u^T (E) = 0 and v^T (E) v = 0 for columns u, v."""

from __future__ import annotations

from collections.abc import Iterator

from symproof.kernel.algebra.words import Letter, flip, of_letter
from symproof.language.affine import ONE
from symproof.language.refusal import Refusal
from symproof.search.contradictions.known import Held, Known
from symproof.search.contradictions.replacing import letters

MOST_COLUMNS = 4


def columns(known: Known) -> list[Letter]:
    """The columns that occur, transposed or not."""
    found = {
        flip(letter) if letter.rows == ONE else letter: None
        for group in known.lists()
        for held in group
        for letter in letters(held.form)
        if ONE in (letter.rows, letter.columns) and letter.rows != letter.columns
    }
    return list(found)[:MOST_COLUMNS]


def multiples(known: Known) -> Iterator[Held]:
    """Scalars that are zero because a column or a square matrix is."""
    for held in known.equations:
        for letter in columns(known):
            if held.form.is_scalar or held.form.rows != letter.rows:
                continue
            column = of_letter(letter)
            try:
                product = known.normal.times(column.transpose(), held.form)
                if held.form.columns == ONE:
                    yield Held(held.ids, product)
                elif held.form.columns == letter.rows:
                    yield Held(held.ids, known.normal.times(product, column))
            except Refusal:
                continue
