"""Statements about definite matrices that were written before the search was fitted to them: each has the verdict that
is right, or is unknown and named here. A wrong verdict is worse than none, so that is tested for all of them."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest

from symproof.diagnostics.results import StepResult
from symproof.language.proof import Proof, Verdict
from symproof.language.scopes import sequent
from symproof.recheck.limits import Work
from symproof.recheck.points import Points, check_counterexample
from symproof.statements import load_file
from symproof.verdict.settle import Options, Settler

HERE = Path(__file__).parent
FILES = (
    "order_untuned",
    "order_fresh",
    "order_chapters",
    "order_referee",
    "order_kinds",
    "order_books",
    "order_rules",
    "order_course",
)
# Statements that symproof does not settle yet, or by a derivation only, which is tested elsewhere.
OPEN = {
    "diagonal_form",
    "diagonal_form_sizes",
    "weighted_sums",
    "strict_minor_of_block",
    "damped_iteration",
    "kantorovich",
    "product_eigenvalue_semidefinite",
    "hadamard_three",
    "exact_line_search",
    "long_step_rate",  # refuted, but by a long search
    "lyapunov_unique",
}


@cache
def loaded(name: str) -> tuple[tuple[Proof, ...], Settler, list[str]]:
    path = HERE / f"{name}.toml"
    proofs, errors = load_file(path)
    assert not errors, errors
    expected = [item["expect"] for item in tomllib.loads(path.read_text(encoding="utf-8"))["statement"]]
    return tuple(proofs), Settler(tuple(proofs), Options(budget=20.0)), expected


def places() -> list[tuple[str, int, str]]:
    return [(name, number, step.id) for name in FILES
            for number, proof in enumerate(loaded(name)[0]) for step in proof.steps]  # fmt: skip


@pytest.mark.parametrize(("name", "number", "step"), places())
def test_a_statement_about_orders_has_the_verdict_that_is_right(name: str, number: int, step: str) -> None:
    proofs, settler, expected = loaded(name)
    proof = proofs[number]
    result = settler((number, step))
    assert isinstance(result, StepResult)
    allowed = {Verdict(expected[number])} | ({Verdict.UNKNOWN} if proof.id.rpartition(":")[2] in OPEN else set())
    assert result.verdict in allowed, result.diagnostic
    if result.verdict is Verdict.REFUTED:
        assert result.counterexample is not None
        check_counterexample(sequent(proof, result.step), result.counterexample, Points(Work(10_000_000, "the test")))
