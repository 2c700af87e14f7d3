"""Theorem 1 whole: L_k has a spurious local minimum if and only if L_2 has one, wherever the smallest width is."""

from __future__ import annotations

from collections.abc import Iterator

from proofs.zhang2019.theorems import writing as W
from proofs.zhang2019.theorems.easy import SOME_SPURIOUS
from proofs.zhang2019.theorems.lemma2 import NARROW, j
from proofs.zhang2019.theorems.minima import DEEP, WIDTHS, d, delta, i, is_local_minimum, k, loss, product
from proofs.zhang2019.theorems.theorem1 import CONVEX, PAIR_SPURIOUS, better, convex, pair_better, pair_local
from proofs.zhang2019.theorems.writing import (
    ONE,
    ZERO,
    And,
    Chain,
    Equal,
    Exists,
    ForAll,
    ForAllIndex,
    Formula,
    Implies,
    Or,
    Piece,
    SizeAt,
    Slope,
    Symbol,
    SymbolDeclaration,
    Transpose,
    Value,
    Writer,
)
from symproof.language.derivation import At, AtIndex, Give, Integers, Part, Use
from symproof.language.formulas import IntegerRelation

C, D, X, Y = W.symbols("C D X Y")
n, b, m, s = W.integers("n b m s")
TWO = W.integer(2)
radius = Symbol("radius")

# ------------------------------------------------------------------------------------------------ T1.02: two layers


def pair_is_minimum(size: W.Term) -> ForAll:
    close = W.less(W.plus(W.norm2(W.minus(C, X)), W.norm2(W.minus(D, Y))), W.square(size))
    above = W.at_most(Value("f", W.times(X, Y)), Value("f", W.times(C, D)))
    return ForAll((W.matrix("C", m, b), W.matrix("D", b, n)), Implies(close, above))


FLAT = W.vanishes(Slope("f", W.times(X, Y)), m, n)


def _flat(label: str, narrow: W.Affine, wide: W.Affine) -> W.Statement:
    return W.statement(
        label, FLAT, sizes=("n", "b", "m"), symbols=(W.matrix("X", m, b), W.matrix("Y", b, n)),
        functions=(W.FunctionDeclaration("f", m, n),),
        facts={"inner": W.integer_at_most(narrow, b), "outer": W.integer_at_most(narrow, wide)},
        minimum=Exists((W.scalar("radius"),), And((W.positive(radius), pair_is_minimum(radius)))),
    )  # fmt: skip


PAIR_FIRST, PAIR_LAST = _flat("T1.02-first", n, m), _flat("T1.02-last", m, n)


def e(index: W.Affine) -> W.Affine:
    return W.parameter(SizeAt("e", index))


def pair_flat(narrow: int) -> Writer:
    """Theorem 3 at depth 2 for the widths n, b, m."""
    proof = Writer()
    widths = SymbolDeclaration(
        "M", e(i), e(W.shift(i, -1)), W.Range("i", ONE, TWO), (Piece(Y, ONE, ONE), Piece(X, TWO, TWO))
    )
    with proof.sizes("sizes", FLAT, "e", (n, b, m), "e-are"):
        with proof.define("M-are", FLAT, widths):
            two_layers(proof)
            schema = ForAllIndex("i", ZERO, TWO, W.integer_at_most(e(W.integer(narrow)), e(i)))
            with proof.fix("narrow", schema, "s"):
                smallest(proof, narrow)
            flat = W.vanishes(Slope("f", Chain("M", TWO, ONE)), e(TWO), e(ZERO))
            name = "T3-last" if narrow else "T3-first"
            proof.apply("flat", flat, name, "narrow", "M-local", k=TWO, d=("i", e(i)), M="M", f="f")
            proof.have("pair-flat", FLAT, "flat")
    return proof


def two_layers(proof: Writer) -> Exists:
    """(Y, X) is a local minimum of L_2 as a family of two layers."""
    other = W.family("N", e(i), e(W.shift(i, -1)), ONE, TWO)

    def minimum(size: W.Term) -> ForAll:
        close = W.less(W.distance2("N", "M", ONE, TWO), W.square(size))
        above = W.at_most(Value("f", Chain("M", TWO, ONE)), Value("f", Chain("N", TWO, ONE)))
        return ForAll((other,), Implies(close, above))

    local = Exists((W.scalar("radius"),), And((W.positive(radius), minimum(radius))))
    with proof.obtain("M-local", local, "minimum", ("delta",), "delta-kept"):
        proof.by("delta-positive", W.positive(delta), Use("delta-kept", (Part(0),)))
        proof.by("pair", pair_is_minimum(delta), Use("delta-kept", (Part(1),)))
        claim = minimum(delta)
        with proof.fix("all", claim, "N"):
            with proof.suppose("case", claim.body, "near"):
                values = Symbol("N", TWO), Symbol("N", ONE)
                gaps = W.plus(W.norm2(W.minus(values[0], X)), W.norm2(W.minus(values[1], Y)))
                proof.have("pair-near", W.less(gaps, W.square(delta)), "near")
                above = W.at_most(Value("f", W.times(X, Y)), Value("f", W.times(*values)))
                proof.by("pair-case", Implies(W.less(gaps, W.square(delta)), above), Use("pair", (At(values),)))
                proof.have("pair-above", above, "pair-case", "pair-near")
                proof.have("above", claim.body.conclusion, "pair-above")
        proof.have("both", And((W.positive(delta), claim)), "delta-positive", "all")
        proof.by("given", local, Give("both", (delta,)))
    return local


def smallest(proof: Writer, narrow: int) -> None:
    """The smallest of the three widths at s = 0, 1, 2."""
    claim = W.integer_at_most(e(W.integer(narrow)), e(s))
    proof.have("zero", Or((W.integer_at_most(s, ZERO), IntegerRelation("<", ZERO, s))))
    with proof.cases("at-s", claim, "zero") as case:
        with case("s-zero"):
            proof.by("s-is-0", IntegerRelation("=", s, ZERO), Integers())
            proof.by("at-0", claim, Integers())
        with case("s-positive"):
            proof.have("one", Or((W.integer_at_most(s, ONE), IntegerRelation("<", ONE, s))))
            with proof.cases("at-1-or-2", claim, "one") as inner:
                with inner("s-low"):
                    proof.by("s-is-1", IntegerRelation("=", s, ONE), Integers())
                    proof.by("at-1", claim, Integers())
                with inner("s-high"):
                    proof.by("s-is-2", IntegerRelation("=", s, TWO), Integers())
                    proof.by("at-2", claim, Integers())


# ------------------------------------------------------------------------------------------------ P.05

p, q = W.integers("p q")
Z = Symbol("Z")
P05 = W.statement(
    "P.05", W.at_most(Value("f", X), Value("f", Z)), sizes=("p", "q"),
    symbols=(W.matrix("X", p, q), W.matrix("Z", p, q)),
    functions=(W.FunctionDeclaration("f", p, q),), convex=convex(p, q), flat=W.vanishes(Slope("f", X), p, q),
)  # fmt: skip


def convex_minimum() -> Writer:
    """A point at which the derivative of a convex function vanishes is a global minimum."""
    proof = Writer()
    slope = W.Trace(W.times(Transpose(Slope("f", X)), W.minus(Z, X)))
    proof.apply(
        "tangent", W.at_most(W.plus(Value("f", X), slope), Value("f", Z)), "A2", "convex", p=p, q=q, X=X, Z=Z, f="f"
    )
    proof.have("level", Equal(slope, W.number(0)), "flat")
    proof.have("below", P05.sequent.claim, "tangent", "level")
    return proof


# ------------------------------------------------------------------------------------------------ Theorem 1

WHOLE = W.statement(
    "Theorem-1", And((Implies(SOME_SPURIOUS, PAIR_SPURIOUS), Implies(PAIR_SPURIOUS, SOME_SPURIOUS))),
    integers=("k", "j"), sizes=(WIDTHS,), functions=(loss(),),
    facts={"deep": DEEP, "j-low": W.integer_at_most(ZERO, j), "j-high": W.integer_at_most(j, k)},
    convex=CONVEX, narrow=NARROW,
)  # fmt: skip


def whole() -> Writer:
    """T1.18: without a bottleneck neither has a spurious minimum; with one, both directions are proved."""
    proof = Writer()
    claim = WHOLE.sequent.claim
    for end in by_place_of_the_bottleneck(proof, "theorem", claim):
        if end is None:
            proof.apply("middle", claim, "Theorem-1-middle", "convex", "narrow", k=k, j=j, d=("i", d(i)), f="f")
        else:
            neither(proof, end, claim)
    return proof


def by_place_of_the_bottleneck(proof: Writer, label: str, claim: Formula) -> Iterator[str | None]:
    """Three cases of the claim, each while the loop is in it: j = 0 (``first``), j = k (``last``), 0 < j < k (None)."""
    proof.have("first-or-not", Or((W.integer_at_most(j, ZERO), IntegerRelation("<", ZERO, j))))
    with proof.cases(label, claim, "first-or-not") as case:
        with case("j-first"):
            proof.by("j-is-0", IntegerRelation("=", j, ZERO), Integers())
            yield "first"
        with case("j-later"):
            proof.have("last-or-not", Or((W.integer_at_most(k, j), IntegerRelation("<", j, k))))
            with proof.cases("later", claim, "last-or-not") as inner:
                with inner("j-last"):
                    proof.by("j-is-k", IntegerRelation("=", j, k), Integers())
                    yield "last"
                with inner("j-middle"):
                    yield None


def neither(proof: Writer, end: str, claim: And) -> None:
    hard, easy = claim.parts
    with proof.suppose("hard", hard, "some"):
        with proof.obtain("no-layers", W.FALSE, "some", ("M",), "M-spurious"):
            proof.by("M-local", is_local_minimum("M"), Use("M-spurious", (Part(0),)))
            proof.by("M-worse", better("M"), Use("M-spurious", (Part(1),)))
            flat = W.vanishes(Slope("f", product("M")), d(k), d(ZERO))
            proof.apply("M-flat", flat, f"T3-{end}", "narrow", "M-local", k=k, d=("i", d(i)), M="M", f="f")
            with proof.obtain("N-is", W.FALSE, "M-worse", ("N",), "N-lower"):
                contradiction(proof, product("M"), product("N"), "M-flat", "N-lower")
        proof.absurd("any-pair", PAIR_SPURIOUS, "no-layers")
    with proof.suppose("easy", easy, "pair"):
        with proof.obtain("no-pair", W.FALSE, "pair", ("X", "Y"), "XY-spurious"):
            proof.by("XY-local", pair_local(X, Y), Use("XY-spurious", (Part(0),)))
            proof.by("XY-worse", pair_better(X, Y), Use("XY-spurious", (Part(1),)))
            for label, index in (("at-first", ZERO), ("at-last", k)):
                proof.by(label, W.integer_at_most(d(j), d(index)), Use("narrow", (AtIndex(index),)))
            flat = W.vanishes(Slope("f", W.times(X, Y)), d(k), d(ZERO))
            proof.apply("XY-flat", flat, f"T1.02-{end}", "XY-local", n=d(ZERO), b=d(j), m=d(k), X=X, Y=Y, f="f")
            with proof.obtain("CD-is", W.FALSE, "XY-worse", ("C", "D"), "CD-lower"):
                contradiction(proof, W.times(X, Y), W.times(C, D), "XY-flat", "CD-lower")
        proof.absurd("any-layers", SOME_SPURIOUS, "no-pair")
    proof.have("both", claim, "hard", "easy")


def contradiction(proof: Writer, here: W.Term, there: W.Term, flat: str, lower: str) -> None:
    proof.apply("global", W.at_most(Value("f", here), Value("f", there)), "P.05", "convex", flat,
                p=d(k), q=d(ZERO), X=here, Z=there, f="f")  # fmt: skip
    proof.have("clash", W.FALSE, "global", lower)
