"""Sizes given by --size: as strong as numbers in the statement, and no stronger."""

from __future__ import annotations

import pytest

from symproof.diagnostics.results import StepResult
from symproof.language.proof import Verdict
from symproof.statements import parse_statement
from symproof.verdict.check import check
from symproof.verdict.settle import Options


def settled(text: str, **fixed: tuple[int, ...]) -> StepResult:
    symbols = {"A": ["n", "n"], "B": ["m", "m"], "x": ["m", "1"]}
    proofs, errors = parse_statement(symbols, text, name="given")
    assert not errors
    return check(proofs, options=Options(fixed=fixed)).proofs[0].steps[0]


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("|- tr(A)*tr(A) >= norm2(A)", {"n": (1,)}),
        ("|- tr(A)*tr(A) + x.T*B*B.T*x >= norm2(A)", {"n": (1,)}),
        ("tr(A) >= 2 |- norm2(A) >= 4", {"n": (1,)}),
    ],
)
def test_an_order_is_checked_at_given_sizes(text: str, sizes: dict[str, tuple[int, ...]]) -> None:
    found = settled(text, **sizes)
    assert (found.verdict, found.scope, found.passes) == (Verdict.CHECKED, "sizes", True)
    assert found.certificate is None
    assert [dict(item) for item in found.instances.sizes] == [{"n": 1}]
    assert settled(text).verdict in (Verdict.REFUTED, Verdict.UNKNOWN)


def test_the_premises_of_the_certificate_are_listed_as_used() -> None:
    assert settled("tr(A) >= 2, tr(B) = 1 |- norm2(A) >= 4", n=(1,)).used == ("h1",)


@pytest.mark.parametrize("size", [2, 3])
def test_an_order_that_is_false_at_the_given_size_is_refuted(size: int) -> None:
    found = settled("|- tr(A)*tr(A) >= norm2(A)", n=(size,))
    assert found.verdict is Verdict.REFUTED
    assert found.counterexample is not None
    assert found.counterexample.sizes == {"n": size}


def test_hypotheses_that_the_given_size_contradicts_check_nothing() -> None:
    found = settled("A antisymmetric, A invertible |- tr(A)*tr(A) >= norm2(A) + 1", n=(1,))
    assert found.verdict is Verdict.UNKNOWN
