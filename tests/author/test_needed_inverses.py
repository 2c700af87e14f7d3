"""Steps with inverses that no premise declares, and an inverse that is a sum of powers."""

from __future__ import annotations

from author.settling import verdicts

from symproof.author import Proof, inverse, invertible, pd
from symproof.language.proof import Verdict


def filter_of_kalman() -> Proof:
    proof = Proof("kalman", "The update of a covariance matrix")
    n, m = proof.sizes("n m")
    P, R, H = proof.matrix("P", n, n), proof.matrix("R", m, m), proof.matrix("H", m, n)
    proof.assume("prior", pd(P))
    proof.assume("noise", pd(R))
    K = proof.define("K", P * H.T * inverse(H * P * H.T + R))
    updated = (proof.identity(n) - K * H) * P
    information = inverse(P) + H.T * inverse(R) * H
    proof.step("regular", invertible(updated), using=["prior", "noise"])
    proof.step("update", inverse(updated) == information, using=["prior", "noise"])
    proof.step("sign", inverse(updated) == inverse(P) - H.T * inverse(R) * H, using=["prior", "noise"])
    proof.step("prior-alone", inverse(updated) == information, using=["prior"])
    return proof


def test_updated_covariance_is_shown_invertible_before_it_is_inverted() -> None:
    found = verdicts(filter_of_kalman())
    assert found["regular"] is found["update"] is Verdict.PROVED
    assert found["sign"] is Verdict.REFUTED
    assert found["prior-alone"] is not Verdict.PROVED


def test_sum_of_powers_inverts_the_identity_minus_a_nilpotent_matrix() -> None:
    proof = Proof("neumann", "A finite Neumann series")
    n, k = proof.size("n"), proof.integer("k")
    proof.assume("positive", k >= 1)
    N, M = proof.matrix("N", n, n), proof.matrix("M", n, n)
    proof.assume("nilpotent", N**k == 0)
    proof.assume("cyclic", M**k == proof.identity(n))
    proof.step("minus", invertible(proof.identity(n) - N), using=["nilpotent"])
    proof.step("plus", invertible(proof.identity(n) + N), using=["nilpotent"])
    proof.step("itself", invertible(N), using=["nilpotent"])
    proof.step("cyclic-minus", invertible(proof.identity(n) - M), using=["cyclic"])
    found = verdicts(proof)
    assert found["minus"] is found["plus"] is Verdict.PROVED
    assert found["itself"] is not Verdict.PROVED
    assert found["cyclic-minus"] is Verdict.REFUTED
