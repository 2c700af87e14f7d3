"""Definitions belong to the statement: in its text, its LaTeX and its JSON, and in what recheck prints."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

import symproof
from symproof.cli.rechecking import recheck_text
from symproof.recheck import recheck
from symproof.report.to_json import report_data
from symproof.report.to_terminal import to_terminal
from symproof.statements import parse_statement
from symproof.verdict.check import check
from symproof.verdict.settle import Options

SYMBOLS = {"A": ["n", "n"], "B": ["n", "n"]}
TEXT = "where A = I(n), where C = A + B, B*B = B |- A*B = B*A, C*B = 2*B, B = B*B"


def report() -> Any:
    proofs, errors = parse_statement(SYMBOLS, TEXT, name="commute")
    assert not errors
    return check(proofs, options=Options(max_width=2))


def data() -> dict[str, Any]:
    return json.loads(json.dumps(report_data(report())))  # type: ignore[no-any-return]


def test_the_json_lists_definitions_beside_the_hypotheses() -> None:
    (proof,) = data()["proofs"]
    shown = [(item["id"], item["text"], item.get("definition", False)) for item in proof["hypotheses"]]
    assert shown == [("h1", "B*B = B", False), ("where A", "A = I(n)", True), ("where C", "C = A + B", True)]
    assert all(item["latex"] and item["term"]["node"] == "Equal" for item in proof["hypotheses"])


def test_the_statement_ends_in_the_definitions_that_it_rests_on() -> None:
    (proof,) = data()["proofs"]
    assert proof["statement"]["text"].endswith(", where A = I(n), where C = A + B")
    assert r"\text{where } A = I_{n},\ C = A + B" in proof["statement"]["latex"]
    assert [step["claim"]["text"] for step in proof["steps"]] == ["A*B = B*A", "C*B = 2*B", "B = B*B"]


def test_the_table_shows_with_each_claim_the_definitions_of_what_it_mentions() -> None:
    lines = to_terminal(report(), Options()).splitlines()
    ends = ["A*B = B*A, where A = I(n)", "C*B = 2*B, where A = I(n), where C = A + B", "B = B*B"]
    for number, end in enumerate(ends, 1):
        row = next(line for line in lines if line.startswith(f"commute:claim{number}"))
        assert row.endswith(f"  {end}")
    assert r"LaTeX: A\,B = B\,A \quad \text{where } A = I_{n}" in lines


def test_a_result_in_python_shows_them() -> None:
    result = symproof.prove("where A = I(n) |- A*B = B*A", symbols=SYMBOLS)
    assert repr(result).splitlines()[0] == "proved: A*B = B*A, where A = I(n)"
    assert r"\text{where }" in result._repr_latex_()
    assert '<p class="behind">where' in result._repr_html_()


def test_recheck_prints_the_statement_that_it_bears_out() -> None:
    result = recheck(data())
    assert result.accepted
    text = recheck_text(result)
    for line in ("B: n x n", "A = I(n)", "C = A + B", "h1: B*B = B", "A*B = B*A and C*B = 2*B and B = B*B"):
        assert f"        {line}" in text


def _dropped(proof: dict[str, Any]) -> None:
    del proof["hypotheses"][1]


def _renamed(proof: dict[str, Any]) -> None:
    proof["hypotheses"][1]["text"] = "A = B"


def _plain(proof: dict[str, Any]) -> None:
    del proof["hypotheses"][1]["definition"]


def _hidden(proof: dict[str, Any]) -> None:
    proof["hypotheses"][0]["definition"] = True


def _shortened(proof: dict[str, Any]) -> None:
    proof["statement"]["text"] = "A*B = B*A and C*B = 2*B and B = B*B"


def _invented(proof: dict[str, Any]) -> None:
    extra = copy.deepcopy(proof["hypotheses"][1])
    proof["hypotheses"].append({**extra, "id": "where B"})


@pytest.mark.parametrize("change", [_dropped, _renamed, _plain, _hidden, _shortened, _invented])
def test_recheck_refuses_a_report_that_hides_or_changes_a_definition(change: Callable[[dict[str, Any]], None]) -> None:
    changed = data()
    change(changed["proofs"][0])
    result = recheck(changed)
    assert not result.accepted
    found = {problem.code for problem in result.problems} | {item.problem.code for item in result.steps if item.problem}
    assert found <= {"SP703", "SP706", "SP707", "SP726"}
    assert not result.statements
