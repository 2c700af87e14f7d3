"""Sums over the entries of columns and matrices: random terms and their normal forms at random points."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from kernel.building import declare, matrix, scalars

from symproof.kernel.algebra.calls import written
from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.context import context_of
from symproof.language.affine import ONE, Affine, parameter
from symproof.language.affine import times as multiplied
from symproof.language.sizes import Shape
from symproof.language.terms import Basis, Call, IndexSum, Product, Sum, Symbol, Term, Transpose
from symproof.recheck.evaluation.place import Place
from symproof.recheck.evaluation.point import point_of
from symproof.recheck.evaluation.terms import Evaluator
from symproof.recheck.limits import Work
from symproof.search.ranges import searching

m, n = parameter("m"), parameter("n")
SHAPES: dict[str, Shape] = {
    "A": (n, n), "B": (n, n), "C": (m, n), "E": (n, m), "u": (n, ONE), "v": (n, ONE), "w": (m, ONE), "c": (ONE, ONE),
}  # fmt: skip
WORLD = declare(
    matrix("A", n, n), matrix("B", n, n), matrix("C", m, n), matrix("E", n, m), matrix("u", n, ONE),
    matrix("v", n, ONE), matrix("w", m, ONE), *scalars("c"), sizes=["m", "n"],
)  # fmt: skip
SIDES = ({"m": 2, "n": 3}, {"m": 3, "n": 1}, {"m": 1, "n": 2}, {"m": 2, "n": 2})
A, B, C, E, u, v, w, c = (Symbol(name) for name in SHAPES)
T = Transpose


def call(name: str, left: Term, right: Term, size: Shape) -> Call:
    return Call(name, (left, right), *size)


def column(source: random.Random, index: str, size: Affine) -> Term:
    """A column of this size in which the unit column of the index may stand, also in Hadamard products."""
    unit = Basis(parameter(index), n)
    ways: list[Callable[[], Term]] = [lambda: Product((C, unit)), lambda: Product((T(E), unit)), lambda: w]
    if size == n:
        ways = [lambda: unit, lambda: Product((A, unit)), lambda: Product((T(B), unit)), lambda: u, lambda: v,
                lambda: Product((T(C), Product((C, unit))))]  # fmt: skip
    found = source.choice(ways)()
    if source.random() < 0.3:
        return call("hadamard", found, column(source, index, size), (size, ONE))
    return found


def summand(source: random.Random, index: str) -> Term:
    """A scalar: a product of entries of columns and of matrices at the index."""
    unit = Basis(parameter(index), n)
    ways: list[Callable[[], Term]] = [
        lambda: Product((T(unit), column(source, index, n))),
        lambda: Product((T(column(source, index, n)), column(source, index, n))),
        lambda: Product((T(column(source, index, m)), column(source, index, m))),
        lambda: Product((T(column(source, index, n)), A, column(source, index, n))),
        lambda: c,
    ]
    return Product(tuple([source.choice(ways)() for _ in range(source.randint(1, 3))]))


def scalar(source: random.Random, inner: bool = True) -> Term:
    """A random scalar with a sum over l in 1..n, or over two indices."""
    names = ["l", "r"] if inner and source.random() < 0.4 else ["l"]
    core: Term = summand(source, names[-1])
    for index in reversed(names):
        other = Product((core, summand(source, index)))
        way = source.randrange(4)
        if way == 0:
            core = IndexSum(index, ONE, n, Sum((other, summand(source, index))))
        elif way == 1:
            total = IndexSum(index, ONE, n, Product((other, column(source, index, n))))
            core = Product((T(column(source, "l", n) if index != "l" else v), total))
        elif way == 2:
            outer = Product((other, column(source, index, m), T(column(source, index, n))))
            core = Product((T(w), IndexSum(index, ONE, n, outer), v))
        else:
            size = multiplied(n, m)
            stacked = call("kron", column(source, index, n), column(source, index, m), (size, ONE))
            core = Product((T(Call("vec", (C,), size, ONE)), IndexSum(index, ONE, n, Product((other, stacked)))))
    return core


def compared(seed: int) -> bool:
    """Whether the random scalar has the value of its normal form at a random point."""
    source = random.Random(seed)
    term = scalar(source)
    normal = Normalizer(searching(context_of(WORLD, ())))
    again = written(normal, normal.polynomial(term))
    sides = source.choice(SIDES)
    values = {}
    for name, size in SHAPES.items():
        height, width = (sides[side.terms[0][0]] if side.terms else 1 for side in size)  # type: ignore[index]
        values[name] = [[str(source.randint(-2, 2)) for _ in range(width)] for _ in range(height)]
    evaluator = Evaluator(WORLD, point_of(WORLD, values), Work(10**7, "a test"))
    return evaluator.value(term, Place(sides)) == evaluator.value(again, Place(sides))


@pytest.mark.parametrize("start", range(0, 300, 50))
def test_normal_form_of_sums_has_the_same_value(start: int) -> None:
    assert [seed for seed in range(start, start + 50) if not compared(seed)] == []
