"""Premises for all indices at the indices of a claim: V_t = V_{t-1} + x_t x_t^T, as in the analysis of bandits."""

from __future__ import annotations

from author.settling import verdicts

from symproof.author import Proof, det, for_all, index, inverse, log, pd
from symproof.language.proof import Verdict

t = index("t")
FALSE, OPEN = "false", "open"  # the names of false steps, and of steps that lack a premise, begin so


def test_determinants_and_inverses_after_rank_one_updates() -> None:
    proof = Proof("updates", "Rank-one updates", source="Abbasi-Yadkori, Pal and Szepesvari 2011, Lemma 11")
    T, d = proof.integer("T"), proof.size("d")
    proof.assume("rounds", T >= 1)
    x, V = proof.family("x", t, 1, T, d), proof.family("V", t, 0, T, d, d)
    proof.assume("update", for_all(t, 1, T, V[t] == V[t - 1] + x[t] * x[t].T))
    proof.assume("definite", for_all(t, 0, T, pd(V[t])))
    w = proof.define_family("w", t, 1, T, value=x[t].T * inverse(V[t - 1]) * x[t])
    known = ["update", "definite"]
    proof.step("determinant", for_all(t, 1, T, det(V[t]) == det(V[t - 1]) * (1 + w[t])), using=known)
    proof.step("last", det(V[T]) == det(V[T - 1]) * (1 + w[T]), using=known)
    proof.step("bound", for_all(t, 1, T, w[t] >= 0), using=["definite"])
    inverses = inverse(V[t - 1]) * x[t] * x[t].T * inverse(V[t - 1]) / (1 + w[t])
    proof.step("inverse", for_all(t, 1, T, inverse(V[t]) == inverse(V[t - 1]) - inverses), using=known)
    proof.step("after", for_all(t, 1, T, x[t].T * inverse(V[t]) * x[t] == w[t] / (1 + w[t])), using=known)
    logarithms = for_all(t, 1, T, log(det(V[t])) == log(det(V[t - 1])) + log(1 + w[t]))
    proof.step("logarithm", logarithms, using=["determinant", "definite", "bound"])
    proof.step("false-determinant", for_all(t, 1, T, det(V[t]) == det(V[t - 1]) * (1 + w[t] ** 2)), using=known)
    proof.step("false-inverse", for_all(t, 1, T, inverse(V[t]) == inverse(V[t - 1]) + inverses), using=known)
    proof.step("open-determinant", for_all(t, 1, T, det(V[t]) == det(V[t - 1]) * (1 + w[t])), using=["definite"])
    for name, verdict in verdicts(proof).items():
        if name.startswith(OPEN):
            assert verdict is Verdict.REFUTED, name  # the premise that it lacks excludes the counterexample
        else:
            assert verdict is (Verdict.REFUTED if name.startswith(FALSE) else Verdict.PROVED), name
