"""What the terms of a report say: its fields, computed again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeAlias

from symproof.diagnostics.results import ProofResult, Report
from symproof.language.codec import Decoded
from symproof.language.proof import Proof
from symproof.report.outline import stated
from symproof.report.to_json import proof_data, report_data
from symproof.verdict.check import proof_verdict
from symproof.verdict.ledger import ledger, unused_hypotheses

Encoded: TypeAlias = dict[int, tuple[Any, Any]]


def as_read(read: Decoded) -> Encoded:
    """What ``encode`` knows of records: each stands for the data that it was read from, which needs no comparison."""
    return {id(value): (value, data) for data, value, _ in read.nodes.values()}


def about(proof: Proof) -> tuple[str, ...]:
    """What the verdict of a proof is about: lines of declarations, definitions, hypotheses and the statement."""
    return tuple(filter(None, stated(proof)))


def of_proof(result: ProofResult, said: Mapping[str, Any], known: Encoded) -> dict[str, Any]:
    """The fields of a proof."""
    return _as_old_as(proof_data(_recomputed(result), known), said)


def of_report(report: Report, said: Mapping[str, Any], known: Encoded) -> dict[str, Any]:
    """The fields of a report."""
    computed = report_data(replace(report, proofs=tuple(map(_recomputed, report.proofs))), known)
    return {**computed, "proofs": list(map(_as_old_as, computed["proofs"], said["proofs"]))}


def _recomputed(result: ProofResult) -> ProofResult:
    return replace(
        result,
        verdict=proof_verdict(result.proof, result.steps, result.theorem),
        ledger=ledger(result.proof, result.steps, result.theorem),
        unused_hypotheses=unused_hypotheses(result.proof, result.steps),
    )


def _as_old_as(computed: dict[str, Any], stated: Mapping[str, Any]) -> dict[str, Any]:
    """Without the tree that a report from before there were any does not have."""
    return {key: value for key, value in computed.items() if key != "tree" or "tree" in stated}
