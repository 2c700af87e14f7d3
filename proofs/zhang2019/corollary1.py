"""Corollary 1: deep linear networks with the quadratic loss f(W) = ||W U - V||^2 have no spurious local minima.

The paper cites the case of two layers, on which ``corollary1_cited`` rests. ``corollary1`` proves that case from
Theorems 2 and 3 and the second derivative at a minimum; it needs neither singular values nor Eckart and Young.
"""

from __future__ import annotations

from setting import PAPER, Pair, Value, convex, smallest, some_spurious
from theorem1 import least
from theorem1 import proof as theorem1

from proofs.zhang2019.theorems.derived import axioms, theorems
from symproof.author import Claim, Expression, Proof, gradient, index, inner, negation, norm2, trace
from symproof.author.theory import Applicable

t = index("t")


def quadratic(U: Expression, V: Expression) -> Value:
    """||W U - V||^2 as a function of W, for the samples U and the targets V."""
    return lambda W: norm2(W * U - V)


# ---------------------------------------------------------------------------- C1.01: f is convex

loss = Proof("quadratic_loss", "C1.01: the quadratic loss is convex", source=PAPER)
n, m, p = loss.sizes("n m p")
U, V = loss.matrix("U", n, p), loss.matrix("V", m, p)
W, Z = loss.matrix("W", m, n), loss.matrix("Z", m, n)
f = quadratic(U, V)
slope = 2 * (W * U - V) * U.T
loss.statement(convex(loss, f, m, n))
loss.step("gradient", gradient(f(W), W) == slope, by="calculus", ref="C1.01, the gradient")
loss.step("identity", f(Z) - f(W) - inner(slope, Z - W) == norm2((Z - W) * U), by="algebra", ref="C1.01, the identity")
loss.apply(
    "C1.01", theorems["C1.01"], ref="C1.01, t f(P) + (1 - t) f(Q) - f(t P + (1 - t) Q) = t (1 - t) ||(P - Q) U||^2"
)
loss.conclude(using=["C1.01"], ref="C1.01")

# ---------------------------------------------------------------------------- C1.03, C1.04: reduction to the rows of U

rows = Proof("reduction", "C1.04: only the part of V in the rows of U matters", source=PAPER)
n, m, p = rows.sizes("n m p")
U, V, Z = rows.matrix("U", n, p), rows.matrix("V", m, p), rows.matrix("Z", m, n)
F = rows.matrix("F", p, p)
rows.assume("symmetric", F.T == F)
rows.assume("idempotent", F * F == F)
rows.assume("fixes", F * U.T == U.T)
near, rest = Z * U - V * F, V - V * F
rows.statement(norm2(Z * U - V) == norm2(near) + norm2(rest))
rows.apply(
    "C1.04", theorems["C1.04"], using=["symmetric", "idempotent", "fixes"],
    ref="C1.03, C1.04: F projects onto the rows of U, by Gram and Schmidt",
)  # fmt: skip
rows.conclude(using=["C1.04"], ref="C1.04")

# ---------------------------------------------------------------------------- C1.06-C1.08: the second derivative

bend = Proof("second_derivative", "C1.08: at a local minimum the second derivative is not negative", source=PAPER)
n, b, m, p = bend.sizes("n b m p")
X, Y = bend.matrix("X", m, b), bend.matrix("Y", b, n)
U, V = bend.matrix("U", n, p), bend.matrix("V", m, p)
R = X * Y * U - V
pair = Pair(bend, quadratic(U, V), m, b, n)
bend.assume("flat-X", R * U.T * Y.T == 0)
bend.assume("flat-Y", X.T * (R * U.T) == 0)
bend.assume("minimum", pair.local_minimum(X, Y))


def curvature(P: Expression, Q: Expression) -> Claim:
    """0 <= ||P Y U + X Q U||^2 + 2 tr(R^T P Q U)."""
    return 0 <= norm2(P * Y * U + X * Q * U) + 2 * trace(R.T * P * Q * U)


bend.statement(bend.for_all_pairs({"P": (m, b), "Q": (b, n)}, curvature))
P, Q, s = bend.matrix("P0", m, b), bend.matrix("Q0", b, n), bend.scalar("s")
moved = norm2((X + s * P) * (Y + s * Q) * U - V)
powers = norm2(R) + s * s * (norm2(P * Y * U + X * Q * U) + 2 * trace(R.T * P * Q * U))
powers = (
    powers + 2 * (s * s) * s * trace((P * Y * U + X * Q * U).T * (P * Q * U)) + (s * s) * (s * s) * norm2(P * Q * U)
)
bend.step("slope", trace(R.T * (P * Y * U + X * Q * U)) == 0, by="algebra", using=["flat-X", "flat-Y"], ref="C1.06")
bend.step("C1.07", moved == powers, by="algebra", using=["slope"], ref="C1.07, the expansion in powers of s")
bend.apply("C1.08", theorems["C1.08"], using=["flat-X", "flat-Y", "minimum"], ref="C1.08, a small step s and -s")
bend.conclude(using=["C1.08"], ref="C1.08")

# ---------------------------------------------------------------------------- C1.09, C1.10: no product is better

best = Proof("best_approximation", "C1.10: no product of this inner width is nearer to V", source=PAPER)
n, b, m, p = best.sizes("n b m p")
X, Y, U = best.matrix("X", m, b), best.matrix("Y", b, n), best.matrix("U", n, p)
R, K = best.matrix("R", m, p), best.matrix("K", p, n)
C, D = best.matrix("C", m, b), best.matrix("D", b, n)
best.assume("flat-R", X.T * R == 0)
best.assume("flat-Y", R * U.T * Y.T == 0)
best.assume("rows", R * K * U == R)
best.assume("rises", best.for_all_pairs(
    {"P": (m, b), "Q": (b, n)}, lambda P, Q: 2 * trace(R.T * P * Q * U) <= norm2(P * Y * U + X * Q * U)
))  # fmt: skip
best.assume("left", best.exists("Z", b, m, lambda Z: Z * X == best.identity(b)))
best.statement(norm2(R) <= norm2(R + (X * Y - C * D) * U))
best.apply("C1.09", theorems["C1.09"], using=["rows", "rises"], ref="C1.09, along P = z (X^T X c)^T and Q = c z^T R K")
best.apply(
    "C1.10", theorems["C1.10"], using=["flat-R", "flat-Y", "rows", "rises", "left"],
    ref="C1.10, by projections onto the columns of X and of C instead of S1 and S2",
)  # fmt: skip
best.conclude(using=["C1.10"], ref="C1.10")

# ---------------------------------------------------------------------------- C1.02: two layers

two_layers = Proof("corollary1_two_layers", "Corollary 1, two layers: no pair is spurious", source=PAPER)
n, b, m, p = two_layers.sizes("n b m p")
U, V = two_layers.matrix("U", n, p), two_layers.matrix("V", m, p)
two_layers.statement(negation(Pair(two_layers, quadratic(U, V), m, b, n).some_spurious()))
two_layers.apply(
    "C1.02", theorems["C1.02"],
    ref="C1.02: C1.05 for b >= min(m, n) by T2.03, else T2 and C1.06-C1.10 with R = -(X Y U - V) F",
    note="The paper cites another paper here (erratum 20); this proof needs no citation.",
)  # fmt: skip
two_layers.conclude(using=["C1.02"], ref="C1.02")

# ---------------------------------------------------------------------------- Corollary 1


def all_depths(proof: Proof, shallow: Applicable, ref: str) -> None:
    """For every depth k >= 1: Theorem 1 at the smallest width d_j, and the case of two layers."""
    k = proof.integer("k")
    proof.assume("depth", k >= 1)
    d = proof.size_family("d", index("i"), 0, k)
    p = proof.size("p")
    m, n = d[k], d[0]
    U, V = proof.matrix("U", n, p), proof.matrix("V", m, p)
    f = quadratic(U, V)
    claim = negation(some_spurious(proof, f, d, k))
    proof.statement(claim)
    g = proof.define_function("g", m, n, lambda Z: norm2(Z * U - V), gradient=lambda Z: 2 * (Z * U - V) * U.T)
    with proof.contradiction("none", claim, supposing="deep", ref="Corollary 1"):
        proof.apply("smallest", least, f=g, ref="T1.01")
        j = proof.obtain_index("j-least", "j", given="smallest")
        proof.step("bottleneck", smallest(d, j, k), using=["j-least"], ref="T1.01")
        proof.apply("f-convex", theorems["C1.01"], n=n, m=m, ref="C1.01")
        proof.step("g-convex", convex(proof, g, m, n), using=["f-convex"], ref="C1.01")
        proof.apply("theorem-1", theorem1, f=g, using=["bottleneck", "g-convex"], ref="C1.02: T1.18")
        proof.step("g-deep", some_spurious(proof, g, d, k), using=["deep"], ref="Corollary 1")
        pair = Pair(proof, g, m, d[j], n)
        proof.step("g-pair", pair.some_spurious(), using=["theorem-1", "g-deep"], ref="C1.02: T1.18")
        proof.apply("no-pair", shallow, n=n, b=d[j], m=m, ref=ref)
        proof.step("pair", Pair(proof, f, m, d[j], n).some_spurious(), using=["g-pair"], ref="C1.02")
    proof.conclude(using=["none"], ref="Corollary 1")


cited = Proof("corollary1_cited", "Corollary 1, with the paper's citation for two layers", source=PAPER)
all_depths(cited, axioms["two-layers"], "C1.02, the paper's citation")
proof = Proof("corollary1", "Corollary 1: deep linear networks with the quadratic loss", source=PAPER)
all_depths(proof, two_layers, "C1.02, without the citation")
