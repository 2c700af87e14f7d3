"""Claims that a matrix is semidefinite or definite: from the claim to a certificate with its range facts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from symproof.kernel.algebra.combination import Combination
from symproof.kernel.algebra.nonnegative import stated
from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.order import prove_definite
from symproof.language.certificate import Algebra, Certificate, Definiteness, Parts, Rewritten
from symproof.language.formulas import Compare, Formula, Invertible, Predicate
from symproof.language.refusal import Refusal
from symproof.language.terms import Inverse, Term
from symproof.search.algebra.bridge import Terms
from symproof.search.algebra.equations import problem_of
from symproof.search.algebra.search import Problem, Purse
from symproof.search.definite.equations import add_equations
from symproof.search.definite.matrices import definiteness
from symproof.search.definite.scalars import scalars_of
from symproof.search.definite.sources import stated_by
from symproof.search.definite.symmetric import Symmetric
from symproof.search.ranges import SearchingContext

Inverting: TypeAlias = Callable[[Invertible, SearchingContext, dict[str, Formula]], Certificate | None]


def speaks_of_matrices(claim: Formula, context: SearchingContext) -> bool:
    """Whether the claim is that a matrix is semidefinite or definite, or an order between matrices."""
    if not isinstance(claim, Predicate | Compare) or (isinstance(claim, Compare) and claim.relation == "!="):
        return False
    try:
        form, _ = stated(Normalizer(context.fresh()), claim)
    except Refusal:
        return False
    return isinstance(claim, Predicate) or not form.is_scalar


def definite(
    claim: Formula, context: SearchingContext, premises: dict[str, Formula], purse: Purse, invertible: Inverting
) -> Definiteness | None:
    """A certificate that the kernel accepts, or None. ``invertible`` looks for what makes a matrix invertible."""
    normal = Normalizer(context.fresh())
    form, strict = stated(normal, claim)
    problem = problem_of(premises, form, normal)
    scalars = scalars_of(premises, problem)
    small = strict and form.rows.is_constant  # then E inv(E) = I is found sooner than what makes a sum definite
    found = None if small else definiteness(problem, premises, purse, scalars, strict=strict)
    if found is None and strict:
        weak = definiteness(problem, premises, purse, scalars, strict=False)
        argument = Terms(normal).polynomial(form)
        sides = None if weak is None else invertible(Invertible(argument), context, premises)
        found = None if weak is None or not isinstance(sides, Parts) else _regular(argument, weak, sides)
    if found is None and small:
        found = definiteness(problem, premises, purse, scalars, strict=True)
    if found is None and add_equations(problem, premises, purse):
        found = definiteness(problem, premises, purse, scalars, strict=strict)
    if found is None:
        return None
    watching = context.fresh()
    try:
        prove_definite(Combination(watching, premises, found.by, context.bounds), claim, found.matrix)
    except Refusal:
        return None
    return replace(found, by=replace(found.by, ranges=watching.facts))


def _regular(argument: Term, weak: Definiteness, sides: Parts) -> Definiteness | None:
    """A semidefinite E with E inv(E) = I = inv(E) E, the sides, is definite."""
    unit = sides.parts[-1]
    if not isinstance(unit, Algebra) or weak.by.derived:
        return None
    shown = Rewritten(argument, weak.matrix, weak.by.combination, Inverse(argument), unit.combination)
    return Definiteness(shown, replace(unit, combination=(), ranges=()))


def is_symmetric_beside_definite(problem: Problem, premises: dict[str, Formula]) -> bool:
    """Whether the claim's argument is symmetric by the premises, some of which say that a matrix is definite."""
    if not any(source.definite for source in stated_by(premises, problem.normal)):
        return False
    symmetric = Symmetric(problem)
    return symmetric(problem.claim).terms == symmetric(problem.claim.transpose()).terms
