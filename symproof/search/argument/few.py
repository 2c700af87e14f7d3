"""A claim for all indices of a short range, shown at one index after the other."""

from __future__ import annotations

from collections.abc import Iterator

from symproof.kernel.argument.scope import at
from symproof.language.affine import integer, parameter
from symproof.language.derivation import Block, ByCases, Dichotomy, Fix, Inference, Integers, Restate
from symproof.language.formulas import ForAllIndex, IntegerRelation, Or
from symproof.search.argument.wanted import Want

MOST = 6  # indices that are looked at one by one


def one_by_one(label: str, schema: ForAllIndex, name: str, wanted: Want) -> Iterator[Fix]:
    """The claim at the new index ``name``, by cases: the index is low, or it is larger and the same is asked again. The
    claim at each number is left as a gap."""
    low, high = schema.low, schema.high
    if low.is_constant and high.is_constant and 0 <= high.constant - low.constant < MOST:
        yield Fix((name,), _Few(schema, name, wanted).block(label, low.constant, high.constant))


class _Few:
    """``gap`` stands for a rule that the search finds."""

    def __init__(self, schema: ForAllIndex, name: str, gap: object) -> None:
        self.schema, self.here, self.gap = schema, parameter(name), gap

    def block(self, label: str, low: int, high: int) -> Block:
        """Shows the claim at the index from the cases that the index is low, ..., high."""
        if low == high:
            return self._at(label, low)
        claim, number = at(self.schema, self.here), integer(low)
        either, first, later = f"{label}.either", f"{label}.at-{low}", f"{label}.after-{low}"
        parts = IntegerRelation("<=", self.here, number), IntegerRelation("<", number, self.here)
        blocks = self._at(f"{label}.{low}", low), self.block(f"{label}.{low}-", low + 1, high)
        return (
            Inference(either, Or(parts), Dichotomy()),
            Inference(label, claim, ByCases(either, (first, later), blocks)),
        )

    def _at(self, label: str, number: int) -> Block:
        """The index is this number, at which the claim is a gap."""
        is_number = IntegerRelation("=", self.here, integer(number))
        return (
            Inference(f"{label}.is", is_number, Integers()),
            Inference(f"{label}.there", at(self.schema, integer(number)), self.gap),  # type: ignore[arg-type]
            Inference(f"{label}.here", at(self.schema, self.here), Restate(f"{label}.there")),
        )
