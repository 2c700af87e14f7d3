"""Proof files refuse block matrices whose partitions cannot be compared, as statements do."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from author.settling import verdicts

from symproof.author import Claim, Expression, Proof, block, inverse
from symproof.diagnostics.errors import SymproofError
from symproof.language.proof import Verdict

CLAIMS: list[Callable[[Expression, Expression], Claim]] = [
    lambda X, Y: X + Y == Y + X,
    lambda X, Y: X * Y == Y * X,
    lambda X, Y: X.T * inverse(Y) == X,
]


def _setting(*, compared: bool) -> tuple[Proof, Expression, Expression]:
    proof = Proof("parted", "Parted matrices")
    m, n = proof.sizes("m n")
    if compared:
        proof.assume("sizes", m >= n)
    A, B = proof.matrix("A", n, n), proof.matrix("B", n, m)
    C, D = proof.matrix("C", m, n), proof.matrix("D", m, m)
    return proof, block([[A, B], [C, D]]), block([[D, C], [B, A]])


@pytest.mark.parametrize("claim", CLAIMS)
def test_partitions_that_cannot_be_compared_are_refused(claim: Callable[[Expression, Expression], Claim]) -> None:
    proof, X, Y = _setting(compared=False)
    with pytest.raises(SymproofError) as caught:
        proof.step("meeting", claim(X, Y))
    assert caught.value.diagnostic.code == "SP616"
    assert "n + m" in caught.value.diagnostic.message


@pytest.mark.parametrize("claim", CLAIMS)
def test_partitions_that_can_be_compared_are_accepted(claim: Callable[[Expression, Expression], Claim]) -> None:
    proof, X, Y = _setting(compared=True)
    proof.step("meeting", claim(X, Y))


def test_a_definition_by_blocks_meets_blocks() -> None:
    proof, X, Y = _setting(compared=False)
    defined = proof.define("Z", X)
    with pytest.raises(SymproofError) as caught:
        proof.step("meeting", defined + Y == Y + defined)
    assert caught.value.diagnostic.code == "SP616"


def test_a_block_of_zeros_is_written_0(proof: Proof) -> None:
    """Its sizes are those of its row and of its column."""
    m, n = proof.sizes("m n")
    A, B, D = proof.matrix("A", n, n), proof.matrix("B", n, m), proof.matrix("D", m, m)
    X = block([[A, B], [0, D]])
    assert X.term == block([[A, B], [proof.zero(m, n), D]]).term
    proof.step("square", block([[A * A, A * B + B * D], [0, D * D]]) == X * X, by="algebra")
    proof.step("lost", block([[A * A, A * B], [0, D * D]]) == X * X, by="algebra")
    assert verdicts(proof) == {"square": Verdict.PROVED, "lost": Verdict.REFUTED}


@pytest.mark.parametrize("rows", [[[0, 0], [0, "A"]], [[0], ["A", "A"]], [["A", 1], ["A", "A"]], [["A", False]]])
def test_a_block_without_a_size_is_refused(proof: Proof, rows: list[list[object]]) -> None:
    n = proof.size("n")
    A = proof.matrix("A", n, n)
    with pytest.raises(SymproofError) as caught:
        block([[A if part == "A" else part for part in row] for row in rows])  # type: ignore[misc]
    assert caught.value.diagnostic.code == "SP207"
