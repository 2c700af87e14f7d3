"""One step: search, replay by the kernel, the second judge, and the verdict that both together allow.

| certificate replayed | instances            | verdict            |
|----------------------|----------------------|--------------------|
| yes                  | agree, or none       | proved, all sizes  |
| yes                  | contradict           | disagreement       |
| no                   | a counterexample     | refuted            |
| no                   | decided, all hold    | checked, at sizes  |
| no                   | otherwise            | unknown            |
"""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from symproof.errors import SymproofError, diagnostic
from symproof.language.refusal import Refusal
from symproof.model import Counterexample, Diagnostic, Model, Proof, Step, StepResult, Verdict
from symproof.scope import of_hypotheses, sequent
from symproof.workers import tell

if TYPE_CHECKING:
    from symproof.concrete import Judge, Judgement
    from symproof.kernel.replay import Theorem
    from symproof.language.terms import Sequent
    from symproof.prove import Found

T = TypeVar("T")
Early: TypeAlias = Callable[[StepResult], None]  # hears of what stands if the second judge does not come to an end
SEARCHED = frozenset({"algebra", "calculus", "induction"})  # methods with rules; the others wait for theirs
NOTHING = diagnostic("SP909", "no certificate was found and no instance decides it")
FIXED = diagnostic("SP910", "the claim is about these sizes only, and it was checked at all of them")
UNSEEN = diagnostic("SP908", "the second judge did not come to an end: no instance was checked")
AUTHORS_WORD = {"cite": Verdict.CITED, "fact": Verdict.CITED, "omit": Verdict.OMITTED}


@dataclass(frozen=True, slots=True)
class Options:
    """How to check: bounds of the concrete sweep, budget of a step in seconds, and when to stop.

    ``fixed`` are the sizes and parameters given by the user; the others are swept.
    """

    max_depth: int = 4
    max_width: int = 3
    fixed: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    budget: float = 10.0
    jobs: int = 1
    strict: bool = False
    stop_at_first: bool = False


def size_names(proof: Proof) -> set[str]:
    """The integer parameters, sizes and families of sizes that the proof declares."""
    return {*proof.declarations.integers, *(size.name for size in proof.declarations.sizes)}


def fixed_in(proof: Proof, options: Options) -> dict[str, tuple[int, ...]]:
    """Those of the given sizes that the proof declares."""
    names = size_names(proof)
    return {name: values for name, values in options.fixed.items() if name in names}


@dataclass(slots=True)
class Settler:
    """Settles steps of these proofs; keeps one judge per proof, whose shapes and matrices the steps share."""

    proofs: tuple[Proof, ...]
    options: Options
    judges: dict[int, Judge] = field(default_factory=dict)

    def __call__(self, task: tuple[int, str | None]) -> StepResult | Model | Diagnostic | None:
        """The result of a step, or for ``(proof, None)`` a model of the proof's hypotheses, or why they have none."""
        position, name = task
        proof = self.proofs[position]
        if name is None:
            return guarded(lambda: model_or_contradiction(proof, self.options.budget))
        step = next(step for step in proof.steps if step.id == name)
        start = time.perf_counter()

        def complete(result: StepResult) -> StepResult:
            warnings = step.warnings + _not_said_before(step.warnings, result.warnings)
            return replace(result, warnings=warnings, seconds=time.perf_counter() - start)

        result = guarded(lambda: self._settle(position, proof, step, lambda early: tell(complete(early))))
        if isinstance(result, Diagnostic):
            result = StepResult(step, Verdict.UNKNOWN, diagnostic=result)
        return complete(result)

    def _settle(self, position: int, proof: Proof, step: Step, early: Early) -> StepResult:
        if step.method in AUTHORS_WORD:
            return StepResult(step, AUTHORS_WORD[step.method])
        if step.method == "question":
            return StepResult(step, Verdict.UNKNOWN, diagnostic=diagnostic("SP640", step.reason))
        if step.method not in SEARCHED:
            why = diagnostic("SP907", f"there are no rules for the method {step.method!r} yet")
            return StepResult(step, Verdict.UNKNOWN, diagnostic=why)
        return settle(proof, step, self._judge(position), self.options, early)

    def _judge(self, position: int) -> Judge:
        if position not in self.judges:
            from symproof.concrete import Judge, Sweep

            proof = self.proofs[position]
            sweep = Sweep(self.options.max_depth, self.options.max_width, fixed_in(proof, self.options))
            self.judges[position] = Judge(proof, sweep)
        return self.judges[position]


def _not_said_before(before: tuple[Diagnostic, ...], warnings: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Without SP410 for hypotheses of which SP631 said already, while reading, that they hold at the point only."""
    said = {item.message.split()[0] for item in before if item.code == "SP631"}
    return tuple(item for item in warnings if item.code != "SP410" or item.message.split()[0] not in said)


def preload() -> None:
    """Imports the judges here, so that every process that starts later shares them."""
    import symproof.concrete
    import symproof.kernel.replay
    import symproof.prove  # noqa: F401


def guarded(work: Callable[[], T]) -> T | Diagnostic:
    """The result, or what went wrong: a failure of ours is a diagnostic of one step, never a traceback."""
    try:
        return work()
    except SymproofError as error:
        return error.diagnostic
    except Refusal as refusal:
        return Diagnostic(refusal.code, refusal.message)
    except Exception as error:  # noqa: BLE001 - a bug in one method must not cost the other steps their verdicts
        frame = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(frame.filename).name}:{frame.lineno}"
        return diagnostic("SP902", f"{type(error).__name__} at {place}: {error}"[:500])


def model_or_contradiction(proof: Proof, seconds: float) -> Model | Diagnostic | None:
    """A model of the hypotheses; else why they contradict each other (SP404); None where neither is found."""
    from symproof import concrete, prove

    found = concrete.model(proof)
    return prove.contradiction(of_hypotheses(proof), seconds=seconds) if found is None else found


def settle(proof: Proof, step: Step, judge: Judge, options: Options, early: Early = lambda result: None) -> StepResult:
    """Search, replay, second judge, verdict."""
    from symproof import concrete, prove
    from symproof.kernel.replay import replay

    goal = sequent(proof, step)
    found = prove.find(goal, method=step.method, budget=prove.Budget(seconds=options.budget), cofactors=step.cofactors)
    if found.vacuous:
        return StepResult(step, Verdict.UNKNOWN, diagnostic=found.diagnostic, warnings=found.warnings)
    theorem = replay(goal, found.certificate) if found.certificate is not None else None
    if theorem is not None:
        early(_with_certificate(step, found, theorem, concrete.Judgement(diagnostic=UNSEEN)))
    judgement = judge.judge(step, found.certificate)
    if judgement.vacuous:
        return StepResult(step, Verdict.UNKNOWN, diagnostic=judgement.diagnostic, warnings=found.warnings)
    if theorem is not None:
        return _with_certificate(step, found, theorem, judgement)
    return _without_certificate(step, found, judgement, judge, goal)


def _with_certificate(step: Step, found: Found, theorem: Theorem, judgement: Judgement) -> StepResult:
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


def _without_certificate(step: Step, found: Found, judgement: Judgement, judge: Judge, goal: Sequent) -> StepResult:
    common = StepResult(
        step, Verdict.UNKNOWN, instances=judgement.instances, diagnostic=found.diagnostic, warnings=found.warnings
    )
    if judgement.counterexample is not None:
        return _refuted(common, judgement.counterexample)
    if judgement.holds and judgement.instances.checked:
        used = tuple(dict.fromkeys([*(entry.premise for entry in step.cofactors), *judgement.relied]))
        notes = (*common.warnings, *([FIXED] if judgement.complete else []))
        notes += (judgement.warning,) if judgement.warning is not None else ()
        return replace(common, verdict=Verdict.CHECKED, scope="sizes", used=used, warnings=notes)
    if goal.premises or judgement.undecided:
        counterexample = guarded(lambda: judge.refute(step))
        if isinstance(counterexample, Counterexample):
            return _refuted(common, counterexample)
    return replace(common, diagnostic=common.diagnostic or judgement.diagnostic or NOTHING)


def _refuted(common: StepResult, counterexample: Counterexample) -> StepResult:
    return replace(common, verdict=Verdict.REFUTED, counterexample=counterexample, diagnostic=None)
