"""Derivations of existence from values that the second judge does not refute."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from symproof.concrete.points.attack import attack
from symproof.diagnostics.errors import SymproofError
from symproof.language.derivation import Block
from symproof.language.formulas import Exists
from symproof.language.proof import Proof, Step
from symproof.language.scopes import sequent
from symproof.search.argument.existing import body_at, derivation_from, values_for

MOST = 48  # values that are looked at
TRIED = 4  # of those that are not refuted
WORK, SHAPES = 400, 6  # of the search for a counterexample to one value


def right_values(proof: Proof, step: Step, claim: Exists) -> Iterator[Block]:
    """A derivation with gaps for each of a few values of which what is claimed is not refuted."""
    goal = sequent(proof, step)
    premises = [item.id for item in goal.premises]
    tried = 0
    for value in islice(values_for(claim, goal.declarations), MOST):
        try:
            refuted = attack(replace(goal, claim=body_at(claim, value)), work=WORK, most=SHAPES).counterexample
        except SymproofError:
            continue
        if refuted is None:
            yield derivation_from(step.id, claim, value, premises)
            tried += 1
        if tried == TRIED:
            return
