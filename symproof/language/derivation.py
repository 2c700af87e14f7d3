"""Derivations: a whole argument as plain data, which the kernel replays from the statement down.

A block is a tuple of inferences; its last one is what the block shows. A rule holds the blocks that it closes, the
ids of the premises that it needs and the names that it invents; what it concludes is the claim of its inference.
``symproof/kernel/argument`` states each rule as an inference figure.
"""

from __future__ import annotations

from typing import TypeAlias

from symproof.language.affine import Affine, FamilyAt
from symproof.language.certificate import Certificate
from symproof.language.declarations import Declarations, RangeFact
from symproof.language.formulas import Formula
from symproof.language.records import dataclass
from symproof.language.terms import Term


@dataclass(frozen=True, slots=True)
class Inference:
    """One step: its claim follows by the rule; ``ranges`` are the range facts that checking it consults."""

    id: str
    claim: Formula
    rule: Rule
    ranges: tuple[RangeFact, ...] = ()


Block: TypeAlias = tuple[Inference, ...]


# ------------------------------------------------------------------------------------------------ propositions


@dataclass(frozen=True, slots=True)
class Direct:
    """An equation, or an order of scalars, by a certificate over these premises."""

    using: tuple[str, ...]
    certificate: Certificate


@dataclass(frozen=True, slots=True)
class Integers:
    """A relation between integers that the range facts of the inference give."""


@dataclass(frozen=True, slots=True)
class Restate:
    """The premise, up to bound names, definitions and normal forms."""

    premise: str


@dataclass(frozen=True, slots=True)
class Conjunction:
    """One premise for each conjunct."""

    premises: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """One of the disjuncts."""

    premise: str
    position: int


@dataclass(frozen=True, slots=True)
class Suppose:
    """P -> Q, where the block shows Q from P under the name ``id``; not P is P -> false."""

    id: str
    block: Block


@dataclass(frozen=True, slots=True)
class ByCases:
    """The claim, shown by one block for each disjunct of the premise, which stands under the name ``ids[n]``."""

    premise: str
    ids: tuple[str, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Dichotomy:
    """P or not P; x <= y or y < x."""


# ------------------------------------------------------------------------------------------------ quantifiers


@dataclass(frozen=True, slots=True)
class At:
    """A move: the values of a general claim, a term or the name of a family for each of its symbols."""

    values: tuple[Term | str | FamilyAt, ...]


@dataclass(frozen=True, slots=True)
class AtIndex:
    """A move: the index of a schema."""

    index: Affine


@dataclass(frozen=True, slots=True)
class By:
    """A move: the premise of an implication."""

    premise: str


@dataclass(frozen=True, slots=True)
class Part:
    """A move: a conjunct, counted from 0."""

    position: int


Move: TypeAlias = At | AtIndex | By | Part


@dataclass(frozen=True, slots=True)
class Fix:
    """A general claim or a schema, shown by the block for new ``names``."""

    names: tuple[str, ...]
    block: Block


@dataclass(frozen=True, slots=True)
class Use:
    """A premise, and the moves that lead from it to the claim."""

    premise: str
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Give:
    """That something exists, as the premise says of these values."""

    premise: str
    values: tuple[Term | str | FamilyAt, ...]


@dataclass(frozen=True, slots=True)
class Obtain:
    """The claim, shown by the block for new ``names`` of what the premise says to exist; under the name ``id`` stands
    what they satisfy."""

    premise: str
    names: tuple[str, ...]
    id: str
    block: Block


@dataclass(frozen=True, slots=True)
class Choose:
    """From "for all i there are w" to families w over the range of i."""

    premise: str


@dataclass(frozen=True, slots=True)
class Recursion:
    """A family whose first member ``start`` gives and each following one ``step``; downward from the last."""

    upward: bool
    start: str
    step: str


@dataclass(frozen=True, slots=True)
class Induct:
    """A schema for all low <= i <= high: the block ``base`` at one end; the block ``step`` for a new integer ``name``,
    from the claim at it, under the name ``id``, to the claim at its neighbour."""

    upward: bool
    name: str
    id: str
    base: Block
    step: Block


@dataclass(frozen=True, slots=True)
class Extreme:
    """The claim, shown by the block for a new integer ``name``: the last (or first) index at which the property of the
    premise holds. ``id``: it holds there; ``beyond``: it holds at no later (earlier) index of the range."""

    premise: str
    name: str
    id: str
    beyond: str
    block: Block
    first: bool = False


# ------------------------------------------------------------------------------------------------ definitions, sums


@dataclass(frozen=True, slots=True)
class Define:
    """The claim, shown by the block with new defined symbols and functions."""

    declarations: Declarations
    block: Block


@dataclass(frozen=True, slots=True)
class Sizes:
    """The claim, shown by the block with a new family of sizes over low, low + 1, ..., equal to ``values`` there; the
    typing facts stand under the name ``id``."""

    name: str
    low: int
    values: tuple[Affine, ...]
    id: str
    block: Block


@dataclass(frozen=True, slots=True)
class SumOf:
    """An equation or order of sums, from the premise for each index."""

    premise: str


@dataclass(frozen=True, slots=True)
class SumSplit:
    """sum(low..high) = sum(low..at) + sum(at+1..high)."""

    at: Affine


@dataclass(frozen=True, slots=True)
class SumReverse:
    """The sum of e(i) over low..high is that of e(low + high - i)."""


@dataclass(frozen=True, slots=True)
class SumFactor:
    """L (sum of e(i) over low..high) R = sum of L e(i) R, where the sum is the factor number ``position``, from 0."""

    position: int


# ------------------------------------------------------------------------------------------------ matrices


@dataclass(frozen=True, slots=True)
class Positive:
    """X != Y gives 0 < ||X - Y||^2."""

    premise: str


@dataclass(frozen=True, slots=True)
class Nonzero:
    """A scalar that is not zero, or positive or negative, is invertible."""

    premise: str


@dataclass(frozen=True, slots=True)
class Columns:
    """H e_l = 0 for all l gives H = 0."""

    premise: str


# ------------------------------------------------------------------------------------------------ lemmas


@dataclass(frozen=True, slots=True)
class Given:
    """What stands for one declared name of a lemma: an integer expression, with an index for a family of sizes, and
    with a leading index for families of them; a term for a symbol; the name of a family or a function."""

    name: str
    integer: Affine | None = None
    index: str = ""
    term: Term | None = None
    other: str | FamilyAt = ""
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Apply:
    """The claim of an axiom or of a derived lemma under an assignment, from one premise for each of its premises."""

    statement: str
    assignment: tuple[Given, ...]
    premises: tuple[str, ...]


Rule: TypeAlias = (
    Direct | Integers | Restate | Conjunction | Alternative | Suppose | ByCases | Dichotomy | Fix | Use | Give | Obtain
    | Choose | Recursion | Induct | Extreme | Define | Sizes | SumOf | SumSplit | SumReverse | SumFactor
    | Positive | Nonzero | Columns | Apply
)  # fmt: skip
