"""Orders of scalars that need products of premises and of squares: what is found, and what must not be."""

from __future__ import annotations

from typing import Any

import pytest
from kernel.argument.building import SymbolDeclaration, lemma, parameter

from symproof.kernel.argument.derive import derive
from symproof.kernel.argument.scope import FALSE
from symproof.language.affine import ONE
from symproof.language.declarations import SizeDeclaration
from symproof.language.derivation import Inference
from symproof.language.formulas import Compare, Equal, Formula
from symproof.language.refusal import Refusal
from symproof.language.terms import Number, Product, Sum, Symbol, Term, Trace, Transpose
from symproof.search.argument import Want, elaborated

a, b, c, e, x, y = map(Symbol, "abcexy")
u, v = Symbol("u"), Symbol("v")
ZERO, TWO, FOUR, MINUS = Number(0), Number(2), Number(4), Number(-1)  # type: ignore[arg-type]
SCALARS = tuple([SymbolDeclaration(name, ONE, ONE) for name in "abcexy"])
COLUMNS = tuple([SymbolDeclaration(name, parameter("n"), ONE) for name in "uv"])


def times(*factors: Term) -> Product:
    return Product(factors)


def less(left: Term, right: Term) -> Compare:
    return Compare("<", left, right)


def at_most(left: Term, right: Term) -> Compare:
    return Compare("<=", left, right)


def follows(claim: Formula, *premises: Formula) -> bool:
    named: Any = {f"p{number}": premise for number, premise in enumerate(premises)}
    statement = lemma(claim, sizes=(SizeDeclaration("n"),), symbols=(*SCALARS, *COLUMNS), **named)
    gap: Any = Want(())
    try:
        done = elaborated(statement, (Inference("x", claim, gap),), {}, {})
    except Refusal:
        return False
    return derive(*done, {}, {}).axioms == frozenset()


def norm2(argument: Term) -> Trace:
    return Trace(Product((Transpose(argument), argument)))


PRODUCT = (at_most(times(x, y), times(a, b)), [at_most(x, a), at_most(y, b), at_most(ZERO, y), at_most(ZERO, a)])
SCALED = (at_most(times(c, e, e), times(c, x)), [at_most(times(e, e), x), at_most(ZERO, c)])
SQUARE = (less(ZERO, times(a, a)), [less(ZERO, a)])
REFUTED = (FALSE, [at_most(e, ZERO), less(ZERO, a), at_most(ZERO, c), Equal(a, times(e, Sum((TWO, times(TWO, c)))))])


@pytest.mark.parametrize("case", [PRODUCT, SCALED, SQUARE, REFUTED], ids=["product", "scaled", "square", "false"])
def test_products_are_found_and_every_premise_is_needed(case: tuple[Formula, list[Formula]]) -> None:
    claim, premises = case
    assert follows(claim, *premises)
    for dropped in premises:
        assert not follows(claim, *[premise for premise in premises if premise != dropped])


def test_a_quotient_is_small() -> None:
    """a = 2 e (1 + c) with c >= 0 gives 4 e^2 c <= a^2."""
    quotient = Equal(a, times(e, Sum((TWO, times(TWO, c)))))
    squares = at_most(ZERO, times(e, e, c)), at_most(ZERO, times(e, c, e, c))
    assert follows(at_most(times(FOUR, e, e, c), times(a, a)), quotient, *squares)
    assert not follows(at_most(times(FOUR, e, e, c), times(a, a)), *squares)


def test_a_square_that_is_written_is_not_negative() -> None:
    gap = Sum((times(u, Transpose(v)), times(MINUS, v, Transpose(u))))
    assert follows(at_most(ZERO, norm2(gap)))
    assert not follows(less(ZERO, norm2(gap)))
    assert not follows(at_most(norm2(gap), ZERO))


def test_cauchy_schwarz_for_columns() -> None:
    gap = Sum((times(u, Transpose(v)), times(MINUS, v, Transpose(u))))
    inner = times(Transpose(u), v)
    claim = at_most(times(inner, inner), times(norm2(u), norm2(v)))
    assert follows(claim, at_most(ZERO, norm2(gap)))
    assert not follows(at_most(times(TWO, inner, inner), times(norm2(u), norm2(v))), at_most(ZERO, norm2(gap)))


def test_falsity_is_not_found_where_the_premises_have_a_model() -> None:
    assert not follows(FALSE, at_most(e, ZERO), at_most(ZERO, a), at_most(ZERO, c))
    assert not follows(FALSE, less(times(a, a), b), less(ZERO, a))
    assert follows(FALSE, less(times(a, a), b), less(b, ZERO))
