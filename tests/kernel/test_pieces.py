"""Defined families with two pieces against their members written out: random bodies, random ends of chains."""

from __future__ import annotations

import random
from dataclasses import fields

import pytest
from flint import fmpq, fmpq_mat
from kernel.building import chain, declare, i, integer, j, k, matrix, n, plus, symbol, times, within
from kernel.worlds import World

from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Letter
from symproof.kernel.context import Context, context_of
from symproof.language.affine import Affine, shift
from symproof.language.declarations import Piece, SymbolDeclaration
from symproof.language.refusal import Refusal
from symproof.language.terms import Chain, Gradient, Symbol, Term, Trace, Transpose

PLACES = [(at_j, at_k) for at_k in range(2, 6) for at_j in range(1, at_k)]  # 1 <= j < k <= 5
BODIES = [symbol("M", i), symbol("M", shift(i, 1)), symbol("M", shift(i, -1)), times(2, symbol("M", i)),
          plus(symbol("M", i), Symbol("A")), times(symbol("M", i), symbol("M", shift(i, -1)))]  # fmt: skip
ENDS = [integer(1), integer(2), j, shift(j, 1), shift(j, -1), k, shift(k, -1)]


class Oracle(Context):
    """Knows every inequality that holds at all places."""

    __slots__ = ()

    def holds(self, value: Affine) -> bool:
        return all(number(value, place) >= 0 for place in PLACES)


def number(value: Affine, place: tuple[int, int], index: int = 0) -> int:
    at = {"j": place[0], "k": place[1], "i": index}
    return value.constant + sum(by * at[str(atom)] for atom, by in value.terms)


class Placed(World):
    """A world in which j and k have values; ``bodies`` up to ``end`` and above it."""

    def __init__(
        self, chance: random.Random, place: tuple[int, int], bodies: tuple[Term, Term], end: Affine = j
    ) -> None:
        super().__init__(chance, {"n": 2, "m": 1, "j": place[0], "k": place[1]}, entries=2)
        self.place, self.bodies, self.end = place, bodies, number(end, place)

    def member(self, index: int) -> fmpq_mat:
        return self.at(self.bodies[index > self.end], index)

    def at(self, body: Term, index: int) -> fmpq_mat:
        self.sizes["i"] = index
        return self.value(body)

    def value(self, term: Term) -> fmpq_mat:
        if isinstance(term, Symbol) and term.index is not None:
            return self.family[self.number(term.index)]
        return super().value(term)

    def defined(self, high: Affine, low: Affine) -> fmpq_mat:
        result = self.identity(2)
        for index in range(number(high, self.place), number(low, self.place) - 1, -1):
            result = result * self.member(index)
        return result

    def letter(self, letter: Letter, normal: Normalizer) -> fmpq_mat:
        if letter.base.name == "D" and letter.high is not None and letter.low is not None:
            value = self.defined(letter.high, letter.low)
            return value.transpose() if letter.transposed else value
        return super().letter(letter, normal)


def oracle(bodies: tuple[Term, Term], end: Affine = j) -> Normalizer:
    pieces = (Piece(bodies[0], integer(1), end), Piece(bodies[1], shift(end, 1), k))
    defined = SymbolDeclaration("D", n, n, within("i", 1, k), pieces)
    declared = declare(matrix("A", n, n), matrix("M", n, n, within("l", 0, 8)), defined, integers=["j", "k"])
    context = context_of(declared, ())
    return Normalizer(Oracle(**{item.name: getattr(context, item.name) for item in fields(Context)}))


@pytest.mark.parametrize("end", [j, shift(j, -1)], ids=["j", "j - 1, where the lower piece may be empty"])
def test_chains_of_pieces_are_their_products(end: Affine) -> None:
    chance, decided = random.Random(4), 0
    for _ in range(400):
        bodies = (chance.choice(BODIES), chance.choice(BODIES))
        high, low = chance.choice(ENDS), chance.choice(ENDS)
        if any(not 1 <= number(low, p) <= number(high, p) + 1 <= p[1] + 1 for p in PLACES):
            continue
        normal = oracle(bodies, end)
        try:
            form = normal.polynomial(chain("D", high, low))
        except Refusal as refusal:
            if refusal.code != "SP325":
                raise
            continue
        decided += 1
        for place in PLACES:
            world = Placed(chance, place, bodies, end)
            assert world.form(form, normal) == world.defined(high, low), (bodies, high, low, place)
    assert decided > 40


def test_gradients_by_a_layer_of_a_network_with_pieces() -> None:
    """d tr(Y^T M_high..M_low)/dM_l for l inside, below or above, at all places."""
    chance, decided = random.Random(5), 0
    for _ in range(400):
        normal = oracle((BODIES[0], BODIES[0]))
        high, low, at = (chance.choice(ENDS) for _ in range(3))
        if any(not 1 <= number(low, p) <= number(high, p) + 1 or number(at, p) < 1 for p in PLACES):
            continue
        argument = Trace(times(Transpose(Symbol("A")), Chain("M", high, low)))
        try:
            form = normal.polynomial(Gradient(argument, Symbol("M", at)))
        except Refusal as refusal:
            if refusal.code != "SP331":
                raise
            continue
        decided += 1
        for place in PLACES:
            world = Placed(chance, place, (BODIES[0], BODIES[0]))
            first, last, moved = (number(value, place) for value in (high, low, at))
            above, below = world.chain(first, moved + 1), world.chain(moved - 1, last)
            inside = last <= moved <= first
            wanted = above.transpose() * world.matrices["A"] * below.transpose() if inside else fmpq_mat(2, 2)
            assert world.form(form, normal) == wanted, (high, low, at, place)
    assert decided > 40


def directional(world: Placed, high: Affine, low: Affine, at: int) -> fmpq_mat:
    """d tr(A^T D_high..D_low)/dM_at, entry by entry: the slope at 0 of a polynomial of degree at most 10."""
    found, before = fmpq_mat(2, 2), world.family[at]
    points = [fmpq(value) for value in range(-5, 6) if value]
    for row in range(2):
        for column in range(2):
            slope = fmpq(0)
            for point in points:  # the derivative of the Lagrange polynomial of this point at 0; that of 0 is odd
                weight = 1 / point
                for other in points:
                    weight *= 1 if other == point else -other / (point - other)
                moved = fmpq_mat(before)
                moved[row, column] += point
                world.family[at] = moved
                product = world.matrices["A"].transpose() * world.defined(high, low)
                slope += weight * (product[0, 0] + product[1, 1])
            world.family[at], found[row, column] = before, slope
    return found


def test_gradients_of_a_chain_of_pieces_by_a_layer() -> None:
    """D_i mentions M_i, M_{i+1}, M_{i-1} or two of them: d tr(A^T D_high..D_low)/dM_at for every place of at."""
    chance, decided = random.Random(6), 0
    for _ in range(250):
        bodies = (chance.choice(BODIES), chance.choice(BODIES))
        normal = oracle(bodies)
        high, low, at = (chance.choice(ENDS) for _ in range(3))
        if any(not 1 <= number(low, p) <= number(high, p) + 1 <= p[1] + 1 or number(at, p) < 1 for p in PLACES):
            continue
        argument = Trace(times(Transpose(Symbol("A")), Chain("D", high, low)))
        try:
            form = normal.polynomial(Gradient(argument, Symbol("M", at)))
        except Refusal as refusal:
            if refusal.code not in {"SP325", "SP331"}:
                raise
            continue
        decided += 1
        for place in chance.sample(PLACES, 3):
            world = Placed(chance, place, bodies)
            assert world.form(form, normal) == directional(world, high, low, number(at, place)), (bodies, high, low, at)
    assert decided > 40
