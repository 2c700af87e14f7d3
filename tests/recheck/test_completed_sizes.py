"""Values of what a listed size does not say: depths k_l and indices j_l of several towers."""

from __future__ import annotations

import pytest

from symproof.language.affine import ONE, Affine, SizeAt, integer, parameter
from symproof.language.declarations import Declarations, Range, SizeDeclaration
from symproof.language.formulas import ForAllIndex, IntegerRelation, Named
from symproof.recheck.evaluation.shapes import Shapes
from symproof.recheck.limits import Work

r, l = parameter("r"), parameter("l")  # noqa: E741
TOWERS = Range("l", ONE, r)
DECLARED = Declarations(("r",), (SizeDeclaration("k", TOWERS), SizeDeclaration("j", TOWERS, whole=True)))


def member(family: str) -> Affine:
    return parameter(SizeAt(family, l))


def each(name: str, left: Affine, relation: str, right: Affine) -> Named:
    """The relation for every tower."""
    return Named(name, ForAllIndex("l", ONE, r, IntegerRelation(relation, left, right)))


LOW, HIGH = each("low", ONE, "<=", member("j")), each("high", member("j"), "<", member("k"))


def test_depths_and_indices_of_all_towers_are_found_with_little_work() -> None:
    """Of 27 depths and 64 indices of three towers, those are left out of which one tower says that they are wrong."""
    work = Work(20_000, "completing sizes")
    found = Shapes(DECLARED, (LOW, HIGH), work).completed({"r": 3}, 3)
    assert found is not None
    assert all(1 <= found.values["j", tower] < found.values["k", tower] for tower in (1, 2, 3))


@pytest.mark.parametrize(
    "wrong",
    [
        each("deep", member("k"), "<=", ONE),
        each("less", member("j"), "<", ONE),
        each("same", member("j"), "=", member("k")),
        each("large", integer(4), "<=", member("k")),
        Named("last", IntegerRelation("<", parameter(SizeAt("k", r)), parameter(SizeAt("j", ONE)))),
    ],
)
def test_no_values_are_found_where_a_fact_excludes_all(wrong: Named) -> None:
    facts = (LOW, HIGH, wrong, each("equal", member("k"), "=", parameter(SizeAt("k", ONE))))
    assert Shapes(DECLARED, facts, Work(10**7, "completing sizes")).completed({"r": 2}, 3) is None


def test_given_values_are_kept() -> None:
    shapes = Shapes(DECLARED, (LOW, HIGH), Work(10**6, "completing sizes"))
    assert shapes.completed({"r": 2, ("j", 1): 3}, 3) is None
    found = shapes.completed({"r": 2, ("j", 1): 2}, 3)
    assert found is not None
    assert (found.values["k", 1], found.values["j", 1]) == (3, 2)
