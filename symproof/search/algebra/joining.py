"""Terms with adjacent powers of one base as one power: W**(s-t)*W is W**(s-t+1)."""

from __future__ import annotations

from typing import Any

from symproof.language.affine import ONE, Affine, add
from symproof.language.records import parts_of
from symproof.language.terms import Power, Product, Term


def joined(node: Any) -> Any:
    """The term with such factors joined everywhere inside. The value is the same where every exponent that was
    written is an integer >= 0."""
    if isinstance(node, Affine):
        return node
    if isinstance(node, tuple):
        return tuple([joined(item) for item in node])
    parts = parts_of(node)
    if not parts:
        return node
    made = type(node)(*[joined(part) for part in parts])
    return _product(made) if isinstance(made, Product) else made


def _product(product: Product) -> Term:
    factors: list[Term] = []
    for factor in product.factors:
        if factors and _base(factors[-1]) == _base(factor):
            exponent = add(_exponent(factors.pop()), _exponent(factor))
            factor = Power(_base(factor), exponent)
        factors.append(factor)
    return factors[0] if len(factors) == 1 else Product(tuple(factors))


def _base(factor: Term) -> Term:
    return factor.base if isinstance(factor, Power) else factor


def _exponent(factor: Term) -> Affine:
    return factor.exponent if isinstance(factor, Power) else ONE
