"""Membership and the rules beyond it, taking turns: what the rules give are equations for the next round.

The rules start when plain membership is refuted or has cost enough.
"""

from __future__ import annotations

from dataclasses import replace

from symproof.kernel.algebra.keys import Kind
from symproof.kernel.algebra.words import Polynomial
from symproof.language.certificate import Entry
from symproof.search.algebra.bridge import letters_of
from symproof.search.algebra.ideals.ring import ExhaustedError
from symproof.search.algebra.rules.cancellation import cancellations
from symproof.search.algebra.rules.commutants import add_transposed_commutants
from symproof.search.algebra.rules.elements import definite, two_sided
from symproof.search.algebra.rules.inverses import inverted_factors, swapped_claim
from symproof.search.algebra.rules.squares import add_definite
from symproof.search.algebra.rules.vanishing import add_vanishing_squares, by_traces_of_premises
from symproof.search.algebra.search import MAX_RULES, PLAIN_WORK, Outcome, Problem, Purse, Search

TRACED_WORK = 2000  # of the completion with traces, before the square is added
MAX_ORDERS = 2  # under which sums of squares are looked for


def shown(
    problem: Problem, form: Polynomial, purse: Purse, work: int, *, plain: bool = False
) -> tuple[Entry, ...] | None:
    """The entries of form = 0 from the equations of the problem, by so much of what is left in the purse; ``plain``: by
    membership alone."""
    if not form.terms:
        return ()
    own = Purse(min(work, purse.work), purse.deadline, purse.supposing)
    before = own.work
    try:
        asked = replace(problem, claim=form)
        return (_membership(asked, own) if plain else prove(asked, own)).combination
    finally:
        purse.spend(before - own.work)


def prove(problem: Problem, purse: Purse) -> Outcome:
    """Membership, then the rules, then membership with what they gave, a few times. A polynomial that grows too long
    decides nothing."""
    try:
        return _rounds(problem, purse)
    except ExhaustedError:
        return Outcome()


def _membership(problem: Problem, purse: Purse) -> Outcome:
    try:
        return (Search(problem, purse).membership(PLAIN_WORK) if problem.equations else None) or Outcome()
    except ExhaustedError:
        return Outcome()


def _rounds(problem: Problem, purse: Purse) -> Outcome:
    if not problem.equations:
        return Outcome(complete=problem.plain, finished=True)
    first: Outcome | None = None
    for _ in range(MAX_RULES):
        search = Search(problem, purse)
        outcome = search.membership(PLAIN_WORK)
        if outcome is not None and (outcome.combination is not None or outcome.vacuous):
            return outcome
        first = first or outcome
        entries = by_traces_of_premises(problem)
        if entries is not None:
            return Outcome(entries)
        if not (
            _strengthened(search, purse)
            or (search.plain and _by_traces(problem, purse))
            or add_vanishing_squares(problem)
        ):
            break
        if problem.absurd and not purse.supposing:
            return Outcome(vacuous=True, by_trace=True)
        same = search.same()
        if same is not None:
            return Outcome(same)
    if first is None and not purse.empty:
        first = search.membership(purse.work)
    return first or Outcome()


def _strengthened(search: Search, purse: Purse) -> bool:
    """Adds derived steps to the problem; whether there is anything new."""
    problem = search.problem
    before = len(problem.derived)
    for run in dict.fromkeys([search.run(0), search.unfolded]):
        for element in list(run.completion.elements):
            for derived, form in (*two_sided(run, element), *definite(run, element)):
                if not problem.knows(form):
                    problem.derive(derived, form)
    if len(problem.derived) > before:
        return True
    for derived, form in [*swapped_claim(search.unfolded), *inverted_factors(search.unfolded)]:
        problem.derive(derived, form)
    if len(problem.derived) > before:
        return True
    if any(cancellations(problem, search.run(number)) for number in range(min(MAX_ORDERS, search.orders))):
        return True
    return any(add_definite(problem, search.run(number), purse) for number in range(min(MAX_ORDERS, search.orders)))


def _by_traces(problem: Problem, purse: Purse) -> bool:
    """A derived step from tr(X^T X) = 0 where no premise speaks of traces: C = A A^T - A^T A, C A = A C give C = 0."""
    if not _mixes_transposes(problem):
        return False
    run = Search(problem, purse, traces=True).run(0)
    before = run.completion.work
    run.advance(TRACED_WORK)
    purse.spend(run.completion.work - before)
    return add_definite(problem, run, purse, traces=True) or add_transposed_commutants(problem, run, purse)


def _mixes_transposes(problem: Problem) -> bool:
    """Whether a premise ties a letter to its transpose: else nothing ties X^T to X in tr(X^T X). Not with inverses,
    where it hardly ever helps."""
    forms = [problem.claim, *(equation.form for equation in problem.equations)]
    if any(letter.base.kind is Kind.INVERSE for letter in letters_of(forms)):
        return False
    for form in forms[1:]:
        seen = {(letter.base, letter.transposed) for _, word in form.terms for letter in word}
        if any((base, not transposed) in seen for base, transposed in seen):
            return True
    return False
