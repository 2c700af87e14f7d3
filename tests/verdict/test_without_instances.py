"""With --no-instances the kernel alone proves; what it does not prove is refuted and checked as always."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from symproof.cli import main
from symproof.concrete import Judge

SYMBOLS = ["A:n,n", "B:n,n", "x:n", "y:n"]
STATEMENTS = {
    "proved by a certificate": "A*B = B*A |- A*A*B = B*A*A",
    "proved by a derivation": "for all x: A*x = B*x |- A*y = B*y",
    "refuted without premises": "A*B = B*A",
    "refuted with a premise": "A*A = A |- A.T = A",
    "refuted from an assumption for all columns": "for all x: A*x = 0 |- B = 0",
    "contradictory": "A = I, A = 2*I |- A*B = B*A",
}


def report_of(statement: str, folder: Path, *more: str) -> tuple[int, dict[str, Any]]:
    """The exit code and the saved report of a statement."""
    file = folder / "report.json"
    symbols = [part for symbol in SYMBOLS for part in ("-s", symbol)]
    code = main(["prove", *symbols, "--format", "json", "--output", str(file), *more, statement])
    return code, json.loads(file.read_text(encoding="utf-8"))


def step_of(report: dict[str, Any]) -> Any:
    return report["proofs"][0]["steps"][0]


@pytest.mark.parametrize("name", STATEMENTS)
@pytest.mark.parametrize("strict", [(), ("--strict",), ("-x",)])
def test_verdict_and_exit_code_are_those_with_instances(name: str, strict: tuple[str, ...], tmp_path: Path) -> None:
    code, report = report_of(STATEMENTS[name], tmp_path, *strict)
    other_code, other = report_of(STATEMENTS[name], tmp_path, "--no-instances", *strict)
    assert (other_code, other["summary"]) == (code, report["summary"])
    assert step_of(other)["counterexample"] == step_of(report)["counterexample"]
    assert other["proofs"][0]["model"] == report["proofs"][0]["model"]
    assert main(["recheck", str(tmp_path / "report.json")]) == 0


def test_nothing_is_evaluated_for_what_is_proved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("the second judge was asked")

    monkeypatch.setattr(Judge, "judge", fail)
    monkeypatch.setattr(Judge, "attack", fail)
    for name in ("proved by a certificate", "proved by a derivation"):
        code, report = report_of(STATEMENTS[name], tmp_path, "--no-instances", "--strict")
        assert (code, report["options"]["instances"]) == (0, False)
        assert step_of(report)["instances"] == {"checked": 0, "sizes": []}
        assert "SP927" in [item["code"] for item in step_of(report)["warnings"]]


def test_refuted_step_does_not_say_that_nothing_was_evaluated(tmp_path: Path) -> None:
    _, report = report_of(STATEMENTS["refuted with a premise"], tmp_path, "--no-instances")
    assert "SP927" not in [item["code"] for item in step_of(report)["warnings"]]


def test_report_for_reading_counts_what_was_not_evaluated(capsys: pytest.CaptureFixture[str]) -> None:
    symbols = [part for symbol in SYMBOLS for part in ("-s", symbol)]
    main(["prove", *symbols, "--no-instances", STATEMENTS["proved by a certificate"]])
    assert "Instances of 1 proved claim were not evaluated (--no-instances)" in capsys.readouterr().out
    for form in ("sarif", "github"):
        main(["prove", *symbols, "--no-instances", "--format", form, STATEMENTS["proved by a certificate"]])
        assert "SP927" not in capsys.readouterr().out


def test_proof_file_says_what_was_not_evaluated(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "smallest_width", "--no-cache", "--no-instances", "--strict"]) == 0
    assert "which were not evaluated (--no-instances)" in capsys.readouterr().out
    assert main(["latex", "smallest_width", "--no-cache", "--no-instances"]) == 0
    assert "which were not evaluated (--no-instances)" in capsys.readouterr().out


def test_entries_of_the_cache_do_not_stand_for_instances(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SYMPROOF_CACHE", str(tmp_path / "cache"))
    file = tmp_path / "statements.json"
    data = {"statement": [{"name": "one", "symbols": {"A": ["n", "n"], "B": ["n", "n"]},
                           "assume": ["A*B = B*A"], "claim": ["A*A*B = B*A*A"]}]}  # fmt: skip
    file.write_text(json.dumps(data), encoding="utf-8")
    found = []
    for more in (["--no-instances"], [], ["--no-instances"], []):
        main(["prove", str(file), "--format", "json", "--output", str(tmp_path / "report.json"), *more])
        report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
        found.append(step_of(report)["instances"]["checked"])
    assert found[0] == found[2] == 0
    assert found[1] == found[3] > 0
