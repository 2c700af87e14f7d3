"""Matrices that equations show to be different from zero: columns of unit length, and others with a left inverse."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from symproof.kernel.algebra.words import Polynomial, Word, combine, constant, of_letter, reverse
from symproof.language.affine import ONE
from symproof.language.certificate import Entry
from symproof.language.records import dataclass
from symproof.search.algebra.search import Problem, Purse
from symproof.search.definite.closing import entries_of
from symproof.search.definite.left_inverses import stated_left_inverses
from symproof.search.definite.sources import word_form

MAX_UNITS = 6


@dataclass(frozen=True, slots=True)
class Unit:
    """A column x with a row y for which y x = 1 by the entries, or a matrix X with Y X = I by the entries."""

    root: Polynomial
    cofactor: Polynomial
    by: tuple[Entry, ...]


def units_of(problem: Problem, purse: Purse) -> list[Unit]:
    """The columns x at the ends of words y x for which an equation says y x = c with a number c != 0, and the letters X
    that are not square with Y X = I."""
    found: dict[str, Unit] = {}
    for root, cofactor in _candidates(problem):
        if len(found) < MAX_UNITS and root.text() not in found:
            rest = combine(problem.normal.times(cofactor, root), constant(root.columns), -1)
            by = entries_of(problem, rest, purse)
            if by is not None:
                found[root.text()] = Unit(root, cofactor, by)
    return list(found.values())


def _candidates(problem: Problem) -> Iterator[tuple[Polynomial, Polynomial]]:
    for equation in problem.equations:
        numbers = [value for (monomial, _), value in equation.form.terms.items() if not monomial]
        atoms = [(monomial[0], value) for (monomial, _), value in equation.form.terms.items() if len(monomial) == 1]
        if not equation.form.is_scalar or len(equation.form.terms) != 2 or not (numbers and atoms):
            continue
        (kind, content), value = atoms[0]
        word: Word = content if kind == "word" else ()  # type: ignore[assignment]
        for turned in (word, reverse(word)):
            if len(turned) > 1 and turned[-1].columns == ONE:
                factor = Fraction(-value) / numbers[0]
                yield word_form(turned[-1:]), word_form(turned[:-1]).scale(factor)
    for letter, cofactor in stated_left_inverses(equation.form for equation in problem.equations).items():
        if letter.rows != letter.columns:  # inverses of square letters, of which there are many, come from elsewhere
            yield of_letter(letter), cofactor
