"""The one way in which the kernel says no."""

from __future__ import annotations

from fractions import Fraction

MAX_BITS = 10_000  # of a number; whoever needs more is refused, not served


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """A claim, premise or certificate that the kernel does not accept.

    ``code`` is stable (``symproof explain CODE``); ``message`` states the narrow fact that failed.
    ``path`` leads to the place in a derivation: ids of inferences, outermost first.
    """

    def __init__(self, code: str, message: str, path: tuple[str, ...] = ()) -> None:
        super().__init__(f"[{code}] {message}" + (f" (at {' / '.join(path)})" if path else ""))
        self.code = code
        self.message = message
        self.path = path

    def within(self, place: str) -> Refusal:
        """The same refusal, seen from further outside."""
        return Refusal(self.code, self.message, (place, *self.path))


def bounded(value: int | Fraction) -> None:
    """Numbers stay short, so that arithmetic on them, and writing them down, takes no time."""
    if max(value.numerator.bit_length(), value.denominator.bit_length()) > MAX_BITS:
        raise Refusal("SP341", f"a number of more than {MAX_BITS} bits")
