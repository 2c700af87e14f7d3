"""Quantified symbols at a point: they hide symbols of their name outside, with a record of what is read and without."""

from __future__ import annotations

from fractions import Fraction

import pytest
from flint import fmpq

from symproof.concrete.evaluation.combination import EMPTY_LOCAL, Statement
from symproof.concrete.evaluation.evaluate import Evaluator, Quick
from symproof.concrete.evaluation.ground import holds
from symproof.concrete.evaluation.place import Place
from symproof.concrete.evaluation.types import Tables
from symproof.concrete.exact.matrices import of_scalar
from symproof.concrete.failures import EvaluationError
from symproof.concrete.points.search import Partial
from symproof.language.affine import ONE, integer
from symproof.language.declarations import Declarations, FunctionDeclaration, Range, SymbolDeclaration
from symproof.language.formulas import Compare, Equal, Exists, ForAll, Formula
from symproof.language.terms import Number, Product, Sum, Symbol, Value

A, Z = Symbol("A"), Symbol("Z")
BOUND = (SymbolDeclaration("Z", ONE, ONE),)
DECLARED = Declarations(
    symbols=(
        SymbolDeclaration("A", ONE, ONE),
        SymbolDeclaration("Z", ONE, ONE),
        SymbolDeclaration("M", ONE, ONE, Range("i", ONE, integer(3))),
    ),
    functions=(FunctionDeclaration("g", ONE, ONE, "Z", Product((Z, Z)), Sum((Z, Z))),),
)
VALUES = {("A", None): 0, ("Z", None): 5, **{("M", index): index for index in (1, 2, 3)}}


def number(value: int) -> Number:
    return Number(Fraction(value))


def answers(formula: Formula) -> list[bool | str]:
    """Of an evaluator that records what is read, and of one that does not."""
    found: list[bool | str] = []
    for kind in (Evaluator, Quick):
        point = Partial({key: of_scalar(fmpq(value)) for key, value in VALUES.items()})
        evaluator = kind(Tables(DECLARED, ()), Place({}), point)
        try:
            found.append(holds(Statement(formula, EMPTY_LOCAL), evaluator))
        except EvaluationError as error:
            found.append(error.code)
    return found


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (Exists(BOUND, Equal(Z, A)), True),  # Z = 0, although Z is 5 outside
        (Exists(BOUND, Equal(Z, number(1))), True),
        (ForAll(BOUND, Equal(Z, number(5))), False),
        (ForAll(BOUND, Exists(BOUND, Equal(Z, A))), "SP510"),  # true, and not decided
        (Exists(BOUND, ForAll(BOUND, Compare("<=", A, Product((Z, Z))))), True),
        (ForAll((SymbolDeclaration("Y", ONE, ONE),), Equal(Product((A, Symbol("Y"))), A)), True),
        (ForAll((SymbolDeclaration("Y", ONE, ONE),), Equal(Z, number(5))), True),
        (Exists((SymbolDeclaration("Y", ONE, ONE),), Equal(Z, number(4))), False),
        (Equal(Value("g", A), number(0)), True),  # the variable of g is no symbol of the point
        (ForAll(BOUND, Equal(Value("g", A), number(0))), True),
        (ForAll(BOUND, Equal(Value("g", Z), Product((Z, Z)))), True),
    ],
)
def test_a_quantified_symbol_hides_one_of_its_name(formula: Formula, expected: bool | str) -> None:
    assert answers(formula) == [expected, expected]


@pytest.mark.parametrize("high", [2, 0])
def test_a_quantified_family_has_no_member_of_a_family_outside(high: int) -> None:
    """M_3 is 3 outside; the family that is bound has one or two members less, or none."""
    bound = (SymbolDeclaration("M", ONE, ONE, Range("i", ONE, integer(high))),)
    body = Equal(Symbol("M", integer(3)), number(3))
    assert answers(body) == [True, True]
    recorded, looked_up = answers(Exists(bound, body))
    assert recorded is not True
    assert recorded == looked_up
    assert answers(ForAll(bound, body)) == ["SP511", "SP511"]
