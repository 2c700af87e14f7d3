"""Ranks of block matrices: bounds by their blocks, and equal ranks by elimination.

For the blocks B_ij = S_i^T M T_j of M, with selections S_i of rows and T_j of columns: the rank of M is at most the sum
of the ranks of its rows of blocks, at least that of each of them, and at least rank(S_i^T M) + rank(M T_j) where B_ij
is zero (Frobenius). Multiplying by I - X with X X = 0 keeps the rank: so a pivot whose inverse is known clears its row
and its column, and one of two equal rows of blocks is cleared by the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import reduce
from itertools import islice, pairwise
from typing import Protocol

from symproof.kernel.algebra.blocks import MOST_PARTS, Rows, at_most, rows_of, selection
from symproof.kernel.algebra.calls import of_word, one_term
from symproof.kernel.algebra.keys import Kind
from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Polynomial, Word, combine, constant, of_letter
from symproof.language.affine import Affine, add, shift, subtract
from symproof.language.records import dataclass
from symproof.language.selections import START
from symproof.search.algebra.bridge import letters_of
from symproof.search.algebra.reducing import Reducer
from symproof.search.algebra.rules.inverses import known_inverses
from symproof.search.algebra.search import Problem

MOST_BLOCKS = 9
MOST_PIVOTS = 2


class Ranks(Protocol):
    """The pool of matrices of which ranks are compared; ``parted`` holds those whose blocks were looked at."""

    problem: Problem
    reducer: Reducer
    parted: set[str]

    def gap(self, law: str, *forms: Polynomial) -> None:
        """Adds a quantity, right side minus left side of the law at these matrices, which is not negative."""

    def enter(self, form: Polynomial) -> None:
        """Adds a matrix to the pool."""

    def equate(self, form: Polynomial, reduced: Polynomial) -> bool:
        """Adds that the ranks are equal where the equations show that the matrices are."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A block matrix with the selections of its rows and columns."""

    form: Polynomial
    rows: tuple[Polynomial, ...]
    columns: tuple[Polynomial, ...]
    blocks: tuple[tuple[Polynomial, ...], ...]


def add_blocks(ranks: Ranks, form: Polynomial) -> bool:
    """Adds bounds of the rank of the form by the ranks of its blocks. Returns whether the form has blocks."""
    if form.text() in ranks.parted:
        return True
    grid = _grid(ranks.problem.normal, form)
    if grid is None:
        return False
    ranks.parted.add(form.text())
    _bounds(ranks, grid)
    _bounds(ranks, _transposed(grid))
    for i, down in enumerate(grid.rows):
        for j, right in enumerate(grid.columns):
            if not grid.blocks[i][j].terms:
                ranks.gap("Frobenius inequality", down.transpose(), form, right)
    pivoted = list(islice(_pivoted(ranks, grid), MOST_PIVOTS))
    for cleared in pivoted or islice(_repeated(ranks, grid), 1):
        add_blocks(ranks, cleared)
    return True


def _grid(normal: Normalizer, form: Polynomial) -> Grid | None:
    """The blocks; None where there is one, or where the order of the parts is not known."""
    if not any(letter.base.kind is Kind.PART for letter in letters_of([form])):
        return None
    rows, columns = _selections(normal, form), _selections(normal, form.transpose())
    if not 1 < len(rows) * len(columns) <= MOST_BLOCKS:
        return None
    blocks = tuple([tuple([normal.product([down.transpose(), form, right]) for right in columns]) for down in rows])
    return Grid(form, tuple(rows), tuple(columns), blocks)


def _transposed(grid: Grid) -> Grid:
    turned = tuple([tuple([block.transpose() for block in column]) for column in zip(*grid.blocks, strict=True)])
    return Grid(grid.form.transpose(), grid.columns, grid.rows, turned)


def _selections(normal: Normalizer, form: Polynomial) -> list[Polynomial]:
    """The selections of the rows of blocks, as the first letters of the words tell; none where their order is not
    known."""
    ends = [START, form.rows]
    for _, word in form.terms:
        rows = rows_of(word[0]) if word and not word[0].transposed else None
        if rows is not None and rows.total == form.rows:
            ends += [end for end in map(normal.context.canonical, (rows.start, rows.end)) if end not in ends]
    ordered = _ordered(normal, ends)
    parts = [Rows(low, normal.context.canonical(subtract(high, low)), form.rows) for low, high in pairwise(ordered)]
    return [selection(normal, part) for part in parts]


def _ordered(normal: Normalizer, ends: list[Affine]) -> list[Affine]:
    """The ends in order, each at least one row behind the one before it; none where that is not known."""
    ordered: list[Affine] = []
    for end in ends:
        place = sum(at_most(normal.context, other, end) for other in ordered)
        ordered.insert(place, end)
    apart = all(at_most(normal.context, shift(low, 1), high) for low, high in pairwise(ordered))
    return ordered if apart and len(ordered) <= MOST_PARTS + 1 else []


# ------------------------------------------------------------------------------------------------ bounds


def _bounds(ranks: Ranks, grid: Grid) -> None:
    """Bounds by the rows of blocks, and of these by the only block that is not zero."""
    times, rest = ranks.problem.normal.times, grid.form
    for down, blocks in zip(grid.rows, grid.blocks, strict=True):
        row = times(down.transpose(), grid.form)
        ranks.gap("rank of a product", grid.form.transpose(), down)
        ranks.gap("rank of a product", row.transpose(), down.transpose())
        alone = [place for place, block in enumerate(blocks) if block.terms]
        if len(alone) == 1 and len(grid.columns) > 1:
            right = grid.columns[alone[0]]
            ranks.gap("rank of a product", row, right)
            ranks.gap("rank of a product", blocks[alone[0]], right.transpose())
        for block in [blocks[place] for place in alone] if len(alone) == 1 else [row]:
            ranks.enter(block)
        whole = times(down, row)
        rest = combine(rest, whole, -1)
        if rest.terms and whole.terms:
            ranks.gap("rank of a sum", whole, rest)


# ------------------------------------------------------------------------------------------------ elimination


def _pivoted(ranks: Ranks, grid: Grid) -> Iterator[Polynomial]:
    """The matrix with the row and the column of a pivot cleared, for each pivot."""
    normal = ranks.problem.normal
    for i, line in enumerate(grid.blocks):
        for j, pivot in enumerate(line):
            inverse = _inverse(ranks, pivot)
            below = [k for k, row in enumerate(grid.blocks) if k != i and row[j].terms]
            right = [k for k, block in enumerate(line) if k != j and block.terms]
            if inverse is None or not (below or right):
                continue
            current = grid.form
            for k in right:
                step = normal.product([grid.columns[j], inverse, line[k], grid.columns[k].transpose()])
                current = _cleared(ranks, current, step)
            current = current.transpose()
            for k in below:
                step = normal.product([grid.rows[k], grid.blocks[k][j], inverse, grid.rows[i].transpose()])
                current = _cleared(ranks, current, step.transpose())
            yield current.transpose()


def _repeated(ranks: Ranks, grid: Grid) -> Iterator[Polynomial]:
    """The matrix with one row of blocks, or column, taken off another one, where more blocks are zero then."""
    normal = ranks.problem.normal
    for item, turned in ((grid, True), (_transposed(grid), False)):
        for (i, first), (k, second) in _pairs(item.blocks):
            for sign in (1, -1):
                rest = [combine(one.scale(sign), other, -1) for one, other in zip(first, second, strict=True)]
                if sum(bool(block.terms) for block in rest) < sum(bool(block.terms) for block in second):
                    step = normal.product([item.rows[i], item.rows[k].transpose()]).scale(sign)
                    found = _cleared(ranks, item.form.transpose(), step)
                    yield found.transpose() if turned else found


Numbered = tuple[int, tuple[Polynomial, ...]]


def _pairs(lines: tuple[tuple[Polynomial, ...], ...]) -> Iterator[tuple[Numbered, Numbered]]:
    for i, first in enumerate(lines):
        for k in range(i + 1, len(lines)):
            if first[0].rows == lines[k][0].rows and any(block.terms for block in first):
                yield (i, first), (k, lines[k])


def _cleared(ranks: Ranks, form: Polynomial, step: Polynomial) -> Polynomial:
    """M (I - X) for X X = 0, simplified by the premises. Adds the two bounds by which M (I - X) and M have one rank."""
    times, unit = ranks.problem.normal.times, constant(form.columns)
    forth, back = combine(unit, step, -1), combine(unit, step)
    product = times(form, forth)
    ranks.gap("rank of a product", form, forth)
    ranks.gap("rank of a product", product, back)
    reduced = ranks.reducer.reduced(product)
    if reduced is None:
        return product
    ranks.equate(product, reduced)
    return reduced


def _inverse(ranks: Ranks, pivot: Polynomial) -> Polynomial | None:
    """The inverse of a pivot that is a multiple of the identity, or of a letter whose inverse is known."""
    single = one_term(pivot)
    if single is None or single[0].terms.keys() != {((), ())} or pivot.rows != pivot.columns:
        return None
    word: Word = single[1]
    reciprocal = 1 / Fraction(next(iter(pivot.terms.values())))
    if not word:
        return constant(pivot.rows, reciprocal)
    known = known_inverses(ranks.problem)
    return of_letter(known[word[0]]).scale(reciprocal) if len(word) == 1 and word[0] in known else None


# ------------------------------------------------------------------------------------------------ pairs


def add_pairs(ranks: Ranks, seeds: list[Polynomial]) -> None:
    """Adds what block matrices say about two matrices whose ranks are in sight: about a I + b U V and a I + b V U,
    which are Schur complements of one matrix, and about F and G with F + G = c I."""
    for position, first in enumerate(seeds):
        for other in seeds[position + 1 :]:
            for second in dict.fromkeys((other, other.transpose())):
                _swapped(ranks, first, second)
                _complementary(ranks, first, second)


def _swapped(ranks: Ranks, first: Polynomial, second: Polynomial) -> None:
    """[[a I, -b U], [V, I]], whose rank is that of a I + b U V and the size of V U, and the other way round."""
    one, two = _shifted(first), _shifted(second)
    if one is None or two is None or one[0] * two[1] != two[0] * one[1]:
        return
    (a, b, word), normal = one, ranks.problem.normal
    for at in range(1, len(word)):
        if word[at:] + word[:at] == two[2]:
            left, right = (of_word(part[0].rows, part[-1].columns, part) for part in (word[:at], word[at:]))
            up, down = _stacked(normal, left.rows, left.columns)
            parts = [normal.times(up, up.transpose()).scale(a), normal.times(down, down.transpose())]
            parts.append(normal.product([up, left.scale(-b), down.transpose()]))
            parts.append(normal.product([down, right, up.transpose()]))
            add_blocks(ranks, reduce(combine, parts))


def _shifted(form: Polynomial) -> tuple[Fraction, Fraction, Word] | None:
    """a, b and the word w of a form a I + b w with numbers a and b."""
    words = [word for _, word in form.terms if word]
    if len(form.terms) != 2 or len(words) != 1 or any(monomial for monomial, _ in form.terms):
        return None
    return Fraction(form.terms.get(((), ()), 0)), Fraction(form.terms[(), words[0]]), words[0]


def _complementary(ranks: Ranks, first: Polynomial, second: Polynomial) -> None:
    """rank(F) + rank(G) = n + rank(F G) for F + G = c I of size n, by the inequality of Sylvester and by that of
    Frobenius for [I, I], the matrix with the diagonal blocks F and G, and [G; -F]."""
    total = combine(first, second) if first.rows == first.columns == second.rows == second.columns else first
    if total.terms.keys() != {((), ())}:
        return
    normal = ranks.problem.normal
    up, down = _stacked(normal, first.rows, first.rows)
    diagonal = combine(normal.product([up, first, up.transpose()]), normal.product([down, second, down.transpose()]))
    both = combine(up, down)
    turned = combine(normal.times(up, second), normal.times(down, first), -1)
    ranks.gap("Frobenius inequality", first, constant(first.rows), second)
    ranks.gap("Frobenius inequality", both.transpose(), diagonal, turned)
    ranks.gap("rank of a product", normal.times(both.transpose(), diagonal), both)
    ranks.gap("rank of a product", normal.times(diagonal, turned).transpose(), up)
    add_blocks(ranks, diagonal)


def _stacked(normal: Normalizer, above: Affine, below: Affine) -> tuple[Polynomial, Polynomial]:
    """The selections of the first rows and of the others."""
    total = normal.context.canonical(add(above, below))
    return selection(normal, Rows(START, above, total)), selection(normal, Rows(above, below, total))
