"""Whether the hypotheses of a proof can hold together: a model of them, or why they contradict each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeAlias

from symproof.diagnostics.diagnostic import Contradiction
from symproof.diagnostics.results import Model
from symproof.language.proof import Proof
from symproof.language.scopes import of_hypotheses
from symproof.verdict.asking import FORGETFUL, Memory

Contradictions: TypeAlias = tuple[Contradiction, ...]


def model_or_contradiction(proof: Proof, seconds: float, memory: Memory = FORGETFUL) -> Model | Contradictions | None:
    """A model of the hypotheses; else why they contradict each other (SP404); None where neither is found."""
    return memory.model(proof) or tuple(_contradictions(proof, seconds)) or None


def _contradictions(proof: Proof, seconds: float) -> Iterator[Contradiction]:
    """Of all hypotheses; and, where one of those takes part that a claim needs for itself, of those of each claim."""
    from symproof.search.consistency import contradiction

    everything = of_hypotheses(proof)
    found = contradiction(everything, seconds=seconds)
    if found is None:
        return
    yield found
    implied = {item.id for item in proof.hypotheses if item.implied}
    if not implied.intersection(found.premises):
        return
    for own in dict.fromkeys(frozenset(implied.intersection(step.using)) for step in proof.steps):
        kept = tuple(item for item in everything.premises if item.id not in implied - own)
        alone = contradiction(replace(everything, premises=kept), seconds=seconds)
        if alone is not None:
            yield alone
