"""A certificate that is shown as an equality says something true: read back, it holds by the normal form alone."""

from __future__ import annotations

import re

import pytest

from symproof.diagnostics.results import StepResult
from symproof.language.proof import Verdict
from symproof.language.scopes import sequent
from symproof.report.text_chains import equalities
from symproof.statements import parse_statement
from symproof.verdict.check import check
from symproof.verdict.settle import Options

SQUARE = {"A": ["n", "n"], "B": ["n", "n"], "C": ["n", "n"], "x": ["n", "1"], "c": []}
TALL = {"A": ["m", "n"], "B": ["n", "m"], "X": ["n", "m"], "Y": ["n", "m"]}
STATEMENTS = [
    (SQUARE, "A*B = B*A |- A*A*B = B*A*A"),
    (SQUARE, "A*B = I |- (I - B*A)*B = 0"),
    (SQUARE, "A symmetric, B symmetric, A*B = B*A |- (A*B).T = A*B"),
    (SQUARE, "A orthogonal, B orthogonal |- (A*B).T*(A*B) = I"),
    (SQUARE, "A idempotent |- (I - A)*(I - A) = I - A"),
    (SQUARE, "A*x = c*x |- x.T*A.T*A*x = c**2*x.T*x"),
    (SQUARE, "A*B = C |- tr(B*A) = tr(C)"),
    (TALL, "I + A*B invertible, I + B*A invertible |- inv(I + A*B)*A = A*inv(I + B*A)"),
    (TALL, "A*X*A = A, A*Y*A = A |- A*(X - Y)*A = 0"),
    (TALL, "A full column rank |- A*inv(A.T*A)*A.T*A = A"),
]


def proved(symbols: dict[str, list[str]], text: str) -> tuple[StepResult, list[str]]:
    proofs, errors = parse_statement(symbols, text, "statement")
    assert not errors, errors
    result = check(proofs, options=Options(max_width=1)).proofs[0].steps[0]
    assert result.verdict is Verdict.PROVED, text
    assert result.certificate is not None
    return result, equalities(sequent(proofs[0], result.step), result.certificate)


@pytest.mark.parametrize(("symbols", "statement"), STATEMENTS, ids=[text for _, text in STATEMENTS])
def test_the_equality_holds_by_the_normal_form(symbols: dict[str, list[str]], statement: str) -> None:
    _, lines = proved(symbols, statement)
    assert not any(line.startswith("step:") for line in lines)
    equality = re.sub(r" {2,}\[\S+\]", "", "\n".join(lines)).replace("\n", " ")
    again, explained = proved(symbols, f"|- {equality}")
    assert again.used == ()
    assert "0 by the normal form" in explained[-1]


def test_derived_steps_are_explained() -> None:
    _, lines = proved(TALL, "A.T*A*X = A.T*A*X*A*X, A*X = A*X*A*X |- A*X = A*X*A*X")
    assert lines[-1].endswith("[h2]")
    _, lines = proved({"X": ["m", "n"]}, "X.T*X = 0 |- X = 0")
    assert any("gives X = 0 (real matrices)" in line for line in lines)
    _, lines = proved(SQUARE, "A*B = I |- B*A = I")
    assert any("gives B*A = I (square matrices)" in line for line in lines)


def test_the_factors_of_a_squared_product_stay_together() -> None:
    """(A*x).T*(A*x) is a square; A*x.T*A*x would not even have a size."""
    _, lines = proved(SQUARE, "x.T*A.T*A*x = 0 |- A*x = 0")
    assert any("(A*x).T*(A*x) = 0 gives A*x = 0" in line for line in lines)
