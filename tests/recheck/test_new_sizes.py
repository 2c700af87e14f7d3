"""Reports of proofs that define sizes: a block without a premise may name known sizes, and nothing else."""

from __future__ import annotations

import copy
import json
from functools import lru_cache
from typing import Any

import pytest
from author.layers import two_layers
from recheck.reports import assert_refused, proof_of, refusals

from symproof.author import index
from symproof.report.to_json import report_data
from symproof.verdict.check import check
from symproof.verdict.settle import Options

i = index("i")


@lru_cache(maxsize=1)
def _made() -> Any:
    proof, _, _ = two_layers()
    proof.conclude(using=["product"])
    built, errors = proof.finished()
    assert built is not None, errors
    return json.loads(json.dumps(report_data(check([built], options=Options(max_width=2, cache=False)))))


def report() -> Any:
    return copy.deepcopy(_made())


def block_of(data: Any) -> Any:
    (block,) = proof_of(data)["blocks"]
    return block


def test_the_honest_report_is_borne_out() -> None:
    data = report()
    assert block_of(data)["given"] is None
    assert not refusals(data)


@pytest.mark.parametrize(
    "value",
    [
        [-1, [1, "n"]],  # n - 1 may be 0
        [0],
        [0, [1, "n"], [-1, "b"]],
        [1, [1, ["at", "e", [0]]]],  # e_0 = e_0 + 1
        [0, [1, "q"]],  # not declared
    ],
)
def test_values_that_are_no_known_sizes_are_refused(value: Any) -> None:
    data = report()
    block_of(data)["assumptions"][0]["term"]["parts"][0]["right"] = value
    assert refusals(data)


def test_an_assumption_beside_the_values_is_refused() -> None:
    data = report()
    said = block_of(data)["assumptions"]
    said.append({**copy.deepcopy(said[0]), "id": "more"})
    assert_refused(data, "SP706", "")


def test_an_order_instead_of_a_value_is_refused() -> None:
    data = report()
    block_of(data)["assumptions"][0]["term"]["parts"][0]["relation"] = "<"
    assert refusals(data)


def test_an_undefined_matrix_beside_the_sizes_is_refused() -> None:
    data = report()
    declared = block_of(data)["declarations"]["symbols"][0]
    del declared["pieces"]
    assert refusals(data)
