"""The laws that say of a matrix what its characteristic polynomial says: Cayley-Hamilton, Newton's identities, and
when a power is zero."""

from __future__ import annotations

from fractions import Fraction

from symproof.kernel.algebra.quantities import Terms, less, of, times
from symproof.language.affine import ONE, Affine, integer, shift
from symproof.language.refusal import Refusal
from symproof.language.terms import Call, Identity, Number, Power, Sum, Term, Trace, Transpose

LARGEST = 6  # rows of a matrix whose characteristic polynomial is written out


def by_traces(given: Terms, unit: Identity) -> tuple[tuple[Term, Term], ...]:
    """det(X), adj(X) and 0 by the coefficients c_k of det(t I - X) = t^n + c_1 t^(n-1) + ... + c_n, for a number n:
    k c_k = -(c_{k-1} tr(X) + c_{k-2} tr(X^2) + ... + tr(X^k)) (Newton), det(X) = (-1)^n c_n,
    adj(X) = (-1)^(n-1) (X^(n-1) + c_1 X^(n-2) + ... + c_{n-1} I), X^n + c_1 X^(n-1) + ... + c_n I = 0."""
    (x,), size = given, unit.size
    if not size.is_constant or size.constant > LARGEST:
        raise Refusal("SP357", f"a characteristic polynomial is written out for sizes that are numbers up to {LARGEST}")
    n = size.constant
    powers: list[Term] = [unit, *(Power(x, integer(k)) for k in range(1, n + 1))]
    c: list[Term] = [Number(Fraction(1))]
    for k in range(1, n + 1):
        c.append(times(Number(Fraction(-1, k)), Sum(tuple(times(c[k - i], Trace(powers[i])) for i in range(1, k + 1)))))
    sums = [Sum(tuple(times(c[k], powers[m - k]) for k in range(m + 1))) for m in (n - 1, n)]
    signs = [Number(Fraction((-1) ** m)) for m in (n - 1, n)]
    adjugate = Call("adj", (x,), size, size)
    return (of("det", x), times(signs[1], c[n])), (adjugate, times(signs[0], sums[0])), (sums[1], less(x, x))


def bordered(given: Terms, unit: Identity) -> tuple[tuple[Term, Term], ...]:
    """det([[X, u], [v^T, c]]) = c det(X) - v^T adj(X) u."""
    (x, u, v, c), n, more = given, unit.size, shift(unit.size, 1)
    rows = _row((x, u), n, more), _row((Transpose(v), c), ONE, more)
    adjugate = Call("adj", (x,), n, n)
    whole = of("det", Call("block", rows, more, more))
    return ((whole, less(times(c, of("det", x)), times(Transpose(v), adjugate, u))),)


def _row(blocks: Terms, height: Affine, width: Affine) -> Call:
    return Call("row", blocks, height, width)


def commutator(given: Terms) -> Term:
    """X Y - Y X."""
    x, y = given
    return less(times(x, y), times(y, x))


def commutes(given: Terms, unit: Identity) -> tuple[Term, Term]:
    """The commutator of X and Y commutes with X."""
    found = commutator(given)
    return times(found, given[0]), times(given[0], found)


def vanishing_powers(term: Term, unit: Identity) -> tuple[tuple[Term, Term], ...]:
    """X^n = 0, tr(X) = 0 and det(X) = 0 for a nilpotent n x n matrix X."""
    zero, power = Number(Fraction(0)), Power(term, unit.size)
    return (power, less(power, power)), (Trace(term), zero), (of("det", term), zero)
