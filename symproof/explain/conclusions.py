"""What the derived steps of a certificate conclude, as normal forms that are zero."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeAlias

from symproof.explain.definite import matrix_of, vanishing_of
from symproof.explain.laws import sides_of
from symproof.explain.orders import nonzero_of
from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Polynomial, combine, constant, multiply
from symproof.language.affine import shift
from symproof.language.certificate import (
    CallCongruence,
    Congruence,
    Definite,
    Derived,
    Law,
    Nonsingular,
    Partition,
    Penrose,
    Reciprocal,
    Split,
    SplitSum,
    SumCongruence,
    TwoSided,
    Vanishing,
    Witness,
)  # fmt: skip
from symproof.language.formulas import Formula
from symproof.language.selections import partition
from symproof.language.terms import Chain, Inverse, Product, Slope, Sum, Term, Value

Premises: TypeAlias = Mapping[str, Formula]
Stated: TypeAlias = Congruence | CallCongruence | Law | Split | Partition | SumCongruence | SplitSum
Forms: TypeAlias = tuple[Polynomial, ...]


def concluded(derived: Derived, normal: Normalizer, premises: Premises) -> Forms:
    """The derived equations, each as the form that is zero."""
    if isinstance(derived, Stated):
        return tuple([normal.difference(left, right) for left, right in _equations(derived, normal)])
    return _OTHERS[type(derived)](derived, normal, premises)


def _equations(derived: Stated, normal: Normalizer) -> tuple[tuple[Term, Term], ...]:
    match derived:
        case Law():
            return tuple(sides_of(derived, normal.polynomial(derived.arguments[0]).rows))
        case Split():
            upper = Chain(derived.family, derived.high, shift(derived.at, 1))
            lower = Chain(derived.family, derived.at, derived.low)
            return ((Chain(derived.family, derived.high, derived.low), Product((upper, lower))),)
        case Partition():
            equation = partition(derived.sizes)
            return ((equation.left, equation.right),)
        case SplitSum(argument=whole, at=at):
            return ((whole, Sum((replace(whole, high=at), replace(whole, low=shift(at, 1))))),)
        case Congruence(function="inv", left=left, right=right):
            return ((Inverse(left), Inverse(right)),)
        case Congruence(function=name, left=left, right=right):
            return (Value(name, left), Value(name, right)), (Slope(name, left), Slope(name, right))
        case CallCongruence(left=one, right=other) | SumCongruence(left=one, right=other):
            return ((one, other),)


def _reciprocal(derived: Reciprocal, normal: Normalizer, premises: Premises) -> Forms:
    form = normal.polynomial(nonzero_of(derived, premises))
    return (combine(multiply(form, normal.inverse(form)), constant(form.rows), -1),)


def _penrose(derived: Penrose, normal: Normalizer, premises: Premises) -> Forms:
    form = normal.polynomial(derived.argument)
    return (combine(multiply(multiply(form, normal.inverse(form)), form), form, -1),)


def _two_sided(derived: TwoSided, normal: Normalizer, premises: Premises) -> Forms:
    turned = normal.polynomial(Product((derived.right, derived.left)))
    return (combine(turned, constant(normal.polynomial(derived.left).rows), -1),)


def _nonsingular(derived: Nonsingular, normal: Normalizer, premises: Premises) -> Forms:
    return _both_sides(derived.argument or matrix_of(derived.matrix, premises), normal)


def _witness(derived: Witness, normal: Normalizer, premises: Premises) -> Forms:
    return _both_sides(derived.argument, normal)


def _both_sides(argument: Term, normal: Normalizer) -> Forms:
    """The two forms that vanish for an invertible E: E inv(E) - I and inv(E) E - I."""
    form = normal.polynomial(argument)
    letter, unit = normal.inverse(form), constant(form.rows)
    return combine(multiply(form, letter), unit, -1), combine(multiply(letter, form), unit, -1)


def _definite(derived: Definite, normal: Normalizer, premises: Premises) -> Forms:
    return (normal.polynomial(derived.argument),)


def _vanishing(derived: Vanishing, normal: Normalizer, premises: Premises) -> Forms:
    return (normal.polynomial(vanishing_of(derived, premises)),)


_OTHERS: Mapping[type, Callable[..., Forms]] = {
    Reciprocal: _reciprocal, Nonsingular: _nonsingular, Vanishing: _vanishing, Penrose: _penrose,
    Definite: _definite, TwoSided: _two_sided, Witness: _witness,
}  # fmt: skip
