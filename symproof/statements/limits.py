"""Bounds on what a statement may contain, so that no text costs more than it says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from symproof.language.affine import Affine, declared_name
from symproof.language.records import inside
from symproof.language.terms import Gradient, Number, Power, Product, Sum, Symbol
from symproof.statements.nodes import Node, refused

MAX_TERM_DEPTH = 80  # levels of the JSON form: the codec refuses beyond 100, and certificates add some
MAX_DEGREE = 1000  # of a term as a polynomial in its symbols, digits of numbers included
MAX_TERMS = 20_000  # of a term multiplied out


class Extent(NamedTuple):
    """How large a term is once definitions are unfolded and products are multiplied out."""

    degree: int
    terms: int


def check_limits(term: Any, node: Node, defined: Mapping[str, Extent]) -> Extent:
    """The extent of a term or formula; SP610 beyond the limits. ``defined`` are the extents of defined symbols."""
    if _depth(term) > MAX_TERM_DEPTH:
        raise refused(node, "SP610", "nested too deeply", "name parts of it by `where C = ...`")
    extent = _extent(term, defined)
    if extent.degree > MAX_DEGREE:
        raise refused(node, "SP610", f"of a degree or with numbers beyond {MAX_DEGREE}")
    if extent.terms > MAX_TERMS:
        raise refused(node, "SP610", f"more than {MAX_TERMS} terms when multiplied out")
    return extent


def _depth(node: Any) -> int:
    if isinstance(node, Affine):
        return 1
    parts = _parts(node)
    return 1 + max(map(_depth, parts)) if parts else 0


def _extent(node: Any, defined: Mapping[str, Extent]) -> Extent:
    """An upper bound; what is above the limits may be anything above them."""
    if isinstance(node, Symbol):
        return defined.get(declared_name(node.name), Extent(1, 1))
    if isinstance(node, Number):
        return Extent(len(f"{node.value.numerator}{node.value.denominator}") // 4, 1)
    if isinstance(node, Affine):
        return Extent(1, len(node.terms) + 1)
    if isinstance(node, Power):
        base, times = _extent(node.base, defined), max(1, abs(node.exponent.constant))
        return _capped(base.degree * times, min(base.terms, MAX_TERMS + 1) ** min(times, 64))
    if isinstance(node, Product):
        return _product([_extent(factor, defined) for factor in node.factors])
    if isinstance(node, Sum):
        return _joined([_extent(part, defined) for part in node.terms], sum)
    inside = _joined([_extent(part, defined) for part in _parts(node)], max)
    return _capped(inside.degree, inside.terms * inside.degree) if isinstance(node, Gradient) else inside


def _joined(parts: list[Extent], terms: Callable[[list[int]], int]) -> Extent:
    if not parts:
        return Extent(0, 1)
    return _capped(max(part.degree for part in parts), terms([part.terms for part in parts]))


def _product(factors: list[Extent]) -> Extent:
    terms = 1
    for factor in factors:
        terms = min(terms * factor.terms, MAX_TERMS + 1)
    return _capped(sum(factor.degree for factor in factors), terms)


def _capped(degree: int, terms: int) -> Extent:
    return Extent(min(degree, MAX_DEGREE + 1), min(terms, MAX_TERMS + 1))


def _parts(node: Any) -> list[Any]:
    return list(inside(node))
