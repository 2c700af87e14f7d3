"""Sums whose terms the premises change: q_j^T (sum of q_i a_i) = a_j for orthonormal q_i, A (sum of v_i w_i^T) for
A v_i = c_i v_i.

What stands beside a sum is taken into it, the sum is split at the other indices that its terms mention, and the terms
of each part are reduced by the premises at the index of the sum.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
from typing import TypeAlias

from symproof.kernel.algebra.words import Word, combine, reverse
from symproof.language.affine import Affine, atoms, parameter, shift
from symproof.language.certificate import SumCongruence
from symproof.language.formulas import ForAllIndex, Formula
from symproof.language.parts import STEP, premise_parts
from symproof.language.refusal import Refusal
from symproof.language.substitution import substituted
from symproof.language.terms import IndexSum, Product, Term
from symproof.search.algebra.bridge import Terms
from symproof.search.algebra.equations import letters_inside, problem_of
from symproof.search.algebra.general import fresh_index
from symproof.search.algebra.rules.rounds import prove
from symproof.search.algebra.search import Problem, Purse
from symproof.search.algebra.sum_laws import contents, distribute, sum_of, words_both_ways
from symproof.search.algebra.sums import split_sum
from symproof.search.definite.reduced import Reducer

MOST = 8  # occurrences of sums
WORK = 3000  # for the terms of one sum


Occurrence: TypeAlias = tuple[Term | None, IndexSum, Term | None]  # what stands before and after a sum


def add_changed_summands(problem: Problem, premises: Mapping[str, Formula], purse: Purse) -> bool:
    """Adds equations between such sums to the problem. Returns whether it found any."""
    before = len(problem.derived)
    schemas = {name: item for name, item in premises.items() if _is_schema(item)}
    for occurrence in list(dict.fromkeys(_occurrences(problem)))[:MOST]:
        left, total, right = occurrence
        parts = _split(problem, occurrence)
        if left is not None:
            for part in dict.fromkeys((total, *parts)):
                distribute(problem, (left, part))
        wholes = dict.fromkeys(whole for part in parts for whole in _between(left, part, right))
        for whole in wholes if schemas else ():
            _reduce_terms(problem, schemas, purse, whole)
    return len(problem.derived) > before


def _is_schema(formula: Formula) -> bool:
    return isinstance(formula, ForAllIndex) or any(around for around, _ in premise_parts(formula))


def _occurrences(problem: Problem) -> Iterator[Occurrence]:
    """The sums in the claim and in derived equations, with their neighbours."""
    for word in _words(problem):
        yield from _around_sums(problem, word)


def _between(before: Term | None, total: IndexSum, after: Term | None) -> Iterator[IndexSum]:
    """The sums of e(i), X e(i), e(i) Y and X e(i) Y for X S Y with the sum S of e(i)."""
    for left, right in product(*[dict.fromkeys((None, side)) for side in (before, after)]):
        factors = [factor for factor in (left, total.body, right) if factor is not None]
        yield replace(total, body=factors[0] if len(factors) == 1 else Product(tuple(factors)))


def _split(problem: Problem, occurrence: Occurrence) -> list[IndexSum]:
    """The parts of the sum before and after the other indices in sight, which are added; or the sum itself."""
    before, total, after = occurrence
    whole = [*_between(before, total, after)][-1]
    parts = [total]
    for index in _other_indices(problem, whole)[:1]:
        split_sum(problem, total, shift(index, -1))
        split_sum(problem, replace(total, low=index), index)
        parts = [replace(total, high=shift(index, -1)), replace(total, low=shift(index, 1))]
    return parts


def _words(problem: Problem) -> Iterator[Word]:
    """The words of the claim, of derived equations and of scalars, and their transposes."""
    forms = [problem.claim, *(item.form for item in problem.equations if item.id.startswith(STEP))]
    for form in forms:
        yield from words_both_ways(form)
    for content in contents(problem, "word"):
        yield from (content, reverse(content))


def _around_sums(problem: Problem, word: Word) -> Iterator[Occurrence]:
    """Each sum in the word, written upright and with an index of its own, between its neighbours."""
    terms = Terms(problem.normal)
    for at, letter in enumerate(word):
        total = sum_of(terms, letter)
        if total is not None:
            around = [terms.letter(word[place]) if 0 <= place < len(word) else None for place in (at - 1, at + 1)]
            yield around[0], _renamed(problem, total), around[1]


def _renamed(problem: Problem, total: IndexSum) -> IndexSum:
    """The sum with a free name for its index, which no sum inside it has."""
    name = fresh_index(problem.normal.context, total) or total.index
    return replace(total, index=name, body=substituted(total.body, total.index, parameter(name)))


def _other_indices(problem: Problem, total: IndexSum) -> list[Affine]:
    """The indices of members of those families of which the terms take other members at the index of the sum."""
    normal = problem.normal
    inner = normal.under(normal.context.bound(total.index, total.low, total.high))
    try:
        letters = letters_inside([inner.polynomial(total.body)], inner)
    except Refusal:
        return []
    members = [
        (letter.base, letter.high) for letter in letters if letter.high is not None and letter.high == letter.low
    ]
    moving = {base for base, index in members if total.index in atoms(index)}
    fixed = dict.fromkeys(index for base, index in members if base in moving and total.index not in atoms(index))
    return list(fixed)


def _reduce_terms(problem: Problem, schemas: Mapping[str, Formula], purse: Purse, total: IndexSum) -> None:
    """Adds that the sum is that of its terms as the premises reduce them."""
    normal = problem.normal
    inner = normal.under(normal.context.bound(total.index, total.low, total.high))
    own = Purse(min(WORK, max(purse.work, 0)), purse.deadline)
    try:
        form = inner.polynomial(total.body)
        side = problem_of(schemas, form, inner, near=True)
        reduced = Reducer(side, own, [form]).form(form) if side.equations else None
        if reduced is None or not combine(form, reduced, -1).terms:
            return
        by = prove(replace(side, claim=combine(form, reduced, -1)), own).combination
    except Refusal:
        return
    finally:
        purse.spend(min(WORK, max(purse.work, 0)) - own.work)
    if by is not None and not any(entry.premise.startswith(STEP) for entry in by):
        derived = SumCongruence(total, replace(total, body=Terms(inner).polynomial(reduced)), 1, by)
        form = normal.difference(derived.left, derived.right)
        if form.terms and not problem.knows(form):
            problem.derive(derived, form)
