"""What all reports share: the verdict in words, places and messages, and files that are written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from symproof.diagnostics.codes import CODES
from symproof.diagnostics.diagnostic import Diagnostic, LoadError
from symproof.diagnostics.errors import SymproofError
from symproof.diagnostics.results import Cause, ProofResult, StepResult
from symproof.language.proof import Method, Verdict
from symproof.verdict.check import is_axiom, is_derived
from symproof.verdict.outcome import UNASKED
from symproof.verdict.resting import resting


def distinct(name: str, taken: set[str]) -> str:
    """The name, with a number behind it where another one is the same; it is taken from then on."""
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{name}-{number}"
    taken.add(found)
    return found


def write_output(text: str, path: Path) -> None:
    """Writes the file whole, through a neighbour that replaces it; nothing half-written stays behind (SP701). What no
    text can hold, such as the name of a file that is no UTF-8, is written with backslashes."""
    temporary: str | None = None
    try:
        if path.exists() and not path.is_file():  # a device or a pipe cannot be replaced
            path.write_text(text, encoding="utf-8", errors="backslashreplace")
            return
        import tempfile  # imported here: with it comes what packs files, and most reports go to the terminal

        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
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


def verdict_counts(results: Sequence[StepResult]) -> list[str]:
    """``["21 proved", "11 unknown (9 no rule, 2 search failed)"]``: the unknown steps by cause."""
    causes = {cause: sum(result.cause is cause for result in results) for cause in Cause}
    shown = ", ".join(f"{number} {cause}" for cause, number in causes.items() if number)
    return [
        f"{number} {verdict}{f' ({shown})' if verdict is Verdict.UNKNOWN else ''}"
        for verdict, number in counts(results).items()
    ]


def counts(results: Sequence[StepResult]) -> dict[Verdict, int]:
    """How many steps have each verdict; verdicts that do not occur are left out."""
    found = {verdict: sum(result.verdict is verdict for result in results) for verdict in Verdict}
    return {verdict: number for verdict, number in found.items() if number}


def counted(number: int, noun: str) -> str:
    """``1 step``, ``2 steps``."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def headline(result: ProofResult) -> str:
    """``Lemma 1: 21 of 41 steps proved (5 of these from steps that are not established), 20 unknown (20 no
    rule); the statement is not derived yet``."""
    name = result.proof.title.partition(":")[0] or result.proof.id
    if not result.steps:
        return f"{name}: no steps; nothing is established"
    first, *rest = verdict_counts(result.steps)
    number, verdict = first.split(" ", 1)
    noun = "claim" if result.proof.is_statement_file else "step"
    whole = f"{number} of {counted(len(result.steps), noun)} {verdict}{_not_firm(result, verdict)}"
    line = ", ".join([whole, *rest])
    if result.proof.is_statement_file:
        return f"{name}: {line}"
    left_out = len(result.proof.steps) - len(result.steps)
    if left_out:
        return f"{name}: {line}; {left_out} steps were not selected"
    return f"{name}: {line}; {_conclusion(result)}"


def _not_firm(result: ProofResult, verdict: str) -> str:
    """How many of the proved steps go back to something that is not established."""
    rests = resting(result)
    number = sum(item.verdict is Verdict.PROVED and rests[item.step.id].is_open for item in result.steps)
    return f" ({number} of these from steps that are not established)" if number and verdict == "proved" else ""


def _conclusion(result: ProofResult) -> str:
    if result.proof.statement is None:
        return "the proof states no theorem, so nothing is concluded from them"
    if is_axiom(result):
        return "an axiom has no proof here"
    concluding = [item for item in result.steps if item.step.method == Method.CONCLUDE]
    if not concluding:
        return "no step concludes the statement: end with proof.conclude(using=[...])"
    if result.theorem is not None:
        return "the statement is derived"
    if not is_derived(result.proof, result.steps):
        return "the statement is not derived yet"
    if any(resting(result)[item.step.id].is_open for item in concluding):
        return "the statement follows from the steps named, but not all of these are established"
    return "the statement is derived"


MOST_MISSING = 8


def last_line(result: ProofResult) -> str:
    """``Lemma 1: proved, from the axioms A1, N1, N2``, or which steps are missing; nothing for a proof that states
    nothing, or of which only some steps were looked at."""
    proof, theorem = result.proof, result.theorem
    if proof.statement is None or proof.is_statement_file or not is_whole(result) or not result.steps:
        return ""
    name = proof.title.partition(":")[0] or proof.id
    if is_axiom(result):
        return f"{proof.name}: an axiom, which is believed"
    if theorem is not None and result.verdict is Verdict.PROVED:
        axioms = ", ".join(axiom.id for axiom in theorem.axioms)
        return f"{name}: proved, from {f'the axioms {axioms}' if axioms else 'no axiom'}"
    missing = [item.step.id for item in result.steps if item.verdict is not Verdict.PROVED]
    more = f" and {len(missing) - MOST_MISSING} more" if len(missing) > MOST_MISSING else ""
    steps = f"; not proved: {', '.join(missing[:MOST_MISSING])}{more}" if missing else ""
    return f"{name}: {result.verdict}{steps}"


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
        gaps.append(_steps(found[Verdict.UNKNOWN], "unknown"))
    unasked = sum(map(is_unasked, result.steps))
    if unasked:
        gaps.append(f"instances of {_steps(unasked, 'proved')}, which were not evaluated (--no-instances)")
    gaps.append("whether the formal claims say what the paper means")
    return "Not covered: " + "; ".join(gaps) + "."


def is_unasked(result: StepResult) -> bool:
    """Whether the second judge evaluated nothing, because the user did not want it."""
    return any(item.code == UNASKED.code for item in result.warnings)


def _steps(number: int, verdict: str) -> str:
    return counted(number, f"{verdict} step")
