"""Recurrences of papers about networks and iterations: sums of powers by induction, products of reflections."""

from __future__ import annotations

from author.settling import verdicts

from symproof.author import Proof, chain, for_all, index, summation
from symproof.language.proof import Verdict

i, s, t = index("i"), index("s"), index("t")


def test_recurrent_network_is_unrolled() -> None:
    proof = Proof("unrolled", "A linear recurrent network")
    T, (n, m) = proof.integer("T"), proof.sizes("n m")
    proof.assume("steps", T >= 1)
    W, U = proof.matrix("W", n, n), proof.matrix("U", n, m)
    h, x = proof.family("h", t, 0, T, n), proof.family("x", t, 1, T, m)
    proof.assume("rule", for_all(t, 1, T, h[t] == W * h[t - 1] + U * x[t]))
    state = for_all(s, 0, T, h[s] == W**s * h[0] + summation(t, 1, s, W ** (s - t) * U * x[t]))
    proof.step("state", state, by="induction", using=["rule"])
    proof.assume("before", h[T - 1] == W ** (T - 1) * h[0] + summation(t, 1, T - 1, W ** (T - 1 - t) * U * x[t]))
    last = W**T * h[0] + summation(t, 1, T, W ** (T - t) * U * x[t])
    proof.step("once", h[T] == last, using=["rule", "before"])
    late = for_all(s, 0, T, h[s] == W**s * h[0] + summation(t, 1, s, W ** (s - t + 1) * U * x[t]))
    proof.step("late", late, by="induction", using=["rule"])
    short = for_all(s, 1, T, h[s] == W**s * h[0] + summation(t, 1, s - 1, W ** (s - t) * U * x[t]))
    proof.step("short", short, by="induction", using=["rule"])
    found = verdicts(proof)
    assert found["state"] is found["once"] is Verdict.PROVED
    assert found["late"] is found["short"] is Verdict.REFUTED


def test_geometric_sum_solves_a_recurrence_with_a_constant() -> None:
    proof = Proof("geometric", "A recurrence with a constant")
    T, n, m = proof.integer("T"), proof.size("n"), proof.size("m")
    proof.assume("steps", T >= 0)
    W, U, z = proof.matrix("W", n, n), proof.matrix("U", n, m), proof.family("z", t, 0, T, n, m)
    proof.assume("rule", for_all(t, 1, T, z[t] == W * z[t - 1] + U))
    for name, high in (("sum", s - 1), ("too-long", s)):
        claim = for_all(s, 0, T, z[s] == W**s * z[0] + summation(t, 0, high, W**t * U))
        proof.step(name, claim, by="induction", using=["rule"])
    assert verdicts(proof) == {"sum": Verdict.PROVED, "too-long": Verdict.REFUTED}


def test_product_of_reflections_is_orthogonal() -> None:
    """The reflections are a defined family; what is known of each serves the chain of all."""
    proof = Proof("reflections", "A product of reflections")
    k, n = proof.integer("k"), proof.size("n")
    proof.assume("many", k >= 0)
    v, one = proof.family("v", i, 1, k, n), proof.identity(n)
    proof.assume("unit", for_all(i, 1, k, v[i].T * v[i] == 1))
    H = proof.define_family("H", i, 1, k, value=one - 2 * v[i] * v[i].T)
    R = proof.define_family("R", i, 0, k, value=chain(H, i, 1))
    proof.step("each", for_all(i, 1, k, H[i] * H[i] == one), using=["unit"])
    proof.step("symmetric", for_all(i, 1, k, H[i] == H[i].T))
    orthogonal = for_all(i, 0, k, R[i].T * R[i] == one)
    proof.step("all", orthogonal, by="induction", using=["each", "symmetric"])
    proof.step("at-once", orthogonal, by="induction", using=["unit"])
    proof.step("involution", for_all(i, 0, k, R[i] * R[i] == one), by="induction", using=["each", "symmetric"])
    found = verdicts(proof)
    assert found.pop("involution") is Verdict.REFUTED
    assert set(found.values()) == {Verdict.PROVED}
