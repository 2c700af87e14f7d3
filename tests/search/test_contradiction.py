"""Premises that no matrices satisfy, by their traces."""

from __future__ import annotations

import pytest
from search.asking import ask


@pytest.mark.parametrize("premise", ["A*B - B*A = I", "A*B = B*A + n*I + 2*I", "-A*B + B*A = 2*I/3"])
def test_a_trace_that_cannot_be_zero(premise: str) -> None:
    found = ask("A:n,n B:n,n", f"{premise} |- A*B**2 - B**2*A = 2*B")
    assert found.vacuous
    assert found.certificate is None
    assert found.diagnostic is not None
    assert found.diagnostic.code == "SP404"


@pytest.mark.parametrize("premise", ["A*B - B*A = A", "A*B = B*A", "A = n*I - 2*I", "tr(A) = n", "n*A = 2*I"])
def test_a_trace_that_can_be_zero(premise: str) -> None:
    assert not ask("A:n,n B:n,n", f"{premise} |- A + B = B + A").vacuous


NO_NUMBERS = [
    "c > 0, c < 0", "c <= 1, c >= 2", "c > 0, e > 0, c + e = 0", "norm2(A) < 0", "norm2(A) = -1", "v.T*v + 1 = 0",
    "c**2 + norm2(A) = -1", "tr(A.T*A) + n = 0", "v.T*A.T*A*v < 0", "2*c + 1 < 0, c >= 0",
]  # fmt: skip
NO_INTEGERS = [
    "n = 2.5", "2*n = 5", "n = 2, n = 3", "m > n, n > m", "m > n, m = n", "n even, n odd", "n = 3, n even",
    "i in 1..0", "m = n + 1, m = n + 2", "n < 2, n > 1", "tr(I(n)) = 1/2",
]  # fmt: skip
NO_INVERSE = ["A - A invertible", "0*A invertible", "c - c nonzero", "(A + B)*A - A*A - B*A invertible"]


@pytest.mark.parametrize("premises", [*NO_NUMBERS, *NO_INTEGERS, *NO_INVERSE])
def test_what_nothing_satisfies(premises: str) -> None:
    found = ask("A:n,n B:n,n C:m,m v:n,1 c e", f"{premises} |- A + B = B + A")
    assert found.vacuous
    assert found.certificate is None
    assert found.diagnostic is not None
    assert found.diagnostic.code == "SP404"


@pytest.mark.parametrize(
    "premises",
    [
        "c >= 0, c <= 0", "c > 0, c <= 1", "norm2(A) = 0", "c**3 = -1", "v.T*A*v < 0", "tr(A*A) = -1", "2*n = 4",
        "n < 3, n > 1", "m >= n, n >= m", "n even", "n = 4, n even", "i in 1..1", "A - B invertible",
        "c nonzero", "c*e < 0",
    ],
)  # fmt: skip
def test_what_something_satisfies(premises: str) -> None:
    assert not ask("A:n,n B:n,n C:m,m v:n,1 c e", f"{premises} |- A + B = B + A").vacuous


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("A*B - B*A = A, A invertible |- tr(A) = 0", "their traces"),
        ("A*B - B*A = 2*A, A invertible |- tr(A**2) = 0", "their traces"),
        ("A antisymmetric, tr(A) = 1 |- B = 0", "their traces"),
        ("A.T*A = 0, A invertible |- A = 0", "I = 0"),
    ],
)
def test_a_contradiction_found_beside_the_proof(text: str, why: str) -> None:
    symbols = "A:n,n B:n,n" if "B" in text else "A:n,n"
    found = ask(symbols, text)
    assert found.vacuous
    assert found.certificate is None
    assert found.diagnostic is not None
    assert why in found.diagnostic.message


@pytest.mark.parametrize("text", ["A*B - B*A = A |- tr(A) = 0", "A*B + B*A = 0, A invertible |- tr(B) = 0"])
def test_traces_without_a_contradiction(text: str) -> None:
    assert ask("A:n,n B:n,n", text).certificate is not None
