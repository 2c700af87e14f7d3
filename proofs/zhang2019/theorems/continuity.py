"""P.11: products of layers are continuous, with an explicit modulus; T1.06: minima of L_2 give minima of L_k."""

from __future__ import annotations

from proofs.zhang2019.theorems import writing as W
from proofs.zhang2019.theorems.minima import DEEP, WIDTHS, d, i, k, layers, near
from proofs.zhang2019.theorems.norms import smaller_radius
from proofs.zhang2019.theorems.push import SMALL
from proofs.zhang2019.theorems.writing import (
    ONE,
    ZERO,
    And,
    Chain,
    Equal,
    Exists,
    ForAll,
    ForAllIndex,
    Implies,
    Symbol,
    Writer,
)
from symproof.language.derivation import At, AtIndex, By, Give, Part, SumOf, SumSplit, Use

s = W.parameter("s")
X, Y, Z, C, D, tau, nu, eps, alpha, beta = W.symbols("X Y Z C D tau nu eps alpha beta")
NOTHING, TWO, FOUR = W.number(0), W.number(2), W.number(4)
a, b, p, q, e = W.symbols("a b p q e")

# ------------------------------------------------------------------------------------------------ numbers

SUM_BOUND = W.statement(
    "product-bound", W.less(e, W.square(tau)), symbols=tuple(map(W.scalar, (*"abpqe", "tau", "alpha", "beta"))),
    e=W.at_most(e, W.plus(W.times(TWO, a, W.plus(W.times(TWO, b), W.times(TWO, p))), W.times(TWO, q, b))),
    a=W.less(a, W.square(alpha)), b=W.less(b, W.square(beta)), a_low=W.at_most(NOTHING, a), b_low=W.at_most(NOTHING, b),
    p_low=W.at_most(NOTHING, p), q_low=W.at_most(NOTHING, q), tau=W.positive(tau),
    beta=W.at_most(W.times(FOUR, W.square(beta), W.times(TWO, q)), W.square(tau)),
    alpha=W.at_most(W.times(FOUR, W.square(alpha), W.times(FOUR, W.plus(W.square(beta), p))), W.square(tau)),
)  # fmt: skip


def product_bound() -> Writer:
    """2 a (2 b + 2 p) + 2 q b <= 4 alpha^2 (beta^2 + p) + 2 q beta^2 <= tau^2 / 2."""
    proof = Writer()
    bracket = W.plus(b, p)
    larger = W.plus(W.square(beta), p)
    proof.have("bracket", W.at_most(bracket, larger), "b")
    proof.have("bracket-low", W.at_most(NOTHING, bracket), "b-low", "p-low")
    proof.have("first", W.at_most(W.times(a, bracket), W.times(W.square(alpha), bracket)), "a", "bracket-low")
    proof.have("squares", W.at_most(NOTHING, W.square(alpha)))
    proof.have("second", W.at_most(W.times(W.square(alpha), bracket), W.times(W.square(alpha), larger)),
               "bracket", "squares")  # fmt: skip
    proof.have("third", W.at_most(W.times(q, b), W.times(q, W.square(beta))), "b", "q-low")
    proof.have("tau2", W.positive(W.square(tau)), "tau")
    proof.have("below", SUM_BOUND.sequent.claim, "e", "first", "second", "third", "alpha", "beta", "tau2")
    return proof


# ------------------------------------------------------------------------------------------------ one member of a sum

MEMBER = W.statement(
    "member", W.at_most(W.norm2(W.minus(Symbol("N", s), Symbol("M", s))), W.distance2("N", "M", ONE, k)),
    integers=("k", "s"), sizes=(WIDTHS,), symbols=(layers("M"), layers("N")),
    facts={"s-low": W.integer_at_most(ONE, s), "s-high": W.integer_at_most(s, k)},
)  # fmt: skip


def member_of_sum() -> Writer:
    """||N_s - M_s||^2 is at most the sum over all layers."""
    proof = Writer()
    term = W.norm2(W.minus(Symbol("N", i), Symbol("M", i)))
    parts = {"low": (ONE, W.shift(s, -1)), "rest": (s, k), "here": (s, s), "high": (W.shift(s, 1), k)}
    sums = {name: W.distance2("N", "M", *bounds) for name, bounds in parts.items()}
    proof.by("split", Equal(W.distance2("N", "M", ONE, k), W.plus(sums["low"], sums["rest"])), SumSplit(W.shift(s, -1)))
    proof.by("split-rest", Equal(sums["rest"], W.plus(sums["here"], sums["high"])), SumSplit(s))
    for name in ("low", "high"):
        proof.have(f"{name}-each", ForAllIndex("i", *parts[name], W.at_most(NOTHING, term)))
        proof.by(f"{name}-sum", W.at_most(NOTHING, sums[name]), SumOf(f"{name}-each"))
    proof.have("here", Equal(sums["here"], W.norm2(W.minus(Symbol("N", s), Symbol("M", s)))))
    proof.have("member", MEMBER.sequent.claim, "split", "split-rest", "low-sum", "high-sum", "here")
    return proof


# ------------------------------------------------------------------------------------------------ P.11


def close(index: W.Affine, radius: W.Symbol, size: W.Symbol) -> ForAll:
    """If N is nearer to M than the radius, then N_i...N_1 is nearer to M_i...M_1 than the size."""
    gap = W.minus(Chain("N", index, ONE), Chain("M", index, ONE))
    return ForAll((layers("N"),), Implies(near("N", "M", radius), W.less(W.norm2(gap), W.square(size))))


def continuous(index: W.Affine) -> ForAll:
    """For every tau > 0 there is nu > 0 such that near layers have near products."""
    some = Exists((W.scalar("nu"),), And((W.positive(nu), close(index, nu, tau))))
    return ForAll((W.scalar("tau"),), Implies(W.positive(tau), some))


P11 = W.statement(
    "P.11", continuous(k), integers=("k",), sizes=(WIDTHS,), symbols=(layers("M"),), facts={"deep": DEEP},
)  # fmt: skip


def continuity() -> Writer:
    proof = Writer()
    with proof.induction("all", ForAllIndex("i", ZERO, k, continuous(i)), "s", "here") as part:
        with part("base"):
            with proof.fix("base", continuous(ZERO), "tau"):
                some = continuous(ZERO).body
                with proof.suppose("case", some, "tau-positive"):
                    with proof.fix("close", close(ZERO, tau, tau), "N"):
                        inner = close(ZERO, tau, tau).body
                        with proof.suppose("still", inner, "near"):
                            proof.have("zero", inner.conclusion, "tau-positive")
                    proof.have("both", And((W.positive(tau), close(ZERO, tau, tau))), "tau-positive", "close")
                    proof.by("given", some.conclusion, Give("both", (tau,)))
        with part("step"):
            with proof.fix("next", continuous(W.shift(s, 1)), "tau"):
                some = continuous(W.shift(s, 1)).body
                with proof.suppose("case", some, "tau-positive"):
                    radii(proof, some.conclusion)
    proof.by("last", continuous(k), Use("all", (AtIndex(k),)))
    return proof


def radii(proof: Writer, some: W.Formula) -> None:
    """beta for the product so far, alpha for the next layer, nu for both."""
    below, layer = Chain("M", s, ONE), Symbol("M", W.shift(s, 1))
    for label, value in (("p-low", below), ("q-low", layer)):
        proof.have(label, W.at_most(NOTHING, W.norm2(value)))
    weight = W.times(TWO, W.norm2(layer))
    scaled(proof, some, "beta", weight, "q-low", lambda: second(proof, some, below))


def scaled(proof: Writer, some: W.Formula, name: str, weight: W.Term, low: str, rest) -> None:  # type: ignore[no-untyped-def]
    """A number with 4 number^2 weight <= tau^2."""
    number = Symbol(name)
    proof.have(f"{name}-weight", W.at_most(NOTHING, weight), low)
    bound = W.at_most(W.times(FOUR, W.square(eps), weight), W.square(tau))
    proof.apply(f"{name}-some", Exists((W.scalar("eps"),), And((SMALL.parts[0], bound))), "scale", f"{name}-weight",
                "tau-positive", S=weight, delta=tau)  # fmt: skip
    with proof.obtain(f"{name}-is", some, f"{name}-some", (name,), f"{name}-kept"):
        proof.by(f"{name}-positive", W.positive(number), Use(f"{name}-kept", (Part(0),)))
        proof.by(f"{name}-bound", W.at_most(W.times(FOUR, W.square(number), weight), W.square(tau)),
                 Use(f"{name}-kept", (Part(1),)))  # fmt: skip
        rest()


def second(proof: Writer, some: W.Formula, below: W.Term) -> None:
    proof.have("beta2", W.at_most(NOTHING, W.square(beta)))
    proof.have("sum-low", W.at_most(NOTHING, W.plus(W.square(beta), W.norm2(below))), "beta2", "p-low")
    weight = W.times(FOUR, W.plus(W.square(beta), W.norm2(below)))
    scaled(proof, some, "alpha", weight, "sum-low", lambda: radius(proof, some))


def radius(proof: Writer, some: W.Formula) -> None:
    inner = Exists((W.scalar("nu"),), And((W.positive(nu), close(s, nu, beta))))
    proof.by("known", inner, Use("here", (At((beta,)), By("beta-positive"))))
    with proof.obtain("mu-is", some, "known", ("mu",), "mu-kept"):
        mu = Symbol("mu")
        proof.by("mu-positive", W.positive(mu), Use("mu-kept", (Part(0),)))
        proof.by("mu-close", close(s, mu, beta), Use("mu-kept", (Part(1),)))
        with smaller_radius(proof, some, {"mu": mu, "alpha": alpha}):
            above = W.shift(s, 1)
            with proof.fix("close", close(above, nu, tau), "N"):
                body = close(above, nu, tau).body
                with proof.suppose("case-N", body, "N-near"):
                    compared(proof, body.conclusion)
            proof.have("nu-both", And((W.positive(nu), close(above, nu, tau))), "nu-positive", "close")
            proof.by("nu-given", some, Give("nu-both", (nu,)))


def compared(proof: Writer, claim: W.Formula) -> None:
    """||N' P' - M' P||^2 <= 2 ||N' - M'||^2 (2 ||P' - P||^2 + 2 ||P||^2) + 2 ||M'||^2 ||P' - P||^2."""
    mu, above = Symbol("mu"), W.shift(s, 1)
    layer, new = Symbol("M", above), Symbol("N", above)
    below, newer = Chain("M", s, ONE), Chain("N", s, ONE)
    one, two = W.minus(new, layer), W.minus(newer, below)
    proof.have("N-mu", near("N", "M", mu), "N-near", "nu-mu")
    proof.by(
        "P-case", Implies(near("N", "M", mu), W.less(W.norm2(two), W.square(beta))), Use("mu-close", (At(("N",)),))
    )
    proof.have("P-near", W.less(W.norm2(two), W.square(beta)), "P-case", "N-mu")
    proof.apply("layer", W.at_most(W.norm2(one), W.distance2("N", "M", ONE, k)), "member",
                k=k, s=above, d=("i", d(i)), M="M", N="N")  # fmt: skip
    proof.have("layer-near", W.less(W.norm2(one), W.square(alpha)), "layer", "N-near", "nu-alpha")
    for label, value in (("a-low", one), ("b-low", two)):
        proof.have(label, W.at_most(NOTHING, W.norm2(value)))
    sizes = {"p": d(above), "q": d(s), "r": d(ZERO)}
    proof.apply("split", product_gap_claim(layer, below, new, newer), "product-gap", **sizes,
                X=layer, Y=below, C=new, D=newer)  # fmt: skip
    gap = W.minus(Chain("N", above, ONE), Chain("M", above, ONE))
    proof.apply("bound", W.less(W.norm2(gap), W.square(tau)), "product-bound", "split", "layer-near", "P-near",
                "a-low", "b-low", "p-low", "q-low", "tau-positive", "beta-bound", "alpha-bound",
                a=W.norm2(one), b=W.norm2(two), p=W.norm2(below), q=W.norm2(layer), e=W.norm2(gap), tau=tau,
                alpha=alpha, beta=beta)  # fmt: skip
    proof.have("claim", claim, "bound")


def product_gap_claim(X: W.Term, Y: W.Term, C: W.Term, D: W.Term) -> W.Formula:
    one, two = W.norm2(W.minus(C, X)), W.norm2(W.minus(D, Y))
    right = W.plus(
        W.times(TWO, one, W.plus(W.times(TWO, two), W.times(TWO, W.norm2(Y)))), W.times(TWO, W.norm2(X), two)
    )  # fmt: skip
    return W.at_most(W.norm2(W.minus(W.times(C, D), W.times(X, Y))), right)


_p, _q, _r = W.integers("p q r")
PRODUCT_GAP = W.statement(
    "product-gap", product_gap_claim(X, Y, C, D), sizes=("p", "q", "r"),
    symbols=(W.matrix("X", _p, _q), W.matrix("Y", _q, _r), W.matrix("C", _p, _q), W.matrix("D", _q, _r)),
)  # fmt: skip


def product_gap() -> Writer:
    """C D - X Y = (C - X) D + X (D - Y)."""
    proof = Writer()
    one, two = W.minus(C, X), W.minus(D, Y)
    first, rest = W.times(one, D), W.times(X, two)
    proof.have("square", W.at_most(NOTHING, W.norm2(W.minus(first, rest))))
    proof.have(
        "sum",
        W.at_most(W.norm2(W.plus(first, rest)), W.plus(W.times(TWO, W.norm2(first)), W.times(TWO, W.norm2(rest)))),
        "square",
    )
    proof.have("same", Equal(W.norm2(W.minus(W.times(C, D), W.times(X, Y))), W.norm2(W.plus(first, rest))))
    for label, left, right in (("first", one, D), ("rest", X, two)):
        proof.apply(label, W.at_most(W.norm2(W.times(left, right)), W.times(W.norm2(left), W.norm2(right))), "N5",
                    p=_p, q=_q, r=_r, X=left, Y=right)  # fmt: skip
    proof.have("D-square", W.at_most(NOTHING, W.norm2(W.minus(two, Y))))
    proof.have(
        "D-size", W.at_most(W.norm2(D), W.plus(W.times(TWO, W.norm2(two)), W.times(TWO, W.norm2(Y)))), "D-square"
    )
    proof.have("one-low", W.at_most(NOTHING, W.norm2(one)))
    scalars = {"x": W.norm2(W.minus(W.times(C, D), W.times(X, Y))), "u": W.norm2(first), "v": W.norm2(rest),
               "a": W.norm2(one), "c": W.norm2(D), "w": W.plus(W.times(TWO, W.norm2(two)), W.times(TWO, W.norm2(Y))),
               "q": W.times(W.norm2(X), W.norm2(two))}  # fmt: skip
    proof.have(
        "total", W.at_most(scalars["x"], W.plus(W.times(TWO, scalars["u"]), W.times(TWO, scalars["v"]))), "sum", "same"
    )
    proof.apply("gap", PRODUCT_GAP.sequent.claim, "gap-bound", "total", "first", "rest", "D-size", "one-low", **scalars)
    return proof


_x, _u, _v, _a, _c, _w, _q2 = W.symbols("x u v a c w q")
GAP_BOUND = W.statement(
    "gap-bound", W.at_most(_x, W.plus(W.times(TWO, _a, _w), W.times(TWO, _q2))),
    symbols=tuple(map(W.scalar, "xuvacwq")),
    total=W.at_most(_x, W.plus(W.times(TWO, _u), W.times(TWO, _v))), first=W.at_most(_u, W.times(_a, _c)),
    rest=W.at_most(_v, _q2), size_of=W.at_most(_c, _w), low=W.at_most(NOTHING, _a),
)  # fmt: skip


def gap_bound() -> Writer:
    proof = Writer()
    proof.have("scaled", W.at_most(W.times(_a, _c), W.times(_a, _w)), "size-of", "low")
    proof.have("bound", GAP_BOUND.sequent.claim, "total", "first", "rest", "scaled")
    return proof
