"""Inverses beyond witnesses: E is invertible where its kernel is zero, and equal matrices have equal inverses."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from symproof.kernel.algebra.combination import INVERSE
from symproof.kernel.algebra.words import Polynomial, combine, constant, multiply
from symproof.language.certificate import Algebra, Congruence, Definite, Entry, TwoSided
from symproof.language.steps import Penrose
from symproof.language.terms import Number, Product, Term, Transpose
from symproof.search.algebra.assemble import assembled
from symproof.search.algebra.bridge import Terms
from symproof.search.algebra.rules.rounds import prove
from symproof.search.algebra.search import Problem, Purse
from symproof.search.algebra.squares import gram_root

MAX_PAIRS = 4  # of inverses that may be equal
PAIR_WORK = 600
MINUS = Number(Fraction(-1))


def by_kernel(argument: Term, problem: Problem, purse: Purse) -> list[Algebra]:
    """Certificates of E inv(E) = I and inv(E) E = I, for the claim E of the problem; none where that is not found.

    V = I - E^+ E has E V = 0. Where E = G^T G, over the reals G V = 0; a left inverse of G, and the like, gives V = 0.
    """
    normal, form, terms = problem.normal, problem.claim, Terms(problem.normal)
    if not form.terms:
        return []
    letter = normal.inverse(form)
    kernel = combine(constant(form.rows), multiply(letter, form), -1)
    problem.derive(Penrose(argument), combine(multiply(multiply(form, letter), form), form, -1))
    root = gram_root(form)
    if root is not None:
        entry = Entry(f"step:{len(problem.derived)}", left=Transpose(terms.polynomial(kernel)), factor=MINUS)
        moved = multiply(root, kernel)
        problem.derive(Definite(terms.polynomial(moved), False, (entry,)), moved)
    problem.claim = kernel
    outcome = prove(problem, purse)
    if outcome.combination is None or not kernel.terms:
        return []
    turned = tuple(_negative(entry) for entry in outcome.combination)
    problem.derived.append(TwoSided(terms.polynomial(letter), terms.polynomial(form), turned))
    return [assembled(found, problem.derived) for found in ((Entry(f"step:{len(problem.derived)}"),), turned)]


def _negative(entry: Entry) -> Entry:
    return replace(entry, factor=MINUS if entry.factor is None else Product((MINUS, entry.factor)))


def add_equal_inverses(problem: Problem, purse: Purse) -> bool:
    """Derived steps inv(P) = inv(Q) for the inverses in sight, Q another of them or an identity, where P = Q is proved
    soon; whether there are any."""
    before = len(problem.derived)
    for first, second in _pairs(list(problem.normal.inverse_of.values()))[:MAX_PAIRS]:
        side = replace(problem, claim=combine(first, second, -1))
        allowed = Purse(min(PAIR_WORK, purse.work), purse.deadline)
        found = prove(side, allowed).combination if not purse.empty else None
        purse.spend(min(PAIR_WORK, purse.work) - allowed.work)
        equation = combine(problem.normal.inverse(first), problem.normal.inverse(second), -1)
        if found is not None and equation.terms and not problem.knows(equation):
            terms = Terms(problem.normal)
            problem.derive(Congruence(INVERSE, terms.polynomial(first), terms.polynomial(second), found), equation)
    return len(problem.derived) > before


def _pairs(forms: list[Polynomial]) -> list[tuple[Polynomial, Polynomial]]:
    pairs = [(form, constant(form.rows)) for form in forms]
    pairs += [
        (first, second)
        for place, first in enumerate(forms)
        for other in forms[:place]
        for second in (other, other.transpose())
    ]
    return [(p, q) for p, q in pairs if (p.rows, p.columns) == (q.rows, q.columns) and p.terms != q.terms]
