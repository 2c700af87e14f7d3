"""What is assumed in a fix block is the premise of its claim, in the author's words."""

from __future__ import annotations

import pytest
from author.settling import verdicts

from symproof.author import Claim, Expression, Proof, implies, norm2
from symproof.language.proof import Verdict


def near(proof: Proof, assumed: str) -> dict[str, Verdict]:
    """All X nearer to M + N than 1 have ||X - S||^2 <= 1, where S = M + N."""
    n = proof.size("n")
    M, N = proof.matrix("M", n, n), proof.matrix("N", n, n)
    S = proof.define("S", M + N)

    def body(X: Expression) -> Claim:
        return implies(norm2(X - M - N) < 1, norm2(X - S) <= 1)

    with proof.fix("all", claim=proof.for_all_matrices("X", n, n, body)):
        X = proof.matrix("X", n, n)
        words = {
            "with the definition": norm2(X - S) < 1,
            "turned": norm2(N - X + M) < 1,
            "moved": 1 - norm2(X - M - N) > 0,
            "shorter": norm2(X - S) < 0,
            "of another matrix": norm2(X - M) < 1,
        }
        proof.assume("near", words[assumed])
        proof.step("inside", norm2(X - S) <= 1, using=["near"])
    return verdicts(proof, budget=2.0)


@pytest.mark.parametrize("assumed", ["with the definition", "turned", "moved"])
def test_the_premise_of_the_claim_in_other_words(proof: Proof, assumed: str) -> None:
    assert near(proof, assumed)["all"] is Verdict.PROVED


@pytest.mark.parametrize("assumed", ["shorter", "of another matrix"])
def test_an_assumption_that_says_more_than_the_premise_proves_nothing(proof: Proof, assumed: str) -> None:
    assert near(proof, assumed)["all"] is not Verdict.PROVED
