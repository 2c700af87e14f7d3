"""A summand of terms that are not negative is at most their sum, and zero where the sum is."""

from __future__ import annotations

from author.settling import verdicts

from symproof.author import Proof, for_all, implies, index, norm2, summation
from symproof.language.proof import Verdict

i, h = index("i"), index("h")
FALSE = "false"  # the names of false steps begin so


def test_summands_are_at_most_their_sum() -> None:
    proof = Proof("members", "Members of sums")
    m, n, p = proof.sizes("m n p")
    j, R, A = proof.integer("j"), proof.scalar("R"), proof.matrix("A", p, n)
    proof.assume("place", (j >= 1) & (j <= m))
    c, x, b = proof.family("c", i, 1, m, 1), proof.family("x", i, 1, m, n), proof.family("b", i, 1, m, p)
    total = summation(h, 1, m, c[h])
    proof.assume("nonnegative", for_all(i, 1, m, c[i] >= 0))
    proof.assume("bounded", total <= R)
    proof.assume("vanishing", total == 0)
    proof.assume("flat", summation(i, 1, m, norm2(x[i])) == 0)
    proof.assume("fitted", summation(i, 1, m, norm2(A * x[i] - b[i])) == 0)
    proof.step("each", for_all(i, 1, m, c[i] <= total), using=["nonnegative"])
    proof.step("one", c[j] <= total, using=["nonnegative"])
    proof.step("square", norm2(x[j]) <= summation(i, 1, m, norm2(x[i])), using=[])
    proof.step("below", for_all(i, 1, m, c[i] <= R), using=["nonnegative", "bounded"])
    proof.step("first-below", c[1] <= R, using=["nonnegative", "bounded"])
    proof.step("squares-below", for_all(i, 1, m, c[i] ** 2 <= R**2), using=["nonnegative", "bounded"])
    proof.step("zero", for_all(i, 1, m, c[i] == 0), using=["nonnegative", "vanishing"])
    proof.step("columns-zero", for_all(i, 1, m, x[i] == 0), using=["flat"])
    proof.step("column-zero", x[j] == 0, using=["flat"])
    proof.step("solved", for_all(i, 1, m, A * x[i] == b[i]), using=["fitted"])
    proof.step("false-each", for_all(i, 1, m, c[i] <= total), using=["flat"])
    proof.step("false-zero", for_all(i, 1, m, c[i] == 0), using=["vanishing"])
    proof.step("false-factor", for_all(i, 1, m, 2 * c[i] <= R), using=["nonnegative", "bounded"])
    proof.step("false-bounded-zero", for_all(i, 1, m, c[i] == 0), using=["nonnegative", "bounded"])
    proof.step("false-solved", for_all(i, 1, m, x[i] == 0), using=["fitted"])
    for name, verdict in verdicts(proof).items():
        assert verdict is (Verdict.REFUTED if name.startswith(FALSE) else Verdict.PROVED), name


def test_kernel_of_a_weighted_laplacian() -> None:
    """L x = 0 for L = sum of c_e b_e b_e^T, c_e > 0, says b_e^T x = 0 for each edge e."""
    proof = Proof("kernel", "The kernel of a Laplacian", source="Chung, Spectral Graph Theory, section 1.2")
    m, n = proof.sizes("m n")
    b, c, x = proof.family("b", i, 1, m, n), proof.family("c", i, 1, m, 1), proof.column("x", n)
    proof.assume("weights", for_all(i, 1, m, c[i] > 0))
    L = proof.define("L", summation(i, 1, m, c[i] * (b[i] * b[i].T)))
    form = summation(i, 1, m, c[i] * (b[i].T * x) ** 2)
    proof.statement(implies(L * x == 0, for_all(i, 1, m, b[i].T * x == 0)))
    proof.step("form", x.T * L * x == form)
    with proof.suppose("flat", L * x == 0, then="kernel"):
        proof.step("form-zero", form == 0, using=["flat", "form"])
        proof.step("each", for_all(i, 1, m, c[i] * (b[i].T * x) ** 2 == 0), using=["form-zero", "weights"])
        proof.step("each-edge", for_all(i, 1, m, b[i].T * x == 0), using=["each", "weights"])
        proof.step("false-without-weights", for_all(i, 1, m, b[i].T * x == 0), using=["form-zero"])
    proof.conclude(using=["kernel"])
    found = verdicts(proof)
    assert found.pop("false-without-weights") is Verdict.REFUTED
    assert set(found.values()) == {Verdict.PROVED}
