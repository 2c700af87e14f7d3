"""check --watch: checks again whenever a file is saved, and settles again only what the file changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import click

from symproof.author.loader import proofs_folder
from symproof.cli.output import progress
from symproof.cli.streams import complain
from symproof.cli.targets import load_targets
from symproof.diagnostics.codes import CODES
from symproof.diagnostics.errors import SymproofError
from symproof.diagnostics.results import ProofResult, Report
from symproof.language.records import dataclass
from symproof.verdict.check import check
from symproof.verdict.settle import Options
from symproof.verdict.workers import interruptible

WATCHED = (".py", ".toml", ".json")
PAUSE = 200  # milliseconds in which changes are collected, and after which an interrupt is noticed
INTERRUPTED = "SP905"


@dataclass(frozen=True, slots=True)
class Watch:
    """What is checked."""

    targets: Sequence[str]
    folder: Path | None
    options: Options
    output: Path | None

    def report(self) -> Report:
        """The report of what the files say now. What was found before comes from the cache."""
        loaded = load_targets(self.targets, self.folder)
        with progress(self.output) as watcher:
            return check(loaded.proofs, loaded.errors, self.options, watcher, only=loaded.only)


def watch(watched: Watch, emit: Callable[[Report], int]) -> int:
    """Shows the report, again after every change of a file, until an interrupt; the exit code of the last report."""
    with interruptible():
        saved = _saved(_folders(watched), watched.output)
        next(saved)  # from here on a change is noticed, also while the first check runs
        code = _shown(watched.report(), emit)
        try:
            for names in saved:
                if names:
                    complain(f"\n{'=' * 20} {', '.join(names)}\n")
                    code = _shown(watched.report(), emit)
        except KeyboardInterrupt:
            complain("the watch has ended")
    return code


def _shown(report: Report, emit: Callable[[Report], int]) -> int:
    code = emit(report)
    if any(_is_interrupted(result) for result in report.proofs):
        raise click.Abort
    return code


def _is_interrupted(result: ProofResult) -> bool:
    return any(item.diagnostic is not None and item.diagnostic.code == INTERRUPTED for item in result.steps)


def _folders(watched: Watch) -> list[Path]:
    """The folder of proofs, and the folders of what is named by its path."""
    named = [path for target in watched.targets if (path := Path(target.rpartition(":")[0] or target)).exists()]
    folders = [path if path.is_dir() else path.parent for path in named]
    if len(named) < len(watched.targets) or not watched.targets:
        folders.append(proofs_folder(watched.folder))
    return sorted({folder.resolve() for folder in folders if folder.is_dir()})


def _saved(folders: Sequence[Path], output: Path | None) -> Iterator[list[str]]:
    """The names of the files that were saved since the last time, an empty list where there were none."""
    try:
        from watchfiles import DefaultFilter
        from watchfiles import watch as changes_of
    except ImportError:
        raise SymproofError("SP823", "--watch needs the package watchfiles", CODES["SP823"][1]) from None
    if not folders:
        raise SymproofError("SP801", "there is no folder to watch", CODES["SP801"][1])
    usual, written = DefaultFilter(), None if output is None else str(output.resolve())
    inside = _Inside(folders)
    for changes in changes_of(
        *folders,
        watch_filter=lambda change, path: usual(change, path) and path != written and inside.counts(path),
        rust_timeout=PAUSE,
        yield_on_timeout=True,
    ):
        yield _names(path for _, path in changes)


class _Inside:
    """The folders inside of those that are watched: who moves one, or removes it, changes no file in it."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.known = {str(path) for folder in folders for path in folder.rglob("*") if path.is_dir()}

    def counts(self, path: str) -> bool:
        """Whether a change at this path changes what is checked: a file that is watched, or a folder."""
        if Path(path).is_dir():
            self.known.add(path)
        return path.endswith(WATCHED) or path in self.known


def _names(paths: Iterable[str]) -> list[str]:
    return sorted({Path(path).name for path in paths})
