"""A loaded proof as plain data: a tree of blocks and steps, and what authors say about them.

A proof and each block hold *items* in order: steps, and blocks. What a block exports is its *conclusion*, a step that
stands where the block stands. What ``obtain`` gives lasts to the end of the items around it; its own items are empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

from symproof.language.certificate import Entry
from symproof.language.declarations import Declarations
from symproof.language.formulas import Formula
from symproof.language.records import dataclass, replace

if TYPE_CHECKING:
    from symproof.language.derivation import Inference
    from symproof.language.theory import Statement


class Verdict(StrEnum):
    """Graded; ``RANK`` orders them from best to worst."""

    PROVED = "proved"
    CHECKED = "checked"
    CITED = "cited"
    OMITTED = "omitted"
    UNKNOWN = "unknown"
    REFUTED = "refuted"
    DISAGREEMENT = "disagreement"


RANK: Mapping[Verdict, int] = {verdict: rank for rank, verdict in enumerate(Verdict)}


class Method(StrEnum):
    """What is meant to close a step: rules that are searched, the author's word, or the block that exports it."""

    SEARCH = "search"
    ALGEBRA = "algebra"
    CALCULUS = "calculus"
    INDUCTION = "induction"
    REAL = "real"
    RANK = "rank"
    ANALYSIS = "analysis"
    LOGIC = "logic"
    CITE = "cite"
    FACT = "fact"
    OMIT = "omit"
    APPLY = "apply"
    CONCLUDE = "conclude"
    SUPPOSE = "suppose"
    FIX = "fix"
    CASES = "cases"
    QUESTION = "question"


class BlockKind(StrEnum):
    """The kinds of blocks that an author can open in a proof."""

    SUPPOSE = "suppose"
    FIX = "fix"
    OBTAIN = "obtain"
    CASES = "cases"
    CASE = "case"
    INDUCTION = "induction"


@dataclass(frozen=True, slots=True)
class Fact:
    """A named theorem of the library, or a cited source: id, exact statement, where it is from."""

    id: str
    statement: str
    source: str


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """``implied``: added because a term needs it (``inv(X)``). ``definition``: a ``where`` equation, unfolded."""

    id: str
    formula: Formula
    implied: bool = False
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One claim, its premises (ids of hypotheses and earlier steps) and the method meant to close it.

    ``block`` names the innermost block around it. ``cofactors`` are the author's own combination, if written.
    ``reason`` belongs to ``omit``, ``source`` to ``cite`` (an id in ``Proof.citations``) and ``fact`` (an id in
    ``Proof.facts``). ``warnings`` are diagnostics of the reader. ``argument`` is the author's own derivation of the
    claim, in which rules may be left open; ``note`` is what a reader should know, such as a gap in the paper.
    """

    id: str
    ref: str
    line: int | None
    claim: Formula
    method: str
    using: tuple[str, ...] = ()
    expect: Verdict | None = None
    block: str | None = None
    cofactors: tuple[Entry, ...] = ()
    reason: str = ""
    source: str = ""
    warnings: tuple[Any, ...] = ()
    argument: tuple[Inference, ...] = field(default=(), compare=False, repr=False)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """What a block declares and assumes, its items, and its conclusion, if it exports one.

    ``given`` is the premise from which ``obtain`` takes its assumptions, ``parent`` the innermost block around.
    ``exports`` is the id of the conclusion, for a block whose items are still to be nested.
    """

    id: str
    kind: str
    parent: str | None
    declarations: Declarations
    assumptions: tuple[Hypothesis, ...]
    line: int | None = None
    given: str | None = None
    exports: str | None = None
    items: Items = ()
    conclusion: Step | None = None


Items: TypeAlias = "tuple[Step | Block, ...]"


@dataclass(frozen=True, slots=True)
class Proof:
    """A loaded proof or statement. ``statement`` is what the whole establishes, None for a statement file (whose
    claims are their own conclusion) and for a file of loose steps; a ``conclude`` step derives it.

    ``axioms`` are the statements without proof that its steps apply; ``applies`` the ids of the proofs whose statements
    they apply, and ``lemmas`` these proofs, where they were loaded with it. ``steps`` and ``blocks`` list what
    ``items`` hold, in the order of the tree.
    """

    id: str
    title: str
    source: str
    file: str
    line: int | None
    declarations: Declarations
    hypotheses: tuple[Hypothesis, ...]
    items: Items
    statement: Formula | None = None
    facts: tuple[Fact, ...] = ()
    citations: tuple[Fact, ...] = ()
    is_statement_file: bool = False
    axioms: tuple[Statement, ...] = ()
    applies: tuple[str, ...] = ()
    lemmas: tuple[Proof, ...] = field(default=(), compare=False, repr=False)
    steps: tuple[Step, ...] = field(init=False, compare=False, repr=False)
    blocks: tuple[Block, ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        listed = list(_listed(self.items, None))
        object.__setattr__(self, "steps", tuple([item for item in listed if isinstance(item, Step)]))
        object.__setattr__(self, "blocks", tuple([item for item in listed if isinstance(item, Block)]))

    @property
    def name(self) -> str:
        """The name under which other proofs apply the statement: the id without its folder."""
        return self.id.rpartition("/")[2]


def _listed(items: Items, around: str | None) -> Iterator[Step | Block]:
    """The blocks as they open and the steps, each with the name of the block around it."""
    for item in items:
        if isinstance(item, Step):
            yield item if item.block == around else replace(item, block=around)
            continue
        exports = None if item.conclusion is None else item.conclusion.id
        same = item.parent == around and item.exports == exports
        yield item if same else replace(item, parent=around, exports=exports)
        yield from _listed(item.items, item.id)
        if item.conclusion is not None:
            yield from _listed((item.conclusion,), around)
        if item.kind == BlockKind.OBTAIN:
            around = item.id


# ------------------------------------------------------------------------------------------------ nesting


def nested(steps: Sequence[Step], blocks: Sequence[Block] = ()) -> Items:
    """The tree of the steps and blocks, listed in the order of the proof; each of them names the block around it."""
    return _Nesting(steps, blocks).items()


class _Nesting:
    """The items of each block and of the proof (None), as they are found."""

    def __init__(self, steps: Sequence[Step], blocks: Sequence[Block]) -> None:
        self.blocks = {block.id: block for block in blocks}
        self.exporting = {block.exports: block.id for block in blocks if block.exports is not None}
        self.inside: dict[str | None, list[Step | str]] = {None: []}
        self.conclusions: dict[str, Step] = {}
        self.unopened = list(self.blocks)
        for step in steps:
            self._place(step)
        for name in self.blocks:
            self._open(name)

    def _place(self, step: Step) -> None:
        """A step that a block exports is the conclusion of that block; any other is an item of the block around."""
        exporting = self.exporting.get(step.id)
        if exporting is not None and exporting not in self.conclusions:
            self._open(exporting)
            self.conclusions[exporting] = step
            return
        if step.block is not None:
            self._open(step.block)
        self.inside[self._home(step.block)].append(step)

    def _open(self, name: str) -> None:
        """The block, and those listed or around it before, become items where they are first met."""
        while name not in self.inside and self.unopened[0] != name:
            self._opened(self.unopened[0])
        if name not in self.inside:
            self._opened(name)

    def _opened(self, name: str) -> None:
        waiting: list[str] = []
        inner: str | None = name
        while inner is not None and inner not in self.inside:
            waiting.append(inner)
            inner = self.blocks[inner].parent
        for block in reversed(waiting):
            self.inside[self._home(self.blocks[block].parent)].append(block)
            self.inside[block] = []
            self.unopened.remove(block)

    def _home(self, name: str | None) -> str | None:
        """The block whose items hold what stands in this one: what is obtained has none of its own."""
        while name is not None and self.blocks[name].kind == BlockKind.OBTAIN:
            name = self.blocks[name].parent
        return name

    def items(self, name: str | None = None) -> Items:
        return tuple([item if isinstance(item, Step) else self._block(item) for item in self.inside[name]])

    def _block(self, name: str) -> Block:
        return replace(self.blocks[name], items=self.items(name), conclusion=self.conclusions.get(name))
