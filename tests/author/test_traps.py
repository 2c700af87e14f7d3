"""What SymPy gets wrong about matrices, next to what symproof says of the same: SymPy is asked for no truths."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sympy
from sympy import Q

import symproof
from symproof.author import Claim, Expression, Proof, both, inverse, invertible
from symproof.diagnostics.errors import SymproofError
from symproof.language.formulas import Equal
from symproof.language.proof import Verdict
from symproof.language.terms import Inverse, Product, Sum, Symbol, Transpose

n, m = sympy.symbols("n m", integer=True)
A, B, R = sympy.MatrixSymbol("A", n, n), sympy.MatrixSymbol("B", n, n), sympy.MatrixSymbol("R", n, m)
# Traps that a later SymPy has closed are shown where they are; what symproof says does not depend on them.
WITH_COLLAPSING_ADJOINTS = sympy.__version__.startswith(("1.13.", "1.14."))


@pytest.fixture
def square(proof: Proof) -> Callable[[str], Expression]:
    size = proof.size("n")
    return lambda name: proof.matrix(name, size, size)


def symmetric(first: Expression, *others: Expression) -> Claim:
    """X^T = X for each."""
    claims = [X.T == X for X in (first, *others)]
    return both(*claims) if others else claims[0]


def refuses(code: str, operation: Callable[[], object]) -> None:
    with pytest.raises(SymproofError, match=code):
        operation()


# ------------------------------------------------------------------------------------------------ ask, refine


def test_a_product_of_symmetric_matrices_need_not_be_symmetric(square: Callable[[str], Expression]) -> None:
    """SymPy calls A*B symmetric when both factors are."""
    assert sympy.ask(Q.symmetric(A * B), Q.symmetric(A) & Q.symmetric(B)) is True
    X, Y = square("A"), square("B")
    result = symproof.prove(symmetric(X * Y), given=[symmetric(X, Y)])
    assert result.verdict is Verdict.REFUTED
    assert symproof.prove(symmetric(X * Y), given=[symmetric(X, Y), X * Y == Y * X]).verdict is Verdict.PROVED


def test_a_product_of_positive_definite_matrices_need_not_be_one() -> None:
    """SymPy calls A*B positive definite when both factors are; symproof has no rule for it, and infers none."""
    assert sympy.ask(Q.positive_definite(A * B), Q.positive_definite(A) & Q.positive_definite(B)) is True
    claim = "A positive definite, B positive definite |- A*B positive definite"
    result = symproof.prove(claim, symbols={"A": ["n", "n"], "B": ["n", "n"]})
    assert result.verdict in (Verdict.UNKNOWN, Verdict.REFUTED)


def test_a_matrix_plus_its_transpose_is_symmetric(square: Callable[[str], Expression]) -> None:
    """SymPy calls A + A.T not symmetric."""
    assert sympy.ask(Q.symmetric(A + A.T)) is False
    X = square("A")
    assert symproof.prove(symmetric(X + X.T)).verdict is Verdict.PROVED
    assert symproof.prove(symmetric(X.T * X)).verdict is Verdict.PROVED
    assert symproof.prove(symmetric(X - X.T)).verdict is Verdict.REFUTED


def test_what_is_assumed_in_sympy_is_no_premise(square: Callable[[str], Expression]) -> None:
    """Properties enter as hypotheses of the proof alone: a SymPy context of assumptions says nothing."""
    X = square("A")
    with sympy.assuming(Q.symmetric(A)):
        assert sympy.refine(A.T) == A
        assert (X.T == X).formula == Equal(Transpose(Symbol("A")), Symbol("A"))
        assert symproof.prove(symmetric(X)).verdict is Verdict.REFUTED
        assert symproof.prove(X * X == X.T).verdict is Verdict.REFUTED


# ------------------------------------------------------------------------------------------------ simplify


def test_adjoints_do_not_collapse(square: Callable[[str], Expression]) -> None:
    """SymPy simplifies x (x^2)* x to x^4, for x that does not commute (sympy#28001)."""
    x = sympy.Symbol("x", commutative=False)
    word = x * sympy.adjoint(x**2) * x
    if WITH_COLLAPSING_ADJOINTS:
        assert sympy.simplify(word) == x**4
    X = square("A")
    assert symproof.prove(X * (X**2).T * X == X**4).verdict is Verdict.REFUTED
    assert symproof.prove(X * (X**2).T * X == X * X.T * X.T * X).verdict is Verdict.PROVED


def test_adjoints_of_sympy_do_not_enter(proof: Proof, square: Callable[[str], Expression]) -> None:
    """Matrices are real; a conjugate transpose would have to be guessed to be a transpose."""
    square("A")
    for value in (sympy.adjoint(A), sympy.adjoint(A) * A, A.conjugate(), sympy.Symbol("x", commutative=False)):
        refuses("SP2(05|10)", lambda value=value: proof.number(value))


# ------------------------------------------------------------------------------------------------ inverses


def test_a_rectangular_matrix_has_no_inverse(proof: Proof) -> None:
    """SymPy: R.I of an n x m matrix has size n x m, and R*R.I and R.I*R are identities."""
    assert R.I.shape == (n, m)
    assert isinstance(R * R.I, sympy.Identity)
    assert isinstance(R.I * R, sympy.Identity)
    rows, columns = proof.sizes("n m")
    ours = proof.matrix("R", rows, columns)
    proof.matrix("A", rows, rows)
    for value in (R * R.I, R.I * R, R * R.I + A, A + R * R.I):
        refuses("SP210", lambda value=value: proof.number(value))
    refuses("SP203", lambda: proof.number(R.I))
    refuses("SP203", lambda: ours * R.I)
    refuses("SP203", lambda: R.I * ours)
    refuses("SP203", lambda: inverse(ours))
    refuses("SP203", lambda: invertible(ours))
    refuses("SP203", lambda: ours**-1)
    projection = ours * inverse(ours.T * ours) * ours.T
    assert symproof.prove(projection == proof.identity(rows)).verdict is not Verdict.PROVED


def test_an_inverse_cancels_under_a_premise_only(square: Callable[[str], Expression]) -> None:
    """SymPy: A*A.I is an identity, and A*A.I*B is B, for every A."""
    assert A * A.I * B == B
    X, Y = square("A"), square("B")
    mixed = X * A.I * B  # each operator converts its right side before SymPy sees both
    assert mixed.term == Product((Symbol("A"), Inverse(Symbol("A")), Symbol("B")))
    assert symproof.prove(mixed == Y, given=[invertible(X)]).verdict is Verdict.PROVED
    nilpotent = symproof.prove(X * inverse(X) * Y == Y, given=[X * X == 0])
    assert nilpotent.verdict is not Verdict.PROVED


# ------------------------------------------------------------------------------------------------ sums and sizes


def test_a_difference_inside_evaluate_false(square: Callable[[str], Expression]) -> None:
    """SymPy: inside evaluate(False), A - A prints as (0 + 1)*A; ours records what is written there as elsewhere."""
    X = square("A")
    with sympy.evaluate(False):
        assert not isinstance(A - A, sympy.ZeroMatrix)
        refuses("SP210", lambda: X.setting.number(A - A))
        refuses("SP210", lambda: X + A)
        difference = X - X
    assert difference.term == (X - X).term == Sum((Symbol("A"), (-X).term))
    assert symproof.prove(difference == 0).verdict is Verdict.PROVED
    assert symproof.prove(difference == X).verdict is Verdict.REFUTED


def test_symbolic_sizes_are_compared(proof: Proof) -> None:
    """SymPy: A + R is accepted for an n x n and an n x m matrix, and A*Identity(m) is A."""
    assert (A + R).shape == (n, n)
    assert A * sympy.Identity(m) == A
    rows, columns = proof.sizes("n m")
    X, Y, one = proof.matrix("A", rows, rows), proof.matrix("R", rows, columns), proof.identity(columns)
    for wrong in (
        lambda: X + Y, lambda: X - Y, lambda: Y + X, lambda: X * one, lambda: one * X, lambda: Y * X, lambda: Y * Y,
        lambda: X == Y, lambda: one == X, lambda: proof.number(A + R), lambda: X + R, lambda: A + Y,
        lambda: proof.number(sympy.MatMul(R, A)),
    ):  # fmt: skip
        refuses("SP201", wrong)
    refuses("SP210", lambda: X * sympy.Identity(m))
    assert (Y * one).shape == Y.shape
