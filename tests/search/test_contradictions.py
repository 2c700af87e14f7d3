"""Hypotheses that no real matrices satisfy, kind by kind, and close ones that some do."""

from __future__ import annotations

import pytest
from search.asking import sequents

from symproof.search.consistency import contradiction
from symproof.search.contradictions import Reason, reason

SYMBOLS = "A:n,n B:n,n Z:n,n R:m,n S:n,m U:n,r V:r,n v:n x:n a b c w"


def sought(premises: str) -> Reason | None:
    (goal,) = sequents(SYMBOLS, f"{premises} |- A + B = B + A")
    return reason(goal)


IMPOSSIBLE = {
    "squares": [
        "w**2 + w + 1 = 0",
        "(a-b)**2 + 1 = 0",
        "a**2 + 2*a*b + 2*b**2 + 2*b + 3 = 0",
        "a**2 + b**2 + c**2 - a*b - b*c - a*c + 1 = 0",
        "norm2(A) + 2*tr(A.T*B) + norm2(B) = -1",
        "norm2(A + B) + norm2(A - 2*B) + 1 = 0",
        "A.T*A + A + A.T + 2*I = 0",
        "v.T*v + 1 = 0",
        "v.T*v + 2*v.T*x + x.T*x = -1",
        "norm2(A) < 0",
        "a**2 + b**2 < 2*a*b",
        "a + b = 0, a*b = 1",
        "a = tr(A), a**2 + 1 = 0",
        "w**4 + w + 1 = 0",
        "A symmetric, A*A = -I",
        "A antisymmetric, tr(A*A) = 1",
    ],
    "ranks": [
        "n > m, R.T*R invertible",
        "m > n, R*S = I",
        "n > r, U*V invertible",
        "n > r, A = U*V, A invertible",
        "n > r, A = U*V, A.T*A invertible",
        "n > 2*r, U*V + V.T*U.T invertible",
        "n > m, S*R + B*S*R invertible",
        "n > m, m >= r, S*R = I, U*V = A",
        "n > r, A invertible, B invertible, A*B = U*V",
        "n >= 2, v*x.T invertible",
        "n >= 3, v*x.T + x*v.T = I",
        "n > m, A positive definite, A = R.T*R",
    ],
    "parities": [
        "A antisymmetric, A invertible, n odd",
        "n = 3, A - A.T invertible",
        "A*A = -I, n odd",
        "A*B = -B*A, A invertible, B invertible, n odd",
        "A*B*A = -B, B invertible, A invertible, n odd",
        "A.T = -A, A*B = I, n = 5",
        "A = B - B.T, A*Z = I, n odd",
    ],
    "eigenvalues": [
        "A idempotent, tr(A) = 1/2",
        "A idempotent, tr(A) = -1",
        "A idempotent, tr(A) = n + 1",
        "A idempotent, n odd, tr(A) = n/2",
        "(R*S)**2 = R*S, tr(R*S) = 1/3",
        "A**2 + A + I = 0, n odd",
        "A**2 + A + I = 0, tr(A) = 0",
        "A*A = 0, tr(A) = 1",
        "A*A*A = 0, tr(A*A) = 1",
        "A*A = I, tr(A) = n + 1",
        "A*A = I, n = 3, tr(A) = 0",
        "A*A*A = A, tr(A) = 1/2",
        "A**4 + I = 0, n odd",
        "A*A - 3*A + 2*I = 0, tr(A) = 3*n",
    ],
    "commutators": ["A*B - B*A = Z, tr(Z) = 1", "A*B - B*A = I + Z, tr(Z) = 0", "A*B - B*A = Z, Z positive definite"],
    "definite": [
        "A positive definite, tr(A) = -1",
        "A positive definite, tr(A) = 0",
        "A positive definite, A[1,1] = -1",
        "A positive definite, v.T*A*v = 0, v nonzero",
        "A positive definite, v.T*A*v = -1",
        "A positive definite, B positive definite, tr(A*B) = -1",
        "A positive definite, A = -B.T*B",
        "A positive definite, B positive definite, A + B = 0",
        "A positive definite, tr(inv(A)) = -2",
        "A positive definite, tr(B.T*A*B) < 0",
    ],
    "functions": [
        "exp(a) = -1", "exp(a) + abs(b) = 0", "abs(a) = -1", "rank(A) = n + 1", "rank(R) > m", "rank(A) < 0",
        "rank(A) = 1/2", "A invertible, det(A) = 0", "A positive definite, det(A) = -1", "A orthogonal, det(A) = 2",
    ],
    "columns": [
        "A positive definite, A*v = -v, v nonzero", "A positive definite, A*v = a*v, v.T*v = 1, a < 0",
        "A symmetric, A*v = x, A*x = -v, v nonzero", "v.T*v = 1, x.T*x = 1, v.T*x = 2",
    ],
    "Cauchy-Schwarz": ["norm2(A) = 1, norm2(B) = 1, tr(A.T*B) = 2", "A orthogonal, tr(A) = n + 1"],
    "eigenvalues that are excluded": [
        "A**3 = I, A symmetric, A - I invertible", "A*A = A, I - A invertible, tr(A) = 1",
        "A*A = I, A - I invertible, tr(A) = 0", "A symmetric, A**4 + A**2 = 0, tr(A) = 1",
    ],
    "orders": ["a > 0, b > 0, a*b = -1", "a > 1, a**2 + b**2 = 0"],
}  # fmt: skip


@pytest.mark.parametrize("premises", [text for texts in IMPOSSIBLE.values() for text in texts])
def test_what_nothing_satisfies(premises: str) -> None:
    assert sought(premises) is not None
    (goal,) = sequents(SYMBOLS, f"{premises} |- A + B = B + A")
    found = contradiction(goal)
    assert found is not None
    assert found.code == "SP404"
    assert set(found.premises) <= {item.id for item in goal.premises}


POSSIBLE = [
    "w**2 + w - 1 = 0", "w**2 + 2*w + 1 = 0", "(a-b)**2 - 1 = 0", "a**2 - b**2 + 1 = 0", "a*b = -1", "w**3 + w + 1 = 0",
    "norm2(A) + 2*tr(A.T*B) + norm2(B) = 0", "norm2(A) + 3*tr(A.T*B) + norm2(B) = -1", "A.T*A + 2*A + 2*A.T + I = 0",
    "n >= m, R.T*R = A, A*A = A", "m >= n, R.T*R invertible", "n > m, R*R.T invertible", "n > m, R*S = I",
    "n > r, U*V + B invertible", "n > r, U*V = A, A*A = A, tr(A) = r", "n = 2*r, U*V + V.T*U.T invertible",
    "n > m, S*R + U*V invertible", "n >= 2, v*x.T + x*v.T = A, v.T*v = 1", "n = 2, v*x.T + x*v.T invertible",
    "A antisymmetric, n odd", "A antisymmetric, A invertible", "A*A = -I, n even", "A*B = -B*A, A invertible, n odd",
    "A*B*A = -B, A invertible", "A + A.T invertible, n odd", "A.T*B = -B.T*A, n odd, A invertible",
    "A idempotent, tr(A) = 1", "A idempotent, tr(A) = n - 1, n odd", "A*A = 2*A, tr(A) = 4", "A*A = A/2, tr(A) = 1/2",
    "A**2 + A + I = 0, tr(A) = -1, n = 2", "A**4 + I = 0, tr(A) = 0", "A**2 = 2*I, n odd", "A*A*A = 2*I, n odd",
    "A*A = 0, tr(A.T*A) = 1", "A*A = I, tr(A) = 0, n even", "A*A*A = A, tr(A) = -1, tr(A*A) = 3",
    "A*B - B*A = Z, tr(Z) = 0", "A*B - B*A = I + Z, tr(Z) = -n", "A*B - B*A = Z, tr(Z*Z) = -1",
    "A positive definite, tr(A) = 1/7", "A positive definite, A = B.T*B", "A positive definite, v.T*A*x = -1",
    "A positive definite, v.T*A*v = 0", "A positive definite, B positive definite, tr(A*B*A*B) = 1",
    "A positive definite, A[1,2] = -1", "A positive definite, tr(B*A) = -1", "A symmetric, tr(A*A) = 0",
    "exp(a) = 1", "abs(a) = 0", "rank(A) = n, n odd", "rank(R) = m - 1", "A invertible, det(A) = -1",
    "A positive definite, det(A) = 1/2", "A orthogonal, det(A) = -1", "A orthogonal, tr(A) = n", "det(A) = 0",
    "A positive definite, A*v = a*v, v.T*v = 1", "A symmetric, A*v = -v, v nonzero", "A*v = x, A*x = -v, v nonzero",
    "v.T*v = 1, x.T*x = 1, v.T*x = -1", "norm2(A) = 1, norm2(B) = 4, tr(A.T*B) = 2", "A**3 = I, A - I invertible",
    "A*A = I, A - I invertible", "A symmetric, A**4 - A**2 = 0, tr(A) = -1", "A*A = A, I - A invertible",
    "A antisymmetric, tr(A*A) = -1", "a > 0, b < 0, a*b = -1", "a < 0, b < 0, a*b = 1, a + b = -2", "a = n, a*b = 1",
    "a = 2*n + 1, b = a/3", "A**0 = I, A = A", "n even, a = n/2", "A = A.T, A = B, B*B = B, tr(B) = 1",
]  # fmt: skip


@pytest.mark.parametrize("premises", POSSIBLE)
def test_what_something_satisfies(premises: str) -> None:
    (goal,) = sequents(SYMBOLS, f"{premises} |- A + B = B + A")
    assert contradiction(goal) is None


def test_hypotheses_that_are_not_needed_are_not_named() -> None:
    (goal,) = sequents(SYMBOLS, "A*B = B*A, A idempotent, v.T*v = 1, tr(A) = 1/2, B invertible |- A = A")
    found = contradiction(goal)
    assert found is not None
    assert found.premises == ("h2", "h4")
    assert found.message == (
        "the premises h2, h4 contradict each other: the eigenvalues of A are roots of a polynomial, n in all, and "
        "those that are not real come in pairs"
    )


def test_one_hypothesis_contradicts_itself() -> None:
    (goal,) = sequents(SYMBOLS, "a*b = 1, (a - b)**2 + 1 = 0 |- A = A")
    found = contradiction(goal)
    assert found is not None
    assert found.message == "the premise h2 contradicts itself: the square of a real number is not negative"
