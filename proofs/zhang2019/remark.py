"""The remark after Theorem 1: a spurious M maps to the spurious pair (A, B), and its product W has rank exactly d_j."""

from __future__ import annotations

from lemma1 import proof as lemma1
from preliminaries import flat_is_global
from setting import (
    PAPER,
    Pair,
    convex,
    has_left_inverse,
    has_right_inverse,
    local_minimum,
    lower_elsewhere,
    middle_case,
    network,
    spurious,
)
from theorem1_hard import proof as hard

from symproof.author import Proof, both, chain, implies

proof = Proof("remark", "The remark: the pair of a spurious M is spurious, and W has rank d_j", source=PAPER)
net = network(proof)
mid = middle_case(proof, net)
k, d, M, f, W, G, j, A, B = net.k, net.d, net.M, net.f, net.W, net.G, mid.j, mid.A, mid.B
m, n, b = d[k], d[0], d[j]
pair = Pair(proof, f, m, b, n)
proof.assume("convex", convex(proof, f, m, n))
M_spurious = spurious(proof, f, d, k, M)
rank = proof.exists("Y", b, m, lambda Y: proof.exists("Z", n, b, lambda Z: Y * W * Z == proof.identity(b)))
claim = implies(M_spurious, both(pair.spurious(A, B), rank))
proof.statement(claim)

with proof.suppose("spurious", M_spurious, then="remark-shown", claim=claim, ref="R.01, R.02"):
    proof.apply("hard", hard, using=["convex", "bottleneck"], ref="R.01: T1.16")
    proof.step("R.01", pair.spurious(A, B), using=["hard", "spurious"], ref="R.01: T1.15-T1.17")

    # f'(W) is not zero, so A and B have one-sided inverses.
    proof.step("minimum", local_minimum(proof, net, M), using=["spurious"], ref="R.02, M is a local minimum")
    proof.step("not-global", lower_elsewhere(proof, f, d, k, M), using=["spurious"], ref="R.02, M is not global")
    (N,) = proof.obtain("N-lower", given="not-global", names="N")
    with proof.contradiction("steep", G != 0, supposing="flat", ref="R.02: T1.17"):
        NW = chain(N, k, 1)
        proof.apply(
            "N-higher", flat_is_global, f(W) <= f(NW), X=W, p=m, q=n, using=["convex", "flat"], ref="T1.17: P.05"
        )
        proof.step("clash", f(NW) < f(NW), using=["N-higher", "N-lower"], ref="T1.17")
    left, right = has_left_inverse(proof, A, m, b), has_right_inverse(proof, B, b, n)
    proof.apply("lemma-1", lemma1, using=["minimum"], ref="R.02: L1.16")
    with proof.cases("inverses", both(left, right), using=["lemma-1"], ref="R.02: T1.08"):
        with proof.case("flat-again", G == 0):
            proof.step("not-flat", G != 0, using=["steep"], ref="T1.17 excludes this case")
        with proof.case("regular", both(left, right)):
            pass
    proof.step("A-left", left, using=["inverses"], ref="R.02: T1.08")
    proof.step("B-right", right, using=["inverses"], ref="R.02: T1.08")
    (L,) = proof.obtain("L-left", given="A-left", names="L")
    (S,) = proof.obtain("S-right", given="B-right", names="S")
    proof.step("unit", L * W * S == proof.identity(b), by="algebra", using=["L-left", "S-right"], ref="R.02")
    rank_L = proof.exists("Z", n, b, lambda Z: L * W * Z == proof.identity(b))
    proof.give("rank-S", rank_L, S, using=["unit"], ref="R.02")
    proof.give(
        "R.02", rank, L, using=["rank-S"], ref="R.02",
        note="A single layer may have a smaller rank, as EX.3 shows; the paper's text says otherwise (erratum 14).",
    )  # fmt: skip
    proof.step("both", both(pair.spurious(A, B), rank), using=["R.01", "R.02"], ref="R.01, R.02")
proof.conclude(using=["remark-shown"], ref="R.01, R.02")
