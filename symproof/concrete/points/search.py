"""Counterexamples and models where there are hypotheses: a bounded, deterministic search over small matrices.

At a shape the symbols get their values one by one. A symbol in which some hypotheses are linear, everything else in
them being known, gets a solution of these equations, the shortest one first (which finds Moore-Penrose inverses);
another symbol gets a structured matrix. What a value contradicts is seen at once. In the end every hypothesis is
checked again, exactly, as it was written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from itertools import chain, islice
from random import Random

from flint import fmpq, fmpq_mat

from symproof.concrete.evaluation.combination import EMPTY_LOCAL, Statement
from symproof.concrete.evaluation.evaluate import Evaluator, Quick
from symproof.concrete.evaluation.ground import ground, holds
from symproof.concrete.evaluation.moving import GENERATORS, Moving, SymbolKey
from symproof.concrete.evaluation.place import Place
from symproof.concrete.evaluation.quantified import stationary
from symproof.concrete.evaluation.types import Tables
from symproof.concrete.exact.linear import Solutions, Table, solve
from symproof.concrete.exact.matrices import Matrix
from symproof.concrete.exact.reals import Reals
from symproof.concrete.exact.rings import Letter
from symproof.concrete.failures import EvaluationError, GeneratorsError, TooLongError
from symproof.concrete.points.conditions import DERIVATIVE, Condition, as_condition, asked, asked_once
from symproof.concrete.points.definite import between, definite_table, is_definiteness, moved, stated
from symproof.concrete.points.inverted import with_symbol_for_inverse
from symproof.concrete.points.joint import block_values
from symproof.concrete.points.pools import (
    orthonormal_table,
    pool,
    random_table,
    rank_one_table,
    related,
    sparse_table,
)
from symproof.concrete.vacuous import nodes
from symproof.language.formulas import Equal, Exists, ForAll, Formula, Named
from symproof.language.records import dataclass
from symproof.language.terms import Differential, Gradient, Term

CELLS = 200  # entries that cost as much as one small evaluation
FITTING = 4  # structured matrices that solve the linear hypotheses, in one attempt
SMALL = 4  # entries of a matrix all of whose structured values are tried
CANDIDATES = 8  # values tried for one symbol before giving up
DEFINITE_CANDIDATES = 4  # of these, values that are made to be definite
OWN_CANDIDATES, OWN_SHARE = 2, 0.5  # values for an equation that is not linear, and how often they are tried
BLOCK_SHARE = 0.5  # of the attempts in which a block matrix is made semidefinite at once
SMALL_SHARE = 0.5  # of the values that several conditions bound, those that are made small
DEFINITE_SHARE = 0.8  # of the attempts in which such a value is tried first


@dataclass(slots=True, eq=False)
class Setting:
    """The hypotheses at one shape. ``sizes``: rows and columns of every free symbol; ``budget`` counts evaluations.
    ``closed``: whether the conditions without symbols hold, and what that costs, once it was asked for; ``failed``: the
    only point of a shape without symbols is no counterexample. ``decided``: whether a condition about all matrices
    holds, by its place among the conditions and the values that there were: small values come again and again."""

    tables: Tables
    place: Place
    conditions: list[Condition]
    sizes: dict[SymbolKey, tuple[int, int]]
    budget: list[int]
    values: dict[SymbolKey, Matrix] = field(default_factory=dict)
    cost: int = 1  # of one evaluation, compared with small matrices
    claim_cost: int = 1
    closed: tuple[bool, int] | None = None
    failed: bool = False
    decided: dict[tuple[object, ...] | None, bool] = field(default_factory=dict)

    def evaluator(self) -> Evaluator:
        """At the values found so far; a symbol without one is refused (SP519)."""
        return Quick(self.tables, self.place, Partial(self.values))


class OutOfBudgetError(Exception):
    """The search has spent its evaluations."""


class Partial(Reals):
    """A point that may still lack some symbols, with f and f' at the given arguments."""

    def __init__(self, values: Mapping[SymbolKey, Matrix], functions: Sequence[Letter] = ()) -> None:
        super().__init__(_refuse)
        self.values = values
        self.applied = list(functions)

    def chosen(self, name: str, index: int | None) -> Matrix | None:
        """The value that was chosen, if one was."""
        return self.values.get((name, index))

    def symbol(self, name: str, index: int | None, rows: int, columns: int) -> Matrix:
        """The value that was chosen for a symbol; SP519 where none was chosen yet."""
        value = self.values.get((name, index))
        if value is None:
            raise EvaluationError("SP519", f"{name} has no value yet")
        return value


def _refuse(letter: object, rows: int, columns: int) -> list[list[fmpq]]:
    raise EvaluationError("SP510", "f, f', and log and sqrt of what has none, have no exact values here")


def setting(
    tables: Tables, place: Place, premises: Sequence[Named], claim: Formula | None, budget: list[int]
) -> Setting:
    """Everything about one shape that the search needs. Raises EvaluationError where a premise has no value."""
    statements = [item for premise in premises for item in ground(premise.formula, EMPTY_LOCAL, place)]
    sizes: dict[SymbolKey, tuple[int, int]] = {}
    conditions = [as_condition(asked_once(item, tables, place), item, sizes) for item in statements]
    implied = [item for statement in statements for item in stationary(statement, place)]
    conditions += [as_condition(asked(item, tables, place), item, sizes) for item in implied]
    if claim is not None:
        for item in ground(claim, EMPTY_LOCAL, place):
            sizes.update(asked_once(item, tables, place)[0])
    cost = 1 + sum(rows * columns for rows, columns in sizes.values()) // CELLS
    slow = claim is not None and any(isinstance(node, Gradient | Differential) for node in nodes(claim))
    slower = sum(condition.cost for condition in conditions if condition.cost > 1)
    claim_cost = cost * ((DERIVATIVE if slow else 1) + slower)
    return Setting(tables, place, conditions, sizes, budget, cost=cost, claim_cost=claim_cost)


# ------------------------------------------------------------------------------------------------ assignments


def assignments(
    here: Setting, source: Random, simple: bool, lead: tuple[SymbolKey, Table] | None = None
) -> dict[SymbolKey, Matrix] | None:
    """One attempt at values that satisfy all conditions; ``simple`` tries structured values in their order, ``lead``
    is the value of a symbol that comes first."""
    here.values = {}
    if not _closed_hold(here):
        return None
    order = sorted(here.sizes, key=lambda key: (key[0], key[1] or 0))
    if not simple:
        source.shuffle(order)
    if lead is not None:
        order.remove(lead[0])
        here.values[lead[0]] = Matrix(*here.sizes[lead[0]], lead[1])
        if not _consistent(here, lead[0]):
            return None
    if not simple and not _assign_block(here, order, source):
        return None
    while order:
        key, solutions = _next(here, order)
        order.remove(key)
        if not _assign(here, key, solutions, source, simple):
            return None
    return dict(here.values)


def _assign_block(here: Setting, order: list[SymbolKey], source: Random) -> bool:
    """Gives the symbols of one block matrix that a condition says is semidefinite their values at once, in some of the
    attempts; whether nothing is contradicted."""
    known = [c for c in here.conditions if is_definiteness(c.statement.formula) and not c.functions]
    known = [c for c in known if len(c.symbols) > 1 and c.symbols <= set(order)]
    if not known or source.random() > BLOCK_SHARE:
        return True
    condition = source.choice(known)
    spend(here, here.cost * condition.cost)
    term, definite = stated(condition.statement.formula)
    sizes = {key: here.sizes[key] for key in sorted(condition.symbols, key=lambda key: (key[0], key[1] or 0))}
    with here.place.inside(condition.statement.local):
        evaluator = Evaluator(here.tables, here.place, Partial(here.values))
        found = block_values(evaluator, Partial(here.values), term, sizes, source, definite=definite)
    for key, value in found.items():
        order.remove(key)
        here.values[key] = value
        if not _consistent(here, key):
            return False
    return True


def _next(here: Setting, order: list[SymbolKey]) -> tuple[SymbolKey, Solutions | None]:
    """A symbol that is determined by the others, if there is one; else the first."""
    for key in order:
        if any(key in c.symbols and _known(here, c, key) and len(c.symbols) > 1 for c in here.conditions):
            return key, _linear(here, key)
    return order[0], _linear(here, order[0])


def _known(here: Setting, condition: Condition, key: SymbolKey) -> bool:
    return all(other == key or other in here.values for other in condition.symbols)


def _linear(here: Setting, key: SymbolKey, *, inverted: bool = False) -> Solutions | None:
    """The solutions of the conditions that are linear in this symbol, or in its inverse; None if there are none of
    these."""
    rows, right = [], []
    for condition in here.conditions:
        if key in condition.symbols and not condition.functions and _known(here, condition, key):
            statement: Statement | None = condition.statement
            if inverted:
                statement = with_symbol_for_inverse(condition.statement, here.place, key)
            found = [] if statement is None else _equations(here, statement, key, condition.cost)
            rows += [row for row, _ in found]
            right += [value for _, value in found]
    if not rows:
        return None
    height, width = here.sizes[key]
    return solve(rows, right, height * width) or Solutions([], [])


def _equations(here: Setting, statement: Statement, key: SymbolKey, cost: int = 1) -> list[tuple[list[fmpq], fmpq]]:
    """The linear equations between the entries of one symbol that a condition means; none if it is not linear."""
    formula = statement.formula
    height, width = here.sizes[key]
    if not isinstance(formula, Equal) or height * width > GENERATORS:
        return []
    spend(here, here.cost * cost)
    ring = Moving(Partial(here.values), {key}, height * width)  # no room for letters: with these it is not linear
    evaluator = Evaluator(here.tables, here.place, ring)
    try:
        with here.place.inside(statement.local):
            difference = evaluator.difference(formula)
    except (EvaluationError, GeneratorsError, TooLongError):
        return []
    entries = [entry for row in difference.entries for entry in row if entry]
    if ring.dependent_letters() or any(entry.total_degree() > 1 for entry in entries):
        return []
    return [ring.linear(entry, height * width) for entry in entries]


def _assign(here: Setting, key: SymbolKey, solutions: Solutions | None, source: Random, simple: bool) -> bool:
    """Gives the symbol the first candidate that contradicts nothing."""
    for table in islice(_candidates(here, key, solutions, source, simple), CANDIDATES):
        here.values[key] = Matrix(*here.sizes[key], table)
        if _consistent(here, key):
            return True
    here.values.pop(key, None)
    return False


def _candidates(
    here: Setting, key: SymbolKey, solutions: Solutions | None, source: Random, simple: bool
) -> Iterator[Table]:
    rows, columns = here.sizes[key]
    if rows == columns:
        yield from islice(_definite(here, key, solutions, source), DEFINITE_CANDIDATES)
    if not simple:
        yield from _of_own_equation(here, key, source)
    if solutions is not None and len(solutions.kernel) < rows * columns:
        yield from _solved(here, solutions, rows, columns, source, simple)
        return
    if rows == columns:
        yield from _inverses(here, key, source, simple)
    structured = pool(rows, columns)
    if simple:
        yield from structured
        return
    derived = _derived(here, rows, columns)
    while True:
        kind = source.random()
        if derived and kind < 0.25:
            yield source.choice(derived)
        elif kind < 0.5:
            yield source.choice(structured)
        elif kind < 0.7:
            yield sparse_table(source, rows, columns)
        else:
            yield random_table(source, rows, columns, 1 if kind < 0.85 else 2)


def _definite(here: Setting, key: SymbolKey, solutions: Solutions | None, source: Random) -> Iterator[Table]:
    """Values that make what a condition says semidefinite so, the other symbols in it being known."""
    size = here.sizes[key][0]
    bounds = [c for c in here.conditions if is_definiteness(c.statement.formula) and key in c.symbols]
    known = [c for c in bounds if not c.functions and _known(here, c, key)]
    while known and source.random() < DEFINITE_SHARE:
        term, definite = stated(source.choice(known).statement.formula)
        at_zero, at_unit = (_value_at(here, key, term, factor) for factor in (0, 1))
        if at_zero is None or at_unit is None or len(at_zero) != size:
            return
        wanted = definite_table(source, size, definite=definite)
        if len(bounds) > 1 and source.random() < SMALL_SHARE:  # P > 0 and P <= I both hold for P/tr(P)
            wanted = _divided(wanted, sum((wanted[at][at] for at in range(size)), fmpq(0)) * source.choice((1, 4)))
        found = moved(at_zero, at_unit, wanted) or _moved_linearly(here, key, term, wanted, source) or wanted
        if solutions is None or solutions.hold([entry for row in found for entry in row]):
            yield found
        elif solutions.shortest:
            yield _table(next(between(source, solutions)), size, size)


def _divided(value: Table, divisor: fmpq) -> Table:
    return [[entry / divisor for entry in row] for row in value] if divisor else value


def _of_own_equation(here: Setting, key: SymbolKey, source: Random) -> Iterator[Table]:
    """Values where an equation in this symbol alone is not linear in it, such as P P = P or x^T x = 1."""
    own = (c for c in here.conditions if c.symbols == {key} and isinstance(c.statement.formula, Equal))
    if not all(_equations(here, c.statement, key, c.cost) for c in own) and source.random() < OWN_SHARE:
        rows, columns = here.sizes[key]
        for _ in range(OWN_CANDIDATES):
            yield rank_one_table(source, rows) if rows == columns else orthonormal_table(source, rows, columns)


def _moved_linearly(here: Setting, key: SymbolKey, term: Term, wanted: Table, source: Random) -> Table | None:
    """X with T(X) = the wanted matrix, for a T that is affine in the entries of X, such as P X + X^T P; None for other
    T."""
    size, ring = here.sizes[key][0], Moving(Partial(here.values), {key}, here.sizes[key][0] ** 2)
    if size * size > GENERATORS:
        return None
    spend(here, here.cost)
    try:
        entries = Evaluator(here.tables, here.place, ring).matrix(term).entries
    except (EvaluationError, GeneratorsError, TooLongError):
        return None
    moving = [
        (x, value) for row, other in zip(entries, wanted, strict=True) for x, value in zip(row, other, strict=True)
    ]
    if ring.dependent_letters() or any(x and x.total_degree() > 1 for x, _ in moving):
        return None
    equations = [ring.linear(x, size * size) if x else ([fmpq(0)] * size * size, fmpq(0)) for x, _ in moving]
    right = [known + value for (_, known), (_, value) in zip(equations, moving, strict=True)]
    found = solve([row for row, _ in equations], right, size * size)
    return None if found is None else _table(next(between(source, found)), size, size)


def _value_at(here: Setting, key: SymbolKey, term: Term, factor: int) -> Table | None:
    """The value of a square term where the symbol is a multiple of the identity."""
    size = here.sizes[key][0]
    unit = [[fmpq(factor * int(p == q)) for q in range(size)] for p in range(size)]
    spend(here, here.cost)
    try:
        matrix = Quick(here.tables, here.place, Partial({**here.values, key: Matrix(size, size, unit)})).matrix(term)
    except EvaluationError:
        return None
    return matrix.entries if matrix.rows == matrix.columns else None


def _derived(here: Setting, rows: int, columns: int) -> list[Table]:
    return [table for value in here.values.values() for table in related(value.entries, rows, columns)]


def _solved(
    here: Setting, solutions: Solutions, rows: int, columns: int, source: Random, simple: bool
) -> Iterator[Table]:
    """The shortest solution, those among the matrices made from what is known (group inverses, say) and among the
    structured ones, then others."""
    if not solutions.shortest:
        return
    base, kernel = solutions.shortest, solutions.kernel
    if simple or source.random() < 0.5 or not kernel:
        yield _table(base, rows, columns)
    if kernel and (simple or source.random() < 0.5):
        known = [table for table in _derived(here, rows, columns) if solutions.hold([x for row in table for x in row])]
        yield from known if simple else source.sample(known, min(3, len(known)))
    if rows == columns and len(kernel) == rows * columns - 1 and source.random() < 0.5:  # one equation, as of a trace
        fitting = [table for table in pool(rows, columns) if solutions.hold([x for row in table for x in row])]
        yield from source.sample(fitting, min(FITTING, len(fitting)))
    while kernel:
        values = list(base)
        for vector in kernel:
            factor = source.choice((0, 0, 1, 1, -1, 2))
            if factor:
                values = [x + factor * y for x, y in zip(values, vector, strict=True)]
        yield _table(values, rows, columns)


def _inverses(here: Setting, key: SymbolKey, source: Random, simple: bool) -> Iterator[Table]:
    """Inverses of the values that the conditions ask of the inverse of this symbol."""
    size = here.sizes[key][0]
    solutions = _linear(here, key, inverted=True)
    if solutions is None or len(solutions.kernel) == size * size:
        return
    for value in islice(_solved(here, solutions, size, size, source, simple), CANDIDATES):
        matrix = fmpq_mat(value)
        if matrix.det():
            yield matrix.inv().tolist()


def _table(values: list[fmpq], rows: int, columns: int) -> Table:
    return [values[at : at + columns] for at in range(0, rows * columns, columns)]


def _consistent(here: Setting, key: SymbolKey | None) -> bool:
    """Whether every condition whose symbols now all have values holds; ``key`` is the one that was just given."""
    evaluator = here.evaluator()
    for place, condition in enumerate(here.conditions):
        if condition.functions:
            continue
        if condition.symbols <= here.values.keys() and (key in condition.symbols if key else not condition.symbols):
            spend(here, here.cost * condition.cost)
            if not _satisfied(here, place, condition, evaluator):
                return False
    return True


def _satisfied(here: Setting, place: int, condition: Condition, evaluator: Evaluator) -> bool:
    """Whether a condition holds at the values found so far; what is not decided counts as false."""
    is_general = isinstance(condition.statement.formula, ForAll | Exists)
    point = _point(here, place) if is_general else None
    if point in here.decided:
        return here.decided[point]
    try:
        holding = holds(condition.statement, evaluator)
    except EvaluationError:
        holding = False
    if point is not None:
        here.decided[point] = holding
    return holding


def _point(here: Setting, place: int) -> tuple[object, ...] | None:
    """The values found so far, for the condition at this place; None where one of them is no rational number: such
    numbers are compared by balls, and have no hash."""
    entries = [(key, *chain(*value.entries)) for key, value in here.values.items()]
    rational = all(type(entry) is fmpq for _, *found in entries for entry in found)
    return (place, frozenset(entries)) if rational else None


def _closed_hold(here: Setting) -> bool:
    """Whether the conditions without symbols hold: decided once, and counted as work whenever it is asked for."""
    if here.closed is not None:
        holding, cost = here.closed
        spend(here, cost)
        return holding
    before = here.budget[0]
    holding = _consistent(here, None)
    here.closed = holding, before - here.budget[0]
    return holding


def leads(here: Setting) -> Iterator[tuple[SymbolKey, Table]]:
    """Every structured value of every symbol of a small matrix."""
    for key, (rows, columns) in sorted(here.sizes.items(), key=lambda item: (item[0][0], item[0][1] or 0)):
        for structured in pool(rows, columns) if rows * columns <= SMALL else ():
            yield key, structured


def spend(here: Setting, amount: int) -> None:
    """Counts work; ends the search where the budget is used up."""
    here.budget[0] -= amount
    if here.budget[0] < 0:
        raise OutOfBudgetError
