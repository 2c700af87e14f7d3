"""Corollary 2 for any number of towers, from a pair to towers (C2.08), which the paper leaves out.

The blocks (X J_l, J_l^T Y) of a pair (X, Y) are those of layers of each tower (T1.03-T1.05). Layers near these have
blocks nearby (T1.06), which join to a pair near (X, Y).
"""

from __future__ import annotations

from factors import near as near_layers
from many_hard import join
from many_towers import apart_towers, l, many_towers, narrow
from setting import PAPER, i
from theorem1_easy import layers

from proofs.zhang2019.theorems.derived import theorems
from symproof.author import Claim, Expression, Families, Family, Proof, both, chain, for_all, implies, norm2, summation

proof = Proof("many_easy", "C2.08 for many towers: a spurious pair gives spurious towers", source=PAPER)
many = many_towers(proof)
spaces = apart_towers(proof, many)
r, k, d, f, j, J, m, n, s = many.r, many.k, many.d, many.f, spaces.j, spaces.J, many.m, many.n, spaces.s
pair = spaces.pair
proof.assume("bottleneck", for_all(l, 1, r, narrow(many, j, l)))
shallow, deep = pair.some_spurious(), many.some_spurious()
claim = implies(shallow, deep)
proof.statement(claim)


def factored(name: str, new: str, C: Expression, D: Expression) -> Families:
    """Layers of all towers whose factors are the blocks of (C, D)."""

    def blocks(at: object) -> Claim:
        """There are layers of this tower with both blocks as factors."""

        def factors(V: Family) -> Claim:
            return both(chain(V, k[at], j[at] + 1) == C * J[at], chain(V, j[at], 1) == J[at].T * D)

        return proof.exists_family("V", i, 1, k[at], d[at, i], d[at, i - 1], factors)

    with proof.fix(f"{name}-each", claim=for_all(l, 1, r, blocks(l)), ref="C2.08: T1.03, each block"):
        t = proof.integer(f"{name}_t")
        proof.assume(f"{name}-number", 1 <= t, t <= r)
        proof.step(f"{name}-narrow", narrow(many, j, t), using=["bottleneck"], ref="C2.08")
        proof.apply(
            f"{name}-layers", layers, k=k[t], j=j[t], d=lambda at: d[t, at], X=C * J[t], Y=J[t].T * D,
            using=[f"{name}-narrow"], ref="C2.08: T1.03",
        )  # fmt: skip
    F = proof.choose(f"{name}-factors", given=f"{name}-each", name=new)
    product = for_all(l, 1, r, many.product(F, l) == C * J[l] * J[l].T * D)
    proof.step(f"{name}-products", product, using=[f"{name}-factors"], ref="C2.08, the towers")
    total = summation(l, 1, r, C * J[l] * J[l].T * D)
    proof.step(f"{name}-sum", many.total(F) == total, using=[f"{name}-products"], ref="C2.08, the towers")
    proof.step(f"{name}-whole", total == C * D, by="algebra", using=["together"], ref="C2.08")
    proof.step(
        f"{name}-value", f(many.total(F)) == f(C * D), by="algebra", using=[f"{name}-sum", f"{name}-whole"], ref="C2.08"
    )
    return F


with proof.suppose("shallow", shallow, then="C2.08", claim=claim, ref="C2.08"):
    X, Y = proof.obtain("XY", given="shallow", names=["X", "Y"])
    proof.step("XY-local", pair.local_minimum(X, Y), using=["XY"], ref="C2.08")
    proof.step("XY-not-global", pair.lower_elsewhere(X, Y), using=["XY"], ref="C2.08")
    F = factored("F", "F", X, Y)

    # Layers near F have factors near the blocks, which join to a pair near (X, Y).
    (delta,) = proof.obtain("radius", given="XY-local", names="delta")
    tau = many.step_of_each("tau-small", delta, using="radius", ref="C2.08")
    opened = for_all(l, 1, r, spaces.cut(F, l).continuous(tau))
    with proof.fix("continuous", claim=opened, ref="C2.08: P.11 for each tower"):
        t = proof.integer("t")
        proof.assume("t-number", 1 <= t, t <= r)
        proof.apply(
            "t-continuous", near_layers, k=k[t], j=j[t], d=lambda at: d[t, at], M=F[t], tau=tau, using=["tau-small"],
            ref="C2.08: P.11",
        )  # fmt: skip
    x = proof.choose("x-close", given="continuous", name="x")
    nu = many.smallest_radius("nu-small", x, using="x-close", ref="C2.08")
    with proof.fix("F-minimum", claim=many.minimum(F, nu), ref="C2.08: T1.06"):
        N = proof.families("N", *many.layers)
        proof.assume("near", many.distance(N, F) < nu * nu)
        y = proof.define_family("y", l, 1, r, value=many.gap(N, F, l))
        with proof.fix("y-low", claim=for_all(l, 1, r, 0 <= y[l]), ref="C2.08, squared norms"):
            q = proof.integer("q")
            proof.assume("q-number", 1 <= q, q <= r)
            gap = for_all(i, 1, k[q], 0 <= norm2(N[q, i] - F[q, i]))
            proof.step("q-each", gap, ref="C2.08, squared norms")
            proof.step("q-low", 0 <= many.gap(N, F, q), using=["q-each"], ref="C2.08, squared norms")
        proof.step("y-each", for_all(l, 1, r, y[l] == many.gap(N, F, l)), ref="C2.08, the distance")
        proof.step(
            "y-sum", summation(l, 1, r, y[l]) == many.distance(N, F), using=["y-each"], ref="C2.08, the distance"
        )

        def close(at: object) -> tuple[Expression, Expression]:
            """||A'_l - A_l||^2 and ||B'_l - B_l||^2."""
            cut = spaces.cut(F, at)
            return norm2(cut.upper(N[at]) - cut.A), norm2(cut.lower(N[at]) - cut.B)

        gaps = both(*[gap < tau * tau for gap in close(l)])
        with proof.fix("short", claim=for_all(l, 1, r, gaps), ref="C2.08: P.11"):
            t = proof.integer("u")
            proof.assume("u-number", 1 <= t, t <= r)
            proof.apply("one", theorems["member-of-many"], g=t, y=y, using=["y-low"], ref="C2.08, one distance")
            proof.step("nu-x", nu * nu <= x[t] * x[t], using=["nu-small"], ref="C2.08, the smallest radius")
            proof.step("u-near", many.gap(N, F, t) < x[t] * x[t], using=["near", "one", "y-sum", "nu-x"], ref="C2.08")
            proof.step(
                "u-short", both(*[gap < tau * tau for gap in close(t)]), using=["x-close", "u-near"], ref="C2.08"
            )
        C, D = spaces.factors(N)
        proof.apply("N-joined", join, M=N, using=["unit", "apart", "together"], ref="C2.06")
        for name, gap, size, place in (("C", C - X, m, 0), ("D", (D - Y).T, n, 1)):
            proof.apply(
                f"{name}-split", theorems["norm-over-selectors"], p=size, e=lambda at: d[at, j[at]], S=gap,
                using=["together"], ref="C2.06, ||D||^2",
            )  # fmt: skip
            with proof.fix(
                f"{name}-each", claim=for_all(l, 1, r, norm2(gap * J[l]) < tau * tau), ref="C2.08, each block"
            ):
                t = proof.integer(f"{name}_t")
                proof.assume(f"{name}-number", 1 <= t, t <= r)
                cut = spaces.cut(F, t)
                old = (cut.A == X * J[t]) if place == 0 else (cut.B == J[t].T * Y)
                new = (C * J[t] == cut.upper(N[t])) if place == 0 else (J[t].T * D == cut.lower(N[t]))
                proof.step(f"{name}-old", old, using=["F-factors"], ref="C2.08: T1.03")
                proof.step(f"{name}-new", new, using=["N-joined"], ref="C2.06")
                proof.step(
                    f"{name}-block", norm2(gap * J[t]) == close(t)[place], by="algebra",
                    using=[f"{name}-old", f"{name}-new"], ref="C2.08",
                )  # fmt: skip
                proof.step(f"{name}-short", close(t)[place] < tau * tau, using=["short"], ref="C2.08: P.11")
                proof.step(
                    f"{name}-less", norm2(gap * J[t]) < tau * tau, using=[f"{name}-block", f"{name}-short"], ref="C2.08"
                )
            total = summation(l, 1, r, norm2(gap * J[l]))
            proof.step(
                f"{name}-sum", total < summation(l, 1, r, tau * tau), using=[f"{name}-each"], ref="C2.08, all blocks"
            )
        proof.step(
            "pair-near", norm2(C - X) + norm2(D - Y) < delta * delta,
            using=["C-split", "D-split", "C-sum", "D-sum", "tau-small", "radius"], ref="C2.08, (C, D) is near (X, Y)",
        )  # fmt: skip
        proof.step("pair-above", f(X * Y) <= f(C * D), using=["radius", "pair-near"], ref="C2.08, (X, Y) is minimal")
        proof.step("CD-value", f(C * D) == f(many.total(N)), by="algebra", using=["N-joined"], ref="C2.08: C2.06")
        proof.step(
            "towers-above", f(many.total(F)) <= f(many.total(N)), using=["pair-above", "CD-value", "F-value"],
            ref="C2.08",
        )  # fmt: skip
    proof.give("F-local", many.local_minimum(F), nu, using=["nu-small", "F-minimum"], ref="C2.08: T1.06")

    # The blocks of a better pair are those of better layers.
    better = proof.obtain("CD-lower", given="XY-not-global", names=["C", "D"])
    E = factored("E", "E", *better)
    lower = f(many.total(E)) < f(many.total(F))
    proof.step("E-lower", lower, using=["CD-lower", "E-value", "F-value"], ref="C2.08: T1.07")
    proof.give("F-lower", many.lower_elsewhere(F), E, using=["E-lower"], ref="C2.08: T1.07")
    proof.step("F-spurious", many.spurious(F), using=["F-local", "F-lower"], ref="C2.08")
    proof.give("found", deep, F, using=["F-spurious"], ref="C2.08")
proof.conclude(using=["C2.08"], ref="C2.08")
