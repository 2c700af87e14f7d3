"""The size of a term as it is written, before any hypothesis: enough to tell which ``0`` or ``I`` a reader infers."""

from __future__ import annotations

from collections.abc import Mapping

from symproof.language.affine import ONE, Affine, FamilyAt, declared_name
from symproof.language.declarations import SymbolDeclaration
from symproof.language.sizes import chain_shape, led, member_shape
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

Size = tuple[Affine, Affine]
SCALAR: Size = (ONE, ONE)
Symbols = Mapping[str, SymbolDeclaration]


def size_of(term: Term, symbols: Symbols) -> Size | None:
    """Rows and columns; None where the declarations alone do not tell."""
    match term:
        case Number() | Integer() | Trace() | Value():
            return SCALAR
        case Symbol() | Chain():
            return _declared(term, symbols)
        case Basis(size=size):
            return size, ONE
        case Identity(size=size):
            return size, size
        case Zero(rows=rows, columns=columns) | Call(rows=rows, columns=columns):
            return rows, columns
        case Transpose(argument=inner):
            return _turned(size_of(inner, symbols))
        case Inverse(argument=inner) | Power(base=inner) | Slope(argument=inner) | IndexSum(body=inner):
            return size_of(inner, symbols)
        case Differential(argument=inner):
            return size_of(inner, symbols)
        case Gradient():
            return _gradient(term, symbols)
        case Sum(terms=terms):
            return next((found for item in terms if (found := size_of(item, symbols)) is not None), None)
        case Product(factors=factors):
            return _product(factors, symbols)
        case _:
            return None


def is_scalar(term: Term, symbols: Symbols) -> bool:
    """Whether the term is 1 x 1."""
    return size_of(term, symbols) == SCALAR


def begins_with_row(term: Product, symbols: Symbols) -> bool:
    """Whether the first matrix among the factors is a row, as in u^T v w: after a matrix that is a product apart."""
    sizes = (size_of(factor, symbols) for factor in term.factors)
    first = next((size for size in sizes if size != SCALAR), None)
    return first is not None and first[0] == ONE


def _declared(term: Symbol | Chain, symbols: Symbols) -> Size | None:
    family = term.family if isinstance(term, Chain) else term.name
    declared = symbols.get(declared_name(family))
    if declared is not None and declared.leading is not None and isinstance(family, FamilyAt):
        declared = led(declared, family.lead)
    if declared is None or declared.leading is not None or (declared.range is None and isinstance(term, Chain)):
        return None
    return chain_shape(declared, term.high, term.low) if isinstance(term, Chain) else member_shape(declared, term.index)


def _turned(size: Size | None) -> Size | None:
    return None if size is None else (size[1], size[0])


def _gradient(term: Gradient, symbols: Symbols) -> Size | None:
    inner, variable = size_of(term.argument, symbols), size_of(term.variable, symbols)
    if inner is None or variable is None:
        return None
    if term.jacobian:
        return inner[0], variable[0]
    return inner if variable == SCALAR else variable


def _product(factors: tuple[Term, ...], symbols: Symbols) -> Size | None:
    result: Size = SCALAR
    for factor in factors:
        size = size_of(factor, symbols)
        if size is None:
            return None
        if result == SCALAR:
            result = size
        elif size != SCALAR:
            if result[1] != size[0]:
                return None  # these factors are not one product: a scalar product ends between them
            result = (result[0], size[1])
    return result
