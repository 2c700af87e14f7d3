"""The search for certificates. Nothing here is trusted: what is found is replayed by the kernel first."""

from __future__ import annotations

from symproof.prove.consistency import contradiction
from symproof.prove.find import Budget, Found, find
from symproof.prove.readable import answer

__all__ = ["Budget", "Found", "answer", "contradiction", "find"]
