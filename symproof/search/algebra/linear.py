"""Small exact linear problems over the rationals: nonnegative solutions (Farkas multipliers) and plain solutions."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

Row = list[Fraction]


def nonnegative_solution(columns: Sequence[Sequence[int | Fraction]], goal: Sequence[int | Fraction]) -> Row | None:
    """x >= 0 with sum(x_k * columns_k) = goal, or None: phase one of the simplex method with Bland's rule.

    The tableau is kept in integers: its true entries are those of ``table`` divided by the last pivot.
    """
    height, width = len(goal), len(columns)
    table = [_integers([*(column[i] for column in columns), goal[i]]) for i in range(height)]
    if any(row[-1] and not any(value > 0 for value in row[:-1]) for row in table):
        return None  # an equation whose left side is at most 0 has a positive right side
    basis = [width + i for i in range(height)]  # artificial: their columns are never needed
    cost = [sum(row[k] for row in table) for k in range(width + 1)]
    last = 1
    while (entering := next((k for k in range(width) if cost[k] > 0), None)) is not None:
        leaving = _leaving(table, basis, entering)
        if leaving is None:
            break
        last = _pivot([*table, cost], leaving, entering, last)
        basis[leaving] = entering
    if any(row[-1] and basis[i] >= width for i, row in enumerate(table)):
        return None
    answer = [Fraction(0)] * width
    for i, row in enumerate(table):
        if basis[i] < width:
            answer[basis[i]] = Fraction(row[-1], last)
    return answer


def _integers(row: Sequence[int | Fraction]) -> list[int]:
    """The equation with integer coefficients and a right side >= 0."""
    scale = lcm(*(value.denominator for value in row))
    scale = -scale if row[-1] < 0 else scale
    return [int(value * scale) for value in row]


def _leaving(table: list[list[int]], basis: list[int], entering: int) -> int | None:
    """The row with the smallest ratio, the smallest variable among equals."""
    best: int | None = None
    for i, row in enumerate(table):
        if row[entering] > 0:
            if best is not None:
                gap = row[-1] * table[best][entering] - table[best][-1] * row[entering]
                if gap > 0 or (gap == 0 and basis[i] > basis[best]):
                    continue
            best = i
    return best


def _pivot(rows: list[list[int]], leaving: int, entering: int, last: int) -> int:
    """Integer pivoting in place; returns the new common denominator."""
    chosen = rows[leaving]
    pivot = chosen[entering]
    for i, row in enumerate(rows):
        factor = row[entering]
        if i == leaving or (not factor and pivot == last):
            continue
        if factor:
            row[:] = [(pivot * a - factor * b) // last for a, b in zip(row, chosen, strict=True)]
        else:
            row[:] = [pivot * a // last for a in row]
    return pivot


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
