"""N1 and N2: a matrix is invertible on one side, or has a kernel."""

from __future__ import annotations

from . import writing as W
from .writing import ONE, Equal, Exists, Identity, Or

p, q = W.integers("p q")
X, Y, u = W.symbols("X Y u")


def in_kernel(matrix: W.Symbol) -> Exists:
    """There is u != 0 with X u = 0."""
    parts = W.nonzero(u, q, ONE), W.vanishes(W.times(matrix, u), p, ONE)
    return Exists((W.matrix("u", q, ONE),), W.And(parts))


SOURCE = "Axler, Linear Algebra Done Right, 3.22-3.24 and exercises 3.B.20-21"
N1 = W.axiom(
    "N1", Or((Exists((W.matrix("Y", q, p),), Equal(W.times(Y, X), Identity(q))), in_kernel(X))),
    f"A matrix has a left inverse, or a kernel; {SOURCE}", sizes=("p", "q"), symbols=(W.matrix("X", p, q),),
)  # fmt: skip
N2 = W.axiom(
    "N2", Or((Exists((W.matrix("Y", q, p),), Equal(W.times(X, Y), Identity(p))), in_kernel(X))),
    f"A matrix with no more rows than columns has a right inverse, or a kernel; {SOURCE}", sizes=("p", "q"),
    symbols=(W.matrix("X", p, q),), facts={"wide": W.integer_at_most(p, q)},
)  # fmt: skip
