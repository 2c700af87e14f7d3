"""Definite matrices and orders: statements of textbooks, random ones against exact evaluation, the language.

What is refuted is computed again from the report's data by ``recheck``, which shares no code with the search.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random

import pytest
from flint import fmpq_mat

from symproof.diagnostics.results import StepResult
from symproof.language.certificate import Certificate, Definiteness, Order
from symproof.language.codec import decode, encode
from symproof.language.formulas import Formula
from symproof.language.proof import Proof, Step, Verdict
from symproof.language.scopes import sequent
from symproof.recheck.limits import Work
from symproof.recheck.points import Points, check_counterexample
from symproof.render.latex import latex
from symproof.render.mathml import mathml
from symproof.render.text import text
from symproof.search import find
from symproof.statements import load_file, parse_statement
from symproof.verdict.settle import Options, Settler

HERE = Path(__file__).parent
TRUE, FALSE = "order_true", "order_false"
SQUARE = {name: ["n", "n"] for name in "ABC"}


@cache
def loaded(name: str) -> tuple[tuple[Proof, ...], Settler]:
    proofs, errors = load_file(HERE / f"{name}.toml")
    assert not errors, errors
    return tuple(proofs), Settler(tuple(proofs), Options(budget=20.0))


def names(name: str) -> list[tuple[int, str]]:
    return [(number, step.id) for number, proof in enumerate(loaded(name)[0]) for step in proof.steps]


def settled(name: str, number: int, step: str) -> tuple[Proof, Step, StepResult]:
    proofs, settler = loaded(name)
    result = settler((number, step))
    assert isinstance(result, StepResult)
    return proofs[number], result.step, result


def test_there_are_sixty_of_each() -> None:
    assert len(names(TRUE)) >= 60
    assert len(names(FALSE)) >= 60


@pytest.mark.parametrize(("number", "step"), names(TRUE))
def test_true_statements_are_proved(number: int, step: str) -> None:
    _, _, result = settled(TRUE, number, step)
    assert result.verdict is Verdict.PROVED, result.diagnostic
    assert decode(encode(result.certificate), Certificate) == result.certificate


@pytest.mark.parametrize(("number", "step"), names(FALSE))
def test_false_statements_are_refuted(number: int, step: str) -> None:
    proof, found, result = settled(FALSE, number, step)
    assert result.verdict is Verdict.REFUTED, result.diagnostic
    assert result.counterexample is not None
    check_counterexample(sequent(proof, found), result.counterexample, Points(Work(10_000_000, "the test")))


# ------------------------------------------------------------------------------------------------ the language


def claim_of(statement: str, symbols: dict[str, list[str]] = SQUARE) -> tuple[Proof, Formula]:
    (proof,), errors = parse_statement(symbols, statement, "s")
    assert not errors, errors
    return proof, proof.steps[0].claim


@pytest.mark.parametrize(("written", "in_latex", "sign"), [
    ("A <= B", r"A \preceq B", "\u2aaf"), ("A < B", r"A \prec B", "\u227a"), ("A >= 0", r"A \succeq 0", "\u2ab0"),
    ("B > A", r"B \succ A", "\u227b"),
])  # fmt: skip
def test_orders_of_matrices_are_written_in_every_notation(written: str, in_latex: str, sign: str) -> None:
    proof, claim = claim_of(f"A symmetric, B symmetric |- {written}")
    assert text(claim, proof.declarations) == written
    assert latex(claim, proof.declarations) == in_latex
    assert sign in mathml(claim, proof.declarations)
    assert decode(encode(claim), Formula) == claim


@pytest.mark.parametrize(("statement", "code"), [
    ("A symmetric |- A <= B", "SP615"),
    ("A <= B |- A = B", "SP615"),
    ("A symmetric, B symmetric |- A*B >= 0", "SP615"),
    ("A symmetric |- A <= 1", "SP603"),
    ("X <= X |- X = X", "SP603"),
    ("X positive semidefinite |- X = X", "SP608"),
    ("A positive semidefinit |- A = A", "SP601"),
])  # fmt: skip
def test_what_has_no_order_is_refused(statement: str, code: str) -> None:
    proofs, errors = parse_statement({**SQUARE, "X": ["m", "n"]}, statement, "s")
    assert not proofs
    assert [error.code for error in errors] == [code]


@pytest.mark.parametrize("statement", [
    "A symmetric, B symmetric, A and B commute |- A*B >= 0", "|- A + A.T <= 0", "|- A.T*A >= 0",
    "A positive definite |- inv(A) >= 0", "A symmetric |- 0 <= A <= A**2",
])  # fmt: skip
def test_sides_that_are_symmetric_have_an_order(statement: str) -> None:
    claim_of(statement)


def test_semidefinite_matrices_need_not_be_invertible() -> None:
    proofs, _ = parse_statement(SQUARE, "A positive semidefinite |- inv(A)*A = I", "s")
    assert [item.implied for item in proofs[0].hypotheses] == [False, True]


# ------------------------------------------------------------------------------------------------ random statements


def definite(source: Random, size: int, *, strictly: bool) -> fmpq_mat:
    rank = size if strictly or source.random() < 0.5 else source.randint(0, size - 1)
    root = fmpq_mat([[source.randint(-3, 3) for _ in range(size)] for _ in range(max(rank, 1))])
    found = root.transpose() * root
    if rank == 0:
        found *= 0
    return found + fmpq_mat([[int(p == q) for q in range(size)] for p in range(size)]) if strictly else found


def symmetric(source: Random, size: int) -> fmpq_mat:
    given = fmpq_mat([[source.randint(-3, 3) for _ in range(size)] for _ in range(size)])
    return given + given.transpose()


def value(word: str, at: dict[str, fmpq_mat], size: int) -> fmpq_mat:
    total = fmpq_mat([[int(p == q) for q in range(size)] for p in range(size)])
    for letter in word:
        total = total * at[letter]
    return total


def written(word: str) -> str:
    return "*".join(word) or "I(n)"


def sum_of(terms: list[tuple[int, str]], wrapped: str) -> str:
    return " + ".join(f"({factor})*{wrapped.format(written(word), written(word[::-1]))}" for factor, word in terms)


def is_semidefinite(matrix: fmpq_mat) -> bool:
    """By the signs of the coefficients of the characteristic polynomial, which alternate."""
    coefficients = [matrix.charpoly()[at] for at in range(matrix.nrows() + 1)]
    return all(c * (-1) ** (matrix.nrows() - at) >= 0 for at, c in enumerate(coefficients))


def contradicted(seed: int, points: int) -> tuple[bool, int]:
    """Whether a random order is proved; the points at which it was evaluated, all of which it must survive."""
    source = Random(seed)
    kind = source.choice(["positive definite", "positive semidefinite", "symmetric"])
    terms = [(source.choice((-2, -1, 1, 1, 2, 3)), "".join(source.choice("AB") for _ in range(source.randint(0, 4))))
             for _ in range(source.randint(1, 3))]  # fmt: skip
    traced = source.random() < 0.6
    claim = f"{sum_of(terms, 'tr({0})')} >= 0" if traced else f"{sum_of(terms, '({0} + {1})')} >= 0"
    proofs, errors = parse_statement(SQUARE, f"A {kind}, B positive semidefinite |- {claim}", f"s{seed}")
    assert not errors, errors
    certificate = find(sequent(proofs[0], proofs[0].steps[0])).certificate
    if certificate is None:
        return False, 0
    for _ in range(points):
        size = source.randint(1, 4)
        first = (
            symmetric(source, size)
            if kind == "symmetric"
            else definite(source, size, strictly=kind == "positive definite")
        )
        at = {"A": first, "B": definite(source, size, strictly=False)}
        total = fmpq_mat([[0] * size for _ in range(size)])
        for factor, word in terms:
            total += factor * (value(word, at, size) + value(word[::-1], at, size))
        trace = sum((total[p, p] for p in range(size)), start=total[0, 0] * 0)
        assert trace >= 0 if traced else is_semidefinite(total), (claim, kind, at)
    return True, points


def test_random_orders_that_are_proved_hold_at_random_points() -> None:
    found = [contradicted(seed, 20) for seed in range(25)]
    assert sum(proved for proved, _ in found) >= 5


@pytest.mark.slow
def test_many_random_orders_that_are_proved_hold_at_random_points() -> None:
    found = [contradicted(seed, 200) for seed in range(1000, 1220)]
    assert sum(points for _, points in found) >= 10_000


def test_certificates_of_definiteness_are_of_their_own_kind() -> None:
    proofs, _ = parse_statement(SQUARE, "A positive definite |- 0 <= A**2, tr(A) > 0", "s")
    found = [find(sequent(proofs[0], step)).certificate for step in proofs[0].steps]
    assert [type(item) for item in found] == [Definiteness, Order]
