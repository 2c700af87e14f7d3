"""The size of a term whose sizes and ranges are right, without its normal form: nothing is unfolded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from symproof.kernel.algebra.members import checked_chain, checked_symbol
from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.sums import is_written_out, range_of
from symproof.kernel.context import Context
from symproof.language.affine import Affine, add, affine_text, atoms, parameter, shift
from symproof.language.refusal import Refusal
from symproof.language.sizes import SCALAR, Shape, chain_shape
from symproof.language.substitution import substituted
from symproof.language.terms import (
    Chain,
    IndexSum,
    Number,
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

FEW = 3  # summands that are looked at one by one


def shape_of(context: Context, term: Term) -> Shape:
    """Rows and columns; refused (SP301-SP320) where the normal form is refused for its sizes, names or ranges."""
    context.charge(1)
    rule = _RULES.get(type(term))
    if rule is not None:
        return rule(context, term)
    form = Normalizer(context, unfold=False).polynomial(term)
    return form.rows, form.columns


def require_alike(one: Shape, two: Shape, what: str) -> None:
    """Refuses (SP305) different sizes."""
    if one != two:
        raise _differing(one, two, what)


def _differing(one: Shape, two: Shape, what: str) -> Refusal:
    texts = [f"{affine_text(rows)} x {affine_text(columns)}" for rows, columns in (one, two)]
    return Refusal("SP305", f"{what} of sizes {' and '.join(texts)}")


def require_square(shape: Shape, what: str) -> None:
    """Refuses (SP306) a size that is not square."""
    if shape[0] != shape[1]:
        raise Refusal("SP306", f"{what} of a {' x '.join(map(affine_text, shape))} matrix: it must be square")


def _canonical(context: Context, rows: Affine, columns: Affine) -> Shape:
    return (context.canonical(rows), context.canonical(columns)) if context.typing else (rows, columns)


def _symbol(context: Context, term: Symbol) -> Shape:
    declared = checked_symbol(context, term)
    if term.index is not None:
        return _chain(context, Chain(term.name, term.index, term.index))
    return _canonical(context, declared.rows, declared.columns)


def _chain(context: Context, term: Chain) -> Shape:
    declared, high, low = checked_chain(context, term)
    rows, columns = _canonical(context, *chain_shape(declared, high, low))
    return (columns, columns) if shift(high, 1) == low else (rows, columns)


def _zero(context: Context, term: Zero) -> Shape:
    context.check_size(term.rows)
    context.check_size(term.columns)
    return _canonical(context, term.rows, term.columns)


def _sum(context: Context, term: Sum) -> Shape:
    if not term.terms:
        raise Refusal("SP308", "an empty sum has no size")
    first = shape_of(context, term.terms[0])
    for other in term.terms[1:]:
        require_alike(first, shape_of(context, other), "a sum")
    return first


def _product(context: Context, term: Product) -> Shape:
    if not term.factors:
        raise Refusal("SP308", "an empty product has no size")
    shape = shape_of(context, term.factors[0])
    for factor in term.factors[1:]:
        other = shape_of(context, factor)
        if SCALAR not in (shape, other) and shape[1] != other[0]:
            raise _differing(shape, other, "a product")
        shape = other if shape == SCALAR else shape if other == SCALAR else (shape[0], other[1])
    return shape


def _transpose(context: Context, term: Transpose) -> Shape:
    rows, columns = shape_of(context, term.argument)
    return columns, rows


def _trace(context: Context, term: Trace) -> Shape:
    require_square(shape_of(context, term.argument), "the trace")
    return SCALAR


def _value(context: Context, term: Value | Slope) -> Shape:
    function, argument = context.function(term.function), shape_of(context, term.argument)
    require_alike(_canonical(context, function.rows, function.columns), argument, f"{function.name} applied")
    return SCALAR if isinstance(term, Value) else argument


def _index_sum(context: Context, term: IndexSum) -> Shape:
    """Where a few summands are written out, sizes may be right at each index alone, as typing facts say: d_1 = 2."""
    length, height = range_of(context, term)
    if not is_written_out(length, height):
        return _summand(context, term, length, height)
    if length.constant <= FEW:
        return _summands(context, term, length.constant)
    try:
        return _summand(context, term, length, height)
    except Refusal:
        return _summands(context, term, length.constant)


def _summand(context: Context, term: IndexSum, length: Affine, height: int) -> Shape:
    """The size of the summand at every index."""
    name, inside = context.summed(length, height)
    shape = shape_of(inside, substituted(term.body, term.index, add(parameter(name), shift(term.low, -1))))
    if any(name in atoms(size) for size in shape):
        raise Refusal("SP305", "the summands of a sum differ in size")
    return shape


def _summands(context: Context, term: IndexSum, length: int) -> Shape:
    bodies = [substituted(term.body, term.index, shift(term.low, number)) for number in range(length)]
    first, *others = [shape_of(context, body) for body in bodies]
    for other in others:
        require_alike(first, other, "a sum")
    return first


_RULES: dict[type, Callable[[Context, Any], Shape]] = {
    Symbol: _symbol, Chain: _chain, Zero: _zero, Sum: _sum, Product: _product, Transpose: _transpose, Trace: _trace,
    Value: _value, Slope: _value, IndexSum: _index_sum, Number: lambda context, term: SCALAR,
}  # fmt: skip
