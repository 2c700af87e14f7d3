"""The text of a proof file, in the encoding that it declares, and a path without its symbolic links."""

from __future__ import annotations

import io
import tokenize
from pathlib import Path

from symproof.diagnostics.errors import SymproofError

_OURS = Path(__file__).parent.parent
_INSTALLED = {"site-packages", "dist-packages"}
HINT = "Save the file as UTF-8, or declare its encoding in the first line: # -*- coding: latin-1 -*-"


def source_text(path: Path) -> str:
    """The text of a Python file. Raises OSError, or SymproofError SP106 at the line that is not text."""
    data = path.read_bytes()
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    except SyntaxError as error:  # an encoding that nobody knows, or the first lines are not UTF-8
        if _declares_nothing(data):
            encoding = "utf-8"
        else:
            raise SymproofError("SP106", f"{error.msg}", HINT, file=str(path), line=1) from None
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"the file is not {encoding.upper()} text: byte 0x{data[error.start]:02x} in line {line}"
        raise SymproofError("SP106", message, HINT, file=str(path), line=line) from None


def _declares_nothing(data: bytes) -> bool:
    return not any(b"coding" in line for line in data.splitlines()[:2])


def is_written_by_author(file: str, folder: Path) -> bool:
    """Whether the file is one of the folder or of folders in it, and is no part of an installed library."""
    path = Path(file)
    return folder in path.parents and _OURS not in path.parents and not _INSTALLED & set(path.parts)


def resolved(path: Path) -> Path:
    """The path without symbolic links; under its own name where these form a loop or lead nowhere, so that reading it
    says what is wrong."""
    try:
        found = path.resolve()
        return found if found.exists() or not path.is_symlink() else path.parent.resolve() / path.name
    except (OSError, RuntimeError):  # Python 3.13 raises nothing, older versions RuntimeError
        return path.absolute()
