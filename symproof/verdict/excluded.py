"""Hypotheses that a refuted step could have named: its counterexample does not fulfil them.

A step is judged by the premises that it names, so an author who forgets one sees a counterexample that the paper
excludes. The verdict stays, and a warning names what is missing.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from symproof.concrete import Judge
from symproof.concrete.failures import EvaluationError, TooLongError
from symproof.diagnostics.errors import SymproofError, diagnostic
from symproof.diagnostics.results import Counterexample, StepResult
from symproof.language.proof import Proof, Step, Verdict
from symproof.language.refusal import Refusal
from symproof.language.scopes import hypotheses_in_scope, is_fact, sequent

MOST = 8  # hypotheses that are evaluated


def with_excluding(proof: Proof, step: Step, judge: Judge, result: StepResult) -> StepResult:
    """The result with the warning SP928, where hypotheses in scope exclude the counterexample."""
    found = result.counterexample
    if found is None or result.verdict is not Verdict.REFUTED or step.expect is Verdict.REFUTED:
        return result
    names = () if proof.is_statement_file or found.functions else _excluding(proof, step, judge, found)
    if not names:
        return result
    is_ = "is" if len(names) == 1 else "are"
    message = f"the counterexample does not fulfil {', '.join(names)}, which {is_} in scope and not named in using="
    return replace(result, warnings=(*result.warnings, diagnostic("SP928", message)))


def _excluding(proof: Proof, step: Step, judge: Judge, found: Counterexample) -> tuple[str, ...]:
    """The hypotheses that are false at the counterexample."""
    goal = sequent(proof, step)
    try:
        values = {name: [[Fraction(entry) for entry in row] for row in rows] for name, rows in found.values.items()}
    except ValueError:  # an entry that is no rational number
        return ()
    known = {item.id for item in goal.premises}
    others = [item for item in hypotheses_in_scope(proof, step) if item.id not in known and not is_fact(item.formula)]
    false = []
    for item in others[:MOST]:
        try:
            if judge.confirmed(replace(goal, premises=(), claim=item.formula), found.sizes, values) is not None:
                false.append(item.id)
        except (EvaluationError, TooLongError, Refusal, SymproofError):
            continue
    return tuple(false)
