"""Standard streams that the caller closed or that cannot be written: no verdict depends on them."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys

import click

from symproof.diagnostics.codes import CODES

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EBADF, errno.EIO}  # what writing to a stream may raise


def occupy() -> None:
    """Opens the standard streams that the caller closed (``2>&-``); else the next file opened would be one of them.

    What is written on a closed stderr is lost; to write on a closed stdout still fails, since it loses the result.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            handle = os.open(os.devnull, os.O_RDONLY if name == "stdout" else os.O_RDWR)
            if handle != number:
                os.dup2(handle, number)
                os.close(handle)
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115 - for the whole run


def write_everything() -> None:
    """Lets the standard streams write with backslashes what their encoding does not have, such as the name of a file
    that is no UTF-8: a report is not lost for one letter in it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def complain(text: str) -> None:
    """The text on stderr, if that can be written: the exit code says the rest."""
    with contextlib.suppress(OSError):
        click.echo(text, err=True)


def refused_by_the_system(error: OSError) -> None:
    """Says on stderr which operation the system refused (SP730)."""
    reason = "it is closed" if error.errno == errno.EBADF else error.strerror or str(error)
    if error.filename is None and error.errno in FULL:
        message = f"standard output cannot be written: {reason}"
        forget_stdout()
    else:
        message = f"the system refused: {reason}" + (f": {error.filename}" if error.filename else "")
    complain(f"[SP730] {message}\n    try: {CODES['SP730'][1]}")


def forget_stdout() -> None:
    """Lets go of what is still buffered: it must not fail again when the program ends."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
