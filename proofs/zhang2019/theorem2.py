"""Theorem 2: the factors of a spurious pair (A, B) of L_2 have full rank, for an inner width d <= min(m, n).

Lemma 1 at depth two. Beyond this width no pair is spurious, by Theorem 3.
"""

from __future__ import annotations

from preliminaries import flat_is_global
from setting import PAPER, Pair, convex, has_left_inverse, has_right_inverse
from two_layers import flat as two_layers_flat
from two_layers import proof as two_layers

from symproof.author import Proof, both, either, implies, negation

# ---------------------------------------------------------------------------- Theorem 2

proof = Proof("theorem2", "Theorem 2: the factors of a spurious pair have full rank", source=PAPER)
n, b, m = proof.sizes("n b m")
f = proof.function("f", m, n)
X, Y = proof.matrix("X", m, b), proof.matrix("Y", b, n)
proof.assume("narrow", b <= n, b <= m)
proof.assume("convex", convex(proof, f, m, n))
pair = Pair(proof, f, m, b, n)
left, right = has_left_inverse(proof, X, m, b, "Z"), has_right_inverse(proof, Y, b, n)
claim = implies(pair.spurious(X, Y), both(left, right))
proof.statement(claim)

with proof.suppose("spurious", pair.spurious(X, Y), then="T2.02", claim=claim, ref="T2.02"):
    proof.step("local", pair.local_minimum(X, Y), using=["spurious"], ref="T2.02, a local minimum")
    proof.step("not-global", pair.lower_elsewhere(X, Y), using=["spurious"], ref="T2.02, no global one")
    proof.apply(
        "T2.01", two_layers, using=["local", "narrow"], ref="T2.01: Lemma 1 with k = 2, j = 1",
        note="The paper's proof assumes d < min(m, n), its statement <=; Lemma 1 needs <= only (erratum 8).",
    )  # fmt: skip
    with proof.cases("ranks", both(left, right), using=["T2.01"], ref="T2.02"):
        with proof.case("flat", f.gradient(X * Y) == 0):
            C, D = proof.obtain("CD-lower", given="not-global", names=["C", "D"])
            proof.apply(
                "CD-higher", flat_is_global, f(X * Y) <= f(C * D), X=X * Y, p=m, q=n, using=["convex", "flat"],
                ref="T2.02: P.05, P.08",
            )  # fmt: skip
            proof.step("clash", f(C * D) < f(C * D), using=["CD-higher", "CD-lower"], ref="T2.02, no global one")
        with proof.case("regular", both(left, right)):
            pass
proof.conclude(using=["T2.02"], ref="T2.02")

# ---------------------------------------------------------------------------- T2.03

wide = Proof("theorem2-wide", "Theorem 2, a wide inner layer: no pair is spurious", source=PAPER)
n, b, m = wide.sizes("n b m")
f = wide.function("f", m, n)
X, Y = wide.matrix("X", m, b), wide.matrix("Y", b, n)
wide.assume("wide", either(n <= b, m <= b))
wide.assume("convex", convex(wide, f, m, n))
pair = Pair(wide, f, m, b, n)
none = negation(pair.spurious(X, Y))
wide.statement(none)
with wide.contradiction("T2.03", none, supposing="spurious", ref="T2.03"):
    wide.step("local", pair.local_minimum(X, Y), using=["spurious"], ref="T2.03, a local minimum")
    wide.step("not-global", pair.lower_elsewhere(X, Y), using=["spurious"], ref="T2.03, no global one")
    C, D = wide.obtain("CD-lower", given="not-global", names=["C", "D"])
    wide.apply("flat", two_layers_flat, using=["wide", "local"], ref="T2.03: T1.02, Theorem 3 at k = 2")
    wide.apply(
        "CD-higher", flat_is_global, f(X * Y) <= f(C * D), X=X * Y, p=m, q=n, using=["convex", "flat"],
        ref="T2.03: P.05, P.08",
    )  # fmt: skip
    wide.step("clash", f(C * D) < f(C * D), using=["CD-higher", "CD-lower"], ref="T2.03, no global one")
wide.conclude(using=["T2.03"], ref="T2.03")
