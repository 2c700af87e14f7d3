"""Claims that two matrices differ: proved by contradiction, refuted where the matrices may be equal."""

from __future__ import annotations

import json

import pytest
from author.settling import verdicts

import symproof
from symproof.author import Proof, inner, invertible, pd
from symproof.language.proof import Verdict
from symproof.recheck import recheck
from symproof.report.to_json import report_data
from symproof.statements import parse_statement
from symproof.verdict.check import check
from symproof.verdict.settle import Options

SYMBOLS = {"A": ["n", "n"], "B": ["n", "n"], "C": ["n", "n"], "s": ["n", "1"], "y": ["n", "1"], "a": []}
PROVED = [
    "y.T*s > 0 |- s != 0",
    "y.T*s = 1 |- s nonzero",
    "s.T*A*s > 0 |- s nonzero",
    "s.T*A*s != 0 |- A*s nonzero",
    "norm2(s) = 1 |- s != 0",
    "norm2(s - y) > 0 |- s != y",
    "A*s = y, y != 0 |- s != 0",
    "A*s != A*y |- s != y",
    "A*y - y != 0 |- A != I",
    "A invertible, s != 0 |- A*s != 0",
    "A.T*A = I, s != y |- A*s != A*y",
    "a > 0, s != 0 |- a*s != 0",
    "s != 0, y != 0 |- s*y.T != 0",
    "A*s = 0, s != 0 |- A != I",
    "A*s = 2*s, A*y = 3*y, s != 0, y != 0 |- s != y",
    "tr(A) = 1 |- A != 0",
    "det(A) = 2 |- A != 0",
    "A positive definite |- A != 0",
    "A invertible |- A != 0",
    "A*B = I |- B != 0",
    "A*A - A = I |- A != I",
    "A idempotent, A invertible |- A != 2*I",
    "A*A*A = 0 |- A != I",
    "A.T = A, B.T = -B |- A*B != I",
    "A*B - B*A = C |- C != I",
    "A invertible |- A*B*inv(A) != B + I",
]
REFUTED = [
    "y.T*s >= 0 |- s != 0",
    "s != 0 |- A*s != 0",
    "s != y |- A*s != A*y",
    "s != 0 |- a*s != 0",
    "A*s = y |- s != 0",
    "A*s = 2*s, A*y = 3*y, s != 0 |- s != y + s",
    "A != 0, B != 0 |- A*B != 0",
    "tr(A) = 0 |- A != 0",
    "A idempotent |- A != I",
    "A*B - B*A = C |- C != 0",
    "A.T = A, B.T = B |- A*B != I",
]


@pytest.mark.parametrize("text", PROVED)
def test_a_contradiction_with_equality_is_found(text: str) -> None:
    assert symproof.prove(text, symbols=SYMBOLS).verdict is Verdict.PROVED


@pytest.mark.parametrize("text", REFUTED)
def test_equal_matrices_are_a_counterexample(text: str) -> None:
    assert symproof.prove(text, symbols=SYMBOLS).verdict is Verdict.REFUTED


def test_contradictory_premises_prove_no_difference() -> None:
    result = symproof.prove("A invertible, A = 0 |- B != C", symbols=SYMBOLS)
    assert result.verdict is Verdict.UNKNOWN
    assert result.steps[0].diagnostic is not None
    assert result.steps[0].diagnostic.code == "SP404"


def test_what_was_not_contradicted_is_said() -> None:
    result = symproof.prove("A*B = C, A**3 = 2*I, B**5 = 3*I |- C != B.T*A - 7*I", symbols=SYMBOLS)
    why = result.steps[0].diagnostic
    assert result.verdict is Verdict.REFUTED or (why is not None and "no contradiction was found" in why.message)


def test_steps_of_a_proof_say_that_matrices_differ() -> None:
    proof = Proof("curvature", "The curvature condition of BFGS")
    n = proof.size("n")
    B, y, s = proof.matrix("B", n, n), proof.column("y", n), proof.column("s", n)
    proof.assume("curvature", inner(y, s) > 0)
    proof.assume("definite", pd(B))
    proof.assume("regular", invertible(B))
    proof.step("step", s != 0, using=["curvature"])
    proof.step("image", B * s != 0, using=["regular", "step"])
    proof.step("form", inner(s, B * s) > 0, using=["definite", "step"])
    proof.step("false-image", B * s != 0, using=["regular"])
    proof.step("false-step", s != y, using=["curvature"])
    found = verdicts(proof)
    assert {name for name, verdict in found.items() if verdict is Verdict.PROVED} == {"step", "image", "form"}
    assert {name for name, verdict in found.items() if verdict is Verdict.REFUTED} == {"false-image", "false-step"}


def test_recheck_bears_a_contradiction_out_and_refuses_a_changed_one() -> None:
    proofs, errors = parse_statement({"A": ["n", "n"], "s": ["n", "1"]}, "A invertible, s != 0 |- A*s != 0")
    assert not errors
    data = json.dumps(report_data(check(proofs, options=Options(cache=False))))
    assert recheck(json.loads(data)).accepted
    forged = data.replace('"relation": "!="', '"relation": "<"', 1)
    assert forged != data
    assert not recheck(json.loads(forged)).accepted
