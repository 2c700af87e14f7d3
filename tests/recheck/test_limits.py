"""Reports that would take forever, or all memory: refused with a code, soon."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from recheck.reports import proof_of, refusals, report_of, step_of

from symproof.diagnostics.errors import SymproofError
from symproof.recheck import recheck
from symproof.report import bounded
from symproof.report.from_json import read_report
from symproof.report.to_json import laid_out

A = {"node": "Symbol", "name": "A"}
B = {"node": "Symbol", "name": "B"}


def _refused(path: Path) -> str:
    with pytest.raises(SymproofError) as caught:
        read_report(path)
    return caught.value.error.code


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no such device")
def test_devices_and_pipes_are_not_read(tmp_path: Path) -> None:
    assert _refused(Path("/dev/zero")) == "SP702"
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert _refused(pipe) == "SP702"


def test_long_files_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "report.json"
    path.write_text(laid_out(report_of("|- A*B = B*A")), encoding="utf-8")
    assert read_report(path)
    monkeypatch.setattr(bounded, "LARGEST", 1000)
    assert _refused(path) == "SP728"


def test_values_are_counted_before_they_are_made(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text('{"options": [' + "[]," * bounded.MOST_VALUES + "[]]}", encoding="utf-8")
    assert _refused(path) == "SP728"
    # Brackets and commas inside texts are no values.
    path.write_text('{"schema": "symproof.report/1", "x": "' + "[," * bounded.MOST_VALUES + '"}', encoding="utf-8")
    assert read_report(path)


def test_a_byte_order_mark_is_accepted(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    data = report_of("|- A*B = B*A")
    path.write_text(laid_out(data), encoding="utf-8-sig")
    assert read_report(path) == data


@pytest.mark.parametrize("options", [{"x": [[[[]]]]}, {"x": [0] * 300}, {str(n): n for n in range(300)}])
def test_options_are_a_few_numbers_and_texts(options: dict[str, Any]) -> None:
    data = report_of("|- A*B = B*A")
    data["options"] = options
    assert refusals(data)[0].startswith("[SP703]")


def _steps(count: int, claim: Any, certificate: Any) -> dict[str, Any]:
    data = report_of("A*B = B*A |- A*A*B = B*A*A")
    proof = proof_of(data)
    proof["steps"] = [
        {**step_of(data), "id": f"c{number}", "certificate": certificate, "claim": {"term": claim}}
        for number in range(count)
    ]
    proof["order"] = [step["id"] for step in proof["steps"]]
    proof["tree"] = [{"step": name} for name in proof["order"]]
    return data


def test_the_work_of_all_replays_is_counted_together() -> None:
    power = {"node": "Power", "base": {"node": "Sum", "terms": [A, B]}, "exponent": [12]}
    claim = {"node": "Equal", "left": power, "right": power}
    codes = {item[:7] for item in refusals(_steps(40, claim, {"node": "Algebra"}))}
    assert "[SP728]" in codes


def _refuted(claim: Any, values: dict[str, Any], size: int) -> list[str]:
    data = report_of("|- A*B = B*A")
    step = step_of(data)
    step["claim"]["term"] = {"node": "Equal", "left": claim, "right": A}
    step["counterexample"].update(sizes={"n": size}, values=values)
    return refusals(data)


def _dense(size: int) -> list[list[str]]:
    return [[str((p * q * 7919 + p + 1) % 97) for p in range(size)] for q in range(size)]


@pytest.mark.parametrize(
    "claim",
    [
        {"node": "Gradient", "argument": {"node": "Trace", "argument": {"node": "Power", "base": A, "exponent": [5]}},
         "variable": A},
        {"node": "Call", "name": "adj", "arguments": [A], "rows": [0, [1, "n"]], "columns": [0, [1, "n"]]},
        {"node": "IndexSum", "index": "i", "low": [1], "high": [9000],
         "body": {"node": "IndexSum", "index": "j", "low": [1], "high": [9000], "body": B}},
    ],
    ids=["a gradient", "an adjugate", "sums"],
)  # fmt: skip
def test_the_work_of_evaluations_is_counted(claim: Any) -> None:
    values = {"A": _dense(60), "B": _dense(60)}
    assert any(item.startswith("[SP728]") for item in _refuted(claim, values, 60))


def test_numbers_that_grow_are_refused() -> None:
    tower = {"node": "Power", "base": {"node": "Power", "base": A, "exponent": [999]}, "exponent": [999]}
    found = _refuted(tower, {"A": [["3"]], "B": [["1"]]}, 1)
    assert any("[SP721]" in item and "bits" in item for item in found)


def test_sizes_that_are_searched_in_vain_are_counted() -> None:
    data = report_of("A*B = B*A |- A*A*B = B*A*A")
    proof = proof_of(data)
    names = [f"k{number}" for number in range(30)]
    proof["declarations"]["integers"] = names
    fact = {"node": "IntegerRelation", "relation": "<=", "left": [1000], "right": [0, *([1, name] for name in names)]}
    proof["hypotheses"].append({"id": "f", "text": "", "latex": "", "term": fact, "implied": False, "line": None})
    assert any(item.startswith("[SP728]") for item in refusals(data))


def test_blocks_that_nest_deeply_are_counted() -> None:
    data = report_of("A*B = B*A |- A*A*B = B*A*A")
    block = {"kind": "obtain", "line": None, "declarations": {"node": "Declarations"}, "assumptions": []}
    symbols = [
        {"node": "SymbolDeclaration", "name": f"X{number}", "rows": [1], "columns": [1]} for number in range(2000)
    ]
    del proof_of(data)["tree"]
    proof_of(data)["blocks"] = [
        {**block, "id": f"b{number}", "parent": f"b{number - 1}" if number else None,
         "declarations": {"node": "Declarations", "symbols": [symbols[number]]}}
        for number in range(2000)
    ]  # fmt: skip
    assert not recheck(data).accepted
    assert any(item.startswith("[SP728]") for item in refusals(data))
