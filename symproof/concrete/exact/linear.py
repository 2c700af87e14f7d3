"""Exact linear algebra over the rationals: solutions of linear systems and generalized inverses."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import mul
from typing import TypeAlias

from flint import fmpq, fmpq_mat

from symproof.concrete.failures import EvaluationError

Table: TypeAlias = list[list[fmpq]]


@dataclass(frozen=True, slots=True)
class Solutions:
    """All solutions of C x = b: the shortest one, and a basis of those of C x = 0. ``reduced``: rows (c, b) that say
    the same."""

    shortest: list[fmpq]
    kernel: list[list[fmpq]]
    reduced: list[list[fmpq]] = field(default_factory=list)

    def hold(self, vector: list[fmpq]) -> bool:
        """Whether the vector is a solution."""
        return all(sum(map(mul, row, vector), -row[-1]) == 0 for row in self.reduced)


def dense(table: Table) -> fmpq_mat:
    """The matrix of python-flint; SP510 where an entry is not rational."""
    try:
        return fmpq_mat(table)
    except TypeError:
        raise EvaluationError("SP510", "a matrix whose entries are not rational") from None


def solve(coefficients: list[list[fmpq]], right: list[fmpq], unknowns: int) -> Solutions | None:
    """The solutions of C x = b; None if there are none."""
    if not coefficients:
        units = [[fmpq(int(p == q)) for p in range(unknowns)] for q in range(unknowns)]
        return Solutions([fmpq(0)] * unknowns, units)
    system = fmpq_mat([[*row, value] for row, value in zip(coefficients, right, strict=True)])
    reduced, rank = system.rref()
    table = reduced.tolist()[:rank]
    pivots = [next(at for at, entry in enumerate(row) if entry) for row in table]
    if unknowns in pivots:
        return None
    kernel = [_kernel_vector(table, pivots, free, unknowns) for free in range(unknowns) if free not in pivots]
    return Solutions(_shortest(table, unknowns), kernel, table)


def _kernel_vector(table: list[list[fmpq]], pivots: list[int], free: int, unknowns: int) -> list[fmpq]:
    vector = [fmpq(0)] * unknowns
    vector[free] = fmpq(1)
    for row, pivot in zip(table, pivots, strict=True):
        vector[pivot] = -row[free]
    return vector


def _shortest(table: list[list[fmpq]], unknowns: int) -> list[fmpq]:
    """C^T y with C C^T y = b, where C has independent rows."""
    if not table:
        return [fmpq(0)] * unknowns
    rows = fmpq_mat([row[:unknowns] for row in table])
    right = fmpq_mat([[row[unknowns]] for row in table])
    turned = rows.transpose()
    return [entry for (entry,) in (turned * (rows * turned).solve(right)).tolist()]


def generalized_inverse(matrix: list[list[fmpq]]) -> list[list[fmpq]]:
    """The Moore-Penrose inverse, from a factorization A = F G with F of full column and G of full row rank:
    A^+ = G^T (G G^T)^-1 (F^T F)^-1 F^T."""
    given = dense(matrix)
    left, right = _full_rank_factors(given)
    if left is None or right is None:
        return fmpq_mat(given.ncols(), given.nrows()).tolist()
    lower, upper = left.transpose(), right.transpose()
    return (upper * (right * upper).inv() * (lower * left).inv() * lower).tolist()


def group_inverse(matrix: list[list[fmpq]]) -> list[list[fmpq]] | None:
    """A^# = F (G F)^-2 G for A = F G as above; None if there is none."""
    left, right = _full_rank_factors(fmpq_mat(matrix))
    if left is None or right is None:
        return fmpq_mat(matrix).tolist()
    middle = right * left
    if not middle.det():
        return None
    inverse = middle.inv()
    return (left * inverse * inverse * right).tolist()


def drazin_inverse(matrix: list[list[fmpq]]) -> list[list[fmpq]]:
    """A^D = A^n (A^{2n+1})^+ A^n for an n x n matrix A."""
    given = dense(matrix)
    power = given ** given.nrows()
    middle = fmpq_mat(generalized_inverse((power * power * given).tolist()))
    return (power * middle * power).tolist()


def _full_rank_factors(matrix: fmpq_mat) -> tuple[fmpq_mat | None, fmpq_mat | None]:
    reduced, rank = matrix.rref()
    if not rank:
        return None, None
    table = reduced.tolist()[:rank]
    pivots = [next(at for at, entry in enumerate(row) if entry) for row in table]
    left = fmpq_mat([[row[pivot] for pivot in pivots] for row in matrix.tolist()])
    return left, fmpq_mat(table)


def is_positive_semidefinite(matrix: list[list[fmpq]]) -> bool:
    """Whether the matrix is symmetric, and each pivot of the elimination is positive, or 0 with zeros beside it."""
    return negative_direction(matrix) is None and _is_symmetric(matrix)


def _is_symmetric(matrix: list[list[fmpq]]) -> bool:
    return all(matrix[p][q] == matrix[q][p] for p in range(len(matrix)) for q in range(p))


def negative_direction(matrix: list[list[fmpq]], *, strictly: bool = False) -> list[fmpq] | None:
    """v with v^T A v < 0 for a symmetric A, or None where A is positive semidefinite; ``strictly``: v != 0 with
    v^T A v <= 0, or None where A is positive definite.

    Symmetric elimination B^T A B = D: a pivot d = b^T A b < 0 shows its column b. Where a pivot is 0 and an entry a
    beside it is not, next to the later diagonal entry c, x b + b' has the value 2 a x + c, which is -1 for some x.
    """
    size = len(matrix)
    left = [list(row) for row in matrix]
    columns = [[fmpq(int(p == q)) for p in range(size)] for q in range(size)]
    for at in range(size):
        pivot = left[at][at]
        if pivot < 0 or (strictly and pivot == 0):
            return columns[at]
        for other in range(at + 1, size):
            entry = left[at][other]
            if not entry:
                continue
            if pivot == 0:
                factor = -(left[other][other] + 1) / (2 * entry)
                return [factor * x + y for x, y in zip(columns[at], columns[other], strict=True)]
            factor = entry / pivot
            columns[other] = [y - factor * x for x, y in zip(columns[at], columns[other], strict=True)]
            for place in range(at + 1, size):
                left[other][place] -= factor * left[at][place]
    return None


def is_positive_definite(matrix: list[list[fmpq]]) -> bool:
    """Symmetric, and each pivot of the elimination is positive."""
    return negative_direction(matrix, strictly=True) is None and _is_symmetric(matrix)
