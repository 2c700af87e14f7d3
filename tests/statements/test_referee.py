"""Blocks, Kronecker products, entries, sums and powers as a referee would ask: true statements are proved for all
sizes, false ones refuted by an exact counterexample; ``recheck`` bears both out from the saved report alone."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from symproof.cli import main
from symproof.diagnostics.results import StepResult
from symproof.language.proof import Proof, Verdict
from symproof.statements import load_file, parse_statement
from symproof.verdict.settle import Options, Settler

FILE = Path(__file__).parent / "referee.toml"
PARTED = {"A": ["n", "n"], "B": ["n", "m"], "C": ["m", "n"], "D": ["m", "m"]}


@cache
def loaded() -> tuple[tuple[Proof, ...], Settler]:
    proofs, errors = load_file(FILE)
    assert not errors, errors
    return tuple(proofs), Settler(tuple(proofs), Options(budget=10.0))


def test_there_are_enough() -> None:
    steps = [step for proof in loaded()[0] for step in proof.steps]
    assert sum(step.expect is Verdict.REFUTED for step in steps) >= 55
    assert sum(step.expect is Verdict.PROVED for step in steps) >= 140


@pytest.mark.parametrize("position", [pytest.param(at, id=proof.id) for at, proof in enumerate(loaded()[0])])
def test_statement_has_the_verdict_it_deserves(position: int) -> None:
    proofs, settler = loaded()
    for step in proofs[position].steps:
        result = settler((position, step.id))
        assert isinstance(result, StepResult)
        assert result.verdict is step.expect, (step.id, result.diagnostic)


@pytest.mark.slow
def test_saved_report_is_borne_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "report.json"
    main(["prove", str(FILE), "--format", "json", "--output", str(report)])
    assert main(["recheck", str(report)]) == 0, capsys.readouterr().out[-2000:]


@pytest.mark.parametrize(
    "text",
    [
        "block([[A,B],[C,D]])*block([[D,C],[B,A]]) = I",
        "block([[A,B],[C,D]]) + block([[D,C],[B,A]]) = 0",
        "block([[A,B],[C,D]]) = 0 |- block([[A,B],[C,D]]).T*inv(block([[D,C],[B,A]])) = 0",
        "where X = block([[A,B],[C,D]]), where Y = block([[D,C],[B,A]]) |- X*Y = X",
    ],
)
def test_partitions_that_cannot_be_compared_are_refused(text: str) -> None:
    _, (refusal,) = parse_statement(PARTED, text)
    assert refusal.code == "SP616"
    assert "n + m" in refusal.message
    assert "m + n" in refusal.message


@pytest.mark.parametrize(
    "text",
    [
        "m >= n |- block([[A,B],[C,D]]) + block([[D,C],[B,A]]) = block([[D,C],[B,A]]) + block([[A,B],[C,D]])",
        "block([[A,B],[C,D]])*block([[A,B],[C,D]]) = block([[A*A+B*C,A*B+B*D],[C*A+D*C,C*B+D*D]])",
        "m = n |- block([[A,B],[C,D]])*block([[D,C],[B,A]]) = block([[A*D+B*B,A*C+B*A],[C*D+D*B,C*C+D*A]])",
    ],
)
def test_partitions_that_can_be_compared_are_read(text: str) -> None:
    (_,), errors = parse_statement(PARTED, text)
    assert not errors


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("SP605", "for all n in 1..2: A = A"),
        ("SP601", "for all i in 1..n A[i,i] = 0"),
        ("SP607", "for all i in 1..n: 1/A[i,i] = 1"),
        ("SP612", "for all i in 1..n: A[0,i] = 1"),
        ("SP607", "for all i in 1..n: A"),
    ],
)
def test_statement_for_all_indices_that_is_not_one_is_refused(code: str, text: str) -> None:
    _, (refusal,) = parse_statement(PARTED, text)
    assert refusal.code == code
