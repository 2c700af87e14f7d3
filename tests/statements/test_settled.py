"""Statements of eleven lists: functions of matrices; blocks, sums and powers as a referee would ask for them; variants
of each rule about parts; scalars before matrices; fresh ones, with those of later rules; irrational numbers; those
over the chapters of three books, those from memory of four, an audit, and applications. All but those of the third,
the fourth and the sixth were written before they were tried, and most of the last.

True ones are proved for all sizes, false ones are refuted by an exact counterexample; ``recheck`` bears both out from
the saved report alone.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from recheck.reports import refusals

from symproof.cli import main
from symproof.diagnostics.results import ProofResult, Report, StepResult
from symproof.language.proof import Proof, Verdict
from symproof.report.to_json import report_data
from symproof.statements import load_file
from symproof.verdict.arguing import Theorems
from symproof.verdict.check import _proof_result, check, shown
from symproof.verdict.settle import Options, Settler

HERE = Path(__file__).parent
# At least so many false ones and true ones.
FILES = {
    "functions": (50, 90),
    "referee": (55, 140),
    "parts": (25, 120),
    "scalars": (20, 55),
    "fresh": (38, 44),
    "irrational": (63, 26),
    "chapters": (119, 245),
    "cookbook": (90, 160),
    "audit": (70, 190),
    "books": (55, 55),
    "applied": (26, 44),
    "norms": (28, 44),
}
MOST_OF_PARTS = 180  # of all kinds


@cache
def loaded(name: str) -> tuple[tuple[Proof, ...], Settler]:
    proofs, errors = load_file(HERE / f"{name}.toml")
    assert not errors, errors
    return tuple(proofs), Settler(tuple(proofs), Options(budget=10.0))


@pytest.mark.parametrize("name", FILES)
def test_there_are_enough(name: str) -> None:
    steps = [step for proof in loaded(name)[0] for step in proof.steps]
    false, true = FILES[name]
    assert sum(step.expect is Verdict.REFUTED for step in steps) >= false
    assert sum(step.expect is Verdict.PROVED for step in steps) >= true


def test_there_are_enough_statements_about_parts() -> None:
    assert sum(len(proof.steps) for proof in loaded("parts")[0]) >= MOST_OF_PARTS


def settled(name: str, position: int) -> ProofResult:
    """The claims settled one by one; by a whole check where some are derived after all others are settled, such as from
    premises about all matrices."""
    proofs, settler = loaded(name)
    proof = proofs[position]
    results = [settler((position, step.id)) for step in proof.steps]
    if any(
        step.argument or not isinstance(result, StepResult) or result.verdict is not step.expect
        for step, result in zip(proof.steps, results, strict=True)
    ):
        return check([proof], options=Options(budget=10.0)).proofs[0]
    return _proof_result(proof, results, None, Theorems({proof.id: proof}), None)  # type: ignore[arg-type]


def places() -> list[object]:
    return [pytest.param(name, at, id=proof.id) for name in FILES for at, proof in enumerate(loaded(name)[0])]


@pytest.mark.parametrize(("name", "position"), places())
def test_statement_has_the_verdict_it_deserves_and_its_report_is_borne_out(name: str, position: int) -> None:
    found = settled(name, position)
    for result in found.steps:
        assert result.verdict is result.step.expect, (result.step.id, result.diagnostic)
        assert result.counterexample is None or result.verdict is Verdict.REFUTED
    report = Report("", 0.0, shown(Options()), (), (found,))
    assert refusals(json.loads(json.dumps(report_data(report)))) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["irrational", "norms", "applied"])
def test_saved_report_of_a_whole_list_is_borne_out(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "report.json"
    main(["prove", str(HERE / f"{name}.toml"), "--format", "json", "--output", str(report)])
    assert main(["recheck", str(report)]) == 0, capsys.readouterr().out[-2000:]
