"""Whether a sweep holds every shape that there is; and shapes beyond it, where sizes may enter as numbers."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from symproof.concrete.evaluation.place import Key
from symproof.concrete.evaluation.shapes import Sweep, conjuncts, search, shapes
from symproof.language.affine import Affine, subtract
from symproof.language.declarations import Declarations
from symproof.language.formulas import IntegerRelation, Named, Sequent
from symproof.language.terms import Call, Differential, Gradient, IndexSum, Integer, Power, Trace

ROUNDS = 12  # of the propagation of bounds
WIDEST = 64  # a bound above this is none
VALUES = (4, 5, 6, 7, 8, 11, 16)  # the first sizes beyond those of a sweep
LARGEST = 40
Bounds = dict[str, tuple[int | None, int | None]]


def exhaustive(declarations: Declarations, facts: Sequence[Named], sweep: Sweep) -> bool:
    """Whether the facts allow no other shapes than those of the sweep. False also where that is not seen."""
    if any(size.range is not None and size.name not in sweep.fixed for size in declarations.sizes):
        return False
    bounds = _bounds(declarations, facts, sweep)
    highs = [high for low, high in bounds.values() if high is not None and low is not None and low >= 0]
    if len(highs) < len(bounds) or max(highs, default=0) > WIDEST:
        return False
    open_ = [high for (name, (_, high)) in bounds.items() if name not in sweep.fixed and high is not None]
    widest = max(open_, default=1)
    wide = replace(sweep, max_depth=max(sweep.max_depth, widest), max_width=max(sweep.max_width, widest), free=None)
    count = len(shapes(declarations, facts, sweep))
    return sum(1 for _ in islice(search(declarations, facts, wide), count + 1)) == count


def _bounds(declarations: Declarations, facts: Sequence[Named], sweep: Sweep) -> Bounds:
    """Each name between integers that follow from the facts one by one; sizes are at least 1."""
    bounds: Bounds = dict.fromkeys(declarations.integers, (None, None))
    bounds |= {size.name: (1, None) for size in declarations.sizes if size.range is None}
    bounds |= {name: (values[0], values[0]) for name, values in sweep.fixed.items() if name in bounds}
    relations = [part for fact in facts for part in conjuncts(fact.formula) if isinstance(part, IntegerRelation)]
    rows = [row for relation in relations for row in _rows(relation)]
    for _ in range(ROUNDS):
        before = dict(bounds)
        for constant, terms in rows:
            _narrow(bounds, constant, terms)
        if bounds == before:
            break
    return bounds


def _rows(relation: IntegerRelation) -> Iterator[tuple[int, dict[str, int]]]:
    """``constant + sum(coefficient * name) <= 0`` as the relation says, where it is between names."""
    difference = subtract(relation.left, relation.right)
    terms = {atom: coefficient for atom, coefficient in difference.terms if isinstance(atom, str)}
    if len(terms) < len(difference.terms) or relation.relation == "!=":
        return
    yield difference.constant + (relation.relation == "<"), terms
    if relation.relation == "=":
        yield -difference.constant, {name: -coefficient for name, coefficient in terms.items()}


def _narrow(bounds: Bounds, constant: int, terms: dict[str, int]) -> None:
    if not terms.keys() <= bounds.keys():
        return
    for name, coefficient in terms.items():
        least = constant
        for other, factor in terms.items():
            end = bounds[other][0 if factor > 0 else 1]
            if other == name:
                continue
            if end is None:
                break
            least += factor * end
        else:
            low, high = bounds[name]
            if coefficient > 0:
                found = -least // coefficient
                bounds[name] = low, found if high is None else min(high, found)
            else:
                found = -(least // coefficient)
                bounds[name] = found if low is None else max(low, found), high


def degree_in_sizes(node: Any) -> int:
    """A bound of how often integers count as numbers: sizes as scalars, bounds of sums, exponents, traces."""
    own = isinstance(node, Integer | IntegerRelation | IndexSum | Power | Trace)
    if isinstance(node, tuple):
        return sum(map(degree_in_sizes, node))
    if not dataclasses.is_dataclass(node) or isinstance(node, Affine | Declarations):
        return 0
    return own + sum(degree_in_sizes(getattr(node, item.name)) for item in dataclasses.fields(node))


def values_to_try(sequent: Sequent) -> tuple[int, ...]:
    """The sizes worth a try: as many as the degree of the integers asks for; few where functions and derivatives take
    long at each."""
    if _holds(sequent.claim, (Gradient, Differential)):
        return VALUES[:1] if _holds(sequent.claim, (Integer, IndexSum, Power)) else ()
    if _holds(sequent.claim, (Call,)):
        return VALUES[:2]
    degree = degree_in_sizes((sequent.premises, sequent.claim))
    return tuple(sorted({*VALUES, *range(VALUES[0], min(LARGEST, VALUES[0] + 1 + degree))}))


def _holds(node: Any, kinds: tuple[type, ...]) -> bool:
    if isinstance(node, tuple):
        return any(_holds(item, kinds) for item in node)
    if isinstance(node, kinds):
        return True
    return dataclasses.is_dataclass(node) and any(
        _holds(getattr(node, item.name), kinds) for item in dataclasses.fields(node)
    )


def larger_shapes(
    declarations: Declarations, facts: Sequence[Named], sweep: Sweep, values: Sequence[int]
) -> list[dict[Key, int]]:
    """Shapes beyond the sweep: all free names at one of these values, and each alone."""
    families = any(size.range is not None for size in declarations.sizes)  # with these, depth is costly
    plain = [size.name for size in declarations.sizes if size.range is None]
    plain += [] if families else declarations.integers
    free = [name for name in plain if name not in sweep.fixed]
    found: list[dict[Key, int]] = []
    for value in (value for value in values if value > sweep.max_width):
        for names in [free, *([name] for name in free if len(free) > 1)]:
            fixed = {**sweep.fixed, **dict.fromkeys(names, (value,))}
            narrow = replace(sweep, fixed=fixed, max_width=2, free=None)
            found += [shape for shape in islice(search(declarations, facts, narrow), 1) if shape not in found]
    return sorted(found, key=lambda shape: sum(shape.values()))
