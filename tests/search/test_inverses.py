"""Inverses of words and of their factors, and what is not one."""

from __future__ import annotations

import pytest
from search.asking import ask, prove

TRUE = [
    ("L:n,n", "L invertible |- inv(L*L.T) = inv(L).T*inv(L)"),
    ("L:n,n A:n,n", "A invertible, L invertible |- inv(A.T*L) = inv(L)*inv(A).T"),
    ("A:n,n", "A invertible |- A.T*A invertible"),
    ("L:n,n", "L invertible |- L*L.T*inv(L*L.T) = I"),
    (
        "A:n,n B:n,n C:n,n D:n,n",
        "A invertible, B invertible, C invertible, D invertible |- inv(A*B*C*D) = inv(D)*inv(C)*inv(B)*inv(A)",
    ),
    ("Q:n,n W:n,n", "W invertible, Q.T*W*Q = W |- Q*inv(W)*Q.T = inv(W)"),
    ("A:n,n B:n,n", "A*B invertible |- A invertible"),
    ("A:n,n B:n,n", "A*B invertible |- B invertible"),
    ("A:n,n B:n,n", "A*B invertible |- B*inv(A*B)*A = I"),
    ("A:n,n B:n,n C:n,n", "C invertible, A*B = C |- B*inv(C)*A = I"),
    ("A:n,n B:n,n C:n,n", "C invertible, A*B = -C |- B*inv(C)*A = -I"),
    ("S:n,n L:n,n", "S = L*L.T, L invertible |- inv(S) = inv(L).T*inv(L)"),
    (
        "P:n,n Q:n,n u:n",
        "P invertible, Q invertible, inv(Q) = inv(P) + u*u.T, 1 + u.T*P*u nonzero |- Q = P - P*u*u.T*P/(1 + u.T*P*u)",
    ),
]
BLOCKS = "A*E + B*G = I, A*F + B*H = 0, C*E + D*G = 0, C*F + D*H = I"
PARTS = "A:n,n B:n,m C:m,n D:m,m E:n,n F:n,m G:m,n H:m,m"
TRUE += [
    (PARTS, f"A invertible, {BLOCKS} |- H*(D - C*inv(A)*B) = I"),
    (PARTS, f"A invertible, {BLOCKS} |- (D - C*inv(A)*B)*H = I"),
    ("A:n,n B:n,n C:n,n", "A*B + A*C = 2*I |- (B + C)*A = 2*I"),
]
TRUE += [
    ("B:n,n", "B.T - B invertible, B - B.T invertible |- inv(B.T - B) = -inv(B - B.T)"),
    ("A:n,n", "A - A.T invertible |- inv(A - A.T) = inv(A - A.T)*(A - A.T)*inv(A - A.T)"),
    ("A:n,n", "A - A.T invertible |- inv(A - A.T).T = -inv(A - A.T)"),
    ("A:n,n B:n,n", "A - A.T invertible |- d(tr(inv(A - A.T)*B))/dA = inv(A - A.T)*(B - B.T)*inv(A - A.T)"),
    ("A:n,n B:n,n", "A - A.T invertible |- tr(inv(A - A.T)*B) = -tr(inv(A - A.T)*B.T)"),
    ("A:n,n", "2*A - A.T invertible |- inv(2*A - A.T) = -inv(A - 2*A.T).T"),
    ("A:n,n B:n,n", "A*B - B.T*A.T invertible |- inv(A*B - B.T*A.T)*(B.T*A.T - A*B) = -I"),
]
FALSE = [
    ("B:n,n", "B.T - B invertible, B - B.T invertible |- inv(B.T - B) = inv(B - B.T)"),
    ("A:n,n", "A - A.T invertible |- inv(A - A.T).T = inv(A - A.T)"),
    ("A:n,n B:n,n", "A - A.T invertible |- d(tr(inv(A - A.T)*B))/dA = inv(A - A.T)*(B + B.T)*inv(A - A.T)"),
    ("A:n,n", "2*A - A.T invertible |- inv(2*A - A.T) = inv(A - 2*A.T).T"),
    (PARTS, f"A invertible, {BLOCKS} |- H*(D - B.T*inv(A)*C.T) = I"),
    ("A:m,n B:n,m C:n,m", "A*B + A*C = 2*I |- (B + C)*A = 2*I"),
    ("A:m,n B:n,m", "A*B invertible |- B*inv(A*B)*A = I"),
    ("Q:m,n W:n,n V:m,m", "W invertible, V invertible, Q.T*V*Q = W |- Q*inv(W)*Q.T = inv(V)"),
    ("A:n,n B:n,n C:n,n", "C invertible, A*B = C |- A*inv(C)*B = I"),
    (
        "P:n,n Q:n,n u:n",
        "P invertible, Q invertible, inv(Q) = inv(P) + u*u.T, 1 + u.T*P*u nonzero |- Q*u = P*u/(1 - u.T*P*u)",
    ),
    ("L:n,n", "L invertible |- inv(L*L.T) = inv(L)*inv(L).T"),
    ("L:n,n A:n,n", "A invertible |- inv(A.T*L) = inv(L)*inv(A)"),
]


@pytest.mark.parametrize(("symbols", "text"), TRUE)
def test_inverses_that_follow(symbols: str, text: str) -> None:
    prove(symbols, text)


@pytest.mark.parametrize(("symbols", "text"), FALSE)
def test_inverses_that_do_not_follow(symbols: str, text: str) -> None:
    assert ask(symbols, text).certificate is None


def test_what_the_completion_does_not_decide() -> None:
    """SP402 says that algebra alone refutes the consequence: not where sizes are compared (true by dimensions)."""
    found = ask("A:m,n B:n,m", "A*B = I, m >= n |- B*A = I")
    assert found.certificate is None
    assert not found.complete
    assert ask("A:n,m B:m,n", "A*B = I |- B*A = I").complete
