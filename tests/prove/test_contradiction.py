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
