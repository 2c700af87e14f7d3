"""``exists v:n with ...`` in statements: read, proved through N1, refuted at a point, taken as a premise, rechecked."""

from __future__ import annotations

import pytest

import symproof
from symproof.diagnostics.errors import SymproofError
from symproof.language.proof import Verdict

SYMBOLS = {
    "A": ["n", "n"], "X": ["m", "n"], "B": ["n", "p"], "c": [], "a": [], "C": ["n", "n"], "G": ["n", "m"],
    "z": ["m", "1"], "y": ["n", "1"],
}  # fmt: skip
PROVED = [
    "m < n |- exists v:n with v nonzero, X*v = 0",
    "m < n |- exists v:n with v != 0, X*v = 0",
    "n < m |- exists v:m with v nonzero, v.T*X = 0",
    "n < m |- exists v:m with v nonzero, X.T*v = 0",
    "rank(X) < n |- exists v:n with v nonzero, X*v = 0",
    "rank(X) < n |- exists v:n with X*v = 0, v nonzero",
    "det(A) = 0 |- exists v:n with v nonzero, A*v = 0",
    "det(A) = 0 |- exists v:n with v nonzero, v.T*A = 0",
    "det(A - c*I) = 0 |- exists v:n with v nonzero, A*v = c*v",
    "det(c*I - A) = 0 |- exists v:n with v nonzero, c*v = A*v",
    "X*B = 0, B nonzero |- exists v:n with v nonzero, X*v = 0",
    "rank(X) = n |- exists Y:n,m with Y*X = I",
    "X full column rank |- exists Y:n,m with Y*X = I",
    "X full row rank |- exists Y:n,m with X*Y = I",
    "A invertible |- exists Y:n,n with I = A*Y",
    "exists v:n with v nonzero, A*v = 0 |- det(A) = 0",
    "exists v:n with v nonzero, A*v = c*v |- exists w:n with w nonzero, A*A*w = c**2*w",
    "exists Y:n,m with Y*X = I |- rank(X) = n",
    "A invertible |- exists v:n with A*v = y",
    "z = X*y |- exists v:n with X*v = z",
    "z = X*y |- exists v:n with X.T*X*v = X.T*z",
    "X*G*X = X, X*G*z = z |- exists v:n with X*v = z",
    "A invertible |- exists Y:n,n with Y*A = C, A*Y*A = A*C",
    "A invertible, C invertible |- exists Y:n,n with A*Y*C = I",
    "X.T*X invertible |- exists Y:n,m with Y*X = I, X*Y symmetric",
    "X.T*X invertible |- exists Y:n,m with Y*X = I, Y*X*Y = Y, X*Y symmetric",
    "A symmetric |- exists Y:n,n with Y + Y.T = 2*A",
    "A symmetric |- exists Y:n,n with Y symmetric, Y + A = 0",
    "A orthogonal |- exists Y:n,n with A*Y = C",
]
REFUTED = [
    "exists v:n with v nonzero, A*v = 0",
    "m <= n |- exists v:n with v nonzero, X*v = 0",
    "m < n |- exists v:m with v nonzero, X.T*v = 0",
    "rank(X) <= n |- exists v:n with v nonzero, X*v = 0",
    "det(A) = 1 |- exists v:n with v nonzero, A*v = 0",
    "det(A + c*I) = 0 |- exists v:n with v nonzero, A*v = c*v",
    "X*B = 0 |- exists v:n with v nonzero, X*v = 0",
    "rank(X) = m |- exists Y:n,m with Y*X = I",
    "X full column rank |- exists Y:n,m with X*Y = I",
    "exists v:n with v nonzero, A*v = 0 |- A = 0",
    "exists v:n with v nonzero, A*v = 0 |- exists w:n with w nonzero, A*w = w",
    "exists v:1 with v nonzero, a*v = 0",
    "exists Y:n,m with Y*X = I |- rank(X) = m",
    "exists v:n with A*v = y",
    "z = X*y |- exists v:n with X*v = z, 2*v = y",
    "A invertible |- exists Y:n,n with Y*A = C, A*Y = C",
    "X*G*X = X |- exists v:n with X*v = z",
    "A symmetric |- exists Y:n,n with Y - Y.T = A",
]


def _statement(text: str) -> dict[str, object]:
    words = set(text.replace("*", " ").replace("(", " ").replace(")", " ").replace(".", " ").replace(",", " ").split())
    return {name: sizes for name, sizes in SYMBOLS.items() if name in words}


@pytest.mark.parametrize("text", PROVED)
def test_true_existence_is_proved(text: str) -> None:
    assert symproof.prove(text, symbols=_statement(text)).verdict is Verdict.PROVED


@pytest.mark.parametrize("text", REFUTED)
def test_false_existence_is_refuted(text: str) -> None:
    assert symproof.prove(text, symbols=_statement(text)).verdict is Verdict.REFUTED


def test_contradictory_premises_give_no_existence() -> None:
    text = "exists v:n with v nonzero, A*v = 0, A invertible |- exists w:n with w nonzero, A*w = w"
    result = symproof.prove(text, symbols=_statement(text))
    assert result.verdict is Verdict.UNKNOWN
    assert result.steps[0].diagnostic.code == "SP404"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("exists A:n with A nonzero", "SP605"),
        ("exists v:n with v nonzero, A*w = 0", "SP602"),
        ("exists det:n with A*det = 0", "SP605"),
        ("exists v:n with A*v = 0 |- exists v:n with A*v = 0", "SP605"),
        ("exists v:0 with A*v = 0", "SP612"),
        ("exists v:m with A*v = 0", "SP602"),
        ("exists v:n A*v = 0", "SP601"),
    ],
)
def test_refused_texts(text: str, code: str) -> None:
    with pytest.raises(SymproofError) as caught:
        symproof.prove(text, symbols={"A": ["n", "n"]})
    assert caught.value.diagnostic.code == code


def test_exists_and_with_are_names_elsewhere() -> None:
    assert symproof.prove("exists + with = with + exists", symbols={"exists": [], "with": []})


def test_the_ledger_names_the_axiom() -> None:
    text = "m < n |- exists v:n with v nonzero, X*v = 0"
    result = symproof.prove(text, symbols=_statement(text))
    assert [fact.id for fact in result.details.ledger.facts] == ["N1"]
