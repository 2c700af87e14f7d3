"""The first half of Lemma 1: at a local minimum with f'(AB) != 0 the factor A has a left inverse."""

from __future__ import annotations

from lemma2 import proof as lemma2
from preliminaries import nearby
from push import proof as push
from setting import (
    PAPER,
    distance,
    has_left_inverse,
    has_right_inverse,
    i,
    in_kernel,
    local_minimum,
    middle_case,
    network,
    upper_products,
)

from proofs.zhang2019.theorems.derived import axioms, theorems
from symproof.author import Claim, Expression, Proof, both, chain, for_all, implies, norm2, summation

proof = Proof("lemma1_left", "Lemma 1 for A: A has a left inverse where f' is not zero", source=PAPER)
net = network(proof)
mid = middle_case(proof, net)
k, d, M, f, W, G, j, A = net.k, net.d, net.M, net.f, net.W, net.G, mid.j, mid.A
Q = upper_products(proof, net)
m, n = d[k], d[0]
proof.assume("minimum", local_minimum(proof, net, M))
left = has_left_inverse(proof, A, m, d[j])
claim = implies(G != 0, left)
proof.statement(claim)

proof.step("L1.02.factors", for_all(i, 0, j, Q[i] == A * chain(M, j, i + 1)), by="algebra", ref="L1.02, the ranks")


def kernels(u: Expression) -> None:
    """L1.03: for 1 <= i <= j some w_i != 0 has Q_i w_i = 0: Z u if T Z = I for T = M_j...M_{i+1}, or T w_i = 0."""
    claim = for_all(i, 1, j, in_kernel(proof, Q[i], d[i], "w"))
    with proof.fix("L1.03", claim=claim, ref="L1.03"):
        s = proof.integer("s")
        proof.assume("layer", 1 <= s, s <= j)
        T = chain(M, j, s + 1)
        proof.apply("T-either", axioms["N2"], X=T, p=d[j], q=d[s], using=["bottleneck"], ref="L1.03, N2 for T")
        with proof.cases("kernel-s", in_kernel(proof, Q[s], d[s], "w"), using=["T-either"], ref="L1.03"):
            with proof.case("onto", has_right_inverse(proof, T, d[j], d[s])):
                (Z,) = proof.obtain("Z-right", given="onto")
                proof.step("QZu", Q[s] * Z * u == 0, by="algebra", using=["Z-right", "u-kernel"], ref="L1.03 (a)")
                with proof.contradiction("Zu-nonzero", Z * u != 0, supposing="Zu-zero", ref="L1.03 (a)"):
                    proof.step("u-zero", u == 0, by="algebra", using=["Z-right", "Zu-zero"], ref="L1.03 (a), T Z u = u")
                proof.give("Zu", in_kernel(proof, Q[s], d[s], "w"), Z * u, using=["Zu-nonzero", "QZu"], ref="L1.03 (a)")
            with proof.case("inside", in_kernel(proof, T, d[s], "t")):
                (t,) = proof.obtain("t-kernel", given="inside")
                proof.step("Qt", Q[s] * t == 0, by="algebra", using=["t-kernel"], ref="L1.03 (b)")
                proof.give("t-found", in_kernel(proof, Q[s], d[s], "w"), t, using=["t-kernel", "Qt"], ref="L1.03 (b)")


with proof.suppose("steep", G != 0, then="L1.15", claim=claim, ref="L1.15"):
    proof.apply("A-either", axioms["N1"], X=A, p=m, q=d[j], ref="L1.01")
    (delta,) = proof.obtain("radius", given="minimum", names="delta")
    with proof.cases("A-left", left, using=["A-either"], ref="L1.15"):
        with proof.case("left", left):
            pass
        with proof.case("kernel", in_kernel(proof, A, d[j], "u")):
            (u,) = proof.obtain("u-kernel", given="kernel")
            kernels(u)
            w = proof.choose("w-kernels", given="L1.03", name="w")

            # eps is fixed before the v_i are chosen.
            S = summation(i, 1, j, norm2(w[i]))
            proof.step("squares", for_all(i, 1, j, 0 <= norm2(w[i])), ref="L1.08, S >= 0")
            proof.step("S-positive", 0 <= S, using=["squares"], ref="L1.08, S >= 0")
            proof.apply("small", theorems["scale"], S=S, delta=delta, using=["S-positive", "radius"], ref="L1.08, eps")
            (eps,) = proof.obtain("eps-small", given="small", names="eps")

            # L1.13: the v_i are chosen so that no G P~_i^T vanishes; P~_i are the products of the moved layers.
            def step_of(at: object, X: Expression, Y: Expression) -> Claim:
                return proof.exists("v", d[at], 1, lambda v: both(
                    norm2(v) <= eps * eps, Y == (M[at + 1] + w[at + 1] * v.T) * X,
                ))  # fmt: skip

            unit = proof.identity(n)
            with proof.contradiction("G-unit", G * unit.T != 0, supposing="G-unit-zero", ref="L1.12"):
                proof.step(
                    "G-zero", G == 0, by="algebra", using=["G-unit-zero"], ref="L1.12, P~_0 = I",
                    note="The paper begins at the first i* with G P_{i*}^T = 0, does not say that there is one, and"
                    " treats i* > 1 only; here the v_i begin at P~_0 = I (erratum 4).",
                )  # fmt: skip
            with proof.recursion(
                "L1.13", "P_tilde", i, 0, j, d[i], n, start=unit, keeps=lambda X: G * X.T != 0, relation=step_of,
                using=["G-unit"], names=("s", "X", "Y"), ref="L1.13",
            ) as here:  # fmt: skip
                s, X = here.index, here.member
                proof.apply(
                    "pushed", push, H=G * X.T, X=M[s + 1].T, w=w[s + 1], eps=eps, a=m, p=d[s], q=d[s + 1],
                    using=["L1.13.kept", "w-kernels", "eps-small"], ref="L1.13, PUSH",
                )  # fmt: skip
                (z,) = proof.obtain("z-pushed", given="pushed", names="z")
                moved = (M[s + 1] + w[s + 1] * z.T) * X
                proof.give("v-next", step_of(s, X, moved), z, using=["z-pushed"], ref="L1.14")
                proof.give("next", here.goal, moved, using=["v-next", "z-pushed"], ref="L1.14")
            (Pt,) = proof.obtain("P-made", given="L1.13", names="P_tilde")
            proof.step("v-exist", for_all(i, 0, j - 1, step_of(i, Pt[i], Pt[i + 1])), using=["P-made"], ref="L1.13")
            v = proof.choose("v-small", given="v-exist", name="v")
            Mt = proof.define_family("M_tilde", i, 1, k, pieces=[(1, j, M[i] + w[i] * v[i - 1].T), (j + 1, k, M[i])])

            Bt = proof.define("B_tilde", chain(Mt, j, 1))

            # The products Q_i stay the same, so the value does.
            proof.step(
                "L1.04", chain(Mt, k, 1) == A * Bt, by="algebra", ref="L1.04, A is unchanged",
                note='The paper writes "w_j v_J^T" in its definition of M~ for w_j v_j^T (erratum 18).',
            )  # fmt: skip
            proof.step(
                "perturbation", for_all(i, 1, j, Q[i] * (M[i] + w[i] * v[i - 1].T) == Q[i - 1]), by="algebra",
                using=["w-kernels"], ref="L1.05",
            )  # fmt: skip
            proof.step(
                "equation-1", for_all(i, 1, j + 1, A * chain(Mt, j, i) == Q[i - 1]), by="induction",
                using=["w-kernels"], ref="L1.06, equation (1)",
            )  # fmt: skip
            proof.step("AB", A * Bt == W, by="algebra", using=["equation-1"], ref="L1.07")
            proof.step("product", chain(Mt, k, 1) == W, by="algebra", using=["AB"], ref="L1.07")
            proof.step("value", f(chain(Mt, k, 1)) == f(W), by="algebra", using=["product"], ref="L1.07")
            proof.step("slope", f.gradient(chain(Mt, k, 1)) == G, by="algebra", using=["product"], ref="L1.07")

            # M~ is near M, so it is a local minimum.
            moves = norm2(w[i]) * norm2(v[i - 1])
            bound = eps * eps * norm2(w[i])
            whole, moved, unmoved = distance(Mt, M, 1, k), distance(Mt, M, 1, j), distance(Mt, M, j + 1, k)
            proof.step("split", whole == moved + unmoved, ref="L1.08")
            proof.step("unmoved", unmoved == 0, ref="L1.08")
            proof.step("moves", moved == summation(i, 1, j, moves), by="algebra", ref="L1.08, ||w v^T|| = ||w|| ||v||")
            proof.step("v-short", for_all(i, 1, j, norm2(v[i - 1]) <= eps * eps), using=["v-small"], ref="L1.08")
            proof.step("short", for_all(i, 1, j, moves <= bound), using=["v-short"], ref="L1.08")
            proof.step("sums", summation(i, 1, j, moves) <= summation(i, 1, j, bound), using=["short"], ref="L1.08")
            proof.step(
                "near", 4 * whole <= delta * delta, using=["split", "unmoved", "moves", "sums", "eps-small"],
                ref="L1.08, with eps = delta / (2 + 2 S)",
                note="The paper takes basis vectors of norm 1 for the v_i; then M~ need not be near M (erratum 1).",
            )  # fmt: skip
            proof.apply("M-tilde-minimum", nearby, T=Mt, using=["radius", "near", "value"], ref="L1.09: P.12")
            proof.give(
                "M-tilde-local", local_minimum(proof, net, Mt), delta / 2, using=["M-tilde-minimum"], ref="L1.09"
            )

            # Lemma 2 for M~ contradicts the choice of the v_i.
            proof.apply("L1.10", lemma2, M=Mt, using=["M-tilde-local"], ref="L1.10: Lemma 2 for M~")
            proof.step("equation-2", G * Bt.T == 0, by="algebra", using=["L1.10", "slope"], ref="L1.11, equation (2)")
            proof.step(
                "P-products", for_all(i, 0, j, Pt[i] == chain(Mt, i, 1)), by="induction", using=["P-made", "v-small"],
                ref="L1.13, P~_i = M~_i ... M~_1",
            )  # fmt: skip
            proof.step(
                "P-zero", G * Pt[j].T == 0, by="algebra", using=["equation-2", "P-products"], ref="L1.15, at i = j"
            )
            proof.step("P-kept", G * Pt[j].T != 0, using=["P-made"], ref="L1.15")
proof.conclude(using=["L1.15"], ref="L1.15")
