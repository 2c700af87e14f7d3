"""Premises that no matrices satisfy, by their traces."""

from __future__ import annotations

import pytest
from prove.asking import ask


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


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("A*B - B*A = A, A invertible |- tr(A) = 0", "their traces"),
        ("A*B - B*A = 2*A, A invertible |- tr(A**2) = 0", "their traces"),
        ("A.T*A = 0, A invertible |- A = 0", "I = 0"),
        ("A.T*A + B.T*B = 0, A invertible |- B = 0", "I = 0"),
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
