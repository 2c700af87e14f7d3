"""Small structured matrices to try, simple ones first."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from random import Random

from flint import fmpq, fmpq_mat

from symproof.concrete.exact.linear import Table, drazin_inverse, generalized_inverse, group_inverse

RELATED = 4096  # matrices of which those made from them are remembered
LARGE = 144  # entries from which on a matrix has few structured candidates
SYMMETRIC = 0.7  # of the matrices of rank one


def table(rows: int, columns: int, entries: Iterable[int]) -> Table:
    """A matrix with these entries, row by row."""
    flat = [fmpq(entry) for entry in entries]
    return [flat[at : at + columns] for at in range(0, rows * columns, columns)]


@lru_cache(maxsize=128)
def pool(rows: int, columns: int) -> list[Table]:
    """Zero, identity, single entries, nilpotent ones, projections, permutations, diagonal and other small matrices."""
    size = rows * columns
    if size > LARGE:
        return _sparse(rows, columns)
    found = [[int(p == q) for p in range(rows) for q in range(columns)], [1] * size]
    found += [[int(at == place) for at in range(size)] for place in range(size)]
    found += [[int(p <= q) for p in range(rows) for q in range(columns)]]  # unipotent
    found += [[int(q == p + 1) for p in range(rows) for q in range(columns)]]  # nilpotent
    found += [[int(p == 0) for p in range(rows) for q in range(columns)]]  # a projection that is not symmetric
    found += [[int(p + q == columns - 1) for p in range(rows) for q in range(columns)]]  # a permutation
    found += [[(p + 1) * int(p == q) for p in range(rows) for q in range(columns)]]
    found += [[(1 if p % 2 else -1) * int(p == q) for p in range(rows) for q in range(columns)]]
    found += [[1 + int(p == q) for p in range(rows) for q in range(columns)]]  # positive definite
    found += [[(q - p) for p in range(rows) for q in range(columns)]]  # antisymmetric
    found += [[int((q - p) % columns == 1) for p in range(rows) for q in range(columns)]]  # a rotation of coordinates
    found += [[(-1 if q < p else 1) * int(p + q == columns - 1) for p in range(rows) for q in range(columns)]]
    found += [[2] * size, [-1] * size, [0] * size]
    tables = [table(rows, columns, entries) for entries in found]
    if rows == columns and rows >= 3:  # the number 1 beside a nilpotent block
        tables.append(
            table(rows, rows, [int(p == q == 0 or 1 <= p == q - 1) for p in range(rows) for q in range(rows)])
        )
    if rows == columns and rows >= 2:
        tables.append(_rotation(rows))
        tables.append([[value / rows for value in row] for row in table(rows, rows, [1] * size)])  # a projection
    return _distinct(tables)


def _sparse(rows: int, columns: int) -> list[Table]:
    """For large matrices: identity, zero, single entries in the first corner, a projection that is not symmetric."""
    zero, one = fmpq(0), fmpq(1)
    places = [[(p, p) for p in range(min(rows, columns))], [], [(0, 0)], [(0, 1)], [(1, 0)], [(1, 1)], [(0, 0), (0, 1)]]
    tables = [[[zero] * columns for _ in range(rows)] for _ in places]
    for made, at in zip(tables, places, strict=True):
        for p, q in at:
            if p < rows and q < columns:
                made[p][q] = one
    return tables


def _rotation(size: int) -> Table:
    """(3/5, 4/5) in the first two coordinates."""
    result = [[fmpq(int(p == q)) for q in range(size)] for p in range(size)]
    result[0][:2], result[1][:2] = [fmpq(3, 5), fmpq(4, 5)], [fmpq(-4, 5), fmpq(3, 5)]
    return result


def _distinct(tables: list[Table]) -> list[Table]:
    kept: list[Table] = []
    for item in tables:
        if item not in kept:
            kept.append(item)
    return kept


def random_table(source: Random, rows: int, columns: int, bound: int) -> Table:
    """Small integers, many of them zero or one."""
    return table(rows, columns, (source.randint(-bound, bound) for _ in range(rows * columns)))


def sparse_table(source: Random, rows: int, columns: int) -> Table:
    """A single entry, or the identity with one more entry."""
    result = [[fmpq(0)] * columns for _ in range(rows)]
    if rows == columns and source.random() < 0.5:
        for p in range(rows):
            result[p][p] = fmpq(1)
    result[source.randrange(rows)][source.randrange(columns)] += source.choice((1, 1, -1))
    return result


def rank_one_table(source: Random, size: int) -> Table:
    """u w^T for small integers with w^T u = 1: idempotent, and a projection for w = u / u^T u; or I less it, or I less
    twice it, which is its own inverse; or w^T u = 0, so that its square is zero."""
    u, w = ([source.randint(-3, 3) for _ in range(size)] for _ in range(2))
    kind = source.random()
    w = u if kind < SYMMETRIC else w
    product = sum(x * y for x, y in zip(u, w, strict=True))
    share = fmpq(1, product) if product else fmpq(1)
    unit, times = source.choice(((0, 1), (1, -1), (1, -2))) if product else (0, 1)
    return [[unit * int(p == q) + times * share * x * y for q, y in enumerate(w)] for p, x in enumerate(u)]


def orthonormal_table(source: Random, rows: int, columns: int) -> Table:
    """Columns, or rows where there are more columns than rows, of length one and at right angles: those of a reflection
    I - 2 u u^T / u^T u for small integers u, such as (3/5, 4/5)."""
    size = max(rows, columns)
    u = [source.randint(-2, 2) for _ in range(size)]
    share = fmpq(2, sum(x * x for x in u) or 1)
    return [[int(p == q) - share * u[p] * u[q] for q in range(columns)] for p in range(rows)]


def related(known: Table, rows: int, columns: int) -> list[Table]:
    """Matrices of this size made from a known one: inverses of every kind, the transpose, projections on its ranges."""
    sides = {len(known), len(known[0])}
    if len(known) * len(known[0]) > LARGE or not {rows, columns} <= sides:
        return []
    return _related(tuple(map(tuple, known)), rows, columns)


@lru_cache(maxsize=RELATED)
def _related(rows_of_known: tuple[tuple[fmpq, ...], ...], rows: int, columns: int) -> list[Table]:
    """The same for a known matrix that may have been met before: small ones come again and again."""
    known = [list(row) for row in rows_of_known]
    given = fmpq_mat(known)
    inverse = fmpq_mat(generalized_inverse(known))
    found = [given, given.transpose(), inverse, inverse.transpose(), given * inverse, inverse * given]
    if given.nrows() == given.ncols():
        group = group_inverse(known)
        found += [fmpq_mat(drazin_inverse(known)), given * given]
        found += [] if group is None else [fmpq_mat(group)]
        unit = fmpq_mat([[int(p == q) for q in range(given.ncols())] for p in range(given.nrows())])
        found += [unit - given * inverse, unit - given]
    found += [-matrix for matrix in found[:3]]
    return _distinct([matrix.tolist() for matrix in found if (matrix.nrows(), matrix.ncols()) == (rows, columns)])
