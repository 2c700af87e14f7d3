"""The one way in which the kernel says no."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction

MAX_BITS = 10_000  # of a number; whoever needs more is refused, not served


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """A claim, premise or certificate that the kernel does not accept.

    ``code`` is stable (``symproof explain CODE``); ``message`` states the narrow fact that failed.
    ``path`` leads to the place that is refused: ids of inferences of a derivation, then the parts of the certificate,
    outermost first.
    """

    def __init__(self, code: str, message: str, path: tuple[str, ...] = ()) -> None:
        self.code = code
        self.message = message
        self.path = path
        super().__init__(f"[{code}] {self.located}")

    @property
    def located(self) -> str:
        """The message with its place, such as ``... (at step / entry 2)``."""
        return self.message + (f" (at {' / '.join(self.path)})" if self.path else "")

    def within(self, place: str) -> Refusal:
        """The same refusal, seen from further outside."""
        return Refusal(self.code, self.message, (place, *self.path))


@contextmanager
def within(place: str) -> Iterator[None]:
    """Names the part of a certificate that is replayed, for the refusals from inside."""
    try:
        yield
    except Refusal as refusal:
        raise refusal.within(place) from None


def bounded(value: int | Fraction) -> None:
    """Numbers stay short, so that arithmetic on them, and writing them down, takes no time."""
    if max(value.numerator.bit_length(), value.denominator.bit_length()) > MAX_BITS:
        raise Refusal("SP341", f"a number of more than {MAX_BITS} bits")
