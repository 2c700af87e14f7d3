"""A condition on the inverse of a symbol as one on the symbol: inv(X) = A + u u^T is linear in inv(X), not in X."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from symproof.concrete.evaluation.combination import Statement
from symproof.concrete.evaluation.moving import SymbolKey
from symproof.concrete.evaluation.place import Place
from symproof.concrete.failures import EvaluationError
from symproof.language.affine import Affine
from symproof.language.terms import Inverse, Symbol


def with_symbol_for_inverse(statement: Statement, place: Place, key: SymbolKey) -> Statement | None:
    """The statement with X wherever inv(X) stands, X the symbol of this key; None if inv(X) does not occur.

    Where X occurs outside of inv(X) as well, this means something else: what is found by it is tried, not trusted.
    """
    with place.inside(statement.local):
        formula = _replaced(statement.formula, place, key)
    return None if formula is statement.formula else replace(statement, formula=formula)


def _replaced(node: Any, place: Place, key: SymbolKey) -> Any:
    """The same object where nothing is replaced in it."""
    if isinstance(node, Inverse) and isinstance(node.argument, Symbol) and _is_symbol(node.argument, place, key):
        return node.argument
    if isinstance(node, tuple) and not isinstance(node, Affine):
        items = tuple([_replaced(item, place, key) for item in node])
        return items if any(new is not old for new, old in zip(items, node, strict=True)) else node
    if not is_dataclass(node) or isinstance(node, type):
        return node
    values = {item.name: getattr(node, item.name) for item in fields(node)}
    changed = {name: _replaced(value, place, key) for name, value in values.items()}
    different = {name: value for name, value in changed.items() if value is not values[name]}
    return replace(node, **different) if different else node


def _is_symbol(symbol: Symbol, place: Place, key: SymbolKey) -> bool:
    if symbol.name != key[0] or (symbol.index is None) != (key[1] is None):
        return False
    try:
        return symbol.index is None or place.integer(symbol.index) == key[1]
    except EvaluationError:
        return False
