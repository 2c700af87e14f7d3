"""The order in which steps are handed out: longest first, without a trace in the report."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from symproof.report.to_json import report_data
from symproof.statements import parse_statement
from symproof.verdict.check import check
from symproof.verdict.schedule import longest_first
from symproof.verdict.settle import KEPT, Options, Settler

SYMBOLS = {name: ["n", "n"] for name in "ABC"}
STATEMENTS = [
    "A*B = B*A |- A*A*B = B*A*A",
    "A = A",
    "A*B = I, B*A = I, A*C = C*A |- B*C = C*B",
    "A*B = B*A",
    "A*B = C, B*A = C |- C*A = A*C",
    "A = A.T |- (A*A).T = A*A",
]


def proofs() -> list[Any]:
    return [parse_statement(SYMBOLS, text, f"s{number}")[0][0] for number, text in enumerate(STATEMENTS)]


def test_long_steps_come_first_and_equal_ones_keep_their_order() -> None:
    found = proofs()
    assert longest_first(found, [(number, "claim1") for number in range(6)])[0] == 2
    assert longest_first(found, [(1, "claim1"), (2, "claim1"), (1, None)])[0] == 1
    assert longest_first(found, [(0, "claim1")] * 3) == [0, 1, 2]


@pytest.mark.parametrize("stop", [False, True])
def test_report_does_not_depend_on_the_number_of_processes(stop: bool) -> None:
    def bytes_of(jobs: int) -> str:
        data = report_data(check(proofs(), (), Options(jobs=jobs, stop_at_first=stop)))
        data["seconds"] = data["started"] = None
        for proof in data["proofs"]:
            for step in proof["steps"]:
                step["seconds"] = None
        return json.dumps(data)

    assert bytes_of(1) == bytes_of(2) == bytes_of(5)


def test_judges_of_the_last_proofs_only_are_kept() -> None:
    found = proofs()
    settler = Settler(tuple(found), Options())
    for number in [*range(len(found)), 0]:
        settler((number, "claim1"))
    assert len(settler.judges) == KEPT
    assert list(settler.judges)[-1] == 0


def test_proofs_come_first_on_which_the_longest_chain_rests() -> None:
    found = proofs()
    found[4] = replace(found[4], applies=(found[3].id,))
    found[3] = replace(found[3], applies=(found[1].id, "unknown"))
    order = longest_first(found, [(number, "claim1") for number in range(6)])
    assert order[:3] == [1, 3, 2]
