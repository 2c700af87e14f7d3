"""Instances at which a hypothesis is impossible: no disagreement, no instance, and nothing is checked by them."""

from __future__ import annotations

import pytest
from concrete.asking import asked, code

from symproof.language.proof import Verdict

GRADIENT = "d(tr(inv(X.T*C*X)))/dX = -2*C*X*inv(X.T*C*X)**2"


def test_a_determinant_that_vanishes_at_some_sizes_is_no_disagreement() -> None:
    found = asked(f"C symmetric, X.T*C*X invertible |- {GRADIENT}", "X:m,n", "C:m,m")
    assert found.verdict is Verdict.PROVED
    assert all(sizes["m"] >= sizes["n"] for sizes in found.instances.sizes)  # of rank m at most, it has size n
    assert found.instances.checked == 6


@pytest.mark.parametrize(
    ("claim", "symbols"),
    [
        (f"X.T*C*X invertible |- {GRADIENT}", ("X:1,2", "C:1,1")),
        ("inv(A*A.T)*A*A.T = I", ("A:3,2",)),
        ("1/(c - c) = 0", ("c",)),
        ("inv(A - A) = 0", ("A:2,2",)),
    ],
)
def test_at_fixed_sizes_an_impossible_hypothesis_is_named(claim: str, symbols: tuple[str, ...]) -> None:
    found = asked(claim, *symbols)
    assert (found.verdict, code(found)) == (Verdict.UNKNOWN, "SP404")
    assert found.instances.checked == 0


@pytest.mark.parametrize("claim", ["inv(A - A) = 0", "inv(0*A) = 0", "inv(A - A) = I", "A*inv(A - A) = B"])
def test_the_inverse_of_zero_is_never_checked_nor_refuted(claim: str) -> None:
    assert asked(claim, "A:n,n", "B:n,n").verdict is Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("hypothesis", "counted"), [("n = 2.5", []), ("n even", [2]), ("n odd", [1, 3]), ("n*n <= 4", [1, 2])]
)
def test_instances_that_violate_a_hypothesis_are_not_counted(hypothesis: str, counted: list[int]) -> None:
    found = asked(f"{hypothesis} |- A = A", "A:n,n")
    assert [sizes["n"] for sizes in found.instances.sizes] == counted


def test_without_instances_there_is_no_verdict_but_a_reason() -> None:
    found = asked("A*A.T invertible, n = 2, m = 3 |- det(A*A.T) = 0", "A:m,n")
    assert found.verdict is Verdict.UNKNOWN
