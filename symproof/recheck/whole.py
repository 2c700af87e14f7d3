"""A report from beginning to end: read, replay, evaluate, compare."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from itertools import islice
from typing import Any

from symproof.diagnostics.diagnostic import Diagnostic
from symproof.diagnostics.results import Report
from symproof.language.codec import Decoded
from symproof.language.proof import Verdict
from symproof.language.records import dataclass
from symproof.recheck.comparison import differences
from symproof.recheck.computed import about, as_read, of_report
from symproof.recheck.lemmas import Replayed
from symproof.recheck.proofs import Rechecked, allowances, check_proof
from symproof.recheck.side_by_side import Accepted, all_accepted
from symproof.report.from_json import report_of
from symproof.report.shared import written_out

MOST_PROBLEMS = 50  # that are shown; one is enough to refuse


@dataclass(frozen=True, slots=True)
class RecheckResult:
    """``problems`` are refusals beyond single steps: where the report says something else than its terms do.
    ``statements`` is what each proof is about: lines of declarations, definitions, hypotheses and the statement; none
    of a report that is refused."""

    steps: tuple[Rechecked, ...]
    verdicts: Mapping[str, Verdict]
    problems: tuple[Diagnostic, ...]
    statements: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    models: int = 0
    errors: int = 0

    @property
    def accepted(self) -> bool:
        """Whether nothing in the report was refused."""
        return not self.problems and all(step.problem is None for step in self.steps)


def recheck(data: Mapping[str, Any], jobs: int = 1) -> RecheckResult:
    """Computes everything again and compares; raises SymproofError if this is not a report. Several processes take less
    time, and answer the same."""
    accepted = all_accepted(data, jobs)
    return _one_by_one(data) if accepted is None else _of_accepted(data, accepted)


def _of_accepted(data: Mapping[str, Any], accepted: Sequence[Accepted]) -> RecheckResult:
    return RecheckResult(
        tuple([step for item in accepted for step in item.steps]),
        {item.proof: item.verdict for item in accepted},
        (),
        {item.proof: item.statement for item in accepted},
        sum(item.has_model for item in accepted),
        len(data["errors"]),
    )


def _one_by_one(data: Mapping[str, Any]) -> RecheckResult:
    data = written_out(data)
    read = Decoded()
    stated = report_of(data, read)
    allowed = allowances(data, stated, Replayed())
    problems = list(_of_report(stated))
    steps: list[Rechecked] = []
    for number, result in enumerate(stated.proofs if not problems else ()):
        found, wrong = check_proof(result, f"report.proofs[{number}]", allowed)
        steps += found
        problems += wrong
    if not problems and all(step.problem is None for step in steps):
        computed = of_report(stated, data, as_read(read))
        problems += islice(differences(computed, data, "report"), MOST_PROBLEMS)
    is_refused = problems or any(step.problem is not None for step in steps)
    return RecheckResult(
        tuple(steps),
        {result.proof.id: result.verdict for result in stated.proofs},
        tuple(problems),
        {} if is_refused else {result.proof.id: about(result.proof) for result in stated.proofs},
        sum(result.model is not None for result in stated.proofs),
        len(stated.errors),
    )


def _of_report(report: Report) -> Iterator[Diagnostic]:
    if not any(result.steps for result in report.proofs):
        what = f"{len(report.errors)} errors of loading" if report.errors else "nothing"
        yield Diagnostic("SP729", f"report.proofs: no step was checked: the report holds {what}")
    names = [result.proof.id for result in report.proofs]
    if len(set(names)) != len(names):
        yield Diagnostic("SP706", "report.proofs: two proofs have the same id")
