"""Orders between matrices in derivations: they are admitted between square matrices, summed, and never total."""

from __future__ import annotations

import pytest
from kernel.argument.building import derived, lemma, refused, step

from symproof.kernel.argument.scope import FALSE
from symproof.language.affine import ONE, integer, parameter
from symproof.language.certificate import Algebra
from symproof.language.declarations import Range, SizeDeclaration, SymbolDeclaration
from symproof.language.derivation import Dichotomy, Direct, Nonzero, Restate, SumOf
from symproof.language.formulas import Compare, ForAllIndex, Formula, Implies, IntegerRelation, Invertible, Or
from symproof.language.terms import IndexSum, Symbol, Term
from symproof.language.theory import Statement

n, m, k, i = (parameter(name) for name in "nmki")
A, B, X = Symbol("A"), Symbol("B"), Symbol("X")
M, L = Symbol("M", i), Symbol("L", i)
SIZES = (SizeDeclaration("n"), SizeDeclaration("m"))
SYMBOLS = (SymbolDeclaration("A", n, n), SymbolDeclaration("B", n, n), SymbolDeclaration("X", m, n))
LESS, MORE = Compare("<=", A, B), Compare("<", B, A)


def stated(claim: Formula, **given: Formula) -> Statement:
    return lemma(claim, sizes=SIZES, symbols=SYMBOLS, **given)


def total(term: Term) -> Term:
    return IndexSum("i", ONE, k, term)


def summed(claim: Formula, body: Formula, least: int = 1) -> Statement:
    families = tuple(SymbolDeclaration(name, n, n, Range("i", ONE, k)) for name in "ML")
    return lemma(
        claim, integers=("k",), sizes=SIZES, symbols=families,
        facts={"depth": IntegerRelation("<=", integer(least), k)}, each=ForAllIndex("i", ONE, k, body),
    )  # fmt: skip


def test_an_order_between_matrices_is_a_premise_like_others() -> None:
    assert derived(stated(LESS, given=LESS), (step("x", LESS, Restate("given")),))
    refused("SP360", stated(LESS, given=Compare("<=", B, A)), (step("x", LESS, Restate("given")),))
    refused("SP360", stated(Compare("<", A, B), given=LESS), (step("x", Compare("<", A, B), Restate("given")),))


def test_the_order_between_matrices_is_not_total() -> None:
    """diag(1, 0) and diag(0, 1) are not comparable."""
    either = Or((LESS, MORE))
    refused("SP361", stated(either), (step("x", either, Dichotomy()),))
    assert derived(
        stated(Or((LESS, Implies(LESS, FALSE)))), (step("x", Or((LESS, Implies(LESS, FALSE))), Dichotomy()),)
    )
    refused("SP360", stated(MORE, given=Implies(LESS, FALSE)), (step("x", MORE, Restate("given")),))


def test_an_order_has_square_sides() -> None:
    wide = Compare("<=", X, X)
    refused("SP306", stated(wide, given=wide), (step("x", wide, Restate("given")),))
    refused("SP306", stated(wide), (step("x", wide, Direct((), Algebra())),))


def test_a_strict_order_of_matrices_is_no_order_of_scalars() -> None:
    """The rule that 0 < c makes c invertible is about scalars."""
    claim = Invertible(A)
    zero = Compare("<", B, A)
    refused("SP360", stated(claim, given=zero), (step("x", claim, Nonzero("given")),))


@pytest.mark.parametrize(("claimed", "given", "least"), [("<=", "<=", 0), ("<=", "<", 0), ("<", "<", 1)])
def test_orders_between_sums_of_matrices(claimed: str, given: str, least: int) -> None:
    claim = Compare(claimed, total(M), total(L))  # type: ignore[arg-type]
    statement = summed(claim, Compare(given, M, L), least)  # type: ignore[arg-type]
    assert derived(statement, (step("x", claim, SumOf("each")),))


@pytest.mark.parametrize(("code", "claim", "given", "least"), [
    ("SP320", Compare("<", total(M), total(L)), Compare("<", M, L), 0),
    ("SP360", Compare("<", total(M), total(L)), Compare("<=", M, L), 1),
    ("SP360", Compare("<=", total(L), total(M)), Compare("<=", M, L), 1),
    ("SP361", Compare("<=", total(M), total(L)), Invertible(M), 1),
])  # fmt: skip
def test_other_orders_between_sums_are_refused(code: str, claim: Formula, given: Formula, least: int) -> None:
    refused(code, summed(claim, given, least), (step("x", claim, SumOf("each")),))
