"""Theorem 3: without a bottleneck, f'(W) = 0 at a local minimum (T3'); if f is convex, W is a global minimum of f.

Cited in the paper from Laurent and von Brecht, arXiv:1712.01473; this proof is a reconstruction. Above the last layer t
for which P_t has a left inverse, rank-one changes of the layers keep the product W. Pushing them keeps G^T Q~ from
vanishing, while stationarity at layer t + 1 says that it does vanish.
"""

from __future__ import annotations

from facts import A2
from parts import nearby_minimum, push, restriction, reversed_minimum, reversed_network, stationary_layers
from setting import PAPER, convex, has_left_inverse, i, local_minimum, network

from symproof.author import (
    Claim,
    Family,
    Proof,
    both,
    chain,
    either,
    exists_index,
    for_all,
    index,
    inner,
    negation,
    norm2,
    summation,
)

l = index("l")  # noqa: E741 - the paper's name


proof = Proof("theorem3", "Theorem 3, d_0 smallest: f'(W) = 0 at a local minimum", source=PAPER)
net = network(proof)
k, d, M, f, P, W, G = net.k, net.d, net.M, net.f, net.P, net.W, net.G
proof.assume("narrow", for_all(i, 0, k, d[0] <= d[i]))
delta = proof.scalar("delta")
proof.assume("radius", delta > 0)
proof.assume("minimum", local_minimum(proof, f(W), M, 1, k, delta))
proof.statement(G == 0)

restriction(proof)
stationary_layers(proof, net, delta)
nearby_minimum(proof)
push(proof)

# ---------------------------------------------------------------------------- the matrix content for any data

with proof.fix("any-peeling"):
    a, p, q, n = proof.sizes("a p q n")
    H, X, u, w = proof.matrix("H", a, p), proof.matrix("X", p, q), proof.column("u", p), proof.column("w", q)
    proof.step(
        "T3.11.certificate", H * u * w.T * w == H * (X + u * w.T) * w - H * X * w,
        by="algebra", ref="T3.11, the certificate",
    )  # fmt: skip
    R, S = proof.matrix("R", p, n), proof.matrix("S", p, n)
    proof.assume("right-inverse", R.T * S == proof.identity(n))
    proof.step(
        "T3.03.transpose", S.T * R == proof.identity(n), by="algebra", using=["right-inverse"],
        ref="T3.03, the transpose of a right inverse",
    )  # fmt: skip


def has_left(at: object) -> Claim:
    """P_at has a left inverse."""
    return has_left_inverse(proof, P[at], d[at], d[0])


def pushes(u: Family, H: Family, w: Family, t: object) -> Claim:
    """H_k = G^T and H_i = H_{i+1} (M_{i+1} + u_{i+1} w_i^T) for t < i < k."""
    return both(H[k] == G.T, for_all(i, t + 1, k - 1, H[i] == H[i + 1] * (M[i + 1] + u[i + 1] * w[i].T)))


with proof.suppose("nonzero", G != 0, then="T3.12", claim=G == 0, ref="T3.12", expect="unknown"):
    # The last layer t below k whose P_t has a left inverse (T3.01, T3.02).
    last = exists_index(i, 0, k - 1, both(has_left(i), for_all(l, i + 1, k - 1, negation(has_left(l)))))
    proof.step("T3.01", last, by="logic", ref="T3.01", expect="unknown")
    t = proof.obtain_index("last", "t", given="T3.01")
    proof.step("T3.01.left", has_left(t), by="logic", using=["last"], ref="T3.01, P_t")
    proof.step(
        "T3.02", for_all(i, t + 1, k - 1, negation(has_left(i))), by="logic", using=["last"], ref="T3.02",
    )  # fmt: skip
    (Y,) = proof.obtain("left-inverse", given="T3.01.left")
    with proof.fix("any-factor"):
        Q = proof.matrix("Q0", d[k], proof.size("q"))
        proof.assume("stationary-layer", Q.T * G * P[t].T == 0)
        proof.step("T3.04", Q.T * G == 0, by="algebra", using=["left-inverse", "stationary-layer"], ref="T3.04")

    # Non-zero vectors w_i with w_i^T P_i = 0 (T3.03), and small u_i that keep G^T Q~ from vanishing (T3.10).
    kernels = for_all(i, t + 1, k - 1, proof.exists("w", d[i], 1, lambda w: both(w.T * P[i] == 0, w != 0)))
    proof.step("T3.03", kernels, by="rank", using=["T3.02", "narrow"], ref="T3.03: N2", expect="unknown")
    w = proof.choose("kernel", given="T3.03")
    S = summation(i, t + 1, k - 1, norm2(w[i]))
    some_scale = proof.exists("eps", 1, 1, lambda eps: both(eps * (1 + S) == delta, eps > 0))
    proof.step("T3.08.eps", some_scale, by="real", using=["radius"], ref="T3.08, the scale", expect="unknown")
    (eps,) = proof.obtain("scale", given="T3.08.eps")
    with proof.fix("any-choice"):
        u = proof.family("u", i, t + 2, k, d[i])
        H = proof.family("H", i, t + 1, k, d[0], d[i])
        proof.assume("pushes", pushes(u, H, w, t))
        proof.step(
            "T3.10.push", for_all(i, t + 1, k - 1, H[i] == H[i + 1] * M[i + 1] + (H[i + 1] * u[i + 1]) * w[i].T),
            by="algebra", using=["pushes"], ref="T3.10, the matrix content of one push",
        )  # fmt: skip
        peeled = (w[i].T * w[i]) * (H[i + 1] * u[i + 1]) == H[i] * w[i] - H[i + 1] * M[i + 1] * w[i]
        proof.step(
            "T3.11.peel", for_all(i, t + 1, k - 1, peeled), by="algebra", using=["pushes"],
            ref="T3.11, along the network",
        )  # fmt: skip

    def escaping(u: Family, H: Family) -> Claim:
        small = for_all(i, t + 2, k, norm2(u[i]) <= eps * eps)
        return both(pushes(u, H, w, t), small, for_all(i, t + 1, k, H[i] != 0))

    proof.step(
        "T3.10",
        proof.exists_family("u", i, t + 2, k, d[i], 1, lambda u: proof.exists_family(
            "H", i, t + 1, k, d[0], d[i], lambda H: escaping(u, H)
        )),
        by="logic", using=["nonzero", "kernel", "scale"], ref="T3.10, by induction from PUSH", expect="unknown",
    )  # fmt: skip
    u, H = proof.obtain("choice", given="T3.10")

    # The changed network has the same product (T3.05-T3.07).
    Mt = proof.define_family("M_tilde", i, 1, k, pieces=[(1, t + 1, M[i]), (t + 2, k, M[i] + u[i] * w[i - 1].T)])
    proof.step("T3.06", for_all(i, 0, t + 1, chain(Mt, i, 1) == P[i]), by="algebra", ref="T3.06")
    proof.step(
        "T3.07.step", for_all(i, t + 1, k - 1, (M[i + 1] + u[i + 1] * w[i].T) * P[i] == P[i + 1]),
        by="algebra", using=["kernel"], ref="T3.07, the certificate of the step",
    )  # fmt: skip
    proof.step(
        "T3.07", for_all(i, t + 1, k, chain(Mt, i, 1) == P[i]), by="induction", using=["kernel"],
        ref="T3.07, for i > t",
    )  # fmt: skip
    proof.step("T3.07.product", chain(Mt, k, 1) == W, by="algebra", using=["T3.07"], ref="T3.07, W~ = W")
    proof.step(
        "T3.07.value", f(chain(Mt, k, 1)) == f(W), by="algebra", using=["T3.07.product"], ref="T3.07, L_k(M~) = L_k(M)"
    )
    proof.step(
        "T3.07.slope", f.gradient(chain(Mt, k, 1)) == G, by="algebra", using=["T3.07.product"], ref="T3.07, f'(W~) = G",
    )  # fmt: skip

    # It is a local minimum (T3.08), so stationary at layer t + 1 (T3.09), against the choice of the u_i (T3.12).
    proof.step(
        "T3.08.norm", for_all(i, t + 2, k, norm2(Mt[i] - M[i]) == norm2(u[i]) * norm2(w[i - 1])),
        by="algebra", ref="T3.08, ||u w^T||",
    )  # fmt: skip
    near_minimum = proof.exists("r", 1, 1, lambda r: both(r > 0, local_minimum(proof, f(chain(Mt, k, 1)), Mt, 1, k, r)))
    proof.step(
        "T3.08", near_minimum, by="analysis", using=["minimum", "choice", "T3.07.value", "T3.08.norm"],
        ref="T3.08: N5, L1.08, P.12", expect="unknown",
    )  # fmt: skip
    Qt = proof.define("Q_tilde", chain(Mt, k, t + 2))
    proof.step(
        "T3.09.layer", Qt.T * f.gradient(chain(Mt, k, 1)) * P[t].T == 0, by="analysis", using=["T3.08", "T3.06"],
        ref="T3.09, P.04 for M~ at layer t + 1", expect="unknown",
    )  # fmt: skip
    proof.step(
        "T3.09.equation", Qt.T * G * P[t].T == 0, by="algebra", using=["T3.09.layer", "T3.07.slope"],
        ref="T3.09, Q~^T G P_t^T = 0",
    )  # fmt: skip
    proof.step(
        "T3.09.factor", Qt.T * G == 0, by="algebra", using=["left-inverse", "T3.09.equation"],
        ref="T3.09, T3.04 for Q~",
    )  # fmt: skip
    proof.step("T3.09", G.T * Qt == 0, by="algebra", using=["T3.09.factor"], ref="T3.09, G^T Q~ = 0")
    proof.step(
        "T3.10.product", for_all(i, t + 1, k, G.T * chain(Mt, k, i + 1) == H[i]), by="induction", using=["choice"],
        ref="T3.10, H_i = G^T M~_k ... M~_{i+1}",
    )  # fmt: skip
    proof.step(
        "T3.12.zero", H[t + 1] == 0, by="algebra", using=["T3.09", "T3.10.product"], ref="T3.12, the contradiction",
    )  # fmt: skip

proof.conclude(using=["T3.12"], ref="T3'")

# ---------------------------------------------------------------------------- the output width d_k smallest

output = Proof("theorem3-output", "Theorem 3, d_k smallest: f'(W) = 0 at a local minimum", source=PAPER)
net = network(output)
k, d, M, f, W, G = net.k, net.d, net.M, net.f, net.W, net.G
output.assume("narrow", for_all(i, 0, k, d[k] <= d[i]))
delta = output.scalar("delta")
output.assume("radius", delta > 0)
output.assume("minimum", local_minimum(output, f(W), M, 1, k, delta))
output.statement(G == 0)

N = reversed_network(output, net)
reversed_minimum(output, net, N, delta)
output.step(
    "T3.13.widths", for_all(i, 0, k, d[k] <= d[k - i]), by="logic", using=["narrow"], ref="T3.13, e_0 is smallest",
    expect="unknown",
)  # fmt: skip
output.apply(
    "T3.13.reversed",
    "zhang2019/theorem3",
    G.T == 0,
    using=["P.10.minimum", "T3.13.widths"],
    ref="T3.13: T3.12 for N",
    expect="unknown",
)
output.step("T3.13", G == 0, by="algebra", using=["T3.13.reversed"], ref="T3.13, f'(W)^T = 0")
output.conclude(using=["T3.13"], ref="T3'")

# ---------------------------------------------------------------------------- T3: a convex f

global_minimum = Proof("theorem3-convex", "Theorem 3: W is a global minimum of a convex f", source=PAPER)
net = network(global_minimum)
k, d, f, W, G = net.k, net.d, net.f, net.W, net.G
narrow_at = [for_all(i, 0, k, d[end] <= d[i]) for end in (0, k)]
global_minimum.assume("narrow", either(*narrow_at))
delta = global_minimum.scalar("delta")
global_minimum.assume("radius", delta > 0)
global_minimum.assume("minimum", local_minimum(global_minimum, f(W), net.M, 1, k, delta))
global_minimum.assume("convex", convex(global_minimum, f, d[k], d[0]))
minimal = global_minimum.for_all_matrices("Z", d[k], d[0], lambda Z: f(W) <= f(Z))
global_minimum.statement(minimal)
with global_minimum.cases("T3.14.stationary", G == 0, using=["narrow"], ref="T3.14: T3'", expect="unknown"):
    with global_minimum.case("narrow-input", narrow_at[0]):
        global_minimum.apply(
            "T3.12",
            "zhang2019/theorem3",
            G == 0,
            using=["minimum", "radius", "narrow-input"],
            ref="T3.14: T3.12",
            expect="unknown",
        )
    with global_minimum.case("narrow-output", narrow_at[1]):
        global_minimum.apply(
            "T3.13", "zhang2019/theorem3-output", G == 0, using=["minimum", "radius", "narrow-output"],
            ref="T3.14: T3.13", expect="unknown",
        )  # fmt: skip
tangent = global_minimum.for_all_matrices("Z", d[k], d[0], lambda Z: f(W) + inner(G, Z - W) <= f(Z))
global_minimum.cite("P.05.A2", tangent, fact=A2, using=["convex"], ref="T3.14: P.05, A2")
global_minimum.step(
    "T3.14", minimal, by="real", using=["P.05.A2", "T3.14.stationary"], ref="T3.14: P.05", expect="unknown"
)
global_minimum.conclude(using=["T3.14"], ref="T3")
