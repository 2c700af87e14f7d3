"""Matrix polynomials that are not semidefinite: matrices are found, and the second judge decides. What is semidefinite,
or beyond polynomials, gets none; and nothing that is suggested counts before it is evaluated exactly."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction

import pytest

from symproof.concrete import Judge, Sweep
from symproof.diagnostics.results import StepResult
from symproof.language.formulas import Sequent
from symproof.language.proof import Proof, Verdict
from symproof.language.scopes import sequent
from symproof.recheck.limits import Work
from symproof.recheck.points import Points, check_counterexample
from symproof.search.definite.functional import functional
from symproof.search.definite.represented import points
from symproof.search.definite.separating import question_of, separating_points
from symproof.statements import parse_statement
from symproof.verdict.separated import separated
from symproof.verdict.settle import Options, Settler

TWO = "A:n,n B:n,n", "A symmetric, B symmetric |- "
FREE = "X:n,n", ""
MOTZKIN = "0 <= A*B**4*A + A**2*B**2*A**2 - 3*A*B**2*A + I"
FALSE = [
    (*TWO, "0 <= I + A**2*B**2 + B**2*A**2"),
    (*TWO, "0 <= 99*(A**4 + B**4) + 100*(A**2*B**2 + B**2*A**2)"),
    (*TWO, MOTZKIN),
    (*TWO, "3*A*B**2*A <= B*A**4*B + A*B**4*A + I"),
    (*TWO, "A*B**2*A + B*A**2*B <= A**4 + B**4"),
    (*TWO, "A*B**2*A <= 100*I + 100*A**4 + B**4"),
    (*TWO, "0 <= I + (A*B - B*A)**2"),
    (*TWO, "A*B*A*B + B*A*B*A <= 2*A*B**2*A"),
    (*TWO, "0 <= 10*I + A**2 + B**4 + A*B**2 + B**2*A - 2*B*A*B + A**4"),
    (*TWO, "0 <= 30*I + A**2*B*A**2 + A**6 + B**4"),
    ("A:n,n B:n,n C:n,n", "A symmetric, B symmetric, C symmetric |- ", "A*B*C + C*B*A <= 10*I + A**4 + B**4 + C**2"),
    ("A:n,n B:n,n C:n,n", "A symmetric, B symmetric, C symmetric |- ",
     "A*B*C + C*B*A + B*C*A + A*C*B + C*A*B + B*A*C <= 6*I + 2*A**4 + 2*B**4 + 2*C**4"),
    ("K:n,n A:n,n", "K.T = -K, A symmetric |- ", "K*A*K <= I + A**2 + K**4"),
    (*FREE, "0 <= 20*I + X*X + X.T*X.T"),
    (*FREE, "X**3 + X.T**3 <= 2*I + 2*X.T*X*X.T*X"),
    (*FREE, "X.T*X.T*X*X <= (X.T*X)**2 + 5*I"),
    (*FREE, "X.T**3*X**3 <= 3*(X.T*X)**3 + 3*I"),
    ("X:m,n Y:m,n", "", "0 <= 50*I(n) + X.T*X*Y.T*Y + Y.T*Y*X.T*X"),
    ("A:n,n B:n,n x:n", "A symmetric, B symmetric |- ", "0 <= x.T*(99*(A**4 + B**4) + 100*(A**2*B**2 + B**2*A**2))*x"),
    ("A:n,n B:n,n", "A positive semidefinite, B positive semidefinite |- ", "0 <= 20*I + A*B + B*A"),
    ("A:n,n B:n,n", "A positive semidefinite, B positive semidefinite, A <= B |- ", "A**2 <= B**2 + 3*I"),
    ("A:n,n B:n,n", "A symmetric, B symmetric, A <= I, B <= I, -I(n) <= A, -I(n) <= B |- ", "A*B*A <= B + I"),
]  # fmt: skip
SEMIDEFINITE = [
    (*TWO, "A*B + B*A <= A**2 + B**2"),
    (*TWO, "(A*B + B*A)**2 <= 2*A*B**2*A + 2*B*A**2*B"),
    (*TWO, "0 <= A**4 + B**4 + A**2*B**2 + B**2*A**2"),
    (*FREE, "X*X + X.T*X.T <= X*X.T + X.T*X"),
    ("A:n,n B:n,n", "A symmetric, B symmetric, 0 <= A, A <= I, 0 <= B, B <= I |- ", "0 <= A*B + B*A + 1/4*I"),
]
BEYOND = [
    (*FREE, "X*X = X.T"),
    ("A:n,n B:n,n", "A symmetric, B symmetric, A*B = B*A |- ", "A*B**2*A + B*A**2*B <= A**4 + B**4"),
    ("A:n,n c", "A symmetric |- ", "0 <= A**2 + c*A"),
    ("A:n,n", "A positive definite |- ", "inv(A) <= A"),
    ("A:n,n x:n", "A symmetric, x.T*A*x = 1 |- ", "0 <= x.T*A**3*x"),
    ("A:n,n", "", "0 <= tr(A*A)"),
]


def parsed(symbols: str, statement: str) -> Proof:
    sizes = {name: item.split(",") if item else [] for name, _, item in (s.partition(":") for s in symbols.split())}
    proofs, errors = parse_statement(sizes, statement)
    assert not errors, errors
    return proofs[0]


def goal_of(proof: Proof) -> Sequent:
    return sequent(proof, proof.steps[0])


@pytest.mark.parametrize(("symbols", "premises", "claim"), FALSE)
def test_a_matrix_polynomial_that_is_not_semidefinite_is_refuted(symbols: str, premises: str, claim: str) -> None:
    proof = parsed(symbols, premises + claim)
    found = separated(goal_of(proof), Judge(proof, Sweep(4, 3)))
    assert found is not None
    assert max(found.sizes.values()) <= 4
    check_counterexample(goal_of(proof), found, Points(Work(10_000_000, "the test")))


@pytest.mark.parametrize(("symbols", "premises", "claim"), SEMIDEFINITE)
def test_a_semidefinite_matrix_polynomial_has_no_functional(symbols: str, premises: str, claim: str) -> None:
    question = question_of(goal_of(parsed(symbols, premises + claim)))
    assert question is not None
    assert functional(question) is None


@pytest.mark.parametrize(("symbols", "premises", "claim"), BEYOND)
def test_no_points_are_suggested_for_what_is_no_matrix_polynomial(symbols: str, premises: str, claim: str) -> None:
    assert list(separating_points(goal_of(parsed(symbols, premises + claim)))) == []


def test_the_matrices_of_the_whole_space_refute_the_claim_without_descent() -> None:
    """The construction alone, at the size that the theorem names: as many rows as there are words."""
    goal = goal_of(parsed(TWO[0], TWO[1] + MOTZKIN))
    question = question_of(goal)
    found = functional(question) if question is not None else None
    assert found is not None
    whole = max(map(len, found.words.values()))
    *_, last = points(found)
    assert dict(last.sizes) == {"n": whole}
    assert Judge(parsed(TWO[0], TWO[1] + MOTZKIN), Sweep(4, 3)).confirmed(goal, last.sizes, last.values) is not None


@pytest.mark.parametrize(("claim", "a"), [
    ("A symmetric |- 0 <= A**2", [[1, 2], [2, 1]]),  # true
    ("A symmetric |- 0 <= A", [[0, 1], [-1, 0]]),  # a premise is false there
    ("A symmetric, B symmetric |- 0 <= A*B + B*A", [[1, 0], [0, 1]]),  # B has no value
    ("A symmetric |- 0 <= A", [[-1]]),  # of another size
])  # fmt: skip
def test_suggested_values_that_refute_nothing_are_no_counterexample(claim: str, a: list[list[int]]) -> None:
    proof = parsed(TWO[0], claim)
    values = {"A": [[Fraction(entry) for entry in row] for row in a]}
    assert Judge(proof, Sweep(4, 3)).confirmed(goal_of(proof), {"n": 2}, values) is None


def test_values_of_another_size_than_the_user_gave_are_no_counterexample() -> None:
    proof = parsed(TWO[0], "A symmetric |- 0 <= A")
    values = {"A": [[Fraction(-1)]]}
    assert Judge(proof, Sweep(4, 3)).confirmed(goal_of(proof), {"n": 1}, values) is not None
    assert Judge(proof, Sweep(4, 3, {"n": (2,)})).confirmed(goal_of(proof), {"n": 1}, values) is None


def test_the_verdict_shows_the_vector() -> None:
    proof = parsed(TWO[0], TWO[1] + "A*B**2*A <= 100*I + 100*A**4 + B**4")
    result = Settler((proof,), Options(budget=10.0))((0, "claim1"))
    assert isinstance(result, StepResult)
    assert result.verdict is Verdict.REFUTED
    assert result.counterexample is not None
    assert result.counterexample.vector


def test_the_solver_is_not_imported_for_an_equation() -> None:
    script = (
        "import sys\n"
        "from symproof.statements import parse_statement\n"
        "from symproof.verdict.settle import Options, Settler\n"
        "proof = parse_statement({'A': ['n', 'n'], 'B': ['n', 'n']}, 'A*B = B*A')[0][0]\n"
        "Settler((proof,), Options(budget=10.0))((0, 'claim1'))\n"
        "assert not {'clarabel', 'scipy', 'numpy'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
