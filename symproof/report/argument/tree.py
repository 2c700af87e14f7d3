"""The data of an argument: claims, and blocks that open and close around them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from enum import StrEnum
from typing import TypeAlias

from symproof.language.affine import FamilyName
from symproof.language.certificate import Certificate
from symproof.language.declarations import Declarations
from symproof.language.derivation import Given
from symproof.language.formulas import Formula, Sequent
from symproof.language.records import dataclass
from symproof.language.terms import Term
from symproof.report.document.parts import StepPart


class How(StrEnum):
    """How a claim follows from its premises."""

    DIRECT = "by a certificate"
    MOVE = "by a rule of the argument"
    GIVEN = "as its witnesses show"
    APPLIED = "by a lemma or an axiom"
    RECURSION = "by recursion"
    CITED = "as a source says"
    OMITTED = "left out by the author"
    CONCLUDED = "as the conclusion of the whole"
    TOGETHER = "as the conjunction of its premises"
    CLOSING = "by the block above it"
    CONTRADICTION = "as two premises contradict each other"


class Kind(StrEnum):
    """What opens a block."""

    SUPPOSED = "an assumption"
    DENIED = "the negation of what is to be shown"
    FIXED = "arbitrary objects"
    CASES = "a distinction of cases"
    CASE = "one of the cases"
    OBTAINED = "objects that exist"
    CHOSEN = "objects that exist for each index"
    LAST = "the last index with a property"
    FIRST = "the first index with a property"
    DEFINED = "definitions"
    INDUCTION = "an induction"
    BASE = "where the induction begins"
    STEP = "from one index to the next"


LASTING = frozenset({Kind.OBTAINED, Kind.CHOSEN, Kind.LAST, Kind.FIRST, Kind.DEFINED})  # up to the end around them


@dataclass(frozen=True, slots=True)
class Assumed:
    """What holds inside a block. ``key`` is unique in the argument, ``name`` is what the author calls it."""

    key: str
    name: str
    formula: Formula
    implied: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim. ``premises`` are the keys of what it is drawn from. ``goal`` and ``certificate`` show a direct one,
    with premises under ``names`` of their own, which lead to keys. ``part`` is the author's step, with its verdict."""

    key: str
    name: str
    formula: Formula
    scope: Declarations
    how: How
    premises: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    goal: Sequent | None = None
    certificate: Certificate | None = None
    source: str = ""
    assignment: tuple[Given, ...] = ()
    values: tuple[Term | FamilyName, ...] = ()
    part: StepPart | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """What is declared and assumed, the items inside, and the claim that the block shows as a whole. The items of a
    block whose objects last stand behind it. ``given``: the keys of what says that the objects exist, or of what the
    cases come from; ``against``: of what a contradiction inside contradicts."""

    kind: Kind
    scope: Declarations
    declared: Declarations = field(default_factory=Declarations)
    assumed: tuple[Assumed, ...] = ()
    given: tuple[str, ...] = ()
    items: Items = ()
    conclusion: Claim | None = None
    against: tuple[str, ...] = ()


Item: TypeAlias = "Claim | Block"
Items: TypeAlias = "tuple[Item, ...]"


def claims(items: Items) -> Iterator[Claim]:
    """All claims in the order of the argument; the claim of a block comes after the claims inside it."""
    for item in items:
        if isinstance(item, Claim):
            yield item
            continue
        yield from claims(item.items)
        if item.conclusion is not None:
            yield item.conclusion


def blocks(items: Items) -> Iterator[Block]:
    """All blocks as they open."""
    for item in items:
        if isinstance(item, Block):
            yield item
            yield from blocks(item.items)
