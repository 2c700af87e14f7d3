"""X = 0 from the trace of X^T X where the premises do not speak of traces: normal matrices and their commutants."""

from __future__ import annotations

import pytest
from search.asking import ask, prove

NORMAL = "A.T*A = A*A.T"
BOTH = f"{NORMAL}, B.T*B = B*B.T"

TRUE = [
    ("A:n,n C:n,n", "C = A*A.T - A.T*A, C*A = A*C |- C = 0"),
    ("A:n,n", "(A*A.T - A.T*A)*A = A*(A*A.T - A.T*A) |- A*A.T = A.T*A"),
    ("A:n,n B:n,n", "A symmetric, B symmetric, A*(A*B - B*A) = (A*B - B*A)*A |- A*B = B*A"),
    ("A:n,n X:n,n", f"{NORMAL}, A*X = X*A |- A.T*X = X*A.T"),
    ("A:n,n B:n,n X:n,n", f"{NORMAL}, B.T*B = B*B.T, A*X = X*B |- A.T*X = X*B.T"),
    ("A:n,n B:n,n", f"{BOTH}, A*B = B*A |- (A+B).T*(A+B) = (A+B)*(A+B).T, (A*B).T*(A*B) = (A*B)*(A*B).T"),
    ("A:n,n B:m,m X:n,m", f"{BOTH}, A*X = X*B |- X.T*A = B*X.T, A*X*X.T = X*X.T*A, X.T*X*B = B*X.T*X"),
    ("A:n,n", f"{NORMAL}, A**2 = A |- A.T = A"),
    ("A:n,n", f"{NORMAL}, A**3 = 0 |- A = 0"),
    ("A:n,n", "A**2 = A*A.T |- A.T = A"),
    ("A:n,n", "A**3 = A*A.T |- A.T = A*A"),
    ("A:n,n B:n,n", "A antisymmetric, B antisymmetric, A*B = -B*A, A**2 + B**2 = 0 |- A = 0"),
    ("A:n,n B:n,n", "A symmetric, A**2 + B.T*B = 0 |- A = 0, B = 0"),
    ("A:m,n B:m,n", "norm2(A) = tr(A.T*B), norm2(B) = tr(A.T*B) |- A = B"),
    ("A:m,n B:m,n", "A*B.T = A*A.T, B*A.T = B*B.T |- A = B"),
    ("P:n,n Q:n,n", "P idempotent, P symmetric, Q idempotent, Q symmetric, tr(P*Q) = tr(P) |- P*Q = P"),
    ("P:n,n Q:n,n", "P idempotent, P symmetric, Q idempotent, Q symmetric, P + Q = P*Q + Q*P |- P = Q"),
]

FALSE = [
    ("A:n,n X:n,n", "A*X = X*A |- A.T*X = X*A.T"),
    ("A:n,n X:n,n", f"{NORMAL}, A*X = X*A |- A.T*X = X*A"),
    ("A:n,n B:n,n X:n,n", f"{NORMAL}, A*X = X*B |- A.T*X = X*B.T"),
    ("A:n,n B:n,n", f"{NORMAL}, B.T*B = B*B.T |- (A+B).T*(A+B) = (A+B)*(A+B).T"),
    ("A:n,n B:n,n", f"{NORMAL}, A*B = B*A |- (A+B).T*(A+B) = (A+B)*(A+B).T"),
    ("A:n,n B:n,n X:n,n", f"{BOTH}, A*X = X*B |- A*X.T = X.T*B"),
    ("A:n,n B:n,n", "A symmetric, A**2 - B.T*B = 0 |- A = 0"),
    ("A:n,n", f"{NORMAL}, A**2 = 4*A |- A = 0"),
    ("A:n,n", "A**3 = A*A.T |- A.T = A"),
    ("A:m,n B:m,n", "norm2(A) = tr(A.T*B) |- A = B"),
    ("P:n,n Q:n,n", "P idempotent, Q idempotent, Q symmetric, tr(P*Q) = tr(P) |- P*Q = P"),
]


@pytest.mark.parametrize(("symbols", "text"), TRUE, ids=[text for _, text in TRUE])
def test_true(symbols: str, text: str) -> None:
    _, rules = prove(symbols, text)
    assert "definite" in rules


@pytest.mark.parametrize(("symbols", "text"), FALSE, ids=[text for _, text in FALSE])
def test_false(symbols: str, text: str) -> None:
    assert ask(symbols, text).certificate is None
