"""Whether "for all matrices", "there are matrices" and local minima hold at a point of exact numbers.

Everything is a polynomial in the quantified entries, the rest having its value. "For all" is true where the claim is an
identity, or a polynomial of degree two without negative values; it is false at an instance where it fails. "There are"
is true where one of a few small matrices will do, and decided where the claim is linear in what is to be found. What is
not decided by these means is refused (SP510).

``local_minimum(value, variables, radius)`` is the one predicate of proof files with a meaning here: within the radius
around the point no value is smaller.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING

from flint import fmpq

from symproof.concrete.evaluation.combination import Statement
from symproof.concrete.evaluation.moving import Moving, SymbolKey
from symproof.concrete.evaluation.place import Place
from symproof.concrete.exact.linear import solve
from symproof.concrete.exact.matrices import Matrix, Scalar, of_scalar
from symproof.concrete.exact.rationals import Rationals
from symproof.concrete.exact.reals import Reals
from symproof.concrete.failures import EvaluationError, GeneratorsError
from symproof.language.affine import ONE, FamilyAt, integer
from symproof.language.declarations import SymbolDeclaration
from symproof.language.formulas import (
    And,
    Compare,
    Equal,
    Exists,
    ForAll,
    ForAllIndex,
    Formula,
    Implies,
    Invertible,
    Not,
    Predicate,
)
from symproof.language.terms import Gradient, Members, Number, Product, Symbol, Term, Zero

if TYPE_CHECKING:
    from symproof.concrete.evaluation.evaluate import Evaluator

Holds = Callable[[Formula, "Evaluator"], bool]
INSTANCES = 12  # that are tried to find one where a claim for all matrices fails
LOCAL_MINIMUM = "local_minimum"


def holds(formula: ForAllIndex | ForAll | Exists, evaluator: Evaluator, inside: Holds) -> bool:
    """Whether the formula is true at the point; ``inside`` decides formulas without quantifiers."""
    if isinstance(formula, ForAllIndex):
        return _for_all_indices(formula, evaluator, inside)
    return for_all(formula, evaluator, inside) if isinstance(formula, ForAll) else exists(formula, evaluator, inside)


def _for_all_indices(formula: ForAllIndex, evaluator: Evaluator, inside: Holds) -> bool:
    """A schema inside another formula, unrolled."""
    place = evaluator.place
    for index in range(place.integer(formula.low), place.integer(formula.high) + 1):
        with place.shadow(formula.index, index):
            if not inside(formula.body, evaluator):
                return False
    return True


# ------------------------------------------------------------------------------------------------ for all


def for_all(formula: ForAll, evaluator: Evaluator, inside: Holds) -> bool:
    """Whether the body is true of all matrices."""
    symbols, body = _opened(formula)
    inner = _moving(evaluator, symbols)
    if _always(body, inner):
        return True
    if _fails_somewhere(symbols, body, evaluator, inside):
        return False
    raise EvaluationError("SP510", "a claim for all matrices is not decided at this point")


def _opened(formula: Formula) -> tuple[list[SymbolDeclaration], Formula]:
    symbols: list[SymbolDeclaration] = []
    while isinstance(formula, ForAll):
        symbols += formula.symbols
        formula = formula.body
    return symbols, formula


def _members(symbols: list[SymbolDeclaration], place: Place) -> Iterator[tuple[SymbolKey, int, int]]:
    """The quantified matrices, each member of a family on its own, with their sizes."""
    for symbol in symbols:
        if symbol.leading is None:
            yield from _of_family(symbol.name, symbol, place)
            continue
        first, last = place.integer(symbol.leading.low), place.integer(symbol.leading.high)
        for lead in range(first, last + 1):
            with place.shadow(symbol.leading.index, lead):
                members = list(_of_family(place.family(FamilyAt(symbol.name, integer(lead))), symbol, place))
            yield from members


def _of_family(name: str, symbol: SymbolDeclaration, place: Place) -> Iterator[tuple[SymbolKey, int, int]]:
    """The matrix, or the members of the family, under this name."""
    bounds = symbol.range
    if bounds is None:
        yield (name, None), place.integer(symbol.rows), place.integer(symbol.columns)
        return
    for index in range(place.integer(bounds.low), place.integer(bounds.high) + 1):
        with place.shadow(bounds.index, index):
            size = place.integer(symbol.rows), place.integer(symbol.columns)
        yield (name, index), *size


def _moving(evaluator: Evaluator, symbols: list[SymbolDeclaration]) -> Evaluator:
    """An evaluator in which the quantified symbols are indeterminates."""
    if not isinstance(evaluator.ring, Rationals):
        raise EvaluationError("SP510", "a claim about all matrices is decided at points only")
    ring = Moving(evaluator.ring, {key for key, _, _ in _members(symbols, evaluator.place)})
    return _general(evaluator, evaluator.tables.with_symbols(symbols), ring)


def _general(evaluator: Evaluator, tables: object, ring: Rationals | Moving) -> Evaluator:
    from symproof.concrete.evaluation.evaluate import Evaluator as General  # the two modules know each other
    from symproof.concrete.evaluation.evaluate import Quick

    kind = Quick if isinstance(evaluator, Quick) else General
    return kind(tables, evaluator.place, ring)  # type: ignore[arg-type]


def _always(body: Formula, inner: Evaluator) -> bool:
    """Whether the body is seen to be true of all values of the indeterminates."""
    match body:
        case And():
            return all(_always(part, inner) for part in body.parts)
        case Implies():
            return _always(body.conclusion, inner)
        case Equal():
            return inner.difference(body).is_zero
        case Compare(relation="<="):
            return never_negative(_gap(body, inner))
        case _:
            return False


def _gap(formula: Compare, inner: Evaluator) -> Scalar:
    left, right = inner.matrix(formula.left), inner.matrix(formula.right)
    if (left.rows, left.columns, right.rows, right.columns) != (1, 1, 1, 1):
        raise EvaluationError("SP510", "an order between matrices is not decided at a point")
    if inner.ring.applied or inner.ring.inverses:
        raise EvaluationError("SP510", "a function without a value here")
    return right.entries[0][0] - left.entries[0][0]


def _fails_somewhere(symbols: list[SymbolDeclaration], body: Formula, evaluator: Evaluator, inside: Holds) -> bool:
    """Whether one of a few instances with small entries is false."""
    tables, sized = evaluator.tables.with_symbols(symbols), list(_members(symbols, evaluator.place))
    for matrices in _instances(tuple([(rows, columns) for _, rows, columns in sized])):
        values = {key: matrix for (key, _, _), matrix in zip(sized, matrices, strict=True)}
        if not inside(body, _general(evaluator, tables, _Instance(evaluator.ring, symbols, values))):
            return True
    return False


@lru_cache(maxsize=256)
def _instances(sizes: tuple[tuple[int, int], ...]) -> list[list[Matrix]]:
    """Matrices of these sizes with small entries, the same for all formulas; nobody changes a matrix."""
    source = Random(1)
    return [
        [Matrix(rows, columns, [[_small(source) for _ in range(columns)] for _ in range(rows)])
         for rows, columns in sizes]
        for _ in range(INSTANCES)
    ]  # fmt: skip


def _small(source: Random) -> fmpq:
    return fmpq(source.randint(-2, 2), source.choice((1, 1, 2)))


class _Instance(Reals):
    """The point of another ring, with values for the quantified symbols."""

    def __init__(self, base: object, symbols: list[SymbolDeclaration], values: dict[SymbolKey, Matrix]) -> None:
        if not isinstance(base, Rationals):
            raise EvaluationError("SP510", "a claim about all matrices is decided at points only")
        super().__init__(base.draw)
        self.base, self.values = base, values
        self.own = {symbol.name for symbol in symbols} | {name for name, _ in values}

    def chosen(self, name: str, index: int | None) -> Matrix | None:
        """The value of a symbol. A quantified one has only the values given here: a symbol of the same name outside the
        quantifier is another symbol."""
        found = self.values.get((name, index))
        return self.base.chosen(name, index) if found is None and name not in self.own else found

    def symbol(self, name: str, index: int | None, rows: int, columns: int) -> Matrix:
        found = self.values.get((name, index))
        return self.base.symbol(name, index, rows, columns) if found is None else found


# ------------------------------------------------------------------------------------------------ there are


def exists(formula: Exists, evaluator: Evaluator, inside: Holds) -> bool:
    """Whether there are such matrices: small ones, or a solution of linear equations."""
    return _is_found(formula, evaluator, inside) or _is_solvable(formula, evaluator)


def _is_found(formula: Exists, evaluator: Evaluator, inside: Holds) -> bool:
    """Whether matrices with ones on the diagonal, or zeros, are such."""
    if not isinstance(evaluator.ring, Rationals):
        return False
    symbols = list(formula.symbols)
    tables, sized = evaluator.tables.with_symbols(symbols), list(_members(symbols, evaluator.place))
    for diagonal in (fmpq(1), fmpq(0)):
        values = {key: _diagonal(rows, columns, diagonal) for key, rows, columns in sized}
        with contextlib.suppress(EvaluationError):
            if inside(formula.body, _general(evaluator, tables, _Instance(evaluator.ring, symbols, values))):
                return True
    return False


def _diagonal(rows: int, columns: int, value: fmpq) -> Matrix:
    return Matrix(rows, columns, [[value if p == q else fmpq(0) for q in range(columns)] for p in range(rows)])


def _is_solvable(formula: Exists, evaluator: Evaluator) -> bool:
    """Whether linear equations have a solution, one that is not zero where that is asked for."""
    if any(symbol.range is not None for symbol in formula.symbols):
        raise EvaluationError("SP510", "that a family of matrices exists is not decided at a point")
    symbols = list(formula.symbols)
    inner = _moving(evaluator, symbols)
    if not isinstance(inner.ring, Moving):
        raise EvaluationError("SP510", "decided at points only")
    equations, nonzero = _split(formula)
    entries = [entry for equation in equations for entry in _entries(inner, equation)]
    if inner.ring.applied or inner.ring.inverses or any(entry.total_degree() > 1 for entry in entries):
        raise EvaluationError("SP510", "whether such matrices exist is decided for linear equations only")
    rows = [inner.ring.linear(entry, inner.ring.used) for entry in entries]
    solutions = solve([row for row, _ in rows], [value for _, value in rows], inner.ring.used)
    if solutions is None or not nonzero:
        return solutions is not None
    unknowns = sum(height * width for _, height, width in _members(symbols, evaluator.place))
    return inner.ring.used < unknowns or bool(solutions.kernel) or any(solutions.shortest)


def _split(formula: Exists) -> tuple[list[Equal], bool]:
    """The equations, and whether the one matrix that exists is not zero; SP510 where anything else is asked for."""
    equations: list[Equal] = []
    nonzero = False
    for part in _conjuncts(formula.body):
        if isinstance(part, Equal):
            equations.append(part)
        elif len(formula.symbols) == 1 and _says_nonzero(part, formula.symbols[0]):
            nonzero = True
        else:
            raise EvaluationError("SP510", "whether such matrices exist is decided for linear equations only")
    return equations, nonzero


def _conjuncts(formula: Formula) -> Iterator[Formula]:
    if isinstance(formula, And):
        for part in formula.parts:
            yield from _conjuncts(part)
    else:
        yield formula


def _says_nonzero(part: Formula, symbol: SymbolDeclaration) -> bool:
    """Whether the part says that this matrix, or scalar, is not zero."""
    match part:
        case Compare(relation="!=", left=left, right=right) | Not(Equal(left, right)):
            return left == Symbol(symbol.name) and isinstance(right, Zero)
        case Invertible(argument):
            return argument == Symbol(symbol.name) and symbol.rows == symbol.columns == ONE
        case _:
            return False


def _entries(inner: Evaluator, equation: Equal) -> list[Scalar]:
    return [entry for row in inner.difference(equation).entries for entry in row if entry]


# ------------------------------------------------------------------------------------------------ local minima


def local_minimum(formula: Predicate, evaluator: Evaluator) -> bool:
    """``local_minimum(value, variables, radius)`` at the point: false where the gradient is not zero, true where no
    value is smaller anywhere; other values of degree above two are not decided."""
    if len(formula.arguments) != 3 or not isinstance(evaluator.ring, Rationals):
        raise EvaluationError("SP510", f"{LOCAL_MINIMUM} takes a value, its variables and a radius")
    value, variables, radius = formula.arguments
    if not evaluator.matrix(radius).entries[0][0] > 0:
        raise EvaluationError("SP510", "a radius that is not positive")
    keys = list(_variables(variables, evaluator.place))
    if any(evaluator.tables.symbol(name).pieces for name, _ in keys):
        raise EvaluationError("SP510", f"the variables of {LOCAL_MINIMUM} are free symbols")
    ring = Moving(evaluator.ring, set(keys))
    inner = _general(evaluator, evaluator.tables, ring)
    try:
        moving = [inner.member(*key) for key in keys]
        result = inner.matrix(value)
    except GeneratorsError:
        raise EvaluationError("SP510", "too many variables") from None
    if (result.rows, result.columns) != (1, 1) or ring.applied or ring.inverses:
        raise EvaluationError("SP510", "a value that is no polynomial in the variables")
    return _is_minimal(result.entries[0][0], moving, ring, evaluator)


def stationary(statement: Statement, place: Place) -> Iterator[Statement]:
    """What a local minimum implies, in equations that can be solved: the gradient by each variable is zero."""
    formula = statement.formula
    if isinstance(formula, Predicate) and formula.name == LOCAL_MINIMUM and len(formula.arguments) == 3:
        value, variables, _ = formula.arguments
        with place.inside(statement.local):
            keys = list(_variables(variables, place))
        for name, index in keys:
            variable = Symbol(name, None if index is None else integer(index))
            nothing = Product((Number(Fraction(0)), variable))
            yield Statement(Equal(Gradient(value, variable), nothing), statement.local)


def _variables(term: Term, place: Place) -> Iterator[SymbolKey]:
    indices: list[int | None]
    if isinstance(term, Members):
        name, indices = place.family(term.family), [*range(place.integer(term.low), place.integer(term.high) + 1)]
    elif isinstance(term, Symbol):
        name, indices = place.family(term.name), [None if term.index is None else place.integer(term.index)]
    else:
        raise EvaluationError("SP510", f"the variables of {LOCAL_MINIMUM} are symbols")
    for index in indices:
        yield name, index


def _is_minimal(value: Scalar, moving: list[Matrix], ring: Moving, evaluator: Evaluator) -> bool:
    at = ring.at_point(evaluator, of_scalar(value))
    if value.total_degree() <= 0:
        return True
    for variable in moving:
        gradient = ring.gradient(of_scalar(value), variable, False)
        if any(at(entry) for row in gradient.entries for entry in row):
            return False
    if never_negative(value - at(value)):
        return True
    if value.total_degree() <= 2:
        return False  # the Hessian has a negative direction, and the gradient vanishes
    raise EvaluationError("SP510", "whether this is a local minimum is not decided at a point")


# ------------------------------------------------------------------------------------------------ quadratics


def never_negative(value: Scalar) -> bool:
    """Whether a polynomial of degree at most two is seen to have no negative value: x^T G x with G semidefinite, where
    x holds the indeterminates and 1."""
    if value.total_degree() > 2:
        return False
    gram: dict[tuple[int, int], fmpq] = {}
    for exponents, coefficient in value.terms():
        places = [at for at, degree in enumerate(exponents) for _ in range(degree)]
        first, second = [-1, -1, *places][-2:]
        share = coefficient if first == second else coefficient / 2
        gram[first, second] = gram[second, first] = share
    return _semidefinite(gram)


def _semidefinite(gram: dict[tuple[int, int], fmpq]) -> bool:
    """Symmetric elimination: no pivot is negative, and beside a zero pivot there is nothing."""
    keys = sorted({key for key, _ in gram})
    zero = fmpq(0)
    while keys:
        pivot = keys.pop()
        value = gram.get((pivot, pivot), zero)
        row = {key: gram[pivot, key] for key in keys if gram.get((pivot, key))}
        if value < 0 or (not value and row):
            return False
        for p, c in row.items():
            for q, e in row.items():
                gram[p, q] = gram.get((p, q), zero) - c * e / value
    return True
