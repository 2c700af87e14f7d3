"""That no summand is larger than the sum of terms that are not negative, as a derivation with gaps.

The sum is split before and after the summand; what stands on both sides is a sum of terms that are not negative. So a
sum that is zero has summands that are zero.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from symproof.language.affine import Affine, parameter, shift
from symproof.language.declarations import Declarations
from symproof.language.derivation import Block, Fix, Inference, SumOf, SumSplit
from symproof.language.formulas import Compare, Equal, ForAllIndex, Formula
from symproof.language.records import dataclass
from symproof.language.substitution import substituted
from symproof.language.terms import IndexSum, Sum, Symbol, Term
from symproof.search.algebra.nodes import nodes
from symproof.search.argument.instances import free_names, unbound
from symproof.search.argument.summands import ZERO
from symproof.search.argument.wanted import gap

MOST_SUMS, MOST_PLACES = 3, 2


def by_members_of_sums(
    name: str, claim: Formula, premises: Mapping[str, Formula], declared: Declarations
) -> Iterator[Block]:
    """Derivations of the claim of this name, one for each sum that occurs in the claim or the premises. A claim for all
    indices of the range of the sum is shown at each of them; any other claim at an index that it gives to a family in
    the sum."""
    free = free_names(claim, *premises.values(), *declared.symbols)
    sums = dict.fromkeys(node for part in (*premises.values(), claim) for node in nodes(part)
                         if isinstance(node, IndexSum))  # fmt: skip
    for total in islice(sums, MOST_SUMS):
        here = _Member(name, total, premises)
        match claim:
            case ForAllIndex(index, low, high, body) if (low, high) == (total.low, total.high):
                at = next(free)
                inner = here.shown(f"{name}.here", substituted(body, index, parameter(at)), parameter(at))
                yield (here.each(), Inference(name, claim, Fix((at,), inner)))
            case Equal() | Compare():
                for place in islice(here.places(claim), MOST_PLACES):
                    yield (here.each(), *here.shown(name, claim, place))


@dataclass(frozen=True, slots=True)
class _Member:
    """The summands of one sum, for a claim of this name from these premises."""

    name: str
    total: IndexSum
    premises: Mapping[str, Formula]

    def places(self, claim: Formula) -> Iterator[Affine]:
        """The indices that families in the sum have in the claim."""
        summed = {node.name for node in nodes(self.total.body)
                  if isinstance(node, Symbol) and node.index == parameter(self.total.index)}  # fmt: skip
        found = (node.index for node in unbound(claim) if isinstance(node, Symbol) and node.name in summed)
        yield from dict.fromkeys(index for index in found if index is not None)

    def each(self) -> Inference:
        """That no summand is negative."""
        return Inference(self._each, self._range(self.total.low, self.total.high), gap(*self.premises, at_once=True))

    def shown(self, label: str, goal: Formula, at: Affine) -> Block:
        """The goal from the premises and the summand at an index: it is not negative, and at most the sum; it is zero
        where the sum is."""
        own, total = substituted(self.total.body, self.total.index, at), self.total
        rest = self._part(at, total.high)
        before, after = self._part(total.low, shift(at, -1)), self._part(shift(at, 1), total.high)
        split = Equal(total, Sum((before, rest))), Equal(rest, Sum((self._part(at, at), after)))
        names = [f"{label}.{part}" for part in ("first", "second", "below", "above", "most", "least", "zero")]
        first, second, below, above, most, least, zero = names
        steps = [
            Inference(first, split[0], SumSplit(shift(at, -1))),
            Inference(second, split[1], SumSplit(at)),
            *self._not_negative(below, before),
            *self._not_negative(above, after),
            Inference(most, Compare("<=", own, total), gap(first, second, below, above, at_once=True)),
            Inference(least, Compare("<=", ZERO, own), gap(self._each, at_once=True)),
        ]
        using = [most, least]
        if (vanishing := self._vanishing()) is not None:
            steps.append(Inference(zero, Equal(own, ZERO), gap(vanishing, most, least, at_once=True)))
            using = [zero]
        return (*steps, Inference(label, goal, gap(*self.premises, *using, at_once=True)))

    @property
    def _each(self) -> str:
        return f"{self.name}.each"

    def _range(self, low: Affine, high: Affine) -> ForAllIndex:
        return ForAllIndex(self.total.index, low, high, Compare("<=", ZERO, self.total.body))

    def _part(self, low: Affine, high: Affine) -> IndexSum:
        return IndexSum(self.total.index, low, high, self.total.body)

    def _not_negative(self, name: str, part: IndexSum) -> Block:
        each = f"{name}.each"
        return (
            Inference(each, self._range(part.low, part.high), gap(self._each, at_once=True)),
            Inference(name, Compare("<=", ZERO, part), SumOf(each)),
        )

    def _vanishing(self) -> str | None:
        """The premise that says that the sum is zero."""
        sides: tuple[Any, Any] = (self.total, ZERO)
        return next((name for name, formula in self.premises.items()
                     if isinstance(formula, Equal) and _zero(formula.left, formula.right) == sides), None)  # fmt: skip


def _zero(left: Term, right: Term) -> tuple[Term, Term]:
    """The sides of an equation, zero as the second one."""
    return (right, left) if left == ZERO else (left, right)
