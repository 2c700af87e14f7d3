"""Whether the hypotheses of a proof can hold together: a model of them, or why they contradict each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from symproof.diagnostics.diagnostic import Contradiction
from symproof.diagnostics.results import Model, StepResult
from symproof.language.proof import Proof, Step
from symproof.language.scopes import of_hypotheses
from symproof.verdict.asking import FORGETFUL, Memory

Contradictions: TypeAlias = tuple[Contradiction, ...]


def model_or_contradiction(proof: Proof, seconds: float, memory: Memory = FORGETFUL) -> Model | Contradictions | None:
    """A model of the hypotheses; else why they contradict each other (SP404); None where neither is found."""
    return memory.model(proof) or tuple(_contradictions(proof, seconds)) or None


def model_of_counterexample(proof: Proof, results: Sequence[StepResult]) -> Model | None:
    """The values of a counterexample that satisfies all hypotheses and gives a value to each name that the proof
    declares, and to no other: a step in a block or a quantified claim has names of its own. None without one, and where
    families are declared, whose members are named one by one."""
    declared, hypothesis_ids = proof.declarations, {item.id for item in proof.hypotheses}
    families = [item.range for item in declared.sizes] + [item.range for item in declared.symbols]
    if not hypothesis_ids or any(family is not None for family in families):
        return None
    sizes = {*declared.integers, *(item.name for item in declared.sizes)}
    free = {item.name for item in declared.symbols if not item.pieces}
    defined = {item.name for item in declared.symbols if item.pieces}
    outside = {item.id for item in proof.items if isinstance(item, Step)}
    for result in results:
        found = result.counterexample
        if found is None or result.step.id not in outside or not hypothesis_ids.issubset(result.step.using):
            continue
        if found.sizes.keys() == sizes and free <= found.values.keys() <= free | defined:
            return Model(found.sizes, found.values, found.functions)
    return None


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
