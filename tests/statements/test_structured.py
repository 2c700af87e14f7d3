"""`structured derivative: X symmetric` holds for every derivative: by a matrix, by an entry, in differentials and in
definitions. The right values are those of X written by its free entries."""

from __future__ import annotations

import pytest

import symproof
from symproof.language.proof import Verdict
from symproof.render.latex import latex
from symproof.render.text import text as shown_text
from symproof.statements import parse_statement

SYMBOLS = {"X": ["n", "n"], "A": ["n", "n"], "B": ["n", "n"], "dX": ["n", "n"], "x": ["n"]}
STRUCTURED = "structured derivative: X symmetric"
INDICES = f"{STRUCTURED}, i in 1..n, j in 1..n"

TRUE = [
    f"{STRUCTURED}, n >= 2 |- d(X - X.T)/dX[1,2] = 0",
    f"{STRUCTURED}, n >= 2 |- d(X)/dX[1,2] = J(1,2,n,n) + J(2,1,n,n)",
    f"{STRUCTURED}, n >= 2 |- d(X)/dX[2,2] = J(2,2,n,n)",
    f"{STRUCTURED}, n >= 2 |- d(X[1,2])/dX[2,1] = 1",
    f"{STRUCTURED}, n >= 2 |- d(tr(A*X))/dX[1,2] = A[1,2] + A[2,1]",
    f"{STRUCTURED}, n >= 2 |- d(X*X)/dX[1,2] = X*(J(1,2,n,n) + J(2,1,n,n)) + (J(1,2,n,n) + J(2,1,n,n))*X",
    f"{STRUCTURED}, n >= 2 |- d(x.T*X*x)/dX[1,2] = 2*x[1]*x[2]",
    f"{STRUCTURED}, n >= 2 |- d(d(tr(X*X))/dX[1,2])/dX[1,2] = 4",
    f"{STRUCTURED}, n >= 2 |- d(d(tr(X*X))/dX)/dX[1,2] = 4*(J(1,2,n,n) + J(2,1,n,n))",
    f"{INDICES} |- d(X)/dX[i,j] = J(i,j,n,n) + J(j,i,n,n) - J(i,j,n,n)*J(i,j,n,n)",
    f"{INDICES} |- d(X)/dX[i,j] = d(X)/dX[j,i]",
    f"{INDICES} |- d(X[i,j])/dX[j,i] = 1",
    f"{INDICES} |- d(tr(A*X))/dX[i,j] = (A + A.T - diag(A))[i,j]",
    f"{INDICES}, i = j |- d(X)/dX[i,j] = J(i,i,n,n)",
    f"{INDICES}, i < j |- d(X)/dX[i,j] = J(i,j,n,n) + J(j,i,n,n)",
    f"{STRUCTURED}, i in 1..n |- d(tr(A*X))/dX[i,i] = A[i,i]",
    f"{STRUCTURED} |- d(d(tr(A*X))/dX*x)/dx = A + A.T - diag(A)",
    f"{STRUCTURED} |- d(X - X.T) = 0",
    f"{STRUCTURED} |- d(tr(A*X)) = tr(A.T*dX)",
    f"{STRUCTURED} |- d(d(X*X)) = 2*dX*dX",
    f"where Y = X*X, {STRUCTURED} |- d(tr(A*Y))/dX = A*X + X*A + (A*X + X*A).T - diag(A*X + X*A)",
    f"where G = d(tr(A*X))/dX, {STRUCTURED} |- G = A + A.T - diag(A)",
    f"where E = d(A*X)/dX[1,2], n >= 2, {STRUCTURED} |- E = A*(J(1,2,n,n) + J(2,1,n,n))",
    f"{STRUCTURED}, X invertible, n >= 2 |- d(inv(X))/dX[1,2] = -inv(X)*(J(1,2,n,n) + J(2,1,n,n))*inv(X)",
]
FALSE = [
    f"{STRUCTURED}, n >= 2 |- d(X - X.T)/dX[1,2] = J(1,2,n,n) - J(2,1,n,n)",
    f"{STRUCTURED}, n >= 2 |- d(X)/dX[1,2] = J(1,2,n,n)",
    f"{STRUCTURED}, n >= 2 |- d(X[1,2])/dX[2,1] = 0",
    f"{STRUCTURED}, n >= 2 |- d(tr(A*X))/dX[1,2] = A[2,1]",
    f"{STRUCTURED}, n >= 2 |- d(d(tr(X*X))/dX[1,2])/dX[1,2] = 2",
    f"{INDICES} |- d(X)/dX[i,j] = J(i,j,n,n)",
    f"{INDICES} |- d(X)/dX[i,j] = J(i,j,n,n) + J(j,i,n,n)",
    f"{INDICES} |- d(X[i,j])/dX[j,i] = delta(i,j)",
    f"{INDICES} |- d(tr(A*X))/dX[i,j] = A[i,j] + A[j,i]",
    f"{STRUCTURED} |- d(tr(A*X))/dX = A.T",
    f"{STRUCTURED} |- d(A*X) = A*dX.T*2",
    f"where G = d(tr(A*X))/dX, {STRUCTURED} |- G = A.T",
]


@pytest.mark.parametrize("text", TRUE)
def test_a_true_structured_derivative_is_established(text: str) -> None:
    result = symproof.prove(text, symbols=SYMBOLS)
    assert result.verdict in (Verdict.PROVED, Verdict.CHECKED), result


@pytest.mark.parametrize("text", FALSE)
def test_a_false_structured_derivative_is_refuted(text: str) -> None:
    assert symproof.prove(text, symbols=SYMBOLS).verdict is Verdict.REFUTED


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (f"{STRUCTURED}, n >= 2 |- d(tr(A*X))/dX[1,2] = ?", "A.T[1,2] + A[1,2]"),
        (f"{STRUCTURED}, n >= 2 |- d(X)/dX[1,2] = ?", "J(1, 2, n, n) + J(2, 1, n, n)"),
    ],
)
def test_an_answer_is_structured(text: str, answer: str) -> None:
    result = symproof.prove(text, symbols=SYMBOLS)
    assert result.verdict is Verdict.PROVED
    assert repr(result).split("\n")[0].endswith(f" = {answer}")


def test_the_differential_of_a_symmetric_matrix_is_symmetric() -> None:
    result = symproof.prove(f"{STRUCTURED} |- d(X - X.T) = 0", symbols=SYMBOLS)
    assert [warning.code for warning in result.warnings] == ["SP630"]
    assert "dX symmetric" in result.warnings[0].message
    result = symproof.prove(f"{STRUCTURED}, dX symmetric |- d(X - X.T) = 0", symbols=SYMBOLS)
    assert not result.warnings


@pytest.mark.parametrize(
    "text",
    [
        f"where Z = d(X - X.T), {STRUCTURED} |- Z = 0",
        f"where Z = X*X, {STRUCTURED}, X symmetric |- d(Z).T = d(Z)",
        f"{STRUCTURED}, d(X) = A |- A.T = A",
    ],
)
def test_a_differential_in_a_definition_or_an_assumption_is_symmetric(text: str) -> None:
    assert symproof.prove(text, symbols=SYMBOLS).verdict is Verdict.PROVED


def test_without_the_assumption_entries_are_independent() -> None:
    assert symproof.prove("n >= 2, X symmetric |- d(X)/dX[1,2] = J(1,2,n,n)", symbols=SYMBOLS)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("where Z = X, structured derivative: Z symmetric |- Z = Z", "SP609"),
        ("where X = A, structured derivative: X symmetric |- X = X", "SP609"),
        ("structured derivative: X lower |- X = X", "SP601"),
        ("structured derivative: X Toeplitz, i in 1..n, j in 1..n |- d(tr(X))/dX[i,j] = 0", "SP609"),
        ("structured derivative: Q symmetric |- X = X", "SP602"),
        ("structured derivative: x symmetric |- x = x", "SP608"),
    ],
)
def test_what_has_no_structured_derivative_is_refused(text: str, code: str) -> None:
    _, errors = parse_statement(SYMBOLS, text)
    assert [error.code for error in errors] == [code]


@pytest.mark.parametrize(
    ("text", "shown", "in_latex"),
    [
        ("d(tr(A*X))/dX = A", "d(tr(A*X))/d(X symmetric) = A", r"\frac{\partial^{\mathrm{sym}}}{\partial X}"),
        ("A - d(tr(X))/dX = A", "A - d(tr(X))/d(X symmetric) = A", r"\frac{\partial^{\mathrm{sym}}}{\partial X}"),
        ("d(X)/dX[1,2] = A", "d(X)/d(X symmetric)[1,2] = A", r"\frac{\partial^{\mathrm{sym}}}{\partial X_{1,2}}"),
        ("d(X)/dX[i,n] = A", "d(X)/d(X symmetric)[i,n] = A", r"\frac{\partial^{\mathrm{sym}}}{\partial X_{i,n}}"),
        ("d(X)/dX[i,i] = A", "d(X)/dX[i,i] = A", r"\frac{\partial}{\partial X_{i,i}}"),
    ],
)
def test_a_structured_derivative_is_shown_as_one(text: str, shown: str, in_latex: str) -> None:
    (proof,), _ = parse_statement(SYMBOLS, f"{STRUCTURED}, n >= 2, i in 1..n |- {text}")
    claim = proof.steps[0].claim
    assert shown_text(claim, proof.declarations) == shown
    assert in_latex in latex(claim, proof.declarations)


SUMS = "sum(sum(sum(sum(delta({0},{1})*A[{2}]*J(i,j,n,n) for l in 1..n) for k in 1..n) for j in 1..n) for i in 1..n)"
SQUARES = {name: ["n", "n"] for name in "AX"}
SMALL = {name: ["2", "2"] for name in "AX"}


@pytest.mark.parametrize(
    ("symbols", "claim", "verdict"),
    [
        (SQUARES, "d(tr(A*X))/dX = " + SUMS.format("i+l", "j+k", "l,k"), Verdict.PROVED),
        (SQUARES, "d(tr(A*X))/dX = " + SUMS.format("i+l", "j+k", "k,l"), Verdict.REFUTED),
        (SQUARES, "d(tr(A*X))/dX = " + SUMS.format("i+k", "j+l", "l,k"), Verdict.REFUTED),
        (SQUARES, "d(tr(A*X))/dX = ?", Verdict.PROVED),
        (SMALL, "d(tr(A*X))/dX = tr(A)*I + A[2,1]*J(1,2,2,2) + A[1,2]*J(2,1,2,2)", Verdict.PROVED),
        (SMALL, "d(tr(A*X))/dX = tr(A)*I + A[1,2]*J(1,2,2,2) + A[2,1]*J(2,1,2,2)", Verdict.REFUTED),
        (SMALL, "d(tr(X*X))/dX = 4*X[1,1]*I + 2*X[2,1]*J(1,2,2,2) + 2*X[1,2]*J(2,1,2,2)", Verdict.PROVED),
        (SMALL, "d(det(X))/dX = 2*X[1,1]*I - X[1,2]*J(1,2,2,2) - X[1,2]*J(2,1,2,2)", Verdict.REFUTED),
    ],
)
def test_the_gradient_by_a_toeplitz_matrix_sums_along_diagonals(
    symbols: dict[str, list[str]], claim: str, verdict: Verdict
) -> None:
    result = symproof.prove(f"structured derivative: X Toeplitz |- {claim}", symbols=symbols)
    assert result.verdict is verdict


def test_the_answer_by_a_toeplitz_matrix_is_readable() -> None:
    result = symproof.prove("structured derivative: X Toeplitz |- d(tr(A*X))/dX = ?", symbols=SQUARES)
    assert "d(tr(A*X))/d(X Toeplitz) = sum(" in repr(result)
    assert "_1" not in repr(result)
