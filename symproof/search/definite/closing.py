"""What is left of a claim when the squares are subtracted: it is closed as any equation is."""

from __future__ import annotations

from dataclasses import replace

from symproof.kernel.algebra.words import Polynomial, combine, constant, flip, of_letter
from symproof.language.certificate import Algebra, Entry
from symproof.language.terms import Term
from symproof.search.algebra.assemble import assembled
from symproof.search.algebra.bridge import Terms, product
from symproof.search.algebra.rules.rounds import prove
from symproof.search.algebra.search import Problem, Purse
from symproof.search.definite.pairs import pairs_of, symmetrized

STEP = "step:"


def closed(problem: Problem, rest: Polynomial, purse: Purse) -> Algebra | None:
    """rest = 0 from the equations of the problem."""
    if not rest.terms:
        return Algebra()
    by_pairs = _by_pairs(problem, rest, purse) if rest.is_scalar else None
    if by_pairs is not None:
        return Algebra(by_pairs)
    side = replace(problem, claim=rest, equations=list(problem.equations), derived=list(problem.derived))
    outcome = prove(side, purse)
    return None if outcome.combination is None else assembled(outcome.combination, side.derived)


def entries_of(problem: Problem, rest: Polynomial, purse: Purse) -> tuple[Entry, ...] | None:
    """The same by premises alone, without derived steps: for equations inside the rules of definiteness."""
    found = closed(problem, rest, purse)
    return None if found is None or found.derived else found.combination


def entries_of_unit(problem: Problem, left: Polynomial, right: Polynomial, purse: Purse) -> tuple[Entry, ...] | None:
    """The entries of left right = I by premises alone."""
    return entries_of(problem, combine(problem.normal.times(left, right), constant(right.columns), -1), purse)


def _by_pairs(problem: Problem, rest: Polynomial, purse: Purse) -> tuple[Entry, ...] | None:
    """The entries of rest = 0 where the rest is a sum of u^T R v with R = 0 for each pair of columns."""
    pairs = pairs_of(rest) or {}
    entries: list[Entry] = []
    terms = Terms(problem.normal)
    for (first, last), part in pairs.items() if len(pairs) > 1 else ():
        form = symmetrized(part) if first == last else part
        found = entries_of(problem, form, purse)
        if found is None or not all(_is_placed(problem, entry) for entry in found):
            return None
        left, right = terms.polynomial(of_letter(flip(first))), terms.polynomial(of_letter(last))
        entries += [_between(left, entry, right) for entry in found]
    return tuple(entries) or None


def _is_placed(problem: Problem, entry: Entry) -> bool:
    """Whether the entry is a number or scalar times left x right for an equation between matrices."""
    return not entry.trace and (entry.factor is None or problem.normal.polynomial(entry.factor).is_scalar)


def _between(left: Term, entry: Entry, right: Term) -> Entry:
    """The entry between two columns."""
    inner = [part for part in (left, entry.left) if part is not None]
    outer = [part for part in (entry.right, right) if part is not None]
    return replace(entry, left=product(inner), right=product(outer))
