"""A function for a long expression that a statement repeats at several places: f(P), f(Q), f(C D).

Where a statement says the same of several matrices, it was written with a function that the recorded formula no longer
has. ``abbreviation_of`` finds such an expression, and ``Abbreviation.of`` writes its instances as values of a function.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from symproof.language.affine import Affine
from symproof.language.declarations import FunctionDeclaration
from symproof.language.formulas import Exists, ForAll
from symproof.language.records import dataclass, fields_of
from symproof.language.substitution import weight
from symproof.language.terms import Chain, Product, Sum, Symbol, Term, Value
from symproof.render.sizes import SCALAR, Symbols, size_of

LEAST = 30  # parts of an expression that is worth a name
OFTEN = 3  # times that it occurs
VARIABLE = "argument of the function"  # no declared name has a space


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """The function, whose value is the expression with ``VARIABLE`` in it."""

    function: FunctionDeclaration

    def of(self, node: Any) -> Any:
        """The formula with values of the function in place of instances of the expression."""
        if isinstance(node, Sum) and self.function.value is not None:
            found: list[Term] = []
            if _matches(self.function.value, node, found):
                return Value(self.function.name, self.of(found[0]))
        if type(node) is tuple:
            return tuple([self.of(item) for item in node])
        names = () if isinstance(node, Affine) else fields_of(node)
        changed = {
            name: new for name in names if (new := self.of(old := getattr(node, name))) is not old and new != old
        }
        return replace(node, **changed) if changed else node


def abbreviation_of(node: Any, symbols: Symbols, name: str) -> Abbreviation | None:
    """A function of this name for the longest expression that occurs often."""
    sums = sorted(_sums(node, symbols), key=lambda item: -weight(item[0]))
    for term, known in sums:
        function = _pattern(term, known, name)
        if function is not None and sum(_matches(function.value, other, []) for other, _ in sums) >= OFTEN:
            return Abbreviation(function)
    return None


def _sums(node: Any, symbols: Symbols) -> Iterator[tuple[Sum, Symbols]]:
    """The long scalar sums, with what is declared around them."""
    if isinstance(node, ForAll | Exists):
        symbols = {**symbols, **{symbol.name: symbol for symbol in node.symbols}}
    if isinstance(node, Sum) and weight(node) >= LEAST and size_of(node, symbols) == SCALAR:
        yield node, symbols
    if type(node) is tuple:
        for item in node:
            yield from _sums(item, symbols)
    elif not isinstance(node, Affine):
        for field in fields_of(node):
            yield from _sums(getattr(node, field), symbols)


def _pattern(term: Sum, symbols: Symbols, name: str) -> FunctionDeclaration | None:
    """The expression as a function of the only symbol or chain that it mentions."""
    leaves = set(_leaves(term))
    if len(leaves) != 1:
        return None
    (leaf,) = leaves
    size = size_of(leaf, symbols)
    if size is None or size == SCALAR:
        return None
    return FunctionDeclaration(name, *size, VARIABLE, _put(term, leaf))


def _leaves(node: Any) -> Iterator[Term]:
    if isinstance(node, Symbol | Chain):
        yield node
    elif type(node) is tuple:
        for item in node:
            yield from _leaves(item)
    elif not isinstance(node, Affine):
        for field in fields_of(node):
            yield from _leaves(getattr(node, field))


def _put(node: Any, leaf: Term) -> Any:
    """The expression with the variable in place of the leaf."""
    if node == leaf:
        return Symbol(VARIABLE)
    if type(node) is tuple:
        return tuple([_put(item, leaf) for item in node])
    names = () if isinstance(node, Affine) else fields_of(node)
    return replace(node, **{name: _put(getattr(node, name), leaf) for name in names}) if names else node


# ------------------------------------------------------------------------------------------------ matching


def _matches(pattern: Any, node: Any, found: list[Term]) -> bool:
    """Whether the node is the pattern at one argument, which is then in ``found``."""
    if pattern == Symbol(VARIABLE):
        if not found:
            found.append(node)
        return bool(found[0] == node)
    if isinstance(pattern, Product) and isinstance(node, Product):
        return _products(pattern.factors, node.factors, found)
    if type(pattern) is tuple or type(node) is tuple:
        same = type(pattern) is type(node) and len(pattern) == len(node)
        return same and all(_matches(one, two, found) for one, two in zip(pattern, node, strict=True))
    if type(pattern) is not type(node) or isinstance(pattern, Affine) or not fields_of(pattern):
        return bool(pattern == node)
    return all(_matches(getattr(pattern, name), getattr(node, name), found) for name in fields_of(pattern))


def _products(pattern: tuple[Term, ...], factors: tuple[Term, ...], found: list[Term]) -> bool:
    """The argument may be several factors, as many each time."""
    times = pattern.count(Symbol(VARIABLE))
    left = len(factors) - (len(pattern) - times)
    length = left // times if times else 1
    if (times and (left % times or length < 1)) or (not times and left):
        return False
    place = 0
    for item in pattern:
        step = length if item == Symbol(VARIABLE) else 1
        taken = factors[place : place + step]
        if not _matches(item, taken[0] if len(taken) == 1 else Product(taken), found):
            return False
        place += step
    return True
