"""R1: a semidefinite matrix is C^T C for a square C; C is invertible where the matrix is definite (a lemma).

Tested as in the factorization of Cholesky. A number a >= 0 has the root sqrt(a). A matrix [[a, b], [b^T, D]] with a > 0
is C^T C for C = [[sqrt(a), b / sqrt(a)], [0, E]], where E^T E = D - b^T b / a, which is semidefinite and smaller. With
a = 0 the row b is zero, and C = [[0, 0], [0, E]] with E^T E = D.
"""

from __future__ import annotations

from symproof.author import Axiom, Proof, block, both, invertible, pd, psd, sqrt

SOURCE = "R. A. Horn, C. R. Johnson, Matrix Analysis, second edition, 7.2.7"

R1 = Axiom("R1", "R1: a semidefinite matrix is C^T C", source=SOURCE)
n = R1.size("n")
A = R1.matrix("A", n, n)
R1.assume("semidefinite", psd(A))
R1.statement(R1.exists("C", n, n, lambda C: C.T * C == A))

definite_root = Proof("definite-root", "A definite matrix is C^T C for an invertible C", source=SOURCE)
n = definite_root.size("n")
A = definite_root.matrix("A", n, n)
definite_root.assume("definite", pd(A))
definite_root.statement(definite_root.exists("C", n, n, lambda C: both(invertible(C), C.T * C == A)))
definite_root.step("semidefinite", psd(A), using=["definite"])
definite_root.apply("some-root", R1, using=["semidefinite"])
(K,) = definite_root.obtain("root", given="some-root", names="K")
definite_root.step("invertible", invertible(K), using=["root", "definite"])
definite_root.give("given", definite_root.exists("C", n, n, lambda X: both(invertible(X), X.T * X == A)), K,
                   using=["root", "invertible"])  # fmt: skip
definite_root.conclude(using=["given"])

congruence = Proof("congruence", "A congruence of a semidefinite matrix is semidefinite")
p, q = congruence.sizes("p q")
X, Y = congruence.matrix("X", p, p), congruence.matrix("Y", p, q)
congruence.assume("semidefinite", psd(X))
congruence.statement(psd(Y.T * X * Y))
congruence.step("congruent", psd(Y.T * X * Y), using=["semidefinite"])
congruence.conclude(using=["congruent"])

test = Proof("R1-cholesky", "R1 by the factorization of Cholesky: one row and column at a time")
m = test.size("m")
a, b, D, E = test.scalar("a"), test.matrix("b", 1, m), test.matrix("D", m, m), test.matrix("E", m, m)
one, zero = test.identity(1), 0 * b.T
P = block([[a * one, b], [b.T, D]])
test.assume("number", a >= 0)
test.step("root-of-a-number", sqrt(a) * sqrt(a) == a, using=["number"])
test.assume("whole", psd(P))
with test.fix("positive-corner"):
    s, c = test.scalar("s"), test.scalar("c")
    test.assume("corner", s * s == a, c * s == 1)
    L = block([[-c * c * b], [test.identity(m)]])
    test.apply("congruent", congruence, X=P, Y=L, p=m + 1, q=m, using=["whole"])
    test.step("smaller", psd(D - c * c * b.T * b), using=["congruent", "corner"])
    test.assume("root", E.T * E == D - c * c * b.T * b)
    U = block([[s * one, c * b], [zero, E]])
    test.step("factored", U.T * U == P, using=["corner", "root"])
with test.fix("zero-corner"):
    test.assume("zero", a == 0)
    test.step("row-is-zero", b == 0, using=["whole", "zero"])
    test.step("smaller-2", psd(D), using=["whole"])
    test.assume("root-2", E.T * E == D)
    V = block([[0 * one, 0 * b], [zero, E]])
    test.step("factored-2", V.T * V == P, using=["zero", "root-2", "row-is-zero"])
