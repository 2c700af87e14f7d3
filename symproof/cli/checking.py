"""check, latex and ledger: the commands that settle proofs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import click

from symproof.cli.options import (
    FIRST,
    FORMAT,
    OUTPUT,
    PROOFS,
    REPORT_FORMAT,
    STRICT,
    SWEEP,
    VERBOSE,
    options_of,
    with_options,
)
from symproof.cli.output import deliver, emit, preparing, progress
from symproof.cli.streams import complain
from symproof.cli.targets import load_targets
from symproof.diagnostics.results import Report
from symproof.verdict.check import check, description_code
from symproof.verdict.settle import Options


@click.command("check")
@click.argument("targets", nargs=-1, metavar="[TARGET]...")
@with_options(PROOFS, *SWEEP, STRICT, FIRST, REPORT_FORMAT, OUTPUT, VERBOSE)
@click.option("--watch", is_flag=True, help="Check again whenever a file is saved, until an interrupt.")
def check_command(
    targets: tuple[str, ...],
    folder: Path | None,
    form: str,
    output: Path | None,
    *,
    verbose: bool,
    watch: bool,
    **given: Any,
) -> int:
    """Check proofs; without a TARGET, all that are found.

    TARGET is a proof (lemma1, zhang2019/lemma1), one of its steps (lemma1:perturbation), a file, a statement of a file
    (identities.toml:push_through) or a folder.
    """
    options = options_of(**given)
    if watch:
        from symproof.cli.watching import Watch
        from symproof.cli.watching import watch as watch_files

        watched = Watch(targets, folder, options, output)
        return watch_files(watched, partial(emit, options=options, form=form, output=output, verbose=verbose))
    report = checked(targets, folder, options, output, meanwhile=preparing(form))
    return emit(report, options, form=form, output=output, verbose=verbose)


@click.command("latex")
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...")
@click.option("--standalone", is_flag=True, help="One document that compiles, instead of a fragment for each proof.")
@with_options(PROOFS, *SWEEP, OUTPUT)
def latex_command(
    targets: tuple[str, ...], folder: Path | None, output: Path | None, *, standalone: bool, **given: Any
) -> int:
    """The derivation as LaTeX (amsmath): checked first, so that the verdicts stand in the margin."""
    from symproof.report.to_latex import latex_document

    options = options_of(**given)
    report = checked(targets, folder, options, output)
    if not report.proofs:  # an empty page would read like a page without problems
        return _with_errors(report, description_code(report))
    return _with_errors(report, deliver(latex_document(report, standalone), output, description_code(report)))


@click.command("ledger")
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...")
@with_options(PROOFS, *SWEEP, FORMAT, OUTPUT)
def ledger_command(targets: tuple[str, ...], folder: Path | None, form: str, output: Path | None, **given: Any) -> int:
    """What a verdict rests on: facts, citations, omissions, rules and programs, each with its place and source."""
    from symproof.report.to_ledger import ledger_json, ledger_text

    options = options_of(**given)
    report = checked(targets, folder, options, output)
    text = ledger_json(report) if form == "json" else ledger_text(report)
    return _with_errors(report, deliver(text, output, description_code(report)))


def checked(
    targets: Sequence[str],
    folder: Path | None,
    options: Options,
    output: Path | None,
    meanwhile: Callable[[], object] = lambda: None,
) -> Report:
    """The report on what the targets name, with a progress bar on a terminal."""
    loaded = load_targets(targets, folder)
    with progress(output) as watcher:
        return check(loaded.proofs, loaded.errors, options, watcher, only=loaded.only, meanwhile=meanwhile)


def _with_errors(report: Report, code: int) -> int:
    """These formats have no place for errors; they go to stderr."""
    from symproof.report.core import error_lines

    for error in report.errors:
        complain("\n".join(error_lines(error)))
    return code
