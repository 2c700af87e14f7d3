"""``for all x: P`` in statements: x is bound in an assumption, and arbitrary in a claim."""

from __future__ import annotations

import pytest

from symproof.api import prove
from symproof.diagnostics.errors import SymproofError
from symproof.language.formulas import ForAll
from symproof.language.proof import Verdict
from symproof.statements import parse_statement

SYMBOLS = {"A": ["n", "n"], "B": ["n", "n"], "x": ["n"], "y": ["n"]}
TRUE = [
    "A symmetric, for all x: x.T*A*x >= 0 |- A positive semidefinite",
    "A symmetric, B symmetric, for all x: x.T*A*x <= x.T*B*x |- A <= B",
    "A symmetric, for all x: x.T*A*x >= 0 |- x.T*A*x >= 0",
    "A positive semidefinite |- for all x: x.T*A*x >= 0",
    "A symmetric, for all x: x.T*A*x >= 0, for all x: x.T*B*x >= 0, B symmetric |- for all x: x.T*(A + B)*x >= 0",
]
FALSE = [
    "A symmetric, x.T*A*x >= 0 |- A positive semidefinite",
    "for all x: x.T*A*x >= 0 |- A positive semidefinite",
    "A symmetric, B symmetric, for all x: x.T*A*x <= x.T*B*x |- B <= A",
    "A symmetric |- for all x: x.T*A*x >= 0",
]
REFUSED = [
    ("x.T*A*x >= 0 |- for all x: x.T*A*x >= 0", "h1 speaks of x"),
    ("A symmetric, x.T*x = 1 |- for all y, x: y.T*A*x = x.T*A*y", "h2 speaks of x"),
    ("where C = x*x.T, C*B = 0 |- for all x: x.T*B*x = 0", "h1 speaks of x"),
    ("where y1 = A*x, where C = y1*y1.T, C*B = 0 |- for all x: x.T*B*x = 0", "h1 speaks of x"),
    ("for all y: y.T*A*x = 0 |- for all x: A*x = 0", "h1 speaks of x"),
    ("for all x: d(x.T*A*x)/dx = 0 |- A + A.T = 0", "a derivative by what is bound"),
    ("for all z: z.T*A*z >= 0 |- A = A", "z is no free symbol"),
    ("A = A |- for all n: A = A", "n is no free symbol"),
    ("for all x: inv(A + x*x.T)*A = A |- A = A", "would have to be assumed for all values"),
]


@pytest.mark.parametrize("statement", TRUE)
def test_statements_for_all_columns(statement: str) -> None:
    assert prove(statement, symbols=SYMBOLS).verdict is Verdict.PROVED


@pytest.mark.parametrize("statement", FALSE)
def test_a_single_column_does_not_say_it_for_all(statement: str) -> None:
    assert prove(statement, symbols=SYMBOLS).verdict is Verdict.REFUTED


@pytest.mark.parametrize(("statement", "message"), REFUSED)
def test_what_cannot_be_said_for_all_is_refused(statement: str, message: str) -> None:
    with pytest.raises(SymproofError, match=message) as caught:
        prove(statement, symbols=SYMBOLS)
    assert caught.value.diagnostic.code == "SP607"


def test_the_bound_column_is_another_one_than_the_free_one() -> None:
    (proof,), _ = parse_statement(SYMBOLS, "A symmetric, for all x: x.T*A*x >= 0, x.T*x = 1 |- x.T*A*x >= 0")
    bound = proof.hypotheses[1].formula
    assert isinstance(bound, ForAll)
    assert [symbol.name for symbol in bound.symbols] == ["x1"]
