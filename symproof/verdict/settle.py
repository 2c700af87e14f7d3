"""One step: search, replay by the kernel, the second judge, and the verdict that both together allow.

| certificate replayed | instances            | verdict            |
|----------------------|----------------------|--------------------|
| yes                  | agree, or none       | proved, all sizes  |
| yes                  | contradict           | disagreement       |
| no                   | a counterexample     | refuted            |
| no                   | decided, all hold    | checked, at sizes  |
| no                   | otherwise            | unknown            |

Every claim is attacked with counterexamples, whatever its method. What a block exports, and what the author cites or
leaves out, rests on hypotheses that it does not name: there a counterexample satisfies all hypotheses in scope.
Without instances (``Options.instances``) the second judge is asked only about steps that the kernel does not prove.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from symproof.diagnostics.diagnostic import Diagnostic
from symproof.diagnostics.errors import SymproofError, diagnostic
from symproof.diagnostics.results import Counterexample, Instances, Model, StepResult
from symproof.language.formulas import And, Compare, Equal, ForAllIndex, Formula, Invertible
from symproof.language.proof import BlockKind, Method, Proof, Step, Verdict
from symproof.language.records import dataclass
from symproof.language.refusal import Refusal
from symproof.language.scopes import (
    exporting_block,
    open_blocks,
    sequent,
    sequent_in_context,
    step_of,
)
from symproof.later import execute
from symproof.verdict import hypotheses, motions
from symproof.verdict.arguing import Argued, Arguing, Theorems
from symproof.verdict.asking import FORGETFUL, Memory
from symproof.verdict.fixed import at_fixed_sizes
from symproof.verdict.schedule import Task
from symproof.verdict.searching import certificate_for
from symproof.verdict.separated import separated
from symproof.verdict.telling import tell
from symproof.verdict.unproved import NOTHING, SEARCHED, unproved

if TYPE_CHECKING:
    from symproof.concrete import Judge, Judgement
    from symproof.kernel.replay import Theorem
    from symproof.language.formulas import Sequent
    from symproof.search import Found

T = TypeVar("T")
Early: TypeAlias = Callable[[StepResult], None]  # hears of what stands if the second judge does not come to an end
FIXED = diagnostic("SP910", "the claim is about these sizes only, and it was checked at all of them")
UNSEEN = diagnostic("SP908", "the second judge did not come to an end: no instance was checked")
UNASKED = diagnostic("SP927", "no instance was evaluated (--no-instances): the verdict rests on the kernel alone")
UNARGUED = diagnostic("SP919", "the derivation of this step was not replayed")
TOO_LONG = "SP517"
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
    short polynomials only, and NotAtOnceError says that these do not suffice."""

    proofs: tuple[Proof, ...]
    options: Options
    lemmas: frozenset[str] = frozenset()
    judges: dict[int, Judge] = field(default_factory=dict)
    memory: Memory = FORGETFUL
    at_once: bool = False
    theorems: Theorems = field(init=False)

    def __post_init__(self) -> None:
        self.theorems = Theorems({proof.id: proof for proof in self.proofs})

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
            return guarded(lambda: hypotheses.model_or_contradiction(proof, self.options.budget))
        step = step_of(proof, name)
        start = time.perf_counter()

        def complete(result: StepResult) -> StepResult:
            warnings = step.warnings + _not_said_before(step.warnings, result.warnings)
            return replace(result, warnings=warnings, seconds=time.perf_counter() - start)

        result = guarded(lambda: self._settle(position, proof, step, lambda early: tell(complete(early))))
        if isinstance(result, Diagnostic):
            result = StepResult(step, Verdict.UNKNOWN, diagnostic=result)
        return complete(_in_a_supposition(proof, result))

    def _argued(self, task: Arguing) -> Argued:
        self.theorems.shown.update(task.lemmas)
        return self.theorems.argued(self.proofs[task.position], task.results)

    def _settle(self, position: int, proof: Proof, step: Step, early: Early) -> StepResult:
        if step.method in AUTHORS_WORD:
            common = StepResult(step, AUTHORS_WORD[step.method])
            early(common)
            goal = sequent_in_context(proof, step)
            counterexample, _ = attacked(goal, self._judge(position), self.memory)
            return common if counterexample is None else _refuted(proof, common, counterexample, goal)
        if step.method == Method.QUESTION:
            return StepResult(step, Verdict.UNKNOWN, diagnostic=diagnostic("SP640", step.reason))
        judge, options = self._judge(position), self._options_of(proof)
        if step.argument:
            return settle_argued(proof, step, judge, options, early, self.memory)
        if exporting_block(proof, step) is not None:
            return settle_otherwise(proof, step, judge, options, early, self.memory)
        is_searched = step.method in SEARCHED and (step.method != Method.SEARCH or is_algebraic(step.claim))
        by = settle if is_searched else settle_otherwise
        result = by(proof, step, judge, options, early, self.memory)
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


def guarded(work: Callable[[], T]) -> T | Diagnostic:
    """The result, or what went wrong: a failure of ours is a diagnostic of one step, never a traceback."""
    try:
        return work()
    except SymproofError as error:
        return error.diagnostic
    except Refusal as refusal:
        return Diagnostic(refusal.code, refusal.message)
    except Exception as error:  # noqa: BLE001 - a bug in one method must not cost the other steps their verdicts
        import traceback  # imported here: only a bug needs it

        frame = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(frame.filename).name}:{frame.lineno}"
        return diagnostic("SP902", f"{type(error).__name__} at {place}: {error}"[:500])


def attacked(
    goal: Sequent, judge: Judge, memory: Memory = FORGETFUL, *, brief: bool = False
) -> tuple[Counterexample | None, str]:
    """A counterexample to the sequent; without one, the sentence that says where it was looked for."""
    from symproof import concrete

    found = guarded(lambda: memory.attack(judge, goal, brief=brief))
    return (found.counterexample, found.searched) if isinstance(found, concrete.Attack) else (None, "")


def _separated_or_attacked(
    goal: Sequent, judge: Judge, memory: Memory, *, brief: bool
) -> tuple[Counterexample | None, str]:
    """A counterexample as ``attacked`` finds it. To a claim that a matrix polynomial is semidefinite, one is looked for
    first at the points that a functional suggests, whose sizes no sweep would reach; not in a ``brief`` search."""
    found = None if brief else guarded(lambda: separated(goal, judge))
    return (found, "") if isinstance(found, Counterexample) else attacked(goal, judge, memory, brief=brief)


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
    found, result = _searched(proof, step, goal, judge, options, early, memory)
    if result is not None:
        return result
    if options.waits:
        return _waiting(step, found)
    judgement = judge.judge(step, None)
    if judgement.vacuous:
        return StepResult(step, Verdict.UNKNOWN, diagnostic=judgement.diagnostic, warnings=found.warnings)
    return _without_certificate(proof, step, found, judgement, goal, judge, memory, brief=options.brief)


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
    found, result = _searched(proof, step, goal, judge, options, early, memory)
    if result is not None:
        return result
    if options.waits:
        return _waiting(step, found)
    block = exporting_block(proof, step)
    attacked_goal = goal if block is None else sequent_in_context(proof, step)
    early(StepResult(step, Verdict.UNKNOWN, diagnostic=NOTHING, warnings=found.warnings))
    counterexample, searched = _separated_or_attacked(attacked_goal, judge, memory, brief=options.brief)
    common = StepResult(step, Verdict.UNKNOWN, warnings=found.warnings)
    if counterexample is not None:
        return _refuted(proof, common, counterexample, goal)
    return replace(common, diagnostic=unproved(proof, step, goal, found.diagnostic, searched))


def is_algebraic(claim: Formula) -> bool:
    """Equations, orders and invertibility, also for all indices of a range."""
    if isinstance(claim, And):
        return all(map(is_algebraic, claim.parts))
    return (
        is_algebraic(claim.body) if isinstance(claim, ForAllIndex) else isinstance(claim, Equal | Compare | Invertible)
    )


def settle_argued(proof: Proof, step: Step, judge: Judge, options: Options, early: Early, memory: Memory) -> StepResult:
    """A step with a derivation of its own, which the kernel is asked for when all others are settled: here a
    counterexample is looked for, in which the premises hold and the claim does not."""
    goal = sequent(proof, step)
    common = StepResult(step, Verdict.UNKNOWN, diagnostic=UNARGUED)
    if options.waits:
        return replace(common, warnings=(UNASKED,))
    early(common)
    counterexample, _ = attacked(goal, judge, memory, brief=options.brief)
    return common if counterexample is None else _refuted(proof, common, counterexample, goal)


def _waiting(step: Step, found: Found) -> StepResult:
    """What is known of a step before the kernel is asked to derive it, where no instance is evaluated until then."""
    return StepResult(
        step, Verdict.UNKNOWN, diagnostic=found.diagnostic or NOTHING, warnings=(*found.warnings, UNASKED)
    )


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


def _searched(
    proof: Proof, step: Step, goal: Sequent, judge: Judge, options: Options, early: Early, memory: Memory
) -> tuple[Found, StepResult | None]:
    """What the search found; and the result, where it found a certificate or that the premises contradict."""
    from symproof import concrete
    from symproof.kernel.replay import replay

    found = certificate_for(proof, step, goal, memory, seconds=options.budget, brief=options.brief)
    if found.vacuous:
        return found, StepResult(step, Verdict.UNKNOWN, diagnostic=found.diagnostic, warnings=found.warnings)
    if found.certificate is None:
        return found, None
    theorem = replay(goal, found.certificate)
    early(_with_certificate(step, found, theorem, concrete.Judgement(diagnostic=UNSEEN)))
    if not options.instances:
        return found, _with_certificate(step, found, theorem, concrete.Judgement(diagnostic=UNASKED))
    judgement = memory.judge(judge, step, found.certificate)
    if judgement.vacuous:
        return found, StepResult(step, Verdict.UNKNOWN, diagnostic=judgement.diagnostic, warnings=found.warnings)
    return found, _with_certificate(step, found, theorem, judgement)


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


def _without_certificate(
    proof: Proof, step: Step, found: Found, judgement: Judgement, goal: Sequent, judge: Judge, memory: Memory, *,
    brief: bool,
) -> StepResult:  # fmt: skip
    common = StepResult(step, Verdict.UNKNOWN, instances=judgement.instances, warnings=found.warnings)
    if judgement.counterexample is not None:
        return _refuted(proof, common, judgement.counterexample, goal)
    if judgement.holds and judgement.instances.checked:
        used = tuple(dict.fromkeys([*(entry.premise for entry in step.cofactors), *judgement.relied]))
        notes = (*common.warnings, *([FIXED] if judgement.complete else []))
        notes += (judgement.warning,) if judgement.warning is not None else ()
        checked = replace(common, verdict=Verdict.CHECKED, scope="sizes", used=used, warnings=notes)
        return replace(checked, diagnostic=found.diagnostic)
    searched = ""
    if goal.premises or judgement.undecided:
        counterexample, searched = _separated_or_attacked(goal, judge, memory, brief=brief)
        if counterexample is not None:
            return _refuted(proof, common, counterexample, goal)
    if found.diagnostic is not None and judgement.diagnostic is not None and judgement.diagnostic.code == TOO_LONG:
        common = replace(common, warnings=(*common.warnings, judgement.diagnostic))  # the limit is named in any case
    why = found.diagnostic or judgement.diagnostic or NOTHING
    return replace(common, diagnostic=unproved(proof, step, goal, why, searched))


def _refuted(proof: Proof, common: StepResult, counterexample: Counterexample, goal: Sequent) -> StepResult:
    """Where no instance was decided before, the counterexample is the one that was. The premises about Y(t) of a
    statement hold for all t: there, values at one t refute only if functions of t have them."""
    if proof.is_statement_file and not motions.belongs_to_motion(goal):
        at = ", ".join(f"{name} = {value}" for name, value in counterexample.sizes.items())
        where = f" at {at}" if at else ""
        message = f"the claim may be false: values{where} fulfil the premises at one t only, as far as is known"
        return replace(common, diagnostic=diagnostic("SP420", message))
    refuted = replace(common, verdict=Verdict.REFUTED, scope=None, counterexample=counterexample, diagnostic=None)
    if common.instances.checked:
        return refuted
    declared = {*goal.declarations.integers, *(size.name for size in goal.declarations.sizes)}
    sizes = {
        name: value
        for name, value in counterexample.sizes.items()
        if name in declared or name.rpartition("_")[0] in declared
    }
    return replace(refuted, instances=Instances(1, (sizes,)))
