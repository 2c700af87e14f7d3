"""Corollary 1: deep linear networks with the quadratic loss f(W) = ||W X - Y||^2 have no spurious local minima.

The paper cites the two-layer case. The steps C1.03-C1.10 are an alternative without that citation, from the singular
value decomposition (S1) and the theorem of Eckart and Young (S2); their matrix content is here.
"""

from __future__ import annotations

from facts import S1, TWO_LAYERS
from setting import PAPER, middle_case, network

from symproof.author import (
    Claim,
    Expression,
    Proof,
    both,
    chain,
    gradient,
    iff,
    implies,
    inner,
    invertible,
    members,
    norm2,
)

deep = Proof("corollary1", "Corollary 1: deep linear networks with the quadratic loss", source=PAPER)
net = network(deep)
mid = middle_case(deep, net)
k, d, M, j = net.k, net.d, net.M, mid.j
s = deep.size("s")
X, Y = deep.matrix("X", d[0], s), deep.matrix("Y", d[k], s)
A0, B0 = deep.matrix("A0", d[k], d[j]), deep.matrix("B0", d[j], d[0])


def loss(V: Expression, X: Expression, Y: Expression) -> Expression:
    """f(V) = ||V X - Y||^2, for s samples."""
    return norm2(V * X - Y)


deep_is_spurious = deep.predicate("has_spurious_minimum", loss(chain(M, k, 1), X, Y), members(M, 1, k))
shallow_is_spurious = deep.predicate("has_spurious_minimum", loss(A0 * B0, X, Y), A0, B0)
deep.statement(~deep_is_spurious)
deep.apply(
    "C1.theorem-1",
    "zhang2019/theorem1",
    iff(deep_is_spurious, shallow_is_spurious),
    ref="C1.02: T1.18",
    expect="unknown",
)
deep.cite("C1.02", ~shallow_is_spurious, source=TWO_LAYERS, ref="C1.02, the paper's citation")
deep.conclude(using=["C1.theorem-1", "C1.02"], ref="Corollary 1, middle case", expect="unknown")

# ---------------------------------------------------------------------------- two layers, without the citation

proof = Proof("corollary1-two-layers", "Corollary 1: two layers, without the citation", source=PAPER)
m, n, d, s = proof.sizes("m n d s")
X, Y, W = proof.matrix("X", n, s), proof.matrix("Y", m, s), proof.matrix("W", m, n)
A, B = proof.matrix("A", m, d), proof.matrix("B", d, n)
proof.statement(~proof.predicate("has_spurious_minimum", loss(A * B, X, Y), A, B))

slope = 2 * (W * X - Y) * X.T
proof.step("C1.01.gradient", gradient(loss(W, X, Y), W) == slope, by="calculus", ref="C1.01, the gradient")
with proof.fix("tangent"):
    Z = proof.matrix("Z", m, n)
    above = loss(Z, X, Y) - loss(W, X, Y) - inner(slope, Z - W)
    proof.step("C1.01.identity", above == norm2((Z - W) * X), by="algebra", ref="C1.01, the exact identity")
    proof.step(
        "C1.01.tangent", above >= 0, by="real", using=["C1.01.identity"], ref="C1.01, f is convex", expect="unknown"
    )

# ---------------------------------------------------------------------------- reduction to the rows of X

with proof.fix("reduction"):
    r = proof.size("r")
    L, N = proof.matrix("L", n, r), proof.matrix("N", r, s)
    proof.assume("factors", X == L * N)
    proof.assume("orthonormal-rows", N * N.T == proof.identity(r))
    T = proof.define("T", Y * N.T)
    gram = (W * L * N - Y) * (W * L * N - Y).T - (W * L - T) * (W * L - T).T - Y * Y.T + T * N * Y.T
    proof.step(
        "C1.04.certificate", gram == W * L * (N * N.T - proof.identity(r)) * L.T * W.T, by="algebra",
        ref="C1.04, the certificate",
    )  # fmt: skip
    proof.step("C1.04.gram", gram == 0, by="algebra", using=["orthonormal-rows"], ref="C1.04, the Gram matrices")
    proof.step(
        "C1.04", norm2(W * X - Y) == norm2(W * L - T) + norm2(Y) - norm2(Y * N.T),
        by="algebra", using=["factors", "orthonormal-rows"], ref="C1.04",
    )  # fmt: skip
    L1 = proof.matrix("L1", r, n)
    proof.assume("left-inverse", L1 * L == proof.identity(r))
    E = proof.matrix("E", d, r)
    proof.step(
        "C1.05.lift", (B + E * L1) * L == B * L + E, by="algebra", using=["left-inverse"],
        ref="C1.05, a move of B' lifts to B",
    )  # fmt: skip
    proof.step(
        "C1.05.target", E * L1 * L == E, by="algebra", using=["left-inverse"], ref="C1.05, a better B* lifts to B* L1",
    )  # fmt: skip


def decomposes(U: Expression, D: Expression, V: Expression) -> Claim:
    """X = U D V with U, V orthogonal and D diagonal."""
    orthogonal = both(U.T * U == proof.identity(n), V * V.T == proof.identity(s))
    return both(X == U * D * V, orthogonal, proof.predicate("diagonal", D))


singular_values = proof.exists("U", n, n, lambda U: proof.exists(
    "D", n, s, lambda D: proof.exists("V", s, s, lambda V: decomposes(U, D, V))
))  # fmt: skip
proof.cite("C1.03.decomposition", singular_values, fact=S1, ref="C1.03, S1 for X")

# ---------------------------------------------------------------------------- moving A B along a singular pair of R

with proof.fix("singular-pair"):
    r = proof.size("r")
    T, B1 = proof.matrix("T", m, r), proof.matrix("B1", d, r)
    R = proof.define("R", T - A * B1)
    u, v, sigma = proof.column("u", m), proof.column("v", r), proof.scalar("sigma")
    with proof.fix("any-two-factors"):
        # C1.06 at any A, B': with h(Z) = ||Z - T||^2 and h'(A B') = -2 R. At a minimum both gradients vanish (P.04).
        Z = proof.matrix("Z", m, r)
        proof.step("C1.06.slope", gradient(norm2(Z - T), Z) == 2 * (Z - T), by="calculus", ref="C1.06, h'")
        proof.step("C1.06.at-AB", 2 * (A * B1 - T) == -2 * R, by="algebra", ref="C1.06, h'(A B') = -2 R")
        value = norm2(A * B1 - T)
        proof.step("C1.06.A", gradient(value, A) == -2 * R * B1.T, by="calculus", ref="C1.06, the gradient by A")
        proof.step("C1.06.B", gradient(value, B1) == -2 * A.T * R, by="calculus", ref="C1.06, the gradient by B'")
    proof.assume("stationary", A.T * R == 0, R * B1.T == 0)
    proof.assume("singular", R * v == sigma * u, R.T * u == sigma * v)
    proof.assume("unit", u.T * u == 1, v.T * v == 1)
    proof.assume("sigma-nonzero", invertible(sigma))
    delta = proof.scalar("delta")
    proof.assume("minimum", proof.predicate("local_minimum", norm2(T - A * B1), A, B1, delta))
    proof.step("C1.07.A", sigma * (A.T * u) == 0, by="algebra", using=["stationary", "singular"], ref="C1.07, A^T u")
    proof.step("C1.07.B", sigma * (B1 * v) == 0, by="algebra", using=["stationary", "singular"], ref="C1.07, B' v")
    proof.step("C1.07.A0", A.T * u == 0, by="algebra", using=["C1.07.A", "sigma-nonzero"], ref="C1.07, A^T u = 0")
    proof.step("C1.07.B0", B1 * v == 0, by="algebra", using=["C1.07.B", "sigma-nonzero"], ref="C1.07, B' v = 0")
    t, a, b = proof.scalar("t"), proof.column("a", d), proof.column("b", d)
    moved = norm2(T - (A + t * u * a.T) * (B1 + t * b * v.T))
    second = norm2(B1.T * a) + norm2(A * b) - 2 * sigma * (a.T * b)
    proof.step(
        "C1.07", moved - norm2(R) == t**2 * second + t**4 * (a.T * b) ** 2,
        by="algebra", using=["singular", "unit", "C1.07.A0", "C1.07.B0"], ref="C1.07, the expansion",
    )  # fmt: skip
    with proof.fix("small-move"):
        h0, h1, p, q, tau = (proof.scalar(name) for name in ("h0", "h1", "p", "q", "tau"))
        proof.assume("C1.08-value", h1 == h0 - q * tau + p * tau * tau)
        proof.assume("C1.08-minimum", h0 <= h1)
        proof.assume("C1.08-small", tau > 0, p * tau < q)
        proof.step(
            "C1.08.real", h1 < h0, by="real", using=["C1.08-value", "C1.08-small"], ref="C1.08, against h_0 <= h_t",
        )  # fmt: skip
    inequality = proof.for_all_matrices("a1", d, 1, lambda a: proof.for_all_matrices(
        "b1", d, 1, lambda b: 2 * sigma * (a.T * b) <= norm2(B1.T * a) + norm2(A * b)
    ))  # fmt: skip
    proof.step("C1.08", inequality, by="analysis", using=["C1.07", "minimum"], ref="C1.08", expect="unknown")
    with proof.fix("one-direction"):
        c = proof.column("c", d)
        a, b = proof.define("a2", sigma * c), proof.define("b2", B1 * B1.T * c)
        difference = norm2(A * B1 * B1.T * c) - sigma**2 * norm2(B1.T * c)
        proof.step(
            "C1.09.values", norm2(B1.T * a) + norm2(A * b) - 2 * sigma * (a.T * b) == difference,
            by="algebra", ref="C1.09, the values at a = sigma c, b = B' B'^T c",
        )  # fmt: skip
        proof.step(
            "C1.09.inequality", sigma**2 * norm2(B1.T * c) <= norm2(A * B1 * B1.T * c),
            by="real", using=["C1.08", "C1.09.values"], ref="C1.09, the inequality", expect="unknown",
        )  # fmt: skip
    proof.step(
        "C1.10.left", (A * B1).T * R == 0, by="algebra", using=["stationary"], ref="C1.10, (A B')^T R = 0",
    )  # fmt: skip
    proof.step("C1.10.right", A * B1 * R.T == 0, by="algebra", using=["stationary"], ref="C1.10, A B' R^T = 0")
    best = proof.for_all_matrices("Z", m, r, lambda Z: implies(
        proof.exists("Z1", m, d, lambda Z1: proof.exists("Z2", d, r, lambda Z2: Z == Z1 * Z2)), norm2(R) <= norm2(T - Z)
    ))  # fmt: skip
    proof.step(
        "C1.10",
        best,
        by="rank",
        using=["C1.03.decomposition", "C1.08", "C1.10.left", "C1.10.right"],
        ref="C1.10: S2",
        expect="unknown",
    )

proof.conclude(using=["C1.01.gradient", "C1.03.decomposition"], ref="C1.10", expect="unknown")
