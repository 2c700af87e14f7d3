"""Traces of products are computed without the entries off the diagonal."""

from __future__ import annotations

import pytest

from symproof.concrete.exact.matrices import Matrix, multiply, trace
from symproof.concrete.exact.polynomials import Polynomials
from symproof.concrete.failures import EvaluationError, TooLongError


def letters(ring: Polynomials, name: str, rows: int, columns: int) -> Matrix:
    return ring.symbol(name, None, rows, columns)


@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (1, 4), (4, 1), (2, 3), (3, 3)])
def test_the_trace_of_a_product_is_the_trace_of_the_whole_product(rows: int, columns: int) -> None:
    ring = Polynomials(32)
    left, right = letters(ring, "A", rows, columns), letters(ring, "B", columns, rows)
    assert ring.trace_of_product(left, right).same(trace(multiply(left, right)))


def test_entries_that_are_zero_and_a_factor_that_is_a_number_count_as_they_are() -> None:
    ring = Polynomials(32)
    full = letters(ring, "A", 2, 2)
    zero, one = ring.zero, ring.one
    for other in ([[zero, one], [zero, zero]], [[zero, zero], [zero, zero]], [[one, zero], [zero, zero]]):
        sparse = Matrix(2, 2, other)
        assert ring.trace_of_product(sparse, full).same(trace(multiply(sparse, full)))
        assert ring.trace_of_product(full, sparse).same(trace(multiply(full, sparse)))
    number = Matrix(1, 1, [[ring.one + ring.one]])
    assert ring.trace_of_product(number, full).same(trace(multiply(number, full)))


def test_a_product_that_is_not_square_has_no_trace() -> None:
    ring = Polynomials(32)
    with pytest.raises(EvaluationError) as refused:
        ring.trace_of_product(letters(ring, "A", 2, 3), letters(ring, "B", 3, 3))
    assert refused.value.code == "SP512"


def test_the_work_is_limited_as_for_the_product() -> None:
    ring = Polynomials(32, limit=26)
    left, right = letters(ring, "A", 3, 3), letters(ring, "B", 3, 3)
    with pytest.raises(TooLongError):
        ring.trace_of_product(left, right)
