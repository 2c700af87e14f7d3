"""Orders between scalars, as sums of products of nonnegative quantities; and what a premise says already."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from symproof.kernel.algebra.combination import Combination
from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Polynomial, combine, constant
from symproof.language.affine import ONE, affine_text
from symproof.language.certificate import Gap, IntegerGap, LawGap, Same, SquaredNorm, Summand
from symproof.language.formulas import Compare, Formula, Invertible, Or, Predicate
from symproof.language.refusal import Refusal, within
from symproof.language.terms import Integer, Members, Product, Term, Trace, Transpose


def prove_order(algebra: Combination, claim: Formula, summands: tuple[Summand, ...]) -> None:
    """Rule ORDER: claim.right - claim.left is the sum of the summands and of the entries; a strict claim needs a
    summand all of whose factors are strict. Falsity, the empty disjunction, is shown as 0 < 0."""
    algebra.begin()
    difference, strict = (constant(ONE, 0), True) if claim == Or(()) else _difference(algebra.normal, claim)
    terms = [located_summand(algebra, number, summand) for number, summand in enumerate(summands, 1)]
    if strict and not any(positive for _, positive in terms):
        raise Refusal("SP352", "a strict order needs a summand that is known to be positive")
    for value, _ in terms:
        algebra.context.charge(len(difference.terms) + value.length())
        difference = combine(difference, value, -1)
    algebra.close(difference, "the order")
    algebra.rules.add("order")


def _difference(normal: Normalizer, formula: Formula) -> tuple[Polynomial, bool]:
    """right - left, and whether it is said to be > 0."""
    if not isinstance(formula, Compare) or formula.relation == "!=":
        raise Refusal("SP351", f"{type(formula).__name__} is not an order")
    difference = normal.difference(formula.right, formula.left)
    if not difference.is_scalar:
        raise Refusal("SP351", "this order is between matrices")
    return difference, formula.relation == "<"


def located_summand(algebra: Combination, number: int, summand: Summand) -> tuple[Polynomial, bool]:
    """The value of a summand, and whether it is > 0; a refusal says which summand it is about."""
    with within(f"summand {number}"):
        return _summand(algebra, summand)


def _summand(algebra: Combination, summand: Summand) -> tuple[Polynomial, bool]:
    """coefficient * product of the factors, and whether each of them is > 0."""
    if summand.coefficient <= 0:
        raise Refusal("SP350", f"the coefficient {summand.coefficient} of a summand is not positive")
    value, positive = constant(ONE, summand.coefficient), True
    for factor in summand.factors:
        form, strict = _RULES[type(factor)](algebra, factor)
        value, positive = algebra.normal.times(value, form), positive and strict
    return value, positive


def _squared_norm(algebra: Combination, factor: SquaredNorm) -> tuple[Polynomial, bool]:
    """tr(X^T X) >= 0: real matrices."""
    argument: Term = factor.argument
    return algebra.form(Trace(Product((Transpose(argument), argument)))), False


def _gap(algebra: Combination, factor: Gap) -> tuple[Polynomial, bool]:
    """What a premise says to be >= 0, or > 0."""
    return _difference(algebra.normal, algebra.conjunct(factor))


def _integer_gap(algebra: Combination, factor: IntegerGap) -> tuple[Polynomial, bool]:
    """An integer that is >= 0 by a range fact."""
    algebra.context.check_integer(factor.value)
    algebra.context.require(factor.value, f"the factor {affine_text(factor.value)}")
    return algebra.form(Integer(factor.value)), False


def prove_same(algebra: Combination, claim: Formula, same: Same) -> None:
    """Rule SAME: the claim is a conjunct of a premise, written alike or equal by normal forms."""
    algebra.begin()
    if not _alike(algebra.normal, claim, algebra.conjunct(same)):
        raise Refusal("SP353", f"the claim is not part {same.part} of the premise {same.premise}")
    algebra.require_all_used()


def _alike(normal: Normalizer, claim: Formula, premise: Formula) -> bool:
    match claim, premise:
        case Predicate(name, given), Predicate(other, known) if name == other and len(given) == len(known):
            return all(_equal(normal, left, right) for left, right in zip(given, known, strict=True))
        case Compare("!=", left, right), Compare("!=" | "<") | Invertible():
            one, two = _nonzero(normal, premise), normal.difference(left, right)
            return not (combine(one, two, -1).terms and combine(one, two).terms)
    return claim == premise


def _nonzero(normal: Normalizer, premise: Compare | Invertible) -> Polynomial:
    """What the premise says is not zero: a difference, or an invertible scalar."""
    if isinstance(premise, Compare) and premise.relation == "!=":
        return normal.difference(premise.left, premise.right)
    form = normal.polynomial(premise.argument) if isinstance(premise, Invertible) else _difference(normal, premise)[0]
    if not form.is_scalar:
        raise Refusal("SP353", "an invertible matrix is not zero, but this rule is about scalars")
    return form


def _equal(normal: Normalizer, left: Term, right: Term) -> bool:
    if isinstance(left, Members) or isinstance(right, Members):
        return left == right
    return not normal.difference(left, right).terms


def _law_gap(algebra: Combination, factor: LawGap) -> tuple[Polynomial, bool]:
    """What a law of named functions says to be >= 0, or > 0."""
    from symproof.kernel.laws import quantity  # laws build on this module

    return quantity(algebra, factor)


_RULES: dict[type, Callable[[Combination, Any], tuple[Polynomial, bool]]] = {
    SquaredNorm: _squared_norm, Gap: _gap, IntegerGap: _integer_gap, LawGap: _law_gap,
}  # fmt: skip
