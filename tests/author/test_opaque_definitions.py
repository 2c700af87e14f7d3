"""Steps about defined matrices, from what earlier steps say of these: the definitions need not be unfolded."""

from __future__ import annotations

from author.settling import verdicts

from symproof.author import Proof, block, det, inverse, invertible, log, pd
from symproof.language.proof import Verdict


def test_blocks_of_a_definite_matrix() -> None:
    proof = Proof("gaussian", "A conditional Gaussian distribution", source="Bishop, section 2.3")
    n, m = proof.sizes("n m")
    S, C, T = proof.matrix("S", n, n), proof.matrix("C", n, m), proof.matrix("T", m, m)
    J = proof.define("J", block([[S, C], [C.T, T]]))
    K = proof.define("K", S - C * inverse(T) * C.T)
    proof.assume("definite", pd(J))
    proof.assume("parts", pd(S) & pd(T))
    proof.assume("complement", pd(K))
    proof.step("determinant", det(J) == det(T) * det(K), using=["parts"])
    proof.step("other-pivot", det(J) == det(S) * det(T - C.T * inverse(S) * C), using=["parts"])
    known = ["determinant", "parts", "complement", "definite"]
    proof.step("entropy", log(det(J)) == log(det(T)) + log(det(K)), using=known)
    proof.step("false-determinant", det(J) == det(S) * det(K), using=["parts"])
    proof.step("false-entropy", log(det(J)) == log(det(S)) + log(det(K)), using=known)
    for name, verdict in verdicts(proof).items():
        assert verdict is (Verdict.REFUTED if name.startswith("false") else Verdict.PROVED), name


def test_fundamental_matrix_of_a_chain() -> None:
    proof = Proof("chain", "The fundamental matrix", source="Kemeny and Snell, Finite Markov Chains, 4.3")
    n = proof.size("n")
    P, p = proof.matrix("P", n, n), proof.column("p", n)
    one = proof.define("one", proof.ones(n, 1))
    limit, unit = proof.define("L", one * p.T), proof.identity(n)
    Z = proof.define("Z", inverse(unit - P + limit))
    proof.assume("commute", (P * limit == limit) & (limit * P == limit))
    proof.assume("projection", limit * limit == limit)
    proof.assume("fundamental", invertible(unit - P + limit))
    known = ["commute", "projection", "fundamental"]
    proof.step("poisson", (unit - P) * Z == unit - limit, using=known)
    proof.step("false-poisson", (unit - P) * Z == unit + limit, using=known)
    assert verdicts(proof) == {"poisson": Verdict.PROVED, "false-poisson": Verdict.REFUTED}
