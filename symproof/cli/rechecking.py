"""recheck: a saved report is replayed by the kernel alone."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import click

from symproof.cli.options import FORMAT, JOBS, OUTPUT, with_options
from symproof.cli.output import deliver
from symproof.recheck import TAKEN_AS_STATED, RecheckResult, recheck
from symproof.report.core import counted, message
from symproof.report.from_json import read_report
from symproof.report.to_json import laid_out

# New objects before the collector looks for cycles. The records of a report are many, live to the end and hold none: to
# look through a million of them once takes as long as to read the report.
OBJECTS = 10_000_000


@contextmanager
def _rare_collections() -> Iterator[None]:
    """The collector looks for cycles at the usual times again afterwards: the command may run inside a program. What
    the command leaves is put among the old objects, so that the collector does not look through all of it at once."""
    before = gc.get_threshold()
    gc.set_threshold(OBJECTS)
    try:
        yield
    finally:
        if not gc.get_freeze_count():
            gc.freeze()
            gc.unfreeze()
        gc.set_threshold(*before)


@click.command("recheck")
@click.argument("report", type=click.Path(path_type=Path))
@with_options(JOBS, FORMAT, OUTPUT)
def recheck_command(report: Path, jobs: int, form: str, output: Path | None) -> int:
    """Replay every certificate of a saved JSON report and compute the rest of it again; no proof file is run.

    Exit code 0: all that the report says is borne out; 1: something is not; 2: this is not a report.
    """
    with _rare_collections():
        result = recheck(read_report(report), jobs)
        text = recheck_json(result) if form == "json" else recheck_text(result)
    return deliver(text, output, 0 if result.accepted else 1)


def recheck_text(result: RecheckResult) -> str:
    """A refusal says so first and nothing else than why; otherwise what was borne out, how, and what was not."""
    lines = list(_borne_out(result) if result.accepted else _refusal(result))
    return "\n".join(map(_printable, lines)) + "\n"


def _refusal(result: RecheckResult) -> Iterator[str]:
    yield "REFUSED: the report is not borne out"
    for problem in result.problems:
        yield from message(problem)
    for step in result.steps:
        if step.problem is not None:
            yield from (f"{step.proof}:{step.step}: {line}" for line in message(step.problem))


def _borne_out(result: RecheckResult) -> Iterator[str]:
    replayed = sum(step.replayed for step in result.steps)
    evaluated = sum(step.evaluated for step in result.steps)
    yield f"{replayed} of {len(result.steps)} steps replayed by the kernel"
    if evaluated or result.models:
        yield f"{counted(evaluated, 'counterexample')} and {counted(result.models, 'model')} evaluated again"
    listed = Counter(str(step.verdict) for step in result.steps if not step.replayed and not step.evaluated)
    if listed:
        yield "listed as stated: " + ", ".join(f"{n} {verdict}" for verdict, n in listed.items())
    yield "taken as stated: " + "; ".join(TAKEN_AS_STATED)
    if result.errors:
        yield f"the report also lists {counted(result.errors, 'error')} of what did not load"
    for proof, verdict in result.verdicts.items():
        yield f"{proof}: {verdict}"
        yield from (f"    {line}" for line in result.statements[proof])
    yield "the report is borne out"


def _printable(line: str) -> str:
    """The names in a report are anybody's: none of them writes a line of its own."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in line)


def recheck_json(result: RecheckResult) -> str:
    """The result of a recheck as JSON (``symproof.recheck/1``)."""
    data = {
        "schema": "symproof.recheck/1",
        "accepted": result.accepted,
        "problems": [asdict(problem) for problem in result.problems],
        "verdicts": {proof: str(verdict) for proof, verdict in result.verdicts.items()} if result.accepted else {},
        "steps": [{**asdict(step), "verdict": str(step.verdict)} for step in result.steps],
        "statements": {proof: "\n".join(lines) for proof, lines in result.statements.items()},
        "taken_as_stated": list(TAKEN_AS_STATED),
    }
    return laid_out(data) + "\n"
