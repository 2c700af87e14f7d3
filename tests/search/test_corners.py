"""Schur complements with a scalar corner, and products of ordered matrices: proved where they are true, never where
they are false."""

from __future__ import annotations

import pytest
from search.asking import ask, prove

CORNER = "a b:n D:n,n", "block([[a,b.T],[b,D]]) positive semidefinite, "
WIDE = "a B:n,m D:n,n", "block([[a*I(m),B.T],[B,D]]) positive semidefinite, "
TWO = "A:n,n B:n,n", "A positive semidefinite, B positive semidefinite, "
TRUE = [
    (*CORNER, "a > 0 |- b*b.T <= a*D"),
    (*CORNER, "a > 0 |- b*b.T/a <= D"),
    ("a b:n D:n,n", "block([[D,b],[b.T,a]]) positive semidefinite, ", "a > 0 |- b*b.T <= a*D"),
    (*WIDE, "a > 0 |- B*B.T <= a*D"),
    ("t X:m,n", "block([[t*I(m),X],[X.T,t*I(n)]]) positive semidefinite, ", "t > 0 |- X.T*X <= t**2*I"),
    (*TWO, "A <= B |- hadamard(A,A) <= hadamard(B,B)"),
    (*TWO, "A <= B |- kron(A,A) <= kron(B,B)"),
    ("A:n,n B:n,n C:m,m", "C positive semidefinite, A symmetric, B symmetric, ", "A <= B |- kron(C,A) <= kron(C,B)"),
]
FALSE = [
    (*CORNER, "a > 0 |- b*b.T <= D"),
    (*CORNER, "a > 0 |- b*b.T <= a**2*D"),
    (*CORNER, "a > 0 |- a*D <= b*b.T"),
    ("a b:n D:n,n", "D positive semidefinite, ", "a > 0 |- b*b.T <= a*D"),
    ("a b:n D:n,n", "block([[a,b.T],[-b,D]]) + block([[a,-b.T],[b,D]]) positive semidefinite, ",
     "a > 0 |- b*b.T <= a*D"),
    ("t X:m,n", "block([[t*I(m),X],[X.T,t*I(n)]]) positive semidefinite, ", "t > 0 |- X.T*X <= t*I"),
    ("A:n,n B:n,n", "A symmetric, B symmetric, ", "A <= B |- hadamard(A,A) <= hadamard(B,B)"),
    ("A:n,n B:n,n", "A symmetric, B symmetric, ", "A <= B |- kron(A,A) <= kron(B,B)"),
    (*TWO, "hadamard(A,A) <= hadamard(B,B) |- A <= B"),
]  # fmt: skip


@pytest.mark.parametrize(("symbols", "premises", "claim"), TRUE)
def test_schur_complements_and_products_of_ordered_matrices(symbols: str, premises: str, claim: str) -> None:
    prove(symbols, premises + claim)


@pytest.mark.parametrize(("symbols", "premises", "claim"), FALSE)
def test_false_neighbours_are_not_proved(symbols: str, premises: str, claim: str) -> None:
    assert ask(symbols, premises + claim).certificate is None
