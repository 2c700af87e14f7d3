"""The data of an argument: claims, and blocks that open and close around them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from enum import StrEnum
from typing import TypeAlias

from symproof.language.affine import FamilyName
from symproof.language.certificate import Certificate
from symproof.language.declarations import Declarations
from symproof.language.derivation import By, Given, Inference, Use
from symproof.language.formulas import Formula, Or, Sequent
from symproof.language.records import dataclass
from symproof.language.scopes import is_fact
from symproof.language.terms import Term
from symproof.report.document.parts import StepPart

FALSE = Or(())


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
    with premises under ``names`` of their own, which lead to keys. ``part`` is the author's step, with its verdict;
    ``inner`` is the argument that the search found for it, where no single certificate shows it."""

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
    inner: Items = ()


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
            yield from claims(item.inner)
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
        else:
            yield from blocks(item.inner)


def used_by(items: Items, *, given: bool = True) -> tuple[str, ...]:
    """The keys that the items, at any depth, are drawn from; ``given`` with those that a certificate does not need."""
    found: list[str] = []
    for item in items:
        if isinstance(item, Claim):
            found += [*item.premises, *(item.names.values() if given else ())]
        else:
            found += [*item.given, *item.against, *used_by(item.items, given=given)]
            found += item.conclusion.premises if item.conclusion is not None else ()
    return tuple(found)


def without_unused(items: Items, shown: tuple[str, ...]) -> Items:
    """The items without the claims that neither lead to the claims ``shown`` nor say something about integers, which
    hold wherever they are needed."""
    wanted, kept = set(shown), list[Item]()
    for item in reversed(items):
        if isinstance(item, Claim) and item.key not in wanted and not is_fact(item.formula):
            continue
        kept.append(item)
        wanted |= {*used_by((item,), given=False)}
    return tuple(reversed(kept))


def contradicted(inference: Inference) -> tuple[str, ...]:
    """The premises of an inference that leads to falsity."""
    rule = inference.rule
    if isinstance(rule, Use):
        return (rule.premise, *(move.premise for move in rule.moves if isinstance(move, By)))
    return tuple(getattr(rule, "using", ()))
