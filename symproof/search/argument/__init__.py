"""What the author of an argument leaves out: rules, moves, instances, certificates and range facts.

Nothing here is trusted: the result is a derivation that the kernel replays.
"""

from __future__ import annotations

from symproof.search.argument.elaborate import elaborated, ranged
from symproof.search.argument.wanted import Want

__all__ = ["Want", "elaborated", "ranged"]
