"""Two towers M_k ... M_1 and R_l ... R_1 between the same end widths, and minima of f at their sum (Corollary 2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from setting import distance, i, smallest, widths

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
        return dict(zip(("N", "S"), self.families.values(), strict=True))

    def local_minimum(self, M: Family, R: Family) -> Claim:
        """(M, R) is a local minimum of f at the sum."""

        def minimum(radius: Expression) -> Claim:
            return self.proof.for_all_pairs(self.others(), lambda N, S: implies(
                distance(N, M, 1, self.k) + distance(S, R, 1, self.l) < radius * radius,
                self.f(self.total(M, R)) <= self.f(self.total(N, S)),
            ))  # fmt: skip

        return self.proof.exists("radius", 1, 1, lambda radius: both(radius > 0, minimum(radius)))

    def spurious(self, M: Family, R: Family) -> Claim:
        """It is no global one."""
        lower = self.proof.exists_matrices(
            self.others(), lambda N, S: self.f(self.total(N, S)) < self.f(self.total(M, R))
        )
        return both(self.local_minimum(M, R), lower)

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
