"""Roots that complete squares: inv(P) X for a definite P, and L inv(E) X for the squares L^T P L of a sum E."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import permutations

from symproof.kernel.algebra.keys import Kind
from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Polynomial, combine, of_letter
from symproof.language.affine import ONE
from symproof.language.certificate import Rewritten, Semidefinite, Squares
from symproof.search.algebra.bridge import letters_of
from symproof.search.definite.composite import selections_of
from symproof.search.definite.roots import distinct
from symproof.search.definite.sources import Source, letter_of

LONGEST = 5  # letters of a root
MOST_PLACED = 16
MOST_SPLIT = 3  # summands of a sum whose inverse is split
MOST_LED = 6  # words that begin with one known letter
MOST_BLOCKS = 12  # summands of a block matrix of which a corner is eliminated


def completing(normal: Normalizer, roots: Sequence[Polynomial], sources: Sequence[Source]) -> list[Polynomial]:
    """The roots, and what completes squares with them."""
    opened = distinct([*roots, *_opened(normal, roots, sources)])
    return distinct([*opened, *_divided(normal, opened, sources)])


def _opened(normal: Normalizer, roots: Iterable[Polynomial], sources: Sequence[Source]) -> Iterator[Polynomial]:
    """L inv(E) X for inv(E) X among the roots and E = sum of L^T P L: X^T inv(E) X is the sum of their squares."""
    for root in roots:
        for source in sources:
            if source.form is None or source.form.rows != root.rows or not source.definite:
                continue
            for inner in inner_roots(normal, source.matrix):
                if inner.columns == root.rows:
                    yield from _short(normal.times(inner, root))
                    if _begins_with(normal, root, source.form):
                        continue
                    yield from _short(normal.product([inner, normal.inverse(source.form), root]))


def led_by(form: Polynomial, sources: Iterable[Source]) -> Iterator[Polynomial]:
    """I + W for a form P + P W + ... and a known letter P: the square with P takes all words that begin with P."""
    for source in sources:
        letter = letter_of(source.form)
        led = {} if letter is None else {key: c for key, c in form.terms.items() if key[1][:1] == (letter,)}
        if letter is not None and 1 < len(led) <= MOST_LED:
            rest = {(monomial, word[1:]): value for (monomial, word), value in led.items()}
            yield Polynomial(letter.columns, form.columns, rest)


def inner_roots(normal: Normalizer, matrix: Semidefinite | None) -> list[Polynomial]:
    """The roots of a sum of squares."""
    while isinstance(matrix, Rewritten):
        matrix = matrix.matrix
    squares = matrix.squares if isinstance(matrix, Squares) else ()
    return [normal.polynomial(square.root) for square in squares if square.root is not None]


def _begins_with(normal: Normalizer, root: Polynomial, form: Polynomial) -> bool:
    inverse = letters_of([normal.inverse(form)])
    return any(word[:1] == (letter,) for _, word in root.terms for letter in inverse)


def _divided(normal: Normalizer, roots: Iterable[Polynomial], sources: Sequence[Source]) -> Iterator[Polynomial]:
    """inv(P) X for the definite P whose inverse is in sight, and P X for an inverse P."""
    for source in sources:
        if source.form is None or not source.definite:
            continue
        inverse = normal.inverse(source.form)
        seen = [letter.base for letter in letters_of([inverse]) if letter.base.kind is Kind.INVERSE]
        for root in roots if seen or len(inverse.terms) == 1 else ():
            if root.rows == source.form.rows and root.terms != {((), ()): 1}:
                yield from _short(normal.times(inverse, root))


def _short(form: Polynomial) -> Iterator[Polynomial]:
    if form.terms and max(len(word) for _, word in form.terms) <= LONGEST:
        yield form


def cornered(normal: Normalizer, sources: Sequence[Source]) -> Iterator[Polynomial]:
    """s F - E B for the selections E, F of rows in a known matrix P with E^T P E = s I and B = E^T P F: its square with
    P is s times the Schur complement s (F^T P F) - B^T B."""
    for matrix, one, other, corner in _corners(normal, sources):
        if corner.terms and not any(word for _, word in corner.terms):
            scale = Polynomial(ONE, ONE, corner.terms)
            beside = normal.product([one, one.transpose(), matrix, other])
            yield combine(normal.times(scale, other), beside, -1)


def divided_corners(normal: Normalizer, form: Polynomial, sources: Iterable[Source]) -> Iterator[Polynomial]:
    """F - E inv(A) B for the blocks A = E^T P E and B = E^T P F of a known matrix P, where inv(A) is a letter of the
    form: its square with P is the Schur complement C - B^T inv(A) B."""
    seen = {letter.base for letter in letters_of([form])}
    for matrix, one, other, corner in _corners(normal, sources):
        inverse = normal.inverse(corner) if corner.terms else corner
        letters = [letter.base for letter in letters_of([inverse]) if letter.base.kind is Kind.INVERSE]
        if letters and all(base in seen for base in letters):
            yield combine(other, normal.product([one, inverse, one.transpose(), matrix, other]), -1)


def _corners(
    normal: Normalizer, sources: Iterable[Source]
) -> Iterator[tuple[Polynomial, Polynomial, Polynomial, Polynomial]]:
    """The known matrices P with two selections E, F of their rows each, and the block E^T P E."""
    for source in sources:
        if source.form is None or len(source.form.terms) > MOST_BLOCKS:
            continue
        for first, second in permutations(selections_of(source.form), 2):
            one, other = of_letter(first), of_letter(second)
            yield source.form, one, other, normal.product([one.transpose(), source.form, one])


def split_inverses(normal: Normalizer, form: Polynomial) -> list[Polynomial]:
    """E inv(E + F) for the summands inv(E + F) of a form that has several of them: inv(E + F) is the sum of the squares
    of E inv(E + F) with inv(E), and of F inv(E + F) with inv(F)."""
    found: list[Polynomial] = []
    sums = 0
    for monomial, word in form.terms:
        inner = normal.inverse_of.get(word[0].base) if len(word) == 1 and not monomial else None
        if inner is not None and 1 < len(inner.terms) <= MOST_SPLIT:
            sums += 1
            parts = [Polynomial(inner.rows, inner.columns, {key: 1}) for key in inner.terms if key[1]]
            found += [normal.times(part, of_letter(word[0])) for part in parts]
    return found if sums > 1 else []


def placed(normal: Normalizer, roots: Sequence[Polynomial], forms: Iterable[Polynomial | None]) -> list[Polynomial]:
    """S X for the selections S of rows in the forms, and S alone."""
    letters = dict.fromkeys(letter for form in forms for letter in selections_of(form))
    found: list[Polynomial] = []
    for letter in letters:
        selection = of_letter(letter)
        found.append(selection)
        found += [normal.times(selection, root) for root in roots if root.rows == selection.columns]
    return distinct(found)[:MOST_PLACED]
