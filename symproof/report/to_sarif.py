"""The report as SARIF 2.1.0, the format in which code scanning tools exchange what they found.

Passing steps are not listed: SARIF is about what a reader should look at.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

from symproof.diagnostics.results import Report
from symproof.report.findings import Finding, findings, meaning
from symproof.report.to_json import laid_out
from symproof.verdict.check import exit_code
from symproof.verdict.settle import Options
from symproof.version import VERSION

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def to_sarif(report: Report, options: Options) -> str:
    """The text of a SARIF log with one run."""
    found = list(findings(report, options))
    rules = sorted({finding.rule for finding in found})
    code = exit_code(report, options)
    run = {
        "tool": {"driver": {"name": "symproof", "version": VERSION, "rules": [_rule(name) for name in rules]}},
        "invocations": [{"executionSuccessful": code < 2, "exitCode": code}],
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, rules) for finding in found],
    }
    return laid_out({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}) + "\n"


def _rule(name: str) -> dict[str, Any]:
    means, advice = meaning(name)
    help_text = {"help": {"text": advice}} if advice else {}
    return {"id": name, "shortDescription": {"text": means}, **help_text}


def _result(finding: Finding, rules: Sequence[str]) -> dict[str, Any]:
    locations = _locations(finding)
    return {
        "ruleId": finding.rule,
        "ruleIndex": rules.index(finding.rule),
        "level": finding.level,
        "message": {"text": finding.text},
        **({"locations": [locations]} if locations else {}),
        "partialFingerprints": {"subjectAndRule/v1": f"{finding.subject or finding.file or ''} {finding.rule}"},
    }


def _locations(finding: Finding) -> dict[str, Any]:
    """The place in the file, and the proof and step that the finding is about."""
    found: dict[str, Any] = {}
    if finding.file is not None:
        physical: dict[str, Any] = {"artifactLocation": {"uri": uri(finding.file)}}
        if finding.line is not None:
            column = {} if finding.column is None else {"startColumn": finding.column}
            physical["region"] = {"startLine": finding.line, **column}
        found["physicalLocation"] = physical
    if finding.subject:
        found["logicalLocations"] = [{"fullyQualifiedName": finding.subject}]
    return found


def uri(file: str) -> str:
    """A relative reference with percent signs for what a URI may not hold; an absolute path as ``file:///...``."""
    path = Path(file)
    if path.is_absolute():
        return path.as_uri()
    text = quote(PurePosixPath(path.as_posix()).as_posix())
    return f"./{text}" if ":" in text.partition("/")[0] else text
