"""Local minima: what they are, Fermat's rule, critical points of layers (P.04), and minima nearby (P.12)."""

from __future__ import annotations

from symproof.language.derivation import At, SumOf, SumSplit, Use

from . import writing as W
from .writing import (
    ONE,
    ZERO,
    Affine,
    And,
    Chain,
    Equal,
    Exists,
    ForAll,
    ForAllIndex,
    Implies,
    Piece,
    SizeAt,
    Slope,
    Symbol,
    SymbolDeclaration,
    Transpose,
    Value,
    Writer,
)

k, j, i, m, n, p, q = W.integers("k j i m n p q")
delta, beta, X, Y = W.symbols("delta beta X Y")


def d(index: Affine) -> Affine:
    return W.parameter(SizeAt("d", index))


WIDTHS = W.SizeDeclaration("d", W.Range("i", ZERO, k))
DEEP = W.integer_at_most(ONE, k)


def layers(name: str, low: Affine = ONE, high: Affine = k) -> SymbolDeclaration:
    """M_i of size d_i x d_{i-1}."""
    return W.family(name, d(i), d(W.shift(i, -1)), low, high)


def loss(name: str = "f") -> W.FunctionDeclaration:
    return W.FunctionDeclaration(name, d(k), d(ZERO))


def product(name: str) -> Chain:
    return Chain(name, k, ONE)


def near(one: str, other: str, radius: W.Symbol | W.Product, high: Affine = k) -> W.Formula:
    """sum of ||M_i - N_i||^2 < radius^2."""
    return W.less(W.distance2(one, other, ONE, high), W.square(radius))


def is_minimum(name: str, radius: object = delta, function: str = "f") -> ForAll:
    """f(M_k...M_1) <= f(N_k...N_1) for all N nearer to M than the radius."""
    better = W.at_most(Value(function, product(name)), Value(function, product("N")))
    return ForAll((layers("N"),), Implies(near("N", name, radius), better))  # type: ignore[arg-type]


def is_local_minimum(name: str, function: str = "f") -> Exists:
    """It is one of some radius."""
    radius = Symbol("radius")
    return Exists((W.scalar("radius"),), And((W.positive(radius), is_minimum(name, radius, function))))


# ------------------------------------------------------------------------------------------------ A1

A1 = W.axiom(
    "A1", W.vanishes(Slope("f", X), p, q),
    "Fermat's rule: the derivative vanishes at a local minimum; Rudin, Principles of Mathematical Analysis, Theorem 5.8,"
    " along each line through X",
    sizes=("p", "q"), symbols=(W.matrix("X", p, q), W.scalar("delta")), functions=(W.FunctionDeclaration("f", p, q),),
    delta=W.positive(delta),
    minimum=ForAll(
        (W.matrix("Y", p, q),),
        Implies(W.less(W.norm2(W.minus(Y, X)), W.square(delta)), W.at_most(Value("f", X), Value("f", Y))),
    ),
)  # fmt: skip

# ------------------------------------------------------------------------------------------------ P.04

UPPER, LOWER = Chain("M", k, W.shift(j, 1)), Chain("M", W.shift(j, -1), ONE)
CRITICAL = W.vanishes(
    W.times(Transpose(UPPER), Slope("f", product("M")), Transpose(LOWER)), d(j), d(W.shift(j, -1))
)  # fmt: skip
P04 = W.statement(
    "P.04", CRITICAL, integers=("k", "j"), sizes=(WIDTHS,), symbols=(layers("M"), W.scalar("delta")),
    functions=(loss(),), facts={"deep": DEEP, "j-low": W.integer_at_most(ONE, j), "j-high": W.integer_at_most(j, k)},
    delta=W.positive(delta), minimum=is_minimum("M"),
)  # fmt: skip


def critical_layer() -> Writer:
    """At a local minimum Q_j^T f'(W) P_{j-1}^T = 0: Fermat's rule for g(Z) = f(Q_j Z P_{j-1}) at M_j."""
    proof = Writer()
    Mj, Z = Symbol("M", j), Symbol("Z")
    inner = W.times(UPPER, Z, LOWER)
    slope = W.times(Transpose(UPPER), Slope("f", inner), Transpose(LOWER))
    g = W.FunctionDeclaration("g", d(j), d(W.shift(j, -1)), "Z", Value("f", inner), slope)
    close = W.less(W.norm2(W.minus(Y, Mj)), W.square(delta))
    better = W.at_most(Value("g", Mj), Value("g", Y))
    changed = SymbolDeclaration(
        "T", d(i), d(W.shift(i, -1)), W.Range("i", ONE, k),
        (Piece(Symbol("M", i), ONE, W.shift(j, -1)), Piece(Y, j, j), Piece(Symbol("M", i), W.shift(j, 1), k)),
    )  # fmt: skip
    with proof.define("g", CRITICAL, functions=(g,)):
        minimum = ForAll((W.matrix("Y", d(j), d(W.shift(j, -1))),), Implies(close, better))
        with proof.fix("g-minimum", minimum, "Y"), proof.suppose("g-nearby", Implies(close, better), "near"):
            with proof.define("T-is", better, changed):
                one_moves(proof, "T", j, W.norm2(W.minus(Y, Mj)))
                proof.have("T-near", near("T", "M", delta), "near", "distance")
                proof.by("T-above", Implies(near("T", "M", delta), W.at_most(
                    Value("f", product("M")), Value("f", product("T")))), Use("minimum", (At(("T",)),)))  # fmt: skip
                proof.have("above", W.at_most(Value("f", product("M")), Value("f", product("T"))),
                           "T-above", "T-near")  # fmt: skip
                proof.have("M-product", Equal(product("M"), W.times(UPPER, Mj, LOWER)))
                proof.have("g-above", better, "above", "M-product")
        g_slope = W.vanishes(Slope("g", Mj), d(j), d(W.shift(j, -1)))
        proof.apply("fermat", g_slope, "A1", "delta", "g-minimum",
                    p=d(j), q=d(W.shift(j, -1)), X=Mj, delta=delta, f="g")  # fmt: skip
        proof.have("M-split", Equal(product("M"), W.times(UPPER, Mj, LOWER)))
        proof.have("slope", CRITICAL, "fermat", "M-split")
    return proof


def one_moves(proof: Writer, name: str, at: Affine, size: W.Symbol | W.Term) -> None:  # type: ignore[name-defined]
    """sum of ||T_i - M_i||^2 = ||T_at - M_at||^2, where T_i = M_i for i < at and for i > at."""
    below, here, above = [
        W.distance2(name, "M", *bounds) for bounds in ((ONE, W.shift(at, -1)), (at, at), (W.shift(at, 1), k))
    ]
    whole, upper = W.distance2(name, "M", ONE, k), W.distance2(name, "M", at, k)
    proof.by("split", Equal(whole, W.plus(below, upper)), SumSplit(W.shift(at, -1)))
    proof.by("split-here", Equal(upper, W.plus(here, above)), SumSplit(at))
    proof.have("below", Equal(below, W.number(0)))
    proof.have("here", Equal(here, size))
    proof.have("beyond", Equal(above, W.number(0)))
    proof.have("distance", Equal(whole, size), "split", "split-here", "below", "here", "beyond")


# ------------------------------------------------------------------------------------------------ P.12

HALF = W.times(W.number(W.Fraction(1, 2)), delta)
P12 = W.statement(
    "P.12", And((W.positive(HALF), is_minimum("T", HALF))), integers=("k",), sizes=(WIDTHS,),
    symbols=(layers("M"), layers("T"), W.scalar("delta")), functions=(loss(),), facts={"deep": DEEP},
    delta=W.positive(delta), minimum=is_minimum("M"),
    near=W.at_most(W.times(W.number(4), W.distance2("T", "M", ONE, k)), W.square(delta)),
    value=Equal(Value("f", product("T")), Value("f", product("M"))),
)  # fmt: skip


def nearby_minimum() -> Writer:
    """T with the value of a minimum M of radius delta, at most delta / 2 away, is a minimum of radius delta / 2."""
    proof = Writer()
    proof.have("half", W.positive(HALF), "delta")
    claim = is_minimum("T", HALF)
    with proof.fix("all", claim, "N"):
        body = Implies(near("N", "T", HALF), W.at_most(Value("f", product("T")), Value("f", product("N"))))
        with proof.suppose("body", body, "close"):
            N_i, T_i, M_i = (Symbol(name, i) for name in "NTM")
            gap = W.plus(W.norm2(W.minus(N_i, T_i)), W.norm2(W.minus(T_i, M_i)))
            each = W.at_most(W.norm2(W.minus(N_i, M_i)), W.times(W.number(2), gap))
            proof.have("parallelogram", ForAllIndex("i", ONE, k, each))
            sums = W.at_most(W.distance2("N", "M", ONE, k), W.total("i", ONE, k, W.times(W.number(2), gap)))
            proof.by("sums", sums, SumOf("parallelogram"))
            proof.have("N-near", near("N", "M", delta), "sums", "close", "near")
            proof.by("N-above", Implies(near("N", "M", delta), W.at_most(
                Value("f", product("M")), Value("f", product("N")))), Use("minimum", (At(("N",)),)))  # fmt: skip
            proof.have("above", W.at_most(Value("f", product("M")), Value("f", product("N"))), "N-above", "N-near")
            proof.have("T-above", body.conclusion, "above", "value")
    proof.have("both", P12.sequent.claim, "half", "all")
    return proof
