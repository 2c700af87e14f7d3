"""The sequents of all steps of a proof, in time linear in its length; and whether the report is a proof at all.

The same scopes as in ``symproof.scope``, which looks at everything anew for each step: a report may have many steps.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from symproof.language.declarations import Declarations
from symproof.language.formulas import Exists, ForAllIndex, Formula, Named, Not, Sequent
from symproof.language.parts import relations
from symproof.language.refusal import Refusal
from symproof.model import Block, Proof, Step
from symproof.recheck.limits import Work
from symproof.scope import is_fact, merged


@dataclass(frozen=True, slots=True)
class Scope:
    """What is declared and known inside a block; ``around`` are the blocks that are open there, None the proof."""

    declarations: Declarations
    facts: tuple[Named, ...]
    around: frozenset[str | None]
    cost: int


@dataclass(frozen=True, slots=True)
class _Entry:
    """A hypothesis or a claim, and the block where it stands."""

    formula: Formula
    block: str | None
    is_fact: bool


def sequents(proof: Proof, work: Work) -> Iterator[Sequent]:
    """The sequent of every step, in the order of the proof; refuses (SP706) ids that clash, blocks that do not nest,
    premises that are not in scope, and blocks that obtain from no premise."""
    scopes = _scopes(proof, work)
    known = dict(_hypotheses(proof))
    obtaining = {block.id: block for block in proof.blocks if block.kind == "obtain"}
    for step in proof.steps:
        if step.block not in scopes:
            raise Refusal("SP706", f"step {step.id} is in the block {step.block}, which does not exist")
        scope = scopes[step.block]
        work.charge(scope.cost + len(step.using))
        for name in sorted(obtaining.keys() & scope.around):
            _check_given(obtaining.pop(name), known, scopes)  # before the first step that may use what it obtains
        premises = [(name, _in_scope(known, scope, step, name)) for name in step.using]
        named = tuple([Named(name, entry.formula) for name, entry in premises if not entry.is_fact])
        yield Sequent(scope.declarations, scope.facts, named, step.claim)
        if step.id in known:
            raise Refusal("SP706", f"the id {step.id} occurs twice")
        known[step.id] = _Entry(step.claim, step.block, is_fact(step.claim))
    for block in obtaining.values():
        _check_given(block, known, scopes)


def _check_given(block: Block, known: dict[str, _Entry], scopes: dict[str | None, Scope]) -> None:
    """Refuses (SP706) a block whose premise is not known before its first step, or says something else than the block
    declares and assumes: otherwise a step would seem to rest on less than it does."""
    given = known.get(block.given or "")
    if given is None or given.block not in scopes[block.parent].around or not _says(given.formula, block):
        raise Refusal("SP706", f"block {block.id} does not say from which premise it obtains")


def _says(given: Formula, block: Block) -> bool:
    """Whether the premise says that what the block declares exists, with what the block assumes of it."""
    if isinstance(given, Not):  # obtain_index: not for all indices not
        return isinstance(given.part, ForAllIndex) and isinstance(given.part.body, Not)
    if isinstance(given, ForAllIndex):  # choose: for all indices there is a matrix
        return isinstance(given.body, Exists)
    declared = set(block.declarations.symbols)
    assumed = {part for item in block.assumptions for part in relations(item.formula)}
    is_said = isinstance(given, Exists)
    while isinstance(given, Exists):
        is_said = is_said and set(given.symbols) <= declared
        given = given.body
    return is_said and set(relations(given)) <= assumed


def _in_scope(known: dict[str, _Entry], scope: Scope, step: Step, name: str) -> _Entry:
    if name not in known or known[name].block not in scope.around:
        raise Refusal("SP706", f"step {step.id} uses {name}, which is not in scope there")
    return known[name]


def _hypotheses(proof: Proof) -> Iterator[tuple[str, _Entry]]:
    """Those of the proof, then those of its blocks; their ids are all different."""
    seen: set[str] = set()
    places = [(item, None) for item in proof.hypotheses]
    places += [(item, block.id) for block in proof.blocks for item in block.assumptions]  # type: ignore[misc]
    for item, block in places:
        if item.id in seen:
            raise Refusal("SP706", f"the id {item.id} occurs twice")
        seen.add(item.id)
        yield item.id, _Entry(item.formula, block, is_fact(item.formula))


def _scopes(proof: Proof, work: Work) -> dict[str | None, Scope]:
    """By block, None for the proof itself. ``cost``: what gathering the declarations there takes, which whoever renders
    a step does again."""
    facts = tuple(Named(item.id, item.formula) for item in proof.hypotheses if is_fact(item.formula))
    start = _length(proof.declarations) + len(proof.blocks)
    scopes: dict[str | None, Scope] = {None: Scope(proof.declarations, facts, frozenset({None}), start)}
    for block in proof.blocks:
        if block.id in scopes or block.parent not in scopes:
            raise Refusal("SP706", f"block {block.id} is not inside an earlier one")
        scopes[block.id] = _inside(scopes[block.parent], block)
        work.charge(scopes[block.id].cost)
    return scopes


def _inside(outer: Scope, block: Block) -> Scope:
    declarations = merged(outer.declarations, block.declarations)
    facts = tuple(Named(item.id, item.formula) for item in block.assumptions if is_fact(item.formula))
    cost = outer.cost + _length(declarations) + len(outer.around)
    return Scope(declarations, outer.facts + facts, outer.around | {block.id}, cost)


def _length(declarations: Declarations) -> int:
    return (
        len(declarations.integers) + len(declarations.sizes) + len(declarations.symbols) + len(declarations.functions)
    )
