"""The result of one step, from what the search, the kernel and the second judge found of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from symproof.diagnostics.diagnostic import Diagnostic
from symproof.diagnostics.errors import diagnostic
from symproof.diagnostics.results import Counterexample, Instances, StepResult
from symproof.language.proof import Proof, Step, Verdict
from symproof.verdict import motions
from symproof.verdict.searching import Answer
from symproof.verdict.unproved import NOTHING, unproved

if TYPE_CHECKING:
    from symproof.concrete import Judgement
    from symproof.kernel.replay import Theorem
    from symproof.language.formulas import Sequent
    from symproof.search import Found

FIXED = diagnostic("SP910", "the claim is about these sizes only, and it was checked at all of them")
UNSEEN = diagnostic("SP908", "the second judge did not come to an end: no instance was checked")
UNASKED = diagnostic("SP927", "no instance was evaluated (--no-instances): the verdict rests on the kernel alone")
TOO_LONG = "SP517"


def waiting(step: Step, found: Found) -> StepResult:
    """What is known of a step before the kernel is asked to derive it, where no instance is evaluated until then."""
    return StepResult(
        step, Verdict.UNKNOWN, diagnostic=found.diagnostic or NOTHING, warnings=(*found.warnings, UNASKED)
    )


def by_derivation(step: Step, answer: Answer, judgement: Judgement) -> StepResult:
    """A step by its derivation, with the instances at which its claim was expanded."""
    shown = answer.shown()
    if shown is None:
        raise ValueError("the step was not derived")
    proved = replace(shown, instances=judgement.instances)
    if judgement.counterexample is not None:
        why = diagnostic("SP901", "the kernel derives the claim, but a counterexample refutes it")
        return replace(
            proved, verdict=Verdict.DISAGREEMENT, scope=None, counterexample=judgement.counterexample, diagnostic=why
        )
    if judgement.holds and judgement.instances.checked and judgement.warning is not None:
        return replace(proved, warnings=(*proved.warnings, judgement.warning))
    return replace(proved, warnings=_naming_the_limit(proved.warnings, answer.found, judgement))


def _naming_the_limit(warnings: tuple[Diagnostic, ...], found: Found, judgement: Judgement) -> tuple[Diagnostic, ...]:
    """The warnings, and that the instances were too long to expand: the limit is named in any case."""
    if found.diagnostic is not None and judgement.diagnostic is not None and judgement.diagnostic.code == TOO_LONG:
        return (*warnings, judgement.diagnostic)
    return warnings


def with_certificate(step: Step, found: Found, theorem: Theorem, judgement: Judgement) -> StepResult:
    """A step by the certificate that the kernel replayed; the judges disagree where an instance contradicts it."""
    common = StepResult(
        step,
        Verdict.PROVED,
        scope="all",
        instances=judgement.instances,
        certificate=theorem.certificate,
        used=tuple(sorted(theorem.used)),
        rules=theorem.rules,
        warnings=found.warnings,
    )
    if judgement.disagreement or judgement.holds is False:
        why = judgement.diagnostic.message if judgement.diagnostic else "an instance contradicts the certificate"
        found_by_judge = judgement.counterexample
        return replace(
            common,
            verdict=Verdict.DISAGREEMENT,
            scope=None,
            counterexample=found_by_judge,
            diagnostic=diagnostic("SP901", why),
        )
    if judgement.diagnostic is not None:
        return replace(common, warnings=(*common.warnings, judgement.diagnostic))
    if not judgement.instances.checked:
        return replace(common, warnings=(*common.warnings, diagnostic("SP908", "no instance in the sweep")))
    return common


def without_certificate(
    proof: Proof, step: Step, found: Found, judgement: Judgement, goal: Sequent, searched: str
) -> StepResult:
    """A step that is neither proved nor refuted."""
    common = StepResult(step, Verdict.UNKNOWN, instances=judgement.instances, warnings=found.warnings)
    if judgement.holds and judgement.instances.checked:
        used = tuple(dict.fromkeys([*(entry.premise for entry in step.cofactors), *judgement.relied]))
        notes = (*common.warnings, *([FIXED] if judgement.complete else []))
        notes += (judgement.warning,) if judgement.warning is not None else ()
        checked = replace(common, verdict=Verdict.CHECKED, scope="sizes", used=used, warnings=notes)
        return replace(checked, diagnostic=found.diagnostic)
    common = replace(common, warnings=_naming_the_limit(common.warnings, found, judgement))
    why = found.diagnostic or judgement.diagnostic or NOTHING
    return replace(common, diagnostic=unproved(proof, step, goal, why, searched))


def refuted(proof: Proof, common: StepResult, counterexample: Counterexample, goal: Sequent) -> StepResult:
    """Where no instance was decided before, the counterexample is the one that was. The premises about Y(t) of a
    statement hold for all t: there, values at one t refute only if functions of t have them."""
    if proof.is_statement_file and not motions.belongs_to_motion(goal):
        at = ", ".join(f"{name} = {value}" for name, value in counterexample.sizes.items())
        where = f" at {at}" if at else ""
        message = f"the claim may be false: values{where} fulfil the premises at one t only, as far as is known"
        return replace(common, diagnostic=diagnostic("SP420", message))
    result = replace(common, verdict=Verdict.REFUTED, scope=None, counterexample=counterexample, diagnostic=None)
    if common.instances.checked:
        return result
    declared = {*goal.declarations.integers, *(size.name for size in goal.declarations.sizes)}
    sizes = {
        name: value
        for name, value in counterexample.sizes.items()
        if name in declared or name.rpartition("_")[0] in declared
    }
    return replace(result, instances=Instances(1, (sizes,)))
