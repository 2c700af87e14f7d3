"""Sizes too large for matrices of indeterminates: points, sparse counterexamples, and no verdict lost to the clock."""

from __future__ import annotations

from typing import Any

import pytest
from concrete.asking import asked

import symproof.concrete
from symproof.concrete.exact.matrices import Matrix, of_scalar
from symproof.concrete.exact.polynomials import Polynomials
from symproof.concrete.failures import TooLongError
from symproof.language.proof import Verdict
from symproof.statements import parse_statement
from symproof.verdict.check import check
from symproof.verdict.settle import Options


def codes(result: Any) -> list[str]:
    return [warning.code for warning in result.warnings]


def test_a_certificate_at_large_sizes_is_evaluated_at_points() -> None:
    found = asked("tr(A*B) = tr(B*A)", "A:200,300", "B:300,200")
    assert (found.verdict, found.instances.checked) == (Verdict.PROVED, 1)


@pytest.mark.parametrize("claim", ["A*inv(A) = I", "A + I = I + A", "A*J(1,1,n,n) = A*J(1,1,n,n)"])
def test_a_certificate_stands_where_even_numbers_are_too_many(claim: str) -> None:
    found = asked(claim, "A:n,n", n=1_000_000)
    assert (found.verdict, found.instances.checked) == (Verdict.PROVED, 0)
    assert "SP908" in codes(found)


def test_refuted_at_a_large_size_with_single_entries() -> None:
    found = asked("A*B = B*A", "A:100,100", "B:100,100")
    assert found.verdict is Verdict.REFUTED
    assert found.counterexample is not None
    for rows in (found.counterexample.values["A"], found.counterexample.values["B"]):
        assert sum(entry != "0" for row in rows for entry in row) == 1


def test_refuted_at_a_large_size_with_a_premise() -> None:
    assert asked("A*A = A |- A.T = A", "A:100,100").verdict is Verdict.REFUTED


def test_a_false_certificate_is_noticed_at_a_large_size() -> None:
    from symproof.concrete import Judge, Sweep
    from symproof.language.certificate import Algebra

    (proof,), _ = parse_statement({"A": [80, 80], "B": [80, 80]}, "A*B = B*A")
    assert Judge(proof, Sweep()).judge(proof.steps[0], Algebra()).disagreement


def for_ever(*_: object) -> None:
    while True:
        pass


def test_a_replayed_certificate_is_not_lost_to_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(symproof.concrete.Judge, "judge", for_ever)
    (proof,), _ = parse_statement({"A": ["n", "n"], "B": ["n", "n"]}, "tr(A*B) = tr(B*A)")
    (found,) = check([proof], options=Options(budget=0.5)).proofs[0].steps
    assert (found.verdict, found.instances.checked, codes(found)) == (Verdict.PROVED, 0, ["SP908"])


@pytest.mark.parametrize("terms", [1, 150])
def test_a_product_that_fits_into_memory_is_multiplied_out(terms: int) -> None:
    ring, sides = long_sums(terms)
    product = ring.product(*sides)
    assert ring.length(product.entries[0][0]) == terms**2


def test_a_product_that_needs_too_much_memory_is_not_multiplied_out() -> None:
    ring, sides = long_sums(240)
    with pytest.raises(TooLongError):
        ring.product(*sides)
    assert ring.work == 0  # it is refused by its size, however much work is left


def long_sums(terms: int) -> tuple[Polynomials, tuple[Matrix, Matrix]]:
    """Two sums of indeterminates in a large ring: each term of their product takes a kilobyte."""
    ring = Polynomials(1024)
    first, second = ring.generators[:terms], ring.generators[512 : 512 + terms]
    return ring, (of_scalar(sum(first, ring.zero)), of_scalar(sum(second, ring.zero)))
