"""The steps of a proof inside their blocks: the one place where the nesting is read off the proof."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from symproof.language.proof import Block, BlockKind, Proof
from symproof.language.scopes import merged, open_blocks
from symproof.report.document.parts import BlockClosed, BlockOpened, StepPart

SILENT = frozenset({BlockKind.OBTAIN})  # what is obtained lasts to the end of the block around: it is not set apart


def nested(proof: Proof, steps: Iterable[StepPart]) -> Iterator[BlockOpened | StepPart | BlockClosed]:
    """The steps in order; each block is opened before its first step and closed after its last one."""
    opened: list[Block] = []
    for part in steps:
        around = open_blocks(proof, part.step.block)
        while opened and opened != around[: len(opened)]:
            yield _closed(opened.pop())
        for block in around[len(opened) :]:
            yield _opened(proof, block, opened)
            opened.append(block)
        yield replace(part, depth=_depth(opened))
    yield from map(_closed, reversed(opened))


def _opened(proof: Proof, block: Block, around: Sequence[Block]) -> BlockOpened:
    scope = proof.declarations
    for outer in (*around, block):
        scope = merged(scope, outer.declarations)
    return BlockOpened(block, scope, _depth(around), block.kind not in SILENT)


def _closed(block: Block) -> BlockClosed:
    return BlockClosed(block, block.kind not in SILENT)


def _depth(blocks: Sequence[Block]) -> int:
    return sum(block.kind not in SILENT for block in blocks)
