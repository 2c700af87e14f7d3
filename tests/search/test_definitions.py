"""Symbols defined by one word: the search folds the word into a letter, the certificate does not show it."""

from __future__ import annotations

import pytest
from search.asking import ask, length, penrose, prove, sequents

from symproof.kernel.replay import replay
from symproof.search import Budget, find

THREE = "A:m,n B:n,p C:p,q X:n,m Y:p,n Z:q,p"
WITNESSES = "U:p,p V:p,p W:n,n S:n,n"
INVERSES = f"{penrose('A', 'X')}, {penrose('B', 'Y')}, {penrose('C', 'Z')}"
DEFINED = f"{INVERSES}, where P = X*A*B*C*Z, where Q = C*Z*Y*X*A"
RANGES = "A.T*A*P = Q.T*U, Q.T = A.T*A*P*V, C*C.T*P.T = Q*W, Q = C*C.T*P.T*S"
LAW = penrose("(A*B*C)", "(Z*Y*X)")

TRUE = [
    (f"{THREE} {WITNESSES}", f"{DEFINED}, P*Q*P = P, {RANGES} |- {LAW}"),
    (THREE, f"{DEFINED}, {LAW} |- P*Q*P = P, Q*P*Q = Q, (A.T*A*P*Q).T = A.T*A*P*Q, (Q*P*C*C.T).T = Q*P*C*C.T"),
    ("A:m,n X:n,m", f"{penrose('A', 'X')}, where P = A*X |- P*P = P, P.T = P, (I - P)*A = 0"),
    ("A:n,n B:n,n C:n,n", "A*B*C*A*B = A*B, where P = A*B, where Q = P*C |- Q*Q = Q, Q*P = P"),
    ("A:n,n B:n,n", "A*B*A*B = A*B, where P = A*B, where Q = A*B |- P*Q = Q, Q*P*A*B = P"),
    ("A:n,n B:n,n", "A and B commute, where P = A*B, where Q = P + I |- P*Q = Q*P, P*A = A*P"),
    ("A:n,n B:n,n", "B*A = I, where P = A*B |- tr(P) = n, tr(P*P*P) = n, P*P = P"),
    ("A:n,n", "where S = A*A.T |- S.T = S, tr(S) = norm2(A)"),
    ("A:n,n X:n,m", "A*A.T*X = 0, where S = A*A.T |- A.T*X = 0"),
    ("A:n,n B:n,n", "where P = A*B, P invertible |- A invertible, B invertible, B*inv(P)*A = I"),
    ("A:n,n B:n,n", "A invertible, B invertible, where P = A*B |- inv(P) = inv(B)*inv(A)"),
]

FALSE = [
    (THREE, f"{DEFINED}, P*Q*P = P |- (A*B*C*Z*Y*X).T = A*B*C*Z*Y*X"),
    ("A:m,n X:n,m", "A*X*A = A, where P = A*X |- P.T = P"),
    ("A:n,n B:n,n C:n,n", "A*B*C*A*B = A*B, where P = A*B, where Q = P*C |- P*Q = P"),
    ("A:n,n B:n,n", "A*B*A*B = A*B, where P = A*B, where Q = A*B |- P = A"),
    ("A:n,n B:n,n", "A and B commute, where P = A*B |- P*P = P"),
    ("A:n,n B:n,n", "where P = A*B, A invertible |- P invertible"),
]


@pytest.mark.parametrize(("symbols", "text"), TRUE, ids=[text[-60:] for _, text in TRUE])
def test_true(symbols: str, text: str) -> None:
    prove(symbols, text)


@pytest.mark.parametrize(("symbols", "text"), FALSE, ids=[text[-60:] for _, text in FALSE])
def test_false(symbols: str, text: str) -> None:
    assert ask(symbols, text).certificate is None


def test_a_definition_costs_no_more_than_the_premise() -> None:
    """The equal-range law within a quarter of the default budget, as with P = X A B C Z among the premises."""
    for goal in sequents(f"{THREE} {WITNESSES}", f"{DEFINED}, P*Q*P = P, {RANGES} |- {LAW}"):
        certificate = find(goal, budget=Budget(work=37_500)).certificate
        assert certificate is not None
        assert length(certificate) < 400
        replay(goal, certificate)
