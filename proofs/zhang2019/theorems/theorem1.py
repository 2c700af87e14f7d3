"""Theorem 1, hard direction: a spurious local minimum of L_k gives one of L_2."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from proofs.zhang2019.theorems import writing as W
from proofs.zhang2019.theorems.lemma1 import FLAT, LEFT, RIGHT
from proofs.zhang2019.theorems.lemma2 import FACTS, NARROW, A, B, j, m, n
from proofs.zhang2019.theorems.minima import (
    WIDTHS,
    d,
    delta,
    i,
    is_local_minimum,
    is_minimum,
    k,
    layers,
    loss,
    near,
    product,
)
from proofs.zhang2019.theorems.push import SMALL
from proofs.zhang2019.theorems.writing import (
    ONE,
    And,
    Chain,
    Equal,
    Exists,
    ForAll,
    Formula,
    Implies,
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
from symproof.language.derivation import At, Give, Part, SumSplit, Use

C, D, X, Y, Z, eps = W.symbols("C D X Y Z eps")
radius = Symbol("radius")
PAIR = (W.matrix("C", m, d(j)), W.matrix("D", d(j), n))


def pair_near(left: W.Term, right: W.Term, size: W.Term, one: W.Term = C, two: W.Term = D) -> W.Formula:
    """||C - A||^2 + ||D - B||^2 < radius^2."""
    return W.less(W.plus(W.norm2(W.minus(one, left)), W.norm2(W.minus(two, right))), W.square(size))


def pair_minimum(left: W.Term, right: W.Term, size: W.Term = radius) -> ForAll:
    """f(AB) <= f(CD) for all (C, D) nearer to (A, B) than the radius."""
    better = W.at_most(Value("f", W.times(left, right)), Value("f", W.times(C, D)))
    return ForAll(PAIR, Implies(pair_near(left, right, size), better))


def pair_local(left: W.Term, right: W.Term) -> Exists:
    return Exists((W.scalar("radius"),), And((W.positive(radius), pair_minimum(left, right))))


def pair_better(left: W.Term, right: W.Term) -> Exists:
    """(A, B) is not a global minimum of L_2."""
    return Exists(PAIR, W.less(Value("f", W.times(C, D)), Value("f", W.times(left, right))))


def better(name: str) -> Exists:
    """M is not a global minimum of L_k."""
    return Exists((layers("N"),), W.less(Value("f", product("N")), Value("f", product(name))))


def spurious(name: str) -> And:
    return And((is_local_minimum(name), better(name)))


PAIR_SPURIOUS = Exists(
    (W.matrix("X", m, d(j)), W.matrix("Y", d(j), n)), And((pair_local(X, Y), pair_better(X, Y)))
)  # fmt: skip

# ------------------------------------------------------------------------------------------------ T1.15

T1_15 = W.statement(
    "T1.15", pair_local(A, B), integers=("k", "j"), sizes=(WIDTHS,), symbols=(layers("M"),), functions=(loss(),),
    facts=FACTS, left=LEFT, right=RIGHT, minimum=is_local_minimum("M"),
)  # fmt: skip
UP, DOWN = W.times(Y, Symbol("M", k)), W.times(Symbol("M", ONE), Z)  # Y A = I and B Z = I
SIZE = W.plus(W.norm2(UP), W.norm2(DOWN))


def pair_is_minimum() -> Writer:
    """T1.09-T1.15: (A + D, B + E) is the pair of a network nearby, M_1 + M_1 Z E, ..., M_k + D Y M_k."""
    proof = Writer()
    claim = T1_15.sequent.claim
    with proof.obtain("radius-is", claim, "minimum", ("delta",), "radius-kept"):
        proof.by("delta-positive", W.positive(delta), Use("radius-kept", (Part(0),)))
        proof.by("M-minimum", is_minimum("M"), Use("radius-kept", (Part(1),)))
        with proof.obtain("Y-is", claim, "left", ("Y",), "Y-left"):
            with proof.obtain("Z-is", claim, "right", ("Z",), "Z-right"):
                with small_step(proof, claim):
                    lifted(proof)
    return proof


@contextmanager
def small_step(proof: Writer, claim: Formula) -> Iterator[None]:
    """Obtains eps > 0 with 4 eps^2 (||Y M_k||^2 + ||M_1 Z||^2) <= delta^2. Inside, ``eps-positive`` and ``eps-bound``
    say so."""
    for label, value in (("up-size", UP), ("down-size", DOWN)):
        proof.have(label, W.at_most(W.number(0), W.norm2(value)))
    proof.have("sizes", W.at_most(W.number(0), SIZE), "up-size", "down-size")
    small = And((SMALL.parts[0], W.at_most(W.times(W.number(4), W.square(eps), SIZE), W.square(delta))))
    proof.apply("small", Exists((W.scalar("eps"),), small), "scale", "sizes", "delta-positive",
                S=SIZE, delta=delta)  # fmt: skip
    with proof.obtain("eps-is", claim, "small", ("eps",), "eps-small"):
        proof.by("eps-positive", small.parts[0], Use("eps-small", (Part(0),)))
        proof.by("eps-bound", small.parts[1], Use("eps-small", (Part(1),)))
        yield


NOTHING = W.number(0)
x, y, l_, r, u, w = W.symbols("x y l r u w")
SHORT = W.plus(x, y)
BOUND = W.statement(
    "pair-bound", W.less(SHORT, W.square(delta)), symbols=tuple(map(W.scalar, (*"xylruw", "eps", "delta"))),
    x=W.at_most(x, W.times(l_, u)), y=W.at_most(y, W.times(w, r)), l=W.at_most(NOTHING, l_), r=W.at_most(NOTHING, r),
    u=W.at_most(NOTHING, u), w=W.at_most(NOTHING, w), close=W.less(W.plus(l_, r), W.square(eps)),
    eps=W.at_most(W.times(W.number(4), W.square(eps), W.plus(u, w)), W.square(delta)), delta=W.positive(delta),
)  # fmt: skip


def pair_bound() -> Writer:
    """x + y <= (l + r)(u + w) <= eps^2 (u + w) <= delta^2 / 4."""
    proof = Writer()
    sizes, spread = W.plus(u, w), W.plus(l_, r)
    proof.have("short", W.at_most(SHORT, W.times(sizes, spread)), "x", "y", "l", "r", "u", "w")
    proof.have("sizes", W.at_most(NOTHING, sizes), "u", "w")
    proof.have("scaled", W.at_most(W.times(sizes, spread), W.times(sizes, W.square(eps))), "sizes", "close")
    proof.have("quarter", W.less(W.times(sizes, W.square(eps)), W.square(delta)), "eps", "delta")
    proof.have("below", W.less(SHORT, W.square(delta)), "short", "scaled", "quarter")
    return proof


def lifted(proof: Writer) -> None:
    body = pair_minimum(A, B, eps)
    with proof.fix("pair-minimum", body, "C", "D"):
        above = body.body.conclusion
        left, right = W.minus(C, A), W.minus(D, B)
        top, bottom = W.times(left, UP), W.times(DOWN, right)
        T = SymbolDeclaration("T", d(i), d(W.shift(i, -1)), W.Range("i", ONE, k), (
            Piece(W.plus(Symbol("M", ONE), bottom), ONE, ONE),
            Piece(Symbol("M", i), W.integer(2), W.shift(k, -1)),
            Piece(W.plus(Symbol("M", k), top), k, k),
        ))  # fmt: skip
        with proof.suppose("case", body.body, "close"), proof.define("T-are", above, T):
            proof.have("T-product", Equal(product("T"), W.times(C, D)), "Y-left", "Z-right")
            distance(proof, top, bottom)
            proof.have("left-size", W.at_most(W.number(0), W.norm2(left)))
            proof.have("right-size", W.at_most(W.number(0), W.norm2(right)))
            bound(proof, "top", left, UP)
            bound(proof, "bottom", DOWN, right)
            changed = W.plus(W.norm2(top), W.norm2(bottom))
            proof.apply("short", W.less(changed, W.square(delta)), "pair-bound", "top-size", "bottom-size",
                        "left-size", "right-size", "up-size", "down-size", "close", "eps-bound", "delta-positive",
                        x=W.norm2(top), y=W.norm2(bottom), l=W.norm2(left), r=W.norm2(right), u=W.norm2(UP),
                        w=W.norm2(DOWN), eps=eps, delta=delta)  # fmt: skip
            proof.have("T-near", near("T", "M", delta), "distance", "short")
            higher = W.at_most(Value("f", product("M")), Value("f", product("T")))
            proof.by("T-above", Implies(near("T", "M", delta), higher), Use("M-minimum", (At(("T",)),)))
            proof.have("T-higher", higher, "T-above", "T-near")
            proof.have("T-value", Equal(Value("f", product("T")), Value("f", W.times(C, D))), "T-product")
            proof.have("pair-higher", above, "T-higher", "T-value")
    proof.have("both", And((W.positive(eps), body)), "eps-positive", "pair-minimum")
    proof.by("given", T1_15.sequent.claim, Give("both", (eps,)))


def bound(proof: Writer, label: str, one: W.Term, two: W.Term) -> None:
    """||XY||^2 <= ||X||^2 ||Y||^2 for the two changes."""
    sizes = (m, d(j), d(W.shift(k, -1))) if label == "top" else (d(ONE), d(j), n)
    given = dict(zip("pqr", sizes, strict=True))
    proof.apply(f"{label}-size", W.at_most(W.norm2(W.times(one, two)), W.times(W.norm2(one), W.norm2(two))), "N5",
                **given, X=one, Y=two)  # fmt: skip


def distance(proof: Writer, top: W.Term, bottom: W.Term) -> None:
    """sum of ||T_i - M_i||^2 = ||D Y M_k||^2 + ||M_1 Z E||^2."""
    parts = {
        "first": W.distance2("T", "M", ONE, ONE), "rest": W.distance2("T", "M", W.integer(2), k),
        "middle": W.distance2("T", "M", W.integer(2), W.shift(k, -1)), "last": W.distance2("T", "M", k, k),
    }  # fmt: skip
    whole, changes = W.distance2("T", "M", ONE, k), W.plus(W.norm2(top), W.norm2(bottom))
    proof.by("split", Equal(whole, W.plus(parts["first"], parts["rest"])), SumSplit(ONE))
    proof.by("split-rest", Equal(parts["rest"], W.plus(parts["middle"], parts["last"])), SumSplit(W.shift(k, -1)))
    proof.have("first", Equal(parts["first"], W.norm2(bottom)))
    proof.have("middle", Equal(parts["middle"], W.number(0)))
    proof.have("last", Equal(parts["last"], W.norm2(top)))
    proof.have("distance", Equal(whole, changes), "split", "split-rest", "first", "middle", "last")


# ------------------------------------------------------------------------------------------------ A2, the hard half

P, Q = W.symbols("P Q")
CONVEX = ForAll(
    (W.matrix("P", m, n), W.matrix("Q", m, n), W.scalar("t")),
    Implies(
        And((W.at_most(W.number(0), Symbol("t")), W.at_most(Symbol("t"), W.number(1)))),
        W.at_most(
            Value("f", W.plus(W.times(Symbol("t"), P), W.times(W.minus(W.number(1), Symbol("t")), Q))),
            W.plus(W.times(Symbol("t"), Value("f", P)), W.times(W.minus(W.number(1), Symbol("t")), Value("f", Q))),
        ),
    ),
)  # fmt: skip
p, q = W.integers("p q")


def convex(rows: W.Affine, columns: W.Affine) -> ForAll:
    one, two, t = CONVEX.symbols
    return ForAll((W.matrix(one.name, rows, columns), W.matrix(two.name, rows, columns), t), CONVEX.body)


A2 = W.axiom(
    "A2",
    W.at_most(W.plus(Value("f", X), W.Trace(W.times(Transpose(Slope("f", X)), W.minus(Z, X)))), Value("f", Z)),
    "The tangent of a differentiable convex function lies below it; Boyd and Vandenberghe, Convex Optimization, 3.1.3",
    sizes=("p", "q"), symbols=(W.matrix("X", p, q), W.matrix("Z", p, q)),
    functions=(W.FunctionDeclaration("f", p, q),), convex=convex(p, q),
)  # fmt: skip
HARD = W.statement(
    "T1-hard", And((pair_local(A, B), pair_better(A, B))), integers=("k", "j"), sizes=(WIDTHS,), symbols=(layers("M"),),
    functions=(loss(),), facts=FACTS, convex=CONVEX, narrow=NARROW, spurious=spurious("M"),
)  # fmt: skip


def hard_half() -> Writer:
    """T1.08, T1.16, T1.17, R.01: f'(W) != 0 as f is convex, so Lemma 1 gives the inverses that T1.15 needs."""
    proof = Writer()
    claim = HARD.sequent.claim
    proof.by("minimum", is_local_minimum("M"), Use("spurious", (Part(0),)))
    proof.by("not-global", better("M"), Use("spurious", (Part(1),)))
    with proof.obtain("N-is", claim, "not-global", ("N",), "N-lower"):
        steep(proof)
        inverses = And((LEFT, RIGHT))
        proof.apply(
            "lemma", Or((FLAT, inverses)), "Lemma-1", "narrow", "minimum", k=k, j=j, d=("i", d(i)), M="M", f="f"
        )
        with proof.cases("inverses", inverses, "lemma") as case:
            with case("flat"):
                proof.have("clash", W.FALSE, "steep")
                proof.absurd("any", inverses, "clash")
            with case("regular"):
                proof.have("regular-is", inverses, "regular")
        proof.by("left", LEFT, Use("inverses", (Part(0),)))
        proof.by("right", RIGHT, Use("inverses", (Part(1),)))
        proof.apply(
            "local", pair_local(A, B), "T1.15", "left", "right", "minimum", k=k, j=j, d=("i", d(i)), M="M", f="f"
        )
        upper, lower = Chain("N", k, W.shift(j, 1)), Chain("N", j, ONE)
        proof.have("pair-lower", W.less(Value("f", W.times(upper, lower)), Value("f", W.times(A, B))), "N-lower")
        proof.by("pair-better", pair_better(A, B), Give("pair-lower", (upper, lower)))
        proof.have("both", claim, "local", "pair-better")
    return proof


def steep(proof: Writer) -> None:
    """T1.17."""
    slope = Slope("f", product("M"))
    tangent = W.Trace(W.times(Transpose(slope), W.minus(product("N"), product("M"))))
    with proof.suppose("steep", Not(FLAT), "f-flat"):
        proof.apply("tangent", W.at_most(W.plus(Value("f", product("M")), tangent), Value("f", product("N"))), "A2",
                    "convex", p=m, q=n, X=product("M"), Z=product("N"), f="f")  # fmt: skip
        proof.have("no-slope", Equal(tangent, W.number(0)), "f-flat")
        proof.have("contradiction", W.FALSE, "tangent", "no-slope", "N-lower")
