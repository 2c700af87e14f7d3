"""The command line: arguments and exit codes only. A command's module is imported when the command runs."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys

ARGUMENTS = list[str] | tuple[str, ...] | None


def main(arguments: ARGUMENTS = None) -> int:
    """Runs one command and returns its exit code; no traceback for anything that a user did.

    Without ``arguments`` this is the program of the process: those of the command line are taken.
    """
    if arguments is None:
        # Until there is something to keep, an interrupt ends the program at once: even while it imports, where an
        # exception would show a traceback. ``symproof.verdict.workers`` handles interrupts while it waits for results.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        from symproof.cli.streams import occupy, write_everything

        occupy()
        write_everything()
        # Terms, certificates and reports hold no cycles, and a report of many proofs has millions of objects: to look
        # for cycles as often as by default takes a fifth of the time in which they are read and written.
        gc.set_threshold(100_000, 20, 50)
    from symproof.cli.group import run

    code = run(sys.argv[1:] if arguments is None else list(arguments))
    if arguments is None:
        gc.freeze()  # the process ends: Python would look for cycles among all that is left, and then give it back
        _end(code)
    return code


def _end(code: int) -> None:
    """Ends a process that started no others. Python would give its memory back object by object, which takes as long as
    the search for a short proof, and the system takes it back at once. Not while the process is watched by a tool that
    has something to say at the end."""
    if "multiprocessing" in sys.modules or sys.gettrace() is not None or sys.getprofile() is not None:
        return
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.flush()
    os._exit(code)  # ``run`` has written what there is to write
