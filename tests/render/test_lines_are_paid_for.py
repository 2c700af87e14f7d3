"""What a derivation shows is true: each line equals the line before by the premise above its sign, and by it alone.

The prover and the kernel judge every single equality anew, from the terms that are shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import pytest

from symproof.author.loader import load
from symproof.explain.derivation import INDUCTION, DerivedStep, Equalities, Line, Node, Section, derivation
from symproof.language.affine import Affine, integer, parameter
from symproof.language.certificate import Algebra, Certificate
from symproof.language.formulas import Equal, ForAllIndex, Formula, IntegerRelation, Named, Sequent
from symproof.language.proof import Proof, Step
from symproof.language.scopes import sequent
from symproof.language.substitution import substituted
from symproof.language.terms import Number, Product, Sum, Term, Zero
from symproof.render.sizes import size_of
from symproof.search import find
from symproof.statements import parse_statement

PAPER = Path(__file__).parents[2] / "proofs" / "zhang2019"
SEARCHED = ("algebra", "calculus", "induction")


@dataclass(frozen=True)
class Place:
    """What may be used where a chain stands. A free index is renamed, as premises may bind its name."""

    sequent: Sequent
    renamed: tuple[str, ...] = ()

    def at(self, index: str, low: Affine, high: Affine) -> Place:
        """The same for an index that runs from low to high."""
        declarations = self.sequent.declarations
        wider = replace(declarations, integers=(*declarations.integers, f"free_{index}"))
        inner = Place(replace(self.sequent, declarations=wider), (*self.renamed, index))
        here = parameter(index)
        return inner.given(IntegerRelation("<=", low, here)).given(IntegerRelation("<=", here, high))

    def given(self, fact: IntegerRelation) -> Place:
        facts = (*self.sequent.facts, Named(f"extra{len(self.sequent.facts)}", self.named(fact)))
        return replace(self, sequent=replace(self.sequent, facts=facts))

    def with_hypothesis(self, formula: Formula) -> Place:
        premises = (*self.sequent.premises, Named("hypothesis", self.named(formula)))
        return replace(self, sequent=replace(self.sequent, premises=premises))

    def named(self, formula: Formula) -> Formula:
        for index in self.renamed:
            formula = substituted(formula, index, parameter(f"free_{index}"))
        return formula

    def follows(self, claim: Equal, premises: tuple[Named, ...]) -> bool:
        goal = replace(self.sequent, premises=premises, claim=self.named(claim))
        return find(goal).certificate is not None


def chains(nodes: tuple[Node, ...], claim: Formula, place: Place) -> Iterator[tuple[Equalities, Place]]:
    """Every chain, with what may be used in it."""
    inner = place
    while isinstance(claim, ForAllIndex) and not any(isinstance(node, Section) for node in nodes):
        inner = inner.at(claim.index, claim.low, claim.high)
        claim = claim.body
    for node in nodes:
        if isinstance(node, Equalities):
            yield node, inner
        elif isinstance(node, DerivedStep) and isinstance(node.by, Equalities):
            yield node.by, inner
        elif isinstance(node, Section):
            yield from chains(node.content, node.claim or claim, section(node, claim, inner))


def section(node: Section, claim: Formula, place: Place) -> Place:
    """Inside a base, a step, a case."""
    if node.kind == "step" and isinstance(claim, ForAllIndex) and node.value is not None:
        inner = place.at(claim.index, claim.low, claim.high).with_hypothesis(claim.body)
        low = IntegerRelation("<=", claim.low, node.value)
        return inner.given(low).given(IntegerRelation("<=", node.value, claim.high))
    if node.kind == "base" and isinstance(claim, ForAllIndex):
        return place.given(IntegerRelation("<=", claim.low, claim.high))
    if node.kind == "case" and node.value is not None:
        zero = integer(0)
        return place.given(
            IntegerRelation("<=", zero, node.value) if node.holds else IntegerRelation("<", node.value, zero)
        )
    return place


def shown(line: Line, before: Term, place: Place) -> Term:
    """The term that a line says."""
    if line.written is not None:
        return line.written
    products = [Product((Number(item.coefficient), *item.factors)) for item in line.summands]
    if products:
        return Sum(tuple(products)) if len(products) > 1 else products[0]
    size = size_of(before, {symbol.name: symbol for symbol in place.sequent.declarations.symbols})
    assert size is not None
    return Zero(*size)


def payers(line: Line, place: Place) -> tuple[Named, ...]:
    """The premise named above the sign; whatever a derived step rests on; nothing for a bare sign."""
    if line.payer is None:
        return ()
    if line.payer.premise == INDUCTION:
        return place.sequent.premises[-1:]
    if ":" in line.payer.premise:
        return place.sequent.premises
    return tuple(premise for premise in place.sequent.premises if premise.id == line.payer.premise)


def unpaid(claim: Sequent, certificate: Certificate) -> Iterator[str]:
    """The lines that do not follow from the line before by what stands above the sign."""
    for chain, place in chains(derivation(claim, certificate), claim.claim, Place(claim)):
        before = chain.left
        for number, line in enumerate(chain.lines):
            after = shown(line, before, place)
            if not place.follows(Equal(before, after), payers(line, place)):
                yield f"line {number + 1} of the chain from {chain.left} to {chain.right}"
            before = after
        if chain.lines and not place.follows(Equal(before, chain.right), ()):
            yield f"the end of the chain from {chain.left} to {chain.right}"


@lru_cache
def proofs(file: str) -> tuple[Proof, ...]:
    found, errors = load(PAPER / file)
    assert not errors
    return tuple(found)


def settled(proof: Proof) -> Iterator[tuple[Step, Sequent, Certificate]]:
    for step in proof.steps:
        if step.method in SEARCHED:
            goal = sequent(proof, step)
            certificate = find(goal, method=step.method).certificate
            if certificate is not None:
                yield step, goal, certificate


@pytest.mark.parametrize("file", ["lemma1.py", "lemma1_left.py", "theorem3.py", "theorem1_hard.py", "corollary1.py"])
def test_every_line_of_the_paper_is_paid_for(file: str) -> None:
    counted = 0
    for proof in proofs(file):
        for step, goal, certificate in settled(proof):
            is_identity = isinstance(certificate, Algebra) and not certificate.combination
            assert derivation(goal, certificate) or is_identity, step.id
            assert [*unpaid(goal, certificate)] == [], step.id
            counted += 1
    assert counted


STATEMENTS = [
    "A*X*A = A, X*A*X = X, (A*X).T = A*X, (X*A).T = X*A, A*Y*A = A, Y*A*Y = Y, (A*Y).T = A*Y, (Y*A).T = Y*A |- X = Y",
    "I + A*B invertible |- inv(I + A*B)*A = A*inv(I + B*A)",
    "A*B = I |- B*A = I",
    "A.T*A = 0 |- A = 0",
    "A symmetric, B symmetric, A and B commute |- (A*B).T = A*B",
]


@pytest.mark.parametrize("text", STATEMENTS)
def test_every_line_of_statements_is_paid_for(text: str) -> None:
    symbols = dict.fromkeys(("A", "B", "X", "Y"), ("n", "n"))
    (proof,), errors = parse_statement(symbols, text)
    assert not errors
    counted = 0
    for _, goal, certificate in settled(proof):
        assert [*unpaid(goal, certificate)] == []
        counted += 1
    assert counted


def test_a_line_that_is_not_paid_for_is_noticed() -> None:
    symbols = dict.fromkeys(("A", "B"), ("n", "n"))
    (proof,), _ = parse_statement(symbols, "A*B = B*A, A*A = A |- A*A*B = B*A*A")
    goal = sequent(proof, proof.steps[0])
    certificate = find(replace(goal, premises=goal.premises[:1])).certificate
    assert certificate is not None
    assert [*unpaid(goal, certificate)] == []
    swapped = (replace(goal.premises[0], formula=goal.premises[1].formula), goal.premises[1])
    assert [*unpaid(replace(goal, premises=swapped), certificate)]
