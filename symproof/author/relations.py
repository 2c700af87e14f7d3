"""Relations and scalars made of integers by SymPy: ``0 < j`` is a fact about indices, ``T**2 >= 1`` one about scalars.

A relation between sums of integers with whole coefficients is one that the rules about ranges use. What has products,
quotients or powers of integers is a scalar, as it is in statements: ``T**2 + T``, ``n/(n + 1)``, ``2**T``.
"""

from __future__ import annotations

from fractions import Fraction

import sympy
from sympy.core.relational import Relational
from sympy.logic.boolalg import BooleanAtom

from symproof.author.integers import is_integer, is_linear, to_affine
from symproof.author.place import refuse
from symproof.language.affine import ONE, subtract
from symproof.language.affine import integer as constant
from symproof.language.formulas import And, Compare, Equal, Formula, IntegerOrder, IntegerRelation
from symproof.language.terms import Integer, Inverse, Number, Power, Product, Sum, Term

_RELATIONS: dict[type, tuple[IntegerOrder, bool]] = {
    sympy.StrictLessThan: ("<", False), sympy.LessThan: ("<=", False),
    sympy.StrictGreaterThan: ("<", True), sympy.GreaterThan: ("<=", True),
    sympy.Equality: ("=", False), sympy.Unequality: ("!=", False),
}  # fmt: skip


def is_relation(value: object) -> bool:
    """Whether the value is a relation of SymPy, a conjunction of relations, or a truth value."""
    return isinstance(value, (Relational, BooleanAtom, sympy.And, bool))


def is_of_integers(value: object) -> bool:
    """Whether the value is built from rational numbers and integer symbols by sums, products and powers."""
    if isinstance(value, sympy.Add | sympy.Mul | sympy.Pow):
        return all(map(is_of_integers, value.args))
    return isinstance(value, sympy.Rational) or (
        isinstance(value, sympy.Symbol | sympy.Indexed) and bool(value.is_integer)
    )


def to_scalar(value: sympy.Expr) -> Term:
    """An expression of integers as a scalar; SP214 for anything else."""
    if is_linear(value) and not isinstance(value, sympy.Integer):
        return Integer(to_affine(value))
    return _scalar(value)


def _scalar(value: sympy.Expr) -> Term:
    match value:
        case sympy.Rational():
            return Number(Fraction(int(value.p), int(value.q)))
        case sympy.Add():
            return Sum(tuple(map(_scalar, value.as_ordered_terms())))
        case sympy.Mul():
            return Product(tuple(map(_scalar, value.as_ordered_factors())))
        case sympy.Pow() if is_integer(value.exp):
            return _power(_scalar(value.base), value.exp)
        case sympy.Symbol() | sympy.Indexed() if value.is_integer:
            return Integer(to_affine(value))
    raise refuse(
        "SP214", f"{value} is not an expression of integers", "Use sums, products, quotients and powers of integers."
    )


def _power(base: Term, exponent: sympy.Expr) -> Term:
    """base^exponent; where all coefficients of the exponent are negative, the opposite power of the reciprocal."""
    power = to_affine(exponent)
    if all(coefficient < 0 for _, coefficient in power.terms or [(None, power.constant)]):
        base, power = Inverse(base), subtract(constant(0), power)
    return base if power == ONE else Power(base, power)


def to_relation(value: object) -> Formula:
    """The formula of a SymPy relation between integers, or of a conjunction of such."""
    if isinstance(value, (BooleanAtom, bool)):
        raise refuse(
            "SP215",
            f"this relation was already decided to be {value} when it was written",
            "Write the relation between symbols, and same(m, n) for m = n; what is always true needs no hypothesis.",
        )
    if isinstance(value, sympy.And):
        return And(tuple(to_relation(part) for part in value.args))
    kind = _RELATIONS.get(type(value))
    if kind is None or not isinstance(value, Relational):
        raise refuse("SP214", f"{value} is not a relation between integer expressions")
    relation, swapped = kind
    if not (relation == "=" and is_integer(value.lhs) and is_integer(value.rhs)) and not (
        is_linear(value.lhs) and is_linear(value.rhs)
    ):
        return _of_scalars(relation, value, swapped)
    left, right = to_affine(value.lhs), to_affine(value.rhs)
    return IntegerRelation(relation, right, left, turned=True) if swapped else IntegerRelation(relation, left, right)


def _of_scalars(relation: IntegerOrder, value: Relational, swapped: bool) -> Formula:
    left, right = to_scalar(value.lhs), to_scalar(value.rhs)
    if relation == "=":
        return Equal(left, right)
    return Compare(relation, right, left, turned=True) if swapped else Compare(relation, left, right)
