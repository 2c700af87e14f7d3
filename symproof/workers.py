"""Processes that can be killed: a task that hangs, or dies with its process, costs its own result and nothing else.

Results are returned in the order of the tasks, whatever the number of processes, so that a report does not depend
on it. The processes only ever run our own code on data that this process made.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

MEMORY = 8 << 30  # bytes of address space: a task that needs more fails instead of taking the machine down

Task = TypeVar("Task")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class _Early:
    """Sent before the result: it stands if none follows."""

    result: Any


def tell(result: Any) -> None:
    """Says from inside a task what its result is if the task is lost from here on; heard of in a worker only."""
    if _tell is not None:
        _tell(_Early(result))


_tell: Callable[[_Early], None] | None = None  # how this process, a worker, sends what it has early


class Lost(Enum):
    """Why a task has no result."""

    DIED = "died"
    LATE = "late"
    INTERRUPTED = "interrupted"


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    task: int | None = None
    deadline: float = 0.0
    early: _Early | None = None

    def kill(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


@dataclass(slots=True)
class _Pool(Generic[Task, Result]):
    """The state of one run; ``results`` is filled by position."""

    work: Callable[[Task], Result]
    tasks: Sequence[Task]
    seconds: float
    done: Callable[[int, Result | Lost], bool]
    results: list[Result | Lost]
    waiting: deque[int]
    workers: list[_Worker]
    stopped: bool = False

    def run(self, jobs: int) -> None:
        for _ in range(min(jobs, len(self.tasks))):
            self.workers.append(self._start())
        while any(worker.task is not None for worker in self.workers):
            self._collect()

    def _start(self) -> _Worker:
        context = _context()
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, self.work, list(self.tasks)), daemon=True)  # type: ignore[attr-defined]
        process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self._assign(worker)
        return worker

    def _assign(self, worker: _Worker) -> None:
        worker.early = None
        worker.task = self.waiting.popleft() if self.waiting and not self.stopped else None
        if worker.task is not None:
            worker.deadline = time.monotonic() + self.seconds
            with contextlib.suppress(BrokenPipeError):  # its death is noticed when the answer is read
                worker.pipe.send(worker.task)

    def _collect(self) -> None:
        busy = [worker for worker in self.workers if worker.task is not None]
        timeout = max(0.0, min(worker.deadline for worker in busy) - time.monotonic())
        ready = wait([worker.pipe for worker in busy], timeout)
        for worker in busy:
            if worker.pipe in ready:
                self._receive(worker)
            elif time.monotonic() >= worker.deadline:
                self._replace(worker, Lost.LATE)

    def _receive(self, worker: _Worker) -> None:
        try:
            result = worker.pipe.recv()
        except (EOFError, OSError):
            self._replace(worker, Lost.DIED)
            return
        if isinstance(result, _Early):
            worker.early = result
            return
        self._finish(worker, result)
        self._assign(worker)

    def _replace(self, worker: _Worker, why: Lost) -> None:
        worker.kill()
        self.workers.remove(worker)
        self._finish(worker, why if worker.early is None else worker.early.result)
        if self.waiting and not self.stopped:
            self.workers.append(self._start())

    def _finish(self, worker: _Worker, result: Result | Lost) -> None:
        if worker.task is not None:
            self.results[worker.task] = result
            self.stopped = self.done(worker.task, result) or self.stopped
            worker.task = None


def run_all(
    work: Callable[[Task], Result],
    tasks: Sequence[Task],
    *,
    jobs: int,
    seconds: float,
    done: Callable[[int, Result | Lost], bool],
) -> list[Result | Lost]:
    """``work`` of every task, by position; a task that takes longer than ``seconds`` is killed (``Lost.LATE``).

    What a lost task has told early (``tell``) stands.

    ``done`` hears of each result as it arrives and returns True to start no further task; those, and all that an
    interrupt from the keyboard leaves open, are ``Lost.INTERRUPTED``.
    """
    results: list[Result | Lost] = [Lost.INTERRUPTED] * len(tasks)
    pool = _Pool(work, tasks, seconds, done, results, deque(range(len(tasks))), [])
    try:
        with contextlib.suppress(KeyboardInterrupt):
            pool.run(max(1, jobs))
    finally:
        for worker in pool.workers:
            worker.kill()
    return results


def _context() -> BaseContext:
    methods = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("fork" if "fork" in methods else "spawn")


def _serve(pipe: Connection, work: Callable[[Any], Any], tasks: Sequence[Any]) -> None:
    """The life of a worker: positions in, results out, until the other end closes."""
    global _tell  # one worker, one process, one pipe
    _tell = pipe.send
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is the parent's to handle
    _limit_memory()
    with contextlib.suppress(Exception):  # the other end sees that the pipe closed, which says enough
        while True:
            pipe.send(work(tasks[pipe.recv()]))


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        limit = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
