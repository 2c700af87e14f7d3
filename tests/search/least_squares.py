"""Recursive least squares: P_i^-1 = P_{i-1}^-1 + u_i u_i^T for every i, and what the update of P_i then is."""

from __future__ import annotations

from symproof.author import Proof, for_all, index, inverse, invertible
from symproof.language.formulas import Sequent
from symproof.language.scopes import sequent


def updates(sign: int) -> Sequent:
    """P_i = P_{i-1} + sign P_{i-1} u_i u_i^T P_{i-1} / (1 + u_i^T P_{i-1} u_i), which is true for sign -1."""
    i = index("i")
    proof = Proof("rls", "Recursive least squares")
    N = proof.integer("N")
    proof.assume("steps", N >= 2)
    n = proof.size("n")
    P, u = proof.family("P", i, 0, N, n, n), proof.family("u", i, 1, N, n)
    gain = 1 + u[i].T * P[i - 1] * u[i]
    proof.assume("regular", for_all(i, 0, N, invertible(P[i])))
    proof.assume("update", for_all(i, 1, N, inverse(P[i]) == inverse(P[i - 1]) + u[i] * u[i].T))
    proof.assume("gain", for_all(i, 1, N, invertible(gain)))
    change = sign * P[i - 1] * u[i] * u[i].T * P[i - 1] * inverse(gain)
    claim = for_all(i, 1, N, P[i] == P[i - 1] + change)
    proof.step("claim", claim, by="algebra", using=["regular", "update", "gain"])
    loaded, errors = proof.finished()
    assert loaded is not None, errors
    return sequent(loaded, loaded.steps[0])
