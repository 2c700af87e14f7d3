"""The report as workflow commands of GitHub Actions, which become annotations beside the lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterator

from symproof.diagnostics.results import Report
from symproof.report.core import counted, headline
from symproof.report.findings import Finding, findings
from symproof.verdict.settle import Options

_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def to_github(report: Report, options: Options) -> str:
    """A line ``::error file=,line=,col=,title=::message`` for each finding, then one line for each proof."""
    lines = [*map(annotation, findings(report, options)), *_summary(report)]
    return "".join(f"{line}\n" for line in lines)


def annotation(finding: Finding) -> str:
    """The workflow command of a finding."""
    given = {"file": finding.file, "line": finding.line, "col": finding.column, "title": finding.title}
    properties = ",".join(f"{key}={_property(value)}" for key, value in given.items() if value is not None)
    return f"::{finding.level} {properties}::{finding.text.translate(_DATA)}"


def _property(value: str | int) -> str:
    return str(value).translate(_PROPERTY)


def _summary(report: Report) -> Iterator[str]:
    """For the log; the name in front keeps a title from being read as a command."""
    for result in report.proofs:
        yield f"symproof: {' '.join(headline(result).split())}"
    if report.errors:
        yield f"symproof: {counted(len(report.errors), 'error')}: not everything was loaded"
