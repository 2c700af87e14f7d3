"""Block matrices that are multiplied or added: their partitions must be comparable, so that blocks meet blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import accumulate, pairwise
from typing import Any, TypeAlias

from symproof.kernel.algebra import blocks
from symproof.kernel.context import Context
from symproof.language.affine import Affine, add, affine_text
from symproof.language.declarations import SymbolDeclaration
from symproof.language.records import fields_of, inside
from symproof.language.refusal import Refusal
from symproof.language.substitution import NO_NODES
from symproof.language.terms import Call, Inverse, Power, Product, Sum, Symbol, Term, Transpose
from symproof.search import ranges

Symbols: TypeAlias = Mapping[str, SymbolDeclaration]
Sizes: TypeAlias = Callable[[Term], tuple[Affine, Affine] | None]
Partition: TypeAlias = tuple[Affine, ...]
HINT = "part both alike, or assume which of two sizes is larger, such as m >= n"


def incomparable(formula: Any, symbols: Symbols, context: Context, size: Sizes) -> str:
    """What is wrong where block matrices meet and it is not known which of two ends of blocks comes first; empty where
    all can be compared. ``size`` gives the size of a term as it is written."""
    if not _has_blocks(formula, symbols):
        return ""
    for left, right, what in _meetings(formula, symbols, size):
        if not _comparable(left, right, context):
            shown = [" + ".join(map(affine_text, sizes)) for sizes in (left, right)]
            return f"{what}: one is parted as {shown[0]}, the other as {shown[1]}, so that blocks do not meet blocks"
    return ""


def _has_blocks(node: Any, symbols: Symbols) -> bool:
    """Whether there is a matrix of blocks in the node, or in a definition that it unfolds to."""
    pending, visited = [node], set()
    while pending:
        item = pending.pop()
        kind = type(item)
        if kind is Call and item.name in ("block", "row"):
            return True
        if kind is Symbol and item.index is None and item.name in symbols and item.name not in visited:
            visited.add(item.name)
            pending += [piece.body for piece in symbols[item.name].pieces]
        pending += [part for part in inside(item) if type(part) not in NO_NODES]
    return False


def _meetings(term: Any, symbols: Symbols, size: Sizes) -> Iterator[tuple[Partition, Partition, str]]:
    """The partitions that meet in products and in sums of block matrices."""
    if isinstance(term, tuple):
        for item in term:
            yield from _meetings(item, symbols, size)
        return
    if isinstance(term, Product):
        for left, right in pairwise(term.factors):
            sizes = _partition(left, symbols, size, rows=False), _partition(right, symbols, size, rows=True)
            if sizes[0] and sizes[1]:
                yield sizes[0], sizes[1], "a product of block matrices"
    if isinstance(term, Sum):
        for rows in (True, False):
            known = [found for item in term.terms if (found := _partition(item, symbols, size, rows=rows))]
            yield from ((left, right, "a sum of block matrices") for left, right in pairwise(known))
    for name in fields_of(term):
        yield from _meetings(getattr(term, name), symbols, size)


def _partition(term: Term, symbols: Symbols, size: Sizes, *, rows: bool) -> Partition | None:
    """The sizes of the blocks, from top to bottom or from left to right; None where it is not written in blocks."""
    match term:
        case Call(name="block" | "row", arguments=parts):
            stacked = term.name == "block"
            if stacked != rows:
                return _partition(parts[0], symbols, size, rows=rows)
            known = [shape for part in parts if (shape := size(part)) is not None]
            return tuple([shape[0 if stacked else 1] for shape in known]) if len(known) == len(parts) > 1 else None
        case Transpose(argument=inner) | Inverse(argument=inner):
            return _partition(inner, symbols, size, rows=not rows)
        case Power(base=inner):
            return _partition(inner, symbols, size, rows=rows)
        case Product(factors=factors):
            return _partition(factors[0 if rows else -1], symbols, size, rows=rows)
        case Sum(terms=terms):
            return next((found for item in terms if (found := _partition(item, symbols, size, rows=rows))), None)
        case Symbol(name=str(name), index=None) if name in symbols and symbols[name].pieces:
            return _partition(symbols[name].pieces[0].body, symbols, size, rows=rows)
    return None


def _comparable(left: Partition, right: Partition, context: Context) -> bool:
    if left == right:
        return True
    known = ranges.searching(context)
    try:
        ends = [[known.canonical(end) for end in accumulate(sizes, add)] for sizes in (left, right)]
        below = blocks.at_most
        return all(below(known, one, other) or below(known, other, one) for one in ends[0] for other in ends[1])
    except Refusal:
        return True
