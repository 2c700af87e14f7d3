"""What the targets of a command come to."""

from __future__ import annotations

from dataclasses import field

from symproof.diagnostics.diagnostic import LoadError
from symproof.language.proof import Proof
from symproof.language.records import dataclass


@dataclass(slots=True)
class Loaded:
    """Proofs with distinct ids, what did not load, and of which proofs only some steps are wanted."""

    proofs: list[Proof] = field(default_factory=list)
    errors: list[LoadError] = field(default_factory=list)
    only: dict[str, set[str]] = field(default_factory=dict)
