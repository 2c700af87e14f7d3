"""Counterexamples that need columns of length one which are no unit columns, such as (3/5, 4/5)."""

from __future__ import annotations

from random import Random

import pytest
from flint import fmpq_mat

import symproof
from symproof.concrete.points.pools import orthonormal_table
from symproof.language.proof import Verdict

SYMBOLS = {"u": ["n"], "v": ["n"], "U": ["n", "m"], "V": ["n", "m"]}


@pytest.mark.parametrize("shape", [(2, 1), (1, 3), (3, 2), (2, 4), (4, 4)])
def test_columns_or_rows_of_the_table_are_orthonormal(shape: tuple[int, int]) -> None:
    source = Random(1)
    for _ in range(20):
        made = fmpq_mat(orthonormal_table(source, *shape))
        product = made.transpose() * made if shape[0] >= shape[1] else made * made.transpose()
        assert product.tolist() == [[int(p == q) for q in range(min(shape))] for p in range(min(shape))]


@pytest.mark.parametrize(
    "statement",
    [
        "u.T*u = 1, v.T*v = 1 |- (I - 2*u*u.T)*(I - 2*v*v.T) = (I - 2*v*v.T)*(I - 2*u*u.T)",
        "u.T*u = 1, v.T*v = 1 |- (u.T*v)**3 = u.T*v",
        "u.T*u = 1, v.T*v = 1, u.T*v = 0, n >= 3 |- u*u.T = hadamard(u*u.T, I(n))",
        "u.T*u = 1 |- u*u.T = diag(u*u.T)",
        "U.T*U = I, V.T*V = I |- U*U.T*V*V.T = V*V.T*U*U.T",
    ],
)
def test_false_claims_about_columns_of_length_one_are_refuted(statement: str) -> None:
    used = {name: size for name, size in SYMBOLS.items() if f"{name}." in statement}
    assert symproof.prove(statement, symbols=used).verdict is Verdict.REFUTED


def test_true_claims_about_them_are_proved() -> None:
    found = symproof.prove("u.T*u = 1, v.T*v = 1 |- (u.T*v)**2 <= 1", symbols={"u": ["n"], "v": ["n"]})
    assert found.verdict is Verdict.PROVED
