"""Every command in process: what it prints, its exit code, and the code of each complaint."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import symproof
from symproof.cli.group import COMMANDS
from symproof.diagnostics.codes import CODES
from symproof.diagnostics.errors import diagnostic
from symproof.diagnostics.results import StepResult
from symproof.language.formulas import Predicate
from symproof.language.proof import Step, Verdict
from symproof.language.terms import Symbol

SCHEMA = json.loads((Path(symproof.__file__).parent / "report" / "report.schema.json").read_text(encoding="utf-8"))
TRUE = "A*B = B*A |- A*A*B = B*A*A"
SQUARE = ("-s", "A:n,n", "-s", "B:n,n")
Command = Callable[..., Any]

PROOF = """
from symproof.author import Proof, Setting

setting = Setting()
n = setting.size("n")
A, B = setting.matrices("A B", n, n)
setting.assume("commute", A @ B == B @ A)
proof = Proof("{name}", "{name} by hand", source="made up")
proof.step("square", A @ A @ B == B @ A @ A, by="algebra", using=["commute"], ref="line 1")
"""


def report(found: Any) -> dict[str, Any]:
    data = json.loads(found.out)
    jsonschema.validate(data, SCHEMA, cls=jsonschema.Draft202012Validator)
    return data  # type: ignore[no-any-return]


def codes(data: dict[str, Any]) -> list[str]:
    return [error["code"] for error in data["errors"]]


# ------------------------------------------------------------------------------------------------ the group


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(run: Command, command: str) -> None:
    found = run(command, "--help")
    assert found.code == 0
    assert "Usage: symproof" in found.out


@pytest.mark.parametrize("command", ["list", "check"])
def test_a_folder_without_proofs_is_said(run: Command, command: str) -> None:
    Path("proofs").mkdir()
    found = run(command)
    assert found.code == 2
    assert "SP806" in found.out + found.err


def test_an_interrupted_step_does_not_pass_as_unknown() -> None:
    claim = Predicate("bounded", (Symbol("A"),))
    lost = StepResult(Step("late", "", None, claim, "analysis", expect=Verdict.UNKNOWN), Verdict.UNKNOWN)
    assert lost.passes
    for code in ("SP902", "SP903", "SP905", "SP906"):
        assert not dataclasses.replace(lost, diagnostic=diagnostic(code, "lost")).passes


def test_mutate_is_not_built_yet(run: Command) -> None:
    assert "mutate" not in run("--help").out
    assert run("mutate", "lemma1").code == 2


@pytest.mark.parametrize(
    "arguments",
    [["chek"], ["check", "--frob"], ["check", "--jobs", "0"], ["check", "--budget", "nan"], ["recheck"], ["prove"]],
)
def test_bad_usage_has_a_code(run: Command, arguments: list[str]) -> None:
    found = run(*arguments)
    assert found.code == 2
    assert "[SP810]" in found.err


def test_a_command_is_suggested(run: Command) -> None:
    assert "Did you mean check?" in run("chek").err


# ------------------------------------------------------------------------------------------------ explain


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_explained(run: Command, code: str) -> None:
    found = run("explain", code.lower())
    assert found.code == 0
    assert found.out.startswith(f"{code}: {CODES[code][0]}")


def test_an_unknown_code(run: Command) -> None:
    found = run("explain", "SP000")
    assert found.code == 2
    assert "[SP808]" in found.err


# ------------------------------------------------------------------------------------------------ prove


def test_prove_a_statement(run: Command) -> None:
    found = run("prove", *SQUARE, TRUE)
    assert found.code == 0
    assert "proved" in found.out
    assert found.err == ""


def test_prove_as_json(run: Command) -> None:
    data = report(run("prove", *SQUARE, TRUE, "--format", "json"))
    (step,) = data["proofs"][0]["steps"]
    assert (step["id"], step["verdict"], step["scope"]) == ("claim1", "proved", "all")
    assert data["summary"]["proved"] == 1


def test_a_false_statement_is_refuted(run: Command) -> None:
    found = run("prove", *SQUARE, "A*B = B*A", "--format", "json")
    assert found.code == 1
    step = report(found)["proofs"][0]["steps"][0]
    assert step["verdict"] == "refuted"
    assert step["counterexample"]["lhs"] != step["counterexample"]["rhs"]


def test_a_statement_that_does_not_parse_hides_nothing(run: Command) -> None:
    found = run("prove", *SQUARE, "A*B = ", TRUE, "--format", "json")
    assert found.code == 2
    data = report(found)
    assert len(data["errors"]) == 1
    assert [proof["verdict"] for proof in data["proofs"]] == ["proved"]
    assert run("prove", *SQUARE, "A*B = ", TRUE).out.endswith("\n1 error, at the top of this report\n")
    assert "error" not in run("prove", *SQUARE, TRUE).out


@pytest.mark.parametrize("symbol", ["A:", "A:m,n,k", "2:m", ":m", "A:m,"])
def test_a_bad_declaration(run: Command, symbol: str) -> None:
    found = run("prove", "-s", symbol, "A = A")
    assert (found.code, "[SP807]" in found.err) == (2, True)


def test_a_missing_statement_file(run: Command) -> None:
    found = run("prove", "nowhere.toml", "--format", "json")
    assert found.code == 2
    assert codes(report(found)) == ["SP809"]


def test_a_proof_file_is_no_file_of_statements(run: Command, tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text(PROOF.format(name="one"), encoding="utf-8")
    found = run("prove", "one.py")
    assert found.code == 2
    assert "symproof check one.py" in found.out


def test_a_file_of_statements(run: Command, tmp_path: Path) -> None:
    file = tmp_path / "two.toml"
    file.write_text(
        """
        [[statement]]
        name = "commuting"
        symbols = { A = ["n", "n"], B = ["n", "n"] }
        assume = ["A and B commute"]
        claim = ["A*A*B = B*A*A"]

        [[statement]]
        name = "not_commuting"
        symbols = { A = ["n", "n"], B = ["n", "n"] }
        claim = ["A*B = B*A"]
        expect = "refuted"
        """,
        encoding="utf-8",
    )
    found = run("prove", "two.toml")
    assert found.code == 0
    assert "2 claims: 1 proved, 1 refuted" in found.out
    assert run("prove", "two.toml", "--strict").code == 0
    assert run("prove", "two.toml", "./two.toml").out.count("2 claims: 1 proved") == 1  # one file, named twice
    Path("copy.toml").write_text(Path("two.toml").read_text(encoding="utf-8"), encoding="utf-8")
    twice = run("prove", "two.toml", "copy.toml", "--format", "json")
    assert (twice.code, set(codes(report(twice)))) == (2, {"SP811"})


@pytest.mark.parametrize("command", ["prove", "check", "latex", "ledger", "html"])
def test_minus_as_output_is_stdout(run: Command, command: str) -> None:
    Path("one.toml").write_text(
        '[[statement]]\nsymbols = { A = ["n", "n"] }\nclaim = ["A + A = 2*A"]\n', encoding="utf-8"
    )
    found = run(command, "one.toml", "--output", "-")
    assert found.code == 0
    assert "statement1" in found.out
    assert not Path("-").exists()


def test_fixed_sizes_are_checked_with_a_note(run: Command) -> None:
    statement = ("-s", "A:3,3", "A**2 = 0 |- A*A.T*A = tr(A*A.T)*A")
    assert run("prove", *statement, "--strict").code == 1
    found = run("prove", *statement, "--format", "json")
    assert found.code == 0
    step = report(found)["proofs"][0]["steps"][0]
    assert (step["verdict"], step["scope"], step["instances"]["checked"]) == ("checked", "sizes", 1)
    assert [warning["code"] for warning in step["warnings"]] == ["SP910"]


# ------------------------------------------------------------------------------------------------ output


def test_output_to_a_file(run: Command, tmp_path: Path) -> None:
    found = run("prove", *SQUARE, TRUE, "--output", "report.txt")
    assert (found.code, found.out) == (0, "")
    assert "proved" in (tmp_path / "report.txt").read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["report.txt"]


def test_unwritable_output_loses_nothing(run: Command) -> None:
    found = run("prove", *SQUARE, TRUE, "--output", "no/such/folder.txt")
    assert found.code == 2
    assert "[SP701]" in found.err
    assert "proved" in found.out


def scrubbed(text: str) -> Any:
    def without(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: without(item) for key, item in value.items() if key not in ("seconds", "started", "version")}
        return [without(item) for item in value] if isinstance(value, list) else value

    return json.dumps(without(json.loads(text)), sort_keys=False)


def test_the_same_input_gives_the_same_report(run: Command) -> None:
    statements = [TRUE, "A*B = B*A", "(A*B).T = B.T*A.T"]
    texts = {
        scrubbed(run("prove", *SQUARE, *statements, "--format", "json", "--jobs", jobs).out) for jobs in ("1", "2", "1")
    }
    assert len(texts) == 1


# ------------------------------------------------------------------------------------------------ recheck


def test_recheck(run: Command, tmp_path: Path) -> None:
    assert run("prove", *SQUARE, TRUE, "A*B = B*A", "--format", "json", "--output", "report.json").code == 1
    found = run("recheck", "report.json")
    assert found.code == 0
    assert "1 of 2 steps replayed by the kernel" in found.out
    assert "1 counterexample and 2 models evaluated again" in found.out
    assert "    Statement\n        A*B = B*A\n" in found.out
    assert "        A, B: n x n\n" in found.out
    data = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    data["proofs"][1]["steps"][0]["verdict"] = "proved"
    (tmp_path / "forged.json").write_text(json.dumps(data), encoding="utf-8")
    forged = run("recheck", "forged.json", "--format", "json")
    assert forged.code == 1
    assert json.loads(forged.out)["accepted"] is False
    assert json.loads(forged.out)["verdicts"] == {}
    shown = run("recheck", "forged.json").out
    assert shown.startswith("REFUSED: the report is not borne out\n")
    assert not any(line.endswith(": proved") for line in shown.splitlines())


def test_recheck_of_load_errors_alone(run: Command) -> None:
    assert run("prove", *SQUARE, "A*", "--format", "json", "--output", "report.json").code == 2
    found = run("recheck", "report.json")
    assert (found.code, "[SP729]" in found.out, "report is borne out" in found.out) == (1, True, False)


def test_recheck_of_a_report_with_a_byte_order_mark(run: Command, tmp_path: Path) -> None:
    text = json.dumps(_saved(run, tmp_path))
    (tmp_path / "report.json").write_text(text, encoding="utf-8-sig")
    assert run("recheck", "report.json").code == 0


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": "symproof.report/2"}', "[" * 100000, "\x00"])
def test_recheck_of_something_else(run: Command, tmp_path: Path, text: str) -> None:
    (tmp_path / "report.json").write_text(text, encoding="utf-8")
    found = run("recheck", "report.json")
    assert (found.code, "[SP702]" in found.err) == (2, True)


def test_recheck_of_nothing(run: Command) -> None:
    found = run("recheck", "report.json")
    assert (found.code, "[SP702]" in found.err) == (2, True)


def test_recheck_of_half_a_report(run: Command, tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text('{"schema": "symproof.report/1", "proofs": [{}]}', encoding="utf-8")
    found = run("recheck", "report.json")
    assert (found.code, "[SP703]" in found.err) == (2, True)


def _saved(run: Command, tmp_path: Path) -> dict[str, Any]:
    run("prove", *SQUARE, TRUE, "--format", "json", "--output", "report.json")
    return json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


@pytest.mark.parametrize("seconds", [10**400, -(10**400), float("nan"), "1", True])
def test_recheck_of_a_report_that_took_no_time_at_all(run: Command, tmp_path: Path, seconds: object) -> None:
    (tmp_path / "forged.json").write_text(json.dumps(_saved(run, tmp_path) | {"seconds": seconds}), encoding="utf-8")
    found = run("recheck", "forged.json")
    assert (found.code, "[SP703]" in found.err) == (2, True)


@pytest.mark.parametrize("name", ["x\\ud800", 'x", "id": "y'], ids=["no text", "a key twice"])
def test_recheck_of_what_would_be_read_otherwise(run: Command, tmp_path: Path, name: str) -> None:
    (name_now,) = (proof["id"] for proof in _saved(run, tmp_path)["proofs"])
    text = (tmp_path / "report.json").read_text(encoding="utf-8")
    forged = text.replace(f'"id": "{name_now}"', f'"id": "{name}"', 1)
    assert forged != text
    (tmp_path / "forged.json").write_text(forged, encoding="utf-8")
    found = run("recheck", "forged.json")
    assert (found.code, "[SP702]" in found.err) == (2, True)


def test_names_in_a_report_write_no_lines(run: Command, tmp_path: Path) -> None:
    data = _saved(run, tmp_path)
    data["proofs"][0]["id"] = "first: proved\nsecond"
    (tmp_path / "forged.json").write_text(json.dumps(data), encoding="utf-8")
    found = run("recheck", "forged.json")
    assert (found.code, "[SP724]" in found.out) == (1, True)
    assert not any(line.startswith(("first", "second")) for line in found.out.splitlines())


# ------------------------------------------------------------------------------------------------ a terminal


def test_a_terminal_gets_a_table_and_a_progress_bar(run: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    import symproof.cli.output

    monkeypatch.setattr(symproof.cli.output, "PATIENCE", 0.0)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "200")
    found = run("prove", *SQUARE, TRUE, "A*B = B*A")
    assert found.code == 1
    assert "counterexample" in found.out
    assert "A*A*B = B*A*A" in found.out
    assert "\u2500" in found.out  # rich draws the rule under the header


def test_a_pipe_gets_no_progress_bar(run: Command) -> None:
    assert run("prove", *SQUARE, TRUE).err == ""


@pytest.mark.parametrize("claim", ["-A = -A", "-(A + A) = -2*A", "-s*A = -A*s", "--A = A", "-A - A = -2*A, A = A"])
def test_a_statement_may_begin_with_a_minus_sign(run: Command, claim: str) -> None:
    for arguments in (
        ["-s", "A:n,n", "-s", "s", claim],
        ["-sA:n,n", "-ss", "--size=n=2", claim],
        ["-s", "A:n,n", "-s", "s", "--", claim],
    ):
        found = run("prove", *arguments)
        assert found.code == 0, found.err
        assert "proved" in found.out


def test_an_option_that_does_not_exist_says_where_a_statement_goes(run: Command) -> None:
    found = run("prove", "-s", "A:n,n", "-A")
    assert found.code == 2
    assert "SP810" in found.err
    assert "after --" in found.err
