"""Lemma 1 of the paper: at a local minimum, f'(AB) = 0 or A and B both have rank d."""

from setting import PAPER, i, network

from symproof.author import Proof, chain, for_all, gradient

proof = Proof("lemma1", "Lemma 1", source=PAPER)
net = network(proof)
k, d, M, f, P, Q, W, G = net.k, net.d, net.M, net.f, net.P, net.Q, net.W, net.G

j = proof.integer("j")
proof.assume("middle", 0 < j, j < k)
proof.assume("bottleneck", for_all(i, 0, k, d[j] <= d[i]))
A = proof.define("A", chain(M, k, j + 1))
B = proof.define("B", chain(M, j, 1))

proof.step("P.03", for_all(i, 1, k, gradient(f(W), M[i]) == Q[i].T * G * P[i - 1].T), by="calculus", ref="P.03")

w = proof.family("w", i, 1, j, d[i])
v = proof.family("v", i, 1, j, d[i - 1])
Mt = proof.define_family("Mt", i, 1, k, pieces=[(1, j, M[i] + w[i] * v[i].T), (j + 1, k, M[i])])
proof.assume("kernel", for_all(i, 1, j, Q[i] * w[i] == 0))

proof.step(
    "perturbation", for_all(i, 1, j, Q[i] * (M[i] + w[i] * v[i].T) == Q[i - 1]),
    by="algebra", using=["kernel"], ref="L1.05",
)  # fmt: skip
proof.step(
    "equation-1", for_all(i, 1, j + 1, A * chain(Mt, j, i) == Q[i - 1]),
    by="induction", using=["kernel"], ref="L1.06, equation (1)",
)  # fmt: skip
