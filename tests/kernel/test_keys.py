"""Letters are told apart by the kind and the content of their keys, never by their text."""

from __future__ import annotations

import gc

from symproof.kernel.algebra.keys import _KEYS, Kind, key_of
from symproof.kernel.algebra.normal import Normalizer, symbol_key
from symproof.kernel.algebra.words import Letter, integers_in
from symproof.kernel.context import context_of
from symproof.language.affine import ONE, parameter, shift
from symproof.language.declarations import Declarations, FunctionDeclaration, Range, SizeDeclaration, SymbolDeclaration
from symproof.language.terms import IndexSum, Inverse, Sum, Symbol, Term, Value
from symproof.search.ranges import searching

N = parameter("n")
NORMAL = Normalizer(
    searching(
        context_of(
            Declarations(
                sizes=(SizeDeclaration("n"),),
                symbols=(SymbolDeclaration("A", N, N), SymbolDeclaration("M", N, N, Range("i", ONE, N))),
                functions=(FunctionDeclaration("f", N, N),),
            ),
            (),
        )
    )
)
A = Symbol("A")


def letter(term: Term) -> Letter:
    ((monomial, word),) = NORMAL.polynomial(term).terms
    found = word or monomial[0][1]
    assert len(found) == 1
    return found[0]  # type: ignore[return-value]


def test_equal_keys_are_one_object() -> None:
    first, second = letter(Inverse(Sum((A, Symbol("M", ONE))))), letter(Inverse(Sum((Symbol("M", ONE), A))))
    assert first.base is second.base
    assert first.base.kind is Kind.INVERSE


def test_keys_of_the_same_text_and_different_kind_differ() -> None:
    value = letter(Value("f", A))
    assert value.base.kind is Kind.VALUE
    assert value.base.name == "f"
    assert symbol_key(value.base.text) is not value.base
    assert key_of(Kind.UNIT, "e(n)", N) is not symbol_key("e(n)")


def test_keys_of_the_same_text_and_different_content_differ() -> None:
    assert key_of(Kind.DIRECTION, "d:A", "A") is not key_of(Kind.DIRECTION, "d:A", "A", ONE)


def test_a_key_that_nothing_holds_is_forgotten() -> None:
    before = len(_KEYS)
    made = key_of(Kind.SYMBOL, "not declared anywhere", "not declared anywhere")
    assert len(_KEYS) == before + 1
    del made
    gc.collect()
    assert len(_KEYS) <= before


def test_integers_inside_an_inverse_are_known() -> None:
    member = Symbol("M", parameter("n"))
    assert integers_in(letter(member)) == {"n"}
    assert integers_in(letter(Inverse(Sum((A, member))))) == {"n"}
    assert integers_in(letter(Value("f", Sum((A, member))))) == {"n"}


def test_index_of_a_sum_is_found_inside_an_inverse() -> None:
    """The inverse of A + M_i depends on i, so it stays under the sum; the inverse of A leaves it."""
    within = IndexSum("i", ONE, N, Inverse(Sum((A, Symbol("M", parameter("i"))))))
    assert letter(within).base.kind is Kind.SUM
    outside = NORMAL.polynomial(IndexSum("i", ONE, N, Inverse(A)))
    assert outside.terms == NORMAL.times(NORMAL.integer(N), NORMAL.polynomial(Inverse(A))).terms


def test_an_index_whose_name_begins_another_is_not_found() -> None:
    key = key_of(Kind.POWER, "power", "X", shift(parameter("i10"), 1))
    assert integers_in(Letter(key, False, ONE, ONE)) == {"i10"}
