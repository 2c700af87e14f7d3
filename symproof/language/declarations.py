"""What a proof talks about: sizes, symbols, families, functions, and the ranges of their indices."""

from __future__ import annotations

from fractions import Fraction

from symproof.language.affine import Affine
from symproof.language.records import dataclass
from symproof.language.terms import Term


@dataclass(frozen=True, slots=True)
class Instance:
    """The part ``part`` of an index hypothesis that says something for each index of a range, at the index ``at``."""

    name: str
    part: int
    at: Affine


@dataclass(frozen=True, slots=True)
class RangeFact:
    """``nonnegative >= 0``, since nonnegative = sum(multiplier * fact) + a constant >= 0, every multiplier >= 0.

    A source is ``(id, part)`` of an index or size hypothesis; ``("size", part)`` for the part-th element of ``sizes``
    (that size minus one is >= 0); ``("instance:", part)`` for the part-th element of ``instances``;
    ``("bound:i", 0 or 1)`` for i - low or high - i of a bound index i; ``("nonempty:i", 0)`` for high - low inside an
    induction over i; ``("case:0", 0)`` for the fact that the outermost ``Cases`` adds, ``("case:1", 0)`` for the next.
    """

    nonnegative: Affine
    multipliers: tuple[tuple[str, int, Fraction], ...] = ()
    sizes: tuple[Affine, ...] = ()
    instances: tuple[Instance, ...] = ()


@dataclass(frozen=True, slots=True)
class Range:
    """``low <= index <= high``: the declared range of the index of a family, whose name is bound here."""

    index: str
    low: Affine
    high: Affine


@dataclass(frozen=True, slots=True)
class SizeDeclaration:
    """A size ``n`` (``range`` None) or a family of sizes ``d_i``; every size is an integer >= 1. With ``leading``
    families ``d_{l,i}`` for each l of that range, which ``range`` may mention. With ``whole`` a family of integers,
    which may be anything that the facts allow."""

    name: str
    range: Range | None = None
    leading: Range | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a definition: the body for ``low <= index <= high`` (both None without an index)."""

    body: Term
    low: Affine | None = None
    high: Affine | None = None


@dataclass(frozen=True, slots=True)
class SymbolDeclaration:
    """A scalar (1 x 1), column or matrix, or a family of them; with ``pieces`` it is defined, otherwise free. With
    ``leading`` free families ``M_{l,i}`` for each l of that range, which ``range`` and the sizes may mention."""

    name: str
    rows: Affine
    columns: Affine
    range: Range | None = None
    pieces: tuple[Piece, ...] = ()
    leading: Range | None = None


@dataclass(frozen=True, slots=True)
class FunctionDeclaration:
    """A differentiable f: R^{rows x columns} -> R: arbitrary, or with ``value`` the defined one
    ``f(variable) = value``, whose gradient is ``gradient``."""

    name: str
    rows: Affine
    columns: Affine
    variable: str = ""
    value: Term | None = None
    gradient: Term | None = None


@dataclass(frozen=True, slots=True)
class WellFormed:
    """The range facts that show one declared size or body well formed, under the bounds of its own index:
    ``part`` 0 for the sizes of the symbol ``name`` (or for members of size families in them), n for its n-th piece, -1
    for its range, which may mention the leading index."""

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
