"""Counterexamples to steps of every kind: what blocks export, what is cited, negations, functions with definitions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from recheck.reports import assert_refused, refusals, reverdict, step_of

from symproof.author.loader import load
from symproof.report.to_json import report_data
from symproof.verdict.check import check
from symproof.verdict.settle import Options

START = """
from symproof.author import *

proof = Proof("p", "P")
n = proof.size("n")
A, B, X = (proof.matrix(name, n, n) for name in "ABX")
f = proof.function("f", n, n)
"""
REFUTED = {
    "an omitted step": 'proof.omit("x", A * B == B * A, reason="routine")',
    "a cited step": 'proof.cite("x", A * B == B * A, source=Fact("S", "commutes", "a book"))',
    "an exported implication": (
        'proof.assume("h", A == A.T)\n'
        'with proof.suppose("s", A * A == A, then="x", claim=A == 0):\n    proof.step("in", A == A, by="algebra")'
    ),
    "for all matrices": (
        'proof.step("x", proof.for_all_matrices("Y", n, n, lambda Y: implies(Y * Y == Y, Y * A == A * Y)), by="logic")'
    ),
    "a negation": 'proof.step("x", ~(A == A.T), by="logic")',
    "a disjunction": 'proof.step("x", either(A == 0, B == 0), by="logic")',
    "a stationary point": (
        'proof.assume("h", gradient(f(X), X) == X)\nproof.step("x", f(X) == 0, by="calculus", using=["h"])'
    ),
    "a gradient of a product": (
        'proof.assume("h", gradient(f(A * B), A) == 0)\n'
        'proof.step("x", A.T * f.gradient(A * B) == 0, by="calculus", using=["h"])'
    ),
}


def report_of(tmp_path: Path, text: str) -> dict[str, Any]:
    file = tmp_path / "p.py"
    file.write_text(START + text, encoding="utf-8")
    proofs, errors = load(file)
    assert not errors
    return json.loads(json.dumps(report_data(check(proofs, options=Options(max_width=2)))))  # type: ignore[no-any-return]


def refuted(data: dict[str, Any]) -> Any:
    return next(step for step in data["proofs"][0]["steps"] if step["id"] == "x")


@pytest.mark.parametrize("text", REFUTED.values(), ids=REFUTED)
def test_an_honest_counterexample_is_borne_out_and_another_side_is_refused(tmp_path: Path, text: str) -> None:
    data = report_of(tmp_path, text)
    assert refuted(data)["verdict"] == "refuted"
    assert refusals(data) == []
    refuted(data)["counterexample"]["lhs"][0][0] = "17"
    assert_refused(data, "SP721", "counterexample")


def test_a_counterexample_to_an_omitted_step_satisfies_every_hypothesis_in_scope(tmp_path: Path) -> None:
    data = report_of(tmp_path, 'proof.assume("h", A * B == B * A)\nproof.omit("x", A * A * B == B * A, reason="clear")')
    found = refuted(data)
    assert refusals(data) == []
    found["counterexample"].update(
        sizes={"n": 2}, values={"A": [["0", "1"], ["0", "0"]], "B": [["1", "0"], ["0", "0"]]},
        lhs=[["0", "0"], ["0", "0"]], rhs=[["0", "1"], ["0", "0"]],
    )  # fmt: skip
    assert_refused(data, "SP721", "the premise h is false there")


@pytest.mark.parametrize(
    "definition",
    [
        "f(X) = norm2(X) + 1", "f(X) = 1 + 1", "f(X) = 2/4*norm2(X)", "f(X) = 1 + -1*norm2(X)", "f(X) = ", "f(X) = +1",
        "f(X) = exp(X)", "g(X) = 1", "f(X) = - tr(f.linear.T*X)", "f(X) = tr(f.linear.T*X)", "f(Y) = 1", "f(X) = 1 ",
    ],
)  # fmt: skip
def test_a_definition_of_another_form_is_refused(tmp_path: Path, definition: str) -> None:
    data = report_of(tmp_path, 'proof.step("x", f(X) == 0, by="calculus")')
    refuted(data)["counterexample"].update(values={"X": [["1"]]}, lhs=[["1"]], rhs=[["0"]], sizes={"n": 1})
    refuted(data)["counterexample"]["functions"] = {"f": definition}
    assert_refused(data, "SP721", "counterexample")


def test_definitions_are_evaluated(tmp_path: Path) -> None:
    data = report_of(tmp_path, 'proof.step("x", f(X) == 0, by="calculus")')
    found = refuted(data)["counterexample"]
    found.update(sizes={"n": 1}, values={"X": [["3"]], "f.linear": [["-1/2"]]}, lhs=[["7"]], rhs=[["0"]])
    found["functions"] = {"f": "f(X) = 4 + tr(f.linear.T*X) + 1/2*norm2(X)"}
    assert refusals(data) == []
    found["functions"] = {"f": "f(X) = 4 + tr(f.linear.T*X) - 1/2*norm2(X)"}
    assert_refused(data, "SP721", "counterexample")


def test_a_definition_of_a_function_that_nobody_declares_is_refused(tmp_path: Path) -> None:
    data = report_of(tmp_path, 'proof.step("x", A == B, by="algebra")')
    refuted(data)["counterexample"]["functions"] = {"g": "g(X) = 0"}
    assert_refused(data, "SP721", "no function of this name is declared")


def test_a_cited_step_is_not_made_checked(tmp_path: Path) -> None:
    data = report_of(tmp_path, 'proof.omit("x", A * B == B * A, reason="routine")')
    reverdict(data, "checked")
    step_of(data).update(scope="sizes", counterexample=None)
    assert_refused(data, "SP705", "verdict")
