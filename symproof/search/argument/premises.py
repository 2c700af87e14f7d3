"""The range facts that show the premises of a statement well formed."""

from __future__ import annotations

from dataclasses import replace

from symproof.kernel.argument.derive import check_premises, library_of, opening
from symproof.kernel.argument.scope import Scope
from symproof.kernel.context import context_of
from symproof.language.declarations import RangeFact
from symproof.language.refusal import Refusal
from symproof.language.theory import Statement
from symproof.search.ranges import SearchingContext, completed, searching


def ranged(statement: Statement) -> Statement:
    """The statement with the range facts that show its premises well formed; as it is, where these are not found."""
    sequent = statement.sequent
    declarations = completed(sequent.declarations, sequent.facts)
    whole = replace(statement, sequent=replace(sequent, declarations=declarations))
    try:
        scope = opening(whole, searching(context_of(declarations, sequent.facts)), library_of(whole, {}, {}))
        return replace(statement, ranges=consulted(scope, whole))
    except Refusal:
        return statement


def consulted(scope: Scope, statement: Statement) -> tuple[RangeFact, ...]:
    """What the check of the premises consults, in a scope whose context searches for it."""
    context = check_premises(scope, replace(statement, ranges=()))
    return context.facts if isinstance(context, SearchingContext) else ()
