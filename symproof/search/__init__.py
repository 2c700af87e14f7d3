"""The search for certificates. Nothing here is trusted: what is found is replayed by the kernel first."""

from __future__ import annotations

from symproof.search.algebra.readable import answer
from symproof.search.consistency import contradiction
from symproof.search.find import Budget, Found, find, replayed

__all__ = ["Budget", "Found", "answer", "contradiction", "find", "replayed"]
