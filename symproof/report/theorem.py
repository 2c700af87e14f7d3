"""The theorem that the kernel made of a proof: its exact statement, definitions unfolded, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from symproof.diagnostics.results import ProofResult
from symproof.language.declarations import Declarations
from symproof.language.proof import Hypothesis, Proof
from symproof.verdict.argument import statement_of_proof


def bare(proof: Proof) -> Proof | None:
    """The statement alone as a proof without steps, with all definitions unfolded; None if it states nothing."""
    if proof.statement is None:
        return None
    sequent = statement_of_proof(proof, proof.statement).sequent
    given = tuple([Hypothesis(item.id, item.formula) for item in (*sequent.facts, *sequent.premises)])
    declared = sequent.declarations
    plain = Declarations(declared.integers, declared.sizes, declared.symbols, declared.functions)
    return replace(
        proof, declarations=plain, hypotheses=given, statement=sequent.claim, items=(), facts=(), citations=()
    )


def rests_on(result: ProofResult) -> Iterator[str]:
    """The axioms and the lemmas of the theorem, and what the author notes about gaps in the text."""
    if result.theorem is not None:
        for axiom in result.theorem.axioms:
            yield f"axiom {axiom.id}: {axiom.source}"
        if result.theorem.lemmas:
            yield f"lemmas: {', '.join(result.theorem.lemmas)}"
    for step in result.proof.steps:
        if step.note:
            yield f"note at {step.id}: {step.note}"
