"""Diagnostics that carry their code, and the exception that carries a diagnostic. The codes are in ``codes.py``."""

from __future__ import annotations

from symproof.codes import CODES
from symproof.model import Diagnostic, LoadError


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
        return Diagnostic(self.error.code, self.error.message, self.error.hint)


def diagnostic(code: str, message: str) -> Diagnostic:
    """The diagnostic of this code, with the general advice as its hint."""
    return Diagnostic(code, message, CODES[code][1])
