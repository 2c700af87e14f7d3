"""Certificates: plain data from which ``replay.py`` recomputes a conclusion without search.

Terms inside a certificate are cofactors; they are written in the same language as claims and are checked in the same
way. ``docs/kernel.md`` states what each rule concludes.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TypeAlias

from symproof.language.affine import Affine
from symproof.language.declarations import RangeFact
from symproof.language.entries import CallCongruence as CallCongruence
from symproof.language.entries import Congruence as Congruence
from symproof.language.entries import Definite as Definite
from symproof.language.entries import Entry as Entry
from symproof.language.entries import Partition as Partition
from symproof.language.entries import Penrose as Penrose
from symproof.language.entries import Reciprocal as Reciprocal
from symproof.language.entries import Split as Split
from symproof.language.entries import TwoSided as TwoSided
from symproof.language.entries import Witness as Witness
from symproof.language.formulas import ForAllIndex
from symproof.language.records import dataclass
from symproof.language.terms import IndexSum, Term


@dataclass(frozen=True, slots=True)
class Signed:
    """A scalar that a law asks to be not negative, or positive: it is the sum of the summands and of the entries."""

    summands: tuple[Summand, ...] = ()
    by: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Law:
    """The conclusion of a law of named functions at these arguments, such as log(a b) = log(a) + log(b) for a > 0 and
    b > 0: ``signs`` shows what has to be positive or not negative, ``by`` the equation that the law asks for."""

    law: str
    arguments: tuple[Term, ...]
    signs: tuple[Signed, ...] = ()
    by: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class SumCongruence:
    """Two sums over the same ranges, of which the first ``depth`` indices are opened, whose summands are equal by the
    entries: left = right. The entries may mention these indices."""

    left: IndexSum
    right: IndexSum
    depth: int
    by: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class SplitSum:
    """The sum over low..high is the sum over low..at and that over at + 1..high."""

    argument: IndexSum
    at: Affine


@dataclass(frozen=True, slots=True)
class Nonsingular:
    """E inv(E) = I = inv(E) E of the positive definite matrix E that ``matrix`` shows; of the square ``argument`` E,
    where there is one, for which ``matrix`` shows E + E^T."""

    matrix: Semidefinite
    argument: Term | None = None


@dataclass(frozen=True, slots=True)
class Vanishing:
    """From tr(X^T P X Q) + sum of ``others`` = 0, all of them >= 0: P X Q = 0, where a definite P or Q is left out."""

    square: Gram
    others: tuple[Summand, ...]
    by: tuple[Entry, ...]


Derived: TypeAlias = (
    Split
    | Congruence
    | CallCongruence
    | Definite
    | TwoSided
    | Witness
    | Reciprocal
    | Penrose
    | Nonsingular
    | Vanishing
    | Law
    | Partition
    | SumCongruence
    | SplitSum
)
WITHOUT_ENTRIES = Split | Reciprocal | Penrose | Nonsingular | Partition | SplitSum


@dataclass(frozen=True, slots=True)
class Algebra:
    """Derived equations ``step:1``, ``step:2``, ... in order, then the combination that closes the claim.

    ``claim.left - claim.right = sum of entries``. For a schema the claim is that of its body, for every index in its
    range. ``ranges`` are the range facts that the replay needs, ``invertible`` the premises (ids) whose
    invertibility the differentials use.
    """

    combination: tuple[Entry, ...] = ()
    derived: tuple[Derived, ...] = ()
    ranges: tuple[RangeFact, ...] = ()
    invertible: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SquaredNorm:
    """tr(X^T X) >= 0 for the argument X."""

    argument: Term


@dataclass(frozen=True, slots=True)
class Gap:
    """right - left >= 0 for the order ``left <= right`` that is conjunct ``part`` of a premise at the indices ``at``;
    > 0 where the premise says ``left < right``."""

    premise: str
    part: int = 0
    at: tuple[Affine, ...] = ()


@dataclass(frozen=True, slots=True)
class IntegerGap:
    """An integer expression, as a scalar, that is a number >= 0 or >= 0 by a range fact."""

    value: Affine


@dataclass(frozen=True, slots=True)
class LawGap:
    """A scalar that a law of named functions says is not negative at these arguments, such as rank(A) - rank(A B); or,
    for the matrix l - r of conjunct ``part`` of a premise l != r at the indices ``at``, rank(l - r) - 1."""

    law: str
    arguments: tuple[Term, ...] = ()
    premise: str = ""
    part: int = 0
    at: tuple[Affine, ...] = ()


@dataclass(frozen=True, slots=True)
class Gram:
    """det [tr(X_a^T P X_b Q)] >= 0 for matrices X_a of one size, P and Q positive semidefinite, each I where missing.

    For one matrix X it is tr(X^T P X Q), which is > 0 where P and Q are definite and X is not 0: ``nonzero`` is a
    premise that says so, or ``cofactor`` Y has Y X = I, by the entries.
    """

    arguments: tuple[Term, ...]
    left: Semidefinite | None = None
    right: Semidefinite | None = None
    nonzero: Same | None = None
    cofactor: Term | None = None
    by: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Determinant:
    """det(argument) >= 0, > 0 where it is definite: the argument is the matrix that ``matrix`` shows semidefinite."""

    argument: Term
    matrix: Semidefinite


@dataclass(frozen=True, slots=True)
class DefiniteGap:
    """A scalar that a law about semidefinite matrices says is not negative, such as det(A + B) - det(A) - det(B); the
    ``matrices`` show what the law asks of the arguments, in its order, ``sizes`` are their numbers of rows."""

    law: str
    arguments: tuple[Term, ...]
    sizes: tuple[Affine, ...]
    matrices: tuple[Semidefinite, ...]


Nonnegative: TypeAlias = SquaredNorm | Gap | IntegerGap | Gram | Determinant | LawGap | DefiniteGap


@dataclass(frozen=True, slots=True)
class Summand:
    """coefficient * product of the factors; the product of no factors is 1."""

    coefficient: Fraction
    factors: tuple[Nonnegative, ...] = ()


# ------------------------------------------------------------------------------------------------ definite matrices


@dataclass(frozen=True, slots=True)
class Assumed:
    """P that conjunct ``part`` of a premise, at the indices ``at``, says is positive semidefinite or definite; right -
    left where it says left <= right or left < right between symmetric matrices."""

    premise: str
    part: int = 0
    at: tuple[Affine, ...] = ()


@dataclass(frozen=True, slots=True)
class Square:
    """coefficient * (product of the factors) * root^T P root for the matrix P that ``matrix`` shows semidefinite; a
    missing root or matrix is an identity, but not both are missing."""

    coefficient: Fraction
    factors: tuple[Nonnegative, ...] = ()
    root: Term | None = None
    matrix: Semidefinite | None = None
    cofactor: Term | None = None


@dataclass(frozen=True, slots=True)
class Squares:
    """The sum of the squares. It is definite where one without a root is, or where sum of cofactor * root = I, by the
    entries, over squares of definite matrices with positive factors."""

    squares: tuple[Square, ...]
    by: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Rewritten:
    """``argument`` times the positive factors ``scale`` equals the matrix shown, by the entries ``by``. It is definite
    where that one is, or where cofactor * argument = I, by the entries ``unit``."""

    argument: Term
    matrix: Semidefinite
    by: tuple[Entry, ...] = ()
    cofactor: Term | None = None
    unit: tuple[Entry, ...] = ()
    scale: tuple[Nonnegative, ...] = ()


@dataclass(frozen=True, slots=True)
class Inverted:
    """inv(P), definite where P is."""

    matrix: Semidefinite


@dataclass(frozen=True, slots=True)
class TraceExcess:
    """tr(W P) W - W P W; tr(P) I - P without a weight W."""

    matrix: Semidefinite
    weight: Semidefinite | None = None


@dataclass(frozen=True, slots=True)
class CommutingProduct:
    """P Q, where P Q = Q P by the entries; definite where both are."""

    left: Semidefinite
    right: Semidefinite
    by: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Lyapunov:
    """The symmetric X with P X + X P = Q, P definite; X is definite where Q is. ``symmetric`` are the entries of
    X^T = X, ``by`` those of the equation."""

    argument: Term
    weight: Semidefinite
    value: Semidefinite
    symmetric: tuple[Entry, ...]
    by: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """The argument S for which conjunct ``part`` of a premise says 0 <= x^T S x for all x; ``symmetric`` are the
    entries of S^T = S."""

    premise: str
    argument: Term
    part: int = 0
    at: tuple[Affine, ...] = ()
    symmetric: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedProduct:
    """hadamard(left, right) or kron(left, right) of the matrices that ``shown`` shows; definite where both are."""

    function: str
    left: Term
    right: Term
    shown: tuple[Semidefinite, Semidefinite]


Semidefinite: TypeAlias = (
    Assumed | Squares | Rewritten | Inverted | TraceExcess | CommutingProduct | Lyapunov | NamedProduct | Form
)


@dataclass(frozen=True, slots=True)
class Definiteness:
    """The claim says that a matrix is positive semidefinite or definite, or that left <= right or left < right between
    matrices: the matrix, or right - left, is the one that ``matrix`` shows + the combination of ``by``."""

    matrix: Semidefinite
    by: Algebra = Algebra()


@dataclass(frozen=True, slots=True)
class Order:
    """m * (claim.right - claim.left) = sum of summands + the combination of ``by``, every coefficient > 0.

    m is 1, or the sum of the summands of the ``multiplier``, one of which has to be > 0 unless the claim is strict. A
    strict claim needs a summand all of whose factors are known to be > 0.
    """

    summands: tuple[Summand, ...]
    by: Algebra = Algebra()
    multiplier: tuple[Summand, ...] = ()


@dataclass(frozen=True, slots=True)
class Same:
    """The claim is conjunct ``part`` of a premise at the indices ``at``, up to normal forms."""

    premise: str
    part: int = 0
    at: tuple[Affine, ...] = ()
    ranges: tuple[RangeFact, ...] = ()


@dataclass(frozen=True, slots=True)
class Parts:
    """One certificate for each conjunct of the claim (an ``Invertible`` claim has two, E inv(E) = I first)."""

    parts: tuple[Certificate, ...]


@dataclass(frozen=True, slots=True)
class Induction:
    """The claim is a schema ``for all low <= i <= high: E(i)``.

    ``upward``: base proves E(low) and step proves E(i+1) from E(i) for low <= i <= high - 1; otherwise base proves
    E(high) and step proves E(i-1) from E(i) for low + 1 <= i <= high. low <= high may be used in both.
    The induction hypothesis is the premise ``induction`` of the step, E(i) at exactly i.
    """

    upward: bool
    base: Certificate
    step: Certificate


@dataclass(frozen=True, slots=True)
class Cases:
    """Two certificates of the same claim: one where ``on >= 0`` may be used, one where ``-on - 1 >= 0`` may."""

    on: Affine
    nonnegative: Certificate
    negative: Certificate


@dataclass(frozen=True, slots=True)
class Generalize:
    """The claim is a schema: ``by`` proves its body for every index in the range. ``Algebra`` and ``Parts`` do this by
    themselves; it is needed only around ``Cases`` on the index."""

    by: Certificate


@dataclass(frozen=True, slots=True)
class Empty:
    """Facts about integers contradict each other, ``on`` >= 0 and ``on`` <= -1: no index lies in the range of a schema,
    such as 0..i-1 for i = 0."""

    on: Affine
    ranges: tuple[RangeFact, ...] = ()


@dataclass(frozen=True, slots=True)
class Specialize:
    """The claim is the body of ``schema``, which ``by`` proves, at the index ``at``."""

    schema: ForAllIndex
    at: Affine
    by: Certificate
    ranges: tuple[RangeFact, ...] = ()


Certificate: TypeAlias = (
    Algebra | Order | Definiteness | Same | Parts | Induction | Cases | Generalize | Empty | Specialize
)
