"""The search for certificates. Nothing here is trusted: what is found is replayed by the kernel first.

``answer`` writes what was asked for: most runs do not need it, so it is imported when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from symproof.search.find import Budget, Found, find, replayed

if TYPE_CHECKING:
    from symproof.search.algebra.readable import answer

__all__ = ["Budget", "Found", "answer", "find", "replayed"]


def __getattr__(name: str) -> Any:
    """``answer``, for the questions of statements."""
    if name == "answer":
        from symproof.search.algebra.readable import answer

        return answer
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
