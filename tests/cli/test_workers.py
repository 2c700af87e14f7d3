"""A task that hangs or dies costs its own result and nothing else."""

from __future__ import annotations

import os
import time

import pytest

from symproof.workers import Lost, run_all, tell


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
    if task == -3:
        raise RuntimeError("not ours to show")
    return task * task


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
