"""Numbers that satisfy everything that the hypotheses force, or why there are none.

A combination of the equations and inequalities with rational weights that reads 0 > 0 is found by exact linear
programming; that an equation between integers has no solution, by a triangular form of its coefficients.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import lcm

from symproof.kernel.algebra.words import Monomial
from symproof.language.records import dataclass
from symproof.search.algebra.linear import nonnegative_solution
from symproof.search.contradictions.known import Coefficients, Ids, Linear

NUMBER: Monomial = ()
MOST = 160  # equations and inequalities of one linear program


@dataclass(frozen=True, slots=True)
class Reason:
    """The premises that cannot hold together, and the sentences that say why."""

    ids: Ids
    texts: tuple[str, ...]


def infeasible(facts: Sequence[Linear]) -> Reason | None:
    """Weights >= 0, any for equations, with which the facts add up to 0 > 0."""
    signed = [*_signed(facts), (Linear(frozenset(), {NUMBER: Fraction(1)}, ">"), Fraction(1))]
    if len(signed) > MOST:
        return None
    monomials = sorted({m for fact, _ in signed for m in fact.coefficients}, key=repr)
    columns = [
        [*(sign * fact.coefficients.get(m, Fraction(0)) for m in monomials), Fraction(int(fact.relation == ">"))]
        for fact, sign in signed
    ]
    weights = nonnegative_solution(columns, [0] * len(monomials) + [1])
    if weights is None:
        return None
    used = [fact for (fact, _), weight in zip(signed, weights, strict=True) if weight]
    return Reason(frozenset().union(*(fact.ids for fact in used)), _texts(used))


def _signed(facts: Sequence[Linear]) -> Iterator[tuple[Linear, Fraction]]:
    for fact in facts:
        yield fact, Fraction(1)
        if fact.relation == "=":
            yield fact, Fraction(-1)


def _texts(facts: Sequence[Linear]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact.text for fact in facts if fact.text))


# ------------------------------------------------------------------------------------------------ integers


def without_integers(facts: Sequence[Linear]) -> Reason | None:
    """Equations between integers, other scalars eliminated, that no integers satisfy; none of them superfluous."""
    equations = [fact for fact in facts if fact.relation == "="]
    if len(equations) > MOST or _solvable(equations):
        return None
    for fact in list(equations):
        fewer = [other for other in equations if other is not fact]
        if not _solvable(fewer):
            equations = fewer
    return Reason(frozenset().union(*(fact.ids for fact in equations)), _texts(equations))


def _solvable(equations: Sequence[Linear]) -> bool:
    """Whether integers and reals satisfy the equations."""
    monomials = {m for fact in equations for m in fact.coefficients} - {NUMBER}
    real = sorted((m for m in monomials if not is_integer(m)), key=repr)
    whole = sorted(monomials - set(real), key=repr)
    rows = _eliminated([dict(fact.coefficients) for fact in equations], real)
    return _lattice([_integers([row.get(m, Fraction(0)) for m in (*whole, NUMBER)]) for row in rows])


def is_integer(monomial: Monomial) -> bool:
    """A product of sizes, integer parameters and multiplicities."""
    return all(kind in ("integer", "count", "half") for kind, _ in monomial)


def _eliminated(rows: list[Coefficients], real: Sequence[Monomial]) -> list[Coefficients]:
    """The consequences without the real unknowns."""
    for monomial in real:
        pivot = next((row for row in rows if row.get(monomial)), None)
        if pivot is None:
            continue
        rows = [_reduced(row, pivot, monomial) for row in rows if row is not pivot]
    return rows


def _reduced(row: Coefficients, pivot: Coefficients, monomial: Monomial) -> Coefficients:
    factor = row.get(monomial, Fraction(0)) / pivot[monomial]
    if not factor:
        return row
    keys = row.keys() | pivot.keys()
    return {key: row.get(key, Fraction(0)) - factor * pivot.get(key, Fraction(0)) for key in keys if key != monomial}


def _integers(row: Sequence[Fraction]) -> list[int]:
    scale = lcm(*(c.denominator for c in row))
    return [int(c * scale) for c in row]


def _lattice(rows: list[list[int]]) -> bool:
    """Whether C x + b = 0 has a solution in integers; the rows are (C, b). Columns are combined until C is triangular,
    which changes the unknowns by an invertible integer matrix."""
    columns = [list(column) for column in zip(*rows, strict=True)] if rows else []
    if not columns:
        return True
    right, columns = columns[-1], columns[:-1]
    for at in range(len(rows)):
        columns = _cleared(columns, at)
        pivot = next((column for column in columns if column[at]), None)
        if pivot is None:
            if right[at]:
                return False
            continue
        if right[at] % pivot[at]:
            return False
        factor = right[at] // pivot[at]
        right = [b - factor * c for b, c in zip(right, pivot, strict=True)]
        columns = [column for column in columns if column is not pivot]
    return True


def _cleared(columns: list[list[int]], at: int) -> list[list[int]]:
    """The columns combined, by Euclid's algorithm, until at most one of them is not zero in this row."""
    columns = list(columns)
    while True:
        active = sorted((k for k, column in enumerate(columns) if column[at]), key=lambda k: abs(columns[k][at]))
        if len(active) < 2:
            return columns
        smallest = columns[active[0]]
        for k in active[1:]:
            factor = columns[k][at] // smallest[at]
            columns[k] = [c - factor * s for c, s in zip(columns[k], smallest, strict=True)]
