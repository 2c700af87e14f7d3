"""Counterexamples from a functional that separates the matrix of a claim from the sums of squares: the search suggests
matrices, the second judge decides."""

from __future__ import annotations

from time import process_time
from typing import TYPE_CHECKING

from symproof.diagnostics.results import Counterexample
from symproof.language.formulas import Compare, ForAll, Formula, Predicate, Sequent

if TYPE_CHECKING:
    from symproof.concrete import Judge

SECONDS = 5.0  # a safety net: nearly all take less than one


def separated(goal: Sequent, judge: Judge) -> Counterexample | None:
    """The counterexample of the smallest size that was suggested and confirmed; None where there is none."""
    if not _is_about_order(goal.claim):
        return None
    from symproof.search.definite.separating import separating_points

    deadline = process_time() + SECONDS
    for point in separating_points(goal):
        if process_time() > deadline:
            return None
        found = judge.confirmed(goal, point.sizes, point.values)
        if found is not None:
            return found
    return None


def _is_about_order(claim: Formula) -> bool:
    if isinstance(claim, ForAll):
        return _is_about_order(claim.body)
    definite = isinstance(claim, Predicate) and claim.name in ("positive semidefinite", "positive definite")
    return definite or (isinstance(claim, Compare) and claim.relation != "!=")
