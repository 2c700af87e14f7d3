"""recheck: a saved report is replayed by the kernel alone."""

from __future__ import annotations

from pathlib import Path

import click

from symproof.cli.options import FORMAT, OUTPUT, with_options
from symproof.cli.output import deliver


@click.command("recheck")
@click.argument("report", type=click.Path(path_type=Path))
@with_options(FORMAT, OUTPUT)
def recheck_command(report: Path, form: str, output: Path | None) -> int:
    """Replay every certificate of a saved JSON report; nothing is searched and no proof file is run.

    Exit code 0: all that the report says is borne out; 1: something is not; 2: this is not a report.
    """
    from symproof.recheck import recheck
    from symproof.report.from_json import read_report
    from symproof.report.to_recheck import recheck_json, recheck_text

    result = recheck(read_report(report))
    text = recheck_json(result) if form == "json" else recheck_text(result)
    return deliver(text, output, 0 if result.accepted else 1)
