"""What orders between scalars and their reciprocals need of the functions in sight."""

from __future__ import annotations

from collections.abc import Mapping

from symproof.kernel.algebra.words import Polynomial, combine, constant, multiply
from symproof.language.affine import ONE
from symproof.language.certificate import Derived, Entry, Law, Signed, Witness
from symproof.language.formulas import Formula
from symproof.language.terms import Term
from symproof.search import signs as scalar_signs
from symproof.search.algebra.bridge import Terms
from symproof.search.algebra.calls import add_call_congruences
from symproof.search.algebra.laws import add_laws
from symproof.search.algebra.rules.rounds import prove
from symproof.search.algebra.search import Problem, Purse
from symproof.search.quantities import distinct, singles
from symproof.search.weights import weighed

RECIPROCAL = "reciprocal of a positive scalar"
MOST_STRICT = 6  # quantities of which products are taken


def add_of_functions(problem: Problem, premises: Mapping[str, Formula], purse: Purse) -> bool:
    """Adds what an order may need of the functions in sight: f(P) = f(Q) for premises P = Q, and laws; whether there is
    anything new."""
    before = len(problem.derived)
    add_laws(problem, premises, purse, compared=True)
    add_call_congruences(problem, premises)
    return len(problem.derived) > before


def reciprocal_by_sign(
    argument: Term, problem: Problem, premises: Mapping[str, Formula], purse: Purse
) -> list[Derived]:
    """Derived steps, the last of which says c inv(c) = 1 for the scalar claim c of the problem, where c or -c or c^2 is
    positive by the premises and by laws; none where that is not shown."""
    if not problem.claim.is_scalar or not add_of_functions(problem, premises, purse):
        return []
    claim, terms = problem.claim, Terms(problem.normal)
    for factor in (constant(ONE), constant(ONE, -1), claim):
        value = problem.normal.times(factor, claim)
        sign = scalar_signs.signed(problem, premises, value, True, purse) or _by_products(
            problem, premises, value, purse
        )
        if sign is None:
            continue
        inverse = problem.normal.inverse(value)
        problem.derive(
            Law(RECIPROCAL, (terms.polynomial(value),), (sign,)), combine(multiply(value, inverse), constant(ONE), -1)
        )
        entry = Entry(f"step:{len(problem.derived)}", 0)
        witness = terms.polynomial(problem.normal.times(factor, inverse))
        return [*problem.derived, Witness(argument, witness, (entry,))]
    return []


def _by_products(problem: Problem, premises: Mapping[str, Formula], value: Polynomial, purse: Purse) -> Signed | None:
    """The sign by products of two quantities that are positive."""
    strict = [item for item in singles(problem, premises) if item.strict and item.factors][:MOST_STRICT]
    found = [one.times(two, problem.normal) for at, one in enumerate(strict) for two in strict[at:]]
    weighted = weighed(Problem(problem.normal, problem.equations, value), distinct(found), True) if found else None
    if weighted is None:
        return None
    side = Problem(problem.normal, list(problem.equations), weighted[1])
    rest = prove(side, purse).combination if weighted[1].terms else ()
    return None if rest is None else Signed(weighted[0], rest)
