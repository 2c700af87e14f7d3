"""A model where there are no hypotheses: any sizes will do, and those of the first shape are taken."""

from __future__ import annotations

from symproof.concrete.evaluation.place import key_text
from symproof.concrete.evaluation.shapes import Sweep, modest, shapes
from symproof.concrete.failures import NotAtOnceError
from symproof.diagnostics.results import Model
from symproof.language.proof import Proof
from symproof.language.scopes import of_hypotheses

BOUNDS = Sweep(3, 3)  # of the sizes, as in the search for models of hypotheses


def unconditional_model(proof: Proof) -> Model:
    """The model that the search would find; NotAtOnceError where it has something to search for."""
    sequent = of_hypotheses(proof)
    if sequent.premises or sequent.declarations.functions:
        raise NotAtOnceError
    found = shapes(sequent.declarations, sequent.facts, modest(sequent.declarations, BOUNDS))
    if not found:
        raise NotAtOnceError
    return Model({key_text(key): value for key, value in found[0].items()}, {}, {})
