"""What derivatives and sums over an index ask of the normal form of terms, which asks them in turn."""

from __future__ import annotations

from typing import NamedTuple, Protocol, Self

from symproof.kernel.algebra.keys import Key
from symproof.kernel.algebra.words import Monomial, Polynomial, Word
from symproof.kernel.context import Context
from symproof.language.affine import Affine, FamilyName
from symproof.language.declarations import SymbolDeclaration
from symproof.language.function_rules import CITED
from symproof.language.terms import Call, IndexSum, Power, Slope, Term, Value

MAX_POWER = 64


class Summed(NamedTuple):
    """What a letter stands for: the sum of monomial * word over a reserved index in 1..length, a part of ``term``."""

    term: IndexSum
    name: str  # of the index
    length: Affine
    monomial: Monomial
    word: Word


class Forms(Protocol):
    """The normal forms of terms in one context; ``Normalizer`` says what each part holds."""

    context: Context
    unfold: bool
    invertible: dict[Key, bool]
    inverse_of: dict[Key, Polynomial]
    applied: dict[Key, Value | Slope | Call | Power]
    hidden: dict[FamilyName, set[str]]
    offsets: dict[tuple[str, str], set[int]]
    summed: dict[Key, Summed]
    meeting: set[Key]
    rules: set[str]

    def polynomial(self, term: Term) -> Polynomial:
        """The normal form of a term."""

    def under(self, context: Context) -> Self:
        """The same in another context."""

    def times(self, left: Polynomial, right: Polynomial) -> Polynomial:
        """The product of two forms."""

    def product(self, factors: list[Polynomial]) -> Polynomial:
        """The product of all factors."""

    def inverse(self, form: Polynomial) -> Polynomial:
        """The Moore-Penrose inverse of a square form."""

    def inverted(self, argument: Term) -> list[Key]:
        """The keys of inverse letters that are true inverses if the argument is invertible."""

    def power(self, term: Term, base: Polynomial, exponent: Affine) -> Polynomial:
        """The power of a square form; ``term`` stands for the base."""

    def zero(self, rows: Affine, columns: Affine) -> Polynomial:
        """The zero form of this size."""

    def trace(self, value: Polynomial) -> Polynomial:
        """The trace of a square form."""

    def integer(self, value: Affine) -> Polynomial:
        """An integer expression as a scalar."""

    def chain(self, declared: SymbolDeclaration, high: Affine, low: Affine) -> Polynomial:
        """The product of the members from ``high`` down to ``low``."""


def uses(normal: Forms, rule: str) -> None:
    """Notes that a form rests on this rule of the table of rules; the ledger names it."""
    normal.rules.add(CITED[rule])
