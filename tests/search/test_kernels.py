"""Ranks of products, equal inverses, squares that vanish, traces of premises, symbolic powers; and false variants."""

from __future__ import annotations

import pytest
from search.asking import prove, sequents

from symproof.search import find

TRUE = [
    ("A:m,n B:n,m", "B*A = I |- A.T*A invertible"),
    ("A:m,n B:n,m", "A*B = I |- A*A.T invertible"),
    ("A:m,n B:n,p", "A full column rank, B full column rank |- A*B full column rank"),
    ("A:m,n B:n,p", "A full row rank, B full row rank |- A*B full row rank"),
    ("A:m,n B:n,p C:p,q", "A full column rank, B full column rank, C full column rank |- A*B*C full column rank"),
    ("A:m,n B:n,n", "A full column rank, B invertible |- A*B full column rank"),
    ("Q:m,n A:n,n", "Q.T*Q = I, A invertible |- Q*A full column rank"),
    ("x:n B:n,n", "x.T*x = 1, B invertible |- inv(x.T*x*B) = inv(B)"),
    ("A:n,n B:n,n C:n,n", "A = B, A + C invertible |- inv(A + C) = inv(B + C)"),
    ("X:m,n V:n,p", "(X.T*X + I)*V = 0 |- V = 0"),
    ("X:m,n V:n,p", "(2*X.T*X + 3*I)*V = 0 |- V = 0"),
    ("X:m,n Y:m,n V:n,p", "(X.T*X + Y.T*Y + I)*V = 0 |- V = 0"),
    ("X:m,n V:p,n", "V*(X.T*X + I) = 0 |- V = 0"),
    ("C:m,n A:n,n x:n", "A = C.T*C, x.T*A*x = 0 |- A*x = 0"),
    ("C:m,n A:n,n X:n,p", "A = C.T*C, tr(X.T*A*X) = 0 |- A*X = 0"),
    ("C:m,n A:n,n D:m,n B:n,n x:n", "A = C.T*C, B = D.T*D, x.T*(A + B)*x = 0 |- B*x = 0"),
    ("A:n,n B:n,n u:n v:n", "A*B - B*A = u*v.T |- v.T*u = 0"),
    ("A:n,n B:n,n", "A*B - B*A = 2*A |- tr(A) = 0"),
    ("A:n,n k", "k positive integer |- A**k = A**k"),
    ("A:n,n k", "k positive integer |- A**k*A = A**(k+1)"),
    ("A:n,n B:n,n k", "k positive integer, A**k*B = 0 |- A**k*B*A = 0"),
    ("A:n,n k", "k positive integer |- tr(A**k*A.T) = tr(A*(A**k).T)"),
]
FALSE = [
    ("A:m,n B:n,m", "B*A = I |- A*A.T invertible"),
    ("A:m,n B:n,p", "A full column rank, B full row rank |- A*B full column rank"),
    ("A:m,n B:n,p", "A full row rank, B full column rank |- A*B full row rank"),
    ("A:m,n B:n,p", "A*B full column rank |- A full column rank"),
    ("A:n,n", "A.T*A*A.T*A = A.T*A |- A.T*A invertible"),
    ("A:m,n", "A.T*A invertible"),
    ("x:n B:n,n", "x.T*x = 2, B invertible |- inv(x.T*x*B) = inv(B)"),
    ("A:n,n B:n,n C:n,n", "A = B.T, A + C invertible, B + C invertible |- inv(A + C) = inv(B + C)"),
    ("X:m,n V:n,p", "(X.T*X - I)*V = 0 |- V = 0"),
    ("X:m,n V:n,p", "X.T*X*V = 0 |- V = 0"),
    ("X:n,n V:n,p", "(X + I)*V = 0 |- V = 0"),
    ("X:m,n Y:m,n V:n,p", "(X.T*X - Y.T*Y + I)*V = 0 |- V = 0"),
    ("C:m,n A:n,n x:n", "A = C.T*C, x.T*A*x = 0 |- x = 0"),
    ("C:m,n A:n,n x:n", "A = C.T*C - I, x.T*A*x = 0 |- A*x = 0"),
    ("A:n,n x:n", "x.T*A*x = 0 |- A*x = 0"),
    ("A:n,n B:n,n u:n v:n", "A*B + B*A = u*v.T |- v.T*u = 0"),
    ("A:n,n B:n,n u:n v:n", "A*B - B*A = u*v.T |- u = 0"),
    ("A:n,n k", "k positive integer |- A**k*A = A**(k+2)"),
    ("A:n,n k", "k positive integer |- A**k = A"),
    ("A:n,n B:n,n k", "k positive integer |- A**k = B**k"),
    ("A:n,n k", "k positive integer |- (A**k).T = A**k"),
]


@pytest.mark.parametrize(("symbols", "text"), TRUE)
def test_true_statements(symbols: str, text: str) -> None:
    prove(symbols, text)


@pytest.mark.parametrize(("symbols", "text"), FALSE)
def test_false_statements(symbols: str, text: str) -> None:
    assert all(find(goal).certificate is None for goal in sequents(symbols, text))
