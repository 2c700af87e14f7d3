"""Formulas in the words of the field: that something is a local minimum is written so, with its definition beside it.

An author writes a local minimum as a formula. Where a formula has exactly that form, a reader gets the words:

    exists r: r > 0 and (for all R near M, by less than r: F(M) <= F(R))    M is a local minimum of F(M)
    for all R near M, by less than r: F(M) <= F(R)                          the same, with radius r

``Notions`` keeps the first formula of each kind, so that the page can say what the words mean.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from typing import Any, TypeVar, cast

from symproof.language.affine import parameter
from symproof.language.binding import Assignment, instantiated, mentioned
from symproof.language.declarations import SymbolDeclaration
from symproof.language.formulas import And, Compare, Exists, ForAll, ForAllIndex, Formula, Implies, Not, Or, Predicate
from symproof.language.records import dataclass, fields_of
from symproof.language.substitution import names
from symproof.language.terms import IndexSum, Members, Number, Power, Product, Sum, Symbol, Term, Trace
from symproof.render.abbreviations import Abbreviation, abbreviation_of
from symproof.render.entries import norm_argument
from symproof.render.naming import Naming
from symproof.render.sizes import Symbols
from symproof.render.tidy import tidy

Node = TypeVar("Node")
LOCAL = "local minimum"  # a name with a space cannot be one that an author gives
WITHIN = "local minimum within"


@dataclass(slots=True)
class Notions:
    """Writes notions as ``Predicate``; ``meanings`` gives the first formula that each stands for."""

    meanings: dict[str, tuple[Predicate, Formula]] = field(default_factory=dict)
    abbreviation: Abbreviation | None = None

    def shown(self, node: Node, symbols: Symbols) -> Node:
        """The formula as a reader gets it: in the words of the field, with few parentheses and known functions."""
        known = node if self.abbreviation is None else self.abbreviation.of(node)
        return tidy(self.folded(cast(Node, known)), symbols)

    def abbreviate(self, formulas: tuple[Formula, ...], symbols: Symbols, naming: Naming) -> None:
        """Gives an expression that the formulas repeat a name that is free."""
        name = next((name for name in "fFghLK" if not naming.is_taken(name)), "")
        self.abbreviation = abbreviation_of(formulas, symbols, name) if name else None

    def folded(self, node: Node) -> Node:
        """The formula in the words of the field."""
        return cast(Node, self._folded(node))

    def _folded(self, node: Any) -> Any:
        found = notion(node)
        if found is not None:
            self.meanings.setdefault(found.name, (found, node))
            return found
        if type(node) is tuple:
            return tuple([self._folded(item) for item in node])
        if not isinstance(node, And | Or | Not | Implies | ForAllIndex | ForAll | Exists):
            return node
        values = {name: self._folded(getattr(node, name)) for name in fields_of(node)}
        changed = {name: value for name, value in values.items() if value is not getattr(node, name)}
        return replace(node, **changed) if changed else node


def notion(node: object) -> Predicate | None:
    """The notion that a formula says, or None."""
    match node:
        case Exists((radius,), And((bound, body))) if radius.range is None and _is_positive(bound, Symbol(radius.name)):
            found = _within(body)
            if found is None or found.arguments[-1] != Symbol(radius.name):
                return None
            others = found.arguments[:-1]
            return None if radius.name in mentioned(others) else Predicate(LOCAL, others)
        case _:
            return _within(node)


def _is_positive(formula: Formula, radius: Term) -> bool:
    if not isinstance(formula, Compare) or formula.relation != "<" or formula.right != radius:
        return False
    return isinstance(formula.left, Number) and formula.left.value == 0


def _within(node: object) -> Predicate | None:
    """F(M) <= F(R) for all R nearer to M than a radius."""
    match node:
        case ForAll(symbols, Implies(Compare("<", distance, square), Compare("<=", here, there))):
            radius, points = _root(square), dict(_points(symbols, distance))
        case _:
            return None
    if radius is None or points.keys() != {symbol.name for symbol in symbols}:
        return None
    by = Assignment(
        symbols={name: point for name, point in points.items() if not isinstance(point, Members)},
        families={name: point.family for name, point in points.items() if isinstance(point, Members)},
    )
    at = tuple(points.values())
    if instantiated(there, by) != here or points.keys() & mentioned((here, radius, at)):
        return None
    if set(names(at)) & set(names(there)):  # what stays where R moves would read as moving too
        return None
    return Predicate(WITHIN, (here, *points.values(), radius))


def _root(square: Term) -> Term | None:
    match square:
        case Product((one, two)) if one == two:
            return one
        case Power(base=base, exponent=exponent) if exponent.is_constant and exponent.constant == 2:
            return base
        case _:
            return None


def _points(symbols: tuple[SymbolDeclaration, ...], distance: Term) -> Iterator[tuple[str, Term]]:
    """For each quantified symbol what it is near to: a term, or the members of a family over the same range."""
    free = {symbol.name: symbol for symbol in symbols}
    summands = distance.terms if isinstance(distance, Sum) else (distance,)
    for summand in summands:
        if isinstance(summand, IndexSum):
            yield from _family(free, summand)
        else:
            yield from _point(free, summand)


def _point(free: Mapping[str, SymbolDeclaration], summand: Term) -> Iterator[tuple[str, Term]]:
    match _difference(summand):
        case (Symbol(name=str(name), index=None), point) if name in free and free[name].range is None:
            yield name, point


def _family(free: Mapping[str, SymbolDeclaration], summand: IndexSum) -> Iterator[tuple[str, Term]]:
    here = parameter(summand.index)
    match _difference(summand.body):
        case (Symbol(name=str(name), index=at), Symbol(name=other, index=point)) if (
            at == point == here and name in free
        ):
            bounds = free[name].range
            if bounds is not None and (bounds.low, bounds.high) == (summand.low, summand.high):
                yield name, Members(other, summand.low, summand.high)


def _difference(square: Term) -> tuple[Term, Term] | None:
    """R and M, where the term is ||R - M||^2."""
    argument = norm_argument(square) if isinstance(square, Trace) else None
    match argument:
        case Sum((first, Product((Number(value=sign), *rest)))) if sign == -1 and rest:
            return first, rest[0] if len(rest) == 1 else Product(tuple(rest))
        case _:
            return None
