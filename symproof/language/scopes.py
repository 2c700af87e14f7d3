"""One walk over the tree of a proof: what is declared and known at each of its steps.

The walk counts places. A formula is known from its own place to the end of the items around it, so that one look-up
by name says whether a step may use it, however deep the blocks and however long the proof.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import field
from fractions import Fraction
from functools import partial

from symproof.language.affine import Affine, SizeAt, integer, parameter
from symproof.language.binding import mentioned
from symproof.language.declarations import Declarations
from symproof.language.formulas import And, Equal, ForAllIndex, Formula, IntegerRelation, Named, Sequent
from symproof.language.proof import Block, BlockKind, Hypothesis, Items, Proof, Step
from symproof.language.records import dataclass, once, replace
from symproof.language.terms import Number


class ScopeError(Exception):
    """A premise that is not in scope where a step uses it."""


def is_fact(formula: Formula) -> bool:
    """An index or size hypothesis: relations between integer expressions only. Always available, never cited."""
    if isinstance(formula, And):
        return all(is_fact(part) for part in formula.parts)
    if isinstance(formula, ForAllIndex):
        return is_fact(formula.body)
    return isinstance(formula, IntegerRelation)


def facts_of(hypotheses: tuple[Hypothesis, ...]) -> tuple[Named, ...]:
    """Those that are about integers and sizes only."""
    return tuple([Named(item.id, item.formula) for item in hypotheses if is_fact(item.formula)])


def of_hypotheses(proof: Proof) -> Sequent:
    """``facts, premises |- 0 = 0``: the hypotheses of the whole proof."""
    premises = tuple(Named(item.id, item.formula) for item in proof.hypotheses if not is_fact(item.formula))
    nothing = Number(Fraction(0))
    return Sequent(proof.declarations, facts_of(proof.hypotheses), premises, Equal(nothing, nothing))


def defined_sizes(block: Block) -> tuple[str, int, tuple[Affine, ...]] | None:
    """The family of sizes that the block declares with a value for each of them: its name, lowest index and values.
    None where the block declares or assumes anything else, or a value mentions the family; definitions may be there."""
    free = [symbol for symbol in block.declarations.symbols if not symbol.pieces]
    sizes, assumed = block.declarations.sizes, block.assumptions
    if block.declarations.integers or free or len(sizes) != 1 or len(assumed) != 1 or sizes[0].leading is not None:
        return None
    bounds, said = sizes[0].range, assumed[0].formula
    if bounds is None or not isinstance(said, And):
        return None
    low, values = bounds.low.constant, tuple([part.right for part in said.parts if isinstance(part, IntegerRelation)])
    members = [parameter(SizeAt(sizes[0].name, integer(low + number))) for number in range(len(values))]
    exact = And(tuple(map(partial(IntegerRelation, "="), members, values)))
    known = said == exact and (bounds.low, bounds.high) == (integer(low), integer(low + len(values) - 1))
    return (sizes[0].name, low, values) if known and sizes[0].name not in mentioned(values) else None


def merged(first: Declarations, second: Declarations) -> Declarations:
    """All that either declares."""
    return Declarations(
        first.integers + second.integers,
        first.sizes + second.sizes,
        first.symbols + second.symbols,
        first.functions + second.functions,
        first.well_formed + second.well_formed,
    )


# ------------------------------------------------------------------------------------------------ the walk


@dataclass(slots=True)
class Level:
    """What is known inside a block, or in the proof outside all blocks (``block`` None)."""

    block: Block | None
    outer: Level | None
    own: Declarations
    assumed: tuple[Hypothesis, ...]
    start: int = 0
    end: int = 0
    _declarations: Declarations | None = None
    _facts: tuple[Named, ...] | None = None

    @property
    def around(self) -> list[Block]:
        """The blocks that are open here, outermost first."""
        found: list[Block] = []
        level: Level | None = self
        while level is not None and level.block is not None:
            found.append(level.block)
            level = level.outer
        return found[::-1]

    @property
    def declarations(self) -> Declarations:
        """All that is declared here, gathered when it is first asked for."""
        if self._declarations is None:
            self._gather()
        return self._declarations or self.own

    @property
    def facts(self) -> tuple[Named, ...]:
        """All relations between integers and sizes that are assumed here."""
        if self._facts is None:
            self._gather()
        return self._facts or ()

    def _gather(self) -> None:
        """Fills in what this level and those around it hold, the outermost first."""
        waiting: list[Level] = []
        level: Level | None = self
        while level is not None and level._declarations is None:
            waiting.append(level)
            level = level.outer
        for inner in reversed(waiting):
            own, outer = facts_of(inner.assumed), inner.outer
            inner._declarations = inner.own if outer is None else merged(outer.declarations, inner.own)
            inner._facts = own if outer is None else outer.facts + own


@dataclass(slots=True)
class Entry:
    """A formula under a name: it is known after ``start`` and before ``end``."""

    formula: Formula
    is_fact: bool
    start: int
    end: int = -1  # until the walk leaves the items around it


@dataclass(slots=True)
class Walk:
    """What one walk over a proof found: the scope of each block, and of each step its level and place."""

    proof: Proof
    levels: dict[str | None, Level] = field(default_factory=dict)
    steps: dict[str, Step] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    entries: dict[str, list[Entry]] = field(default_factory=dict)
    exporting: dict[str, Block] = field(default_factory=dict)
    clashes: list[str] = field(default_factory=list)
    place: int = 0

    def __post_init__(self) -> None:
        proof = self.proof
        listed = {block.id: block for block in proof.blocks}
        outermost = self.levels[None] = Level(None, None, proof.declarations, proof.hypotheses)
        self._items(proof.items, outermost, listed, self._assumed(proof.hypotheses))
        self.steps = {step.id: step for step in reversed(proof.steps)}

    def _items(self, items: Items, level: Level, listed: dict[str, Block], known: list[Entry]) -> None:
        """Goes over the items; ``known`` collects what is forgotten where they end."""
        levels = [level]
        for item in items:
            if isinstance(item, Step):
                known.append(self._step(item, level))
                continue
            inner = self._opened(listed[item.id], level)
            assumed = self._assumed(item.assumptions)
            if item.kind == BlockKind.OBTAIN:
                level = inner
                levels.append(level)
                known += assumed
            self._items(item.items, inner, listed, [] if item.kind == BlockKind.OBTAIN else assumed)
            if item.conclusion is not None:
                self.exporting.setdefault(item.conclusion.id, listed[item.id])
                known.append(self._step(item.conclusion, level))
        self.place += 2
        for entry in known:
            entry.end = self.place
        for opened in levels:
            opened.end = self.place

    def _opened(self, block: Block, around: Level) -> Level:
        if block.id in self.levels:
            self.clashes.append(block.id)
        self.place += 1
        inner = self.levels[block.id] = Level(block, around, block.declarations, block.assumptions, self.place)
        return inner

    def _step(self, step: Step, level: Level) -> Entry:
        self.place += 1
        self.places.setdefault(step.id, self.place)
        return self._entered(step.id, step.claim)

    def _assumed(self, hypotheses: tuple[Hypothesis, ...]) -> list[Entry]:
        return [self._entered(item.id, item.formula) for item in hypotheses]

    def _entered(self, name: str, formula: Formula) -> Entry:
        entry = Entry(formula, is_fact(formula), self.place)
        named = self.entries.setdefault(name, [])
        if named:
            self.clashes.append(name)
        named.append(entry)
        return entry

    def known(self, name: str, step: Step) -> Entry | None:
        """What the step may cite under this name: a hypothesis in scope or an earlier step that no closed block hides.

        If several have the name, it is the last of them; None if there is none.
        """
        place = self.places.get(step.id, self.levels[step.block].end - 1)
        return self._at(place, name)

    def known_before(self, name: str, block: Block) -> Entry | None:
        """The hypothesis of this name, or the step, that is known where the block begins."""
        return self._at(self.levels[block.id].start, name)

    def _at(self, place: int, name: str) -> Entry | None:
        visible = (item for item in reversed(self.entries.get(name, ())) if item.start < place < item.end)
        return next(visible, None)


walked: Callable[[Proof], Walk] = once(Walk, 8)  # one proof after the other is asked about, many times over


# ------------------------------------------------------------------------------------------------ scopes of a step


def step_of(proof: Proof, name: str) -> Step:
    """The step with this id. Raises KeyError if the proof has none."""
    return walked(proof).steps[name]


def open_blocks(proof: Proof, block: str | None) -> list[Block]:
    """The blocks around a step, outermost first."""
    return walked(proof).levels[block].around


def is_supposing(proof: Proof, step: Step) -> bool:
    """Whether the step stands where something is supposed, so that its premises may contradict each other."""
    return any(block.kind in (BlockKind.SUPPOSE, BlockKind.CASE) for block in open_blocks(proof, step.block))


def declarations_in_scope(proof: Proof, step: Step) -> Declarations:
    """What is declared where the step stands."""
    return walked(proof).levels[step.block].declarations


def hypotheses_in_scope(proof: Proof, step: Step) -> list[Hypothesis]:
    """Those of the proof, then those of the blocks around the step."""
    return [*proof.hypotheses, *(item for block in open_blocks(proof, step.block) for item in block.assumptions)]


def formulas_in_scope(proof: Proof, step: Step) -> dict[str, Formula]:
    """Hypotheses, and the claims of earlier steps outside closed blocks, by id."""
    walk = walked(proof)
    names = (*(item.id for item in hypotheses_in_scope(proof, step)), *walk.places)
    return {name: entry.formula for name in names if (entry := walk.known(name, step)) is not None}


def sequent(proof: Proof, step: Step) -> Sequent:
    """``facts, premises |- claim`` for one step; the premises in the order of ``step.using``."""
    walk = walked(proof)
    level = walk.levels[step.block]
    premises = tuple([Named(name, entry.formula) for name, entry in _used(walk, step) if not entry.is_fact])
    return Sequent(level.declarations, level.facts, premises, step.claim)


def _used(walk: Walk, step: Step) -> Iterator[tuple[str, Entry]]:
    for name in step.using:
        entry = walk.known(name, step)
        if entry is None:
            raise ScopeError(f"step {step.id} uses {name}, which is not in scope there")
        yield name, entry


def exporting_block(proof: Proof, step: Step) -> Block | None:
    """The block whose conclusion this step is, if there is one."""
    return walked(proof).exporting.get(step.id)


def sequent_in_context(proof: Proof, step: Step) -> Sequent:
    """The sequent of a step from all hypotheses in scope, beside the premises that it names.

    What a block exports, and what the author cites or leaves out, rests on these without naming them.
    """
    goal = sequent(proof, step)
    named = {item.id for item in goal.premises}
    given = hypotheses_in_scope(proof, step)
    others = (item for item in given if item.id not in named and not is_fact(item.formula))
    return replace(goal, premises=(*goal.premises, *(Named(item.id, item.formula) for item in others)))
