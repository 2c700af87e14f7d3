"""Hypotheses that contradict each other, whatever is claimed."""

from __future__ import annotations

import pytest
from prove.asking import sequents

from symproof.model import Diagnostic
from symproof.prove import contradiction

SYMBOLS = "A:n,n B:n,n Z:n,n W:n,n R:m,n v:n c e"


def sought(premises: str) -> Diagnostic | None:
    (goal,) = sequents(SYMBOLS, f"{premises} |- A + B = B + A")
    return contradiction(goal)


@pytest.mark.parametrize(
    "premises",
    [
        "Z*A = I, A*W = I, Z*W = 0",
        "Z*W*A = I, A*Z*W = 0",
        "A*Z*A = A, Z*A*W = I, A*W*Z = 0",
        "Z*A = W, W*A.T = I, Z.T*W = 0",
        "A.T*A + B.T*B = 0, A invertible",
        "A*B - B*A = A, A invertible",
        "A antisymmetric, tr(A) = 1",
        "A*v = 0, A invertible, v.T*v = 1",
        "A orthogonal, A*B = 0, B*Z = I",
        "A*A = A, A invertible, A*B = 0, W*B*Z = I",
        "R.T*R = I, R*Z = 0, Z*W = I",
        "c*e = 1, c = 0",
        "c*A = 0, A invertible, c nonzero",
        "A*B = I, B*Z = I, A*A = 2*A*Z, A*A = 3*A*Z",
        "A antisymmetric, A*A = I",
        "A symmetric, A*A = -I",
        "A*B - B*A = B, B invertible",
        "A.T*A = -v*v.T, v.T*v = 1",
        "A*A.T + B*B.T = 0, A*Z = I",
        "A symmetric, A*A*A = 0, A*B = I",
        "A*A = A, tr(A) = n, A*B = 0, B*Z = I",
        "A*v = c*v, A*v = e*v, c - e nonzero, v.T*v = 1",
        "A antisymmetric, v.T*A*v = 1",
    ],
)
def test_what_nothing_satisfies(premises: str) -> None:
    found = sought(premises)
    assert found is not None
    assert found.code == "SP404"
    assert found.hint


@pytest.mark.parametrize(
    "premises",
    [
        "Z*A = I, A*W = I",
        "A*B = 0, B*A = 0",
        "A*A = A, A*B = 0, B*B = B, A + B = I",
        "A*B - B*A = A",
        "A antisymmetric, tr(A) = 0",
        "A orthogonal, A*B = B*A, B invertible",
        "R.T*R = I, R*Z = R*W, Z*W = I",
        "c*e = 1, c = 2",
        "A*v = 2*v, v.T*v = 1, A symmetric",
        "A*Z*A = A, Z*A*Z = Z, A*Z = Z*A",
        "A*B + B*A = 0, A invertible, B invertible",
        "A*A = -I",
        "A antisymmetric, A*A = -I",
        "A.T*A = v*v.T, v.T*v = 1",
        "A*B - B*A = B",
        "A*v = c*v, A*v = e*v, v.T*v = 1",
        "A*A = A, tr(A) = n - 1, A*B = 0",
    ],
)
def test_what_something_satisfies(premises: str) -> None:
    assert sought(premises) is None


def test_the_hypotheses_that_were_needed_are_named() -> None:
    found = sought("A*B = B*A, c = e, c = 1, Z*Z = Z, e = 2")
    assert found is not None
    assert found.message == "the premises h2, h3, h5 contradict each other"
    found = sought("n = m, A*B = B*A, tr(A) = n, R*R.T = I, tr(A) + 1 = m")
    assert found is not None
    assert found.message == "the premises h3, h5 and the hypotheses about sizes and indices contradict each other"


def test_what_is_left_of_the_time_is_kept() -> None:
    (goal,) = sequents(SYMBOLS, "A*Z = I, W*A = I, W*Z = 0 |- A = B")
    assert contradiction(goal, seconds=0.0) is None
