"""Short ways to write terms, declarations and sequents for the kernel's tests."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import pytest

from symproof.kernel.replay import Theorem, replay
from symproof.language.affine import ONE, Affine, SizeAt, integer, parameter, shift
from symproof.language.certificate import Algebra, Certificate, Entry
from symproof.language.declarations import (
    Declarations,
    FunctionDeclaration,
    Range,
    RangeFact,
    SizeDeclaration,
    SymbolDeclaration,
    WellFormed,
)
from symproof.language.formulas import Equal, Formula, IntegerRelation, Named, Sequent
from symproof.language.function_rules import CITED
from symproof.language.refusal import Refusal
from symproof.language.terms import Chain, Identity, Inverse, Number, Product, Sum, Symbol, Term, Transpose, Zero

i, j, k, n, m, p = (parameter(name) for name in "ijknmp")
NAMED = frozenset(CITED.values())
HERE = Entry("induction")
AXIOM = Algebra()  # the normal forms of both sides agree


def d(index: Affine | int) -> Affine:
    """The size d_index."""
    return parameter(SizeAt("d", number(index)))


def number(value: Affine | int) -> Affine:
    return integer(value) if isinstance(value, int) else value


def symbol(name: str, index: Affine | int | None = None) -> Symbol:
    return Symbol(name, None if index is None else number(index))


def chain(family: str, high: Affine | int, low: Affine | int) -> Chain:
    return Chain(family, number(high), number(low))


def times(*factors: Term | int) -> Term:
    return Product(tuple(map(term, factors)))


def plus(*terms: Term | int) -> Term:
    return Sum(tuple(map(term, terms)))


def minus(left: Term, right: Term) -> Term:
    return plus(left, times(-1, right))


def term(value: Term | int) -> Term:
    return Number(Fraction(value)) if isinstance(value, int) else value


def matrix(name: str, rows: Affine | int, columns: Affine | int, family: Range | None = None) -> SymbolDeclaration:
    return SymbolDeclaration(name, number(rows), number(columns), family)


def scalars(*names: str) -> tuple[SymbolDeclaration, ...]:
    return tuple(SymbolDeclaration(name, ONE, ONE) for name in names)


def within(index: str, low: Affine | int, high: Affine | int) -> Range:
    return Range(index, number(low), number(high))


def relation(left: Affine | int, sign: str, right: Affine | int) -> IntegerRelation:
    return IntegerRelation(sign, number(left), number(right))


def equal(left: Term | int, right: Term | int) -> Equal:
    return Equal(term(left), term(right))


def zero(value: Term, rows: Affine | int = n, columns: Affine | int = n) -> Equal:
    return Equal(value, Zero(number(rows), number(columns)))


def declare(
    *symbols: SymbolDeclaration,
    integers: Iterable[str] = (),
    sizes: Iterable[str | SizeDeclaration] = ("n", "m", "p"),
    functions: Iterable[FunctionDeclaration] = (),
    well_formed: Iterable[WellFormed] = (),
) -> Declarations:
    declared = tuple(SizeDeclaration(item) if isinstance(item, str) else item for item in sizes)
    return Declarations(tuple(integers), declared, symbols, tuple(functions), tuple(well_formed))


def named(formulas: dict[str, Formula] | None) -> tuple[Named, ...]:
    return tuple(Named(name, formula) for name, formula in (formulas or {}).items())


def sequent(
    declarations: Declarations,
    claim: Formula,
    premises: dict[str, Formula] | None = None,
    facts: dict[str, Formula] | None = None,
) -> Sequent:
    return Sequent(declarations, named(facts), named(premises), claim)


def known(goal: Affine, *sources: tuple[str, int, int], sizes: tuple[Affine, ...] = ()) -> RangeFact:
    """goal >= 0 from (id, part, multiplier)."""
    return RangeFact(goal, tuple((name, part, Fraction(by)) for name, part, by in sources), sizes)


def refused(code: str, statement: Sequent, certificate: Certificate) -> None:
    """The kernel refuses for this reason, not for another one."""
    with pytest.raises(Refusal) as refusal:
        replay(statement, certificate)
    assert refusal.value.code == code, refusal.value.message


def proved(
    statement: Sequent, certificate: Certificate, used: Iterable[str] = (), rules: Iterable[str] = ()
) -> Theorem:
    theorem = replay(statement, certificate)
    assert theorem.used == frozenset(used)
    assert tuple([rule for rule in theorem.rules if rule not in NAMED]) == tuple(rules)  # beside those of normal forms
    return theorem


SQUARES = tuple(matrix(name, n, n) for name in "ABCEXYZ")
SQUARE = declare(*SQUARES, *scalars("a", "c"), matrix("u", n, 1), matrix("v", n, 1))
A, B, C, E, X, Y, Z, u, v, a, c = (Symbol(name) for name in [*"ABCEXYZ", "u", "v", "a", "c"])
IN = Identity(n)

# M_i of size d_i x d_{i-1} for 1 <= i <= k, sizes d_0..d_k.
DEPTHS = SizeDeclaration("d", within("i", 0, k))
LAYERS = matrix("M", d(i), d(shift(i, -1)), within("i", 1, k))
LAYERS_FIT = WellFormed(
    "M",
    0,
    (
        known(i, ("bound:i", 0, 1)),
        known(Affine(0, (("i", -1), ("k", 1))), ("bound:i", 1, 1)),
        known(shift(i, -1), ("bound:i", 0, 1)),
        known(Affine(1, (("i", -1), ("k", 1))), ("bound:i", 1, 1)),
    ),
)


def transpose(value: Term) -> Term:
    return Transpose(value)


def inverse(value: Term) -> Term:
    return Inverse(value)
