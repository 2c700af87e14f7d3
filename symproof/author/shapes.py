"""The size of a term, and whether it is well formed: names declared, sizes agreeing, indices in their ranges."""

from __future__ import annotations

from collections.abc import Sequence

from symproof.kernel.context import Context
from symproof.language.affine import ONE, affine_text, at_index, family_text, parameter, shift, subtract
from symproof.language.calls import call_shape, sizes_in
from symproof.language.declarations import Piece, Range, SymbolDeclaration
from symproof.language.refusal import Refusal
from symproof.language.sizes import SCALAR, Shape, chain_shape, family_range, member_shape
from symproof.language.terms import (
    Basis,
    Call,
    Chain,
    Differential,
    Gradient,
    Identity,
    IndexSum,
    Integer,
    Inverse,
    Members,
    Number,
    Power,
    Product,
    Slope,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Value,
    Zero,
)


def shape(term: Term, context: Context) -> Shape:
    """``(rows, columns)`` of the term, or a refusal (SP301-SP320) that names both sizes."""
    context.charge(1)
    rule = _RULES.get(type(term))
    if rule is None:
        raise Refusal("SP310", f"{type(term).__name__} is not a matrix or a scalar")
    return rule(term, context)  # type: ignore[no-any-return,operator]


def shape_text(value: Shape) -> str:
    """``m x n``, as it stands in messages."""
    return f"{affine_text(value[0])} x {affine_text(value[1])}"


def is_scalar(value: Shape, context: Context) -> bool:
    """Whether both sizes are 1, by the size facts."""
    return context.same(value[0], ONE) and context.same(value[1], ONE)


def require_square(value: Shape, what: str, context: Context) -> None:
    """Refuses (SP306) a size that is not square."""
    if not context.same(*value):
        raise Refusal("SP306", f"{what} of a {shape_text(value)} matrix: it must be square")


def require_same(left: Shape, right: Shape, context: Context, what: str = "a sum") -> None:
    """Refuses (SP305) two sizes that differ."""
    if not (context.same(left[0], right[0]) and context.same(left[1], right[1])):
        raise Refusal("SP305", f"{what} of sizes {shape_text(left)} and {shape_text(right)}")


def pieces_shape(
    pieces: Sequence[tuple[Piece, Shape]], index: str, context: Context, stated: Shape | None = None
) -> Shape:
    """The size of a family that is given by pieces, if it is not stated: that of its first piece for several indices. A
    piece for one index must have this size at its index only."""
    wide = [size for piece, size in pieces if piece.low != piece.high]
    size = stated or (wide[0] if wide else pieces[0][1])
    for piece, other in pieces:
        sizes = [size, other]
        if (wide or stated) and piece.low == piece.high and piece.low is not None:
            sizes = [(at_index(rows, index, piece.low), at_index(columns, index, piece.low)) for rows, columns in sizes]
        require_same(sizes[0], sizes[1], context, "pieces")
    return size


def _symbol(term: Symbol, context: Context) -> Shape:
    declared = context.symbol(term.name)
    if (term.index is None) != (declared.range is None):
        raise Refusal("SP304", f"{term.name} is {'not ' if declared.range is None else ''}a family")
    if term.index is not None:
        context.check_integer(term.index)
        context.require_in(family_range(declared), term.index, family_text(term.name))
    return member_shape(declared, term.index)


def _chain(term: Chain, context: Context) -> Shape:
    declared = context.symbol(term.family)
    bounds = family_range(declared)
    context.check_integer(term.high)
    context.check_integer(term.low)
    chainable(declared, context)
    what = f"chain {family_text(term.family)}[{affine_text(term.high)}..{affine_text(term.low)}]"
    context.require(subtract(term.low, bounds.low), f"{what} starts before {affine_text(bounds.low)}")
    context.require(subtract(bounds.high, term.high), f"{what} ends after {affine_text(bounds.high)}")
    context.require(shift(subtract(term.high, term.low), 1), f"{what} has a negative length, its high end comes first")
    return chain_shape(declared, term.high, term.low)


def chainable(declared: SymbolDeclaration, context: Context) -> None:
    """columns(M_{i+1}) = rows(M_i) for a symbolic i."""
    index = family_range(declared).index
    if not context.same(at_index(declared.columns, index, shift(parameter(index), 1)), declared.rows):
        raise Refusal("SP307", f"consecutive members of {declared.name} do not multiply")


def _basis(term: Basis, context: Context) -> Shape:
    context.check_size(term.size)
    context.check_integer(term.index)
    context.require_in(Range("l", ONE, term.size), term.index, "e")
    return term.size, ONE


def _identity(term: Identity, context: Context) -> Shape:
    context.check_size(term.size)
    return term.size, term.size


def _zero(term: Zero, context: Context) -> Shape:
    context.check_size(term.rows)
    context.check_size(term.columns)
    return term.rows, term.columns


def _number(term: Number, context: Context) -> Shape:
    return SCALAR


def _integer(term: Integer, context: Context) -> Shape:
    context.check_integer(term.value)
    return SCALAR


def _sum(term: Sum, context: Context) -> Shape:
    if not term.terms:
        raise Refusal("SP308", "an empty sum has no size")
    first = shape(term.terms[0], context)
    for other in term.terms[1:]:
        require_same(first, shape(other, context), context)
    return first


def _product(term: Product, context: Context) -> Shape:
    if not term.factors:
        raise Refusal("SP308", "an empty product has no size")
    result = SCALAR
    for factor in term.factors:
        result = product_shape(result, shape(factor, context), context)
    return result


def product_shape(left: Shape, right: Shape, context: Context) -> Shape:
    """Scaling where one side is a scalar, otherwise the matrix product."""
    if is_scalar(left, context):
        return right
    if is_scalar(right, context):
        return left
    if not context.same(left[1], right[0]):
        raise Refusal("SP305", f"a product of sizes {shape_text(left)} and {shape_text(right)}")
    return left[0], right[1]


def _power(term: Power, context: Context) -> Shape:
    context.check_integer(term.exponent)
    base = shape(term.base, context)
    require_square(base, "a power", context)
    return base


def _transpose(term: Transpose, context: Context) -> Shape:
    rows, columns = shape(term.argument, context)
    return columns, rows


def _inverse(term: Inverse, context: Context) -> Shape:
    argument = shape(term.argument, context)
    require_square(argument, "the inverse", context)
    return argument


def _trace(term: Trace, context: Context) -> Shape:
    require_square(shape(term.argument, context), "the trace", context)
    return SCALAR


def _applied(term: Value | Slope, context: Context) -> Shape:
    function = context.function(term.function)
    require_same((function.rows, function.columns), shape(term.argument, context), context, f"{function.name} applied")
    return SCALAR if isinstance(term, Value) else (function.rows, function.columns)


def _gradient(term: Gradient, context: Context) -> Shape:
    argument, variable = shape(term.argument, context), shape(term.variable, context)
    if is_scalar(variable, context):
        return argument
    if is_scalar(argument, context) and not term.jacobian:
        return variable
    if context.same(argument[1], ONE) and context.same(variable[1], ONE) and term.jacobian:
        return argument[0], variable[0]
    raise Refusal("SP309", f"no gradient of {shape_text(argument)} by {shape_text(variable)}: one must be a scalar")


def _differential(term: Differential, context: Context) -> Shape:
    for variable, direction in term.directions:
        require_same(shape(variable, context), shape(direction, context), context, "a direction")
    return shape(term.argument, context)


def _call(term: Call, context: Context) -> Shape:
    for size in (term.rows, term.columns):
        context.check_size(size)
    given = (term.rows, term.columns)
    arguments = [_canonical(shape(argument, context), context) for argument in term.arguments]
    sizes = sizes_in(term)
    for size in sizes:
        context.check_size(size)
    found = call_shape(term, arguments, given, [context.canonical(size) for size in sizes])
    require_same(given, found, context, f"{term.name} declared")
    return given


def _canonical(value: Shape, context: Context) -> Shape:
    return context.canonical(value[0]), context.canonical(value[1])


def _index_sum(term: IndexSum, context: Context) -> Shape:
    return shape(term.body, context)


def _members(term: Members, context: Context) -> Shape:
    raise Refusal("SP310", f"the tuple of the {term.family} is not a matrix or a scalar")


_RULES = {
    Symbol: _symbol, Chain: _chain, Basis: _basis, Identity: _identity, Zero: _zero, Number: _number,
    Integer: _integer, Sum: _sum, Product: _product, Power: _power, Transpose: _transpose, Inverse: _inverse,
    Trace: _trace, Value: _applied, Slope: _applied, Gradient: _gradient, Differential: _differential, Call: _call,
    IndexSum: _index_sum, Members: _members,
}  # fmt: skip
