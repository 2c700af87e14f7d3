"""Counterexamples under hypotheses, and models. Every one is checked again here by arithmetic of its own."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest
from concrete.builders import (
    ONE,
    Q,
    chain,
    d,
    i,
    integer,
    j,
    k,
    network,
    plus,
    size,
    slope,
    statement,
    step,
    t,
    times,
    v,
    w,
    zero,
)
from flint import fmpq_mat

from symproof.concrete import model, refute
from symproof.concrete.exact.linear import drazin_inverse, generalized_inverse, group_inverse, solve
from symproof.concrete.points.pools import random_table
from symproof.diagnostics.results import Counterexample
from symproof.language.formulas import And, Compare, Equal, ForAllIndex, Formula, Invertible, Predicate
from symproof.language.proof import Hypothesis, Proof
from symproof.language.scopes import sequent
from symproof.language.terms import Gradient, Identity, Inverse, Number, Symbol, Term, Trace, Zero

m, n = size("m"), size("n")
A, B, C, N, X, Y = map(Symbol, ("A", "B", "C", "N", "X", "Y"))
SQUARE = dict.fromkeys("ABCXY", (n, n))
PAIR = {"A": (m, n), "X": (n, m), "Y": (n, m)}
inv = Inverse


def number(value: int) -> Term:
    return Number(Fraction(value))


def found(proof: Proof) -> Counterexample | None:
    return refute(sequent(proof, proof.steps[0]))


def penrose(a: Term, x: Term) -> list[Formula]:
    return [
        Equal(times(a, x, a), a),
        Equal(times(x, a, x), x),
        Equal(t(times(a, x)), times(a, x)),
        Equal(t(times(x, a)), times(x, a)),
    ]


def definite(x: Term) -> Formula:
    return And((Equal(t(x), x), Invertible(x), Predicate("positive definite", (x,))))


FALSE: dict[str, tuple[Proof, dict[str, int]]] = {
    "symmetric matrices commute": (
        statement(SQUARE, Equal(times(A, B), times(B, A)), Equal(t(A), A), Equal(t(B), B)), {"n": 2}),
    "idempotents commute": (
        statement(SQUARE, Equal(times(A, B), times(B, A)), Equal(times(A, A), A), Equal(times(B, B), B)), {"n": 2}),
    "orthogonal is symmetric": (
        statement(SQUARE, Equal(t(A), A),
                  And((Equal(times(t(A), A), Identity(n)), Equal(times(A, t(A)), Identity(n))))), {"n": 2}),
    "a one-sided inverse is two-sided": (
        statement({"A": (m, n), "B": (n, m)}, Equal(times(A, B), Identity(m)), Equal(times(B, A), Identity(n))),
        {"m": 2, "n": 1}),
    "nilpotent is zero": (statement({"N": (n, n)}, Equal(N, Zero(n, n)), Equal(times(N, N), Zero(n, n))), {"n": 2}),
    "three of the four equations determine the inverse": (
        statement(PAIR, Equal(X, Y), *penrose(A, X)[:3], *penrose(A, Y)[:3]), {"m": 1, "n": 2}),
    "the reverse order law": (
        statement({"A": (m, n), "B": (n, m), "X": (n, m), "Y": (m, n)},
                  Equal(times(A, B, Y, X, A, B), times(A, B)), *penrose(A, X), *penrose(B, Y)), {"m": 1, "n": 2}),
    "inverse of a product": (
        statement(SQUARE, Equal(inv(times(A, B)), times(inv(A), inv(B))), Invertible(A), Invertible(B),
                  Invertible(times(A, B))), {"n": 2}),
    "inverse of a sum": (
        statement(SQUARE, Equal(inv(plus(A, B)), plus(inv(A), inv(B))), Invertible(A), Invertible(B),
                  Invertible(plus(A, B))), {"n": 1}),
    "a sum of invertible matrices": (
        statement(SQUARE, Invertible(plus(A, B)), Invertible(A), Invertible(B)), {"n": 1}),
    "commuting is transitive": (
        statement(SQUARE, Equal(times(A, C), times(C, A)), Equal(times(A, B), times(B, A)),
                  Equal(times(B, C), times(C, B))), {"n": 2}),
    "products of positive definite matrices": (
        statement(SQUARE, Equal(t(times(A, B)), times(A, B)), definite(A), definite(B)), {"n": 2}),
    "trace of a skew square": (
        statement({"A": (n, n)}, Equal(Trace(times(A, A)), number(0)), Equal(t(A), times(number(-1), A))), {"n": 2}),
    "sign of the derivative of an inverse": (
        statement(SQUARE, Equal(Gradient(Trace(times(A, inv(X))), X), times(t(inv(X)), t(A), t(inv(X)))),
                  Invertible(X)), {"n": 1}),
    "an order that is strict": (
        statement({"c": (ONE, ONE)}, Compare("<", number(0), Symbol("c")), Compare("<=", number(0), Symbol("c"))), {}),
}  # fmt: skip


@pytest.mark.parametrize("name", FALSE)
def test_false_claims_are_refuted_at_the_smallest_sizes(name: str) -> None:
    proof, sizes = FALSE[name]
    example = found(proof)
    assert example is not None
    assert dict(example.sizes) == sizes
    assert example.lhs != example.rhs or name == "an order that is strict"
    assert found(proof) == example  # the search is deterministic


@pytest.mark.parametrize(
    "proof",
    [
        statement(PAIR, Equal(X, Y), *penrose(A, X), *penrose(A, Y)),
        statement({"X": (m, n)}, Equal(X, Zero(m, n)), Equal(times(t(X), X), Zero(n, n))),
        statement(SQUARE, Equal(times(A, B), Identity(n)), Equal(times(B, A), Identity(n))),
        statement({"N": (n, n)}, Equal(times(inv(N), N), N), Equal(times(N, N), Zero(n, n)), Invertible(N)),
    ],
)
def test_true_claims_are_not_refuted(proof: Proof) -> None:
    assert refute(sequent(proof, proof.steps[0]), work=600) is None


def test_hypotheses_hold_in_the_counterexample() -> None:
    proof, _ = FALSE["three of the four equations determine the inverse"]
    example = found(proof)
    assert example is not None
    a, x, y = (fmpq_mat([[_rational(e) for e in row] for row in example.values[name]]) for name in "AXY")
    for other in (x, y):
        assert a * other * a == a
        assert other * a * other == other
        assert (a * other).transpose() == a * other
    assert x != y


def _rational(text: str) -> object:
    from flint import fmpq

    value = Fraction(text)
    return fmpq(value.numerator, value.denominator)


def test_a_false_chain_step_is_refuted_at_the_smallest_depth() -> None:
    proof = network(step("s", ForAllIndex("i", ONE, j, Equal(times(Q(i), w(i)), times(Q(i), v(i)))), ("H3",)))
    example = found(proof)
    assert example is not None
    assert (example.sizes["k"], example.sizes["j"], example.sizes["i"]) == (2, 1, 1)


def test_slopes_are_chosen_within_the_hypotheses() -> None:
    """f'(W) P_j^T = 0 does not give f'(W) = 0."""
    gradient = slope(Symbol("W"))
    hypothesis = Hypothesis("H4", Equal(times(gradient, t(chain(j, ONE))), zero(d(k), d(j))))
    proof = network(step("s", Equal(gradient, zero(d(k), d(integer(0)))), ("H4",)), hypotheses=(hypothesis,))
    example = found(proof)
    assert example is not None
    (name,) = (name for name in example.values if name.startswith("f'("))
    assert any(entry != "0" for row in example.values[name] for entry in row)
    assert example.lhs == example.values[name]


def test_a_model_satisfies_the_hypotheses() -> None:
    proof = statement(PAIR, Equal(X, Y), *penrose(A, X))
    witness = model(proof)
    assert witness is not None
    assert set(witness.sizes) == {"m", "n"}
    a, x = (fmpq_mat([[_rational(e) for e in row] for row in witness.values[name]]) for name in "AX")
    assert a * x * a == a


def test_contradictory_hypotheses_have_no_model() -> None:
    proof = statement({"N": (n, n)}, Equal(N, N), Equal(times(N, N), Zero(n, n)), Invertible(N))
    assert model(proof, work=500) is None


def test_a_hypothesis_without_a_value_has_no_model() -> None:
    proof = statement({"N": (n, n)}, Equal(N, N), Predicate("local minimum", (N,)))
    assert model(proof) is None
    assert found(proof) is None


def test_lemma1_has_a_model() -> None:
    witness = model(network())
    assert witness is not None
    assert (witness.sizes["k"], witness.sizes["j"]) == (2, 1)


# ------------------------------------------------------------------------------------------------ linear algebra


@pytest.mark.parametrize("seed", range(12))
def test_generalized_inverses(seed: int) -> None:
    source = Random(seed)
    rows, columns = source.randint(1, 4), source.randint(1, 4)
    a = fmpq_mat(random_table(source, rows, columns, 1))
    x = fmpq_mat(generalized_inverse(a.tolist()))
    assert a * x * a == a
    assert x * a * x == x
    assert (a * x).transpose() == a * x
    assert (x * a).transpose() == x * a


@pytest.mark.parametrize("seed", range(12))
def test_drazin_and_group_inverses(seed: int) -> None:
    source = Random(seed)
    count = source.randint(1, 4)
    a = fmpq_mat(random_table(source, count, count, 1))
    x = fmpq_mat(drazin_inverse(a.tolist()))
    assert a * x == x * a
    assert x * a * x == x
    assert a ** (count + 1) * x == a**count
    group = group_inverse(a.tolist())
    assert (group is None) == ((a * a).rank() < a.rank())
    if group is not None:
        assert fmpq_mat(group) == x


def test_linear_systems() -> None:
    from flint import fmpq

    one, zero_, two = fmpq(1), fmpq(0), fmpq(2)
    solutions = solve([[one, one, zero_]], [two], 3)
    assert solutions is not None
    assert solutions.shortest == [one, one, zero_]
    assert len(solutions.kernel) == 2
    assert solve([[zero_, zero_]], [one], 2) is None
    assert solve([], [], 2) is not None
