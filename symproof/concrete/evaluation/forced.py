"""Sizes and parameters that the size hypotheses leave one value: ``n = 3``; ``m = n, n + m = 4``."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from symproof.concrete.evaluation.shapes import conjuncts
from symproof.language.affine import IntegerAtom, subtract
from symproof.language.terms import IntegerRelation, Named

Row = dict[IntegerAtom, Fraction]  # an equation without its constant: which value is forced plays no part


def forced(facts: Sequence[Named]) -> set[IntegerAtom]:
    """The atoms that the equations among the facts determine, by elimination over the rationals."""
    rows: list[Row] = []
    for part in [part for fact in facts for part in conjuncts(fact.formula)]:
        if isinstance(part, IntegerRelation) and part.relation == "=":
            gap = subtract(part.left, part.right)
            rows = _with(rows, {atom: Fraction(c) for atom, c in gap.terms})
    return {atom for row in rows if len(row) == 1 for atom in row}


def _with(rows: list[Row], row: Row) -> list[Row]:
    """The rows, each with a pivot that stands in no other, and one more."""
    for other in rows:
        row = _cleared(row, other)
    if not row:
        return rows
    return [*(_cleared(other, row) for other in rows), row]


def _cleared(row: Row, by: Row) -> Row:
    """The row without the first atom of the other."""
    pivot = next(iter(by))
    factor = row.get(pivot, Fraction(0)) / by[pivot]
    if not factor:
        return row
    keys = [*row, *(atom for atom in by if atom not in row)]
    changed = {atom: row.get(atom, Fraction(0)) - factor * by.get(atom, Fraction(0)) for atom in keys}
    return {atom: c for atom, c in changed.items() if c}
