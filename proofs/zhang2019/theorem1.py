"""Theorem 1: for convex f, L_k has a spurious local minimum if and only if L_2(A, B) = f(A B) has one.

d_j is the smallest width, 0 <= j <= k. In the middle, 0 < j < k, each direction is a lemma: a spurious M gives the pair
(A, B), and a spurious pair is factored into layers. At an end neither side has a spurious minimum, by Theorem 3.
"""

from __future__ import annotations

from preliminaries import flat_is_global
from setting import PAPER, Pair, convex, i, lower_elsewhere, smallest, some_spurious, widths
from theorem1_easy import proof as easy
from theorem1_hard import proof as hard
from theorem3 import first as theorem3_first
from theorem3 import last as theorem3_last
from two_layers import flat as two_layers_flat

from symproof.author import Claim, Proof, both, chain, either, exists_index, for_all, implies, index, same

# ---------------------------------------------------------------------------- T1.01: some width is the smallest

l, t = index("l"), index("t")  # noqa: E741 - l as in the paper
least = Proof("smallest_width", "Smallest width: some width d_j is the smallest", source=PAPER)
k, d, _ = widths(least)
least.statement(exists_index(l, 0, k, for_all(t, 0, k, d[l] <= d[t])))


def least_up_to(at: object) -> Claim:
    """Some width up to this one is the smallest of them."""
    return exists_index(l, 0, at, for_all(t, 0, at, d[l] <= d[t]))


def candidate(name: str, best: object, case: object) -> None:
    """In this case d_best is the smallest of d_0, ..., d_{s+1}."""
    with least.case(name, case):
        with least.fix(f"{name}-least", claim=for_all(t, 0, s + 1, d[best] <= d[t]), ref="T1.01, the smaller one"):
            u = least.integer(f"u_{name}")
            least.assume(f"{name}-place", 0 <= u, u <= s + 1)
            least.step(f"{name}-u", either(u <= s, s < u), ref="T1.01, a width before, or the last")
            with least.cases(f"{name}-at-u", d[best] <= d[u], using=[f"{name}-u"], ref="T1.01, at u"):
                with least.case(f"{name}-before", u <= s):
                    least.step(f"{name}-h-u", d[h] <= d[u], using=["h-least"], ref="T1.01, d_h <= d_u")
                    least.step(f"{name}-low", d[best] <= d[u], ref="T1.01, before")
                with least.case(f"{name}-last", s < u):
                    least.step(f"{name}-is", same(u, s + 1), ref="T1.01, the last")
                    least.step(f"{name}-itself", d[best] <= d[u], ref="T1.01, the last")
        least.give(f"{name}-given", least_up_to(s + 1), best, using=[f"{name}-least"], ref="T1.01, the smaller one")


with least.induction("T1.01", i, 0, k, least_up_to(i), ref="T1.01, one width after the other"):
    least.step("alone", for_all(t, 0, 0, d[0] <= d[t]), ref="T1.01, d_0 alone")
    least.give("first", least_up_to(0), 0, using=["alone"], ref="T1.01, d_0 alone")
    with least.fix("next", claim=for_all(i, 0, k - 1, implies(least_up_to(i), least_up_to(i + 1))), ref="T1.01"):
        s = least.integer("s")
        least.assume("place", 0 <= s, s <= k - 1)
        least.assume("before", least_up_to(s))
        h = least.obtain_index("h-least", "h", given="before")
        least.step("either", either(d[h] <= d[s + 1], d[s + 1] < d[h]), ref="T1.01, the smaller of two widths")
        with least.cases("found", least_up_to(s + 1), using=["either"], ref="T1.01, the smaller of two widths"):
            candidate("old", h, d[h] <= d[s + 1])
            candidate("new", s + 1, d[s + 1] < d[h])
least.step("all", least_up_to(k), using=["T1.01"], ref="T1.01")
least.conclude(using=["all"], ref="T1.01")

# ---------------------------------------------------------------------------- T1.18

proof = Proof("theorem1", "Theorem 1: depth creates no more spurious local minima", source=PAPER)
k, d, f = widths(proof)
j = proof.integer("j")
proof.assume("layer", 0 <= j, j <= k)
m, n, b = d[k], d[0], d[j]
proof.assume("bottleneck", smallest(d, j, k))
proof.assume("convex", convex(proof, f, m, n))
pair = Pair(proof, f, m, b, n)
deep, shallow = some_spurious(proof, f, d, k), pair.some_spurious()
claim = both(implies(deep, shallow), implies(shallow, deep))
proof.statement(claim)


def neither(end: str) -> None:
    """T1.02: with the smallest width at an end, f' vanishes at each local minimum, which then is a global one."""
    theorem3 = {"first": theorem3_first, "last": theorem3_last}[end]
    with proof.suppose(f"deep-{end}", deep, then=f"hard-{end}", claim=implies(deep, shallow), ref="T1.02"):
        (M,) = proof.obtain(f"M-{end}", given=f"deep-{end}", names="M")
        proof.step(f"N-exists-{end}", lower_elsewhere(proof, f, d, k, M), using=[f"M-{end}"], ref="T1.02")
        (N,) = proof.obtain(f"N-{end}", given=f"N-exists-{end}", names="N")
        proof.apply(f"flat-{end}", theorem3, using=["bottleneck", f"M-{end}"], ref="T1.02: T3'")
        proof.apply(
            f"global-{end}", flat_is_global, f(chain(M, k, 1)) <= f(chain(N, k, 1)), X=chain(M, k, 1), p=m, q=n,
            using=["convex", f"flat-{end}"], ref="P.05, P.08",
        )  # fmt: skip
        absurd = f(chain(N, k, 1)) < f(chain(N, k, 1))
        proof.step(f"clash-{end}", absurd, using=[f"global-{end}", f"N-{end}"], ref="T1.02")
    with proof.suppose(f"shallow-{end}", shallow, then=f"easy-{end}", claim=implies(shallow, deep), ref="T1.02"):
        X, Y = proof.obtain(f"XY-{end}", given=f"shallow-{end}", names=["X", "Y"])
        proof.step(f"CD-exist-{end}", pair.lower_elsewhere(X, Y), using=[f"XY-{end}"], ref="T1.02")
        C, D = proof.obtain(f"CD-{end}", given=f"CD-exist-{end}", names=["C", "D"])
        width = {"first": n, "last": m}[end]
        proof.step(f"end-{end}", width <= b, ref="T1.02, d_j is the width of an end")
        proof.apply(
            f"pair-flat-{end}", two_layers_flat, n=n, b=b, m=m, using=[f"end-{end}", f"XY-{end}"],
            ref="T1.02: T3' at k = 2",
            note='The paper says "vacuously true"; L_2 must have no spurious minimum either (erratum 7).',
        )  # fmt: skip
        proof.apply(
            f"pair-global-{end}", flat_is_global, f(X * Y) <= f(C * D), X=X * Y, p=m, q=n,
            using=["convex", f"pair-flat-{end}"], ref="P.05, P.08",
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
                    proof.apply("hard", hard, using=["convex", "bottleneck"], ref="T1.16")
                    A, B = chain(M, k, j + 1), chain(M, j, 1)
                    proof.step("AB-spurious", pair.spurious(A, B), using=["hard", "M-spurious"], ref="R.01, T1.16")
                    proof.give("pair", shallow, A, B, using=["AB-spurious"], ref="T1.16, (A, B)")
                proof.apply("T1.07", easy, using=["bottleneck"], ref="T1.07")
                proof.step("both-middle", claim, using=["T1.16", "T1.07"], ref="T1.18")
proof.conclude(using=["T1.18"], ref="T1.18")
