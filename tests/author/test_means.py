"""Means and variances: scalars taken into sums, sums beside deeper ones, and means that are defined by a sum."""

from __future__ import annotations

from author.settling import verdicts

from symproof.author import Expression, Proof, index, norm2, summation
from symproof.language.proof import Verdict

h, i = index("h"), index("i")
FALSE = "false"  # the names of false steps begin so


def _require(proof: Proof) -> None:
    for name, verdict in verdicts(proof).items():
        assert verdict is (Verdict.REFUTED if name.startswith(FALSE) else Verdict.PROVED), name


def test_decomposition_of_a_variance() -> None:
    """sum of |x_i - a|^2 = sum of |x_i - mu|^2 + m |mu - a|^2, for a mean mu that is given, and for one by its sum."""
    for is_defined in (False, True):
        proof = Proof("variance", "Mean and variance", source="the formula of Huygens and Steiner")
        m, n = proof.sizes("m n")
        x, a = proof.family("x", i, 1, m, n), proof.column("a", n)
        using = [] if is_defined else ["mean"]
        if is_defined:
            mu: Expression = proof.define("mu", summation(h, 1, m, x[h]) / proof.number(m))
        else:
            mu = proof.column("mu", n)
            proof.assume("mean", proof.number(m) * mu == summation(i, 1, m, x[i]))
        about, around = (summation(i, 1, m, norm2(x[i] - centre)) for centre in (mu, a))
        proof.step("centred", summation(i, 1, m, x[i] - mu) == 0, using=using)
        proof.step("decomposition", around == about + m * norm2(mu - a), using=using)
        proof.step("short", about == summation(i, 1, m, norm2(x[i])) - m * norm2(mu), using=using)
        proof.step("least", about <= around, using=["decomposition"])
        proof.step("false-short", about == summation(i, 1, m, norm2(x[i])) - norm2(mu), using=using)
        proof.step("false-decomposition", around == about + norm2(mu - a), using=using)
        _require(proof)


def test_covariance_of_columns() -> None:
    proof = Proof("covariance", "A covariance")
    m, n = proof.sizes("m n")
    x = proof.family("x", i, 1, m, n)
    mu = proof.define("mu", summation(h, 1, m, x[h]) / proof.number(m))
    centred = summation(i, 1, m, (x[i] - mu) * (x[i] - mu).T)
    proof.step("form", centred == summation(i, 1, m, x[i] * x[i].T) - m * mu * mu.T)
    proof.step("false-form", centred == summation(i, 1, m, x[i] * x[i].T) - mu * mu.T)
    _require(proof)


def test_scalars_of_sums() -> None:
    proof = Proof("scalars", "Scalars of sums")
    m, n = proof.sizes("m n")
    x, w = proof.family("x", i, 1, m, n), proof.family("w", i, 1, m, 1)
    a, s = proof.column("a", n), proof.column("s", n)
    proof.assume("total", summation(i, 1, m, x[i]) == s)
    proof.assume("weighted", summation(i, 1, m, w[i] * x[i]) == s)
    proof.assume("weights", summation(i, 1, m, w[i]) == 1)
    proof.step("inner", summation(i, 1, m, a.T * x[i]) == a.T * s, using=["total"])
    proof.step("turned", summation(i, 1, m, x[i].T * a) == a.T * s, using=["total"])
    proof.step("weighted-inner", summation(i, 1, m, w[i] * (a.T * x[i])) == a.T * s, using=["weighted"])
    proof.step(
        "weighted-variance",
        summation(i, 1, m, w[i] * norm2(x[i] - s)) == summation(i, 1, m, w[i] * norm2(x[i])) - norm2(s),
        using=["weighted", "weights"],
    )
    proof.step("false-inner", summation(i, 1, m, a.T * x[i]) == m * (a.T * s), using=["total"])
    proof.step("false-weighted", summation(i, 1, m, w[i] * (a.T * x[i])) == a.T * s, using=["total"])
    _require(proof)


def test_mean_beside_other_summands() -> None:
    """The index of a sum has the same name in a normal form, whatever deeper sums stand beside it."""
    proof = Proof("beside", "Sums beside deeper sums")
    m, n = proof.sizes("m n")
    x = proof.family("x", i, 1, m, n)
    total = summation(h, 1, m, x[h])
    proof.step("mean", summation(i, 1, m, x[i] - total / proof.number(m)) == 0)
    proof.step("doubled", summation(i, 1, m, x[i] + total) == (m + 1) * total)
    proof.step("false-mean", summation(i, 1, m, x[i] - total) == 0)
    _require(proof)
