"""Squares of scalars that have a reciprocal, by which a strict order is multiplied: a^2 > 0 as a^2 inv(a)^2 = 1."""

from __future__ import annotations

from symproof.kernel.algebra.words import Atom, Polynomial
from symproof.language.certificate import SquaredNorm
from symproof.search.algebra.bridge import Terms
from symproof.search.algebra.search import Problem
from symproof.search.quantities import Quantity, distinct

MOST_UNITS, MOST_VALUES = 6, 12
CONSTANT = ((), ())


def squared_units(problem: Problem, single: list[Quantity]) -> list[Quantity]:
    """u^2 for the factors u of equations u v ... = c between scalars, products of two of these, and their products with
    what is known not to be negative."""
    squares = [_squared(problem, atom) for atom in _units(problem)[:MOST_UNITS]]
    pairs = [one.times(two, problem.normal) for at, one in enumerate(squares) for two in squares[at:]]
    values = [item for item in single if item.factors and len(item.form.terms) == 1][:MOST_VALUES]
    beside = [one.times(value, problem.normal) for one in squares for value in values]
    return distinct([*squares, *pairs, *beside])


def _units(problem: Problem) -> list[Atom]:
    forms = [item.form for item in problem.equations if item.form.is_scalar and len(item.form.terms) == 2]
    return list(dict.fromkeys(atom for form in forms if CONSTANT in form.terms for atom in _atoms(form)))


def _atoms(form: Polynomial) -> list[Atom]:
    return [atom for monomial, word in form.terms if not word for atom in monomial if atom[0] != "integer"]


def _squared(problem: Problem, atom: Atom) -> Quantity:
    root = Terms(problem.normal).atom(atom)
    form = problem.normal.polynomial(root)
    return Quantity((SquaredNorm(root),), problem.normal.times(form, form), False)
