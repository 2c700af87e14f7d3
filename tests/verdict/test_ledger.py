"""What a verdict rests on."""

from __future__ import annotations

from pathlib import Path

from symproof.author.loader import load
from symproof.verdict.check import check
from symproof.verdict.settle import Options

PROOF = """
from symproof.author import Proof, chain, index

proof = Proof("chains", "Chains")
i = index("i")
k = proof.integer("k")
n = proof.size("n")
proof.assume("depth", k >= 2)
proof.assume("large", n >= 2)
d = proof.size_family("d", i, 0, k)
M = proof.family("M", i, 1, k, d[i], d[i - 1])
W = proof.define("W", chain(M, k, 2))
proof.step("transposed", W.T.T == W, by="algebra")
"""


def test_a_hypothesis_that_a_definition_needs_is_used(tmp_path: Path) -> None:
    """k >= 2 makes M_k ... M_2 a chain, though no step mentions it; n >= 2 is needed by nothing."""
    path = tmp_path / "chains.py"
    path.write_text(PROOF, encoding="utf-8")
    proofs, errors = load(path)
    assert not errors
    (result,) = check(proofs, options=Options(max_width=2)).proofs
    assert str(result.steps[0].verdict) == "proved"
    assert result.unused_hypotheses == ("large",)
