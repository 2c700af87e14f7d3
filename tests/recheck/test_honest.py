"""Honest reports are borne out: of all worked proofs, and of files of statements with every verdict."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from recheck.reports import refusals

from symproof.author import Proof, for_all, index
from symproof.author.loader import PACKAGED, load
from symproof.language.proof import Proof as Loaded
from symproof.recheck import recheck
from symproof.report.to_json import report_data
from symproof.statements import load_file
from symproof.verdict.check import check
from symproof.verdict.settle import Options

STATEMENTS = Path(__file__).parent.parent / "statements"


def test_reports_of_all_worked_proofs_are_borne_out() -> None:
    folder = PACKAGED if PACKAGED.is_dir() else PACKAGED.parent.parent / "proofs"
    proofs = [proof for path in sorted(folder.rglob("*.py")) for proof in load(path)[0]]
    data = json.loads(json.dumps(report_data(check(proofs, options=Options(max_depth=2, max_width=2)))))
    assert len(data["proofs"]) > 8
    assert refusals(data) == []


def _borne_out(name: str, every: int) -> None:
    proofs, _ = load_file(STATEMENTS / f"{name}.toml")
    data = json.loads(json.dumps(report_data(check(proofs[::every]))))
    assert refusals(data) == []
    steps = recheck(data).steps
    assert sum(step.evaluated for step in steps) == data["summary"]["refuted"] > 0
    assert sum(step.replayed for step in steps) == data["summary"]["proved"] > 0


def test_a_report_of_many_statements_is_borne_out() -> None:
    _borne_out("untuned", 7)


@pytest.mark.slow
def test_a_report_of_all_statements_is_borne_out() -> None:
    _borne_out("untuned", 1)


def test_a_counterexample_lists_what_bounds_the_index_of_the_claim() -> None:
    proof, i = Proof("members", "Members of a family"), index("i")
    last, n = proof.integer("last"), proof.size("n")
    proof.assume("some", last >= 1)
    members = proof.family("A", i, 1, last, n, n)
    proof.step("same", for_all(i, 1, last, members[i] == members[1]), by="algebra")
    loaded, errors = proof.finished()
    assert not errors
    assert isinstance(loaded, Loaded)
    data = json.loads(json.dumps(report_data(check([loaded]))))
    assert data["proofs"][0]["steps"][0]["counterexample"]["sizes"] == {"last": 2, "n": 1, "i": 2}
    assert refusals(data) == []
