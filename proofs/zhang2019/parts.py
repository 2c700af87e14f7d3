"""Parts that several proofs of this folder share, each recorded step by step into the proof that needs it.

P.01-P.04 and P.06 (gradients), P.12 (a nearby minimum), PUSH (the one construction behind both theorems), Lemma 2.
"""

from __future__ import annotations

import sympy
from facts import A1, N4
from setting import Middle, Network, i, local_minimum, local_minimum_at

from symproof.author import (
    Claim,
    Expression,
    Family,
    Proof,
    both,
    chain,
    exists_index,
    for_all,
    gradient,
    implies,
    index,
    negation,
    norm2,
)

l = index("l")  # noqa: E741 - the paper's name


# ------------------------------------------------------------------------------------------------ gradients (P)


def two_factor_gradients(proof: Proof) -> None:
    """P.01 and P.02: the gradients of L(X, Y) = h(X Y)."""
    with proof.fix("two-factors"):
        r, s, q = proof.sizes("r s q")
        h = proof.function("h", r, s)
        X = proof.matrix("X", r, q)
        Y = proof.matrix("Y", q, s)
        proof.step("P.01", gradient(h(X * Y), X) == h.gradient(X * Y) * Y.T, by="calculus", ref="P.01")
        proof.step("P.02", gradient(h(X * Y), Y) == X.T * h.gradient(X * Y), by="calculus", ref="P.02")


def layer_gradient(proof: Proof, net: Network) -> None:
    """P.03: the gradient of L_k by one layer."""
    f, M, P, Q, W, G = net.f, net.M, net.P, net.Q, net.W, net.G
    proof.step(
        "P.03", for_all(i, 1, net.k, gradient(f(W), M[i]) == Q[i].T * G * P[i - 1].T),
        by="calculus", ref="P.03",
    )  # fmt: skip


def restriction(proof: Proof) -> None:
    """P.06: a local minimum (y0, z0) is one in y alone. D is the distance in both, D1 that in y; L0 <= L1 are the
    values of L, g0 and g1 those of y -> L(y, z0)."""
    with proof.fix("restriction"):
        D, D1, r = proof.scalar("D"), proof.scalar("D1"), proof.scalar("r")
        L0, L1, g0, g1 = (proof.scalar(name) for name in ("L0", "L1", "g0", "g1"))
        proof.assume("P.06-distances", D == D1)
        proof.assume("P.06-near", D1 < r)
        proof.assume("P.06-minimum", implies(D < r, L0 <= L1))
        proof.assume("P.06-values", g0 == L0, g1 == L1)
        proof.step(
            "P.06", g0 <= g1, by="real", using=["P.06-distances", "P.06-near", "P.06-minimum", "P.06-values"],
            ref="P.06", expect="unknown",
        )  # fmt: skip


def stationary_layers(proof: Proof, net: Network, delta: Expression) -> None:
    """P.04: at a local minimum (hypothesis ``minimum``) the gradient by every layer is zero."""
    k, f, M, P, Q, W, G = net.k, net.f, net.M, net.P, net.Q, net.W, net.G
    one_layer = for_all(i, 1, k, local_minimum_at(proof, f(Q[i] * M[i] * P[i - 1]), M[i], delta))
    proof.step(
        "P.04.layer",
        one_layer,
        by="analysis",
        using=["minimum", "radius"],
        ref="P.04, first half: P.06",
        expect="unknown",
    )
    proof.cite(
        "P.04.fermat", for_all(i, 1, k, gradient(f(W), M[i]) == 0), fact=A1, using=["P.04.layer"],
        ref="P.04, Fermat",
    )  # fmt: skip
    proof.step(
        "P.04.equation", for_all(i, 1, k, Q[i].T * G * P[i - 1].T == 0),
        by="calculus", using=["P.04.fermat"], ref="P.04, the equation",
    )  # fmt: skip


def nearby_minimum(proof: Proof) -> None:
    """P.12, the paper's "Claim 1 in [11]": a point at distance beta < r from a local minimum of radius r, with the same
    value, is one of radius r - beta. For any third point: a is its distance from the new one, c from the old one."""
    with proof.fix("nearby"):
        a, c, beta, r = (proof.scalar(name) for name in ("a", "c", "beta", "r"))
        old, new, third = (proof.scalar(name) for name in ("old", "new", "third"))
        proof.assume("P.12-triangle", c <= a + beta)
        proof.assume("P.12-near", a < r - beta)
        proof.assume("P.12-minimum", implies(c < r, old <= third))
        proof.assume("P.12-value", new == old)
        proof.step(
            "P.12", new <= third, by="real", using=["P.12-triangle", "P.12-near", "P.12-minimum", "P.12-value"],
            ref='P.12, "Claim 1 in [11]"', expect="unknown",
        )  # fmt: skip


# ------------------------------------------------------------------------------------------------ PUSH


def push(proof: Proof) -> None:
    """PUSH inside another proof, for matrices of its own."""
    with proof.fix("push"):
        push_steps(proof, *push_setting(proof))


def push_setting(proof: Proof) -> tuple[sympy.Symbol, Expression, Expression, Expression, Expression]:
    """H of size a x p, X of size p x q, a column w, and eps > 0; H and w are not zero."""
    a, p, q = proof.sizes("a p q")
    H, X = proof.matrix("H", a, p), proof.matrix("X", p, q)
    w, eps = proof.column("w", q), proof.scalar("eps")
    proof.assume("H-nonzero", H != 0)
    proof.assume("w-nonzero", w != 0)
    proof.assume("eps-positive", eps > 0)
    return p, H, X, w, eps


def push_claim(proof: Proof, p: sympy.Symbol, H: Expression, X: Expression, w: Expression, eps: Expression) -> Claim:
    """There is y with ||y|| <= eps and H (X + y w^T) != 0."""
    return proof.exists("y", p, 1, lambda y: both(norm2(y) <= eps * eps, H * (X + y * w.T) != 0))


def push_steps(proof: Proof, p: sympy.Symbol, H: Expression, X: Expression, w: Expression, eps: Expression) -> None:
    """PUSH.1-PUSH.5: if H X is not zero, y = 0 will do; otherwise y = eps e_l with H e_l != 0."""
    pushed = push_claim(proof, p, H, X, w, eps)
    proof.cite("PUSH.w", w.T * w > 0, fact=N4, using=["w-nonzero"], ref="PUSH.4, N4 for w")
    some_column = exists_index(l, 1, p, H * proof.basis(l, p) != 0)
    proof.cite("PUSH.l", some_column, fact=N4, using=["H-nonzero"], ref="PUSH.2, N4 for H")
    with proof.cases("PUSH.5", pushed, ref="PUSH.5", expect="unknown"):
        with proof.case("moves", H * X != 0):
            still = H * (X + proof.zero(p, 1) * w.T) == H * X
            proof.step("PUSH.1.zero", still, by="algebra", ref="PUSH.1, the witness u = 0")
            proof.step("PUSH.1", pushed, by="logic", using=["moves", "PUSH.1.zero"], ref="PUSH.1", expect="unknown")
        with proof.case("vanishes", H * X == 0):
            with proof.fix("any-push"):
                u = proof.column("u", p)
                proof.step(
                    "PUSH.3", H * (X + u * w.T) * w == (w.T * w) * (H * u),
                    by="algebra", using=["vanishes"], ref="PUSH.3",
                )  # fmt: skip
            push_by_basis(proof, p, H, X, w, eps)
            proof.step("PUSH.2", pushed, by="logic", using=["PUSH.2.length", "PUSH.4"], ref="PUSH.2", expect="unknown")


def push_by_basis(proof: Proof, p: sympy.Symbol, H: Expression, X: Expression, w: Expression, eps: Expression) -> None:
    """PUSH.2 and PUSH.4: the witness eps e_c, for a column H e_c != 0."""
    c = proof.obtain_index("column", "c", given="PUSH.l")
    e = proof.basis(c, p)
    proof.step("PUSH.2.length", norm2(eps * e) == eps * eps, by="algebra", ref="PUSH.2, ||u|| = eps")
    unmoved = H * (X + eps * e * w.T) == 0
    with proof.suppose("unmoved", unmoved, then="PUSH.4", claim=negation(unmoved), ref="PUSH.4", expect="unknown"):
        proof.step(
            "PUSH.4.product", (w.T * w) * eps * (H * e) == 0,
            by="algebra", using=["vanishes", "unmoved"], ref="PUSH.3 and PUSH.4, at u = eps e_l",
        )  # fmt: skip
        proof.step(
            "PUSH.4.entries", H * e == 0, by="real", using=["PUSH.4.product", "PUSH.w", "eps-positive"],
            ref="PUSH.4", expect="unknown",
        )  # fmt: skip


# ------------------------------------------------------------------------------------------------ Lemma 2


def lemma_2(proof: Proof, net: Network, mid: Middle, delta: Expression) -> None:
    """L2: at a local minimum (hypothesis ``minimum``), (A, B) is stationary for L_2: claims L2.05 and L2.06."""
    k, d, M, f, W, j, A, B = net.k, net.d, net.M, net.f, net.W, mid.j, mid.A, mid.B
    with proof.fix("any-factor"):
        X, Y = proof.matrix("X", d[k], d[j]), proof.matrix("Y", d[j], d[0])
        proof.step("L2.01", gradient(f(X * B), X) == f.gradient(X * B) * B.T, by="calculus", ref="L2.01, the gradient")
        proof.step(
            "L2.06.slope", gradient(f(A * Y), Y) == A.T * f.gradient(A * Y), by="calculus", ref="L2.06, the gradient"
        )
    proof.step("L2.02.value", f(chain(M, k, j + 1) * B) == f(W), by="algebra", ref="L2.02, associativity")
    upper = local_minimum(proof, f(chain(M, k, j + 1) * B), M, j + 1, k, delta)
    proof.step(
        "L2.02", upper, by="analysis", using=["minimum", "radius", "L2.02.value"], ref="L2.02: P.06", expect="unknown"
    )
    narrowest = for_all(i, j, k, d[j] <= d[i])
    proof.step("L2.03", narrowest, by="logic", using=["bottleneck"], ref="L2.03", expect="unknown")
    lower = local_minimum(proof, f(A * chain(M, j, 1)), M, 1, j, delta)
    proof.step("L2.06.value", f(A * chain(M, j, 1)) == f(W), by="algebra", ref="L2.06, associativity")
    proof.step(
        "L2.06.minimum", lower, by="analysis", using=["minimum", "radius", "L2.06.value"], ref="L2.06: P.06",
        expect="unknown",
    )  # fmt: skip
    widths = for_all(i, 0, j, d[j] <= d[i])
    proof.step("L2.06.widths", widths, by="logic", using=["bottleneck"], ref="L2.06, d_j is smallest", expect="unknown")
    stationary_in_a(proof, net, mid)
    stationary_in_b(proof, net, mid)


def stationary_in_a(proof: Proof, net: Network, mid: Middle) -> None:
    """L2.04 and L2.05, with g(X) = f(X B)."""
    d, f, A, B = net.d, net.f, mid.A, mid.B
    with proof.fix("L2.05", claim=f.gradient(A * B) * B.T == 0, ref="L2.05", expect="unknown"):
        g = proof.function("g", d[net.k], d[mid.j])
        general = proof.for_all_matrices("Z", d[net.k], d[mid.j], lambda Z: g(Z) == f(Z * B))
        proof.assume("g-value", general)
        slope = g.gradient(A) == f.gradient(A * B) * B.T
        proof.step("L2.04.slope", slope, by="analysis", using=["g-value"], ref="L2.04: L2.01 at A", expect="unknown")
        proof.apply(
            "L2.04",
            "zhang2019/theorem3",
            g.gradient(A) == 0,
            using=["L2.02", "L2.03", "g-value"],
            ref="L2.04: T3'",
            expect="unknown",
        )
        proof.step(
            "L2.05.equation", f.gradient(A * B) * B.T == 0,
            by="algebra", using=["L2.04.slope", "L2.04"], ref="L2.05, the equation",
        )  # fmt: skip


def stationary_in_b(proof: Proof, net: Network, mid: Middle) -> None:
    """L2.06, with h(Y) = f(A Y), whose output end d_j is narrowest."""
    d, f, A, B = net.d, net.f, mid.A, mid.B
    with proof.fix("L2.06", claim=A.T * f.gradient(A * B) == 0, ref="L2.06", expect="unknown"):
        h = proof.function("h", d[mid.j], d[0])
        general = proof.for_all_matrices("Z", d[mid.j], d[0], lambda Z: h(Z) == f(A * Z))
        proof.assume("h-value", general)
        slope = h.gradient(B) == A.T * f.gradient(A * B)
        proof.step(
            "L2.06.at-B", slope, by="analysis", using=["h-value"], ref="L2.06: L2.06.slope at B", expect="unknown"
        )
        proof.apply(
            "L2.06.theorem-3", "zhang2019/theorem3-output", h.gradient(B) == 0,
            using=["L2.06.minimum", "L2.06.widths", "h-value"], ref="L2.06: T3'", expect="unknown",
        )  # fmt: skip
        proof.step(
            "L2.06.equation", A.T * f.gradient(A * B) == 0,
            by="algebra", using=["L2.06.at-B", "L2.06.theorem-3"], ref="L2.06, the equation",
        )  # fmt: skip


# ------------------------------------------------------------------------------------------------ transposition


def reversed_network(proof: Proof, net: Network) -> Family:
    """P.10: the reversed network N_i = M_{k+1-i}^T, whose product is W^T; its loss is g(X) = f(X^T)."""
    k, d, M, f, W, G = net.k, net.d, net.M, net.f, net.W, net.G
    N = proof.define_family("N", i, 1, k, value=M[k + 1 - i].T)
    proof.step(
        "P.10.prefix", for_all(i, 0, k, chain(N, i, 1) == chain(M, k, k + 1 - i).T),
        by="induction", ref="P.10, (XYZ)^T = Z^T Y^T X^T",
    )  # fmt: skip
    proof.step(
        "P.10.product", chain(N, k, 1) == W.T, by="algebra", using=["P.10.prefix"], ref="P.10, N_k ... N_1 = W^T"
    )
    with proof.fix("any-transpose"):
        X = proof.matrix("X", d[0], d[k])
        proof.step(
            "P.10.slope", gradient(f(X.T), X) == f.gradient(X.T).T, by="calculus", ref="P.10, g'(X) = f'(X^T)^T",
        )  # fmt: skip
    proof.step("P.10.slope.W", f.gradient(W.T.T).T == G.T, by="algebra", ref="P.10, g'(W^T) = f'(W)^T")
    proof.step(
        "P.10.value", f(chain(N, k, 1).T) == f(W), by="algebra", using=["P.10.product"],
        ref="P.10, g(N_k ... N_1) = L_k(M)",
    )  # fmt: skip
    return N


def reversed_minimum(proof: Proof, net: Network, N: Family, delta: Expression) -> None:
    """P.10: M -> N keeps the distance of every layer, so the reversed tuple is a local minimum too."""
    k, d, M = net.k, net.d, net.M
    with proof.fix("any-other-tuple"):
        M1 = proof.family("M1", i, 1, k, d[i], d[i - 1])
        N1 = proof.define_family("N1", i, 1, k, value=M1[k + 1 - i].T)
        proof.step(
            "P.10.isometry", for_all(i, 1, k, norm2(N1[i] - N[i]) == norm2(M1[k + 1 - i] - M[k + 1 - i])),
            by="algebra", ref="P.10, M -> N is an isometry",
        )  # fmt: skip
    claim = local_minimum(proof, f_of_transpose(net, N), N, 1, net.k, delta)
    proof.step(
        "P.10.minimum", claim, by="analysis", using=["minimum", "radius", "P.10.value"],
        ref="P.10, minima carry over: N5", expect="unknown",
    )  # fmt: skip


def f_of_transpose(net: Network, N: Family) -> Expression:
    """g(N_k ... N_1) with g(X) = f(X^T)."""
    return net.f(chain(N, net.k, 1).T)


def reversed_middle(proof: Proof, net: Network, mid: Middle, N: Family) -> None:
    """P.10: the cut of the reversed network at j' = k - j: its factors are B^T and A^T, its narrowest width is d_j."""
    k, d, M, j = net.k, net.d, net.M, mid.j
    proof.step(
        "P.10.lower", chain(N, k - j, 1) == mid.A.T, by="algebra", using=["P.10.prefix"],
        ref="P.10, N_{j'} ... N_1 = A^T",
    )  # fmt: skip
    proof.step(
        "P.10.middle", for_all(i, k - j, k, chain(N, i, k - j + 1) == chain(M, j, k + 1 - i).T),
        by="induction", ref="P.10, the factors above j'",
    )  # fmt: skip
    proof.step(
        "P.10.upper", chain(N, k, k - j + 1) == mid.B.T, by="algebra", using=["P.10.middle"],
        ref="P.10, N_k ... N_{j'+1} = B^T",
    )  # fmt: skip
    proof.step(
        "P.10.widths", for_all(i, 0, k, d[j] <= d[k - i]), by="logic", using=["bottleneck"],
        ref="P.10, e_{j'} is the smallest width", expect="unknown",
    )  # fmt: skip
