"""The setting of "Depth creates no more spurious local minima" (Li Zhang, arXiv:1901.09827v2), shared by its proofs.

Notation of the paper: widths d_0, ..., d_k, all at least 1; M_i of size d_i x d_{i-1}; the loss of a deep linear
network L_k(M) = f(M_k ... M_1) for a differentiable f. References such as L1.06 name the steps of our inventory
of the paper's statements and proofs.
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy

from symproof.author import Claim, Expression, Family, Function, Proof, both, chain, for_all, implies, index, members

PAPER = "Li Zhang, Depth creates no more spurious local minima, arXiv:1901.09827v2"
i = index("i")


@dataclass(frozen=True, slots=True)
class Network:
    """Depth, widths, factors and loss; P_i = M_i ... M_1, Q_i = M_k ... M_{i+1}, W = P_k = Q_0 and G = f'(W)."""

    k: sympy.Symbol
    d: sympy.IndexedBase
    M: Family
    f: Function
    P: Family
    Q: Family
    W: Expression
    G: Expression


@dataclass(frozen=True, slots=True)
class Middle:
    """A narrowest layer 0 < j < k, which cuts W into A B with A = Q_j and B = P_j."""

    j: sympy.Symbol
    A: Expression
    B: Expression


def network(proof: Proof) -> Network:
    """Declares a network of depth k >= 1."""
    k = proof.integer("k")
    proof.assume("depth", k >= 1)
    d = proof.size_family("d", i, 0, k)
    M = proof.family("M", i, 1, k, d[i], d[i - 1])
    f = proof.function("f", d[k], d[0])
    P = proof.define_family("P", i, 0, k, value=chain(M, i, 1))
    Q = proof.define_family("Q", i, 0, k, value=chain(M, k, i + 1))
    W = proof.define("W", chain(M, k, 1))
    G = proof.define("G", f.gradient(W))
    return Network(k, d, M, f, P, Q, W, G)


def middle_case(proof: Proof, net: Network) -> Middle:
    """Declares the bottleneck: 0 < j < k and d_j is the smallest width."""
    j = proof.integer("j")
    proof.assume("middle", 0 < j, j < net.k)
    proof.assume("bottleneck", for_all(i, 0, net.k, net.d[j] <= net.d[i]))
    A = proof.define("A", chain(net.M, net.k, j + 1))
    B = proof.define("B", chain(net.M, j, 1))
    return Middle(j, A, B)


def local_minimum(proof: Proof, value: Expression, factors: Family, low: object, high: object, radius: object) -> Claim:
    """The tuple (M_low, ..., M_high) is a local minimum, with this radius, of ``value`` as a function of the tuple."""
    return proof.predicate("local_minimum", value, members(factors, low, high), proof.number(radius))


def local_minimum_at(proof: Proof, value: Expression, variable: Expression, radius: object) -> Claim:
    """The matrix ``variable`` is a local minimum, with this radius, of ``value`` as a function of that matrix alone."""
    return proof.predicate("local_minimum", value, variable, proof.number(radius))


def has_left_inverse(proof: Proof, X: Expression, rows: object, columns: object, name: str = "Y") -> Claim:
    """There is Y with Y X = I, for X of size rows x columns: X has full column rank."""
    return proof.exists(name, columns, rows, lambda Y: Y * X == proof.identity(columns))


def has_right_inverse(proof: Proof, X: Expression, rows: object, columns: object, name: str = "Z") -> Claim:
    """There is Z with X Z = I, for X of size rows x columns: X has full row rank."""
    return proof.exists(name, columns, rows, lambda Z: X * Z == proof.identity(rows))


def convex(proof: Proof, f: Function, rows: object, columns: object) -> Claim:
    """f(t X + (1 - t) Y) <= t f(X) + (1 - t) f(Y) for all X, Y and 0 <= t <= 1."""

    def between(X: Expression, Y: Expression, t: Expression) -> Claim:
        return implies(both(t >= 0, t <= 1), f(t * X + (1 - t) * Y) <= t * f(X) + (1 - t) * f(Y))

    return proof.for_all_matrices("Z1", rows, columns, lambda X: proof.for_all_matrices(
        "Z2", rows, columns, lambda Y: proof.for_all_matrices("t", 1, 1, lambda t: between(X, Y, t))
    ))  # fmt: skip
