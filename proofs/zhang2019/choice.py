"""The two choices in the proof of Lemma 1: vectors w_i with Q_i w_i = 0, and v_i that keep G P~_i^T from vanishing."""

from __future__ import annotations

from facts import N2
from setting import Middle, Network, has_right_inverse, i

from symproof.author import Claim, Expression, Family, Proof, both, chain, either, for_all, index, norm2

l = index("l")  # noqa: E741 - the paper's name


def kernel_of_one_layer(proof: Proof, net: Network, mid: Middle, u: Expression) -> None:
    """L1.03 at one layer s <= j: there is w != 0 with Q_s w = 0, from A u = 0 and u != 0 (hypothesis kernel-of-A).

    Q_s = A T with T = M_j ... M_{s+1} of size d_j x d_s and d_j <= d_s: T has a right inverse or a kernel.
    """
    d, M, Q, j = net.d, net.M, net.Q, mid.j
    s = proof.integer("s")
    proof.assume("layer", 1 <= s, s <= j)
    T = proof.define("T", chain(M, j, s + 1))
    onto = has_right_inverse(proof, T, d[j], d[s], "S")
    kernel = proof.exists("t", d[s], 1, lambda t: both(T * t == 0, t != 0))
    proof.cite("L1.03.N2", either(onto, kernel), fact=N2, using=["bottleneck"], ref="L1.03, N2 for T_i")
    wanted = proof.exists("w", d[s], 1, lambda w: both(Q[s] * w == 0, w != 0))
    with proof.cases("L1.03.layer", wanted, using=["L1.03.N2"], ref="L1.03, one layer", expect="unknown"):
        with proof.case("T-onto", onto):
            (S,) = proof.obtain("right-inverse", given="T-onto")
            proof.step(
                "L1.03.a.zero", Q[s] * (S * u) == 0, by="algebra", using=["right-inverse", "kernel-of-A"],
                ref="L1.03 (a), A T_i (S u) = 0",
            )  # fmt: skip
            proof.step(
                "L1.03.a.u", T * (S * u) == u, by="algebra", using=["right-inverse"], ref="L1.03 (a), T_i (S u) = u",
            )  # fmt: skip
            proof.step(
                "L1.03.a", wanted, by="logic", using=["L1.03.a.zero", "L1.03.a.u", "kernel-of-A"],
                ref="L1.03 (a), S u is not zero", expect="unknown",
            )  # fmt: skip
        with proof.case("T-kernel", kernel):
            (t,) = proof.obtain("kernel-of-T", given="T-kernel")
            proof.step(
                "L1.03.b.zero", Q[s] * t == 0, by="algebra", using=["kernel-of-T"], ref="L1.03 (b), A (T_i w) = 0"
            )
            proof.step(
                "L1.03.b", wanted, by="logic", using=["L1.03.b.zero", "kernel-of-T"], ref="L1.03 (b)", expect="unknown",
            )  # fmt: skip


def recursion(proof: Proof, net: Network, mid: Middle, w: Family, v: Family, Pt: Family) -> tuple[Claim, Claim]:
    """P~_0 = I and P~_i = (M_i + w_i v_i^T) P~_{i-1}."""
    step = for_all(i, 1, mid.j, Pt[i] == (net.M[i] + w[i] * v[i].T) * Pt[i - 1])
    return Pt[0] == proof.identity(net.d[0]), step


def choice_of_v(proof: Proof, net: Network, mid: Middle, w: Family, eps: Expression) -> None:
    """The matrix content of L1.12-L1.14, for any v_1, ..., v_j: one push of G P~_{i-1}^T by v_i."""
    d, M, G, j = net.d, net.M, net.G, mid.j
    v = proof.family("v", i, 1, j, d[i - 1])
    Pt = proof.family("P_tilde", i, 0, j, d[i], d[0])
    proof.assume("products", *recursion(proof, net, mid, w, v, Pt))
    proof.step("L1.12.base", G * Pt[0].T == G, by="algebra", using=["products"], ref="L1.12, base: P~_0 = I")
    proof.step(
        "L1.13.push", for_all(i, 1, j, G * Pt[i - 1].T * (M[i].T + v[i] * w[i].T) == G * Pt[i].T),
        by="algebra", using=["products"], ref="L1.13, the matrix content of one push",
    )  # fmt: skip
    certificate = (w[i].T * w[i]) * (G * Pt[i - 1].T * v[i]) == G * Pt[i].T * w[i] - G * Pt[i - 1].T * M[i].T * w[i]
    proof.step(
        "L1.14.certificate", for_all(i, 1, j, certificate), by="algebra", using=["products"],
        ref="L1.14, the certificate",
    )  # fmt: skip
    with proof.fix("one-push"):
        s = proof.integer("s")
        proof.assume("pushed-layer", 1 <= s, s <= j)
        proof.assume("not-moved", G * Pt[s - 1].T * M[s].T == 0, G * Pt[s].T == 0)
        proof.step(
            "L1.14", (w[s].T * w[s]) * (G * Pt[s - 1].T * v[s]) == 0,
            by="algebra", using=["products", "not-moved"], ref="L1.14",
        )  # fmt: skip
    e = proof.basis(l, d[i])
    row = e.T * Pt[i] == e.T * M[i] * Pt[i - 1] + (e.T * w[i]) * (v[i].T * Pt[i - 1])
    proof.step(
        "row-escape", for_all(i, 1, j, for_all(l, 1, d[i], row)), by="algebra", using=["products"],
        ref="L1.14, row form used in the paper",
    )  # fmt: skip
    e = proof.basis(l, d[i - 1])
    proof.step(
        "L1.13.scaled", for_all(i, 1, j, for_all(l, 1, d[i - 1], norm2(eps * e) == eps * eps)),
        by="algebra", ref="L1.13, v_i = eps e_l has norm eps",
    )  # fmt: skip


def escaping_choice(proof: Proof, net: Network, mid: Middle, w: Family, eps: Expression) -> Claim:
    """L1.13: there are v_i with ||v_i|| <= eps for which no G P~_i^T is zero."""
    d, j = net.d, mid.j

    def with_v(v: Family) -> Claim:
        return proof.exists_family("P_tilde", i, 0, j, d[i], d[0], lambda Pt: with_both(v, Pt))

    def with_both(v: Family, Pt: Family) -> Claim:
        small = for_all(i, 1, j, norm2(v[i]) <= eps * eps)
        return both(*recursion(proof, net, mid, w, v, Pt), small, for_all(i, 0, j, net.G * Pt[i].T != 0))

    return proof.exists_family("v", i, 1, j, d[i - 1], 1, with_v)
