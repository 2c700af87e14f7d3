"""Diagnostics that carry their code, and the exception that carries a diagnostic. The codes are in ``codes.py``."""

from __future__ import annotations

from collections import Counter
from typing import Any

from symproof.diagnostics.codes import CODES
from symproof.diagnostics.diagnostic import Diagnostic, LoadError


class SymproofError(Exception):
    """Bad input or usage: one diagnostic with its place. Never escapes as a traceback."""

    def __init__(
        self,
        code: str,
        message: str,
        hint: str = "",
        *,
        file: str | None = None,
        line: int | None = None,
        column: int | None = None,
    ) -> None:
        super().__init__(f"[{code}] {message}")
        self.error = LoadError(code, message, hint, file, line, column)

    @property
    def diagnostic(self) -> Diagnostic:
        """Code, message and hint, without the place."""
        return Diagnostic(self.error.code, self.error.message, self.error.hint)


def diagnostic(code: str, message: str) -> Diagnostic:
    """The diagnostic of this code, with the general advice as its hint."""
    return Diagnostic(code, message, CODES[code][1])


def distinct_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object of a JSON text; ValueError where a key occurs twice, as one of them would be hidden from readers."""
    found = dict(pairs)
    if len(found) != len(pairs):
        counted = Counter(name for name, _ in pairs)
        raise ValueError(f"key {next(name for name, number in counted.items() if number > 1)!r} occurs twice")
    return found


class NotAtOnceError(BaseException):
    """More is needed than what is done in this process before others are asked: no failure of a step, so that whoever
    handles failures of steps does not handle it."""


def as_text(name: str) -> str:
    """The name of a file or folder as text that can be written: a byte that is no UTF-8 is written as a backslash and
    its number, as Python names such files with halves of letters, which no report can hold."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")
