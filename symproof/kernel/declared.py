"""Whether declarations are well formed: sizes, ranges, and definitions that mention earlier symbols only."""

from __future__ import annotations

from symproof.kernel.affine import ONE, parameter, shift, subtract
from symproof.kernel.context import Context, DeclaredRanges
from symproof.kernel.refusal import Refusal
from symproof.kernel.shapes import require_same, shape
from symproof.kernel.substitution import names
from symproof.kernel.terms import Declarations, FunctionDeclaration, Piece, Range, SymbolDeclaration


def check_declarations(declarations: Declarations, context: Context) -> None:
    """Refuses (SP3xx) a declaration that has no meaning; ``well_formed`` supplies the range facts."""
    ranges: DeclaredRanges = {(item.name, item.part): item.ranges for item in declarations.well_formed}
    for size in declarations.sizes:
        if size.range is not None:
            _check_range(size.range, context)
    for function in declarations.functions:
        _check_function(function, context.fork().opened(function.name, 0, ranges))
    earlier: set[str] = {function.name for function in declarations.functions}
    for symbol in declarations.symbols:
        _check_symbol(symbol, context, ranges)
        for piece in symbol.pieces:
            _check_earlier(symbol.name, piece, earlier, context)
        earlier.add(symbol.name)


def _check_range(declared: Range, context: Context) -> None:
    context.require_fresh(declared.index)
    context.check_integer(declared.low)
    context.check_integer(declared.high)


def _check_function(function: FunctionDeclaration, context: Context) -> None:
    context.check_size(function.rows)
    context.check_size(function.columns)


def _inside(symbol: SymbolDeclaration, context: Context) -> Context:
    """The context of the family's index; the whole range or that of a piece is assumed by the caller."""
    if symbol.range is None:
        return context.fork()
    _check_range(symbol.range, context)
    return context.bind(symbol.range.index, symbol.range.low, symbol.range.high)


def _check_symbol(symbol: SymbolDeclaration, context: Context, ranges: DeclaredRanges) -> None:
    inside = _inside(symbol, context).opened(symbol.name, 0, ranges)
    inside.check_size(symbol.rows)
    inside.check_size(symbol.columns)
    for number, piece in enumerate(symbol.pieces, 1):
        _check_apart(symbol.name, piece, symbol.pieces[number:], inside)
        _check_piece(symbol, piece, _piece_context(symbol, piece, context).opened(symbol.name, number, ranges))
    if len(symbol.pieces) > 1 and symbol.range is None:
        raise Refusal("SP313", f"{symbol.name} has several pieces but no index")


def _piece_context(symbol: SymbolDeclaration, piece: Piece, context: Context) -> Context:
    if (symbol.range is None) != (piece.low is None) or (piece.low is None) != (piece.high is None):
        raise Refusal("SP313", f"a piece of {symbol.name} has bounds exactly if {symbol.name} has an index")
    if symbol.range is None or piece.low is None or piece.high is None:
        return context.fork()
    _check_range(Range(symbol.range.index, piece.low, piece.high), context)
    whole = context.bind(symbol.range.index, symbol.range.low, symbol.range.high)
    here = parameter(symbol.range.index)
    return whole.case(subtract(here, piece.low)).case(subtract(piece.high, here))


def _check_piece(symbol: SymbolDeclaration, piece: Piece, context: Context) -> None:
    require_same((symbol.rows, symbol.columns), shape(piece.body, context), context, f"{symbol.name} defined")


def _check_apart(name: str, piece: Piece, others: tuple[Piece, ...], context: Context) -> None:
    """No index lies in two pieces: one ends before the other begins."""
    for other in others:
        bounds = (piece.low, piece.high, other.low, other.high)
        low, high, other_low, other_high = [ONE if bound is None else bound for bound in bounds]
        if not any(context.holds(shift(gap, -1)) for gap in (subtract(other_low, high), subtract(low, other_high))):
            raise Refusal("SP313", f"two pieces of {name} are not known to lie apart")


def _check_earlier(name: str, piece: Piece, earlier: set[str], context: Context) -> None:
    """No definition reaches itself, so unfolding ends."""
    for mentioned in names(piece.body):
        if mentioned in context.symbols and mentioned not in earlier:
            raise Refusal("SP314", f"the definition of {name} mentions {mentioned}, which is not declared before it")
