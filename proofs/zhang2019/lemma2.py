"""Lemma 2: at a local minimum of L_k, the pair (A, B) is stationary for L_2(A, B) = f(A B)."""

from __future__ import annotations

from parts import lemma_2, restriction
from setting import PAPER, local_minimum, middle_case, network

from symproof.author import Proof, both

proof = Proof("lemma2", "Lemma 2: the two factors are stationary", source=PAPER)
net = network(proof)
mid = middle_case(proof, net)
f, A, B = net.f, mid.A, mid.B

delta = proof.scalar("delta")
proof.assume("radius", delta > 0)
proof.assume("minimum", local_minimum(proof, f(net.W), net.M, 1, net.k, delta))
proof.statement(both(f.gradient(A * B) * B.T == 0, A.T * f.gradient(A * B) == 0))

restriction(proof)
lemma_2(proof, net, mid, delta)
proof.conclude(using=["L2.05", "L2.06"], ref="Lemma 2")
