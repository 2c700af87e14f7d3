"""A claim about functions of t is refuted only by values that functions of t have."""

from __future__ import annotations

import pytest
from concrete.asking import asked, code

from symproof.diagnostics.results import StepResult
from symproof.language.proof import Verdict
from symproof.recheck import recheck
from symproof.report.to_json import report_data
from symproof.statements import parse_statement
from symproof.verdict.check import check

SYMBOLS = ("Y(t):n,n", "Z(t):n,n", "A:n,n", "B:n,n")
OPEN = [
    "Y(t)*Y(t) = 0 |- d(Y(t))/dt = 0",
    "t*Y(t) = 0 |- Y(t) = 0",
    "Y(t) positive semidefinite |- d(Y(t))/dt = 0",
    "Y(t)*Y(t) = 0, Y(t) symmetric |- d(Y(t))/dt = 0",
    "Y(t) = t*A, Y(t) = t*B |- A = B",
    "Y(t) orthogonal, Y(t) symmetric |- d(Y(t))/dt = 0",
    "d(Y(t))/dt = A*Y(t), B*Y(t) = 0 |- B*A*A*Y(t) = 0",
    "det(Y(t)) = 0 |- d(Y(t))/dt = 0",
    "Y(t) idempotent, Z(t) idempotent, Y(t)*Z(t) = 0 |- d(Y(t))/dt = 0",
]
REFUTED = [
    "Y(t) orthogonal |- d(Y(t))/dt = 0",
    "Y(t) idempotent |- d(Y(t))/dt = 0",
    "Y(t) symmetric |- d(Y(t))/dt = 0",
    "Y(t) positive definite |- d(Y(t))/dt = 0",
    "A*Y(t) = B |- d(Y(t))/dt = 0",
    "A*Y(t) = Z(t)*B, Y(t) symmetric |- d(Y(t))/dt = 0",
    "Y(t) = t*A |- d(Y(t))/dt = B",
    "d(Y(t))/dt = A*Y(t) |- d(d(Y(t))/dt)/dt = A*Y(t)",
    "Y(t) invertible |- d(inv(Y(t)))/dt = inv(Y(t))*d(Y(t))/dt*inv(Y(t))",
    "A*B = 0, Y(t) invertible |- A*d(Y(t))/dt = 0",
]


def settled(text: str) -> StepResult:
    return asked(text, *SYMBOLS)


@pytest.mark.parametrize("text", OPEN)
def test_values_that_may_belong_to_no_function_refute_nothing(text: str) -> None:
    found = settled(text)
    assert found.verdict is Verdict.UNKNOWN
    assert found.counterexample is None


def test_the_message_says_that_the_premises_hold_at_one_t_only() -> None:
    assert code(settled(OPEN[0])) == "SP420"


@pytest.mark.parametrize("text", REFUTED)
def test_values_that_functions_have_refute(text: str) -> None:
    assert settled(text).verdict is Verdict.REFUTED


def test_recheck_refuses_values_that_may_belong_to_no_function(monkeypatch: pytest.MonkeyPatch) -> None:
    proofs, _ = parse_statement({"Y(t)": ["n", "n"]}, OPEN[0])
    with monkeypatch.context() as careless:
        careless.setattr("symproof.verdict.motions.belongs_to_motion", lambda goal: True)
        report = report_data(check(proofs))
    assert report["proofs"][0]["steps"][0]["verdict"] == "refuted"
    (problem,) = [step.problem for step in recheck(report).steps if step.problem is not None]
    assert problem.code == "SP721"


@pytest.mark.parametrize(
    ("claim", "latex"),
    [
        ("d(Y(t))/dt = 0", r"\dot{Y}(t) = 0"),
        ("d(d(Y(t))/dt)/dt = 0", r"\ddot{Y}(t) = 0"),
        ("d(d(d(Y(t))/dt)/dt)/dt = 0", r"\dot{\ddot{Y}}(t) = 0"),
    ],
)
def test_two_derivatives_share_an_accent(claim: str, latex: str) -> None:
    proofs, errors = parse_statement({"Y(t)": ["n", "n"]}, claim)
    assert not errors
    data = report_data(check(proofs))
    assert data["proofs"][0]["steps"][0]["claim"]["latex"] == latex
