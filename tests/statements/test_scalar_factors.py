"""A scalar such as u^T v, or an entry, may stand anywhere in a product of matrices."""

from __future__ import annotations

import pytest

from symproof.language.scopes import sequent
from symproof.render.text import text
from symproof.search import find
from symproof.statements import parse_statement

SYMBOLS = {"A": ["m", "m"], "B": ["m", "m"], "u": ["m", "1"], "v": ["m", "1"], "c": []}


@pytest.mark.parametrize(
    "claim",
    [
        "A*(u.T*v) = (v.T*u)*A",
        "A*((u.T*v)*B) = (u.T*v)*(A*B)",
        "A*B[1,1] = B[1,1]*A",
        "A*(A[1,1]*v) = A[1,1]*(A*v)",
        "-A*(u.T*v)/2 - B = -(u.T*v)*A/2 - B",
        "u*(v.T*u) = (u*v.T)*u",
        "2*A*(c*(u.T*v)) = 2*c*(A*(u.T*v))",
        "A*(-(u.T*v)) + A*(u.T*v) = 0",
    ],
)
def test_a_scalar_product_moves_through_a_matrix(claim: str) -> None:
    (proof,), errors = parse_statement(SYMBOLS, claim, "example")
    assert not errors
    assert find(sequent(proof, proof.steps[0])).certificate is not None
    # what is shown reads as the same claim again
    shown = text(proof.steps[0].claim, proof.declarations)
    (again,), errors = parse_statement(SYMBOLS, shown, "example")
    assert not errors
    assert again.steps[0].claim == proof.steps[0].claim
