"""X = 0 from orders between scalars: where -|X|^2, or c and -c for a scalar c, are sums of what is not negative."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import product

from symproof.kernel.algebra.words import Polynomial, combine
from symproof.language.certificate import Gram, Summand, Vanishing
from symproof.language.formulas import Formula
from symproof.search.algebra.bridge import Terms
from symproof.search.algebra.search import Problem, Purse
from symproof.search.definite.closing import entries_of
from symproof.search.quantities import Quantity, distinct, gaps_of, singles
from symproof.search.weights import adding_up

MAX_QUANTITIES = 40
MAX_SUMMANDS = 36


def add_between(problem: Problem, premises: Mapping[str, Formula], purse: Purse) -> bool:
    """Adds the step X = 0 for the claim X, if it is found: |X|^2 + S is 0 for a sum S of what is not negative. For a
    scalar c, where c = S and -c = T for two such sums, c^2 + S T is 0."""
    claim, normal = problem.claim, problem.normal
    if not claim.terms or next(gaps_of(problem, premises), None) is None:
        return False
    square = normal.trace(normal.times(claim.transpose(), claim))
    found = _products(problem, premises) if claim.is_scalar else None
    if found is None:
        aside = replace(problem, claim=square.scale(-1))
        found = _sum(aside, aside.claim, _quantities(aside, premises))
    if found is None or len(found) > MAX_SUMMANDS:
        return False
    total = square
    for weight, quantity in found:
        total = combine(total, quantity.form, weight)
    entries = entries_of(problem, total, purse)
    if entries is None:
        return False
    summands = tuple([Summand(weight, quantity.factors) for weight, quantity in found])
    problem.derive(Vanishing(Gram((Terms(normal).polynomial(claim),), None, None), summands, entries), claim)
    return True


def _quantities(problem: Problem, premises: Mapping[str, Formula]) -> list[Quantity]:
    return distinct(item for item in singles(problem, premises) if item.factors)[:MAX_QUANTITIES]


def _products(problem: Problem, premises: Mapping[str, Formula]) -> list[tuple[Fraction, Quantity]] | None:
    """The products S T for a scalar claim c = S with -c = T."""
    quantities = _quantities(problem, premises)
    above, below = (_sum(problem, problem.claim.scale(sign), quantities) for sign in (1, -1))
    if above is None or below is None:
        return None
    return [(one * two, first.times(second, problem.normal)) for (one, first), (two, second) in product(above, below)]


def _sum(problem: Problem, goal: Polynomial, quantities: list[Quantity]) -> list[tuple[Fraction, Quantity]] | None:
    """Quantities with the weights c > 0 with which they add up to the goal, modulo the equations between scalars."""
    free = [item.form.terms for item in problem.equations if item.form.is_scalar]
    weights = adding_up([goal.terms, *(item.form.terms for item in quantities)], quantities, False, free)
    if weights is None:
        return None
    return [(weight, item) for weight, item in zip(weights, quantities, strict=True) if weight]
