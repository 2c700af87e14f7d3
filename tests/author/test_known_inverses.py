"""Inverses of what premises show to be invertible, without saying so."""

from __future__ import annotations

import pytest
from author.settling import verdicts

from symproof.author import Proof, inverse, pd, psd
from symproof.language.proof import Verdict


def _proof() -> Proof:
    return Proof("known", "Inverses of what is known to be invertible")


def test_reciprocals_of_scalars_that_are_positive() -> None:
    proof = _proof()
    n = proof.size("n")
    c, w, V = proof.scalar("c"), proof.scalar("w"), proof.matrix("V", n, n)
    proof.assume("sign", w >= 0)
    proof.step("scalar", c / (1 + w) * (1 + w) == c, using=["sign"])
    proof.step("matrix", V / (1 + w) * (1 + w) == V, using=["sign"])
    proof.step("parts", 1 / (1 + w) + w / (1 + w) == 1, using=["sign"])
    proof.step("false-parts", 1 / (1 + w) - w / (1 + w) == 1, using=["sign"])
    found = verdicts(proof)
    assert found.pop("false-parts") is Verdict.REFUTED
    assert set(found.values()) == {Verdict.PROVED}


@pytest.mark.parametrize("denominator", ["1 - w", "w"])
def test_what_may_be_zero_has_no_reciprocal(denominator: str) -> None:
    proof = _proof()
    c, w = proof.scalar("c"), proof.scalar("w")
    proof.assume("sign", w >= 0)
    value = 1 - w if denominator == "1 - w" else w
    proof.step("scalar", c / value * value == c, using=["sign"])
    assert verdicts(proof) == {"scalar": Verdict.UNKNOWN}


def test_inverses_of_sums_of_definite_matrices() -> None:
    proof = _proof()
    n = proof.size("n")
    V, U, W, x = proof.matrix("V", n, n), proof.matrix("U", n, n), proof.matrix("W", n, n), proof.column("x", n)
    proof.assume("V", pd(V))
    proof.assume("W", psd(W))
    proof.assume("U", pd(U) & (V + x * x.T == U))
    change = inverse(V) * x * x.T * inverse(V) / (1 + x.T * inverse(V) * x)
    proof.step("sum", inverse(V + x * x.T) == inverse(V) - change, using=["V"])
    proof.step("named", inverse(U) == inverse(V) - change, using=["V", "U"])
    proof.step("resolvents", inverse(V + W) - inverse(V) == -inverse(V + W) * W * inverse(V), using=["V", "W"])
    proof.step("false-sum", inverse(V + x * x.T) == inverse(V) + change, using=["V"])
    proof.step("open-difference", inverse(V - W) - inverse(V) == inverse(V - W) * W * inverse(V), using=["V", "W"])
    found = verdicts(proof)
    assert found.pop("false-sum") is Verdict.REFUTED
    assert found.pop("open-difference") is not Verdict.PROVED
    assert set(found.values()) == {Verdict.PROVED}
