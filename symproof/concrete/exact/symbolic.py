"""Rings in which symbols are matrices of indeterminates, and derivatives in them, entry by entry."""

from __future__ import annotations

from abc import abstractmethod

from symproof.concrete.exact.matrices import Matrix, Scalar
from symproof.concrete.exact.rings import Ring


class Symbolic(Ring):
    """What ``derivative`` makes of one entry, made of matrices."""

    @abstractmethod
    def derivative(self, value: Scalar, place: int) -> Scalar:
        """The total derivative by indeterminate number ``place``."""

    @abstractmethod
    def generator(self, entry: Scalar) -> int:
        """The number of the indeterminate that the entry is; SP513 if it is none."""

    def index_letters(self) -> None:
        """Before derivatives are taken: which letters move with their arguments."""

    def gradient(self, argument: Matrix, variable: Matrix, jacobian: bool) -> Matrix:
        """Of a scalar: like the variable; by a scalar: entrywise; else the Jacobian of a column by a column."""
        self.index_letters()
        places = self.places(variable)
        if jacobian:
            rows = [[self.derivative(row[0], place[0]) for place in places] for row in argument.entries]
            return Matrix(argument.rows, variable.rows, rows)
        if (variable.rows, variable.columns) == (1, 1):
            return argument.map(lambda entry: self.derivative(entry, places[0][0]))
        value = argument.entries[0][0]
        return Matrix(variable.rows, variable.columns, [[self.derivative(value, x) for x in row] for row in places])

    def differential(self, argument: Matrix, directions: list[tuple[Matrix, Matrix]]) -> Matrix:
        """The sum over all moving entries x of (d argument / dx) * (direction of x)."""
        self.index_letters()
        moving = [
            (x, h)
            for variable, direction in directions
            for xs, hs in zip(self.places(variable), direction.entries, strict=True)
            for x, h in zip(xs, hs, strict=True)
        ]

        def along(entry: Scalar) -> Scalar:
            return sum((self.derivative(entry, place) * h for place, h in moving), self.zero)

        return argument.map(along)

    def places(self, matrix: Matrix) -> list[list[int]]:
        """The numbers of the indeterminates that the entries are."""
        if matrix.start is None:
            return [[self.generator(entry) for entry in row] for row in matrix.entries]
        rows = range(matrix.start, matrix.start + matrix.rows * matrix.columns, matrix.columns)
        return [list(range(at, at + matrix.columns)) for at in rows]
