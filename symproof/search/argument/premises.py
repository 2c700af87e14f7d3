"""The range facts that show the premises of a statement well formed."""

from __future__ import annotations

from functools import lru_cache

from symproof.kernel.argument.derive import check_premises, library_of, opening
from symproof.kernel.argument.scope import Scope
from symproof.kernel.context import context_of
from symproof.language.declarations import Declarations, RangeFact
from symproof.language.formulas import Named
from symproof.language.records import replace
from symproof.language.refusal import Refusal
from symproof.language.theory import Statement
from symproof.search.ranges import SearchingContext, searching


def ranged(statement: Statement) -> Statement:
    """The statement with the range facts that show its premises well formed; as it is, where these are not found."""
    sequent = statement.sequent
    try:
        scope = opening(statement, _context(sequent.declarations, sequent.facts), library_of(statement, {}, {}))
        return replace(statement, ranges=consulted(scope, statement))
    except Refusal:
        return statement


@lru_cache(maxsize=64)
def _context(declarations: Declarations, facts: tuple[Named, ...]) -> SearchingContext:
    """What the statements about the same declarations begin with; each of them searches in a copy."""
    return searching(context_of(declarations, facts))


def consulted(scope: Scope, statement: Statement) -> tuple[RangeFact, ...]:
    """What the check of the premises consults, in a scope whose context searches for it."""
    context = check_premises(scope, replace(statement, ranges=()))
    return context.facts if isinstance(context, SearchingContext) else ()
