"""The words with which a reader is told that a block opens or is closed, for every layout."""

from __future__ import annotations

from collections.abc import Mapping

from symproof.language.proof import BlockKind, Method

OPENINGS: Mapping[str, str] = {
    BlockKind.SUPPOSE: "Suppose",
    BlockKind.CASE: "Case",
    BlockKind.CASES: "By cases",
    BlockKind.OBTAIN: "Choose",
    BlockKind.INDUCTION: "By induction",
}
"""How a block opens that declares nothing; ``fix`` declares always."""

CLOSED: Mapping[str, str] = {
    Method.FIX: "as what was fixed above was arbitrary",
    Method.SUPPOSE: "as it follows from what was supposed above",
    Method.CASES: "by the cases above",
    Method.CONCLUDE: "conclusion",
}
"""How a step is shown that closes the block above it or the proof."""
