"""The tasks of a check on a running Dask cluster, through its ``concurrent.futures`` interface.

``Cluster`` takes the place of ``workers.Processes``: the same tasks are handed out by the same ``collect``, so that the
report has the same bytes. A task that was on a lost worker is done again by another one. Nobody can kill a task there:
what bounds it is that searches and sweeps count their work. Whoever can reach a Dask scheduler can run programs on its
workers, and what they return is believed, so a cluster must be the user's own.
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from dataclasses import field
from functools import lru_cache
from typing import Any

from symproof.diagnostics.codes import CODES
from symproof.diagnostics.errors import SymproofError
from symproof.language.records import dataclass
from symproof.verdict.version import fingerprint
from symproof.verdict.workers import Lost, received, sent

PATIENCE = 20.0  # seconds for the scheduler to answer, and for a first worker to appear
ATTEMPTS = (0.1, 0.1, 0.2, 0.2, 0.4)  # at opening a connection: how much of that time each may take
WINDOW = 64  # tasks that are sent at least: a cluster grows only while tasks wait there
QUIET = 30.0  # seconds without a result after which the scheduler is asked whether anything is being worked on
RESENDS = 5  # times that everything is sent again without a result in between
TRIES = 3  # at a task that raises: Dask raises too where a connection breaks as a worker dies
_ALONE = threading.Lock()  # a worker may have several threads, and a settler serves one at a time
_OPEN: list[Any] = []  # the clients that are not closed, those among them that never got an answer


class OtherVersionError(Exception):
    """A worker that joined later runs another symproof."""


@dataclass(slots=True)
class Cluster:
    """Runs ``work`` on the workers of a Dask scheduler. As a context manager it frees there whatever it sent."""

    work: Callable[[Any], Any]
    address: str
    client: Any = None
    executor: Any = None
    held: Any = None  # the work as bytes, sent once; the scheduler can make it again where a worker is lost
    window: int = WINDOW
    waiting: deque[tuple[Future[Any], Any]] = field(default_factory=deque)
    sent: dict[Any, tuple[Future[Any], Any, int]] = field(default_factory=dict)  # future, task, number of tries
    resends: int = 0  # since the last result

    def __enter__(self) -> Cluster:
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what is lost is said in the report
        self.client = _connected(self.address)
        try:
            _same_version(self.client)
            self.executor = self.client.get_executor(pure=False)
            self.window = max(WINDOW, 4 * sum(_within(PATIENCE, self.client.nthreads).values()))
            self._hold()
        except BaseException:
            self._leave()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._leave()

    def _leave(self) -> None:
        with contextlib.suppress(Exception):  # everything is settled by now
            _within(PATIENCE, self._end)

    def _end(self) -> None:
        for inner in self.sent:
            inner.cancel()
        _close(self.client)

    def submit(self, task: Any, *, first: bool = False) -> Future[Any]:
        """Puts a task at an end of the queue; its future is completed when somebody goes through ``completed``."""
        future: Future[Any] = Future()
        (self.waiting.appendleft if first else self.waiting.append)((future, task))
        return future

    def completed(self) -> Iterator[Future[Any]]:
        """The futures as their tasks end. Tasks are sent in their order, some more than the cluster can work on."""
        self._fill()
        while self.sent:
            done = wait(self.sent, timeout=QUIET, return_when=FIRST_COMPLETED).done
            for inner in done:
                yield from self._ended(inner)
            if not done and not self._is_busy():
                yield from self._send_again()
            self._fill()

    def _ended(self, inner: Future[Any]) -> Iterator[Future[Any]]:
        future, task, tries = self.sent.pop(inner)
        self.resends = 0
        try:
            future.set_result(inner.result())
        except (Exception, CancelledError) as error:  # noqa: BLE001 - whatever went wrong costs this task its result only
            if tries < TRIES and type(error).__name__ != "KilledWorker":  # that one ended several workers
                if self.held.status not in ("pending", "finished"):
                    self._hold()
                self._send(future, task, tries + 1)
                return
            future.set_result(Lost.DIED)
        yield future

    def _is_busy(self) -> bool:
        """Whether some worker is running a task. We ask the workers, because the scheduler may be wrong about it."""
        try:
            return any(_within(PATIENCE, self.client.call_stack).values())
        except Exception:  # noqa: BLE001 - nobody is known to be at a task
            return False

    def _hold(self) -> None:
        self.held = self.client.submit(_itself, sent(self.work), pure=False)

    def _send_again(self) -> Iterator[Future[Any]]:
        """Sends all open tasks again, because no worker is running any of them. If ``RESENDS`` repetitions bring no
        result, the tasks are given up."""
        lost, self.sent = self.sent, {}
        self.resends += 1
        self._hold()
        for inner, (future, task, tries) in lost.items():
            inner.cancel()
            if self.resends <= RESENDS:
                self._send(future, task, tries)
            else:
                future.set_result(Lost.DIED)
                yield future

    def _send(self, future: Future[Any], task: Any, tries: int = 1) -> None:
        self.sent[self.executor.submit(_done, self.held, fingerprint(), task)] = future, task, tries

    def _fill(self) -> None:
        while self.waiting and len(self.sent) < self.window:
            future, task = self.waiting.popleft()
            if future.set_running_or_notify_cancel():
                self._send(future, task)


# ------------------------------------------------------------------------------------------------ connecting


def _connected(address: str) -> Any:
    """A client of the scheduler at this address, which has at least one worker (SP823, SP824)."""
    try:
        import distributed  # noqa: F401 - whether it is there
    except ImportError:
        raise SymproofError("SP823", "--scheduler needs the package distributed", CODES["SP823"][1]) from None
    client = _started(_opened, address)
    if isinstance(client, str):
        raise _unreachable(address, f"no scheduler answers there ({client})")
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except (OSError, TimeoutError):
        _close(client)
        raise _unreachable(address, "the scheduler has no worker") from None
    return client


def _opened(address: str, **options: Any) -> Any:
    """A Dask client, which stays in ``_OPEN`` even if its ``__init__`` raises or never returns.

    Python must not collect a client that is open: its finalizer waits for the lock under which Dask starts and stops
    event loops, and the thread in which Python collects may hold that very lock. Then no client can start any more."""
    from distributed import Client

    client = Client.__new__(Client)
    _OPEN.append(client)
    client.__init__(address, **options)  # type: ignore[misc]
    return client


def _close(client: Any) -> None:
    client.close()
    _OPEN.remove(client)


def _started(make: Any, address: str) -> Any:
    """The Dask client. If none can be made, the name of the exception that Dask raised."""
    failure = ""
    for share in ATTEMPTS:
        seconds = share * PATIENCE
        try:
            return _within(seconds + 1, make, address, timeout=seconds, set_as_default=False)
        except (AssertionError, OSError) as error:
            # Dask asserts that the greeting of the scheduler comes alone, which it sometimes does not; then Dask raises
            # an AssertionError or waits for the rest in vain. A new connection gets a new greeting.
            failure = type(error).__name__
        except Exception as error:  # noqa: BLE001 - Dask raises errors of many kinds for a wrong address
            return type(error).__name__
    return failure


def _within(seconds: float, question: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
    """Calls ``question`` in a thread and returns its value or raises its exception; after ``seconds`` it raises
    TimeoutError. Without that limit Dask may wait for ever, such as for a server that never answers."""
    found: Future[Any] = Future()

    def run() -> None:
        try:
            found.set_result(question(*arguments, **options))
        except BaseException as error:  # noqa: BLE001 - whoever waits hears of it
            found.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return found.result(seconds)


def _unreachable(address: str, why: str) -> SymproofError:
    return SymproofError("SP824", f"--scheduler {address}: {why}", CODES["SP824"][1])


def _same_version(client: Any) -> None:
    """Refuses workers that run another symproof, or none (SP825)."""
    here = fingerprint()
    try:
        found = _within(PATIENCE, client.run, fingerprint)
    except Exception as error:  # noqa: BLE001 - such as a worker without symproof
        raise SymproofError("SP825", f"a worker cannot run symproof: {error}"[:300], CODES["SP825"][1]) from None
    for worker, version in found.items():
        if version != here:
            raise SymproofError("SP825", f"the worker {worker} runs another symproof or Python", CODES["SP825"][1])


# ------------------------------------------------------------------------------------------------ on a worker


def _itself(work: bytes) -> bytes:
    return work


@lru_cache(maxsize=2)
def _read(work: bytes) -> Callable[[Any], Any]:
    """The work, which each worker reads from the bytes once. Workers pass the bytes to each other, and not the work
    itself: once it has begun, it holds polynomials, which cannot be sent."""
    return received(work)  # type: ignore[no-any-return]


def _done(work: bytes, version: str, task: Any) -> Any:
    if fingerprint() != version:
        raise OtherVersionError(version)
    with _ALONE:
        return _read(work)(task)
