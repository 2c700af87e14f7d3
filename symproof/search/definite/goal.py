"""Claims that a matrix is semidefinite or definite: from the claim to a certificate with its range facts."""

from __future__ import annotations

from dataclasses import replace

from symproof.kernel.algebra.combination import Combination
from symproof.kernel.algebra.nonnegative import stated
from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.order import prove_definite
from symproof.language.certificate import Definiteness
from symproof.language.formulas import Compare, Formula, Predicate
from symproof.language.refusal import Refusal
from symproof.search.algebra.equations import problem_of
from symproof.search.algebra.search import Problem, Purse
from symproof.search.definite.matrices import definiteness
from symproof.search.definite.scalars import scalars_of
from symproof.search.definite.sources import stated_by
from symproof.search.definite.symmetric import Symmetric
from symproof.search.ranges import SearchingContext


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
    claim: Formula, context: SearchingContext, premises: dict[str, Formula], purse: Purse
) -> Definiteness | None:
    """A certificate that the kernel accepts, or None."""
    normal = Normalizer(context.fresh())
    form, strict = stated(normal, claim)
    problem = problem_of(premises, form, normal)
    found = definiteness(problem, premises, purse, scalars_of(premises, problem), strict=strict)
    if found is None:
        return None
    watching = context.fresh()
    try:
        prove_definite(Combination(watching, premises, found.by, context.bounds), claim, found.matrix)
    except Refusal:
        return None
    return replace(found, by=replace(found.by, ranges=watching.facts))


def is_symmetric_beside_definite(problem: Problem, premises: dict[str, Formula]) -> bool:
    """Whether the claim's argument is symmetric by the premises, some of which say that a matrix is definite."""
    if not any(source.definite for source in stated_by(premises, problem.normal)):
        return False
    symmetric = Symmetric(problem)
    return symmetric(problem.claim).terms == symmetric(problem.claim.transpose()).terms
