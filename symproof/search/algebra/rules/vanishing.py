"""Scalars that the premises say are zero: traces of premises, and sums of squares, each of which is zero then.

From x^T A x = 0 and A = C^T C follows |C x|^2 = 0, hence C x = 0; from (X^T X + I) V = 0 the trace of V^T (X^T X + I) V
gives |X V|^2 + |V|^2 = 0. The weights come from an exact linear program.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from symproof.kernel.algebra.words import Coefficient, Polynomial, multiply
from symproof.language.affine import ONE
from symproof.language.certificate import Definite, Entry
from symproof.language.terms import Number, Product, Transpose
from symproof.search.algebra.bridge import Equation, Terms
from symproof.search.algebra.linear import nonnegative_solution
from symproof.search.algebra.search import Problem
from symproof.search.algebra.squares import Relation, relations_between, single_half

MAX_SQUARES = 12
FEW = 20  # relations: more of them hardly ever help, and every failing search looks for them
MAX_SCALARS = 8


def by_traces_of_premises(problem: Problem) -> tuple[Entry, ...] | None:
    """The entries of a scalar claim that is a sum of multiples of traces of premises, and of what they say of atoms."""
    if not problem.claim.is_scalar or not problem.claim.terms:
        return None
    known = list(_scalars(problem, wide=False))
    known += relations_between(problem, [problem.claim, *(item.form for item in known)], FEW)
    free = [item.form for item in known]
    weights = _combination([problem.claim], free, [Fraction(1)])
    return None if weights is None else _entries(weights[1], known)


def add_vanishing_squares(problem: Problem) -> bool:
    """Derived steps Y = 0 for the squares that a scalar which is zero is a sum of; whether there are any."""
    before = len(problem.derived)
    _add_column(problem)
    for scalar in list(_scalars(problem, wide=True))[:MAX_SCALARS]:
        known = [scalar, *relations_between(problem, [scalar.form], FEW)]
        roots = _roots(problem, known)
        squares = [_square(problem, root) for root in roots]
        found = _combination(squares, [item.form for item in known], None) if squares else None
        if found is not None:
            _derive(problem, roots, found[0], _entries(found[1], known))
    return len(problem.derived) > before


def _add_column(problem: Problem) -> None:
    """C = 0 for the claim C about a column or a row, where relations between scalars say that C^T C = 0: the square of
    another claim is a matrix, in which the completion replaces words."""
    claim = problem.claim
    if claim.is_scalar or ONE not in (claim.rows, claim.columns) or problem.knows(claim):
        return
    square = _square(problem, claim)
    known = relations_between(problem, [square], FEW)
    found = _combination([square], [item.form for item in known], None) if known else None
    if found is not None:
        _derive(problem, [claim], found[0], _entries(found[1], known))


def _square(problem: Problem, root: Polynomial) -> Polynomial:
    return problem.normal.trace(multiply(root.transpose(), root))


def _scalars(problem: Problem, *, wide: bool) -> Iterator[Relation]:
    """Scalar equations, traces of square ones, and with ``wide`` the traces of C^T E for the claim C."""
    normal, claim = problem.normal, problem.claim
    for item in problem.equations:
        entry = Entry(item.id, item.part, item.at)
        if item.form.is_scalar:
            yield Relation(item.form, entry)
            continue
        if item.form.rows == item.form.columns:
            yield _traced(problem, item, replace(entry, trace=True), item.form)
        for flipped in (False, True) if wide else ():
            form = item.form.transpose() if flipped else item.form
            if (form.rows, form.columns) == (claim.rows, claim.columns):
                left = Transpose(Terms(normal).polynomial(claim))
                found = replace(entry, transposed=flipped, left=left, trace=True)
                yield _traced(problem, item, found, multiply(claim.transpose(), form))


def _traced(problem: Problem, _: Equation, entry: Entry, form: Polynomial) -> Relation:
    value = problem.normal.trace(form)
    return Relation(value, replace(entry, trace=not form.is_scalar))


def _roots(problem: Problem, known: list[Relation]) -> list[Polynomial]:
    found: dict[str, Polynomial] = {}
    for item in known:
        for monomial, _ in item.form.terms:
            root = single_half(monomial)
            if root is not None and not problem.knows(root) and len(found) < MAX_SQUARES:
                found.setdefault(root.text(), root)
    return list(found.values())


def _derive(problem: Problem, roots: list[Polynomial], weights: list[Fraction], entries: tuple[Entry, ...]) -> None:
    """Y = 0 for every root with a weight: each in turn is what is concluded, the others are added."""
    terms = Terms(problem.normal)
    used = [(weight, root) for weight, root in zip(weights, roots, strict=True) if weight]
    for weight, root in used:
        others = tuple((c / weight, terms.polynomial(other)) for c, other in used if other is not root)
        scaled = tuple(_scaled(entry, 1 / weight) for entry in entries)
        problem.derive(Definite(terms.polynomial(root), True, scaled, others), root)


def _combination(
    positive: list[Polynomial], free: list[Polynomial], fixed: list[Fraction] | None
) -> tuple[list[Fraction], list[Fraction]] | None:
    """c >= 0, not all zero, and d with sum of c * positive = sum of d * free; c is given where ``fixed``."""
    keys = list(dict.fromkeys([key for form in (*positive, *free) for key in form.terms]))
    signed = [(form, sign) for form in free for sign in (-1, 1)]
    columns: list[list[Coefficient]] = [[*(form.terms.get(key, 0) for key in keys), 1] for form in positive]
    columns += [[*(sign * form.terms.get(key, 0) for key in keys), 0] for form, sign in signed]
    total = 1 if fixed is None else sum(fixed)
    found = nonnegative_solution(columns, [*([0] * len(keys)), total])
    if found is None:
        return None
    rest = found[len(positive) :]
    return found[: len(positive)], [plus - minus for plus, minus in zip(rest[::2], rest[1::2], strict=True)]


def _entries(weights: list[Fraction], known: list[Relation]) -> tuple[Entry, ...]:
    return tuple(_scaled(item.entry, weight) for weight, item in zip(weights, known, strict=True) if weight)


def _scaled(entry: Entry, by: Fraction) -> Entry:
    if by == 1:
        return entry
    return replace(entry, factor=Number(by) if entry.factor is None else Product((Number(by), entry.factor)))
