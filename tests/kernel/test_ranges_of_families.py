"""A family whose range ends at the depth of a tower: range facts show that there is such a tower."""

from __future__ import annotations

import pytest
from kernel.building import declare, equal, known, matrix, n, proved, refused, relation, sequent, symbol, within

from symproof.language.affine import ONE, SizeAt, parameter, shift, subtract
from symproof.language.certificate import Algebra
from symproof.language.declarations import Piece, RangeFact, SizeDeclaration, SymbolDeclaration, WellFormed
from symproof.language.formulas import Formula

r, t, l = (parameter(name) for name in "rtl")  # noqa: E741
DEPTH = parameter(SizeAt("k", t))
LAST = SizeDeclaration("k", within("l", 1, r))
NUMBER: dict[str, Formula] = {"low": relation(1, "<=", t), "high": relation(t, "<=", r)}
LOW, HIGH = known(shift(t, -1), ("low", 0, 1)), known(subtract(r, t), ("high", 0, 1))
CLAIM = equal(symbol("B"), symbol("B"))


def layers(*ranges: RangeFact, part: int = -1, pieces: tuple[Piece, ...] = ()) -> object:
    """N_1, ..., N_{k_t}, all of size n x n, with these range facts."""
    family = SymbolDeclaration("N", n, n, within("i", 1, DEPTH), pieces)
    fits = [WellFormed("N", part, ranges)] if ranges else []
    return declare(matrix("B", n, n), family, integers=["r", "t"], sizes=["n", LAST], well_formed=fits)


def test_a_family_over_the_layers_of_one_tower() -> None:
    proved(sequent(layers(LOW, HIGH), CLAIM, {}, NUMBER), Algebra())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("code", "facts", "declared"),
    [
        ("SP320", NUMBER, layers()),
        ("SP320", NUMBER, layers(LOW)),
        ("SP320", NUMBER, layers(HIGH)),
        ("SP320", NUMBER, layers(LOW, HIGH, part=0)),
        ("SP320", NUMBER, layers(LOW, HIGH, part=1)),
        ("SP322", {"low": NUMBER["low"]}, layers(LOW, HIGH)),
        ("SP322", {"high": NUMBER["high"]}, layers(LOW, HIGH)),
        ("SP321", NUMBER, layers(known(shift(t, -2), ("low", 0, 1)), HIGH)),
        ("SP321", NUMBER | {"high": relation(t, "<=", shift(r, 1))}, layers(LOW, HIGH)),
    ],
)
def test_the_tower_must_exist(code: str, facts: dict[str, Formula], declared: object) -> None:
    refused(code, sequent(declared, CLAIM, {}, facts), Algebra())  # type: ignore[arg-type]


def test_a_piece_of_such_a_family_uses_the_same_facts() -> None:
    body = Piece(symbol("B"), ONE, DEPTH)
    proved(sequent(layers(LOW, HIGH, pieces=(body,)), CLAIM, {}, NUMBER), Algebra())  # type: ignore[arg-type]
    refused("SP320", sequent(layers(LOW, pieces=(body,)), CLAIM, {}, NUMBER), Algebra())  # type: ignore[arg-type]


def test_the_facts_of_one_family_do_not_show_another_one_well_formed() -> None:
    other = SymbolDeclaration("S", n, n, within("i", 1, parameter(SizeAt("k", shift(t, 1)))))
    declared = layers(LOW, HIGH)
    both = declare(*declared.symbols, other, integers=["r", "t"], sizes=["n", LAST],  # type: ignore[attr-defined]
                   well_formed=declared.well_formed)  # type: ignore[attr-defined]  # fmt: skip
    refused("SP320", sequent(both, CLAIM, {}, NUMBER), Algebra())
