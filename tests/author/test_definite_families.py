"""Families of semidefinite and definite matrices in proof files: their sums, and what is false of these."""

from __future__ import annotations

import pytest

from symproof.author import Claim, Expression, Family, Proof, for_all, index, pd, psd, summation
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
