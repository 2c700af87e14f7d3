"""Declarations, definitions and the openings of blocks on a page: what a proof talks about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from symproof.language.declarations import Declarations, Piece, Range, SizeDeclaration, SymbolDeclaration
from symproof.language.proof import BlockKind
from symproof.language.records import dataclass
from symproof.report.document.words import OPENINGS
from symproof.report.html.formulas import Formulas, shown


@dataclass(frozen=True, slots=True)
class Definition:
    """A defined symbol: its name, and its pieces with the range of each."""

    name: Markup
    pieces: tuple[tuple[Markup, Markup], ...]


def declared(declarations: Declarations, formulas: Formulas) -> Iterator[Markup]:
    """Integers, sizes, free symbols and functions, in sentences."""
    if declarations.integers:
        yield Markup("Integer parameters: {}.").format(_joined(map(formulas.integer, declarations.integers)))
    for whole, words in ((False, "Sizes, integers at least 1"), (True, "Families of integers")):
        sizes = [size for size in declarations.sizes if size.whole is whole]
        if sizes:
            yield Markup("{}: {}.").format(words, _sizes(sizes, formulas))
    free = list(_free(declarations, formulas))
    if free:
        yield Markup("Real matrices, columns and scalars: {}.").format(_joined(free))
    for function in declarations.functions:
        yield Markup("A differentiable function {}.").format(formulas.formula(function))


def definitions(declarations: Declarations, formulas: Formulas) -> tuple[Definition, ...]:
    """The defined symbols."""
    return tuple(definition(symbol, formulas) for symbol in declarations.symbols if symbol.pieces)


def definition(symbol: SymbolDeclaration, formulas: Formulas) -> Definition:
    """One defined symbol."""
    pieces = tuple((formulas.formula(piece.body), _range(symbol, piece, formulas)) for piece in symbol.pieces)
    return Definition(shown(formulas.printer.indexed(symbol)), pieces)


def _range(symbol: SymbolDeclaration, piece: Piece, formulas: Formulas) -> Markup:
    if symbol.range is None:
        return Markup()
    low, high = piece.low or symbol.range.low, piece.high or symbol.range.high
    return shown(formulas.printer.bounds(Range(symbol.range.index, low, high)))


def opening(kind: str, declarations: Declarations, formulas: Formulas, *, assumes: bool) -> Markup:
    """``Let w in R^n be arbitrary, such that``: the words with which a block begins."""
    new = list(_new(declarations, formulas))
    if not new:
        return Markup("{}").format(OPENINGS.get(kind, "Assume"))
    first, last = ("Choose", "") if kind == BlockKind.OBTAIN else ("Let", " be arbitrary")
    such = ", such that" if assumes else ""
    return Markup("{} {}{}{}").format(first, Markup(" and ").join(new), last, such)


def _new(declarations: Declarations, formulas: Formulas) -> Iterator[Markup]:
    """What a block declares, the defined symbols apart."""
    if declarations.sizes:
        yield Markup("sizes {}").format(_sizes(declarations.sizes, formulas))
    if declarations.integers:
        plural = "s" if len(declarations.integers) > 1 else ""
        yield Markup("the integer{} {}").format(plural, _joined(map(formulas.integer, declarations.integers)))
    free = list(_free(declarations, formulas))
    if free:
        yield _joined(free)
    for function in declarations.functions:
        yield Markup("{} differentiable").format(formulas.formula(function))


def _sizes(sizes: Iterable[SizeDeclaration], formulas: Formulas) -> Markup:
    return _joined(shown(formulas.printer.indexed(size)) + _where(size, formulas) for size in sizes)


def _free(declarations: Declarations, formulas: Formulas) -> Iterator[Markup]:
    """The symbols that are not defined."""
    for symbol in declarations.symbols:
        if not symbol.pieces:
            yield formulas.formula(symbol) + _where(symbol, formulas)


def _where(item: SizeDeclaration | SymbolDeclaration, formulas: Formulas) -> Markup:
    bounds = [shown(formulas.printer.bounds(declared)) for declared in (item.leading, item.range) if declared]
    return Markup(" ({})").format(Markup(", ").join(bounds)) if bounds else Markup()


def _joined(items: Iterable[Markup]) -> Markup:
    return Markup(", ").join(items)
