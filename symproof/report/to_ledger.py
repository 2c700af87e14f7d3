"""The ledger alone: what each verdict rests on, with places and sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from symproof.diagnostics.results import ProofResult, Report
from symproof.language.proof import Fact, Proof
from symproof.report.core import place
from symproof.report.document import document
from symproof.report.document.parts import Cited, LedgerPart, Summary
from symproof.report.to_json import laid_out, report_data
from symproof.verdict.resting import named


def ledger_text(report: Report) -> str:
    """One section for each proof."""
    return "\n\n".join("\n".join(_proof(result)) for result in report.proofs if not result.is_support) + "\n"


def _proof(result: ProofResult) -> Iterator[str]:
    parts = list(document(result))
    yield f"{result.proof.id}: {result.verdict}"
    yield from (part.headline for part in parts if isinstance(part, Summary))
    for part in parts:
        if isinstance(part, LedgerPart):
            yield from _ledger(part)


def _ledger(part: LedgerPart) -> Iterator[str]:
    yield from _cited("facts of the library", part.facts, part.proof)
    yield from _cited("citations", part.citations, part.proof)
    yield from _omitted(part.omissions, part.proof)
    yield f"unknown: {len(part.unknown) or 'none'}"
    for item in part.unknown:
        cause = "" if item.result is None else item.result.cause
        yield f"  {place(item.proof.file, item.step.line)} step {item.step.id}: {cause}"
    yield f"proved from steps without a proof: {len(part.resting) or 'none'}"
    for item in part.resting:
        yield f"  step {item.step.id} rests on {named(item.rests)}"
    yield from _plain("rules beyond sums, products and linear combination", part.rules)
    yield from _plain("trusted beside the kernel", part.trusted)
    if part.unused is not None:
        yield from _plain("hypotheses that no step uses", part.unused)


def _cited(title: str, facts: Sequence[Cited], proof: Proof) -> Iterator[str]:
    yield f"{title}: {len(facts) or 'none'}"
    for cited in facts:
        yield f"  {cited.fact.id}  {cited.fact.statement}"
        yield f"      source: {cited.fact.source}"
        for step in cited.steps:
            yield f"      {place(proof.file, step.line)} step {step.id}"


def _omitted(omissions: Sequence[Fact], proof: Proof) -> Iterator[str]:
    lines = {step.id: step.line for step in proof.steps}
    yield f"omitted by the author: {len(omissions) or 'none'}"
    for fact in omissions:
        yield f"  {place(proof.file, lines.get(fact.id))} step {fact.id}: {fact.statement}"
        yield f"      reason: {fact.source}"


def _plain(title: str, items: Sequence[str]) -> Iterator[str]:
    yield f"{title}: {', '.join(items) or 'none'}"


def ledger_json(report: Report) -> str:
    """The ledgers of all proofs as JSON."""
    fields = ("id", "file", "line", "verdict", "ledger", "unused_hypotheses", "model")
    of_step = ("id", "file", "line", "verdict", "cause", "rests_on")
    proofs = [
        {field: proof[field] for field in fields}
        | {"steps": [{field: step[field] for field in of_step} for step in proof["steps"]]}
        for proof in report_data(report)["proofs"]
    ]
    return laid_out({"schema": "symproof.ledger/1", "proofs": proofs}) + "\n"
