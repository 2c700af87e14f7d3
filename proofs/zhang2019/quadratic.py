"""The quadratic loss f(W) = ||W U - V||^2, for the samples U and the targets V: C1.01, C1.04, C1.06-C1.08."""

from __future__ import annotations

from setting import PAPER, Pair, Value, convex

from proofs.zhang2019.theorems.derived import theorems
from symproof.author import Expression, Proof, both, either, gradient, inner, norm2, trace


def quadratic(U: Expression, V: Expression) -> Value:
    """||W U - V||^2 as a function of W."""
    return lambda W: norm2(W * U - V)


# ---------------------------------------------------------------------------- C1.01: f is convex

loss = Proof("quadratic_loss", "Quadratic loss: it is convex (C1.01)", source=PAPER)
n, m, p = loss.sizes("n m p")
U, V = loss.matrix("U", n, p), loss.matrix("V", m, p)
f = quadratic(U, V)
claim = convex(loss, f, m, n)
loss.statement(claim)
with loss.fix("any-W"):
    W, Z = loss.matrix("W", m, n), loss.matrix("Z", m, n)
    slope = 2 * (W * U - V) * U.T
    difference = f(Z) - f(W) - inner(slope, Z - W)
    loss.step("gradient", gradient(f(W), W) == slope, by="calculus", ref="C1.01, the gradient")
    loss.step("identity", difference == norm2((Z - W) * U), by="algebra", ref="C1.01, the identity")
with loss.fix("C1.01", claim=claim, ref="C1.01"):
    P, Q, t = loss.matrix("P", m, n), loss.matrix("Q", m, n), loss.scalar("t")
    loss.assume("between", 0 <= t, t <= 1)
    gap = t * (1 - t) * norm2((P - Q) * U)
    loss.step(
        "chord", t * f(P) + (1 - t) * f(Q) - f(t * P + (1 - t) * Q) == gap, by="algebra",
        ref="C1.01, the gap between chord and value",
    )  # fmt: skip
    loss.step("weight", 0 <= t * (1 - t), using=["between"], ref="C1.01, t (1 - t) >= 0")
    loss.step("square", 0 <= norm2((P - Q) * U), ref="C1.01, a squared norm")
    loss.step("gap-low", 0 <= gap, using=["weight", "square"], ref="C1.01, the gap is not negative")
    loss.step("below", f(t * P + (1 - t) * Q) <= t * f(P) + (1 - t) * f(Q), using=["chord", "gap-low"], ref="C1.01")
loss.conclude(using=["C1.01"], ref="C1.01")

# ---------------------------------------------------------------------------- C1.03, C1.04: reduction to the rows of U

rows = Proof("reduction", "Reduction: only the part of V in the rows of U matters (C1.04)", source=PAPER)
n, m, p = rows.sizes("n m p")
U, V, Z = rows.matrix("U", n, p), rows.matrix("V", m, p), rows.matrix("Z", m, n)
F = rows.matrix("F", p, p)
rows.assume("symmetric", F.T == F)
rows.assume("idempotent", F * F == F)
rows.assume("fixes", F * U.T == U.T)
near, rest = Z * U - V * F, V - V * F
rows.statement(norm2(Z * U - V) == norm2(near) + norm2(rest))
rows.step("U-F", U * F == U, by="algebra", using=["fixes", "symmetric"], ref="C1.04, U F = U")
rows.step(
    "apart", near * rest.T == 0, by="algebra", using=["U-F", "symmetric", "idempotent"],
    ref="C1.04, (Z U - V F) (V - V F)^T = (Z U - V F) F (I - F) V^T",
)  # fmt: skip
rows.step(
    "C1.04", norm2(Z * U - V) == norm2(near) + norm2(rest), by="algebra", using=["apart"], ref="C1.04, Pythagoras"
)
rows.conclude(using=["C1.04"], ref="C1.04")

# ---------------------------------------------------------------------------- C1.08: numbers

root = Proof(
    "smaller_square", "Smaller square: below every positive number lies the square of one (C1.08)", source=PAPER
)
x = root.scalar("x")
root.assume("positive", x > 0)
some = root.exists("y", 1, 1, lambda y: both(y > 0, y * y <= x))
root.statement(some)
one = root.number(1)
root.step("either", either(x <= one, one < x), ref="C1.08, the smaller of x and 1")
with root.cases("C1.08", some, using=["either"], ref="C1.08, the smaller of x and 1"):
    with root.case("small", x <= one):
        root.step("x-square", x * x <= x, using=["small", "positive"], ref="C1.08, x^2 <= x")
        root.give("x-itself", some, x, using=["positive", "x-square"], ref="C1.08, y = x")
    with root.case("large", one < x):
        root.step("one-low", one > 0, ref="C1.08, 0 < 1")
        root.step("one-square", one * one <= x, using=["large"], ref="C1.08, 1 < x")
        root.give("one", some, one, using=["one-low", "one-square"], ref="C1.08, y = 1")
root.conclude(using=["C1.08"], ref="C1.08")

# ---------------------------------------------------------------------------- C1.06-C1.08: the second derivative

bend = Proof("second_derivative", "Second derivative: it is not negative at a local minimum (C1.08)", source=PAPER)
n, b, m, p = bend.sizes("n b m p")
X, Y = bend.matrix("X", m, b), bend.matrix("Y", b, n)
U, V = bend.matrix("U", n, p), bend.matrix("V", m, p)
R = X * Y * U - V
f = quadratic(U, V)
pair = Pair(bend, f, m, b, n)
bend.assume("flat-X", R * U.T * Y.T == 0)
bend.assume("flat-Y", X.T * (R * U.T) == 0)
bend.assume("minimum", pair.local_minimum(X, Y))


def line(P: Expression, Q: Expression) -> Expression:
    """The derivative of (X + s P) (Y + s Q) U at s = 0."""
    return P * Y * U + X * Q * U


def second(P: Expression, Q: Expression) -> Expression:
    """Half of the second derivative of f((X + s P) (Y + s Q)) at s = 0."""
    return norm2(line(P, Q)) + 2 * trace(R.T * P * Q * U)


claim = bend.for_all_pairs({"P": (m, b), "Q": (b, n)}, lambda P, Q: 0 <= second(P, Q))
bend.statement(claim)
(delta,) = bend.obtain("radius", given="minimum", names="delta")
with bend.fix("C1.08", claim=claim, ref="C1.08"):
    P, Q = bend.matrix("P0", m, b), bend.matrix("Q0", b, n)
    q = bend.define("q", second(P, Q))
    length, square = norm2(P) + norm2(Q), norm2(P * Q * U)
    cubic = trace(line(P, Q).T * (P * Q * U))
    bend.step("slope", trace(R.T * line(P, Q)) == 0, by="algebra", using=["flat-X", "flat-Y"], ref="C1.06, no slope")
    with bend.contradiction("not-down", 0 <= q, supposing="down", ref="C1.08"):
        # A step s with 4 s^2 (||P||^2 + ||Q||^2) <= delta^2 and 4 s^2 ||P Q U||^2 <= -q.
        bend.step("steep", -q > 0, using=["down"], ref="C1.08, q < 0")
        bend.apply("alpha-some", root, x=-q, using=["steep"], ref="C1.08, alpha^2 <= -q")
        (alpha,) = bend.obtain("alpha-root", given="alpha-some", names="alpha")
        bend.step("length-low", 0 <= length, ref="C1.08, squared norms")
        bend.apply("beta-some", theorems["scale"], S=length, delta=delta, using=["length-low", "radius"], ref="C1.08")
        (beta,) = bend.obtain("beta-small", given="beta-some", names="beta")
        bend.step("square-low", 0 <= square, ref="C1.08, a squared norm")
        bend.apply(
            "gamma-some", theorems["scale"], S=square, delta=alpha, using=["square-low", "alpha-root"], ref="C1.08"
        )
        (gamma,) = bend.obtain("gamma-small", given="gamma-some", names="gamma")
        bend.apply("s-some", theorems["smaller"], X=beta, Y=gamma, using=["beta-small", "gamma-small"], ref="C1.08, s")
        (s,) = bend.obtain("s-small", given="s-some", names="s")
        bend.step(
            "s-beta", s * s * length <= beta * beta * length, using=["s-small", "length-low"], ref="C1.08, s <= beta"
        )
        bend.step(
            "near", 4 * (s * s) * length <= delta * delta, using=["s-beta", "beta-small"], ref="C1.08, a small step"
        )
        bend.step(
            "s-gamma",
            s * s * square <= gamma * gamma * square,
            using=["s-small", "square-low"],
            ref="C1.08, s <= gamma",
        )
        bend.step(
            "bent",
            4 * (s * s) * square <= -q,
            using=["s-gamma", "gamma-small", "alpha-root"],
            ref="C1.08, a small step",
        )
        bend.step("delta-2", delta * delta > 0, using=["radius"], ref="C1.08, the radius")
        for name, sign in (("up", s), ("back", -s)):
            C, D = X + sign * P, Y + sign * Q
            bend.step(
                f"gap-{name}", norm2(C - X) + norm2(D - Y) == s * s * length, by="algebra", ref="C1.08, the distance"
            )
            bend.step(
                f"near-{name}", norm2(C - X) + norm2(D - Y) < delta * delta,
                using=[f"gap-{name}", "near", "length-low", "delta-2"], ref="C1.08, within the radius",
            )  # fmt: skip
            bend.step(f"above-{name}", f(X * Y) <= f(C * D), using=["radius", f"near-{name}"], ref="C1.08, minimality")
            powers = norm2(R) + s * s * q + 2 * (sign * sign) * sign * cubic + (s * s) * (s * s) * square
            bend.step(f"C1.07-{name}", f(C * D) == powers, by="algebra", using=["slope"], ref="C1.07, in powers of s")
        bend.step(
            "rises", 0 <= s * s * q + (s * s) * (s * s) * square,
            using=["above-up", "above-back", "C1.07-up", "C1.07-back"], ref="C1.08, the sum of both",
        )  # fmt: skip
        bend.step("s-2", s * s > 0, using=["s-small"], ref="C1.08, s != 0")
        bend.step("s-4", 4 * (s * s) * (s * s) * square <= -(s * s) * q, using=["s-2", "bent"], ref="C1.08, times s^2")
        bend.step("s-q", s * s * q < 0, using=["s-2", "down"], ref="C1.08, q < 0")
        bend.step("falls", s * s * q + (s * s) * (s * s) * square < 0, using=["s-4", "s-q"], ref="C1.08, q < 0")
    bend.step("curved", 0 <= second(P, Q), using=["not-down"], ref="C1.08")
bend.conclude(using=["C1.08"], ref="C1.08")
