"""What a verdict rests on: cited facts and sources, omissions, kernel rules beyond algebra, trusted programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from symproof.diagnostics.results import Ledger, StepResult, Theorem
from symproof.language import derivation
from symproof.language.formulas import ForAllIndex, Formula, IntegerRelation
from symproof.language.parts import relations
from symproof.language.proof import Fact, Proof, Verdict
from symproof.language.records import inside
from symproof.language.scopes import is_fact
from symproof.language.theory import Statement
from symproof.render.text import text
from symproof.verdict.naming import text_at

EXPANSION = "expansion of the instances by symproof.concrete and python-flint, for what is checked only"


def ledger(proof: Proof, results: Sequence[StepResult], theorem: Theorem | None = None) -> Ledger:
    """The axioms of the theorem, or of the derivations of steps where there is none; the facts and sources that steps
    cite, in the order of the proof; what else the verdicts trust."""
    cited = {result.step.source for result in results if result.verdict is Verdict.CITED}
    rests = applied_axioms(proof, results) if theorem is None else theorem.axioms
    axioms = tuple(map(axiom_as_fact, rests))
    named = {fact.id for fact in axioms}
    return Ledger(
        facts=(*axioms, *(fact for fact in proof.facts if fact.id in cited - named)),
        citations=tuple(fact for fact in proof.citations if fact.id in cited),
        omissions=tuple(_omission(proof, result) for result in results if result.verdict is Verdict.OMITTED),
        rules=tuple(sorted({rule for result in results for rule in result.rules})),
        trusted=(EXPANSION,) if any(result.verdict is Verdict.CHECKED for result in results) else (),
    )


def applied_axioms(proof: Proof, results: Sequence[StepResult]) -> tuple[Statement, ...]:
    """The axioms of the proof that derivations of its steps apply."""
    names = {name for result in results for name in _names_applied(result.derivation)}
    return tuple([axiom for axiom in proof.axioms if axiom.id in names])


def _names_applied(node: object) -> Iterator[str]:
    """The axioms and lemmas that a derivation applies, by name."""
    if isinstance(node, derivation.Apply):
        yield node.statement
    for part in inside(node):
        yield from _names_applied(part)


def axiom_as_fact(axiom: Statement) -> Fact:
    """An axiom with its exact statement in words of formulas: what is declared, what is assumed, and the claim."""
    sequent = axiom.sequent
    shown = [text(item.formula, sequent.declarations) for item in (*sequent.facts, *sequent.premises)]
    given = f"{'; '.join(shown)} |- " if shown else ""
    return Fact(axiom.id, given + text(sequent.claim, sequent.declarations), axiom.source)


def _omission(proof: Proof, result: StepResult) -> Fact:
    step = result.step
    return Fact(step.id, text_at(proof, step, step.claim), step.reason)


def unused_hypotheses(proof: Proof, results: Sequence[StepResult]) -> tuple[str, ...]:
    """Hypotheses that no step and no declaration needs. A step without a certificate is taken to need all that it
    declares, and all index and size hypotheses, which are never declared; one with a derivation all equations between
    sizes, by which the kernel compares them without a word."""
    needed = set(_needed_by_declarations(proof))
    needed.update(_given(proof, results))
    for result in results:
        needed.update(result.used if result.is_certified else result.step.using)
    if not all(result.is_certified for result in results):
        needed.update(item.id for item in proof.hypotheses if is_fact(item.formula))
    elif any(result.derivation is not None for result in results):
        needed.update(item.id for item in proof.hypotheses if _equates_sizes(item.formula))
    return tuple(item.id for item in proof.hypotheses if item.id not in needed)


def _equates_sizes(formula: Formula) -> bool:
    while isinstance(formula, ForAllIndex):
        formula = formula.body
    return any(isinstance(part, IntegerRelation) and part.relation == "=" for part in relations(formula))


def _given(proof: Proof, results: Sequence[StepResult]) -> Iterator[str]:
    """The premises from which something is obtained that a step may use."""
    around = {result.step.block for result in results}
    parents = {block.id: block.parent for block in proof.blocks}
    pending = [name for name in around if name is not None]
    while pending:
        parent = parents.get(pending.pop())
        if parent is not None and parent not in around:
            around.add(parent)
            pending.append(parent)
    yield from (block.given for block in proof.blocks if block.given is not None and block.id in around)


def _needed_by_declarations(proof: Proof) -> Iterator[str]:
    """The index and size hypotheses that make the declared sizes and definitions meaningful."""
    for declarations in (proof.declarations, *(block.declarations for block in proof.blocks)):
        for item in declarations.well_formed:
            for fact in item.ranges:
                yield from (source for source, _, _ in fact.multipliers)


def steps_citing(source: str, results: Sequence[StepResult]) -> list[StepResult]:
    """The steps that rest on this fact or citation."""
    return [result for result in results if result.step.source == source and result.verdict is Verdict.CITED]
