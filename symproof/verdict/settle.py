"""One step: search, replay by the kernel, the second judge, and the verdict that both together allow.

| certificate replayed | instances            | verdict            |
|----------------------|----------------------|--------------------|
| yes                  | agree, or none       | proved, all sizes  |
| yes                  | contradict           | disagreement       |
| no                   | a counterexample     | refuted            |
| no                   | decided, all hold    | checked, at sizes  |
| no                   | otherwise            | unknown            |

Every claim that is neither proved by a certificate nor derived is attacked with counterexamples, whatever its method.
What a block exports, and what the author cites or leaves out, rests on hypotheses that it does not name: there a
counterexample satisfies all hypotheses in scope.
Without instances (``Options.instances``) the second judge is asked only about steps that the kernel does not prove.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import field, replace
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from symproof.diagnostics.diagnostic import Diagnostic
from symproof.diagnostics.errors import diagnostic
from symproof.diagnostics.results import Model, StepResult, Unfound
from symproof.language.formulas import And, Compare, Equal, ForAllIndex, Formula, Invertible
from symproof.language.proof import BlockKind, Method, Proof, Step, Verdict
from symproof.language.records import dataclass
from symproof.language.scopes import (
    exporting_block,
    open_blocks,
    sequent,
    sequent_in_context,
    step_of,
)
from symproof.later import execute
from symproof.verdict import hypotheses
from symproof.verdict.arguing import Argued, Arguing, Theorems
from symproof.verdict.asking import FORGETFUL, AskedOnce, Memory
from symproof.verdict.attacks import attacked, guarded, separated_or_attacked
from symproof.verdict.fixed import at_fixed_sizes
from symproof.verdict.outcome import (
    FIXED,
    UNASKED,
    UNSEEN,
    by_derivation,
    refuted,
    waiting,
    with_certificate,
    without_certificate,
)
from symproof.verdict.schedule import Task
from symproof.verdict.searching import Answer, answered, certificate_for
from symproof.verdict.telling import tell
from symproof.verdict.unproved import NOTHING, SEARCHED, unproved

if TYPE_CHECKING:
    from symproof.concrete import Judge, Judgement
    from symproof.language.formulas import Sequent
    from symproof.search import Found

T = TypeVar("T")
Early: TypeAlias = Callable[[StepResult], None]  # hears of what stands if the second judge does not come to an end
UNARGUED = diagnostic("SP919", "the derivation of this step was not replayed")
KEPT = 2  # judges: steps of several proofs may take turns, and each judge may hold a hundred MiB
AUTHORS_WORD: Mapping[str, Verdict] = {
    Method.CITE: Verdict.CITED,
    Method.FACT: Verdict.CITED,
    Method.OMIT: Verdict.OMITTED,
}


@dataclass(frozen=True, slots=True)
class Options:
    """How to check: bounds of the concrete sweep, budget of a step in seconds, and when to stop.

    ``fixed`` are the sizes and parameters given by the user; the others are swept. ``cache``: what was found in earlier
    runs is used again, as ``verdict.memory`` says. ``scheduler``: the address of a Dask cluster that does the work
    instead of ``jobs`` processes. ``brief``: certificates and counterexamples of what the kernel may derive
    are searched for with little work. ``instances`` false: nothing is evaluated for what the kernel proves.
    """

    max_depth: int = 4
    max_width: int = 3
    fixed: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    budget: float = 10.0
    jobs: int = 1
    strict: bool = False
    stop_at_first: bool = False
    cache: bool = False
    scheduler: str | None = None
    brief: bool = False
    instances: bool = True

    @property
    def waits(self) -> bool:
        """Whether a step without a certificate is put to the second judge only after the kernel did not derive it."""
        return self.brief and not self.instances


def size_names(proof: Proof) -> set[str]:
    """The integer parameters, sizes and families of sizes that the proof declares."""
    return {*proof.declarations.integers, *(size.name for size in proof.declarations.sizes)}


def fixed_in(proof: Proof, options: Options) -> dict[str, tuple[int, ...]]:
    """Those of the given sizes that the proof declares."""
    names = size_names(proof)
    return {name: values for name, values in options.fixed.items() if name in names}


@dataclass(slots=True)
class Settler:
    """Settles steps of these proofs; a judge per proof holds the shapes and matrices that its steps share. Of the
    judges only those last used are kept: a file of statements has thousands of proofs. ``lemmas`` are the ids of the
    proofs that nobody asked for: sizes that were given are those of other proofs. ``at_once``: the judges have
    short polynomials only, and NotAtOnceError says that these do not suffice. ``unfound``: what the search said of
    steps that were settled before with other options."""

    proofs: tuple[Proof, ...]
    options: Options
    lemmas: frozenset[str] = frozenset()
    judges: dict[int, Judge] = field(default_factory=dict)
    memory: Memory = FORGETFUL
    at_once: bool = False
    unfound: Mapping[Task, Unfound] = field(default_factory=dict)
    theorems: Theorems = field(init=False)

    def __post_init__(self) -> None:
        self.theorems = Theorems(
            {proof.id: proof for proof in self.proofs}, memory=self.memory, seconds=self.options.budget
        )

    def __call__(
        self, task: Task | Arguing
    ) -> StepResult | Model | hypotheses.Contradictions | Argued | Diagnostic | None:
        """The result of a step, or for ``(proof, None)`` a model of the proof's hypotheses, or why they have none; or
        the argument of a proof."""
        if isinstance(task, Arguing):
            return guarded(lambda: self._argued(task))
        position, name = task
        proof = self.proofs[position]
        if name is None:
            return guarded(lambda: hypotheses.model_or_contradiction(proof, self.options.budget, self.memory))
        step = step_of(proof, name)
        start, memory = time.perf_counter(), AskedOnce(self.memory, self.unfound.get((position, name)))

        def complete(result: StepResult) -> StepResult:
            warnings = step.warnings + _not_said_before(step.warnings, result.warnings)
            return replace(result, warnings=warnings, seconds=time.perf_counter() - start, unfound=memory.unfound)

        result = guarded(lambda: self._settle(position, proof, step, memory, lambda early: tell(complete(early))))
        if isinstance(result, Diagnostic):
            result = StepResult(step, Verdict.UNKNOWN, diagnostic=result)
        return complete(_in_a_supposition(proof, result))

    def _argued(self, task: Arguing) -> Argued:
        self.theorems.shown.update(task.lemmas)
        proof = self.proofs[task.position]

        def attack(result: StepResult) -> StepResult | None:
            if not self.options.instances:
                return None
            goal = sequent_in_context(proof, result.step)
            counterexample, _ = attacked(goal, self._judge(task.position), self.memory, brief=True)
            return None if counterexample is None else refuted(proof, result, counterexample, goal)

        options = self._options_of(proof)
        where = [options.instances, options.max_depth, options.max_width, fixed_in(proof, options), options.budget]
        return self.theorems.argued(proof, task.results, attack, where)

    def _settle(self, position: int, proof: Proof, step: Step, memory: Memory, early: Early) -> StepResult:
        if step.method in AUTHORS_WORD:
            common = StepResult(step, AUTHORS_WORD[step.method])
            early(common)
            goal = sequent_in_context(proof, step)
            counterexample, _ = attacked(goal, self._judge(position), memory)
            return common if counterexample is None else refuted(proof, common, counterexample, goal)
        if step.method == Method.QUESTION:
            return StepResult(step, Verdict.UNKNOWN, diagnostic=diagnostic("SP640", step.reason))
        judge, options = self._judge(position), self._options_of(proof)
        if step.argument:
            return settle_argued(proof, step, judge, options, early, memory)
        if exporting_block(proof, step) is not None:
            return settle_otherwise(proof, step, judge, options, early, memory)
        is_searched = step.method in SEARCHED and (step.method != Method.SEARCH or is_algebraic(step.claim))
        by = settle if is_searched else settle_otherwise
        result = by(proof, step, judge, options, early, memory)
        result = _at_fixed_sizes(proof, step, judge, options, result)
        if result.counterexample is None:
            return result
        from symproof.verdict.excluded import with_excluding

        return with_excluding(proof, step, judge, result)

    def _options_of(self, proof: Proof) -> Options:
        return replace(self.options, fixed={}) if proof.id in self.lemmas else self.options

    def _judge(self, position: int) -> Judge:
        judge = self.judges.pop(position, None) or self._new_judge(self.proofs[position])
        self.judges[position] = judge  # now the last one
        if len(self.judges) > KEPT:
            del self.judges[next(iter(self.judges))]
        return judge

    def _new_judge(self, proof: Proof) -> Judge:
        from symproof.concrete import Judge, Sweep

        options = self._options_of(proof)
        return Judge(proof, Sweep(options.max_depth, options.max_width, fixed_in(proof, options)), at_once=self.at_once)


def _in_a_supposition(proof: Proof, result: StepResult) -> StepResult:
    """In a proof by contradiction nobody is told to remove the premise that is to be contradicted."""
    why = result.diagnostic
    if (
        why is None
        or why.code != "SP404"
        or all(b.kind != BlockKind.SUPPOSE for b in open_blocks(proof, result.step.block))
    ):
        return result
    hint = "inside a supposition this may be the aim: then export the contradiction, suppose(..., claim=...)"
    return replace(result, diagnostic=replace(why, hint=hint))


def _not_said_before(before: tuple[Diagnostic, ...], warnings: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Without SP410 for hypotheses of which SP631 said already, while reading, that they hold at the point only."""
    said = {item.subject for item in before if item.code == "SP631"}
    return tuple(item for item in warnings if item.code != "SP410" or item.subject not in said)


def preload(*, is_short: bool = False) -> None:
    """Imports the judges here, so that every process that starts later shares them. A short check imports what searches
    only where it has to search."""
    import symproof.concrete.judge
    import symproof.kernel.replay
    import symproof.search.finding

    if not is_short:
        import symproof.search.algebra.goals  # noqa: F401

        execute("symproof.kernel", "symproof.language", "symproof.search")
    execute("symproof.concrete")


def settle(
    proof: Proof,
    step: Step,
    judge: Judge,
    options: Options,
    early: Early = lambda result: None,
    memory: Memory = FORGETFUL,
) -> StepResult:
    """Search, replay, second judge, verdict."""
    goal = sequent(proof, step)
    answer, result = _answered(proof, step, goal, judge, options, early, memory)
    if result is not None:
        return result
    judgement = judge.judge(step, None, derived=answer.is_named)
    if judgement.vacuous:
        return StepResult(step, Verdict.UNKNOWN, diagnostic=judgement.diagnostic, warnings=answer.found.warnings)
    if answer.is_named:
        return by_derivation(step, answer, judgement)
    found_false, searched = _refuted_at_sizes(proof, step, answer.found, judgement, goal, judge, memory, options)
    if found_false is not None:
        return found_false
    if answer.derived is not None:
        return by_derivation(step, answer, judgement)
    found, result = _searched_wholly(proof, step, goal, answer, judge, options, early, memory)
    return result or without_certificate(proof, step, found, judgement, goal, searched)


def settle_otherwise(
    proof: Proof,
    step: Step,
    judge: Judge,
    options: Options,
    early: Early = lambda result: None,
    memory: Memory = FORGETFUL,
) -> StepResult:
    """A step for whose method there are no rules of its own, such as a conclusion: algebra may prove it nevertheless,
    and a counterexample may refute it."""
    goal = sequent(proof, step)
    answer, result = _answered(proof, step, goal, judge, options, early, memory)
    if result is not None:
        return result
    shown = answer.shown()
    if shown is not None and answer.is_named:
        return shown
    block = exporting_block(proof, step)
    if block is not None and options.brief:  # nothing is known yet of the steps inside, from which it may be derived
        return StepResult(step, Verdict.UNKNOWN, diagnostic=NOTHING, warnings=answer.found.warnings)
    attacked_goal = goal if block is None else sequent_in_context(proof, step)
    common = StepResult(step, Verdict.UNKNOWN, warnings=answer.found.warnings)
    early(replace(common, diagnostic=NOTHING))
    counterexample, searched = separated_or_attacked(attacked_goal, judge, memory, brief=options.brief)
    if counterexample is not None:
        return refuted(proof, common, counterexample, goal)
    if shown is not None:
        return shown
    found, result = _searched_wholly(proof, step, goal, answer, judge, options, early, memory)
    if result is not None:
        return result
    return replace(common, diagnostic=unproved(proof, step, goal, found.diagnostic, searched), warnings=found.warnings)


def is_algebraic(claim: Formula) -> bool:
    """Equations, orders and invertibility, also for all indices of a range."""
    if isinstance(claim, And):
        return all(map(is_algebraic, claim.parts))
    return (
        is_algebraic(claim.body) if isinstance(claim, ForAllIndex) else isinstance(claim, Equal | Compare | Invertible)
    )


def settle_argued(proof: Proof, step: Step, judge: Judge, options: Options, early: Early, memory: Memory) -> StepResult:
    """A step with a derivation of its own, which the kernel is asked for when all others are settled. A counterexample,
    in which the premises hold and the claim does not, is looked for where the kernel did not replay it."""
    goal = sequent(proof, step)
    common = StepResult(step, Verdict.UNKNOWN, diagnostic=UNARGUED)
    if options.brief:
        return common if options.instances else replace(common, warnings=(UNASKED,))
    early(common)
    counterexample, _ = attacked(goal, judge, memory)
    return common if counterexample is None else refuted(proof, common, counterexample, goal)


def _at_fixed_sizes(proof: Proof, step: Step, judge: Judge, options: Options, result: StepResult) -> StepResult:
    """The result; where it is unknown, and sizes were given, what a certificate at these sizes says."""
    fixed, why = fixed_in(proof, options), result.diagnostic
    if result.verdict is not Verdict.UNKNOWN or not fixed or (why is not None and why.code == "SP404"):
        return result
    found = guarded(lambda: at_fixed_sizes(step, sequent(proof, step), judge, fixed, options.budget))
    if found is None or isinstance(found, Diagnostic):
        return result
    instances, used = found
    checked = replace(result, verdict=Verdict.CHECKED, scope="sizes", instances=instances, used=used)
    return replace(checked, warnings=(*result.warnings, FIXED))


def _answered(
    proof: Proof, step: Step, goal: Sequent, judge: Judge, options: Options, early: Early, memory: Memory
) -> tuple[Answer, StepResult | None]:
    """What is known of the step before it is attacked; and the result, where that settles it: by a certificate, since
    the premises contradict, or because no instance is to be evaluated."""
    answer = answered(proof, step, goal, memory, seconds=options.budget, brief=options.brief)
    shown = answer.shown()
    if shown is not None and not answer.found.vacuous:
        if not options.instances:
            return answer, replace(shown, warnings=(*shown.warnings, UNASKED))
        early(shown)
        return answer, None
    found, result = _searched(step, goal, answer.found, judge, options, early, memory)
    if result is None and options.waits:
        found, result = _searched_wholly(proof, step, goal, answer, judge, options, early, memory)
        result = result or waiting(step, found)
    return answer, result


def _searched_wholly(
    proof: Proof, step: Step, goal: Sequent, answer: Answer, judge: Judge, options: Options, early: Early,
    memory: Memory,
) -> tuple[Found, StepResult | None]:  # fmt: skip
    """The same as ``_searched`` of what is found with the whole budget, where that was not asked for before."""
    if answer.is_whole:
        return answer.found, None
    found = certificate_for(proof, step, goal, memory, seconds=options.budget)
    return _searched(step, goal, found, judge, options, early, memory)


def _searched(
    step: Step, goal: Sequent, found: Found, judge: Judge, options: Options, early: Early, memory: Memory
) -> tuple[Found, StepResult | None]:
    """What the search found; and the result, where it found a certificate or that the premises contradict."""
    from symproof import concrete
    from symproof.search.finding import theorem_of

    if found.vacuous:
        return found, StepResult(step, Verdict.UNKNOWN, diagnostic=found.diagnostic, warnings=found.warnings)
    if found.certificate is None:
        return found, None
    theorem = theorem_of(goal, found)
    if not options.instances:
        return found, with_certificate(step, found, theorem, concrete.Judgement(diagnostic=UNASKED))
    early(with_certificate(step, found, theorem, concrete.Judgement(diagnostic=UNSEEN)))
    judgement = memory.judge(judge, step, found.certificate)
    if judgement.vacuous:
        return found, StepResult(step, Verdict.UNKNOWN, diagnostic=judgement.diagnostic, warnings=found.warnings)
    return found, with_certificate(step, found, theorem, judgement)


def _refuted_at_sizes(
    proof: Proof, step: Step, found: Found, judgement: Judgement, goal: Sequent, judge: Judge, memory: Memory,
    options: Options,
) -> tuple[StepResult | None, str]:  # fmt: skip
    """The step with a counterexample; without one, the sentence that says where it was looked for."""
    common = StepResult(step, Verdict.UNKNOWN, instances=judgement.instances, warnings=found.warnings)
    if judgement.counterexample is not None:
        return refuted(proof, common, judgement.counterexample, goal), ""
    if (judgement.holds and judgement.instances.checked) or not (goal.premises or judgement.undecided):
        return None, ""
    counterexample, searched = separated_or_attacked(goal, judge, memory, brief=options.brief)
    return None if counterexample is None else refuted(proof, common, counterexample, goal), searched
