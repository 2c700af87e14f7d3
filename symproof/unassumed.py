"""Scalars that are never negative by the way in which they are written: nobody has to assume it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from symproof.language.affine import declared_name
from symproof.language.declarations import SymbolDeclaration
from symproof.language.records import fields_of
from symproof.language.terms import Call, Number, Power, Product, Sum, Symbol, Term, Trace, Transpose

Symbols: TypeAlias = Mapping[str, SymbolDeclaration]


def is_never_negative(term: Term) -> bool:
    """Whether a scalar is written as a sum of squares, exponentials, roots and absolute values, with positive factors,
    such as x.T*x, 1 + 2*tr(X*X.T), c**2 or exp(c)."""
    match term:
        case Number(value):
            return value >= 0
        case Sum(terms):
            return all(map(is_never_negative, terms))
        case Power(_, exponent):
            return exponent.is_constant and exponent.constant % 2 == 0
        case Call("exp" | "sqrt" | "abs"):
            return True
        case Trace(Product(factors)):
            return _is_square(factors)
        case Product((Number(value), *rest)):
            return value >= 0 and is_never_negative(rest[0] if len(rest) == 1 else Product(tuple(rest)))
        case Product(factors):
            return _is_square(factors)
    return False


def _is_square(factors: tuple[Term, ...]) -> bool:
    """Whether the factors are those of P^T P."""
    single = [part for item in factors for part in _transposed_apart(item)]
    half = len(single) // 2
    return len(single) == 2 * half and single[:half] == [_transpose(item) for item in reversed(single[half:])]


def _transposed_apart(factor: Term) -> list[Term]:
    """The factors B^T and A^T of a transpose (A B)^T."""
    match factor:
        case Transpose(Product(factors)):
            return [_transpose(item) for item in reversed(factors)]
    return [factor]


def _transpose(term: Term) -> Term:
    return term.argument if isinstance(term, Transpose) else Transpose(term)


def unfolded(node: Any, symbols: Symbols) -> Any:
    """The term or formula with the definitions that it mentions written out, products and sums in line."""
    if isinstance(node, tuple) and type(node) is tuple:
        return tuple([unfolded(item, symbols) for item in node])
    if isinstance(node, Symbol):
        declared = symbols.get(declared_name(node.name))
        if declared is None or declared.range is not None or not declared.pieces:
            return node
        return unfolded(declared.pieces[0].body, symbols)
    if isinstance(node, Product):
        return Product(
            _in_line(node.factors, symbols, lambda item: item.factors if isinstance(item, Product) else None)
        )
    if isinstance(node, Sum):
        return Sum(_in_line(node.terms, symbols, lambda item: item.terms if isinstance(item, Sum) else None))
    names = () if isinstance(node, tuple) else fields_of(node)
    return type(node)(*[unfolded(getattr(node, name), symbols) for name in names]) if names else node


def _in_line(
    items: tuple[Term, ...], symbols: Symbols, parts: Callable[[Term], tuple[Term, ...] | None]
) -> tuple[Term, ...]:
    return tuple([part for item in items for whole in [unfolded(item, symbols)] for part in parts(whole) or (whole,)])
