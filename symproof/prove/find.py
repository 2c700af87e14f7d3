"""``find``: from a sequent to a replayed certificate, or to the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic

from symproof.kernel.certificate import Algebra, Certificate, Entry
from symproof.kernel.context import context_of
from symproof.kernel.refusal import Refusal
from symproof.kernel.replay import replay
from symproof.kernel.terms import Sequent
from symproof.model import Diagnostic
from symproof.prove.goals import Goals, UnsupportedError, with_ranges
from symproof.prove.ranges import searching
from symproof.prove.search import Purse

SEARCHING = frozenset({"algebra", "calculus", "induction"})


@dataclass(frozen=True, slots=True)
class Budget:
    """``work`` counts steps of the completion and decides; ``seconds`` is a safety net."""

    seconds: float = 10.0
    work: int = 300_000


@dataclass(frozen=True, slots=True)
class Found:
    """``complete``: the completion is finished and the claim is not among its consequences. ``vacuous``: the premises
    contradict each other, so that no certificate is returned."""

    certificate: Certificate | None
    diagnostic: Diagnostic | None
    warnings: tuple[Diagnostic, ...] = ()
    complete: bool = False
    vacuous: bool = False


def find(
    sequent: Sequent, *, method: str = "algebra", budget: Budget = Budget(), cofactors: tuple[Entry, ...] = ()
) -> Found:
    """A certificate of the sequent, already replayed by the kernel; the author's cofactors are tried first."""
    if method not in SEARCHING:
        return Found(None, Diagnostic("SP407", f"no method for {method} steps yet"))
    try:
        context = searching(context_of(sequent.declarations, sequent.facts))
        premises = {item.id: item.formula for item in sequent.premises}
        if cofactors:
            written = with_ranges(sequent.claim, Algebra(cofactors), context, premises)
            if written is not None:
                return _replayed(sequent, written)
        goals = Goals(Purse(budget.work, monotonic() + budget.seconds))
        certificate = goals.formula(sequent.claim, context, premises)
    except UnsupportedError as error:
        return Found(None, Diagnostic("SP405", f"no method decides claims of this kind: {error}"))
    except Refusal as refusal:
        return Found(None, Diagnostic(refusal.code, refusal.message))
    if any(outcome.vacuous for outcome in goals.outcomes):
        message = "the premises contradict each other: I = 0 follows from them"
        return Found(None, Diagnostic("SP404", message, "remove or correct a premise"), vacuous=True)
    if certificate is not None:
        return _replayed(sequent, certificate)
    if goals.outcomes and all(outcome.complete for outcome in goals.outcomes if outcome.combination is None):
        message = "the completion is finished: the claim is not a consequence by two-sided algebra"
        return Found(None, Diagnostic("SP402", message, "a premise may be missing"), complete=True)
    return Found(None, Diagnostic("SP401", "gave up: no certificate within the budget", "raise --budget"))


def _replayed(sequent: Sequent, certificate: Certificate) -> Found:
    try:
        replay(sequent, certificate)
    except Refusal as refusal:
        return Found(None, Diagnostic("SP409", f"the certificate did not replay: {refusal.code} {refusal.message}"))
    return Found(certificate, None)
