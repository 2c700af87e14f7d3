"""What a derivation may use: definitions, axioms and lemmas are one kind of object, a sequent with parameters."""

from __future__ import annotations

from enum import StrEnum

from symproof.language.declarations import RangeFact
from symproof.language.formulas import Sequent
from symproof.language.records import dataclass


class Trust(StrEnum):
    """Where the trust in a statement comes from."""

    AXIOM = "axiom"  # believed, with its source
    LEMMA = "lemma"  # derived


@dataclass(frozen=True, slots=True)
class Statement:
    """``facts, premises |- claim`` for all that it declares: integers, sizes, symbols, families, functions.

    ``ranges`` are the range facts that show the premises well formed.
    """

    id: str
    trust: Trust
    sequent: Sequent
    source: str = ""
    ranges: tuple[RangeFact, ...] = ()
