"""Processes that can be killed: a task that hangs, or dies with its process, costs its own result and nothing else.

``Processes`` is an executor: ``submit`` a task and get a future, go through the futures as they complete. ``collect``
hands out tasks and gathers their results through that interface alone, so that ``cluster.Cluster`` can take its place.
Results are returned in the order of the tasks, whatever the number of processes and whatever order the tasks are handed
out in, so that a report does not depend on either.

We keep our own executor because no library that we know does all of this. Workers of loky 3.7 and of pebble 5 live on
when the parent is killed; loky starts each worker as a new Python, which takes as long as a short proof, and loses all
tasks when one process dies; pebble forks a process that has threads. Neither keeps what a lost task told early.
The processes only ever run our own code on data that this process made.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import field
from enum import Enum
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from multiprocessing.reduction import ForkingPickler
from typing import Any, Generic, Protocol, TypeVar

from symproof.language.records import dataclass
from symproof.verdict.telling import hear

MEMORY = 8 << 30  # bytes of address space: a task that needs more fails instead of taking the machine down

AT_WORK = 0.01  # of the time that passes: a process that uses less is blocked, and not kept waiting
SHORTEST = 0.05  # seconds between two looks at the processor time of a task that is late

Task = TypeVar("Task")
Result = TypeVar("Result")
Task_contra = TypeVar("Task_contra", contravariant=True)


_EARLY, _FINAL = b"e", b"f"  # before a message: it stands if no other follows; it is the result


def _send(pipe: Connection, kind: bytes, result: Any) -> None:
    pipe.send_bytes(kind + sent(result))


class Lost(Enum):
    """Why a task has no result."""

    DIED = "died"
    LATE = "late"
    INTERRUPTED = "interrupted"


class Executor(Protocol[Task_contra]):
    """What works on tasks: a pool of processes here, or a cluster. A lost task's future holds ``Lost``."""

    def submit(self, task: Task_contra, *, first: bool = False) -> Future[Any]:
        """The future of the task's result; a future that is cancelled before its task was started never runs.
        ``first``: it is started before all that wait."""

    def completed(self) -> Iterator[Future[Any]]:
        """The futures in the order in which they complete, without those that were cancelled."""


def collect(
    executor: Executor[Task],
    tasks: Sequence[Task],
    done: Callable[[int, Any], bool],
    order: Sequence[int] | None = None,
    meanwhile: Callable[[], object] = lambda: None,
    following: Callable[[Any, Any], Iterable[Any]] = lambda task, result: (),
) -> list[Any]:
    """The result of every task, by position; tasks are handed out in this order of their positions. ``meanwhile`` is
    done here while others work. ``following`` hears of every task that has ended, and says which others come next; it
    alone hears of their results.

    ``done`` hears of each result as it arrives and returns True to start no further task; those, and all that an
    interrupt from the keyboard leaves open, are ``Lost.INTERRUPTED``.
    """
    results: list[Any] = [Lost.INTERRUPTED] * len(tasks)
    with contextlib.suppress(KeyboardInterrupt):
        pending: dict[Future[Any], tuple[int | None, Task]] = {
            executor.submit(tasks[at]): (at, tasks[at]) for at in (range(len(tasks)) if order is None else order)
        }
        meanwhile()
        for future in executor.completed():
            position, task = pending.pop(future)
            result = future.result()
            for further in following(task, result):
                pending[executor.submit(further, first=True)] = None, further
            if position is not None:
                results[position] = result
                if done(position, result):
                    for waiting in pending:
                        waiting.cancel()  # those that run are not cancelled: their results still count
    return results


# ------------------------------------------------------------------------------------------------ the pool


@dataclass(frozen=True, slots=True)
class _Parent:
    """What a new process knows of its parent. A forked one inherits the parent's ends of all pipes, and must close
    them: else no worker would ever see that the parent has ended."""

    process: int
    reading: int | None = None  # the other end of its own lifeline
    lifelines: tuple[int, ...] = ()
    pipes: tuple[Connection, ...] = ()


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    lifeline: int | None = None  # while we hold this end of a pipe, the worker may live
    future: Future[Any] | None = None
    given: float = 0.0  # seconds on the clock when it got its task
    spent: float = 0.0  # seconds of processor time that it had used by then
    deadline: float = 0.0
    early: bytes | None = None  # as it was sent: nearly always the result follows, and nobody reads it

    def kill(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()
        if self.lifeline is not None:
            os.close(self.lifeline)


@dataclass(slots=True)
class Processes(Generic[Task, Result]):
    """Does ``work`` in at most ``jobs`` processes. A process that needs more than ``seconds`` for a task is killed. On
    a busy machine these are seconds of processor time; a process that does not compute meanwhile is killed too.

    Whoever goes through ``completed`` drives the pool: there is no thread, so forking is safe. Use it as a context
    manager: no process is left behind.
    """

    work: Callable[[Task], Result]
    jobs: int
    seconds: float
    waiting: deque[tuple[Future[Any], Task]] = field(default_factory=deque)
    workers: list[_Worker] = field(default_factory=list)

    def __enter__(self) -> Processes[Task, Result]:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self.workers:
            worker.kill()
        self.workers.clear()

    def submit(self, task: Task, *, first: bool = False) -> Future[Any]:
        """Gives the task to a worker, or puts it at an end of the queue; its future is completed by a worker."""
        future: Future[Any] = Future()
        (self.waiting.appendleft if first else self.waiting.append)((future, task))
        self._fill()
        return future

    def completed(self) -> Iterator[Future[Any]]:
        """The futures as their tasks end, until none is left."""
        self._fill()
        while busy := [worker for worker in self.workers if worker.future is not None]:
            yield from self._collected(busy)
            self._fill()

    def _fill(self) -> None:
        """Gives every idle worker a task, and starts workers for the tasks that are left."""
        for worker in self.workers:
            if worker.future is None and (next_task := self._next()) is not None:
                self._give(worker, *next_task)
        while len(self.workers) < max(1, self.jobs) and (next_task := self._next()) is not None:
            self.workers.append(self._start())
            self._give(self.workers[-1], *next_task)

    def _next(self) -> tuple[Future[Any], Task] | None:
        while self.waiting:
            future, task = self.waiting.popleft()
            if future.set_running_or_notify_cancel():
                return future, task
        return None

    def _give(self, worker: _Worker, future: Future[Any], task: Task) -> None:
        worker.future, worker.early = future, None
        worker.given, worker.spent = time.monotonic(), _processor_time(worker.process)
        worker.deadline = worker.given + self.seconds
        with contextlib.suppress(BrokenPipeError):  # its death is noticed when the answer is read
            worker.pipe.send(task)

    def _start(self) -> _Worker:
        context = _context()
        ours, theirs = context.Pipe()
        parent = _Parent(os.getpid())
        lifeline = None
        if context.get_start_method() == "fork":
            reading, lifeline = os.pipe()
            known = [item.lifeline for item in self.workers if item.lifeline is not None]
            parent = _Parent(os.getpid(), reading, (lifeline, *known), (ours, *(item.pipe for item in self.workers)))
        process = context.Process(target=_serve, args=(theirs, self.work, parent), daemon=True)  # type: ignore[attr-defined]
        with _interrupts_wait():
            process.start()
        theirs.close()
        if parent.reading is not None:
            os.close(parent.reading)
        return _Worker(process, ours, lifeline)

    def _collected(self, busy: Sequence[_Worker]) -> Iterator[Future[Any]]:
        timeout = max(0.0, min(worker.deadline for worker in busy) - time.monotonic())
        ready = wait([worker.pipe for worker in busy], timeout)
        for worker in busy:
            if worker.pipe in ready:
                yield from self._received(worker)
            elif time.monotonic() >= worker.deadline and not self._may_go_on(worker):
                yield from self._lost(worker, Lost.LATE)

    def _may_go_on(self, worker: _Worker) -> bool:
        """Whether a late worker keeps its task: it computes, but has not yet had ``seconds`` of processor time. Its
        deadline is put off by what is missing."""
        now, used = time.monotonic(), _processor_time(worker.process) - worker.spent
        missing = self.seconds - used
        worker.deadline = now + max(missing, SHORTEST)
        return missing > 0 and used > AT_WORK * (now - worker.given)

    def _received(self, worker: _Worker) -> Iterator[Future[Any]]:
        try:
            message = worker.pipe.recv_bytes()
        except (EOFError, OSError):
            yield from self._lost(worker, Lost.DIED)
            return
        if message.startswith(_EARLY):
            worker.early = message
            return
        future, worker.future = worker.future, None
        if future is not None:
            future.set_result(_read(message))
            yield future

    def _lost(self, worker: _Worker, why: Lost) -> Iterator[Future[Any]]:
        worker.kill()
        self.workers.remove(worker)
        if worker.future is not None:
            worker.future.set_result(why if worker.early is None else _read(worker.early))
            yield worker.future


def _processor_time(process: BaseProcess) -> float:
    """The processor time that another process has used, in seconds. It is 0 on systems other than Linux, where a worker
    that is late is killed."""
    if process.pid is None or sys.platform != "linux":
        return 0.0
    with contextlib.suppress(OSError):  # it has ended
        return time.clock_gettime((~process.pid << 3) | 2)  # what clock_getcpuclockid(3) gives
    return 0.0


def _read(message: bytes) -> Any:
    return received(memoryview(message)[1:])


def sent(value: Any) -> bytes:
    """The bytes as which a process sends this value to another; whoever sends it several times keeps them."""
    return bytes(ForkingPickler.dumps(value))


def received(message: bytes | memoryview) -> Any:
    """The value that another process sent as these bytes."""
    return ForkingPickler.loads(message)


def run_all(
    work: Callable[[Task], Result],
    tasks: Sequence[Task],
    *,
    jobs: int,
    seconds: float,
    done: Callable[[int, Result | Lost], bool],
    order: Sequence[int] | None = None,
) -> list[Result | Lost]:
    """``work`` of every task by ``jobs`` processes, see ``collect``; a task that takes longer than ``seconds`` is
    killed (``Lost.LATE``). What a lost task has told early (``tell``) stands."""
    with interruptible(), Processes(work, min(jobs, len(tasks)), seconds) as executor:
        return collect(executor, tasks, done, order)


# ------------------------------------------------------------------------------------------------ interrupts


@contextlib.contextmanager
def _interrupts_wait() -> Iterator[None]:
    """An interrupt from the keyboard waits until the new process ignores it; else it would show a traceback there."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextlib.contextmanager
def interruptible() -> Iterator[None]:
    """Where an interrupt ends the program at once, as the command line wants it while it imports, it ends only the
    waiting in here: what is settled is kept."""
    main = threading.current_thread() is threading.main_thread()
    if not main or signal.getsignal(signal.SIGINT) is not signal.SIG_DFL:
        yield
        return
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.SIG_DFL)


# ------------------------------------------------------------------------------------------------ inside a worker


def _context() -> BaseContext:
    methods = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("fork" if "fork" in methods else "spawn")


def _serve(pipe: Connection, work: Callable[[Any], Any], parent: _Parent) -> None:
    """The life of a worker: tasks in, results out, until the parent ends."""
    hear(lambda result: _send(pipe, _EARLY, result))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is the parent's to handle
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    _die_with(parent)
    _limit_memory()
    _collect_rarely()
    with contextlib.suppress(Exception):  # the other end sees that the pipe closed, which says enough
        while True:
            _send(pipe, _FINAL, work(pipe.recv()))


def _die_with(parent: _Parent) -> None:
    """Lets the system kill this process when the parent ends, however it ends; not every system can.

    The parent alone holds the writing end of the lifeline. When that is closed, the system sends SIGIO, which kills.
    Elsewhere the worker ends when it has finished its task, since its pipe is closed then. We do not ask Linux for a
    signal at the death of the parent (prctl): importing ctypes for that takes as long as a short proof.
    """
    for pipe in parent.pipes:
        pipe.close()
    for lifeline in parent.lifelines:
        os.close(lifeline)
    with contextlib.suppress(ImportError, AttributeError, OSError):
        import fcntl

        if parent.reading is not None:
            signal.signal(signal.SIGIO, signal.SIG_DFL)
            fcntl.fcntl(parent.reading, fcntl.F_SETOWN, os.getpid())
            flags = fcntl.fcntl(parent.reading, fcntl.F_GETFL)
            fcntl.fcntl(parent.reading, fcntl.F_SETFL, flags | os.O_ASYNC)
    if os.getppid() != parent.process:
        os._exit(1)  # it ended before we asked


def _collect_rarely() -> None:
    """What the parent imported and loaded stays, and terms, polynomials and certificates hold no cycles. Looking for
    cycles as often as by default costs a quarter of the time of ``check lemma1``, and copies pages that are shared."""
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        limit = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
