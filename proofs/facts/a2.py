"""A2: a differentiable convex function lies above its tangents. Tested on f(X) = ||A X - C||^2."""

from __future__ import annotations

from proofs.zhang2019.theorems import theorem1
from symproof.author import KernelStatement, Proof, gradient, inner, norm2

A2 = KernelStatement(theorem1.A2, title="A2: the tangent inequality")

test = Proof("A2-quadratics", "A2 on quadratics: the gap to the tangent is a square")
r, m, n = test.sizes("r m n")
A, C, X, Z = test.matrix("A", r, m), test.matrix("C", r, n), test.matrix("X", m, n), test.matrix("Z", m, n)
G = test.define("G", 2 * A.T * (A * X - C))
test.step("gradient", gradient(norm2(A * X - C), X) == G, by="calculus")
gap = norm2(A * Z - C) - norm2(A * X - C) - inner(G, Z - X)
test.step("square", gap == norm2(A * (Z - X)), by="algebra")
test.step("tangent", norm2(A * X - C) + inner(G, Z - X) <= norm2(A * Z - C), by="algebra")
