"""Nested sums are work: the second judge ends them at its limit, and says so, instead of adding for minutes."""

from __future__ import annotations

import pytest

from symproof.diagnostics.results import StepResult
from symproof.language.proof import Verdict
from symproof.statements import parse_statement
from symproof.verdict.check import check
from symproof.verdict.settle import Options


def settled(depth: int, body: str, right: str, premises: str = "") -> StepResult:
    text = body
    for name in "abcef"[:depth]:
        text = f"sum({text} for {name} in 1..60)"
    proofs, errors = parse_statement({"A": ["n", "n"]}, f"{premises}{text} = {right}")
    assert not errors
    return check(proofs, (), Options(budget=40.0)).proofs[0].steps[0]


@pytest.mark.parametrize(("premises", "body"), [("", "a*b*c*e*f*tr(A)"), ("A = A.T |- ", "a*b*c*e*f*A[1,1]")])
def test_five_nested_sums_end_at_the_work_limit(premises: str, body: str) -> None:
    result = settled(5, body, "5", premises)
    assert result.verdict is Verdict.UNKNOWN
    assert "SP517" in [item.code for item in result.warnings]


def test_a_sum_whose_ranges_depend_on_outer_indices_ends_as_well() -> None:
    text = "1"
    for name, above in (("e", "c"), ("c", "b"), ("b", "a"), ("a", "60")):
        text = f"sum({text} for {name} in 1..{above})"
    proofs, errors = parse_statement({"A": ["n", "n"]}, f"{text} = 595666")
    assert not errors or errors[0].code.startswith("SP6")
    for proof in proofs:
        assert check([proof], (), Options(budget=40.0)).proofs[0].verdict is not Verdict.PROVED


def test_sums_of_what_mentions_no_index_are_proved_without_writing_them_out() -> None:
    assert settled(5, "tr(A)", "60**5*tr(A)").verdict is Verdict.PROVED


def test_two_nested_sums_are_within_the_limit() -> None:
    assert settled(2, "tr(A)", "3600*tr(A)").verdict is Verdict.PROVED
    assert settled(2, "tr(A)", "3601*tr(A)").verdict is Verdict.REFUTED
    assert settled(2, "a*b", "1830*1830").verdict is Verdict.PROVED
    assert settled(2, "a*b", "1830*1831").verdict is Verdict.REFUTED
