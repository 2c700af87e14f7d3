"""Principal minors of two rows: strict inequalities between entries, and determinants of 2 x 2 and 3 x 3 matrices."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

from symproof.kernel.algebra.keys import Kind
from symproof.kernel.algebra.nonnegative import determinant
from symproof.kernel.algebra.words import Letter, Polynomial, combine, of_letter
from symproof.language.affine import ONE
from symproof.language.certificate import Gram, Inverted, Order, Semidefinite, Summand
from symproof.search.algebra.bridge import letters_of
from symproof.search.definite.closing import closed
from symproof.search.definite.composite import selections_of
from symproof.search.definite.matrices import Finder
from symproof.search.definite.symmetric import Symmetric

MAX_COLUMNS = 4


def strict_minor(finder: Finder) -> Order | None:
    """P[i,j]^2 < P[i,i] P[j,j] for a definite P: with w = P[i,i] e_j - P[i,j] e_i, the inequality of Cauchy and Schwarz
    gives (w^T e_j)^2 <= (w^T P w) (e_j^T inv(P) e_j), where w^T e_j = P[i,i] and w^T P w = P[i,i] times the claim."""
    flat = Symmetric(finder.problem)
    goal = flat(finder.problem.claim).terms
    for source in finder.sources:
        if source.definite and source.form is not None and source.matrix is not None:
            for first, second in permutations(_columns(finder, source.form), 2):
                minor = _minor(finder, source.form, first, second)
                if minor.terms and flat(minor).terms == goal:
                    return _shown(finder, source.form, source.matrix, first, second)
    return None


def _columns(finder: Finder, form: Polynomial) -> list[Polynomial]:
    """Unit columns among the letters of the claim and the selections of rows of the form."""
    letters = [letter for letter in letters_of([finder.problem.claim]) if letter.base.kind is Kind.UNIT]
    units: dict[Letter, None] = dict.fromkeys([*letters, *selections_of(form)])
    found = [of_letter(letter) for letter in units]
    columns = [item if item.columns == ONE else item.transpose() for item in found]
    fitting = {item.text(): item for item in columns if item.columns == ONE and item.rows == form.rows}
    return list(fitting.values())[:MAX_COLUMNS]


def _minor(finder: Finder, form: Polynomial, first: Polynomial, second: Polynomial) -> Polynomial:
    times = finder.normal.times
    mixed = _entry(finder, form, first, second)
    product = times(_entry(finder, form, first, first), _entry(finder, form, second, second))
    return combine(product, times(mixed, mixed), -1)


def _entry(finder: Finder, form: Polynomial, first: Polynomial, second: Polynomial) -> Polynomial:
    return finder.normal.product([first.transpose(), form, second])


def _shown(
    finder: Finder, form: Polynomial, matrix: Semidefinite, first: Polynomial, second: Polynomial
) -> Order | None:
    """The certificate of the claim times P[i,i] (e_j^T inv(P) e_j)."""
    normal, terms = finder.normal, finder.terms
    corner, mixed = _entry(finder, form, first, first), _entry(finder, form, first, second)
    column = combine(normal.times(corner, second), normal.times(mixed, first), -1)
    inverse = normal.inverse(form)
    one, other = (terms.polynomial(item) for item in (first, second))
    ends = terms.polynomial(column), terms.polynomial(normal.times(inverse, second))
    diagonal = Gram((one,), matrix, None, None, terms.polynomial(first.transpose()))
    weight = Gram((other,), Inverted(matrix), None, None, terms.polynomial(second.transpose()))
    summands = (Summand(Fraction(1), (diagonal, diagonal)), Summand(Fraction(1), (Gram(ends, matrix),)))
    scale = normal.times(corner, _entry(finder, inverse, second, second))
    rest = normal.times(scale, finder.problem.claim)
    for value in (normal.times(corner, corner), _determinant(finder, form, column, normal.times(inverse, second))):
        rest = combine(rest, value, -1)
    by = closed(finder.problem, rest, finder.purse)
    return None if by is None else Order(summands, by, (Summand(Fraction(1), (diagonal, weight)),))


def _determinant(finder: Finder, form: Polynomial, one: Polynomial, other: Polynomial) -> Polynomial:
    """The Gram determinant of two columns."""
    return determinant(finder.normal, [[_entry(finder, form, x, y) for y in (one, other)] for x in (one, other)])
