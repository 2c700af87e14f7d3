"""Traces of sums over an index, from premises about such sums: quantum channels and sums of rank-one matrices."""

from __future__ import annotations

from author.settling import verdicts

from symproof.author import Proof, index, norm2, psd, summation, trace
from symproof.language.proof import Verdict

t = index("t")


def _require(proof: Proof) -> None:
    for name, verdict in verdicts(proof).items():
        assert verdict is (Verdict.REFUTED if name.startswith("false") else Verdict.PROVED), name


def test_trace_of_a_sum_of_rank_one_matrices() -> None:
    proof = Proof("gram", "A sum of rank-one matrices")
    m, n = proof.sizes("m n")
    c, V, x = proof.scalar("c"), proof.matrix("V", n, n), proof.family("x", t, 1, m, n)
    proof.assume("sum", summation(t, 1, m, x[t] * x[t].T) == V)
    proof.assume("shifted", c * proof.identity(n) + summation(t, 1, m, x[t] * x[t].T) == V)
    lengths = summation(t, 1, m, norm2(x[t]))
    proof.step("trace", trace(V) == lengths, using=["sum"])
    proof.step("shifted-trace", trace(V) == n * c + lengths, using=["shifted"])
    proof.step("false-trace", trace(V) == m * lengths, using=["sum"])
    proof.step("false-shifted", trace(V) == c + lengths, using=["shifted"])
    _require(proof)


def test_channels_preserve_the_trace() -> None:
    proof = Proof("channel", "A completely positive map", source="Nielsen and Chuang, chapter 8")
    r, m, n = proof.sizes("r m n")
    K, state = proof.family("K", t, 1, r, m, n), proof.matrix("rho", n, n)
    proof.assume("preserving", summation(t, 1, r, K[t].T * K[t]) == proof.identity(n))
    proof.assume("state", psd(state))
    image = proof.define("E", summation(t, 1, r, K[t] * state * K[t].T))
    proof.step("trace", trace(image) == trace(state), using=["preserving"])
    proof.step("sign", trace(image) >= 0, using=["state"])
    proof.step("definite", psd(image), using=["state"])
    proof.step("false-trace", trace(image) == r * trace(state), using=["preserving"])
    proof.step("false-squares", trace(image * image) == trace(state * state), using=["preserving"])
    proof.step("false-sign", trace(image) > 0, using=["state"])
    _require(proof)
