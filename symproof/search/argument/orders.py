"""Claims from orders that are shown first: abs(c) <= t from c <= t and -c <= t, and l = r from l <= r and r <= l.

Two orders are shown for an equation only if a root, a logarithm, an exponential or an absolute value occurs in it.
Often we know orders between such values, and no equation: p <= y^2 and y > 0 give sqrt(p) <= y.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from fractions import Fraction

from symproof.kernel.algebra.scalars import ELEMENTARY
from symproof.kernel.algebra.shapes import shape_of
from symproof.kernel.context import context_of
from symproof.language.affine import ONE
from symproof.language.declarations import Declarations
from symproof.language.derivation import Block, Inference
from symproof.language.formulas import Compare, Equal, Formula
from symproof.language.refusal import Refusal
from symproof.language.terms import Call, Number, Product
from symproof.search.algebra.nodes import nodes
from symproof.search.argument.wanted import gap


def by_orders(name: str, claim: Formula, premises: Mapping[str, Formula], declared: Declarations) -> Block:
    """A derivation that shows two orders first, and then the claim from them. Each of the three rules is a gap. The
    derivation is empty for a claim of another kind."""
    match claim:
        case Compare("<=" | "<" as relation, Call("abs", (inner,)), bound):
            minus = Product((Number(Fraction(-1)), inner))
            orders = Compare(relation, inner, bound), Compare(relation, minus, bound)
        case Equal(left, right) if _is_of_functions(claim, declared):
            orders = Compare("<=", left, right), Compare("<=", right, left)
        case _:
            return ()
    found = [Inference(f"{name}.order{number}", order, gap(*premises)) for number, order in enumerate(orders, 1)]
    return *found, Inference(name, claim, gap(*(item.id for item in found)))


def may_follow_from_orders(claim: Formula) -> bool:
    """Whether the claim bounds an absolute value, or is an equation in which a function of scalars occurs."""
    match claim:
        case Compare("<=" | "<", Call("abs")):
            return True
        case Equal():
            return any(isinstance(item, Call) and item.name in ELEMENTARY for item in nodes(claim))
    return False


def _is_of_functions(claim: Equal, declared: Declarations) -> bool:
    """Whether both sides are scalars, and a function of scalars occurs."""
    if not may_follow_from_orders(claim):
        return False
    with suppress(Refusal):
        return shape_of(context_of(declared, ()), claim.left) == (ONE, ONE)
    return False
