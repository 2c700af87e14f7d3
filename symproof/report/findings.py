"""What other tools are told about a report: one finding for everything that does not pass, and for each warning.

Continuous integration shows findings beside the lines of a file, so each has a place, a rule and a text of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from symproof.diagnostics.codes import CODES
from symproof.diagnostics.diagnostic import Diagnostic, LoadError
from symproof.diagnostics.results import ProofResult, Report
from symproof.language.proof import Verdict
from symproof.language.records import dataclass
from symproof.report.core import headline, message
from symproof.report.document import document
from symproof.report.document.parts import NotLoaded, Problems, StepPart
from symproof.report.to_terminal import problem_lines
from symproof.verdict.check import is_concluded
from symproof.verdict.outcome import UNASKED
from symproof.verdict.settle import Options

NOT_REACHED = "SP906"  # with -x, after a step that does not pass, which is a finding
ERROR, WARNING = "error", "warning"
VERDICTS = {
    Verdict.PROVED: "A step is proved, although the author expects another verdict.",
    Verdict.CHECKED: "A step was checked at the listed sizes only, and that was not expected.",
    Verdict.CITED: "A step is cited, although the author expects another verdict, or asks for proofs only.",
    Verdict.OMITTED: "A step is omitted, although the author expects another verdict, or asks for proofs only.",
    Verdict.UNKNOWN: "A step is neither proved nor refuted.",
    Verdict.REFUTED: "A step is refuted: a counterexample satisfies its premises and contradicts its claim.",
    Verdict.DISAGREEMENT: "The two judges differ on a step: a bug of symproof.",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """``rule`` is a diagnostic code, or the verdict of a step without one. ``subject`` names the proof, and the step
    after a colon; nothing where a file did not load."""

    rule: str
    level: str
    title: str
    text: str
    subject: str = ""
    file: str | None = None
    line: int | None = None
    column: int | None = None


def findings(report: Report, options: Options) -> Iterator[Finding]:
    """Everything that did not load, does not pass or was warned about, in the order of the report. What the user left
    out by an option is no finding."""
    for part in document(report, options):
        match part:
            case NotLoaded(error=error):
                yield _not_loaded(error)
            case Problems():
                yield from (_problem(item) for item in (*part.failed, *part.unsettled) if _code(item) != NOT_REACHED)
            case StepPart(result=result) if result is not None:
                yield from (_warning(part, item) for item in result.warnings if item.code != UNASKED.code)
    for proof in report.proofs:
        yield from _of_proof(proof, options)


def meaning(rule: str) -> tuple[str, str]:
    """What a rule means, and what to try."""
    return CODES[rule] if rule in CODES else (VERDICTS[Verdict(rule)], "Look at the claim and its premises.")


def _not_loaded(error: LoadError) -> Finding:
    """In a file of statements a column counts inside the quoted expression; only in Python is it one of the line."""
    text = "\n".join(message(error))
    column = error.column if (error.file or "").endswith(".py") else None
    return Finding(error.code, ERROR, f"{error.code}: not loaded", text, "", error.file, error.line, column)


def _code(part: StepPart) -> str:
    return part.result.diagnostic.code if part.result is not None and part.result.diagnostic is not None else ""


def _problem(part: StepPart) -> Finding:
    return _at_step(part, _code(part) or str(part.verdict), ERROR, str(part.verdict), "\n".join(problem_lines(part)))


def _warning(part: StepPart, item: Diagnostic) -> Finding:
    return _at_step(part, item.code, WARNING, item.code, "\n".join(message(item)))


def _at_step(part: StepPart, rule: str, level: str, what: str, text: str) -> Finding:
    proof = part.proof
    line = proof.line if part.step.line is None else part.step.line
    subject = f"{proof.id}:{part.step.id}"
    return Finding(rule, level, f"{subject}: {what}", text, subject, proof.file or None, line if proof.file else None)


def _of_proof(result: ProofResult, options: Options) -> Iterator[Finding]:
    """What no single step says, although the exit code does."""
    proof = result.proof
    codes = [] if is_concluded(result, options) else ["SP925"]
    codes += ["SP926"] if options.strict and result.is_open and not result.is_support else []
    for code in codes:
        text = f"{headline(result)}\n[{code}] {CODES[code][0]}\ntry: {CODES[code][1]}"
        title = f"{proof.id}: {result.verdict}"
        yield Finding(code, ERROR, title, text, proof.id, proof.file or None, proof.line if proof.file else None)
