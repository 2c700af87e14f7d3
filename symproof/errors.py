"""The codes of every diagnostic, with what they mean and what to try; and the exception that carries one."""

from __future__ import annotations

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


# code -> (what it means, what to try). Kernel refusals are 3xx; see docs/kernel.md.
CODES: dict[str, tuple[str, str]] = {
    # SP1xx: finding, running and reading proof files (author)
    # SP2xx: terms refused where they are written: sizes, names, indices (author, statements)
    # SP3xx: refusals of the kernel
    # SP4xx: why there is no proof (prove)
    # SP5xx: the concrete judge
    # SP6xx: statement files and expressions (statements)
    # SP7xx: reports, recheck, output
    # SP8xx: command line and options
    # SP9xx: disagreements and internal errors
}
