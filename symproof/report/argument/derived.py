"""The derivation of one claim as lines of text, with what shows each of its steps."""

from __future__ import annotations

from collections.abc import Iterator

from symproof.report.argument.found import found_argument
from symproof.report.argument.indented import Indented
from symproof.report.argument.whole import naming_of_argument, notions_of
from symproof.report.document.parts import StepPart


def derived_lines(part: StepPart) -> Iterator[str]:
    """Lists the steps that the search found: each claim, the premises that it uses, and the equalities and sums of
    squares that prove it."""
    items = found_argument(part, set())
    if items:
        naming = naming_of_argument(part.proof, items)
        yield from Indented(naming, notions_of(part.proof, naming), chains=True).lines(items)
