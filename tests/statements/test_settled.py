"""Statements about functions of matrices that were written before they were tried.

True ones are proved for all sizes, false ones are refuted by an exact counterexample; ``recheck`` bears both out.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from symproof.cli import main
from symproof.diagnostics.results import StepResult
from symproof.language.proof import Proof, Verdict
from symproof.statements import load_file
from symproof.verdict.settle import Options, Settler

FILE = Path(__file__).parent / "functions.toml"


@cache
def loaded() -> tuple[tuple[Proof, ...], Settler]:
    proofs, errors = load_file(FILE)
    assert not errors, errors
    return tuple(proofs), Settler(tuple(proofs), Options(budget=10.0))


def test_there_are_enough() -> None:
    steps = [step for proof in loaded()[0] for step in proof.steps]
    assert sum(step.expect is Verdict.REFUTED for step in steps) >= 50
    assert sum(step.expect is Verdict.PROVED for step in steps) >= 90


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
