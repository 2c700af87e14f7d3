"""Hypotheses that contradict each other, whatever is claimed."""

from __future__ import annotations

import pytest
from kernel.building import (
    IN,
    SQUARES,
    A,
    B,
    X,
    declare,
    equal,
    i,
    k,
    matrix,
    n,
    plus,
    relation,
    sequent,
    symbol,
    times,
    transpose,
    within,
    zero,
)
from search.asking import sequents

from symproof.diagnostics.diagnostic import Diagnostic
from symproof.language.affine import ONE, integer
from symproof.language.declarations import FunctionDeclaration
from symproof.language.formulas import And, Compare, Equal, ForAllIndex, Formula, Invertible, Not, Predicate
from symproof.language.terms import Gradient, IndexSum, Power, Slope, Symbol, Value
from symproof.search.consistency import contradiction

SYMBOLS = "A:n,n B:n,n Z:n,n W:n,n R:m,n S:n,m v:n a b c e"


def sought(premises: str) -> Diagnostic | None:
    (goal,) = sequents(SYMBOLS, f"{premises} |- A + B = B + A")
    return contradiction(goal)


@pytest.mark.parametrize(
    "premises",
    [
        "Z*A = I, A*W = I, Z*W = 0",
        "Z*W*A = I, A*Z*W = 0",
        "A*Z*A = A, Z*A*W = I, A*W*Z = 0",
        "Z*A = W, W*A.T = I, Z.T*W = 0",
        "A.T*A + B.T*B = 0, A invertible",
        "A*B - B*A = A, A invertible",
        "A antisymmetric, tr(A) = 1",
        "A*v = 0, A invertible, v.T*v = 1",
        "A orthogonal, A*B = 0, B*Z = I",
        "A*A = A, A invertible, A*B = 0, W*B*Z = I",
        "R.T*R = I, R*Z = 0, Z*W = I",
        "c*e = 1, c = 0",
        "c*A = 0, A invertible, c nonzero",
        "A*B = I, B*Z = I, A*A = 2*A*Z, A*A = 3*A*Z",
        "A antisymmetric, A*A = I",
        "A symmetric, A*A = -I",
        "A*B - B*A = B, B invertible",
        "A.T*A = -v*v.T, v.T*v = 1",
        "A*A.T + B*B.T = 0, A*Z = I",
        "A symmetric, A*A*A = 0, A*B = I",
        "A*A = A, tr(A) = n, A*B = 0, B*Z = I",
        "A*v = c*v, A*v = e*v, c - e nonzero, v.T*v = 1",
        "A antisymmetric, v.T*A*v = 1",
    ],
)
def test_what_nothing_satisfies(premises: str) -> None:
    found = sought(premises)
    assert found is not None
    assert found.code == "SP404"
    assert found.hint


@pytest.mark.parametrize(
    "premises",
    [
        "Z*A = I, A*W = I",
        "A*B = 0, B*A = 0",
        "A*A = A, A*B = 0, B*B = B, A + B = I",
        "A*B - B*A = A",
        "A antisymmetric, tr(A) = 0",
        "A orthogonal, A*B = B*A, B invertible",
        "R.T*R = I, R*Z = R*W, Z*W = I",
        "c*e = 1, c = 2",
        "A*v = 2*v, v.T*v = 1, A symmetric",
        "A*Z*A = A, Z*A*Z = Z, A*Z = Z*A",
        "A*B + B*A = 0, A invertible, B invertible",
        "A*A = -I",
        "A antisymmetric, A*A = -I",
        "A.T*A = v*v.T, v.T*v = 1",
        "A*B - B*A = B",
        "A*v = c*v, A*v = e*v, v.T*v = 1",
        "R*S = I",
        "R*S*R = R, S*R*S = S, (R*S).T = R*S, (S*R).T = S*R",
        "R*R.T = I, S = R.T, S*R = A, A*A = A",
        "n = m, R*S = I, S*R = I",
        "n > m, R*R.T = I, R.T*R = A, tr(A) = m",
        "n = m + 1, R*S = I, tr(S*R) = n - 1",
        "A orthogonal, A symmetric, tr(A) = 0",
        "A*A*A = 0, I - A invertible, B = inv(I - A)",
        "A*A = 0, B*B = 0, A*B + B*A = I",
        "A*A = 0, v.T*A*v = 1",
        "A*A = 0, B = A.T*A, B*B = B, tr(B) = 1",
        "tr(A) = 0, tr(A*A) = 0, tr(A*A*A) = 0, tr(A.T*A) = 1",
        "tr(A*B*Z) = 1, tr(A*Z*B) = -1",
        "A*B - B*A = Z, A*Z - Z*A = 2*A, B*Z - Z*B = -2*B",
        "A*A = -I, B*B = -I, A*B = -B*A",
        "a*b = 1, a + b = 3",
        "a*a = 2, a*b = 4, b*b = 8",
        "a*b = 0, a*a*a = a, b*b = b, a nonzero",
        "n = 2, tr(A) = 0, A*A = -I",
        "n = 3, A antisymmetric, A*v = 0, v.T*v = 1, tr(A*A) = -2",
        "d(tr(A.T*Z*A))/dA = 0, Z + Z.T = 0",
        "d(tr(A.T*A))/dA = 2*B, A = B, B invertible",
        "A invertible, inv(A) = A.T, inv(A) + A = 0",
        "A*Z*A = A, Z invertible, A*A = 0",
        "A.T*A + B.T*B = v*v.T, v.T*v = 1",
        "a*A + b*B = I, A*B = 0, a*a = 1, b*b = 1",
        "a = n, a = 2*b, b = 1",
        "tr(A) + n*m = 0, m = 2",
        "a < b, b < c, e = a + 1",
        "det(A) = -1, A*A = I",
        "A*A = A, tr(A) = n - 1, A*B = 0",
    ],
)
def test_what_something_satisfies(premises: str) -> None:
    assert sought(premises) is None


FAMILY = matrix("F", n, n, within("l", 0, k))
F0, Fi = symbol("F", 0), symbol("F", i)
EVERY = {
    "no premise": {}, "an empty one": {"h": And(())}, "one without rules": {"h": Not(equal(1, 0))},
    "an empty range": {"h": ForAllIndex("i", integer(1), integer(0), equal(1, 0))},
    "a range that may be empty": {"h": ForAllIndex("i", integer(1), k, equal(1, 0))},
    "a range next to the member": {
        "h": ForAllIndex("i", integer(1), k, zero(Fi)), "g": Invertible(F0),
    },
    "orthogonal members": {"h": ForAllIndex("i", integer(1), k, Equal(times(Fi, transpose(Fi)), IN))},
    "parity of nothing": {"h": Predicate("even", ())}, "parity of a matrix": {"h": Predicate("odd", (A,))},
    "an order of matrices": {"h": Compare("<", A, B)}, "a disequality": {"h": Compare("!=", A, B)},
    "an undeclared symbol": {"h": equal(Symbol("nope"), A)},
    "a member beyond the range": {"h": equal(symbol("F", -1), A)},
    "a slope": {"h": Equal(Gradient(Value("f", A), A), B), "g": zero(Slope("f", A))},
    "a symbolic power": {"h": Equal(Power(A, k), IN)},
    "a sum over indices": {"h": Equal(IndexSum("i", ONE, k, Fi), IN)},
}  # fmt: skip


@pytest.mark.parametrize("premises", EVERY.values(), ids=EVERY)
def test_premises_of_every_kind(premises: dict[str, Formula]) -> None:
    declared = declare(*SQUARES, FAMILY, integers=["k"], functions=[FunctionDeclaration("f", n, n)])
    assert contradiction(sequent(declared, equal(1, 1), premises)) is None
    assert contradiction(sequent(declared, equal(1, 1), premises, {"short": relation(k, "<=", 0)})) is None


def test_the_names_of_hypotheses_play_no_part() -> None:
    """Symbols that are found to be zero become premises under names of their own."""
    squares = zero(plus(times(transpose(A), A), times(transpose(B), B)))
    for names in (("h", "g"), ("zero_0", "zero_1")):
        premises = dict(zip(names, (squares, Equal(times(A, X), plus(IN, B))), strict=True))
        assert contradiction(sequent(declare(*SQUARES), equal(1, 1), premises)) is not None


def test_the_hypotheses_that_were_needed_are_named() -> None:
    found = sought("A*B = B*A, c = e, c = 1, Z*Z = Z, e = 2")
    assert found is not None
    assert found.message == "the premises h2, h3, h5 contradict each other"
    found = sought("n = m, A*B = B*A, tr(A) = n, R*R.T = I, tr(A) + 1 = m")
    assert found is not None
    assert found.message == "the premises h3, h5 and the hypotheses about sizes and indices contradict each other"


def test_what_is_left_of_the_time_is_kept() -> None:
    (goal,) = sequents(SYMBOLS, "A*Z = I, W*A = I, W*Z = 0 |- A = B")
    assert contradiction(goal, seconds=0.0) is None
