"""Falsity, 0 < 0, from equations that contradict each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction

from symproof.language.affine import ONE, Affine, integer, shift
from symproof.language.certificate import Algebra, Certificate, IntegerGap, Order, Summand
from symproof.language.formulas import Equal, Formula, Or
from symproof.language.terms import Call, Identity, Integer, Number, Symbol, Zero
from symproof.search import orders
from symproof.search.algebra.nodes import nodes
from symproof.search.ranges import SearchingContext

Premises = dict[str, Formula]
MAX_SIZES = 2


def absurd(
    equation: Callable[[Equal, SearchingContext, Premises], Certificate | None],
    context: SearchingContext,
    premises: Premises,
) -> Certificate | None:
    """0 < 0 as 0 - 0 = 1 + (0 - 1), where ``equation`` proves 0 = 1; as 0 - 0 = 1 + (n - 1) + (0 - n), where it proves
    0 = n or 0 = I for the size n of a square matrix among the premises: the trace of I is n."""
    for value, claim in _falsities(context, premises):
        found = _said(equation, claim, context, premises) or equation(claim, context, premises)
        if isinstance(found, Algebra):
            gaps = () if value.is_constant else (Summand(Fraction(1), (IntegerGap(shift(value, -1)),)),)
            by = found if isinstance(claim.right, Integer) else _traced(found)
            shown = orders.order_with_ranges(Or(()), Order((Summand(Fraction(1)), *gaps), by), context, premises)
            if shown is not None:
                return shown
    return None


def _said(
    equation: Callable[[Equal, SearchingContext, Premises], Certificate | None],
    claim: Equal,
    context: SearchingContext,
    premises: Premises,
) -> Certificate | None:
    """The equation by one premise without symbols, such as I = 0: beside others that contradict each other, the
    completion ends before it comes to it."""
    for name, formula in premises.items():
        if isinstance(formula, Equal) and not any(isinstance(node, Symbol | Call) for node in nodes(formula)):
            found = equation(claim, context, {name: formula})
            if found is not None:
                return found
    return None


def _falsities(context: SearchingContext, premises: Premises) -> Iterator[tuple[Affine, Equal]]:
    """Sizes n and equations that cannot hold, as n >= 1: 0 = 1 first."""
    inside = list(nodes(tuple(premises.values())))
    units = dict.fromkeys(node.size for node in inside if isinstance(node, Identity))
    for value in (integer(1), *list(units)[:MAX_SIZES]):
        yield value, Equal(Number(Fraction(0)), Integer(value))
    names = {node.name for node in inside if isinstance(node, Symbol) and node.index is None}
    found = [item for name, item in context.symbols.items() if name in names and item.rows == item.columns != ONE]
    for size in list(dict.fromkeys([*units, *(item.rows for item in found)]))[:MAX_SIZES]:
        yield size, Equal(Zero(size, size), Identity(size))


def _traced(by: Algebra) -> Algebra:
    """The traces of both sides of an equation."""
    return replace(by, combination=tuple([replace(entry, trace=True) for entry in by.combination]))
