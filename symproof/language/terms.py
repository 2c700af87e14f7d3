"""Immutable terms, formulas and declarations: the language of claims, premises and certificates.

Real matrices. A scalar is a term of size 1 x 1 with both sizes literally 1; ``Product`` is the matrix product, or a
scaling where a factor is a scalar. Nothing here simplifies or checks: sizes, ranges and meaning are the business of
``normal.py`` and ``replay.py``. The JSON form of these types is ``codec.py``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, TypeAlias

from symproof.language.affine import Affine

# ------------------------------------------------------------------------------------------------ terms


@dataclass(frozen=True, slots=True)
class Symbol:
    """A declared symbol ``X``, or the member ``M_i`` of a declared family (``index`` given)."""

    name: str
    index: Affine | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """``M_high M_{high-1} ... M_low``: the identity of size rows(M_high) = d_high when high = low - 1."""

    family: str
    high: Affine
    low: Affine


@dataclass(frozen=True, slots=True)
class Basis:
    """The basis column ``e_index`` of R^size, 1 <= index <= size."""

    index: Affine
    size: Affine


@dataclass(frozen=True, slots=True)
class Identity:
    size: Affine


@dataclass(frozen=True, slots=True)
class Zero:
    rows: Affine
    columns: Affine


@dataclass(frozen=True, slots=True)
class Number:
    """A rational scalar."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Integer:
    """An integer expression as a scalar: tr(I_n) = n."""

    value: Affine


@dataclass(frozen=True, slots=True)
class Sum:
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Product:
    """Matrix product from left to right; scalar factors scale."""

    factors: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Power:
    """``base ** exponent`` for a square base; the kernel unfolds literal exponents only."""

    base: Term
    exponent: Affine


@dataclass(frozen=True, slots=True)
class Transpose:
    argument: Term


@dataclass(frozen=True, slots=True)
class Inverse:
    """The inverse of a square term, the reciprocal of a scalar. Total: read as the Moore-Penrose inverse, so that
    only a premise ``Invertible`` gives E inv(E) = I."""

    argument: Term


@dataclass(frozen=True, slots=True)
class Trace:
    argument: Term


@dataclass(frozen=True, slots=True)
class Value:
    """``f(P)``: the scalar value of a declared function."""

    function: str
    argument: Term


@dataclass(frozen=True, slots=True)
class Slope:
    """``f'(P)``: the gradient of a declared differentiable function at P, of the size of P."""

    function: str
    argument: Term


@dataclass(frozen=True, slots=True)
class Gradient:
    """``d(argument)/d(variable)``: by a scalar variable, entrywise; the gradient of a scalar, laid out like the
    variable; with ``jacobian`` the Jacobian of a column by a column, (i, j) = d y_i / d x_j."""

    argument: Term
    variable: Symbol
    jacobian: bool = False


@dataclass(frozen=True, slots=True)
class Differential:
    """The directional derivative of ``argument``: each variable moves along its direction."""

    argument: Term
    directions: tuple[tuple[Symbol, Term], ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A function without rules of its own: det, adj, log, exp, sqrt, abs, diag, hadamard, ones, kron, vec, block...
    ``rows`` and ``columns`` are the size of the value."""

    name: str
    arguments: tuple[Term, ...]
    rows: Affine
    columns: Affine


@dataclass(frozen=True, slots=True)
class IndexSum:
    """``sum(body for index in low..high)``; the sum over an empty range is zero."""

    index: str
    low: Affine
    high: Affine
    body: Term


@dataclass(frozen=True, slots=True)
class Members:
    """The tuple ``(M_low, ..., M_high)``: only an argument of predicates."""

    family: str
    low: Affine
    high: Affine


Term: TypeAlias = (
    Symbol | Chain | Basis | Identity | Zero | Number | Integer | Sum | Product | Power | Transpose | Inverse
    | Trace | Value | Slope | Gradient | Differential | Call | IndexSum | Members
)  # fmt: skip

# ------------------------------------------------------------------------------------------------ formulas


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

# ------------------------------------------------------------------------------------------------ declarations


@dataclass(frozen=True, slots=True)
class RangeFact:
    """``nonnegative >= 0``, since nonnegative = sum(multiplier * fact) + a constant >= 0, every multiplier >= 0.

    A source is ``(id, part)`` of an index or size hypothesis; ``("size", part)`` for the part-th element of ``sizes``
    (that size minus one is >= 0); ``("bound:i", 0 or 1)`` for i - low or high - i of a bound index i;
    ``("nonempty:i", 0)`` for high - low inside an induction over i; ``("case:0", 0)`` for the fact that the outermost
    ``Cases`` adds, ``("case:1", 0)`` for the next.
    """

    nonnegative: Affine
    multipliers: tuple[tuple[str, int, Fraction], ...] = ()
    sizes: tuple[Affine, ...] = ()


@dataclass(frozen=True, slots=True)
class Range:
    """``low <= index <= high``: the declared range of the index of a family, whose name is bound here."""

    index: str
    low: Affine
    high: Affine


@dataclass(frozen=True, slots=True)
class SizeDeclaration:
    """A size ``n`` (``range`` None) or a family of sizes ``d_i``; every size is an integer >= 1."""

    name: str
    range: Range | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a definition: the body for ``low <= index <= high`` (both None without an index)."""

    body: Term
    low: Affine | None = None
    high: Affine | None = None


@dataclass(frozen=True, slots=True)
class SymbolDeclaration:
    """A scalar (1 x 1), column or matrix, or a family of them; with ``pieces`` it is defined, otherwise free."""

    name: str
    rows: Affine
    columns: Affine
    range: Range | None = None
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class FunctionDeclaration:
    """An arbitrary differentiable f: R^{rows x columns} -> R."""

    name: str
    rows: Affine
    columns: Affine


@dataclass(frozen=True, slots=True)
class WellFormed:
    """The range facts that show one declared size or body well formed, under the bounds of its own index:
    ``part`` 0 for the sizes of the symbol ``name`` (or for members of size families in them), n for its n-th piece."""

    name: str
    part: int
    ranges: tuple[RangeFact, ...]


@dataclass(frozen=True, slots=True)
class Declarations:
    """What a proof talks about. Names are unique across all four kinds; a definition mentions earlier symbols only.
    ``well_formed`` holds what the kernel needs to check them, where constants do not do."""

    integers: tuple[str, ...] = ()
    sizes: tuple[SizeDeclaration, ...] = ()
    symbols: tuple[SymbolDeclaration, ...] = ()
    functions: tuple[FunctionDeclaration, ...] = ()
    well_formed: tuple[WellFormed, ...] = ()


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
