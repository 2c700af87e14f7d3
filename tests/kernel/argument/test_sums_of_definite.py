"""Sums over an index of semidefinite and definite matrices: what follows, and what is refused."""

from __future__ import annotations

import pytest
from kernel.argument.building import derived, lemma, refused, step

from symproof.language.affine import ONE, Affine, integer, parameter, shift
from symproof.language.declarations import Range, SizeDeclaration, SymbolDeclaration
from symproof.language.derivation import Restate, SumOf
from symproof.language.formulas import (
    And,
    Equal,
    ForAllIndex,
    Formula,
    IntegerRelation,
    Invertible,
    Predicate,
)
from symproof.language.terms import IndexSum, Product, Symbol, Term, Transpose
from symproof.language.theory import Statement

i, k, n = parameter("i"), parameter("k"), parameter("n")
M, L = Symbol("M", i), Symbol("L", i)
SUM = IndexSum("i", ONE, k, M)


def semidefinite(term: Term) -> Formula:
    return Predicate("positive semidefinite", (term,))


def definite(term: Term) -> Formula:
    return Predicate("positive definite", (term,))


def symmetric(term: Term) -> Formula:
    return Equal(Transpose(term), term)


def stated(claim: Formula, body: Formula, *, low: Affine = ONE, high: Affine = k, some: bool = True) -> Statement:
    """From ``body`` for each index, over k >= 1 or k >= 0 matrices."""
    families = tuple(SymbolDeclaration(name, n, n, Range("i", ONE, k)) for name in "ML")
    least = ONE if some else integer(0)
    return lemma(
        claim, integers=("k",), sizes=(SizeDeclaration("n"),), symbols=families,
        facts={"depth": IntegerRelation("<=", least, k)}, each=ForAllIndex("i", low, high, body),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("claim", "body"),
    [
        (semidefinite(SUM), semidefinite(M)),
        (semidefinite(SUM), definite(M)),
        (definite(SUM), definite(M)),
        (Invertible(SUM), definite(M)),
        (And((symmetric(SUM), semidefinite(SUM))), And((symmetric(M), semidefinite(M)))),
        (
            And((symmetric(SUM), Invertible(SUM), definite(SUM))),
            And((symmetric(M), Invertible(M), definite(M))),
        ),
        (semidefinite(SUM), And((Equal(L, L), And((symmetric(M), semidefinite(M)))))),
        (
            semidefinite(IndexSum("i", ONE, k, Product((Transpose(L), M, L)))),
            semidefinite(Product((Transpose(L), M, L))),
        ),
    ],
)
def test_what_each_matrix_is_their_sum_is(claim: Formula, body: Formula) -> None:
    assert derived(stated(claim, body), (step("x", claim, SumOf("each")),))


@pytest.mark.parametrize("claim", [semidefinite(SUM), And((symmetric(SUM), semidefinite(SUM)))])
def test_a_sum_of_no_matrices_is_semidefinite(claim: Formula) -> None:
    body = And((symmetric(M), semidefinite(M)))
    assert derived(stated(claim, body, some=False), (step("x", claim, SumOf("each")),))


@pytest.mark.parametrize("claim", [definite(SUM), Invertible(SUM)])
def test_a_sum_of_no_matrices_is_neither_definite_nor_invertible(claim: Formula) -> None:
    refused("SP320", stated(claim, definite(M), some=False), (step("x", claim, SumOf("each")),))


@pytest.mark.parametrize(
    ("code", "claim", "body"),
    [
        ("SP360", definite(SUM), semidefinite(M)),
        ("SP361", Invertible(SUM), semidefinite(M)),
        ("SP361", Invertible(SUM), Invertible(M)),
        ("SP361", And((symmetric(SUM), semidefinite(SUM))), semidefinite(M)),
        ("SP361", semidefinite(SUM), symmetric(M)),
        ("SP361", semidefinite(SUM), Invertible(M)),
        ("SP360", semidefinite(SUM), semidefinite(L)),
        ("SP360", semidefinite(SUM), semidefinite(Product((M, M)))),
        ("SP360", semidefinite(IndexSum("i", ONE, shift(k, -1), M)), semidefinite(M)),
        ("SP360", semidefinite(IndexSum("i", ONE, k, Product((M, L)))), And((semidefinite(M), semidefinite(L)))),
        ("SP360", And((semidefinite(SUM), definite(SUM))), semidefinite(M)),
    ],
)
def test_a_sum_is_not_more_than_each_summand(code: str, claim: Formula, body: Formula) -> None:
    refused(code, stated(claim, body), (step("x", claim, SumOf("each")),))


def test_all_summands_have_to_be_semidefinite() -> None:
    claim = semidefinite(SUM)
    refused("SP360", stated(claim, semidefinite(M), low=integer(2)), (step("x", claim, SumOf("each")),))


def test_one_matrix_is_no_schema() -> None:
    claim = semidefinite(SUM)
    one = lemma(
        claim, integers=("k",), sizes=(SizeDeclaration("n"),), facts={"depth": IntegerRelation("<=", ONE, k)},
        symbols=(SymbolDeclaration("M", n, n, Range("i", ONE, k)),), each=semidefinite(Symbol("M", ONE)),
    )  # fmt: skip
    refused("SP361", one, (step("x", claim, SumOf("each")),))


def test_a_definite_matrix_is_another_claim_than_a_semidefinite_one() -> None:
    """Predicates are compared by their matrix and by their name."""
    claim = ForAllIndex("j", ONE, k, definite(Symbol("M", parameter("j"))))
    refused("SP360", stated(claim, semidefinite(M)), (step("x", claim, Restate("each")),))
