"""Claims about sums in statements, from what is assumed for all indices."""

from __future__ import annotations

from pathlib import Path

import pytest

from symproof.api import prove
from symproof.cli import main
from symproof.language.proof import Verdict

TRUE = [
    "for all i in 1..n: c[i] >= 0 |- sum(c[i] for i in 1..n) >= 0",
    "for all i in 1..n: c[i] > 0 |- 0 < sum(c[i] for i in 1..n)",
    "for all i in 1..n: c[i] <= x[i] |- sum(c[i] for i in 1..n) <= sum(x[i] for i in 1..n)",
    "for all i in 1..n: c[i] >= 0 |- 0 <= sum(c[i]*x[i]**2 for i in 1..n)",
    (
        "for all i in 1..n: c[i] >= 0 |- 2*sum(c[i]*x[i]*y[i] for i in 1..n)"
        " <= sum(c[i]*x[i]**2 for i in 1..n) + sum(c[i]*y[i]**2 for i in 1..n)"
    ),
    (
        "for all i in 1..n: c[i] >= 0, for all i in 1..n: x[i] <= y[i]"
        " |- sum(c[i]*x[i] for i in 1..n) <= sum(c[k]*y[k] for k in 1..n)"
    ),
    "for all i in 1..n: x[i] < y[i] |- sum(x[i] for i in 1..n) < sum(y[i] for i in 1..n)",
]
FALSE = [
    "for all i in 1..n: c[i] >= 0 |- 0 < sum(c[i]*x[i]**2 for i in 1..n)",
    "for all i in 1..n: x[i] <= y[i] |- sum(x[i] for i in 1..n) < sum(y[i] for i in 1..n)",
    "for all i in 1..n: x[i] <= y[i] |- sum(c[i]*x[i] for i in 1..n) <= sum(c[i]*y[i] for i in 1..n)",
    "for all i in 1..n: c[i] >= 0 |- sum(c[i] for i in 2..n) >= sum(c[i] for i in 1..n)",
    "for all i in 1..n: c[i] >= -1 |- sum(c[i] for i in 1..n) >= 0",
    "for all i in 1..n: c[i] >= 0 |- sum(c[i] for i in 1..n) > 0",
    "for all i in 2..n: c[i] >= 0 |- sum(c[i] for i in 1..n) >= 0",
]
SYMBOLS = {"c": ["n"], "x": ["n"], "y": ["n"]}


@pytest.mark.parametrize("statement", TRUE)
def test_a_sum_of_quantities_that_are_not_negative(statement: str) -> None:
    result = prove(statement, symbols=SYMBOLS)
    assert result.verdict is Verdict.PROVED
    assert result.steps[0].derivation is not None


@pytest.mark.parametrize("statement", FALSE)
def test_a_sum_of_other_quantities_is_refuted(statement: str) -> None:
    assert prove(statement, symbols=SYMBOLS).verdict is Verdict.REFUTED


def test_recheck_replays_the_derivation_of_a_statement(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "report.json"
    assert main(["prove", "--format", "json", "-s", "c:n", TRUE[0]]) == 0
    text = capsys.readouterr().out
    report.write_text(text, encoding="utf-8")
    assert main(["recheck", str(report)]) == 0
    report.write_text(text.replace('"node": "SumOf", "premise": "h1"', '"node": "Positive", "name": "h1"'), "utf-8")
    assert main(["recheck", str(report)]) != 0
    assert "SumOf" in text
