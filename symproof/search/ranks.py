"""Orders and equations between ranks, full rank and rank zero: weights over the laws about ranks."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

from symproof.kernel.algebra.calls import is_call
from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Polynomial, combine, constant
from symproof.language.affine import ONE
from symproof.language.certificate import Law, Order, Signed
from symproof.language.formulas import Compare, Equal, Formula, Invertible
from symproof.language.parts import relations
from symproof.language.refusal import Refusal
from symproof.language.terms import Call, Integer, Term
from symproof.search.algebra.assemble import assembled
from symproof.search.algebra.bridge import Terms, letters_of
from symproof.search.algebra.calls import add_call_congruences
from symproof.search.algebra.equations import problem_of
from symproof.search.algebra.nodes import nodes
from symproof.search.algebra.ranks import Ranks, ranks_in_sight
from symproof.search.algebra.rules.rounds import prove
from symproof.search.algebra.search import Problem, Purse
from symproof.search.quantities import Quantity, lawful, singles
from symproof.search.weights import weighed


def rank_order(claim: Compare, normal: Normalizer, premises: Mapping[str, Formula], purse: Purse) -> Order | None:
    """A certificate of an order that the laws about ranks give, without its range facts."""
    difference = normal.difference(claim.right, claim.left)
    if not difference.is_scalar:
        return None
    problem = problem_of(premises, difference, normal)
    if not difference.terms:  # falsity, 0 < 0: the premises speak of ranks, or nothing does
        _bring_in_sight(problem, premises)
    seeds = _seeds(problem, premises)
    if not seeds:
        return None
    quantities = _quantities(problem, seeds, premises, purse)
    found = _shown(problem, quantities, difference, claim.relation == "<", purse)
    return None if found is None else Order(found.summands, assembled(found.by, problem.derived))


def add_ranks(problem: Problem, premises: Mapping[str, Formula], claim: Equal, purse: Purse) -> None:
    """Adds what the laws about ranks give for an equation: between scalars as two orders; or that matrices of full rank
    have inverses, and that those of rank zero are zero."""
    if problem.claim.is_scalar:
        _bring_in_sight(problem, premises)
    seeds = ranks_in_sight(problem)
    if not seeds:
        return
    form = problem.claim
    wanted = [] if form.is_scalar or any(item.terms == form.terms for item in seeds) else [form]
    quantities = _quantities(problem, [*seeds, *wanted], premises, purse)
    if problem.claim.is_scalar and _mentions_rank(problem):
        if any(len(monomial) > 1 for monomial, _ in problem.claim.terms):
            _settle(problem, seeds, quantities, purse)
        _squeeze(problem, claim, quantities, purse)
        return
    for seed in seeds:
        add_full_rank(problem, seed, quantities, purse)
        if problem.claim.is_scalar and seed.rows == seed.columns:
            _singular(problem, seed, quantities, purse)
    if not form.is_scalar:
        _rank_zero(problem, form, quantities, purse)


def _bring_in_sight(problem: Problem, premises: Mapping[str, Formula]) -> None:
    """The ranks of which orders among the premises speak."""
    for node in nodes(tuple(premises.values())):
        if isinstance(node, Call) and node.name == "rank":
            with suppress(Refusal):  # inside a schema
                problem.normal.polynomial(node)


def full_rank(form: Polynomial, problem: Problem, premises: Mapping[str, Formula], purse: Purse) -> Law | None:
    """That a square matrix has full rank, as the last derived step of the problem."""
    seeds = [form, *ranks_in_sight(problem)]
    if len(seeds) == 1:
        return None
    return _full(problem, form, _quantities(problem, seeds, premises, purse), purse)


def add_full_rank(problem: Problem, form: Polynomial, quantities: list[Quantity], purse: Purse) -> None:
    """Adds that X, X^T X or X X^T is invertible, where the rank of X is its size."""
    normal = problem.normal
    products = [normal.times(form.transpose(), form), normal.times(form, form.transpose())]
    for square in [form] if form.rows == form.columns else products:
        if not square.is_scalar:
            law = _full(problem, square, quantities, purse)
            if law is not None:
                letter, unit = normal.inverse(square), constant(square.rows)
                right, left = normal.times(square, letter), normal.times(letter, square)
                problem.derived.pop()
                problem.derive(law, combine(right, unit, -1), combine(left, unit, -1))


# ------------------------------------------------------------------------------------------------ the laws


def _full(problem: Problem, form: Polynomial, quantities: list[Quantity], purse: Purse) -> Law | None:
    value = combine(_rank(problem, form), problem.normal.integer(form.rows), -1)
    shown = _shown(problem, quantities, value, False, purse)
    if shown is None:
        return None
    law = Law("full rank", (Terms(problem.normal).polynomial(form),), (shown,))
    problem.derived.append(law)
    return law


def _singular(problem: Problem, form: Polynomial, quantities: list[Quantity], purse: Purse) -> None:
    """det(X) = 0 where the rank of X is less than its size."""
    value = combine(problem.normal.integer(form.rows), _rank(problem, form), -1)
    shown = _shown(problem, quantities, value, True, purse)
    if shown is not None:
        term = Terms(problem.normal).polynomial(form)
        determinant = problem.normal.polynomial(Call("det", (term,), ONE, ONE))
        problem.derive(Law("less than full rank", (term,), (shown,)), determinant)


def _rank_zero(problem: Problem, form: Polynomial, quantities: list[Quantity], purse: Purse) -> None:
    shown = _shown(problem, quantities, _rank(problem, form).scale(-1), False, purse)
    if shown is not None:
        problem.derive(Law("rank zero", (Terms(problem.normal).polynomial(form),), (shown,)), form)


def _squeeze(problem: Problem, claim: Equal, quantities: list[Quantity], purse: Purse) -> None:
    """l = r from l <= r and r <= l."""
    difference = problem.claim
    signs = [_shown(problem, quantities, item, False, purse) for item in (difference, difference.scale(-1))]
    if signs[0] is not None and signs[1] is not None:
        problem.derive(Law("equality of two orders", (claim.left, claim.right), (signs[0], signs[1])), difference)


def _settle(problem: Problem, seeds: list[Polynomial], quantities: list[Quantity], purse: Purse) -> None:
    """rank(X) = r where r is a size of X, or 1, for use in products of ranks."""
    for seed in seeds:
        rank = _rank(problem, seed)
        for value in dict.fromkeys((seed.rows, seed.columns, ONE)):
            difference = combine(rank, problem.normal.integer(value), -1)
            signs = [_shown(problem, quantities, item, False, purse) for item in (difference, difference.scale(-1))]
            if difference.terms and signs[0] is not None and signs[1] is not None:
                sides = Terms(problem.normal).polynomial(rank), Integer(value)
                problem.derive(Law("equality of two orders", sides, (signs[0], signs[1])), difference)
                break


def _shown(problem: Problem, quantities: list[Quantity], form: Polynomial, strict: bool, purse: Purse) -> Signed | None:
    """That the scalar is not negative, in the derived steps of the problem."""
    side = replace(problem, claim=form)
    found = weighed(side, quantities, strict)
    if found is None:
        return None
    rest = prove(replace(side, claim=found[1]), purse).combination if found[1].terms else ()
    return None if rest is None else Signed(found[0], rest)


def _rank(problem: Problem, form: Polynomial) -> Polynomial:
    term: Term = Terms(problem.normal).polynomial(form)
    return problem.normal.polynomial(Call("rank", (term,), ONE, ONE))


# ------------------------------------------------------------------------------------------------ the quantities


def _quantities(
    problem: Problem, seeds: list[Polynomial], premises: Mapping[str, Formula], purse: Purse
) -> list[Quantity]:
    """What is not negative: by laws about ranks, by premises, and sizes less 1."""
    add_call_congruences(problem, premises)
    gaps = Ranks(problem, purse).gather([*seeds, *ranks_in_sight(problem)], premises)
    found: dict[str, Quantity] = {}
    for item in (*lawful(gaps, problem, premises), *singles(problem, premises)):
        known = found.get(item.form.text())
        if item.form.terms and (known is None or (item.strict and not known.strict)):
            found[item.form.text()] = item
    return list(found.values())


def _seeds(problem: Problem, premises: Mapping[str, Formula]) -> list[Polynomial]:
    """The matrices whose rank is in sight; for a claim about sizes alone, invertible products among the premises and
    products that are an identity."""
    seeds = ranks_in_sight(problem)
    atoms = [atom for monomial, _ in problem.claim.terms for atom in monomial]
    if seeds or any(kind != "integer" for kind, _ in atoms) or not atoms:
        return seeds
    normal = problem.normal
    found = [item.argument for formula in premises.values() for item in relations(formula)
             if isinstance(item, Invertible)]  # fmt: skip
    forms = [normal.polynomial(argument) for argument in found]
    for equation in problem.equations:
        words = {word for _, word in equation.form.terms}
        if () in words and len(words) == 2:
            word = next(word for word in words if word)
            forms.append(Polynomial(equation.form.rows, equation.form.columns, {((), word): 1}))
    return [form for form in forms if not form.is_scalar]


def _mentions_rank(problem: Problem) -> bool:
    """Whether a rank stands in the claim."""
    return any(is_call(letter, "rank") for letter in letters_of([problem.claim]))
