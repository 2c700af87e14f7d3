"""The verdicts on the steps of a proof that is written in a test."""

from __future__ import annotations

from symproof.author import Proof
from symproof.language.proof import Verdict
from symproof.verdict.check import check
from symproof.verdict.settle import Options


def verdicts(proof: Proof, budget: float = 10.0) -> dict[str, Verdict]:
    """By the ids of the steps, as ``symproof check`` settles them without its cache."""
    built, errors = proof.finished()
    assert built is not None
    assert not errors
    report = check([built], options=Options(budget=budget, cache=False))
    return {result.step.id: result.verdict for result in report.proofs[0].steps}
