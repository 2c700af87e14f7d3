"""The setting of "Depth creates no more spurious local minima" (Li Zhang, arXiv:1901.09827v2), shared by its proofs.

Notation of the paper: widths d_0, ..., d_k, all at least 1; M_i of size d_i x d_{i-1}; the loss of a deep linear
network L_k(M) = f(M_k ... M_1) for a differentiable f. References such as L1.06 name the steps of our inventory
of the paper's statements and proofs. Minima, convexity and inverses are formulas, unfolded wherever they stand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import sympy

from symproof.author import (
    Claim,
    Expression,
    Family,
    Function,
    Proof,
    both,
    chain,
    for_all,
    implies,
    index,
    norm2,
    summation,
)

PAPER = "Li Zhang, Depth creates no more spurious local minima, arXiv:1901.09827v2"
i = index("i")
Value = Callable[[Expression], Expression]  # a declared function, or an expression such as ||Z U - V||^2


@dataclass(frozen=True, slots=True)
class Network:
    """Depth, widths, factors and loss; W = M_k ... M_1 and G = f'(W)."""

    k: sympy.Symbol
    d: sympy.IndexedBase
    M: Family
    f: Function
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
    k, d, f = widths(proof)
    M = proof.family("M", i, 1, k, d[i], d[i - 1])
    W = proof.define("W", chain(M, k, 1))
    G = proof.define("G", f.gradient(W))
    return Network(k, d, M, f, W, G)


def lower_products(proof: Proof, net: Network) -> Family:
    """P_i = M_i ... M_1, so that P_0 = I and P_k = W."""
    return proof.define_family("P", i, 0, net.k, value=chain(net.M, i, 1))


def upper_products(proof: Proof, net: Network) -> Family:
    """Q_i = M_k ... M_{i+1}, so that Q_k = I and Q_0 = W."""
    return proof.define_family("Q", i, 0, net.k, value=chain(net.M, net.k, i + 1))


def widths(proof: Proof) -> tuple[sympy.Symbol, sympy.IndexedBase, Function]:
    """Declares the depth k >= 1, the widths, and the loss f of W."""
    k, d = depth(proof)
    return k, d, proof.function("f", d[k], d[0])


def depth(proof: Proof) -> tuple[sympy.Symbol, sympy.IndexedBase]:
    """Declares the depth k >= 1 and the widths."""
    k = proof.integer("k")
    proof.assume("depth", k >= 1)
    return k, proof.size_family("d", i, 0, k)


def middle_depth(proof: Proof) -> tuple[sympy.Symbol, sympy.IndexedBase, sympy.Symbol]:
    """Declares the depth k, the widths, and a layer j with 0 < j < k."""
    k, d = depth(proof)
    return k, d, middle_layer(proof, k)


def middle_layer(proof: Proof, k: sympy.Symbol) -> sympy.Symbol:
    """Declares j with 0 < j < k."""
    j = proof.integer("j")
    proof.assume("middle", 0 < j, j < k)
    return j


def bottleneck(proof: Proof, k: sympy.Symbol, d: sympy.IndexedBase) -> sympy.Symbol:
    """Declares j with 0 < j < k, at which d_j is the smallest width."""
    j = middle_layer(proof, k)
    proof.assume("bottleneck", smallest(d, j, k))
    return j


def middle_case(proof: Proof, net: Network) -> Middle:
    """Declares the bottleneck and names the two factors."""
    j = bottleneck(proof, net.k, net.d)
    A = proof.define("A", chain(net.M, net.k, j + 1))
    B = proof.define("B", chain(net.M, j, 1))
    return Middle(j, A, B)


def smallest(d: sympy.IndexedBase, j: object, k: object) -> Claim:
    """d_j is the smallest width."""
    return for_all(i, 0, k, d[j] <= d[i])


# ------------------------------------------------------------------------------------------------ inverses, convexity


def has_left_inverse(proof: Proof, X: Expression, rows: object, columns: object, name: str = "Y") -> Claim:
    """There is Y with Y X = I, for X of size rows x columns: X has full column rank."""
    return proof.exists(name, columns, rows, lambda Y: Y * X == proof.identity(columns))


def has_right_inverse(proof: Proof, X: Expression, rows: object, columns: object, name: str = "Z") -> Claim:
    """There is Z with X Z = I, for X of size rows x columns: X has full row rank."""
    return proof.exists(name, columns, rows, lambda Z: X * Z == proof.identity(rows))


def in_kernel(proof: Proof, X: Expression, columns: object, name: str) -> Claim:
    """There is a vector other than 0 that X maps to 0."""
    return proof.exists(name, columns, 1, lambda w: both(w != 0, X * w == 0))


def convex(proof: Proof, f: Value, rows: object, columns: object) -> Claim:
    """f(t P + (1 - t) Q) <= t f(P) + (1 - t) f(Q) for all P, Q and 0 <= t <= 1."""

    def between(P: Expression, Q: Expression, t: Expression) -> Claim:
        return implies(both(0 <= t, t <= 1), f(t * P + (1 - t) * Q) <= t * f(P) + (1 - t) * f(Q))

    return proof.for_all_pairs({"P": (rows, columns), "Q": (rows, columns), "t": (1, 1)}, between)


# ------------------------------------------------------------------------------------------------ minima of L_k


def distance(one: Family, other: Family, low: object, high: object) -> Expression:
    """The sum of ||X_i - Y_i||^2."""
    return summation(i, low, high, norm2(one[i] - other[i]))


def minimum(proof: Proof, f: Value, d: object, k: object, M: Family, radius: Expression) -> Claim:
    """f(M_k...M_1) <= f(R_k...R_1) for all R nearer to M than the radius, for M_i of size d(i) x d(i - 1)."""

    def no_smaller(R: Family) -> Claim:
        near = distance(R, M, 1, k) < radius * radius
        return implies(near, f(chain(M, k, 1)) <= f(chain(R, k, 1)))

    return proof.for_all_families("R", i, 1, k, d(i), d(i - 1), no_smaller)


def minimum_of_some_radius(proof: Proof, f: Value, d: object, k: object, M: Family) -> Claim:
    """It is a minimum among all tuples of some radius."""
    return proof.exists("radius", 1, 1, lambda radius: both(radius > 0, minimum(proof, f, d, k, M, radius)))


def local_minimum(proof: Proof, net: Network, M: Family) -> Claim:
    """The tuple M is a local minimum of L_k."""
    return minimum_of_some_radius(proof, net.f, lambda at: net.d[at], net.k, M)


def lower_elsewhere(proof: Proof, f: Value, d: sympy.IndexedBase, k: object, M: Family) -> Claim:
    """M is no global minimum of L_k."""
    return proof.exists_family("R", i, 1, k, d[i], d[i - 1], lambda R: f(chain(R, k, 1)) < f(chain(M, k, 1)))


def spurious(proof: Proof, f: Value, d: sympy.IndexedBase, k: object, M: Family) -> Claim:
    """M is a local minimum of L_k, and no global one."""
    local = minimum_of_some_radius(proof, f, lambda at: d[at], k, M)
    return both(local, lower_elsewhere(proof, f, d, k, M))


def some_spurious(proof: Proof, f: Value, d: sympy.IndexedBase, k: object) -> Claim:
    """L_k has a spurious local minimum."""
    return proof.exists_family("M", i, 1, k, d[i], d[i - 1], lambda M: spurious(proof, f, d, k, M))


# ------------------------------------------------------------------------------------------------ minima of L_2


@dataclass(frozen=True, slots=True)
class Pair:
    """L_2(X, Y) = f(X Y) for X of size m x b and Y of size b x n."""

    proof: Proof
    f: Value
    m: object
    b: object
    n: object

    @property
    def sizes(self) -> dict[str, tuple[object, object]]:
        """Of another pair."""
        return {"C": (self.m, self.b), "D": (self.b, self.n)}

    def minimum(self, X: Expression, Y: Expression, radius: Expression) -> Claim:
        """No pair nearer to (X, Y) than the radius is smaller."""
        f = self.f
        return self.proof.for_all_pairs(self.sizes, lambda C, D: implies(
            norm2(C - X) + norm2(D - Y) < radius * radius, f(X * Y) <= f(C * D)
        ))  # fmt: skip

    def local_minimum(self, X: Expression, Y: Expression) -> Claim:
        """(X, Y) is a local minimum."""
        return self.proof.exists("radius", 1, 1, lambda radius: both(radius > 0, self.minimum(X, Y, radius)))

    def lower_elsewhere(self, X: Expression, Y: Expression) -> Claim:
        """(X, Y) is no global minimum."""
        return self.proof.exists_matrices(self.sizes, lambda C, D: self.f(C * D) < self.f(X * Y))

    def spurious(self, X: Expression, Y: Expression) -> Claim:
        """(X, Y) is a local minimum, and no global one."""
        return both(self.local_minimum(X, Y), self.lower_elsewhere(X, Y))

    def some_spurious(self) -> Claim:
        """L_2 has a spurious local minimum."""
        return self.proof.exists_matrices({"X": (self.m, self.b), "Y": (self.b, self.n)}, self.spurious)
