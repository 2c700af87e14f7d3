"""What the search answers: counterexamples, each checked once more against the original formulas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from random import Random

from flint import fmpq

from symproof.concrete.evaluation.combination import EMPTY_LOCAL, Statement
from symproof.concrete.evaluation.evaluate import Evaluator, Quick
from symproof.concrete.evaluation.ground import ground, holds
from symproof.concrete.evaluation.interpreted import Kind, definition, is_in_definition
from symproof.concrete.evaluation.moving import Moving, SymbolKey
from symproof.concrete.evaluation.place import Key, Place, key_text
from symproof.concrete.evaluation.shapes import Sweep, modest, shapes
from symproof.concrete.evaluation.types import Tables
from symproof.concrete.exact.linear import Table, solve
from symproof.concrete.exact.matrices import Matrix
from symproof.concrete.exact.reals import shown
from symproof.concrete.exact.rings import Letter
from symproof.concrete.failures import EvaluationError, GeneratorsError, TooLongError
from symproof.concrete.points.falsified import direction, sides
from symproof.concrete.points.pools import random_table
from symproof.concrete.points.refute import values_of
from symproof.concrete.points.search import (
    OutOfBudgetError,
    Partial,
    Setting,
    assignments,
    leads,
    setting,
    spend,
)
from symproof.concrete.points.smaller import smaller
from symproof.concrete.relevant import names
from symproof.concrete.vacuous import nodes
from symproof.diagnostics.results import Counterexample
from symproof.language.formulas import Equal, Exists, ForAll, Formula, Named, Predicate, Sequent
from symproof.language.terms import Differential, Gradient, Slope, Value

Values = dict[SymbolKey, Matrix]
Lead = tuple[SymbolKey, Table] | None  # a symbol that gets its value first

WORK = 5000  # evaluations of hypotheses, some twenty microseconds each
SHAPES = 40
ROUNDS = 30  # passes over the shapes
LEADING = 4  # the pass in which every structured value of every symbol is tried
ATTEMPTS = 3  # at one shape in one pass
ALTERNATIVES = 6  # attempts to find a smaller counterexample at the same sizes
SHRINKING = 2500  # evaluations to find a smaller counterexample, once there is one
LEADS = 80  # structured values that are tried for a smaller one at the same sizes
RETRIES = 16  # attempts at each smaller shape, once there is a counterexample
AFFORDED = 40  # times the evaluations of the pass that found it are allowed for more attempts at smaller shapes,
MOST_AFFORDED = 20_000  # but at most so many
REFUTING = (Kind.AFFINE, Kind.QUADRATIC)  # zero among them


def refute(
    sequent: Sequent,
    shapes_found: Sequence[Mapping[Key, int]] | None = None,
    *,
    work: int = WORK,
    tables: Tables | None = None,
) -> Counterexample | None:
    """A small exact counterexample that satisfies every premise; None if the search found none. A declared function
    has any values at the points where it occurs; then it stands for affine and quadratic functions. ``tables`` are
    those of the sequent, where others use them as well."""
    if shapes_found is None:
        shapes_found = shapes(sequent.declarations, sequent.facts, modest(sequent.declarations, Sweep(3, 3)))
    for interpreted in interpretations(sequent, REFUTING, tables):
        try:
            found = _refute(sequent, interpreted, shapes_found, [work])
        except OutOfBudgetError:
            found = None
        if found is not None:
            return found
    return None


def interpretations(sequent: Sequent, kinds: Sequence[Kind], given: Tables | None = None) -> Iterator[Tables]:
    """Declared functions are arbitrary, where values at single points are enough; then, if any occur, they stand for
    functions of these kinds."""
    tables = given or Tables(sequent.declarations, sequent.facts)
    if not any(map(_asks_around, nodes(sequent.premises))):
        yield tables
    mentioned = {*names((sequent.claim, sequent.premises)), *names(sequent.declarations.symbols)}
    if mentioned & tables.functions.keys():
        yield from map(tables.interpreted, kinds)


def _asks_around(node: object) -> bool:
    """Whether this speaks about a declared function around a point: a derivative, or all matrices."""
    if not isinstance(node, Gradient | Differential | ForAll | Exists | Predicate):
        return False
    return any(isinstance(inner, Value | Slope) for inner in nodes(node))


def _refute(
    sequent: Sequent, tables: Tables, given: Sequence[Mapping[Key, int]], budget: list[int]
) -> Counterexample | None:
    source = Random(1)
    coming = settings_at(tables, sequent.premises, sequent.claim, given[:SHAPES], budget)
    settings: list[Setting] = []  # as they are reached: the budget is often spent before the last shape
    for number in range(ROUNDS):
        for here in settings if number else _kept(coming, settings):
            before = budget[0]
            found = _round(here, sequent, source, number)
            if found is not None:
                work = AFFORDED * (before - budget[0])
                budget[0] = SHRINKING
                here, found = _smaller_sizes(settings, here, sequent, found, source)
                here, found = _smaller_sizes_at_length(settings, here, sequent, found, work)
                return _smallest(here, sequent, found, source)
    return None


def _round(here: Setting, sequent: Sequent, source: Random, number: int) -> Point | None:
    """A few attempts at one shape; in one round every structured value of every symbol in turn."""
    attempts: Iterator[tuple[bool, Lead]] = (
        ((number == 0 == again, None) for again in range(ATTEMPTS))
        if number != LEADING
        else ((False, lead) for lead in leads(here))
    )
    for simple, lead in attempts:
        found = _attempt(here, sequent, source, simple, lead)
        if found is not None:
            return found
    return None


def _smaller_sizes(
    settings: list[Setting], here: Setting, sequent: Sequent, found: Point, source: Random, *, scalars: bool = False
) -> tuple[Setting, Point]:
    """The counterexample, or one at a smaller shape, where the search may just have been unlucky. ``scalars``: every
    structured value of every symbol is tried also where all of them are numbers."""
    try:
        for smaller_shape in settings[: settings.index(here)]:
            tried: list[tuple[bool, Lead]] = [(False, None)] * RETRIES
            if scalars or any(rows * columns > 1 for rows, columns in smaller_shape.sizes.values()):
                tried += [(simple, lead) for lead in leads(smaller_shape) for simple in (True, False)]
            for simple, lead in tried:
                other = _attempt(smaller_shape, sequent, source, simple, lead)
                if other is not None:
                    return smaller_shape, other
    except OutOfBudgetError:
        pass  # the one that was found stands
    return here, found


def _smaller_sizes_at_length(
    settings: list[Setting], here: Setting, sequent: Sequent, found: Point, work: int
) -> tuple[Setting, Point]:
    """The same with ``work`` evaluations more: to evaluate one premise about all matrices, many are needed."""
    budget, left = here.budget, here.budget[0]
    budget[0] = min(work, MOST_AFFORDED)
    smaller_shape, other = _smaller_sizes(settings, here, sequent, found, Random(2), scalars=True)
    budget[0] = left if smaller_shape is here else SHRINKING
    return smaller_shape, other


def settings_at(
    tables: Tables,
    premises: Sequence[Named],
    claim: Formula | None,
    given: Sequence[Mapping[Key, int]],
    budget: list[int],
) -> Iterator[Setting]:
    """The shapes at which all hypotheses have a meaning, each prepared when it is asked for."""
    for shape in given:
        try:
            yield setting(tables, Place(shape), premises, claim, budget)
        except (EvaluationError, TooLongError):
            continue


def _kept(coming: Iterable[Setting], settings: list[Setting]) -> Iterator[Setting]:
    """What comes, each kept for the rounds that follow."""
    for here in coming:
        settings.append(here)
        yield here


Point = tuple[Values, list[Letter]]


def _attempt(here: Setting, sequent: Sequent, source: Random, simple: bool, lead: Lead = None) -> Point | None:
    """Values that satisfy the hypotheses and not the claim."""
    values = assignments(here, source, simple, lead)
    if values is None:
        return None
    if here.failed:
        spend(here, here.claim_cost)
        return None
    functions = functions_at(here, sequent.claim, values, source)
    spend(here, here.claim_cost)
    if functions is None or false_at(here, sequent, values, functions) is None:
        here.failed = not here.sizes and functions == [] and _is_free_of_functions(here)
        return None
    return values, functions


def _is_free_of_functions(here: Setting) -> bool:
    """Whether values of the symbols determine all others: no function f is free."""
    return not here.tables.functions or bool(here.tables.interpretation)


# ------------------------------------------------------------------------------------------------ f and f'


def functions_at(here: Setting, claim: Formula | None, values: Values, source: Random) -> list[Letter] | None:
    """Values of f and f' at the arguments that occur: free, as f is arbitrary, up to the hypotheses, which are linear
    in them. None if they cannot be satisfied."""
    if _is_free_of_functions(here):
        return []
    if not any(condition.functions for condition in here.conditions):
        return _completed(here, claim, values, [], source)
    ring = Moving(Partial(values), set())
    evaluator = Evaluator(here.tables, here.place, ring)
    try:
        equations = [
            ring.linear(entry, ring.count)
            for condition in here.conditions
            if condition.functions and isinstance(condition.statement.formula, Equal)
            for row in _difference(evaluator, condition.statement).entries
            for entry in row
            if entry
        ]
    except (EvaluationError, GeneratorsError, TooLongError):
        return None
    chosen = _chosen(ring, equations, source)
    return None if chosen is None else _completed(here, claim, values, chosen, source)


def _completed(
    here: Setting, claim: Formula | None, values: Values, functions: list[Letter], source: Random
) -> list[Letter] | None:
    """Also at the arguments that occur in the claim only, where anything is allowed."""
    ring = Drawing(values, functions, source)
    evaluator = Evaluator(here.tables, here.place, ring)
    try:
        for statement in ground(claim, EMPTY_LOCAL, here.place) if claim is not None else ():
            holds(statement, evaluator)
    except EvaluationError:
        return None
    return ring.applied


class Drawing(Partial):
    """A point where f and f' have small values by chance wherever none is given."""

    def __init__(self, values: Values, functions: list[Letter], source: Random) -> None:
        super().__init__(values, functions)
        self.source = source

    def fresh(self, kind: str, name: str, index: int | None, rows: int, columns: int) -> Matrix:
        """A random value for f(P) or f'(P); other letters have no exact value here."""
        if kind not in ("value", "slope"):
            raise EvaluationError("SP510", f"{name} has no exact value here")
        return Matrix(rows, columns, random_table(self.source, rows, columns, 1))


def _chosen(ring: Moving, equations: list[tuple[list[fmpq], fmpq]], source: Random) -> list[Letter] | None:
    used = ring.used
    solutions = solve([row[:used] for row, _ in equations], [value for _, value in equations], used)
    if solutions is None:
        return None
    numbers = list(solutions.shortest)
    for vector in solutions.kernel:
        factor = source.choice((0, 1, 1, -1, 2))
        numbers = [x + factor * y for x, y in zip(numbers, vector, strict=True)]
    numbers += [fmpq(0)] * (ring.count - used)

    def at(matrix: Matrix) -> Matrix:
        return matrix.map(lambda entry: entry(*numbers))

    return [
        Letter(letter.kind, letter.name, None, tuple(map(at, letter.arguments)), at(letter.matrix))
        for letter in ring.applied
    ]


def _difference(evaluator: Evaluator, statement: Statement) -> Matrix:
    place = evaluator.place
    with place.inside(statement.local):
        if not isinstance(statement.formula, Equal):
            raise EvaluationError("SP510", "not an equation")
        return evaluator.difference(statement.formula)


# ------------------------------------------------------------------------------------------------ checking


def premises_hold(sequent: Sequent, evaluator: Evaluator) -> bool:
    """Every premise, evaluated as it was written."""
    found = (ground(premise.formula, EMPTY_LOCAL, evaluator.place) for premise in sequent.premises)
    return all(holds(item, evaluator) for statements in found for item in statements)


def false_at(here: Setting, sequent: Sequent, values: Values, functions: list[Letter]) -> Counterexample | None:
    """Everything evaluated anew: all premises true, the claim false."""
    if not functions and not _is_point(here, sequent, values):
        return None
    place = Place(here.place.values)
    evaluator = Evaluator(here.tables, place, Partial(values, functions))
    try:
        if not premises_hold(sequent, evaluator):
            return None
        for item in ground(sequent.claim, EMPTY_LOCAL, place):
            found = sides(item, evaluator)
            if found is not None:
                named = {key: place.values[key] for key in sorted(place.mentions, key=key_text)}
                sizes = {key_text(key): value for key, value in named.items()} | dict(item.local)
                values_shown, defined = shown_values(here.tables, values, functions), definitions(here.tables, values)
                vector = [[str(entry)] for entry in direction(item, evaluator)]
                left, right = shown(found[0].entries, found[1].entries)
                return Counterexample(sizes, values_shown, left, right, defined, vector)
    except EvaluationError:
        return None
    return None


def _is_point(here: Setting, sequent: Sequent, values: Values) -> bool:
    """The same without a record of the sizes that were read: most points fail."""
    evaluator = Quick(here.tables, here.place, Partial(values))
    try:
        if all(holds(item, evaluator) for item in ground(sequent.claim, EMPTY_LOCAL, here.place)):
            return False
        return all(holds(condition.statement, evaluator) for condition in here.conditions)
    except EvaluationError:
        return False


def definitions(tables: Tables, values: Values) -> dict[str, str]:
    """What the functions stand for, where they stand for given ones."""
    return {name: definition(name, values) for name in tables.interpretation}


def shown_values(tables: Tables, values: Values, functions: list[Letter]) -> dict[str, list[list[str]]]:
    """By name; without the numbers that stand in the definitions of functions."""
    named = Partial({}, functions)
    kept = {key: value for key, value in values.items() if not is_in_definition(key, value, tables.interpretation)}
    named.symbols = {key: Letter("symbol", *key, (), value) for key, value in kept.items()}
    return values_of(named)


# ------------------------------------------------------------------------------------------------ smaller ones


def _smallest(here: Setting, sequent: Sequent, first: Point, source: Random) -> Counterexample | None:
    """The smallest of a few counterexamples at the same sizes, made smaller entry by entry. Where that leaves other
    entries than 0, 1 and -1, each symbol in turn gets every structured value, and the others what goes with it."""
    best = _lightest(here, sequent, first, source, [(False, None)] * ALTERNATIVES)
    best = shrunk(here, sequent, *best), best[1]
    if not _is_plain(best):
        tried = [(simple, lead) for lead in leads(here) for simple in (True, False)]
        other = _lightest(here, sequent, best, source, tried[:LEADS])
        best = best if other is best else (shrunk(here, sequent, *other), other[1])
    return false_at(here, sequent, *best)


def _lightest(
    here: Setting, sequent: Sequent, first: Point, source: Random, tried: Sequence[tuple[bool, Lead]]
) -> Point:
    best = first
    try:
        for simple, lead in tried:
            other = _attempt(here, sequent, source, simple, lead)
            if other is not None and weight(other) < weight(best):
                best = other
    except OutOfBudgetError:
        pass  # the search is over, the counterexample stands
    return best


def _is_plain(point: Point) -> bool:
    return all(abs(entry) in (0, 1) for matrix in point[0].values() for row in matrix.entries for entry in row)


def weight(point: Point) -> tuple[int, fmpq, int]:
    """How many entries of a point are not zero, their sum, and that of their denominators: the lighter, the simpler."""
    values, functions = point
    matrices = [*values.values(), *(letter.matrix for letter in functions)]
    entries = [abs(entry) for matrix in matrices for row in matrix.entries for entry in row if entry]
    return len(entries), sum(entries, fmpq(0)), sum(int(entry.q) for entry in entries)


def shrunk(here: Setting, sequent: Sequent, values: Values, functions: list[Letter]) -> Values:
    """Values of f and f' belong to arguments: where there are any, nothing is changed."""
    if functions:
        return values

    def is_one(changed: Values) -> bool:
        try:
            spend(here, here.claim_cost)
        except OutOfBudgetError:
            return False
        return false_at(here, sequent, changed, functions) is not None

    return smaller(values, is_one)
