"""Proofs that are checked side by side: the answer is the one of one process, whatever happens to the others."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import pytest

from symproof.author import Axiom, Proof, trace
from symproof.recheck import RecheckResult, recheck, side_by_side
from symproof.recheck.side_by_side import all_accepted
from symproof.report.shared import abbreviated
from symproof.report.to_json import report_data
from symproof.verdict.check import check
from symproof.verdict.settle import Options
from symproof.verdict.workers import Lost


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Short reports are checked side by side too."""
    monkeypatch.setattr(side_by_side, "FEW", 1)


def _axiom() -> Axiom:
    axiom = Axiom("other_side", "A left inverse of a square matrix is a right inverse", source="a textbook")
    n = axiom.size("n")
    A, B = axiom.matrix("A", n, n), axiom.matrix("B", n, n)
    axiom.assume("left", axiom.identity(n) == B * A)
    axiom.statement(axiom.identity(n) == A * B)
    return axiom


def _scene(name: str, title: str) -> tuple[Proof, Any, Any, Any]:
    proof = Proof(name, title)
    n = proof.size("n")
    A, B = proof.matrix("A", n, n), proof.matrix("B", n, n)
    proof.assume("left", proof.identity(n) == B * A)
    return proof, n, A, B


def _first() -> Proof:
    """From the axiom, and with a rule about traces of squares."""
    proof, n, A, B = _scene("unit", "What is orthogonal to B is zero")
    C = proof.matrix("C", n, n)
    proof.assume("orthogonal", trace(C.T * C) == 0)
    proof.statement(proof.identity(n) == A * B + C)
    proof.apply("right", _axiom(), using=["left"])
    proof.step("zero", C == 0, using=["orthogonal"])
    proof.step("line", proof.identity(n) == A * B + C, using=["right", "zero"])
    proof.conclude(using=["line"])
    return proof


def _second(first: Proof) -> Proof:
    proof, n, A, B = _scene("fourth", "The unit once more")
    C = proof.matrix("C", n, n)
    proof.assume("orthogonal", trace(C.T * C) == 0)
    proof.statement(proof.identity(n) + C == A * B + C + C)
    proof.apply("unit", first, using=["left", "orthogonal"])
    proof.step("line", proof.identity(n) + C == A * B + C + C, using=["unit"])
    proof.conclude(using=["line"])
    return proof


@lru_cache
def _made() -> dict[str, Any]:
    loaded = []
    for proof in (first := _first(), _second(first)):
        found, errors = proof.finished()
        assert not errors, errors
        assert found is not None
        loaded.append(found)
    return json.loads(json.dumps(report_data(check(loaded, options=Options(max_width=2)))))  # type: ignore[no-any-return]


@pytest.fixture
def data() -> dict[str, Any]:
    return copy.deepcopy(_made())


def _proof(data: dict[str, Any], name: str) -> Any:
    return next(proof for proof in data["proofs"] if proof["id"].endswith(name))


def _both(data: dict[str, Any]) -> RecheckResult:
    """The one answer of one process and of two."""
    alone, together = recheck(copy.deepcopy(data)), recheck(data, 2)
    assert alone == together
    return alone


def test_a_report_is_borne_out_side_by_side(data: dict[str, Any]) -> None:
    assert all_accepted(data, 2) is not None
    assert _both(data).accepted
    theorem = _proof(data, "fourth")["theorem"]
    assert theorem["axioms"] == ["other_side"]
    assert theorem["lemmas"] == ["unit"]


def test_a_shortened_report_is_borne_out_side_by_side(data: dict[str, Any]) -> None:
    short = {**data, "proofs": list(map(abbreviated, data["proofs"]))}
    assert all("shared" in proof for proof in short["proofs"])
    assert all_accepted(short, 2) is not None
    assert _both(short) == _both(data)


def test_one_process_is_not_asked_to_share(data: dict[str, Any]) -> None:
    assert all_accepted(data, 1) is None


def _other_claim(data: dict[str, Any]) -> None:
    """The lemma says that A is the unit."""
    term = _proof(data, "unit")["statement"]["term"]
    term["left"] = {"node": "Symbol", "name": "A"}


def _without_derivation(data: dict[str, Any]) -> None:
    _proof(data, "unit")["derivation"] = []


def _without_lemma(data: dict[str, Any]) -> None:
    _proof(data, "fourth")["theorem"]["lemmas"] = []


def _without_axiom(data: dict[str, Any]) -> None:
    _proof(data, "unit")["theorem"].update(axioms=[], statements=[])
    _proof(data, "fourth")["theorem"].update(axioms=[], statements=[])


def _without_axiom_of_the_lemma(data: dict[str, Any]) -> None:
    _proof(data, "fourth")["theorem"].update(axioms=[], statements=[])


def _without_theorem(data: dict[str, Any]) -> None:
    del _proof(data, "unit")["derivation"]
    _proof(data, "unit")["theorem"] = None


def _turned(data: dict[str, Any]) -> None:
    """The lemma stands behind the proof that applies it."""
    data["proofs"].reverse()


def _twice(data: dict[str, Any]) -> None:
    data["proofs"].append(copy.deepcopy(data["proofs"][0]))


def _other_rules(data: dict[str, Any]) -> None:
    """The step that applies the lemma names a rule that neither uses."""
    step = next(step for step in _proof(data, "fourth")["steps"] if step["id"] == "unit")
    step["rules"] = [*step["rules"], "zzz"]


def _no_rules(data: dict[str, Any]) -> None:
    """The step that applies the lemma leaves out the rule of the lemma."""
    next(step for step in _proof(data, "fourth")["steps"] if step["id"] == "unit")["rules"] = []


def _other_summary(data: dict[str, Any]) -> None:
    data["summary"]["proved"] += 1


def _other_text(data: dict[str, Any]) -> None:
    _proof(data, "fourth")["statement"]["text"] = "A = 0"


def _itself(data: dict[str, Any]) -> None:
    """The lemma is applied in its own proof."""
    _proof(data, "fourth")["applies"] = [_proof(data, "fourth")["id"]]


CHANGES = [
    _other_claim, _without_derivation, _without_lemma, _without_axiom, _without_axiom_of_the_lemma, _without_theorem,
    _turned, _twice, _other_rules, _no_rules, _other_summary, _other_text, _itself,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__.strip("_"))
def test_a_change_is_refused_side_by_side(data: dict[str, Any], change: Callable[[dict[str, Any]], None]) -> None:
    change(data)
    assert all_accepted(data, 2) is None
    result = _both(data)
    assert not result.accepted
    found = [*result.problems, *(step.problem for step in result.steps if step.problem is not None)]
    assert {item.code for item in found} <= {"SP360", "SP361", "SP365", "SP705", "SP706", "SP707"}


@pytest.mark.parametrize("lost", list(Lost))
def test_a_lost_process_accepts_nothing(data: dict[str, Any], lost: Lost, monkeypatch: pytest.MonkeyPatch) -> None:
    def run_all(*_: object, **__: object) -> list[Lost]:
        return [lost for _ in data["proofs"]]

    monkeypatch.setattr(side_by_side, "run_all", run_all)
    if lost is Lost.INTERRUPTED:
        with pytest.raises(KeyboardInterrupt):
            recheck(data, 2)
    else:
        assert all_accepted(data, 2) is None
        assert _both(data).accepted


def test_more_work_than_one_process_may_do_is_not_accepted(
    data: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("symproof.recheck.limits.REPLAYING", 10)
    monkeypatch.setattr("symproof.recheck.limits.REPLAYING_PER_NODE", 0)
    assert all_accepted(data, 2) is None
    assert not _both(data).accepted
