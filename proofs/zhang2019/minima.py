"""Local minima of deep linear networks as formulas: they are unfolded wherever they stand."""

from __future__ import annotations

from setting import Network, i

from symproof.author import Claim, Expression, Family, Function, Proof, both, chain, implies, norm2, summation


def distance(one: Family, other: Family, low: object, high: object) -> Expression:
    """The sum of ||X_i - Y_i||^2."""
    return summation(i, low, high, norm2(one[i] - other[i]))


def minimum(proof: Proof, f: Function, d: object, k: object, M: Family, radius: Expression) -> Claim:
    """f(M_k...M_1) <= f(R_k...R_1) for all R nearer to M than the radius, for M_i of size d(i) x d(i - 1)."""

    def no_smaller(R: Family) -> Claim:
        near = distance(R, M, 1, k) < radius * radius
        return implies(near, f(chain(M, k, 1)) <= f(chain(R, k, 1)))

    return proof.for_all_families("R", i, 1, k, d(i), d(i - 1), no_smaller)


def minimum_of_some_radius(proof: Proof, f: Function, d: object, k: object, M: Family) -> Claim:
    """It is a minimum among all tuples of some radius."""
    return proof.exists("radius", 1, 1, lambda radius: both(radius > 0, minimum(proof, f, d, k, M, radius)))


def local_minimum(proof: Proof, net: Network, M: Family) -> Claim:
    """The tuple M is a local minimum of L_k."""
    return minimum_of_some_radius(proof, net.f, lambda at: net.d[at], net.k, M)
