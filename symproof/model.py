"""The names of a loaded proof and of its results, for those that still ask for them here."""

from symproof.diagnostics.results import (
    UNSETTLED,
    Cause,
    Counterexample,
    Instances,
    Ledger,
    Model,
    ProofResult,
    Report,
    StepResult,
    cause_of,
)
from symproof.language.proof import RANK, Block, Fact, Hypothesis, Proof, Step, Verdict

__all__ = [
    "RANK",
    "UNSETTLED",
    "Block",
    "Cause",
    "Counterexample",
    "Fact",
    "Hypothesis",
    "Instances",
    "Ledger",
    "Model",
    "Proof",
    "ProofResult",
    "Report",
    "Step",
    "StepResult",
    "Verdict",
    "cause_of",
]
