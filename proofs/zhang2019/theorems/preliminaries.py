"""P.01-P.03, P.06-P.09: gradients by one factor, minima in one factor, and convex losses. Nothing is assumed."""

from __future__ import annotations

from proofs.zhang2019.theorems import writing as W
from proofs.zhang2019.theorems.minima import LOWER, UPPER, WIDTHS, d, delta, j, k, layers, loss, product
from proofs.zhang2019.theorems.theorem1 import convex
from proofs.zhang2019.theorems.whole import C, X, Y, b, m, n, pair_is_minimum
from proofs.zhang2019.theorems.writing import (
    ONE,
    And,
    Equal,
    ForAll,
    ForAllIndex,
    Implies,
    Slope,
    Symbol,
    Transpose,
    Value,
    Writer,
)
from symproof.language.derivation import At, By, SumOf, Use
from symproof.language.terms import Gradient

p, q, s, i = W.integers("p q s i")
P, Q, t, U, V, Z = W.symbols("P Q t U V Z")
PAIR, LOSS = (W.matrix("X", m, b), W.matrix("Y", b, n)), (W.FunctionDeclaration("f", m, n),)
NOTHING = W.number(0)

# ------------------------------------------------------------------------------------------------ gradients

G = Slope("f", W.times(X, Y))
P01 = W.statement(
    "P.01",
    And((
        Equal(Gradient(Value("f", W.times(X, Y)), X), W.times(G, Transpose(Y))),
        Equal(Gradient(Value("f", W.times(X, Y)), Y), W.times(Transpose(X), G)),
    )),
    sizes=("n", "b", "m"), symbols=PAIR, functions=LOSS,
)  # fmt: skip


def factor_gradients() -> Writer:
    """P.01 and P.02: the gradients of L(X, Y) = f(XY)."""
    proof = Writer()
    for label, part in zip("XY", P01.sequent.claim.parts, strict=True):
        proof.have(label, part)
    proof.have("both", P01.sequent.claim, "X", "Y")
    return proof


SLOPE = W.times(Transpose(UPPER), Slope("f", product("M")), Transpose(LOWER))
P03 = W.statement(
    "P.03", Equal(Gradient(Value("f", product("M")), Symbol("M", j)), SLOPE), integers=("k", "j"), sizes=(WIDTHS,),
    symbols=(layers("M"),), functions=(loss(),),
    facts={"j-low": W.integer_at_most(ONE, j), "j-high": W.integer_at_most(j, k)},
)  # fmt: skip


def layer_gradient() -> Writer:
    """The gradient of L_k by the layer M_j."""
    proof = Writer()
    proof.have("gradient", P03.sequent.claim)
    return proof


AFFINE = W.plus(W.times(U, Z, V), C)
A3 = W.statement(
    "A3", Equal(Gradient(Value("f", AFFINE), Z), W.times(Transpose(U), Slope("f", AFFINE), Transpose(V))),
    sizes=("n", "m", "p", "q"),
    symbols=(W.matrix("U", m, p), W.matrix("V", q, n), W.matrix("C", m, n), W.matrix("Z", p, q)), functions=LOSS,
)  # fmt: skip


def chain_rule() -> Writer:
    """The affine chain rule, for g(Z) = f(U Z V + C)."""
    proof = Writer()
    proof.have("gradient", A3.sequent.claim)
    return proof


# ------------------------------------------------------------------------------------------------ minima

CLOSE = W.less(W.norm2(W.minus(Z, X)), W.square(delta))
P06 = W.statement(
    "P.06",
    ForAll((W.matrix("Z", m, b),), Implies(CLOSE, W.at_most(Value("f", W.times(X, Y)), Value("f", W.times(Z, Y))))),
    sizes=("n", "b", "m"), symbols=(*PAIR, W.scalar("delta")), functions=LOSS, minimum=pair_is_minimum(delta),
)  # fmt: skip


def one_factor() -> Writer:
    """A local minimum in both factors is one in the first, of the same radius."""
    proof = Writer()
    claim = P06.sequent.claim
    with proof.fix("all", claim, "Z"), proof.suppose("case", claim.body, "near"):
        close = W.less(W.plus(W.norm2(W.minus(Z, X)), W.norm2(W.minus(Y, Y))), W.square(delta))
        proof.have("both-near", close, "near")
        proof.by("pair", Implies(close, claim.body.conclusion), Use("minimum", (At((Z, Y)),)))
        proof.have("above", claim.body.conclusion, "pair", "both-near")
    return proof


P08 = W.statement(
    "P.08", ForAll((layers("N"),), W.at_most(Value("f", product("M")), Value("f", product("N")))),
    integers=("k",), sizes=(WIDTHS,), symbols=(layers("M"),), functions=(loss(),),
    facts={"deep": W.integer_at_most(ONE, k)},
    minimum=ForAll((W.matrix("Z", d(k), d(W.ZERO)),), W.at_most(Value("f", product("M")), Value("f", Z))),
)  # fmt: skip


def global_layers() -> Writer:
    """Layers whose product is a global minimum of f are one of L_k."""
    proof = Writer()
    claim = P08.sequent.claim
    with proof.fix("all", claim, "N"):
        proof.by("above", claim.body, Use("minimum", (At((product("N"),)),)))
    return proof


# ------------------------------------------------------------------------------------------------ convexity


def convexity(at, rows: W.Affine, columns: W.Affine) -> ForAll:  # type: ignore[no-untyped-def]
    """That ``at`` is convex in a matrix of this size."""
    rest = W.minus(W.number(1), t)
    between = And((W.at_most(NOTHING, t), W.at_most(t, W.number(1))))
    below = W.at_most(at(W.plus(W.times(t, P), W.times(rest, Q))), W.plus(W.times(t, at(P)), W.times(rest, at(Q))))
    return ForAll((W.matrix("P", rows, columns), W.matrix("Q", rows, columns), W.scalar("t")), Implies(between, below))


def composed(value: W.Term) -> W.Term:
    """f(U Z V + C)."""
    return Value("f", W.plus(W.times(U, value, V), C))


A4 = W.statement(
    "P.07", convexity(composed, p, q), sizes=("n", "m", "p", "q"),
    symbols=(W.matrix("U", m, p), W.matrix("V", q, n), W.matrix("C", m, n)), functions=LOSS, convex=convex(m, n),
)  # fmt: skip


def affine_convex() -> Writer:
    """A4: a convex function of an affine one is convex."""
    proof = Writer()
    claim = A4.sequent.claim
    with proof.fix("all", claim, "P", "Q", "t"), proof.suppose("case", claim.body, "between"):
        values = W.plus(W.times(U, P, V), C), W.plus(W.times(U, Q, V), C), t
        proof.by("below", claim.body.conclusion, Use("convex", (At(values), By("between"))))
    return proof


def sample_gap(value: W.Term, index: W.Affine) -> W.Term:
    """Z x_i - y_i."""
    return W.minus(W.times(value, Symbol("x", index)), Symbol("y", index))


def data_loss(value: W.Term) -> W.Term:
    """The sum of f(Z x_i - y_i) over the samples."""
    return W.total("i", ONE, s, Value("f", sample_gap(value, i)))


P09 = W.statement(
    "P.09", convexity(data_loss, m, n), integers=("s",), sizes=("n", "m"),
    symbols=(W.family("x", n, ONE, ONE, s), W.family("y", m, ONE, ONE, s)),
    functions=(W.FunctionDeclaration("f", m, ONE),), facts={"some": W.integer_at_most(ONE, s)}, convex=convex(m, ONE),
)  # fmt: skip


def data_convex() -> Writer:
    """A sum of convex losses of the samples is convex."""
    proof = Writer()
    claim, r = P09.sequent.claim, W.parameter("r")
    rest = W.minus(W.number(1), t)
    mixed = W.plus(W.times(t, P), W.times(rest, Q))

    def each(index: W.Affine) -> W.Formula:
        right = [W.times(weight, Value("f", sample_gap(value, index))) for weight, value in ((t, P), (rest, Q))]
        return W.at_most(Value("f", sample_gap(mixed, index)), W.plus(*right))

    with proof.fix("all", claim, "P", "Q", "t"), proof.suppose("case", claim.body, "between"):
        with proof.fix("samples", ForAllIndex("i", ONE, s, each(i)), "r"):
            values = sample_gap(P, r), sample_gap(Q, r), t
            proof.by("sample", each(r), Use("convex", (At(values), By("between"))))
        sums = W.at_most(W.total("i", ONE, s, each(i).left), W.total("i", ONE, s, each(i).right))
        proof.by("sum", sums, SumOf("samples"))
        proof.have("below", claim.body.conclusion, "sum")
    return proof
