"""P.11: products of layers are continuous, with an explicit modulus: near layers have near products."""

from __future__ import annotations

from setting import PAPER, depth, distance, i

from proofs.zhang2019.theorems.derived import theorems
from symproof.author import Claim, Expression, Proof, both, chain, for_all, implies, index, norm2

h = index("h")

# ---------------------------------------------------------------------------- ||C D - X Y||

gap = Proof("product_gap", "Product gap: C D - X Y = (C - X) D + X (D - Y), in norms (P.11)", source=PAPER)
p, q, r = gap.sizes("p q r")
X, Y = gap.matrix("X", p, q), gap.matrix("Y", q, r)
C, D = gap.matrix("C", p, q), gap.matrix("D", q, r)
a, b = norm2(C - X), norm2(D - Y)
first, rest = (C - X) * D, X * (D - Y)
gap.statement(norm2(C * D - X * Y) <= 2 * a * (2 * b + 2 * norm2(Y)) + 2 * norm2(X) * b)
gap.step("difference", C * D - X * Y == first + rest, by="algebra", ref="P.11, M'N' - MN = (M' - M)N' + M(N' - N)")
gap.step("square", 0 <= norm2(first - rest), ref="P.11, ||u - v||^2 >= 0")
gap.step(
    "sum", norm2(first + rest) <= 2 * norm2(first) + 2 * norm2(rest), using=["square"],
    ref="P.11, ||u + v||^2 + ||u - v||^2 = 2 ||u||^2 + 2 ||v||^2",
)  # fmt: skip
gap.step("whole", norm2(C * D - X * Y) <= 2 * norm2(first) + 2 * norm2(rest), using=["difference", "sum"], ref="P.11")
gap.apply("first", theorems["N5"], X=C - X, Y=D, ref="P.11, N5")
gap.apply("rest", theorems["N5"], X=X, Y=D - Y, ref="P.11, N5")
gap.step("D-size", norm2(D) <= 2 * b + 2 * norm2(Y), ref="P.11, D = (D - Y) + Y")
gap.step("low", 0 <= a, ref="P.11, a squared norm")
gap.step("scaled", a * norm2(D) <= a * (2 * b + 2 * norm2(Y)), using=["D-size", "low"], ref="P.11, times ||C - X||^2")
gap.step(
    "P.11", norm2(C * D - X * Y) <= 2 * a * (2 * b + 2 * norm2(Y)) + 2 * norm2(X) * b,
    using=["whole", "first", "rest", "scaled"], ref="P.11",
)  # fmt: skip
gap.conclude(using=["P.11"], ref="P.11")

# ---------------------------------------------------------------------------- the modulus

number = Proof("product_modulus", "Product modulus: how near both factors have to be (P.11)", source=PAPER)
a, b, p, q, e = (number.scalar(name) for name in "abpqe")
tau, alpha, beta = (number.scalar(name) for name in ("tau", "alpha", "beta"))
number.assume("gap", e <= 2 * a * (2 * b + 2 * p) + 2 * q * b)
number.assume("factor", a < alpha * alpha)
number.assume("product", b < beta * beta)
number.assume("b-low", 0 <= b)
number.assume("p-low", 0 <= p)
number.assume("q-low", 0 <= q)
number.assume("positive", tau > 0)
number.assume("beta", 4 * (beta * beta) * (2 * q) <= tau * tau)
number.assume("alpha", 4 * (alpha * alpha) * (4 * (beta * beta + p)) <= tau * tau)
number.statement(e < tau * tau)
number.step("bracket", b + p <= beta * beta + p, using=["product"], ref="P.11, b < beta^2")
number.step("bracket-low", 0 <= b + p, using=["b-low", "p-low"], ref="P.11, b + p >= 0")
number.step("one", a * (b + p) <= alpha * alpha * (b + p), using=["factor", "bracket-low"], ref="P.11, a < alpha^2")
number.step("alpha-low", 0 <= alpha * alpha, ref="P.11, a square")
number.step(
    "two", alpha * alpha * (b + p) <= alpha * alpha * (beta * beta + p), using=["bracket", "alpha-low"], ref="P.11"
)
number.step("three", q * b <= q * (beta * beta), using=["product", "q-low"], ref="P.11, b < beta^2")
number.step("square", tau * tau > 0, using=["positive"], ref="P.11, tau^2 > 0")
number.step(
    "P.11", e < tau * tau, using=["gap", "one", "two", "three", "alpha", "beta", "square"],
    ref="P.11, e <= 4 alpha^2 (beta^2 + p) + 2 q beta^2 <= tau^2 / 2",
)  # fmt: skip
number.conclude(using=["P.11"], ref="P.11")

# ---------------------------------------------------------------------------- one layer of many

member = Proof("one_layer", "One layer: it is as near as all layers together (P.11)", source=PAPER)
k, d = depth(member)
M = member.family("M", i, 1, k, d[i], d[i - 1])
N = member.family("N", i, 1, k, d[i], d[i - 1])
s = member.integer("s")
member.assume("layer", 1 <= s, s <= k)
whole, upper = distance(N, M, 1, k), distance(N, M, s, k)
below, above = distance(N, M, 1, s - 1), distance(N, M, s + 1, k)
member.statement(norm2(N[s] - M[s]) <= whole)
member.step("split", whole == below + upper, ref="P.11, the sum up to s - 1 and the rest")
member.step("split-s", upper == distance(N, M, s, s) + above, ref="P.11, layer s and the sum from s + 1")
member.step("below-each", for_all(i, 1, s - 1, 0 <= norm2(N[i] - M[i])), ref="P.11, squared norms")
member.step("below-low", 0 <= below, using=["below-each"], ref="P.11, squared norms")
member.step("above-each", for_all(i, s + 1, k, 0 <= norm2(N[i] - M[i])), ref="P.11, squared norms")
member.step("above-low", 0 <= above, using=["above-each"], ref="P.11, squared norms")
member.step("here", distance(N, M, s, s) == norm2(N[s] - M[s]), ref="P.11, a sum of one")
member.step(
    "P.11", norm2(N[s] - M[s]) <= whole, using=["split", "split-s", "below-low", "above-low", "here"], ref="P.11"
)
member.conclude(using=["P.11"], ref="P.11")

# ---------------------------------------------------------------------------- P.11

proof = Proof("continuity", "P.11: products of layers are continuous, with an explicit modulus", source=PAPER)
k, d = depth(proof)
M = proof.family("M", i, 1, k, d[i], d[i - 1])


def close(at: object, nu: Expression, tau: Expression) -> Claim:
    """Layers nearer than nu have a product R_at ... R_1 nearer than tau."""
    return proof.for_all_families("R", i, 1, k, d[i], d[i - 1], lambda R: implies(
        distance(R, M, 1, k) < nu * nu, norm2(chain(R, at, 1) - chain(M, at, 1)) < tau * tau
    ))  # fmt: skip


def some_radius(at: object, tau: Expression) -> Claim:
    """There is such a radius nu."""
    return proof.exists("radius", 1, 1, lambda nu: both(nu > 0, close(at, nu, tau)))


def continuous(at: object) -> Claim:
    """There is one for every tau > 0."""
    return proof.for_all_matrices("distance", 1, 1, lambda tau: implies(tau > 0, some_radius(at, tau)))


proof.statement(continuous(k))
with proof.induction("P.11", h, 0, k, continuous(h), ref="P.11, by induction over the number of layers"):
    with proof.fix("no-layer", claim=continuous(0), ref="P.11, the empty product"):
        tau = proof.scalar("tau0")
        proof.assume("tau0-positive", tau > 0)
        with proof.fix("no-gap", claim=close(0, tau, tau), ref="P.11, the empty product"):
            N = proof.family("N0", i, 1, k, d[i], d[i - 1])
            proof.assume("N0-near", distance(N, M, 1, k) < tau * tau)
            proof.step(
                "equal", norm2(chain(N, 0, 1) - chain(M, 0, 1)) < tau * tau, using=["tau0-positive"],
                ref="P.11, I - I = 0",
            )  # fmt: skip
        proof.give("any-radius", some_radius(0, tau), tau, using=["tau0-positive", "no-gap"], ref="P.11, any radius")
    with proof.fix("next-layer", claim=for_all(h, 0, k - 1, implies(continuous(h), continuous(h + 1))), ref="P.11"):
        s = proof.integer("s")
        proof.assume("place", 0 <= s, s <= k - 1)
        proof.assume("before", continuous(s))
        with proof.fix("after", claim=continuous(s + 1), ref="P.11, one more layer"):
            tau = proof.scalar("t")
            proof.assume("t-positive", tau > 0)
            layer, product = norm2(M[s + 1]), norm2(chain(M, s, 1))
            proof.step("q-low", 0 <= 2 * layer, ref="P.11, a squared norm")
            proof.apply(
                "beta-some", theorems["scale"], S=2 * layer, delta=tau, using=["q-low", "t-positive"], ref="P.11, beta"
            )
            (beta,) = proof.obtain("beta-small", given="beta-some", names="beta")
            proof.step("p-low", 0 <= 4 * (beta * beta + product), ref="P.11, squares")
            proof.apply(
                "alpha-some", theorems["scale"], S=4 * (beta * beta + product), delta=tau,
                using=["p-low", "t-positive"], ref="P.11, alpha",
            )  # fmt: skip
            (alpha,) = proof.obtain("alpha-small", given="alpha-some", names="alpha")
            proof.step(
                "mu-some", some_radius(s, beta), using=["before", "beta-small"], ref="P.11, by induction for beta"
            )
            (mu,) = proof.obtain("mu-close", given="mu-some", names="mu")
            proof.apply(
                "nu-some", theorems["smaller"], X=mu, Y=alpha, using=["mu-close", "alpha-small"], ref="P.11, nu"
            )
            (nu,) = proof.obtain("nu-small", given="nu-some", names="nu")
            with proof.fix("close", claim=close(s + 1, nu, tau), ref="P.11"):
                N = proof.family("N", i, 1, k, d[i], d[i - 1])
                proof.assume("near", distance(N, M, 1, k) < nu * nu)
                old, new = chain(M, s, 1), chain(N, s, 1)
                a, b = norm2(N[s + 1] - M[s + 1]), norm2(new - old)
                e = norm2(chain(N, s + 1, 1) - chain(M, s + 1, 1))
                proof.step("near-mu", distance(N, M, 1, k) < mu * mu, using=["near", "nu-small"], ref="P.11, nu <= mu")
                proof.step("b-small", b < beta * beta, using=["mu-close", "near-mu"], ref="P.11, the product so far")
                proof.apply("one", member, s=s + 1, ref="P.11, the next layer")
                proof.step("a-small", a < alpha * alpha, using=["one", "near", "nu-small"], ref="P.11, nu <= alpha")
                proof.apply("gap", gap, X=M[s + 1], Y=old, C=N[s + 1], D=new, p=d[s + 1], q=d[s], r=d[0], ref="P.11")
                proof.step("e-gap", e <= 2 * a * (2 * b + 2 * product) + 2 * layer * b, using=["gap"], ref="P.11")
                for name, value in {"b": b, "layer": layer, "product": product}.items():
                    proof.step(f"{name}-norm", 0 <= value, ref="P.11, a squared norm")
                proof.apply(
                    "small", number, a=a, b=b, p=product, q=layer, e=e, tau=tau,
                    using=["e-gap", "a-small", "b-small", "b-norm", "product-norm", "layer-norm",
                           "t-positive", "beta-small", "alpha-small"], ref="P.11",
                )  # fmt: skip
            proof.give("nu-found", some_radius(s + 1, tau), nu, using=["nu-small", "close"], ref="P.11, the radius nu")
proof.step("all", continuous(k), using=["P.11"], ref="P.11, all k layers")
proof.conclude(using=["all"], ref="P.11")
