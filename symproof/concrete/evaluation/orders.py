"""The second judge's reading of orders, and of claims that a premise says: matrices that must be zero at one place."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from symproof.concrete.evaluation.combination import Combination, Statement
from symproof.concrete.exact.matrices import Matrix, add, scale, subtract, trace, transpose
from symproof.concrete.failures import EvaluationError
from symproof.language.certificate import Gap, IntegerGap, Nonnegative, Order, Same, SquaredNorm, Summand
from symproof.language.terms import And, Compare, ForAllIndex, Formula, Members, Predicate, Term


def order_residuals(combination: Combination, claim: Statement, certificate: Order) -> Iterator[Matrix]:
    """One for each derived step, then claim.right - claim.left - sum of summands - combination."""
    total, strict = _gap(combination, claim)
    positive = False
    for summand in certificate.summands:
        value, is_positive = _summand(combination, summand)
        total, positive = subtract(total, value), positive or is_positive
    if strict and not positive:
        raise EvaluationError("SP516", "no summand of a strict order is positive")
    yield from combination.closing(total)


def _gap(combination: Combination, statement: Statement) -> tuple[Matrix, bool]:
    """right - left of an order between scalars, and whether it is strict."""
    formula, value = statement.formula, combination.evaluator.matrix
    if not isinstance(formula, Compare) or formula.relation == "!=":
        raise EvaluationError("SP516", f"{type(formula).__name__} is not an order")
    with combination.evaluator.place.inside(statement.local):
        difference = subtract(value(formula.right), value(formula.left))
    if (difference.rows, difference.columns) != (1, 1):
        raise EvaluationError("SP512", "an order between matrices")
    return difference, formula.relation == "<"


def _summand(combination: Combination, summand: Summand) -> tuple[Matrix, bool]:
    if summand.coefficient <= 0:
        raise EvaluationError("SP516", "a summand of an order is subtracted")
    ring = combination.evaluator.ring
    value, positive = scale(ring.number(summand.coefficient), combination.evaluator.unit(1)), True
    for factor in summand.factors:
        found, strict = _factor(combination, factor)
        value, positive = ring.product(value, found), positive and strict
    return value, positive


def _factor(combination: Combination, factor: Nonnegative) -> tuple[Matrix, bool]:
    evaluator = combination.evaluator
    match factor:
        case SquaredNorm(argument):
            matrix = evaluator.matrix(argument)
            return trace(evaluator.ring.product(transpose(matrix), matrix)), False
        case Gap():
            return _gap(combination, conjunct(combination, factor))
        case IntegerGap(value):
            number = evaluator.place.integer(value)
            if number < 0:
                raise EvaluationError("SP511", f"a factor of an order is {number}")
            return scale(evaluator.ring.number(Fraction(number)), evaluator.unit(1)), False


def same_residuals(combination: Combination, claim: Statement, certificate: Same) -> Iterator[Matrix]:
    """The differences between the terms of the claim and those of the premise that says it."""
    premise = conjunct(combination, certificate)
    match claim.formula, premise.formula:
        case Compare("!=", left, right), Compare("!=", first, second):
            one = subtract(_at(combination, left, claim), _at(combination, right, claim))
            other = subtract(_at(combination, first, premise), _at(combination, second, premise))
            yield total if (total := add(one, other)).is_zero else subtract(one, other)
        case Predicate(name, given), Predicate(other, known) if name == other and len(given) == len(known):
            for mine, theirs in zip(given, known, strict=True):
                if not isinstance(mine, Members):
                    yield subtract(_at(combination, mine, claim), _at(combination, theirs, premise))
        case stated, known if stated != known:
            raise EvaluationError("SP516", "the claim is not the premise that it is said to be")


def _at(combination: Combination, term: Term, statement: Statement) -> Matrix:
    with combination.evaluator.place.inside(statement.local):
        return combination.evaluator.matrix(term)


# ------------------------------------------------------------------------------------------------ premises


def conjunct(combination: Combination, named: Gap | Same) -> Statement:
    """The conjunct of a premise at the indices that the certificate gives."""
    premise, place = combination.premises.get(named.premise), combination.evaluator.place
    found = list(_conjuncts(premise.formula)) if premise is not None else []
    if premise is None or not 0 <= named.part < len(found):
        raise EvaluationError("SP516", f"no part {named.part} of a premise {named.premise}")
    schemas, formula = found[named.part]
    if len(schemas) != len(named.at):
        raise EvaluationError("SP516", f"{named.premise} takes {len(schemas)} indices")
    local = dict(premise.local)
    for schema, at in zip(schemas, map(place.integer, named.at), strict=True):
        with place.inside(local):
            low, high = place.integer(schema.low), place.integer(schema.high)
        if not low <= at <= high:
            raise EvaluationError("SP511", f"a premise is used at {schema.index} = {at}, outside {low}..{high}")
        local[schema.index] = at
    return Statement(formula, local)


def _conjuncts(formula: Formula) -> Iterator[tuple[tuple[ForAllIndex, ...], Formula]]:
    """The conjuncts with the schemas around them, in the order in which certificates number them."""
    if isinstance(formula, And):
        for part in formula.parts:
            yield from _conjuncts(part)
    elif isinstance(formula, ForAllIndex):
        for schemas, inner in _conjuncts(formula.body):
            yield (formula, *schemas), inner
    else:
        yield (), formula
