"""Two towers M_k ... M_1 and R_l ... R_1 between the same end widths, and minima of f at their sum (Corollary 2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from factors import Factors
from setting import Pair, distance, i, smallest, widths

from symproof.author import Claim, Expression, Family, Proof, both, chain, implies, same


@dataclass(frozen=True, slots=True)
class Towers:
    """Both towers of one proof, of depths k and l."""

    proof: Proof
    k: Any
    l: Any  # noqa: E741 - the second depth
    d: Any
    e: Any
    f: Any

    @property
    def families(self) -> dict[str, tuple[Any, ...]]:
        """The layers of both towers."""
        d, e = self.d, self.e
        return {"M": (i, 1, self.k, d[i], d[i - 1]), "R": (i, 1, self.l, e[i], e[i - 1])}

    def total(self, M: Family, R: Family) -> Expression:
        """The sum of both products."""
        return chain(M, self.k, 1) + chain(R, self.l, 1)

    def others(self) -> dict[str, tuple[Any, ...]]:
        """Other layers of both towers."""
        return dict(zip(("V", "Z"), self.families.values(), strict=True))

    def minimum(self, M: Family, R: Family, radius: Expression) -> Claim:
        """No towers nearer to (M, R) than the radius have a smaller value."""
        return self.proof.for_all_pairs(self.others(), lambda V, Z: implies(
            distance(V, M, 1, self.k) + distance(Z, R, 1, self.l) < radius * radius,
            self.f(self.total(M, R)) <= self.f(self.total(V, Z)),
        ))  # fmt: skip

    def local_minimum(self, M: Family, R: Family) -> Claim:
        """(M, R) is a local minimum of f at the sum."""
        return self.proof.exists("radius", 1, 1, lambda radius: both(radius > 0, self.minimum(M, R, radius)))

    def lower_elsewhere(self, M: Family, R: Family) -> Claim:
        """(M, R) is no global minimum."""
        return self.proof.exists_matrices(
            self.others(), lambda V, Z: self.f(self.total(V, Z)) < self.f(self.total(M, R))
        )

    def spurious(self, M: Family, R: Family) -> Claim:
        """(M, R) is a local minimum, and no global one."""
        return both(self.local_minimum(M, R), self.lower_elsewhere(M, R))

    def some_spurious(self) -> Claim:
        """The sum of the towers has a spurious local minimum."""
        return self.proof.exists_matrices(self.families, self.spurious)


def towers(proof: Proof) -> Towers:
    """Declares two towers of depths k, l >= 1 between the same end widths."""
    k, d, f = widths(proof)
    l = proof.integer("l")  # noqa: E741 - the second depth
    proof.assume("depth-2", 1 <= l)
    e = proof.size_family("e", i, 0, l)
    proof.assume("ends", same(e[0], d[0]), same(e[l], d[k]))
    return Towers(proof, k, l, d, e, f)


def narrowest(proof: Proof, two: Towers) -> tuple[Any, Any]:
    """Declares j and h, at which the widths of the towers are smallest."""
    j, h = proof.integers("j h")
    proof.assume("layers", 0 <= j, j <= two.k, 0 <= h, h <= two.l)
    proof.assume("bottleneck", smallest(two.d, j, two.k))
    proof.assume("bottleneck-2", smallest(two.e, h, two.l))
    return j, h


# ------------------------------------------------------------------------------------------------ bottlenecks


@dataclass(frozen=True, slots=True)
class Joined:
    """Towers cut at 0 < j < k and 0 < h < l, and matrices J and H that put both inner spaces side by side."""

    two: Towers
    j: Any
    h: Any
    J: Expression
    H: Expression

    @property
    def pair(self) -> Pair:
        """f(X Y) with the inner width d_j + e_h."""
        two = self.two
        return Pair(two.proof, two.f, two.d[two.k], two.d[self.j] + two.e[self.h], two.d[0])

    def first(self, M: Family) -> Factors:
        """The factors A and B of the first tower."""
        return Factors(self.two.proof, self.two.k, self.j, self.two.d, M)

    def second(self, R: Family) -> Factors:
        """The factors A' and B' of the second tower."""
        return Factors(self.two.proof, self.two.l, self.h, self.two.e, R)

    def factors(self, M: Family, R: Family) -> tuple[Expression, Expression]:
        """A J^T + A' H^T and J B + H B', whose product is the sum of the towers."""
        one, other = self.first(M), self.second(R)
        return one.A * self.J.T + other.A * self.H.T, self.J * one.B + self.H * other.B


def joined(proof: Proof, two: Towers) -> Joined:
    """Declares the bottlenecks j and h, and J and H."""
    j, h = proof.integers("j h")
    proof.assume("middle", 0 < j, j < two.k, 0 < h, h < two.l)
    proof.assume("bottleneck", smallest(two.d, j, two.k))
    proof.assume("bottleneck-2", smallest(two.e, h, two.l))
    p, q = two.d[j], two.e[h]
    J, H = proof.matrix("J", p + q, p), proof.matrix("H", p + q, q)
    proof.assume("side", side_by_side(proof, J, H, p, q))
    return Joined(two, j, h, J, H)


def side_by_side(proof: Proof, J: Expression, H: Expression, p: Any, q: Any) -> Claim:
    """J and H embed both spaces orthogonally, and together fill the whole one."""
    unit = proof.identity
    return both(J.T * J == unit(p), H.T * H == unit(q), J.T * H == 0, J * J.T + H * H.T == unit(p + q))
