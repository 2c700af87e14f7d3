"""What a bound for all vectors says of differences and members of families, and geometric rates by induction."""

from __future__ import annotations

from author.settling import verdicts

from symproof.author import Proof, for_all, index, norm2
from symproof.language.proof import Verdict

t = index("t")


def test_affine_contraction_converges_at_a_geometric_rate() -> None:
    proof = Proof("contraction", "An affine contraction", source="Banach's fixed point theorem")
    T, n = proof.integer("T"), proof.size("n")
    proof.assume("steps", T >= 0)
    A, b, s, q = proof.matrix("A", n, n), proof.column("b", n), proof.column("s", n), proof.scalar("q")
    x = proof.family("x", t, 0, T, n)
    proof.assume("bound", proof.for_all_matrices("v", n, 1, lambda v: norm2(A * v) <= q**2 * norm2(v)))
    proof.assume("fixed", s == A * s + b)
    proof.assume("iteration", for_all(t, 1, T, x[t] == A * x[t - 1] + b))
    proof.step("one", for_all(t, 1, T, x[t] - s == A * (x[t - 1] - s)), using=["fixed", "iteration"])
    shrinks = for_all(t, 1, T, norm2(x[t] - s) <= q**2 * norm2(x[t - 1] - s))
    proof.step("shrinks", shrinks, using=["one", "bound"])
    rate = for_all(t, 0, T, norm2(x[t] - s) <= q ** (2 * t) * norm2(x[0] - s))
    proof.step("rate", rate, by="induction", using=["shrinks"])
    faster = for_all(t, 1, T, 2 * norm2(x[t] - s) <= q**2 * norm2(x[t - 1] - s))
    proof.step("false-faster", faster, using=["one", "bound"])
    late = for_all(t, 0, T, norm2(x[t] - s) <= q ** (2 * t + 2) * norm2(x[0] - s))
    proof.step("false-late", late, by="induction", using=["shrinks"])
    found = verdicts(proof)
    assert [found[name] for name in ("one", "shrinks", "rate")] == [Verdict.PROVED] * 3
    assert [found[name] for name in ("false-faster", "false-late")] == [Verdict.REFUTED] * 2


def test_bound_for_all_vectors_at_a_difference() -> None:
    proof = Proof("difference", "A bound at a difference")
    m, n = proof.sizes("m n")
    A, q = proof.matrix("A", m, n), proof.scalar("q")
    x, z, y = proof.column("x", n), proof.column("z", n), proof.column("y", m)
    proof.assume("bound", proof.for_all_matrices("v", n, 1, lambda v: norm2(A * v) <= q * norm2(v)))
    proof.assume("residual", y == A * (x - z))
    proof.step("direct", norm2(A * (x - z)) <= q * norm2(x - z), using=["bound"])
    proof.step("expanded", norm2(A * x - A * z) <= q * norm2(x - z), using=["bound"])
    proof.step("renamed", norm2(y) <= q * norm2(x - z), using=["bound", "residual"])
    proof.step("doubled", norm2(A * (2 * x - z)) <= q * norm2(2 * x - z) + norm2(y), using=["bound"])
    proof.step("false-sum", norm2(A * (x + z)) <= q * norm2(x - z), using=["bound"])
    proof.step("false-half", 2 * norm2(y) <= q * norm2(x - z), using=["bound", "residual"])
    found = verdicts(proof)
    assert {found.pop("false-sum"), found.pop("false-half")} == {Verdict.REFUTED}
    assert set(found.values()) == {Verdict.PROVED}


def test_bound_for_all_vectors_is_refuted_at_small_multiples() -> None:
    """|A v| <= q |v| for all v does not give |A x| <= q^2 |x|: not for |q| < 1."""
    proof = Proof("small", "Small multiples")
    n = proof.size("n")
    A, q = proof.matrix("A", n, n), proof.scalar("q")
    x, y = proof.column("x", n), proof.column("y", n)
    proof.assume("bound", proof.for_all_matrices("v", n, 1, lambda v: norm2(A * v) <= q**2 * norm2(v)))
    proof.assume("image", y == A * x)
    proof.step("false-product", norm2(A * x) <= q**4 * norm2(x), using=["bound"])
    proof.step("false-image", norm2(y) <= q**4 * norm2(x), using=["bound", "image"])
    assert set(verdicts(proof).values()) == {Verdict.REFUTED}
