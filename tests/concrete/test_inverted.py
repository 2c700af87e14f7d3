"""Counterexamples where the hypotheses say what the inverse of a symbol is."""

from __future__ import annotations

import pytest
from concrete.asking import asked
from search.least_squares import updates

from symproof.concrete import refute
from symproof.concrete.evaluation.combination import Statement
from symproof.concrete.evaluation.place import Place
from symproof.concrete.points.inverted import with_symbol_for_inverse
from symproof.language.affine import parameter, shift
from symproof.language.formulas import Equal
from symproof.language.proof import Verdict
from symproof.language.terms import Inverse, Product, Sum, Symbol

i = parameter("i")
A, X, HERE, BEFORE = Symbol("A"), Symbol("X"), Symbol("P", i), Symbol("P", shift(i, -1))


def test_a_symbol_stands_for_its_inverse() -> None:
    statement = Statement(Equal(Inverse(X), Sum((Inverse(A), Product((A, Inverse(X)))))), {})
    assert with_symbol_for_inverse(statement, Place({}), ("X", None)) == Statement(
        Equal(X, Sum((Inverse(A), Product((A, X))))), {}
    )
    assert with_symbol_for_inverse(statement, Place({}), ("B", None)) is None
    assert with_symbol_for_inverse(statement, Place({}), ("X", 1)) is None


def test_a_member_stands_for_its_inverse() -> None:
    statement = Statement(Equal(Inverse(HERE), Inverse(BEFORE)), {"i": 2})
    found = {at: with_symbol_for_inverse(statement, Place({}), ("P", at)) for at in range(4)}
    assert found[2] == Statement(Equal(HERE, Inverse(BEFORE)), {"i": 2})
    assert found[1] == Statement(Equal(Inverse(HERE), BEFORE), {"i": 2})
    assert found[0] is found[3] is None


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("inv(X) = I + A*A.T |- X = I - A*A.T", ("X:n,n", "A:n,n")),
        ("X invertible, Y invertible, inv(Y) = inv(X) + u*u.T |- Y*u = X*u", ("X:n,n", "Y:n,n", "u:n")),
        ("X invertible, inv(X) = 2*I + A, A*A = 0 |- X*B = B*X", ("X:n,n", "A:n,n", "B:n,n")),
        ("inv(X)*u = 2*v, v.T*v = 1, X invertible |- X*u = v", ("X:n,n", "u:n", "v:n")),
    ],
)
def test_what_is_false_is_refuted(text: str, symbols: tuple[str, ...]) -> None:
    assert asked(text, *symbols).verdict is Verdict.REFUTED


def test_a_recursion_of_inverses_is_refuted() -> None:
    found = refute(updates(1))
    assert found is not None
    assert found.sizes["n"] == 1
    assert found.lhs != found.rhs
