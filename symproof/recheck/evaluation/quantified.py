"""Whether "for all matrices", "there are matrices" and local minima hold at a point.

The quantified entries are indeterminates, so that both sides of a relation are polynomials. "For all" is true of an
identity and of a polynomial of degree two without negative values, and false where it fails at one of a few matrices.
"There are" is true where small matrices will do, and decided where the claim is linear in what is to be found.
Everything else is refused.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any, TypeAlias

from symproof.language.affine import ONE, FamilyAt, integer
from symproof.language.declarations import SymbolDeclaration
from symproof.language.formulas import (
    And,
    Compare,
    Equal,
    Exists,
    ForAll,
    Formula,
    Implies,
    Invertible,
    Not,
    Predicate,
)
from symproof.language.terms import Members, Symbol, Term, Zero
from symproof.recheck.evaluation.matrices import Rows, entries, filled, is_definite, rank, same, size_of, subtracted
from symproof.recheck.evaluation.numbers import UnevaluatedError, whole
from symproof.recheck.evaluation.place import Place
from symproof.recheck.evaluation.polynomials import coefficients, indeterminate
from symproof.recheck.evaluation.shapes import declared_as
from symproof.recheck.evaluation.terms import Evaluator, Key
from symproof.recheck.limits import Work

LOCAL_MINIMUM = "local_minimum"
INSTANCES = 12  # matrices at which a claim about all of them is tried
Holds: TypeAlias = Callable[[Formula, Evaluator], bool]


def for_all(formula: ForAll, evaluator: Evaluator, place: Place, holds: Holds) -> bool:
    """Whether the body is true of all matrices; ``holds`` decides a formula at a point."""
    symbols, body = _opened(formula)
    if _always(body, _with(evaluator, symbols, _free(symbols, place)), place):
        return True
    for number in range(INSTANCES):
        if not holds(body, _with(evaluator, symbols, _instance(symbols, place, number))):
            return False
    raise UnevaluatedError("a claim for all matrices is not decided at this point")


def _opened(formula: Formula) -> tuple[list[SymbolDeclaration], Formula]:
    symbols: list[SymbolDeclaration] = []
    while isinstance(formula, ForAll):
        symbols += formula.symbols
        formula = formula.body
    return symbols, formula


def _with(evaluator: Evaluator, symbols: list[SymbolDeclaration], values: Mapping[Key, Rows]) -> Evaluator:
    """The evaluator with values for the symbols that a quantifier brings in."""
    names = [symbol.name for symbol in symbols]
    if any(symbol.pieces for symbol in symbols):
        raise UnevaluatedError("a quantifier brings in something that is defined")
    declarations = evaluator.declarations
    hidden = [symbol for symbol in declarations.symbols if symbol.name in names]
    if len(set(names)) < len(names) or (hidden and any(symbol.pieces for symbol in declarations.symbols)):
        raise UnevaluatedError("a quantifier brings in a name that is declared besides")
    visible = [symbol for symbol in declarations.symbols if symbol.name not in names]
    extended = replace(declarations, symbols=(*visible, *symbols))
    return evaluator.moved(values, extended)


def _free(symbols: list[SymbolDeclaration], place: Place) -> dict[Key, Rows]:
    """Matrices of indeterminates."""
    values: dict[Key, Rows] = {}
    first = 0
    for key, rows, columns in _members(symbols, place):
        values[key] = _indeterminates(first, rows, columns)
        first += rows * columns
    return values


def _members(symbols: list[SymbolDeclaration], place: Place) -> Iterator[tuple[Key, int, int]]:
    """The quantified matrices, each member of a family on its own, with their sizes."""
    for symbol in symbols:
        if symbol.leading is None:
            yield from _of_family(symbol.name, symbol, place)
            continue
        for lead in place.span(symbol.leading.low, symbol.leading.high):
            name = place.family(FamilyAt(symbol.name, integer(lead)))
            yield from _of_family(name, symbol, place.at(symbol.leading.index, lead))


def _of_family(name: str, symbol: SymbolDeclaration, place: Place) -> Iterator[tuple[Key, int, int]]:
    """The matrix, or the members of the family, under this name."""
    if symbol.range is None:
        yield (name, None), place.integer(symbol.rows), place.integer(symbol.columns)
        return
    for index in place.span(symbol.range.low, symbol.range.high):
        inside = place.at(symbol.range.index, index)
        yield (name, index), inside.integer(symbol.rows), inside.integer(symbol.columns)


def _indeterminates(first: int, rows: int, columns: int) -> Rows:
    return filled(rows, columns, lambda p, q: indeterminate(first + p * columns + q))


def _instance(symbols: list[SymbolDeclaration], place: Place, number: int) -> dict[Key, Rows]:
    """Small matrices, other ones for each number."""
    return {
        key: filled(rows, columns, lambda p, q, at=at: (3 * p + 5 * q + 7 * at + number * (p + 2 * q + 1)) % 5 - 2)  # type: ignore[misc]
        for at, (key, rows, columns) in enumerate(_members(symbols, place))
    }


def _always(body: Formula, inner: Evaluator, place: Place) -> bool:
    """Whether the body is seen to be true of all values of the indeterminates."""
    match body:
        case And():
            return all(_always(part, inner, place) for part in body.parts)
        case Implies():
            return _always(body.conclusion, inner, place)
        case Equal():
            return same(inner.value(body.left, place), inner.value(body.right, place))
        case Compare(relation="<="):
            left, right = inner.value(body.left, place), inner.value(body.right, place)
            return size_of(left) == (1, 1) and never_negative(subtracted(right, left)[0][0], inner.work)
        case _:
            return False


def never_negative(value: Any, work: Work) -> bool:
    """Whether a polynomial of degree at most two is seen to have no negative value: x^T G x with a semidefinite G,
    where x holds 1 and the indeterminates."""
    terms = coefficients(value)
    if any(len(monomial) > 2 for monomial in terms):
        return False
    names = [-1, *sorted({number for monomial in terms for number in monomial})]
    places = {name: at for at, name in enumerate(names)}
    gram: list[list[int | Fraction]] = [[0] * len(names) for _ in names]
    for monomial, coefficient in terms.items():
        first, second = sorted(places[name] for name in (-1, -1, *monomial)[-2:])
        share = coefficient if first == second else whole(Fraction(coefficient) / 2)
        gram[first][second] = gram[second][first] = share
    return is_definite(tuple(map(tuple, gram)), work, strictly=False)


# ------------------------------------------------------------------------------------------------ there are


def exists(formula: Exists, evaluator: Evaluator, place: Place, holds: Holds) -> bool:
    """Whether there are such matrices: with ones on the diagonal, or zeros, or a solution of linear equations."""
    symbols = list(formula.symbols)
    for diagonal in (1, 0):
        values = {key: _diagonal(rows, columns, diagonal) for key, rows, columns in _members(symbols, place)}
        with contextlib.suppress(UnevaluatedError):
            if holds(formula.body, _with(evaluator, symbols, values)):
                return True
    return _is_solvable(formula, symbols, evaluator, place)


def _diagonal(rows: int, columns: int, value: int) -> Rows:
    return filled(rows, columns, lambda p, q: value if p == q else 0)


def _is_solvable(formula: Exists, symbols: list[SymbolDeclaration], evaluator: Evaluator, place: Place) -> bool:
    """Whether linear equations have a solution; where a part says X != 0 of the one matrix X, whether they have one
    besides zero: more unknowns than the rank, or a right side."""
    inner = _with(evaluator, symbols, _free(symbols, place))
    equations, rest = _parted(formula.body)
    if any(not _is_nonzero(part, symbols) for part in rest):
        raise UnevaluatedError("whether such matrices exist is decided for linear equations only")
    found = [coefficients(entry) for equation in equations for entry in _difference(equation, inner, place)]
    if any(len(monomial) > 1 for terms in found for monomial in terms):
        raise UnevaluatedError("whether such matrices exist is decided for linear equations only")
    names = sorted({monomial for terms in found for monomial in terms if monomial})
    unknowns = sum(rows * columns for _, rows, columns in _members(symbols, place))
    if not names:
        return not any(found) and (not rest or unknowns > 0)
    left = tuple(tuple(terms.get(name, 0) for name in names) for terms in found)
    right = tuple(terms.get((), 0) for terms in found)
    both = tuple((*row, value) for row, value in zip(left, right, strict=True))
    known = rank(left, inner.work)
    return known == rank(both, inner.work) and (not rest or known < unknowns or any(right))


def _parted(formula: Formula) -> tuple[list[Equal], list[Formula]]:
    """Splits the conjuncts of a formula into the equations and the others."""
    parts = formula.parts if isinstance(formula, And) else (formula,)
    equations: list[Equal] = []
    rest: list[Formula] = []
    for part in parts:
        if isinstance(part, And):
            inner, others = _parted(part)
            equations += inner
            rest += others
        elif isinstance(part, Equal):
            equations.append(part)
        else:
            rest.append(part)
    return equations, rest


def _is_nonzero(part: Formula, symbols: list[SymbolDeclaration]) -> bool:
    """Whether the part says that the one symbol is not zero."""
    if len(symbols) != 1:
        return False
    symbol = symbols[0]
    if isinstance(part, Invertible):
        return part.argument == Symbol(symbol.name) and symbol.rows == symbol.columns == ONE
    pair = part.part if isinstance(part, Not) else part
    says = isinstance(pair, Equal) or (isinstance(part, Compare) and part.relation == "!=")
    return says and pair.left == Symbol(symbol.name) and isinstance(pair.right, Zero)  # type: ignore[union-attr]


def _difference(equation: Equal, inner: Evaluator, place: Place) -> list[Any]:
    return entries(subtracted(inner.value(equation.left, place), inner.value(equation.right, place)))


# ------------------------------------------------------------------------------------------------ local minima


def local_minimum(formula: Predicate, evaluator: Evaluator, place: Place) -> bool:
    """``local_minimum(value, variables, radius)``: false where a derivative is not zero, true where no value is smaller
    anywhere; other values of degree above two are not decided."""
    if len(formula.arguments) != 3:
        raise UnevaluatedError(f"{LOCAL_MINIMUM} takes a value, its variables and a radius")
    value, variables, radius = formula.arguments
    if not evaluator.value(radius, place)[0][0] > 0:
        raise UnevaluatedError("a radius that is not positive")
    inner = evaluator.moved(_around(variables, evaluator, place), evaluator.declarations)
    result = inner.value(value, place)
    if size_of(result) != (1, 1):
        raise UnevaluatedError("a local minimum of a matrix")
    terms = {monomial: part for monomial, part in coefficients(result[0][0]).items() if monomial}
    if any(len(monomial) == 1 for monomial in terms):
        return False
    if never_negative(result[0][0] - coefficients(result[0][0]).get((), 0), inner.work):
        return True
    if all(len(monomial) <= 2 for monomial in terms):
        return False  # the second derivative is negative along some direction, and the first one is zero
    raise UnevaluatedError("whether this is a local minimum is not decided at a point")


def _around(variables: Term, evaluator: Evaluator, place: Place) -> dict[Key, Rows]:
    """The values of the variables of a local minimum, with one indeterminate of its own added to each entry."""
    values: dict[Key, Rows] = {}
    first = 0
    for name, index in _variables(variables, place):
        if declared_as((name, 0)) not in evaluator.symbols or evaluator.symbols[declared_as((name, 0))].pieces:
            raise UnevaluatedError(f"the variables of {LOCAL_MINIMUM} are free symbols")
        at = evaluator.member(name, index, place)
        moving = _indeterminates(first, *size_of(at))
        values[name, index] = filled(*size_of(at), lambda p, q, at=at, moving=moving: at[p][q] + moving[p][q])  # type: ignore[misc]
        first += len(entries(at))
    return values


def _variables(term: Term, place: Place) -> Iterator[Key]:
    if isinstance(term, Members):
        yield from ((place.family(term.family), index) for index in place.span(term.low, term.high))
    elif isinstance(term, Symbol):
        yield place.family(term.name), None if term.index is None else place.integer(term.index)
    else:
        raise UnevaluatedError(f"the variables of {LOCAL_MINIMUM} are symbols")
