"""Formulas about terms, and the sequents that the kernel proves."""

from __future__ import annotations

from dataclasses import field
from typing import Literal, TypeAlias

from symproof.language.affine import Affine
from symproof.language.declarations import Declarations, SymbolDeclaration
from symproof.language.records import dataclass
from symproof.language.terms import Term

Order: TypeAlias = Literal["<", "<=", "!="]
IntegerOrder: TypeAlias = Literal["=", "!=", "<", "<="]


@dataclass(frozen=True, slots=True)
class Equal:
    left: Term
    right: Term


@dataclass(frozen=True, slots=True)
class Invertible:
    """E inv(E) = I = inv(E) E; for a scalar: it is not zero."""

    argument: Term


@dataclass(frozen=True, slots=True)
class Compare:
    """``left relation right`` between scalars; ``!=`` also between matrices. ``turned``: written as right > left."""

    relation: Order
    left: Term
    right: Term
    turned: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class IntegerRelation:
    """``left relation right`` between integer expressions. ``turned``: written as right > left."""

    relation: IntegerOrder
    left: Affine
    right: Affine
    turned: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Formula


@dataclass(frozen=True, slots=True)
class Implies:
    premise: Formula
    conclusion: Formula


@dataclass(frozen=True, slots=True)
class ForAllIndex:
    """A schema: ``body`` for every integer ``low <= index <= high``."""

    index: str
    low: Affine
    high: Affine
    body: Formula


@dataclass(frozen=True, slots=True)
class ForAll:
    """For all values of these symbols (of their declared sizes)."""

    symbols: tuple[SymbolDeclaration, ...]
    body: Formula


@dataclass(frozen=True, slots=True)
class Exists:
    symbols: tuple[SymbolDeclaration, ...]
    body: Formula


@dataclass(frozen=True, slots=True)
class Predicate:
    """A named property without rules of its own yet, such as ``local_minimum(f(W), (M_1..M_k), delta)``."""

    name: str
    arguments: tuple[Term, ...]


Formula: TypeAlias = (
    Equal | Invertible | Compare | IntegerRelation | And | Or | Not | Implies | ForAllIndex | ForAll | Exists
    | Predicate
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """A formula under its id: a hypothesis, or the claim of an earlier step."""

    id: str
    formula: Formula


@dataclass(frozen=True, slots=True)
class Sequent:
    """``facts, premises |- claim``. ``facts`` are the index and size hypotheses in scope: relations between integer
    expressions, always available; an equation ``n = 2``, ``d = d_j`` among them is a typing fact."""

    declarations: Declarations
    facts: tuple[Named, ...]
    premises: tuple[Named, ...]
    claim: Formula
