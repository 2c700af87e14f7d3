"""Lemma 2: at a local minimum of L_k, the pair (A, B) is stationary for L_2(A, B) = f(A B).

The layers above j are a local minimum of g(X) = f(X B), whose input end is the narrowest; Theorem 3 gives g'(A) = 0.
The layers up to j are one of h(Y) = f(A Y), whose output end is the narrowest.
"""

from __future__ import annotations

from collections.abc import Callable

from setting import PAPER, distance, i, local_minimum, middle_case, minimum, minimum_of_some_radius, network
from theorem3 import first as theorem3_first
from theorem3 import last as theorem3_last

from symproof.author import Expression, Family, Function, Proof, both, chain

proof = Proof("lemma2", "Lemma 2: the two factors are stationary", source=PAPER)
net = network(proof)
mid = middle_case(proof, net)
k, d, M, f, W, G, j, A, B = net.k, net.d, net.M, net.f, net.W, net.G, mid.j, mid.A, mid.B
m, n = d[k], d[0]
proof.assume("minimum", local_minimum(proof, net, M))
proof.statement(both(G * B.T == 0, A.T * G == 0))


def part_is_minimum(
    name: str, g: Function, size: Callable[[object], object], depth: object, part: Family,
    changed: Callable[[Family], list[tuple[object, object, Expression]]],
) -> None:  # fmt: skip
    """P.06 for several layers: ``part`` is a local minimum under g, since T, which is M with this part changed to N, is
    as near to M as N is to the part."""
    claim = minimum(proof, g, size, depth, part, delta)
    with proof.fix(f"{name}.minimum", claim=claim, ref=f"{name}: P.06"):
        N = proof.family("N", i, 1, depth, size(i), size(i - 1))
        proof.assume(f"{name}.near", distance(N, part, 1, depth) < delta * delta)
        T = proof.define_family("T", i, 1, k, pieces=changed(N))
        whole, lower, upper = distance(T, M, 1, k), distance(T, M, 1, j), distance(T, M, j + 1, k)
        proof.step(f"{name}.split", whole == lower + upper, ref=f"{name}: P.06")
        proof.step(f"{name}.distance", whole == distance(N, part, 1, depth), using=[f"{name}.split"], ref="P.06")
        proof.step(f"{name}.T-near", whole < delta * delta, using=[f"{name}.distance", f"{name}.near"], ref="P.06")
        above = f(W) <= f(chain(T, k, 1))
        proof.step(f"{name}.above", above, using=["radius", f"{name}.T-near"], ref="P.06")
        better = g(chain(part, depth, 1)) <= g(chain(N, depth, 1))
        proof.step(f"{name}.better", better, using=[f"{name}.above"], ref="P.06")
    some = minimum_of_some_radius(proof, g, size, depth, part)
    proof.give(name, some, delta, using=["radius", f"{name}.minimum"], ref=name)


(delta,) = proof.obtain("radius", given="minimum", names="delta")
# L2.01: g(X) = f(X B) has the gradient f'(X B) B^T, which the kernel checks where g is defined.
g = proof.define_function("g", m, d[j], lambda X: f(X * B), gradient=lambda X: f.gradient(X * B) * B.T)
U = proof.define_family("U", i, 1, k - j, value=M[i + j])
part_is_minimum("L2.02", g, lambda at: d[at + j], k - j, U, lambda N: [(1, j, M[i]), (j + 1, k, N[i - j])])
proof.step("L2.01", g.gradient(A) == G * B.T, by="algebra", ref="L2.01, at X = A")
proof.apply(
    "L2.04", theorem3_first, k=k - j, d=lambda at: d[at + j], M=U, f=g, using=["bottleneck", "L2.02"],
    ref="L2.03, L2.04: T3.12 for g, whose input width d_j is smallest",
    note="The paper applies Theorem 3 also at depth one, where it is Fermat's theorem (erratum 11).",
)  # fmt: skip
proof.step("L2.05", G * B.T == 0, by="algebra", using=["L2.04"], ref="L2.05")

h = proof.define_function("h", d[j], n, lambda Y: f(A * Y), gradient=lambda Y: A.T * f.gradient(A * Y))
part_is_minimum("L2.06.minimum", h, lambda at: d[at], j, M, lambda N: [(1, j, N[i]), (j + 1, k, M[i])])
proof.apply(
    "L2.06.flat", theorem3_last, k=j, M=M, f=h, using=["bottleneck", "L2.06.minimum"],
    ref="L2.06: T3.13 for the layers up to j",
)  # fmt: skip
proof.step("L2.06", A.T * G == 0, by="algebra", using=["L2.06.flat"], ref="L2.06")
proof.conclude(using=["L2.05", "L2.06"], ref="Lemma 2")
