"""Named inequalities about semidefinite matrices that are not sums of squares: determinants, ranks and traces.

Each is a table entry: which matrices have to be semidefinite or definite, and the scalar that is then not negative. The
sections are those of R. A. Horn, C. R. Johnson, *Matrix Analysis*, second edition, or of S. Boyd, L. Vandenberghe,
*Convex Optimization*. In each proof the matrices are diagonal together by a congruence (theorem 7.6.4), so that the law
is one about eigenvalues: for l_i >= 0 the product of 1 + l_i is at least 1 + the product of l_i, and at least 1 + their
sum; it is at least n + the product of l_i where l_i >= 1; log(l) <= l - 1 for l > 0.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from symproof.kernel.algebra.quantities import HORN, Terms, less, of, times
from symproof.language.affine import Affine, add
from symproof.language.records import dataclass
from symproof.language.terms import Call, Identity, Integer, Inverse, Number, Sum, Term, Trace, Transpose

Asked = tuple[tuple[Term, bool], ...]  # matrices, and whether each has to be definite
BOYD = "Boyd and Vandenberghe, Convex Optimization"


@dataclass(frozen=True, slots=True)
class DefiniteLaw:
    """How many arguments, the source, what is asked of them, and the scalar that is >= 0. Both are functions of the
    arguments and of the numbers of rows of these."""

    arguments: int
    source: str
    asks: Callable[[Terms, tuple[Affine, ...]], Asked]
    gives: Callable[[Terms, tuple[Affine, ...]], Term]


def _all(strict: bool) -> Callable[[Terms, tuple[Affine, ...]], Asked]:
    return lambda given, sizes: tuple((term, strict) for term in given)


def _excess(left: Term, right: Term, size: Affine) -> Term:
    """tr(inv(Q) P) - n - log(det(P)) + log(det(Q))."""
    trace = less(Trace(times(Inverse(right), left)), Integer(size), of("log", of("det", left)))
    return Sum((trace, of("log", of("det", right))))


def stacked(given: Terms, sizes: tuple[Affine, ...]) -> Call:
    """The matrix [[A, B], [B^T, C]]."""
    (a, b, c), total = given, add(sizes[0], sizes[2])
    rows = Call("row", (a, b), sizes[0], total), Call("row", (Transpose(b), c), sizes[2], total)
    return Call("block", rows, total, total)


DEFINITE_LAWS: dict[str, DefiniteLaw] = {
    "determinant of a sum": DefiniteLaw(2, f"{HORN}, 7.8.21", _all(False), lambda g, n: less(
        of("det", Sum(g)), of("det", g[0]), of("det", g[1]))),
    "determinant of a sum of ordered matrices": DefiniteLaw(2, f"{HORN}, 7.6.4", lambda g, n: (
        (less(*g), False), (g[1], True)), lambda g, n: less(
        of("det", Sum(g)), of("det", g[0]), times(Integer(n[0]), of("det", g[1])))),
    "determinant of I + P": DefiniteLaw(1, f"{HORN}, 1.2 and 7.1", _all(False), lambda g, n: less(
        of("det", Sum((Identity(n[0]), *g))), Number(Fraction(1)), Trace(g[0]))),
    "Fischer inequality": DefiniteLaw(3, f"{HORN}, 7.8.5", lambda g, n: ((stacked(g, n), False),), lambda g, n: less(
        times(of("det", g[0]), of("det", g[2])), of("det", stacked(g, n)))),
    "logarithm of a determinant": DefiniteLaw(2, f"{BOYD}, 3.1.5", _all(True), lambda g, n: _excess(g[0], g[1], n[0])),
    "logarithm of a determinant and trace": DefiniteLaw(1, f"{BOYD}, 3.1.5", _all(True), lambda g, n: less(
        Trace(g[0]), Integer(n[0]), of("log", of("det", g[0])))),
    "rank and traces": DefiniteLaw(1, f"{HORN}, 0.6.3 and 4.1", _all(False), lambda g, n: less(
        times(of("rank", g[0]), Trace(times(*g, *g))), times(Trace(g[0]), Trace(g[0])))),
}  # fmt: skip
