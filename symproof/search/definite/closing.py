"""What is left of a claim when the squares are subtracted: it is closed as any equation is."""

from __future__ import annotations

from dataclasses import replace

from symproof.kernel.algebra.words import Polynomial
from symproof.language.certificate import Algebra, Entry
from symproof.search.algebra.assemble import assembled
from symproof.search.algebra.rules.rounds import prove
from symproof.search.algebra.search import Problem, Purse

STEP = "step:"


def closed(problem: Problem, rest: Polynomial, purse: Purse) -> Algebra | None:
    """rest = 0 from the equations of the problem."""
    if not rest.terms:
        return Algebra()
    side = replace(problem, claim=rest, equations=list(problem.equations), derived=list(problem.derived))
    outcome = prove(side, purse)
    return None if outcome.combination is None else assembled(outcome.combination, side.derived)


def entries_of(problem: Problem, rest: Polynomial, purse: Purse) -> tuple[Entry, ...] | None:
    """The same by premises alone, without derived steps: for equations inside the rules of definiteness."""
    found = closed(problem, rest, purse)
    return None if found is None or found.derived else found.combination
