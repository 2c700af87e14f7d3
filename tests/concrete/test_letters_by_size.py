"""A symbol has the same indeterminates whenever it is met at the same size."""

from __future__ import annotations

from symproof.concrete.exact.polynomials import Polynomials


def test_a_symbol_keeps_its_letters_after_another_size_was_asked_for() -> None:
    ring = Polynomials(64, lasting=True)
    row = ring.symbol("Z", None, 1, 2)
    column = ring.symbol("Z", None, 2, 1)
    assert ring.symbol("Z", None, 1, 2).entries == row.entries
    assert ring.symbol("Z", None, 2, 1).entries == column.entries
    assert row.entries[0][0] != column.entries[0][0]
