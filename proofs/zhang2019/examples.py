"""Examples: the theory is not empty, and "no bottleneck" is needed in Theorem 3.

f(W) = (W_11 - 1)^2 + (W_22 - 2)^2 + 3 (W_12^2 + W_21^2) is convex. A = e_1, B = e_1^T give W = diag(1, 0) and f(W) = 4.
"""

from __future__ import annotations

from setting import PAPER, Pair, convex, i, in_kernel, lower_elsewhere, spurious
from sympy import Rational
from theorem1_easy import near as minimum_of_layers

from symproof.author import Expression, Proof, both, chain, either, norm2, same

# ---------------------------------------------------------------------------- EX.1: numbers

corner = Proof("example_corner", "EX.1, a corner: x y is at least 3/4 near x = y = 1", source=PAPER)
x, y = corner.scalar("x"), corner.scalar("y")
corner.assume("near", (x - 1) * (x - 1) + (y - 1) * (y - 1) <= Rational(1, 100))
corner.statement(Rational(3, 4) <= x * y)
for name, value, other in (("x", x, y), ("y", y, x)):
    corner.step(f"{name}-rest", 0 <= (other - 1) * (other - 1), ref="EX.1, a square")
    corner.step(f"{name}-gap", 0 <= (value - Rational(9, 10)) * (value - Rational(9, 10)), ref="EX.1, a square")
    corner.step(
        f"{name}-low",
        Rational(9, 10) <= value,
        using=["near", f"{name}-rest", f"{name}-gap"],
        ref="EX.1, at least 9/10",
    )
corner.step("product", Rational(3, 4) <= x * y, using=["x-low", "y-low"], ref="EX.1, 81/100 is more than 3/4")
corner.conclude(using=["product"], ref="EX.1")

least = Proof(
    "example_least", "EX.1, the least value: it is at least 4 for W = (a, b)^T (c, d) with a c >= 3/4", source=PAPER
)
a, b, c, d = (least.scalar(name) for name in "abcd")
least.assume("corner", Rational(3, 4) <= a * c)
first, last, upper, lower = a * c - 1, b * d, a * d, b * c
value = first * first + (last - 2) * (last - 2) + 3 * (upper * upper + lower * lower)
least.statement(4 <= value)
least.step("either", either(last <= 0, 0 < last), ref="EX.1, the sign of w = b d")
with least.cases("EX.1", 4 <= value, using=["either"], ref="EX.1, the sign of w"):
    with least.case("low", last <= 0):
        least.step("low-least", 4 <= value, using=["low"], ref="EX.1, (w - 2)^2 is at least 4")
    with least.case("high", 0 < last):
        least.step("scaled", Rational(3, 4) * last <= a * c * last, using=["corner", "high"], ref="EX.1, (a c) w = y z")
        least.step("difference", 0 <= (upper - lower) * (upper - lower), ref="EX.1, a square")
        least.step(
            "high-least", 4 <= value, using=["scaled", "difference"],
            ref="EX.1, 4 w <= (16/3) y z <= (8/3) (y^2 + z^2)",
        )  # fmt: skip
least.conclude(using=["EX.1"], ref="EX.1")

# ---------------------------------------------------------------------------- EX.1


def loss(proof: Proof, W: Expression) -> Expression:
    """(W_11 - 1)^2 + (W_22 - 2)^2 + 3 (W_12^2 + W_21^2)."""
    one, two, three, four = entries(proof, W)
    return (one - 1) * (one - 1) + (two - 2) * (two - 2) + 3 * (three * three + four * four)


def entries(proof: Proof, W: Expression) -> tuple[Expression, ...]:
    """W_11, W_22, W_12 and W_21."""
    e, c = proof.basis(1, 2), proof.basis(2, 2)
    return e.T * W * e, c.T * W * c, e.T * W * c, c.T * W * e


pair = Proof("example", "EX.1: a convex f with a spurious pair", source=PAPER)


def f(W: Expression) -> Expression:
    """The loss of this example."""
    return loss(pair, W)


e, c = pair.basis(1, 2), pair.basis(2, 2)
is_convex, two = convex(pair, f, 2, 2), Pair(pair, f, 2, 1, 2)
pair.statement(both(is_convex, two.spurious(e, e.T)))

with pair.fix("convex", claim=is_convex, ref="EX.1, f is convex"):
    P, Q, t = pair.matrix("P", 2, 2), pair.matrix("Q", 2, 2), pair.scalar("t")
    pair.assume("between", 0 <= t, t <= 1)
    one, two_, three, four = entries(pair, P - Q)
    size = one * one + two_ * two_ + 3 * (three * three + four * four)
    pair.step("size-low", 0 <= size, ref="EX.1, squares")
    pair.step("weight", 0 <= t * (1 - t), using=["between"], ref="EX.1, t (1 - t) >= 0")
    pair.step("gap-low", 0 <= t * (1 - t) * size, using=["size-low", "weight"], ref="EX.1, the gap is not negative")
    pair.step(
        "chord", t * f(P) + (1 - t) * f(Q) - f(t * P + (1 - t) * Q) == t * (1 - t) * size, by="algebra",
        ref="EX.1, the gap between chord and value",
    )  # fmt: skip
    pair.step("below", f(t * P + (1 - t) * Q) <= t * f(P) + (1 - t) * f(Q), using=["chord", "gap-low"], ref="EX.1")

radius = pair.number(Rational(1, 10))
with pair.fix("minimum", claim=two.minimum(e, e.T, radius), ref="EX.1, the radius is 1/10"):
    C, D = pair.matrix("C", 2, 1), pair.matrix("D", 1, 2)
    pair.assume("near", norm2(C - e) + norm2(D - e.T) < radius * radius)
    a, b, x, y = e.T * C, c.T * C, D * e, D * c
    pair.step("C-size", norm2(C - e) == (a - 1) * (a - 1) + b * b, by="algebra", ref="EX.1, C = (a, b)^T")
    pair.step("D-size", norm2(D - e.T) == (x - 1) * (x - 1) + y * y, by="algebra", ref="EX.1, D = (x, y)")
    pair.step("squares", 0 <= b * b + y * y, ref="EX.1, squares")
    pair.step(
        "corner-near", (a - 1) * (a - 1) + (x - 1) * (x - 1) <= Rational(1, 100),
        using=["near", "C-size", "D-size", "squares"], ref="EX.1, a and x are near 1",
    )  # fmt: skip
    pair.apply("corner", corner, x=a, y=x, using=["corner-near"], ref="EX.1, W_11 = a x is at least 3/4")
    pair.apply("least", least, a=a, b=b, c=x, d=y, using=["corner"], ref="EX.1, f(C D) is at least 4")
    pair.step("value", f(e * e.T) == 4, by="algebra", ref="EX.1, the value at diag(1, 0)")
    pair.step("above", f(e * e.T) <= f(C * D), using=["least", "value"], ref="EX.1")
pair.step("radius-positive", radius > 0, ref="EX.1, the radius is 1/10")
pair.give("local", two.local_minimum(e, e.T), radius, using=["radius-positive", "minimum"], ref="EX.1, a local minimum")
pair.step("lower", f(2 * c * c.T) < f(e * e.T), ref="EX.1, diag(0, 2) has the value 1")
pair.give("worse", two.lower_elsewhere(e, e.T), 2 * c, c.T, using=["lower"], ref="EX.1, it is not a global one")
pair.step("spurious", two.spurious(e, e.T), using=["local", "worse"], ref="EX.1")
pair.conclude(using=["convex", "spurious"], ref="EX.1")

# ---------------------------------------------------------------------------- EX.2

steep = Proof("example_steep", "EX.2: f' is not zero at the minimum, and its factors have rank one", source=PAPER)
e, c = steep.basis(1, 2), steep.basis(2, 2)


def slope(proof: Proof, W: Expression) -> Expression:
    """The gradient of the loss."""
    e, c = proof.basis(1, 2), proof.basis(2, 2)
    one, two, three, four = entries(proof, W)
    return 2 * (one - 1) * (e * e.T) + 2 * (two - 2) * (c * c.T) + 6 * three * (e * c.T) + 6 * four * (c * e.T)


g = steep.define_function("f", 2, 2, lambda Z: loss(steep, Z), gradient=lambda Z: slope(steep, Z))
W, other = e * e.T, 2 * c * c.T
claim = both(g(W) == 4, g(other) == 1, g.gradient(W) != 0, e.T * e == steep.identity(1))
steep.statement(claim)
steep.step("here", g(W) == 4, by="algebra", ref="EX.2, the value at diag(1, 0)")
steep.step("there", g(other) == 1, by="algebra", ref="EX.2, diag(0, 2) has rank one and a smaller value")
steep.step("steep", g.gradient(W) != 0, ref="EX.2, f' = -4 e_2 e_2^T is not zero")
steep.step("rank", e.T * e == steep.identity(1), by="algebra", ref="EX.2, both factors have rank one, as T2 says")
steep.step("EX.2", claim, using=["here", "there", "steep", "rank"], ref="EX.2")
steep.conclude(using=["EX.2"], ref="EX.2")

# ---------------------------------------------------------------------------- EX.3

layer = Proof("example_layer", "EX.3: a spurious minimum with a layer of smaller rank", source=PAPER)
d = layer.size_family("d", i, 0, 3)
for at, width in enumerate((2, 2, 1, 2)):
    layer.assume(f"width-{at}", same(d[at], width))
deficient = layer.exists_family("M", i, 1, 3, d[i], d[i - 1], lambda M: both(
    spurious(layer, lambda W: loss(layer, W), d, 3, M),
    in_kernel(layer, M[1], 2, "u"),
))  # fmt: skip
layer.statement(deficient)

# The layers T of the pair (e_1, e_1^T), and the layers S of a smaller value.
e, c = layer.basis(1, 2), layer.basis(2, 2)
g = layer.define_function("g", 2, 2, lambda Z: loss(layer, Z), gradient=lambda Z: slope(layer, Z))
shape = (d[i], d[i - 1])
T = layer.define_family("T", i, 1, 3, pieces=[(1, 1, e * e.T), (2, 2, e.T), (3, 3, e)], size=shape)
S = layer.define_family("S", i, 1, 3, pieces=[(1, 1, layer.identity(2)), (2, 2, c.T), (3, 3, 2 * c)], size=shape)
layer.apply("pair", pair, ref="EX.3: EX.1")
upper, lower = chain(T, 3, 3), chain(T, 2, 1)
layer.step(
    "T-pair", Pair(layer, g, d[3], d[2], d[0]).local_minimum(upper, lower), using=["pair"], ref="EX.3, (e_1, e_1^T)"
)
layer.apply("T1.06", minimum_of_layers, k=3, j=2, M=T, f=g, using=["T-pair"], ref="EX.3: T1.06")
layer.step("S-value", g(chain(S, 3, 1)) < g(chain(T, 3, 1)), ref="EX.3, the value at diag(0, 2)")
layer.give("worse", lower_elsewhere(layer, g, d, 3, T), S, using=["S-value"], ref="EX.3, T is not global")
layer.step("c-nonzero", c != 0, ref="EX.3, e_2 is not zero")
layer.step("c-kernel", T[1] * c == 0, by="algebra", ref="EX.3, M_1 = diag(1, 0) has rank one")
some = in_kernel(layer, T[1], 2, "u")
layer.give("deficient", some, c, using=["c-nonzero", "c-kernel"], ref="EX.3, M_1 = diag(1, 0) has rank one")
layer.give("EX.3", deficient, T, using=["T1.06", "worse", "deficient"], ref="EX.3")
layer.conclude(using=["EX.3"], ref="EX.3")
