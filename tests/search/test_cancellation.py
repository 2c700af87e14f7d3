"""Lemmas by cancellation, X u = 0 from X u u^T = 0, and laws weakened further than they bear."""

from __future__ import annotations

import pytest
from search.asking import ask, penrose, prove

from symproof.language.certificate import Algebra, Definite

THREE = "A:m,n B:n,p C:p,q X:n,m Y:p,n Z:q,p P:n,p Q:p,n U:p,p V:p,p W:n,n S:n,n"
INVERSES = f"{penrose('A', 'X')}, {penrose('B', 'Y')}, {penrose('C', 'Z')}, P = X*A*B*C*Z, Q = C*Z*Y*X*A"
HERMITIAN = "(A.T*A*P*Q).T = A.T*A*P*Q, (Q*P*C*C.T).T = Q*P*C*C.T"
INSIDE = "A.T*A*P = Q.T*U, C*C.T*P.T = Q*W"  # the ranges of A^T A P and C C^T P^T lie in those of Q^T and Q
OUTSIDE = "Q.T = A.T*A*P*V, Q = C*C.T*P.T*S"
M, N = "A*B*C", "Z*Y*X"

TRUE = [
    ("C:n,m Q:n,k W:k,n X:l,n", "C*C.T = Q*W, X*Q = 0 |- X*C = 0"),
    ("C:n,m Q:n,k W:k,n X:l,n", "C*C.T*C*C.T = Q*W, X*Q = 0 |- X*C = 0"),
    ("C:n,m Q:n,k W:k,n X:n,n", "C*C.T = Q*W, X*X*Q = X*Q |- X*X*C = X*C"),
    ("C:n,m Q:n,k W:k,n X:n,n Y:n,n", "C*C.T = Q*W, X*Y*Q = Y*X*Q |- X*Y*C = Y*X*C"),
    ("C:n,m Q:n,k W:k,n X:n,n D:m,l", "C*C.T = Q*W, X*X*Q = X*Q |- X*X*C*D = X*C*D"),
    ("C:m,n Q:k,n W:n,k X:n,n", "C.T*C = W*Q, Q*X*X = Q*X |- C*X*X = C*X"),
]

FALSE = [
    ("C:n,m Q:n,k W:m,n X:l,n", "Q*Q.T = C*W, X*Q = 0 |- X*C = 0"),
    ("C:n,m Q:n,k W:k,n X:n,n", "C*C.T = Q*W, X*X*Q = X*Q |- X*C = C"),
    ("C:m,n Q:n,k W:n,k X:n,n", "C.T*C = W*W.T, X*X*Q = X*Q |- X*X*C.T = X*C.T"),
    # P = 0 and Q not, or the other way round: A B C = 0 does not make Z Y X = 0, nor conversely
    (THREE, f"{INVERSES}, P*Q*P = P, {INSIDE} |- {N}*{M}*{N} = {N}"),
    (THREE, f"{INVERSES}, P*Q*P*Q = P*Q, {INSIDE} |- {N}*{M}*{N} = {N}"),
    (THREE, f"{INVERSES}, Q*P*Q = Q, {OUTSIDE} |- {M}*{N}*{M} = {M}"),
    (THREE, f"{INVERSES}, P*Q*P = P, {HERMITIAN} |- {N}*{M}*{N} = {N}"),
    (THREE, f"{INVERSES}, P*Q*P*Q = P*Q, {HERMITIAN} |- {M}*{N}*{M} = {M}"),
]


@pytest.mark.parametrize(("symbols", "text"), TRUE, ids=[text for _, text in TRUE])
def test_true(symbols: str, text: str) -> None:
    _, rules = prove(symbols, text)
    assert "definite" in rules


@pytest.mark.parametrize(("symbols", "text"), FALSE, ids=[text[-60:] for _, text in FALSE])
def test_false(symbols: str, text: str) -> None:
    assert ask(symbols, text).certificate is None


def test_the_lemma_is_a_derived_step() -> None:
    text = f"{INVERSES}, P*Q*P*Q = P*Q, {INSIDE}, {OUTSIDE} |- P*Q*P = P"
    certificate = ask(THREE, text).certificate
    assert isinstance(certificate, Algebra)
    assert any(isinstance(step, Definite) for step in certificate.derived)
