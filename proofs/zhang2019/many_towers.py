"""Any number r of towers M_{l,k_l} ... M_{l,1} between the same end widths n and m, and minima of f at their sum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy
from factors import Factors
from setting import Pair, distance, i

from proofs.zhang2019.theorems.derived import theorems
from symproof.author import (
    Claim,
    Expression,
    Families,
    Family,
    Proof,
    both,
    chain,
    for_all,
    implies,
    index,
    same,
    summation,
)

l, p = index("l"), index("p")  # noqa: E741 - the number of a tower


@dataclass(frozen=True, slots=True)
class Many:
    """The towers of one proof: r towers of depths k_l and widths d_{l,i}, with d_{l,0} = n and d_{l,k_l} = m."""

    proof: Proof
    r: Any
    n: Any
    m: Any
    k: Any
    d: Any
    f: Any

    @property
    def layers(self) -> tuple[Any, ...]:
        """The indices and sizes of M_{l,i}."""
        return (l, 1, self.r), (i, 1, self.k[l]), self.d[l, i], self.d[l, i - 1]

    def product(self, M: Families, at: Any) -> Expression:
        """The tower of this number."""
        return chain(M[at], self.k[at], 1)

    def total(self, M: Families) -> Expression:
        """The sum of all towers."""
        return summation(l, 1, self.r, self.product(M, l))

    def gap(self, N: Families, M: Families, at: Any) -> Expression:
        """The sum of ||N_{l,i} - M_{l,i}||^2 in one tower."""
        return distance(N[at], M[at], 1, self.k[at])

    def distance(self, N: Families, M: Families) -> Expression:
        """The sum over all towers."""
        return summation(l, 1, self.r, self.gap(N, M, l))

    def minimum(self, M: Families, radius: Expression) -> Claim:
        """No towers nearer to M than the radius have a smaller value."""
        return self.proof.for_all_indexed_families("V", *self.layers, lambda V: implies(
            self.distance(V, M) < radius * radius, self.f(self.total(M)) <= self.f(self.total(V))
        ))  # fmt: skip

    def local_minimum(self, M: Families) -> Claim:
        """M is a local minimum of f at the sum."""
        return self.proof.exists("radius", 1, 1, lambda radius: both(radius > 0, self.minimum(M, radius)))

    def lower_elsewhere(self, M: Families) -> Claim:
        """M is no global minimum."""
        return self.proof.exists_families("V", *self.layers, lambda V: self.f(self.total(V)) < self.f(self.total(M)))

    def spurious(self, M: Families) -> Claim:
        """M is a local minimum, and no global one."""
        return both(self.local_minimum(M), self.lower_elsewhere(M))

    def some_spurious(self) -> Claim:
        """The sum of the towers has a spurious local minimum."""
        return self.proof.exists_families("M", *self.layers, self.spurious)

    def step_of_each(self, label: str, delta: Expression, *, using: str, ref: str) -> Expression:
        """A step tau for each tower, with 4 r tau^2 <= delta^2, as hypothesis ``label`` says."""
        proof, count = self.proof, self.proof.integer_scalar(self.r)
        proof.step("count", 0 <= count, ref=f"{ref}, the number of towers")
        proof.apply("tau-some", theorems["scale"], S=count, delta=delta, using=["count", using], ref=f"{ref}, c")
        (tau,) = proof.obtain(label, given="tau-some", names="tau")
        return tau

    def smallest_radius(self, label: str, x: Family, *, using: str, ref: str) -> Expression:
        """A radius nu that is at most each x_l, as hypothesis ``label`` says; ``using`` says that all are positive."""
        proof, positive = self.proof, for_all(l, 1, self.r, x[l] > 0)
        proof.step("x-positive", positive, using=[using], ref=f"{ref}, the radii of the towers")
        lemma = theorems["smallest-of-many"]
        proof.apply("smallest", lemma, x=x, using=["x-positive"], ref=f"{ref}, the smallest radius")
        (nu,) = proof.obtain(label, given="smallest", names="nu")
        return nu


@dataclass(frozen=True, slots=True)
class Widths:
    """The widths of one tower."""

    d: Any
    tower: Any

    def __getitem__(self, at: Any) -> Any:
        return self.d[self.tower, at]


def narrow(many: Many, j: Any, at: Any) -> Claim:
    """d_{l,j_l} is the smallest width of this tower."""
    return for_all(i, 0, many.k[at], many.d[at, j[at]] <= many.d[at, i])


@dataclass(frozen=True, slots=True)
class Apart:
    """Towers cut at 0 < j_l < k_l, and matrices J_l that put their inner spaces side by side in one of size s."""

    many: Many
    j: Any
    s: Any
    J: Family

    @property
    def pair(self) -> Pair:
        """f(X Y) with the inner width s."""
        many = self.many
        return Pair(many.proof, many.f, many.m, self.s, many.n)

    def cut(self, M: Families, at: Any) -> Factors:
        """The factors A_l and B_l of a tower."""
        many = self.many
        return Factors(many.proof, many.k[at], self.j[at], Widths(many.d, at), M[at])

    def factors(self, M: Families) -> tuple[Expression, Expression]:
        """The sums of A_l J_l^T and of J_l B_l, whose product is the sum of the towers."""
        r, J, cut = self.many.r, self.J, self.cut(M, p)
        return summation(p, 1, r, cut.A * J[p].T), summation(p, 1, r, J[p] * cut.B)

    def joined(self, M: Families) -> Claim:
        """C2.06: X J_l = A_l, J_l^T Y = B_l, and X Y is the sum of the towers."""
        (X, Y), r, J, cut = self.factors(M), self.many.r, self.J, self.cut(M, l)
        blocks = for_all(l, 1, r, X * J[l] == cut.A), for_all(l, 1, r, J[l].T * Y == cut.B)
        return both(*blocks, X * Y == self.many.total(M))


def side_by_side(proof: Proof, r: Any, e: Any, s: Any, J: Family) -> dict[str, Claim]:
    """J_l embed spaces of sizes e_l orthogonally, and together fill one of size s."""
    h, unit = index("h"), proof.identity
    zero = for_all(l, 1, r, for_all(h, 1, r, implies(sympy.Ne(l, h), J[l].T * J[h] == 0)))
    return {
        "unit": for_all(l, 1, r, J[l].T * J[l] == unit(e(l))), "apart": zero,
        "together": summation(l, 1, r, J[l] * J[l].T) == unit(s),
    }  # fmt: skip


def apart_towers(proof: Proof, many: Many) -> Apart:
    """Declares the bottlenecks j_l, and the matrices J_l."""
    r, k, d = many.r, many.k, many.d
    j = proof.integer_family("j", l, 1, r)
    proof.assume("j-low", for_all(l, 1, r, 1 <= j[l]))
    proof.assume("j-high", for_all(l, 1, r, j[l] <= k[l] - 1))
    s = proof.size("s")
    J = proof.family("J", l, 1, r, s, d[l, j[l]])
    for name, claim in side_by_side(proof, r, lambda at: d[at, j[at]], s, J).items():
        proof.assume(name, claim)
    return Apart(many, j, s, J)


def many_towers(proof: Proof) -> Many:
    """Declares r >= 1 towers between the same end widths."""
    r = proof.integer("r")
    proof.assume("some", r >= 1)
    n, m = proof.sizes("n m")
    k = proof.size_family("k", l, 1, r)
    d = proof.size_families("d", (l, 1, r), (i, 0, k[l]))
    proof.assume("first", for_all(l, 1, r, same(d[l, 0], n)))
    proof.assume("last", for_all(l, 1, r, same(d[l, k[l]], m)))
    return Many(proof, r, n, m, k, d, proof.function("f", m, n))
