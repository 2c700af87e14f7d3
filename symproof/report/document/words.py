"""The words with which a reader is told that a block opens, for every kind of block and every layout."""

from __future__ import annotations

from collections.abc import Mapping

from symproof.language.proof import BlockKind

OPENINGS: Mapping[str, str] = {
    BlockKind.SUPPOSE: "Suppose",
    BlockKind.CASE: "Case",
    BlockKind.CASES: "By cases",
    BlockKind.OBTAIN: "Choose",
    BlockKind.INDUCTION: "By induction",
}
"""How a block opens that declares nothing; ``fix`` declares always."""
