"""Models of hypotheses: sizes and values at which all of them hold, each checked against the original formulas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from random import Random
from typing import Any

from symproof.concrete.evaluation.evaluate import Evaluator
from symproof.concrete.evaluation.interpreted import Kind
from symproof.concrete.evaluation.place import Key, Place, key_text
from symproof.concrete.evaluation.shapes import Sweep, modest, shapes
from symproof.concrete.evaluation.types import Tables
from symproof.concrete.failures import EvaluationError
from symproof.concrete.points.found import (
    SHAPES,
    WORK,
    Point,
    definitions,
    functions_at,
    interpretations,
    premises_hold,
    settings_at,
    shown_values,
    weight,
)
from symproof.concrete.points.search import OutOfBudgetError, Partial, Setting, assignments
from symproof.diagnostics.results import Model
from symproof.language.formulas import Sequent
from symproof.language.proof import Proof
from symproof.language.records import dataclass
from symproof.language.scopes import of_hypotheses

DEEPER = (Sweep(4, 2), Sweep(6, 1), Sweep(9, 1))  # for models of hypotheses that need depth
MODELLING = (Kind.QUADRATIC, Kind.AFFINE, Kind.ZERO)
ATTEMPTS = (True, False, False, False, False)  # whether the values are the simplest ones


@dataclass(frozen=True, slots=True)
class Attempt:
    """How a model was found: under which interpretation of the functions, at which shape, with the simplest values or
    with others, and from which state of the source of chance."""

    interpretation: int
    shape: int
    simple: bool
    state: tuple[Any, ...]


def model(proof: Proof, sweep: Sweep | None = None, *, work: int = WORK) -> Model | None:
    """Concrete sizes and values that satisfy all hypotheses: they are not contradictory. None if none was found."""
    found = model_and_attempt(proof, sweep, work=work)
    return None if found is None else found[0]


def model_and_attempt(proof: Proof, sweep: Sweep | None = None, *, work: int = WORK) -> tuple[Model, Attempt] | None:
    """The same, with the attempt that led to it."""
    sequent = of_hypotheses(proof)
    given = _model_shapes(sequent, sweep)
    for number, tables in enumerate(interpretations(sequent, MODELLING)):
        try:
            found = _model(sequent, tables, number, given, [work])
        except OutOfBudgetError:
            found = None
        if found is not None:
            return found
    return None


def attempted_again(proof: Proof, attempt: Attempt, *, work: int = WORK) -> Model | None:
    """The model to which this attempt leads; None where it leads to none, or where there is no such attempt."""
    sequent, source = of_hypotheses(proof), Random()
    given = _model_shapes(sequent, None)[attempt.shape : attempt.shape + 1]
    tables = next(islice(interpretations(sequent, MODELLING), attempt.interpretation, None), None)
    if tables is None:
        return None
    try:
        source.setstate(attempt.state)
    except (ValueError, TypeError, OverflowError):
        return None
    try:
        here = next(settings_at(tables, sequent.premises, None, given, [work]), None)
        point = None if here is None else _modelled(here, sequent, source, attempt.simple)
    except OutOfBudgetError:
        return None
    return None if here is None or point is None else _as_model(here, tables, point)


def _model_shapes(sequent: Sequent, sweep: Sweep | None) -> list[dict[Key, int]]:
    """Small shapes; deeper ones, with all sizes 1, where the hypotheses leave no others."""
    sweeps = [sweep] if sweep is not None else [modest(sequent.declarations, Sweep(3, 3)), *DEEPER]
    for bounds in sweeps:
        found = shapes(sequent.declarations, sequent.facts, bounds)
        if found:
            return found
    return []


def _model(
    sequent: Sequent, tables: Tables, number: int, given: Sequence[Mapping[Key, int]], budget: list[int]
) -> tuple[Model, Attempt] | None:
    source = Random(1)
    few = given[:SHAPES]
    for here in settings_at(tables, sequent.premises, None, few, budget):
        found = list(_points(here, sequent, source))
        if found:
            # Rather few zero matrices: zero satisfies too much to tell anything.
            point, simple, state = min(found, key=lambda item: (_zeros(item[0]), weight(item[0])))
            place = next(at for at, shape in enumerate(few) if shape == here.place.values)
            return _as_model(here, tables, point), Attempt(number, place, simple, state)
    return None


def _points(here: Setting, sequent: Sequent, source: Random) -> Iterator[tuple[Point, bool, tuple[Any, ...]]]:
    """The points of a shape at which the hypotheses hold, each with how it was found."""
    for simple in ATTEMPTS:
        state = source.getstate()
        point = _modelled(here, sequent, source, simple)
        if point is not None:
            yield point, simple, state


def _as_model(here: Setting, tables: Tables, point: Point) -> Model:
    values, functions = point
    named = {key_text(key): value for key, value in here.place.values.items()}
    return Model(named, shown_values(tables, values, functions), definitions(tables, values))


def _modelled(here: Setting, sequent: Sequent, source: Random, simple: bool) -> Point | None:
    values = assignments(here, source, simple)
    functions = None if values is None else functions_at(here, None, values, source)
    if values is None or functions is None:
        return None
    place = Place(here.place.values)
    evaluator = Evaluator(here.tables, place, Partial(values, functions))
    try:
        return (values, functions) if premises_hold(sequent, evaluator) else None
    except EvaluationError:
        return None


def _zeros(point: Point) -> int:
    return sum(matrix.is_zero for matrix in point[0].values())
