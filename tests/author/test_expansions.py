"""Expansions in orthonormal columns: sum of c_i v_i v_i^T, projections, coefficients, residuals."""

from __future__ import annotations

from author.settling import verdicts

from symproof.author import Proof, for_all, index, summation
from symproof.language.proof import Verdict

i, j = index("i"), index("j")


def test_spectral_expansion_has_its_columns_as_eigenvectors() -> None:
    proof = Proof("spectral", "A = sum of c_i v_i v_i^T")
    n, k = proof.size("n"), proof.integer("k")
    proof.assume("some", k >= 1)
    v, c, a = proof.family("v", i, 1, k, n), proof.family("c", i, 1, k, 1, 1), proof.family("a", i, 1, k, 1, 1)
    proof.assume("orthonormal", for_all(i, 1, k, for_all(j, 1, k, v[i].T * v[j] == proof.delta(i, j))))
    A = proof.define("A", summation(i, 1, k, c[i] * v[i] * v[i].T))
    P = proof.define("P", summation(i, 1, k, v[i] * v[i].T))
    proof.step("eigenvectors", for_all(j, 1, k, A * v[j] == c[j] * v[j]), using=["orthonormal"])
    proof.step("fixed", for_all(j, 1, k, P * v[j] == v[j]), using=["orthonormal"])
    proof.step("projection", P * P == P, using=["fixed"])
    proof.step("absorbed", P * A == A, using=["fixed"])
    squares = summation(i, 1, k, c[i] ** 2 * v[i] * v[i].T)
    proof.step("square", squares == A * A, using=["eigenvectors"])
    combined = v[j].T * summation(i, 1, k, a[i] * v[i])
    proof.step("coefficient", for_all(j, 1, k, combined == a[j]), using=["orthonormal"])
    proof.step("other-eigenvalue", for_all(j, 1, k, A * v[j] == c[1] * v[j]), using=["orthonormal"])
    proof.step("first-power", summation(i, 1, k, c[i] * v[i] * v[i].T) == A * A, using=["eigenvectors"])
    proof.step("other-coefficient", for_all(j, 1, k, combined == a[1]), using=["orthonormal"])
    found = verdicts(proof)
    false = {"other-eigenvalue", "first-power", "other-coefficient"}
    assert {found.pop(step) for step in false} == {Verdict.REFUTED}
    assert set(found.values()) == {Verdict.PROVED}


def test_residual_of_gram_and_schmidt_is_orthogonal() -> None:
    proof = Proof("residual", "Gram and Schmidt")
    n, m, k = proof.size("n"), proof.size("m"), proof.integer("k")
    proof.assume("some", k >= 1)
    q, x, y = proof.family("q", i, 1, k, n), proof.column("x", n), proof.column("y", m)
    u, w = proof.family("u", i, 1, k, n), proof.family("w", i, 1, k, m)
    proof.assume("unit", for_all(i, 1, k, q[i].T * q[i] == 1))
    proof.assume("orthogonal", for_all(i, 1, k, for_all(j, 1, i - 1, q[i].T * q[j] == 0)))
    residual = x - summation(i, 1, k, q[i] * (q[i].T * x))
    orthogonal = for_all(j, 1, k, q[j].T * residual == 0)
    proof.step("orthogonal-to-all", orthogonal, using=["unit", "orthogonal"])
    proof.step("without-units", orthogonal, using=["orthogonal"])
    proof.step("without-zeros", orthogonal, using=["unit"])
    attention = summation(i, 1, k, u[i] * (w[i].T * y))
    proof.step("regrouped", attention == summation(i, 1, k, u[i] * w[i].T) * y)
    proof.step("regrouped-wrongly", attention == summation(i, 1, k, u[i] * w[1].T) * y)
    found = verdicts(proof)
    assert found.pop("orthogonal-to-all") is found.pop("regrouped") is Verdict.PROVED
    assert set(found.values()) == {Verdict.REFUTED}
