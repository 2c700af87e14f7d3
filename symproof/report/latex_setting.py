"""Declarations, hypotheses and scopes as LaTeX: what a derivation talks about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from symproof.language.declarations import Declarations, Range, SizeDeclaration, SymbolDeclaration
from symproof.render.breaking import width
from symproof.render.latex import BREAK, Latex
from symproof.report.latex_chains import display


def declared(declarations: Declarations, render: Latex) -> Iterator[str]:
    """Integers, sizes, free symbols and functions, in sentences."""
    if declarations.integers:
        names = ", ".join(f"${render.integer_name(name)}$" for name in declarations.integers)
        yield f"Integer parameters: {names}."
    for whole, words in ((False, "Sizes, integers at least 1"), (True, "Families of integers")):
        shown = ", ".join(_sizes([size for size in declarations.sizes if size.whole is whole], render))
        if shown:
            yield f"{words}: {shown}."
    free = _free(declarations, render)
    if free:
        yield f"Real matrices, columns and scalars: {', '.join(free)}."
    for function in declarations.functions:
        if function.value is None:
            yield f"A differentiable function ${render.latex(function)}$."


def _sizes(sizes: Iterable[SizeDeclaration], render: Latex) -> list[str]:
    return [f"${render.indexed(size)}${_where(size, render)}" for size in sizes]


def _free(declarations: Declarations, render: Latex) -> list[str]:
    """The symbols that are not defined, neighbours of one size together: ``X, Y in R^{n x n}``."""
    groups: list[tuple[str, list[str]]] = []
    for symbol in declarations.symbols:
        if symbol.pieces:
            continue
        belongs = rf"\in {render.space(symbol.rows, symbol.columns)}$" + _where(symbol, render)
        if groups and groups[-1][0] == belongs:
            groups[-1][1].append(render.indexed(symbol))
        else:
            groups.append((belongs, [render.indexed(symbol)]))
    return [f"${', '.join(names)} {belongs}" for belongs, names in groups]


def _where(item: SizeDeclaration | SymbolDeclaration, render: Latex) -> str:
    bounds = ", ".join([f"${render.bounds(declared)}$" for declared in (item.leading, item.range) if declared])
    return f" ({bounds})" if bounds else ""


def definitions(declarations: Declarations, render: Latex, room: float) -> list[str]:
    """The defined symbols: one display for those that fit on a line, one for each of the others."""
    displays: list[str] = []
    rows: list[str] = []
    for symbol in declarations.symbols:
        if not symbol.pieces:
            continue
        if len(symbol.pieces) > 1 and any(width(render.latex(piece.body)) > room - 14 for piece in symbol.pieces):
            displays += [*_columns(rows), *_piece_by_piece(symbol, render, room)]
            rows = []
            continue
        body, where = render.definition(symbol), _range_of(symbol, render)
        if len(symbol.pieces) == 1 and width(body) + width(where) + 2 < room:
            rows.append(body.replace(" = ", " &= ", 1).replace(BREAK, "") + (rf" & {where}" if where else ""))
            continue
        displays += _columns(rows)
        rows = []
        displays.append(display(body + (rf" \qquad {BREAK}{where}" if where else ""), room))
    return displays + _columns(rows)


def _piece_by_piece(symbol: SymbolDeclaration, render: Latex, room: float) -> Iterator[str]:
    """A definition whose pieces are too wide to stand beside a brace."""
    for piece in symbol.pieces:
        alone = replace(symbol, pieces=(piece,))
        yield display(rf"{render.definition(alone)} \qquad {BREAK}{_range_of(alone, render)}", room)


def _columns(rows: list[str]) -> list[str]:
    body = " \\\\\n  ".join(rows)
    return [f"\\begin{{alignat*}}{{2}}\n  {body}\n\\end{{alignat*}}"] if rows else []


def _range_of(symbol: SymbolDeclaration, render: Latex) -> str:
    where = range_of(symbol, render)
    return rf"\qquad ({where})" if where else ""


def range_of(symbol: SymbolDeclaration, render: Latex) -> str:
    """The range of the index of a definition in one piece."""
    if len(symbol.pieces) > 1 or symbol.range is None:
        return ""
    piece = symbol.pieces[0]
    if piece.low is None or piece.high is None:
        return render.bounds(symbol.range)
    return render.bounds(Range(symbol.range.index, piece.low, piece.high))


def introduced(declarations: Declarations, render: Latex) -> list[str]:
    """What a block declares without defining it, such as ``X in R^{n x n}``."""
    free = _free(declarations, render)
    free += [f"${render.latex(item)}$ differentiable" for item in declarations.functions if item.value is None]
    integers = [f"${render.integer_name(name)}$" for name in declarations.integers]
    found = [f"sizes {', '.join(_sizes(declarations.sizes, render))}"] if declarations.sizes else []
    if integers:
        found.append(", ".join(integers))
    return [*found, *([", ".join(free)] if free else [])]
