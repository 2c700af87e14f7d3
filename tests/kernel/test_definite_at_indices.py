"""What a premise for all indices says of semidefinite matrices, at single indices."""

from __future__ import annotations

import dataclasses

import pytest

from symproof.kernel.replay import replay
from symproof.language.affine import ONE, Affine, integer, parameter, shift
from symproof.language.certificate import Algebra, Assumed, Definiteness
from symproof.language.declarations import Declarations, Range, SizeDeclaration, SymbolDeclaration
from symproof.language.formulas import ForAllIndex, Formula, IntegerRelation, Named, Predicate, Sequent
from symproof.language.refusal import Refusal
from symproof.language.terms import Symbol
from symproof.search import find
from symproof.search.ranges import completed

k, n = parameter("k"), parameter("n")
EACH = ForAllIndex("i", ONE, shift(k, -1), Predicate("positive semidefinite", (Symbol("M", parameter("i")),)))
TWO = integer(2)


def claim_at(index: Affine, name: str = "positive semidefinite") -> Formula:
    return Predicate(name, (Symbol("M", index),))


def about(claim: Formula, premise: Formula = EACH) -> Sequent:
    """M_1, ..., M_k with k >= 3, of which all but the last are semidefinite."""
    declared = Declarations(
        integers=("k",), sizes=(SizeDeclaration("n"),), symbols=(SymbolDeclaration("M", n, n, Range("i", ONE, k)),)
    )
    facts = (Named("depth", IntegerRelation("<=", integer(3), k)),)
    return Sequent(completed(declared, facts), facts, (Named("each", premise),), claim)


def certified() -> Definiteness:
    """M_2 is semidefinite, by the premise at 2, with its range facts."""
    found = find(about(claim_at(TWO))).certificate
    assert found is not None
    ranges = found.ranges if not isinstance(found, Definiteness) else found.by.ranges
    return Definiteness(Assumed("each", 0, (TWO,)), Algebra(ranges=ranges))


def test_the_premise_holds_at_an_index_in_range() -> None:
    assert replay(about(claim_at(TWO)), certified()).used >= {"each"}


@pytest.mark.parametrize(
    ("code", "claim", "matrix"),
    [
        ("SP320", claim_at(k), Assumed("each", 0, (k,))),  # the last one
        ("SP320", claim_at(ONE), Assumed("each", 0, (integer(0),))),
        ("SP326", claim_at(TWO), Assumed("each", 0, ())),
        ("SP326", claim_at(TWO), Assumed("each", 0, (TWO, TWO))),
        ("SP326", claim_at(TWO), Assumed("each", 1, (TWO,))),
        ("SP326", claim_at(TWO), Assumed("other", 0, (TWO,))),
        ("SP329", claim_at(integer(3)), Assumed("each", 0, (TWO,))),
        ("SP355", claim_at(TWO, "positive definite"), Assumed("each", 0, (TWO,))),
    ],
)
def test_forged_instances_are_refused(code: str, claim: Formula, matrix: Assumed) -> None:
    with pytest.raises(Refusal) as caught:
        replay(about(claim), dataclasses.replace(certified(), matrix=matrix))
    assert caught.value.code == code, str(caught.value)
