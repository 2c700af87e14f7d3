"""Whether a formula is true at a point, and the two sides that show that a claim is false there."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from symproof.language.formulas import (
    And,
    Compare,
    Equal,
    Exists,
    ForAll,
    ForAllIndex,
    Formula,
    Implies,
    IntegerRelation,
    Invertible,
    Not,
    Or,
    Predicate,
)
from symproof.language.records import dataclass
from symproof.language.terms import Term
from symproof.recheck.evaluation import quantified
from symproof.recheck.evaluation.matrices import (
    Rows,
    generalized_inverse,
    identity,
    is_definite,
    mapped,
    multiplied,
    rank,
    require_square,
    same,
    scalar,
    size_of,
    subtracted,
    transposed,
)
from symproof.recheck.evaluation.numbers import UnevaluatedError, at_rest, lowest, rational, reciprocal
from symproof.recheck.evaluation.place import Place, compare
from symproof.recheck.evaluation.terms import Evaluator
from symproof.recheck.limits import Work

Sides = tuple[Rows, Rows]


@dataclass(frozen=True, slots=True)
class World:
    """A point and its sizes: everything that a formula needs to be true or false."""

    evaluator: Evaluator
    place: Place

    @property
    def work(self) -> Work:
        """The work that the report may still take."""
        return self.evaluator.work

    def matrix(self, term: Term) -> Rows:
        """The value of the term, all of it known numbers."""
        return mapped(self.evaluator.value(term, self.place), at_rest)

    def holds(self, formula: Formula, evaluator: Evaluator) -> bool:
        """Whether the formula is true at these sizes and another point."""
        return holds(formula, World(evaluator, self.place))

    def at(self, index: str, value: int) -> World:
        """The same world with one more index bound to a value."""
        return World(self.evaluator, self.place.at(index, value))


def holds(formula: Formula, world: World) -> bool:
    """Whether the formula is true; UnevaluatedError where that cannot be told at a point."""
    world.work.charge(1)
    match formula:
        case And():
            return all(holds(part, world) for part in formula.parts)
        case Or():
            return any(holds(part, world) for part in formula.parts)
        case Not():
            return not holds(formula.part, world)
        case Implies():
            return not holds(formula.premise, world) or holds(formula.conclusion, world)
        case ForAllIndex():
            indices = world.place.span(formula.low, formula.high)
            return all(holds(formula.body, world.at(formula.index, index)) for index in indices)
        case Equal():
            return _equal(world.matrix(formula.left), world.matrix(formula.right))
        case Invertible():
            argument = world.matrix(formula.argument)
            return len(argument) == len(argument[0]) == rank(argument, world.work)
        case Compare():
            return _compared(formula, world)
        case IntegerRelation():
            return compare(formula.relation, world.place.integer(formula.left), world.place.integer(formula.right))
        case Predicate():
            return _is(formula, world)
        case _:
            return _quantified(formula, world)


def _quantified(formula: Formula, world: World) -> bool:
    if isinstance(formula, ForAll):
        return quantified.for_all(formula, world.evaluator, world.place, world.holds)
    if isinstance(formula, Exists):
        return quantified.exists(formula, world.evaluator, world.place, world.holds)
    raise UnevaluatedError(f"{type(formula).__name__} is not decided at a point")


def _equal(left: Rows, right: Rows) -> bool:
    if size_of(left) != size_of(right):
        raise UnevaluatedError("the two sides of an equation have different sizes")
    return same(left, right)


def _compared(formula: Compare, world: World) -> bool:
    left, right = world.matrix(formula.left), world.matrix(formula.right)
    if formula.relation == "!=":
        return not _equal(left, right)
    if size_of(left) == size_of(right) == (1, 1):
        (first,), (second,) = left[0], right[0]
        return bool(first < second if formula.relation == "<" else first <= second)
    for side in (left, right):
        if not same(side, transposed(side)):
            raise UnevaluatedError("an order between matrices that are not symmetric has no meaning")
    return is_definite(subtracted(right, left), world.work, strictly=formula.relation == "<")


# ------------------------------------------------------------------------------------------------ predicates


def _is(formula: Predicate, world: World) -> bool:
    if formula.name == quantified.LOCAL_MINIMUM:
        return quantified.local_minimum(formula, world.evaluator, world.place)
    rule = _PREDICATES.get(formula.name)
    if rule is None or len(formula.arguments) != 1:
        raise UnevaluatedError(f"{formula.name!r} is not decided at a point")
    return rule(world.matrix(formula.arguments[0]), world.work)


def _is_diagonal(matrix: Rows, work: Work) -> bool:
    return not any(entry for p, row in enumerate(matrix) for q, entry in enumerate(row) if p != q)


def _is_permutation(matrix: Rows, work: Work) -> bool:
    return all(sorted(line) == [0] * (len(line) - 1) + [1] for line in (*matrix, *transposed(matrix)))


def _parity(wanted: int) -> Callable[[Rows, Work], bool]:
    def is_so(matrix: Rows, work: Work) -> bool:
        value = rational(matrix[0][0])
        return value.denominator == 1 and value.numerator % 2 == wanted

    return is_so


_PREDICATES: dict[str, Callable[[Rows, Work], bool]] = {
    "positive definite": lambda matrix, work: is_definite(matrix, work, strictly=True),
    "positive semidefinite": lambda matrix, work: is_definite(matrix, work, strictly=False),
    "diagonal": _is_diagonal,
    "permutation": _is_permutation,
    "even": _parity(0),
    "odd": _parity(1),
}


# ------------------------------------------------------------------------------------------------ sides


def failures(claim: Formula, world: World, indices: dict[str, int]) -> Iterator[tuple[Formula, World]]:
    """The parts of a claim that are false at the point, its schemas at the listed indices."""
    if isinstance(claim, And):
        yield from _of_parts(claim, world, indices)
    elif isinstance(claim, ForAllIndex):
        if claim.index not in indices:
            raise UnevaluatedError(f"no value is listed for the index {claim.index} of the claim")
        if indices[claim.index] in world.place.span(claim.low, claim.high):
            yield from failures(claim.body, world.at(claim.index, indices[claim.index]), indices)
    elif not holds(claim, world):
        yield claim, world


def _of_parts(claim: And, world: World, indices: dict[str, int]) -> list[tuple[Formula, World]]:
    """The conjuncts that are false. Where one is, another may have no meaning, as A <= B for an A != A^T has none."""
    found: list[tuple[Formula, World]] = []
    why: UnevaluatedError | None = None
    for part in claim.parts:
        try:
            found += failures(part, world, indices)
        except UnevaluatedError as error:
            why = why or error
    if why is not None and not found:
        raise why
    return found


def sides(formula: Formula, world: World) -> Sides:
    """Both sides of a relation; of what is no relation, those of one that it implies and that is false: E E^+ = I of an
    invertible E, A = A^T or x^T A x > 0 of a positive definite A, A and 0 of a semidefinite one, A A^T = I of a
    permutation, the first part of a disjunction, the conclusion of an implication. Of a negation they are its truth
    value, 0, and 1."""
    match formula:
        case Equal() | Compare():
            return world.matrix(formula.left), world.matrix(formula.right)
        case IntegerRelation():
            return scalar(world.place.integer(formula.left)), scalar(world.place.integer(formula.right))
        case Invertible():
            matrix = world.matrix(formula.argument)
            require_square(matrix, "invertibility")
            return multiplied(matrix, generalized_inverse(matrix, world.work), world.work), identity(len(matrix))
        case Predicate() if formula.name in _SIDES:
            return _SIDES[formula.name](world.matrix(formula.arguments[0]), world.work)
        case Not() | Exists():
            return scalar(0), scalar(1)
        case Implies():
            return sides(formula.conclusion, world)
        case Or() | And() | ForAllIndex():
            return _first_false(formula, world)
        case _:
            raise UnevaluatedError(f"a counterexample to {type(formula).__name__} has no two sides")


def _first_false(formula: Or | And | ForAllIndex, world: World) -> Sides:
    """The two sides of the first part that is false, the indices of a schema from the lowest."""
    if isinstance(formula, ForAllIndex):
        indices = world.place.span(formula.low, formula.high)
        parts = [(formula.body, world.at(formula.index, index)) for index in indices]
    else:
        parts = [(part, world) for part in formula.parts]
    for part, inside in parts:
        if not holds(part, inside):
            return sides(part, inside)
    raise UnevaluatedError("the claim is true there")


def _indefinite(matrix: Rows, work: Work) -> Sides:
    """A and A^T where they differ; else the first pivot of the elimination that is not positive, which is a value of
    x^T A x, and 0."""
    if not same(matrix, transposed(matrix)):
        return matrix, transposed(matrix)
    rows = [list(row) for row in matrix]
    while rows[0][0] > 0:
        work.charge(len(rows) ** 2)
        head = rows[0]
        rows = [
            [entry - row[0] * reciprocal(head[0]) * other for entry, other in zip(row[1:], head[1:], strict=True)]
            for row in rows[1:]
        ]
    return scalar(lowest(rows[0][0])), scalar(0)


def _no_permutation(matrix: Rows, work: Work) -> Sides:
    product, unit = multiplied(matrix, transposed(matrix), work), identity(len(matrix))
    return (product, unit) if product != unit else (mapped(matrix, lambda entry: entry * entry), matrix)


def _off_diagonal(matrix: Rows, work: Work) -> Sides:
    kept = tuple(tuple(entry if p == q else 0 for q, entry in enumerate(row)) for p, row in enumerate(matrix))
    return matrix, kept


def _wrong_parity(wanted: int) -> Callable[[Rows, Work], Sides]:
    return lambda matrix, work: (mapped(matrix, lambda entry: rational(entry).numerator % 2), scalar(wanted))


def _beside_zero(matrix: Rows, work: Work) -> Sides:
    """A and A^T where they differ; else A and 0."""
    turned = transposed(matrix)
    return matrix, mapped(matrix, lambda entry: 0) if same(matrix, turned) else turned


def direction_shows(formula: Formula, world: World, vector: Rows) -> bool:
    """Whether v^T S v < 0 where the formula says that S is semidefinite, or left <= right with S = right - left; of a
    definite S: v^T S v <= 0 and v is not zero."""
    match formula:
        case Compare("<" | "<=" as relation):
            matrix = subtracted(world.matrix(formula.right), world.matrix(formula.left))
            strictly = relation == "<"
        case Predicate("positive definite" | "positive semidefinite" as name, (argument,)):
            matrix, strictly = world.matrix(argument), name == "positive definite"
        case _:
            return False
    if size_of(vector) != (len(matrix), 1):
        return False
    value = multiplied(transposed(vector), multiplied(matrix, vector, world.work), world.work)[0][0]
    if strictly:
        return bool(value <= 0) and any(row[0] for row in vector)
    return bool(value < 0)


_SIDES: dict[str, Callable[[Rows, Work], Sides]] = {
    "positive definite": _indefinite,
    "positive semidefinite": _beside_zero,
    "diagonal": _off_diagonal,
    "permutation": _no_permutation,
    "even": _wrong_parity(0),
    "odd": _wrong_parity(1),
}
