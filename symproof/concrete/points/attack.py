"""Counterexamples to claims of every kind: what a claim binds or supposes becomes part of its hypotheses first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from symproof.concrete.evaluation.beyond import larger_shapes, values_to_try
from symproof.concrete.evaluation.place import Key, Place, key_text
from symproof.concrete.evaluation.shapes import Sweep, modest, shapes
from symproof.concrete.evaluation.types import Tables
from symproof.concrete.failures import EvaluationError, TooLongError
from symproof.concrete.points.found import SHAPES, WORK, refute
from symproof.concrete.points.scaled import scaled
from symproof.concrete.points.search import setting
from symproof.concrete.vacuous import nodes
from symproof.diagnostics.results import Counterexample
from symproof.language.formulas import ForAll, Formula, Implies, IntegerRelation, Named, Not, Sequent
from symproof.language.records import dataclass
from symproof.language.terms import Identity, IndexSum, Integer, Trace

SUPPOSED = "supposed"
BEYOND = 400  # evaluations at larger sizes


@dataclass(frozen=True, slots=True)
class Attack:
    """A counterexample; without one, ``searched`` says at which sizes one was looked for, or why none could be."""

    counterexample: Counterexample | None
    searched: str


def attack(
    sequent: Sequent,
    fixed: Mapping[str, tuple[int, ...]] | None = None,
    *,
    work: int = WORK,
    most: int = SHAPES,
    known: Tables | None = None,
) -> Attack:
    """Looks for values that satisfy all premises and not the claim, at small sizes or at those that are fixed; ``most``
    bounds how many shapes are tried, the smallest first. ``known``: the tables of the sequent, where others use them
    as well."""
    goal = opened(sequent)
    if known is None or goal.declarations is not sequent.declarations:
        known = Tables(goal.declarations, goal.facts)
    sweep = modest(goal.declarations, Sweep(3, 3))
    given = shapes(goal.declarations, goal.facts, replace(sweep, fixed=fixed) if fixed else sweep)[:most]
    usable, why = _usable(known, goal, given)
    if not usable:
        return Attack(None, f"no counterexample could be looked for: {why}")
    found = refute(goal, usable, work=work, tables=known)
    beyond: list[dict[Key, int]] = []
    if found is None and most >= SHAPES and any(map(_is_number_of_sizes, nodes((goal.premises, goal.claim)))):
        values = values_to_try(goal)
        beyond = larger_shapes(goal.declarations, goal.facts, replace(sweep, fixed=fixed or {}), values)
        found = refute(goal, beyond, work=BEYOND, tables=known) if beyond else None
    found = found or scaled(goal, known, usable)
    return Attack(found, "" if found is not None else _looked_at(usable, is_beyond=bool(beyond)))


def _is_number_of_sizes(node: object) -> bool:
    """Whether integers may count as numbers here, so that what holds at small ones is false at larger ones."""
    return isinstance(node, Integer | IntegerRelation | IndexSum) or (
        isinstance(node, Trace) and isinstance(node.argument, Identity)
    )


def opened(sequent: Sequent) -> Sequent:
    """A sequent with the same counterexamples whose claim binds and supposes nothing at the outside: the symbols of
    ``for all X: ...`` are declared, the premise of an implication is a premise."""
    taken = {item.id for item in (*sequent.facts, *sequent.premises)}
    names = (name for number in range(len(taken) + 100) if (name := f"{SUPPOSED}{number}") not in taken)
    while True:
        match sequent.claim:
            case ForAll(symbols=symbols, body=body):
                declared = replace(sequent.declarations, symbols=(*sequent.declarations.symbols, *symbols))
                sequent = replace(sequent, declarations=declared, claim=body)
            case Implies(premise=premise, conclusion=conclusion):
                premises = (*sequent.premises, Named(next(names), premise))
                sequent = replace(sequent, premises=premises, claim=conclusion)
            case Not(part=Not(part=part)):
                sequent = replace(sequent, claim=part)
            case _:
                return sequent


def _usable(tables: Tables, goal: Sequent, given: list[dict[Key, int]]) -> tuple[list[dict[Key, int]], str]:
    """The shapes at which all formulas can be evaluated, and why none can where there are none."""
    usable = []
    why = "no small sizes satisfy the hypotheses"
    for shape in given:
        obstacle = _obstacle(tables, goal, shape)
        if obstacle is None:
            usable.append(shape)
        else:
            why, code = obstacle
            if code == "SP510":  # of its kind, at whatever sizes
                break
    return usable, why


def _looked_at(usable: list[dict[Key, int]], *, is_beyond: bool) -> str:
    names = sorted({key_text(key) for shape in usable for key in shape})
    if not names:
        return "counterexamples were looked for, and none was found"
    largest = max(value for shape in usable for value in shape.values())
    shown = ", ".join(names[:4]) + ", ..." * (len(names) > 4)
    more = " and at some larger values" * is_beyond
    return f"counterexamples were looked for at {shown} up to {largest}{more}, and none was found"


def _obstacle(tables: Tables, goal: Sequent, shape: dict[Key, int]) -> tuple[str, str] | None:
    """Why a formula of the sequent cannot be evaluated at this shape, and the code; None where all can."""
    formulas: list[tuple[str, Formula]] = [(item.id, item.formula) for item in goal.premises]
    for name, formula in [*formulas, ("the claim", goal.claim)]:
        try:
            setting(tables, Place(shape), [], formula, [WORK])
        except EvaluationError as error:
            return f"{name} cannot be evaluated at a point ({error.message})", error.code
        except TooLongError:
            return f"{name} is too long to be evaluated", "SP517"
    return None
