"""The walk over sizes accepts and refuses exactly what the normal form accepts and refuses."""

from __future__ import annotations

import random
from dataclasses import fields, replace
from fractions import Fraction
from typing import Any

import pytest
from kernel.building import declare, k, matrix, within
from kernel.worlds import SIZES, SYMBOLS, Terms

from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.shapes import shape_of
from symproof.kernel.context import Context, context_of
from symproof.language.affine import ONE, Affine, integer, parameter, shift
from symproof.language.declarations import FunctionDeclaration, Piece
from symproof.language.formulas import IntegerRelation, Named
from symproof.language.refusal import Refusal
from symproof.language.terms import (
    Basis,
    Chain,
    Identity,
    IndexSum,
    Number,
    Product,
    Slope,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Value,
    Zero,
)
from symproof.search.ranges import searching

n, m, i = parameter("n"), parameter("m"), parameter("i")
KINDS = [("1", "1"), ("n", "n"), ("n", "m"), ("n", "1"), ("1", "m"), ("m", "m")]


def context() -> Context:
    """Families over 1..4 and 1..k, one of them by pieces, a function of n x m matrices, and p = n by a typing fact."""
    pieces = (Piece(Symbol("A"), ONE, ONE), Piece(Symbol("E"), integer(2), k))
    declared = declare(
        *(matrix(name, SIZES[rows], SIZES[columns]) for name, (rows, columns) in SYMBOLS.items()),
        matrix("F", n, n, within("l", 1, 4)),
        replace(matrix("D", n, n, within("l", 1, k)), pieces=pieces),
        matrix("Q", parameter("p"), m),
        integers=("k",),
        sizes=("n", "m", "p"),
    )
    declared = replace(declared, functions=(FunctionDeclaration("f", n, m),))
    deep, typing = IntegerRelation("<=", integer(3), k), IntegerRelation("=", parameter("p"), n)
    facts = (Named("deep", deep), Named("typing", typing))
    return searching(context_of(declared, facts))


class Odd:
    """Terms that are right, and terms in which one part is replaced by something else."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.terms = Terms(self.chance)

    def term(self) -> Term:
        term = self.terms.term(self.chance.choice(KINDS), self.chance.randint(1, 3))
        for _ in range(self.chance.randint(0, 2)):
            term = self._changed(term)
        return term

    def _changed(self, term: Any) -> Any:
        parts = [item.name for item in fields(term) if isinstance(getattr(term, item.name), Symbol | Product | Sum)]
        if isinstance(term, Sum | Product) and self.chance.random() < 0.7:
            items = list(term.factors if isinstance(term, Product) else term.terms)
            items[self.chance.randrange(len(items))] = self._odd()
            return type(term)(tuple(items))
        if parts and self.chance.random() < 0.7:
            name = self.chance.choice(parts)
            return replace(term, **{name: self._changed(getattr(term, name))})
        return self.chance.choice([Sum((term, self._odd())), Product((term, self._odd())), Trace(term),
                                   Transpose(term), self._sum(term)])  # fmt: skip

    def _sum(self, term: Term) -> Term:
        low, high = self._index(), self._index()
        member = self.chance.choice([Symbol("F", i), Symbol("D", i), Basis(i, n), Number(Fraction(2))])
        return IndexSum("i", low, high, Product((member, term)))

    def _index(self) -> Affine:
        return self.chance.choice([integer(0), ONE, integer(3), integer(5), k, shift(k, 1), shift(k, -1)])

    def _odd(self) -> Term:
        ends = self._index(), self._index()
        return self.chance.choice([
            Symbol("A"), Symbol("B"), Symbol("Q"), Symbol("F"), Symbol("A", ONE), Symbol("nothing"), Chain("F", *ends),
            Chain("D", *ends), Symbol("F", ends[0]), Basis(ends[0], n), Zero(n, m), Zero(n, ends[0]), Identity(m),
            Value("f", Symbol("B")), Slope("f", Symbol("Q")), Value("f", Symbol("A")), Slope("g", Symbol("B")),
            Number(Fraction(0)), Sum(()), Product(()),
        ])  # fmt: skip


def outcome(work: Any) -> object:
    """The size, or the code of the refusal."""
    try:
        return work()
    except Refusal as refusal:
        return refusal.code


@pytest.mark.parametrize("seed", range(6))
def test_sizes_are_those_of_the_normal_form(seed: int) -> None:
    odd, found = Odd(seed), set()
    for _ in range(300):
        term = odd.term()

        def of_form(term: Term = term) -> object:
            form = Normalizer(context(), unfold=False).polynomial(term)
            return form.rows, form.columns

        size, known = outcome(lambda term=term: shape_of(context(), term)), outcome(of_form)
        if known == "SP315":  # too many terms to multiply out, which no size needs
            continue
        assert size == known, term
        found.add(size)
    codes = {item for item in found if isinstance(item, str)}
    assert {"SP305", "SP306", "SP320"} <= codes
    assert len(found - codes) > 4


def test_summands_of_different_sizes_are_refused() -> None:
    """e_i has the size of its space, but a chain F_i...F_1 of n x n matrices has one size for all i."""
    inside = context()
    with pytest.raises(Refusal) as caught:
        shape_of(inside, IndexSum("i", ONE, integer(2), Sum((Symbol("A"), Basis(i, n)))))
    assert caught.value.code == "SP305"
    assert shape_of(inside, IndexSum("i", ONE, integer(4), Chain("F", i, ONE))) == (n, n)


def test_a_sum_that_leaves_its_family_is_refused() -> None:
    for high in (5, 60):
        with pytest.raises(Refusal) as caught:
            shape_of(context(), IndexSum("i", ONE, integer(high), Symbol("F", i)))
        assert caught.value.code == "SP320"


def test_a_product_of_two_matrices_of_one_size_that_is_not_square_is_refused() -> None:
    for term in (Product((Symbol("B"), Symbol("B"))), Trace(Product((Symbol("C"), Symbol("C"))))):
        with pytest.raises(Refusal) as caught:
            shape_of(context(), term)
        assert caught.value.code == "SP305"
