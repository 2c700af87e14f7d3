"""How the conjuncts and equations of a formula are numbered: ``part`` in certificates means these numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from symproof.language.affine import integer, parameter
from symproof.language.formulas import And, Compare, Equal, ForAllIndex, Formula, IntegerRelation, Invertible
from symproof.language.records import replace
from symproof.language.substitution import substituted
from symproof.language.syntax import reserved
from symproof.language.terms import Integer, Inverse, Power, Product

Node = TypeVar("Node")
APART = 1_000_000  # reserved names from here on are not used elsewhere
STEP = "step:"  # derived equations are named step:1, step:2, ...


def relations(formula: Formula) -> Iterator[Formula]:
    """The conjuncts of a formula, in order."""
    if isinstance(formula, And):
        for part in formula.parts:
            yield from relations(part)
    else:
        yield formula


def conjuncts_of(formula: Formula) -> list[Formula]:
    """A conjunct as equations where it is invertibility: E inv(E) = I, inv(E) E = I (E**0 is I of the size of E)."""
    if not isinstance(formula, Invertible):
        return [formula]
    argument, inverse, unit = formula.argument, Inverse(formula.argument), Power(formula.argument, integer(0))
    return [Equal(Product((argument, inverse)), unit), Equal(Product((inverse, argument)), unit)]


def premise_conjuncts(formula: Formula) -> list[tuple[tuple[ForAllIndex, ...], Formula]]:
    """The conjuncts of a premise, each with the schemas around it, outermost first."""
    found: list[tuple[tuple[ForAllIndex, ...], Formula]] = []
    for item in relations(formula):
        if isinstance(item, ForAllIndex):
            found += [((item, *schemas), conjunct) for schemas, conjunct in premise_conjuncts(item.body)]
        else:
            found.append(((), item))
    return found


def premise_parts(formula: Formula) -> list[tuple[tuple[ForAllIndex, ...], Formula]]:
    """The equations of a premise, each with the schemas around it, outermost first."""
    conjuncts = [(schemas, part) for schemas, item in premise_conjuncts(formula) for part in conjuncts_of(item)]
    return [(schemas, part) for schemas, part in conjuncts if isinstance(part, Equal)]


def of_scalars(formula: Formula) -> Formula:
    """A relation between integers as the one between scalars that it is equivalent to."""
    if not isinstance(formula, IntegerRelation):
        return formula
    left, right = Integer(formula.left), Integer(formula.right)
    return Equal(left, right) if formula.relation == "=" else Compare(formula.relation, left, right)


def breadth(formula: Formula) -> int:
    """How many formulas ``premise_conjuncts`` looks at."""
    inner = formula.parts if isinstance(formula, And) else (formula.body,) if isinstance(formula, ForAllIndex) else ()
    return 1 + sum(map(breadth, inner))


def apart(schemas: Sequence[ForAllIndex], body: Node) -> tuple[list[ForAllIndex], Node]:
    """Nested schemas, of which the bounds are asked only, and their body, with reserved names for the indices: a value
    of the first index may mention an index that is called like the second."""
    found = [replace(schema, body=And(())) for schema in schemas]
    for position in range(len(found) if len(found) > 1 else 0):
        old, new = found[position].index, reserved(APART + position)
        body = substituted(body, old, parameter(new))
        later = [substituted(schema, old, parameter(new)) for schema in found[position + 1 :]]
        found[position:] = [replace(found[position], index=new), *later]
    return found, body
