"""The arguments of proofs: each is derived as soon as its steps are settled and the lemmas are shown that it applies.

A task of the workers like the steps. Theorems do not travel between processes: whoever applies a lemma gets what shows
it, and lets the kernel replay that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from math import inf
from typing import TYPE_CHECKING, Any, TypeAlias

from symproof.diagnostics.results import StepResult, Theorem
from symproof.language.formulas import Compare, Exists, ForAll, ForAllIndex, Formula, Not
from symproof.language.parts import relations
from symproof.language.proof import Proof, Verdict
from symproof.language.records import dataclass
from symproof.verdict import workers
from symproof.verdict.asking import FORGETFUL, Memory
from symproof.verdict.library import Library, library
from symproof.verdict.schedule import Task

if TYPE_CHECKING:
    from symproof.kernel.argument.derive import Derived
    from symproof.language.derivation import Block


@dataclass(frozen=True, slots=True)
class Arguing:
    """The task: to derive the claims of one proof that have no certificate, and its statement. ``lemmas``: what shows
    the statements of all proofs that lie below, by their ids, each as it is sent: many proofs apply the same."""

    position: int
    results: tuple[StepResult, ...]
    lemmas: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Argued:
    """The results of the steps with what was derived, and the theorem of the statement."""

    results: tuple[StepResult, ...]
    theorem: Theorem | None


def is_argued(proof: Proof, results: Sequence[StepResult]) -> bool:
    """Whether there is something to derive. Claims of a statement file are derived where their reader wrote a
    derivation, where they say that something exists or that two matrices differ, where they bound an absolute value or
    are equations about functions of scalars or beside an order, where they differentiate an inverse of what no premise
    says is invertible, or where they may follow from what is assumed for all indices, or for all matrices."""
    if not results or not proof.is_statement_file:
        return bool(results)
    if any(step.argument for step in proof.steps):
        return True
    opened = [result for result in results if result.verdict in (Verdict.UNKNOWN, Verdict.CHECKED)]
    is_general = any(isinstance(item.formula, ForAllIndex | ForAll) for item in proof.hypotheses)
    is_logical = any(
        isinstance(part, Exists | Not) or _is_unequal(part) for step in proof.steps for part in relations(step.claim)
    )
    has_axioms = any(axiom.id == "R1" for axiom in proof.axioms)  # of semidefinite matrices
    return bool(opened) and (is_general or is_logical or has_axioms or any(_may_follow(proof, item) for item in opened))


def _may_follow(proof: Proof, result: StepResult) -> bool:
    """Whether it is worth while to show other claims first, from which this open claim may follow."""
    from symproof.search.argument.orders import may_follow_from_orders
    from symproof.search.argument.powers import may_follow_from_powers

    claim, known = result.step.claim, [item.formula for item in proof.hypotheses]
    return result.lacks_inverse or may_follow_from_orders(claim, known) or may_follow_from_powers(claim, known)


def _is_unequal(part: Formula) -> bool:
    return isinstance(part, Compare) and part.relation == "!="


Attacking: TypeAlias = Callable[[StepResult], "StepResult | None"]  # a step with a counterexample, if one is found


def never(result: StepResult) -> None:
    """Looks for no counterexample."""


@dataclass(slots=True)
class Theorems:
    """The theorems of the proofs of one check, by the ids of the proofs. ``shown``: the derivations of their
    statements, as they are sent; ``made``: what the kernel made of those that were applied here. ``seconds``: how long
    a derivation of one claim of a statement file is looked for."""

    proofs: Mapping[str, Proof]
    shown: dict[str, bytes] = field(default_factory=dict)
    made: dict[str, Derived] = field(default_factory=dict)
    memory: Memory = FORGETFUL
    seconds: float = inf

    def argued(
        self, proof: Proof, results: Sequence[StepResult], attack: Attacking = never, where: Sequence[Any] = ()
    ) -> Argued:
        """The results with the claims that the kernel derives from others, and the theorem of the statement. ``where``:
        what says at which sizes counterexamples are looked for."""
        if not is_argued(proof, results):
            return Argued(tuple(results), None)
        from symproof.verdict.deriving import Argument

        by_id = {result.step.id: result for result in results}
        argument = Argument(proof, by_id, self.library(proof), attack, seconds=self.seconds)
        found = self.memory.argue(argument, where)
        if found is not None:
            self.made[proof.id] = found[1]
        return Argued(
            tuple([argument.results[result.step.id] for result in results]), None if found is None else found[0]
        )

    def library(self, proof: Proof) -> Library:
        """The axioms and lemmas that the proof may apply. The kernel replays those that another process derived."""
        for name in proof.applies:
            if name in self.shown and name not in self.made:
                self.made[name] = self._replayed(self.proofs[name], workers.received(self.shown[name]))
        return library(proof, self.made)

    def _replayed(self, proof: Proof, block: Block) -> Derived:
        from symproof.kernel.argument.derive import derive
        from symproof.verdict.argument import statement_of_proof

        assert proof.statement is not None
        below = self.library(proof)
        return derive(statement_of_proof(proof, proof.statement), block, below.axioms, below.derived)

    def below(self, proof: Proof) -> dict[str, bytes]:
        """What shows the statements that the proof applies, and those that these apply, in turn."""
        found: dict[str, bytes] = {}
        pending = [proof]
        while pending:
            for name in pending.pop().applies:
                if name in self.shown and name not in found:
                    found[name] = self.shown[name]
                    pending.append(self.proofs[name])
        return found


@dataclass(slots=True)
class Arguments:
    """Which proofs can be argued when a task has ended: those whose steps are settled, and whose lemmas are argued.

    ``results``: those of the steps of a proof, from the ``outcomes`` of its tasks; None where its hypotheses contradict
    each other, so that nothing is derived. What a lost process leaves open is not in ``argued``, nor what waits for it.
    """

    proofs: Sequence[Proof]
    theorems: Theorems
    results: Callable[[int, Mapping[Task, Any]], Sequence[StepResult] | None]
    outcomes: dict[Task, Any] = field(default_factory=dict)
    argued: dict[int, Argued] = field(default_factory=dict)
    open: dict[int, int] = field(default_factory=dict)  # how many tasks and lemmas a proof waits for
    waiting: dict[int, list[int]] = field(default_factory=dict)  # which proofs wait for the argument of one

    @classmethod
    def of(
        cls,
        proofs: Sequence[Proof],
        tasks: Sequence[Task],
        theorems: Theorems,
        results: Callable[[int, Mapping[Task, Any]], Sequence[StepResult] | None],
    ) -> Arguments:
        """At first each proof waits for its tasks, and for the proofs before it whose statements it applies."""
        found = cls(proofs, theorems, results)
        for number, _ in tasks:
            found.open[number] = found.open.get(number, 0) + 1
        numbers = {proofs[number].id: number for number in found.open}
        for number in found.open:
            for name in proofs[number].applies:
                below = numbers.get(name, number)
                if below < number:
                    found.open[number] += 1
                    found.waiting.setdefault(below, []).append(number)
        return found

    def ended(self, task: Task | Arguing, outcome: Any) -> Iterator[Arguing]:
        """The arguments that can be worked on now that this task has this outcome."""
        if not isinstance(task, Arguing):
            self.outcomes[task] = outcome
            yield from self._less_open(task[0])
        elif isinstance(outcome, Argued):
            self.argued[task.position] = outcome
            if outcome.theorem is not None:
                self.theorems.shown[self.proofs[task.position].id] = workers.sent(outcome.theorem.derivation)
            yield from self._released(task.position)

    def _less_open(self, number: int) -> Iterator[Arguing]:
        self.open[number] -= 1
        if self.open[number]:
            return
        proof, results = self.proofs[number], self.results(number, self.outcomes)
        if results is None or not is_argued(proof, results):
            yield from self._released(number)
        else:
            yield Arguing(number, tuple(results), self.theorems.below(proof))

    def _released(self, number: int) -> Iterator[Arguing]:
        for other in self.waiting.get(number, ()):
            yield from self._less_open(other)
