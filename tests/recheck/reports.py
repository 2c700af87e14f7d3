"""Real reports to tamper with."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from symproof.diagnostics.errors import SymproofError
from symproof.recheck import recheck
from symproof.report.to_json import report_data
from symproof.statements import parse_statement
from symproof.verdict.check import check
from symproof.verdict.settle import Options

SQUARES = {"A": ["n", "n"], "B": ["n", "n"]}


def report_of(text: str, symbols: Mapping[str, Sequence[str]] | None = None) -> dict[str, Any]:
    """The report of one statement, as it is saved."""
    return copy.deepcopy(_made(text, json.dumps(SQUARES if symbols is None else symbols)))


@lru_cache(maxsize=64)
def _made(text: str, symbols: str) -> dict[str, Any]:
    proofs, errors = parse_statement(json.loads(symbols), text, name="statement")
    assert not errors
    return json.loads(json.dumps(report_data(check(proofs, options=Options(max_width=2)))))  # type: ignore[no-any-return]


def proof_of(data: dict[str, Any]) -> Any:
    (proof,) = data["proofs"]
    return proof


def step_of(data: dict[str, Any]) -> Any:
    """The first step of the only proof."""
    return proof_of(data)["steps"][0]


def reverdict(data: dict[str, Any], verdict: str) -> None:
    """Another verdict of the first step, with the sums that follow from it."""
    data["summary"][step_of(data)["verdict"]] -= 1
    data["summary"][verdict] += 1
    step_of(data)["verdict"] = proof_of(data)["verdict"] = verdict


def refusals(data: dict[str, Any]) -> list[str]:
    """The codes and messages of what recheck refuses; nothing if the report is borne out."""
    try:
        result = recheck(data)
    except SymproofError as error:
        return [str(error)]
    found = [*result.problems, *(step.problem for step in result.steps if step.problem is not None)]
    return [f"[{item.code}] {item.message}" for item in found]


def assert_refused(data: dict[str, Any], code: str, place: str) -> None:
    found = refusals(data)
    assert any(item.startswith(f"[{code}]") and place in item for item in found), found
