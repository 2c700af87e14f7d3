"""Models of hypotheses about several families of matrices: both judges look at every member of every family."""

from __future__ import annotations

import json
from typing import Any

import pytest
from recheck.reports import proof_of, refusals

from symproof.author import Claim, Families, Proof, both, chain, for_all, implies, index, norm2, same, summation
from symproof.report.to_json import report_data
from symproof.verdict.check import check
from symproof.verdict.settle import Options

i, l = index("i"), index("l")  # noqa: E741 - the number of a tower


def towers(strict: bool) -> Any:
    """A report on towers that are a local minimum of f at their sum; ``strict``: smaller than all towers nearby."""
    proof = Proof("towers", "Towers")
    r = proof.integer("r")
    proof.assume("some", r >= 1)
    n, m = proof.sizes("n m")
    k = proof.size_family("k", l, 1, r)
    d = proof.size_families("d", (l, 1, r), (i, 0, k[l]))
    proof.assume("first", for_all(l, 1, r, same(d[l, 0], n)))
    proof.assume("last", for_all(l, 1, r, same(d[l, k[l]], m)))
    f = proof.function("f", m, n)
    layers = (l, 1, r), (i, 1, k[l]), d[l, i], d[l, i - 1]
    M = proof.families("M", *layers)

    def total(families: Families) -> Any:
        return f(summation(l, 1, r, chain(families[l], k[l], 1)))

    def no_smaller(N: Families) -> Claim:
        gaps = summation(l, 1, r, summation(i, 1, k[l], norm2(N[l, i] - M[l, i])))
        below = total(M) < total(N) if strict else total(M) <= total(N)
        return implies(gaps < 1, below)

    proof.assume("minimum", proof.for_all_indexed_families("N", *layers, no_smaller))
    proof.step("trivial", both(total(M) <= total(M)))
    built, errors = proof.finished()
    assert built is not None, errors
    return json.loads(json.dumps(report_data(check([built], options=Options(max_width=1, cache=False)))))


def test_a_constant_function_is_a_model_of_a_minimum_at_towers() -> None:
    data = towers(strict=False)
    assert proof_of(data)["model"] is not None
    assert not refusals(data)


def test_no_towers_are_smaller_than_themselves() -> None:
    assert proof_of(towers(strict=True))["model"] is None


@pytest.mark.parametrize("value", ["f(X) = X[1,1]", "f(X) = -(X[1,1]**2)"])
def test_a_function_that_has_no_minimum_is_no_model(value: str) -> None:
    data = towers(strict=False)
    proof_of(data)["model"]["functions"] = {"f": value}
    assert refusals(data)
