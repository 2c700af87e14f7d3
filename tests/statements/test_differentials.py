"""What a differential d(e) holds constant, what it refuses, and that a claim is shown with the derivative in it."""

from __future__ import annotations

import pytest

import symproof
from symproof.language.proof import Verdict
from symproof.render.latex import latex
from symproof.render.text import text as shown
from symproof.statements import parse_statement

SYMBOLS = {"A": ["n", "n"], "dA": ["n", "n"], "B": ["n", "n"], "X": ["n", "n"], "Y": ["n", "n"], "x": ["n"], "c": []}


def codes(text: str) -> list[str]:
    return [error.code for error in parse_statement(SYMBOLS, text)[1]]


@pytest.mark.parametrize(
    "text",
    [
        "X = A*A |- d(X) = 0",
        "X = A*A |- d(X) = A*dA + dA*A",
        "X - A*A = 0 |- d(B*X) = 0",
        "X*A = I |- d(X) = 0",
        "X = Y, Y = A*A |- d(X) = 0",
        "Y = A*A, where Z = Y, X = Z |- d(X + A) = dA",
        "c = tr(A) |- d(c*A) = c*dA",
        "x = A*x, d(x) = 0 |- x = x",
        "where Z = d(X), X = A |- Z = 0",
        "A and X commute |- d(X*A) = X*dA",
    ],
)
def test_a_constant_that_an_equation_ties_to_a_moving_symbol_is_refused(text: str) -> None:
    assert codes(text) == ["SP614"]


def test_the_refusal_names_the_equations_and_what_to_do() -> None:
    (error,) = parse_statement(SYMBOLS, "Y = A*A, X = Y |- d(X) = 0")[1]
    assert "hold X constant, but X moves with A by h2, h1" in error.message
    assert "declare dX" in error.hint
    assert error.column == 19


@pytest.mark.parametrize(
    "text", ["d(B*A) = B*dA", "d(B) = 0", "B symmetric |- d(B*A) = B*dA", "B = X*X |- d(B*A) = B*dA", "d(d(A)) = 0"]
)
def test_other_symbols_without_a_differential_are_constant(text: str) -> None:
    result = symproof.prove(text, symbols=SYMBOLS)
    assert result.verdict is Verdict.PROVED
    constants = [warning.message for warning in result.warnings if warning.code == "SP632"]
    assert constants == (["no dB is declared: d(...) holds B constant"] if "B" in text else [])


def test_an_equation_of_differentials_ties_nothing() -> None:
    assert symproof.prove("d(B*A) = 0 |- B*dA = 0", symbols=SYMBOLS)


@pytest.mark.parametrize(
    ("text", "proved"),
    [
        ("where Z = A*A |- d(Z) = A*dA + dA*A", True),
        ("where Z = A*A |- d(Z) = 0", False),
    ],
)
def test_a_definition_is_differentiated(text: str, *, proved: bool) -> None:
    assert symproof.prove(text, symbols=SYMBOLS).verdict is (Verdict.PROVED if proved else Verdict.REFUTED)


@pytest.mark.parametrize("text", ["d(B) = 0", "d(B*A) = B*dA", "d(d(A)) = 0", "d(1) = 0", "B*d(I) = 0"])
def test_a_claim_is_shown_with_its_differential(text: str) -> None:
    (proof,), _ = parse_statement(SYMBOLS, text)
    claim = proof.steps[0].claim
    assert shown(claim, proof.declarations).replace("d(I(n))", "d(I)") == text
    assert r"\mathrm{d}" in latex(claim, proof.declarations)


@pytest.mark.parametrize(
    "text",
    [
        "1/d(x.T*x)/dx = 0",
        "1/d(c**2)/dc = 1",
        "c/-d(c)/dc = 1",
        "A/d(tr(A))/dA = A",
        "1/delta(1,2) = 1",
        "1/d(A) = 1",
        "tr(A)/(d(tr(A))/dA) = 1",
        "1/(1 - 1) = 1",
    ],
)
def test_a_division_that_has_no_meaning_is_refused(text: str) -> None:
    assert codes(text) == ["SP611"]


def test_a_derivative_in_parentheses_divides() -> None:
    assert symproof.prove("c nonzero |- 1/(d(c**2)/dc) = 1/(2*c)", symbols=SYMBOLS)


def test_a_division_by_a_differential_that_is_zero_is_refuted_or_unknown() -> None:
    assert not symproof.prove("1/d(1) = 1", symbols=SYMBOLS)
