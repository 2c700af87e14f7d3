"""Sums over indices: matrices from their entries, and sums that are split where others begin or end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from symproof.kernel.algebra.keys import Kind
from symproof.kernel.algebra.words import Polynomial, combine
from symproof.kernel.context import Context
from symproof.language.affine import ONE, Affine, add, atoms, parameter, shift, subtract
from symproof.language.certificate import Derived, Entry, SplitSum, SumCongruence
from symproof.language.formulas import Equal, ForAllIndex, Formula
from symproof.language.parts import premise_parts
from symproof.language.records import dataclass, fields_of
from symproof.language.refusal import Refusal
from symproof.language.substitution import substituted
from symproof.language.terms import Basis, IndexSum, Product, Term, Transpose
from symproof.search.algebra.bridge import Terms, letters_of
from symproof.search.algebra.general import free_indices
from symproof.search.algebra.joining import joined
from symproof.search.algebra.search import Problem
from symproof.search.algebra.sum_laws import add_sum_laws, geometric_sums

MOST_INDICES = 2  # of an equation between entries
MOST_SPLITS = 12
MOST_GEOMETRIC = 3
ZERO = subtract(ONE, ONE)


def add_entrywise(problem: Problem, premises: Mapping[str, Formula]) -> None:
    """Adds A = B for a premise that says so of all entries, rows or columns: A[i,j] = B[i,j] for all i in 1..m and j in
    1..n gives the sums of e_i A[i,j] e_j^T, which are A and B."""
    for name, formula in premises.items():
        for part, (around, equation) in enumerate(premise_parts(formula)):
            if isinstance(equation, Equal) and 0 < len(around) <= MOST_INDICES:
                for derived in _gathered(problem, name, part, around, equation):
                    _derive(problem, derived, derived.left, derived.right)


def _gathered(
    problem: Problem, name: str, part: int, around: tuple[ForAllIndex, ...], equation: Equal
) -> Iterator[SumCongruence]:
    """The sum of e_i (left - right) e_j^T over all indices, where these run from 1."""
    context = problem.normal.context
    fresh = free_indices(context)
    if len(fresh) < len(around) or any(schema.low != ONE or not _is_size(context, schema.high) for schema in around):
        return
    pending, sides, names = [replace(schema, body=equation) for schema in around], equation, fresh[: len(around)]
    try:
        for place, index in enumerate(names):
            schema, here = pending[place], parameter(index)
            sides = substituted(sides, schema.index, here)
            pending = [*pending[: place + 1], *(substituted(item, schema.index, here) for item in pending[place + 1 :])]
    except Refusal:
        return
    units = [Basis(parameter(index), schema.high) for index, schema in zip(names, around, strict=True)]
    at = tuple(map(parameter, names))
    for before, after in _around(_size(problem, around, equation), units):
        factors = [(before, side, after) for side in (sides.left, sides.right)]
        left, right = [_nested(names, around, _product(*items)) for items in factors]
        yield SumCongruence(left, right, len(names), (Entry(name, part, at, left=before, right=after),))


def _around(size: tuple[Affine, Affine] | None, units: list[Basis]) -> Iterator[tuple[Term | None, Term | None]]:
    """The columns and rows of an identity between which the equation stands for its part of a matrix."""
    if size == (ONE, ONE):
        yield units[0], Transpose(units[1]) if len(units) > 1 else None
    elif size is not None and len(units) == 1:
        if size[1] == ONE:
            yield None, Transpose(units[0])
        elif size[0] == ONE:
            yield units[0], None


def _size(problem: Problem, around: tuple[ForAllIndex, ...], equation: Equal) -> tuple[Affine, Affine] | None:
    """The size of the equation, which is the same at all indices."""
    context = problem.normal.context
    try:
        for schema in around:
            context = context.bound(schema.index, schema.low, schema.high)
        form = problem.normal.under(context).polynomial(equation.left)
    except Refusal:
        return None
    return form.rows, form.columns


def _is_size(context: Context, value: Affine) -> bool:
    try:
        context.check_size(value)
    except Refusal:
        return False
    return True


def _product(before: Term | None, middle: Term, after: Term | None) -> Term:
    factors = tuple([factor for factor in (before, middle, after) if factor is not None])
    return factors[0] if len(factors) == 1 else Product(factors)


def _nested(names: Sequence[str], around: tuple[ForAllIndex, ...], body: Term) -> IndexSum:
    for name, schema in reversed(list(zip(names, around, strict=True))):
        body = IndexSum(name, schema.low, schema.high, body)
    if not isinstance(body, IndexSum):
        raise Refusal("SP308", "a sum without an index")
    return body


def _derive(problem: Problem, derived: Derived, left: Term, right: Term) -> None:
    """Adds the step, where it says something new."""
    try:
        form = problem.normal.difference(left, right)
    except Refusal:
        return
    if form.terms and not problem.knows(form):
        problem.derive(derived, form)


# ------------------------------------------------------------------------------------------------ splits


@dataclass(frozen=True, slots=True)
class _Run:
    """The sum of ``body`` over the indices after ``before`` up to ``high``."""

    body: Term
    before: Affine
    high: Affine
    index: str


def add_split_sums(problem: Problem, formulas: Iterable[Any], others: Iterable[Polynomial] = ()) -> None:
    """Adds the laws about the sums in sight and those that the formulas mention; then sum over low..high = sum over
    low..c + sum over c + 1..high for the sums in sight, those in the ``others`` included, and for the sums of the same
    terms over all rows, at each c where another sum of the same terms begins or ends."""
    add_sum_laws(problem, formulas)
    forms = [problem.claim, *(equation.form for equation in problem.equations), *others]
    for total in list(dict.fromkeys(geometric_sums(problem, forms)))[:MOST_GEOMETRIC]:  # q S + 1 = S + q^n
        longer = replace(total, high=shift(total.high, 1))
        split_sum(problem, longer, total.low)
        split_sum(problem, longer, total.high)
    classes: dict[Term, list[_Run]] = {}
    for run in _runs(problem, forms):
        known = classes.setdefault(run.body, [])
        known += [] if run in known else [run]
    made = 0
    for runs in classes.values():
        whole = _whole(problem.normal.context, runs[0])
        runs += [whole] if whole is not None and whole not in runs else []
        places = _places(problem.normal.context, runs) or _places(problem.normal.context, _with_hull(problem, runs))
        for run, end in places[: MOST_SPLITS - made]:
            made += 1
            _split(problem, run, end)


def _places(context: Context, runs: Sequence[_Run]) -> list[tuple[_Run, Affine]]:
    """Where the sums of the same terms can be split: at each end of another one."""
    ends = list(dict.fromkeys(end for run in runs for end in (run.before, run.high)))
    return [(run, end) for run in runs if len(runs) > 1 for end in ends if _inside(context, run, end)]


def _inside(context: Context, run: _Run, end: Affine) -> bool:
    """Whether the place is known to lie in the range, not at its ends."""
    if end in (run.before, run.high):
        return False
    return context.holds(subtract(end, run.before)) and context.holds(subtract(run.high, end))


def _split(problem: Problem, run: _Run, end: Affine) -> None:
    split_sum(problem, IndexSum(run.index, shift(run.before, 1), run.high, run.body), end)


def split_sum(problem: Problem, whole: IndexSum, end: Affine) -> None:
    """Adds that the sum is the sum up to an index plus the sum of the rest, where this says something new."""
    parts = replace(whole, high=end), replace(whole, low=shift(end, 1))
    context = problem.normal.context
    try:
        form = problem.normal.polynomial(whole)
        for part in parts:
            form = combine(form, problem.normal.polynomial(part), -1)
    except Refusal:
        return
    if form.terms and not problem.knows(form):
        problem.derive(SplitSum(whole, context.canonical(end)), form)


def _runs(problem: Problem, forms: Sequence[Polynomial]) -> Iterator[_Run]:
    """The sums in sight, their terms written so that shifted sums have the same ones."""
    normal, terms = problem.normal, Terms(problem.normal)
    for letter in letters_of(forms):
        summed = normal.summed.get(letter.base) if letter.base.kind is Kind.SUM else None
        term = terms.letter(letter) if summed is not None else None
        if not isinstance(term, IndexSum):
            continue
        summand = joined(term.body)
        offset = next(_offsets(summand, term.index), None)
        if offset is not None:
            here = subtract(parameter(term.index), offset)
            try:
                body = substituted(summand, term.index, here)
            except Refusal:  # a sum inside has an index of the same name
                continue
            yield _Run(body, offset, normal.context.canonical(add(term.high, offset)), term.index)


def _offsets(node: Any, name: str) -> Iterator[Affine]:
    """c for each integer expression name + c in a term, in order."""
    if isinstance(node, Affine):
        rest = subtract(node, parameter(name))
        if name in atoms(node) and name not in atoms(rest):
            yield rest
    elif isinstance(node, tuple):
        for item in node:
            yield from _offsets(item, name)
    else:
        for field in fields_of(node):
            yield from _offsets(getattr(node, field), name)


def _whole(context: Context, run: _Run) -> _Run | None:
    """The sum of the same terms over all rows of the unit columns in them."""
    units = [node for node in _units(run.body) if run.index in atoms(node.index)]
    sizes = {unit.size for unit in units}
    shifts = [subtract(unit.index, parameter(run.index)) for unit in units]
    if len(sizes) != 1 or not all(item.is_constant for item in shifts):
        return None
    least, most = (choose(item.constant for item in shifts) for choose in (min, max))
    return _Run(run.body, shift(ZERO, -least), context.canonical(shift(sizes.pop(), -most)), run.index)


def _with_hull(problem: Problem, runs: Sequence[_Run]) -> list[_Run]:
    """The sums, and that of the same terms over all their indices, where it is known which begins first and which ends
    last: sums over 0..n - 1 and 1..n are compared by means of that over 0..n, since n may be 0."""
    context, first, last = problem.normal.context, runs[0], runs[0]
    for run in runs:
        first = run if context.holds(subtract(first.before, run.before)) else first
        last = run if context.holds(subtract(run.high, last.high)) else last
    known = all(
        context.holds(subtract(run.before, first.before)) and context.holds(subtract(last.high, run.high))
        for run in runs
    )
    return [*runs, replace(first, high=last.high)] if known else list(runs)


def _units(node: Any) -> Iterator[Basis]:
    if isinstance(node, Basis):
        yield node
    elif isinstance(node, tuple):
        for item in node:
            yield from _units(item)
    elif not isinstance(node, Affine):
        for field in fields_of(node):
            yield from _units(getattr(node, field))
