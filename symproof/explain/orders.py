"""The certificate of an order as what a reader sees: products of quantities, each with what says it is not negative."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import reduce

from symproof.explain.definite import matrix_of, named_part, product_of, scalar_of, sources_of, square_of
from symproof.language.affine import Affine, add, integer, times
from symproof.language.certificate import Definiteness, Gap, LawGap, Nonnegative, Reciprocal, Square, Squares, Summand
from symproof.language.formulas import Compare, Formula
from symproof.language.records import dataclass
from symproof.language.refusal import Refusal
from symproof.language.terms import Integer, Number, Product, Sum, Term


@dataclass(frozen=True, slots=True)
class Payer:
    """Equation ``part`` of a premise, at these indices; transposed or not."""

    premise: str
    part: int = 0
    at: tuple[Affine, ...] = ()
    transposed: bool = False


@dataclass(frozen=True, slots=True)
class Factor:
    """A nonnegative factor, and the premises that say so; none for squares, and for integers by their ranges."""

    term: Term
    payers: tuple[Payer, ...] = ()


Summands = tuple[tuple[Fraction, tuple[Factor, ...]], ...]


@dataclass(frozen=True, slots=True)
class Restated:
    """The claim is what a premise says."""

    payer: Payer


def summands_of(summands: tuple[Summand, ...], premises: Mapping[str, Formula]) -> Summands:
    """The summands with their factors as terms."""
    return tuple((item.coefficient, tuple(_factor(factor, premises) for factor in item.factors)) for item in summands)


def total_of(summands: Summands) -> Term:
    """The sum of the summands as a term; what is an integer by itself, such as 1 + (n - 1), is one number."""
    whole = [item for item in summands if _affine(item) is not None]
    if len(whole) > 1:
        total = reduce(add, (value for item in whole if (value := _affine(item)) is not None))
        rest = tuple(item for item in summands if _affine(item) is None)
        summands = ((Fraction(1), (Factor(Integer(total)),)), *rest)
    terms = [product_of(*([Number(coefficient)] if coefficient != 1 or not factors else ()),
                        *(factor.term for factor in factors)) for coefficient, factors in summands]  # fmt: skip
    return terms[0] if len(terms) == 1 else Sum(tuple(terms))


def _affine(summand: tuple[Fraction, tuple[Factor, ...]]) -> Affine | None:
    """The summand as an integer that may depend on sizes, where it is one."""
    coefficient, factors = summand
    if coefficient.denominator != 1 or len(factors) > 1:
        return None
    if not factors:
        return integer(coefficient.numerator)
    term = factors[0].term
    return times(integer(coefficient.numerator), term.value) if isinstance(term, Integer) else None


def estimate_of(certificate: Definiteness, premises: Mapping[str, Formula]) -> Summands:
    """The semidefinite matrix as a sum, where it is one."""
    match certificate.matrix:
        case Squares(squares=squares):
            return tuple((square.coefficient, _square(square, premises)) for square in squares)
        case matrix:
            return ((Fraction(1), (Factor(matrix_of(matrix, premises), _payers(matrix)),)),)


def left_inverse_of(certificate: Definiteness) -> Term | None:
    """The sum of the Y L that is I, where it shows that the sum of the L^T P L is definite."""
    if not isinstance(certificate.matrix, Squares):
        return None
    products = [
        product_of(item.cofactor, item.root) for item in certificate.matrix.squares if item.cofactor is not None
    ]
    return Sum(tuple(products)) if len(products) > 1 else products[0] if products else None


def _square(square: Square, premises: Mapping[str, Formula]) -> tuple[Factor, ...]:
    term = square_of(square.root, square.matrix, premises)
    return (*(_factor(factor, premises) for factor in square.factors), Factor(term, _payers(square.matrix)))


def _factor(factor: Nonnegative, premises: Mapping[str, Formula]) -> Factor:
    named = isinstance(factor, Gap) or (isinstance(factor, LawGap) and factor.premise)
    own = (Payer(factor.premise, factor.part, factor.at),) if named else _payers(factor)  # type: ignore[union-attr]
    return Factor(scalar_of(factor, premises), own)


def _payers(node: object) -> tuple[Payer, ...]:
    """The premises that say that matrices are semidefinite."""
    return tuple(dict.fromkeys(Payer(source.premise, source.part, source.at) for source in sources_of(node)))


def nonzero_of(derived: Reciprocal, premises: Mapping[str, Formula]) -> Term:
    """The difference that a premise says is not zero."""
    order = named_order(derived, premises)
    return Sum((order.left, Product((Number(Fraction(-1)), order.right))))


def named_order(factor: Gap | Reciprocal, premises: Mapping[str, Formula]) -> Compare:
    """The order that a certificate names, at its indices."""
    order = named_part(factor, premises)
    if not isinstance(order, Compare):
        raise Refusal("SP351", f"{factor.premise} is not an order")
    return order
