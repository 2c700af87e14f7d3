"""Derivatives of inverses whose arguments are invertible by the premises, though no premise says so literally."""

from __future__ import annotations

import pytest
from author.settling import verdicts

from symproof.author import Expression, Proof, gradient, inverse, invertible, trace
from symproof.diagnostics.results import StepResult
from symproof.language.proof import Verdict
from symproof.statements import parse_statement
from symproof.verdict.check import check
from symproof.verdict.settle import Options


def asked(text: str) -> StepResult:
    """The result of a statement about n x n matrices, with its argument."""
    (proof,), errors = parse_statement({"H": ["n", "n"], "G": ["n", "n"]}, text)
    assert not errors
    return check([proof], options=Options(cache=False)).proofs[0].steps[0]


@pytest.mark.parametrize(
    "text",
    [
        "H invertible |- d(tr(G*inv(H.T*H)))/dH = -H*inv(H.T*H)*(G + G.T)*inv(H.T*H)",
        "H invertible |- d(tr(G*inv(H*H)))/dH = -inv(H*H).T*G.T*inv(H*H).T*H.T - H.T*inv(H*H).T*G.T*inv(H*H).T",
        "H*G = I |- d(tr(inv(H.T*H)))/dH = -2*H*inv(H.T*H)*inv(H.T*H)",
        "H invertible |- d(tr(inv(H.T*H)*inv(H)))/dH = ?",
        "d(norm2(G*inv(H)*inv(H.T*H)))/dH = ?",
    ],
)
def test_what_is_inverted_is_shown_to_be_invertible(text: str) -> None:
    assert asked(text).verdict is Verdict.PROVED


@pytest.mark.parametrize(
    "text",
    [
        "H invertible |- d(tr(G*inv(H.T*H)))/dH = H*inv(H.T*H)*(G + G.T)*inv(H.T*H)",
        "H invertible |- d(tr(G*inv(H.T*H)))/dH = -inv(H.T*H)*(G + G.T)*inv(H.T*H)*H",
        "H invertible |- d(tr(G*inv(H.T*H)))/dH = -2*H*inv(H.T*H)*G*inv(H.T*H)",
    ],
)
def test_false_derivatives_of_inverses_are_refuted(text: str) -> None:
    result = asked(text)
    assert result.verdict is Verdict.REFUTED
    assert result.counterexample is not None


def network() -> tuple[Proof, Expression, Expression]:
    proof = Proof("inverses", "derivatives of inverses")
    n = proof.size("n")
    return proof, proof.matrix("H", n, n), proof.matrix("K", n, n)


def derivative_of_inverse(argument: Expression, H: Expression) -> object:
    """d(tr(inv(E)))/dH = -2 H inv(E) inv(E) for E = H^T H + C, with a symmetric C that does not move."""
    return gradient(trace(inverse(argument)), H) == -2 * H * inverse(argument) * inverse(argument)


def test_a_step_of_a_proof_file_shows_it_too() -> None:
    proof, H, _ = network()
    proof.assume("regular", invertible(H))
    proof.step("slope", derivative_of_inverse(H.T * H, H), using=["regular"])
    assert verdicts(proof)["slope"] is Verdict.PROVED


def test_a_sum_of_invertible_matrices_need_not_be_invertible() -> None:
    proof, H, K = network()
    proof.assume("regular", invertible(H))
    proof.assume("other", invertible(K))
    proof.assume("symmetric", K.T == K)
    proof.step("slope", derivative_of_inverse(H.T * H + K, H), using=["regular", "other", "symmetric"])
    assert verdicts(proof)["slope"] is not Verdict.PROVED


def test_without_its_premise_nothing_is_shown() -> None:
    proof, H, _ = network()
    proof.step("slope", derivative_of_inverse(H.T * H, H))
    assert verdicts(proof)["slope"] is not Verdict.PROVED
