"""A refuted step is told which hypotheses in scope exclude its counterexample."""

from __future__ import annotations

import json

from symproof.author import Proof
from symproof.diagnostics.results import ProofResult
from symproof.language.proof import Verdict
from symproof.recheck import recheck
from symproof.report.to_json import report_data
from symproof.verdict.check import check
from symproof.verdict.settle import Options

CODE = "SP928"


def _proof() -> Proof:
    proof = Proof("excluded", "Counterexamples that a hypothesis excludes")
    n = proof.size("n")
    A, B = proof.matrix("A", n, n), proof.matrix("B", n, n)
    proof.assume("commute", A * B == B * A)
    proof.assume("symmetric", A.T == A)
    proof.step("forgotten", (A * B) ** 2 == A**2 * B**2, using=["symmetric"])
    proof.step("named", A * B == B, using=["commute", "symmetric"])
    proof.step("false", A + B == A, using=["symmetric"])
    proof.step("expected", (A * B) ** 2 == A**2 * B**2, using=["symmetric"], expect="refuted")
    proof.step("mended", (A * B) ** 2 == A**2 * B**2, using=["commute"])
    return proof


def _result() -> ProofResult:
    built, errors = _proof().finished()
    assert built is not None
    assert not errors
    report = check([built], options=Options(cache=False))
    assert recheck(json.loads(json.dumps(report_data(report)))).accepted
    return report.proofs[0]


def test_a_hypothesis_that_excludes_the_counterexample_is_named() -> None:
    found = {item.step.id: item for item in _result().steps}
    said = {name: [why.message for why in item.warnings if why.code == CODE] for name, item in found.items()}
    assert {name for name, messages in said.items() if messages} <= {"forgotten", "false"}
    (message,) = said["forgotten"]
    assert "does not fulfil commute," in message
    assert found["forgotten"].verdict is Verdict.REFUTED
    assert found["mended"].verdict is Verdict.PROVED
