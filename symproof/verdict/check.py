"""Checks proofs: every step is settled on its own, in a process that can be killed, and every result is kept."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import field, replace
from datetime import UTC, datetime
from typing import Any, TypeAlias

from symproof.diagnostics.diagnostic import Diagnostic, LoadError
from symproof.diagnostics.errors import SymproofError, diagnostic
from symproof.diagnostics.results import UNSETTLED, Model, ProofResult, Report, StepResult, Theorem, Unfound
from symproof.language.formulas import Named
from symproof.language.proof import RANK, Method, Proof, Step, Verdict
from symproof.language.records import dataclass
from symproof.language.scopes import is_fact
from symproof.verdict import hypotheses, workers
from symproof.verdict.arguing import Argued, Arguing, Arguments, Theorems
from symproof.verdict.asking import FORGETFUL, Memory
from symproof.verdict.at_once import at_once
from symproof.verdict.ledger import applied_axioms, ledger, unused_hypotheses
from symproof.verdict.library import with_lemmas
from symproof.verdict.schedule import Task, longest_first, proof_by_proof
from symproof.verdict.settle import AUTHORS_WORD, UNARGUED, Options, Settler, fixed_in, preload, size_names
from symproof.verdict.unproved import SEARCHED

Progress: TypeAlias = Callable[[int, int, str], None]  # steps settled, steps in all, the one just settled
Selection: TypeAlias = Mapping[str, Collection[str]]  # proof id -> ids of the steps to check; absent: all of them
Outcome: TypeAlias = "StepResult | Model | hypotheses.Contradictions | Diagnostic | workers.Lost | None"
Following: TypeAlias = "Callable[[Task | Arguing, Any], Iterable[Arguing]]"  # what else is to be done after a task

LOST = {  # why a task has no result
    "died": diagnostic("SP903", "the process that worked on this step died"),
    "late": diagnostic("SP904", "the step took longer than its budget"),
    "interrupted": diagnostic("SP905", "interrupted before this step was settled"),
}
MODEL = "model of the hypotheses"
SHORT = 2  # tasks: one statement, and whether its hypotheses can hold together
AFTER = "an earlier step did not pass and -x was given"


def silent(done: int, total: int, label: str) -> None:
    """Progress that nobody watches."""


def check(
    proofs: Sequence[Proof],
    errors: Sequence[LoadError] = (),
    options: Options | None = None,
    progress: Progress = silent,
    *,
    only: Selection | None = None,
    meanwhile: Callable[[], object] = lambda: None,
) -> Report:
    """Settles the steps and derives the verdict of every proof from theirs.

    ``errors`` are what did not load; they stand in the report beside the results of what did. ``meanwhile`` is done in
    this process while others work.
    """
    options = options or Options()
    started, start = datetime.now(UTC).isoformat(timespec="seconds"), time.perf_counter()
    asked = {proof.id for proof in proofs}
    proofs, impossible = admissible(proofs, options)
    proofs = with_lemmas(proofs, only or {})
    chosen = [_chosen(proof, only or {}) for proof in proofs]
    tasks: list[Task] = [(number, step.id) for number, steps in enumerate(chosen) for step in steps]
    tasks += [(number, None) for number, steps in enumerate(chosen) if steps]
    run = _Run(proofs, tasks, chosen, options, progress, asked)
    results = tuple([replace(result, is_support=result.proof.id not in asked) for result in run.results(meanwhile)])
    return Report(started, time.perf_counter() - start, shown(options), (*errors, *impossible), results)


@dataclass(slots=True)
class _Run:
    """The tasks of one check. ``argued`` holds what was derived while other steps were settled."""

    proofs: Sequence[Proof]
    tasks: Sequence[Task]
    chosen: Sequence[Sequence[Step]]
    options: Options
    progress: Progress
    asked: Collection[str]
    theorems: Theorems = field(init=False)
    argued: dict[int, Argued] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.theorems = Theorems({proof.id: proof for proof in self.proofs}, seconds=self.options.budget)

    def results(self, meanwhile: Callable[[], object]) -> list[ProofResult]:
        """One for each proof. Counterexamples to steps that the kernel may derive are looked for at few points first,
        and at all points where it derives none."""
        options = replace(self.options, brief=not self.options.stop_at_first)
        arguments = Arguments.of(self.proofs, self.tasks, self.theorems, self._results_of)
        following = (lambda task, outcome: ()) if self.options.stop_at_first else arguments.ended
        outcomes = self._at_once(options) or self._settled(self.tasks, options, meanwhile, following)
        self.argued = arguments.argued
        results = list(self._made(range(len(self.proofs)), outcomes))
        left = [task for task in self.tasks if options.brief and _is_left(results[task[0]], task[1])]
        if left:
            found = self._settled(left, self.options, unfound=_unfound(outcomes, left))
            outcomes |= {task: _both_times(outcomes[task], outcome) for task, outcome in found.items()}
            again = sorted({number for number, _ in left})
            outcomes |= _refuted(results, again)
            kept = {number: _argued_before(results[number], outcomes, number) for number in again}
            self.argued |= {number: argued for number, argued in kept.items() if argued is not None}
            for number, result in zip(again, self._made(again, outcomes), strict=True):
                results[number] = result
        return results

    def _at_once(self, options: Options) -> dict[Task, Outcome]:
        """The outcomes of short statements; nothing where one of them takes longer."""
        found = at_once(self.proofs, self.tasks, options) or []
        for count, (_, name) in enumerate(self.tasks[: len(found)], 1):
            self.progress(count, len(self.tasks), name or MODEL)
        return dict(zip(self.tasks, found, strict=False))

    def _settled(
        self,
        tasks: Sequence[Task],
        options: Options,
        meanwhile: Callable[[], object] = lambda: None,
        following: Following = lambda task, outcome: (),
        unfound: Mapping[Task, Unfound] = {},
    ) -> dict[Task, Outcome]:
        lemmas = frozenset(proof.id for proof in self.proofs) - {*self.asked}
        settler = Settler(tuple(self.proofs), options, lemmas, memory=_memory(options), unfound=unfound)
        found = _settle_all(settler, tasks, self.progress, meanwhile, following)
        return dict(zip(tasks, found, strict=True))

    def _results_of(self, number: int, outcomes: Mapping[Task, Outcome]) -> list[StepResult] | None:
        """The results of the steps of a proof before its argument; None where its hypotheses contradict each other."""
        if isinstance(outcomes.get((number, None)), tuple):
            return None
        return [_step_result(step, outcomes[number, step.id]) for step in self.chosen[number]]

    def _made(self, numbers: Iterable[int], outcomes: Mapping[Task, Outcome]) -> Iterator[ProofResult]:
        """The results of these proofs, in this order."""
        settled = list(_step_results(self.chosen, outcomes, self.options))
        reached = _reached(settled, self.options)
        for number in numbers:
            model = outcomes.get((number, None)) if number < reached else None
            argued = self.argued.pop(number, None)
            yield _proof_result(self.proofs[number], settled[number], model, self.theorems, argued)


def _unfound(outcomes: Mapping[Task, Outcome], tasks: Sequence[Task]) -> dict[Task, Unfound]:
    """What searches with the whole budget said of these steps, for the next time that they are settled."""
    found = [(task, outcomes[task]) for task in tasks]
    return {task: item.unfound for task, item in found if isinstance(item, StepResult) and item.unfound is not None}


def _both_times(before: Outcome, after: Outcome) -> Outcome:
    """What was found the second time, with the seconds of both times."""
    if not (isinstance(before, StepResult) and isinstance(after, StepResult)):
        return after
    return replace(after, seconds=before.seconds + after.seconds)


def _refuted(results: Sequence[ProofResult], numbers: Iterable[int]) -> dict[Task, StepResult]:
    """The steps of these proofs that are refuted: what a block exports was attacked while it was argued, and is not
    attacked again."""
    found = [(number, item) for number in numbers for item in results[number].steps]
    return {(number, item.step.id): item for number, item in found if item.verdict is Verdict.REFUTED}


def _argued_before(result: ProofResult, outcomes: Mapping[Task, Outcome], number: int) -> Argued | None:
    """What was derived of a statement, beside its claims that were settled again: from the same premises they would be
    derived in the same ways. None for a proof, whose steps rest on each other."""
    if not result.proof.is_statement_file or any(step.argument for step in result.proof.steps):
        return None
    steps = [
        item if item.derivation else _step_result(item.step, outcomes[number, item.step.id]) for item in result.steps
    ]
    return Argued(tuple(steps), result.theorem)


def _is_left(result: ProofResult, name: str | None) -> bool:
    """Whether a step is neither proved nor refuted: a counterexample is then looked for at all points."""
    found = next((item for item in result.steps if item.step.id == name), None)
    if found is None or found.verdict is not Verdict.UNKNOWN or found.step.method in (*AUTHORS_WORD, Method.QUESTION):
        return False
    return found.diagnostic is None or found.diagnostic.code not in {*UNSETTLED, "SP404"}


def admissible(proofs: Sequence[Proof], options: Options) -> tuple[list[Proof], list[LoadError]]:
    """The proofs that have an instance at the given sizes, and why the others have none (SP805, SP50x)."""
    names = {name for proof in proofs for name in size_names(proof)}
    errors = [_unknown_size(name, names) for name in options.fixed if proofs and name not in names]
    possible = []
    for proof in proofs:
        problem = _impossible(proof, options)
        if problem is None:
            possible.append(proof)
        else:
            errors.append(problem)
    return possible, errors


def _unknown_size(name: str, names: Collection[str]) -> LoadError:
    from difflib import get_close_matches  # imported here: only a misspelt name needs it

    close = get_close_matches(name, names, 1)
    hint = f"did you mean {close[0]}?" if close else "declared: " + (", ".join(sorted(names)) or "none")
    return LoadError("SP805", f"--size {name}: no selected proof has a size or parameter of this name", hint)


def _impossible(proof: Proof, options: Options) -> LoadError | None:
    fixed = fixed_in(proof, options)
    if not fixed:
        return None
    from symproof.concrete.evaluation.shapes import Sweep, shapes

    facts = [Named(item.id, item.formula) for item in proof.hypotheses if is_fact(item.formula)]
    try:
        shapes(proof.declarations, facts, Sweep(options.max_depth, options.max_width, fixed))
    except SymproofError as error:
        found = error.error
        return LoadError(found.code, f"{proof.id}: {found.message}", found.hint, proof.file, proof.line)
    return None


def shown(options: Options) -> dict[str, Any]:
    """The options that a result depends on, as they stand in a report."""
    return {
        "max_depth": options.max_depth,
        "max_width": options.max_width,
        "size": {name: list(values) for name, values in sorted(options.fixed.items())},
        "budget": options.budget,
        "strict": options.strict,
        "stop_at_first": options.stop_at_first,
        "instances": options.instances,
    }


def passes(result: StepResult, options: Options) -> bool:
    """Strict: only what is proved, and what is refuted as expected, passes."""
    if options.strict:
        expected_refuted = result.verdict is Verdict.REFUTED and result.step.expect is Verdict.REFUTED
        return (result.verdict is Verdict.PROVED and result.passes) or expected_refuted
    return result.passes


def exit_code(report: Report, options: Options) -> int:
    """3 the judges disagree, 2 something did not load, 1 some step does not pass, 0 otherwise.

    A statement that no step concludes counts as a conclusion that does not pass, and so does a proof without steps;
    strictly, a proof must have a conclusion."""
    results = [result for proof in report.proofs for result in proof.steps]
    if any(result.verdict is Verdict.DISAGREEMENT for result in results):
        return 3
    if report.errors:
        return 2
    if _is_open(report, options) or not all(is_concluded(proof, options) for proof in report.proofs):
        return 1
    return 0 if all(passes(result, options) for result in results) else 1


def _is_open(report: Report, options: Options) -> bool:
    """Strict: hypotheses that may contradict each other prove nothing. A lemma that was not asked for is applied where
    its hypotheses hold."""
    return options.strict and any(proof.is_open and not proof.is_support for proof in report.proofs)


def is_axiom(result: ProofResult) -> bool:
    """Whether this is a statement that is believed: its only step says so."""
    claims = [step.claim for step in result.proof.steps if step.method == Method.FACT]
    return len(result.proof.steps) == 1 and claims == [result.proof.statement]


def is_concluded(result: ProofResult, options: Options) -> bool:
    """Whether the proof ends with a conclusion, where it states something or where that is asked for. An axiom has no
    proof; a proof without steps establishes nothing."""
    proof = result.proof
    if not proof.steps:
        return False
    if proof.is_statement_file or len(result.steps) != len(proof.steps):
        return True
    if proof.statement is None:
        return not options.strict
    return is_axiom(result) or any(step.method == Method.CONCLUDE for step in proof.steps)


def description_code(report: Report) -> int:
    """For commands that describe: 3 the judges disagree, 2 something did not load, 0 otherwise, whatever passes."""
    results = [result for proof in report.proofs for result in proof.steps]
    if any(result.verdict is Verdict.DISAGREEMENT for result in results):
        return 3
    return 2 if report.errors else 0


def proof_verdict(proof: Proof, results: Sequence[StepResult], theorem: Theorem | None = None) -> Verdict:
    """Proved, if the kernel made a theorem of the statement and no step is refuted or in disagreement; else the weakest
    of the steps', and at most unknown unless a conclude step derives the statement from them.

    The claims of a statement file are their own conclusion, where all of them were settled, and outside every block. A
    proof without steps is unknown.
    """
    if not results:
        return Verdict.UNKNOWN
    weakest = max((result.verdict for result in results), key=RANK.__getitem__)
    if theorem is not None and RANK[weakest] < RANK[Verdict.REFUTED]:
        return Verdict.PROVED
    if (_concludes_itself(proof) and len(results) == len(proof.steps)) or is_derived(proof, results):
        return weakest
    return max(weakest, Verdict.UNKNOWN, key=RANK.__getitem__)


def _concludes_itself(proof: Proof) -> bool:
    return proof.is_statement_file and all(step.block is None for step in proof.steps)


def is_derived(proof: Proof, results: Sequence[StepResult]) -> bool:
    """A conclude step, outside every block, claims the statement itself and is established; no step is left out."""
    return len(results) == len(proof.steps) and any(
        result.step.method == Method.CONCLUDE
        and result.step.block is None
        and result.step.claim == proof.statement
        and RANK[result.verdict] <= RANK[Verdict.CHECKED]
        for result in results
    )


def _chosen(proof: Proof, only: Selection) -> list[Step]:
    wanted = only.get(proof.id)
    return [step for step in proof.steps if wanted is None or step.id in wanted]


def _settle_all(
    settler: Settler,
    tasks: Sequence[Task],
    progress: Progress,
    meanwhile: Callable[[], object],
    following: Following,
) -> list[Outcome]:
    preload(is_short=len(tasks) <= SHORT)
    options, count = settler.options, 0

    def done(position: int, outcome: Outcome) -> bool:
        nonlocal count
        count += 1
        progress(count, len(tasks), tasks[position][1] or MODEL)
        failed = not isinstance(outcome, StepResult) or not passes(outcome, options)
        return options.stop_at_first and tasks[position][1] is not None and failed

    # The search has its own clock; the limit that kills leaves room for replay and for the instances.
    limit = 2 * options.budget + 1
    if options.stop_at_first:  # what stands before the first failure counts, so that it has to be settled first
        order: list[int] | None = proof_by_proof(tasks)
    else:
        order = longest_first(settler.proofs, tasks) if options.jobs > 1 or options.scheduler else None
    with workers.interruptible(), _executor(settler, options, limit) as executor:
        return workers.collect(executor, tasks, done, order, meanwhile, following)


def _executor(
    settler: Settler, options: Options, seconds: float
) -> AbstractContextManager[workers.Executor[Task | Arguing]]:
    """Who does the work: processes of this machine, or the cluster that the user names."""
    if options.scheduler is None:
        return workers.Processes(settler, options.jobs, seconds)
    from symproof.verdict.cluster import Cluster

    return Cluster(settler, options.scheduler)


def _memory(options: Options) -> Memory:
    """Of the cache of this user; a cluster has none, since the key that signs its entries stays on this machine."""
    if not options.cache or options.scheduler is not None:
        return FORGETFUL
    from symproof.verdict.memory import remembering

    return remembering()


def _step_results(
    chosen: Sequence[Sequence[Step]], outcomes: Mapping[Task, Outcome], options: Options
) -> Iterator[list[StepResult]]:
    """The results of each proof; with ``stop_at_first`` nothing after the first failure counts, whatever was
    settled meanwhile, so that the report does not depend on the number of processes."""
    stopped = False
    for number, steps in enumerate(chosen):
        results = []
        for step in steps:
            result = _step_result(step, diagnostic("SP906", AFTER) if stopped else outcomes[number, step.id])
            stopped = stopped or (options.stop_at_first and not passes(result, options))
            results.append(result)
        yield results


def _reached(settled: Sequence[Sequence[StepResult]], options: Options) -> int:
    """How many proofs were begun; with ``stop_at_first`` none after the first failure."""
    if options.stop_at_first:
        for number, results in enumerate(settled, 1):
            if not all(passes(result, options) for result in results):
                return number
    return len(settled)


def _step_result(step: Step, outcome: Outcome) -> StepResult:
    if isinstance(outcome, StepResult):
        return outcome
    why = LOST[outcome.value] if isinstance(outcome, workers.Lost) else outcome
    return StepResult(
        step, Verdict.UNKNOWN, diagnostic=why if isinstance(why, Diagnostic) else None, warnings=step.warnings
    )


def _proof_result(
    proof: Proof, results: Sequence[StepResult], model: Outcome, theorems: Theorems, argued: Argued | None
) -> ProofResult:
    """With what was ``argued`` of the proof; without that, it is derived here from the ``theorems`` before."""
    contradictions = model if isinstance(model, tuple) else ()
    if contradictions:
        argued = Argued(tuple([_vacuous(proof, result, contradictions) for result in results]), None)
    elif argued is None:
        argued = theorems.argued(proof, results)
    if proof.is_statement_file:  # an axiom that might have been applied is none that a verdict rests on
        proof = replace(proof, axioms=applied_axioms(proof, argued.results))
    return ProofResult(
        proof,
        proof_verdict(proof, argued.results, argued.theorem),
        argued.results,
        ledger(proof, argued.results, argued.theorem),
        unused_hypotheses(proof, argued.results),
        model if isinstance(model, Model) else hypotheses.model_of_counterexample(proof, results),
        contradictions,
        argued.theorem,
    )


def _is_searched(result: StepResult) -> bool:
    """Unknown after a search, which had no chance."""
    code = result.diagnostic.code if result.diagnostic is not None else ""
    return result.verdict is Verdict.UNKNOWN and result.step.method in SEARCHED and code not in UNSETTLED


def _vacuous(proof: Proof, result: StepResult, contradictions: hypotheses.Contradictions) -> StepResult:
    """What was established from hypotheses that contradict each other says nothing. A hypothesis that one claim needs
    for itself is one of that claim only."""
    implied = {item.id for item in proof.hypotheses if item.implied}
    ours = (found for found in contradictions if implied.intersection(found.premises) <= {*result.step.using})
    why = next(ours, None)
    unargued = result.diagnostic == UNARGUED  # it would have been derived
    if why is None or not (result.verdict in (Verdict.PROVED, Verdict.CHECKED) or _is_searched(result) or unargued):
        return result
    return StepResult(result.step, Verdict.UNKNOWN, diagnostic=why, warnings=result.warnings, seconds=result.seconds)
