"""Powers and sums of powers: premises for all exponents, and equations between sums term by term."""

from __future__ import annotations

from author.settling import verdicts

from symproof.author import Proof, for_all, index, norm2, summation
from symproof.language.proof import Verdict

t = index("t")
FALSE = "false"  # the names of false steps begin so


def _require(proof: Proof) -> None:
    for name, verdict in verdicts(proof).items():
        assert verdict is (Verdict.REFUTED if name.startswith(FALSE) else Verdict.PROVED), name


def test_premise_for_all_exponents_of_a_larger_range() -> None:
    proof = Proof("krylov", "Powers on a subspace", source="Saad, Iterative Methods, 6.3")
    n, k = proof.size("n"), proof.integer("k")
    proof.assume("some", k >= 1)
    P, V, H = (proof.matrix(name, n, n) for name in "PVH")
    proof.assume("powers", for_all(t, 0, k, P**t * V == V * H**t))
    shorter = for_all(t, 0, k - 1, P**t * V == V * H**t)
    proof.step("shorter", shorter, using=["powers"])
    sums = [summation(t, 0, k - 1, matrix**t) for matrix in (P, H)]
    proof.step("sums", sums[0] * V == V * sums[1], using=["powers"])
    proof.step("false-longer", P ** (k + 1) * V == V * H ** (k + 1), using=["shorter"])
    proof.step("false-sums", sums[0] * V == V * H * sums[1], using=["powers"])
    _require(proof)


def test_stationary_distribution() -> None:
    proof = Proof("stationary", "Powers of a stochastic matrix")
    n, k = proof.size("n"), proof.integer("k")
    proof.assume("some", k >= 1)
    P, pi, one = proof.matrix("P", n, n), proof.column("pi", n), proof.ones(n, 1)
    proof.assume("stochastic", P * one == one)
    proof.assume("stationary", pi.T * P == pi.T)
    proof.assume("probabilities", pi.T * one == 1)
    E = proof.define("E", one * pi.T)
    proof.step("rows", for_all(t, 0, k, P**t * one == one), using=["stochastic"])
    proof.step("columns", for_all(t, 0, k, pi.T * P**t == pi.T), using=["stationary"])
    proof.step("average", summation(t, 1, k, P**t) * one == k * one, using=["rows"])
    powers = for_all(t, 1, k, (P - E) ** t == P**t - E)
    for name, left, right in (("right", E, P), ("left", P, E), ("square", E, E)):
        proof.step(name, left * right == E, using=["stochastic", "stationary", "probabilities"])
    proof.step("powers", powers, by="induction", using=["right", "left", "square", "rows", "columns"])
    proof.step("false-average", summation(t, 1, k, P**t) * one == one, using=["rows"])
    proof.step("false-powers", for_all(t, 0, k, (P - E) ** t == P**t - E), using=["right", "left", "square"])
    _require(proof)


def test_energy_of_a_linear_system() -> None:
    """x_0^T W x_0 = sum of |C x_k|^2 for the Gramian W of x_k = A^k x_0."""
    proof = Proof("gramian", "The observability Gramian")
    n, p = proof.sizes("n p")
    T = proof.integer("T")
    proof.assume("horizon", T >= 1)
    A, C, x = proof.matrix("A", n, n), proof.matrix("C", p, n), proof.family("x", t, 0, T, n)
    proof.assume("system", for_all(t, 1, T, x[t] == A * x[t - 1]))
    W = proof.define("W", summation(t, 0, T - 1, (A**t).T * (C.T * C) * A**t))
    proof.step("solution", for_all(t, 0, T, x[t] == A**t * x[0]), by="induction", using=["system"])
    proof.step("energy", x[0].T * W * x[0] == summation(t, 0, T - 1, norm2(C * x[t])), using=["solution"])
    proof.step("false-energy", x[0].T * W * x[0] == summation(t, 0, T - 1, norm2(x[t])), using=["solution"])
    _require(proof)
