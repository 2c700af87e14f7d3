"""Semidefinite programs: what is returned is exact, and the solver is imported only where it is asked."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction

import pytest

from symproof.search.definite import conic
from symproof.search.definite.conic import Block, Table, eliminated, grams

Matrix = list[list[Fraction]]


def quadratic(size: int) -> Table:
    """Rows for G[i][j]: the entry (i, j) itself, twice beside the diagonal."""
    return [[{(min(i, j), max(i, j)): 1 if i == j else 2} for j in range(size)] for i in range(size)]


def fractions(rows: list[list[int]]) -> Matrix:
    return [[Fraction(entry) for entry in row] for row in rows]


def test_elimination_gives_the_matrix_back() -> None:
    matrix = fractions([[4, 2, 0], [2, 5, 2], [0, 2, 1]])
    squares = eliminated(matrix)
    assert squares is not None
    again = [[sum(d * v[p] * v[q] for d, v in squares) for q in range(3)] for p in range(3)]
    assert again == matrix


@pytest.mark.parametrize("rows", [[[-1]], [[0, 1], [1, 0]], [[1, 2], [2, 1]], [[1, 1, 0], [1, 1, 1], [0, 1, 1]]])
def test_indefinite_matrices_are_not_eliminated(rows: list[list[int]]) -> None:
    assert eliminated(fractions(rows)) is None


@pytest.mark.parametrize("rows", [
    [[5, 2], [2, 1]], [[1, -1], [-1, 1]], [[2, 1, 0], [1, 2, 1], [0, 1, 2]], [[1, 2, 3], [2, 4, 6], [3, 6, 9]],
])  # fmt: skip
def test_a_form_with_one_gram_matrix_gives_it_exactly(rows: list[list[int]]) -> None:
    size = len(rows)
    goal = {(i, j): rows[i][j] if i == j else 2 * rows[i][j] for i in range(size) for j in range(i, size)}
    assert grams(goal, [quadratic(size)]) == [fractions(rows)]


@pytest.mark.parametrize("rows", [[[1, 2], [2, 1]], [[0, 1], [1, 1]], [[-1]]])
def test_an_indefinite_form_has_none(rows: list[list[int]]) -> None:
    size = len(rows)
    goal = {(i, j): rows[i][j] if i == j else 2 * rows[i][j] for i in range(size) for j in range(i, size)}
    assert grams(goal, [quadratic(size)]) is None


def test_what_the_solver_says_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A solver that lies: its matrix is moved onto the equations, where it is indefinite."""

    def lying(system: object, blocks: list[Block], free: int) -> tuple[float, dict[int, object]]:
        return 1.0, {id(block): _ones(block.size) for block in blocks}

    monkeypatch.setattr(conic, "_solved", lying)
    assert grams({(0, 0): 1, (0, 1): 4, (1, 1): 1}, [quadratic(2)]) is None


def _ones(size: int) -> object:
    import numpy

    return numpy.ones((size, size))


def test_proving_an_equation_imports_no_solver() -> None:
    code = (
        "import sys; from symproof.cli import main;"
        "main(['prove', '-s', 'A:n,n', 'A positive definite |- inv(A)*A = I, tr(A) > 0']);"
        "sys.exit(any(name in sys.modules for name in ('numpy', 'scipy', 'clarabel')))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0
