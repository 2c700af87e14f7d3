"""Roots C of semidefinite matrices, A = C^T C, in proof files: what they show, and what they do not show."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from proofs.facts.r1 import R1, definite_root
from symproof.author import Axiom, Claim, Expression, Proof, both, inverse, invertible, pd, psd
from symproof.author.loader import load
from symproof.diagnostics.results import ProofResult, Report
from symproof.language.proof import Verdict
from symproof.recheck import recheck
from symproof.report.to_json import report_data
from symproof.verdict.check import check
from symproof.verdict.settle import Options


def report_on(proof: Proof) -> Report:
    loaded, errors = proof.finished()
    assert not errors, errors
    assert loaded is not None
    return check([loaded], options=Options(max_depth=2, max_width=2))


def last(proof: Proof) -> ProofResult:
    return report_on(proof).proofs[-1]


def codes(result: ProofResult) -> dict[str, str]:
    return {item.step.id: item.diagnostic.code for item in result.steps if item.diagnostic is not None}


def scene(hypothesis: Callable[[Expression], Claim]) -> tuple[Proof, Expression]:
    proof = Proof("scene", "Scene: a square matrix")
    n = proof.size("n")
    A = proof.matrix("A", n, n)
    proof.assume("given", hypothesis(A))
    return proof, A


def similar(proof: Proof, A: Expression, B: Expression) -> Claim:
    """Some S A B inv(S) is symmetric."""
    n = A.shape[0]
    return proof.exists("S", n, n, lambda S: both(invertible(S), S * A * B * inverse(S) == (S * A * B * inverse(S)).T))


def example(witness: Callable[[Expression], Expression] = lambda C: inverse(C.T)) -> Proof:
    """A B is similar to a symmetric matrix, for a definite A and a symmetric B."""
    proof, A = scene(pd)
    B = proof.matrix("B", *A.shape)
    proof.assume("symmetric", B.T == B)
    claim = similar(proof, A, B)
    proof.statement(claim)
    proof.apply("some-root", definite_root, using=["given"])
    (C,) = proof.obtain("root", given="some-root")
    proof.give("witness", claim, witness(C), using=["root", "symmetric"])
    proof.conclude(using=["witness"])
    return proof


def test_a_theorem_from_a_root_names_the_fact_with_its_source() -> None:
    report = report_on(example())
    result = report.proofs[-1]
    assert result.verdict is Verdict.PROVED
    assert result.theorem is not None
    assert [axiom.id for axiom in result.theorem.axioms] == ["R1"]
    (fact,) = result.ledger.facts
    assert (fact.id, fact.statement) == ("R1", "A.T = A and A positive semidefinite |- exists C (n x n): C.T*C = A")
    assert "Horn" in fact.source
    assert "7.2.7" in fact.source
    assert recheck(report_data(report)).accepted


def test_a_matrix_that_is_its_own_gram_matrix_needs_no_fact() -> None:
    """Without R1: the converse is proved, and rests on nothing."""
    proof, A = scene(lambda A: A.T == A)
    proof.statement(psd(A.T * A))
    proof.step("line", psd(A.T * A))
    proof.conclude(using=["line"])
    result = last(proof)
    assert result.theorem is not None
    assert result.theorem.axioms == ()


@pytest.mark.parametrize(
    ("fact", "hypothesis", "name"),
    [
        (R1, lambda A: A.T == A, "semidefinite"),
        (R1, lambda A: psd(-A), "semidefinite"),
        (R1, lambda A: psd(A * A.T), "semidefinite"),
        (definite_root, psd, "definite"),
        (definite_root, lambda A: both(psd(A.T * A), invertible(A)), "definite"),
    ],
)
def test_a_root_of_a_matrix_that_is_not_known_to_be_semidefinite_is_open(
    fact: Axiom | Proof, hypothesis: Callable[[Expression], Claim], name: str
) -> None:
    proof, _ = scene(hypothesis)
    proof.apply("some-root", fact, using=["given"])
    result = last(proof)
    assert codes(result) == {"some-root": "SP919"}
    diagnostic = result.steps[0].diagnostic
    assert diagnostic is not None
    assert f"the premise {name} of {fact.id} is open" in diagnostic.message


def test_a_root_of_a_matrix_that_is_not_square_is_refused() -> None:
    proof = Proof("scene", "Scene: a matrix that is not square")
    m, n = proof.sizes("m n")
    A = proof.matrix("A", m, n)
    proof.apply("some-root", R1, A=A, n=m)
    assert codes(last(proof)) == {"some-root": "SP919"}


@pytest.mark.parametrize(
    "wrong",
    [
        lambda proof, A: proof.exists("C", *A.shape, lambda C: C * C == A),
        lambda proof, A: proof.exists("C", *A.shape, lambda C: both(C.T == C, C.T * C == A)),
        lambda proof, A: proof.exists("C", *A.shape, lambda C: both(C.T * C == A, C * C.T == A)),
        lambda proof, A: proof.for_all_matrices("C", *A.shape, lambda C: C.T * C == A),
    ],
)
def test_a_root_with_more_properties_than_the_fact_gives_is_not_shown(wrong: Callable[..., Claim]) -> None:
    """Some of these are true, but no consequence of A = C^T C for some C by the rules."""
    proof, A = scene(psd)
    claim = wrong(proof, A)
    proof.apply("some-root", R1, claim, using=["given"])
    result = last(proof)
    assert result.steps[0].verdict in (Verdict.UNKNOWN, Verdict.REFUTED)
    assert result.theorem is None


def test_a_root_is_not_invertible_where_the_matrix_is_only_semidefinite() -> None:
    proof, _ = scene(psd)
    proof.apply("some-root", R1, using=["given"])
    (C,) = proof.obtain("root", given="some-root")
    proof.step("false", invertible(C), using=["root", "given"])
    verdicts = {item.step.id: item.verdict for item in last(proof).steps}
    assert verdicts["false"] is Verdict.REFUTED


def test_the_witness_of_another_matrix_is_not_accepted() -> None:
    """inv(C) in the place of inv(C^T) makes nothing symmetric."""
    result = last(example(inverse))
    assert result.theorem is None
    assert result.verdict is not Verdict.PROVED


def test_the_example_of_the_page_about_orders(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "docs" / "order.md").read_text(encoding="utf-8")
    source, ending, *_ = re.findall(r"```(?:python|text)\n(.*?)```", text, re.DOTALL)
    path = tmp_path / "similar.py"
    path.write_text(source, encoding="utf-8")
    (proof,), errors = load(path)
    assert not errors
    result = check([proof], options=Options(max_width=2)).proofs[-1]
    assert result.verdict is Verdict.PROVED
    assert ending.strip() == f"{proof.title}: proved, from the axioms R1"
