"""Block matrices whose partitions cannot be compared, and statements for all indices that are none, are refused."""

from __future__ import annotations

import pytest

from symproof.statements import parse_statement

PARTED = {"A": ["n", "n"], "B": ["n", "m"], "C": ["m", "n"], "D": ["m", "m"]}


@pytest.mark.parametrize(
    "text",
    [
        "block([[A,B],[C,D]])*block([[D,C],[B,A]]) = I",
        "block([[A,B],[C,D]]) + block([[D,C],[B,A]]) = 0",
        "block([[A,B],[C,D]]) = 0 |- block([[A,B],[C,D]]).T*inv(block([[D,C],[B,A]])) = 0",
        "where X = block([[A,B],[C,D]]), where Y = block([[D,C],[B,A]]) |- X*Y = X",
    ],
)
def test_partitions_that_cannot_be_compared_are_refused(text: str) -> None:
    _, (refusal,) = parse_statement(PARTED, text)
    assert refusal.code == "SP616"
    assert "n + m" in refusal.message
    assert "m + n" in refusal.message


@pytest.mark.parametrize(
    "text",
    [
        "m >= n |- block([[A,B],[C,D]]) + block([[D,C],[B,A]]) = block([[D,C],[B,A]]) + block([[A,B],[C,D]])",
        "block([[A,B],[C,D]])*block([[A,B],[C,D]]) = block([[A*A+B*C,A*B+B*D],[C*A+D*C,C*B+D*D]])",
        "m = n |- block([[A,B],[C,D]])*block([[D,C],[B,A]]) = block([[A*D+B*B,A*C+B*A],[C*D+D*B,C*C+D*A]])",
    ],
)
def test_partitions_that_can_be_compared_are_read(text: str) -> None:
    (_,), errors = parse_statement(PARTED, text)
    assert not errors


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("SP605", "for all n in 1..2: A = A"),
        ("SP601", "for all i in 1..n A[i,i] = 0"),
        ("SP607", "for all i in 1..n: 1/A[i,i] = 1"),
        ("SP612", "for all i in 1..n: A[0,i] = 1"),
        ("SP607", "for all i in 1..n: A"),
    ],
)
def test_statement_for_all_indices_that_is_not_one_is_refused(code: str, text: str) -> None:
    _, (refusal,) = parse_statement(PARTED, text)
    assert refusal.code == code
