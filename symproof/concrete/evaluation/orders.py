"""The second judge's reading of orders, and of claims that a premise says: matrices that must be zero at one place."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from symproof.concrete.evaluation.combination import Combination, Statement, conjunct
from symproof.concrete.evaluation.nonnegative import Reading
from symproof.concrete.evaluation.place import Place
from symproof.concrete.exact.matrices import Matrix, add, scale, subtract
from symproof.concrete.failures import EvaluationError
from symproof.language.affine import Affine, atoms, integer
from symproof.language.certificate import Definiteness, Order, Same, Summand
from symproof.language.declarations import Range
from symproof.language.formulas import Compare, Formula, Invertible, Predicate
from symproof.language.terms import Members, Term


def order_residuals(combination: Combination, claim: Statement, certificate: Order) -> Iterator[Matrix]:
    """One for each derived step, then m (claim.right - claim.left) - sum of summands - combination."""
    total, strict = _gap(combination, claim)
    yield from combination.deriving()
    ring, reading = combination.evaluator.ring, Reading(combination)
    values = [reading.weighted(summand) for summand in certificate.summands]
    positive = any(is_positive for _, is_positive in values)
    if certificate.multiplier:
        square = ring.product(total, total)  # m d >= c d^2 with c > 0 and m >= 0 gives d >= 0
        squares = [scale(ring.number(summand.coefficient), square) for summand in certificate.summands]
        weak = strict or any(subtract(x, y).is_zero for (x, _), y in zip(values, squares, strict=True))
        total = ring.product(_multiplier(reading, certificate.multiplier, weak), total)
    for value, _ in values:
        total = subtract(total, value)
    if strict and not positive:
        raise EvaluationError("SP516", "no summand of a strict order is positive")
    yield from reading.residuals
    yield combination.minus(total, certificate.by.combination)


def _multiplier(reading: Reading, multiplier: tuple[Summand, ...], weak: bool) -> Matrix:
    """What the order is multiplied by: positive, or not negative where that is enough."""
    first, *others = [reading.weighted(summand) for summand in multiplier]
    if not weak and not any(positive for _, positive in (first, *others)):
        raise EvaluationError("SP516", "no summand of the multiplier of an order is positive")
    total = first[0]
    for value, _ in others:
        total = add(total, value)
    return total


def _gap(combination: Combination, statement: Statement) -> tuple[Matrix, bool]:
    """right - left of an order between scalars, and whether it is strict."""
    formula = statement.formula
    if not isinstance(formula, Compare) or formula.relation == "!=":
        raise EvaluationError("SP516", f"{type(formula).__name__} is not an order")
    with combination.evaluator.place.inside(statement.local):
        difference = combination.gap(formula)
    if (difference.rows, difference.columns) != (1, 1):
        raise EvaluationError("SP512", "an order between matrices")
    return difference, formula.relation == "<"


def definite_residuals(combination: Combination, claim: Statement, certificate: Definiteness) -> Iterator[Matrix]:
    """What must be zero for the certificate to show that a matrix is semidefinite, then the claim minus it."""
    formula, values = _stated(combination, claim)
    reading = Reading(combination)
    match formula:
        case Predicate("positive definite" | "positive semidefinite" as name):
            claimed, strict = values[0], name == "positive definite"
        case Compare("<" | "<=" as relation):
            claimed, strict = subtract(values[1], values[0]), relation == "<"
        case _:
            raise EvaluationError("SP516", f"{type(formula).__name__} does not say that a matrix is semidefinite")
    yield from combination.deriving()
    value, definite = reading.matrix(certificate.matrix)
    if strict and not definite:
        raise EvaluationError("SP516", "the certificate does not show a definite matrix")
    yield from reading.residuals
    yield combination.minus(subtract(claimed, value), certificate.by.combination)


def _stated(combination: Combination, claim: Statement) -> tuple[Formula, list[Matrix]]:
    """The formula of a claim with the values of its terms."""
    with combination.evaluator.place.inside(claim.local):
        return claim.formula, combination.values(claim.formula)


def same_residuals(combination: Combination, claim: Statement, certificate: Same) -> Iterator[Matrix]:
    """The differences between the terms of the claim and those of the premise that says it."""
    premise = conjunct(combination, certificate)
    match claim.formula, premise.formula:
        case Compare("!="), Compare("!=" | "<") | Invertible():
            one, other = _nonzero(combination, claim), _nonzero(combination, premise)
            yield total if (total := add(one, other)).is_zero else subtract(one, other)
        case Predicate(name, given), Predicate(other, known) if name == other and len(given) == len(known):
            for mine, theirs in zip(given, known, strict=True):
                if not isinstance(mine, Members):
                    yield subtract(_at(combination, mine, claim), _at(combination, theirs, premise))
        case _ if _placed(combination, claim) != _placed(combination, premise):
            raise EvaluationError("SP516", "the claim is not the premise that it is said to be")


def _placed(combination: Combination, statement: Statement) -> Any:
    """The formula with the values of its indices and sizes: schemas may name their indices differently."""
    place = combination.evaluator.place
    with place.inside(statement.local):
        return _with_values(statement.formula, place, frozenset())


def _with_values(node: Any, place: Place, bound: frozenset[str]) -> Any:
    if isinstance(node, Affine):
        return node if atoms(node) & bound else integer(place.integer(node))
    if type(node) is tuple:
        return tuple(_with_values(item, place, bound) for item in node)
    if not dataclasses.is_dataclass(node) or isinstance(node, type):
        return node
    parts = {field.name: getattr(node, field.name) for field in dataclasses.fields(node)}
    inner = bound | {index} if isinstance(index := parts.get("index"), str) else bound
    for bounds in (parts.get("range"), parts.get("leading")):  # indices of a quantified family are bound in its sizes
        inner |= {bounds.index} if isinstance(bounds, Range) else set()
    return dataclasses.replace(node, **{name: _with_values(part, place, inner) for name, part in parts.items()})


def _nonzero(combination: Combination, statement: Statement) -> Matrix:
    """What the statement says is not zero."""
    formula = statement.formula
    if isinstance(formula, Invertible):
        return _at(combination, formula.argument, statement)
    if not isinstance(formula, Compare):
        raise EvaluationError("SP516", "this does not say that something is not zero")
    with combination.evaluator.place.inside(statement.local):
        return combination.gap(formula)


def _at(combination: Combination, term: Term, statement: Statement) -> Matrix:
    with combination.evaluator.place.inside(statement.local):
        return combination.evaluator.matrix(term)
