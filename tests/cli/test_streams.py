"""Standard streams that are closed or full, and interrupts at any moment: coded messages, never a traceback."""

from __future__ import annotations

import os
import random
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="these streams are those of a POSIX shell")
PROVE = "prove -s A:n,n -s B:n,n 'A*B = B*A |- A*A*B = B*A*A'"
FULL = Path("/dev/full")


def shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    line = f"{sys.executable} -m symproof {command}"
    return subprocess.run(["sh", "-c", line], capture_output=True, text=True, cwd=folder, check=False)


@pytest.mark.parametrize("command", [PROVE, "--help", "explain SP204", "list"])
def test_closed_stdout(command: str, tmp_path: Path) -> None:
    found = shell(f"{command} >&-", tmp_path)
    assert found.returncode == 2
    assert found.stderr.startswith("[SP730] standard output cannot be written: it is closed")
    assert "Traceback" not in found.stderr


@pytest.mark.skipif(not FULL.exists(), reason="there is no full device")
@pytest.mark.parametrize("command", [PROVE, f"{PROVE} --format json", "--help", "--version", "explain SP204", "list"])
def test_full_stdout(command: str, tmp_path: Path) -> None:
    found = shell(f"{command} >/dev/full", tmp_path)
    assert found.returncode == 2
    assert found.stderr.startswith("[SP730] standard output cannot be written: No space left on device")
    assert "Traceback" not in found.stderr


@pytest.mark.parametrize("command", [PROVE, "--help", "list"])
def test_reader_that_goes_away_is_no_step_that_fails(command: str, tmp_path: Path) -> None:
    """The exit code is that of a program which a closed pipe ended; 1 would say that a step does not pass."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as pipe:
        line = [sys.executable, "-m", "symproof", *shlex.split(command)]
        found = subprocess.run(line, stdout=pipe, stderr=subprocess.PIPE, text=True, cwd=tmp_path, check=False)
    assert (found.returncode, found.stderr) == (141, "")


@pytest.mark.parametrize("streams", ["2>&-", "<&-", "<&- 2>&-"])
def test_streams_without_the_result_do_not_change_the_verdict(streams: str, tmp_path: Path) -> None:
    found = shell(f"{PROVE} {streams}", tmp_path)
    assert (found.returncode, found.stderr) == (0, "")
    assert "1 claim: 1 proved" in found.stdout


def test_report_in_a_file_needs_no_stream(tmp_path: Path) -> None:
    found = shell(f"{PROVE} --output report.txt <&- >&- 2>&-", tmp_path)
    assert found.returncode == 0
    assert "1 claim: 1 proved" in (tmp_path / "report.txt").read_text()


@pytest.mark.skipif(not FULL.exists(), reason="there is no full device")
@pytest.mark.parametrize(("command", "code"), [("check nosuch", 2), ("bogus", 2), (PROVE, 0)])
def test_full_stderr_leaves_the_exit_code(command: str, code: int, tmp_path: Path) -> None:
    assert shell(f"{command} 2>/dev/full", tmp_path).returncode == code


def test_loop_of_symbolic_links_under_proofs(tmp_path: Path) -> None:
    (tmp_path / "proofs").mkdir()
    (tmp_path / "proofs" / "loop.py").symlink_to("loop.py")
    found = shell("check --proofs proofs", tmp_path)
    assert found.returncode == 2
    assert "[SP103]" in found.stdout
    assert "Traceback" not in found.stderr


# The interrupt is sent while this package is imported: before that, Python has not come to our code.
INTERRUPTED = """
import sys
from symproof.cli import main
sys.argv[1:] = ["check", "lemma1"]
print("started", flush=True)
sys.exit(main())
"""


@pytest.mark.parametrize("seed", range(6))
def test_interrupt_at_any_moment_shows_no_traceback(seed: int, tmp_path: Path) -> None:
    command = [sys.executable, "-c", INTERRUPTED]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path, start_new_session=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(random.Random(seed).uniform(0.005, 1.0))
        os.killpg(process.pid, signal.SIGINT)
        _, errors = process.communicate(timeout=30)
    assert "Traceback" not in errors
    assert "ignored" not in errors
    assert process.returncode in (-signal.SIGINT, 130, 1, 0)
