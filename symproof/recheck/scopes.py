"""The sequents of all steps of a report, in time linear in its length; and whether the report is a proof at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from symproof.kernel.argument.scope import renamed
from symproof.kernel.context import context_of
from symproof.language.declarations import Declarations
from symproof.language.formulas import Exists, ForAllIndex, Formula, Not, Sequent
from symproof.language.parts import relations
from symproof.language.proof import Block, BlockKind, Proof, Step
from symproof.language.refusal import Refusal
from symproof.language.scopes import Level, ScopeError, Walk, defined_sizes, sequent, walked
from symproof.recheck.limits import Work


def sequents(proof: Proof, work: Work) -> Iterator[Sequent]:
    """The sequent of every step, in the order of the proof; refuses (SP706) ids that clash, premises that are not in
    scope, and blocks that obtain from no premise."""
    walk = walked(proof)
    if walk.clashes:
        raise Refusal("SP706", f"the id {walk.clashes[0]} occurs twice")
    costs = _costs(proof, walk, work)
    for block in proof.blocks:
        if block.kind == BlockKind.OBTAIN and not (block.given is None and _defines_sizes(block, walk)):
            _check_given(block, walk)
    for step in proof.steps:
        work.charge(costs[step.block] + len(step.using))
        yield _sequent(proof, step)


def _check_given(block: Block, walk: Walk) -> None:
    """Refuses (SP706) a block whose premise is not known where it begins, or says something else than the block
    declares and assumes: otherwise a step would seem to rest on less than it does."""
    given = walk.known_before(block.given or "", block)
    if given is None or not _says(given.formula, block):
        raise Refusal("SP706", f"block {block.id} does not say from which premise it obtains")


def _defines_sizes(block: Block, walk: Walk) -> bool:
    """Whether the block gives a name to sizes that are known where it begins."""
    found, around = defined_sizes(block), walk.levels[block.parent]
    if found is None:
        return False
    context = context_of(around.declarations, around.facts)
    return all(
        context.are_sizes(value) and all(times > 0 for _, times in value.terms)
        and value.constant >= (0 if value.terms else 1)
        for value in found[2]
    )  # fmt: skip


def _says(given: Formula, block: Block) -> bool:
    """Whether the premise says that what the block declares exists, with what the block assumes of it."""
    if isinstance(given, Not):  # obtain_index: not for all indices not
        return isinstance(given.part, ForAllIndex) and isinstance(given.part.body, Not)
    if isinstance(given, ForAllIndex):  # choose: for all indices there is a matrix
        return isinstance(given.body, Exists)
    declared = [symbol for symbol in block.declarations.symbols if not symbol.pieces]
    assumed = {part for item in block.assumptions for part in relations(item.formula)}
    is_said = isinstance(given, Exists)
    while is_said and isinstance(given, Exists):
        symbols, declared = declared[: len(given.symbols)], declared[len(given.symbols) :]
        bare = tuple([replace(symbol, name=other.name) for symbol, other in zip(symbols, given.symbols, strict=False)])
        is_said = bare == given.symbols
        given = renamed(given.symbols, given.body, tuple([symbol.name for symbol in symbols])) if is_said else given
    return is_said and set(relations(given)) <= assumed


def _sequent(proof: Proof, step: Step) -> Sequent:
    try:
        return sequent(proof, step)
    except ScopeError as error:
        raise Refusal("SP706", str(error)) from None


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
