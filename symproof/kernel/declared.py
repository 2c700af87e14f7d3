"""Whether declarations are well formed: sizes, ranges, and definitions that mention earlier symbols only."""

from __future__ import annotations

from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import combine, same_size
from symproof.kernel.context import Context, DeclaredRanges
from symproof.language.affine import ONE, parameter, shift, subtract
from symproof.language.declarations import (
    Declarations,
    FunctionDeclaration,
    Piece,
    Range,
    SizeDeclaration,
    SymbolDeclaration,
)  # fmt: skip
from symproof.language.records import replace
from symproof.language.refusal import Refusal
from symproof.language.scoping import check_scopes
from symproof.language.sizes import member_shape
from symproof.language.substitution import substituted
from symproof.language.terms import Gradient, Symbol


def check_declarations(declarations: Declarations, context: Context) -> None:
    """Refuses (SP3xx) a declaration that has no meaning; ``well_formed`` supplies the range facts."""
    check_scopes((declarations.symbols, declarations.functions))
    ranges: DeclaredRanges = {(item.name, item.part): item.ranges for item in declarations.well_formed}
    for size in declarations.sizes:
        if size.range is not None:
            _check_range(size.range, _leading(size, context, ranges))
    for function in declarations.functions:
        _check_sizes(function, context.fork().opened(function.name, 0, ranges))
        if function.value is not None:
            _check_function(function, context.fork().opened(function.name, 1, ranges))
    for symbol in declarations.symbols:
        around = _leading(symbol, context, ranges)
        inside = _inside(symbol.range, around).opened(symbol.name, 0, ranges)
        _check_sizes(symbol, inside)
        if symbol.leading is not None and symbol.pieces:
            raise Refusal("SP313", f"{symbol.name} has a leading index: it is not defined by pieces")
        for number, piece in enumerate(symbol.pieces, 1):
            _check_apart(symbol.name, piece, symbol.pieces[number:], inside)
            _check_piece(symbol, piece, _within(symbol.range, piece, around).opened(symbol.name, number, ranges))


def _leading(declared: SizeDeclaration | SymbolDeclaration, context: Context, ranges: DeclaredRanges) -> Context:
    """The context of the range of an index: that of the leading index, which it may mention, if there is one."""
    if declared.leading is None:
        return context.fork().opened(declared.name, -1, ranges)
    if declared.range is None:
        raise Refusal("SP304", f"{declared.name} has a leading index and no other")
    _check_range(declared.leading, context)
    inside = context.bind(declared.leading.index, declared.leading.low, declared.leading.high)
    return inside.opened(declared.name, -1, ranges)


def _check_range(declared: Range, context: Context) -> None:
    context.require_fresh(declared.index)
    context.check_integer(declared.low)
    context.check_integer(declared.high)


def _check_sizes(declared: FunctionDeclaration | SymbolDeclaration, context: Context) -> None:
    context.check_size(declared.rows)
    context.check_size(declared.columns)


def _check_function(function: FunctionDeclaration, context: Context) -> None:
    """Rule FUNCTION: g(X) = e with a scalar e and g'(X) = de/dX defines g with its gradient."""
    if function.value is None or function.gradient is None:
        raise Refusal("SP313", f"the definition of {function.name} needs a value and a gradient")
    context.require_fresh(function.variable)
    variable = SymbolDeclaration(function.variable, function.rows, function.columns)
    normal = Normalizer(replace(context, symbols={**context.symbols, function.variable: variable}))
    same_size(normal.polynomial(function.value), normal.zero(ONE, ONE), f"{function.name} defined")
    slope = normal.polynomial(Gradient(function.value, Symbol(function.variable)))
    if combine(slope, normal.polynomial(function.gradient), -1, f"the gradient of {function.name}").terms:
        raise Refusal("SP313", f"the gradient of {function.name} is not the derivative of its value")


def _inside(declared: Range | None, context: Context) -> Context:
    """The context of the index of a family."""
    if declared is None:
        return context.fork()
    _check_range(declared, context)
    return context.bind(declared.index, declared.low, declared.high)


def _within(declared: Range | None, piece: Piece, context: Context) -> Context:
    """The context of the index of a family inside a piece."""
    inside = _inside(declared, context)
    if declared is None or piece.low is None or piece.high is None:
        return inside
    _check_range(Range(declared.index, piece.low, piece.high), context)
    here = parameter(declared.index)
    return inside.case(subtract(here, piece.low)).case(subtract(piece.high, here))


def _check_piece(symbol: SymbolDeclaration, piece: Piece, context: Context) -> None:
    normal, index = Normalizer(context, unfold=False), "" if symbol.range is None else symbol.range.index
    rows, columns, body = symbol.rows, symbol.columns, piece.body
    if piece.low is not None and piece.low == piece.high:  # a piece for one index has the size of this member
        rows, columns = member_shape(symbol, piece.low)
        body = substituted(body, index, piece.low)
    same_size(normal.zero(rows, columns), normal.polynomial(body), f"{symbol.name} defined")


def _check_apart(name: str, piece: Piece, others: tuple[Piece, ...], context: Context) -> None:
    """No index lies in two pieces: one ends before the other begins."""
    for other in others:
        if piece.low is None or piece.high is None or other.low is None or other.high is None:
            continue
        gaps = (subtract(other.low, piece.high), subtract(piece.low, other.high))
        if not any(context.holds(shift(gap, -1)) for gap in gaps):
            raise Refusal("SP313", f"two pieces of {name} are not known to lie apart")
