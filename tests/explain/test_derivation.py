"""Certificates as chains of equalities: each line follows from the one before by the premise that pays for it."""

from __future__ import annotations

from fractions import Fraction

import pytest
from explain.proofs_at_hand import certified, lemma1_step, statement

from symproof.explain.derivation import (
    Combination,
    DerivedStep,
    Equalities,
    Line,
    Section,
    Summand,
    derivation,
)
from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Polynomial
from symproof.kernel.context import context_of
from symproof.language.formulas import Sequent
from symproof.language.terms import Number, Power, Product, Sum, Symbol, Term, Zero

SQUARE = {"A": ["n", "n"], "B": ["n", "n"], "C": ["n", "n"]}
PENROSE = (
    "A*B*A = A, B*A*B = B, (A*B).T = A*B, (B*A).T = B*A, A*C*A = A, C*A*C = C, (A*C).T = A*C, (C*A).T = C*A |- B = C"
)


def term(summands: tuple[Summand, ...], zero: Polynomial) -> Term:
    products: list[Term] = [Product((Number(item.coefficient), *item.factors)) for item in summands]
    return Sum(tuple(products)) if products else Zero(zero.rows, zero.columns)


def forms(sequent: Sequent, chain: Equalities) -> list[Polynomial]:
    """The normal form of every member of the chain."""
    normal = Normalizer(context_of(sequent.declarations, sequent.facts))
    first = normal.polynomial(chain.left)
    shown = [item.written or term(item.summands, first) for item in chain.lines]
    return [first, *map(normal.polynomial, shown)]


def chain_of(symbols: dict[str, list[str]], text: str) -> tuple[Sequent, Equalities]:
    sequent, certificate = certified(statement(symbols, text))
    (chain,) = derivation(sequent, certificate)
    assert isinstance(chain, Equalities)
    return sequent, chain


def payers(chain: Equalities) -> list[str | None]:
    return [None if line.payer is None else line.payer.premise for line in chain.lines]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A*B = B*A |- A*A*B = B*A*A", ["h1"]),
        ("A*B = C, C*A = 0 |- A*B*A = 0", ["h1", "h2"]),
        ("A = B |- A.T = B.T", ["h1"]),
        ("A*B = 0 |- (A + B)**2 = A**2 + B*A + B**2", [None, "h1"]),
    ],
)
def test_the_premise_that_pays_stands_at_each_line(text: str, expected: list[str | None]) -> None:
    assert payers(chain_of(SQUARE, text)[1]) == expected


@pytest.mark.parametrize("text", [PENROSE, "A*B = B*A, A*C = C*A |- A*B*C = B*C*A", "A*B = C |- A*B*A*B = C**2"])
def test_a_chain_ends_at_the_right_side(text: str) -> None:
    symbols = {"A": ["m", "n"], "B": ["n", "m"], "C": ["n", "m"]} if text == PENROSE else SQUARE
    sequent, chain = chain_of(symbols, text)
    normal = Normalizer(context_of(sequent.declarations, sequent.facts))
    found = forms(sequent, chain)
    assert found[-1].terms == normal.polynomial(chain.right).terms
    plain = [line.payer is None for line in chain.lines]
    for before, after, unpaid in zip(found, found[1:], plain, strict=False):
        assert (before.terms == after.terms) is unpaid  # a bare sign changes nothing, a paid one something


def test_uniqueness_of_the_moore_penrose_inverse_is_a_chain_of_single_products() -> None:
    _, chain = chain_of({"A": ["m", "n"], "B": ["n", "m"], "C": ["n", "m"]}, PENROSE)
    assert all(len(line.summands) == 1 for line in chain.lines)
    assert {f"h{number}" for number in range(1, 9)} >= set(payers(chain))
    assert chain.lines[-1].summands == (Summand(Fraction(1), (Symbol("C"),)),)


def test_only_what_changed_is_marked() -> None:
    _, chain = chain_of(SQUARE, "A*B = B*A |- C*A*A*B = C*B*A*A")
    (line,) = chain.lines
    (summand,) = line.summands
    assert summand.before == (Symbol("C"),)
    assert summand.new


def test_equal_factors_are_a_power() -> None:
    _, chain = chain_of(SQUARE, "A*B = 0 |- (A + B)**2 = A*A + B*A + B*B")
    powers = [factor for line in chain.lines for item in line.summands for factor in item.factors]
    assert any(isinstance(factor, Power) and factor.base == Symbol("A") for factor in powers)


def test_without_premises_there_are_no_lines() -> None:
    _, chain = chain_of(SQUARE, "(A*B).T = B.T*A.T")
    assert chain.lines == ()
    assert chain.form == ()


def test_a_rule_beyond_linear_combination_is_a_step() -> None:
    sequent, certificate = certified(statement({"A": ["m", "n"], "X": ["n", "p"]}, "A.T*A*X = 0 |- A*X = 0"))
    step, chain = derivation(sequent, certificate)
    assert isinstance(step, DerivedStep)
    assert isinstance(step.by, Equalities)
    assert payers(step.by) == ["h1"]
    assert isinstance(chain, Equalities)
    assert payers(chain) == ["step:1"]


def test_a_long_combination_is_capped_and_counted() -> None:
    symbols = {"A": ["m", "n"], "B": ["n", "p"], "P": ["n", "m"], "Q": ["p", "n"]}
    text = (
        "A*P*A=A, P*A*P=P, (A*P).T=A*P, (P*A).T=P*A, B*Q*B=B, Q*B*Q=Q, (B*Q).T=B*Q, (Q*B).T=Q*B, "
        "P*A*B*B.T*A.T*A*B*Q=B*B.T*A.T*A |- A*B*Q*P*A*B = A*B"
    )
    sequent, certificate = certified(statement(symbols, text))
    (shown,) = derivation(sequent, certificate)
    total = len(certificate.combination)  # type: ignore[union-attr]
    assert isinstance(shown, Combination)
    assert len(shown.multiples) == total > len(shown.shown)


def test_the_induction_of_equation_1_has_a_base_and_a_step() -> None:
    base, step = derivation(*certified(lemma1_step("equation-1")))
    assert isinstance(base, Section)
    assert isinstance(step, Section)
    assert (base.kind, step.kind) == ("base", "step")
    (chain,) = (node for node in step.content if isinstance(node, Equalities))
    assert payers(chain) == [None, "induction", "w-kernels"]
    assert isinstance(chain.lines[-1], Line)


def test_definitions_are_folded_in_again() -> None:
    """The chain of the perturbation identity speaks of Q, not of M_k...M_i."""
    (chain,) = derivation(*certified(lemma1_step("perturbation")))
    assert isinstance(chain, Equalities)
    names = {getattr(factor, "name", "") for line in chain.lines for item in line.summands for factor in item.factors}
    assert "Q" in names
    assert "M" not in names


def test_what_cannot_be_shown_is_left_out() -> None:
    sequent, certificate = certified(statement(SQUARE, "A*B = B*A |- A*A*B = B*A*A"))
    stripped = Sequent(sequent.declarations, sequent.facts, (), sequent.claim)
    assert derivation(stripped, certificate) == ()
