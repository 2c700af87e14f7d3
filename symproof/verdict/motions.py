"""Whether values of Y(t) and of its derivatives at one t belong to a motion, that is to functions of t.

A counterexample gives the values of Y(t) and of its derivatives at one t. It refutes a claim about functions of t only
if some function that fulfils the premises for all t near there has these values. For Y(t)*Y(t) = 0 at size 1 there is
none with Y = 0 and derivative 1, though the premise and its first derivative hold at these values.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from symproof.language.declarations import SymbolDeclaration
from symproof.language.dependent import differentiated, parsed
from symproof.language.formulas import Compare, Equal, Formula, Invertible, Predicate, Sequent
from symproof.language.parts import relations
from symproof.language.substitution import names, reached
from symproof.language.terms import (
    Call,
    Identity,
    Product,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
)

Symbols: TypeAlias = Mapping[str, SymbolDeclaration]
OPEN = "positive definite"  # of the properties without rules, the one that stays true near by


def belongs_to_motion(sequent: Sequent) -> bool:
    """Whether functions of t fulfil the premises for all t near by, whatever values fulfil them at one t.

    So it is where conditions that stay true near by stand beside equations that are linear in the Y(t), without t; or
    beside one equation Y(t) = e, or d(Y(t))/dt = e with a lower derivative in e (a differential equation has a
    solution), or Y(t)*Y(t) = Y(t); or where one Y(t) is orthogonal. By each of the last two, Y(t) lies on a manifold
    whose tangents are the derivatives that the premise allows.
    """
    symbols = {symbol.name: symbol for symbol in sequent.declarations.symbols}
    moving = [part for item in sequent.premises for part in relations(item.formula) if _orders(part, symbols)]
    equations = [part for part in moving if isinstance(part, Equal)]
    if not all(isinstance(part, Equal) or _is_open(part) for part in moving):
        return False
    given = _without_derivatives(equations, symbols)
    if all(_is_linear(item, symbols) for item in given):
        return True
    if len(given) == 1 and (_is_explicit(given[0], symbols) or _is_idempotence(given[0])):
        return True
    matrices = {*map(_orthogonal, given)}
    return len(matrices) == 1 and None not in matrices


def _orders(node: object, symbols: Symbols) -> list[int]:
    """How often each dependent symbol that occurs is differentiated."""
    return [found[2] for name in reached(node, symbols) if (found := parsed(name)) is not None]


def _scalars(symbols: Symbols) -> set[str]:
    """The scalars on which symbols depend."""
    return {found[1] for name in symbols if (found := parsed(name)) is not None}


def _is_open(part: Formula) -> bool:
    if isinstance(part, Compare):
        return part.relation in ("<", "!=")
    return isinstance(part, Invertible) or (isinstance(part, Predicate) and part.name == OPEN)


def _without_derivatives(equations: list[Equal], symbols: Symbols) -> list[Equal]:
    """The equations without those that are the derivatives of others."""
    derived = [differentiated(item, by, symbols) for item in equations for by in _scalars(symbols)]
    return [item for item in equations if item not in derived]


def _is_linear(equation: Equal, symbols: Symbols) -> bool:
    if max(_orders(equation, symbols)) > 0 or _scalars(symbols) & set(names(equation)):
        return False
    return max(_degree(equation.left, symbols), _degree(equation.right, symbols)) <= 1


def _degree(term: Term, symbols: Symbols) -> int:
    """The degree in the dependent symbols; 2 for what is no polynomial in them."""
    match term:
        case Symbol(name):
            return 1 if isinstance(name, str) and parsed(name) is not None else 2 * bool(_orders(term, symbols))
        case Sum(parts):
            return max((_degree(part, symbols) for part in parts), default=0)
        case Product(parts):
            return sum(_degree(part, symbols) for part in parts)
        case Transpose(inner) | Trace(inner) | Call("diag" | "vec", (inner,)):
            return _degree(inner, symbols)
        case _:
            return 2 * bool(_orders(term, symbols))


def _is_explicit(equation: Equal, symbols: Symbols) -> bool:
    for left, right in ((equation.left, equation.right), (equation.right, equation.left)):
        own = parsed(left.name) if isinstance(left, Symbol) and isinstance(left.name, str) else None
        if own is not None and own[2] > max(_orders(right, symbols), default=-1):
            return True
    return False


def _is_idempotence(equation: Equal) -> bool:
    match equation:
        case Equal(Product((Symbol() as one, Symbol() as two)), Symbol() as three):
            return one == two == three
        case _:
            return False


def _orthogonal(equation: Equal) -> Symbol | None:
    """The Y for which the equation says Y.T*Y = I or Y*Y.T = I."""
    match equation:
        case Equal(Product((Transpose(Symbol() as one), Symbol() as two)), Identity()) if one == two:
            return one
        case Equal(Product((Symbol() as one, Transpose(Symbol() as two))), Identity()) if one == two:
            return one
        case _:
            return None
