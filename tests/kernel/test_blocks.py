"""Block matrices, sums and powers in the normal form: identities, refusals, and random terms at random points."""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction

import pytest
from kernel.building import AXIOM, declare, equal, matrix, plus, proved, refused, scalars, sequent, times

from symproof.kernel.algebra.blocks import at_most
from symproof.kernel.algebra.calls import written
from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.context import context_of
from symproof.language.affine import ONE, Affine, add, integer, parameter, shift, subtract
from symproof.language.affine import times as multiplied
from symproof.language.certificate import Algebra, Entry
from symproof.language.declarations import RangeFact
from symproof.language.formulas import IntegerRelation
from symproof.language.refusal import Refusal
from symproof.language.sizes import Shape
from symproof.language.terms import (
    Basis,
    Call,
    Identity,
    IndexSum,
    Integer,
    Number,
    Power,
    Product,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Zero,
)
from symproof.recheck.evaluation.place import Place
from symproof.recheck.evaluation.point import point_of
from symproof.recheck.evaluation.terms import Evaluator
from symproof.recheck.limits import Work

m, n, p, k = map(parameter, "mnpk")
ZERO = integer(0)
A, B, C, D, X, Y, c, u, v = map(Symbol, ("A", "B", "C", "D", "X", "Y", "c", "u", "v"))
T = Transpose
WORLD = declare(
    matrix("A", n, n), matrix("B", n, m), matrix("C", m, n), matrix("D", m, m), matrix("X", n, p), matrix("Y", m, p),
    matrix("u", n, ONE), matrix("v", m, ONE), *scalars("c"), integers=["i", "j", "k"], sizes=["n", "m", "p"],
)  # fmt: skip
SHAPES: dict[str, Shape] = {
    "A": (n, n), "B": (n, m), "C": (m, n), "D": (m, m), "X": (n, p), "Y": (m, p), "u": (n, ONE), "v": (m, ONE),
    "c": (ONE, ONE),
}  # fmt: skip


def shape(term: Term) -> Shape:
    form = Normalizer(context_of(WORLD, ()), unfold=False).polynomial(term)
    return form.rows, form.columns


def block(*rows: tuple[Term, ...]) -> Call:
    made = []
    for row in rows:
        shapes = list(map(shape, row))
        width = shapes[0][1]
        for other in shapes[1:]:
            width = add(width, other[1])
        made.append(Call("row", row, shapes[0][0], width))
    height = made[0].rows
    for line in made[1:]:
        height = add(height, line.rows)
    return Call("block", tuple(made), height, made[0].columns)


M = block((A, B), (C, D))
SWAPPED = block((D, C), (B, A))  # of the same size, cut at m instead of n
TRUE = {
    "product": (
        times(M, block((X,), (Y,))), block((plus(times(A, X), times(B, Y)),), (plus(times(C, X), times(D, Y)),)),
    ),
    "transpose": (T(M), block((T(A), T(C)), (T(B), T(D)))),
    "trace": (Trace(M), plus(Trace(A), Trace(D))),
    "identity": (block((Identity(n), Zero(n, m)), (Zero(m, n), Identity(m))), Identity(add(n, m))),
    "triangular determinant": (
        Call("det", (block((A, B), (Zero(m, n), D)),), ONE, ONE),
        times(Call("det", (A,), ONE, ONE), Call("det", (D,), ONE, ONE)),
    ),
    "a column of columns": (
        Trace(times(block((T(u), T(v))), block((u,), (v,)))), plus(times(T(u), u), times(T(v), v)),
    ),
    "blocks of blocks": (
        block((M, Zero(add(n, m), p)), (Zero(p, add(n, m)), Identity(p))),
        block((A, B, Zero(n, p)), (C, D, Zero(m, p)), (Zero(p, n), Zero(p, m), Identity(p))),
    ),
    "cuts that cannot be compared, twice alike": (times(M, SWAPPED), times(M, SWAPPED)),
}  # fmt: skip
FALSE = {
    "product in the wrong order": (times(M, M), block((times(A, A), times(B, D)), (times(C, A), times(D, D)))),
    "transpose without the blocks": (T(M), block((T(A), B), (C, T(D)))),
    "a block of the trace lost": (Trace(M), Trace(A)),
    "a determinant that is not triangular": (
        Call("det", (M,), ONE, ONE), times(Call("det", (A,), ONE, ONE), Call("det", (D,), ONE, ONE))),
    "cuts that cannot be compared": (times(M, SWAPPED), times(SWAPPED, M)),
}  # fmt: skip


@pytest.mark.parametrize("name", TRUE)
def test_identity_of_blocks_follows_from_normal_forms(name: str) -> None:
    proved(sequent(WORLD, equal(*TRUE[name])), AXIOM)


@pytest.mark.parametrize("name", FALSE)
def test_false_identity_of_blocks_is_refused(name: str) -> None:
    refused("SP329", sequent(WORLD, equal(*FALSE[name])), AXIOM)


@pytest.mark.parametrize(
    "term",
    [
        Call("block", (Call("row", (A, C), n, add(n, n)),), n, add(n, n)),
        Call("block", (A, B), add(n, n), n),
        Call("block", (Call("row", (A, B), n, n),), n, n),
        Call("block", (A, C), add(n, n), n),
    ],
    ids=["heights in a row", "widths in a column", "the width of a row", "the height of a stack"],
)
def test_block_of_wrong_size_is_refused(term: Term) -> None:
    refused("SP305", sequent(WORLD, equal(term, term)), AXIOM)


def test_equal_blocks_give_equal_parts() -> None:
    """The corner of an equation between block matrices is taken by selections on both sides."""
    given = equal(M, block((times(2, A), B), (C, D)))
    left, right = block((Identity(n), Zero(n, m))), T(block((Identity(n), Zero(n, m))))
    claim = sequent(WORLD, equal(A, times(2, A)), {"h": given})
    proved(claim, Algebra((Entry("h", left=left, right=right),)), {"h"})
    refused("SP305", claim, Algebra((Entry("h", left=left, right=block((Zero(n, m),), (Identity(m),))),)))
    refused("SP326", sequent(WORLD, equal(A, times(2, A))), Algebra((Entry("h", left=left, right=right),)))


# ------------------------------------------------------------------------------------------------ ends of rows


@pytest.mark.parametrize(
    ("left", "right", "known"),
    [
        (n, add(n, m), True), (ZERO, n, True), (ONE, n, True), (integer(2), n, False), (n, m, False),
        (add(n, m), n, False), (n, n, True), (ZERO, k, False), (integer(2), add(n, m), True), (shift(n, 1), n, False),
    ],
)  # fmt: skip
def test_sums_of_sizes_are_compared(left: Affine, right: Affine, known: bool) -> None:
    """An index may be negative, a size is at least 1."""
    assert at_most(context_of(WORLD, ()), left, right) is known


# ------------------------------------------------------------------------------------------------ powers, sums, indices


def at(index: str) -> Affine:
    return parameter(index)


NONNEGATIVE = {"k": IntegerRelation("<=", ZERO, k)}
K = RangeFact(k, (("k", 0, Fraction(1)),))


def test_powers_are_added_where_they_are_not_negative() -> None:
    """A^k A^-k is no power of A: the exponents must be known to be >= 0."""
    claim = equal(times(Power(A, k), Power(A, k)), Power(A, add(k, k)))
    proved(sequent(WORLD, claim, facts=NONNEGATIVE), Algebra(ranges=(K,)), {"k"})
    refused("SP329", sequent(WORLD, claim, facts=NONNEGATIVE), AXIOM)
    refused("SP322", sequent(WORLD, claim), Algebra(ranges=(K,)))
    wrong = equal(times(Power(A, k), Power(A, k)), Power(A, shift(add(k, k), 1)))
    refused("SP329", sequent(WORLD, wrong, facts=NONNEGATIVE), Algebra(ranges=(K,)))


def test_a_power_commutes_with_its_base_alone() -> None:
    proved(sequent(WORLD, equal(times(A, Power(A, k)), times(Power(A, k), A))), AXIOM)
    other = times(B, C)
    refused("SP329", sequent(WORLD, equal(times(other, Power(A, k)), times(Power(A, k), other))), AXIOM)
    refused("SP329", sequent(WORLD, equal(times(T(A), Power(A, k)), times(Power(A, k), T(A)))), AXIOM)


@pytest.mark.parametrize("power", [0, 1, 2])
def test_sums_of_powers_are_polynomials(power: int) -> None:
    body = Product((Number(Fraction(1)), *[Integer(at("l"))] * power))
    total = IndexSum("l", ONE, n, body)
    size = Integer(n)
    after, twice = plus(size, 1), plus(times(2, size), 1)
    right = {
        0: size, 1: times(Number(Fraction(1, 2)), size, after), 2: times(Number(Fraction(1, 6)), size, after, twice),
    }[power]  # fmt: skip
    size_is_known = Algebra(ranges=(RangeFact(n, (("size", 0, Fraction(1)),), (n,)),))
    proved(sequent(WORLD, equal(total, right)), size_is_known)
    refused("SP329", sequent(WORLD, equal(total, plus(right, 1))), size_is_known)
    refused("SP320", sequent(WORLD, equal(total, right)), AXIOM)


def test_units_differ_where_a_hypothesis_says_so() -> None:
    i, j = at("i"), at("j")
    inside = {
        name: IntegerRelation("<=", low, high)
        for name, low, high in (("i1", ONE, i), ("i2", i, n), ("j1", ONE, j), ("j2", j, n))
    }
    facts = tuple(
        RangeFact(subtract(relation.right, relation.left), ((name, 0, Fraction(1)),))
        for name, relation in inside.items()
    )
    claim = equal(times(T(Basis(i, n)), Basis(j, n)), Zero(ONE, ONE))
    apart = {"apart": IntegerRelation("!=", i, j)}
    proved(sequent(WORLD, claim, facts=inside | apart), Algebra(ranges=facts), {*inside, "apart"})
    proved(sequent(WORLD, claim, facts=inside | {"apart": IntegerRelation("!=", j, i)}), Algebra(ranges=facts),
           {*inside, "apart"})  # fmt: skip
    refused("SP329", sequent(WORLD, claim, facts=inside), Algebra(ranges=facts))
    shifted = {"apart": IntegerRelation("!=", i, shift(j, 1))}
    refused("SP329", sequent(WORLD, claim, facts=inside | shifted), Algebra(ranges=facts))


# ------------------------------------------------------------------------------------------------ random terms

SIDES = ({"m": 2, "n": 3, "p": 1}, {"m": 1, "n": 1, "p": 2}, {"m": 3, "n": 1, "p": 1})
PARTS = (n, m, p, ONE)


def drawn(source: random.Random, wanted: Shape, depth: int) -> Term:
    """A random matrix of this size: sums, products, transposes, powers, Hadamard products, diagonal parts, ones, and
    block matrices over random partitions."""
    rows, columns = wanted
    names = [Symbol(name) for name, size in SHAPES.items() if size == wanted]
    names += [Transpose(Symbol(name)) for name, size in SHAPES.items() if size == (columns, rows)]
    leaves: list[Term] = [*names, Call("ones", (), rows, columns), *([Identity(rows)] if rows == columns else [])]
    if depth == 0:
        divided = any(len(parts(source, size)) > 1 for size in wanted)
        return stacked(source, wanted, 0) if divided and source.random() < 0.8 else source.choice(leaves)
    way = source.randrange(8)
    if way == 5:
        return Call("hadamard", (drawn(source, wanted, depth - 1), drawn(source, wanted, depth - 1)), *wanted)
    if way == 6 and rows == columns:
        return Call("diag", (drawn(source, wanted, depth - 1),), *wanted)
    if way == 7:
        return Call("ones", (), *wanted)
    if way == 0:
        return Sum((drawn(source, wanted, depth - 1), times(source.choice([-2, 3]), drawn(source, wanted, depth - 1))))
    if way == 1:
        middle = source.choice(PARTS)
        middle = middle if source.random() < 0.5 else add(middle, source.choice(PARTS))
        return Product((drawn(source, (rows, middle), depth - 1), drawn(source, (middle, columns), depth - 1)))
    if way == 2:
        return Transpose(drawn(source, (columns, rows), depth - 1))
    if way == 3 and rows == columns:
        return Power(drawn(source, wanted, depth - 1), integer(2))
    return stacked(source, wanted, depth - 1)


def stacked(source: random.Random, wanted: Shape, depth: int) -> Term:
    """A block matrix of this size, where its sizes are sums."""
    heights, widths = (parts(source, size) for size in wanted)
    grid = [tuple(drawn(source, (height, width), depth) for width in widths) for height in heights]
    rows = tuple(Call("row", line, height, wanted[1]) for line, height in zip(grid, heights, strict=True))
    return Call("block", rows, *wanted)


def parts(source: random.Random, size: Affine) -> list[Affine]:
    """The summands of a size in a random order."""
    found = [parameter(atom) for atom, count in size.terms for _ in range(count)] + [ONE] * size.constant
    source.shuffle(found)
    if len(found) > 2 and source.random() < 0.5:
        found[:2] = [add(found[0], found[1])]
    return found


def kron(left: Term, one: Shape, right: Term, other: Shape) -> Call:
    return Call("kron", (left, right), multiplied(one[0], other[0]), multiplied(one[1], other[1]))


def vec(term: Term, size: Shape) -> Call:
    return Call("vec", (term,), multiplied(*size), ONE)


def scalar_of(source: random.Random, total: Affine) -> Term:
    """A random scalar in which block matrices of this size stand, also as arguments of functions."""
    square, side = (total, total), source.choice([n, m, ONE, add(n, ONE)])
    small, first, second = (side, side), drawn(source, square, 1), drawn(source, square, 1)
    wide = total, side
    ways: list[Callable[[], Term]] = [
        lambda: Trace(Product((drawn(source, square, 2), drawn(source, square, 2)))),
        lambda: Trace(Product((kron(first, square, drawn(source, small, 1), small),
                               kron(second, square, drawn(source, small, 1), small)))),
        lambda: Trace(Product((kron(drawn(source, wide, 1), wide, drawn(source, small, 1), small),
                               T(kron(drawn(source, wide, 1), wide, drawn(source, small, 1), small))))),
        lambda: Product((T(vec(drawn(source, wide, 2), wide)),
                         kron(drawn(source, small, 1), small, first, square), vec(drawn(source, wide, 2), wide))),
        lambda: Product((T(vec(first, square)), vec(Call("hadamard", (second, drawn(source, square, 1)), *square),
                                                    square))),
        lambda: Product((Call("ones", (), ONE, total), first, Call("diag", (second,), *square),
                         Call("ones", (), total, ONE))),
    ]  # fmt: skip
    return source.choice(ways)()


def compared(seed: int) -> bool | None:
    """Whether a random scalar with blocks in it has the value of its normal form at a random point; None where the form
    is too large for the kernel."""
    source = random.Random(seed)
    total = source.choice([add(n, m), add(add(n, m), ONE), add(n, ONE), add(add(n, m), p)])
    scalar = scalar_of(source, total)
    normal = Normalizer(context_of(WORLD, ()))
    try:
        again = written(normal, normal.polynomial(scalar))
    except Refusal as refusal:
        return None if refusal.code == "SP315" else False
    sides = source.choice(SIDES)
    values = {}
    for name, size in SHAPES.items():
        height, width = (sides[side.terms[0][0]] if side.terms else 1 for side in size)  # type: ignore[index]
        values[name] = [[str(source.randint(-2, 2)) for _ in range(width)] for _ in range(height)]
    evaluator = Evaluator(WORLD, point_of(WORLD, values), Work(10**7, "a test"))
    return evaluator.value(scalar, Place(sides)) == evaluator.value(again, Place(sides))


@pytest.mark.parametrize("seed", range(40))
def test_normal_form_of_blocks_has_the_same_value(seed: int) -> None:
    assert compared(seed)


@pytest.mark.slow
@pytest.mark.parametrize("start", range(1000, 2000, 100))
def test_normal_forms_of_a_thousand_block_matrices_have_the_same_value(start: int) -> None:
    found = [compared(seed) for seed in range(start, start + 100)]
    assert False not in found
    assert found.count(None) < 10
