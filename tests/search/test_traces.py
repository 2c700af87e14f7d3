"""Scalar claims that need the trace of a premise, tr(L p R) = 0, and false ones beside them."""

from __future__ import annotations

import pytest
from search.asking import ask, prove, sequents

from symproof.language.certificate import Algebra
from symproof.search import find

TRUE = [
    ("A:n,n B:n,n", "A*B - B*A = A |- tr(A) = 0"),
    ("A:n,n B:n,n", "A*B - B*A = A |- tr(A**2) = 0"),
    ("A:n,n B:n,n", "A*B - B*A = A |- tr(A**3) = 0"),
    ("A:n,n B:n,n", "A*B - B*A = A |- tr(A**4) = 0"),
    ("A:n,n B:n,n", "A*B - B*A = A |- tr(A**5*B) = 0"),
    ("A:n,n B:n,n", "A*B + B*A = 0, A invertible |- tr(B) = 0"),
    ("A:n,n B:n,n", "A*B + B*A = 0, A invertible |- tr(B**3) = 0"),
    ("A:n,n B:n,n", "A*B + B*A = 0 |- tr(A*B) = 0"),
    ("A:n,n B:n,n", "A*B + B*A = 0 |- tr(A**3*B) = 0"),
    ("A:m,n", "A full column rank |- tr(A*inv(A.T*A)*A.T) = n"),
    ("A:m,n", "A full column rank, where P = A*inv(A.T*A)*A.T |- tr(P) = n"),
    ("A:m,n", "A full column rank, where P = A*inv(A.T*A)*A.T |- norm2(P) = n"),
    ("A:m,n", "A full column rank |- norm2(I - A*inv(A.T*A)*A.T) = m - n"),
    ("A:n,n B:n,n S:n,n", "S invertible, B = inv(S)*A*S |- tr(B) = tr(A)"),
    ("A:n,n B:n,n S:n,n", "S invertible, B = inv(S)*A*S |- tr(B**3) = tr(A**3)"),
    ("A:n,n B:n,n S:n,n", "S invertible, S*B = A*S |- tr(B**2) = tr(A**2)"),
    ("A:n,n B:n,n S:n,n", "S invertible, S*B = A*S |- tr(B**4) = tr(A**4)"),
    ("P:n,n Q:n,n", "P idempotent, Q idempotent, P*Q + Q*P = 0 |- tr(P*Q) = 0"),
    ("P:n,n Q:n,n", "P idempotent, Q idempotent, P + Q idempotent |- tr(P*Q) = 0"),
    ("P:n,n A:n,n", "P idempotent, A*P + P*A = A |- tr(A*P) = 1/2*tr(A)"),
    ("P:n,n A:n,n", "P idempotent, A*P + P*A = A |- tr(P*A*P) = 0"),
    ("P:n,n A:n,n", "P idempotent, A*P + P*A = A |- tr(A) = 0"),
    ("P:n,n A:n,n B:n,n", "P idempotent, P*A*P = P |- tr(A*P) = tr(P)"),
    ("A:n,n B:n,n S:n,n", "A symmetric, B antisymmetric |- tr(A*B) = 0"),
    ("K:n,n", "K antisymmetric |- tr(K**5) = 0"),
    ("K:n,n S:n,n", "K antisymmetric, S symmetric |- tr(K*S*K*S*K) = 0"),
    ("K:n,n S:n,n", "K antisymmetric, S symmetric, K*S = S*K |- tr(K**3*S**2) = 0"),
    ("K:n,n v:n", "K antisymmetric |- v.T*K**3*v = 0"),
    ("Q:n,n X:n,m", "Q orthogonal |- norm2(Q*X) = norm2(X)"),
    ("Q:n,n A:n,n", "Q orthogonal |- tr(Q.T*A**2*Q) = tr(A**2)"),
    ("A:n,n B:n,n C:n,n", "A*B - B*A = C, A*C = C*A |- tr(C**2) = 0"),
    ("A:n,n B:n,n C:n,n", "A*B - B*A = C, A*C = C*A |- tr(C) = 0"),
    ("A:n,n B:n,n C:n,n", "A*B - B*A = C, A*C = C*A |- tr(C**3) = 0"),
    ("A:n,n B:n,n C:n,n", "A*B - B*A = C, B*C = C*B |- tr(C**3*B**2) = 0"),
    ("A:n,n X:n,n C:n,n", "A*X + X*A = C, A invertible |- tr(inv(A)*C) = 2*tr(X)"),
    ("A:n,n X:n,n Q:n,n", "A*X + X*A.T = -Q |- tr(A*X) + tr(X*A.T) = -tr(Q)"),
    ("A:n,n X:n,n Q:n,n", "A*X + X*A.T = -Q, X symmetric |- tr(A*X) = -1/2*tr(Q)"),
    ("A:n,n P:n,n B:n,n c", "A*B - B*A = c*A, c nonzero |- tr(A) = 0"),
    ("A:n,n P:n,n B:n,n c", "A*B - B*A = c*A, c nonzero |- tr(A**3) = 0"),
    ("A:n,n", "A orthogonal |- norm2(A) = n"),
    ("A:n,n x:n c", "A*x = c*x, A antisymmetric |- c*x.T*x = 0"),
    ("A:n,n x:n y:n c e", "A symmetric, A*x = c*x, A*y = e*y |- (c-e)*(x.T*y) = 0"),
    ("A:n,n", "A*A.T = A**2 |- A = A.T"),
    ("P:n,n", "P idempotent, norm2(P) = tr(P) |- P = P.T"),
    ("A:n,n", "A.T*A = A**2 |- A.T = A"),
    ("A:n,n B:n,n", "A*B = I |- tr(B*A) = n"),
    ("A:n,m B:m,n", "A*B = I |- tr(B*A) = n"),
    ("A:n,m X:m,n", "A*X*A = A, X*A*X = X, (A*X).T=A*X |- norm2(A*X) = tr(X*A)"),
    ("A:n,n B:n,n c", "A*B - B*A = c*I |- c*n = 0"),
    ("A:n,n B:n,n X:n,n", "A symmetric, B symmetric, X = A*B - B*A |- tr(X**3)=0"),
    ("A:n,n B:n,n", "A symmetric, B symmetric |- tr((A*B - B*A)**2) = 2*tr(A*B*A*B) - 2*tr(A**2*B**2)"),
    ("A:n,n B:n,n H:n,n", "H*A - A*H = 2*A, H*B-B*H=-2*B, A*B-B*A=H |- tr(H)=0, tr(A*H)=0, tr(A*B)=1/2*tr(H**2)"),
    ("A:n,n B:n,n", "A**2 = I, B**2=I, A*B=-B*A |- tr(A)=0, tr(A*B) = 0, tr(A*B*A)=0"),
    ("U:n,n A:n,n B:n,n", "U orthogonal, B = U.T*A*U, A symmetric |- norm2(B) = norm2(A)"),
    ("N:n,n A:n,n B:n,n", "N = A*B - B*A, N*A = A*N, N*B=B*N |- tr(N**2)=0"),
    ("A:m,n B:n,m", "A*B*A*B = A*B |- tr((B*A)**3)=tr(A*B)"),
    ("A:n,n B:n,n", "A*B = B*A*A, A invertible, B invertible |- tr(A**2) = tr(A)"),
    ("A:n,n B:n,n", "A*B*A = B, B*A*B = A |- tr(A**2)=tr(B**2)"),
    ("M:n,n A:n,n B:n,n", "M invertible, A.T*M + M*A = 0 |- tr(A) = 0, tr(A**3) = 0"),
    ("M:n,n A:n,n", "M invertible, M antisymmetric, A.T*M + M*A = 0 |- tr(A) = 0, tr(A**3) = 0"),
    ("A:n,n u:n v:n", "A = u*v.T |- tr(A**2) = tr(A)**2, tr(A**3)=tr(A)**3"),
]

FALSE = [
    ("A:n,n B:n,n", "A*B - B*A = A |- tr(B) = 0"),
    ("A:n,n B:n,n", "A*B - B*A = A |- tr(B**2) = 0"),
    ("A:n,n B:n,n", "A*B - B*A = A |- A = 0"),
    ("A:n,n B:n,n", "A*B + B*A = 0 |- tr(B) = 0"),
    ("A:n,n B:n,n", "A*B + B*A = 0, A invertible |- tr(B**2) = 0"),
    ("A:m,n", "A full column rank |- tr(A*inv(A.T*A)*A.T) = m"),
    ("A:n,n B:n,n S:n,n", "S*B = A*S |- tr(B) = tr(A)"),
    ("P:n,n A:n,n", "P idempotent, A*P + P*A = A |- tr(A*P)=1"),
    ("K:n,n", "K antisymmetric |- tr(K**4) = 0"),
    ("P:n,n", "P idempotent |- norm2(P) = tr(P)"),
    ("M:n,n A:n,n B:n,n", "M invertible, A.T*M + M*A = 0 |- tr(A**2) = 0"),
    ("A:n,n", "A*A.T = A**3 |- A = A.T"),
]


@pytest.mark.parametrize(("symbols", "text"), TRUE, ids=[text for _, text in TRUE])
def test_true(symbols: str, text: str) -> None:
    prove(symbols, text)


@pytest.mark.parametrize(("symbols", "text"), FALSE, ids=[text for _, text in FALSE])
def test_false(symbols: str, text: str) -> None:
    assert ask(symbols, text).certificate is None


def test_the_trace_of_a_premise_stands_in_the_certificate() -> None:
    certificate = ask("A:n,n B:n,n", "A*B - B*A = A |- tr(A**2) = 0").certificate
    assert isinstance(certificate, Algebra)
    (entry,) = certificate.combination
    assert entry.trace


def test_the_same_input_gives_the_same_certificate() -> None:
    (goal,) = sequents("A:n,n B:n,n S:n,n", "S invertible, S*B = A*S |- tr(B**4) = tr(A**4)")
    assert find(goal) == find(goal)
