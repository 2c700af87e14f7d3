"""Traces of sums as sums of traces, as a derivation with gaps: from V = sum of x_i x_i^T follows
tr(V) = sum of |x_i|^2.

The kernel proves tr(sum of E_i) = sum of tr(E_i) by induction over the end of the sum. A search from premises asks for
it as a premise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from symproof.kernel.algebra.shapes import shape_of
from symproof.kernel.context import Context, context_of
from symproof.language.affine import parameter
from symproof.language.binding import mentioned, unused
from symproof.language.declarations import Declarations
from symproof.language.derivation import Block, Inference
from symproof.language.formulas import Compare, Equal, Formula
from symproof.language.parts import relations
from symproof.language.records import inside, replace
from symproof.language.refusal import Refusal
from symproof.language.sizes import SCALAR, Shape
from symproof.language.substitution import substituted
from symproof.language.terms import IndexSum, Product, Sum, Symbol, Term, Trace
from symproof.search.algebra.nodes import nodes
from symproof.search.argument.instances import unbound
from symproof.search.argument.wanted import gap
from symproof.search.ranges import searching
from symproof.search.unfolding import sums_unfolded

MOST = 4  # traces


def by_traces_of_sums(name: str, claim: Formula, premises: Mapping[str, Formula], declared: Declarations) -> Block:
    """The claim of this name from its premises and from traces of sums: of those in the claim, and of those in its
    premises, also times the square matrices whose traces the claim mentions; () where there are none."""
    if not isinstance(claim, Equal | Compare):
        return ()
    context = searching(context_of(declared, ()))
    plain = sums_unfolded(claim, declared)
    traced = [node.argument for node in unbound(plain) if isinstance(node, Trace)]
    given = [sums_unfolded(part, declared) for formula in premises.values() for part in relations(formula)]
    pairs = [pair for argument in traced for pair in _factored(argument)]
    pairs += [pair for part in given if isinstance(part, Equal) for pair in _beside(part, traced, context)]
    equations = islice(dict.fromkeys(_traced(total, factors) for total, factors in pairs), MOST) if traced else ()
    steps = [Inference(f"{name}.trace{n}", equation, gap()) for n, equation in enumerate(equations, 1)]
    if not steps:
        return ()
    return (*steps, Inference(name, claim, gap(*premises, *(step.id for step in steps))))


def _traced(total: IndexSum, factors: tuple[Term, ...]) -> Equal:
    """tr(S X) = sum of tr(E_i X) for the sum S of E_i."""
    sides = [Product((item, *factors)) if factors else item for item in (total, total.body)]
    return Equal(Trace(sides[0]), replace(total, body=Trace(sides[1])))


def _factored(argument: Term) -> Iterator[tuple[IndexSum, tuple[Term, ...]]]:
    """The sums S with what stands beside them, in the order of S X, whose traces the trace of the argument holds."""
    match argument:
        case IndexSum():
            yield argument, ()
        case Sum(terms):
            for term in terms:
                yield from _factored(term)
        case Product(factors):
            for at, factor in enumerate(factors):
                if isinstance(factor, IndexSum):
                    yield factor, (*factors[at + 1 :], *factors[:at])


def _beside(equation: Equal, traced: list[Term], context: Context) -> Iterator[tuple[IndexSum, tuple[Term, ...]]]:
    """The square sums in an equation, alone and times the symbols of their size that are traced."""
    symbols = [node for argument in traced for node in nodes(argument) if isinstance(node, Symbol) and not node.index]
    for total in _sums((equation.left, equation.right)):
        size = _size_of_sum(total, context)
        if size is None or size == SCALAR or size[0] != size[1]:
            continue
        yield total, ()
        yield from ((total, (symbol,)) for symbol in dict.fromkeys(symbols) if _size(symbol, context) == size)


def _sums(node: Any) -> Iterator[IndexSum]:
    """The outermost sums in the node."""
    if isinstance(node, IndexSum):
        yield node
        return
    for part in node if type(node) is tuple else inside(node):
        yield from _sums(part)


def _size_of_sum(total: IndexSum, context: Context) -> Shape | None:
    """The size of a summand: whether the sum has summands is not asked."""
    (free,) = islice(unused(mentioned(total)), 1)
    inner = context.bound(free, total.low, total.high)
    return _size(substituted(total.body, total.index, parameter(free)), inner)


def _size(term: Term, context: Context) -> Shape | None:
    try:
        return shape_of(context, term)
    except Refusal:
        return None
