"""A1: the derivative vanishes at a local minimum (Fermat). Tested on f(X) = ||A X - C||^2.

If G = f'(X) is not zero, a short step against it leads to a smaller value.
"""

from __future__ import annotations

from proofs.zhang2019.theorems import minima
from symproof.author import KernelStatement, Proof, gradient, norm2

A1 = KernelStatement(minima.A1, title="A1: Fermat's rule")

test = Proof("A1-polynomials", "A1 on polynomials: a step against the gradient leads down")
r, m, n = test.sizes("r m n")
A, C, X = test.matrix("A", r, m), test.matrix("C", r, n), test.matrix("X", m, n)
t = test.scalar("t")
G = test.define("G", 2 * A.T * (A * X - C))
test.step("gradient", gradient(norm2(A * X - C), X) == G, by="calculus")
stepped = norm2(A * (X - t * G) - C)
test.step("expansion", stepped == norm2(A * X - C) - t * norm2(G) + t * t * norm2(A * G), by="algebra")
test.assume("short", t > 0, t * norm2(A * G) < norm2(G))
test.step("down", stepped < norm2(A * X - C), by="algebra", using=["short"])
