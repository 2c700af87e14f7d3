"""Inverses in sight that no premise declares, such as inv(A B) for invertible A and B: each is shown by a witness."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from symproof.explain.letters import transposes
from symproof.kernel.algebra.words import combine, constant, multiply
from symproof.language.certificate import Witness
from symproof.language.formulas import Formula
from symproof.search.algebra.bridge import Terms
from symproof.search.algebra.premised import true_inverses
from symproof.search.algebra.rules.functions import witness_by_functions
from symproof.search.algebra.rules.witness import witness_of
from symproof.search.algebra.search import Problem, Purse


def add_witnesses(problem: Problem, purse: Purse, premises: dict[str, Formula], aside: Callable[[], Purse]) -> bool:
    """Adds E inv(E) = I = inv(E) E for each of them that has a witness; whether any has."""
    normal = problem.normal
    declared = true_inverses(premises, normal)
    before = len(problem.derived)
    for base, inverted in list(normal.inverse_of.items()):
        if base in declared or purse.empty:
            continue
        form = min(inverted, inverted.transpose(), key=transposes)
        letter, unit = normal.inverse(form), constant(form.rows)
        right, left = combine(multiply(form, letter), unit, -1), combine(multiply(letter, form), unit, -1)
        if problem.knows(right):  # an instance of a schema declares it
            continue
        own = aside()
        allowed = own.work
        side = replace(problem, claim=form)
        found = witness_by_functions(side, own) or witness_of(side, own)
        purse.spend(allowed - own.work)
        if found is not None:
            problem.derive(Witness(Terms(normal).polynomial(form), *found), right, left)
    return len(problem.derived) > before
