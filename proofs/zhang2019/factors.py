"""The factors A = M_k ... M_{j+1} and B = M_j ... M_1 of layers: near pairs and near layers, both ways (T1.06, T1.14).

Where A and B have one-sided inverses, each pair near (A, B) is that of layers near M. Layers near M always have factors
near (A, B), since products are continuous.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from continuity import proof as continuity
from setting import PAPER, distance, has_left_inverse, has_right_inverse, i, middle_depth

from proofs.zhang2019.theorems.derived import theorems
from symproof.author import Claim, Expression, Family, Proof, both, chain, for_all, implies, norm2


@dataclass(frozen=True, slots=True)
class Factors:
    """Layers M_k ... M_1 of widths d, cut at layer j into A of size d_k x d_j and B of size d_j x d_0."""

    proof: Proof
    k: Any
    j: Any
    d: Any
    M: Family

    @property
    def A(self) -> Expression:
        """M_k ... M_{j+1}."""
        return self.upper(self.M)

    @property
    def B(self) -> Expression:
        """M_j ... M_1."""
        return self.lower(self.M)

    def upper(self, N: Family) -> Expression:
        """N_k ... N_{j+1} of other layers."""
        return chain(N, self.k, self.j + 1)

    def lower(self, N: Family) -> Expression:
        """N_j ... N_1 of other layers."""
        return chain(N, self.j, 1)

    @property
    def left(self) -> Claim:
        """A has a left inverse."""
        return has_left_inverse(self.proof, self.A, self.d[self.k], self.d[self.j], "L")

    @property
    def right(self) -> Claim:
        """B has a right inverse."""
        return has_right_inverse(self.proof, self.B, self.d[self.j], self.d[0], "Q")

    def layers(self, C: Expression, D: Expression, tau: Expression) -> Claim:
        """There are layers nearer to M than tau, whose product is C D."""
        k, d, M = self.k, self.d, self.M
        return self.proof.exists_family("V", i, 1, k, d[i], d[i - 1], lambda N: both(
            chain(N, k, 1) == C * D, distance(N, M, 1, k) < tau * tau
        ))  # fmt: skip

    def all_have_layers(self, eps: Expression, tau: Expression) -> Claim:
        """Each pair nearer to (A, B) than eps has such layers."""
        d, b = self.d, self.d[self.j]
        return self.proof.for_all_pairs({"C": (d[self.k], b), "D": (b, d[0])}, lambda C, D: implies(
            norm2(C - self.A) + norm2(D - self.B) < eps * eps, self.layers(C, D, tau)
        ))  # fmt: skip

    def open(self, tau: Expression) -> Claim:
        """There is such a radius eps for tau."""
        return self.proof.exists("radius", 1, 1, lambda eps: both(eps > 0, self.all_have_layers(eps, tau)))

    def all_are_near(self, eta: Expression, tau: Expression) -> Claim:
        """Layers nearer to M than eta have factors nearer to A and to B than tau."""
        k, d = self.k, self.d

        def near(N: Family) -> Claim:
            gaps = norm2(self.upper(N) - self.A), norm2(self.lower(N) - self.B)
            return implies(distance(N, self.M, 1, k) < eta * eta, both(gaps[0] < tau * tau, gaps[1] < tau * tau))

        return self.proof.for_all_families("V", i, 1, k, d[i], d[i - 1], near)

    def continuous(self, tau: Expression) -> Claim:
        """There is such a radius eta for tau."""
        return self.proof.exists("radius", 1, 1, lambda eta: both(eta > 0, self.all_are_near(eta, tau)))


def declared(proof: Proof) -> tuple[Factors, Expression]:
    """Declares layers with 0 < j < k, and a number tau > 0."""
    k, d, j = middle_depth(proof)
    M = proof.family("M", i, 1, k, d[i], d[i - 1])
    tau = proof.scalar("tau")
    proof.assume("positive", tau > 0)
    return Factors(proof, k, j, d, M), tau


# ---------------------------------------------------------------------------- T1.09-T1.14: moves of the layers

moves = Proof("factors_open", "Moves of the factors: each pair near (A, B) is that of layers near M", source=PAPER)
cut, tau = declared(moves)
k, j, d, M = cut.k, cut.j, cut.d, cut.M
m, n, b = d[k], d[0], d[j]
A, B = moves.define("A", cut.A), moves.define("B", cut.B)
moves.assume("A-left", cut.left)
moves.assume("B-right", cut.right)
moves.statement(cut.open(tau))
(L,) = moves.obtain("L-left", given="A-left", names="L")
(S,) = moves.obtain("S-right", given="B-right", names="S")
A1, B1 = chain(M, k - 1, j + 1), chain(M, j, 2)
X, Y = moves.define("X", L * M[k]), moves.define("Y", M[1] * S)
unit = moves.identity(b)
moves.step(
    "T1.09", X * A1 == unit, by="algebra", using=["L-left"], ref="T1.09, A_1 = M_{k-1} ... M_{j+1}",
    note='The paper says that A_1 has rank d "because d <= d_{k-1}", which is no reason (erratum 5).',
)  # fmt: skip
moves.step("T1.10", B1 * Y == unit, by="algebra", using=["S-right"], ref="T1.10, B_1 = M_j ... M_2")

# The radius eps = tau / c of the pair; 4 eps^2 (||X||^2 + ||Y||^2) <= tau^2.
size = norm2(X) + norm2(Y)
moves.step("size-low", 0 <= size, ref="T1.14, c")
moves.apply(
    "small", theorems["scale"], S=size, delta=tau, using=["size-low", "positive"], ref="T1.14, c",
    note="The paper gives c for A only, and does not say that it is positive (erratum 6).",
)  # fmt: skip
(eps,) = moves.obtain("eps-small", given="small", names="eps")
with moves.fix("T1.14.all", claim=cut.all_have_layers(eps, tau), ref="T1.14"):
    C, D = moves.matrix("C", m, b), moves.matrix("D", b, n)
    moves.assume("near", norm2(C - A) + norm2(D - B) < eps * eps)
    top, bottom = (C - A) * X, Y * (D - B)
    moves.step(
        "T1.11", (M[k] + top) * A1 == C, by="algebra", using=["T1.09"], ref="T1.11, C = A + D",
        note='The paper says "through local perturbation to M_1" where M_k moves; M_1 serves B (erratum 17).',
    )  # fmt: skip
    moves.step(
        "T1.12", B1 * (M[1] + bottom) == D, by="algebra", using=["T1.10"], ref="T1.12, D = B + E",
        note="The paper's D is also the data, B also a ball, M also the tuple; here C is A + D (erratum 21).",
    )  # fmt: skip
    T = moves.define_family(
        "T", i, 1, k, pieces=[(1, 1, M[1] + bottom), (2, k - 1, M[i]), (k, k, M[k] + top)]
    )  # 0 < j < k makes M_1 and M_k different layers
    moves.step("T1.13", chain(T, k, 1) == C * D, by="algebra", using=["T1.11", "T1.12"], ref="T1.13, both at once")
    whole, inner = distance(T, M, 1, k), distance(T, M, 2, k)
    moves.step("split", whole == distance(T, M, 1, 1) + inner, ref="T1.14, ||M' - M||^2")
    moves.step("split-2", inner == distance(T, M, 2, k - 1) + distance(T, M, k, k), ref="T1.14, ||M' - M||^2")
    moves.step("unmoved", distance(T, M, 2, k - 1) == 0, ref="T1.14, the other layers")
    moves.step(
        "moves", whole == norm2(top) + norm2(bottom), using=["split", "split-2", "unmoved"], ref="T1.14, ||M' - M||^2"
    )
    moves.apply("top-size", theorems["N5"], X=C - A, Y=X, p=m, q=b, r=d[k - 1], ref="T1.14, N5 for D_1 = D X")
    moves.apply("bottom-size", theorems["N5"], X=Y, Y=D - B, p=d[1], q=b, r=n, ref="T1.14, N5 for E_1 = Y E")
    positive = [norm2(C - A), norm2(D - B), norm2(X), norm2(Y)]
    for number, value in enumerate(positive, 1):
        moves.step(f"norm-{number}", 0 <= value, ref="T1.14, norms")
    moves.apply(
        "T1.14", theorems["pair-bound"], x=norm2(top), y=norm2(bottom), l=positive[0], r=positive[1],
        u=positive[2], w=positive[3], eps=eps, delta=tau,
        using=["top-size", "bottom-size", "norm-1", "norm-2", "norm-3", "norm-4", "near", "eps-small", "positive"],
        ref="T1.14",
    )  # fmt: skip
    moves.step("T-near", whole < tau * tau, using=["moves", "T1.14"], ref="T1.14, M' is near M")
    moves.give("T-given", cut.layers(C, D, tau), T, using=["T1.13", "T-near"], ref="T1.13, T1.14: the layers M'")
moves.give("open", cut.open(tau), eps, using=["eps-small", "T1.14.all"], ref="T1.14")
moves.conclude(using=["open"], ref="T1.14")

# ---------------------------------------------------------------------------- T1.06: near layers have near factors

near = Proof("factors_continuous", "Near layers: their factors are near A and B", source=PAPER)
cut, tau = declared(near)
k, j, d, M = cut.k, cut.j, cut.d, cut.M
A, B = near.define("A", cut.A), near.define("B", cut.B)
near.statement(cut.continuous(tau))
U = near.define_family("U", i, 1, k - j, value=M[i + j])


def close(family: Family, depth: object, size: Any, nu: Expression) -> Claim:
    """Layers nearer to the family than nu have a product nearer than tau."""
    return near.for_all_families("R", i, 1, depth, size(i), size(i - 1), lambda R: implies(
        distance(R, family, 1, depth) < nu * nu, norm2(chain(R, depth, 1) - chain(family, depth, 1)) < tau * tau
    ))  # fmt: skip


def some_radius(family: Family, depth: object, size: Any) -> Claim:
    """There is such a radius nu."""
    return near.exists("radius", 1, 1, lambda nu: both(nu > 0, close(family, depth, size, nu)))


near.apply("B-continuous", continuity, k=j, ref="T1.06: P.11 for M_j ... M_1")
near.step("B-some", some_radius(M, j, lambda at: d[at]), using=["B-continuous", "positive"], ref="T1.06: P.11 for tau")
(beta,) = near.obtain("B-close", given="B-some", names="beta")
near.apply("A-continuous", continuity, k=k - j, d=lambda at: d[at + j], M=U, ref="T1.06: P.11 for M_k ... M_{j+1}")
near.step(
    "A-some", some_radius(U, k - j, lambda at: d[at + j]), using=["A-continuous", "positive"],
    ref="T1.06: P.11 for tau",
)  # fmt: skip
(alpha,) = near.obtain("A-close", given="A-some", names="alpha")
near.apply("eta-some", theorems["smaller"], X=beta, Y=alpha, using=["B-close", "A-close"], ref="T1.06, eta")
(eta,) = near.obtain("eta-small", given="eta-some", names="eta")
with near.fix("T1.06", claim=cut.all_are_near(eta, tau), ref="T1.06"):
    N = near.family("N", i, 1, k, d[i], d[i - 1])
    near.assume("N-near", distance(N, M, 1, k) < eta * eta)
    C, D = cut.upper(N), cut.lower(N)
    whole, lower, upper = distance(N, M, 1, k), distance(N, M, 1, j), distance(N, M, j + 1, k)
    near.step("split", whole == lower + upper, ref="T1.06, the distance")
    near.step("lower-each", for_all(i, 1, j, 0 <= norm2(N[i] - M[i])), ref="T1.06, squared norms")
    near.step("lower-low", 0 <= lower, using=["lower-each"], ref="T1.06, squared norms")
    near.step("upper-each", for_all(i, j + 1, k, 0 <= norm2(N[i] - M[i])), ref="T1.06, squared norms")
    near.step("upper-low", 0 <= upper, using=["upper-each"], ref="T1.06, squared norms")
    near.step(
        "lower-near", lower < beta * beta, using=["N-near", "split", "upper-low", "eta-small"], ref="T1.06, eta <= beta"
    )
    near.step("D-near", norm2(D - B) < tau * tau, using=["B-close", "lower-near"], ref="T1.06, B' is near B")
    T = near.define_family("T", i, 1, k - j, value=N[i + j])
    near.step(
        "upper-near", distance(T, U, 1, k - j) < alpha * alpha, using=["N-near", "split", "lower-low", "eta-small"],
        ref="T1.06, eta <= alpha",
    )  # fmt: skip
    near.step(
        "T-near", norm2(chain(T, k - j, 1) - chain(U, k - j, 1)) < tau * tau, using=["A-close", "upper-near"],
        ref="T1.06, A' is near A",
    )  # fmt: skip
    near.step("C-near", norm2(C - A) < tau * tau, using=["T-near"], ref="T1.06, A' is near A")
    near.step(
        "both-near", both(norm2(C - A) < tau * tau, norm2(D - B) < tau * tau), using=["C-near", "D-near"], ref="T1.06"
    )
near.give("continuous", cut.continuous(tau), eta, using=["eta-small", "T1.06"], ref="T1.06, the radius eta")
near.conclude(using=["continuous"], ref="T1.06")
