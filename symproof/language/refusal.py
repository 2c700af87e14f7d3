"""The one way in which the kernel says no."""

from __future__ import annotations

from fractions import Fraction

MAX_BITS = 10_000  # of a number; whoever needs more is refused, not served


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """A claim, premise or certificate that the kernel does not accept.

    ``code`` is stable (``symproof explain CODE``); ``message`` states the narrow fact that failed.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"[{code}] {message}")
        self.code = code
        self.message = message


def bounded(value: int | Fraction) -> None:
    """Numbers stay short, so that arithmetic on them, and writing them down, takes no time."""
    if max(value.numerator.bit_length(), value.denominator.bit_length()) > MAX_BITS:
        raise Refusal("SP341", f"a number of more than {MAX_BITS} bits")
