"""The search for the certificate of one step: at once, then as a derivation, and only then with the whole budget.

A certificate that exists is nearly always found at once. A claim that follows from general premises, or from a block,
has none as a rule, and the whole search for it costs a hundred times what its derivation costs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from symproof.diagnostics.results import StepResult
from symproof.language.formulas import ForAll, Sequent
from symproof.language.proof import Method, Proof, Step, Verdict
from symproof.language.scopes import exporting_block, is_supposing
from symproof.verdict.asking import Memory
from symproof.verdict.library import library
from symproof.verdict.unproved import SEARCHED

if TYPE_CHECKING:
    from symproof.search import Budget, Found

BEFORE_INSTANCES = 0.3  # of the budget of a step: for a certificate, where a premise speaks of all matrices
AT_ONCE = 20_000  # steps of the completion in a brief search


def certificate_for(proof: Proof, step: Step, goal: Sequent, memory: Memory, *, seconds: float, brief: bool) -> Found:
    """What the search finds for the step. ``brief``: with its whole budget only where nothing derives the step, nor may
    derive it when all steps are settled; whoever is left then is searched for again."""
    from symproof.search import Budget

    whole = Budget(seconds=_seconds(goal, seconds))
    if not (brief and _may_be_derived(proof, goal)):
        return _asked(proof, step, goal, memory, whole)
    found = _asked(proof, step, goal, memory, Budget(whole.seconds, AT_ONCE, brief=True))
    is_settled = found.certificate is not None or found.vacuous
    if is_settled or exporting_block(proof, step) is not None or _is_derived(proof, step):
        return found
    return _asked(proof, step, goal, memory, whole)


def _asked(proof: Proof, step: Step, goal: Sequent, memory: Memory, budget: Budget) -> Found:
    method = step.method if step.method in SEARCHED - {Method.SEARCH} else Method.ALGEBRA
    supposing = is_supposing(proof, step)
    return memory.find(goal, method=method, budget=budget, cofactors=step.cofactors, supposing=supposing)


def _seconds(goal: Sequent, seconds: float) -> float:
    """For a certificate; less where a premise speaks of all matrices, since no certificate takes an instance of it:
    what needs one is derived later."""
    return seconds * (BEFORE_INSTANCES if _has_general_premise(goal) else 1)


def _has_general_premise(goal: Sequent) -> bool:
    return any(isinstance(premise.formula, ForAll) for premise in goal.premises)


def _may_be_derived(proof: Proof, goal: Sequent) -> bool:
    """Claims of a statement file follow without a certificate from general premises at most."""
    return not proof.is_statement_file or _has_general_premise(goal)


def _is_derived(proof: Proof, step: Step) -> bool:
    """Whether a derivation of the step from the premises that it names is found, and replayed by the kernel."""
    from symproof.verdict.deriving import Argument

    argument = Argument(proof, {step.id: StepResult(step, Verdict.UNKNOWN)}, library(proof, {}))
    argument.items((step,))
    return argument.results[step.id].verdict is Verdict.PROVED
