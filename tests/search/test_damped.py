"""D = 0 from an equation D (c I + Y Y^T) = 0 with a scalar c > 0, also where that equation has to be found first."""

from __future__ import annotations

import pytest
from search.asking import ask, prove

AUTOENCODER = "U:m,n V:n,m X:n,p l"
FIRST, SECOND = "V.T*(V*U - I)*X*X.T + l*U = 0", "(V*U - I)*X*X.T*U.T + l*V = 0"
TRUE = [
    ("D:m,n X:n,p l", "l > 0, D*(X*X.T + l*I) = 0 |- D = 0"),
    ("D:m,n X:n,p l", "l > 0, D*X*X.T = -l*D |- D = 0"),
    ("D:m,n X:n,p Y:n,q l", "l > 0, D*X*X.T + D*Y*Y.T + l*D = 0 |- D = 0"),
    ("A:m,n B:m,n X:n,p l", "l > 0, A*X*X.T + l*A = B*X*X.T + l*B |- A = B"),
    ("D:n,m X:p,n l", "l > 0, (X.T*X + l*I)*D = 0 |- D = 0"),
    ("D:n,m X:p,n Y:n,q l", "l > 0, X.T*X*D + Y*Y.T*D + l*D = 0 |- D = 0"),
    ("A:n,m B:n,m X:p,n l", "l > 0, X.T*X*A + l*A = X.T*X*B + l*B |- A = B"),
    (AUTOENCODER, f"l positive, {FIRST}, {SECOND} |- U = V.T"),
]
FALSE = [
    ("D:m,n X:n,p l", "D*(X*X.T + l*I) = 0 |- D = 0"),
    ("D:m,n X:n,p l", "l >= 0, D*(X*X.T + l*I) = 0 |- D = 0"),
    ("D:m,n X:n,p l", "l < 0, D*(X*X.T + l*I) = 0 |- D = 0"),
    ("D:m,n X:n,p l", "l > 0, D*(X*X.T - l*I) = 0 |- D = 0"),
    ("D:m,n X:n,n l", "l > 0, D*(X*X + l*I) = 0 |- D = 0"),
    ("D:n,m X:p,n l", "l >= 0, (X.T*X + l*I)*D = 0 |- D = 0"),
    ("D:n,m X:p,n l", "l > 0, (X.T*X - l*I)*D = 0 |- D = 0"),
    (AUTOENCODER, f"l nonzero, {FIRST}, {SECOND} |- U = V.T"),
    (AUTOENCODER, f"l positive, {SECOND} |- U = V.T"),
    (AUTOENCODER, f"l positive, {FIRST} |- U = V.T"),
]


@pytest.mark.parametrize(("symbols", "statement"), TRUE)
def test_what_a_damped_equation_makes_zero(symbols: str, statement: str) -> None:
    prove(symbols, statement)


@pytest.mark.parametrize(("symbols", "statement"), FALSE)
def test_what_an_equation_without_damping_leaves_open(symbols: str, statement: str) -> None:
    assert ask(symbols, statement).certificate is None
