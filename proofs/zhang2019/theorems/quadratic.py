"""Corollary 1 without its citation, C1.01 and C1.06-C1.10: at a local minimum of ||X Y U - V||^2.

Orthogonal projections stand in for singular values, so neither the singular value decomposition nor the theorem of
Eckart and Young is assumed.
"""

from __future__ import annotations

from typing import Any

from proofs.zhang2019.theorems import writing as W
from proofs.zhang2019.theorems.push import SMALL
from proofs.zhang2019.theorems.theorem1 import convex
from proofs.zhang2019.theorems.theorem2 import is_pair_local
from proofs.zhang2019.theorems.whole import X, Y, b, m, n, pair_is_minimum
from proofs.zhang2019.theorems.writing import (
    And,
    Equal,
    Exists,
    ForAll,
    Or,
    Trace,
    Transpose,
    Value,
    Writer,
)
from symproof.language.affine import Affine
from symproof.language.binding import Assignment, instantiated
from symproof.language.derivation import At, Give, Part, Use
from symproof.language.substitution import fields_of

p = W.parameter("p")
U, V, P, Q, R, delta, nu, t, eps = W.symbols("U V P Q R delta nu t eps")
NOTHING, TWO, FOUR = W.number(0), W.number(2), W.number(4)
DATA, TARGETS = W.matrix("U", n, p), W.matrix("V", m, p)
FACTORS = (W.matrix("X", m, b), W.matrix("Y", b, n))
MOVES = (W.matrix("P", m, b), W.matrix("Q", b, n))
ERROR = W.minus(W.times(X, Y, U), V)


def loss_at(value: W.Term) -> W.Term:
    """||Z U - V||^2."""
    return W.norm2(W.minus(W.times(value, U), V))


def quadratic(node: Any) -> Any:
    """The formula with the quadratic loss in place of f."""
    if isinstance(node, Value):
        return loss_at(node.argument)
    if type(node) is tuple:
        return tuple(map(quadratic, node))
    names = () if isinstance(node, Affine) else fields_of(node)
    return type(node)(*[quadratic(getattr(node, name)) for name in names]) if names else node


# ------------------------------------------------------------------------------------------------ C1.01

CONVEX = W.statement(
    "C1.01", quadratic(convex(m, n)), sizes=("n", "m", "p"), symbols=(DATA, TARGETS),
)  # fmt: skip


def is_convex() -> Writer:
    """t f(P) + (1 - t) f(Q) - f(t P + (1 - t) Q) = t (1 - t) ||(P - Q) U||^2."""
    proof = Writer()
    claim = CONVEX.sequent.claim
    with proof.fix("all", claim, "P", "Q", "t"), proof.suppose("case", claim.body, "between"):
        low, high = claim.body.premise.parts
        proof.by("low", low, Use("between", (Part(0),)))
        proof.by("high", high, Use("between", (Part(1),)))
        gap, rest = W.norm2(W.times(W.minus(P, Q), U)), W.minus(W.number(1), t)
        proof.have("rest", W.at_most(NOTHING, rest), "high")
        proof.have("weight", W.at_most(NOTHING, W.times(t, rest)), "low", "rest")
        proof.have("square", W.at_most(NOTHING, gap))
        proof.have("scaled", W.at_most(NOTHING, W.times(t, rest, gap)), "weight", "square")
        proof.have("below", claim.body.conclusion, "scaled")
    return proof


# ------------------------------------------------------------------------------------------------ C1.07, C1.08

x, y = W.symbols("x y")
ROOT = W.statement(
    "smaller-square", Exists((W.scalar("y"),), And((W.positive(y), W.at_most(W.square(y), x)))),
    symbols=(W.scalar("x"),), x=W.positive(x),
)  # fmt: skip


def root() -> Writer:
    """The smaller of x and 1."""
    proof = Writer()
    claim, one = ROOT.sequent.claim, W.number(1)
    proof.have("either", Or((W.at_most(x, one), W.less(one, x))))
    with proof.cases("found", claim, "either") as case:
        for name, value in (("small", x), ("large", one)):
            with case(name):
                proof.have("positive", W.positive(value), "x")
                proof.have("square", W.at_most(W.square(value), x), "x", name)
                proof.have("both", And((W.positive(value), W.at_most(W.square(value), x))), "positive", "square")
                proof.by("given", claim, Give("both", (value,)))
    return proof


q_, w_, v_ = W.symbols("q w v")
STEP_TOO_SMALL = W.statement(
    "second-order", W.at_most(NOTHING, q_), symbols=tuple(map(W.scalar, "qwv")), v=W.positive(v_),
    rises=W.at_most(NOTHING, W.plus(W.times(W.square(v_), q_), W.times(W.square(v_), W.square(v_), w_))),
    small=W.at_most(W.times(FOUR, W.square(v_), w_), W.times(W.number(-1), q_)),
)  # fmt: skip


def second_order() -> Writer:
    """0 <= v^2 q + v^4 w <= (3/4) v^2 q where 4 v^2 w <= -q."""
    proof = Writer()
    proof.have("square", W.positive(W.square(v_)), "v")
    proof.have("scaled", W.at_most(W.times(FOUR, W.square(v_), W.square(v_), w_),
                                   W.times(W.number(-1), W.square(v_), q_)), "small", "square")  # fmt: skip
    proof.have("not-down", W.at_most(NOTHING, q_), "rises", "scaled", "square")
    return proof


LINE, BEND = W.times(W.plus(W.times(P, Y), W.times(X, Q)), U), W.times(P, Q, U)
CURVED = W.plus(W.norm2(LINE), W.times(TWO, Trace(W.times(Transpose(ERROR), BEND))))
STATIONARY = {
    "flat_X": W.vanishes(W.times(ERROR, Transpose(U), Transpose(Y)), m, b),
    "flat_Y": W.vanishes(W.times(Transpose(X), ERROR, Transpose(U)), b, n),
}  # fmt: skip


def moved(size: W.Term) -> tuple[W.Term, W.Term]:
    return W.plus(X, W.times(size, P)), W.plus(Y, W.times(size, Q))


def expanded(size: W.Term) -> Equal:
    """f((X + t P)(Y + t Q)) by powers of t."""
    square = W.square(size)
    cubic = W.times(TWO, square, size, Trace(W.times(Transpose(LINE), BEND)))
    right = W.plus(loss_at(W.times(X, Y)), W.times(square, CURVED), cubic, W.times(square, square, W.norm2(BEND)))
    return Equal(loss_at(W.times(*moved(size))), right)


EXPANSION = W.statement(
    "C1.07", expanded(t), sizes=("n", "b", "m", "p"), symbols=(*FACTORS, DATA, TARGETS, *MOVES, W.scalar("t")),
    **STATIONARY,
)  # fmt: skip


def expansion() -> Writer:
    proof = Writer()
    slope = Equal(Trace(W.times(Transpose(ERROR), LINE)), NOTHING)
    proof.have("slope", slope, "flat-X", "flat-Y")
    proof.have("expanded", expanded(t), "slope")
    return proof


SECOND = W.statement(
    "C1.08", ForAll(MOVES, W.at_most(NOTHING, CURVED)), sizes=("n", "b", "m", "p"),
    symbols=(*FACTORS, DATA, TARGETS), **STATIONARY, minimum=quadratic(is_pair_local()),
)  # fmt: skip


def second_derivative() -> Writer:
    proof = Writer()
    claim = SECOND.sequent.claim
    with proof.obtain("radius-is", claim, "minimum", ("delta",), "delta-kept"), proof.fix("all", claim, "P", "Q"):
        proof.by("delta-positive", W.positive(delta), Use("delta-kept", (Part(0),)))
        proof.by("pair", quadratic(pair_is_minimum(delta)), Use("delta-kept", (Part(1),)))
        proof.have("either", Or((W.at_most(NOTHING, CURVED), W.less(CURVED, NOTHING))))
        with proof.cases("curved", claim.body, "either") as case:
            with case("up"):
                proof.have("is-up", claim.body, "up")
            with case("down"):
                radii(proof, claim.body)
    return proof


def radii(proof: Writer, claim: W.Formula) -> None:
    """nu with nu^2 (||P||^2 + ||Q||^2) < delta^2 and 4 nu^2 ||P Q U||^2 <= -(the second derivative)."""
    steep, alpha, beta, gamma = W.times(W.number(-1), CURVED), *W.symbols("alpha beta gamma")
    proof.have("steep", W.positive(steep), "down")
    some = Exists((W.scalar("y"),), And((W.positive(y), W.at_most(W.square(y), steep))))
    proof.apply("some-root", some, "smaller-square", "steep", x=steep)
    with proof.obtain("root-is", claim, "some-root", ("alpha",), "alpha-kept"):
        proof.by("alpha-positive", W.positive(alpha), Use("alpha-kept", (Part(0),)))
        proof.by("alpha-bound", W.at_most(W.square(alpha), steep), Use("alpha-kept", (Part(1),)))
        for label, values in (("size", (P, Q)), ("bend", (BEND,))):
            for number, value in enumerate(values):
                proof.have(f"{label}-{number}", W.at_most(NOTHING, W.norm2(value)))
        proof.have("size-low", W.at_most(NOTHING, spread()), "size-0", "size-1")
        small(proof, "beta", spread(), "size-low", "delta", delta)
        with proof.obtain("beta-is", claim, "beta-some", ("beta",), "beta-kept"):
            small(proof, "gamma", W.norm2(BEND), "bend-0", "alpha", alpha)
            with proof.obtain("gamma-is", claim, "gamma-some", ("gamma",), "gamma-kept"):
                for name, number, size, radius in (
                    ("beta", beta, spread(), delta),
                    ("gamma", gamma, W.norm2(BEND), alpha),
                ):
                    proof.by(f"{name}-positive", W.positive(number), Use(f"{name}-kept", (Part(0),)))
                    bound = W.at_most(W.times(FOUR, W.square(number), size), W.square(radius))
                    proof.by(f"{name}-bound", bound, Use(f"{name}-kept", (Part(1),)))
                both = [W.at_most(W.square(nu), W.square(other)) for other in (beta, gamma)]
                some = Exists((W.scalar("nu"),), And((W.positive(nu), *both)))
                proof.apply("some-nu", some, "smaller", "beta-positive", "gamma-positive", X=beta, Y=gamma)
                with proof.obtain("nu-is", claim, "some-nu", ("nu",), "nu-kept"):
                    for number, label in enumerate(("nu-positive", "nu-beta", "nu-gamma")):
                        proof.by(label, some.body.parts[number], Use("nu-kept", (Part(number),)))
                    contradicted(proof, claim, beta, gamma, alpha)


def spread() -> W.Term:
    return W.plus(W.norm2(P), W.norm2(Q))


def small(proof: Writer, name: str, size: W.Term, low: str, label: str, radius: W.Term) -> None:
    bound = W.at_most(W.times(FOUR, W.square(eps), size), W.square(radius))
    proof.apply(f"{name}-some", Exists((W.scalar("eps"),), And((SMALL.parts[0], bound))), "scale", low,
                f"{label}-positive", S=size, delta=radius)  # fmt: skip


u_, a_, c_ = W.symbols("u a c")
SHORTER = W.statement(
    "shorter", W.at_most(W.times(FOUR, W.square(v_), u_), c_), symbols=tuple(map(W.scalar, "uvac")),
    u=W.at_most(NOTHING, u_), short=W.at_most(W.square(v_), W.square(a_)),
    bound=W.at_most(W.times(FOUR, W.square(a_), u_), c_),
)  # fmt: skip


def shorter() -> Writer:
    proof = Writer()
    proof.have("scaled", W.at_most(W.times(W.square(v_), u_), W.times(W.square(a_), u_)), "u", "short")
    proof.have("bound-v", SHORTER.sequent.claim, "scaled", "bound")
    return proof


def contradicted(proof: Writer, claim: W.Formula, beta: W.Symbol, gamma: W.Symbol, alpha: W.Symbol) -> None:
    """f at (X, Y) + nu (P, Q) and at (X, Y) - nu (P, Q)."""
    for name, size, low, other, radius in (
        ("beta", spread(), "size-low", beta, delta),
        ("gamma", W.norm2(BEND), "bend-0", gamma, alpha),
    ):
        bound = W.at_most(W.times(FOUR, W.square(nu), size), W.square(radius))
        proof.apply(f"{name}-nu", bound, "shorter", low, f"nu-{name}", f"{name}-bound",
                    u=size, v=nu, a=other, c=W.square(radius))  # fmt: skip
    proof.have("delta2", W.positive(W.square(delta)), "delta-positive")
    for label, size in (("up", nu), ("back", W.times(W.number(-1), nu))):
        values = moved(size)
        body = quadratic(pair_is_minimum(delta)).body
        here = instantiated(body, Assignment(symbols=dict(zip("CD", values, strict=True))))
        gap = W.plus(*[W.norm2(W.minus(new, old)) for new, old in zip(values, (X, Y), strict=True)])
        proof.have(f"{label}-gap", Equal(gap, W.times(W.square(nu), spread())))
        proof.have(f"{label}-near", here.premise, f"{label}-gap", "beta-nu", "size-low", "delta2")
        proof.by(f"{label}-case", here, Use("pair", (At(values),)))
        proof.have(f"{label}-above", here.conclusion, f"{label}-case", f"{label}-near")
        proof.apply(f"{label}-expanded", expanded(size), "C1.07", "flat-X", "flat-Y",
                    n=n, b=b, m=m, p=p, X=X, Y=Y, U=U, V=V, P=P, Q=Q, t=size)  # fmt: skip
    square = W.square(nu)
    rises = W.at_most(NOTHING, W.plus(W.times(square, CURVED), W.times(square, square, W.norm2(BEND))))
    proof.have("rises", rises, "up-above", "back-above", "up-expanded", "back-expanded")
    proof.have("gamma-steep", W.at_most(W.times(FOUR, square, W.norm2(BEND)), W.times(W.number(-1), CURVED)),
               "gamma-nu", "alpha-bound")  # fmt: skip
    proof.apply("not-down", claim, "second-order", "nu-positive", "rises", "gamma-steep",
                q=CURVED, w=W.norm2(BEND), v=nu)  # fmt: skip
