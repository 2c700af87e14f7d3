"""The search for the certificate of one step: at once, then as a derivation; with the whole budget only for a claim to
which no counterexample was found meanwhile.

A certificate that exists is nearly always found at once. A claim that follows from general premises, or from a block,
has none as a rule, and the whole search for it costs a hundred times what its derivation costs.
"""

from __future__ import annotations

from types import UnionType
from typing import TYPE_CHECKING

from symproof.diagnostics.results import StepResult
from symproof.language.formulas import Compare, Equal, ForAll, ForAllIndex, Implies, Sequent
from symproof.language.proof import Method, Proof, Step, Verdict
from symproof.language.records import dataclass, replace
from symproof.language.scopes import exporting_block, is_supposing
from symproof.language.terms import IndexSum
from symproof.verdict.asking import Memory
from symproof.verdict.library import library
from symproof.verdict.unnamed import unnamed
from symproof.verdict.unproved import SEARCHED

if TYPE_CHECKING:
    from symproof.search import Budget, Found

BEFORE_INSTANCES = 0.3  # of the budget of a step: for a certificate, where a premise speaks of all matrices
AT_ONCE = 20_000  # steps of the completion in a brief search
SECONDS_AT_FIRST = 5.0  # of processor time for derivations, before counterexamples are looked for


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of a step before it is attacked: what the search ``found``, or the step as the kernel replayed its
    derivation, and whether this rests on premises that the step names (``is_named``): they imply its claim then, and no
    counterexample has to be looked for. ``is_whole``: nothing else is to be searched for."""

    found: Found
    derived: StepResult | None = None
    is_named: bool = False
    is_whole: bool = True

    def shown(self) -> StepResult | None:
        """The derived step with the warnings of its derivation and of the search; None where nothing was derived."""
        if self.derived is None:
            return None
        return replace(self.derived, warnings=(*self.derived.warnings, *self.found.warnings))


def answered(proof: Proof, step: Step, goal: Sequent, memory: Memory, *, seconds: float, brief: bool) -> Answer:
    """What is found at once, or derived. ``brief``: a step that may be derived, now or when all steps are settled, gets
    no more than that; ``certificate_for`` then finds what is left to be found."""
    from symproof.search import Budget

    if not (brief and _may_be_derived(proof, goal)):
        return Answer(certificate_for(proof, step, goal, memory, seconds=seconds))
    is_export = exporting_block(proof, step) is not None
    is_tried = not (step.cofactors or is_export) and _may_follow_by_one_rule(goal)
    if is_tried:
        derived = _derived(proof, step, by_one_rule=True)
        if derived is not None:
            return Answer(_consistent(goal, is_supposing(proof, step)), derived, _rests_on_named(proof, derived))
    found = _asked(proof, step, goal, memory, Budget(_seconds(goal, seconds), AT_ONCE, brief=True))
    if found.certificate is not None or found.vacuous or is_export:
        return Answer(found)
    derived = _derived(proof, step, is_tried=is_tried)
    if derived is None:
        return Answer(found, is_whole=False)
    return Answer(found, derived, _rests_on_named(proof, derived))


def certificate_for(proof: Proof, step: Step, goal: Sequent, memory: Memory, *, seconds: float) -> Found:
    """What the search finds for the step with its whole budget."""
    from symproof.search import Budget

    return _asked(proof, step, goal, memory, Budget(seconds=_seconds(goal, seconds)))


def _may_follow_by_one_rule(goal: Sequent) -> bool:
    """Whether a rule of the argument is likely to give the claim, where certificates would be looked for among all
    products of premises: an order, from premises that hold for all values; an equation, from one that holds for all
    matrices; what is said of a sum that is the whole left side; and an equation in which a sum is inverted."""
    from symproof.search.argument.inverted import inverts_sums

    if inverts_sums(goal.claim, goal.declarations):
        return True
    match goal.claim:
        case Compare():
            return _has_general_premise(goal, ForAll | ForAllIndex | Implies)
        case ForAllIndex(body=Compare()):
            return _has_general_premise(goal)
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


def _derived(proof: Proof, step: Step, *, by_one_rule: bool = False, is_tried: bool = False) -> StepResult | None:
    """The step by a derivation from the premises that it names, if one is found and replayed by the kernel.
    ``is_tried``: one rule does not give it."""
    from symproof.verdict.deriving import Argument

    results = {step.id: StepResult(step, Verdict.UNKNOWN)}
    argument = Argument(proof, results, library(proof, {}), is_first=True, is_tried=is_tried, seconds=SECONDS_AT_FIRST)
    if by_one_rule:
        argument.limit(step)
        argument.by_one_rule(step)
    else:
        argument.items((step,))
    result = argument.results[step.id]
    return result if result.verdict is Verdict.PROVED else None


def _rests_on_named(proof: Proof, derived: StepResult) -> bool:
    """Whether the derivation uses no premise but those that the step names, and relations between integers, which are
    always known."""
    return not unnamed(proof, derived.step, derived.used)
