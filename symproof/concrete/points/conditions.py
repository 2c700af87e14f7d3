"""The hypotheses of a search at one shape: each with the symbols that it asks for, and what it costs to evaluate."""

from __future__ import annotations

from typing import TypeAlias

from flint import fmpq

from symproof.concrete.evaluation.combination import Statement
from symproof.concrete.evaluation.evaluate import Evaluator
from symproof.concrete.evaluation.ground import holds, leaves
from symproof.concrete.evaluation.moving import SymbolKey
from symproof.concrete.evaluation.place import Place
from symproof.concrete.evaluation.quantified import LOCAL_MINIMUM
from symproof.concrete.evaluation.types import Tables
from symproof.concrete.exact.rationals import Rationals
from symproof.concrete.failures import EvaluationError
from symproof.concrete.vacuous import nodes
from symproof.language.formulas import Exists, ForAll, Formula, Predicate
from symproof.language.records import dataclass, once
from symproof.language.terms import Differential, Gradient

DERIVATIVE = 12  # how much longer a claim with a derivative takes
QUANTIFIED = 25  # and one about all matrices
MOST_WORK = 1_000_000  # of one evaluation: the search looks at nothing larger
Asked: TypeAlias = tuple[dict[SymbolKey, tuple[int, int]], bool]  # symbols with their sizes, whether f or f' occur


@dataclass(frozen=True, slots=True)
class Condition:
    """A hypothesis at a shape, the free symbols in it, whether f or f' occur, whose values come last, and its cost
    compared with products of matrices."""

    statement: Statement
    symbols: frozenset[SymbolKey]
    functions: bool
    cost: int = 1


def as_condition(found: Asked, statement: Statement, sizes: dict[SymbolKey, tuple[int, int]]) -> Condition:
    """The statement as a condition; the ``sizes`` of the symbols that were found in it are added."""
    own, functions = found
    sizes.update(own)
    return Condition(statement, frozenset(own), functions, _cost(statement.formula))


def asked_once(statement: Statement, tables: Tables, place: Place) -> Asked:
    """The same as ``asked``, found once for each formula at each shape, whatever the steps that use it."""
    key = (id(statement.formula), *statement.local.items(), *place.values.items())
    found = tables.asked.get(key)
    if found is None:
        found = tables.asked[key] = statement.formula, asked(statement, tables, place)
    return found[1]


def asked(statement: Statement, tables: Tables, place: Place) -> Asked:
    """Evaluates every part of the statement once, to see which symbols it asks for, and whether f or f' occur."""
    ones = [fmpq(1)]
    ring = Rationals(lambda letter, rows, columns: [ones * columns for _ in range(rows)], exact=False, limit=MOST_WORK)
    evaluator = Evaluator(tables, place, ring)
    for leaf in leaves(statement, place):
        try:
            holds(leaf, evaluator)
        except EvaluationError:
            if not _is_decided_elsewhere(statement.formula):
                raise
    sizes = {key: (letter.matrix.rows, letter.matrix.columns) for key, letter in ring.symbols.items()}
    return sizes, any(letter.kind in ("value", "slope") for letter in ring.applied)


def _cost_of(formula: Formula) -> int:
    inside = list(nodes(formula))
    if any(map(_is_decided_elsewhere, inside)):
        return QUANTIFIED
    return DERIVATIVE if any(isinstance(node, Gradient | Differential) for node in inside) else 1


_cost = once(_cost_of)


def _is_decided_elsewhere(formula: object) -> bool:
    """Whether a formula that cannot be decided at one point may be decided at another."""
    return isinstance(formula, ForAll | Exists) or (isinstance(formula, Predicate) and formula.name == LOCAL_MINIMUM)
