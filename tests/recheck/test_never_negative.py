"""A root of what is never negative by its form needs no hypothesis; any other needs one about what is under it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from symproof.cli import main
from symproof.statements import parse_statement
from symproof.unassumed import is_never_negative

SYMBOLS: dict[str, list[str | int]] = {"x": ["n"], "A": ["n", "n"], "c": []}


def radicand(text: str) -> bool:
    """Whether what stands under the root of a claim ``sqrt(...) = 0`` is never negative by its form."""
    (proof,), errors = parse_statement(SYMBOLS, f"sqrt({text}) = 0")
    assert not errors
    return not proof.hypotheses


@pytest.mark.parametrize(
    "text",
    ["x.T*x", "norm2(A)", "norm2(A*x)", "c**2", "1 + 2*norm2(x)", "tr(A*A.T)", "x.T*A.T*A*x", "exp(c)", "1 + abs(c)"],
)
def test_what_is_never_negative_is_seen(text: str) -> None:
    assert radicand(text)


@pytest.mark.parametrize(
    "text",
    [
        "c",
        "c**3",
        "x.T*A*x",
        "tr(A*A)",
        "norm2(x) - 1",
        "-norm2(x)",
        "c*norm2(x)",
        "log(c)",
        "-exp(c)",
        "x.T*A*A*x",
        "x.T*A*A.T*A*x",
    ],
)
def test_other_scalars_get_a_hypothesis(text: str) -> None:
    assert not radicand(text)


def test_recheck_accepts_a_root_of_squares_and_refuses_another_one(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    assert main(["prove", "-s", "x:n", "sqrt(x.T*x)**2 = x.T*x", "--format", "json", "--output", str(report)]) == 0
    assert main(["recheck", str(report)]) == 0
    assert main(["prove", "-s", "c", "sqrt(c)**2 = c", "--format", "json", "--output", str(report)]) == 0
    data = json.loads(report.read_text(encoding="utf-8"))
    data["proofs"][0]["hypotheses"] = []
    report.write_text(json.dumps(data), encoding="utf-8")
    assert main(["recheck", str(report)]) == 1


def test_a_product_that_is_no_square_is_none() -> None:
    (proof,), _ = parse_statement(SYMBOLS, "x.T*A*x = 0")
    claim = proof.steps[0].claim
    assert not is_never_negative(claim.left)  # type: ignore[union-attr]
