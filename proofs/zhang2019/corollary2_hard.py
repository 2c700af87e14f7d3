"""Corollary 2, from two towers to a pair: spurious towers give a spurious pair of joined factors (C2.07).

f' is not zero at the sum, so all four factors have one-sided inverses. A pair (C, D) near the joined factors splits
into (C J, J^T D) and (C H, H^T D), each of which is that of layers near its tower (T1.14).
"""

from __future__ import annotations

from corollary2_towers import single, steep
from factors import moves
from preliminaries import flat_is_global
from setting import PAPER, convex, distance, i, minimum_of_some_radius
from towers import joined, towers

from proofs.zhang2019.theorems.derived import theorems
from symproof.author import Proof, both, chain, implies, norm2

proof = Proof("corollary2_hard", "C2.07: spurious towers give a spurious pair", source=PAPER)
two = towers(proof)
cut = joined(proof, two)
k, l, d, e, f, j, h, J, H = two.k, two.l, two.d, two.e, two.f, cut.j, cut.h, cut.J, cut.H  # noqa: E741
m, n, b, pair = d[k], d[0], d[j] + e[h], cut.pair
proof.assume("convex", convex(proof, f, m, n))
M = proof.family("M", i, 1, k, d[i], d[i - 1])
T = proof.family("T", i, 1, l, e[i], e[i - 1])
one, other = cut.first(M), cut.second(T)
left, right = cut.factors(M, T)
X, Y = proof.define("X", left), proof.define("Y", right)
proof.statement(implies(two.spurious(M, T), pair.spurious(X, Y)))
proof.step("X-J", X * J == one.A, by="algebra", using=["side"], ref="C2.06, X J = A_1")
proof.step("X-H", X * H == other.A, by="algebra", using=["side"], ref="C2.06, X H = A_2")
proof.step("J-Y", J.T * Y == one.B, by="algebra", using=["side"], ref="C2.06, J^T Y = B_1")
proof.step("H-Y", H.T * Y == other.B, by="algebra", using=["side"], ref="C2.06, H^T Y = B_2")
proof.step("joined", X * Y == two.total(M, T), by="algebra", using=["side"], ref="C2.06, A B = W")

with proof.suppose(
    "spurious", two.spurious(M, T), then="C2.07", claim=implies(two.spurious(M, T), pair.spurious(X, Y)), ref="C2.07"
):
    proof.step("minimum", two.local_minimum(M, T), using=["spurious"], ref="C2.07, a local minimum")
    proof.step("not-global", two.lower_elsewhere(M, T), using=["spurious"], ref="C2.07, no global one")
    N, S = proof.obtain("NS-lower", given="not-global", names=["N", "S"])

    with proof.contradiction("steep", f.gradient(two.total(M, T)) != 0, supposing="flat", ref="C2.05: T1.17"):
        proof.apply(
            "NS-higher", flat_is_global, f(two.total(M, T)) <= f(two.total(N, S)), X=two.total(M, T), p=m, q=n,
            using=["convex", "flat"], ref="C2.05: P.05",
        )  # fmt: skip
        clash = f(two.total(N, S)) < f(two.total(N, S))
        proof.step("clash", clash, using=["NS-higher", "NS-lower"], ref="C2.05, (M, T) is not global")

    # Lemma 1 for each tower, while the other one stays.
    proof.apply("C2.03", single, using=["minimum"], ref="C2.03")
    towers_of = [
        ("M", one, chain(T, l, 1), "bottleneck", {}),
        ("T", other, chain(M, k, 1), "bottleneck-2", {"k": l, "j": h, "d": e, "M": T}),
    ]
    for name, factors, rest, narrow, names in towers_of:
        alone = minimum_of_some_radius(
            proof, lambda V, rest=rest: f(V + rest), lambda at, factors=factors: factors.d[at], factors.k, factors.M
        )
        inverses = both(factors.left, factors.right)
        proof.step(f"{name}-alone", alone, using=["C2.03"], ref="C2.03")
        proof.apply(f"{name}-either", steep, K=rest, using=[narrow, f"{name}-alone"], ref="C2.05: L1.16", **names)
        with proof.cases(f"{name}-inverses", inverses, using=[f"{name}-either"], ref="C2.05"):
            with proof.case(f"{name}-flat", f.gradient(chain(factors.M, factors.k, 1) + rest) == 0):
                proof.step(f"{name}-steep", f.gradient(two.total(M, T)) == 0, using=[f"{name}-flat"], ref="C2.05")
                proof.step(f"{name}-clash", f.gradient(two.total(M, T)) != 0, using=["steep"], ref="C2.05")
            with proof.case(f"{name}-regular", inverses):
                pass
        proof.step(f"{name}-left", factors.left, using=[f"{name}-inverses"], ref="C2.05, rank A_i = b_i")
        proof.step(f"{name}-right", factors.right, using=[f"{name}-inverses"], ref="C2.05, rank B_i = b_i")

    # Each pair near (X, Y) is that of layers near both towers.
    (delta,) = proof.obtain("radius", given="minimum", names="delta")
    half = delta / 2
    proof.step("half", half > 0, using=["radius"], ref="C2.07, delta / 2")
    proof.apply("M-opens", moves, tau=half, using=["M-left", "M-right", "half"], ref="C2.07: T1.14 for A_1, B_1")
    (alpha,) = proof.obtain("alpha-open", given="M-opens", names="alpha")
    proof.apply(
        "T-opens", moves, k=l, j=h, d=e, M=T, tau=half, using=["T-left", "T-right", "half"],
        ref="C2.07: T1.14 for A_2, B_2",
    )  # fmt: skip
    (beta,) = proof.obtain("beta-open", given="T-opens", names="beta")
    proof.apply("eps-some", theorems["smaller"], X=alpha, Y=beta, using=["alpha-open", "beta-open"], ref="C2.07, eps")
    (eps,) = proof.obtain("eps-small", given="eps-some", names="eps")
    with proof.fix("C2.07.minimum", claim=pair.minimum(X, Y, eps), ref="C2.07"):
        C, D = proof.matrix("C", m, b), proof.matrix("D", b, n)
        proof.assume("near", norm2(C - X) + norm2(D - Y) < eps * eps)
        C1, D1 = proof.define("C_1", C * J), proof.define("D_1", J.T * D)
        C2, D2 = proof.define("C_2", C * H), proof.define("D_2", H.T * D)
        gaps = {
            "M-up": norm2(C1 - one.A), "T-up": norm2(C2 - other.A),
            "M-down": norm2(D1 - one.B), "T-down": norm2(D2 - other.B),
        }  # fmt: skip
        proof.step(
            "C-split", norm2(C - X) == gaps["M-up"] + gaps["T-up"], by="algebra", using=["side"],
            ref="C2.06, ||C - A||^2",
        )  # fmt: skip
        proof.step(
            "D-split", norm2(D - Y) == gaps["M-down"] + gaps["T-down"], by="algebra", using=["side"],
            ref="C2.06, ||D - B||^2",
        )  # fmt: skip
        for name, gap in gaps.items():
            proof.step(f"{name}-low", 0 <= gap, ref="C2.07, squared norms")
        lows = [f"{name}-low" for name in gaps]
        splits = ["near", "C-split", "D-split", "eps-small", *lows]
        M_near, R_near = gaps["M-up"] + gaps["M-down"], gaps["T-up"] + gaps["T-down"]
        proof.step("M-near", M_near < alpha * alpha, using=splits, ref="C2.07, eps <= alpha")
        proof.step("T-near", R_near < beta * beta, using=splits, ref="C2.07, eps <= beta")
        proof.step("M-moved", one.layers(C1, D1, half), using=["alpha-open", "M-near"], ref="C2.07: T1.14")
        (E,) = proof.obtain("E-near", given="M-moved", names="E")
        proof.step("T-moved", other.layers(C2, D2, half), using=["beta-open", "T-near"], ref="C2.07: T1.14")
        (F,) = proof.obtain("F-near", given="T-moved", names="F")
        proof.step("delta-2", delta * delta > 0, using=["radius"], ref="C2.07, delta > 0")
        proof.step(
            "both-near", distance(E, M, 1, k) + distance(F, T, 1, l) < delta * delta,
            using=["E-near", "F-near", "delta-2"], ref="C2.07, (E, F) is near (M, T)",
        )  # fmt: skip
        proof.step(
            "towers-above", f(two.total(M, T)) <= f(two.total(E, F)), using=["radius", "both-near"],
            ref="C2.07, (M, T) is minimal",
        )  # fmt: skip
        proof.step(
            "total", two.total(E, F) == C * D, by="algebra", using=["E-near", "F-near", "side"],
            ref="C2.07, C J J^T D + C H H^T D = C D",
        )  # fmt: skip
        proof.step("value", f(two.total(E, F)) == f(C * D), by="algebra", using=["total"], ref="C2.07")
        proof.step("XY-value", f(X * Y) == f(two.total(M, T)), by="algebra", using=["joined"], ref="C2.07")
        proof.step("above", f(X * Y) <= f(C * D), using=["towers-above", "value", "XY-value"], ref="C2.07")
    proof.give("local", pair.local_minimum(X, Y), eps, using=["eps-small", "C2.07.minimum"], ref="C2.07")

    # Better towers give a better pair.
    better = cut.factors(N, S)
    product = better[0] * better[1]
    proof.step("NS-product", product == two.total(N, S), by="algebra", using=["side"], ref="C2.07: C2.06")
    proof.step("NS-value", f(product) == f(two.total(N, S)), by="algebra", using=["NS-product"], ref="C2.07")
    proof.step("MR-value", f(X * Y) == f(two.total(M, T)), by="algebra", using=["joined"], ref="C2.07")
    proof.step("pair-lower", f(product) < f(X * Y), using=["NS-lower", "NS-value", "MR-value"], ref="C2.07, as T1.16")
    proof.give("lower", pair.lower_elsewhere(X, Y), *better, using=["pair-lower"], ref="C2.07, as T1.16")
    proof.step("both", pair.spurious(X, Y), using=["local", "lower"], ref="C2.07")
proof.conclude(using=["C2.07"], ref="C2.07")
