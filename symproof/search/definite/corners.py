"""The blocks of known matrices beside the diagonal: B = E^T P F for selections E and F of rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import permutations

from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Letter, Polynomial, Word, of_letter, reverse
from symproof.search.definite.composite import selections_of
from symproof.search.definite.sources import IDENTITY, Source, letter_of, word_form


def corners_of(
    normal: Normalizer, sources: Iterable[Source]
) -> Iterator[tuple[Letter, Polynomial, Polynomial, Source]]:
    """The letters that are E^T P F, with E, F and P."""
    for source in sources:
        for first, second in permutations(selections_of(source.form), 2):
            one, other = of_letter(first), of_letter(second)
            assert source.form is not None
            letter = letter_of(normal.product([one.transpose(), source.form, other]))
            if letter is not None:
                yield letter, one, other, source


def cornered_pairs(
    normal: Normalizer, sources: Iterable[Source], kind: str, word: Word
) -> Iterator[tuple[Polynomial, Polynomial, Source, Source]]:
    """E X, F Y and P for the words X^T B Y, or their traces, where B is the block E^T P F."""
    found = list(corners_of(normal, sources))
    for turned in [word[at:] + word[:at] for at in range(len(word))] if kind == "trace" else [word]:
        for at, letter in enumerate(turned):
            for corner, first, second, source in found:
                if corner == letter:
                    left = _placed(normal, first, reverse(turned[:at]))
                    right = _placed(normal, second, turned[at + 1 :])
                    yield left, right, source, IDENTITY


def _placed(normal: Normalizer, selection: Polynomial, word: Word) -> Polynomial:
    return normal.times(selection, word_form(word)) if word else selection
