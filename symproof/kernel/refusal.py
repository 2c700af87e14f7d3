"""The one way in which the kernel says no."""

from __future__ import annotations


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """A claim, premise or certificate that the kernel does not accept.

    ``code`` is stable (``symproof explain CODE``); ``message`` states the narrow fact that failed.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"[{code}] {message}")
        self.code = code
        self.message = message
