"""html: the report as one page that opens from disk."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from symproof.cli.checking import checked
from symproof.cli.options import OUTPUT, PROOFS, STRICT, SWEEP, options_of, with_options
from symproof.cli.output import deliver, page
from symproof.diagnostics.results import Report
from symproof.verdict.check import exit_code


@click.command("html")
@click.argument("targets", nargs=-1, metavar="[TARGET]...")
@click.option(
    "--from",
    "saved",
    type=click.Path(path_type=Path),
    metavar="REPORT.json",
    help="Show a saved JSON report instead of checking anything.",
)
@with_options(PROOFS, *SWEEP, STRICT, OUTPUT)
def html_command(
    targets: tuple[str, ...], saved: Path | None, folder: Path | None, output: Path | None, **given: Any
) -> int:
    """The report as one self-contained page of HTML, for proofs, statement files, or a saved report.

    \b
    symproof html lemma1 --output lemma1.html
    symproof html identities.toml --output identities.html
    symproof html --from report.json --output report.html

    TARGET is what it is for check, and so are the exit codes. A saved report is shown as it is; recheck replays it.
    """
    if bool(targets) == (saved is not None):
        raise click.UsageError("Name at least one TARGET, or a saved report with --from REPORT.json, but not both.")
    options = options_of(**given)
    report = checked(targets, folder, options, output) if saved is None else _read(saved)
    return deliver(page(report, options, is_saved=saved is not None), output, exit_code(report, options))


def _read(saved: Path) -> Report:
    from symproof.report.from_json import read_report, report_of

    return report_of(read_report(saved))
