"""The argument of an author: the steps and blocks of a proof, with the verdicts that were found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from typing import Any

from symproof.language.declarations import Declarations
from symproof.language.derivation import Apply, ByCases, Define, Give, Inference, Obtain, Recursion
from symproof.language.derivation import Block as Derivation
from symproof.language.formulas import And, ForAllIndex, Formula, Implies
from symproof.language.proof import Block as Written
from symproof.language.proof import BlockKind, Method, Proof, Step
from symproof.language.proof import Items as WrittenItems
from symproof.language.records import dataclass, parts_of
from symproof.language.scopes import declarations_in_scope, is_fact, merged, sequent
from symproof.report.argument.found import found_argument
from symproof.report.argument.tree import FALSE, Assumed, Block, Claim, How, Item, Items, Kind, contradicted
from symproof.report.document.parts import EqualityChain, StepPart

METHODS = {
    Method.CITE: How.CITED, Method.FACT: How.CITED, Method.OMIT: How.OMITTED, Method.APPLY: How.APPLIED,
    Method.CONCLUDE: How.CONCLUDED,
}  # fmt: skip
RULES: Mapping[type, How] = {Give: How.GIVEN, Apply: How.APPLIED, Recursion: How.RECURSION}


def of_proof(proof: Proof, steps: Mapping[str, StepPart], *, in_full: bool = False) -> Items:
    """The items of the proof, of which only these steps are shown; ``in_full`` with what the search found for them."""
    taken = {step.id for step in proof.steps} | {item.id for item in proof.hypotheses}
    taken |= {item.id for block in proof.blocks for item in block.assumptions}
    return _Reading(proof, steps, taken if in_full else None).items(proof.items, proof.declarations)


@dataclass(frozen=True, slots=True)
class _Reading:
    proof: Proof
    steps: Mapping[str, StepPart]
    taken: set[str] | None = None  # the keys of the page, where also what the search found is read
    cases: dict[str, Derivation] = field(default_factory=dict)  # what was found to show the claim in a case, by its id

    def items(self, items: WrittenItems, scope: Declarations) -> Items:
        return tuple(self._items(items, scope))

    def _items(self, items: WrittenItems, scope: Declarations) -> Iterator[Item]:
        for item in items:
            if isinstance(item, Step):
                yield from self._claims(item)
                continue
            inner = merged(scope, item.declarations)
            yield from self._block(item, inner)
            if item.kind == BlockKind.OBTAIN:
                scope = inner

    def _claims(self, step: Step) -> Iterator[Claim]:
        part = self.steps.get(step.id)
        if part is not None:
            yield self.claim(step, part)

    # -------------------------------------------------------------------------------- blocks

    def _block(self, block: Written, scope: Declarations) -> Iterator[Block]:
        if block.kind == BlockKind.CASES and block.conclusion is not None:
            self.cases.update(_cases(self._derivation(block.conclusion)))
        inside = self.items(block.items, scope)
        conclusion = None if block.conclusion is None else next(self._claims(block.conclusion), None)
        if not inside and conclusion is None and block.kind not in (BlockKind.OBTAIN, BlockKind.CASE):
            return  # none of its steps is shown
        assumed = tuple([Assumed(item.id, item.id, item.formula, item.implied) for item in block.assumptions])
        if block.kind == BlockKind.OBTAIN:
            yield from self._obtained(block, scope, assumed)
            return
        if conclusion is not None:
            conclusion = replace(conclusion, how=How.CLOSING)
        given = block.conclusion.using if block.conclusion is not None and block.kind == BlockKind.CASES else ()
        against = self._contradicted(block)
        kind = _kind(block)
        yield Block(kind, scope, block.declarations, assumed, given, inside, conclusion, against)

    def _obtained(self, block: Written, scope: Declarations, assumed: tuple[Assumed, ...]) -> Iterator[Block]:
        given = () if block.given is None else (block.given,)
        formula = next((item.claim for item in self.proof.steps if item.id == block.given), None)
        kind = Kind.CHOSEN if isinstance(formula, ForAllIndex) else Kind.OBTAINED if given else Kind.DEFINED
        yield Block(kind, scope, block.declarations, assumed, given)

    def _contradicted(self, block: Written) -> tuple[str, ...]:
        """What is known before the block and contradicted inside."""
        if block.kind == BlockKind.CASE and block.assumptions:
            return _ends_absurdly(self.cases.get(block.assumptions[0].id, ()))
        if block.kind != BlockKind.SUPPOSE or block.conclusion is None or not _is_denial(block.conclusion.claim):
            return ()
        premises = list(_contradictions(self._derivation(block.conclusion)))
        return tuple(dict.fromkeys(premises[-1])) if premises else ()

    def _derivation(self, step: Step) -> Derivation:
        """What was found to derive a step; nothing where it is not shown."""
        part = self.steps.get(step.id)
        return () if part is None or part.result is None else part.result.derivation or ()

    # -------------------------------------------------------------------------------- claims

    def _is_fact(self, name: str) -> bool:
        """Whether this is a relation between integers, which holds wherever it is needed."""
        given = (*self.proof.hypotheses, *(item for block in self.proof.blocks for item in block.assumptions))
        return any(item.id == name and is_fact(item.formula) for item in given)

    def _is_together(self, step: Step) -> bool:
        """Whether the claim only puts earlier claims together."""
        earlier = {item.id: item.claim for item in self.proof.steps}
        named = [earlier[name] for name in step.using if name in earlier]
        return isinstance(step.claim, And) and len(named) > 1 and all(item in named for item in step.claim.parts)

    def claim(self, step: Step, part: StepPart) -> Claim:
        """The claim of a step with what it is drawn from."""
        rule = step.argument[-1].rule if step.argument else None
        chain = next((remark for remark in part.remarks if isinstance(remark, EqualityChain)), None)
        how = METHODS.get(Method(step.method), RULES.get(type(rule), How.MOVE if chain is None else How.DIRECT))
        if how in (How.MOVE, How.DIRECT) and self._is_together(step):
            how, chain = How.TOGETHER, None
        found = () if part.result is None else part.result.used
        needed = tuple(name for name in found if not self._is_fact(name))
        used = needed if chain is not None or not step.using else step.using
        return Claim(
            step.id, step.id, step.claim, declarations_in_scope(self.proof, step), how, used, {},
            None if chain is None else sequent(self.proof, step), None if chain is None else chain.certificate,
            step.source or step.reason, rule.assignment if isinstance(rule, Apply) else (),
            rule.values if isinstance(rule, Give) else (), part,
            found_argument(part, self.taken) if self.taken is not None and how is How.MOVE else (),
        )  # fmt: skip


def _kind(block: Written) -> Kind:
    kinds = {
        BlockKind.FIX: Kind.FIXED, BlockKind.CASES: Kind.CASES, BlockKind.CASE: Kind.CASE,
        BlockKind.INDUCTION: Kind.INDUCTION,
    }  # fmt: skip
    denial = block.conclusion is not None and _is_denial(block.conclusion.claim)
    return kinds.get(BlockKind(block.kind), Kind.DENIED if denial else Kind.SUPPOSED)


def _is_denial(claim: Formula) -> bool:
    """Whether supposing something leads to a contradiction and not to a conclusion."""
    return not isinstance(claim, Implies)


def _contradictions(node: Any) -> Iterator[tuple[str, ...]]:
    """The premises of each inference that ends in falsity."""
    if type(node) is tuple:
        for item in node:
            yield from _contradictions(item)
    elif isinstance(node, Inference):
        yield from _contradictions(parts_of(node.rule))
        if node.claim == FALSE:
            yield contradicted(node)


def _cases(node: Any) -> Iterator[tuple[str, Derivation]]:
    """The blocks of all distinctions of cases in a derivation, by the names of their cases."""
    if type(node) is tuple:
        for item in node:
            yield from _cases(item)
    elif isinstance(node, Inference):
        yield from _cases(parts_of(node.rule))
        if isinstance(node.rule, ByCases):
            yield from zip(node.rule.ids, node.rule.blocks, strict=True)


def _ends_absurdly(block: Derivation) -> tuple[str, ...]:
    """The premises of the falsity from which the last claim of the block follows; nothing where it does not."""
    while block and isinstance(block[-1].rule, Obtain | Define):
        block = block[-1].rule.block
    if not block or not isinstance(block[-1].rule, ByCases) or block[-1].rule.blocks:
        return ()
    falsity = next((item for item in block if item.id == block[-1].rule.premise), None)
    return () if falsity is None else tuple(dict.fromkeys(contradicted(falsity)))
