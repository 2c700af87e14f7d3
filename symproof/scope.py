"""From a loaded proof to the sequent of one step: which declarations, facts and premises are in scope there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from symproof.language.declarations import Declarations
from symproof.language.formulas import And, Equal, ForAllIndex, Formula, IntegerRelation, Named, Sequent
from symproof.language.terms import Number
from symproof.model import Block, Hypothesis, Proof, Step


class ScopeError(Exception):
    """A premise that is not in scope where a step uses it."""


def is_fact(formula: Formula) -> bool:
    """An index or size hypothesis: relations between integer expressions only. Always available, never cited."""
    if isinstance(formula, And):
        return all(is_fact(part) for part in formula.parts)
    if isinstance(formula, ForAllIndex):
        return is_fact(formula.body)
    return isinstance(formula, IntegerRelation)


def of_hypotheses(proof: Proof) -> Sequent:
    """``facts, premises |- 0 = 0``: the hypotheses of the whole proof."""
    facts = tuple(Named(item.id, item.formula) for item in proof.hypotheses if is_fact(item.formula))
    premises = tuple(Named(item.id, item.formula) for item in proof.hypotheses if not is_fact(item.formula))
    nothing = Number(Fraction(0))
    return Sequent(proof.declarations, facts, premises, Equal(nothing, nothing))


def is_supposing(proof: Proof, step: Step) -> bool:
    """Whether the step stands where something is supposed, so that its premises may contradict each other."""
    return any(block.kind in ("suppose", "case") for block in open_blocks(proof, step.block))


def merged(first: Declarations, second: Declarations) -> Declarations:
    return Declarations(
        first.integers + second.integers,
        first.sizes + second.sizes,
        first.symbols + second.symbols,
        first.functions + second.functions,
        first.well_formed + second.well_formed,
    )


# ------------------------------------------------------------------------------------------------ one proof, indexed


@dataclass(frozen=True, slots=True)
class _Item:
    """A formula with a name, and where it stands: hypotheses and assumptions before every step."""

    formula: Formula
    is_fact: bool
    block: str | None
    position: int


class _Index:
    """What the scopes of all steps of a proof are read off, so that a step costs what it uses, not the whole proof."""

    def __init__(self, proof: Proof) -> None:
        self.proof = proof
        self.blocks = {item.id: item for item in proof.blocks}
        self.exporting = {item.exports: item for item in proof.blocks if item.exports is not None}
        self.steps: dict[str, Step] = {}
        self.positions: dict[str, int] = {}
        for position, step in enumerate(proof.steps):
            self.steps.setdefault(step.id, step)
            self.positions.setdefault(step.id, position)
        self.facts = _facts(proof.hypotheses)
        self.items = _items(proof)
        self._around: dict[str | None, tuple[Block, ...]] = {None: ()}

    def around(self, block: str | None) -> tuple[Block, ...]:
        """The blocks around a step, outermost first."""
        if block not in self._around:
            chain: list[Block] = []
            inner = block
            while inner is not None:
                chain.append(self.blocks[inner])
                inner = self.blocks[inner].parent
            self._around[block] = tuple(chain[::-1])
        return self._around[block]

    def in_scope(self, name: str, step: Step) -> _Item | None:
        """The hypothesis of this name, or the earlier step, outside closed blocks; the last one that there is."""
        before = self.positions.get(step.id, len(self.proof.steps))
        around = {None, *(block.id for block in self.around(step.block))}
        visible = [item for item in self.items.get(name, ()) if item.block in around and item.position < before]
        return visible[-1] if visible else None


def _facts(hypotheses: Iterable[Hypothesis]) -> tuple[Named, ...]:
    return tuple(Named(item.id, item.formula) for item in hypotheses if is_fact(item.formula))


def _items(proof: Proof) -> dict[str, list[_Item]]:
    items: dict[str, list[_Item]] = {}
    assumed = [(None, proof.hypotheses), *((block.id, block.assumptions) for block in proof.blocks)]
    for block, hypotheses in assumed:
        for item in hypotheses:
            items.setdefault(item.id, []).append(_Item(item.formula, is_fact(item.formula), block, -1))
    for position, step in enumerate(proof.steps):
        items.setdefault(step.id, []).append(_Item(step.claim, is_fact(step.claim), step.block, position))
    return items


class _Same:
    """A proof as a key: itself, since comparing and hashing all that it holds takes longer than the look-up saves."""

    def __init__(self, proof: Proof) -> None:
        self.proof = proof

    def __hash__(self) -> int:
        return id(self.proof)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.proof is self.proof


@lru_cache(maxsize=8)  # one after the other is asked about, many times over
def _indexed(same: _Same) -> _Index:
    return _Index(same.proof)


def _index(proof: Proof) -> _Index:
    return _indexed(_Same(proof))


# ------------------------------------------------------------------------------------------------ scopes of a step


def step_of(proof: Proof, name: str) -> Step:
    """The step of this id; KeyError without one."""
    return _index(proof).steps[name]


def open_blocks(proof: Proof, block: str | None) -> list[Block]:
    """The blocks around a step, outermost first."""
    return list(_index(proof).around(block))


def declarations_in_scope(proof: Proof, step: Step) -> Declarations:
    declarations = proof.declarations
    for block in open_blocks(proof, step.block):
        declarations = merged(declarations, block.declarations)
    return declarations


def hypotheses_in_scope(proof: Proof, step: Step) -> list[Hypothesis]:
    """Those of the proof, then those of the blocks around the step."""
    return [*proof.hypotheses, *(item for block in open_blocks(proof, step.block) for item in block.assumptions)]


def formulas_in_scope(proof: Proof, step: Step) -> dict[str, Formula]:
    """Hypotheses, and the claims of earlier steps outside closed blocks, by id."""
    index = _index(proof)
    names = (*(item.id for item in hypotheses_in_scope(proof, step)), *index.steps)
    return {name: item.formula for name in names if (item := index.in_scope(name, step)) is not None}


def premises_of(proof: Proof, step: Step) -> list[Formula]:
    """The formulas that the step uses, without those that are not in scope."""
    index = _index(proof)
    return [item.formula for name in step.using if (item := index.in_scope(name, step)) is not None]


def sequent(proof: Proof, step: Step) -> Sequent:
    """``facts, premises |- claim`` for one step; the premises in the order of ``step.using``."""
    index = _index(proof)
    premises = []
    for name in step.using:
        item = index.in_scope(name, step)
        if item is None:
            raise ScopeError(f"step {step.id} uses {name}, which is not in scope there")
        if not item.is_fact:
            premises.append(Named(name, item.formula))
    facts = index.facts
    for block in index.around(step.block):
        facts += _facts(block.assumptions)
    return Sequent(declarations_in_scope(proof, step), facts, tuple(premises), step.claim)


def exporting_block(proof: Proof, step: Step) -> Block | None:
    """The block that exports this step, if there is one."""
    return _index(proof).exporting.get(step.id)


def sequent_in_context(proof: Proof, step: Step) -> Sequent:
    """The sequent of a step from all hypotheses in scope, beside the premises that it names.

    What a block exports, and what the author cites or leaves out, rests on these without naming them.
    """
    goal = sequent(proof, step)
    named = {item.id for item in goal.premises}
    given = hypotheses_in_scope(proof, step)
    others = (item for item in given if item.id not in named and not is_fact(item.formula))
    return replace(goal, premises=(*goal.premises, *(Named(item.id, item.formula) for item in others)))
