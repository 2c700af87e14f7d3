"""Determinants of matrices of 2 or 3 rows in the claim of an order, by their traces and entries."""

from __future__ import annotations

from fractions import Fraction

from symproof.kernel.algebra.blocks import Rows, grid_of, selection
from symproof.kernel.algebra.keys import Kind
from symproof.kernel.algebra.laws import LAWS
from symproof.kernel.algebra.words import Polynomial, combine, constant
from symproof.language.affine import ONE, integer, shift
from symproof.language.certificate import CallCongruence, Entry, Law, Partition
from symproof.language.selections import START
from symproof.language.terms import Call, Identity, Number, Term
from symproof.search.algebra.bridge import Terms, letters_of
from symproof.search.algebra.search import Problem

LARGEST = 3
TRACES, BORDERED = "Cayley-Hamilton theorem with Newton's identities", "bordered determinant"


def add_determinants(problem: Problem) -> None:
    """Derived steps with det(P) as a polynomial in tr(P), tr(P^2), ... and, of 2 rows, in the entries of P."""
    for letter in letters_of([problem.claim]):
        call = problem.normal.applied.get(letter.base) if letter.base.kind is Kind.CALL else None
        if isinstance(call, Call) and call.name == "det":
            form = problem.normal.polynomial(call.arguments[0])
            if form.rows.is_constant and 1 < form.rows.constant <= LARGEST:
                _add_law(problem, TRACES, Terms(problem.normal).polynomial(form))
                if form.rows == integer(2):
                    _add_entries(problem, call, form)


def _add_law(problem: Problem, name: str, *given: Term) -> None:
    unit = Identity(problem.normal.polynomial(given[0]).rows)
    forms = [problem.normal.difference(*sides) for sides in LAWS[name].gives(given, unit)]
    if any(form.terms and not problem.knows(form) for form in forms):
        problem.derive(Law(name, given, (), ()), *forms)


def _add_entries(problem: Problem, call: Call, form: Polynomial) -> None:
    """det(P) = det(E P E) for the sum E of e_i e_i^T, which is I, and the determinant of E P E by its entries."""
    normal, terms = problem.normal, Terms(problem.normal)
    written = form
    if not grid_of(normal, form):
        total = normal.zero(form.rows, form.rows)
        for at in (START, shift(START, 1)):
            column = selection(normal, Rows(at, ONE, form.rows))
            total = combine(total, normal.times(column, column.transpose()))
        problem.derive(Partition((ONE, ONE)), combine(total, constant(form.rows), -1))
        step, minus = f"step:{len(problem.derived)}", Number(Fraction(-1))
        first = Entry(step, right=terms.polynomial(form), factor=minus)
        entries = (first, Entry(step, left=terms.polynomial(normal.times(total, form)), factor=minus))
        written = normal.product([total, form, total])
        other = Call("det", (terms.polynomial(written),), ONE, ONE)
        problem.derive(CallCongruence(call, other, 0, entries), normal.difference(call, other))
    grid = grid_of(normal, written)
    if len(grid) == 2:
        parts = grid[0][0], grid[0][1], grid[1][0].transpose(), grid[1][1]
        _add_law(problem, BORDERED, *map(terms.polynomial, parts))
