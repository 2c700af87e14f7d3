"""A task that hangs or dies costs its own result and nothing else."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from symproof.verdict.telling import tell
from symproof.verdict.workers import Lost, collect, run_all


def work(task: int) -> int:
    if task == -1:
        time.sleep(60)
    if task == -2:
        os._exit(3)
    if task in (-4, -5):
        tell(task * 10)
        if task == -4:
            time.sleep(60)
        os._exit(3)
    if task in (-6, -7):
        at_work(seconds=0.2 if task == -6 else 60)
    if task == -3:
        raise RuntimeError("not ours to show")
    return task * task


def at_work(seconds: float) -> None:
    """Uses the processor for so many seconds, and waits three times as long in between, as on a machine that has more
    to do than processors."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        start = time.process_time()
        while time.process_time() < start + 0.02:
            pass
        time.sleep(0.06)


def run(tasks: list[int], jobs: int = 1, seconds: float = 20.0) -> list[object]:
    return list(run_all(work, tasks, jobs=jobs, seconds=seconds, done=lambda position, found: False))


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_results_stand_in_the_order_of_the_tasks(jobs: int) -> None:
    assert run(list(range(9)), jobs) == [number**2 for number in range(9)]


def test_no_tasks() -> None:
    assert run([]) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_dead_worker_costs_one_result(jobs: int) -> None:
    assert run([1, -2, 3, -2, 5], jobs) == [1, Lost.DIED, 9, Lost.DIED, 25]


def test_a_task_that_raises_is_silent(capfd: pytest.CaptureFixture[str]) -> None:
    assert run([2, -3, 4]) == [4, Lost.DIED, 16]
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_task_beyond_its_time_is_killed(jobs: int) -> None:
    start = time.monotonic()
    assert run([1, -1, 3], jobs, seconds=0.3) == [1, Lost.LATE, 9]
    assert time.monotonic() - start < 10


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the processor time of another process")
def test_a_task_that_the_machine_keeps_waiting_has_its_processor_time() -> None:
    assert run([-6, 2, -7, 3], seconds=0.5) == [36, 4, Lost.LATE, 9]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_a_lost_task_told_early_stands(jobs: int) -> None:
    assert run([1, -4, 2, -5, -2], jobs, seconds=1.0) == [1, -40, 4, -50, Lost.DIED]


def test_stopping_starts_nothing_new() -> None:
    found = run_all(work, [1, 2, 3], jobs=1, seconds=20, done=lambda position, value: value == 4)
    assert found == [1, 4, Lost.INTERRUPTED]


def test_an_interrupt_keeps_what_is_settled() -> None:
    def interrupt(position: int, value: object) -> bool:
        if position == 1:
            raise KeyboardInterrupt
        return False

    assert run_all(work, [1, 2, 3], jobs=1, seconds=20, done=interrupt) == [1, 4, Lost.INTERRUPTED]


def test_results_do_not_depend_on_the_order_in_which_tasks_are_handed_out() -> None:
    heard: list[int] = []
    tasks, order = [5, 6, 7, 8], [2, 0, 3, 1]
    found = run_all(work, tasks, jobs=1, seconds=20, done=lambda at, value: heard.append(at) is not None, order=order)
    assert found == [25, 36, 49, 64]
    assert heard == order


class Elsewhere:
    """An executor that is no pool of ours, as a cluster's would be: it works when it is asked for what is complete."""

    def __init__(self) -> None:
        self.futures: list[tuple[Future[int], int]] = []

    def submit(self, task: int) -> Future[int]:
        self.futures.append((Future(), task))
        return self.futures[-1][0]

    def completed(self) -> Iterator[Future[int]]:
        for future, task in reversed(self.futures):
            if future.set_running_or_notify_cancel():
                future.set_result(work(task))
                yield future


def test_another_executor_can_take_the_place_of_the_processes() -> None:
    assert collect(Elsewhere(), [1, 2, 3], lambda at, value: False) == [1, 4, 9]
    stopped = collect(Elsewhere(), [1, 2, 3], lambda at, value: value == 4)
    assert stopped == [Lost.INTERRUPTED, 4, 9]


# A parent with two workers that are busy for a minute; it prints their process ids. A shell may have told its
# children to ignore SIGHUP, as `nohup` does, or SIGINT, as `&` does in a script.
PARENT = """
import os, signal, sys, time
signal.signal(signal.SIGHUP, signal.SIG_DFL)
signal.signal(signal.SIGINT, signal.default_int_handler)
from symproof.verdict.workers import run_all
def work(task):
    os.write(1, f"{os.getpid()}\\n".encode())
    time.sleep(60)
run_all(work, [1, 2], jobs=2, seconds=90, done=lambda at, found: False)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems cannot tie a process to its parent")
@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_no_worker_and_no_open_pipe_outlives_a_killed_parent(sent: signal.Signals) -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        workers = [int(parent.stdout.readline()) for _ in range(2)]
        parent.send_signal(sent)
        parent.wait(10)
        start = time.monotonic()
        assert parent.stdout.read() == ""  # the pipe ends only when every process that holds it has ended
        while any(map(lives, workers)) and time.monotonic() - start < 2:
            time.sleep(0.01)
    assert not any(map(lives, workers))


def lives(process: int) -> bool:
    """Whether a process runs: one that has ended may still be listed until somebody asks for its exit code."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False
