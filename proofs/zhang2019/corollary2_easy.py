"""Corollary 2, from a pair to two towers: a spurious pair gives spurious towers (C2.08), which the paper leaves out.

The blocks (X J, J^T Y) and (X H, H^T Y) of a pair (X, Y) are those of layers of both towers (T1.03-T1.05). Layers near
these have blocks nearby (T1.06), which join to a pair near (X, Y).
"""

from __future__ import annotations

from factors import near as near_layers
from setting import PAPER, distance, i
from theorem1_easy import layers
from towers import joined, towers

from proofs.zhang2019.theorems.derived import theorems
from symproof.author import Expression, Family, Proof, both, for_all, implies, norm2

proof = Proof("corollary2_easy", "C2.08: a spurious pair gives spurious towers", source=PAPER)
two = towers(proof)
cut = joined(proof, two)
k, l, d, e, f, j, h, J, H = two.k, two.l, two.d, two.e, two.f, cut.j, cut.h, cut.J, cut.H  # noqa: E741
pair = cut.pair
shallow, deep = pair.some_spurious(), two.some_spurious()
claim = implies(shallow, deep)
proof.statement(claim)


def factored(name: str, new: tuple[str, str], C: Expression, D: Expression) -> tuple[Family, Family]:
    """Layers of both towers whose factors are the blocks of (C, D)."""
    proof.apply(f"{name}-first", layers, X=C * J, Y=J.T * D, using=["bottleneck"], ref="C2.08: T1.03, the first block")
    (one,) = proof.obtain(f"{name}-one", given=f"{name}-first", names=new[0])
    proof.apply(
        f"{name}-second", layers, k=l, j=h, d=e, X=C * H, Y=H.T * D, using=["bottleneck-2"],
        ref="C2.08: T1.03, the second block",
    )  # fmt: skip
    (other,) = proof.obtain(f"{name}-other", given=f"{name}-second", names=new[1])
    factors = [f"{name}-one", f"{name}-other", "side"]
    proof.step(
        f"{name}-total", two.total(one, other) == C * D, by="algebra", using=factors,
        ref="C2.08, C J J^T D + C H H^T D = C D",
    )  # fmt: skip
    proof.step(
        f"{name}-value", f(two.total(one, other)) == f(C * D), by="algebra", using=[f"{name}-total"], ref="C2.08"
    )
    return one, other


with proof.suppose("shallow", shallow, then="C2.08", claim=claim, ref="C2.08"):
    X, Y = proof.obtain("XY", given="shallow", names=["X", "Y"])
    proof.step("XY-local", pair.local_minimum(X, Y), using=["XY"], ref="C2.08")
    proof.step("XY-not-global", pair.lower_elsewhere(X, Y), using=["XY"], ref="C2.08")
    F, T = factored("FT", ("F", "T"), X, Y)
    one, other = cut.first(F), cut.second(T)

    # Layers near F and T have factors near the blocks, which join to a pair near (X, Y).
    (delta,) = proof.obtain("radius", given="XY-local", names="delta")
    half = delta / 2
    proof.step("half", half > 0, using=["radius"], ref="C2.08, delta / 2")
    proof.apply("F-near", near_layers, M=F, tau=half, using=["half"], ref="C2.08: P.11 for the first tower")
    (alpha,) = proof.obtain("F-close", given="F-near", names="alpha")
    proof.apply(
        "T-near", near_layers, k=l, j=h, d=e, M=T, tau=half, using=["half"], ref="C2.08: P.11 for the second tower"
    )
    (beta,) = proof.obtain("T-close", given="T-near", names="beta")
    proof.apply("eta-some", theorems["smaller"], X=alpha, Y=beta, using=["F-close", "T-close"], ref="C2.08, eta")
    (eta,) = proof.obtain("eta-small", given="eta-some", names="eta")
    with proof.fix("FT-minimum", claim=two.minimum(F, T, eta), ref="C2.08: T1.06"):
        N = proof.family("N", i, 1, k, d[i], d[i - 1])
        S = proof.family("S", i, 1, l, e[i], e[i - 1])
        N_gap, S_gap = distance(N, F, 1, k), distance(S, T, 1, l)
        proof.assume("near", N_gap + S_gap < eta * eta)
        for name, gap, old, new, depth in (("N", N_gap, F, N, k), ("S", S_gap, T, S, l)):
            proof.step(f"{name}-each", for_all(i, 1, depth, 0 <= norm2(new[i] - old[i])), ref="C2.08, squared norms")
            proof.step(f"{name}-low", 0 <= gap, using=[f"{name}-each"], ref="C2.08, squared norms")
        proof.step("N-near", N_gap < alpha * alpha, using=["near", "S-low", "eta-small"], ref="C2.08, eta <= alpha")
        proof.step("S-near", S_gap < beta * beta, using=["near", "N-low", "eta-small"], ref="C2.08, eta <= beta")
        gaps = {
            "N": (norm2(one.upper(N) - one.A), norm2(one.lower(N) - one.B)),
            "S": (norm2(other.upper(S) - other.A), norm2(other.lower(S) - other.B)),
        }
        for name, close, (up, down) in zip(gaps, ("F-close", "T-close"), gaps.values(), strict=True):
            proof.step(
                f"{name}-factors", both(up < half * half, down < half * half), using=[close, f"{name}-near"],
                ref="C2.08: P.11",
            )  # fmt: skip
        C, D = cut.factors(N, S)
        proof.step(
            "C-gap", norm2(C - X) == gaps["N"][0] + gaps["S"][0], by="algebra",
            using=["FT-one", "FT-other", "side"], ref="C2.06, ||C - X||^2",
        )  # fmt: skip
        proof.step(
            "D-gap", norm2(D - Y) == gaps["N"][1] + gaps["S"][1], by="algebra",
            using=["FT-one", "FT-other", "side"], ref="C2.06, ||D - Y||^2",
        )  # fmt: skip
        proof.step("delta-2", delta * delta > 0, using=["radius"], ref="C2.08, delta > 0")
        proof.step(
            "pair-near", norm2(C - X) + norm2(D - Y) < delta * delta,
            using=["C-gap", "D-gap", "N-factors", "S-factors", "delta-2"], ref="C2.08, (C, D) is near (X, Y)",
        )  # fmt: skip
        proof.step("pair-above", f(X * Y) <= f(C * D), using=["radius", "pair-near"], ref="C2.08, (X, Y) is minimal")
        proof.step("CD", C * D == two.total(N, S), by="algebra", using=["side"], ref="C2.08: C2.06")
        proof.step("CD-value", f(C * D) == f(two.total(N, S)), by="algebra", using=["CD"], ref="C2.08")
        proof.step(
            "towers-above", f(two.total(F, T)) <= f(two.total(N, S)), using=["pair-above", "CD-value", "FT-value"],
            ref="C2.08",
        )  # fmt: skip
    proof.give("FT-local", two.local_minimum(F, T), eta, using=["eta-small", "FT-minimum"], ref="C2.08: T1.06")

    # The blocks of a better pair are those of better layers.
    better = proof.obtain("CD-lower", given="XY-not-global", names=["C", "D"])
    layers_of = factored("EG", ("E", "G"), *better)
    lower = f(two.total(*layers_of)) < f(two.total(F, T))
    proof.step("EG-lower", lower, using=["CD-lower", "EG-value", "FT-value"], ref="C2.08: T1.07")
    proof.give("FT-lower", two.lower_elsewhere(F, T), *layers_of, using=["EG-lower"], ref="C2.08: T1.07")
    proof.step("FT-spurious", two.spurious(F, T), using=["FT-local", "FT-lower"], ref="C2.08")
    proof.give("found", deep, F, T, using=["FT-spurious"], ref="C2.08")
proof.conclude(using=["C2.08"], ref="C2.08")
