"""The evaluator of recheck against values known otherwise."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

import pytest

from symproof.language.affine import ONE, integer, parameter
from symproof.language.declarations import Declarations, FunctionDeclaration, Range, SizeDeclaration, SymbolDeclaration
from symproof.language.terms import (
    Call,
    Chain,
    Differential,
    Gradient,
    IndexSum,
    Inverse,
    Number,
    Power,
    Product,
    Slope,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Value,
)
from symproof.recheck.evaluation.matrices import (
    Rows,
    added,
    determinant_and_adjugate,
    filled,
    generalized_inverse,
    identity,
    inverse,
    is_definite,
    mapped,
    multiplied,
    rank,
    transposed,
)
from symproof.recheck.evaluation.numbers import UnevaluatedError
from symproof.recheck.evaluation.place import Place
from symproof.recheck.evaluation.point import point_of
from symproof.recheck.evaluation.terms import Evaluator
from symproof.recheck.limits import Work

n, k = parameter("n"), parameter("k")
A, B, c, x = Symbol("A"), Symbol("B"), Symbol("c"), Symbol("x")
DECLARED = Declarations(
    integers=("k",),
    sizes=(SizeDeclaration("n"),),
    symbols=(
        SymbolDeclaration("A", n, n), SymbolDeclaration("B", n, n), SymbolDeclaration("x", n, ONE),
        SymbolDeclaration("c", ONE, ONE), SymbolDeclaration("M", n, n, Range("i", ONE, k)),
    ),
    functions=(FunctionDeclaration("f", n, n),),
)  # fmt: skip
VALUES = {
    "A": [["1", "2"], ["3", "5"]], "B": [["0", "1"], ["-1", "2"]], "x": [["2"], ["-1"]], "c": [["4"]],
    "M_1": [["1", "1"], ["0", "1"]], "M_2": [["2", "0"], ["1", "1"]],
    "f([[1, 2], [3, 5]])": [["7"]], "f'([[1, 2], [3, 5]])": [["1", "0"], ["2", "-1"]],
}  # fmt: skip


def work() -> Work:
    return Work(10**7, "a test")


def value(term: Term, values: dict[str, list[list[str]]] = VALUES) -> Rows:
    point = point_of(DECLARED, values)
    return Evaluator(DECLARED, point, work()).value(term, Place({"n": 2, "k": 2}))


def times(*factors: Term) -> Product:
    return Product(factors)


def drawn(source: random.Random, rows: int, columns: int) -> Rows:
    return filled(rows, columns, lambda p, q: Fraction(source.randint(-3, 3), source.randint(1, 2)))


@pytest.mark.parametrize("seed", range(20))
def test_generalized_inverses_satisfy_the_four_equations(seed: int) -> None:
    source = random.Random(seed)
    thin, wide = drawn(source, 4, 2), drawn(source, 2, 4)
    matrix = multiplied(thin, wide, work())
    found = generalized_inverse(matrix, work())
    left, right = multiplied(matrix, found, work()), multiplied(found, matrix, work())
    assert multiplied(left, matrix, work()) == matrix
    assert multiplied(right, found, work()) == found
    assert (left, right) == (transposed(left), transposed(right))


@pytest.mark.parametrize("seed", range(20))
def test_inverses_determinants_and_ranks_agree(seed: int) -> None:
    source = random.Random(seed)
    matrix = drawn(source, 4, 4)
    determinant, adjugate = determinant_and_adjugate(matrix, work())
    assert multiplied(matrix, adjugate, work()) == mapped(identity(4), lambda entry: entry * determinant)
    assert (rank(matrix, work()) == 4) is (determinant != 0)
    if determinant:
        assert multiplied(matrix, inverse(matrix, work()), work()) == identity(4)
        assert is_definite(multiplied(transposed(matrix), matrix, work()), work(), strictly=True)


def test_a_singular_matrix_has_its_moore_penrose_inverse() -> None:
    assert inverse(((1, 1), (1, 1)), work()) == ((Fraction(1, 4),) * 2,) * 2
    assert value(Inverse(Sum((c, Number(Fraction(-4)))))) == ((0,),)


def _quotient(term: Term, step: Fraction) -> Any:
    """The difference quotient of a scalar along the entry (1, 2) of A."""
    moved = dict(VALUES)
    moved["A"] = [["1", str(2 + step)], ["3", "5"]]
    return (value(term, moved)[0][0] - value(term)[0][0]) / step


@pytest.mark.parametrize(
    "term",
    [
        Trace(times(A, A, B)),
        Trace(times(Inverse(A), B)),
        Call("det", (A,), ONE, ONE),
        Trace(times(Call("adj", (A,), n, n), B)),
        Trace(Power(A, integer(-2))),
        times(Transpose(x), A, Transpose(A), x),
        Trace(Call("hadamard", (A, A), n, n)),
    ],
)
def test_gradients_are_limits_of_difference_quotients(term: Term) -> None:
    """Exact rational steps: the quotient tends to the gradient, linearly in the step."""
    entry = value(Gradient(term, A))[0][1]
    near, nearer = (abs(_quotient(term, Fraction(1, 10**power)) - entry) for power in (4, 5))
    assert near <= Fraction(1, 10)
    assert nearer * 5 <= near or near == 0


def test_a_second_derivative_is_a_derivative_of_a_derivative() -> None:
    """d^2 (c^3) = 6 c; the inner derivative is differentiated as a function of the same variable."""
    assert value(Gradient(Gradient(Power(c, integer(3)), c), c)) == ((24,),)


def test_a_differential_moves_all_variables_at_once() -> None:
    moving = Differential(Trace(times(A, B)), ((A, B), (B, A)))
    expected = added(multiplied(value(B), value(B), work()), multiplied(value(A), value(A), work()))
    assert value(moving) == ((expected[0][0] + expected[1][1],),)


def test_jacobians_are_laid_out_by_rows_of_the_value() -> None:
    assert value(Gradient(times(A, x), x, jacobian=True)) == value(A)


def test_functions_have_the_values_that_are_listed() -> None:
    assert value(Value("f", A)) == ((7,),)
    assert value(Gradient(Value("f", A), A)) == value(Slope("f", A))
    along = Differential(Value("f", A), ((A, B),))
    assert value(along) == ((0 * 1 + 1 * 0 + -1 * 2 + 2 * -1,),)
    for unlisted in (Value("f", B), Slope("f", B), Gradient(Trace(Slope("f", A)), A)):
        with pytest.raises(UnevaluatedError):
            value(unlisted)


def test_chains_are_multiplied_from_the_top() -> None:
    assert value(Chain("M", integer(2), integer(1))) == ((2, 2), (1, 2))
    assert value(Chain("M", integer(1), integer(2))) == identity(2)
    with pytest.raises(UnevaluatedError, match="no members"):
        value(Chain("M", integer(3), integer(1)))


def test_a_row_times_a_column_in_a_product_is_a_scalar() -> None:
    assert value(times(A, Transpose(x), x)) == ((5, 10), (15, 25))


def test_sums_over_nothing_are_zero() -> None:
    assert value(IndexSum("i", ONE, integer(0), Symbol("M", parameter("i")))) == ((0, 0), (0, 0))


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (Call("log", (Sum((c, Number(Fraction(-3)))),), ONE, ONE), 0),
        (Call("sqrt", (c,), ONE, ONE), 2),
        (Gradient(Call("log", (c,), ONE, ONE), c), Fraction(1, 4)),
        (Gradient(Call("sqrt", (c,), ONE, ONE), c), Fraction(1, 4)),
        (Gradient(Call("abs", (times(Number(Fraction(-1)), c),), ONE, ONE), c), 1),
    ],
)
def test_functions_of_scalars_where_they_are_rational(term: Term, expected: Any) -> None:
    assert value(term) == ((expected,),)
