"""Definite matrices and orders between matrices in proof files."""

from __future__ import annotations

import pytest

from symproof.author import Proof, inverse, loewner, pd, psd, trace
from symproof.diagnostics.errors import SymproofError
from symproof.language.proof import Verdict
from symproof.verdict.settle import Options, Settler


def example() -> Proof:
    proof = Proof("orders", "Orders between symmetric matrices")
    m, n = proof.sizes("m n")
    A, B, X = proof.matrix("A", n, n), proof.matrix("B", n, n), proof.matrix("X", n, m)
    proof.assume("A-definite", pd(A))
    proof.assume("order", loewner(A, B))
    proof.step("B-definite", pd(B), using=["A-definite", "order"])
    proof.step("inverse", loewner(inverse(B), inverse(A)), using=["A-definite", "order", "B-definite"])
    proof.step("trace", trace(A) <= trace(B), using=["A-definite", "order"])
    proof.step("gram", psd(X.T * X), using=[])
    proof.step("strict", loewner(A, B, strictly=True), using=["A-definite", "order"])
    return proof


def test_orders_in_a_proof_file_are_settled() -> None:
    built, errors = example().finished()
    assert built is not None
    assert not errors
    settler = Settler((built,), Options(budget=10.0))
    verdicts = {step.id: settler((0, step.id)).verdict for step in built.steps}
    assert verdicts.pop("strict") is Verdict.REFUTED
    assert set(verdicts.values()) == {Verdict.PROVED}


@pytest.mark.parametrize("make", [psd, pd, lambda X: loewner(X, X)])
def test_what_is_not_square_is_refused(make: object) -> None:
    proof = Proof("orders", "Orders between symmetric matrices")
    m, n = proof.sizes("m n")
    with pytest.raises(SymproofError, match="square"):
        make(proof.matrix("X", m, n))  # type: ignore[operator]


def test_an_order_is_between_matrices_of_one_size() -> None:
    proof = Proof("orders", "Orders between symmetric matrices")
    m, n = proof.sizes("m n")
    with pytest.raises(SymproofError):
        loewner(proof.matrix("A", m, m), proof.matrix("B", n, n))
