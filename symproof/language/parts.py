"""How the conjuncts and equations of a formula are numbered: ``part`` in certificates means these numbers."""

from __future__ import annotations

from collections.abc import Iterator

from symproof.language.affine import integer
from symproof.language.terms import And, Equal, ForAllIndex, Formula, Inverse, Invertible, Power, Product

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


def premise_parts(formula: Formula) -> list[tuple[tuple[ForAllIndex, ...], Formula]]:
    """The equations of a premise, each with the schemas around it, outermost first."""
    found: list[tuple[tuple[ForAllIndex, ...], Formula]] = []
    for item in relations(formula):
        if isinstance(item, ForAllIndex):
            found += [((item, *schemas), equation) for schemas, equation in premise_parts(item.body)]
        else:
            found += [((), conjunct) for conjunct in conjuncts_of(item) if isinstance(conjunct, Equal)]
    return found


def breadth(formula: Formula) -> int:
    """How many formulas ``premise_parts`` looks at."""
    inner = formula.parts if isinstance(formula, And) else (formula.body,) if isinstance(formula, ForAllIndex) else ()
    return 1 + sum(map(breadth, inner))
