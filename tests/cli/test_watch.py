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


def test_only_what_a_file_changed_is_settled_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SYMPROOF_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))

    def entries() -> set[Path]:
        return set((tmp_path / "cache").glob("??/*"))

    watched = Watch((), None, Options(cache=True), None)
    first = watched.report()
    kept = entries()
    assert kept
    watched.report()
    assert entries() == kept  # nothing was searched or evaluated in full
    write("two", FALSE)
    last = watched.report()
    assert entries() > kept
    assert [proof.steps[0].verdict for proof in last.proofs] == [Verdict.PROVED, Verdict.REFUTED]
    assert last.proofs[0].steps[0].certificate == first.proofs[0].steps[0].certificate


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


def test_watch_sees_a_folder_that_is_moved() -> None:
    """What is in a folder moves with it, without a change of any file."""
    pytest.importorskip("watchfiles")
    Path("proofs/chapter").mkdir()
    Path("proofs/two.py").rename("proofs/chapter/two.py")
    command = [sys.executable, "-m", "symproof", "check", "--watch", "--output", "report.txt", "--jobs", "1"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        wait_for(lambda: Path("report.txt").exists() and "chapter/two: " in Path("report.txt").read_text())
        Path("proofs/chapter").rename("proofs/section")
        wait_for(lambda: "section/two: " in Path("report.txt").read_text())
        Path("proofs/section").rename("elsewhere")
        wait_for(lambda: "section/two: " not in Path("report.txt").read_text())
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0


def test_watch_reads_a_saved_module_of_a_package_again() -> None:
    pytest.importorskip("watchfiles")
    Path("proofs/shared").mkdir()
    Path("proofs/shared/words.py").write_text("TIMES = 1\n")
    write("two", TRUE)
    with Path("proofs/two.py").open("a") as file:
        file.write("from shared.words import TIMES\nproof.step('times', A + A == 2 * TIMES * A)\n")
    command = [sys.executable, "-m", "symproof", "check", "two", "--watch", "--output", "report.txt", "--jobs", "1"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        wait_for(lambda: Path("report.txt").exists() and "2 of 2 steps proved" in Path("report.txt").read_text())
        Path("proofs/shared/words.py").write_text("TIMES = 2\n")
        wait_for(lambda: "claim: A + A = 4*A" in Path("report.txt").read_text())
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 1


def wait_for(condition: Callable[[], bool]) -> None:
    start = time.monotonic()
    while not condition():
        assert time.monotonic() - start < 60
        time.sleep(0.1)
