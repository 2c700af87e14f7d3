"""Preliminaries (P): gradients, what local minima inherit, convex losses, minima nearby."""

from __future__ import annotations

from setting import (
    PAPER,
    Pair,
    convex,
    distance,
    i,
    lower_products,
    minimum,
    network,
    upper_products,
)

from proofs.zhang2019.theorems.derived import axioms
from symproof.author import Expression, Proof, both, chain, for_all, gradient, implies, index, norm2, summation

y = index("y")

# ---------------------------------------------------------------------------- P.01-P.03: gradients

factors = Proof("gradients", "P.01, P.02: the gradients of L(X, Y) = f(X Y)", source=PAPER)
n, b, m = factors.sizes("n b m")
f, X, Y = factors.function("f", m, n), factors.matrix("X", m, b), factors.matrix("Y", b, n)
G = f.gradient(X * Y)
by_X, by_Y = gradient(f(X * Y), X) == G * Y.T, gradient(f(X * Y), Y) == X.T * G
factors.statement(both(by_X, by_Y))
factors.step("P.01", by_X, by="calculus", ref="P.01")
factors.step("P.02", by_Y, by="calculus", ref="P.02")
factors.conclude(using=["P.01", "P.02"], ref="P.01, P.02")

layer = Proof("layer_gradients", "P.03: the gradient of L_k by one layer", source=PAPER)
net = network(layer)
k, M, f, W, G = net.k, net.M, net.f, net.W, net.G
P, Q = lower_products(layer, net), upper_products(layer, net)
slopes = for_all(i, 1, k, gradient(f(W), M[i]) == Q[i].T * G * P[i - 1].T)
layer.statement(slopes)
layer.step("P.03", slopes, by="calculus", ref="P.03")
layer.conclude(using=["P.03"], ref="P.03")

# ---------------------------------------------------------------------------- P.04, P.06: minima of single layers

one = Proof("one_factor", "P.06: a local minimum in both factors is one in each", source=PAPER)
n, b, m = one.sizes("n b m")
f, X, Y = one.function("f", m, n), one.matrix("X", m, b), one.matrix("Y", b, n)
delta = one.scalar("delta")
pair = Pair(one, f, m, b, n)
one.assume("minimum", pair.minimum(X, Y, delta))
alone = one.for_all_matrices("R", m, b, lambda R: implies(norm2(R - X) < delta * delta, f(X * Y) <= f(R * Y)))
one.statement(alone)
with one.fix("P.06", claim=alone, ref="P.06"):
    Z = one.matrix("Z", m, b)
    one.assume("near", norm2(Z - X) < delta * delta)
    one.step("both-near", norm2(Z - X) + norm2(Y - Y) < delta * delta, using=["near"], ref="P.06, the same distance")
    one.step("above", f(X * Y) <= f(Z * Y), using=["minimum", "both-near"], ref="P.06")
one.conclude(using=["P.06"], ref="P.06")

critical_pair = Proof(
    "critical_pair", "Critical pair: at a local minimum of f(X Y) both gradients vanish", source=PAPER
)
n, b, m = critical_pair.sizes("n b m")
f = critical_pair.function("f", m, n)
X, Y = critical_pair.matrix("X", m, b), critical_pair.matrix("Y", b, n)
critical_pair.assume("minimum", Pair(critical_pair, f, m, b, n).local_minimum(X, Y))
G = f.gradient(X * Y)
critical_pair.statement(both(G * Y.T == 0, X.T * G == 0))
(delta,) = critical_pair.obtain("radius", given="minimum", names="delta")
g = critical_pair.define_function("g", m, b, lambda Z: f(Z * Y), gradient=lambda Z: f.gradient(Z * Y) * Y.T)
critical_pair.apply("X-alone", one, using=["radius"], ref="P.04: P.06 for X")
critical_pair.apply(
    "g-flat", axioms["A1"], f=g, p=m, q=b, using=["radius", "X-alone"], ref="P.04: Fermat's rule A1 for g(Z) = f(Z Y)"
)
critical_pair.step("flat-X", G * Y.T == 0, using=["g-flat"], ref="P.04, g'(X) = f'(X Y) Y^T")
h = critical_pair.define_function("h", b, n, lambda Z: f(X * Z), gradient=lambda Z: X.T * f.gradient(X * Z))
alone = critical_pair.for_all_matrices("Z", b, n, lambda Z: implies(norm2(Z - Y) < delta * delta, f(X * Y) <= f(X * Z)))
with critical_pair.fix("Y-alone", claim=alone, ref="P.04: P.06 for Y"):
    Q = critical_pair.matrix("Q", b, n)
    critical_pair.assume("near", norm2(Q - Y) < delta * delta)
    critical_pair.step("both-near", norm2(X - X) + norm2(Q - Y) < delta * delta, using=["near"], ref="P.04: P.06 for Y")
    critical_pair.step("above", f(X * Y) <= f(X * Q), using=["radius", "both-near"], ref="P.04: P.06 for Y")
critical_pair.apply(
    "h-flat", axioms["A1"], X=Y, f=h, p=b, q=n, using=["radius", "Y-alone"], ref="P.04: A1 for h(Z) = f(X Z)"
)
critical_pair.step("flat-Y", X.T * G == 0, using=["h-flat"], ref="P.04, h'(Y) = X^T f'(X Y)")
critical_pair.conclude(using=["flat-X", "flat-Y"], ref="P.04")

critical = Proof("critical_layers", "P.04: at a local minimum the gradient by every layer is zero", source=PAPER)
net = network(critical)
k, d, M, f, W, G = net.k, net.d, net.M, net.f, net.W, net.G
P, Q = lower_products(critical, net), upper_products(critical, net)
delta = critical.scalar("delta")
critical.assume("radius", delta > 0)
critical.assume("minimum", minimum(critical, f, lambda at: d[at], k, M, delta))
flat = for_all(i, 1, k, Q[i].T * G * P[i - 1].T == 0)
critical.statement(flat)
with critical.fix("P.04", claim=flat, ref="P.04"):
    s = critical.integer("s")
    critical.assume("layer", 1 <= s, s <= k)
    rows, columns = d[s], d[s - 1]
    g = critical.define_function(
        "g", rows, columns, lambda Z: f(Q[s] * Z * P[s - 1]),
        gradient=lambda Z: Q[s].T * f.gradient(Q[s] * Z * P[s - 1]) * P[s - 1].T,
    )  # fmt: skip
    lowest = critical.for_all_matrices(
        "Y", rows, columns, lambda Y: implies(norm2(Y - M[s]) < delta * delta, g(M[s]) <= g(Y))
    )
    critical.step("W-split", W == Q[s] * M[s] * P[s - 1], by="algebra", ref="P.04, W = Q_s M_s P_{s-1}")
    with critical.fix("g-minimum", claim=lowest, ref="P.04: P.06 for layer s"):
        Z = critical.matrix("Z", rows, columns)
        critical.assume("near", norm2(Z - M[s]) < delta * delta)
        T = critical.define_family("T", i, 1, k, pieces=[(1, s - 1, M[i]), (s, s, Z), (s + 1, k, M[i])])
        whole, upper = distance(T, M, 1, k), distance(T, M, s, k)
        critical.step("split", whole == distance(T, M, 1, s - 1) + upper, ref="P.06, the distance")
        critical.step("split-s", upper == distance(T, M, s, s) + distance(T, M, s + 1, k), ref="P.06, the distance")
        critical.step("below-s", distance(T, M, 1, s - 1) == 0, ref="P.06, the layers below s stay")
        critical.step("at-s", distance(T, M, s, s) == norm2(Z - M[s]), ref="P.06, layer s moves")
        critical.step("above-s", distance(T, M, s + 1, k) == 0, ref="P.06, the layers above s stay")
        critical.step(
            "T-near", whole < delta * delta, using=["split", "split-s", "below-s", "at-s", "above-s", "near"],
            ref="P.06, the same distance",
        )  # fmt: skip
        critical.step("T-above", f(W) <= f(chain(T, k, 1)), using=["minimum", "T-near"], ref="P.06, M is minimal")
        critical.step("g-above", g(M[s]) <= g(Z), using=["T-above", "W-split"], ref="P.04, g(Z) = f(Q_s Z P_{s-1})")
    critical.apply(
        "g-flat", axioms["A1"], X=M[s], f=g, p=rows, q=columns, using=["radius", "g-minimum"],
        ref="P.04: Fermat's rule A1 for g",
    )  # fmt: skip
    critical.step(
        "flat-s", Q[s].T * G * P[s - 1].T == 0, by="algebra", using=["g-flat"],
        ref="P.04, g'(M_s) = Q_s^T f'(W) P_{s-1}^T: P.03",
    )  # fmt: skip
critical.conclude(using=["P.04"], ref="P.04")

# ---------------------------------------------------------------------------- P.05, P.08: global minima

flat_is_global = Proof("flat_is_global", "P.05: a convex f is minimal where f' vanishes", source=PAPER)
p, q = flat_is_global.sizes("p q")
f, X = flat_is_global.function("f", p, q), flat_is_global.matrix("X", p, q)
flat_is_global.assume("convex", convex(flat_is_global, f, p, q))
flat_is_global.assume("flat", f.gradient(X) == 0)
lowest = flat_is_global.for_all_matrices("R", p, q, lambda R: f(X) <= f(R))
flat_is_global.statement(lowest)
with flat_is_global.fix("P.05", claim=lowest, ref="P.05"):
    Z = flat_is_global.matrix("Z", p, q)
    flat_is_global.apply("tangent", axioms["A2"], using=["convex"], ref="P.05, A2 at X")
    flat_is_global.step("below", f(X) <= f(Z), using=["tangent", "flat"], ref="P.05, <f'(X), Z - X> = 0")
flat_is_global.conclude(using=["P.05"], ref="P.05")

global_layers = Proof("global_layers", "P.08: layers of a global minimum of f are one of L_k", source=PAPER)
net = network(global_layers)
k, d, f, W = net.k, net.d, net.f, net.W
global_layers.assume("global", global_layers.for_all_matrices("Z", d[k], d[0], lambda Z: f(W) <= f(Z)))
lowest = global_layers.for_all_families("R", i, 1, k, d[i], d[i - 1], lambda R: f(W) <= f(chain(R, k, 1)))
global_layers.statement(lowest)
with global_layers.fix("P.08", claim=lowest, ref="P.08"):
    N = global_layers.family("N", i, 1, k, d[i], d[i - 1])
    global_layers.step("above", f(W) <= f(chain(N, k, 1)), using=["global"], ref="P.08, at Z = N_k ... N_1")
global_layers.conclude(using=["P.08"], ref="P.08")

# ---------------------------------------------------------------------------- P.07, P.09: convex losses

affine = Proof("affine_maps", "P.07: f(U X V + C) is convex and differentiable if f is", source=PAPER)
n, m, p, q = affine.sizes("n m p q")
f = affine.function("f", m, n)
U, V, C, Z = affine.matrix("U", m, p), affine.matrix("V", q, n), affine.matrix("C", m, n), affine.matrix("Z", p, q)
affine.assume("convex", convex(affine, f, m, n))
affine.step(
    "slope", gradient(f(U * Z * V + C), Z) == U.T * f.gradient(U * Z * V + C) * V.T, by="calculus", ref="P.07, A3",
)  # fmt: skip
affine.statement(convex(affine, lambda X: f(U * X * V + C), p, q))
with affine.fix("P.07", claim=convex(affine, lambda X: f(U * X * V + C), p, q), ref="P.07, A4"):
    P, Q, t = affine.matrix("P", p, q), affine.matrix("Q", p, q), affine.scalar("t")
    affine.assume("between", 0 <= t, t <= 1)
    at_P, at_Q, mixed = U * P * V + C, U * Q * V + C, U * (t * P + (1 - t) * Q) * V + C
    affine.step("mixed", mixed == t * at_P + (1 - t) * at_Q, by="algebra", ref="P.07, an affine map")
    affine.step("value", f(mixed) == f(t * at_P + (1 - t) * at_Q), using=["mixed"], ref="P.07, the same value")
    chord = t * f(at_P) + (1 - t) * f(at_Q)
    affine.step("below", f(t * at_P + (1 - t) * at_Q) <= chord, using=["convex", "between"], ref="P.07, f is convex")
    affine.step("P.07.below", f(mixed) <= chord, using=["value", "below"], ref="P.07, A4")
affine.conclude(using=["P.07"], ref="P.07")

data = Proof("data_loss", "P.09: the loss of a data set is convex", source=PAPER)
s = data.integer("s")
data.assume("some", 1 <= s)
n, m = data.sizes("n m")
f = data.function("f", m, 1)
x, c = data.family("x", i, 1, s, n), data.family("c", i, 1, s, m)
data.assume("convex", convex(data, f, m, 1))
total = convex(data, lambda Z: summation(i, 1, s, f(Z * x[i] - c[i])), m, n)
data.statement(total)
with data.fix("P.09", claim=total, ref="P.09, the sum of convex losses f(Z x_i - c_i)"):
    P, Q, t = data.matrix("P", m, n), data.matrix("Q", m, n), data.scalar("t")
    data.assume("between", 0 <= t, t <= 1)

    def sides(at: object) -> tuple[Expression, Expression]:
        """The value of one loss between P and Q, and the chord."""
        at_P, at_Q, mixed = P * x[at] - c[at], Q * x[at] - c[at], (t * P + (1 - t) * Q) * x[at] - c[at]
        return f(mixed), t * f(at_P) + (1 - t) * f(at_Q)

    with data.fix("each", claim=for_all(i, 1, s, sides(i)[0] <= sides(i)[1]), ref="P.09, one loss"):
        h = data.integer("h")
        data.assume("point", 1 <= h, h <= s)
        at_P, at_Q = P * x[h] - c[h], Q * x[h] - c[h]
        mixed, chord = (t * P + (1 - t) * Q) * x[h] - c[h], t * f(at_P) + (1 - t) * f(at_Q)
        data.step("mixed", mixed == t * at_P + (1 - t) * at_Q, by="algebra", ref="P.09, an affine map")
        data.step("value", f(mixed) == f(t * at_P + (1 - t) * at_Q), using=["mixed"], ref="P.09, the same value")
        data.step("below", f(t * at_P + (1 - t) * at_Q) <= chord, using=["convex", "between"], ref="P.09, f is convex")
        data.step("one-loss", f(mixed) <= chord, using=["value", "below"], ref="P.09, one loss")
    sums = [summation(i, 1, s, side) for side in sides(i)]
    data.step("all", sums[0] <= sums[1], using=["each"], ref="P.09, the sum over the data")
    losses = [summation(i, 1, s, f(Z * x[i] - c[i])) for Z in (P, Q)]
    data.step("P.09.below", sums[0] <= t * losses[0] + (1 - t) * losses[1], using=["all"], ref="P.09")
data.conclude(using=["P.09"], ref="P.09")

data_slope = Proof("data_gradient", "P.09: the gradient of the loss of a data set", source=PAPER)
m, n, s = data_slope.sizes("m n s")
F, Z, X = data_slope.function("F", m, s), data_slope.matrix("Z", m, n), data_slope.matrix("X", n, s)
x, g, e = data_slope.family("x", y, 1, s, n), data_slope.family("g", y, 1, s, m), data_slope.basis(y, s)
data_slope.assume("data", X == summation(y, 1, s, x[y] * e.T))
data_slope.assume("slopes", for_all(y, 1, s, g[y] == F.gradient(Z * X) * e))
rule = gradient(F(Z * X), Z) == F.gradient(Z * X) * X.T
samples, sums = F.gradient(Z * X) * e * x[y].T, summation(y, 1, s, g[y] * x[y].T)
data_slope.statement(both(rule, F.gradient(Z * X) * X.T == sums))
data_slope.step("chain-rule", rule, by="calculus", ref="P.09: A3")
data_slope.step(
    "each", for_all(y, 1, s, g[y] * x[y].T == samples), by="algebra", using=["slopes"], ref="P.09, one point"
)
data_slope.step("all", sums == summation(y, 1, s, samples), using=["each"], ref="P.09, the sum over the points")
data_slope.step(
    "P.09", F.gradient(Z * X) * X.T == sums, by="algebra", using=["data", "all"],
    ref="P.09, the columns of X are the data",
)  # fmt: skip
data_slope.conclude(using=["chain-rule", "P.09"], ref="P.09, g_y is the gradient of f_y at Z x_y")

# ---------------------------------------------------------------------------- P.12: small changes

nearby = Proof("nearby_minimum", "P.12: a point near a local minimum with its value is one", source=PAPER)
net = network(nearby)
k, d, M, f, W = net.k, net.d, net.M, net.f, net.W
T, delta = nearby.family("T", i, 1, k, d[i], d[i - 1]), nearby.scalar("delta")
nearby.assume("radius", delta > 0)
nearby.assume("minimum", minimum(nearby, f, lambda at: d[at], k, M, delta))
nearby.assume("near", 4 * distance(T, M, 1, k) <= delta * delta)
nearby.assume("value", f(chain(T, k, 1)) == f(W))
half = delta / 2
nearby.statement(both(half > 0, minimum(nearby, f, lambda at: d[at], k, T, half)))
nearby.step("half-positive", half > 0, using=["radius"], ref="P.12, delta / 2")
closer = minimum(nearby, f, lambda at: d[at], k, T, half)
with nearby.fix(
    "P.12", claim=closer, ref='P.12, "Claim 1 in [11]"',
):  # fmt: skip
    N = nearby.family("N", i, 1, k, d[i], d[i - 1])
    nearby.assume("close", distance(N, T, 1, k) < half * half)
    gaps = 2 * (norm2(N[i] - T[i]) + norm2(T[i] - M[i]))
    nearby.step(
        "parallelogram", for_all(i, 1, k, norm2(N[i] - M[i]) <= gaps), ref="P.12, ||a + b||^2 <= 2 (||a||^2 + ||b||^2)"
    )
    nearby.step("sums", distance(N, M, 1, k) <= summation(i, 1, k, gaps), using=["parallelogram"], ref="P.12, the sum")
    nearby.step(
        "N-near", distance(N, M, 1, k) < delta * delta, using=["sums", "close", "near"], ref="P.12, N is near M",
        note="The paper refers to another paper here; the triangle inequality is enough (erratum 10).",
    )  # fmt: skip
    nearby.step("N-above", f(W) <= f(chain(N, k, 1)), using=["minimum", "N-near"], ref="P.12, M is minimal")
    nearby.step("T-below", f(chain(T, k, 1)) <= f(chain(N, k, 1)), using=["N-above", "value"], ref="P.12")
nearby.conclude(using=["half-positive", "P.12"], ref="P.12")
