"""Falsity, 0 < 0, from equations that contradict each other."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from symproof.language.affine import integer, shift
from symproof.language.certificate import Algebra, Certificate, IntegerGap, Order, Summand
from symproof.language.formulas import Equal, Formula, Or
from symproof.language.terms import Identity, Integer, Number
from symproof.search.algebra.nodes import nodes
from symproof.search.orders import order_with_ranges
from symproof.search.ranges import SearchingContext

Premises = dict[str, Formula]
MAX_SIZES = 2


def absurd(
    equation: Callable[[Equal, SearchingContext, Premises], Certificate | None],
    context: SearchingContext,
    premises: Premises,
) -> Certificate | None:
    """0 < 0 as 0 - 0 = 1 + (0 - 1), where ``equation`` proves 0 = 1; as 0 - 0 = 1 + (n - 1) + (0 - n), where it proves
    0 = n for the size n of an identity among the premises."""
    sizes = dict.fromkeys(node.size for node in nodes(tuple(premises.values())) if isinstance(node, Identity))
    for value in (integer(1), *list(sizes)[:MAX_SIZES]):
        found = equation(Equal(Number(Fraction(0)), Integer(value)), context, premises)
        if isinstance(found, Algebra):
            gaps = () if value.is_constant else (Summand(Fraction(1), (IntegerGap(shift(value, -1)),)),)
            return order_with_ranges(Or(()), Order((Summand(Fraction(1)), *gaps), found), context, premises)
    return None
