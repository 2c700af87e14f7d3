"""What every reporter shares: the protocol, and files that are either written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from symproof.check import is_derived
from symproof.codes import CODES
from symproof.errors import SymproofError
from symproof.model import Diagnostic, LoadError, ProofResult, Report, StepResult, Verdict


class Reporter(Protocol):
    """A format: the whole report as text."""

    def __call__(self, report: Report) -> str: ...


def write_output(text: str, path: Path) -> None:
    """Writes the file whole, through a neighbour that replaces it; nothing half-written stays behind (SP701)."""
    temporary: str | None = None
    try:
        if path.exists() and not path.is_file():  # a device or a pipe cannot be replaced
            path.write_text(text, encoding="utf-8")
            return
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        _like_a_new_file(Path(temporary), path)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        raise SymproofError("SP701", f"{path}: {error.strerror or error}", CODES["SP701"][1]) from error


def _like_a_new_file(temporary: Path, path: Path) -> None:
    """The permissions that the file has, or that a file created by ``open`` would have."""
    if path.exists():
        temporary.chmod(path.stat().st_mode & 0o777)
        return
    mask = os.umask(0)
    os.umask(mask)
    temporary.chmod(0o666 & ~mask)


def place(file: str | None, line: int | None, column: int | None = None) -> str:
    """``proofs/lemma1.py:23:5``, as far as it is known; nothing without a file."""
    return ":".join(str(part) for part in (file, line, column) if part is not None) if file else ""


def message(item: Diagnostic | LoadError) -> list[str]:
    """The sentence with its code, and what to try."""
    lines = [f"[{item.code}] {item.message}"]
    return [*lines, f"try: {item.hint}"] if item.hint else lines


def error_lines(error: LoadError) -> list[str]:
    """An error with its place, and what to try below it."""
    where = place(error.file, error.line, error.column)
    first, *rest = message(error)
    if where:  # the sentence may hold the place as well, for those who have nothing else
        first = f"{where}: {first.replace(f'] {where}: ', '] ', 1)}"
    return [first, *(f"    {line}" for line in rest)]


def counts(results: Sequence[StepResult]) -> dict[Verdict, int]:
    """How many steps have each verdict; verdicts that do not occur are left out."""
    found = {verdict: sum(result.verdict is verdict for result in results) for verdict in Verdict}
    return {verdict: number for verdict, number in found.items() if number}


def headline(result: ProofResult) -> str:
    """``Lemma 1: 21 of 41 steps proved, 9 cited, 11 unknown; the statement is not derived yet``."""
    name = result.proof.title.partition(":")[0] or result.proof.id
    if not result.steps:
        return f"{name}: no steps; nothing is established"
    parts = [f"{number} {verdict}" for verdict, number in counts(result.steps).items()]
    first, *rest = parts
    number, verdict = first.split(" ", 1)
    noun = "claim" if result.proof.is_statement_file else "step"
    plural = "" if len(result.steps) == 1 else "s"
    line = ", ".join([f"{number} of {len(result.steps)} {noun}{plural} {verdict}", *rest])
    if result.proof.is_statement_file:
        return f"{name}: {line}"
    left_out = len(result.proof.steps) - len(result.steps)
    if left_out:
        return f"{name}: {line}; {left_out} steps were not selected"
    if result.proof.statement is None:
        return f"{name}: {line}; there is no statement to derive from them"
    return (
        f"{name}: {line}; the statement is {'derived' if is_derived(result.proof, result.steps) else 'not derived yet'}"
    )


def is_whole(result: ProofResult) -> bool:
    """Whether every step was looked at: only then is a hypothesis unused."""
    return len(result.steps) == len(result.proof.steps)


def not_covered(result: ProofResult) -> str:
    """One line on what the verdict does not say."""
    found = counts(result.steps)
    gaps = []
    if Verdict.CHECKED in found:
        gaps.append(f"sizes beyond the sweep for {_steps(found[Verdict.CHECKED], 'checked')}")
    if Verdict.CITED in found:
        gaps.append(f"the facts and sources behind {_steps(found[Verdict.CITED], 'cited')}")
    if Verdict.OMITTED in found:
        gaps.append(f"the arguments of {_steps(found[Verdict.OMITTED], 'omitted')}")
    if Verdict.UNKNOWN in found:
        gaps.append(f"{_steps(found[Verdict.UNKNOWN], 'unknown')}")
    gaps.append("whether the formal claims say what the paper means")
    return "Not covered: " + "; ".join(gaps) + "."


def _steps(number: int, verdict: str) -> str:
    return f"{number} {verdict} step{'' if number == 1 else 's'}"
