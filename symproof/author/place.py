"""Where in the author's files something was written, and the one way in which the language refuses it."""

from __future__ import annotations

import contextlib
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from pathlib import Path
from types import FrameType
from typing import NamedTuple

from symproof.diagnostics.codes import CODES
from symproof.diagnostics.errors import SymproofError

NAMES = "Names begin with a letter a to z or A to Z; such letters, digits and _ follow."
_NOT_THE_AUTHOR = (str(Path(__file__).parent), contextlib.__file__)


class Made(NamedTuple):
    """A proof or an axiom that was made while the top level of a module ran, and the names of this module."""

    what: object
    namespace: Mapping[str, object]
    called: bool  # whether a function made it


_made: ContextVar[list[Made] | None] = ContextVar("made", default=None)


def _author_frames() -> Iterator[FrameType]:
    """The frames of the call outside this package, innermost first."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        if not frame.f_code.co_filename.startswith(_NOT_THE_AUTHOR):
            yield frame
        frame = frame.f_back


def place() -> tuple[str, int]:
    """File and line of the innermost frame that is not part of the language."""
    frame = next(_author_frames(), None)
    return ("<unknown>", 0) if frame is None else (frame.f_code.co_filename, frame.f_lineno)


def line_in(file: str) -> int | None:
    """The line of ``file`` that is being executed: a step recorded by a shared function belongs to its caller."""
    return next((frame.f_lineno for frame in _author_frames() if frame.f_code.co_filename == file), None)


@contextlib.contextmanager
def made() -> Iterator[list[Made]]:
    """What is made while files run inside, in order: a proof is checked even if its name is bound again."""
    found: list[Made] = []
    token = _made.set(found)
    try:
        yield found
    finally:
        _made.reset(token)


def _running() -> FrameType | None:
    """The innermost top level that runs while files are read: what its functions make, also shared ones, is its own."""
    frames = _author_frames() if _made.get() is not None else iter(())
    return next((frame for frame in frames if frame.f_code.co_name == "<module>"), None)


def home() -> str:
    """The file that a proof belongs to: the one whose top level asked for it, also through a function beside it."""
    frame = _running()
    return place()[0] if frame is None else frame.f_code.co_filename


def note(what: object) -> None:
    """Says that a proof or an axiom was made, at the top level of a module or by a function that this called."""
    found, frame = _made.get(), _running()
    if found is not None and frame is not None:
        found.append(Made(what, frame.f_globals, next(_author_frames()) is not frame))


def refuse(code: str, message: str, hint: str = "") -> SymproofError:
    """The error to raise, with the place of the author's line; the code's own advice unless there is better."""
    file, line = place()
    return SymproofError(code, message, hint or CODES[code][1], file=file, line=line)


def no_name(given: object) -> SymproofError:
    """The error to raise (SP206) where the author gave something that is not a name."""
    return refuse("SP206", f"{given!r} cannot be a name", NAMES)


def require_text(where: str, **given: object) -> None:
    """Refuses (SP120) what readers shall see as text, such as a title or a reference, where it is none."""
    for name, value in given.items():
        if not isinstance(value, str):
            raise refuse("SP120", f"{where}: {name}={value!r} is not text", f'Write it in quotes: {name}="...".')


def in_one_line(text: str) -> str:
    """The text with its lines put together: a title or a reference has one line of a report, however the file breaks
    it. Signs that command a terminal, and halves of letters, are written with backslashes.

    >>> in_one_line("Theorem 5,\\n    second part")
    'Theorem 5, second part'
    """
    lines = text.replace("\t", " ").splitlines()
    joined = text if lines == [text] else " ".join(line.strip() for line in lines).strip()
    strange = {sign for sign in joined if unicodedata.category(sign) in ("Cc", "Cs")}
    return joined.translate({ord(sign): sign.encode("unicode_escape").decode() for sign in strange})
