"""The open scopes of a proof that is being written, and the contexts in which its formulas are checked there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from typing import TypeAlias

from symproof.author.expressions import refused_here
from symproof.author.ranges import LenientContext, SearchingContext, lenient, searching
from symproof.kernel.context import context_of
from symproof.language.declarations import Declarations
from symproof.language.formulas import Named
from symproof.language.proof import Hypothesis
from symproof.language.records import dataclass
from symproof.language.scopes import merged

Contexts: TypeAlias = tuple[LenientContext, SearchingContext]
NOTHING = Declarations()


@dataclass(slots=True)
class Level:
    """One open scope: what it declares and assumes."""

    id: str | None = None
    quantified: bool = False  # the sizes of a bound symbol may mention indices that are bound further out
    declarations: Declarations = field(default_factory=Declarations)
    assumptions: list[Hypothesis] = field(default_factory=list)
    facts: list[Named] = field(default_factory=list)  # those of the assumptions that are about integers and sizes
    contexts: Contexts | None = None  # of this level and those around it


def declared_in(levels: Sequence[Level]) -> Declarations:
    """Everything that the levels declare."""
    result = NOTHING
    for level in levels:
        result = merged(result, level.declarations)
    return result


def contexts_of(levels: Sequence[Level]) -> Contexts:
    """The contexts of the innermost level. A level without declarations and facts has the contexts of the level around
    it."""
    innermost = levels[-1]
    if innermost.contexts is None:
        if len(levels) > 1 and not innermost.facts and innermost.declarations == NOTHING:
            innermost.contexts = contexts_of(levels[:-1])
        else:
            facts = tuple([fact for level in levels for fact in level.facts])
            with refused_here():
                base = context_of(declared_in(levels), facts)
            innermost.contexts = (lenient(base), searching(base))
    return innermost.contexts
