"""How recheck says no: a code, what is wrong, and the field of the report where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from symproof.language.refusal import Refusal


class MisstatedError(Refusal):
    """``field`` is the place inside the step or the proof that is being looked at, such as ``counterexample``."""

    def __init__(self, code: str, field: str, message: str) -> None:
        super().__init__(code, message)
        self.field = field


@contextmanager
def in_field(field: str) -> Iterator[None]:
    """Names the field whose certificate or derivation the kernel refuses; the message keeps the place inside it."""
    try:
        yield
    except MisstatedError:
        raise
    except Refusal as refusal:
        raise MisstatedError(refusal.code, field, refusal.located) from None


def place_of(base: str, refusal: Refusal) -> str:
    """Where the refusal belongs: ``report.proofs[0].steps[2].counterexample``."""
    field = refusal.field if isinstance(refusal, MisstatedError) else ""
    return f"{base}.{field}" if field else base
