"""P.10: the transposed network N_i = M_{k+1-i}^T with g(X) = f(X^T) has the same minima."""

from __future__ import annotations

from symproof.language.derivation import At, AtIndex, Part, SumOf, SumReverse, Use

from . import writing as W
from .minima import DEEP, WIDTHS, d, delta, i, is_minimum, k, layers, loss, near, product
from .writing import (
    ONE,
    ZERO,
    And,
    Chain,
    Equal,
    Exists,
    ForAll,
    ForAllIndex,
    FunctionDeclaration,
    Implies,
    Piece,
    Slope,
    Symbol,
    SymbolDeclaration,
    Transpose,
    Value,
    Writer,
)

s = W.parameter("s")
X, T = W.symbols("X T")
n, m = d(ZERO), d(k)


def mirror(index: W.Affine) -> W.Affine:
    return W.shift(W.subtract(k, index), 1)


def reversed_layers(name: str) -> SymbolDeclaration:
    """N_i of size d_{k-i} x d_{k+1-i}."""
    return W.family(name, d(W.subtract(k, i)), d(mirror(i)), ONE, k)


def transposed_layers() -> SymbolDeclaration:
    """N_i = M_{k+1-i}^T, defined."""
    free = reversed_layers("N")
    return SymbolDeclaration(free.name, free.rows, free.columns, free.range,
                             (Piece(Transpose(Symbol("M", mirror(i))), ONE, k),))  # fmt: skip


def transposed_loss() -> FunctionDeclaration:
    """g(X) = f(X^T), defined."""
    turned = Transpose(Symbol("X"))
    return FunctionDeclaration("g", n, m, "X", Value("f", turned), Transpose(Slope("f", turned)))


def is_reversed_minimum(name: str, function: str, radius: W.Symbol = delta) -> ForAll:
    better = W.at_most(Value(function, product(name)), Value(function, product("R")))
    return ForAll((reversed_layers("R"),), Implies(near("R", name, radius), better))


def reversed_body(name: str, function: str, radius: W.Symbol) -> And:
    return And((W.positive(radius), is_reversed_minimum(name, function, radius)))


def is_reversed_local_minimum(name: str, function: str) -> Exists:
    return Exists((W.scalar("radius"),), reversed_body(name, function, Symbol("radius")))


LOWER = ForAllIndex("i", ZERO, k, Equal(Chain("N", i, ONE), Transpose(Chain("M", k, mirror(i)))))
UPPER = ForAllIndex("i", ZERO, k, Equal(Chain("N", k, W.shift(i, 1)), Transpose(Chain("M", W.subtract(k, i), ONE))))
TURNED = ForAllIndex("i", ONE, k, Equal(Symbol("N", i), Transpose(Symbol("M", mirror(i)))))
SAME = ForAll((W.matrix("X", n, m),), Equal(Value("g", X), Value("f", Transpose(X))))
P10 = W.statement(
    "P.10", And((is_reversed_minimum("N", "g"), LOWER, UPPER)), integers=("k",), sizes=(WIDTHS,),
    symbols=(layers("M"), reversed_layers("N"), W.scalar("delta")),
    functions=(loss(), FunctionDeclaration("g", n, m)), facts={"deep": DEEP},
    minimum=is_minimum("M"), turned=TURNED, same=SAME,
)  # fmt: skip


def transposition() -> Writer:
    proof = Writer()
    lower_products(proof)
    upper_products(proof)
    claim = is_reversed_minimum("N", "g")
    with proof.fix("N-minimum", claim, "R"):
        better = W.at_most(Value("g", product("N")), Value("g", product("R")))
        with proof.suppose("R-case", Implies(near("R", "N", delta), better), "R-near"):
            turned = SymbolDeclaration("T", d(i), d(W.shift(i, -1)), W.Range("i", ONE, k),
                                       (Piece(Transpose(Symbol("R", mirror(i))), ONE, k),))  # fmt: skip
            with proof.define("T-are", better, turned):
                compared(proof, better)
    proof.have("all", P10.sequent.claim, "N-minimum", "N-lower", "N-upper")
    return proof


def lower_products(proof: Writer) -> None:
    with proof.induction("N-lower", LOWER, "s", "here") as part:
        with part("base"):
            proof.have("base", Equal(Chain("N", ZERO, ONE), Transpose(Chain("M", k, W.shift(k, 1)))))
        with part("step"):
            above = W.shift(s, 1)
            proof.by("layer", Equal(Symbol("N", above), Transpose(Symbol("M", mirror(above)))),
                     Use("turned", (AtIndex(above),)))  # fmt: skip
            proof.have("next", Equal(Chain("N", above, ONE), Transpose(Chain("M", k, mirror(above)))), "here", "layer")


def upper_products(proof: Writer) -> None:
    with proof.induction("N-upper", UPPER, "s", "here", upward=False) as part:
        with part("base"):
            proof.have("base", Equal(Chain("N", k, W.shift(k, 1)), Transpose(Chain("M", ZERO, ONE))))
        with part("step"):
            proof.by("layer", Equal(Symbol("N", s), Transpose(Symbol("M", mirror(s)))), Use("turned", (AtIndex(s),)))
            proof.have("next", Equal(Chain("N", k, s), Transpose(Chain("M", mirror(s), ONE))), "here", "layer")


def compared(proof: Writer, better: W.Formula) -> None:
    """g(N) = f(M) <= f(T) = g(R)."""
    lower = ForAllIndex("i", ZERO, k, Equal(Chain("T", i, ONE), Transpose(Chain("R", k, mirror(i)))))
    with proof.induction("T-lower", lower, "s", "here") as part:
        with part("base"):
            proof.have("base", Equal(Chain("T", ZERO, ONE), Transpose(Chain("R", k, W.shift(k, 1)))))
        with part("step"):
            above = W.shift(s, 1)
            proof.have("next", Equal(Chain("T", above, ONE), Transpose(Chain("R", k, mirror(above)))), "here")
    proof.by("T-product", Equal(product("T"), Transpose(product("R"))), Use("T-lower", (AtIndex(k),)))
    proof.by("N-product", Equal(product("N"), Transpose(product("M"))), Use("N-lower", (AtIndex(k),)))
    distances(proof)
    proof.by("T-above", Implies(near("T", "M", delta), W.at_most(Value("f", product("M")), Value("f", product("T")))),
             Use("minimum", (At(("T",)),)))  # fmt: skip
    proof.have("above", W.at_most(Value("f", product("M")), Value("f", product("T"))), "T-above", "T-near")
    for name in "NR":
        proof.by(f"g-{name}", Equal(Value("g", product(name)), Value("f", Transpose(product(name)))),
                 Use("same", (At((product(name),)),)))  # fmt: skip
    proof.have("N-back", Equal(Transpose(product("N")), product("M")), "N-product")
    proof.have("g-at-N", Equal(Value("g", product("N")), Value("f", product("M"))), "g-N", "N-back")
    proof.have("g-at-R", Equal(Value("g", product("R")), Value("f", product("T"))), "g-R", "T-product")
    proof.have("g-above", better, "above", "g-at-N", "g-at-R")


def distances(proof: Writer) -> None:
    """T is as near to M as R is to N."""
    mirrored = W.norm2(W.minus(Symbol("T", mirror(i)), Symbol("M", mirror(i))))
    turned = W.total("i", ONE, k, mirrored)
    proof.by("reversed", Equal(W.distance2("T", "M", ONE, k), turned), SumReverse())
    each = Equal(W.norm2(W.minus(Symbol("R", i), Symbol("N", i))), mirrored)
    proof.have("each", ForAllIndex("i", ONE, k, each), "turned")
    proof.by("sums", Equal(W.distance2("R", "N", ONE, k), turned), SumOf("each"))
    proof.have("T-near", near("T", "M", delta), "reversed", "sums", "R-near")


def transposed_minimum(proof: Writer) -> None:
    """Of the defined N and g: N is a minimum, and its product."""
    proof.have("turned", TURNED)
    with proof.fix("same", SAME, "Z"):
        Z = Symbol("Z")
        proof.have("same-Z", Equal(Value("g", Z), Value("f", Transpose(Z))))
    proof.apply("transposed", P10.sequent.claim, "P.10", "M-minimum", "turned", "same",
                k=k, d=("i", d(i)), M="M", N="N", delta=delta, f="f", g="g")  # fmt: skip
    proof.by("N-minimum", is_reversed_minimum("N", "g"), Use("transposed", (Part(0),)))
    proof.by("N-lower", LOWER, Use("transposed", (Part(1),)))
    proof.by("N-upper", UPPER, Use("transposed", (Part(2),)))
    proof.by("N-product", Equal(product("N"), Transpose(product("M"))), Use("N-lower", (AtIndex(k),)))
