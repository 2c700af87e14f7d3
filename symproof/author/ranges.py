"""Contexts for writing. Does an inequality between integers follow from others? Searched by Fourier-Motzkin elimination over the rationals.

The answer only decides whether the author's line is accepted; a verdict rests on the range facts of a certificate.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from fractions import Fraction
from typing import TypeVar

from symproof.kernel.affine import Affine, IntegerAtom, SizeAt, parameter, shift, subtract
from symproof.kernel.context import Context

_LIMIT = 400  # inequalities during an elimination; the index hypotheses of a proof are a handful

Row = tuple[Fraction, tuple[tuple[IntegerAtom, Fraction], ...]]


@dataclass(slots=True)
class LenientContext(Context):
    """A context in which names and inequalities are taken for granted, and only sizes are compared."""

    def _lookup(self, value: Affine) -> bool:
        return True

    def _check_atom(self, atom: IntegerAtom) -> None:
        """Bound indices have no declaration while an expression is being written."""


@dataclass(slots=True)
class SearchingContext(Context):
    """A context in which an inequality holds as soon as it follows from the index and size hypotheses."""

    def _lookup(self, value: Affine) -> bool:
        facts = [self.canonical(fact) for fact in self.inequalities.values()]
        sizes = {atom for fact in (*facts, value) for atom, _ in fact.terms if self._is_size(atom)}
        return implied(value, [*facts, *(shift(parameter(atom), -1) for atom in sizes)])

    def _is_size(self, atom: IntegerAtom) -> bool:
        return isinstance(atom, SizeAt) or (isinstance(atom, str) and atom in self.sizes)


Kind = TypeVar("Kind", bound=Context)


def context_like(kind: type[Kind], base: Context) -> Kind:
    """The same declarations and facts in a context of another kind."""
    return kind(**{item.name: getattr(base, item.name) for item in fields(base)})


def implied(goal: Affine, facts: Iterable[Affine]) -> bool:
    """Whether ``goal >= 0`` follows from ``fact >= 0`` for all facts, by linear reasoning."""
    rows = [_row(fact) for fact in (*facts, shift(subtract(Affine(0), goal), -1))]
    while True:
        if any(constant < 0 and not terms for constant, terms in rows):
            return True
        rows = [row for row in rows if row[1]]
        if not rows or len(rows) > _LIMIT:
            return False
        rows = _eliminate(rows, rows[-1][1][0][0])


def _row(value: Affine) -> Row:
    return Fraction(value.constant), tuple((atom, Fraction(coefficient)) for atom, coefficient in value.terms)


def _eliminate(rows: list[Row], atom: IntegerAtom) -> list[Row]:
    """All consequences without ``atom``: each lower bound of it with each upper bound."""
    kept, below, above = [], [], []
    for row in rows:
        coefficient = dict(row[1]).get(atom, Fraction(0))
        (below if coefficient > 0 else above if coefficient < 0 else kept).append(row)
    return list(dict.fromkeys(kept + [_join(low, high, atom) for low in below for high in above]))


def _join(low: Row, high: Row, atom: IntegerAtom) -> Row:
    scale_low, scale_high = -dict(high[1])[atom], dict(low[1])[atom]
    total: dict[IntegerAtom, Fraction] = {}
    for scale, (_, terms) in ((scale_low, low), (scale_high, high)):
        for name, coefficient in terms:
            total[name] = total.get(name, Fraction(0)) + scale * coefficient
    kept = sorted(((name, value) for name, value in total.items() if value), key=lambda item: repr(item[0]))
    return scale_low * low[0] + scale_high * high[0], tuple(kept)
