"""What a task says before it has ended: its result, if it is lost from then on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class _Hearing:
    """Who hears of it in this process: the parent of a worker, and nobody elsewhere."""

    hears: Callable[[Any], None] | None = None


def hear(hears: Callable[[Any], None] | None) -> None:
    """Tells early results to this function."""
    _Hearing.hears = hears


def tell(result: Any) -> None:
    """Says from inside a task what its result is if the task is lost from here on; heard of in a worker only."""
    if _Hearing.hears is not None:
        _Hearing.hears(result)
