"""The names of the walk over a proof, for those that still ask for them here."""

from symproof.language.scopes import (
    ScopeError,
    declarations_in_scope,
    exporting_block,
    formulas_in_scope,
    hypotheses_in_scope,
    is_fact,
    is_supposing,
    merged,
    of_hypotheses,
    open_blocks,
    premises_of,
    sequent,
    sequent_in_context,
    step_of,
)

__all__ = [
    "ScopeError",
    "declarations_in_scope",
    "exporting_block",
    "formulas_in_scope",
    "hypotheses_in_scope",
    "is_fact",
    "is_supposing",
    "merged",
    "of_hypotheses",
    "open_blocks",
    "premises_of",
    "sequent",
    "sequent_in_context",
    "step_of",
]
