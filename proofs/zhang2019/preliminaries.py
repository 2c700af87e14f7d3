"""Preliminaries (P): gradients, what local minima inherit, transposition, and products under small changes."""

from __future__ import annotations

from facts import A2
from parts import (
    layer_gradient,
    nearby_minimum,
    restriction,
    reversed_middle,
    reversed_minimum,
    reversed_network,
    stationary_layers,
    two_factor_gradients,
)
from setting import PAPER, convex, i, local_minimum, middle_case, network

from symproof.author import Proof, chain, for_all, gradient, implies, index, inner

y = index("y")


def data_loss(proof: Proof) -> None:
    """P.09 for any number s of data points x_1, ..., x_s, the columns of X: f(Z) = F(Z X), where F(U) is the sum over
    y of f_y(U e_y), so that column y of F'(Z X) is the gradient g_y of f_y at Z x_y. Of F no more than that is used.
    """
    m, n, s = proof.sizes("m n s")
    F, Z, X = proof.function("F", m, s), proof.matrix("Z", m, n), proof.matrix("X", n, s)
    slope, e = F.gradient(Z * X), proof.basis(y, s)
    proof.step("P.09", gradient(F(Z * X), Z) == slope * X.T, by="calculus", ref="P.09, the gradient")

    x, g = proof.family("x", y, 1, s, n), proof.family("g", y, 1, s, m)
    # Sums over the first data points: C_y of x_y e_y^T, so that X = C_s, and T_y of g_y x_y^T.
    C, T = proof.family("C", y, 0, s, n, s), proof.family("T", y, 0, s, m, n)
    proof.assume("data-points", C[0] == 0, for_all(y, 1, s, C[y] == C[y - 1] + x[y] * e.T), C[s] == X)
    proof.assume("gradients", for_all(y, 1, s, slope * e == g[y]))
    proof.assume("sum", T[0] == 0, for_all(y, 1, s, T[y] == T[y - 1] + g[y] * x[y].T))
    proof.step(
        "P.09.partial", for_all(y, 0, s, slope * C[y].T == T[y]), by="induction",
        using=["data-points", "gradients", "sum"], ref="P.09, the sum over the first data points",
    )  # fmt: skip
    proof.step(
        "P.09.sum", slope * X.T == T[s], by="algebra", using=["data-points", "P.09.partial"],
        ref="P.09, the gradient is the sum over all data points",
    )  # fmt: skip


proof = Proof("preliminaries", "Preliminaries: gradients, minima, transposition", source=PAPER)
net = network(proof)
mid = middle_case(proof, net)
k, d, M, f, W, G = net.k, net.d, net.M, net.f, net.W, net.G
delta = proof.scalar("delta")
proof.assume("radius", delta > 0)
proof.assume("minimum", local_minimum(proof, f(W), M, 1, k, delta))
proof.assume("convex", convex(proof, f, d[k], d[0]))

two_factor_gradients(proof)
layer_gradient(proof, net)
restriction(proof)
stationary_layers(proof, net, delta)

# P.05, P.08: where f' vanishes, a convex f is minimal; a tuple whose product is a global minimum is one itself.
minimal = proof.for_all_matrices("Z", d[k], d[0], lambda Z: f(W) <= f(Z))
first_order = proof.for_all_matrices("Z", d[k], d[0], lambda Z: f(W) + inner(G, Z - W) <= f(Z))
proof.cite("P.05.A2", first_order, fact=A2, using=["convex"], ref="P.05, A2")
with proof.suppose("stationary", G == 0, then="P.05", claim=implies(G == 0, minimal), ref="P.05", expect="unknown"):
    with proof.fix("any-product"):
        Z = proof.matrix("Z0", d[k], d[0])
        proof.step(
            "P.05.term", inner(G, Z - W) == 0, by="algebra", using=["stationary"], ref="P.05, <f'(W), Z - W> = 0"
        )
    proof.step("P.05.minimal", minimal, by="real", using=["P.05.A2", "stationary"], ref="P.05", expect="unknown")
with proof.fix("any-tuple"):
    proof.assume("global", minimal)
    M1 = proof.family("M1", i, 1, k, d[i], d[i - 1])
    proof.step("P.08", f(W) <= f(chain(M1, k, 1)), by="logic", using=["global"], ref="P.08")

# P.07, P.09: affine maps before f, and the loss of a data set.
with proof.fix("affine"):
    m, n, p, q = proof.sizes("m n p q")
    h = proof.function("h", m, n)
    U, X, V, C = proof.matrix("U", m, p), proof.matrix("X", p, q), proof.matrix("V", q, n), proof.matrix("C", m, n)
    proof.step(
        "P.07.gradient", gradient(h(U * X * V + C), X) == U.T * h.gradient(U * X * V + C) * V.T,
        by="calculus", ref="P.07, the gradient; A3",
    )  # fmt: skip
with proof.fix("data-set"):
    data_loss(proof)
with proof.fix("two-data-points"):
    m, n = proof.sizes("m n")
    f1, f2 = proof.function("f1", m, 1), proof.function("f2", m, 1)
    x1, x2, Z = proof.column("x1", n), proof.column("x2", n), proof.matrix("Z", m, n)
    proof.step(
        "P.09.two", gradient(f1(Z * x1) + f2(Z * x2), Z) == f1.gradient(Z * x1) * x1.T + f2.gradient(Z * x2) * x2.T,
        by="calculus", ref="P.09, the gradient for two data points",
    )  # fmt: skip

N = reversed_network(proof, net)
reversed_middle(proof, net, mid, N)
reversed_minimum(proof, net, N, delta)

# P.11: how far a product moves.
with proof.fix("products"):
    m, n, p = proof.sizes("m n p")
    X, X1, Y, Y1 = proof.matrix("X", m, p), proof.matrix("X1", m, p), proof.matrix("Y", p, n), proof.matrix("Y1", p, n)
    proof.step(
        "P.11.difference", X1 * Y1 - X * Y == (X1 - X) * Y1 + X * (Y1 - Y), by="algebra", ref="P.11, the identity",
    )  # fmt: skip
with proof.fix("modulus"):
    K, nu, tau, move, first, second, x, y1 = (
        proof.scalar(name) for name in ("K", "nu", "tau", "move", "first", "second", "x", "y1")
    )
    proof.assume("P.11-norms", move <= first * y1 + x * second)
    proof.assume("P.11-bounds", x <= K, y1 <= K + nu, first < nu, second < nu, nu <= 1)
    proof.assume("P.11-positive", first >= 0, second >= 0, x >= 0, y1 >= 0, tau > 0, nu * (2 * K + 1) <= tau)
    proof.step(
        "P.11", move < tau, by="real", using=["P.11-norms", "P.11-bounds", "P.11-positive"],
        ref="P.11, one product: N5",
    )  # fmt: skip

nearby_minimum(proof)
