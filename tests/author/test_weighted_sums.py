"""Sums over an index inside products: Laplacians, sums of semidefinite matrices, and definitions by such sums."""

from __future__ import annotations

from author.settling import verdicts

from symproof.author import Claim, Expression, Proof, for_all, index, inner, psd, summation
from symproof.language.proof import Verdict

e = index("e")
FALSE = "false"  # the names of false steps begin so


def _split(found: dict[str, Verdict]) -> tuple[set[Verdict], set[Verdict]]:
    """The verdicts on the true and on the false steps."""
    false = {name for name in found if name.startswith(FALSE)}
    return {found[name] for name in found.keys() - false}, {found[name] for name in false}


def test_laplacian_of_a_weighted_graph() -> None:
    """L = sum of w_e b_e b_e^T, over edges e with b_e = e_i - e_j."""
    proof = Proof("laplacian", "The Laplacian of a graph", source="Chung, Spectral Graph Theory, section 1.2")
    m, n = proof.integer("m"), proof.size("n")
    proof.assume("some", m >= 1)
    b, w, x = proof.family("b", e, 1, m, n), proof.family("w", e, 1, m, 1, 1), proof.column("x", n)
    proof.assume("edges", for_all(e, 1, m, inner(b[e], proof.ones(n, 1)) == 0))
    proof.assume("weights", for_all(e, 1, m, w[e] >= 0))
    L = proof.define("L", summation(e, 1, m, w[e] * b[e] * b[e].T))
    proof.step("constant", L * proof.ones(n, 1) == 0, using=["edges"])
    proof.step("form", inner(x, L * x) == summation(e, 1, m, w[e] * inner(b[e], x) ** 2))
    proof.step("image", L * x == summation(e, 1, m, inner(b[e], x) * w[e] * b[e]))
    proof.step("nonnegative", inner(x, L * x) >= 0, using=["weights"])
    proof.step("semidefinite", psd(L), using=["weights"])
    proof.step("false-form", inner(x, L * x) == summation(e, 1, m, w[e] * inner(b[e], x)))
    proof.step("false-constant", L * proof.ones(n, 1) == 0, using=["weights"])
    proof.step("false-nonnegative", inner(x, L * x) >= 0, using=["edges"])
    proof.step("false-semidefinite", psd(L), using=["edges"])
    assert _split(verdicts(proof)) == ({Verdict.PROVED}, {Verdict.REFUTED})


def test_orders_of_sums_of_semidefinite_matrices() -> None:
    proof = Proof("sums", "Sums of semidefinite matrices")
    m, n = proof.integer("m"), proof.size("n")
    proof.assume("some", m >= 1)
    A, B, x = proof.family("A", e, 1, m, n, n), proof.family("B", e, 1, m, n, n), proof.column("x", n)
    w = proof.family("w", e, 1, m, 1, 1)
    proof.assume("semidefinite", for_all(e, 1, m, psd(A[e])))
    proof.assume("weights", for_all(e, 1, m, w[e] >= 0))

    def form(matrix: Expression) -> Claim:
        return inner(x, summation(e, 1, m, matrix) * x) >= 0

    proof.step("form", form(A[e]), using=["semidefinite"])
    proof.step("weighted", form(w[e] * A[e]), using=["semidefinite", "weights"])
    proof.step("congruent", psd(summation(e, 1, m, B[e].T * A[e] * B[e])), using=["semidefinite"])
    proof.step("grams", psd(summation(e, 1, m, B[e] * B[e].T)))
    proof.step("false-weighted", form(w[e] * A[e]), using=["semidefinite"])
    proof.step("false-matrix", form(B[e]), using=["semidefinite"])
    proof.step("false-congruent", psd(summation(e, 1, m, B[e] * A[e])), using=["semidefinite"])
    assert _split(verdicts(proof)) == ({Verdict.PROVED}, {Verdict.REFUTED})


def test_products_with_two_sums_are_no_sum_over_one_index() -> None:
    """(sum of x_e)^2 is not the sum of x_e^2, nor at most as large."""
    proof = Proof("two", "Two sums")
    m = proof.integer("m")
    proof.assume("some", m >= 1)
    x = proof.family("x", e, 1, m, 1, 1)
    total = summation(e, 1, m, x[e])
    proof.step("square", total * total >= 0)
    proof.step("false-squares", total * total <= summation(e, 1, m, x[e] ** 2))
    assert _split(verdicts(proof)) == ({Verdict.PROVED}, {Verdict.REFUTED})
