"""The search for certificates. Nothing here is trusted: what is found is replayed by the kernel first.

Names that few runs need are imported when they are first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from symproof.search.find import Budget, Found, find

if TYPE_CHECKING:
    from symproof.search.algebra.readable import answer
    from symproof.search.consistency import contradiction

__all__ = ["Budget", "Found", "answer", "contradiction", "find"]


def __getattr__(name: str) -> Any:
    """``answer``, the derivative that a question asks for, and ``contradiction``, the one among hypotheses."""
    if name == "answer":
        from symproof.search.algebra.readable import answer

        return answer
    if name == "contradiction":
        from symproof.search.consistency import contradiction

        return contradiction
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
