"""The same check on a Dask cluster: the same report, whatever happens to a worker."""

from __future__ import annotations

import contextlib
import gc
import json
import math
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from symproof.cli import main
from symproof.diagnostics.errors import SymproofError
from symproof.report.to_json import report_data
from symproof.statements import parse_statement
from symproof.verdict import cluster
from symproof.verdict.check import check
from symproof.verdict.cluster import Cluster
from symproof.verdict.settle import Options
from symproof.verdict.version import fingerprint
from symproof.verdict.workers import Lost, collect, sent

distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.filterwarnings("ignore")  # Dask's own, about ports and sockets

SYMBOLS = {name: ["n", "n"] for name in "ABC"}
STATEMENTS = [
    "A*B = B*A |- A*A*B = B*A*A",
    "A = A",
    "A*B = I, B*A = I, A*C = C*A |- B*C = C*B",
    "A*B = B*A",
    "A*B = C, B*A = C |- C*A = A*C",
    "A = A.T |- (A*A).T = A*A",
]


CLUSTER = """
import sys
from distributed import LocalCluster

if __name__ == "__main__":
    options = dict(threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50)
    cluster = LocalCluster(n_workers=2, **options)
    print(cluster.scheduler_address, flush=True)
    sys.stdin.read()
"""


@contextlib.contextmanager
def two_workers(folder: Path) -> Iterator[str]:
    """The address of a cluster of two workers on this machine. Each worker is a process that is started again when it
    dies. In the end all these processes are killed; to close the cluster took for ever once, after a worker's death."""
    script = folder / "cluster.py"
    script.write_text(CLUSTER, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, str(script)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            gc.collect()  # Dask leaves sockets open: Python warns of them here, where that is ignored, and not later


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with two_workers(tmp_path_factory.mktemp("cluster")) as address:
        yield address


@pytest.fixture
def mortal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A cluster for one test, which kills a worker of it."""
    monkeypatch.setattr(cluster, "QUIET", 3.0)
    monkeypatch.setattr(cluster, "PATIENCE", 5.0)
    with two_workers(tmp_path) as address:
        yield address


def bytes_of(options: Options, progress: Callable[[int, int, str], None] = lambda *_: None) -> str:
    proofs = [parse_statement(SYMBOLS, text, f"s{number}")[0][0] for number, text in enumerate(STATEMENTS)]
    data = report_data(check(proofs, (), options, progress))
    data["seconds"] = data["started"] = None
    for proof in data["proofs"]:
        for step in proof["steps"]:
            step["seconds"] = None
    return json.dumps(data)


@pytest.fixture(scope="module")
def expected() -> str:
    return bytes_of(Options())


def test_cluster_gives_the_bytes_of_one_process(local: str, expected: str) -> None:
    assert bytes_of(Options(scheduler=local)) == expected


def kill_a_worker(address: str) -> None:
    with distributed.Client(address, set_as_default=False) as client:
        os.kill(next(iter(client.run(os.getpid).values())), signal.SIGKILL)


def test_worker_that_is_killed_on_the_way_loses_nothing(mortal: str, expected: str) -> None:
    killed: list[int] = []

    def kill(done: int, total: int, label: str) -> None:
        if not killed:
            killed.append(done)
            kill_a_worker(mortal)

    assert bytes_of(Options(scheduler=mortal), kill) == expected
    assert killed == [1]


def test_task_on_a_killed_worker_is_done_by_another_one(mortal: str) -> None:
    """Both workers are busy and have tasks waiting when one of them is killed."""
    heard: list[int] = []

    def kill(position: int, found: object) -> bool:
        heard.append(position)
        if len(heard) == 1:
            kill_a_worker(mortal)
        return False

    with Cluster(time.sleep, mortal) as executor:
        assert collect(executor, [0.2, *[1.0 + number / 1000 for number in range(5)]], kill) == [None] * 6
    assert sorted(heard) == list(range(6))


def test_stopping_at_the_first_failure_gives_the_same_report(local: str) -> None:
    stopped = Options(stop_at_first=True)
    assert bytes_of(Options(stop_at_first=True, scheduler=local)) == bytes_of(stopped)


def test_tasks_that_the_scheduler_lost_are_sent_again(local: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "QUIET", 0.5)
    with Cluster(math.sqrt, local) as executor:
        kept, lost = executor.executor, [Future[Any](), Future[Any]()]

        def submit(*given: Any) -> Any:
            return lost.pop() if lost else kept.submit(*given)

        executor.executor = SimpleNamespace(submit=submit)
        assert collect(executor, [1, 4, 9, 16], lambda at, found: False) == [1.0, 2.0, 3.0, 4.0]
    assert not lost


def test_tasks_that_the_scheduler_loses_each_time_are_given_up(local: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "QUIET", 0.1)
    with Cluster(math.sqrt, local) as executor:
        executor.executor = SimpleNamespace(submit=lambda *_: Future[Any]())
        assert collect(executor, [1, 4], lambda at, found: False) == [Lost.DIED] * 2
        assert executor.resends == cluster.RESENDS + 1


def test_question_that_nobody_answers_comes_to_an_end() -> None:
    with pytest.raises(TimeoutError):
        cluster._within(0.05, time.sleep, 5)
    assert cluster._within(5, math.sqrt, 4) == 2.0
    with pytest.raises(ValueError, match="math domain"):
        cluster._within(5, math.sqrt, -1)


def test_cluster_that_does_not_answer_whether_it_works_counts_as_idle() -> None:
    class Silent:
        def call_stack(self) -> None:
            raise OSError

    assert not Cluster(math.sqrt, "", client=Silent())._is_busy()
    assert Cluster(math.sqrt, "", client=SimpleNamespace(call_stack=lambda: {"a": {"b": ["c"]}}))._is_busy()
    assert not Cluster(math.sqrt, "", client=SimpleNamespace(call_stack=lambda: {"a": {}}))._is_busy()


def test_task_that_raises_costs_its_own_result(local: str) -> None:
    with Cluster(math.sqrt, local) as executor:
        assert collect(executor, [1, -1, 9], lambda at, found: False) == [1.0, Lost.DIED, 3.0]


def test_task_whose_connection_breaks_is_sent_again(local: str) -> None:
    with Cluster(math.sqrt, local) as executor:
        kept, broken = executor.executor, [Future[Any](), Future[Any]()]
        for future in broken:
            future.set_exception(OSError("the connection broke"))

        def submit(*given: Any) -> Any:
            return broken.pop() if broken else kept.submit(*given)

        executor.executor = SimpleNamespace(submit=submit)
        assert collect(executor, [1, 4, 9], lambda at, found: False) == [1.0, 2.0, 3.0]
    assert not broken


def test_task_that_ended_several_workers_is_not_sent_again(local: str) -> None:
    killed = Future[Any]()
    killed.set_exception(distributed.scheduler.KilledWorker("task", None, 3))
    sent = list[object]()
    with Cluster(math.sqrt, local) as executor:
        executor.executor = SimpleNamespace(submit=lambda *given: sent.append(given) or killed)
        assert collect(executor, [1], lambda at, found: False) == [Lost.DIED]
    assert len(sent) == 1


def test_worker_that_runs_another_symproof_is_refused(local: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "fingerprint", lambda: str(os.getpid()))
    with pytest.raises(SymproofError) as found, Cluster(math.sqrt, local):
        pass
    assert found.value.error.code == "SP825"


def test_task_of_another_symproof_is_not_done() -> None:
    with pytest.raises(cluster.OtherVersionError):
        cluster._done(sent(math.sqrt), "another", 3)


class Begun:
    """Work that cannot be sent to another worker once it has begun."""

    def __init__(self) -> None:
        self.kept: object = None

    def __call__(self, task: int) -> int:
        self.kept = threading.Lock()
        return task


def test_work_that_cannot_be_sent_once_it_has_begun_is_shared_by_workers() -> None:
    work = Begun()
    held = sent(work)
    assert cluster._done(held, fingerprint(), 3) == 3
    assert cluster._read(held) is not work
    assert cluster._itself(held) is held
    with pytest.raises(TypeError):
        sent(cluster._read(held))


def test_tasks_that_were_not_sent_can_be_cancelled(local: str) -> None:
    with Cluster(math.sqrt, local) as executor:
        executor.window = 2
        found = collect(executor, [float(number) for number in range(8)], lambda at, value: True)
    assert found[:2] == [0.0, 1.0]
    assert found[4:] == [Lost.INTERRUPTED] * 4


@pytest.mark.parametrize("address", ["nonsense://x", "tcp://127.0.0.1:1", "", "127.0.0.1:x", "tcp://"])
def test_address_of_no_scheduler_is_said(
    address: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 1.0)
    assert main(["prove", "-s", "A:n,n", "A = A", "--scheduler", address]) == 2
    found = capsys.readouterr().err
    assert "[SP824]" in found
    assert "Traceback" not in found


def test_address_of_another_server_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 1.0)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert main(["prove", "-s", "A:n,n", "A = A", "--scheduler", f"tcp://127.0.0.1:{port}"]) == 2
    assert "[SP824]" in capsys.readouterr().err


def test_connection_is_opened_again_when_the_greeting_came_with_another_message() -> None:
    """Dask asserts that the scheduler's greeting comes alone; on a busy scheduler a message to all clients joins it."""
    attempts: list[str] = []

    def make(address: str, **_: Any) -> str:
        attempts.append(address)
        assert len(attempts) == 3
        return "connected to " + address

    assert cluster._started(make, "tcp://a:1") == "connected to tcp://a:1"
    assert len(attempts) == 3


def test_attempts_at_a_connection_come_to_an_end() -> None:
    attempts: list[str] = []

    def make(address: str, **_: Any) -> None:
        attempts.append(address)
        raise AssertionError

    assert cluster._started(make, "tcp://a:1") == "AssertionError"
    assert len(attempts) == len(cluster.ATTEMPTS)


def test_client_that_did_not_open_is_not_collected_while_another_one_starts(
    local: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dask closes a client that Python collects, and waits there for the lock that it holds while a client starts."""
    with pytest.raises(ValueError, match="x"):
        cluster._opened("nonsense://x")
    start = distributed.utils.LoopRunner._start_unlocked

    def collecting(runner: Any) -> None:
        gc.collect()
        start(runner)

    monkeypatch.setattr(distributed.utils.LoopRunner, "_start_unlocked", collecting)
    before = len(cluster._OPEN)
    with Cluster(math.sqrt, local):
        assert len(cluster._OPEN) == before + 1
    assert len(cluster._OPEN) == before


def test_missing_package_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert main(["prove", "-s", "A:n,n", "A = A", "--scheduler", "tcp://127.0.0.1:1"]) == 2
    assert "[SP823]" in capsys.readouterr().err


def test_command_takes_the_address(local: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["prove", "-s", "A:n,n", "A = A", "--scheduler", local]) == 0
    assert "1 claim: 1 proved" in capsys.readouterr().out
