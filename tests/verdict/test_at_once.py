"""Short statements are settled in this process; whatever takes longer is left to processes that can be killed."""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from symproof.diagnostics.results import StepResult
from symproof.language.proof import Proof, Verdict
from symproof.report.to_json import to_json
from symproof.statements import parse_statement
from symproof.verdict import at_once as module
from symproof.verdict.at_once import at_once
from symproof.verdict.check import check
from symproof.verdict.settle import Options

SQUARE = {"A": ["n", "n"], "B": ["n", "n"], "X": ["n", "n"], "x": ["n", "1"], "c": list[str]()}
SHORT = [
    "tr(A) = tr(A.T)",
    "tr(A*B) = tr(B*A)",
    "(A + B)*(A - B) = A*A - A*B + B*A - B*B",
    "1/2*(A + A.T) = (1/2*(A + A.T)).T",
    "d(tr(A*X))/dX = A.T",
    "d(x.T*A*x)/dx = (A + A.T)*x",
    "c*(A*B) = A*(c*B)",
    "vec(A + B) = vec(A) + vec(B)",
    "A*I = A",
    "2 + 2 = 4",
    "A symmetric |- A*A = A.T*A",
    "A*B = B*A |- A*A*B = B*A*A",
    "A*A = A, B = I - A |- B*B = B",
    "x.T*x = 1 |- x.T*x*A = A",
    "A orthogonal |- A.T*A*B = B",
]


def proof(text: str) -> Proof:
    (found,), errors = parse_statement(SQUARE, text, "statement")
    assert not errors
    return found


def tasks(found: Proof) -> list[tuple[int, str | None]]:
    return [(0, found.steps[0].id), (0, None)]


def written(found: Proof, options: Options) -> object:
    """The report without its times."""
    report = json.loads(to_json(check([found], options=options), 1))
    for name in ("started", "seconds"):
        del report[name]
    for step in report["proofs"][0]["steps"]:
        del step["seconds"]
    return report


@pytest.mark.parametrize("text", SHORT)
def test_what_is_settled_at_once_is_settled_likewise_by_processes(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = proof(text)
    outcomes = at_once([found], tasks(found), Options(brief=True))
    assert outcomes is not None
    assert isinstance(outcomes[0], StepResult)
    assert outcomes[0].instances.checked > 0
    here = written(found, Options())
    monkeypatch.setattr(module, "MOST", 0)
    assert here == written(found, Options())


@pytest.mark.parametrize(
    "text",
    [
        "tr(A) = 2*tr(A)",  # false
        "A*B = B*A",  # false
        "A*B = I |- B*A = I",
        "A symmetric |- A*A = A",  # false
        "A = I, A = 2*I |- A*B = B*A",  # hypotheses that contradict each other
        "A*A + B*B + I = 0, A symmetric, B symmetric |- A = B",
        "A invertible |- inv(A)*A*B = B",
        "A positive definite |- A + A positive definite",
        "inv(A.T) = inv(A).T",  # an inverse is a letter
        "log(exp(c)) = c",  # a law of functions
        "(A + B)**6*A = (A + B)**5*(A*A + B*A)",  # long polynomials
        "norm2(A) >= 0",
        "d(tr(A*X))/dX = ?",
    ],
)
def test_the_rest_is_left_to_processes_or_has_the_same_outcome(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = proof(text)
    outcomes = at_once([found], tasks(found), Options(brief=True))
    assert outcomes is None or (isinstance(outcomes[0], StepResult) and outcomes[0].verdict is Verdict.PROVED)
    here = written(found, Options())
    monkeypatch.setattr(module, "MOST", 0)
    assert here == written(found, Options())


@pytest.mark.parametrize(
    "text",
    ["tr(A) = 2*tr(A)", "A*B = B*A", "A symmetric |- A = I", "A = I, A = 2*I |- A*B = B*A", "inv(A.T) = inv(A).T"],
)
def test_nothing_false_and_nothing_from_contradictory_hypotheses_is_settled_at_once(text: str) -> None:
    found = proof(text)
    assert at_once([found], tasks(found), Options(brief=True)) is None


def test_several_statements_are_settled_at_once_only_if_all_are() -> None:
    good, bad = proof("tr(A) = tr(A.T)"), proof("inv(A.T) = inv(A).T")
    every = [(number, name) for number in (0, 1) for _, name in tasks(good)]
    assert at_once([good, good], every, Options(brief=True)) is not None
    assert at_once([good, bad], every, Options(brief=True)) is None
    report = check([replace(good, id="good"), replace(bad, id="bad")])
    assert [result.verdict for result in report.proofs] == [Verdict.PROVED, Verdict.PROVED]


def test_progress_is_told_of_what_is_settled_at_once() -> None:
    heard = list[tuple[int, int, str]]()
    found = proof("tr(A) = tr(A.T)")
    check([found], progress=lambda *item: heard.append(item))
    assert heard == [(1, 2, found.steps[0].id), (2, 2, "model of the hypotheses")]


# ------------------------------------------------------------------------------------------------ the clock


@pytest.fixture
def hanging(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """A search that does not end, and swallows what a failure raises."""
    calls = list[int]()

    def find(self: object, *given: object, **options: object) -> None:
        calls.append(os.getpid())
        while True:
            with contextlib.suppress(Exception):
                sum(range(100))

    monkeypatch.setattr(module._OnlyProved, "find", find)
    yield calls
    assert signal.getsignal(signal.SIGPROF) is signal.SIG_DFL
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


def test_a_search_that_hangs_is_stopped_and_processes_settle_the_statement(hanging: list[int]) -> None:
    start = time.process_time()
    report = check([proof("tr(A) = tr(A.T)")])
    assert report.proofs[0].verdict is Verdict.PROVED
    assert hanging == [os.getpid()]
    assert time.process_time() - start < 20 * module.SECONDS


def test_the_clock_waits_for_imports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "import sys\nfrom symproof.verdict import at_once\nat_once._ring(0, sys._getframe())\ndone = True\n"
    (tmp_path / "ringing.py").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    assert importlib.import_module("ringing").done
    with pytest.raises(module.NotAtOnceError):
        module._ring(0, sys._getframe())


def test_the_clock_waits_where_python_loses_what_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    rung = list[str]()

    def collected(phase: str, info: dict[str, int]) -> None:
        module._ring(0, sys._getframe())
        rung.append(phase)

    class Deleted:
        def __del__(self) -> None:
            module._ring(0, sys._getframe())
            rung.append("deleted")

    monkeypatch.setattr(gc, "callbacks", [*gc.callbacks, collected])
    collected("start", {})
    Deleted()
    assert rung == ["start", "deleted"]


def test_another_thread_and_a_signal_that_is_in_use_leave_it_to_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    found, outcomes = proof("tr(A) = tr(A.T)"), list[object]()
    thread = threading.Thread(target=lambda: outcomes.append(at_once([found], tasks(found), Options(brief=True))))
    thread.start()
    thread.join()
    assert outcomes == [None]
    before = signal.signal(signal.SIGPROF, signal.SIG_IGN)
    try:
        assert at_once([found], tasks(found), Options(brief=True)) is None
    finally:
        signal.signal(signal.SIGPROF, before)


def test_command_starts_no_process_for_one_short_statement(tmp_path: Path) -> None:
    code = (
        "import os, sys\nfrom symproof.cli import main\nos.fork = None\n"
        "assert main(['prove', '-s', 'A:n,n', 'tr(A) = tr(A.T)']) == 0\n"
        "assert not {'multiprocessing', 'concurrent', 'flint', 'pickle', 'socket'} & sys.modules.keys()\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, cwd=tmp_path)
