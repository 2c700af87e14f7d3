"""What a block declares has a meaning inside it only: an integer expression checked there is refused outside."""

from __future__ import annotations

import pytest
from kernel.argument.building import Range, lemma, parameter

from symproof.kernel.argument.derive import opening
from symproof.kernel.argument.scope import Record, Scope
from symproof.kernel.replay import checked_context
from symproof.language.affine import ONE, Affine, SizeAt, integer
from symproof.language.declarations import Declarations, Piece, SizeDeclaration, SymbolDeclaration
from symproof.language.formulas import Equal
from symproof.language.refusal import Refusal
from symproof.language.terms import Identity, Symbol

n = parameter("n")
SIZES = SizeDeclaration("e", Range("i", ONE, integer(2)))


def outside() -> Scope:
    """Where n is the only name."""
    statement = lemma(Equal(Symbol("A"), Symbol("A")), sizes=(SizeDeclaration("n"),),
                      symbols=(SymbolDeclaration("A", n, n),))  # fmt: skip
    return opening(statement, checked_context(statement.sequent, [10_000]), {}, Record(memory={}))


def refused(scope: Scope, value: Affine) -> str:
    """The code with which the expression is refused."""
    with pytest.raises(Refusal) as caught:
        scope.context.check_integer(value)
    return caught.value.code


def test_a_size_of_a_block_is_unknown_outside() -> None:
    scope, size = outside(), parameter(SizeAt("e", ONE))
    scope.with_size(SIZES).context.check_integer(size)
    assert refused(scope, size) == "SP301"


def test_a_declared_size_of_a_block_is_unknown_outside() -> None:
    scope, size = outside(), parameter(SizeAt("e", ONE))
    scope.declaring(Declarations(sizes=(SIZES,))).context.check_integer(size)
    assert refused(scope, size) == "SP301"


def test_an_index_of_a_block_is_unknown_outside() -> None:
    scope, index = outside(), parameter("t")
    scope.with_integer("t", ONE, n).context.check_integer(index)
    assert refused(scope, index) == "SP301"


def test_a_size_is_known_to_the_scopes_inside() -> None:
    inner = outside().with_size(SIZES)
    symbol = SymbolDeclaration("E", n, n, None, (Piece(Identity(n)),))
    inner.declaring(Declarations(symbols=(symbol,))).context.check_integer(parameter(SizeAt("e", ONE)))
