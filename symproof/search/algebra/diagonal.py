"""Diagonal matrices as arguments of functions: where a premise says diag(X) = X, calls in sight are also written with
diag(X) in place of X, which their rules then take outside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from symproof.kernel.algebra.calls import is_call, parts_of
from symproof.kernel.algebra.keys import Key
from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Polynomial, combine, constant, of_letter
from symproof.language.affine import ONE
from symproof.language.certificate import CallCongruence
from symproof.language.terms import Call
from symproof.search.algebra.bridge import Terms
from symproof.search.algebra.in_sight import calls_in_sight
from symproof.search.algebra.rules.rounds import prove
from symproof.search.algebra.search import Problem, Purse

MOST_CALLS = 16
Written = dict[Key, Polynomial]  # what a letter is written as instead


def add_diagonal(problem: Problem, aside: Callable[[], Purse], purse: Purse) -> None:
    """Adds g(..., P, ...) = g(..., Q, ...) for the calls in sight, where Q is P with diag(X) for each diagonal X."""
    normal, written = problem.normal, _diagonal(problem)
    calls = [call for call in calls_in_sight(normal) if call.arguments]
    for call in calls[:MOST_CALLS] if written else ():
        found = _rewritten(problem, call, written, aside, purse)
        letters = [word for _, word in normal.polynomial(call).terms]
        if found is not None and len(letters) == 1 and len(letters[0]) == 1 and not letters[0][0].transposed:
            written[letters[0][0].base] = normal.polynomial(found)


def _diagonal(problem: Problem) -> Written:
    """diag(X) for the letters X with an equation diag(X) = X."""
    found: Written = {}
    for equation in problem.equations:
        words = [word for monomial, word in equation.form.terms if not monomial and len(word) == 1]
        if len(words) == len(equation.form.terms) == 2 and sum(equation.form.terms.values()) == 0:
            for (one,), (other,) in (words, words[::-1]):
                parts = parts_of(problem.normal, one, "diag")
                if parts and parts[0].terms == of_letter(other).terms and not is_call(other, "diag"):
                    found[other.base] = of_letter(one)
    return found


def _rewritten(problem: Problem, call: Call, written: Written, aside: Callable[[], Purse], purse: Purse) -> Call | None:
    """The call with new arguments, after adding the steps that show that its value is the same; None where there are
    no new arguments."""
    normal, terms, before = problem.normal, Terms(problem.normal), call
    for place, argument in enumerate(call.arguments):
        form = normal.polynomial(argument)
        other = _replaced(normal, form, written)
        if other.terms == form.terms:
            continue
        own = aside()
        work = own.work
        outcome = prove(replace(problem, claim=combine(form, other, -1)), own)
        purse.spend(work - own.work)
        if outcome.combination is None:
            continue
        arguments = (*call.arguments[:place], terms.polynomial(other), *call.arguments[place + 1 :])
        after = replace(call, arguments=arguments)
        difference = combine(normal.polynomial(call), normal.polynomial(after), -1)
        if difference.terms and not problem.knows(difference):
            problem.derive(CallCongruence(call, after, place, outcome.combination), difference)
        call = after
    return None if call is before else call


def _replaced(normal: Normalizer, form: Polynomial, written: Written) -> Polynomial:
    """The form with other letters; a transposed letter is replaced by the transpose."""
    total = Polynomial(form.rows, form.columns, {})
    for (monomial, word), c in form.terms.items():
        factors = [Polynomial(ONE, ONE, {(monomial, ()): c})]
        for letter in word:
            other = written.get(letter.base)
            if other is None:
                factors.append(of_letter(letter))
            else:
                factors.append(other.transpose() if letter.transposed else other)
        unit = constant(form.rows) if not word else None
        total = combine(total, normal.product([*factors, *([unit] if unit else [])]))
    return total
