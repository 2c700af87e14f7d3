"""Certificates with the range facts that their replay consults."""

from __future__ import annotations

from dataclasses import replace

from symproof.kernel.algebra.combination import Combination
from symproof.language.certificate import Algebra
from symproof.language.formulas import Formula
from symproof.language.refusal import Refusal
from symproof.language.terms import Basis, IndexSum
from symproof.search.algebra.nodes import nodes
from symproof.search.ranges import SearchingContext


def with_ranges(
    claim: Formula, certificate: Algebra, context: SearchingContext, premises: dict[str, Formula]
) -> Algebra | None:
    """The certificate with exactly the range facts that its replay consults; None if the replay fails."""
    here = any(isinstance(node, Basis | IndexSum) for node in nodes((claim, certificate)))
    if not (context.indexed or context.solved or here):
        return certificate  # entries X[1,1] and sums over 1..0 need range facts without any index around them
    watching = context.fresh()
    try:
        Combination(watching, premises, certificate, context.bounds).prove(claim)
    except Refusal:
        return None
    return replace(certificate, ranges=watching.facts)
