"""What a step asks of the search and of the second judge. ``memory`` answers from earlier runs where it can."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from symproof.language.certificate import Certificate, Entry
from symproof.language.formulas import Sequent
from symproof.language.proof import Proof, Step

if TYPE_CHECKING:
    from symproof.concrete import Attack, Judge, Judgement
    from symproof.diagnostics.results import Model, Theorem, Unfound
    from symproof.kernel.argument.derive import Derived
    from symproof.search import Budget, Found
    from symproof.verdict.deriving import Argument

BRIEF = 250  # evaluations of a brief search for a counterexample
BRIEF_AT = 8  # shapes of that search


class Memory:
    """Asks, and remembers nothing."""

    def find(
        self, goal: Sequent, *, method: str, budget: Budget, cofactors: tuple[Entry, ...], supposing: bool
    ) -> Found:
        """What the search finds."""
        from symproof import search

        return search.find(goal, method=method, budget=budget, cofactors=cofactors, supposing=supposing)

    def judge(self, judge: Judge, step: Step, certificate: Certificate | None) -> Judgement:
        """What the second judge says of the step at the sizes of its sweep."""
        return judge.judge(step, certificate)

    def attack(self, judge: Judge, goal: Sequent, *, brief: bool = False) -> Attack:
        """A counterexample, or where it was looked for; ``brief``: at few points of the smallest sizes."""
        return judge.attack(goal, work=BRIEF, most=BRIEF_AT) if brief else judge.attack(goal)

    def model(self, proof: Proof) -> Model | None:
        """A model of the hypotheses of a proof, if one is found."""
        from symproof import concrete

        return concrete.model(proof)

    def argue(self, argument: Argument, where: Sequence[Any]) -> tuple[Theorem, Derived] | None:
        """Derives the steps of a proof that nobody has settled, as far as derivations are found, and its statement.
        ``where``: what says at which sizes counterexamples are looked for."""
        argument.items(argument.proof.items)
        return argument.theorem()


FORGETFUL = Memory()


class AskedOnce(Memory):
    """Asks ``memory`` about one step. A search with the whole budget that finds no certificate is made once: here, or
    where ``unfound`` comes from, which is what it said."""

    def __init__(self, memory: Memory, unfound: Unfound | None = None) -> None:
        self.memory = memory
        self.unfound = unfound

    def find(self, goal: Sequent, *, budget: Budget, **options: Any) -> Found:
        """What the search finds, or what it said before that found nothing."""
        from symproof.diagnostics.results import Unfound
        from symproof.search import Found

        if self.unfound is not None and not budget.brief:
            return Found(None, self.unfound.diagnostic, self.unfound.warnings, self.unfound.complete)
        found = self.memory.find(goal, budget=budget, **options)
        if found.certificate is None and not found.vacuous and not budget.brief:
            self.unfound = Unfound(found.diagnostic, found.warnings, found.complete)
        return found

    def judge(self, judge: Judge, step: Step, certificate: Certificate | None) -> Judgement:
        """What ``memory`` answers."""
        return self.memory.judge(judge, step, certificate)

    def attack(self, judge: Judge, goal: Sequent, *, brief: bool = False) -> Attack:
        """What ``memory`` answers."""
        return self.memory.attack(judge, goal, brief=brief)
