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
    """Hands the parent of a worker a result that stands if the worker dies in this task; elsewhere it does nothing."""
    if _Hearing.hears is not None:
        _Hearing.hears(result)
