"""What the theorem of a proof rests on, and what its author notes."""

from __future__ import annotations

from collections.abc import Iterator

from symproof.diagnostics.results import ProofResult


def rests_on(result: ProofResult) -> Iterator[str]:
    """The axioms and the lemmas of the theorem."""
    if result.theorem is None:
        return
    for axiom in result.theorem.axioms:
        yield f"axiom {axiom.id}: {axiom.source}"
    if result.theorem.lemmas:
        yield f"lemmas: {', '.join(result.theorem.lemmas)}"


def notes(result: ProofResult) -> Iterator[str]:
    """What the author notes about gaps in the text."""
    for step in result.proof.steps:
        if step.note:
            yield f"at {step.id}: {step.note}"
