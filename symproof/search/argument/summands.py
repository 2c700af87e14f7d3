"""Orders between sums over one range from the orders between their summands, as a derivation with two gaps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from symproof.language.affine import parameter
from symproof.language.derivation import Block, Inference, SumOf
from symproof.language.formulas import Compare, ForAllIndex, Formula
from symproof.language.substitution import substituted
from symproof.language.terms import IndexSum, Number, Product, Sum, Term
from symproof.search.argument.wanted import Want

ZERO = Number(Fraction(0))


def by_summands(name: str, claim: Formula, premises: Mapping[str, Formula]) -> Block:
    """The claim of this name from the same order between the summands for all indices; () where its sides are not
    sums over one range, with numbers before them."""
    if not isinstance(claim, Compare) or claim.relation == "!=":
        return ()
    left, right = list(_parts(claim.left)), list(_parts(claim.right))
    sums = [item for _, item in (*left, *right) if item is not None]
    if None in (item for _, item in (*left, *right)) or len({(item.low, item.high) for item in sums}) != 1:
        return ()
    first = sums[0]
    sides = [_summand(part, first) for part in (left, right)]
    totals = [side if side == ZERO else IndexSum(first.index, first.low, first.high, side) for side in sides]
    each = ForAllIndex(first.index, first.low, first.high, Compare(claim.relation, sides[0], sides[1]))
    gaps: list[Any] = [Want(tuple(premises)), Want((f"{name}.sums",))]
    return (
        Inference(f"{name}.each", each, gaps[0]),
        Inference(f"{name}.sums", Compare(claim.relation, totals[0], totals[1]), SumOf(f"{name}.each")),
        Inference(name, claim, gaps[1]),
    )


def _parts(term: Term) -> Iterator[tuple[Term | None, IndexSum | None]]:
    """The sums of a side with the numbers before them; None for what is no sum over an index."""
    match term:
        case Sum(terms):
            for part in terms:
                yield from _parts(part)
        case Product((Number() as factor, IndexSum() as inner)):
            yield factor, inner
        case IndexSum():
            yield None, term
        case Number(value=0):
            return
        case _:
            yield None, None


def _summand(parts: list[tuple[Term | None, IndexSum | None]], first: IndexSum) -> Term:
    """The summand of the sum of the parts, by the index of the first."""
    found: list[Term] = []
    for factor, item in parts:
        if item is not None:
            body = substituted(item.body, item.index, parameter(first.index))
            found.append(body if factor is None else Product((factor, body)))
    return ZERO if not found else found[0] if len(found) == 1 else Sum(tuple(found))
