"""What the author of an argument leaves out: rules, moves, instances, certificates and range facts.

The result is a derivation that the kernel replays, so nothing here is trusted. ``elaborated`` is imported when it is
first used, since a replay needs no search.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from symproof.search.argument.wanted import Want

if TYPE_CHECKING:
    from symproof.search.argument.elaborate import elaborated

__all__ = ["Want", "elaborated"]


def __getattr__(name: str) -> Any:
    """``elaborated``, for whoever searches."""
    if name == "elaborated":
        from symproof.search.argument.elaborate import elaborated

        return elaborated
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
