"""Derivatives at a rational point: a polynomial ring in which only the variables of the derivative are
indeterminates, and everything else has its value."""

from __future__ import annotations

from collections.abc import Callable
from math import prod
from typing import Protocol, Self, TypeAlias, TypeVar

from flint import fmpq

from symproof.concrete.evaluation.place import Place
from symproof.concrete.exact.matrices import Matrix, Scalar
from symproof.concrete.exact.polynomials import Polynomials
from symproof.concrete.exact.rationals import Rationals
from symproof.concrete.exact.reals import Real
from symproof.concrete.exact.rings import Letter, Ring
from symproof.concrete.exact.symbolic import Symbolic
from symproof.concrete.failures import EvaluationError, GeneratorsError, TooLongError
from symproof.language.terms import Symbol

GENERATORS = 256
WORK = 200_000  # of one derivative, in products of polynomials with few terms
SymbolKey: TypeAlias = tuple[str, int | None]


class Evaluating(Protocol):
    """What a derivative asks of the evaluator that takes it."""

    place: Place

    def over(self, ring: Ring) -> Self:
        """The same values over another ring."""

    def member(self, family: str, index: int | None) -> Matrix:
        """The matrix of a symbol or of a member of a family."""


Evaluator = TypeVar("Evaluator", bound=Evaluating)


def _keys(place: Place, variables: list[Symbol]) -> set[SymbolKey]:
    return {(place.family(v.name), None if v.index is None else place.integer(v.index)) for v in variables}


class Moving(Polynomials):
    """Over a point of ``base``: the symbols in ``variables`` move, the others are constant."""

    def __init__(self, base: Rationals, variables: set[SymbolKey], count: int = GENERATORS) -> None:
        super().__init__(count, WORK)
        self.base = base
        self.variables = variables

    def symbol(self, name: str, index: int | None, rows: int, columns: int) -> Matrix:
        """Indeterminates for a symbol that moves, the value of the base ring for another."""
        if (name, index) in self.variables:
            return super().symbol(name, index, rows, columns)
        value = self.base.symbol(name, index, rows, columns)
        return value.map(self.context.constant)

    def constant_inverse(self, matrix: Matrix) -> Matrix | None:
        """Of a matrix that does not move: what the base ring makes of it, which need not be its true inverse."""
        if not all(entry.is_constant() for row in matrix.entries for entry in row):
            return None
        numbers = matrix.map(lambda entry: entry.leading_coefficient() if entry else fmpq(0))
        return self.base.inverse(numbers).map(self.context.constant)

    @staticmethod
    def differentiated(
        evaluator: Evaluator,
        base: Rationals,
        variables: list[Symbol],
        of: Callable[[Evaluator, Symbolic], Matrix],
    ) -> Matrix:
        """The derivative in this ring, then its value at the point of the base ring."""
        ring = Moving(base, _keys(evaluator.place, variables))
        try:
            result = of(evaluator.over(ring), ring)
        except (GeneratorsError, TooLongError):
            if not base.exact:
                raise TooLongError from None
            raise EvaluationError("SP517", "a derivative that is too long to be taken at a point") from None
        return result.map(ring.at_point(evaluator, result))

    def moves(self, place: Place, variables: list[Symbol]) -> bool:
        """Whether all of these are indeterminates here."""
        return _keys(place, variables) <= self.variables

    def differentiated_within(
        self, evaluator: Evaluator, variables: list[Symbol], of: Callable[[Evaluator, Symbolic], Matrix]
    ) -> Matrix:
        """The derivative by symbols that have values here, as a polynomial in what moves: taken in a ring where both
        move, then at these values."""
        keys = _keys(evaluator.place, variables)
        ring = Moving(self.base, self.variables | keys)
        result = of(evaluator.over(ring), ring)
        return self._carried_over(ring, result)

    def _carried_over(self, ring: Moving, result: Matrix) -> Matrix:
        """A matrix of another ring over the same point, written with the symbols and letters of this ring."""
        point = [self.zero] * ring.count
        value = lambda entry: entry.compose(*point, ctx=self.context)  # noqa: E731 - it reads the point as it grows
        for key, letter in ring.symbols.items():
            if key in ring.variables:
                ring._set(point, letter.matrix, self.symbol(*key, letter.matrix.rows, letter.matrix.columns))
        for letter in sorted(ring._needed(result), key=lambda letter: ring.places(letter.matrix)[0][0]):
            arguments = tuple(item.map(value) for item in letter.arguments)
            ring._set(point, letter.matrix, self._letter_for(letter, arguments))
        return result.map(value)

    def _letter_for(self, letter: Letter, arguments: tuple[Matrix, ...]) -> Matrix:
        """The letter of this ring that has the same meaning as a letter of another ring."""
        if letter.kind in ("inverse", "reciprocal"):
            return self.inverse(arguments[0])
        return self.apply(letter.kind, letter.name, arguments, letter.matrix.rows, letter.matrix.columns)

    def at_point(self, evaluator: Evaluating, result: Matrix) -> Callable[[Scalar], Scalar]:
        """Substitutes the point: for the variables their values, for letters that the result needs their values there
        (the derivative of log(c) needs no logarithm)."""
        point: list[Scalar] = [fmpq(0)] * self.count
        value = lambda entry: _at(entry, point)  # noqa: E731 - it reads the point as it grows
        for name, index in sorted(self.variables, key=str):
            if (name, index) in self.symbols:
                self._set(point, self.symbols[name, index].matrix, evaluator.member(name, index))
        # Letters in the order of their indeterminates: arguments hold earlier letters only.
        letters = sorted(self._needed(result), key=lambda letter: self.places(letter.matrix)[0][0])
        for letter in letters:
            self._set(point, letter.matrix, self._value_of(letter, [item.map(value) for item in letter.arguments]))
        return value

    def _needed(self, result: Matrix) -> list[Letter]:
        """The letters in the result, and those in their arguments."""
        pending, needed = [result], list[Letter]()
        while pending:
            degrees = [entry.degrees() for row in pending.pop().entries for entry in row if entry]
            for letter in self.dependent_letters():
                places = [at for row in self.places(letter.matrix) for at in row]
                if letter not in needed and any(degree[at] > 0 for degree in degrees for at in places):
                    needed.append(letter)
                    pending += letter.arguments
        return needed

    def _set(self, point: list[Scalar], matrix: Matrix, values: Matrix) -> None:
        for places, numbers in zip(self.places(matrix), values.entries, strict=True):
            for place, number in zip(places, numbers, strict=True):
                point[place] = number

    def _value_of(self, letter: Letter, arguments: list[Matrix]) -> Matrix:
        if letter.kind in ("inverse", "reciprocal"):
            return self.base.inverse(arguments[0])
        rows, columns = letter.matrix.rows, letter.matrix.columns
        return self.base.apply(letter.kind, letter.name, tuple(arguments), rows, columns)


def differentiated(
    evaluator: Evaluator, ring: Ring, variables: list[Symbol], of: Callable[[Evaluator, Symbolic], Matrix]
) -> Matrix:
    """A derivative by these variables: in the ring itself where they move there, otherwise at its point."""
    if isinstance(ring, Moving) and not ring.moves(evaluator.place, variables):
        return ring.differentiated_within(evaluator, variables, of)
    if isinstance(ring, Polynomials):
        return of(evaluator, ring)
    if not isinstance(ring, Rationals):
        raise EvaluationError("SP513", "no derivatives in this ring")
    return Moving.differentiated(evaluator, ring, variables, of)


def _at(entry: Scalar, point: list[Scalar]) -> Scalar:
    """The value of a polynomial. It is added up term by term where an indeterminate has an irrational value."""
    degrees = entry.degrees() if entry else ()
    if not any(degree > 0 and isinstance(point[at], Real) for at, degree in enumerate(degrees)):
        return entry(*(fmpq(0) if isinstance(number, Real) else number for number in point))
    total: Scalar = fmpq(0)
    for exponents, coefficient in entry.terms():
        factors = [point[at] for at, degree in enumerate(exponents) for _ in range(degree)]
        total = total + prod(factors, start=coefficient)
    return total
