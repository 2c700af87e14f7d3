"""Partitions of rows: equations between selections that the normal form of the kernel does not know, and witnesses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from symproof.kernel.algebra.blocks import Rows, grid_of, rows_of, selection
from symproof.kernel.algebra.keys import Kind
from symproof.kernel.algebra.normal import Normalizer
from symproof.kernel.algebra.words import Polynomial, combine, constant
from symproof.language.affine import ONE, Affine, add, integer
from symproof.language.certificate import Derived, Partition, Witness
from symproof.language.formulas import Formula, Invertible
from symproof.language.refusal import Refusal
from symproof.language.selections import partition
from symproof.language.terms import Call, Transpose
from symproof.search.algebra.bridge import Terms, letters_of
from symproof.search.algebra.equations import problem_of
from symproof.search.algebra.nodes import nodes
from symproof.search.algebra.premised import true_inverses
from symproof.search.algebra.rules.rounds import prove
from symproof.search.algebra.search import Problem, Purse

MOST_ROWS = 4  # of a matrix of numbers that is taken apart into its entries


def add_partitions(problem: Problem, formulas: Iterable[Any]) -> None:
    """Derived steps sum of S_i S_i^T = I for the partitions of block matrices in sight that have a part of one row, and
    for the rows of small matrices whose entries are in sight."""
    normal = problem.normal
    for sizes in dict.fromkeys([*_of_blocks(normal, formulas), *_of_entries(problem)]):
        if ONE not in sizes:
            continue
        try:
            equation = partition(sizes)
            form = normal.difference(equation.left, equation.right)
        except Refusal:
            continue
        if form.terms and not problem.knows(form):
            problem.derive(Partition(sizes), form)


def _of_blocks(normal: Normalizer, formulas: Iterable[Any]) -> Iterator[tuple[Affine, ...]]:
    """The partitions of rows and of columns of the block matrices that the formulas mention."""
    for node in nodes(tuple(formulas)):
        if isinstance(node, Call) and node.name in ("block", "row") and len(node.arguments) > 1:
            turned = node.name == "row"
            sizes = [_rows(normal, Transpose(part) if turned else part) for part in node.arguments]
            known = tuple([size for size in sizes if size is not None])
            if len(known) == len(sizes):
                yield known


def _rows(normal: Normalizer, term: Any) -> Affine | None:
    try:
        return normal.polynomial(term).rows
    except Refusal:
        return None


def _of_entries(problem: Problem) -> Iterator[tuple[Affine, ...]]:
    """The rows one by one of R^2, R^3 and R^4 of which unit columns are in sight."""
    forms: list[Polynomial] = [problem.claim, *(equation.form for equation in problem.equations)]
    for letter in letters_of(forms):
        rows = rows_of(letter) if letter.base.kind is Kind.UNIT else None
        if rows is not None and rows.total.is_constant and rows.start.is_constant:
            total = rows.total.constant
            if total <= MOST_ROWS:
                yield (integer(1),) * total


def by_blocks(
    claim: Invertible,
    problem: Problem,
    premises: dict[str, Formula],
    aside: Callable[[], Purse],
    nonsingular: Callable[..., Derived | None],
) -> list[Derived]:
    """Derived steps that end with a witness for a block matrix E: a matrix Y with E Y = I. The list is empty if the
    search finds none. ``nonsingular`` shows that a Schur complement is definite, and so invertible."""
    normal = problem.normal
    for inverse in inverses_by_blocks(normal, problem.claim):
        wanted = combine(normal.times(problem.claim, inverse), constant(inverse.rows), -1)
        inner = problem_of(premises, wanted, normal)
        _add_pivots(inner, premises, aside, nonsingular)
        outcome = prove(inner, aside())
        if outcome.combination is not None:
            return [*inner.derived, Witness(claim.argument, Terms(normal).polynomial(inverse), outcome.combination)]
    return []


def _add_pivots(
    inner: Problem,
    premises: dict[str, Formula],
    aside: Callable[[], Purse],
    nonsingular: Callable[..., Derived | None],
) -> None:
    """For each inv(S) in the claim such that no premise says that S is invertible: a derived step which shows that S or
    -S is definite, and so invertible."""
    normal, declared = inner.normal, true_inverses(premises, inner.normal)
    for base in dict.fromkeys(letter.base for letter in letters_of([inner.claim])):
        if base not in normal.inverse_of or base in declared:
            continue
        for sign in (1, -1):
            form = normal.inverse_of[base].scale(sign)
            found = nonsingular(Terms(normal).polynomial(form), replace(inner, claim=form), premises, aside())
            if found is not None:
                inner.derive(found, *inner.of_inverse(form))
                break


def inverses_by_blocks(normal: Normalizer, form: Polynomial) -> Iterator[Polynomial]:
    """What the inverse of a block matrix would be: of numbers by cofactors, and by elimination from the first block on,
    and from the last one."""
    blocks = grid_of(normal, form)
    if 0 < len(blocks) < MOST_ROWS and all(block.is_scalar for row in blocks for block in row):
        yield _assembled(normal, form, _by_cofactors(normal, blocks))
    for turned in (False, True) if blocks else ():
        try:
            inverse = _eliminated(normal, _turned(blocks) if turned else blocks)
            yield _assembled(normal, form, _turned(inverse) if turned else inverse)
        except Refusal:
            continue


Grid = list[list[Polynomial]]


def _turned(blocks: Grid) -> Grid:
    """The blocks in the opposite order of rows and columns."""
    return [row[::-1] for row in blocks[::-1]]


def _by_cofactors(normal: Normalizer, blocks: Grid) -> Grid:
    """The cofactors over the determinant, which is taken to be invertible."""
    try:
        reciprocal = normal.inverse(_determinant(normal, blocks))
    except Refusal:
        return blocks
    places = range(len(blocks))
    minors = [[[[*row[:i], *row[i + 1 :]] for at, row in enumerate(blocks) if at != j] for j in places] for i in places]
    return [
        [normal.times(_determinant(normal, minors[i][j]), reciprocal).scale((-1) ** (i + j)) for j in places]
        for i in places
    ]


def _determinant(normal: Normalizer, blocks: Grid) -> Polynomial:
    """The determinant of numbers, along the first row."""
    if not blocks:
        return constant(ONE)
    signed = enumerate(blocks[0])
    rest = [[row[:at] + row[at + 1 :] for row in blocks[1:]] for at in range(len(blocks))]
    return _sum([normal.times(item, _determinant(normal, rest[at])).scale((-1) ** at) for at, item in signed])


def _eliminated(normal: Normalizer, blocks: Grid) -> Grid:
    """The blocks of the inverse: with the pivot A, its row B and its column C, and the inverse S of D - C A^+ B it is
    [[A^+ + A^+ B S C A^+, -A^+ B S], [-S C A^+, S]] (Horn and Johnson, Matrix Analysis, 0.7.3)."""
    times, pivot = normal.product, normal.inverse(blocks[0][0])
    if len(blocks) == 1:
        return [[pivot]]
    row, column = blocks[0][1:], [line[0] for line in blocks[1:]]
    rest = [
        [combine(block, times([down, pivot, right]), -1) for block, right in zip(line[1:], row, strict=True)]
        for line, down in zip(blocks[1:], column, strict=True)
    ]
    schur = _eliminated(normal, rest)
    right = [_sum([times([pivot, b, schur[k][j]]) for k, b in enumerate(row)]) for j in range(len(row))]
    below = [_sum([times([schur[i][k], c, pivot]) for k, c in enumerate(column)]) for i in range(len(column))]
    corner = _sum([pivot, *(times([part, c, pivot]) for part, c in zip(right, column, strict=True))])
    return [
        [corner, *(part.scale(-1) for part in right)],
        *([part.scale(-1), *line] for part, line in zip(below, schur, strict=True)),
    ]


def _sum(forms: list[Polynomial]) -> Polynomial:
    total = forms[0]
    for form in forms[1:]:
        total = combine(total, form)
    return total


def _assembled(normal: Normalizer, form: Polynomial, blocks: Grid) -> Polynomial:
    """The form that has these blocks."""
    total, start = Polynomial(form.rows, form.columns, {}), integer(0)
    starts = []
    for line in blocks:
        starts.append(start)
        start = normal.context.canonical(add(start, line[0].rows))
    parts = [selection(normal, Rows(at, line[0].rows, form.rows)) for at, line in zip(starts, blocks, strict=True)]
    for down, line in zip(parts, blocks, strict=True):
        for across, block in zip(parts, line, strict=True):
            total = combine(total, normal.product([down, block, across.transpose()]))
    return total
