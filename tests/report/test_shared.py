"""Derivations in a saved report are written once where they repeat, and read as if they were written out."""

from __future__ import annotations

import copy
import json
from functools import lru_cache
from typing import Any

import pytest

from symproof.author import Proof, implies
from symproof.diagnostics.errors import SymproofError
from symproof.recheck import recheck
from symproof.report.bounded import MOST_VALUES
from symproof.report.from_json import report_of
from symproof.report.shared import abbreviated, written_out
from symproof.report.to_json import report_data, to_json
from symproof.verdict.check import check
from symproof.verdict.settle import Options


@lru_cache
def _texts() -> tuple[str, str]:
    """A report with derivations as it is saved, and the same written out."""
    proof = Proof("commuting", "Matrices that commute")
    n = proof.size("n")
    A, B = proof.matrix("A", n, n), proof.matrix("B", n, n)
    proof.assume("AB", A * B == B * A)
    proof.statement(implies(B.T == B, A * B.T == B.T * A))
    with proof.suppose("symmetric", B.T == B, then="all"):
        proof.step("line", A * B.T == B.T * A, by="algebra", using=["AB", "symmetric"])
    proof.conclude(using=["all"])
    loaded, errors = proof.finished()
    assert loaded is not None
    assert not errors
    report = check([loaded], options=Options(max_width=2))
    return to_json(report), json.dumps(report_data(report))


@pytest.fixture
def saved() -> dict[str, Any]:
    return json.loads(_texts()[0])  # type: ignore[no-any-return]


@pytest.fixture
def full() -> dict[str, Any]:
    return json.loads(_texts()[1])  # type: ignore[no-any-return]


def _proof(data: dict[str, Any]) -> Any:
    return data["proofs"][0]


def _codes(data: dict[str, Any]) -> set[str]:
    try:
        result = recheck(data)
    except SymproofError as error:
        return {error.error.code}
    found = [*result.problems, *(step.problem for step in result.steps if step.problem is not None)]
    return {item.code for item in found}


def test_saved_report_says_what_the_full_one_says(saved: dict[str, Any], full: dict[str, Any]) -> None:
    assert _proof(saved)["shared"]
    assert written_out(saved) == full
    assert written_out(full) is full
    assert report_of(saved) == report_of(full)
    assert _codes(saved) == _codes(full) == set()


def test_abbreviation_does_not_depend_on_which_objects_are_one(full: dict[str, Any]) -> None:
    proof = _proof(full)
    by_value = copy.deepcopy(proof)
    by_object = _proof(written_out({"proofs": [abbreviated(proof)]}))
    assert by_object == by_value
    assert json.dumps(abbreviated(by_object)) == json.dumps(abbreviated(by_value))


def test_short_nodes_are_written_where_they_stand(saved: dict[str, Any]) -> None:
    assert {"node": "Symbol", "name": "A"} not in _proof(saved)["shared"]


def test_numbers_and_truth_values_are_told_apart() -> None:
    def node(value: Any) -> dict[str, Any]:
        return {"node": "X", "a": value, "b": 1}

    data = {"proofs": [{"derivation": [node(1), node(True), node(1), node(True)], "steps": []}]}
    short = abbreviated(data["proofs"][0])
    assert json.dumps(written_out({"proofs": [short]})) == json.dumps(data)
    assert len(short["shared"]) == 2


# ------------------------------------------------------------------------------------------------ refused


@pytest.mark.parametrize("number", [-1, 10**6, True, "0", None, [0], 1.0])
def test_reference_to_no_node_is_refused(saved: dict[str, Any], number: Any) -> None:
    _proof(saved)["derivation"][0] = {"shared": number}
    assert _codes(saved) == {"SP703"}


def test_node_that_refers_to_itself_or_to_a_later_one_is_refused(saved: dict[str, Any]) -> None:
    last = len(_proof(saved)["shared"]) - 1
    for number in (last, last + 1):
        _proof(saved)["shared"][last] = {"node": "Not", "part": {"shared": number}}
        assert _codes(saved) == {"SP703"}


def test_node_to_which_nothing_refers_is_refused(saved: dict[str, Any]) -> None:
    _proof(saved)["shared"].append({"node": "Symbol", "name": "A"})
    assert _codes(saved) == {"SP703"}


@pytest.mark.parametrize("listed", [None, {}, "x", [0], [[]], [{"name": "A"}], [{"shared": 0}]])
def test_list_of_something_else_is_refused(saved: dict[str, Any], listed: Any) -> None:
    _proof(saved)["shared"] = listed
    assert _codes(saved) == {"SP703"}


def test_reference_outside_a_derivation_is_refused(saved: dict[str, Any]) -> None:
    _proof(saved)["steps"][0]["claim"]["term"] = {"shared": 0}
    assert _codes(saved) == {"SP703"}


def test_reference_with_more_beside_it_is_refused(saved: dict[str, Any]) -> None:
    _proof(saved)["derivation"][0] = {"shared": 0, "node": "Inference"}
    assert _codes(saved) == {"SP703"}


def test_node_of_the_wrong_kind_is_refused(saved: dict[str, Any]) -> None:
    number = next(n for n, node in enumerate(_proof(saved)["shared"]) if node["node"] == "Equal")
    _proof(saved)["derivation"][0] = {"shared": number}
    assert _codes(saved) == {"SP703"}


def test_doubling_nodes_are_counted_written_out(saved: dict[str, Any]) -> None:
    _proof(saved)["shared"] += [
        {"node": "And", "parts": [{"shared": number}, {"shared": number}]}
        for number in range(len(_proof(saved)["shared"]) - 1, len(_proof(saved)["shared"]) + 40)
    ]
    _proof(saved)["derivation"][0]["claim"] = {"shared": len(_proof(saved)["shared"]) - 1}
    assert MOST_VALUES < 2**40
    assert _codes(saved) == {"SP728"}


@pytest.mark.parametrize(("levels", "code"), [(150, "SP703"), (1000, "SP702"), (50_000, "SP702")])
def test_nodes_that_nest_deeply_are_refused(saved: dict[str, Any], levels: int, code: str) -> None:
    begin = len(_proof(saved)["shared"])
    _proof(saved)["shared"] += [{"node": "Not", "part": {"shared": begin - 1 + number}} for number in range(levels)]
    _proof(saved)["derivation"][0]["claim"] = {"shared": begin + levels - 1}
    assert _codes(saved) == {code}


def test_shared_claim_is_replayed_wherever_it_stands(saved: dict[str, Any]) -> None:
    """A change of one shared node is a change of every derivation that refers to it."""
    equations = [number for number, node in enumerate(_proof(saved)["shared"]) if node["node"] == "Equal"]
    assert equations
    for number in equations:
        changed = copy.deepcopy(saved)
        _proof(changed)["shared"][number]["right"] = {"node": "Symbol", "name": "A"}
        assert any(code.startswith("SP3") for code in _codes(changed))
