"""Between two instances a workspace keeps symbols and short products, and nothing that depends on arguments. It takes
no declaration and no premise for another one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from symproof.concrete import Judge, Sweep
from symproof.concrete.evaluation.combination import Combination, premise
from symproof.concrete.evaluation.evaluate import Evaluator
from symproof.concrete.evaluation.place import Place
from symproof.concrete.evaluation.types import Tables
from symproof.concrete.evaluation.workspace import Workspace
from symproof.concrete.exact.matrices import Matrix
from symproof.concrete.exact.polynomials import Polynomials
from symproof.language.affine import Affine, FamilyAt
from symproof.language.certificate import Algebra, Entry
from symproof.language.declarations import Declarations, Range, SymbolDeclaration
from symproof.language.formulas import Equal
from symproof.language.terms import Number, Symbol
from symproof.statements import parse_statement

ONE = Affine(1)
Kind: TypeAlias = Callable[[int], tuple[SymbolDeclaration, Symbol]]

MANY = 300  # enough that Python gives the address of an object to a later one


def test_inverses_of_one_instance_are_forgotten_before_the_next() -> None:
    proofs, _ = parse_statement({"A": ["n", "n"]}, "A invertible |- inv(A).T = inv(A.T)")
    judge = Judge(proofs[0], Sweep(4, 3))
    found = judge.judge(proofs[0].steps[0], None)
    assert found.holds
    assert found.instances.checked == 3
    spaces = list(judge._workspaces._made.values())
    assert len(spaces) == 3
    assert not any(space.ring.inverses or space.ring.applied or space.ring.reciprocals for space in spaces)


def _value(space: Workspace, declared: SymbolDeclaration, term: Symbol) -> Matrix:
    """The value of a symbol in a workspace that earlier steps have used, with tables of its own."""
    tables = Tables(Declarations(symbols=(declared,)), ())
    return Evaluator(tables, Place({}), space.ring, space.known).matrix(term)


def _single(number: int) -> tuple[SymbolDeclaration, Symbol]:
    return SymbolDeclaration(f"A{number}", ONE, ONE), Symbol(f"A{number}")


def _led(number: int) -> tuple[SymbolDeclaration, Symbol]:
    """A_{1,i} and its member A_{1,1}, for i and the leading index in 1..1."""
    name = f"A{number}"
    declared = SymbolDeclaration(name, ONE, ONE, Range("i", ONE, ONE), (), Range("l", ONE, ONE))
    return declared, Symbol(FamilyAt(name, ONE), ONE)


@pytest.mark.parametrize("kind", [_single, _led])
def test_a_symbol_is_not_taken_for_one_whose_declaration_is_gone(kind: Kind) -> None:
    space = Workspace(Polynomials(2 * MANY, 10_000, lasting=True))
    values = [str(_value(space, *kind(number))) for number in range(MANY)]
    assert len(set(values)) == MANY


def test_a_premise_is_not_taken_for_one_that_is_gone() -> None:
    space = Workspace(Polynomials(2, 10_000, lasting=True))
    tables = Tables(Declarations(), ())
    for number in range(MANY):
        evaluator = Evaluator(tables, Place({}), space.ring, space.known)
        stated = premise(Equal(Number(number), Number(0)), {})
        combination = Combination(evaluator, {"P": stated}, Algebra())
        found = combination.contribution(Entry("P", 0))
        assert found.entries[0][0] == number
