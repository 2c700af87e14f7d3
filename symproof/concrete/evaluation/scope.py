"""What the steps that stand in one scope share: the tables of what is declared there, and what is known of premises."""

from __future__ import annotations

from symproof.concrete import vacuous
from symproof.concrete.evaluation.place import Memo, Place
from symproof.concrete.evaluation.types import Tables
from symproof.language.declarations import Declarations
from symproof.language.formulas import Formula, Named, Sequent


class Scope:
    """``declarations`` and ``facts`` with their tables. A premise is known as the object that it is, which is kept."""

    def __init__(self, declarations: Declarations, facts: tuple[Named, ...]) -> None:
        self.declarations = declarations
        self.facts = facts
        self.tables = Tables(declarations, facts)
        self._impossible: dict[int, tuple[Formula, Memo[bool]]] = {}

    def is_impossible(self, premise: Named, place: Place) -> bool:
        """Whether the premise is false at this place whatever the symbols are; found once for all steps that use it."""
        formula = premise.formula
        memo = self._impossible.setdefault(id(formula), (formula, Memo()))[1]
        return memo.recall(place, lambda: vacuous.impossible(self.tables, premise, place))


class Scopes:
    """The scopes of a proof. Steps in one block have the same declarations and facts as objects."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], Scope] = {}

    def of(self, sequent: Sequent) -> Scope:
        """The scope of a sequent, made when it is first met."""
        key = (id(sequent.declarations), id(sequent.facts))
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = Scope(sequent.declarations, sequent.facts)
        return found
