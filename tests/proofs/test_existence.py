"""Statements and proof files apply one and the same axiom N1."""

from __future__ import annotations

from proofs.zhang2019.theorems import rank
from symproof.statements.alternatives import N1


def test_the_axiom_of_statements_is_the_named_fact() -> None:
    assert N1 == rank.N1
