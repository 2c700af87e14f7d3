"""The certificate of an order as what a reader sees: products of quantities, each with what says it is not negative."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from symproof.kernel.laws import QUANTITIES, of
from symproof.language.affine import Affine
from symproof.language.certificate import Gap, IntegerGap, LawGap, Nonnegative, Order, Reciprocal, SquaredNorm
from symproof.language.formulas import Compare, Formula
from symproof.language.parts import premise_conjuncts
from symproof.language.refusal import Refusal
from symproof.language.substitution import substituted
from symproof.language.terms import Integer, Number, Product, Sum, Term, Trace, Transpose, Zero


@dataclass(frozen=True, slots=True)
class Payer:
    """Equation ``part`` of a premise, at these indices; transposed or not."""

    premise: str
    part: int = 0
    at: tuple[Affine, ...] = ()
    transposed: bool = False


@dataclass(frozen=True, slots=True)
class Factor:
    """A nonnegative factor, and the premise that says so; None for squares, and for integers by their ranges."""

    term: Term
    payer: Payer | None = None


Summands = tuple[tuple[Fraction, tuple[Factor, ...]], ...]


@dataclass(frozen=True, slots=True)
class Restated:
    """The claim is what a premise says."""

    payer: Payer


def summands_of(certificate: Order, premises: Mapping[str, Formula]) -> Summands:
    """The summands with their factors as terms."""
    return tuple(
        (item.coefficient, tuple(_factor(factor, premises) for factor in item.factors)) for item in certificate.summands
    )


def _factor(factor: Nonnegative, premises: Mapping[str, Formula]) -> Factor:
    match factor:
        case SquaredNorm(argument):
            return Factor(Trace(Product((Transpose(argument), argument))))
        case LawGap():
            payer = Payer(factor.premise, factor.part, factor.at) if factor.premise else None
            return Factor(quantity_of(factor, premises), payer)
        case IntegerGap(value):
            return Factor(Integer(value))
        case Gap():
            order = named_order(factor, premises)
            return Factor(difference_of(order.right, order.left), Payer(factor.premise, factor.part, factor.at))


def quantity_of(factor: LawGap, premises: Mapping[str, Formula]) -> Term:
    """The scalar that a law says is not negative."""
    if factor.premise:
        order = named_order(factor, premises)
        return difference_of(of("rank", difference_of(order.left, order.right)), Number(Fraction(1)))
    return QUANTITIES[factor.law][2](factor.arguments)


def nonzero_of(derived: Reciprocal, premises: Mapping[str, Formula]) -> Term:
    """The difference that a premise says is not zero."""
    order = named_order(derived, premises)
    return Sum((order.left, Product((Number(Fraction(-1)), order.right))))


def named_order(factor: Gap | Reciprocal | LawGap, premises: Mapping[str, Formula]) -> Compare:
    """The order that a certificate names, at its indices."""
    schemas, order = premise_conjuncts(premises[factor.premise])[factor.part]
    for schema, at in zip(schemas, factor.at, strict=True):
        order = substituted(order, schema.index, at)
    if not isinstance(order, Compare):
        raise Refusal("SP351", f"{factor.premise} is not an order")
    return order


def difference_of(left: Term, right: Term) -> Term:
    """left - right, without subtracting zero."""
    if isinstance(right, Zero) or (isinstance(right, Number) and right.value == 0):
        return left
    factors = right.factors if isinstance(right, Product) else (right,)
    minus = Number(-right.value) if isinstance(right, Number) else Product((Number(Fraction(-1)), *factors))
    terms = left.terms if isinstance(left, Sum) else (left,)
    return minus if left == Number(Fraction(0)) else Sum((*terms, minus))
