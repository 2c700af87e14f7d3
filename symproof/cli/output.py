"""Where a report goes: a terminal, a pipe or a file; and the progress of long work."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from symproof.cli.streams import complain
from symproof.diagnostics.errors import SymproofError
from symproof.diagnostics.results import Report
from symproof.verdict.check import Progress, exit_code, silent
from symproof.verdict.settle import Options

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

PATIENCE = 0.5  # seconds before a progress bar is worth its import


WRITERS = {"json": "to_json", "sarif": "to_sarif", "github": "to_github", "html": "html"}


def preparing(form: str) -> Callable[[], object]:
    """Imports what writes a report of this form: a short check starts faster if this is done while others work."""
    return partial(import_module, f"symproof.report.{WRITERS.get(form, 'to_terminal')}")


def emit(report: Report, options: Options, *, form: str, output: Path | None, verbose: bool = False) -> int:
    """Shows or writes the report; the exit code."""
    if form == "text" and output is None and sys.stdout.isatty():
        _on_terminal(report, options, verbose=verbose)
        return exit_code(report, options)
    return deliver(_written(report, options, form, verbose=verbose), output, exit_code(report, options))


def _written(report: Report, options: Options, form: str, *, verbose: bool) -> str:
    if form == "json":
        from symproof.report.to_json import to_json

        return to_json(report, options.jobs)
    if form == "sarif":
        from symproof.report.to_sarif import to_sarif

        return to_sarif(report, options)
    if form == "github":
        from symproof.report.to_github import to_github

        return to_github(report, options)
    if form == "html":
        return page(report, options)
    from symproof.report.to_terminal import to_terminal

    return to_terminal(report, options, verbose=verbose)


def page(report: Report, options: Options, *, is_saved: bool = False) -> str:
    """The report as one page of HTML. Imported here: no other command needs the templates."""
    from symproof.report.html import html_document, html_of_saved

    return html_of_saved(report, options) if is_saved else html_document(report, options)


def _on_terminal(report: Report, options: Options, *, verbose: bool) -> None:
    from rich.console import Console

    from symproof.report.to_terminal import show_on

    show_on(Console(), report, options, verbose=verbose)


def deliver(text: str, output: Path | None, code: int) -> int:
    """Writes the text to the file, or to stdout; also there, with exit code 2, if the file cannot be written."""
    if output is None:
        click.echo(text, nl=False)
        return code
    from symproof.report.core import error_lines, write_output

    try:
        write_output(text, output)
    except SymproofError as error:
        click.echo(text, nl=False)
        complain("\n".join(error_lines(error.error)))
        return max(code, 2)
    return code


@contextmanager
def progress(output: Path | None) -> Iterator[Progress]:
    """A bar on a terminal, silence in a pipe; it appears only when the work takes a while."""
    if not sys.stderr.isatty() or (output is None and not sys.stdout.isatty()):
        yield silent
        return
    watcher = _Watcher()
    try:
        yield watcher
    finally:
        watcher.stop()


class _Watcher:
    def __init__(self) -> None:
        self.start = time.monotonic()
        self.bar: Bar | None = None
        self.task: TaskID | None = None

    def __call__(self, done: int, total: int, label: str) -> None:
        if self.bar is None and time.monotonic() - self.start > PATIENCE:
            self._show(total)
        if self.bar is not None and self.task is not None:
            self.bar.update(self.task, completed=done, description=label)

    def _show(self, total: int) -> None:
        from rich.console import Console
        from rich.progress import Progress

        self.bar = Progress(console=Console(stderr=True), transient=True)
        self.task = self.bar.add_task("", total=total)
        self.bar.start()

    def stop(self) -> None:
        if self.bar is not None:
            self.bar.stop()
