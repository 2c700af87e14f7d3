"""Theorem 1: for convex f, L_k has a spurious local minimum if and only if L_2(A, B) = f(A B) has one.

d_j is the smallest width, 0 <= j <= k. In the middle, 0 < j < k, each direction is a lemma: a spurious M gives the pair
(A, B) by Lemma 1; a spurious pair is factored into layers. At an end neither side has a spurious minimum, by Theorem 3.
"""

from __future__ import annotations

from minima import minimum_of_some_radius
from setting import PAPER, i

from proofs.zhang2019.theorems.derived import theorems
from symproof.author import Claim, Expression, Family, Proof, both, chain, either, for_all, implies, norm2, same

proof = Proof("theorem1", "Theorem 1: depth creates no more spurious local minima", source=PAPER)
k, j = proof.integers("k j")
proof.assume("depth", k >= 1)
proof.assume("layer", 0 <= j, j <= k)
d = proof.size_family("d", i, 0, k)
f = proof.function("f", d[k], d[0])
m, n, b = d[k], d[0], d[j]
proof.assume("bottleneck", for_all(i, 0, k, d[j] <= d[i]))


def between(P: Expression, Q: Expression, t: Expression) -> Claim:
    return implies(both(0 <= t, t <= 1), f(t * P + (1 - t) * Q) <= t * f(P) + (1 - t) * f(Q))


proof.assume("convex", proof.for_all_pairs({"P": (m, n), "Q": (m, n), "t": (1, 1)}, between))


def spurious(M: Family) -> Claim:
    """M is a local minimum of L_k, and no global one."""
    lower = proof.exists_family("N", i, 1, k, d[i], d[i - 1], lambda N: f(chain(N, k, 1)) < f(chain(M, k, 1)))
    return both(minimum_of_some_radius(proof, f, lambda at: d[at], k, M), lower)


def spurious_pair(X: Expression, Y: Expression) -> Claim:
    """(X, Y) is a local minimum of L_2, and no global one."""
    sizes = {"C": (m, b), "D": (b, n)}

    def minimum(radius: Expression) -> Claim:
        return proof.for_all_pairs(sizes, lambda C, D: implies(
            norm2(C - X) + norm2(D - Y) < radius * radius, f(X * Y) <= f(C * D),
        ))  # fmt: skip

    local = proof.exists("radius", 1, 1, lambda radius: both(radius > 0, minimum(radius)))
    return both(local, proof.exists_matrices(sizes, lambda C, D: f(C * D) < f(X * Y)))


deep = proof.exists_family("M", i, 1, k, d[i], d[i - 1], spurious)
shallow = proof.exists_matrices({"X": (m, b), "Y": (b, n)}, spurious_pair)
claim = both(implies(deep, shallow), implies(shallow, deep))
proof.statement(claim)


def neither(end: str) -> None:
    """T1.02: with the smallest width at an end, f' vanishes at each local minimum, which then is a global one."""
    with proof.suppose(f"deep-{end}", deep, then=f"hard-{end}", claim=implies(deep, shallow), ref="T1.02"):
        (M,) = proof.obtain(f"M-{end}", given=f"deep-{end}", names="M")
        lower = proof.exists_family("N", i, 1, k, d[i], d[i - 1], lambda N: f(chain(N, k, 1)) < f(chain(M, k, 1)))
        proof.step(f"N-exists-{end}", lower, using=[f"M-{end}"], ref="T1.02")
        (N,) = proof.obtain(f"N-{end}", given=f"N-exists-{end}", names="N")
        proof.apply(f"flat-{end}", theorems[f"T3-{end}"], using=["bottleneck", f"M-{end}"], ref="T1.02: T3'")
        proof.apply(
            f"global-{end}", theorems["P.05"], X=chain(M, k, 1), Z=chain(N, k, 1), p=m, q=n,
            using=["convex", f"flat-{end}"], ref="P.05",
        )  # fmt: skip
        absurd = f(chain(N, k, 1)) < f(chain(N, k, 1))
        proof.step(f"clash-{end}", absurd, using=[f"global-{end}", f"N-{end}"], ref="T1.02")
    with proof.suppose(f"shallow-{end}", shallow, then=f"easy-{end}", claim=implies(shallow, deep), ref="T1.02"):
        X, Y = proof.obtain(f"XY-{end}", given=f"shallow-{end}", names=["X", "Y"])
        proof.step(
            f"CD-exist-{end}", proof.exists_matrices({"C": (m, b), "D": (b, n)}, lambda C, D: f(C * D) < f(X * Y)),
            using=[f"XY-{end}"], ref="T1.02",
        )  # fmt: skip
        C, D = proof.obtain(f"CD-{end}", given=f"CD-exist-{end}", names=["C", "D"])
        proof.apply(
            f"pair-flat-{end}", theorems[f"T1.02-{end}"], n=n, b=b, m=m, using=["bottleneck", f"XY-{end}"], ref="T1.02"
        )
        proof.apply(
            f"pair-global-{end}", theorems["P.05"], X=X * Y, Z=C * D, p=m, q=n,
            using=["convex", f"pair-flat-{end}"], ref="P.05",
        )  # fmt: skip
        proof.step(f"pair-clash-{end}", f(C * D) < f(C * D), using=[f"pair-global-{end}", f"CD-{end}"], ref="T1.02")
    proof.step(f"both-{end}", claim, using=[f"hard-{end}", f"easy-{end}"], ref="T1.02")


proof.step("first-or-later", either(j <= 0, 0 < j), ref="T1.01")
with proof.cases("T1.18", claim, using=["first-or-later"], ref="T1.18"):
    with proof.case("first", j <= 0):
        proof.step("j-first", same(j, 0), ref="T1.02")
        neither("first")
    with proof.case("later", 0 < j):
        proof.step("last-or-middle", either(k <= j, j < k), ref="T1.01")
        with proof.cases("later-case", claim, using=["last-or-middle"], ref="T1.18"):
            with proof.case("last", k <= j):
                proof.step("j-last", same(j, k), ref="T1.02")
                neither("last")
            with proof.case("middle", j < k):
                with proof.suppose("deep-middle", deep, then="T1.16", claim=implies(deep, shallow), ref="T1.16"):
                    (M,) = proof.obtain("M-spurious", given="deep-middle", names="M")
                    proof.apply(
                        "R.01", theorems["T1-hard"], using=["convex", "bottleneck", "M-spurious"], ref="R.01, T1.16"
                    )
                    proof.give(
                        "pair", shallow, chain(M, k, j + 1), chain(M, j, 1), using=["R.01"], ref="T1.16, (A, B)",
                    )  # fmt: skip
                with proof.suppose("shallow-middle", shallow, then="T1.07", claim=implies(shallow, deep), ref="T1.07"):
                    proof.apply("layers", theorems["T1-easy"], using=["bottleneck", "shallow-middle"], ref="T1.07")
                proof.step("both-middle", claim, using=["T1.16", "T1.07"], ref="T1.18")
proof.conclude(using=["T1.18"], ref="T1.18")
