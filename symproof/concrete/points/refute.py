"""Counterexamples to a claim without premises: from the difference that does not expand to zero, a point with as few
nonzero entries as possible where it is not zero; then both sides are evaluated there again, exactly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, islice, product

from flint import fmpq

from symproof.concrete.evaluation.combination import Statement
from symproof.concrete.evaluation.evaluate import Evaluator
from symproof.concrete.evaluation.place import Key, Place, key_text
from symproof.concrete.evaluation.types import Tables
from symproof.concrete.exact.matrices import Matrix, Scalar
from symproof.concrete.exact.polynomials import Polynomials
from symproof.concrete.exact.rationals import Rationals
from symproof.concrete.exact.reals import Reals, shown
from symproof.concrete.exact.rings import Letter
from symproof.concrete.failures import EvaluationError, GeneratorsError, TooLongError
from symproof.concrete.instances import INSTANCE_LIMIT, Outcome
from symproof.diagnostics.results import Counterexample
from symproof.language.formulas import Equal, Sequent

VALUES = (1, -1, 2, -2, 3)
SUPPORTS = 60  # how many sets of nonzero entries are tried
TRIES = 12  # how many choices of values for one set
CHECKS = 150  # how many points are evaluated


class Point(Reals):
    """Given values of the symbols; f and f' at given arguments. Whatever else of these is zero."""

    def __init__(self, values: Mapping[tuple[str, int | None], Matrix], functions: Sequence[Letter] = ()) -> None:
        super().__init__(_absent)
        self.symbols = {key: Letter("symbol", *key, (), value) for key, value in values.items()}
        self.applied = list(functions)


def _absent(letter: Letter, rows: int, columns: int) -> list[list[fmpq]]:
    if letter.kind == "call":  # exp(c) is not free: exp(c) exp(-c) = 1
        raise EvaluationError("SP510", f"{letter.name} has no exact value here")
    return [[fmpq(0)] * columns for _ in range(rows)]


def counterexample_at(sequent: Sequent, outcome: Outcome) -> Counterexample | None:
    """The smallest counterexample at the place where a claim was found to differ; None if none was found."""
    if outcome.place is None or outcome.claim is None or not isinstance(outcome.claim.formula, Equal):
        return None
    tables, place = Tables(sequent.declarations, sequent.facts), Place(outcome.place)
    try:
        ring, residual = expanded(tables, place, outcome.claim)
    except (EvaluationError, TooLongError):
        return None
    for point in islice(points(ring, residual), CHECKS):
        found = checked(tables, place, outcome.claim, point)
        if found is not None:
            return found
    return None


def expanded(tables: Tables, place: Place, claim: Statement) -> tuple[Polynomials, Matrix]:
    """Left minus right of an equation, in a ring large enough."""
    count = 64
    while True:
        ring = Polynomials(count, INSTANCE_LIMIT)
        try:
            return ring, evaluated(Evaluator(tables, place, ring), claim, -1)
        except GeneratorsError as error:
            count = 2 * error.wanted


def evaluated(evaluator: Evaluator, claim: Statement, side: int) -> Matrix:
    """The left side (0), the right side (1) or the difference (-1) of an equation."""
    place, formula = evaluator.place, claim.formula
    if not isinstance(formula, Equal):
        raise EvaluationError("SP510", f"{type(formula).__name__} is not an equation")
    with place.inside(claim.local):
        if side < 0:
            return evaluator.difference(formula)
        return evaluator.matrix(formula.right if side else formula.left)


# ------------------------------------------------------------------------------------------------ points


def points(ring: Polynomials, residual: Matrix) -> Iterator[Point]:
    """Points where some entry of the difference is not zero, those with the fewest nonzero entries first.

    A polynomial that is not zero at a point has a monomial all of whose indeterminates are nonzero there. Restricted to
    the indeterminates of a monomial with the fewest of them, the others zero, it is that support's monomials only.
    """
    entries = [entry for row in residual.entries for entry in row if entry]
    supports: dict[frozenset[int], Scalar] = {}
    for entry in entries:
        for exponents in entry.monoms():
            supports.setdefault(frozenset(at for at, degree in enumerate(exponents) if degree), entry)
    ordered = sorted(supports, key=lambda support: (len(support), sorted(support)))
    for support in ordered[:SUPPORTS]:
        yield from _with_support(ring, supports[support], sorted(support))
    for first, second in combinations(ordered[:8], 2):
        yield from _with_support(ring, supports[first], sorted(first | second))


def _with_support(ring: Polynomials, entry: Scalar, support: list[int]) -> Iterator[Point]:
    for values in _small(len(support)):
        numbers = [fmpq(0)] * ring.count
        for at, value in zip(support, values, strict=True):
            numbers[at] = fmpq(value)
        if entry(*numbers):
            yield _point(ring, numbers)


def _small(count: int) -> Iterator[tuple[int, ...]]:
    """Tuples of small nonzero integers, the smallest first."""
    tried = 0
    for width in range(1, len(VALUES) + 1):
        for values in product(VALUES[:width], repeat=count):
            if width == 1 or VALUES[width - 1] in values:
                yield values
                tried += 1
                if tried >= TRIES:
                    return


def _point(ring: Polynomials, numbers: list[fmpq]) -> Point:
    def at(matrix: Matrix) -> Matrix:
        return matrix.map(lambda entry: entry(*numbers))

    values = {key: at(letter.matrix) for key, letter in ring.symbols.items()}
    functions = [
        Letter(letter.kind, letter.name, None, tuple(map(at, letter.arguments)), at(letter.matrix))
        for letter in ring.applied
        if letter.kind in ("value", "slope")
    ]
    return Point(values, functions)


# ------------------------------------------------------------------------------------------------ checking


def checked(tables: Tables, place: Place, claim: Statement, point: Point) -> Counterexample | None:
    """Both sides evaluated at the point with numbers throughout; None if they agree or cannot be evaluated."""
    place = Place(place.values)
    evaluator = Evaluator(tables, place, point)
    try:
        left, right = evaluated(evaluator, claim, 0), evaluated(evaluator, claim, 1)
        if left.same(right):
            return None
        return Counterexample(sizes(place, claim), values_of(point), *shown(left.entries, right.entries))
    except EvaluationError:
        return None


def sizes(place: Place, claim: Statement) -> dict[str, int]:
    """The sizes and parameters that the evaluation read, the values of the indices in the claim, and the sizes and
    parameters in the ends of their ranges."""
    with place.inside(claim.local):
        for end in claim.ends:
            place.integer(end)
    read: dict[Key, int] = {key: value for key, value in place.values.items() if key in place.mentions}
    read.update(claim.local)
    return {key_text(key): value for key, value in read.items()}


def values_of(point: Rationals) -> dict[str, list[list[str]]]:
    """Symbols by name, members as ``M_2``; f and f' as ``f'([[1, 0], [0, 1]])``."""
    result = {}
    for (name, index), letter in sorted(point.symbols.items(), key=lambda item: (item[0][0], item[0][1] or 0)):
        result[name if index is None else f"{name}_{index}"] = rows(letter.matrix)
    for letter in point.applied:
        inside = ", ".join(f"[{', '.join(row)}]" for row in rows(letter.arguments[0]))
        result[f"{letter.name}{chr(39) if letter.kind == 'slope' else ''}([{inside}])"] = rows(letter.matrix)
    return result


def rows(matrix: Matrix) -> list[list[str]]:
    """Exact numbers as text."""
    return [[str(entry) for entry in row] for row in matrix.entries]
