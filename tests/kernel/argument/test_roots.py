"""The fact that a semidefinite matrix is C^T C, applied to matrices for which it does not hold."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from kernel.argument.building import derived, refused, step

sys.path.insert(0, str(Path(__file__).parents[3]))

from proofs.facts.r1 import R1
from symproof.language.affine import Affine, parameter
from symproof.language.declarations import Declarations, SizeDeclaration, SymbolDeclaration
from symproof.language.derivation import Apply, Block, Given
from symproof.language.formulas import And, Equal, Exists, ForAll, Formula, Named, Predicate, Sequent
from symproof.language.terms import Product, Symbol, Term, Transpose
from symproof.language.theory import Statement, Trust

m, n = parameter("m"), parameter("n")
A, C = Symbol("A"), Symbol("C")
ROOT = R1.as_statement()


def has_root(matrix: Term, size: Affine = n) -> Formula:
    return Exists((SymbolDeclaration("C", size, size),), Equal(Product((Transpose(C), C)), matrix))


def semidefinite(matrix: Term) -> Formula:
    return And((Equal(Transpose(matrix), matrix), Predicate("positive semidefinite", (matrix,))))


def stated(claim: Formula, premise: Formula, rows: Affine = n) -> Statement:
    sizes = tuple(SizeDeclaration(name) for name in ("m", "n"))
    declared = Declarations(sizes=sizes, symbols=(SymbolDeclaration("A", rows, n),))
    return Statement("lemma", Trust.LEMMA, Sequent(declared, (), (Named("given", premise),), claim))


def applied(claim: Formula, *premises: str, size: Affine = n, term: Term = A) -> Block:
    return (step("x", claim, Apply("R1", (Given("n", integer=size), Given("A", term=term)), premises)),)


def test_a_semidefinite_matrix_has_a_root() -> None:
    statement = stated(has_root(A), semidefinite(A))
    assert [axiom.id for axiom in derived(statement, applied(has_root(A), "given"), {"R1": ROOT}).axioms] == ["R1"]


@pytest.mark.parametrize(
    ("code", "claim", "premise"),
    [
        ("SP360", has_root(A), Equal(Transpose(A), A)),
        ("SP360", has_root(A), Predicate("positive semidefinite", (A,))),
        ("SP360", has_root(A), semidefinite(Product((A, Transpose(A))))),
        ("SP360", has_root(Transpose(Product((A, A)))), semidefinite(A)),
        ("SP305", has_root(A, m), semidefinite(A)),
        ("SP360", ForAll((SymbolDeclaration("C", n, n),), Equal(Product((Transpose(C), C)), A)), semidefinite(A)),
    ],
)
def test_another_premise_or_another_claim_is_refused(code: str, claim: Formula, premise: Formula) -> None:
    refused(code, stated(claim, premise), applied(claim, "given"), {"R1": ROOT})


def test_the_premise_cannot_be_left_out() -> None:
    statement = stated(has_root(A), semidefinite(A))
    refused("SP364", statement, applied(has_root(A)), {"R1": ROOT})


def test_the_fact_is_not_used_where_it_is_not_named() -> None:
    statement = stated(has_root(A), semidefinite(A))
    refused("SP365", statement, applied(has_root(A), "given"))


def test_a_matrix_of_another_size_is_refused() -> None:
    statement = stated(has_root(A), Equal(A, A), rows=m)
    refused("SP305", statement, applied(has_root(A), "given"), {"R1": ROOT})
