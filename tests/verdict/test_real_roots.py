"""Claims of statement files that follow from the axiom R1, a semidefinite matrix is C^T C: the ledger names it."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from symproof.proofs.facts.r1 import R1 as AXIOM

import symproof
from symproof.diagnostics.results import ProofResult, Report, StepResult
from symproof.kernel.argument.derive import derive
from symproof.language.derivation import Apply, Block, Inference
from symproof.language.proof import Proof, Verdict
from symproof.language.refusal import Refusal
from symproof.recheck import recheck
from symproof.report.to_json import report_data
from symproof.report.to_terminal import to_terminal
from symproof.statements import parse_statement
from symproof.statements.real_roots import R1
from symproof.verdict.arguing import Theorems
from symproof.verdict.argument import statement_of_step
from symproof.verdict.check import check
from symproof.verdict.deriving import Argument
from symproof.verdict.settle import Options

SYMBOLS: dict[str, list[str | int]] = {"A": ["n", "n"], "B": ["n", "n"], "v": ["n"], "c": []}
SEMIDEFINITE = "A positive semidefinite, B positive semidefinite"
EIGENVALUE = f"{SEMIDEFINITE}, A*B*v = c*v, v nonzero |- c >= 0"
TRUE = (
    EIGENVALUE,
    "A positive semidefinite, B symmetric |- tr(A*B)**2 <= n*tr(A*B*A*B)",
    f"{SEMIDEFINITE} |- det(I + A*B) >= 1 + tr(A*B)",
)
FALSE = (
    f"{SEMIDEFINITE}, A*B*v = c*v, v nonzero |- c > 0",
    "A symmetric, B positive semidefinite, A*B*v = c*v, v nonzero |- c >= 0",
    f"{SEMIDEFINITE}, A*B*v = c*v |- c >= 0",
    "A positive semidefinite, B symmetric |- tr(A*B)**2 <= tr(A*B*A*B)",
    f"{SEMIDEFINITE} |- det(I + A*B) >= 1 + 2*tr(A*B)",
    f"{SEMIDEFINITE} |- det(I - A*B) <= 1",
    "A symmetric, B symmetric |- det(I + A*B) >= 1",
    "A symmetric, B symmetric |- tr(A*B)**2 <= n*tr(A*B*A*B)",
)


def parsed(text: str) -> Proof:
    (proof,), errors = parse_statement(SYMBOLS, text, name="statement")
    assert not errors, errors
    return proof


@cache
def reported(text: str) -> tuple[Report, ProofResult]:
    report = check([parsed(text)], options=Options(max_width=2))
    (result,) = report.proofs
    return report, result


def derivation_of(text: str) -> Block:
    derivation = reported(text)[1].steps[0].derivation
    assert derivation is not None
    return derivation


def test_both_front_ends_apply_the_same_axiom() -> None:
    assert AXIOM.as_statement() == R1


@pytest.mark.parametrize("text", TRUE)
def test_claim_by_the_axiom_is_proved_and_the_ledger_names_it(text: str) -> None:
    report, result = reported(text)
    assert [step.verdict for step in result.steps] == [Verdict.PROVED], result.steps[0].diagnostic
    assert [fact.id for fact in result.ledger.facts] == ["R1"]
    assert "statement rests on the axiom R1 (R1: a semidefinite matrix is C^T C" in to_terminal(report, Options())
    assert not recheck(json.loads(json.dumps(report_data(report)))).problems


@pytest.mark.parametrize("text", FALSE)
def test_false_claim_is_refuted(text: str) -> None:
    assert [step.verdict for step in reported(text)[1].steps] == [Verdict.REFUTED]


def test_claim_with_a_certificate_rests_on_no_axiom() -> None:
    report, result = reported("A positive semidefinite |- tr(A) >= 0")
    assert (result.proof.axioms, result.ledger.facts) == ((), ())
    assert "axiom" not in to_terminal(report, Options())


def test_argument_is_shown_with_what_bears_out_its_steps() -> None:
    shown = to_terminal(reported(EIGENVALUE)[0], Options(), verbose=True)
    assert "claim1.root: exists C (n x n): C.T*C = A  [by R1, from h1]" in shown
    assert "Choose C (n x n) with claim1.square: C.T*C = A" in shown
    assert "with norm2(C*B*v) > 0" in shown


# ------------------------------------------------------------------------------------------------ hostile


def refused(text: str, block: Block, axioms: dict[str, Any]) -> str:
    proof = parsed(text)
    step = proof.steps[0]
    with pytest.raises(Refusal) as refusal:
        derive(statement_of_step(proof, step, block), block, axioms, {})
    return refusal.value.code


def test_derivation_needs_the_axiom() -> None:
    assert refused(EIGENVALUE, derivation_of(EIGENVALUE), {}) == "SP365"


def test_derivation_needs_every_premise() -> None:
    indefinite = "A symmetric, B positive semidefinite, A*B*v = c*v, v nonzero |- c >= 0"
    assert refused(indefinite, derivation_of(EIGENVALUE), {"R1": R1}) == "SP360"
    zero = f"{SEMIDEFINITE}, A*B*v = c*v, v = v |- c >= 0"
    assert refused(zero, derivation_of(EIGENVALUE), {"R1": R1}).startswith("SP3")


def test_axiom_is_applied_at_the_right_size() -> None:
    forged = tuple(_at_other_size(item) for item in derivation_of(EIGENVALUE))
    assert refused(EIGENVALUE, forged, {"R1": R1}).startswith("SP3")


def _at_other_size(item: Inference) -> Inference:
    if not isinstance(item.rule, Apply):
        return item
    from symproof.language.affine import ONE

    first, *others = item.rule.assignment
    return replace(item, rule=replace(item.rule, assignment=(replace(first, integer=ONE), *others)))


def test_a_derivative_by_a_definite_matrix_is_no_internal_error() -> None:
    """X is not replaced by C^T C inside d(...)/dX: the claim stays open."""
    symbols = {"X": ["n", "n"], "a": ["n"], "b": ["n"]}
    claim = "d(a.T*X**k*b)/dX = sum(X.T**r*a*b.T*X.T**(k-1-r) for r in 0..k-1)"
    assert (
        str(symproof.prove(claim, ["k positive integer", "X positive definite"], symbols=symbols).verdict) == "checked"
    )


def test_derivation_of_a_claim_keeps_to_its_seconds() -> None:
    proof = parsed(EIGENVALUE)
    open_ = [StepResult(step, Verdict.UNKNOWN) for step in proof.steps]
    for seconds, verdict in ((10.0, Verdict.PROVED), (0.0, Verdict.UNKNOWN)):
        found = Theorems({proof.id: proof}, seconds=seconds).argued(proof, open_)
        assert [result.verdict for result in found.results] == [verdict]


def test_unknown_claim_is_not_derived_a_second_time(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    items = Argument.items
    monkeypatch.setattr(Argument, "items", lambda self, found: (asked.append(self.proof.id), items(self, found)))
    report = check(
        [parsed(f"{SEMIDEFINITE} |- exp(c) <= 1 + det(A*B)**2 + exp(c)**2/4 + c**2")], options=Options(budget=1.0)
    )
    assert report.proofs[0].verdict is Verdict.UNKNOWN
    assert asked == []  # the workers derive, and this process repeats nothing
