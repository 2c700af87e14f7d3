"""The search for certificates. Nothing here is trusted: what is found is replayed by the kernel first.

``answer`` writes what was asked for. Each of these is imported when it is first used: a report is rechecked without a
search, and needs only the range facts of premises from this room.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from symproof.search.algebra.readable import answer
    from symproof.search.finding import Budget, Found, find, replayed

__all__ = ["Budget", "Found", "answer", "find", "replayed"]
_HOMES = dict.fromkeys(("Budget", "Found", "find", "replayed"), "finding") | {"answer": "algebra.readable"}


def __getattr__(name: str) -> Any:
    """Imports a public name of the search when it is first used."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    return found
