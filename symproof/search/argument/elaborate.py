"""From a derivation with gaps to one that the kernel replays: rules that are wanted, and all range facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import field, is_dataclass
from itertools import chain
from math import inf
from typing import Any

from symproof.kernel.argument.derive import RULES, Derived, library_of, opening
from symproof.kernel.argument.sameness import require_same
from symproof.kernel.argument.scope import FALSE, Memory, Scope
from symproof.kernel.context import context_of
from symproof.language.derivation import Block, ByCases, Inference, Rule
from symproof.language.formulas import Formula
from symproof.language.records import dataclass, parts_of, replace
from symproof.language.refusal import Refusal
from symproof.language.theory import Statement
from symproof.search.argument.alternatives import about_integers, by_parts
from symproof.search.argument.backwards import by_implications
from symproof.search.argument.candidates import candidates
from symproof.search.argument.premises import consulted
from symproof.search.argument.wanted import Want
from symproof.search.ranges import SearchingContext, completed, searching


def elaborated(
    statement: Statement,
    block: Block,
    axioms: Mapping[str, Statement],
    derived: Mapping[str, Derived],
    *,
    complete: bool = True,
    brief: bool = False,
    replayed: Memory | None = None,
    until: float = inf,
) -> tuple[Statement, Block]:
    """The statement and the derivation with everything that the kernel will ask for; with ``complete`` false only the
    range facts are added, and no step. ``brief``: gaps are filled by what is found at once. ``replayed``: what the
    kernel has replayed, which needs nothing where it stands as before. ``until``: the processor time at which searches
    for certificates end.

    Raises Refusal with the path of the first inference that cannot be completed.
    """
    sequent = statement.sequent
    declarations = completed(sequent.declarations, sequent.facts)
    statement = replace(statement, sequent=replace(sequent, declarations=declarations))
    context = searching(context_of(declarations, sequent.facts))
    scope = opening(statement, context, library_of(statement, axioms, derived))
    statement = replace(statement, ranges=consulted(scope, statement))
    work = _Elaboration(complete, brief, {} if replayed is None else replayed, until)
    end, steps = work.block(scope, block)
    if complete and steps[-1].claim != sequent.claim:
        steps = (*steps, work.inference(end, Inference("qed", sequent.claim, _wanted())))
    return statement, steps


def _wanted(using: tuple[str, ...] = ()) -> Any:
    """A gap stands where a rule will stand."""
    return Want(using)


def _cheap() -> Any:
    """A gap that is filled without a search."""
    return Want(direct=False)


@dataclass(slots=True)
class _Elaboration:
    """``done``: the completed blocks, by the identity of those that were given."""

    complete: bool
    brief: bool
    replayed: Memory
    until: float = inf
    done: dict[int, tuple[Block, Block]] = field(default_factory=dict)

    def block(self, scope: Scope, block: Block) -> tuple[Scope, Block]:
        steps: list[Inference] = []
        for step in block:
            for found in self._found(scope, step):
                steps.append(found)
                scope = scope.with_formula(found.id, found.claim)
        return scope, tuple(steps)

    def _found(self, scope: Scope, step: Inference) -> Block:
        """The inference; where its claim follows from a contradiction only, this and the claim."""
        wanted: Any = step.rule
        try:
            return (self.inference(scope, step),)
        except Refusal:
            if not isinstance(wanted, Want):
                raise
            found = self._by_parts(scope, step, wanted)
            if found:
                return found
            if not wanted.absurd:
                raise
        if step.claim == FALSE:
            return self._falsity(scope, step.id)
        absurd = self._falsity(scope, f"{step.id}.false")
        for inference in absurd:
            scope = scope.with_formula(inference.id, inference.claim)
        last = Inference(step.id, step.claim, ByCases(absurd[-1].id, (), ()))
        return (*absurd, self.inference(scope, last))

    def _falsity(self, scope: Scope, label: str) -> Block:
        """A contradiction between premises; or between integers, of which some premise also speaks."""
        last = Inference(label, FALSE, _wanted())
        try:
            return (self.inference(scope, last),)
        except Refusal:
            last = replace(last, rule=_cheap())
            for facts in about_integers(label, scope.formulas):
                with suppress(Refusal):
                    return self.block(scope, (*facts, last))[1]
            raise

    def _by_parts(self, scope: Scope, step: Inference, wanted: Want) -> Block:
        """The claim from smaller ones, or from the premise of an implication: gaps that are filled at once. Nothing
        where these cannot be filled."""
        brief = replace(self, brief=True)
        for block in chain(
            by_parts(step.id, step.claim, wanted), by_implications(_at_step(scope), step.id, step.claim, wanted)
        ):
            with suppress(Refusal):
                return brief.block(scope, block)[1]
        return ()

    def shows(self, scope: Scope, block: Block, goal: Formula) -> None:
        """What the kernel does with the block of a rule; a last step is added where only its wording is missing."""
        end, steps = self.block(scope, block)
        inner = replace(end, context=end.context.consulting(scope.context))
        if self.complete and not (steps and _is_same(_at_step(inner), steps[-1].claim, goal)):
            last = Inference(f"goal{len(end.formulas)}", goal, _wanted())
            steps = (*steps, self.inference(end, last))
        if not steps:
            raise Refusal("SP361", "an empty block shows nothing")
        require_same(inner, steps[-1].claim, goal, "what the block shows")
        self.done[id(block)] = block, steps

    def inference(self, scope: Scope, step: Inference) -> Inference:
        before = self.replayed.get(id(step))
        if before is not None and before.stands_for(step, scope):
            return step
        try:
            return self._inference(scope, step)
        except Refusal as refusal:
            raise refusal.within(step.id) from None

    def _inference(self, scope: Scope, step: Inference) -> Inference:
        wanted: Any = step.rule
        rules: Iterable[Rule] = (step.rule,)
        if isinstance(wanted, Want):
            rules = candidates(_at_step(scope), step.claim, wanted, brief=self.brief, until=self.until)
        refusal = Refusal("SP368", "no rule was found that closes the claim")
        admitted: Scope | None = None
        for rule in rules:
            try:
                admitted = admitted or _admitted(scope, step.claim)
                inner = _branched(admitted)
                RULES[type(rule)](inner, step.claim, rule, self.shows)
            except Refusal as found:
                refusal = refusal if isinstance(wanted, Want) else found
                continue
            return Inference(step.id, step.claim, self._filled(rule), _facts(inner))
        raise refusal

    def _filled(self, rule: Any) -> Rule:
        """The rule with its blocks completed."""
        return type(rule)(*[self._part(part) for part in parts_of(rule)])  # type: ignore[no-any-return]

    def _part(self, value: Any) -> Any:
        if id(value) in self.done and type(value) is tuple:
            return self.done[id(value)][1]
        if type(value) is tuple and value and type(value[0]) is tuple and not is_dataclass(value[0]):
            return tuple([self._part(item) for item in value])
        return value


def _is_same(scope: Scope, one: Formula, two: Formula) -> bool:
    try:
        require_same(scope, one, two, "")
    except Refusal:
        return False
    return True


def _at_step(scope: Scope) -> Scope:
    return replace(scope, context=scope.context.stepping(()))


def _admitted(scope: Scope, claim: Formula) -> Scope:
    """The scope of an inference, with the range facts that show its claim well formed: the same for every rule."""
    inner = _at_step(scope)
    inner.admit(claim)
    return inner


def _branched(scope: Scope) -> Scope:
    """The scope for the attempt of one rule."""
    context = scope.context
    return replace(scope, context=context.branched() if isinstance(context, SearchingContext) else context)


def _facts(scope: Scope) -> Any:
    context = scope.context
    return context.facts if isinstance(context, SearchingContext) else ()
