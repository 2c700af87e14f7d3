"""Formulas with fewer parentheses than they were recorded with: nothing that they say changes.

A scalar product among factors and a sum among summands are opened, -1 times a number is a number, and a scalar times
itself is a square. What is to be read back is written without this.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar, cast

from symproof.language.affine import Affine, integer
from symproof.language.formulas import Exists, ForAll
from symproof.language.records import fields_of
from symproof.language.terms import Basis, Number, Power, Product, Sum, Term, Transpose
from symproof.render.sizes import SCALAR, Symbols, size_of

Node = TypeVar("Node")


def tidy(node: Node, symbols: Symbols) -> Node:
    """The formula or term with fewer parentheses."""
    return cast(Node, _tidy(node, symbols))


def _tidy(node: Any, symbols: Symbols) -> Any:
    if type(node) is tuple:
        return tuple([_tidy(item, symbols) for item in node])
    names = () if isinstance(node, Affine) else fields_of(node)
    if not names:
        return node
    inside = symbols
    if isinstance(node, ForAll | Exists):
        inside = {**symbols, **{symbol.name: symbol for symbol in node.symbols}}
    values = [_tidy(getattr(node, name), inside) for name in names]
    if all(new is getattr(node, name) for new, name in zip(values, names, strict=True)):
        done = node
    else:
        done = _rebuilt(node, dict(zip(names, values, strict=True)))
    if isinstance(done, Sum):
        return Sum(tuple([part for term in done.terms for part in (term.terms if isinstance(term, Sum) else (term,))]))
    return _product(done, inside) if isinstance(done, Product) else done


def _rebuilt(node: Any, values: dict[str, Any]) -> Any:
    return replace(node, **values)


def _product(node: Product, symbols: Symbols) -> Term:
    factors = _signed(_powers(node.factors, symbols))
    scalar = all(size_of(factor, symbols) == SCALAR for factor in factors)
    entry = isinstance(factors[0], Transpose) and isinstance(factors[0].argument, Basis)
    opened: list[Term] = []
    for factor in factors:
        inside = factor.factors if isinstance(factor, Product) and len(factors) > 1 else ()
        sizes = [size_of(item, symbols) == SCALAR for item in inside]
        lone = bool(inside) and (scalar or all(sizes) or (entry and not any(sizes)))
        opened += inside if lone and not isinstance(inside[0], Number) else [factor]
    shown = _squared(_powers(opened, symbols), symbols)
    return shown[0] if len(shown) == 1 else Product(tuple(shown))


def _squared(factors: list[Term], symbols: Symbols) -> list[Term]:
    """x^T A y x^T A y, the factors of a scalar twice, as its square."""
    start = int(bool(factors) and isinstance(factors[0], Number))
    middle, odd = divmod(len(factors) - start, 2)
    first, second = factors[start : start + middle], factors[start + middle :]
    if odd or middle < 2 or first != second or size_of(Product(tuple(first)), symbols) != SCALAR:
        return factors
    return [*factors[:start], Power(Product(tuple(first)), integer(2))]


def _signed(factors: Sequence[Term]) -> Sequence[Term]:
    """Numbers in front as one number."""
    match factors:
        case [Number(value=first), Number(value=second), *rest]:
            return _signed([Number(first * second), *rest])
        case _:
            return factors


def _powers(factors: Sequence[Term], symbols: Symbols) -> list[Term]:
    """Equal scalars beside each other as powers."""
    found: list[tuple[Term, int]] = []
    for factor in factors:
        same = bool(found) and found[-1][0] == factor and size_of(factor, symbols) == SCALAR
        if same and not isinstance(factor, Number):
            found[-1] = (factor, found[-1][1] + 1)
        else:
            found.append((factor, 1))
    return [factor if count == 1 else Power(factor, integer(count)) for factor, count in found]
