"""Block matrices: rows of blocks are stacked by selections.

The selection S(a, s; N) is the N x s matrix that has the identity in the rows a + 1 to a + s and is zero elsewhere. A
block matrix is the sum of S_i A_ij S_j^T over its blocks, so that the normal form multiplies, adds and transposes it
block by block (Horn and Johnson, Matrix Analysis, 0.7). Two selections of R^N multiply by where their rows meet:
S(a, s)^T S(b, t) is zero where no row is common, and S(p-a, q-p; s) S(p-b, q-p; t)^T where the common rows are p+1..q;
S(a, s; N) S(b, t; s) = S(a+b, t; N).
Projections are differences of Q_b = S(0, b; N) S(0, b; N)^T, and Q_N = I. A selection of one row is a unit column.
Functions: (S X) kron Y = (S kron I)(X kron Y), and S kron I is a selection, too (Magnus and Neudecker, 2.2).
Ends of rows are compared as sums of sizes, which are >= 1, or by range facts; where that decides nothing, the product
stays as it stands.
"""

from __future__ import annotations

from functools import reduce
from itertools import pairwise
from typing import NamedTuple

from symproof.kernel.algebra.forms import Forms, uses
from symproof.kernel.algebra.keys import Kind, key_of
from symproof.kernel.algebra.words import Letter, Polynomial, combine, constant, of_letter
from symproof.kernel.context import Context
from symproof.language.affine import ONE, Affine, add, affine_text, quotient, shift, subtract, times
from symproof.language.selections import START, selection_term
from symproof.language.terms import Call

MOST_PARTS = 8  # of a partition


class Rows(NamedTuple):
    """The rows after ``start``, as many as ``size``, of R^total."""

    start: Affine
    size: Affine
    total: Affine

    @property
    def end(self) -> Affine:
        """The last of the rows."""
        return add(self.start, self.size)


def selection(normal: Forms, rows: Rows) -> Polynomial:
    """The form of S(start, size; total): the identity for all rows, a unit column for one of them."""
    if rows.size == rows.total:
        return constant(rows.total)
    if rows.size == ONE:
        index = shift(rows.start, 1)
        base = key_of(Kind.UNIT, f"e({affine_text(rows.total)})", rows.total)
        return of_letter(Letter(base, False, rows.total, ONE, index, index))
    base = key_of(Kind.PART, f"part({', '.join(map(affine_text, rows))})", *rows)
    normal.applied.setdefault(base, selection_term(*rows))
    normal.meeting.add(base)
    return of_letter(Letter(base, False, rows.total, rows.size))


# ------------------------------------------------------------------------------------------------ stacks


def row_of(normal: Forms, term: Call, forms: list[Polynomial]) -> Polynomial | None:
    """Blocks side by side: the transpose of the stack of their transposes."""
    stacked = block_of(normal, term, [form.transpose() for form in forms])
    return None if stacked is None else stacked.transpose()


def block_of(normal: Forms, term: Call, forms: list[Polynomial]) -> Polynomial | None:
    """Rows of blocks one below the other: the sum of S_i R_i."""
    if not forms:
        return None
    uses(normal, "sums and products by blocks")
    total = normal.context.canonical(reduce(add, [form.rows for form in forms]))
    value, start = Polynomial(total, forms[0].columns, {}), START
    for form in forms:
        value = combine(value, normal.times(selection(normal, Rows(start, form.rows, total)), form))
        start = normal.context.canonical(add(start, form.rows))
    return value


# ------------------------------------------------------------------------------------------------ products


def met(normal: Forms, left: Letter, right: Letter) -> Polynomial | None:
    """The product of two selections, where a rule knows it."""
    value = _met(normal, left, right)
    if value is not None:
        uses(normal, "product of block selections")
    return value


def _met(normal: Forms, left: Letter, right: Letter) -> Polynomial | None:
    """The product of the transpose of one and another, of one in another, or S S^T."""
    first, second = rows_of(left), rows_of(right)
    if first is None or second is None or Kind.PART not in (left.base.kind, right.base.kind):
        return None
    if left.transposed and not right.transposed and first.total == second.total:
        return _common(normal, first, second)
    if not left.transposed and not right.transposed and first.size == second.total:
        start = normal.context.canonical(add(first.start, second.start))
        return selection(normal, Rows(start, second.size, first.total))
    if right.transposed and not left.transposed and first == second and first.start != START:
        return combine(_projection(normal, first.end, first.total), _projection(normal, first.start, first.total), -1)
    return None


def rows_of(letter: Letter) -> Rows | None:
    """The rows that a selection or a unit column selects."""
    if letter.base.kind is Kind.UNIT and letter.high is not None:
        return Rows(shift(letter.high, -1), ONE, letter.columns if letter.transposed else letter.rows)
    return Rows(*letter.base.content) if letter.base.kind is Kind.PART else None  # type: ignore[arg-type]


def first_rows(form: Polynomial) -> Rows | None:
    """The rows that the first letter of a form of one word selects; of unit columns only those of a known place."""
    word = next(iter(form.terms))[1]
    rows = rows_of(word[0]) if word and not word[0].transposed else None
    return rows if rows is not None and (rows.size != ONE or rows.total.is_constant) else None


def widened(normal: Forms, rows: Rows, by: Affine) -> Polynomial:
    """S kron I: each row selected stands for as many as ``by``."""
    return selection(normal, Rows(*[normal.context.canonical(times(end, by)) for end in rows]))


def narrowed(normal: Forms, letter: Letter, by: Affine) -> Polynomial | None:
    """S for the letter S kron I with the identity of the size ``by``; None where it is no such product."""
    rows = rows_of(letter) if letter.base.kind is Kind.PART else None
    ends = [quotient(end, by) for end in rows or ()]
    known = [end for end in ends if end is not None]
    return selection(normal, Rows(*known)) if rows is not None and len(known) == len(ends) else None


def grid_of(normal: Forms, form: Polynomial) -> list[list[Polynomial]]:
    """The blocks of a square form at the ends of the selections that its words begin and end with; none where the order
    of these is not known."""
    ends = [START, form.rows]
    for _, word in form.terms:
        for rows in [rows_of(letter) for letter in (*word[:1], *word[-1:])]:
            if rows is not None and rows.total == form.rows:
                ends += [end for end in map(normal.context.canonical, (rows.start, rows.end)) if end not in ends]
    ordered: list[Affine] = []
    for end in ends:
        place = sum(at_most(normal.context, other, end) for other in ordered)
        if not all(at_most(normal.context, end, other) for other in ordered[place:]):
            return []
        ordered.insert(place, end)
    apart = [at_most(normal.context, shift(low, 1), high) for low, high in pairwise(ordered)]
    if len(apart) not in range(2, MOST_PARTS + 1) or not all(apart):
        return []
    parts = [Rows(low, normal.context.canonical(subtract(high, low)), form.rows) for low, high in pairwise(ordered)]
    selections = [selection(normal, part) for part in parts]
    return [[normal.product([down.transpose(), form, right]) for right in selections] for down in selections]


def _common(normal: Forms, first: Rows, second: Rows) -> Polynomial | None:
    """S^T T for two selections, where the order of their ends is known."""
    context = normal.context
    if at_most(context, first.end, second.start) or at_most(context, second.end, first.start):
        return Polynomial(first.size, second.size, {})
    start = _later(context, first.start, second.start)
    negative = _later(context, subtract(START, first.end), subtract(START, second.end))
    if start is None or negative is None or not at_most(context, shift(start, 1), end := subtract(START, negative)):
        return None
    size = context.canonical(subtract(end, start))
    down = selection(normal, Rows(context.canonical(subtract(start, first.start)), size, first.size))
    back = selection(normal, Rows(context.canonical(subtract(start, second.start)), size, second.size))
    return normal.times(down, back.transpose())


def _projection(normal: Forms, end: Affine, total: Affine) -> Polynomial:
    """Q_end, the projection to the first rows."""
    rows = selection(normal, Rows(START, end, total))
    return rows if end == total else normal.times(rows, rows.transpose())


def _later(context: Context, left: Affine, right: Affine) -> Affine | None:
    """The larger of two ends, where it is known which one it is."""
    if at_most(context, left, right):
        return right
    return left if at_most(context, right, left) else None


def at_most(context: Context, left: Affine, right: Affine) -> bool:
    """Whether left <= right: the difference is a sum of sizes, which are >= 1, and a number, or a range fact."""
    gap = context.canonical(subtract(right, left))
    coefficients = [coefficient for _, coefficient in gap.terms]
    if all(coefficient > 0 for coefficient in coefficients) and context.are_sizes(gap):
        return gap.constant + sum(coefficients) >= 0 or (bool(gap.terms) and context.holds(gap))
    return context.holds(gap)
