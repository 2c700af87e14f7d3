"""Congruence: f(P) = f(Q) and f'(P) = f'(Q) for the arguments in sight that are provably equal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from symproof.kernel.algebra.words import Polynomial, combine
from symproof.language.certificate import Congruence
from symproof.language.terms import Slope, Term, Value
from symproof.search.algebra.in_sight import applied_in_sight
from symproof.search.algebra.rules.rounds import prove
from symproof.search.algebra.search import Problem, Purse


def add_congruences(problem: Problem, aside: Callable[[], Purse], purse: Purse) -> None:
    """f(P) = f(Q) and f'(P) = f'(Q) for the arguments in sight that are provably equal."""
    applied: dict[str, list[tuple[Term, Polynomial]]] = {}
    for term in applied_in_sight(problem.normal):
        if isinstance(term, Value | Slope):
            form = problem.normal.polynomial(term.argument)
            known = applied.setdefault(term.function, [])
            if all(form.text() != other.text() for _, other in known):
                known.append((term.argument, form))
    for function, arguments in applied.items():
        for position, (left, first) in enumerate(arguments):
            for right, second in arguments[position + 1 :]:
                _congruent(problem, aside, purse, function, (left, first), (right, second))


def _congruent(
    problem: Problem,
    aside: Callable[[], Purse],
    purse: Purse,
    function: str,
    left: tuple[Term, Polynomial],
    right: tuple[Term, Polynomial],
) -> None:
    normal = problem.normal
    side = replace(problem, claim=combine(left[1], right[1], -1))
    part = aside()
    before = part.work
    outcome = prove(side, part)
    purse.spend(before - part.work)
    if outcome.combination is None:
        return
    values = [normal.polynomial(Value(function, term)) for term, _ in (left, right)]
    slopes = [normal.polynomial(Slope(function, term)) for term, _ in (left, right)]
    derived = Congruence(function, left[0], right[0], outcome.combination)
    problem.derive(derived, combine(values[0], values[1], -1), combine(slopes[0], slopes[1], -1))
