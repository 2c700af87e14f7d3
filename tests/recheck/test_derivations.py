"""Reports with a tree and with derivations: recheck replays them, and refuses them once they are changed."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import pytest
from recheck.reports import proof_of, refusals

from symproof.author import Proof, implies
from symproof.report.to_json import report_data
from symproof.verdict.check import check
from symproof.verdict.settle import Options


@lru_cache
def _made() -> dict[str, Any]:
    proof = Proof("commuting", "Matrices that commute")
    n = proof.size("n")
    A, B = proof.matrix("A", n, n), proof.matrix("B", n, n)
    proof.assume("AB", A * B == B * A)
    proof.assume("square", B * B == B)
    proof.statement(implies(B.T == B, A * B.T == B.T * A))
    proof.step("before", A * B * B == B * A, by="algebra", using=["AB", "square"])
    with proof.suppose("symmetric", B.T == B, then="all"):
        proof.step("line", A * B.T == B.T * A, by="algebra", using=["AB", "symmetric"])
    proof.conclude(using=["all"])
    loaded, errors = proof.finished()
    assert not errors
    assert loaded is not None
    return json.loads(json.dumps(report_data(check([loaded], options=Options(max_width=2)))))  # type: ignore[no-any-return]


@pytest.fixture
def data() -> dict[str, Any]:
    return copy.deepcopy(_made())


def _step(data: dict[str, Any], name: str) -> Any:
    return next(step for step in proof_of(data)["steps"] if step["id"] == name)


def _codes(data: dict[str, Any]) -> set[str]:
    return {item[1:6] for item in refusals(data)}


def test_a_report_with_a_theorem_is_borne_out(data: dict[str, Any]) -> None:
    assert proof_of(data)["theorem"] == {"axioms": [], "lemmas": []}
    assert proof_of(data)["verdict"] == "proved"
    assert proof_of(data)["tree"] == [
        {"step": "before"},
        {"block": "symmetric-block", "kind": "suppose", "conclusion": "all", "items": [{"step": "line"}]},
        {"step": "conclusion"},
    ]
    assert refusals(data) == []


# ------------------------------------------------------------------------------------------------ changed trees


def _step_moved_out(tree: list[Any]) -> None:
    tree.insert(1, tree[1]["items"].pop())


def _step_moved_in(tree: list[Any]) -> None:
    tree[1]["items"].append(tree.pop(0))


def _conclusion_as_a_step(tree: list[Any]) -> None:
    tree.insert(2, {"step": tree[1]["conclusion"]})
    tree[1]["conclusion"] = None


def _conclusion_first(tree: list[Any]) -> None:
    tree.insert(0, tree.pop())


def _another_kind(tree: list[Any]) -> None:
    tree[1]["kind"] = "fix"


def _exchanged(tree: list[Any]) -> None:
    tree[1]["conclusion"], tree[1]["items"] = "line", [{"step": "all"}]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_step_moved_out, "SP706"),
        (_step_moved_in, "SP707"),
        (_conclusion_first, "SP706"),
        (_another_kind, "SP707"),
        (_exchanged, "SP706"),
        (_conclusion_as_a_step, "SP707"),
        (lambda tree: tree.pop(), "SP703"),
        (lambda tree: tree.append({"step": "line"}), "SP703"),
        (lambda tree: tree.append({"step": "nobody"}), "SP703"),
        (lambda tree: tree[1].update(items=None), "SP703"),
    ],
)
def test_a_changed_tree_is_refused(data: dict[str, Any], change: Callable[[list[Any]], None], code: str) -> None:
    change(proof_of(data)["tree"])
    assert code in {item[-5:] for found in refusals(data) for item in [found[1:6], found[9:14]]}


def test_a_report_without_a_tree_is_read_from_its_lists(data: dict[str, Any]) -> None:
    del proof_of(data)["tree"]
    assert refusals(data) == []


# ------------------------------------------------------------------------------------------------ changed derivations


def test_a_derived_step_keeps_its_derivation(data: dict[str, Any]) -> None:
    del _step(data, "all")["derivation"]
    assert _codes(data) == {"SP705"}


def test_a_derivation_of_another_claim_is_refused(data: dict[str, Any]) -> None:
    step = _step(data, "all")
    step["claim"]["term"]["premise"]["right"] = {"node": "Identity", "size": [0, [1, "n"]]}
    assert "SP360" in _codes(data)


def test_a_derivation_without_its_last_inference_is_refused(data: dict[str, Any]) -> None:
    inference = _step(data, "all")["derivation"][-1]
    inference["rule"]["block"] = []
    assert "SP361" in _codes(data)


def test_premises_that_the_derivation_uses_are_listed(data: dict[str, Any]) -> None:
    _step(data, "all")["premises"]["used"] = []
    assert "SP705" in _codes(data)


def test_a_forged_certificate_inside_a_derivation_is_refused(data: dict[str, Any]) -> None:
    block = _step(data, "all")["derivation"][-1]["rule"]["block"]
    block[0]["rule"]["certificate"] = {"node": "Algebra"}
    assert any(code.startswith("SP3") for code in _codes(data))


def test_a_theorem_rests_on_the_hypotheses_alone(data: dict[str, Any]) -> None:
    """The derivation of a step may name steps before it, that of the theorem may not."""
    proof = proof_of(data)
    proof["derivation"] = [
        {"node": "Inference", "id": "it", "claim": proof["statement"]["term"],
         "rule": {"node": "Restate", "premise": "all"}},
    ]  # fmt: skip
    assert "SP362" in _codes(data)
    assert any(item.endswith("(at it)") for item in refusals(data)), "a refusal names the inference"


def test_a_theorem_without_a_derivation_is_refused(data: dict[str, Any]) -> None:
    del proof_of(data)["derivation"]
    assert any("SP703" in item for item in refusals(data))


def test_a_theorem_with_invented_axioms_is_refused(data: dict[str, Any]) -> None:
    proof_of(data)["theorem"]["axioms"] = ["N1"]
    assert any("SP703" in item for item in refusals(data))


def test_a_theorem_that_claims_to_rest_on_more_is_refused(data: dict[str, Any]) -> None:
    proof = proof_of(data)
    sequent = {"node": "Sequent", "declarations": {"node": "Declarations"}, "facts": [], "premises": [],
               "claim": proof["statement"]["term"]}  # fmt: skip
    axiom = {"node": "Statement", "id": "N1", "trust": "axiom", "sequent": sequent}
    proof["theorem"] = {**proof["theorem"], "axioms": ["N1"], "statements": [axiom]}
    assert _codes(data) & {"SP705", "SP707"}


def test_another_statement_is_not_derived(data: dict[str, Any]) -> None:
    proof = proof_of(data)
    proof["statement"]["term"] = proof["statement"]["term"]["conclusion"]
    assert "SP360" in _codes(data)


def test_a_proof_whose_theorem_is_removed_may_still_follow_from_its_steps(data: dict[str, Any]) -> None:
    proof = proof_of(data)
    proof["theorem"] = None
    del proof["derivation"]
    assert refusals(data) == []


# ------------------------------------------------------------------------------------------------ the same twice


def _twice(data: dict[str, Any]) -> Any:
    """The report with its proof twice; the derivations of both are the same objects. Returns the second proof."""
    first = proof_of(data)
    second = {key: value if key == "derivation" else copy.deepcopy(value) for key, value in first.items()}
    for one, other in zip(first["steps"], second["steps"], strict=True):
        if "derivation" in one:
            other["derivation"] = one["derivation"]
    second["id"] = "again"
    data["proofs"].append(second)
    data["summary"] = {verdict: 2 * number for verdict, number in data["summary"].items()}
    return second


def _other_premise(proof: Any) -> None:
    proof["hypotheses"][0]["term"]["right"] = {"node": "Identity", "size": [0, [1, "n"]]}


def _no_premise(proof: Any) -> None:
    del proof["hypotheses"][0]


def _other_size(proof: Any) -> None:
    proof["declarations"]["symbols"][1]["columns"] = [1]


def _other_assumption(proof: Any) -> None:
    proof["blocks"][0]["assumptions"][0]["term"]["left"] = {"node": "Symbol", "name": "A"}


def _other_claim(proof: Any) -> None:
    proof["statement"]["term"]["conclusion"]["left"] = {"node": "Symbol", "name": "A"}


def _other_step(proof: Any) -> None:
    conclusion = next(step for step in proof["steps"] if step["id"] == "all")
    conclusion["claim"]["term"]["premise"]["left"] = {"node": "Symbol", "name": "A"}


def _other_inference(proof: Any) -> None:
    proof["derivation"] = copy.deepcopy(proof["derivation"])
    text = json.dumps(proof["derivation"]).replace('"Transpose"', '"Trace"', 1)
    proof["derivation"] = json.loads(text)


def _quantified(proof: Any) -> None:
    term = proof["statement"]["term"]
    symbol = {"node": "SymbolDeclaration", "name": "X", "rows": [1], "columns": [1]}
    proof["statement"]["term"] = {"node": "Exists", "symbols": [symbol], "body": term}


def test_a_proof_that_is_there_twice_is_borne_out(data: dict[str, Any]) -> None:
    _twice(data)
    assert refusals(data) == []


@pytest.mark.parametrize(
    "change",
    [_other_premise, _no_premise, _other_size, _other_assumption, _other_claim, _other_step, _other_inference,
     _quantified],
)  # fmt: skip
def test_a_changed_proof_is_refused_behind_an_honest_one(data: dict[str, Any], change: Callable[[Any], None]) -> None:
    alone = copy.deepcopy(data)
    change(proof_of(alone))
    change(_twice(data))
    assert {code for code in _codes(alone) if code != "SP707"} <= _codes(data)
    assert _codes(data)
