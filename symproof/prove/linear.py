"""Small exact linear problems over the rationals: nonnegative solutions (Farkas multipliers) and plain solutions."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

Row = list[Fraction]


def nonnegative_solution(columns: Sequence[Sequence[int | Fraction]], goal: Sequence[int | Fraction]) -> Row | None:
    """x >= 0 with sum(x_k * columns_k) = goal, or None: phase one of the simplex method with Bland's rule."""
    height, width = len(goal), len(columns)
    table: list[Row] = []
    for i in range(height):
        sign = -1 if goal[i] < 0 else 1
        slack = [Fraction(int(i == k)) for k in range(height)]
        table.append([Fraction(sign * column[i]) for column in columns] + slack + [Fraction(sign * goal[i])])
    basis = [width + i for i in range(height)]
    cost = [sum((row[k] for row in table), Fraction(0)) for k in range(width)]
    while True:
        entering = next((k for k in range(width) if cost[k] > 0), None)
        if entering is None:
            break
        ratios = [(row[-1] / row[entering], basis[i], i) for i, row in enumerate(table) if row[entering] > 0]
        if not ratios:
            break
        leaving = min(ratios)[2]
        _pivot(table, cost, leaving, entering, width)
        basis[leaving] = entering
    if any(row[-1] and basis[i] >= width for i, row in enumerate(table)):
        return None
    solution = [Fraction(0)] * width
    for i, row in enumerate(table):
        if basis[i] < width:
            solution[basis[i]] = row[-1]
    return solution


def _pivot(table: list[Row], cost: Row, leaving: int, entering: int, width: int) -> None:
    pivot = table[leaving][entering]
    table[leaving] = [value / pivot for value in table[leaving]]
    chosen = table[leaving]
    for i, row in enumerate(table):
        factor = row[entering]
        if i != leaving and factor:
            table[i] = [a - factor * b for a, b in zip(row, chosen, strict=True)]
    factor = cost[entering]
    for k in range(width):
        cost[k] -= factor * chosen[k]


def solution(rows: Sequence[dict[str, Fraction | int]], goal: dict[str, Fraction | int]) -> dict[int, Fraction] | None:
    """x with sum(x_i * rows_i) = goal as sparse vectors, or None. Elimination with the rows in the given order."""
    pivots: dict[str, tuple[dict[str, Fraction], dict[int, Fraction]]] = {}
    for number, row in enumerate(rows):
        vector, made = _reduced(row, {number: Fraction(1)}, pivots)
        if vector:
            lead = min(vector)
            c = vector[lead]
            pivots[lead] = ({k: v / c for k, v in vector.items()}, {k: v / c for k, v in made.items()})
    rest, used = _reduced(goal, {}, pivots)
    return None if rest else {k: -v for k, v in used.items() if v}


def _reduced(
    row: dict[str, Fraction | int],
    made: dict[int, Fraction],
    pivots: dict[str, tuple[dict[str, Fraction], dict[int, Fraction]]],
) -> tuple[dict[str, Fraction], dict[int, Fraction]]:
    vector = {key: Fraction(value) for key, value in row.items()}
    made = dict(made)
    for lead in sorted(pivots):
        c = vector.get(lead)
        if c:
            pivot, origin = pivots[lead]
            for key, value in pivot.items():
                vector[key] = vector.get(key, Fraction(0)) - c * value
            for number, value in origin.items():
                made[number] = made.get(number, Fraction(0)) - c * value
    return {key: value for key, value in vector.items() if value}, made
