"""Families of semidefinite and definite matrices in proof files: their sums, and what is false of these."""

from __future__ import annotations

import pytest

from symproof.author import (
    Claim,
    Expression,
    Family,
    Proof,
    both,
    for_all,
    index,
    inverse,
    loewner,
    pd,
    psd,
    summation,
    trace,
)
from symproof.language.proof import Verdict
from symproof.verdict.check import check
from symproof.verdict.settle import Options

i = index("i")


class Scene:
    """Square matrices A_1, ..., A_n and B_1, ..., B_n, and numbers c_1, ..., c_n, where n >= 0 or n >= 1."""

    def __init__(self, least: int = 1) -> None:
        self.proof = Proof("scene", "Scene: families of square matrices")
        self.n, self.m = self.proof.integer("n"), self.proof.size("m")
        self.proof.assume("some", self.n >= least)
        self.A = self.proof.family("A", i, 1, self.n, self.m, self.m)
        self.B = self.proof.family("B", i, 1, self.n, self.m, self.m)
        self.c = self.proof.family("c", i, 1, self.n, 1, 1)

    def each(self, claim: Claim) -> Claim:
        return for_all(i, 1, self.n, claim)

    def sum(self, family: Family) -> Expression:
        return summation(i, 1, self.n, family[i])

    def verdicts(self, *steps: tuple[str, Claim, list[str]]) -> dict[str, Verdict]:
        for label, claim, using in steps:
            self.proof.step(label, claim, using=using)
        loaded, errors = self.proof.finished()
        assert not errors, errors
        assert loaded is not None
        report = check([loaded], options=Options(max_depth=2, max_width=2, budget=8.0))
        return {item.step.id: item.verdict for item in report.proofs[-1].steps}


def test_sums_of_semidefinite_and_definite_matrices() -> None:
    scene = Scene()
    scene.proof.assume("each", scene.each(psd(scene.A[i])))
    scene.proof.assume("each-definite", scene.each(pd(scene.B[i])))
    found = scene.verdicts(
        ("sum", psd(scene.sum(scene.A)), ["each"]),
        ("definite", pd(scene.sum(scene.B)), ["each-definite"]),
    )
    assert set(found.values()) == {Verdict.PROVED}


def test_what_holds_for_each_index_is_used_at_single_ones() -> None:
    scene = Scene()
    A, B, c, n = scene.A, scene.B, scene.c, scene.n
    scene.proof.assume("each", scene.each(psd(A[i])))
    scene.proof.assume("definite", scene.each(pd(B[i])))
    scene.proof.assume("number", scene.each(c[i] >= 0))
    found = scene.verdicts(
        ("ends", psd(A[1] + 2 * A[n]), ["each"]),
        ("mixed", pd(A[1] + B[n]), ["each", "definite"]),
        ("traces", scene.each(trace(A[i]) >= 0), ["each"]),
        ("products", scene.each(trace(A[i] * B[i]) >= 0), ["each", "definite"]),
        ("weighted", scene.each(psd(c[i] * A[i])), ["each", "number"]),
        ("sum-of-traces", summation(i, 1, n, trace(A[i])) >= 0, ["traces"]),
        ("sum-of-weighted", psd(summation(i, 1, n, c[i] * A[i])), ["weighted"]),
    )
    assert set(found.values()) == {Verdict.PROVED}, found


def test_an_order_between_sums_of_matrices() -> None:
    scene = Scene()
    A, B = scene.A, scene.B
    scene.proof.assume("each", scene.each(loewner(A[i], B[i])))
    scene.proof.assume("definite", scene.each(pd(B[i])))
    found = scene.verdicts(
        ("order", loewner(scene.sum(A), scene.sum(B)), ["each"]),
        ("inverse", scene.each(pd(inverse(B[i]))), ["definite"]),
        ("inverses", pd(summation(i, 1, scene.n, inverse(B[i]))), ["inverse"]),
        ("turned", loewner(scene.sum(B), scene.sum(A)), ["each"]),
    )
    assert found.pop("turned") in (Verdict.REFUTED, Verdict.UNKNOWN)
    assert set(found.values()) == {Verdict.PROVED}, found


def test_the_index_of_a_premise_is_not_left() -> None:
    """A premise about 2..n says nothing of A_1; a premise about A_i nothing of B_i, or of products."""
    scene = Scene(least=2)
    A, B, n = scene.A, scene.B, scene.n
    scene.proof.assume("later", for_all(i, 2, n, psd(A[i])))
    scene.proof.assume("symmetric", scene.each(both(A[i] == A[i].T, B[i] == B[i].T)))
    scene.proof.assume("positive", for_all(i, 2, n, scene.c[i] >= 0))
    found = scene.verdicts(
        ("first", psd(A[1]), ["later", "symmetric"]),
        ("each", scene.each(psd(A[i])), ["later", "symmetric"]),
        ("other", for_all(i, 2, n, psd(B[i])), ["later", "symmetric"]),
        ("both", for_all(i, 2, n, trace(A[i] * B[i]) >= 0), ["later", "symmetric"]),
        ("neighbours", for_all(i, 1, n - 1, psd(A[i] + A[i + 1])), ["later", "symmetric"]),
        ("weighted", psd(scene.c[1] * A[2]), ["later", "positive"]),
        ("definite", pd(A[2] + A[n]), ["later"]),
    )
    assert Verdict.PROVED not in found.values(), found
    assert Verdict.DISAGREEMENT not in found.values()


def test_a_whole_proof_by_a_sum() -> None:
    scene = Scene(least=0)
    proof = scene.proof
    proof.assume("each", scene.each(psd(scene.A[i])))
    proof.statement(psd(scene.sum(scene.A)))
    proof.step("sum", psd(scene.sum(scene.A)), using=["each"])
    proof.conclude(using=["sum"])
    assert scene.verdicts() == {"sum": Verdict.PROVED, "conclusion": Verdict.PROVED}


@pytest.mark.parametrize(
    ("least", "given", "claimed"),
    [
        (0, pd, pd),  # no matrix, and 0 is not definite
        (1, psd, pd),
        (1, lambda X: X.T == X, psd),
        (1, lambda X: psd(-X), psd),
    ],
)
def test_a_false_claim_about_a_sum_is_not_proved(least: int, given: object, claimed: object) -> None:
    scene = Scene(least)
    scene.proof.assume("each", scene.each(given(scene.A[i])))  # type: ignore[operator]
    found = scene.verdicts(("sum", claimed(scene.sum(scene.A)), ["each"]))  # type: ignore[operator]
    assert found["sum"] in (Verdict.REFUTED, Verdict.UNKNOWN)
