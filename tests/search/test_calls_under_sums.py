"""Functions of what depends on the index of a sum: under the sum the kernel gives the index a reserved name, and no
rule of the search may carry that name out of the sum."""

from __future__ import annotations

import pytest

from symproof import prove
from symproof.language.proof import Verdict

SQUARE = {name: ["n", "n"] for name in "DW"}
TWICE = "sum(sum(D[i,i]*W[i,j] for i in 1..n) for j in 1..n)"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (f"D diagonal, 2*{TWICE} = tr(D*D) |- {TWICE} = tr(D*D)/2", Verdict.PROVED),
        (f"D diagonal, 2*{TWICE} = tr(D*D) |- {TWICE} = tr(D*D)/3", Verdict.REFUTED),
        (f"2*{TWICE} = tr(D*D) |- {TWICE} = tr(D)/2", Verdict.REFUTED),
    ],
)
def test_sum_over_two_indices_is_searched_beside_a_diagonal_matrix(text: str, verdict: Verdict) -> None:
    result = prove(text, symbols=SQUARE)
    assert result.verdict == verdict


def test_search_goes_on_where_a_call_speaks_of_the_index_of_a_sum() -> None:
    """A premise about D[i,i] is one about diag(D) under a sum over i."""
    premise = "D diagonal, for all i in 1..n: D[i,i] = sum(W[i,j] for j in 1..n)"
    (step,) = prove(f"{premise} |- {TWICE} = tr(D*D)", symbols=SQUARE).steps
    assert step.diagnostic is not None
    assert step.diagnostic.code == "SP401"
    assert "_1" not in step.diagnostic.message
