"""C1.09, C1.10: at a minimum with a left inverse of X, no product C D of this inner width is nearer to V than X Y.

Projections F and E onto the columns of C and of X take the place of singular values and of Eckart and Young.
"""

from __future__ import annotations

from projection import onto
from setting import PAPER, has_left_inverse

from symproof.author import Claim, Expression, Proof, either, for_all, implies, index, norm2, summation, trace

u, v = index("u"), index("v")

# ---------------------------------------------------------------------------- C1.09

steep = Proof("steep_columns", "Steep columns: what the second derivative says of X c and R^T z (C1.09)", source=PAPER)
n, b, m, p = steep.sizes("n b m p")
X, Y, U = steep.matrix("X", m, b), steep.matrix("Y", b, n), steep.matrix("U", n, p)
R, K = steep.matrix("R", m, p), steep.matrix("K", p, n)
steep.assume("rows", R * K * U == R)
steep.assume("rises", steep.for_all_pairs(
    {"P": (m, b), "Q": (b, n)}, lambda P, Q: 2 * trace(R.T * P * Q * U) <= norm2(P * Y * U + X * Q * U)
))  # fmt: skip
S = U.T * Y.T * X.T


def compared(proof: Proof, X: Expression, L: Expression, S: Expression, m: object, b: object) -> Claim:
    """||X c||^2 ||L z||^2 <= ||S X c||^2 ||z||^2 for all c, and all z with X^T z = 0."""
    return proof.for_all_pairs({"c": (b, 1), "z": (m, 1)}, lambda c, z: implies(
        X.T * z == 0, norm2(X * c) * norm2(L * z) <= norm2(S * X * c) * norm2(z)
    ))  # fmt: skip


claim = compared(steep, X, R.T, S, m, b)
steep.statement(claim)
with steep.fix("C1.09", claim=claim, ref="C1.09"):
    c, z = steep.column("c0", b), steep.column("z0", m)
    steep.assume("apart", X.T * z == 0)
    P, Q = steep.define("P_c", z * c.T * X.T * X), steep.define("Q_c", c * z.T * R * K)
    area = norm2(X * c) * norm2(R.T * z)
    steep.step(
        "second", 2 * trace(R.T * P * Q * U) <= norm2(P * Y * U + X * Q * U), using=["rises"],
        ref="C1.09, along P = z (X^T X c)^T and Q = c z^T R K",
    )  # fmt: skip
    steep.step("Q-U", Q * U == c * z.T * R, by="algebra", using=["rows"], ref="C1.09, Q U = c z^T R")
    steep.step("bend", trace(R.T * P * Q * U) == area, by="algebra", using=["Q-U"], ref="C1.09, the left side")
    steep.step(
        "line", P * Y * U + X * Q * U == z * (S * X * c).T + X * c * z.T * R, by="algebra", using=["Q-U"],
        ref="C1.09, the right side",
    )  # fmt: skip
    steep.step(
        "line-size", norm2(P * Y * U + X * Q * U) == norm2(z) * norm2(S * X * c) + area, by="algebra",
        using=["line", "apart"], ref="C1.09, both parts are orthogonal since z^T X = 0",
    )  # fmt: skip
    steep.step(
        "compared", norm2(X * c) * norm2(R.T * z) <= norm2(S * X * c) * norm2(z), using=["second", "bend", "line-size"],
        ref="C1.09",
    )  # fmt: skip
steep.conclude(using=["C1.09"], ref="C1.09")

# ---------------------------------------------------------------------------- C1.09, summed over columns

sums = Proof("all_columns", "All columns: C1.09 summed over the columns of two matrices", source=PAPER)
b, m, p = sums.sizes("b m p")
X, L, S = sums.matrix("X", m, b), sums.matrix("L", p, m), sums.matrix("S", p, m)
N, T = sums.matrix("N", b, m), sums.matrix("T", m, m)
sums.assume("columns", compared(sums, X, L, S, m, b))
sums.assume("apart", X.T * T == 0)
total = norm2(X * N) * norm2(L * T) <= norm2(S * X * N) * norm2(T)
sums.statement(total)


def sides(g: object, h: object) -> tuple[Expression, Expression]:
    """Both sides of C1.09 for the columns N e_g and T e_h."""
    c, z = N * sums.basis(g, m), T * sums.basis(h, m)
    return norm2(X * c) * norm2(L * z), norm2(S * X * c) * norm2(z)


def over_v(g: object) -> tuple[Expression, Expression]:
    """Both sides summed over the columns of T."""
    left, right = sides(g, v)
    return summation(v, 1, m, left), summation(v, 1, m, right)


left, right = sides(u, v)
with sums.fix("rows", claim=for_all(u, 1, m, over_v(u)[0] <= over_v(u)[1]), ref="C1.09, the sum over v"):
    g = sums.integer("g")
    sums.assume("g-range", 1 <= g, g <= m)
    with sums.fix("entries", claim=for_all(v, 1, m, sides(g, v)[0] <= sides(g, v)[1]), ref="C1.09 at N e_g, T e_v"):
        h = sums.integer("h")
        sums.assume("h-range", 1 <= h, h <= m)
        sums.step("apart-h", X.T * (T * sums.basis(h, m)) == 0, using=["apart"], ref="C1.09, X^T T e_h = 0")
        sums.step("entry", sides(g, h)[0] <= sides(g, h)[1], using=["columns", "apart-h"], ref="C1.09 at N e_g, T e_h")
    sums.step("row", over_v(g)[0] <= over_v(g)[1], using=["entries"], ref="C1.09, the sum over v")
sums.step(
    "all", summation(u, 1, m, over_v(u)[0]) <= summation(u, 1, m, over_v(u)[1]), using=["rows"], ref="C1.09, over u"
)
sums.step("norms", total, using=["all"], ref="C1.09: the sum of ||Z e_u||^2 is ||Z||^2")
sums.conclude(using=["norms"], ref="C1.09")

# ---------------------------------------------------------------------------- C1.10

best = Proof("best_approximation", "Best approximation: no product of this inner width is nearer (C1.10)", source=PAPER)
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
best.assume("left", has_left_inverse(best, X, m, b, "Z"))
other = R + (X * Y - C * D) * U
best.statement(norm2(R) <= norm2(other))

# F projects onto the columns of C, E onto those of X, so tr(F) <= b = tr(E).
best.apply("F-some", onto, p=m, q=b, C=C, ref="C1.10, F projects onto the columns of C")
F, H = best.obtain("F-is", given="F-some", names=["F", "H"])
best.apply("E-some", onto, p=m, q=b, C=X, ref="C1.10, E projects onto the columns of X")
E, M = best.obtain("E-is", given="E-some", names=["E", "M"])
(Z,) = best.obtain("Z-left", given="left", names="Z")
unit, small = best.identity(m), best.identity(b)
away, beside = unit - F, unit - E
N, T = M * away, beside * F
S = U.T * Y.T * X.T
best.step("M-X", M * X == small, by="algebra", using=["Z-left", "E-is"], ref="C1.10, M X = Z X M X = Z E X = I")
best.step(
    "E-trace", trace(E) == best.integer_scalar(b), by="algebra", using=["E-is", "M-X"], ref="C1.10, tr(E) = tr(M X) = b"
)
best.step("X-E", X.T * E == X.T, by="algebra", using=["E-is"], ref="C1.10, X^T E = X^T")
best.step("X-N", X * N == E * away, by="algebra", using=["E-is"], ref="C1.10, X N = E (I - F)")
for name, A, known in (("E", E, "E-is"), ("F", F, "F-is"), ("away", away, "F-is"), ("beside", beside, "E-is")):
    best.step(f"{name}-gram", A.T * A == A, by="algebra", using=[known], ref="C1.10, a projection")
    best.step(f"{name}-turned", A * A.T == A, by="algebra", using=[known], ref="C1.10, a projection")
best.step(
    "N-gram", norm2(X * N) == trace(away.T * E * away), by="algebra", using=["X-N", "E-gram"], ref="C1.10, ||X N||^2"
)
best.step(
    "N-size", norm2(X * N) == trace(E) - trace(E * F), by="algebra", using=["N-gram", "away-turned"],
    ref="C1.10, ||X N||^2 = tr(E (I - F))",
)  # fmt: skip
best.step("T-gram", norm2(T) == trace(F.T * beside * F), by="algebra", using=["beside-gram"], ref="C1.10, ||T||^2")
best.step(
    "T-size", norm2(T) == trace(F) - trace(E * F), by="algebra", using=["T-gram", "F-turned"],
    ref="C1.10, ||T||^2 = tr((I - E) F)",
)  # fmt: skip
best.step(
    "T-less", norm2(T) <= norm2(X * N), using=["N-size", "T-size", "E-trace", "F-is"], ref="C1.10, tr(F) <= b = tr(E)"
)

# C1.09 for the columns of N and T gives ||R^T F|| <= ||S (I - F)||.
best.step("apart", X.T * T == 0, by="algebra", using=["X-E"], ref="C1.10, X^T (I - E) F = 0")
best.apply("columns", steep, using=["rows", "rises"], ref="C1.10: C1.09")
best.apply("C1.09", sums, L=R.T, S=S, N=N, T=T, using=["columns", "apart"], ref="C1.10: C1.09, summed")
best.step("R-T", R.T * T == R.T * F, by="algebra", using=["flat-R", "E-is"], ref="C1.10, R^T E = R^T X M = 0")
best.step("S-N", S * X * N == S * away, by="algebra", using=["X-N", "X-E"], ref="C1.10, S E = S")
inside = norm2(R.T * F) <= norm2(S * away)
best.step("T-or", either(T == 0, T != 0), ref="C1.10, whether T = 0")
with best.cases("inside", inside, using=["T-or"], ref="C1.10"):
    with best.case("nothing", T == 0):
        best.step("R-F", R.T * F == 0, by="algebra", using=["nothing", "R-T"], ref="C1.10, R^T F = R^T T = 0")
        best.step("none", norm2(R.T * F) == 0, by="algebra", using=["R-F"], ref="C1.10, R^T F = 0")
        best.step("square", 0 <= norm2(S * away), ref="C1.10, a squared norm")
        best.step("inside-0", inside, using=["none", "square"], ref="C1.10, T = 0")
    with best.case("something", T != 0):
        best.step("T-positive", norm2(T) > 0, using=["something"], ref="C1.10, N4: ||T||^2 > 0")
        best.step("low", 0 <= norm2(R.T * T), ref="C1.10, a squared norm")
        with best.contradiction("inside-1", inside, supposing="outside", ref="C1.10"):
            best.step("R-T-size", norm2(R.T * T) == norm2(R.T * F), by="algebra", using=["R-T"], ref="C1.10")
            best.step("S-N-size", norm2(S * X * N) == norm2(S * away), by="algebra", using=["S-N"], ref="C1.10")
            best.step("gap", norm2(S * X * N) < norm2(R.T * T), using=["outside", "R-T-size", "S-N-size"], ref="C1.10")
            best.step(
                "above", norm2(T) * norm2(S * X * N) < norm2(T) * norm2(R.T * T), using=["T-positive", "gap"],
                ref="C1.10, times ||T||^2 > 0",
            )  # fmt: skip
            best.step(
                "below", norm2(T) * norm2(R.T * T) <= norm2(X * N) * norm2(R.T * T), using=["T-less", "low"],
                ref="C1.10, ||T||^2 <= ||X N||^2",
            )  # fmt: skip
            best.step(
                "clash",
                norm2(T) * norm2(R.T * T) < norm2(T) * norm2(R.T * T),
                using=["above", "below", "C1.09"],
                ref="C1.10",
            )

# By Pythagoras, the error of C D is at least that of X Y.
kept = R + X * Y * U
best.step("away", away * other == away * kept, by="algebra", using=["F-is"], ref="C1.10, (I - F) C = 0")
best.step(
    "pythagoras", norm2(other) == norm2(away * other) + norm2(F * other), by="algebra", using=["away-gram", "F-gram"],
    ref="C1.10, by Pythagoras",
)  # fmt: skip
best.step(
    "kept-size", norm2(away * kept) == norm2(away * R) + norm2(away * X * Y * U), by="algebra",
    using=["away-gram", "flat-Y"], ref="C1.10, R and X Y U are orthogonal",
)  # fmt: skip
best.step(
    "R-size",
    norm2(away * R) == norm2(R) - norm2(R.T * F),
    by="algebra",
    using=["away-gram", "F-turned"],
    ref="C1.10, ||(I - F) R||^2",
)
best.step(
    "S-size",
    norm2(away * X * Y * U) == norm2(S * away),
    by="algebra",
    using=["away-gram", "away-turned"],
    ref="C1.10, S^T = X Y U",
)
best.step("away-size", norm2(away * other) == norm2(away * kept), by="algebra", using=["away"], ref="C1.10")
best.step("rest", 0 <= norm2(F * other), ref="C1.10, a squared norm")
best.step(
    "C1.10", norm2(R) <= norm2(other),
    using=["pythagoras", "away-size", "kept-size", "R-size", "S-size", "inside", "rest"], ref="C1.10",
)  # fmt: skip
best.conclude(using=["C1.10"], ref="C1.10")
