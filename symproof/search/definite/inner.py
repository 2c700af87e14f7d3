"""Semidefinite matrices that premises give in other words: S inside X^T S X with an invertible X, and projections."""

from __future__ import annotations

from fractions import Fraction

from symproof.kernel.algebra.words import Letter, Polynomial, combine, constant, flip, of_letter
from symproof.language.certificate import Entry, Rewritten, Square, Squares
from symproof.search.algebra.bridge import letters_of
from symproof.search.definite.closing import entries_of, entries_of_unit
from symproof.search.definite.showing import Showing
from symproof.search.definite.sources import Source

MAX_PROJECTIONS = 2


def add_inner(finder: Showing) -> None:
    """S for a known matrix X^T S X with a square letter X that premises say is invertible."""
    for source in list(finder.sources):
        outer = _outer_letter(source.form)
        if outer is None or source.form is None or source.matrix is None:
            continue
        inverse = finder.normal.inverse(of_letter(outer))
        unit = _times_unit(finder, outer, inverse)
        if unit is None:
            continue
        inner = Polynomial(
            outer.rows, outer.rows, {(key, word[1:-1]): c for (key, word), c in source.form.terms.items()}
        )
        root = finder.terms.polynomial(inverse)
        cofactor = finder.terms.polynomial(of_letter(outer)) if source.definite else None
        squares = Squares((Square(Fraction(1), (), root, source.matrix, cofactor),), unit if source.definite else ())
        value = finder.normal.product([inverse.transpose(), source.form, inverse])
        by = entries_of(finder.problem, combine(inner, value, -1), finder.purse)
        if by is not None:
            finder.sources.append(
                Source(Rewritten(finder.terms.polynomial(inner), squares, by), inner, source.definite)
            )


def _outer_letter(form: Polynomial | None) -> Letter | None:
    """X where all words of the form are X^T W X for one square letter X."""
    words = [word for _, word in form.terms] if form is not None else []
    ends = {(word[0], word[-1]) for word in words if len(word) > 2}
    if len(ends) != 1 or not all(len(word) > 2 for word in words):
        return None
    ((first, last),) = ends
    return last if first == flip(last) and last.rows == last.columns else None


def _times_unit(finder: Showing, letter: Letter, inverse: Polynomial) -> tuple[Entry, ...] | None:
    """The entries of X inv(X) = I where an equation among the premises mentions inv(X)."""
    bases = {item.base for item in letters_of([inverse])}
    if not any(item.base in bases for item in letters_of(equation.form for equation in finder.problem.equations)):
        return None
    return entries_of_unit(finder.problem, of_letter(letter), inverse, finder.purse)


def add_projections(finder: Showing) -> None:
    """P and I - P where an equation says that P^2 = P and P is symmetric: each is its own square."""
    names = {source.form.text() for source in finder.sources if source.form is not None}
    words = [sorted((word for _, word in item.form.terms), key=len) for item in finder.problem.equations]
    letters = dict.fromkeys(one[0] for one, *rest in filter(None, words) if len(one) == 1 and rest == [one * 2])
    for letter in list(letters)[:MAX_PROJECTIONS]:
        plain = of_letter(letter)
        for form in (plain, combine(constant(letter.rows), plain, -1)):
            square = finder.normal.times(form.transpose(), form)
            by = None if form.text() in names else entries_of(finder.problem, combine(form, square, -1), finder.purse)
            if by is not None:
                written = finder.terms.polynomial(form)
                matrix = Rewritten(written, Squares((Square(Fraction(1), (), written),)), by)
                finder.sources.append(Source(matrix, form, False))
