"""Theorem 3: without a bottleneck, f'(W) = 0 at a local minimum (T3'); if f is convex, W is a global minimum of f.

Cited in the paper from Laurent and von Brecht, arXiv:1712.01473; this proof is a reconstruction. Above the last layer t
for which P_t has a left inverse, rank-one changes of the layers keep the product W. Pushing them keeps G^T Q~ from
vanishing, while stationarity at layer t + 1 says that it does vanish.
"""

from __future__ import annotations

from preliminaries import critical, flat_is_global, nearby
from push import proof as push
from setting import (
    PAPER,
    convex,
    distance,
    has_left_inverse,
    has_right_inverse,
    i,
    in_kernel,
    local_minimum,
    lower_products,
    minimum_of_some_radius,
    network,
    smallest,
)
from transposition import proof as transposition

from proofs.zhang2019.theorems.derived import axioms, theorems
from symproof.author import (
    Claim,
    Expression,
    Proof,
    both,
    chain,
    either,
    exists_index,
    for_all,
    index,
    negation,
    norm2,
    summation,
)

l = index("l")  # noqa: E741 - the paper's name

# ---------------------------------------------------------------------------- T3', the input width d_0 smallest

first = Proof("theorem3-first", "Theorem 3 without convexity, d_0 smallest: f'(W) = 0", source=PAPER)
net = network(first)
k, d, M, f, W, G = net.k, net.d, net.M, net.f, net.W, net.G
P = lower_products(first, net)
m, n = d[k], d[0]
first.assume("narrow", smallest(d, 0, k))
first.assume("minimum", local_minimum(first, net, M))
first.statement(G == 0)


def has_left(at: object) -> Claim:
    """P_at has a left inverse."""
    return has_left_inverse(first, P[at], d[at], n)


def vectors_in_kernels(t: object) -> None:
    """T3.03: for t < i < k some w_i != 0 has w_i^T P_i = 0, by N2 for P_i^T, which is n x d_i with n <= d_i."""
    claim = for_all(i, t + 1, k - 1, in_kernel(first, P[i].T, d[i], "w"))
    with first.fix("T3.03", claim=claim, ref="T3.03"):
        s = first.integer("s")
        first.assume("layer", t + 1 <= s, s <= k - 1)
        onto, kernel = has_right_inverse(first, P[s].T, n, d[s]), in_kernel(first, P[s].T, d[s], "w")
        first.apply("onto-or-kernel", axioms["N2"], X=P[s].T, p=n, q=d[s], using=["narrow"], ref="T3.03, N2 for P_s^T")
        with first.cases("kernel-s", kernel, using=["onto-or-kernel"], ref="T3.03"):
            with first.case("onto", onto):
                (Z,) = first.obtain("Z-right", given="onto")
                unit = first.identity(n)
                first.step("Z-left", Z.T * P[s] == unit, by="algebra", using=["Z-right"], ref="T3.03, transposed")
                first.give("left-s", has_left(s), Z.T, using=["Z-left"], ref="T3.03")
                first.step(
                    "no-left-s", negation(has_left(s)), using=["last"], ref="T3.02 at s, which excludes this case"
                )
            with first.case("inside", kernel):
                pass


with first.contradiction("T3.12", G == 0, supposing="steep", ref="T3.12"):
    (delta,) = first.obtain("radius", given="minimum", names="delta")

    # The last layer t below k whose P_t has a left inverse.
    unit = first.identity(n)
    first.step("P-0", unit * P[0] == unit, by="algebra", ref="T3.01, P_0 = I")
    first.give("left-0", has_left(0), unit, using=["P-0"], ref="T3.01, P_0 = I")
    first.give("some-left", exists_index(i, 0, k - 1, has_left(i)), 0, using=["left-0"], ref="T3.01, not empty")
    first.extreme("T3.01", given="some-left", ref="T3.01, T3.02")
    t = first.obtain_index("last", "t", given="T3.01")
    first.step("left-t", has_left(t), using=["last"], ref="T3.01")
    (L,) = first.obtain("L-left", given="left-t", names="L")
    vectors_in_kernels(t)
    w = first.choose("w-kernels", given="T3.03", name="w")

    # eps is fixed before the u_i are chosen.
    S = summation(i, t + 1, k - 1, norm2(w[i]))
    first.step("squares", for_all(i, t + 1, k - 1, 0 <= norm2(w[i])), ref="T3.08, S >= 0")
    first.step("S-positive", 0 <= S, using=["squares"], ref="T3.08, S >= 0")
    first.apply("small", theorems["scale"], S=S, delta=delta, using=["S-positive", "radius"], ref="T3.08, eps")
    (eps,) = first.obtain("eps-small", given="small", names="eps")

    # T3.10: the u_i are chosen in the order u_k, ..., u_{t+2}; Q~_i are the products of the moved layers.
    def step_of(at: object, X: Expression, Z: Expression) -> Claim:
        return first.exists("u", d[at + 1], 1, lambda u: both(
            norm2(u) <= eps * eps, X == Z * (M[at + 1] + u * w[at].T),
        ))  # fmt: skip

    top = first.identity(m)
    with first.contradiction("G-top", G.T * top != 0, supposing="G-top-zero", ref="T3.10, Q~_k = I"):
        first.step("G-zero", G == 0, by="algebra", using=["G-top-zero"], ref="T3.10, Q~_k = I")
    with first.recursion(
        "T3.10", "Q_tilde", i, t + 1, k, m, d[i], start=top, keeps=lambda X: G.T * X != 0, relation=step_of,
        using=["G-top"], names=("s", "X", "Z"), upward=False, ref="T3.10",
    ) as here:  # fmt: skip
        s, X = here.index, here.member
        first.apply(
            "pushed", push, H=G.T * X, X=M[s + 1], w=w[s], eps=eps, a=n, p=d[s + 1], q=d[s],
            using=["T3.10.kept", "w-kernels", "eps-small"], ref="T3.10: PUSH, whose PUSH.3 is T3.11",
        )  # fmt: skip
        (z,) = first.obtain("z-pushed", given="pushed", names="z")
        moved = X * (M[s + 1] + z * w[s].T)
        first.give("u-next", step_of(s, moved, X), z, using=["z-pushed"], ref="T3.10")
        first.give("next", here.goal, moved, using=["u-next", "z-pushed"], ref="T3.10")
    (Qt,) = first.obtain("Q-made", given="T3.10", names="Q_tilde")
    first.step("u-exist", for_all(i, t + 1, k - 1, step_of(i, Qt[i], Qt[i + 1])), using=["Q-made"], ref="T3.10")
    u = first.choose("u-small", given="u-exist", name="u")
    Mt = first.define_family(
        "M_tilde", i, 1, k, pieces=[(1, t + 1, M[i]), (t + 2, k, M[i] + u[i - 1] * w[i - 1].T)]
    )  # T3.05; u[i] stands for the paper's u_{i+1}

    # The products P~_i stay the same, so the value does.
    first.step("T3.06", for_all(i, 0, t + 1, chain(Mt, i, 1) == P[i]), by="algebra", ref="T3.05, T3.06")
    first.step(
        "T3.07.step", for_all(i, t + 1, k - 1, (M[i + 1] + u[i] * w[i].T) * P[i] == P[i + 1]), by="algebra",
        using=["w-kernels"], ref="T3.07, the step of the induction",
    )  # fmt: skip
    first.step("T3.07", for_all(i, t + 1, k, chain(Mt, i, 1) == P[i]), by="induction", using=["w-kernels"], ref="T3.07")
    first.step("product", chain(Mt, k, 1) == W, by="algebra", using=["T3.07"], ref="T3.07, W~ = W")
    first.step("value", f(chain(Mt, k, 1)) == f(W), by="algebra", using=["product"], ref="T3.07, L_k(M~) = L_k(M)")
    first.step("slope", f.gradient(chain(Mt, k, 1)) == G, by="algebra", using=["product"], ref="T3.07, f'(W~) = G")

    # M~ is near M, so it is a local minimum.
    moves, bound = norm2(u[i]) * norm2(w[i]), eps * eps * norm2(w[i])
    whole, kept, changed = distance(Mt, M, 1, k), distance(Mt, M, 1, t + 1), distance(Mt, M, t + 2, k)
    first.step("split", whole == kept + changed, ref="T3.08")
    first.step("unmoved", kept == 0, ref="T3.08")
    first.step("moves", changed == summation(i, t + 1, k - 1, moves), by="algebra", ref="T3.08, N5: ||u w^T||")
    first.step("u-short", for_all(i, t + 1, k - 1, norm2(u[i]) <= eps * eps), using=["u-small"], ref="T3.08")
    first.step("short", for_all(i, t + 1, k - 1, moves <= bound), using=["u-short"], ref="T3.08")
    first.step(
        "sums", summation(i, t + 1, k - 1, moves) <= summation(i, t + 1, k - 1, bound), using=["short"], ref="T3.08"
    )
    first.step(
        "near", 4 * whole <= delta * delta, using=["split", "unmoved", "moves", "sums", "eps-small"], ref="T3.08"
    )
    first.apply("T3.08", nearby, T=Mt, using=["radius", "near", "value"], ref="T3.08: P.12")

    # It is stationary at layer t + 1, against the choice of the u_i.
    upper = chain(Mt, k, t + 2)
    first.apply(
        "stationary", critical, M=Mt, delta=delta / 2, using=["T3.08"], ref="T3.09: P.04 for M~",
    )  # fmt: skip
    slope_here = upper.T * f.gradient(chain(Mt, k, 1)) * chain(Mt, t, 1).T
    first.step("stationary-t", slope_here == 0, using=["stationary"], ref="T3.09: P.04 for M~ at layer t + 1")
    first.step(
        "T3.04", upper.T * G == 0, by="algebra", using=["stationary-t", "slope", "L-left"],
        ref="T3.04, T3.09: P_t has a left inverse",
    )  # fmt: skip
    first.step("T3.09", G.T * upper == 0, by="algebra", using=["T3.04"], ref="T3.09, G^T Q~ = 0")
    first.step(
        "Q-products", for_all(i, t + 1, k, Qt[i] == chain(Mt, k, i + 1)), by="induction", using=["Q-made", "u-small"],
        ref="T3.10, Q~_i = M~_k ... M~_{i+1}",
    )  # fmt: skip
    first.step("Q-zero", G.T * Qt[t + 1] == 0, by="algebra", using=["T3.09", "Q-products"], ref="T3.12, at i = t + 1")
    first.step("Q-kept", G.T * Qt[t + 1] != 0, using=["Q-made"], ref="T3.12")
first.conclude(using=["T3.12"], ref="T3.12: T3' for d_0")

# ---------------------------------------------------------------------------- T3', the output width d_k smallest

last = Proof("theorem3-last", "Theorem 3 without convexity, d_k smallest: f'(W) = 0", source=PAPER)
net = network(last)
k, d, M, f, W, G = net.k, net.d, net.M, net.f, net.W, net.G
m, n = d[k], d[0]
last.assume("narrow", smallest(d, k, k))
last.assume("minimum", local_minimum(last, net, M))
last.statement(G == 0)

(delta,) = last.obtain("radius", given="minimum", names="delta")
N = last.define_family("N", i, 1, k, value=M[k + 1 - i].T)
g = last.define_function("g", n, m, lambda X: f(X.T), gradient=lambda X: f.gradient(X.T).T)
last.apply("P.10", transposition, using=["radius"], ref="T3.13: P.10 for N_i = M_{k+1-i}^T and g(X) = f(X^T)")
last.give(
    "N-local", minimum_of_some_radius(last, g, lambda at: d[k - at], k, N), delta, using=["P.10", "radius"],
    ref="T3.13: P.10, local minima carry over",
)  # fmt: skip
last.apply(
    "N-flat", first, d=lambda at: d[k - at], M=N, f=g, using=["narrow", "N-local"], ref="T3.13: T3.12 for N",
)  # fmt: skip
last.step("N-product", chain(N, k, 1) == W.T, by="algebra", using=["P.10"], ref="T3.13, N_k ... N_1 = W^T")
last.step("T3.13", G == 0, by="algebra", using=["N-flat", "N-product"], ref="T3.13, g' = G^T")
last.conclude(using=["T3.13"], ref="T3.13: T3' for d_k")

# ---------------------------------------------------------------------------- T3: a convex f

proof = Proof("theorem3", "Theorem 3: without a bottleneck, W is a global minimum of a convex f", source=PAPER)
net = network(proof)
k, d, M, f, W, G = net.k, net.d, net.M, net.f, net.W, net.G
m, n = d[k], d[0]
narrow_at = [smallest(d, end, k) for end in (0, k)]
proof.assume("narrow", either(*narrow_at))
proof.assume("convex", convex(proof, f, m, n))
proof.assume("minimum", local_minimum(proof, net, M))
claim = proof.for_all_matrices("Z", m, n, lambda Z: f(W) <= f(Z))
proof.statement(claim)

with proof.cases("flat", G == 0, using=["narrow"], ref="T3.14: T3'"):
    with proof.case("input", narrow_at[0]):
        proof.apply("T3.12", first, using=["input", "minimum"], ref="T3.14: T3.12")
    with proof.case("output", narrow_at[1]):
        proof.apply("T3.13", last, using=["output", "minimum"], ref="T3.14: T3.13")
with proof.fix("T3.14", claim=claim, ref="T3.14: P.05"):
    Z = proof.matrix("Z", m, n)
    proof.apply(
        "P.05", flat_is_global, f(W) <= f(Z), X=W, p=m, q=n, using=["convex", "flat"], ref="T3.14: P.05",
        note="The paper calls the tuple a global minimum of f; its product W is one (erratum 16).",
    )  # fmt: skip
proof.conclude(using=["T3.14"], ref="T3.14")
