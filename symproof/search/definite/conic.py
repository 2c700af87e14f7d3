"""Sums of squares by semidefinite programming: a solver finds floats, and what is returned is exact and checked.

The unknowns are symmetric matrices G_k >= 0 with ``goal = sum of G_k[i][j] * rows``, linear equations over the
rationals. Where the solver finds no solution with room around it, the directions in which it has none are divided out
(facial reduction), with small rational vectors for them. Then the floats are rounded, moved onto the solutions of the
equations exactly, and each G_k is tested by exact elimination. Nothing that the solver says is trusted.
(H. Peyrl, P. A. Parrilo, *Computing sum of squares decompositions with rational coefficients*, 2008.)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from symproof.kernel.algebra.words import Coefficient
from symproof.language.records import dataclass

Row = Mapping[Any, Coefficient]
Table = list[list[Row]]  # symmetric; rows[i][j] for i <= j is what G[i][j] is multiplied by
Matrix = list[list[Fraction]]

MAX_UNKNOWNS = 400
ROUNDS = 5  # of facial reduction
ROOM = 1e-5  # smallest eigenvalue of a solution that is rounded
SMALL = 1e-4  # eigenvalues that may be 0
DENOMINATORS = (1, 2, 6, 12, 60, 360, 5040, 1_000_003)
NULL_DENOMINATOR = 24
STEPS = 60  # of the solver


@dataclass(frozen=True, slots=True)
class Block:
    """G = V H V^T for the columns V; H is what is still unknown."""

    table: Table
    columns: Matrix  # V, row by row

    @property
    def size(self) -> int:
        """The size of H."""
        return len(self.columns[0]) if self.columns else 0


def grams(goal: Row, tables: Sequence[Table], free: Sequence[Row] = (), *, positive: int = 0) -> list[Matrix] | None:
    """Exact semidefinite matrices G_k for which the rows add up to the goal, or None. ``free`` rows may be added; of
    the last ``positive`` matrices those that are not 0 for all solutions are definite."""
    blocks = [Block(table, _identity(len(table))) for table in tables]
    strict = {id(table) for table in tables[len(tables) - positive :]}
    for _ in range(ROUNDS):
        blocks_in_use = [block for block in blocks if block.size]
        system = _system(goal, blocks_in_use, free)
        if system is None or not blocks_in_use:
            return None
        found = _solved(system, blocks_in_use, len(free))
        if found is None:
            return None
        room, values = found
        if room > ROOM:
            exact = _rounded(system, blocks_in_use, values, strict)
            if exact is not None:
                known = dict(zip(map(id, blocks_in_use), exact, strict=True))
                return [_expanded(block, known.get(id(block))) for block in blocks]
        smaller = [_restricted(block, values.get(id(block))) for block in blocks]
        if all(new is old for new, old in zip(smaller, blocks, strict=True)):
            return None
        blocks = smaller
    return None


def _identity(size: int) -> Matrix:
    return [[Fraction(int(p == q)) for q in range(size)] for p in range(size)]


def _expanded(block: Block, inner: Matrix | None) -> Matrix:
    """V H V^T."""
    size = len(block.table)
    if inner is None:
        return [[Fraction(0)] * size for _ in range(size)]
    left = [[sum((row[k] * inner[k][q] for k in range(block.size)), Fraction(0)) for q in range(block.size)]
            for row in block.columns]  # fmt: skip
    return [[sum((a * b for a, b in zip(row, other, strict=True)), Fraction(0)) for other in block.columns]
            for row in left]  # fmt: skip


# ------------------------------------------------------------------------------------------------ the equations


@dataclass(frozen=True, slots=True)
class _System:
    """Equations in the upper triangles of all H, column by column, then the free multipliers: ``reduced`` is the row
    echelon form of [A | b], ``pivots`` the columns of its leading entries."""

    reduced: list[list[Fraction]]
    pivots: list[int]
    width: int


def _places(blocks: Sequence[Block]) -> Iterator[tuple[Block, int, int]]:
    for block in blocks:
        for q in range(block.size):
            for p in range(q + 1):
                yield block, p, q


def _system(goal: Row, blocks: Sequence[Block], free: Sequence[Row]) -> _System | None:
    from flint import fmpq, fmpq_mat

    columns = [_column(block, p, q) for block, p, q in _places(blocks)] + [dict(row) for row in free]
    keys = list(dict.fromkeys([*goal, *(key for column in columns for key in column)]))
    if len(columns) > MAX_UNKNOWNS or not keys or not columns:
        return None
    table = [[_flint(column.get(key, 0)) for column in columns] + [_flint(goal.get(key, 0))] for key in keys]
    reduced, rank = fmpq_mat(table).rref()
    rows = [[Fraction(int(x.p), int(x.q)) for x in row] for row in reduced.tolist()[:rank]]
    assert isinstance(reduced[0, 0], fmpq)
    pivots = [next(at for at, entry in enumerate(row) if entry) for row in rows]
    return None if len(columns) in pivots else _System(rows, pivots, len(columns))


def _flint(value: Coefficient) -> Any:
    from flint import fmpq

    exact = Fraction(value)
    return fmpq(exact.numerator, exact.denominator)


def _column(block: Block, p: int, q: int) -> dict[Any, Fraction]:
    """What H[p][q] = H[q][p] is multiplied by."""
    found: dict[Any, Fraction] = {}
    size = len(block.table)
    for i in range(size):
        for j in range(i, size):
            one = block.columns[i][p] * block.columns[j][q]
            two = block.columns[i][q] * block.columns[j][p]
            factor = one if p == q else one + two
            if factor:
                for key, value in block.table[i][j].items():
                    found[key] = found.get(key, Fraction(0)) + factor * value
    return {key: value for key, value in found.items() if value}


# ------------------------------------------------------------------------------------------------ the solver


def _solved(system: _System, blocks: Sequence[Block], free: int) -> tuple[float, dict[int, Any]] | None:
    """The largest room t <= 1 with H_k - t I >= 0, and the matrices H_k as floats; None where there are none."""
    import clarabel
    import numpy
    from scipy import sparse

    width = system.width
    left = sparse.csc_matrix(numpy.array([[float(x) for x in row[:-1]] + [0.0] for row in system.reduced]))
    right = numpy.array([float(row[-1]) for row in system.reduced])
    cone_rows, at = [], 0
    for block in blocks:
        for q in range(block.size):
            for p in range(q + 1):
                row = numpy.zeros(width + 1)
                row[at] = -1.0 if p == q else -(2.0**0.5)
                row[width] = 1.0 if p == q else 0.0
                cone_rows.append(row)
                at += 1
    bound = numpy.zeros(width + 1)
    bound[width] = 1.0
    matrix = sparse.vstack([left, sparse.csc_matrix(bound), sparse.csc_matrix(numpy.array(cone_rows))]).tocsc()
    offset = numpy.concatenate([right, [1.0], numpy.zeros(len(cone_rows))])
    cones = [clarabel.ZeroConeT(len(system.reduced)), clarabel.NonnegativeConeT(1)]
    cones += [clarabel.PSDTriangleConeT(block.size) for block in blocks]
    cost = numpy.zeros(width + 1)
    cost[width] = -1.0
    settings = clarabel.DefaultSettings()
    settings.verbose, settings.max_iter, settings.max_threads = False, STEPS, 1
    quadratic = sparse.csc_matrix((width + 1, width + 1))
    found = clarabel.DefaultSolver(quadratic, cost, matrix, offset, cones, settings).solve()
    x = numpy.array(found.x)
    if not numpy.all(numpy.isfinite(x)) or str(found.status) in ("PrimalInfeasible", "AlmostPrimalInfeasible"):
        return None
    if x[width] < -SMALL or abs(left @ x - right).max(initial=0.0) > SMALL:
        return None
    return float(x[width]), _matrices(x, blocks)


def _matrices(x: Any, blocks: Sequence[Block]) -> dict[int, Any]:
    import numpy

    found, at = {}, 0
    for block in blocks:
        matrix = numpy.zeros((block.size, block.size))
        for q in range(block.size):
            for p in range(q + 1):
                matrix[p, q] = matrix[q, p] = x[at]
                at += 1
        found[id(block)] = matrix
    return found


# ------------------------------------------------------------------------------------------------ exact repair


def _rounded(
    system: _System, blocks: Sequence[Block], values: Mapping[int, Any], strict: set[int]
) -> list[Matrix] | None:
    """Exact H_k on the solutions of the equations, each semidefinite, of the strict tables definite; smaller
    denominators first."""
    places = list(_places(blocks))
    floats = [float(values[id(block)][p, q]) for block, p, q in places]
    floats += [0.0] * (system.width - len(floats))
    for denominator in DENOMINATORS:
        chosen = [Fraction(round(value * denominator), denominator) for value in floats]
        for row, pivot in zip(system.reduced, system.pivots, strict=True):
            others = [entry * x for entry, x in zip(row, chosen, strict=False) if entry and x]
            chosen[pivot] += row[-1] - sum(others, Fraction(0))
        matrices = _filled(blocks, chosen)
        found = [(block, eliminated(matrix)) for block, matrix in zip(blocks, matrices, strict=True)]
        if all(_is_enough(block, squares, strict) for block, squares in found):
            return matrices
    return None


def _is_enough(block: Block, squares: list[Any] | None, strict: set[int]) -> bool:
    """Whether H is semidefinite, and definite where its table is strict."""
    return squares is not None and (id(block.table) not in strict or len(squares) == block.size)


def _filled(blocks: Sequence[Block], values: Sequence[Fraction]) -> list[Matrix]:
    found, at = [], 0
    for block in blocks:
        matrix = [[Fraction(0)] * block.size for _ in range(block.size)]
        for q in range(block.size):
            for p in range(q + 1):
                matrix[p][q] = matrix[q][p] = values[at]
                at += 1
        found.append(matrix)
    return found


def eliminated(matrix: Matrix) -> list[tuple[Fraction, list[Fraction]]] | None:
    """Pairs d > 0, v with matrix = sum of d v v^T, by symmetric elimination; None if it is not semidefinite."""
    left = [list(row) for row in matrix]
    found: list[tuple[Fraction, list[Fraction]]] = []
    for at in range(len(left)):
        pivot = left[at][at]
        if pivot < 0 or (pivot == 0 and any(left[at])):
            return None
        if pivot == 0:
            continue
        vector = [entry / pivot for entry in left[at]]
        found.append((pivot, vector))
        for p, factor in enumerate(vector):
            if factor:
                left[p] = [x - pivot * factor * y for x, y in zip(left[p], vector, strict=True)]
    return found


# ------------------------------------------------------------------------------------------------ facial reduction


def _restricted(block: Block, value: Any) -> Block:
    """The block without the directions in which H has next to nothing; the block itself where there are none."""
    import numpy

    if value is None or not block.size:
        return block
    sizes, vectors = numpy.linalg.eigh(value)
    limit = max(SMALL, 1e-3 * float(sizes[-1])) if sizes[-1] > SMALL else float("inf")
    null = vectors[:, sizes < limit].T
    if not len(null):
        return block
    kept = _orthogonal(_rational_rows(null), block.size)
    columns = [
        [sum((a * row[q] for a, row in zip(line, kept, strict=True)), Fraction(0)) for q in range(len(kept[0]))]
        for line in block.columns
    ] if kept and kept[0] else [[] for _ in block.columns]  # fmt: skip
    return Block(block.table, columns)


def _rational_rows(null: Any) -> Matrix:
    """A basis of about the same space with small rational entries: reduced echelon form with pivots of largest size."""
    import numpy

    rows = numpy.array(null, dtype=float)
    used: list[int] = []
    for at in range(len(rows)):
        sizes = abs(rows[at])
        sizes[used] = 0.0
        best = int(numpy.argmax(sizes))
        used.append(best)
        rows[at] /= rows[at][best]
        for other in range(len(rows)):
            if other != at:
                rows[other] -= rows[other][best] * rows[at]
    return [[Fraction(float(x)).limit_denominator(NULL_DENOMINATOR) for x in row] for row in rows]


def _orthogonal(null: Matrix, size: int) -> Matrix:
    """The columns, row by row, of a basis of what is orthogonal to the rows."""
    from flint import fmpq_mat

    reduced, rank = fmpq_mat([[_flint(x) for x in row] for row in null]).rref()
    rows = [[Fraction(int(x.p), int(x.q)) for x in row] for row in reduced.tolist()[:rank]]
    pivots = [next(at for at, entry in enumerate(row) if entry) for row in rows]
    others = [at for at in range(size) if at not in pivots]
    table = [[Fraction(0)] * len(others) for _ in range(size)]
    for q, other in enumerate(others):
        table[other][q] = Fraction(1)
        for row, pivot in zip(rows, pivots, strict=True):
            table[pivot][q] = -row[other]
    return table
