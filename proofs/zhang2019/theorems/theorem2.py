"""Theorem 3 for convex f; Theorem 2, the factors of a spurious pair have full rank; the remark after Theorem 1."""

from __future__ import annotations

from proofs.zhang2019.theorems import writing as W
from proofs.zhang2019.theorems.lemma1 import LEFT, RIGHT
from proofs.zhang2019.theorems.lemma2 import NARROW, A, B, j
from proofs.zhang2019.theorems.minima import DEEP, WIDTHS, d, i, is_local_minimum, k, layers, loss, product
from proofs.zhang2019.theorems.theorem1 import CONVEX, better, convex, pair_better, pair_local, spurious
from proofs.zhang2019.theorems.whole import (
    FLAT,
    TWO,
    C,
    D,
    X,
    Y,
    b,
    by_place_of_the_bottleneck,
    contradiction,
    e,
    m,
    n,
    pair_is_minimum,
    smallest,
    two_layers,
)
from proofs.zhang2019.theorems.writing import (
    ONE,
    ZERO,
    And,
    Chain,
    Equal,
    Exists,
    ForAll,
    ForAllIndex,
    Identity,
    Not,
    Or,
    Piece,
    Slope,
    Symbol,
    SymbolDeclaration,
    Transpose,
    Value,
    Writer,
)
from symproof.language.binding import Assignment, instantiated
from symproof.language.derivation import Give, Part, Use
from symproof.language.formulas import IntegerRelation

radius, Z = W.symbols("radius Z")

# ------------------------------------------------------------------------------------------------ Theorem 3


def narrow_at(end: W.Affine) -> ForAllIndex:
    """d_end <= d_i for all layers."""
    return ForAllIndex("i", ZERO, k, W.integer_at_most(d(end), d(i)))


T3 = W.statement(
    "Theorem-3", ForAll((W.matrix("Z", d(k), d(ZERO)),), W.at_most(Value("f", product("M")), Value("f", Z))),
    integers=("k",), sizes=(WIDTHS,), symbols=(layers("M"),), functions=(loss(),), facts={"deep": DEEP},
    convex=CONVEX, narrow=Or((narrow_at(ZERO), narrow_at(k))), minimum=is_local_minimum("M"),
)  # fmt: skip


def no_bottleneck() -> Writer:
    """T3.14: f'(W) = 0 where the first or the last width is the smallest; f is convex."""
    proof = Writer()
    flat = W.vanishes(Slope("f", product("M")), d(k), d(ZERO))
    with proof.cases("flat", flat, "narrow") as case:
        for end in ("first", "last"):
            with case(end):
                proof.apply(f"flat-{end}", flat, f"T3-{end}", end, "minimum", k=k, d=("i", d(i)), M="M", f="f")
    claim = T3.sequent.claim
    with proof.fix("global", claim, "Z"):
        proof.apply("above", claim.body, "P.05", "convex", "flat", p=d(k), q=d(ZERO), X=product("M"), Z=Z, f="f")
    return proof


# ------------------------------------------------------------------------------------------------ two factors


PAIR = (W.matrix("X", m, b), W.matrix("Y", b, n))
LOSS = (W.FunctionDeclaration("f", m, n),)
NARROW_PAIR = {"inner": W.integer_at_most(b, n), "outer": W.integer_at_most(b, m)}


def is_pair_local() -> Exists:
    """(X, Y) is a local minimum of L_2(X, Y) = f(X Y)."""
    return Exists((W.scalar("radius"),), And((W.positive(radius), pair_is_minimum(radius))))


def is_pair_worse() -> Exists:
    """It is no global minimum."""
    lower = W.less(Value("f", W.times(C, D)), Value("f", W.times(X, Y)))
    return Exists((W.matrix("C", m, b), W.matrix("D", b, n)), lower)


def is_pair_spurious() -> And:
    return And((is_pair_local(), is_pair_worse()))


LEFT_OF_X = Exists((W.matrix("Z", b, m),), Equal(W.times(Z, X), Identity(b)))
RIGHT_OF_Y = Exists((W.matrix("Z", n, b),), Equal(W.times(Y, Z), Identity(b)))
L1_PAIR = W.statement(
    "T2.01", Or((FLAT, And((LEFT_OF_X, RIGHT_OF_Y)))), sizes=("n", "b", "m"), symbols=PAIR, functions=LOSS,
    facts=NARROW_PAIR, minimum=is_pair_local(),
)  # fmt: skip


def two_factors() -> Writer:
    """T2.01: Lemma 1 at depth 2, for the widths n, b, m."""
    proof = Writer()
    claim = L1_PAIR.sequent.claim
    factors = SymbolDeclaration("M", e(i), e(W.shift(i, -1)), W.Range("i", ONE, TWO),
                                (Piece(Y, ONE, ONE), Piece(X, TWO, TWO)))  # fmt: skip
    with proof.sizes("sizes", claim, "e", (n, b, m), "e-are"), proof.define("M-are", claim, factors):
        two_layers(proof)
        with proof.fix("narrow", ForAllIndex("i", ZERO, TWO, W.integer_at_most(e(ONE), e(i))), "s"):
            smallest(proof, 1)
        top, bottom = Chain("M", TWO, TWO), Chain("M", ONE, ONE)
        left = Exists((W.matrix("Y", e(ONE), e(TWO)),), Equal(W.times(Y, top), Identity(e(ONE))))
        right = Exists((W.matrix("Y", e(ZERO), e(ONE)),), Equal(W.times(bottom, Y), Identity(e(ONE))))
        flat = W.vanishes(Slope("f", Chain("M", TWO, ONE)), e(TWO), e(ZERO))
        proof.apply("lemma", Or((flat, And((left, right)))), "Lemma-1", "narrow", "M-local",
                    k=TWO, j=ONE, d=("i", e(i)), M="M", f="f")  # fmt: skip
    return proof


G = Slope("f", W.times(X, Y))
CRITICAL = (W.vanishes(W.times(G, Transpose(Y)), m, b), W.vanishes(W.times(Transpose(X), G), b, n))
FLAT_PAIR = W.statement(
    "P.04-pair", And(CRITICAL), sizes=("n", "b", "m"), symbols=PAIR, functions=LOSS, minimum=is_pair_local(),
)  # fmt: skip


def critical_pair() -> Writer:
    """P.04 at depth 2: f'(XY) Y^T = 0 and X^T f'(XY) = 0."""
    proof = Writer()
    claim = FLAT_PAIR.sequent.claim
    factors = SymbolDeclaration("M", e(i), e(W.shift(i, -1)), W.Range("i", ONE, TWO),
                                (Piece(Y, ONE, ONE), Piece(X, TWO, TWO)))  # fmt: skip
    with proof.sizes("sizes", claim, "e", (n, b, m), "e-are"), proof.define("M-are", claim, factors):
        local = two_layers(proof)
        with proof.obtain("radius-is", claim, "M-local", ("rho",), "rho-kept"):
            rho, body = Symbol("rho"), local.body
            here = instantiated(body, Assignment(symbols={"radius": rho}))
            for number, label in enumerate(("rho-positive", "M-minimum")):
                proof.by(label, here.parts[number], Use("rho-kept", (Part(number),)))
            for label, layer in (("Y", TWO), ("X", ONE)):
                upper, lower = Chain("M", TWO, W.shift(layer, 1)), Chain("M", W.shift(layer, -1), ONE)
                slope = W.times(Transpose(upper), Slope("f", Chain("M", TWO, ONE)), Transpose(lower))
                flat = W.vanishes(slope, e(layer), e(W.shift(layer, -1)))
                proof.apply(f"flat-{label}", flat, "P.04", "rho-positive", "M-minimum",
                            k=TWO, j=layer, d=("i", e(i)), M="M", delta=rho, f="f")  # fmt: skip
            for number, label in enumerate("YX"):
                proof.have(f"{label}-flat", CRITICAL[number], f"flat-{label}")
            proof.have("both", claim, "Y-flat", "X-flat")
    return proof


T2 = W.statement(
    "Theorem-2", And((LEFT_OF_X, RIGHT_OF_Y)), sizes=("n", "b", "m"), symbols=PAIR, functions=LOSS,
    facts=NARROW_PAIR, convex=convex(m, n), spurious=is_pair_spurious(),
)  # fmt: skip


def full_rank() -> Writer:
    """T2.02: f'(XY) = 0 would make (X, Y) global."""
    proof = Writer()
    claim = T2.sequent.claim
    proof.by("local", is_pair_local(), Use("spurious", (Part(0),)))
    proof.by("worse", is_pair_worse(), Use("spurious", (Part(1),)))
    proof.apply("either", Or((FLAT, claim)), "T2.01", "local", n=n, b=b, m=m, X=X, Y=Y, f="f")
    with proof.cases("rank", claim, "either") as case:
        with case("flat"):
            not_flat(proof, "flat", "worse")
            proof.absurd("any", claim, "clash-here")
        with case("regular"):
            proof.have("full", claim, "regular")
    return proof


def not_flat(proof: Writer, flat: str, worse: str) -> None:
    """A pair at which the derivative vanishes is global."""
    with proof.obtain("clash-here", W.FALSE, worse, ("C", "D"), "lower"):
        proof.apply("global", W.at_most(Value("f", W.times(X, Y)), Value("f", W.times(C, D))), "P.05", "convex", flat,
                    p=m, q=n, X=W.times(X, Y), Z=W.times(C, D), f="f")  # fmt: skip
        proof.have("clash", W.FALSE, "global", "lower")


T2_03 = W.statement(
    "T2.03", Not(is_pair_spurious()), sizes=("n", "b", "m"), symbols=PAIR, functions=LOSS, convex=convex(m, n),
    wide=Or((W.integer_at_most(n, b), W.integer_at_most(m, b))),
)  # fmt: skip


def wide_pair() -> Writer:
    """No pair is spurious whose inner width is at least one of the outer ones: Theorem 3 at depth 2."""
    proof = Writer()
    with proof.suppose("none", T2_03.sequent.claim, "spurious"):
        proof.by("local", is_pair_local(), Use("spurious", (Part(0),)))
        proof.by("worse", is_pair_worse(), Use("spurious", (Part(1),)))
        proof.have("order", Or((W.integer_at_most(n, m), IntegerRelation("<", m, n))))
        with proof.cases("flat", FLAT, "wide") as case:
            for end in ("first", "last"):
                with case(f"{end}-narrow"), proof.cases(f"{end}-flat", FLAT, "order") as inner:
                    with inner("n-less"):
                        proof.apply("at-n", FLAT, "T1.02-first", "local", n=n, b=b, m=m, X=X, Y=Y, f="f")
                    with inner("m-less"):
                        proof.apply("at-m", FLAT, "T1.02-last", "local", n=n, b=b, m=m, X=X, Y=Y, f="f")
        not_flat(proof, "flat", "worse")
    return proof


# ------------------------------------------------------------------------------------------------ the remark


REMARK = W.statement(
    "remark", And((pair_local(A, B), pair_better(A, B))), integers=("k", "j"), sizes=(WIDTHS,), symbols=(layers("M"),),
    functions=(loss(),),
    facts={"deep": DEEP, "j-low": W.integer_at_most(ZERO, j), "j-high": W.integer_at_most(j, k)}, convex=CONVEX,
    narrow=NARROW, spurious=spurious("M"),
)  # fmt: skip


def remark() -> Writer:
    """R.01: the factors of a spurious minimum are one of L_2; without a bottleneck no minimum is spurious."""
    proof = Writer()
    claim = REMARK.sequent.claim
    for end in by_place_of_the_bottleneck(proof, "remark", claim):
        if end is None:
            proof.apply("middle", claim, "T1-hard", "convex", "narrow", "spurious",
                        k=k, j=j, d=("i", d(i)), M="M", f="f")  # fmt: skip
        else:
            nothing_spurious(proof, end, claim)
    return proof


def nothing_spurious(proof: Writer, end: str, claim: And) -> None:
    proof.by("local", is_local_minimum("M"), Use("spurious", (Part(0),)))
    proof.by("worse", better("M"), Use("spurious", (Part(1),)))
    flat = W.vanishes(Slope("f", product("M")), d(k), d(ZERO))
    proof.apply("flat", flat, f"T3-{end}", "narrow", "local", k=k, d=("i", d(i)), M="M", f="f")
    with proof.obtain("clash-here", W.FALSE, "worse", ("N",), "lower"):
        contradiction(proof, product("M"), product("N"), "flat", "lower")
    proof.absurd("any", claim, "clash-here")


UNIT = W.times(Y, product("M"), Z)
RANK = W.statement(
    "R.02",
    Exists((W.matrix("Y", d(j), d(k)),),
           Exists((W.matrix("Z", d(ZERO), d(j)),), Equal(UNIT, Identity(d(j))))),
    integers=("k", "j"), sizes=(WIDTHS,), symbols=(layers("M"),), functions=(loss(),),
    facts={"deep": DEEP, "j-low": W.integer_at_most(ONE, j), "j-high": W.integer_at_most(j, W.shift(k, -1))},
    convex=CONVEX, narrow=NARROW, spurious=spurious("M"),
)  # fmt: skip


def rank_of_product() -> Writer:
    """R.02: the product of a spurious minimum has rank exactly d_j, as L W S = I for L A = I and B S = I."""
    proof = Writer()
    claim = RANK.sequent.claim
    proof.by("local", is_local_minimum("M"), Use("spurious", (Part(0),)))
    proof.by("worse", better("M"), Use("spurious", (Part(1),)))
    flat = W.vanishes(Slope("f", product("M")), d(k), d(ZERO))
    inverses = And((LEFT, RIGHT))
    proof.apply("either", Or((flat, inverses)), "Lemma-1", "narrow", "local", k=k, j=j, d=("i", d(i)), M="M", f="f")
    with proof.cases("rank", claim, "either") as case:
        with case("flat"):
            with proof.obtain("clash-here", W.FALSE, "worse", ("N",), "lower"):
                contradiction(proof, product("M"), product("N"), "flat", "lower")
            proof.absurd("any", claim, "clash-here")
        with case("regular"):
            proof.by("left", LEFT, Use("regular", (Part(0),)))
            proof.by("right", RIGHT, Use("regular", (Part(1),)))
            with proof.obtain("Y-is", claim, "left", ("Y",), "Y-left"):
                with proof.obtain("Z-is", claim, "right", ("Z",), "Z-right"):
                    proof.have("unit", Equal(UNIT, Identity(d(j))), "Y-left", "Z-right")
                    proof.by("some", claim.body, Give("unit", (Z,)))
                    proof.by("given", claim, Give("some", (Y,)))
    return proof
