"""Values that something else suggests as a counterexample: they count only if every formula, evaluated exactly, says
so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import islice
from typing import TypeAlias

from flint import fmpq

from symproof.concrete.evaluation.moving import SymbolKey
from symproof.concrete.evaluation.place import Key, Place
from symproof.concrete.evaluation.shapes import Sweep, modest, shapes
from symproof.concrete.evaluation.types import Tables
from symproof.concrete.exact.matrices import Matrix
from symproof.concrete.failures import EvaluationError, TooLongError
from symproof.concrete.points.attack import opened
from symproof.concrete.points.found import SHRINKING, false_at, shrunk
from symproof.concrete.points.search import setting
from symproof.diagnostics.errors import SymproofError
from symproof.diagnostics.results import Counterexample
from symproof.language.formulas import Sequent

Values: TypeAlias = Mapping[str, Sequence[Sequence[Fraction]]]
SHAPES = 3  # of the sizes that are not given
CELLS = 60  # entries of matrices that are not made smaller one by one


def confirmed(sequent: Sequent, fixed: Mapping[str, tuple[int, ...]], values: Values) -> Counterexample | None:
    """The counterexample at the fixed sizes with these values of the symbols, with simpler entries where these will do;
    None if some premise is false there, or the claim is true, or a symbol has no value."""
    goal = opened(sequent)
    tables = Tables(goal.declarations, goal.facts)
    matrices = {name: _matrix(table) for name, table in values.items()}
    for shape in _shapes(goal, fixed):
        found = _at(goal, tables, shape, matrices)
        if found is not None:
            return found
    return None


def _shapes(goal: Sequent, fixed: Mapping[str, tuple[int, ...]]) -> list[dict[Key, int]]:
    sweep = modest(goal.declarations, Sweep(3, 3, fixed))
    try:
        return list(islice(shapes(goal.declarations, goal.facts, sweep), SHAPES))
    except SymproofError:  # the sizes contradict a hypothesis
        return []


def _matrix(table: Sequence[Sequence[Fraction]]) -> Matrix:
    entries = [[fmpq(entry.numerator, entry.denominator) for entry in row] for row in table]
    return Matrix(len(entries), len(entries[0]), entries)


def _at(
    goal: Sequent, tables: Tables, shape: Mapping[Key, int], matrices: Mapping[str, Matrix]
) -> Counterexample | None:
    try:
        here = setting(tables, Place(shape), goal.premises, goal.claim, [SHRINKING])
    except (EvaluationError, TooLongError):
        return None
    values = {key: matrices[name] for key in here.sizes if (name := _name(key)) in matrices}
    if {key: (matrix.rows, matrix.columns) for key, matrix in values.items()} != here.sizes:
        return None
    found = false_at(here, goal, values, [])
    if found is None or sum(rows * columns for rows, columns in here.sizes.values()) > CELLS:
        return found
    return false_at(here, goal, shrunk(here, goal, values, []), [])


def _name(key: SymbolKey) -> str:
    """``A``, or ``M_2`` for a member of a family."""
    name, index = key
    return name if index is None else f"{name}_{index}"
