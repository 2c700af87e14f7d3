"""check --watch: a saved file is checked again, and only what it changed is settled again."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from symproof.cli import watching
from symproof.cli.watching import Watch
from symproof.language.proof import Verdict
from symproof.verdict.settle import Options

PROOF = """
from symproof.author import Proof

proof = Proof("{name}", "{name}: a proof")
n = proof.size("n")
A, B = proof.matrix("A", n, n), proof.matrix("B", n, n)
proof.assume("commute", A * B == B * A)
proof.step("square", {claim}, by="algebra", using=["commute"])
"""
TRUE, FALSE = "A * A * B == B * A * A", "A * A * B == B * A"


def write(name: str, claim: str) -> None:
    Path("proofs").mkdir(exist_ok=True)
    Path(f"proofs/{name}.py").write_text(PROOF.format(name=name, claim=claim), encoding="utf-8")


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write("one", TRUE)
    write("two", TRUE)


def test_proof_that_did_not_change_keeps_its_result(monkeypatch: pytest.MonkeyPatch) -> None:
    settled: list[list[str]] = []
    original = watching.check

    def check(proofs: Any, *arguments: Any, **named: Any) -> Any:
        settled.append([proof.id for proof in proofs])
        return original(proofs, *arguments, **named)

    monkeypatch.setattr(watching, "check", check)
    watched = Watch((), None, Options(), None)
    first = watched.report()
    assert watched.report().proofs == first.proofs
    write("two", FALSE)
    last = watched.report()
    assert settled == [["one", "two"], [], ["two"]]
    assert [proof.steps[0].verdict for proof in last.proofs] == [Verdict.PROVED, Verdict.REFUTED]
    assert last.proofs[0] == first.proofs[0]


def test_file_that_does_not_load_is_said_and_comes_back() -> None:
    watched = Watch((), None, Options(), None)
    watched.report()
    Path("proofs/two.py").write_text("Proof(", encoding="utf-8")
    broken = watched.report()
    assert [error.code for error in broken.errors] == ["SP101"]
    assert [proof.proof.id for proof in broken.proofs] == ["one"]
    write("two", TRUE)
    assert [proof.verdict for proof in watched.report().proofs] == [Verdict.UNKNOWN] * 2  # no conclusion


def test_missing_package_is_said(run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    found = run("check", "--watch")
    assert found.code == 2
    assert "[SP823]" in found.err
    assert "symproof[watch]" in found.err


def test_watch_shows_a_report_for_each_save_and_ends_with_an_interrupt() -> None:
    pytest.importorskip("watchfiles")
    command = [sys.executable, "-m", "symproof", "check", "one", "--watch", "--output", "report.txt", "--jobs", "1"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        wait_for(lambda: Path("report.txt").exists() and "1 of 1 step proved" in Path("report.txt").read_text())
        write("one", FALSE)
        wait_for(lambda: "refuted" in Path("report.txt").read_text())
        process.send_signal(signal.SIGINT)
        shown = process.stderr.read()
        assert process.wait(20) == 1  # the last report has a refuted step
    assert "one.py" in shown
    assert "Traceback" not in shown


def wait_for(condition: Callable[[], bool]) -> None:
    start = time.monotonic()
    while not condition():
        assert time.monotonic() - start < 60
        time.sleep(0.1)
