"""Integers of the author are SymPy symbols and expressions; here they become affine expressions of the kernel.

``k - 1``, ``d[i-1]`` and ``0 < j`` are ordinary SymPy objects. An index, a size or an exponent is a sum or a product of
symbols and of members ``d[i]``: SymPy has evaluated it exactly, since these live in a commutative ring. A scalar may
also be a quotient or a power of integers (``relations.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import sympy

from symproof.author.place import no_name, refuse, require_text
from symproof.language.affine import (
    Affine,
    FamilyAt,
    IntegerAtom,
    SizeAt,
    SizeProduct,
    add,
    declared_name,
    integer,
    parameter,
    times,
)
from symproof.language.refusal import Refusal

MAX_POWER = 20  # of an integer in an index, a size or an exponent


def integer_symbol(name: str) -> sympy.Symbol:
    """The SymPy symbol of an integer. No sign is assumed: SymPy must not decide ``1 <= n`` before we see it."""
    return sympy.Symbol(name, integer=True)


def indices(names: str) -> tuple[sympy.Symbol, ...]:
    """Names for bound indices: ``i, l = indices("i l")``. An index means something only inside a range.

    >>> indices("i l")
    (i, l)
    """
    require_text("indices", names=names)
    return tuple(index(name) for name in names.replace(",", " ").split())


def index(name: str) -> sympy.Symbol:
    """One name for a bound index.

    >>> index("i") + 1
    i + 1
    """
    if not isinstance(name, str) or not name.isidentifier():
        raise no_name(name)
    return integer_symbol(name)


def is_integer(value: object) -> bool:
    """An integer or a SymPy expression of integers."""
    if isinstance(value, bool):
        return False
    return isinstance(value, int) or (isinstance(value, sympy.Expr) and bool(value.is_integer))


def to_affine(value: object) -> Affine:
    """The affine expression of an integer or a SymPy expression; anything else is refused (SP214)."""
    if isinstance(value, Affine):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return integer(value)
    if not isinstance(value, sympy.Expr):
        raise refuse(
            "SP214",
            f"{value!r} is not an integer expression",
            "Indices and sizes are integers, SymPy symbols or sums of them.",
        )
    if isinstance(value, sympy.Integer):
        return integer(int(value))
    if isinstance(value, sympy.Add):
        total = integer(0)
        for part in value.args:
            total = add(total, to_affine(part))
        return total
    if isinstance(value, sympy.Mul):
        return _multiplied(value, value.args)
    if isinstance(value, sympy.Pow) and isinstance(value.exp, sympy.Integer) and 0 < value.exp <= MAX_POWER:
        return _multiplied(value, [value.base] * int(value.exp))
    return parameter(_atom(value))


def _multiplied(whole: sympy.Expr, parts: Sequence[sympy.Expr]) -> Affine:
    """The product of the parts as a sum of monomials; SP214 where it is too long."""
    try:
        return reduce(times, map(to_affine, parts))
    except Refusal as refusal:
        raise refuse("SP214", f"{whole}: {refusal.message}", "Use shorter products of integers.") from None


def is_linear(value: object) -> bool:
    """Whether an expression of integers has no products and no quotients of symbols."""
    if isinstance(value, sympy.Add):
        return all(map(is_linear, value.args))
    if isinstance(value, sympy.Mul):
        coefficient, rest = value.as_coeff_Mul()
        return isinstance(coefficient, sympy.Integer) and not isinstance(rest, sympy.Mul) and is_linear(rest)
    return isinstance(value, int | Affine | sympy.Integer | sympy.Symbol | sympy.Indexed)


def _atom(value: sympy.Expr) -> IntegerAtom:
    if isinstance(value, sympy.Symbol):
        return str(value.name)
    if isinstance(value, sympy.Indexed) and len(value.indices) <= 2:
        *leading, index = map(to_affine, value.indices)
        name = str(value.base.label)
        return SizeAt(FamilyAt(name, leading[0]) if leading else name, index)
    raise refuse(
        "SP214",
        f"{value} is not an integer expression that indices and sizes allow",
        "Use sums and products of integers with whole coefficients, such as k - i + 1 or d[i-1].",
    )


def from_affine(value: Affine) -> sympy.Expr:
    """The SymPy expression of an affine expression."""
    return sympy.Add(
        sympy.Integer(value.constant), *(coefficient * _from_atom(atom) for atom, coefficient in value.terms)
    )


def _from_atom(atom: IntegerAtom) -> sympy.Expr:
    if isinstance(atom, str):
        return integer_symbol(atom)
    if isinstance(atom, SizeProduct):
        return sympy.Mul(*map(_from_atom, atom.product_of))
    indices = () if isinstance(atom.family, str) else (from_affine(atom.family.lead),)
    return sympy.IndexedBase(declared_name(atom.family), integer=True)[(*indices, from_affine(atom.index))]


def same(left: object, right: object) -> sympy.Equality:
    """The relation ``left = right`` between integers or sizes, as a hypothesis: ``same(n, d[0])``."""
    return sympy.Eq(_expression(left), _expression(right), evaluate=False)


def _expression(value: object) -> sympy.Expr:
    return from_affine(to_affine(value))
