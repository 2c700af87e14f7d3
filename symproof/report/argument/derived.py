"""The derivation of one claim of a statement as lines of text, with what shows each of its steps."""

from __future__ import annotations

from collections.abc import Iterator

from symproof.language.derivation import Block
from symproof.language.proof import Proof
from symproof.report.argument.from_derivation import of_derivation
from symproof.report.argument.indented import Indented
from symproof.report.argument.tree import Assumed
from symproof.report.argument.whole import naming_of_argument, notions_of


def derived_lines(proof: Proof, derivation: Block) -> Iterator[str]:
    """Lists the steps of a derivation: each claim, the premises that it uses, and the equalities that prove it."""
    given = tuple([Assumed(item.id, item.id, item.formula) for item in proof.hypotheses])
    items = of_derivation(derivation, proof.declarations, given)
    naming = naming_of_argument(proof, items)
    yield from Indented(naming, notions_of(proof, naming), chains=True).lines(items)
