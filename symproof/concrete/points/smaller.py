"""A counterexample made smaller: matrices and entries are replaced by simpler ones as long as it remains one."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from flint import fmpq

from symproof.concrete.evaluation.moving import SymbolKey
from symproof.concrete.exact.matrices import Matrix

Values = dict[SymbolKey, Matrix]
TRIES = 250
LARGE = 6  # an entry of which parts are tried


def smaller(values: Values, is_one: Callable[[Values], bool]) -> Values:
    """Values that no single change that is tried here makes smaller, or those reached after so many tries."""
    tries = TRIES
    improved = True
    while improved:
        improved = False
        for key in sorted(values, key=lambda key: (key[0], key[1] or 0)):
            for changed in _simpler(values[key]):
                if tries == 0:
                    return values
                if _weight(changed) >= _weight(values[key]):
                    continue  # an earlier change has been as good
                tries -= 1
                if is_one({**values, key: changed}):
                    values = {**values, key: changed}
                    improved = True
    return values


def _weight(matrix: Matrix) -> tuple[int, fmpq, int, int]:
    """Few entries, small ones, whole ones, positive ones."""
    entries = [entry for row in matrix.entries for entry in row if entry]
    return (
        len(entries),
        sum(map(abs, entries), fmpq(0)),
        sum(int(entry.q) for entry in entries),
        sum(1 for entry in entries if entry < 0),
    )


def _simpler(matrix: Matrix) -> Iterator[Matrix]:
    """Zero; a multiple; then changes of one entry, or of two that lie symmetrically."""
    yield matrix.map(lambda entry: fmpq(0))
    if any(map(any, matrix.entries)):
        first = next(entry for row in matrix.entries for entry in row if entry)
        yield matrix.map(lambda entry: entry / first)
        yield matrix.map(lambda entry: -entry)
    places = [(p, q) for p in range(matrix.rows) for q in range(matrix.columns) if matrix.entries[p][q]]
    for p, q in places:
        for value in _nearer(matrix.entries[p][q]):
            yield _with(matrix, {(p, q): value})
            if p < q and matrix.rows == matrix.columns:
                sign = -1 if matrix.entries[q][p] == -matrix.entries[p][q] else 1
                yield _with(matrix, {(p, q): value, (q, p): sign * value})


def _nearer(entry: fmpq) -> list[fmpq]:
    """Simpler numbers: 0, 1, -1, 2, -2, 3, and of a large one about a half and nine tenths."""
    near = [value for value in (0, 1, -1, 2, -2, 3) if abs(value) < abs(entry) or value == abs(entry) != entry]
    parts = (int(entry * fmpq(share, 10)) for share in (5, 9)) if abs(entry) > LARGE else ()
    return [fmpq(value) for value in (*near, *parts)]


def _with(matrix: Matrix, changes: dict[tuple[int, int], fmpq]) -> Matrix:
    entries = [list(line) for line in matrix.entries]
    for (p, q), value in changes.items():
        entries[p][q] = value
    return Matrix(matrix.rows, matrix.columns, entries)
