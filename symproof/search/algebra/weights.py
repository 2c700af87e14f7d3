"""Nonnegative weights of quantities with which a sum makes a goal: exact linear programs over the rationals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, TypeAlias

from symproof.kernel.algebra.words import Coefficient
from symproof.search.algebra.linear import nonnegative_solution

Row = Mapping[Any, Coefficient]
Number: TypeAlias = int | Fraction

LARGE = 12_000  # entries of a program whose columns are chosen in floats
TINY = 1e-11  # a weight that counts as 0


def weights_of(
    goal: Row, known: Sequence[Row], strict: Sequence[bool], free: Sequence[Row] = (), *, wanted_strict: bool = False
) -> list[Fraction] | None:
    """c >= 0 with goal = sum of c * known + multiples of the free rows; ``wanted_strict``: some c of a strict one > 0.

    A strict goal is scaled, t * goal with t >= 0, so that its strict weights add up to 1: t = 0 is no solution, except
    of the goal 0, which is falsity.
    """
    useful = _useful(goal, known, free)
    chosen = [number for number, row in enumerate(known) if useful.keys() >= row.keys()]
    keys = list(useful)
    columns = [[*(known[number].get(key, 0) for key in keys), int(strict[number])] for number in chosen]
    columns += [
        [*(sign * row.get(key, 0) for key in keys), 0]
        for row in free
        for sign in (1, -1)
        if useful.keys() >= row.keys()
    ]
    wanted = [goal.get(key, 0) for key in keys]
    if not wanted_strict:
        found = _solution([column[:-1] for column in columns], wanted)
        return None if found is None else _spread(found, chosen, len(known))
    scaled = _solution([*columns, [*(-value for value in wanted), 0]], [0] * len(keys) + [1])
    if scaled is None or (goal and not scaled[-1]):
        return None
    return _spread([weight / (scaled[-1] if goal else 1) for weight in scaled], chosen, len(known))


def _solution(columns: Sequence[Sequence[Number]], wanted: Sequence[Number]) -> list[Fraction] | None:
    """An exact solution. Of a large program floats say first which columns it needs, or that there is none: exact
    elimination with all of them takes many seconds."""
    if len(columns) * len(wanted) <= LARGE:
        return nonnegative_solution(columns, wanted)
    support = _support(columns, wanted)
    found = None if support is None else nonnegative_solution([columns[at] for at in support], wanted)
    return None if found is None or support is None else _spread(found, support, len(columns))


def _support(columns: Sequence[Sequence[Number]], wanted: Sequence[Number]) -> list[int] | None:
    """The columns with positive weights in a solution with a small sum of weights, in floats; None without one."""
    import numpy
    from scipy import sparse
    from scipy.optimize import linprog

    table = sparse.csc_matrix(numpy.array(columns, dtype=float).T)
    right = numpy.array(wanted, dtype=float)
    found = linprog(numpy.ones(len(columns)), A_eq=table, b_eq=right, method="highs-ds")
    return [at for at, weight in enumerate(found.x) if weight > TINY] if found.status == 0 else None


def _spread(weights: Sequence[Fraction], chosen: list[int], count: int) -> list[Fraction]:
    """The weights of all quantities, 0 for those that were left out."""
    found = [Fraction(0)] * count
    for number, weight in zip(chosen, weights, strict=False):
        found[number] = weight
    return found


def _useful(goal: Row, known: Sequence[Row], free: Sequence[Row]) -> dict[Any, None]:
    """The keys that can cancel: those of the goal, and those that occur with both signs or in a free row. A quantity
    with any other key has weight 0. They stand in the order of the rows, on which the solution depends: equal problems
    have equal certificates."""
    rows = list(known)
    loose = {key for row in free for key in row}
    while True:
        signs: dict[Any, int] = {}
        for row in rows:
            for key, value in row.items():
                signs[key] = signs.get(key, 0) | (1 if value > 0 else 2)
        keys = set(goal) | loose | {key for key, sign in signs.items() if sign == 3}
        kept = [row for row in rows if row.keys() <= keys]
        if len(kept) == len(rows):
            return dict.fromkeys(key for row in (goal, *free, *kept) for key in row)
        rows = kept
