"""Declarations, hypotheses and scopes as LaTeX: what a derivation talks about."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from symproof.kernel.terms import Declarations, Range, SizeDeclaration, SymbolDeclaration
from symproof.render.breaking import width
from symproof.render.latex import BREAK, Latex, bounds_of
from symproof.render.names import escaped, name_in_latex
from symproof.report.latex_chains import display

OPENINGS = {
    "fix": ("Let", "be arbitrary"),
    "suppose": ("Let", "be given"),
    "obtain": ("Choose", ""),
    "case": ("Let", "be given"),
    "cases": ("Let", "be given"),
    "induction": ("Let", "be given"),
}
ALONE = {"suppose": "Suppose", "case": "Case", "cases": "By cases", "induction": "By induction", "obtain": "Choose"}


def words(text: str) -> str:
    """Text for TeX: special characters escaped, quotation marks turned, what pdflatex cannot set transliterated."""
    pieces = []
    for number, piece in enumerate(text.split('"')):
        pieces.append(("``" if number % 2 else "''") if number else "")
        pieces.append(escaped(_plain(piece)))
    return "".join(pieces)


def _plain(text: str) -> str:
    kept = []
    for character in text:
        if ord(character) < 256 or character in "–—‘’“”…":
            kept.append(character)
        else:
            ascii_only = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode("ascii")
            kept.append(ascii_only or "?")
    return "".join(kept)


def declared(declarations: Declarations, room: float) -> Iterator[str]:
    """Integers, sizes, functions and free symbols in sentences; definitions in displays."""
    render = Latex(declarations)
    yield from sentences(declarations, render)
    defined = [symbol for symbol in declarations.symbols if symbol.pieces]
    if defined:
        yield "Definitions:"
        yield from (definition(symbol, render, room) for symbol in defined)


def sentences(declarations: Declarations, render: Latex) -> Iterator[str]:
    if declarations.integers:
        names = ", ".join(f"${name_in_latex(name).latex()}$" for name in declarations.integers)
        yield f"Integer parameters: {names}."
    sizes = [size for size in declarations.sizes if size.range is None]
    families = [size for size in declarations.sizes if size.range is not None]
    if sizes or families:
        shown = [f"${name_in_latex(size.name).latex()}$" for size in sizes]
        shown += [_family(size, render) for size in families]
        yield f"Sizes, integers at least 1: {', '.join(shown)}."
    free = [f"${_inline(render, symbol)}${_where(symbol)}" for symbol in declarations.symbols if not symbol.pieces]
    if free:
        yield f"Real matrices and scalars: {', '.join(free)}."
    for function in declarations.functions:
        yield f"A differentiable function ${_inline(render, function)}$."


def _family(size: SizeDeclaration, render: Latex) -> str:
    return f"${_inline(render, size)}${_where(size)}"


def _where(item: SizeDeclaration | SymbolDeclaration) -> str:
    return "" if item.range is None else f" (${bounds_of(item.range)}$)"


def _inline(render: Latex, node: object) -> str:
    return render.latex(node).replace(BREAK, "")


def definition(symbol: SymbolDeclaration, render: Latex, room: float) -> str:
    """The definition with the range of its index."""
    body = render.definition(symbol)
    if len(symbol.pieces) == 1 and symbol.range is not None:
        piece = symbol.pieces[0]
        whole = piece.low is None or piece.high is None
        declared_for = symbol.range if whole else Range(symbol.range.index, piece.low, piece.high)  # type: ignore[arg-type]
        body += rf" \qquad {BREAK}({bounds_of(declared_for)})"
    if len(symbol.pieces) > 1:
        return f"\\begin{{equation*}}\n  {body.replace(BREAK, '')}\n\\end{{equation*}}"
    return display(body, room)


def opening(kind: str, declarations: Declarations, all_declarations: Declarations, *, assumes: bool) -> str:
    """``Let X in R^{n x n} be arbitrary, such that``: the beginning of a block."""
    render = Latex(all_declarations)
    free = [f"${_inline(render, symbol)}${_where(symbol)}" for symbol in declarations.symbols if not symbol.pieces]
    free += [f"${_inline(render, function)}$, differentiable," for function in declarations.functions]
    sizes = [f"${_inline(render, size)}${_where(size)}" for size in declarations.sizes]
    integers = [f"${name_in_latex(name).latex()}$" for name in declarations.integers]
    first, last = OPENINGS.get(kind, ("Let", "be given"))
    parts = []
    if sizes:
        parts.append(f"sizes {', '.join(sizes)}")
    if integers:
        parts.append(f"the integer{'s' if len(integers) > 1 else ''} {', '.join(integers)}")
    parts += [", ".join(free)] if free else []
    if not parts:
        begin = ALONE.get(kind, "Assume")
        return begin + ("" if assumes else ".")
    sentence = f"{first} {' and '.join(parts)}" + (f" {last}" if last else "")
    return f"{sentence}{', such that' if assumes else '.'}"


def fits_inline(formula: str, room: float) -> bool:
    return width(formula) < 0.6 * room
