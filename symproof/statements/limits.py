"""Bounds on what a statement may contain, so that no text costs more than it says."""

from __future__ import annotations

from typing import Any

from symproof.kernel.affine import Affine
from symproof.kernel.terms import Number, Power, Product, Symbol
from symproof.statements.parse import Node, refused

MAX_TERM_DEPTH = 80  # levels of the JSON form: the codec refuses beyond 100, and certificates add some
MAX_DEGREE = 1000  # of a term as a polynomial in its symbols, digits of numbers included


def check_limits(term: Any, node: Node) -> None:
    """SP610 for a term or formula that is nested too deeply or of too high a degree."""
    if _depth(term) > MAX_TERM_DEPTH:
        raise refused(node, "SP610", "nested too deeply", "name parts of it by `where C = ...`")
    if _degree(term) > MAX_DEGREE:
        raise refused(node, "SP610", f"of a degree or with numbers beyond {MAX_DEGREE}")


def _depth(node: Any) -> int:
    if isinstance(node, Affine):
        return 1
    parts = _parts(node)
    return 1 + max(map(_depth, parts)) if parts else 0


def _degree(node: Any) -> int:
    if isinstance(node, Number):
        return len(f"{node.value.numerator}{node.value.denominator}") // 4
    if isinstance(node, Affine | Symbol):
        return 1
    inner = [_degree(part) for part in _parts(node)]
    if isinstance(node, Power):
        return _degree(node.base) * max(1, abs(node.exponent.constant))
    return sum(inner) if isinstance(node, Product) or not inner else max(inner)


def _parts(node: Any) -> list[Any]:
    if isinstance(node, tuple):
        return list(node)
    return [getattr(node, name) for name in getattr(node, "__dataclass_fields__", ())]
