"""Selections of consecutive rows as terms, and what a partition of all rows says about them."""

from __future__ import annotations

from functools import reduce

from symproof.language.affine import Affine, add, integer, subtract
from symproof.language.formulas import Equal
from symproof.language.terms import Call, Identity, Product, Sum, Term, Transpose, Zero

START = integer(0)


def selection_term(start: Affine, size: Affine, total: Affine) -> Call:
    """The total x size matrix with the identity in the rows after ``start``: a column of blocks 0, I, 0."""
    below = subtract(subtract(total, start), size)
    blocks: list[Term] = [] if start == START else [Zero(start, size)]
    blocks.append(Identity(size))
    blocks += [] if below == START else [Zero(below, size)]
    return Call("block", tuple(blocks), total, size)


def partition(sizes: tuple[Affine, ...]) -> Equal:
    """The sum of S_i S_i^T over the parts of a partition of all rows is the identity."""
    total, start, squares = reduce(add, sizes, START), START, list[Term]()
    for size in sizes:
        part = selection_term(start, size, total)
        squares.append(Product((part, Transpose(part))))
        start = add(start, size)
    return Equal(Sum(tuple(squares)), Identity(total))
