"""The axioms of the worked proofs: those that theorems rest on, each with a source and a test that passes."""

from __future__ import annotations

import pytest

from proofs.zhang2019.theorems.inventory import AXIOMS
from symproof.author.loader import discover, load_all, worked_proofs
from symproof.diagnostics.results import ProofResult
from symproof.language.proof import Verdict
from symproof.verdict.check import check, is_concluded
from symproof.verdict.settle import Options

FACTS = [item for item in discover(worked_proofs()) if item.folder == "facts"]
PROOFS, ERRORS = load_all(FACTS)


@pytest.fixture(scope="module")
def results() -> dict[str, ProofResult]:
    report = check(PROOFS, options=Options(budget=1.0, max_width=2))
    return {result.proof.name: result for result in report.proofs}


def test_each_axiom_is_a_fact_with_a_test() -> None:
    assert not ERRORS
    names = {proof.name for proof in PROOFS}
    assert {"A1", "A2", "N1", "N2", "R1"} <= names
    tests = {"A1-polynomials", "A2-quadratics", "N1-minors", "N2-minors", "R1-cholesky"}
    assert names - {"A1", "A2", "N1", "N2", "R1"} == tests | {"congruence", "definite-root"}


@pytest.mark.parametrize("name", ["A1", "A2", "N1", "N2"])
def test_the_fact_is_the_axiom_that_theorems_rest_on(name: str, results: dict[str, ProofResult]) -> None:
    assert results[name].proof.statement == AXIOMS[name].sequent.claim
    assert [step.verdict for step in results[name].steps] == [Verdict.CITED]
    assert is_concluded(results[name], Options()), "an axiom needs no conclusion"


def test_a_definite_matrix_has_an_invertible_root(results: dict[str, ProofResult]) -> None:
    """A theorem from R1: the root of an invertible matrix is invertible."""
    theorem = results["definite-root"].theorem
    assert theorem is not None
    assert [axiom.id for axiom in theorem.axioms] == ["R1"]


@pytest.mark.parametrize("name", ["A1-polynomials", "A2-quadratics", "N1-minors", "N2-minors", "R1-cholesky"])
def test_the_tests_of_the_axioms_pass(name: str, results: dict[str, ProofResult]) -> None:
    assert all(step.passes for step in results[name].steps)
