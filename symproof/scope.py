"""From a loaded proof to the sequent of one step: which declarations, facts and premises are in scope there."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from symproof.language.terms import (
    And,
    Declarations,
    Equal,
    ForAllIndex,
    Formula,
    IntegerRelation,
    Named,
    Number,
    Sequent,
)  # fmt: skip
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


def open_blocks(proof: Proof, block: str | None) -> list[Block]:
    """The blocks around a step, outermost first."""
    by_id = {item.id: item for item in proof.blocks}
    chain: list[Block] = []
    while block is not None:
        chain.insert(0, by_id[block])
        block = by_id[block].parent
    return chain


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


def hypotheses_in_scope(proof: Proof, step: Step) -> list[Hypothesis]:
    """Those of the proof, then those of the blocks around the step."""
    return [*proof.hypotheses, *(item for block in open_blocks(proof, step.block) for item in block.assumptions)]


def declarations_in_scope(proof: Proof, step: Step) -> Declarations:
    declarations = proof.declarations
    for block in open_blocks(proof, step.block):
        declarations = merged(declarations, block.declarations)
    return declarations


def formulas_in_scope(proof: Proof, step: Step) -> dict[str, Formula]:
    """Hypotheses, and the claims of earlier steps outside closed blocks, by id."""
    formulas = {item.id: item.formula for item in hypotheses_in_scope(proof, step)}
    around = {None, *(block.id for block in open_blocks(proof, step.block))}
    for earlier in proof.steps:
        if earlier.id == step.id:
            break
        if earlier.block in around:
            formulas[earlier.id] = earlier.claim
    return formulas


def sequent(proof: Proof, step: Step) -> Sequent:
    """``facts, premises |- claim`` for one step; the premises in the order of ``step.using``."""
    formulas = formulas_in_scope(proof, step)
    for name in step.using:
        if name not in formulas:
            raise ScopeError(f"step {step.id} uses {name}, which is not in scope there")
    hypotheses = hypotheses_in_scope(proof, step)
    facts = tuple(Named(item.id, item.formula) for item in hypotheses if is_fact(item.formula))
    premises = tuple(Named(name, formulas[name]) for name in step.using if not is_fact(formulas[name]))
    return Sequent(declarations_in_scope(proof, step), facts, premises, step.claim)


def exporting_block(proof: Proof, step: Step) -> Block | None:
    """The block that exports this step, if there is one."""
    return next((block for block in proof.blocks if block.exports == step.id), None)


def sequent_in_context(proof: Proof, step: Step) -> Sequent:
    """The sequent of a step from all hypotheses in scope, beside the premises that it names.

    What a block exports, and what the author cites or leaves out, rests on these without naming them.
    """
    goal = sequent(proof, step)
    named = {item.id for item in goal.premises}
    others = (item for item in hypotheses_in_scope(proof, step) if item.id not in named and not is_fact(item.formula))
    return replace(goal, premises=(*goal.premises, *(Named(item.id, item.formula) for item in others)))
