"""Words that all layouts share: how blocks open and close, and why steps are not established."""

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

REASONS: Mapping[str, str] = {
    "disagreement": "the two judges disagree: a fault of symproof",
    "refuted": "refuted by a counterexample",
    "no rule": "unknown, as no rule exists for it",
    "search failed": "unknown, as the search found no proof",
    "may be false": "unknown, and the claim may be false",
    "contradictory hypotheses": "unknown, as the hypotheses contradict each other",
    "not settled": "not settled in this run",
    "checked": "checked at the listed sizes only",
    "cited": "cited from the literature",
    "omitted": "left out by the author",
}
"""Why steps are not established, by the reason of their group."""
