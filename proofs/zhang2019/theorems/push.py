"""N4, PUSH, and the scale of a small move: nothing is assumed."""

from __future__ import annotations

from symproof.language.derivation import AtIndex, Columns, Give, Nonzero, Positive, Restate, Use
from symproof.language.formulas import Invertible
from symproof.language.terms import Basis, Inverse

from . import writing as W
from .writing import ONE, Equal, Exists, Not, Or, Writer

a, p, q = W.integers("a p q")
H, X, w, u, eps = W.symbols("H X w u eps")


def column(index: str) -> Equal:
    return W.vanishes(W.times(H, Basis(W.parameter(index), p)), a, ONE)


NONZERO_COLUMN = W.some_index("l", ONE, p, Not(column("l")))
N4 = W.statement(
    "N4", NONZERO_COLUMN, sizes=("a", "p"), symbols=(W.matrix("H", a, p),), nonzero=W.nonzero(H, a, p),
)  # fmt: skip


def nonzero_column() -> Writer:
    """A matrix that is not zero has a column that is not zero."""
    proof = Writer()
    with proof.suppose("some", NONZERO_COLUMN, "none"):
        with proof.fix("columns", W.ForAllIndex("l", ONE, p, column("l")), "m"):
            proof.by("not-not", Not(Not(column("m"))), Use("none", (AtIndex(W.parameter("m")),)))
            proof.have("either", Or((column("m"), Not(column("m")))))
            with proof.cases("column", column("m"), "either") as case:
                with case("zero"):
                    proof.by("zero-column", column("m"), Restate("zero"))
                with case("other"):
                    proof.have("false", W.FALSE, "not-not")
                    proof.absurd("any", column("m"), "false")
        proof.by("H-is-zero", W.vanishes(H, a, p), Columns("columns"))
        proof.have("contradiction", W.FALSE, "nonzero")
    return proof


def pushed(by: W.Symbol) -> W.Product:
    return W.times(H, W.plus(X, W.times(by, W.Transpose(w))))


def is_pushed(by) -> W.And:
    return W.And((W.at_most(W.norm2(by), W.square(eps)), W.nonzero(pushed(by), a, q)))


PUSHED = Exists((W.matrix("u", p, ONE),), is_pushed(u))
PUSH = W.statement(
    "PUSH", PUSHED, sizes=("a", "p", "q"),
    symbols=(W.matrix("H", a, p), W.matrix("X", p, q), W.matrix("w", q, ONE), W.scalar("eps")),
    H=W.nonzero(H, a, p), w=W.nonzero(w, q, ONE), eps=W.positive(eps),
)  # fmt: skip


def push() -> Writer:
    """There is a small u with H (X + u w^T) != 0: u = 0 if H X != 0, otherwise u = eps e_l with H e_l != 0."""
    proof = Writer()
    zero, still = W.Zero(p, ONE), W.vanishes(W.times(H, X), a, q)
    proof.have("either", Or((still, Not(still))))
    with proof.cases("both", PUSHED, "either") as case:
        with case("still"):
            proof.apply("some-column", NONZERO_COLUMN, "N4", "H", a=a, p=p, H=H)
            with proof.extreme("u-is", PUSHED, "some-column", ("l", "column", "beyond")):
                unit = Basis(W.parameter("l"), p)
                move = W.times(eps, unit)
                proof.have("short", W.at_most(W.norm2(move), W.square(eps)))
                proof.by("ww", W.positive(W.norm2(w)), Positive("w"))
                proof.by("ww-inv", Invertible(W.norm2(w)), Nonzero("ww"))
                proof.by("eps-inv", Invertible(eps), Nonzero("eps"))
                with proof.suppose("moved", W.nonzero(pushed(move), a, q), "zero"):
                    proof.have("column-zero", column("l"), "zero", "still", "ww-inv", "eps-inv")
                    proof.have("false", W.FALSE, "column")
                proof.have("kept", is_pushed(move), "short", "moved")
                proof.by("u-eps", PUSHED, Give("kept", (move,)))
        with case("moves"):
            proof.have("short", W.at_most(W.norm2(zero), W.square(eps)))
            with proof.suppose("moved", W.nonzero(pushed(zero), a, q), "zero"):
                proof.have("HX-zero", still, "zero")
                proof.have("false", W.FALSE, "moves")
            proof.have("kept", is_pushed(zero), "short", "moved")
            proof.by("u-0", PUSHED, Give("kept", (zero,)))
    return proof


S, delta = W.symbols("S delta")
HALF = W.number(W.Fraction(1, 2))
SMALL = W.And((W.positive(eps), W.at_most(W.times(W.number(4), W.square(eps), S), W.square(delta))))
SCALE = W.statement(
    "scale", Exists((W.scalar("eps"),), SMALL), symbols=(W.scalar("S"), W.scalar("delta")),
    S=W.at_most(W.number(0), S), delta=W.positive(delta),
)  # fmt: skip


def scale() -> Writer:
    """There is eps > 0 with 4 eps^2 S <= delta^2, namely eps = delta / (2 + 2 S)."""
    proof = Writer()
    denominator = W.plus(W.number(2), W.times(W.number(2), S))
    claim, value, nothing = SCALE.sequent.claim, W.times(delta, Inverse(denominator)), W.number(0)
    divides = Equal(delta, W.times(eps, denominator))
    proof.have("positive", W.positive(denominator), "S")
    proof.by("invertible", Invertible(denominator), Nonzero("positive"))
    proof.have("quotient", Equal(delta, W.times(value, denominator)), "invertible")
    proof.by("divided", Exists((W.scalar("eps"),), divides), Give("quotient", (value,)))
    with proof.obtain("eps", claim, "divided", ("eps",), "delta-is"):
        proof.have("either", Or((W.at_most(eps, nothing), W.positive(eps))))
        with proof.cases("eps-positive", W.positive(eps), "either") as case:
            with case("low"):
                proof.have("false", W.FALSE, "low", "delta", "S", "delta-is")
                proof.absurd("any", W.positive(eps), "false")
            with case("high"):
                proof.have("same", W.positive(eps), "high")
        proof.have("first", W.at_most(nothing, W.times(W.square(eps), S)), "S")
        proof.have("second", W.at_most(nothing, W.square(W.times(eps, S))))
        proof.have("bound", SMALL.parts[1], "first", "second", "delta-is")
        proof.have("kept", SMALL, "eps-positive", "bound")
        proof.by("give", claim, Give("kept", (eps,)))
    return proof
