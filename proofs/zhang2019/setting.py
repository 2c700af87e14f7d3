"""The setting of "Depth creates no more spurious local minima" (Li Zhang, arXiv:1901.09827v2), shared by its proofs.

Notation of the paper: widths d_0, ..., d_k; M_i of size d_i x d_{i-1}; L_k(M) = f(M_k ... M_1).
"""

from __future__ import annotations

from types import SimpleNamespace

from symproof.author import Proof, chain, for_all, index

PAPER = "Li Zhang, Depth creates no more spurious local minima, arXiv:1901.09827v2"
i = index("i")


def network(proof: Proof) -> SimpleNamespace:
    """Depth k, widths d_i, factors M_i, the loss f, and P_i = M_i ... M_1, Q_i = M_k ... M_{i+1}, W, G = f'(W)."""
    k = proof.integer("k")
    proof.assume("depth", k >= 1)
    d = proof.size_family("d", i, 0, k)
    M = proof.family("M", i, 1, k, d[i], d[i - 1])
    f = proof.function("f", d[k], d[0])
    P = proof.define_family("P", i, 0, k, value=chain(M, i, 1))
    Q = proof.define_family("Q", i, 0, k, value=chain(M, k, i + 1))
    W = proof.define("W", chain(M, k, 1))
    G = proof.define("G", f.gradient(W))
    return SimpleNamespace(k=k, d=d, M=M, f=f, P=P, Q=Q, W=W, G=G)
