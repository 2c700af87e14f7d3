"""Products of balanced factors, whose powers are intertwined: the end-to-end dynamics of deep linear networks."""

from __future__ import annotations

from author.settling import verdicts

from symproof.author import Proof, chain, for_all, index
from symproof.language.proof import Verdict

i = index("i")


def test_products_of_balanced_factors_are_powers() -> None:
    proof = Proof("balanced", "Products of balanced factors", source="arXiv:1802.06509, equation (9)")
    k, n = proof.integer("k"), proof.size("n")
    proof.assume("depth", k >= 1)
    W = proof.family("W", i, 1, k, n, n)
    proof.assume("balanced", for_all(i, 1, k - 1, W[i + 1].T * W[i + 1] == W[i] * W[i].T))
    B = proof.define_family("B", i, 0, k, value=chain(W, i, 1))
    A = proof.define_family("A", i, 0, k, value=chain(W, k, i + 1))
    using = ["balanced"]
    below = for_all(i, 1, k, B[i] * B[i].T == (W[i] * W[i].T) ** i)
    above = for_all(i, 0, k - 1, A[i].T * A[i] == (W[i + 1].T * W[i + 1]) ** (k - i))
    proof.step("below", below, by="induction", using=using)
    proof.step("above", above, by="induction", using=using)
    proof.step("whole", B[k] * B[k].T == (W[k] * W[k].T) ** k, using=["below"])
    proof.step("false-side", for_all(i, 1, k, B[i] * B[i].T == (W[i].T * W[i]) ** i), by="induction", using=using)
    proof.step("false-power", for_all(i, 1, k, B[i] * B[i].T == (W[i] * W[i].T) ** (i + 1)), using=using)
    proof.step("false-unbalanced", below, by="induction")
    for name, verdict in verdicts(proof).items():
        assert verdict is (Verdict.REFUTED if name.startswith("false") else Verdict.PROVED), name
