"""X = 0 from orders between scalars: from both sides, and where a sum of squares is at most 0."""

from __future__ import annotations

import pytest
from search.asking import ask, prove

TRUE = [
    ("a b", "a >= b, b >= a |- a = b"),
    ("a b c", "a <= b, b <= c, c <= a |- a = c"),
    ("a b c", "a + b <= c, c <= a + b |- a = c - b"),
    ("a b c e", "a <= b, c <= e, b + e <= a + c |- a = b"),
    ("x:n y:n", "x.T*y <= 1, x.T*y >= 1 |- x.T*y = 1"),
    ("x:n", "x.T*x <= 0 |- x.T*x = 0"),
    ("x:n", "x.T*x <= 0 |- x = 0"),
    ("a b", "a**2 + b**2 <= 2*a*b |- a = b"),
    ("A:m,n B:m,n", "norm2(A) + norm2(B) <= 0 |- B = 0"),
    ("A:m,n B:m,n", "norm2(A - B) <= 0 |- A = B"),
    ("A:m,n c", "norm2(A) <= -c**2 |- A = 0"),
    ("A:m,n c", "norm2(A) <= c, c <= 0 |- A = 0"),
    ("x:n y:n", "x.T*x + y.T*y <= x.T*y |- x = y"),
]
FALSE = [
    ("a b", "a >= b |- a = b"),
    ("a b c", "a >= b, b >= c |- a = c"),
    ("a b", "a >= b, a >= b - 1 |- a = b"),
    ("a b", "a <= b + 1, b <= a + 1 |- a = b"),
    ("a b c", "c*a <= c*b, c*b <= c*a |- a = b"),
    ("x:n y:n", "x.T*y <= 0, x.T*y >= 0 |- x = 0"),
    ("A:m,n c", "norm2(A) <= c**2 |- A = 0"),
    ("A:n,n", "tr(A*A) <= 0 |- A = 0"),
    ("A:m,n B:m,n", "norm2(A) <= norm2(B), norm2(B) <= norm2(A) |- A = B"),
]


@pytest.mark.parametrize(("symbols", "statement"), TRUE)
def test_what_orders_make_zero(symbols: str, statement: str) -> None:
    prove(symbols, statement)


@pytest.mark.parametrize(("symbols", "statement"), FALSE)
def test_what_orders_leave_open(symbols: str, statement: str) -> None:
    assert ask(symbols, statement).certificate is None
