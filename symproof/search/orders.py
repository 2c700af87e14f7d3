"""What an order and a premise that says the claim need besides: the range facts of their certificates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from symproof.kernel.algebra.combination import Combination
from symproof.kernel.order import prove_order, prove_same
from symproof.language.affine import Affine, parameter, shift
from symproof.language.certificate import Algebra, Order, Same
from symproof.language.formulas import Compare, ForAllIndex, Formula, Or
from symproof.language.parts import premise_conjuncts
from symproof.language.refusal import Refusal
from symproof.search.ranges import SearchingContext


def order_with_ranges(
    claim: Compare | Or, found: Order, context: SearchingContext, premises: dict[str, Formula]
) -> Order | None:
    """The certificate with the range facts that its replay consults; None if the replay fails."""
    watching, by = context.fresh(), replace(found.by, ranges=())  # what is given need not be found again
    try:
        prove_order(Combination(watching, premises, by, context.bounds), claim, replace(found, by=by))
    except Refusal:
        return None
    return replace(found, by=replace(by, ranges=watching.facts))


def premise_alike(claim: Formula, context: SearchingContext, premises: dict[str, Formula]) -> Same | None:
    """A part of a premise that says the claim: orders and equations have rules of their own."""
    for same in _parts_like(claim, context, premises):
        watching = context.fresh()
        try:
            prove_same(Combination(watching, premises, Algebra(), context.bounds), claim, same)
        except Refusal:
            continue
        return replace(same, ranges=watching.facts)
    return None


def _parts_like(claim: Formula, context: SearchingContext, premises: Mapping[str, Formula]) -> Iterator[Same]:
    """The conjuncts of the same kind; schemas of one index at the integers in scope, beside them, and at their ends."""
    for name, formula in premises.items():
        for part, (schemas, item) in enumerate(premise_conjuncts(formula)):
            if type(item) is type(claim) or isinstance(claim, Compare):
                for at in _places(schemas, context):
                    yield Same(name, part, at)


def _places(schemas: tuple[ForAllIndex, ...], context: SearchingContext) -> list[tuple[Affine, ...]]:
    if not schemas:
        return [()]
    if len(schemas) > 1:
        return []
    here = [shift(parameter(name), by) for by in (0, 1, -1) for name in sorted(context.integers)]
    return [(at,) for at in (*here, schemas[0].low, schemas[0].high)]
