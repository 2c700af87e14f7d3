"""The normal form and the gradient against exact evaluation at random integer matrices of random sizes."""

from __future__ import annotations

import random
from fractions import Fraction
from functools import lru_cache

import pytest
from flint import fmpq, fmpq_mat
from kernel.building import j, k
from kernel.worlds import (
    FAMILY,
    SIZES,
    SYMBOLS,
    Shape,
    Terms,
    World,
    degree,
    long_normalizer,
    normalizer,
    scalar,
    trace,
)

from symproof.author.shapes import shape
from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import combine
from symproof.language.affine import integer, shift
from symproof.language.refusal import Refusal
from symproof.language.terms import Chain, Gradient, Number, Product, Sum, Symbol, Term, Trace, Transpose

SHAPES: list[Shape] = [("1", "1"), ("n", "n"), ("n", "m"), ("n", "1"), ("1", "m"), ("m", "m")]


def _form_is_faithful(chance: random.Random, normal: Normalizer) -> bool:
    """Whether the case could be evaluated; asserts that term and form have the same value."""
    wanted = chance.choice(SHAPES)
    term = Terms(chance, sums_inverted=True).term(wanted, chance.randint(1, 4))
    world = World(chance, {"n": chance.randint(1, 3), "m": chance.randint(1, 3)})
    assert shape(term, normal.context) == (SIZES[wanted[0]], SIZES[wanted[1]])
    try:
        value = world.value(term)
        form = world.form(normal.polynomial(term), normal)
    except ZeroDivisionError:  # a singular matrix
        return False
    except Refusal as refusal:
        if refusal.code not in ("SP312", "SP315"):  # the inverse of zero; too many terms
            raise
        return False
    assert form == value, term
    return True


@pytest.mark.parametrize("seed", range(20))
def test_forms_evaluate_as_terms(seed: int) -> None:
    """10,000 terms: equal forms evaluate equal, since each form evaluates as its term."""
    chance, evaluated = random.Random(seed), 0
    while evaluated < 500:
        evaluated += _form_is_faithful(chance, normalizer())


@pytest.mark.parametrize("seed", range(10))
def test_different_forms_differ_somewhere(seed: int) -> None:
    """Sizes free, inverses of symbols only: different forms differ at sizes above the degree."""
    chance = random.Random(1000 + seed)
    terms, seen = Terms(chance), 0
    while seen < 100:
        wanted = chance.choice(SHAPES)
        left, right = terms.term(wanted, 2), terms.term(wanted, 2)
        above = max(degree(left), degree(right)) + 1
        if above > 6:
            continue
        normal = normalizer()
        difference = combine(normal.polynomial(left), normal.polynomial(right), -1)
        if not difference.terms:
            continue
        seen += 1
        values = (
            world.value(left) != world.value(right)
            for _ in range(4)
            for world in [World(chance, {"n": above + chance.randint(0, 4), "m": above + chance.randint(0, 4)}, 99)]
        )
        assert any(values), (left, right)


def test_equal_forms_are_found_at_all() -> None:
    """Terms written in two ways have one form: the tests above do not hold for want of equal forms."""
    chance, terms, equal = random.Random(7), Terms(random.Random(8)), 0
    for _ in range(300):
        wanted = chance.choice(SHAPES)
        first, second = terms.term(wanted, 2), terms.term(wanted, 2)
        normal = normalizer()
        one = normal.polynomial(Sum((first, second, first)))
        other = normal.polynomial(Sum((second, Product((Number(Fraction(2)), first)))))
        equal += one.terms == other.terms and one.text() == other.text()
    assert equal == 300


POINTS_OF_CHAINS = [integer(0), j, shift(j, 1), shift(j, 2), k, shift(k, 2)]  # in order where 1 <= j <= k - 2


def test_chains_with_symbolic_ends_evaluate_as_products() -> None:
    """Adjacent chains merge, also transposed and across the seam of a trace; others do not."""
    chance = random.Random(11)
    for _ in range(1000):
        factors: list[Term] = []
        for _ in range(chance.randint(1, 4)):
            low = chance.randrange(len(POINTS_OF_CHAINS))
            high = chance.randint(low, min(low + 2, len(POINTS_OF_CHAINS) - 1))
            part: Term = Chain(FAMILY, POINTS_OF_CHAINS[high], shift(POINTS_OF_CHAINS[low], 1))
            factors.append(Transpose(part) if chance.random() < 0.3 else part)
        term: Term = Product(tuple(factors))
        term = Trace(term) if chance.random() < 0.5 else term
        at = chance.randint(1, 3)
        world = World(chance, {"n": chance.randint(1, 3), "m": 1, "j": at, "k": at + chance.randint(2, 3)})
        normal = long_normalizer()
        assert world.form(normal.polynomial(term), normal) == world.value(term), term


# ------------------------------------------------------------------------------------------------ gradients

VARIABLES = [*(Symbol(name) for name in SYMBOLS if name != "c"), Symbol(FAMILY, integer(2))]
POINTS = 13


@lru_cache(maxsize=1)
def _weights() -> list[fmpq]:
    """w with p'(0) = sum of w_j p(j) over -6..6 for every polynomial p of degree < POINTS."""
    nodes = range(-(POINTS // 2), POINTS // 2 + 1)
    powers = fmpq_mat(POINTS, POINTS, [node**exponent for exponent in range(POINTS) for node in nodes])
    right = fmpq_mat(POINTS, 1, [int(exponent == 1) for exponent in range(POINTS)])
    solved = powers.inv() * right
    return [solved[place, 0] for place in range(POINTS)]


def _directional(world: World, term: Term, variable: Symbol, direction: fmpq_mat) -> fmpq_mat:
    """The derivative of the value at t = 0 as the variable moves along its direction, exactly."""
    place = variable.index.constant if variable.index is not None else 0
    here = world.family[place] if variable.index is not None else world.matrices[variable.name]
    total = None
    for node, weight in enumerate(_weights(), -(POINTS // 2)):
        moved = here + direction * fmpq(node)
        if variable.index is not None:
            world.family[place] = moved
        else:
            world.matrices[variable.name] = moved
        value = world.value(term) * weight
        total = value if total is None else total + value
    if variable.index is not None:
        world.family[place] = here
    else:
        world.matrices[variable.name] = here
    return total


def _scalar_term(chance: random.Random, wanted: Shape) -> Term:
    while True:
        term = Terms(chance).term(wanted, chance.randint(2, 3))
        if degree(term) < POINTS:
            return term


@pytest.mark.parametrize("seed", range(10))
def test_gradients_are_directional_derivatives(seed: int) -> None:
    """<d e / dX, H> = d/dt e(X + t H) for 1,000 random e, X and H."""
    chance = random.Random(2000 + seed)
    for _ in range(100):
        variable = chance.choice(VARIABLES)
        term, normal = _scalar_term(chance, ("1", "1")), normalizer()
        world = World(chance, {"n": chance.randint(1, 3), "m": chance.randint(1, 3)})
        gradient = world.form(normal.polynomial(Gradient(term, variable)), normal)
        direction = World.random(chance, gradient.nrows(), gradient.ncols(), 3)
        slope = scalar(trace(gradient.transpose() * direction))
        assert slope == _directional(world, term, variable, direction), (term, variable)


@pytest.mark.parametrize("seed", range(5))
def test_jacobians_and_derivatives_by_a_scalar(seed: int) -> None:
    """J h for columns by columns, entrywise by a scalar: 400 cases."""
    chance = random.Random(3000 + seed)
    for _ in range(40):
        normal = normalizer()
        world = World(chance, {"n": chance.randint(1, 3), "m": chance.randint(1, 3)})
        column, by = _scalar_term(chance, (chance.choice(["n", "m"]), "1")), Symbol(chance.choice(["u", "v"]))
        jacobian = world.form(normal.polynomial(Gradient(column, by, jacobian=True)), normal)
        direction = World.random(chance, jacobian.ncols(), 1, 3)
        assert jacobian * direction == _directional(world, column, by, direction), (column, by)
        entrywise = _scalar_term(chance, chance.choice(SHAPES))
        derivative = world.form(normal.polynomial(Gradient(entrywise, Symbol("a"))), normal)
        assert derivative == _directional(world, entrywise, Symbol("a"), scalar(fmpq(1))), entrywise
