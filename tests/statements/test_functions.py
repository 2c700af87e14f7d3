"""Statements about named functions: the true ones are proved, and no judge contradicts; the false ones are refuted by
an exact counterexample."""

from __future__ import annotations

import pytest
from statements.of_functions import FALSE, TRUE

import symproof
from symproof.language.proof import Verdict


def settled(symbols: str, statement: str) -> symproof.Result:
    declared = {}
    for item in symbols.split():
        name, _, sizes = item.partition(":")
        parts = [size for size in sizes.split(",") if size]
        declared[name] = [*parts, "1"] if len(parts) == 1 else parts
    given, _, claim = statement.rpartition("|-")
    return symproof.prove(claim.strip(), [part.strip() for part in given.split(", ") if part.strip()], symbols=declared)


@pytest.mark.parametrize("name", TRUE)
def test_true_statement_is_proved(name: str) -> None:
    assert settled(*TRUE[name]).verdict == Verdict.PROVED


@pytest.mark.parametrize("name", FALSE)
def test_false_statement_is_refuted(name: str) -> None:
    found = settled(*FALSE[name])
    assert found.verdict == Verdict.REFUTED
    assert found.counterexample is not None


def test_there_are_enough_statements() -> None:
    assert len(TRUE) >= 250
    assert len(FALSE) >= 80
