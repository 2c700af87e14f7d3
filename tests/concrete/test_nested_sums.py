"""Nested sums are work: the second judge ends them at its limit, and says so, instead of adding for minutes."""

from __future__ import annotations

import time

import pytest

from symproof.model import StepResult, Verdict
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


@pytest.mark.parametrize(
    ("body", "right", "verdict"), [("tr(A)", "60**5*tr(A)", Verdict.PROVED), ("A[1,1]", "5", Verdict.UNKNOWN)]
)
def test_five_nested_sums_end_at_the_work_limit(body: str, right: str, verdict: Verdict) -> None:
    """The kernel does not write them out, and the second judge says that it saw no instance."""
    start = time.monotonic()
    result = settled(5, body, right, "A = A.T |- " if "[" in body else "")
    assert time.monotonic() - start < 30
    assert result.verdict is verdict
    if verdict is Verdict.PROVED:
        assert [item.code for item in result.warnings] == ["SP908"]
    else:
        assert result.diagnostic is not None
        assert "too long to be evaluated" in result.diagnostic.message


def test_a_sum_whose_ranges_depend_on_outer_indices_ends_as_well() -> None:
    text = "1"
    for name, above in (("e", "c"), ("c", "b"), ("b", "a"), ("a", "60")):
        text = f"sum({text} for {name} in 1..{above})"
    start = time.monotonic()
    proofs, errors = parse_statement({"A": ["n", "n"]}, f"{text} = 595666")
    assert not errors or errors[0].code.startswith("SP6")
    for proof in proofs:
        assert check([proof], (), Options(budget=40.0)).proofs[0].verdict is not Verdict.PROVED
    assert time.monotonic() - start < 30


def test_two_nested_sums_are_within_the_limit() -> None:
    assert settled(2, "tr(A)", "3600*tr(A)").verdict is Verdict.PROVED
    assert settled(2, "tr(A)", "3601*tr(A)").verdict is Verdict.REFUTED
    assert settled(2, "a*b", "1830*1830").verdict is Verdict.PROVED
    assert settled(2, "a*b", "1830*1831").verdict is Verdict.REFUTED
