"""The ledger alone: what each verdict rests on, with places and sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from symproof.diagnostics.results import ProofResult, Report
from symproof.language.proof import Fact, Verdict
from symproof.report.core import headline, is_whole, place
from symproof.report.to_json import laid_out, report_data
from symproof.verdict.ledger import steps_citing
from symproof.verdict.resting import named, resting


def ledger_text(report: Report) -> str:
    """One section for each proof."""
    return "\n\n".join("\n".join(_proof(result)) for result in report.proofs) + "\n"


def _proof(result: ProofResult) -> Iterator[str]:
    found = result.ledger
    yield f"{result.proof.id}: {result.verdict}"
    yield headline(result)
    yield from _cited("facts of the library", found.facts, result)
    yield from _cited("citations", found.citations, result)
    yield from _omitted(found.omissions, result)
    yield from _unknown(result)
    yield from _rests(result)
    yield from _plain("rules beyond the normal form and linear combination", found.rules)
    yield from _plain("trusted beside the kernel", found.trusted)
    if is_whole(result):
        yield from _plain("hypotheses that no step uses", result.unused_hypotheses)


def _cited(title: str, facts: Sequence[Fact], result: ProofResult) -> Iterator[str]:
    yield f"{title}: {len(facts) or 'none'}"
    for fact in facts:
        yield f"  {fact.id}  {fact.statement}"
        yield f"      source: {fact.source}"
        for item in steps_citing(fact.id, result.steps):
            yield f"      {place(result.proof.file, item.step.line)} step {item.step.id}"


def _omitted(omissions: Sequence[Fact], result: ProofResult) -> Iterator[str]:
    lines = {item.step.id: item.step.line for item in result.steps}
    yield f"omitted by the author: {len(omissions) or 'none'}"
    for fact in omissions:
        yield f"  {place(result.proof.file, lines.get(fact.id))} step {fact.id}: {fact.statement}"
        yield f"      reason: {fact.source}"


def _unknown(result: ProofResult) -> Iterator[str]:
    """The unknown steps by cause, with their places."""
    unknown = [item for item in result.steps if item.cause is not None]
    yield f"unknown: {len(unknown) or 'none'}"
    for item in unknown:
        yield f"  {place(result.proof.file, item.step.line)} step {item.step.id}: {item.cause}"


def _rests(result: ProofResult) -> Iterator[str]:
    """The proved steps that go back to something without a proof."""
    rests = resting(result)
    found = [item for item in result.steps if item.verdict is Verdict.PROVED and not rests[item.step.id].is_firm]
    yield f"proved from steps without a proof: {len(found) or 'none'}"
    for item in found:
        yield f"  step {item.step.id} rests on {named(rests[item.step.id])}"


def _plain(title: str, items: Sequence[str]) -> Iterator[str]:
    yield f"{title}: {', '.join(items) or 'none'}"


def ledger_json(report: Report) -> str:
    fields = ("id", "file", "line", "verdict", "ledger", "unused_hypotheses", "model")
    of_step = ("id", "file", "line", "verdict", "cause", "rests_on")
    proofs = [
        {field: proof[field] for field in fields}
        | {"steps": [{field: step[field] for field in of_step} for step in proof["steps"]]}
        for proof in report_data(report)["proofs"]
    ]
    return laid_out({"schema": "symproof.ledger/1", "proofs": proofs}) + "\n"
