"""L_2(X, Y) = f(X Y) as a network of depth two, to which Theorem 3 and Lemma 1 apply (T1.02, T2.01).

Its widths are e = (n, b, m), for X of size m x b and Y of size b x n, and its layers are M_1 = Y and M_2 = X.
"""

from __future__ import annotations

from typing import Any

from lemma1 import proof as lemma1
from setting import (
    PAPER,
    Pair,
    distance,
    has_left_inverse,
    has_right_inverse,
    i,
    minimum,
    minimum_of_some_radius,
    smallest,
)
from theorem3 import first as theorem3_first
from theorem3 import last as theorem3_last

from symproof.author import Expression, Family, Proof, both, chain, either, norm2

# ---------------------------------------------------------------------------- L_2 is a network


def as_network(proof: Proof, pair: Pair, X: Expression, Y: Expression, ref: str) -> tuple[Any, Family]:
    """The widths and layers of the pair, which are a local minimum, as ``minimum`` says that the pair is one."""
    f = pair.f
    e = proof.define_sizes("e", [pair.n, pair.b, pair.m], label="widths")
    M = proof.define_family("M", i, 1, 2, pieces=[(1, 1, Y), (2, 2, X)], size=(e[i], e[i - 1]))
    (delta,) = proof.obtain("radius", given="minimum", names="delta")
    with proof.fix(
        "M-minimum", claim=minimum(proof, f, lambda at: e[at], 2, M, delta), ref=f"{ref}, (N_2, N_1) is near"
    ):
        N = proof.family("N", i, 1, 2, e[i], e[i - 1])
        proof.assume("near", distance(N, M, 1, 2) < delta * delta)
        gaps = norm2(N[2] - X) + norm2(N[1] - Y)
        proof.step("pair-near", gaps < delta * delta, using=["near"], ref=f"{ref}, the same distance")
        proof.step("above", f(X * Y) <= f(N[2] * N[1]), using=["radius", "pair-near"], ref=f"{ref}, (X, Y) is minimal")
    local = minimum_of_some_radius(proof, f, lambda at: e[at], 2, M)
    proof.give("M-local", local, delta, using=["radius", "M-minimum"], ref=f"{ref}, L_2 is a network of depth two")
    return e, M


# ---------------------------------------------------------------------------- T1.02: no bottleneck

flat = Proof("two_layers_flat", "Two layers without bottleneck: f'(X Y) = 0 at a local minimum", source=PAPER)
n, b, m = flat.sizes("n b m")
f = flat.function("f", m, n)
X, Y = flat.matrix("X", m, b), flat.matrix("Y", b, n)
flat.assume("wide", either(n <= b, m <= b))
flat.assume("minimum", Pair(flat, f, m, b, n).local_minimum(X, Y))
flat.statement(f.gradient(X * Y) == 0)
e, M = as_network(flat, Pair(flat, f, m, b, n), X, Y, "T1.02")
ends = [smallest(e, end, 2) for end in (0, 2)]
flat.step("shorter", either(n <= m, m < n), ref="T1.02, the smaller end")
with flat.cases("narrow", either(*ends), using=["wide"], ref="T1.02, an end is the narrowest"):
    for name, width in (("n-low", n), ("m-low", m)):
        with (
            flat.case(name, width <= b),
            flat.cases(f"{name}-end", either(*ends), using=["shorter"], ref="T1.02, an end is the narrowest"),
        ):
            with flat.case(f"{name}-first", n <= m):
                flat.step(f"{name}-0", ends[0], ref="T1.02, e_0 = n is the smallest")
            with flat.case(f"{name}-last", m < n):
                flat.step(f"{name}-2", ends[1], ref="T1.02, e_2 = m is the smallest")
with flat.cases("T1.02", f.gradient(chain(M, 2, 1)) == 0, using=["narrow"], ref="T1.02: T3' at k = 2"):
    for case, theorem3, end in (("first", theorem3_first, ends[0]), ("last", theorem3_last, ends[1])):
        with flat.case(case, end):
            flat.apply(f"flat-{case}", theorem3, k=2, d=e, using=[case, "M-local"], ref="T1.02: T3' at k = 2")
flat.step("flat", f.gradient(X * Y) == 0, using=["T1.02"], ref="T1.02, M_2 M_1 = X Y")
flat.conclude(using=["flat"], ref="T1.02")

# ---------------------------------------------------------------------------- T2.01: Lemma 1

proof = Proof("two_layers", "Lemma 1 for two layers: f'(X Y) = 0, or X and Y have full rank", source=PAPER)
n, b, m = proof.sizes("n b m")
f = proof.function("f", m, n)
X, Y = proof.matrix("X", m, b), proof.matrix("Y", b, n)
proof.assume("narrow", b <= n, b <= m)
pair = Pair(proof, f, m, b, n)
proof.assume("minimum", pair.local_minimum(X, Y))
left, right = has_left_inverse(proof, X, m, b, "Z"), has_right_inverse(proof, Y, b, n)
claim = either(f.gradient(X * Y) == 0, both(left, right))
proof.statement(claim)
e, M = as_network(proof, pair, X, Y, "T2.01")
proof.step("smallest", smallest(e, 1, 2), ref="T2.01, e_1 = b is the smallest")
proof.apply(
    "T2.01", lemma1, claim, k=2, j=1, d=e, using=["smallest", "M-local"], ref="T2.01: Lemma 1 with k = 2, j = 1"
)
proof.conclude(using=["T2.01"], ref="T2.01")
