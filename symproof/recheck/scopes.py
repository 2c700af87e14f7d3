"""The sequents of all steps of a report, in time linear in its length; and whether the report is a proof at all."""

from __future__ import annotations

from collections.abc import Iterator

from symproof.language.declarations import Declarations
from symproof.language.formulas import Sequent
from symproof.language.proof import BlockKind, Proof, Step
from symproof.language.refusal import Refusal
from symproof.language.scopes import Level, ScopeError, Walk, sequent, walked
from symproof.recheck.limits import Work


def sequents(proof: Proof, work: Work) -> Iterator[Sequent]:
    """The sequent of every step, in the order of the proof; refuses (SP706) ids that clash and premises that are not
    in scope."""
    walk = walked(proof)
    if walk.clashes:
        raise Refusal("SP706", f"the id {walk.clashes[0]} occurs twice")
    _check_given(proof, walk)
    costs = _costs(proof, walk, work)
    for step in proof.steps:
        work.charge(costs[step.block] + len(step.using))
        yield _sequent(proof, step)


def _sequent(proof: Proof, step: Step) -> Sequent:
    try:
        return sequent(proof, step)
    except ScopeError as error:
        raise Refusal("SP706", str(error)) from None


def _check_given(proof: Proof, walk: Walk) -> None:
    """What is obtained is obtained from a formula that is known where its block opens."""
    for block in proof.blocks:
        place = walk.levels[block.id].start
        known = walk.entries.get(block.given or "", ())
        if block.kind == BlockKind.OBTAIN and not any(item.start < place < item.end for item in known):
            raise Refusal("SP706", f"block {block.id} obtains something from {block.given}, which is not known there")


def _costs(proof: Proof, walk: Walk, work: Work) -> dict[str | None, int]:
    """What gathering the declarations takes in each block, None the proof, which whoever renders a step does again."""
    costs: dict[str | None, int] = {None: _length(proof.declarations) + len(proof.blocks)}
    depths: dict[str | None, int] = {None: 1}
    for block in proof.blocks:
        depths[block.id] = depths[block.parent] + 1
        costs[block.id] = costs[block.parent] + _length(block.declarations) + depths[block.id]
        work.charge(costs[block.id])
        work.charge(_gathered(walk.levels[block.id]))
    return costs


def _gathered(level: Level) -> int:
    return _length(level.declarations)


def _length(declarations: Declarations) -> int:
    return (
        len(declarations.integers) + len(declarations.sizes) + len(declarations.symbols) + len(declarations.functions)
    )
