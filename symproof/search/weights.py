"""Weights with which quantities that are known not to be negative add up to a claim, by exact linear programming."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from symproof.kernel.algebra.words import Coefficient, Polynomial, combine
from symproof.language.certificate import Summand
from symproof.search.algebra.search import Problem
from symproof.search.algebra.squares import relations_between
from symproof.search.algebra.weights import weights_of
from symproof.search.definite.flattened import Flattened
from symproof.search.definite.symmetric import Symmetric
from symproof.search.quantities import Quantity


def weighed(
    problem: Problem, quantities: list[Quantity], strict: bool, reduce: Flattened | None = None
) -> tuple[tuple[Summand, ...], Polynomial] | None:
    """The summands with these weights, and what is left of the claim, which is zero by the equations."""
    weights = weights_for(problem, quantities, strict, reduce)
    if weights is None:
        return None
    return summed(problem.claim, quantities, weights)


def summed(
    rest: Polynomial, quantities: Sequence[Quantity], weights: Sequence[Fraction]
) -> tuple[tuple[Summand, ...], Polynomial]:
    """The summands with these weights, and what they leave of a form."""
    for weight, item in zip(weights, quantities, strict=True):
        rest = combine(rest, item.form, -weight) if weight else rest
    used = [Summand(weight, item.factors) for weight, item in zip(weights, quantities, strict=True) if weight]
    return tuple(used), rest


def weights_for(
    problem: Problem, quantities: Sequence[Quantity], strict: bool, reduce: Flattened | None
) -> list[Fraction] | None:
    """Weights with which the quantities add up to the claim, modulo the equations of the problem."""
    forms = [problem.claim, *(item.form for item in quantities)]
    free = [equation.form for equation in problem.equations if equation.form.is_scalar]
    free += [relation.form for relation in relations_between(problem, forms)]
    weights = adding_up([form.terms for form in forms], quantities, strict, [form.terms for form in free])
    symmetric = Symmetric(problem)
    if weights is None and symmetric.known:
        flat = [symmetric(form).terms for form in forms]
        weights = adding_up(flat, quantities, strict, [symmetric(form).terms for form in free])
    if weights is None and reduce is not None and problem.equations:
        weights = _modulo(problem, forms, free, quantities, strict, reduce)
    return weights


def _modulo(
    problem: Problem, forms: list[Polynomial], free: list[Polynomial], quantities: Sequence[Quantity], strict: bool,
    reduce: Flattened,
) -> list[Fraction] | None:  # fmt: skip
    """The same for the forms as the completion of the equations reduces them; what it does not know is left out."""
    if reduce.vacuous:
        return None
    goal, *reduced = [reduce(form) for form in forms]
    if goal is None:
        return None
    known = [number for number, row in enumerate(reduced) if row is not None]
    rows = [goal, *(row for row in reduced if row is not None)]
    loose = [row for form in free if (row := reduce(form)) is not None]
    weights = adding_up(rows, [quantities[number] for number in known], strict, loose)
    if weights is None:
        return None
    result = [Fraction(0)] * len(quantities)
    for number, weight in zip(known, weights, strict=True):
        result[number] = weight
    return result


def adding_up(
    forms: Sequence[Mapping[Any, Coefficient]], quantities: Sequence[Quantity], strict: bool,
    free: Sequence[Mapping[Any, Coefficient]],
) -> list[Fraction] | None:  # fmt: skip
    """c >= 0 with goal = sum of c * form + multiples of the free forms, the goal the first of the forms; some c of a
    strict quantity > 0 if ``strict``."""
    goal, *known = forms
    return weights_of(goal, known, [item.strict for item in quantities], free, wanted_strict=strict)
