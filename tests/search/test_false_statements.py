"""Statements that are false, or true for other reasons: never a certificate, and the right word for why."""

from __future__ import annotations

import pytest
from search.asking import ask, penrose

REFUTED = "SP402"  # not a consequence by two-sided algebra
GAVE_UP = "SP401"
VACUOUS = "SP404"

FALSE = {
    "product_swapped": ("A:n,n B:n,n", "A invertible, B invertible, A*B invertible |- inv(A*B) = inv(A)*inv(B)"),
    "penrose_3_missing": (
        "A:m,n X:n,m Y:n,m",
        f"{penrose('A', 'X')}, A*Y*A = A, Y*A*Y = Y, (Y*A).T = Y*A |- X = Y",
    ),
    "jacobi_sign": ("A:n,n B:n,n C:n,n", "A*(B*C-C*B) + B*(C*A-A*C) + C*(A*B-B*A) = 0"),
    "commute": ("A:n,n B:n,n", "A*B = B*A"),
    "woodbury_sign": (
        "A:n,n U:n,k V:k,n",
        (
            "A invertible, I+V*inv(A)*U invertible, A+U*V invertible"
            " |- inv(A+U*V) = inv(A) + inv(A)*U*inv(I+V*inv(A)*U)*V*inv(A)"
        ),
    ),
    "one_sided_rectangular": ("A:m,n B:n,m", "A*B = I |- B*A = I"),
    "idempotent_difference": ("P:n,n Q:n,n", "P idempotent, Q idempotent |- (P-Q)*(P-Q) = P-Q"),
    "symmetric_product": ("A:n,n B:n,n", "A symmetric, B symmetric |- A*B symmetric"),
    "square_zero": ("A:n,n", "A*A = 0 |- A = 0"),
    "transpose_dropped": ("Q:n,n", "Q orthogonal |- Q*Q = I"),
    "cayley_without_antisymmetry": ("A:n,n Q:n,n", "I+A invertible, Q = (I-A)*inv(I+A) |- Q.T*Q = I"),
    "cancel": ("A:m,n B:n,k C:n,k", "A*B = A*C |- B = C"),
}
FALSE_SCALAR = {
    "trace_square": ("K:n,n", "K antisymmetric |- tr(K*K) = 0"),
    "trace_product": ("A:n,n B:n,n", "tr(A*B) = tr(A)*tr(B)"),
    "trace_three": ("A:n,n B:n,n C:n,n", "tr(A*B*C) = tr(A*C*B)"),
    "eigenvalue_once": ("A:n,n v:n s", "A*v = s*v |- v.T*A*A*v = s*(v.T*v)"),
    "householder_factor": ("v:n H:n,n", "v.T*v nonzero, H = I - v*v.T/(v.T*v) |- H*H = I"),
    "sherman_morrison_factor": (
        "A:n,n u:n v:n",
        "A invertible, 1+v.T*inv(A)*u nonzero, A+u*v.T invertible |- inv(A+u*v.T) = inv(A) - inv(A)*u*v.T*inv(A)",
    ),
    "norm_sum": ("A:m,n B:m,n", "norm2(A+B) = norm2(A) + norm2(B)"),
    "size_one": ("A:n,n", "tr(I(n)) = 1"),
}


@pytest.mark.parametrize("name", FALSE)
def test_no_certificate(name: str) -> None:
    found = ask(*FALSE[name])
    assert found.certificate is None
    assert found.diagnostic is not None
    assert found.diagnostic.code in (REFUTED, GAVE_UP)
    assert found.complete == (found.diagnostic.code == REFUTED)


@pytest.mark.parametrize("name", FALSE_SCALAR)
def test_scalars_are_never_called_complete(name: str) -> None:
    found = ask(*FALSE_SCALAR[name])
    assert found.certificate is None
    assert found.diagnostic is not None
    assert (found.diagnostic.code, found.complete) == (GAVE_UP, False)


@pytest.mark.parametrize("name", ["product_swapped", "commute", "one_sided_rectangular", "square_zero", "cancel"])
def test_a_finished_completion_says_so(name: str) -> None:
    found = ask(*FALSE[name])
    assert found.diagnostic is not None
    assert (found.diagnostic.code, found.complete) == (REFUTED, True)


@pytest.mark.parametrize(
    ("symbols", "text"),
    [
        ("N:n,n", "N*N = 0, N invertible |- inv(N)*N = N"),
        ("A:n,n", "A = 0, A invertible |- A = I"),
        ("a", "a = 0, a nonzero |- a = 1"),
    ],
)
def test_contradictory_premises_prove_nothing(symbols: str, text: str) -> None:
    found = ask(symbols, text)
    assert found.certificate is None
    assert found.vacuous
    assert found.diagnostic is not None
    assert found.diagnostic.code == VACUOUS


def test_a_difference_that_contradicts_nothing_is_named() -> None:
    found = ask("A:n,n", "A nonzero")
    assert found.certificate is None
    assert found.diagnostic is not None
    assert found.diagnostic.code == "SP401"
    assert "no contradiction was found" in found.diagnostic.message
