"""Corollary 2 for any number r of towers M_{l,k_l} ... M_{l,1}, whose inner widths d_{l,j_l} have the sum c_r.

All towers have the same end widths, d_{l,0} = n and d_{l,k_l} = m. The paper proves one direction only.
"""

from __future__ import annotations

from setting import PAPER, Pair, convex, i

from proofs.zhang2019.theorems.derived import theorems
from symproof.author import (
    Claim,
    Expression,
    Families,
    Proof,
    both,
    chain,
    for_all,
    implies,
    index,
    norm2,
    same,
    summation,
)

l = index("l")  # noqa: E741 - the number of a tower
proof = Proof("corollary2_sum", "Corollary 2: any number of towers is spurious if and only if f(A B) is", source=PAPER)
r = proof.integer("r")
proof.assume("some", r >= 1)
n, m = proof.sizes("n m")
k = proof.size_family("k", l, 1, r)
d = proof.size_families("d", (l, 1, r), (i, 0, k[l]))
j = proof.integer_family("j", l, 1, r)
c = proof.size_family("c", l, 1, r)
proof.assume("first", for_all(l, 1, r, same(d[l, 0], n)))
proof.assume("last", for_all(l, 1, r, same(d[l, k[l]], m)))
proof.assume("j-low", for_all(l, 1, r, 0 <= j[l]))
proof.assume("j-high", for_all(l, 1, r, j[l] <= k[l]))
proof.assume("sum-first", same(c[1], d[1, j[1]]))
proof.assume("sum-next", for_all(l, 1, r - 1, same(c[l + 1], c[l] + d[l + 1, j[l + 1]])))
f = proof.function("f", m, n)
proof.assume("convex", convex(proof, f, m, n))
proof.assume("narrow", for_all(l, 1, r, for_all(i, 0, k[l], d[l, j[l]] <= d[l, i])))
LAYERS = (l, 1, r), (i, 1, k[l]), d[l, i], d[l, i - 1]


def total(M: Families) -> Expression:
    """The sum of all towers."""
    return summation(l, 1, r, chain(M[l], k[l], 1))


def minimum(M: Families, radius: Expression) -> Claim:
    """No towers nearer to M than the radius have a smaller value."""

    def no_smaller(N: Families) -> Claim:
        gaps = summation(l, 1, r, summation(i, 1, k[l], norm2(N[l, i] - M[l, i])))
        return implies(gaps < radius * radius, f(total(M)) <= f(total(N)))

    return proof.for_all_indexed_families("N", *LAYERS, no_smaller)


def spurious(M: Families) -> Claim:
    """M is a local minimum, and no global one."""
    local = proof.exists("radius", 1, 1, lambda radius: both(radius > 0, minimum(M, radius)))
    return both(local, proof.exists_families("N", *LAYERS, lambda N: f(total(N)) < f(total(M))))


deep, shallow = proof.exists_families("M", *LAYERS, spurious), Pair(proof, f, m, c[r], n).some_spurious()
claim = both(implies(deep, shallow), implies(shallow, deep))
proof.statement(claim)
proof.apply(
    "C2.08", theorems["Corollary-2-sum"], claim, using=["narrow", "convex"],
    ref="C2.07, C2.08: C2.05 and T1.13 for each tower, T1.03 for each block; C2.02, C2.04 without a bottleneck",
    note="The paper proves only that spurious towers give a spurious A B (erratum 2).",
)  # fmt: skip
proof.conclude(using=["C2.08"], ref="C2.04, C2.07, C2.08")
