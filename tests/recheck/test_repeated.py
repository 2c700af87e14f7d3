"""Equal nodes of a saved report are one object: nothing that only looks equal is taken for the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from recheck.reports import proof_of, refusals, report_of, step_of

from symproof.report import repeated
from symproof.report.from_json import read_report
from symproof.report.repeated import repeats_as_one

A = {"node": "Symbol", "name": "A"}


@pytest.fixture
def data() -> dict[str, Any]:
    """A report whose claim and premise repeat A, B, n and A*B."""
    return report_of("A*B = B*A |- A*B*A*B = A*A*B*B")


def _read(path: Path, data: dict[str, Any]) -> dict[str, Any]:
    path.write_text(json.dumps(data), encoding="utf-8")
    return read_report(path)


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        yield data
    if isinstance(data, dict | list):
        for item in data.values() if isinstance(data, dict) else data:
            yield from _objects(item)


def _at(data: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        data = data[key]
    return data


def _paths(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The places of all values inside."""
    for key, item in data.items() if isinstance(data, dict) else enumerate(data):
        yield (*path, key)
        if isinstance(item, dict | list):
            yield from _paths(item, (*path, key))


def test_a_report_says_the_same_when_equal_nodes_are_one_object(data: dict[str, Any], tmp_path: Path) -> None:
    read = _read(tmp_path / "report.json", data)
    assert json.dumps(read) == json.dumps(data)
    found = [item for item in _objects(read) if item == A]
    assert len(found) > 1
    assert len(set(map(id, found))) == 1
    assert refusals(read) == []


@pytest.mark.parametrize("other", [True, 1.0, "1", [1], None, {"node": 1}])
def test_values_of_different_types_stay_apart(other: Any) -> None:
    data = {"first": {"node": "x", "value": 1}, "second": {"node": "x", "value": other}}
    repeats_as_one(data)
    assert type(data["first"]["value"]) is int
    assert type(data["second"]["value"]) is type(other)
    repeats_as_one(turned := {"first": data["second"], "second": data["first"]})
    assert type(turned["second"]["value"]) is int


def test_a_text_that_looks_like_a_node_stays_a_text() -> None:
    node = {"node": "x", "value": {"node": "y"}}
    data = {"first": node, "second": {"node": "x", "value": repr(node["value"])}}
    repeats_as_one(data)
    assert data["first"] != data["second"]


def test_derivations_are_left_as_they_are() -> None:
    data = {"derivation": [{"node": "x"}, {"node": "x"}], "shared": [{"node": "x"}], "claim": {"node": "x"}}
    repeats_as_one(data)
    assert len(set(map(id, [*data["derivation"], *data["shared"], data["claim"]]))) == 4


def test_long_nodes_that_nest_are_not_compared_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []

    def measured(value: Any) -> str:
        compared.append(len(repr(value)))
        return repr(value)

    monkeypatch.setattr(repeated, "repr", measured, raising=False)
    node: dict[str, Any] = {"node": "x" * 1000}
    for _ in range(90):
        node = {"node": "Not", "part": node}
    repeats_as_one({"claim": node}, 5000)
    assert sum(compared) < 10_000


def test_a_change_at_one_of_many_equal_places_is_found_there(data: dict[str, Any], tmp_path: Path) -> None:
    """Every value in a claim, a premise or a certificate is replaced at its own place only: what is refused, and where,
    is what it is when equal nodes are different objects."""
    steps = ("proofs", 0, "steps", 0)
    terms = [(*steps, "claim", "term"), (*steps, "certificate"), ("proofs", 0, "hypotheses", 0, "term")]
    found = set()
    for path in [(*term, *path) for term in terms for path in _paths(_at(data, term))]:
        for value in (True, 1.0, "B", A):
            holder, before = _at(data, path[:-1]), _at(data, path)
            if type(before) is type(value) and before == value:
                continue
            holder[path[-1]] = value
            expected = refusals(json.loads(json.dumps(data)))
            assert refusals(_read(tmp_path / "report.json", data)) == expected, path
            found.update(item[:7] for item in expected)
            holder[path[-1]] = before
    assert {"[SP326]", "[SP703]"} <= found


def test_many_repetitions_are_counted_as_often_as_they_are_written(data: dict[str, Any], tmp_path: Path) -> None:
    power = {"node": "Power", "base": {"node": "Sum", "terms": [A, {**A, "name": "B"}]}, "exponent": [12]}
    step = {**step_of(data), "claim": {"term": {"node": "Equal", "left": power, "right": power}}}
    step["certificate"] = {"node": "Algebra"}
    proof = proof_of(data)
    proof["steps"] = [{**step, "id": f"c{number}"} for number in range(40)]
    proof["order"] = [item["id"] for item in proof["steps"]]
    proof["tree"] = [{"step": name} for name in proof["order"]]
    expected = refusals(json.loads(json.dumps(data)))
    assert any(item.startswith("[SP728]") for item in expected)
    assert refusals(_read(tmp_path / "report.json", data)) == expected


def test_a_name_that_is_in_scope_at_one_of_two_equal_places_is_refused_at_the_other(
    data: dict[str, Any], tmp_path: Path
) -> None:
    unknown = {"node": "Symbol", "name": "Z"}
    trivial = {"node": "Equal", "left": unknown, "right": unknown}
    declared = {"node": "SymbolDeclaration", "name": "Z", "rows": [0, [1, "n"]], "columns": [0, [1, "n"]]}
    quantified = {"node": "ForAll", "symbols": [declared], "body": trivial}
    for parts in ([quantified, trivial], [trivial, quantified]):
        step_of(data)["claim"]["term"] = {"node": "And", "parts": parts}
        found = refusals(_read(tmp_path / "report.json", data))
        assert any(item.startswith("[SP727]") and "the symbol Z is not declared" in item for item in found)
