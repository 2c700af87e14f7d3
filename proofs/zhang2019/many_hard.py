"""Corollary 2 for any number of towers, from towers to a pair: C2.05-C2.07.

f' is not zero at the sum, so the factors of each tower have one-sided inverses. A pair (C, D) near the joined factors
splits into the pairs (C J_l, J_l^T D), each of which is that of layers near its tower (T1.14).
"""

from __future__ import annotations

from corollary2_towers import steep
from factors import moves
from many_single import single
from many_towers import apart_towers, l, many_towers, narrow
from preliminaries import flat_is_global
from setting import PAPER, convex, minimum_of_some_radius

from proofs.zhang2019.theorems.derived import theorems
from symproof.author import Proof, both, for_all, implies, norm2, summation

# ---------------------------------------------------------------------------- C2.06: joined factors

join = Proof("factors_of_many", "C2.06 for many towers: the factors of all, side by side", source=PAPER)
many = many_towers(join)
spaces = apart_towers(join, many)
r, d, j, n, m = many.r, many.d, spaces.j, many.n, many.m
M = join.families("M", *many.layers)
cut = spaces.cut(M, l)
A, B = join.define_family("A", l, 1, r, value=cut.A), join.define_family("B", l, 1, r, value=cut.B)
join.statement(spaces.joined(M))
join.apply(
    "C2.06", theorems["joined"], p=m, q=n, e=lambda at: d[at, j[at]], using=["unit", "apart"],
    ref="C2.06, block products",
)  # fmt: skip
join.conclude(using=["C2.06"], ref="C2.06")

# ---------------------------------------------------------------------------- C2.07

proof = Proof("many_hard", "C2.07 for many towers: spurious towers give a spurious pair", source=PAPER)
many = many_towers(proof)
spaces = apart_towers(proof, many)
r, k, d, f, j, J, m, n, s = many.r, many.k, many.d, many.f, spaces.j, spaces.J, many.m, many.n, spaces.s
pair = spaces.pair
proof.assume("convex", convex(proof, f, m, n))
proof.assume("bottleneck", for_all(l, 1, r, narrow(many, j, l)))
M = proof.families("M", *many.layers)
X, Y = (proof.define(name, value) for name, value in zip("XY", spaces.factors(M), strict=True))
claim = implies(many.spurious(M), pair.spurious(X, Y))
proof.statement(claim)
proof.apply("M-joined", join, using=["unit", "apart", "together"], ref="C2.06")
proof.step("XY-value", f(X * Y) == f(many.total(M)), by="algebra", using=["M-joined"], ref="C2.06, A B = W")

with proof.suppose("spurious", many.spurious(M), then="C2.07", claim=claim, ref="C2.07"):
    proof.step("minimum", many.local_minimum(M), using=["spurious"], ref="C2.07, a local minimum")
    proof.step("not-global", many.lower_elsewhere(M), using=["spurious"], ref="C2.07, no global one")
    (N,) = proof.obtain("N-lower", given="not-global", names="N")

    with proof.contradiction("steep", f.gradient(many.total(M)) != 0, supposing="flat", ref="C2.05: T1.17"):
        proof.apply(
            "N-higher", flat_is_global, f(many.total(M)) <= f(many.total(N)), X=many.total(M), p=m, q=n,
            using=["convex", "flat"], ref="C2.05: P.05",
        )  # fmt: skip
        proof.step("clash", f(many.total(N)) < f(many.total(N)), using=["N-higher", "N-lower"], ref="C2.05")

    # A step tau for each tower, with r tau^2 less than delta^2.
    (delta,) = proof.obtain("radius", given="minimum", names="delta")
    tau = many.step_of_each("tau-small", delta, using="radius", ref="C2.07")

    # Lemma 1 for each tower, while the others stay.
    opened = for_all(l, 1, r, spaces.cut(M, l).open(tau))
    with proof.fix("open", claim=opened, ref="C2.05: L1.16, C2.07: T1.14"):
        t = proof.integer("t")
        proof.assume("t-number", 1 <= t, t <= r)
        cut, others = spaces.cut(M, t), many.total(M) - many.product(M, t)
        alone = minimum_of_some_radius(proof, lambda V: f(V + others), lambda at: d[t, at], k[t], M[t])
        proof.apply("t-alone", single, alone, using=["minimum"], ref="C2.03")
        proof.step("t-narrow", narrow(many, j, t), using=["bottleneck"], ref="C2.05")
        names = {"k": k[t], "j": j[t], "d": lambda at: d[t, at], "M": M[t]}
        proof.apply("either", steep, K=others, using=["t-narrow", "t-alone"], ref="C2.05: L1.16", **names)
        with proof.cases("inverses", both(cut.left, cut.right), using=["either"], ref="C2.05"):
            with proof.case("t-flat", f.gradient(many.product(M, t) + others) == 0):
                proof.step("t-steep", f.gradient(many.total(M)) == 0, using=["t-flat"], ref="C2.05")
                proof.step("t-clash", f.gradient(many.total(M)) != 0, using=["steep"], ref="C2.05")
            with proof.case("regular", both(cut.left, cut.right)):
                pass
        proof.apply("t-open", moves, tau=tau, using=["inverses", "tau-small"], ref="C2.07: T1.14", **names)
    x = proof.choose("x-open", given="open", name="x")
    nu = many.smallest_radius("nu-small", x, using="x-open", ref="C2.07")

    # A pair near (X, Y) splits into pairs near the factors of each tower.
    with proof.fix("C2.07.minimum", claim=pair.minimum(X, Y, nu), ref="C2.07"):
        C, D = proof.matrix("C", m, s), proof.matrix("D", s, n)
        proof.assume("near", norm2(C - X) + norm2(D - Y) < nu * nu)
        with proof.fix(
            "moved", claim=for_all(l, 1, r, spaces.cut(M, l).layers(C * J[l], J[l].T * D, tau)), ref="C2.07: T1.14"
        ):
            t = proof.integer("q")
            proof.assume("q-number", 1 <= t, t <= r)
            cut, left, right, e = spaces.cut(M, t), C - X, D - Y, d[t, j[t]]
            proof.step("q-unit", J[t].T * J[t] == proof.identity(e), using=["unit"], ref="C2.06")
            proof.apply(
                "left-shorter", theorems["shorter-image"], p=m, q=e, S=left, Z=J[t], using=["q-unit"],
                ref="C2.06, ||D_l|| <= ||D||",
            )  # fmt: skip
            proof.apply(
                "right-shorter", theorems["shorter-image"], p=n, q=e, S=right.T, Z=J[t], using=["q-unit"],
                ref="C2.06, ||E_l|| <= ||E||",
            )  # fmt: skip
            proof.step("X-J", X * J[t] == cut.A, using=["M-joined"], ref="C2.06, X J_l = A_l")
            proof.step("J-Y", J[t].T * Y == cut.B, using=["M-joined"], ref="C2.06, J_l^T Y = B_l")
            C_t, D_t = proof.define("C_t", C * J[t]), proof.define("D_t", J[t].T * D)
            gaps = norm2(C_t - cut.A), norm2(D_t - cut.B)
            proof.step("left-is", gaps[0] == norm2(left * J[t]), by="algebra", using=["X-J"], ref="C2.06")
            proof.step("right-is", gaps[1] == norm2(right.T * J[t]), by="algebra", using=["J-Y"], ref="C2.06")
            proof.step("nu-x", nu * nu <= x[t] * x[t], using=["nu-small"], ref="C2.07, the smallest radius")
            proof.step(
                "q-near", gaps[0] + gaps[1] < x[t] * x[t],
                using=["near", "nu-x", "left-is", "right-is", "left-shorter", "right-shorter"], ref="C2.07",
            )  # fmt: skip
            proof.step("q-moved", cut.layers(C_t, D_t, tau), using=["x-open", "q-near"], ref="C2.07: T1.14")
        E = proof.choose("E", given="moved", name="E")
        proof.step("products", for_all(l, 1, r, many.product(E, l) == C * J[l] * J[l].T * D), using=["E"], ref="C2.07")
        proof.step("gaps", for_all(l, 1, r, many.gap(E, M, l) < tau * tau), using=["E"], ref="C2.07")
        blocks = summation(l, 1, r, C * J[l] * J[l].T * D)
        proof.step("sum-products", many.total(E) == blocks, using=["products"], ref="C2.07")
        proof.step("blocks", blocks == C * D, by="algebra", using=["together"], ref="C2.07, the sum of J_l J_l^T is I")
        proof.step("sum-gaps", many.distance(E, M) < summation(l, 1, r, tau * tau), using=["gaps"], ref="C2.07")
        proof.step(
            "E-near", many.distance(E, M) < delta * delta, using=["sum-gaps", "tau-small", "radius"],
            ref="C2.07, E is near M",
        )  # fmt: skip
        proof.step(
            "E-above", f(many.total(M)) <= f(many.total(E)), using=["radius", "E-near"], ref="C2.07, M is minimal"
        )
        proof.step("E-value", f(many.total(E)) == f(C * D), by="algebra", using=["sum-products", "blocks"], ref="C2.07")
        proof.step("above", f(X * Y) <= f(C * D), using=["E-above", "E-value", "XY-value"], ref="C2.07")
    proof.give("local", pair.local_minimum(X, Y), nu, using=["nu-small", "C2.07.minimum"], ref="C2.07")

    # Better towers give a better pair.
    F, G = spaces.factors(N)
    proof.apply("N-joined", join, M=N, using=["unit", "apart", "together"], ref="C2.07: C2.06")
    proof.step("N-value", f(F * G) == f(many.total(N)), by="algebra", using=["N-joined"], ref="C2.07")
    proof.step("pair-lower", f(F * G) < f(X * Y), using=["N-lower", "N-value", "XY-value"], ref="C2.07, as T1.16")
    proof.give("lower", pair.lower_elsewhere(X, Y), F, G, using=["pair-lower"], ref="C2.07, as T1.16")
    proof.step("both", pair.spurious(X, Y), using=["local", "lower"], ref="C2.07")
proof.conclude(using=["C2.07"], ref="C2.07")
