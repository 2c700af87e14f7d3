"""Files that anybody may have written: read with limits on their length and on the number of their values."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

LARGEST = 64 << 20  # bytes
MOST_VALUES = 2_500_000  # a value takes some 60 bytes once it is read
_STRING = re.compile(r'"(?:[^"\\]|\\.)*+"', re.DOTALL)


class TooLongError(ValueError):
    """The file is longer than anything that is read here; the message says how long is allowed."""


def text_of(path: Path) -> str:
    """The text of a regular file, without a byte order mark. Devices and pipes may never end: they are refused
    (OSError), and so is what is too long (TooLongError) or not UTF-8 (UnicodeError)."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    with os.fdopen(handle, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise OSError("not a regular file: save the report to a file first")
        if status.st_size > LARGEST:
            raise TooLongError(f"a report of more than {LARGEST >> 20} MiB")
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise TooLongError(f"a report of more than {LARGEST >> 20} MiB")
    return content.decode("utf-8-sig")


def require_few_values(text: str) -> None:
    """Refuses a JSON text of too many values before they are made: each needs a bracket or a comma outside texts."""
    if _marks(text) > MOST_VALUES and _marks(_STRING.sub("", text)) > MOST_VALUES:
        raise TooLongError(f"a report of more than {MOST_VALUES} values")


def _marks(text: str) -> int:
    return text.count("[") + text.count("{") + text.count(",")
