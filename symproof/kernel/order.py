"""Orders between scalars and symmetric matrices, as sums of nonnegative products; what a premise says already."""

from __future__ import annotations

from symproof.kernel.algebra.combination import Combination
from symproof.kernel.algebra.nonnegative import gap, semidefinite, stated, weighted
from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Polynomial, combine, constant
from symproof.language.affine import ONE
from symproof.language.certificate import Order, Same, Semidefinite, Summand
from symproof.language.formulas import Compare, Formula, Invertible, Or, Predicate
from symproof.language.refusal import Refusal, within
from symproof.language.terms import Members, Term


def prove_order(algebra: Combination, claim: Formula, certificate: Order) -> None:
    """Rule ORDER: m d is the sum of the summands and of the entries, where d = claim.right - claim.left and m > 0; a
    strict claim needs a summand all of whose factors are strict, and m >= 0 is enough for it, as 0 is not positive. For
    any claim it is enough where a summand is c d^2, since d < 0 would give m d <= 0 < c d^2. Falsity, the empty
    disjunction, is shown as 0 < 0."""
    algebra.begin()
    difference, strict = (constant(ONE, 0), True) if claim == Or(()) else gap(algebra.normal, claim)
    terms = [_located_summand(algebra, number, summand) for number, summand in enumerate(certificate.summands, 1)]
    square = algebra.normal.times(difference, difference)
    coefficients = [summand.coefficient for summand in certificate.summands]
    damped = any(value.terms == square.scale(c).terms for (value, _), c in zip(terms, coefficients, strict=True))
    difference = _multiplied(algebra, difference, strict or damped, certificate.multiplier)
    if strict and not any(positive for _, positive in terms):
        raise Refusal("SP352", "a strict order needs a summand that is known to be positive")
    for value, _ in terms:
        algebra.context.charge(len(difference.terms) + value.length())
        difference = combine(difference, value, -1)
    algebra.close(difference, "the order")
    algebra.rules.add("order")


def _multiplied(algebra: Combination, form: Polynomial, weak: bool, multiplier: tuple[Summand, ...]) -> Polynomial:
    """The form times the multiplier, which has to be positive unless ``weak``."""
    with within("the multiplier"):
        terms = [_located_summand(algebra, number, summand) for number, summand in enumerate(multiplier, 1)]
        if terms and not weak and not any(positive for _, positive in terms):
            raise Refusal("SP352", "a multiplier needs a summand that is known to be positive")
    total = constant(ONE, 0 if terms else 1)
    for value, _ in terms:
        total = combine(total, value)
    return algebra.normal.times(total, form)


def _located_summand(algebra: Combination, number: int, summand: Summand) -> tuple[Polynomial, bool]:
    with within(f"summand {number}"):
        return weighted(algebra, summand)


def prove_definite(algebra: Combination, claim: Formula, shown: Semidefinite) -> None:
    """Rule SEMIDEFINITE: what the claim says is semidefinite, or definite, is the matrix shown plus the entries."""
    algebra.begin()
    claimed, strict = stated(algebra.normal, claim)
    matrix, definite = semidefinite(algebra, shown)
    if strict and not definite:
        raise Refusal("SP355", "the matrix is shown to be semidefinite, not to be definite")
    algebra.close(combine(claimed, matrix, -1), "the matrix")
    algebra.rules.add("semidefinite")


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
    form = normal.polynomial(premise.argument) if isinstance(premise, Invertible) else gap(normal, premise)[0]
    if not form.is_scalar:
        raise Refusal("SP353", "an invertible matrix is not zero, but this rule is about scalars")
    return form


def _equal(normal: Normalizer, left: Term, right: Term) -> bool:
    if isinstance(left, Members) or isinstance(right, Members):
        return left == right
    return not normal.difference(left, right).terms
