"""What holds for all columns or matrices says what a matrix is: equations at unit columns and matrices, and at declared
symbols."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from symproof.author import Proof
from symproof.cli import main
from symproof.language.proof import Verdict
from symproof.verdict.check import check

SYMBOLS = ["A:n,n", "B:n,n", "C:n,n", "x:n", "y:n", "z:n", "u:1,n", "c"]
TRUE = [
    "for all x: A*x = B*x |- A*y = B*y",
    "for all x: A*x = B*x |- A = B",
    "for all x: A*x = 0 |- A = 0",
    "for all u: u*A = u*B |- A = B",
    "for all u: u*A*u.T = 0 |- A.T = -A",
    "for all x: A*x = c*x |- A = c*I",
    "for all x, y: x.T*A*y = 0 |- A = 0",
    "for all x, y: (A*x).T*y = x.T*B*y |- B = A.T",
    "for all x: x.T*A*x = 0 |- A.T = -A",
    "A symmetric, for all x: x.T*A*x = 0 |- A = 0",
    "A symmetric, B symmetric, for all x: x.T*A*x = x.T*B*x |- A = B",
    "for all x: norm2(A*x) = norm2(x) |- A.T*A = I",
    "for all C: A*C = C*A |- A*B = B*A",
    "for all C: tr(A*C) = tr(B*C) |- A = B",
    "for all x: x.T*y = x.T*z |- y = z",
    "for all c: c*A = c*B |- A = B",
    "for all x: for all y: x.T*A*y = x.T*B*y |- A = B",
    "for all x: A*x*x.T = 0 |- A = 0",
    "for all C: A*C = 0 |- A = 0",
    "for all C: C*A = C*B |- A = B",
    "for all C: A*C*B = 0, B nonzero |- A = 0",
    "for all C: A*C*B = 0, A nonzero |- B = 0",
    "for all C: A*C = C*A |- A = A[1,1]*I",
    "for all C: A*C = C*A |- n*A = tr(A)*I",
    "for all C: A*C*B = C |- B*A = I",
    "for all C: A*C*B = B*C*A |- A[1,1]*B = B[1,1]*A",
]
FALSE = [
    "for all x: A*x = 0 |- B = 0",
    "for all x: x.T*A*x = x.T*B*x |- A = B",
    "for all x: x.T*A*x = 0 |- A = 0",
    "for all x: x.T*y = x.T*z |- y = 2*z",
    "for all x: norm2(A*x) = norm2(x) |- A = I",
    "for all C: tr(A*C) = tr(B*C) |- A = 2*B + I",
    "for all x: A*x = c*x |- A = I",
    "for all C: A*C*B = 0 |- A = 0",
    "for all C: A*C = C*A |- A = I",
    "for all C: A*C*B = C |- A = I",
]


def proved(statement: str, *more: str) -> int:
    return main(["prove", *(part for symbol in SYMBOLS for part in ("-s", symbol)), *more, statement])


@pytest.mark.parametrize("statement", TRUE)
def test_true_statement_is_proved_and_borne_out(statement: str, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    assert proved(statement, "--format", "json", "--output", str(report)) == 0
    assert json.loads(report.read_text())["proofs"][0]["verdict"] == "proved"
    assert main(["recheck", str(report)]) == 0


@pytest.mark.parametrize("statement", FALSE)
def test_false_statement_is_refuted(statement: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert proved(statement) == 1
    assert "1 claim: 1 refuted" in capsys.readouterr().out


def test_claim_from_a_general_premise_is_not_said_to_be_false(capsys: pytest.CaptureFixture[str]) -> None:
    """Equations alone imply nothing of what holds for all x, so that their completion decides nothing."""
    assert proved("B nonzero, for all C: A*C*B*C = 0 |- A = 0") == 1
    assert "[SP402]" not in capsys.readouterr().out


@pytest.mark.parametrize("change", ["claim", "premise", "size"])
def test_changed_derivation_is_refused(change: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "report.json"
    assert proved("for all x: A*x = B*x |- A = B", "--format", "json", "--output", str(report)) == 0
    text = report.read_text()
    if change == "claim":
        changed = text.replace('"text": "A = B"', '"text": "A = C"').replace(
            '"right": {"node": "Symbol", "name": "B"}}, "method"', '"right": {"node": "Symbol", "name": "C"}}, "method"'
        )
    elif change == "premise":
        changed = text.replace('"premise": "h1"', '"premise": "h2"')
    else:
        changed = text.replace('"node": "Basis"', '"node": "Identity"')
    assert changed != text
    report.write_text(changed)
    assert main(["recheck", str(report)]) != 0
    assert "borne out" not in capsys.readouterr().out.replace("not borne out", "")


def test_proof_file_concludes_from_a_general_equation() -> None:
    proof = Proof("columns", "A matrix is known by its products with columns")
    m, n = proof.sizes("m n")
    A, B = proof.matrix("A", m, n), proof.matrix("B", m, n)
    general = proof.for_all_matrices("X", n, 1, lambda X: A * X == B * X)
    proof.assume("general", general)
    proof.step("equal", A == B, using=["general"])
    proof.step("zero", A == 0, using=["general"])
    built, errors = proof.finished()
    assert built is not None
    assert not errors
    found = {result.step.id: result.verdict for result in check([built]).proofs[0].steps}
    assert found == {"equal": Verdict.PROVED, "zero": Verdict.REFUTED}
