"""Theorem 1, easy direction, in the middle case: a spurious pair of L_2 gives spurious layers of L_k.

Every pair is that of some layers, since d_j <= d_i; products are continuous, so layers near M have factors near (A, B).
"""

from __future__ import annotations

from factors import Factors
from factors import near as near_layers
from setting import (
    PAPER,
    Pair,
    bottleneck,
    distance,
    i,
    lower_elsewhere,
    middle_depth,
    minimum,
    minimum_of_some_radius,
    some_spurious,
    spurious,
    widths,
)

from proofs.zhang2019.theorems.derived import theorems
from symproof.author import Claim, Expression, Proof, both, chain, for_all, implies, norm2

# ---------------------------------------------------------------------------- T1.03-T1.05: layers of a given pair

layers = Proof("theorem1_layers", "Layers of a pair: every pair (X, Y) is that of some layers", source=PAPER)
k, d, f = widths(layers)
j = bottleneck(layers, k, d)
m, n, b = d[k], d[0], d[j]
X, Y = layers.matrix("X", m, b), layers.matrix("Y", b, n)
layers.statement(layers.exists_family(
    "M", i, 1, k, d[i], d[i - 1], lambda M: both(chain(M, k, j + 1) == X, chain(M, j, 1) == Y)
))  # fmt: skip


def isometric(E: Expression) -> Claim:
    """E^T E = I."""
    return E.T * E == layers.identity(b)


with layers.fix(
    "isometries", claim=for_all(i, 0, k, layers.exists("E", d[i], b, isometric)), ref="T1.03, the E_i: N6",
):  # fmt: skip
    s = layers.integer("s")
    layers.assume("layer", 0 <= s, s <= k)
    layers.apply("E-s", theorems["N6"], p=b, q=d[s], using=["bottleneck"], ref="T1.03, E_s = [I; 0] as d_j <= d_s: N6")
E = layers.choose("E-left", given="isometries", name="E")
unit = layers.identity(b)
layers.step("E-right", E[j] * E[j].T == unit, by="algebra", using=["E-left"], ref="T1.05, E_j is square")
first, inner, last = E[1] * E[j].T * Y, E[i] * E[i - 1].T, X * E[j] * E[k - 1].T
T = layers.define_family("T", i, 1, k, pieces=[(1, 1, first), (2, k - 1, inner), (k, k, last)])
layers.step(
    "T1.03", for_all(i, j, k - 1, chain(T, k, i + 1) == X * E[j] * E[i].T), by="induction", using=["E-left"],
    ref="T1.03, M_k ... M_{i+1}",
    note='The paper says "clearly"; the factors, continuity and the lift of a better pair are left out (erratum 9).',
)  # fmt: skip
layers.step(
    "T1.04", for_all(i, 1, j, chain(T, i, 1) == E[i] * E[j].T * Y), by="induction", using=["E-left"],
    ref="T1.04, M_i ... M_1",
)  # fmt: skip
layers.step(
    "T1.05.A", chain(T, k, j + 1) == X, by="algebra", using=["T1.03", "E-right"], ref="T1.05, also for j + 1 = k"
)
layers.step("T1.05.B", chain(T, j, 1) == Y, by="algebra", using=["T1.04", "E-right"], ref="T1.05, also for j = 1")
some = layers.exists_family("M", i, 1, k, d[i], d[i - 1], lambda M: both(chain(M, k, j + 1) == X, chain(M, j, 1) == Y))
layers.give("found", some, T, using=["T1.05.A", "T1.05.B"], ref="T1.03-T1.05")
layers.conclude(using=["found"], ref="T1.05")

# ---------------------------------------------------------------------------- T1.06: minima of the factors

near = Proof("theorem1_minimum", "Layers of a minimum: if (A, B) is a local minimum, so are its layers", source=PAPER)
k, d, j = middle_depth(near)
f = near.function("f", d[k], d[0])
M = near.family("M", i, 1, k, d[i], d[i - 1])
cut = Factors(near, k, j, d, M)
A, B = near.define("A", cut.A), near.define("B", cut.B)
pair = Pair(near, f, d[k], d[j], d[0])
near.assume("minimum", pair.local_minimum(A, B))
deep = minimum_of_some_radius(near, f, lambda at: d[at], k, M)
near.statement(deep)

(delta,) = near.obtain("radius", given="minimum", names="delta")
half = delta / 2
near.step("half", half > 0, using=["radius"], ref="T1.06, delta / 2")
near.apply("eta-some", near_layers, tau=half, using=["half"], ref="T1.06: P.11 for delta / 2")
(eta,) = near.obtain("eta-close", given="eta-some", names="eta")
with near.fix("T1.06", claim=minimum(near, f, lambda at: d[at], k, M, eta), ref="T1.06"):
    N = near.family("N", i, 1, k, d[i], d[i - 1])
    near.assume("N-near", distance(N, M, 1, k) < eta * eta)
    C, D = cut.upper(N), cut.lower(N)
    gaps = norm2(C - A), norm2(D - B)
    near.step(
        "both-near", both(gaps[0] < half * half, gaps[1] < half * half), using=["eta-close", "N-near"],
        ref="T1.06, A' is near A, and B' is near B",
    )  # fmt: skip
    near.step("delta-2", delta * delta > 0, using=["radius"], ref="T1.06, delta > 0")
    near.step(
        "pair-near", gaps[0] + gaps[1] < delta * delta, using=["both-near", "delta-2"],
        ref="T1.06, (A', B') is near (A, B)",
    )  # fmt: skip
    near.step("pair-above", f(A * B) <= f(C * D), using=["radius", "pair-near"], ref="T1.06, (A, B) is minimal")
    near.step("above", f(chain(M, k, 1)) <= f(chain(N, k, 1)), using=["pair-above"], ref="T1.06, L_k(M) = f(A B)")
near.give("local", deep, eta, using=["eta-close", "T1.06"], ref="T1.06, the radius eta")
near.conclude(using=["local"], ref="T1.06")

# ---------------------------------------------------------------------------- T1.07

proof = Proof("theorem1_easy", "Theorem 1, from L_2 to L_k: layers of a spurious pair are spurious", source=PAPER)
k, d, f = widths(proof)
j = bottleneck(proof, k, d)
m, n, b = d[k], d[0], d[j]
pair = Pair(proof, f, m, b, n)
deep = some_spurious(proof, f, d, k)
claim = implies(pair.some_spurious(), deep)
proof.statement(claim)

with proof.suppose("shallow", pair.some_spurious(), then="T1.07", claim=claim, ref="T1.07"):
    X, Y = proof.obtain("XY", given="shallow", names=["X", "Y"])
    proof.step("XY-local", pair.local_minimum(X, Y), using=["XY"], ref="T1.07")
    proof.step("XY-not-global", pair.lower_elsewhere(X, Y), using=["XY"], ref="T1.07")
    proof.apply("XY-layers", layers, using=["bottleneck"], ref="T1.07: T1.03-T1.05 for (X, Y)")
    (F,) = proof.obtain("F-factors", given="XY-layers", names="F")
    A, B = chain(F, k, j + 1), chain(F, j, 1)

    # (A, B) = (X, Y) is a local minimum of L_2, so F is one of L_k.
    (delta,) = proof.obtain("radius", given="XY-local", names="delta")
    with proof.fix("AB-minimum", claim=pair.minimum(A, B, delta), ref="T1.06, (A, B) = (X, Y)"):
        C, D = proof.matrix("C", m, b), proof.matrix("D", b, n)
        proof.assume("near", norm2(C - A) + norm2(D - B) < delta * delta)
        gaps = norm2(C - X) + norm2(D - Y)
        proof.step("same-gaps", norm2(C - A) + norm2(D - B) == gaps, by="algebra", using=["F-factors"], ref="T1.06")
        proof.step("near-XY", gaps < delta * delta, using=["near", "same-gaps"], ref="T1.06")
        proof.step("XY-below", f(X * Y) <= f(C * D), using=["radius", "near-XY"], ref="T1.06")
        proof.step("AB-value", f(A * B) == f(X * Y), by="algebra", using=["F-factors"], ref="T1.06")
        proof.step("AB-below", f(A * B) <= f(C * D), using=["XY-below", "AB-value"], ref="T1.06")
    proof.give("AB-local", pair.local_minimum(A, B), delta, using=["radius", "AB-minimum"], ref="T1.06")
    proof.apply("T1.06", near, M=F, using=["AB-local"], ref="T1.06: P.11")

    # A better pair is that of better layers.
    C, D = proof.obtain("CD-lower", given="XY-not-global", names=["C", "D"])
    proof.apply("CD-layers", layers, X=C, Y=D, using=["bottleneck"], ref="T1.07: T1.03-T1.05 for (C, D)")
    (N,) = proof.obtain("N-factors", given="CD-layers", names="N")
    proof.step("N-value", f(chain(N, k, 1)) == f(C * D), by="algebra", using=["N-factors"], ref="T1.07, L_k(N)")
    proof.step("F-value", f(chain(F, k, 1)) == f(X * Y), by="algebra", using=["F-factors"], ref="T1.07, L_k(F)")
    proof.step("N-better", f(chain(N, k, 1)) < f(chain(F, k, 1)), using=["CD-lower", "N-value", "F-value"], ref="T1.07")
    proof.give("F-lower", lower_elsewhere(proof, f, d, k, F), N, using=["N-better"], ref="T1.07, F is not global")
    proof.step("F-spurious", spurious(proof, f, d, k, F), using=["T1.06", "F-lower"], ref="T1.07")
    proof.give("found", deep, F, using=["F-spurious"], ref="T1.07")
proof.conclude(using=["T1.07"], ref="T1.07")
