"""Claims from orders that are shown first: abs(c) <= t from c <= t and -c <= t, and l = r from l <= r and r <= l.

Two orders are shown for an equation at once only if a root, a logarithm, an exponential or an absolute value occurs in
it. Often we know orders between such values, and no equation: p <= y^2 and y > 0 give sqrt(p) <= y. Any other equation
is shown so where a premise is an order, and X = Y between matrices by norm2(X - Y) <= 0: a strongly convex function has
one minimizer only. A premise l <= r is an equation where r <= l is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from fractions import Fraction
from itertools import chain

from symproof.kernel.algebra.scalars import ELEMENTARY
from symproof.kernel.algebra.shapes import shape_of
from symproof.kernel.context import context_of
from symproof.language.affine import ONE
from symproof.language.declarations import Declarations
from symproof.language.derivation import Block, Inference
from symproof.language.formulas import And, Compare, Equal, ForAll, ForAllIndex, Formula
from symproof.language.refusal import Refusal
from symproof.language.terms import Call, Number, Product, Sum, Term, Trace, Transpose, Zero
from symproof.search.algebra.nodes import nodes
from symproof.search.argument.instances import by_instances
from symproof.search.argument.wanted import gap


def by_orders(name: str, claim: Formula, premises: Mapping[str, Formula], declared: Declarations) -> Block:
    """A derivation that shows two orders first, and then the claim from them. Each of the three rules is a gap. The
    derivation is empty for a claim of another kind."""
    match claim:
        case Compare("<=" | "<" as relation, Call("abs", (inner,)), bound):
            minus = Product((Number(Fraction(-1)), inner))
            return _from(name, claim, premises, (Compare(relation, inner, bound), Compare(relation, minus, bound)))
        case Equal() if may_follow_from_orders(claim):
            orders = _for_equation(claim, declared)
            return _from(name, claim, premises, orders) if len(orders) > 1 else ()
    return ()


def by_known_orders(
    name: str, claim: Formula, premises: Mapping[str, Formula], declared: Declarations
) -> Iterator[Block]:
    """Derivations of an equation from orders, where a premise is an order: from two orders between its sides; from
    l = r for a premise l <= r, where r <= l holds as well; and from two orders by instances of general premises."""
    if not (isinstance(claim, Equal) and any(map(_has_order, premises.values()))):
        return
    orders = _for_equation(claim, declared)
    if len(orders) == 1:  # a bound for a norm takes long to search for
        yield from _by_attained_bounds(name, claim, premises, at_once=True)
    yield _from(name, claim, premises, orders)
    yield from _by_attained_bounds(name, claim, premises)
    blocks = [by_instances(f"{name}.order{n}", order, premises, declared) for n, order in enumerate(orders, 1)]
    if all(blocks):
        ends = (block[-1].id for block in blocks)
        yield (*chain.from_iterable(blocks), Inference(name, claim, gap(*ends)))


def _by_attained_bounds(
    name: str, claim: Equal, premises: Mapping[str, Formula], *, at_once: bool = False
) -> Iterator[Block]:
    """Derivations that show r <= l for a premise l <= r, conclude l = r, and show the claim from this equation: if P is
    positive definite, the premise x^T P x <= 0 gives x^T P x = 0, and this gives x = 0. ``at_once``: where r <= l is
    found at once."""
    for premise, formula in premises.items():
        match formula:
            case Compare("<=", left, right):
                back, equal = f"{name}.order1", f"{name}.equal"
                yield (
                    Inference(back, Compare("<=", right, left), gap(*premises, at_once=at_once)),
                    Inference(equal, Equal(left, right), gap(premise, back)),
                    Inference(name, claim, gap(*premises, equal)),
                )


def _from(name: str, claim: Formula, premises: Mapping[str, Formula], orders: Iterable[Compare]) -> Block:
    found = [Inference(f"{name}.order{number}", order, gap(*premises)) for number, order in enumerate(orders, 1)]
    return *found, Inference(name, claim, gap(*(item.id for item in found)))


def may_follow_from_orders(claim: Formula, premises: Iterable[Formula] = ()) -> bool:
    """Whether the claim bounds an absolute value, or is an equation in which a function of scalars occurs, or one where
    a premise is an order."""
    match claim:
        case Compare("<=" | "<", Call("abs")):
            return True
        case Equal():
            is_of_functions = any(isinstance(item, Call) and item.name in ELEMENTARY for item in nodes(claim))
            return is_of_functions or any(map(_has_order, premises))
    return False


def _has_order(formula: Formula) -> bool:
    """Whether the formula says an order between scalars, also for all values of something."""
    match formula:
        case Compare("<=" | "<"):
            return True
        case ForAll(body=body) | ForAllIndex(body=body):
            return _has_order(body)
        case And(parts):
            return any(map(_has_order, parts))
    return False


def _for_equation(claim: Equal, declared: Declarations) -> tuple[Compare, ...]:
    """Orders from which the equation follows: l <= r and r <= l between scalars, norm2(l - r) <= 0 between matrices and
    where the declarations do not tell the size of l."""
    left, right = claim.left, claim.right
    with suppress(Refusal):
        if shape_of(context_of(declared, ()), left) == (ONE, ONE):
            return Compare("<=", left, right), Compare("<=", right, left)
    difference = difference_of(claim)
    square = Trace(Product((Transpose(difference), difference)))
    return (Compare("<=", square, Number(Fraction(0))),)


def difference_of(equation: Equal) -> Term:
    """The left side of the equation minus its right side."""
    if isinstance(equation.right, Zero):
        return equation.left
    return Sum((equation.left, Product((Number(Fraction(-1)), equation.right))))
