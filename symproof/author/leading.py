"""Families with a leading index: matrices ``M[l, i]`` and sizes ``d[l, i]``, where the range of i depends on l."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, TypeAlias, overload

import sympy

from symproof.author.claims import Claim
from symproof.author.expressions import Expression, Surrounding, refused_here
from symproof.author.integers import to_affine
from symproof.author.place import refuse
from symproof.author.ranges import SearchingContext
from symproof.author.symbols import Family
from symproof.kernel.context import Context
from symproof.language.declarations import Range, SizeDeclaration, SymbolDeclaration
from symproof.language.formulas import Exists, ForAll
from symproof.language.sizes import led

Bounds: TypeAlias = tuple[sympy.Symbol, object, object]  # an index with its range: (l, 1, b)


class Families:
    """Several families of matrices: ``M[l]`` is a family, ``M[l, i]`` a member of it."""

    __slots__ = ("declared", "setting")

    def __init__(self, declared: SymbolDeclaration, setting: Surrounding) -> None:
        self.declared = declared
        self.setting = setting

    @overload
    def __getitem__(self, index: tuple[object, object]) -> Expression: ...
    @overload
    def __getitem__(self, index: int | sympy.Expr) -> Family: ...
    def __getitem__(self, index: object) -> Expression | Family:
        lead, *inner = index if isinstance(index, tuple) else (index,)
        family = Family(led(self.declared, to_affine(lead)), self.setting)
        if len(inner) > 1:
            raise refuse("SP214", f"{self.declared.name} has two indices", f"Write {self.declared.name}[l, i].")
        return family[inner[0]] if inner else family

    def __iter__(self) -> None:
        raise refuse("SP214", f"the families {self.declared.name} cannot be listed", "Use for_all.")

    def __repr__(self) -> str:
        return f"{self.declared.name}[l]"


def range_in(context: SearchingContext, bounds: Bounds, *, checked: bool = True) -> Range:
    """The range of an index; its ends are not looked at where they may mention an index that is bound further out."""
    index, low, high = bounds
    if not isinstance(index, sympy.Symbol):
        raise refuse("SP214", f"{index!r} is not an index", 'Name it first: i = index("i").')
    declared = Range(index.name, to_affine(low), to_affine(high))
    with refused_here():
        context.require_fresh(declared.index)
        for end in (declared.low, declared.high) if checked else ():
            context.check_integer(end)
    return declared


def inside(context: Context, declared: SymbolDeclaration | SizeDeclaration) -> Context:
    """The context of the indices of what is declared."""
    for bounds in (declared.leading, declared.range):
        if bounds is not None:
            context.check_integer(bounds.low)
            context.check_integer(bounds.high)
            context = context.bind(bounds.index, bounds.low, bounds.high)
    return context


class Leading(ABC):
    """What a setting declares with a leading index."""

    @property
    @abstractmethod
    def searching(self) -> SearchingContext:
        """Where indices must be in range by the hypotheses in scope."""

    @abstractmethod
    def _fresh(self, name: str) -> None: ...

    @abstractmethod
    def _declare(self, *, sizes: tuple[SizeDeclaration, ...] = ()) -> None: ...

    @abstractmethod
    def _declare_symbol(self, declared: SymbolDeclaration) -> None: ...

    @abstractmethod
    def _bound(self, declare: Callable[[], Any], body: Callable[[Any], Claim]) -> tuple[SymbolDeclaration, Claim]: ...

    def integer_family(self, name: str, index: sympy.Symbol, low: object, high: object) -> sympy.IndexedBase:
        """Integers j_low, ..., j_high, of which only what is assumed is known; a depth of at least 1 is a size."""
        return self._sizes_declared(SizeDeclaration(name, range_in(self.searching, (index, low, high)), whole=True))

    def size_families(self, name: str, leading: Bounds, inner: Bounds) -> sympy.IndexedBase:
        """Sizes ``d[l, i]``: ``proof.size_families("d", (l, 1, b), (i, 0, k[l]))``."""
        return self._sizes_declared(SizeDeclaration(name, *self._two_ranges(leading, inner)))

    def _sizes_declared(self, declared: SizeDeclaration) -> sympy.IndexedBase:
        self._fresh(declared.name)
        self._declare(sizes=(declared,))
        return sympy.IndexedBase(declared.name, integer=True)

    def _two_ranges(self, leading: Bounds, inner: Bounds, *, checked: bool = True) -> tuple[Range, Range]:
        """The range of the second index, and that of the first one, which the second range may mention."""
        outer = range_in(self.searching, leading, checked=checked)
        context: Any = self.searching.bind(outer.index, outer.low, outer.high)
        return range_in(context, inner, checked=checked), outer

    def families(self, name: str, leading: Bounds, inner: Bounds, rows: object, columns: object = 1) -> Families:
        """Matrices ``M[l, i]``: ``proof.families("M", (l, 1, b), (i, 1, k[l]), d[l, i], d[l, i - 1])``."""
        bounds, outer = self._two_ranges(leading, inner, checked=False)
        declared = SymbolDeclaration(name, to_affine(rows), to_affine(columns), bounds, leading=outer)
        self._declare_symbol(declared)
        return Families(declared, self)  # type: ignore[arg-type]  # a setting is what an expression asks for

    def exists_families(
        self, name: str, leading: Bounds, inner: Bounds, rows: object, columns: object,
        body: Callable[[Families], Claim],
    ) -> Claim:  # fmt: skip
        """There are real matrices, one for each pair of indices, with ``body``."""
        declared, claim = self._bound(lambda: self.families(name, leading, inner, rows, columns), body)
        return Claim(Exists((declared,), claim.formula), self)  # type: ignore[arg-type]

    def for_all_indexed_families(
        self, name: str, leading: Bounds, inner: Bounds, rows: object, columns: object,
        body: Callable[[Families], Claim],
    ) -> Claim:  # fmt: skip
        """``body`` for all real matrices, one for each pair of indices."""
        declared, claim = self._bound(lambda: self.families(name, leading, inner, rows, columns), body)
        return Claim(ForAll((declared,), claim.formula), self)  # type: ignore[arg-type]
