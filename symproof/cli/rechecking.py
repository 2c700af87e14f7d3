"""recheck: a saved report is replayed by the kernel alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from pathlib import Path

import click

from symproof.cli.options import FORMAT, OUTPUT, with_options
from symproof.cli.output import deliver
from symproof.recheck import Rechecked, RecheckResult, recheck
from symproof.report.core import message
from symproof.report.from_json import read_report
from symproof.report.to_json import laid_out


@click.command("recheck")
@click.argument("report", type=click.Path(path_type=Path))
@with_options(FORMAT, OUTPUT)
def recheck_command(report: Path, form: str, output: Path | None) -> int:
    """Replay every certificate of a saved JSON report; nothing is searched and no proof file is run.

    Exit code 0: all that the report says is borne out; 1: something is not; 2: this is not a report.
    """
    result = recheck(read_report(report))
    text = recheck_json(result) if form == "json" else recheck_text(result)
    return deliver(text, output, 0 if result.accepted else 1)


def recheck_text(result: RecheckResult) -> str:
    """Refusals first, then what was replayed and what can only be listed."""
    lines = [line for problem in result.problems for line in message(problem)]
    lines += [line for step in result.steps if step.problem for line in _refused(step)]
    replayed = sum(step.replayed for step in result.steps)
    listed = Counter(str(step.verdict) for step in result.steps if not step.replayed and step.problem is None)
    lines.append(f"{replayed} of {len(result.steps)} steps replayed by the kernel")
    if listed:
        lines.append("listed as stated, not replayed: " + ", ".join(f"{n} {verdict}" for verdict, n in listed.items()))
    lines.append("taken as stated: instances, counterexamples, models, and the words of the author")
    for proof, verdict in result.verdicts.items():
        lines.append(f"{proof}: {verdict}")
        lines += [f"    {line}" for line in result.statements.get(proof, ()) if line]
    lines.append("the report is borne out" if result.accepted else "REFUSED: the report is not borne out")
    return "\n".join(map(_printable, lines)) + "\n"


def _printable(line: str) -> str:
    """The names in a report are anybody's: none of them writes a line of its own."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in line)


def _refused(step: Rechecked) -> list[str]:
    if step.problem is None:
        return []
    return [f"{step.proof}:{step.step} ({step.verdict}): {line}" for line in message(step.problem)]


def recheck_json(result: RecheckResult) -> str:
    data = {
        "schema": "symproof.recheck/1",
        "accepted": result.accepted,
        "problems": [asdict(problem) for problem in result.problems],
        "verdicts": {proof: str(verdict) for proof, verdict in result.verdicts.items()},
        "statements": {proof: [line for line in lines if line] for proof, lines in result.statements.items()},
        "steps": [{**asdict(step), "verdict": str(step.verdict)} for step in result.steps],
    }
    return laid_out(data) + "\n"
