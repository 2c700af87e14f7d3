"""What a strict order says beside itself: ``c > 0`` provides 1/c. It is recorded, and not shown."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from symproof.language.formulas import And, Compare, ForAllIndex, Formula, Invertible
from symproof.language.parts import relations
from symproof.language.terms import Number, Term, Zero

NOTHING = Number(Fraction(0))


def nonzero(formula: Formula) -> Iterator[Formula]:
    """``c nonzero`` for each conjunct ``c > 0`` or ``c < 0``, also at every index of a schema."""
    for part in relations(formula):
        match part:
            case ForAllIndex():
                for inner in nonzero(part.body):
                    yield ForAllIndex(part.index, part.low, part.high, inner)
            case Compare(relation="<", left=left, right=right) if _is_zero(left) or _is_zero(right):
                other = right if _is_zero(left) else left
                if not isinstance(other, Number):
                    yield Invertible(other)


def _is_zero(term: Term) -> bool:
    return term == NOTHING or isinstance(term, Zero)


def with_nonzero(formula: Formula) -> Formula:
    """The formula and what its strict orders say beside themselves, at the end, so that no equation is renumbered."""
    known = [*relations(formula)]
    added = [part for part in dict.fromkeys(nonzero(formula)) if part not in known]
    return And((*known, *added)) if added else formula


def without_nonzero(formula: Formula) -> Formula:
    """The formula as it was written, before ``with_nonzero``."""
    if not isinstance(formula, And):
        return formula
    added = set(nonzero(formula))
    parts = tuple(part for part in formula.parts if part not in added)
    if len(parts) == len(formula.parts):
        return formula
    return parts[0] if len(parts) == 1 else And(parts)
