"""The search for the certificate of one step: at once, then as a derivation, and only then with the whole budget.

A certificate that exists is nearly always found at once. A claim that follows from general premises, or from a block,
has none as a rule, and the whole search for it costs a hundred times what its derivation costs.
"""

from __future__ import annotations

from types import UnionType
from typing import TYPE_CHECKING

from symproof.diagnostics.results import StepResult
from symproof.language.formulas import Compare, Equal, ForAll, ForAllIndex, Implies, Sequent
from symproof.language.proof import Method, Proof, Step, Verdict
from symproof.language.scopes import exporting_block, is_supposing
from symproof.language.terms import IndexSum
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
    if (
        not step.cofactors
        and exporting_block(proof, step) is None
        and _may_follow_by_one_rule(goal)
        and _is_derived(proof, step, by_one_rule=True)
    ):
        return _consistent(goal, is_supposing(proof, step))
    found = _asked(proof, step, goal, memory, Budget(whole.seconds, AT_ONCE, brief=True))
    is_settled = found.certificate is not None or found.vacuous
    if is_settled or exporting_block(proof, step) is not None or _is_derived(proof, step):
        return found
    return _asked(proof, step, goal, memory, whole)


def _may_follow_by_one_rule(goal: Sequent) -> bool:
    """Whether a rule of the argument is likely to give the claim, where certificates would be looked for among all
    products of premises: an order, from premises that hold for all values; an equation, from one that holds for all
    matrices; and what is said of a sum that is the whole left side."""
    match goal.claim:
        case Compare():
            return _has_general_premise(goal, ForAll | ForAllIndex | Implies)
        case Equal(left):
            return isinstance(left, IndexSum) or _has_general_premise(goal, ForAll | Implies)
    return False


def _consistent(goal: Sequent, supposing: bool) -> Found:
    """What is known of a step that is derived: no certificate was looked for, only whether its premises contradict."""
    from symproof.search.finding import Budget, Found, vacuous

    return (None if supposing else vacuous(goal, Budget(work=AT_ONCE, brief=True))) or Found(None, None)


def _asked(proof: Proof, step: Step, goal: Sequent, memory: Memory, budget: Budget) -> Found:
    method = step.method if step.method in SEARCHED - {Method.SEARCH} else Method.ALGEBRA
    supposing = is_supposing(proof, step)
    return memory.find(goal, method=method, budget=budget, cofactors=step.cofactors, supposing=supposing)


def _seconds(goal: Sequent, seconds: float) -> float:
    """For a certificate; less where a premise speaks of all matrices, since no certificate takes an instance of it:
    what needs one is derived later."""
    return seconds * (BEFORE_INSTANCES if _has_general_premise(goal) else 1)


def _has_general_premise(goal: Sequent, kinds: type | UnionType = ForAll) -> bool:
    return any(isinstance(premise.formula, kinds) for premise in goal.premises)


def _may_be_derived(proof: Proof, goal: Sequent) -> bool:
    """Claims of a statement file follow without a certificate from general premises at most."""
    return not proof.is_statement_file or _has_general_premise(goal)


def _is_derived(proof: Proof, step: Step, *, by_one_rule: bool = False) -> bool:
    """Whether a derivation of the step from the premises that it names is found, and replayed by the kernel."""
    from symproof.verdict.deriving import Argument

    argument = Argument(proof, {step.id: StepResult(step, Verdict.UNKNOWN)}, library(proof, {}))
    if by_one_rule:
        argument.by_one_rule(step)
    else:
        argument.items((step,))
    return argument.results[step.id].verdict is Verdict.PROVED
