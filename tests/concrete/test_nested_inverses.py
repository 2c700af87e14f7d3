"""Statements with inverses of inverses, transposes and multiples: the second judge agrees with what is proved."""

from __future__ import annotations

import pytest
from concrete.asking import asked

from symproof.model import Verdict

GAUSSIAN = "P symmetric, Q symmetric, P invertible, Q invertible, where S = inv(inv(P)+inv(Q))"
SQUARE = "tr((x-S*N).T*inv(S)*(x-S*N))"
TRUE = [
    ("A:n,n", "A*A = I |- A = inv(inv(A)*inv(A)*inv(inv(A)))"),
    ("A:n,n", "A diagonal |- inv(inv(A)) = inv(inv(A.T)*(A.T*inv(A.T)))"),
    (
        "P:n,n Q:n,n x:n,m",
        f"{GAUSSIAN}, where N = inv(P)*x |- {SQUARE} = tr(x.T*inv(S)*x) - 2*tr(x.T*N) + tr(N.T*S*N)",
    ),
    ("P:n,n Q:n,n a:n b:n", f"{GAUSSIAN}, where c = S*(inv(P)*a + inv(Q)*b) |- inv(S)*c = inv(P)*a + inv(Q)*b"),
    ("A:n,n", "inv(A - A.T).T = -inv(A - A.T)"),
    ("A:n,n B:n,n", "inv(inv(A) - inv(3*B.T)).T = inv(inv(A.T) - inv(B)/3)"),
    ("A:6,6 B:6,6 X:6,6", "d(tr(inv(A)*B*X*A*inv(X)*inv(B)))/dX = ?"),
    ("G:2,2 H:2,2", "d(norm2(G.T*H*inv(H.T)*G*H.T*H))/dH = ?"),
    ("G:3,3 H:3,3", "d(norm2(inv(H - 2*H.T)*G*inv(H.T*H)*inv(G)*H))/dH = ?"),
    ("A:4,4 B:4,4", "d(tr(inv(inv(A.T - A) + inv(B))*B*A))/dA = ?"),
]
FALSE = [
    ("A:n,n", "A*A = I |- A = -inv(inv(A)*inv(A)*inv(inv(A)))"),
    ("A:n,n", "inv(A - A.T).T = inv(A - A.T)"),
    ("A:n,n B:n,n", "inv(inv(A) - inv(3*B.T)).T = inv(inv(A.T) - 3*inv(B))"),
    ("A:n,n B:n,n", "inv(inv(A) + inv(B)) = A + B"),
]


@pytest.mark.parametrize(("symbols", "text"), TRUE)
def test_the_judges_agree_about_nested_inverses(symbols: str, text: str) -> None:
    assert asked(text, *symbols.split()).verdict is Verdict.PROVED


@pytest.mark.parametrize(("symbols", "text"), FALSE)
def test_false_statements_about_nested_inverses_are_refuted(symbols: str, text: str) -> None:
    assert asked(text, *symbols.split()).verdict is Verdict.REFUTED
