"""Laws about sums over an index, unit columns and traces that the normal form does not use in one direction.

Their arguments are read as they are written: sums, unit columns.
"""

from __future__ import annotations

from symproof.kernel.algebra.quantities import Terms, times
from symproof.language.affine import atoms, parameter
from symproof.language.refusal import Refusal
from symproof.language.substitution import free_integers
from symproof.language.terms import Basis, Call, Identity, IndexSum, Term, Trace, Transpose

Sides = tuple[tuple[Term, Term], ...]


def distributed(given: Terms, unit: Identity) -> Sides:
    """X (sum of e(i)) = sum of X e(i), where X does not mention i."""
    factor, total = given
    if not isinstance(total, IndexSum) or total.index in free_integers(factor):
        raise Refusal("SP357", "the distributive law needs a sum whose index the factor does not mention")
    return ((times(factor, total), IndexSum(total.index, total.low, total.high, times(factor, total.body))),)


def exchanged(given: Terms, unit: Identity) -> Sides:
    """The sum of e(i,j) over a <= i <= b, i <= j <= b is that over a <= j <= b, a <= i <= j."""
    (outer,) = given
    inner = outer.body if isinstance(outer, IndexSum) else None
    if not isinstance(outer, IndexSum) or not isinstance(inner, IndexSum):
        raise Refusal("SP357", "a triangular sum is a sum of sums")
    low, high, i, j = outer.low, outer.high, outer.index, inner.index
    if i == j or inner.low != parameter(i) or inner.high != high or {i, j} & (atoms(low) | atoms(high)):
        raise Refusal("SP357", "a triangular sum runs over i in a..b and j in i..b")
    return ((outer, IndexSum(j, low, high, IndexSum(i, low, parameter(j), inner.body))),)


def beside_diagonal(given: Terms, unit: Identity) -> Sides:
    """tr(X diag(Y)) = tr(diag(X) diag(Y))."""
    one, other = [Call("diag", (term,), unit.size, unit.size) for term in given]
    return ((Trace(times(given[0], other)), Trace(times(one, other))),)


def alike_where_equal(given: Terms, unit: Identity) -> Sides:
    """(e_i^T e_k) e_i = (e_i^T e_k) e_k: Kronecker's delta is 0 where i and k differ."""
    first, second = given
    if not isinstance(first, Basis) or not isinstance(second, Basis):
        raise Refusal("SP357", "the law of Kronecker's delta is about unit columns")
    delta = times(Transpose(first), second)
    return ((times(delta, first), times(delta, second)),)
