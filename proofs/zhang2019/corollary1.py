"""Corollary 1: deep linear networks with the quadratic loss f(W) = ||W U - V||^2 have no spurious local minima.

The paper cites the case of two layers, on which ``corollary1_cited`` rests. ``corollary1`` proves that case from
Theorems 2 and 3 and the second derivative at a minimum; it needs neither singular values nor Eckart and Young.
"""

from __future__ import annotations

from best_approximation import best
from preliminaries import critical_pair
from projection import onto
from quadratic import bend, loss, quadratic, rows
from setting import PAPER, Pair, convex, smallest, some_spurious
from theorem1 import least
from theorem1 import proof as theorem1
from theorem2 import proof as theorem2
from theorem2 import wide

from proofs.zhang2019.theorems.derived import axioms
from symproof.author import Expression, Proof, both, either, index, negation, norm2, trace
from symproof.author.theory import Applicable

# ---------------------------------------------------------------------------- C1.02, C1.05: two layers

two = Proof("corollary1_two_layers", "Corollary 1, two layers: no pair is spurious", source=PAPER)
n, b, m, p = two.sizes("n b m p")
U, V = two.matrix("U", n, p), two.matrix("V", m, p)
f = quadratic(U, V)
pair = Pair(two, f, m, b, n)
none = negation(pair.some_spurious())
two.statement(none)
g = two.define_function("g", m, n, f, gradient=lambda Z: 2 * (Z * U - V) * U.T)
g_pair = Pair(two, g, m, b, n)


def compare(X: Expression, Y: Expression, C: Expression, D: Expression) -> None:
    """C1.05-C1.10: no pair (C, D) is better than a spurious (X, Y) with b <= min(m, n)."""
    error = X * Y * U - V
    two.apply("F-some", onto, p=p, q=n, C=U.T, ref="C1.03, F projects onto the rows of U")
    F, H = two.obtain("F-is", given="F-some", names=["F", "H"])
    R, K = two.define("R", -error * F), two.define("K", H.T)
    two.step("K-U", K * U == F, by="algebra", using=["F-is"], ref="C1.05, K U = (U^T H)^T = F")
    two.step("U-F", U * F == U, by="algebra", using=["F-is"], ref="C1.05, U F = U")
    two.step("R-flat", X.T * R == 0, by="algebra", using=["E-Y", "F-is"], ref="C1.06, X^T R = 0, as F = U^T H")
    two.step("R-flat-Y", R * U.T * Y.T == 0, by="algebra", using=["E-X", "F-is"], ref="C1.06, R U^T Y^T = 0")
    two.step("R-rows", R * K * U == R, by="algebra", using=["K-U", "F-is"], ref="C1.05, R K U = R F = R")
    rises = two.for_all_pairs(
        {"P": (m, b), "Q": (b, n)}, lambda P, Q: 2 * trace(R.T * P * Q * U) <= norm2(P * Y * U + X * Q * U)
    )
    with two.fix("rises", claim=rises, ref="C1.08 for R"):
        P, Q = two.matrix("P0", m, b), two.matrix("Q0", b, n)
        line = norm2(P * Y * U + X * Q * U)
        two.step("rises-here", 0 <= line + 2 * trace(error.T * P * Q * U), using=["curved"], ref="C1.08 at P, Q")
        two.step(
            "turned", trace(R.T * P * Q * U) == -trace(error.T * P * Q * U), by="algebra", using=["U-F", "F-is"],
            ref="C1.08, F U^T = U^T",
        )  # fmt: skip
        two.step("bounded", 2 * trace(R.T * P * Q * U) <= line, using=["rises-here", "turned"], ref="C1.08 for R")
    two.apply(
        "C1.10", best, using=["R-flat", "R-flat-Y", "R-rows", "rises", "inverses"],
        ref="C1.10, by C1.09: no product is nearer",
    )  # fmt: skip
    two.apply("split-here", rows, Z=X * Y, using=["F-is"], ref="C1.04 at X Y")
    two.apply("split-there", rows, Z=C * D, using=["F-is"], ref="C1.04 at C D")
    other = R + (X * Y - C * D) * U
    two.step("gap-here", X * Y * U - V * F == -R, by="algebra", using=["U-F"], ref="C1.05, X Y U - V F = -R")
    two.step("gap-there", C * D * U - V * F == -other, by="algebra", using=["U-F"], ref="C1.05, C D U - V F")
    two.step("size-here", norm2(X * Y * U - V * F) == norm2(R), by="algebra", using=["gap-here"], ref="C1.05")
    two.step("size-there", norm2(C * D * U - V * F) == norm2(other), by="algebra", using=["gap-there"], ref="C1.05")
    two.step(
        "not-better", f(X * Y) <= f(C * D), using=["C1.10", "split-here", "split-there", "size-here", "size-there"],
        ref="C1.05, (C, D) is not better",
    )  # fmt: skip


with two.contradiction("C1.02", none, supposing="some", ref="C1.02"):
    X, Y = two.obtain("spurious", given="some", names=["X", "Y"])
    two.apply("f-convex", loss, ref="C1.01")
    two.step("convex", convex(two, g, m, n), using=["f-convex"], ref="C1.01 for g(W) = ||W U - V||^2")
    two.step("g-spurious", g_pair.spurious(X, Y), using=["spurious"], ref="C1.02, in terms of g")
    narrow = both(b <= n, b <= m)
    two.step("n-or", either(n <= b, b < n), ref="C1.06, the inner width b")
    with two.cases("narrow", narrow, using=["n-or"], ref="C1.06: T2.03 excludes b >= n and b >= m"):
        with two.case("n-wide", n <= b):
            two.step("wide-n", either(n <= b, m <= b), using=["n-wide"], ref="C1.06, b >= n")
            two.apply("none-n", wide, f=g, using=["wide-n", "convex"], ref="C1.06: T2.03")
        with two.case("n-narrow", b < n):
            two.step("m-or", either(m <= b, b < m), ref="C1.06, the inner width b")
            with two.cases("narrow-m", narrow, using=["m-or"], ref="C1.06: T2.03 excludes b >= m"):
                with two.case("m-wide", m <= b):
                    two.step("wide-m", either(n <= b, m <= b), using=["m-wide"], ref="C1.06, b >= m")
                    two.apply("none-m", wide, f=g, using=["wide-m", "convex"], ref="C1.06: T2.03")
                with two.case("m-narrow", b < m):
                    two.step("both-narrow", narrow, ref="C1.06, b < n and b < m")
    two.apply("T2", theorem2, f=g, using=["narrow", "convex"], ref="C1.06: Theorem 2")
    inverses = two.exists("Z", b, m, lambda Z: Z * X == two.identity(b))
    two.step("inverses", inverses, using=["T2", "g-spurious"], ref="C1.06, X has a left inverse")
    two.step("local", pair.local_minimum(X, Y), using=["spurious"], ref="C1.06, a local minimum")
    two.step("not-global", pair.lower_elsewhere(X, Y), using=["spurious"], ref="C1.06, no global one")
    two.step("g-local", g_pair.local_minimum(X, Y), using=["g-spurious"], ref="C1.06, in terms of g")
    two.apply("critical", critical_pair, f=g, using=["g-local"], ref="C1.06: P.04")
    error = X * Y * U - V
    two.step("E-X", error * U.T * Y.T == 0, using=["critical"], ref="C1.06, g'(X Y) Y^T = 0")
    two.step("E-Y", X.T * (error * U.T) == 0, using=["critical"], ref="C1.06, X^T g'(X Y) = 0")
    two.apply("curved", bend, using=["E-X", "E-Y", "local"], ref="C1.07, C1.08: the second derivative")
    C, D = two.obtain("CD-lower", given="not-global", names=["C", "D"])
    compare(X, Y, C, D)
    two.step("better", f(C * D) < f(X * Y), using=["CD-lower"], ref="C1.02, but (C, D) is better")
two.conclude(using=["C1.02"], ref="C1.02")

# ---------------------------------------------------------------------------- Corollary 1


def all_depths(proof: Proof, shallow: Applicable, ref: str, note: str) -> None:
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
        proof.apply("f-convex", loss, n=n, m=m, ref="C1.01")
        proof.step("g-convex", convex(proof, g, m, n), using=["f-convex"], ref="C1.01")
        proof.apply("theorem-1", theorem1, f=g, using=["bottleneck", "g-convex"], ref="C1.02: T1.18")
        proof.step(
            "g-deep", some_spurious(proof, g, d, k), using=["deep"], ref="Corollary 1",
            note='The introduction of the paper says "no local minima"; it means no spurious ones (erratum 13).',
        )  # fmt: skip
        pair = Pair(proof, g, m, d[j], n)
        proof.step("g-pair", pair.some_spurious(), using=["theorem-1", "g-deep"], ref="C1.02: T1.18")
        proof.apply("no-pair", shallow, n=n, b=d[j], m=m, ref=ref, note=note)
        proof.step("pair", Pair(proof, f, m, d[j], n).some_spurious(), using=["g-pair"], ref="C1.02")
    proof.conclude(using=["none"], ref="Corollary 1")


NOTE = "The paper's n is the number of samples here, and d_0 elsewhere; p stands for it. Any depth k >= 1 (erratum 20)."
cited = Proof("corollary1_cited", "Corollary 1, with the paper's citation for two layers", source=PAPER)
all_depths(cited, axioms["two-layers"], "C1.02, the paper's citation", NOTE)
proof = Proof("corollary1", "Corollary 1: deep linear networks with the quadratic loss", source=PAPER)
all_depths(
    proof, two, "C1.02, without the citation", "The paper cites another paper here; this proof does not (erratum 20)."
)
