"""Derivations from the cache are replayed by the kernel: they save the search, and make no verdict."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from symproof.author import Proof, implies
from symproof.diagnostics.results import StepResult
from symproof.language.proof import Proof as Loaded
from symproof.language.proof import Verdict
from symproof.language.scopes import step_of
from symproof.verdict.arguing import Argued, Arguing
from symproof.verdict.deriving import WHOLE, Argument
from symproof.verdict.kept_derivations import read, written
from symproof.verdict.library import library
from symproof.verdict.memory import Remembering
from symproof.verdict.settle import Options, Settler
from symproof.verdict.store import Store

SMALL = Options(max_depth=2, max_width=2)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "cache", b"k" * 32)


@pytest.fixture
def searches(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows with every search for a derivation."""
    found: list[int] = []
    original = Argument._elaborated

    def counting(self: Argument, *arguments: Any, **named: Any) -> Any:
        found.append(1)
        return original(self, *arguments, **named)

    monkeypatch.setattr(Argument, "_elaborated", counting)
    return found


def loaded(*, right: bool = True) -> Loaded:
    """A B = B A and B' = B give A B' = B' A for all A; or, wrongly, A B' = B A'."""
    proof = Proof("commuting", "Matrices that commute")
    n = proof.size("n")
    A, B = proof.matrix("A", n, n), proof.matrix("B", n, n)
    proof.assume("AB", A * B == B * A)
    conclusion = (B.T * A if right else B * A.T) == A * B.T
    proof.statement(implies(B.T == B, conclusion))
    with proof.suppose("symmetric", B.T == B, then="all", claim=implies(B.T == B, conclusion)):
        proof.step("line", A * B.T == B.T * A, by="algebra", using=["AB", "symmetric"])
    proof.conclude(using=["all"])
    found, errors = proof.finished()
    assert not errors
    assert found is not None
    return found


def argued(store: Store, proof: Loaded, options: Options = SMALL) -> Argued:
    settler = Settler((proof,), options, memory=Remembering(store, "this"))
    results = [settler((0, step.id)) for step in proof.steps]
    assert all(isinstance(result, StepResult) for result in results)
    found = settler(Arguing(0, tuple(results), {}))  # type: ignore[arg-type]
    assert isinstance(found, Argued)
    return found


def without_seconds(found: Argued) -> Argued:
    return replace(found, results=tuple([replace(result, seconds=0.0) for result in found.results]))


def verdicts(found: Argued) -> list[Verdict]:
    return [result.verdict for result in found.results]


def rewritten(store: Store, change: Callable[[Any], Any]) -> int:
    """Signs every entry of derivations again; how many there are."""
    count = 0
    for path in sorted(store.folder.glob("??/*")):
        key = path.parent.name + path.name
        entry = store.read(key)
        if isinstance(entry, dict) and "blocks" in entry:
            count += 1
            store.write(key, change(entry))
    return count


def test_second_check_searches_for_no_derivation_and_finds_the_same(store: Store, searches: list[int]) -> None:
    first = argued(store, loaded())
    count = len(searches)
    second = argued(store, loaded())
    assert verdicts(first) == [Verdict.PROVED] * 3
    assert first.theorem is not None
    assert count > 0
    assert len(searches) == count
    assert without_seconds(first) == without_seconds(second)


@pytest.mark.parametrize("changed", [{"max_width": 3}, {"max_depth": 1}, {"instances": False}, {"fixed": {"n": (2,)}}])
def test_other_sizes_for_counterexamples_have_entries_of_their_own(
    store: Store, searches: list[int], changed: dict[str, Any]
) -> None:
    argued(store, loaded())
    count = len(searches)
    found = argued(store, loaded(), replace(SMALL, **changed))
    assert len(searches) > count
    assert found.theorem is not None


def test_derivation_of_another_claim_proves_nothing(store: Store) -> None:
    """The derivations of the true proof stand where those of the false one are looked for."""
    argued(store, loaded())
    (entry,) = [item for item in _entries(store) if "blocks" in item]
    for right, verdict in ((True, Verdict.PROVED), (False, Verdict.UNKNOWN)):
        proof = loaded(right=right)
        results = {step.id: StepResult(step, Verdict.UNKNOWN) for step in proof.steps}
        argument = Argument(proof, results, library(proof, {}), known=read(entry))
        assert argument._is_known(step_of(proof, "all")) is right
        argument.items(proof.items)
        assert argument.results["all"].verdict is verdict
        assert (argument.theorem() is not None) is right


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: {"table": entry["table"], "blocks": {name: [] for name in entry["blocks"]}},
        lambda entry: {"table": [], "blocks": entry["blocks"]},
        lambda entry: {"table": [], "blocks": {"all": [{"row": 0}]}},
        lambda entry: {"table": [{"row": 0}], "blocks": {"all": [{"row": 0}]}},
        lambda entry: {"table": [], "blocks": {"all": [{"row": -1}]}},
        lambda entry: {"table": [], "blocks": {"all": [{"row": True}]}},
        lambda entry: {"table": [], "blocks": {"all": [{"node": "Theorem"}]}},
        lambda entry: {"table": [], "blocks": {"all": 3}},
        lambda entry: {"table": 1, "blocks": 2},
        lambda entry: {"blocks": entry["blocks"]},
        lambda entry: json.loads(json.dumps(entry).replace("symmetric", "AB")),
    ],
)
def test_forged_derivations_are_searched_for_instead(
    store: Store, searches: list[int], change: Callable[[Any], Any]
) -> None:
    first = argued(store, loaded())
    count = len(searches)
    assert rewritten(store, change) == 1
    second = argued(store, loaded())
    assert without_seconds(first) == without_seconds(second)
    assert len(searches) > count


@pytest.mark.parametrize("names", [(WHOLE, "all"), ("all", WHOLE)])
def test_another_derivation_of_the_same_claim_proves_it_as_well(store: Store, names: tuple[str, str]) -> None:
    first, (old, new) = argued(store, loaded()), names
    rewritten(store, lambda entry: {**entry, "blocks": {**entry["blocks"], old: entry["blocks"][new]}})
    second = argued(store, loaded())
    assert second.theorem is not None
    assert verdicts(first) == verdicts(second)


def test_what_stands_in_several_derivations_is_written_once_and_read_as_one_record(store: Store) -> None:
    found = argued(store, loaded())
    (entry,) = [item for item in _entries(store) if "blocks" in item]
    known = read(entry)
    assert found.theorem is not None
    assert known[WHOLE] == found.theorem.derivation
    assert read(json.loads(json.dumps(written(known)))) == known
    assert entry["table"]
    inner, outer = known["all"], known[WHOLE]
    assert any(step is inner[-1] for step in outer)


def _entries(store: Store) -> list[Any]:
    keys = [path.parent.name + path.name for path in sorted(store.folder.glob("??/*"))]
    return [entry for entry in map(store.read, keys) if isinstance(entry, dict)]
