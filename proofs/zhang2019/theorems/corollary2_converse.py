"""Corollary 2 for two towers: the converse, which the paper leaves out, and both directions together."""

from __future__ import annotations

from proofs.zhang2019.theorems import writing as W
from proofs.zhang2019.theorems.corollary2 import (
    ALL_NAMES,
    CHANGED,
    FACTS,
    FIRST_NAMES,
    GIVEN,
    HALF,
    INNER,
    KNOWN,
    LOCAL,
    NARROW_2,
    ONE_LOCAL,
    PAIR_SPURIOUS,
    PRODUCT,
    PRODUCT_2,
    SECOND_NAMES,
    SELECT,
    SELECTORS,
    SOME_SPURIOUS,
    SPURIOUS,
    TOTAL,
    TWO_LOCAL,
    WHOLE_FACTS,
    WORSE,
    H,
    J,
    e,
    h,
    is_minimum,
    l_,
    named,
    pair,
    second,
    selectors,
)
from proofs.zhang2019.theorems.easy import factored
from proofs.zhang2019.theorems.lemma2 import NARROW, A, B, j, m, n
from proofs.zhang2019.theorems.minima import d, delta, i, k, layers
from proofs.zhang2019.theorems.norms import smaller_radius
from proofs.zhang2019.theorems.theorem1 import CONVEX
from proofs.zhang2019.theorems.theorem2 import is_pair_local, is_pair_spurious, is_pair_worse, narrow_at
from proofs.zhang2019.theorems.towers import is_continuous, is_short
from proofs.zhang2019.theorems.whole import C, D, X, Y, pair_is_minimum
from proofs.zhang2019.theorems.writing import (
    ONE,
    ZERO,
    And,
    Equal,
    Exists,
    ForAll,
    ForAllIndex,
    Implies,
    Not,
    Or,
    Slope,
    Symbol,
    Transpose,
    Value,
    Writer,
)
from symproof.language.binding import Assignment, instantiated
from symproof.language.derivation import Alternative, At, AtIndex, By, Give, Integers, Part, SumOf, Use
from symproof.language.formulas import IntegerRelation

nu, lam, mu = W.symbols("nu lambda_ mu")
NOTHING = W.number(0)
BACK = Transpose(J), Transpose(H)
A2, B2 = second(A), second(B)

# ------------------------------------------------------------------------------------------------ C2.08

EASY = W.statement(
    "C2.08", SOME_SPURIOUS, symbols=SELECT, facts=FACTS, narrow=NARROW, narrow_2=NARROW_2, spurious=PAIR_SPURIOUS,
    **SELECTORS, **GIVEN,
)  # fmt: skip


def pair_to_towers() -> Writer:
    """Each block of a spurious pair is factored in its tower (T1.03)."""
    proof = Writer()
    claim = SOME_SPURIOUS
    proof.have("apart-back", W.vanishes(W.times(BACK[1], J), e(h), d(j)), "apart")
    with proof.obtain("pair-is", claim, "spurious", ("X", "Y"), "pair"):
        proof.by("pair-local", pair(is_pair_local()), Use("pair", (Part(0),)))
        proof.by("pair-worse", pair(is_pair_worse()), Use("pair", (Part(1),)))
        lifted(proof, "at", X, Y)
        with proof.obtain("M-is", claim, "at-one", ("M",), "M-factors"):
            with proof.obtain("R-is", claim, "at-two", ("R",), "R-factors"):
                products(proof, "MR", X, Y)
                local(proof)
                worse(proof)
                proof.have("both", SPURIOUS, "local", "worse")
                proof.by("given", claim, Give("both", ("M", "R")))
    return proof


def lifted(proof: Writer, label: str, left: W.Term, right: W.Term) -> None:
    """Layers of both towers with the products of the blocks."""
    one = W.times(left, J), W.times(BACK[0], right)
    two = W.times(left, H), W.times(BACK[1], right)
    first = Exists((layers("M"),), factored("M", *one))
    proof.apply(f"{label}-one", first, "T1.03", "narrow",
                **{name: value for name, value in FIRST_NAMES.items() if name != "M"}, X=one[0], Y=one[1])  # fmt: skip
    other = Exists((W.family("R", e(i), e(W.shift(i, -1)), ONE, l_),), blocks("R", two))
    proof.apply(f"{label}-two", other, "T1.03", "narrow-2",
                **{name: value for name, value in SECOND_NAMES.items() if name != "M"}, X=two[0], Y=two[1])  # fmt: skip


def blocks(name: str, values: tuple[W.Term, W.Term]) -> And:
    """R_l...R_{h+1} and R_h...R_1 are these."""
    return And((
        Equal(W.Chain(name, l_, W.shift(h, 1)), values[0]), Equal(W.Chain(name, h, ONE), values[1]),
    ))  # fmt: skip


def products(proof: Writer, names: str, left: W.Term, right: W.Term) -> None:
    """The four factors, and the sum of the products: J J^T + H H^T = I."""
    one = factored(names[0], W.times(left, J), W.times(BACK[0], right))
    two = blocks(names[1], (W.times(left, H), W.times(BACK[1], right)))
    for name, body in zip(names, (one, two), strict=True):
        for number, label in enumerate(("upper", "lower")):
            proof.by(f"{name}-{label}", body.parts[number], Use(f"{name}-factors", (Part(number),)))
    total = TOTAL if names == "MR" else CHANGED
    used = [f"{name}-{label}" for name in names for label in ("upper", "lower")]
    proof.have(f"{names}-blocks", Equal(total, W.times(left, W.plus(W.times(J, BACK[0]), W.times(H, BACK[1])), right)),
               *used)  # fmt: skip
    proof.have(f"{names}-total", Equal(total, W.times(left, right)), f"{names}-blocks", "together")
    proof.have(f"{names}-value", Equal(Value("f", total), Value("f", W.times(left, right))), f"{names}-total")


def worse(proof: Writer) -> None:
    with proof.obtain("worse", WORSE, "pair-worse", ("C", "D"), "lower"):
        lifted(proof, "better", C, D)
        with proof.obtain("N-is", WORSE, "better-one", ("N",), "N-factors"):
            with proof.obtain("S-is", WORSE, "better-two", ("S",), "S-factors"):
                products(proof, "NS", C, D)
                proof.have("towers-lower", WORSE.body, "lower", "NS-value", "MR-value")
                proof.by("worse-given", WORSE, Give("towers-lower", ("N", "S")))


def local(proof: Writer) -> None:
    with proof.obtain("local", LOCAL, "pair-local", ("delta",), "delta-kept"):
        proof.by("delta-positive", W.positive(delta), Use("delta-kept", (Part(0),)))
        proof.by("pair-minimum", pair(pair_is_minimum(delta)), Use("delta-kept", (Part(1),)))
        proof.have("half", W.positive(HALF), "delta-positive")
        continuous = is_continuous()
        general = ForAll((W.scalar("rho"),), Implies(W.positive(Symbol("rho")), continuous))
        for label, names, about in (("one", FIRST_NAMES, _same), ("two", SECOND_NAMES, second)):
            proof.apply(f"{label}-all", about(general), "P.11-pair", **names)
            proof.by(f"{label}-some", about(is_continuous(HALF)), Use(f"{label}-all", (At((HALF,)), By("half"))))
        with proof.obtain("one-is", LOCAL, "one-some", ("lambda_",), "one-kept"):
            with proof.obtain("two-is", LOCAL, "two-some", ("mu",), "two-kept"):
                radius(proof)


def _same(node: W.Formula) -> W.Formula:
    return node


def radius(proof: Writer) -> None:
    for label, value, about in (("one", lam, _same), ("two", mu, second)):
        proof.by(f"{label}-positive", W.positive(value), Use(f"{label}-kept", (Part(0),)))
        proof.by(f"{label}-short", about(is_short(value, HALF)), Use(f"{label}-kept", (Part(1),)))
    with smaller_radius(proof, LOCAL, {"one": lam, "two": mu}):
        claim = is_minimum(nu)
        with proof.fix("minimum", claim, "N", "S"), proof.suppose("case", claim.body, "near"):
            nearer(proof)
            compared(proof, claim.body.conclusion)
        proof.have("nu-both", And((W.positive(nu), claim)), "nu-positive", "minimum")
        proof.by("nu-given", LOCAL, Give("nu-both", (nu,)))


def nearer(proof: Writer) -> None:
    """Each tower alone is near, since the distance of the other one is at least 0."""
    sums = {"one": ("N", "M", k), "two": ("S", "R", l_)}
    for label, (new, old, high) in sums.items():
        term = W.norm2(W.minus(Symbol(new, i), Symbol(old, i)))
        proof.have(f"{label}-each", ForAllIndex("i", ONE, high, W.at_most(NOTHING, term)))
        proof.by(f"{label}-sum", W.at_most(NOTHING, W.distance2(new, old, ONE, high)), SumOf(f"{label}-each"))
    for label, other, value, about in (("one", "two", lam, _same), ("two", "one", mu, second)):
        new, old, high = sums[label]
        here = named(about(is_short(value, HALF)).body, **({} if label == "one" else {"N": "S"}))
        close = W.less(W.distance2(new, old, ONE, high), W.square(value))
        proof.have(f"{label}-near", close, "near", f"{other}-sum", f"nu-{label}")
        proof.by(f"{label}-instance", here, Use(f"{label}-short", (At((new,)),)))
        proof.have(f"{label}-gaps", here.conclusion, f"{label}-instance", f"{label}-near")
        for number, side in enumerate(("upper", "lower")):
            proof.by(f"{label}-{side}", here.conclusion.parts[number], Use(f"{label}-gaps", (Part(number),)))


def compared(proof: Writer, claim: W.Formula) -> None:
    """||C - X||^2 is the sum of the squares of both gaps, for C = A' J^T + A'' H^T; so is ||D - Y||^2."""
    new_A, new_B = (named(value, M="N") for value in (A, B))
    new_A2, new_B2 = (named(value, R="S") for value in (A2, B2))
    left = W.plus(W.times(new_A, BACK[0]), W.times(new_A2, BACK[1]))
    right = W.plus(W.times(J, new_B), W.times(H, new_B2))
    proof.have("X-is", Equal(X, W.plus(W.times(A, BACK[0]), W.times(A2, BACK[1]))), "M-upper", "R-upper", "together")
    proof.have("Y-is", Equal(Y, W.plus(W.times(J, B), W.times(H, B2))), "M-lower", "R-lower", "together")
    one, two = W.minus(new_A, A), W.minus(new_A2, A2)
    three, four = W.minus(new_B, B), W.minus(new_B2, B2)
    moved = W.plus(W.times(one, BACK[0]), W.times(two, BACK[1])), W.plus(W.times(J, three), W.times(H, four))
    for label, value, old, change, parts in (
        ("C", left, X, moved[0], (one, two)),
        ("D", right, Y, moved[1], (three, four)),
    ):
        gap = W.minus(value, old)
        proof.have(f"{label}-gap", Equal(gap, change), f"{'X' if label == 'C' else 'Y'}-is")
        proof.have(f"{label}-norm", Equal(W.norm2(gap), W.norm2(change)), f"{label}-gap")
        proof.have(f"{label}-size", Equal(W.norm2(change), W.plus(*map(W.norm2, parts))),
                   "J-unit", "H-unit", "apart", "apart-back")  # fmt: skip
    here = instantiated(pair(pair_is_minimum(delta)).body, Assignment(symbols={"C": left, "D": right}))
    proof.have("delta2", W.positive(W.square(delta)), "delta-positive")
    proof.have("pair-near", here.premise, "C-norm", "C-size", "D-norm", "D-size", "one-upper", "one-lower",
               "two-upper", "two-lower", "delta2")  # fmt: skip
    proof.by("pair-instance", here, Use("pair-minimum", (At((left, right)),)))
    proof.have("pair-above", here.conclusion, "pair-instance", "pair-near")
    proof.have("new-total", Equal(W.times(left, right), CHANGED), "J-unit", "H-unit", "apart", "apart-back")
    proof.have("new-value", Equal(Value("f", W.times(left, right)), Value("f", CHANGED)), "new-total")
    proof.have("above", claim, "pair-above", "new-value", "MR-value")


# ------------------------------------------------------------------------------------------------ Corollary 2

C2 = W.statement(
    "Corollary-2", And((Implies(SOME_SPURIOUS, PAIR_SPURIOUS), Implies(PAIR_SPURIOUS, SOME_SPURIOUS))),
    facts=WHOLE_FACTS, convex=CONVEX, narrow=NARROW, narrow_2=NARROW_2, **GIVEN,
)  # fmt: skip


WIDE_INNER = Or((W.integer_at_most(n, INNER), W.integer_at_most(m, INNER)))


def end(label: str, narrows: Or) -> W.Statement:
    """Both directions where one tower has no bottleneck."""
    return W.statement(
        label, C2.sequent.claim, facts=WHOLE_FACTS, convex=CONVEX, ends=narrows, wide=WIDE_INNER, **GIVEN
    )


ENDS_1 = Or((narrow_at(ZERO), narrow_at(k)))
END_1, END_2 = end("C2.04-first", ENDS_1), end("C2.04-second", second(ENDS_1))


def first_without_bottleneck() -> Writer:
    return no_bottleneck(first=True)


def second_without_bottleneck() -> Writer:
    return no_bottleneck(first=False)


def no_bottleneck(*, first: bool) -> Writer:
    """C2.02, C2.04: neither side is spurious, since f' = 0 at the sum, and d_j + e_h is wide."""
    proof = Writer()
    claim = C2.sequent.claim
    with proof.suppose("hard", claim.parts[0], "some"):
        with proof.obtain("clash", W.FALSE, "some", ("M", "R"), "towers"):
            proof.by("local", LOCAL, Use("towers", (Part(0),)))
            proof.by("worse", WORSE, Use("towers", (Part(1),)))
            single = {key: value for key, value in ALL_NAMES.items() if key not in "jh"}
            proof.apply("single", And((ONE_LOCAL, TWO_LOCAL)), "C2.03", "local", **single, M="M", R="R")
            proof.by("alone", ONE_LOCAL if first else TWO_LOCAL, Use("single", (Part(0 if first else 1),)))
            names = {"k": k, "d": ("i", d(i)), "M": "M"} if first else {"k": l_, "d": ("i", e(i)), "M": "R"}
            flat = W.vanishes(Slope("f", W.plus(PRODUCT, PRODUCT_2)), m, n)
            proof.apply("flat", flat, "C2.04", "ends", "alone", **names, K=PRODUCT_2 if first else PRODUCT, f="f")
            with proof.obtain("better", W.FALSE, "worse", ("N", "S"), "lower"):
                proof.apply("global", W.at_most(Value("f", TOTAL), Value("f", CHANGED)), "P.05", "convex", "flat",
                            p=m, q=n, X=TOTAL, Z=CHANGED, f="f")  # fmt: skip
                proof.have("contradiction", W.FALSE, "global", "lower")
        proof.absurd("any-pair", PAIR_SPURIOUS, "clash")
    with proof.suppose("easy", claim.parts[1], "pair"):
        with proof.obtain("clash", W.FALSE, "pair", ("X", "Y"), "spurious"):
            none = Not(pair(is_pair_spurious()))
            proof.apply("no-spurious", none, "T2.03", "convex", "wide", n=n, b=INNER, m=m, X=X, Y=Y, f="f")
            proof.by("clash-pair", W.FALSE, Use("no-spurious", (By("spurious"),)))
        proof.absurd("any-towers", SOME_SPURIOUS, "clash")
    proof.have("both", claim, "hard", "easy")
    return proof


def both_directions() -> Writer:
    """Without a bottleneck in some tower neither side is spurious; otherwise C2.07 and C2.08."""
    proof = Writer()
    names = [("j-first", j, ZERO), ("j-last", j, k), ("h-first", h, ZERO), ("h-last", h, l_)]
    narrower(proof, C2.sequent.claim, names)
    return proof


def narrower(proof: Writer, claim: And, names: list[tuple[str, W.Affine, W.Affine]]) -> None:
    """One end after the other; what is left has a bottleneck in both towers."""
    if not names:
        middle(proof, claim)
        return
    (name, index, end), *rest = names
    last = name.endswith("last")
    at_end = W.integer_at_most(end, index) if last else W.integer_at_most(index, end)
    inside = IntegerRelation("<", index, end) if last else IntegerRelation("<", end, index)
    proof.have(f"{name}-or-not", Or((at_end, inside)))
    with proof.cases(f"{name}-either", claim, f"{name}-or-not") as case:
        with case(f"{name}-end"):
            proof.by(f"{name}-is", IntegerRelation("=", index, end), Integers())
            at_an_end(proof, claim, first=name.startswith("j"), last=last)
        with case(f"{name}-inside"):
            narrower(proof, claim, rest)


def at_an_end(proof: Writer, claim: And, *, first: bool, last: bool) -> None:
    ends, s = (ENDS_1 if first else second(ENDS_1)), W.parameter("s")
    with proof.fix("narrow-end", ends.parts[1 if last else 0], "s"):
        size = (d(j), d(s)) if first else (e(h), e(s))
        proof.by("at-s", W.integer_at_most(*size), Use("narrow" if first else "narrow-2", (AtIndex(s),)))
    proof.by("narrow-ends", ends, Alternative("narrow-end", 1 if last else 0))
    proof.by("is-wide", W.integer_at_most(m if last else n, INNER), Integers())
    proof.by("one-wide", WIDE_INNER, Alternative("is-wide", 1 if last else 0))
    name = "C2.04-first" if first else "C2.04-second"
    proof.apply("neither", claim, name, "convex", "narrow-ends", "one-wide", **ALL_NAMES)


def middle(proof: Writer, claim: And) -> None:
    parts = And(tuple(selectors(d(j), e(h)).values()))
    proof.apply("selectors", Exists(SELECT, parts), "selectors", p=d(j), q=e(h))
    with proof.obtain("JH-are", claim, "selectors", ("J", "H"), "JH-kept"):
        for number, label in enumerate(KNOWN):
            proof.by(label, parts.parts[number], Use("JH-kept", (Part(number),)))
        with proof.suppose("hard", claim.parts[0], "some"):
            with proof.obtain("towers-are", PAIR_SPURIOUS, "some", ("M", "R"), "towers"):
                left = W.plus(W.times(A, BACK[0]), W.times(A2, BACK[1]))
                right = W.plus(W.times(J, B), W.times(H, B2))
                joined = instantiated(pair(is_pair_spurious()), Assignment(symbols={"X": left, "Y": right}))
                proof.apply("joined", joined, "C2.07", "convex", "narrow", "narrow-2", "towers", *KNOWN,
                            **ALL_NAMES, M="M", R="R", J=J, H=H)  # fmt: skip
                proof.by("joined-given", PAIR_SPURIOUS, Give("joined", (left, right)))
        with proof.suppose("easy", claim.parts[1], "pair"):
            proof.apply("apart-towers", SOME_SPURIOUS, "C2.08", "narrow", "narrow-2", "pair", *KNOWN,
                        **ALL_NAMES, J=J, H=H)  # fmt: skip
        proof.have("both", claim, "hard", "easy")


# ------------------------------------------------------------------------------------------------ C2.09

WIDE = W.statement(
    "C2.09", Not(SOME_SPURIOUS), facts=WHOLE_FACTS, convex=CONVEX, narrow=NARROW, narrow_2=NARROW_2,
    wide=WIDE_INNER, **GIVEN,
)  # fmt: skip


def wide_towers() -> Writer:
    """The last sentence of Corollary 2, for b >= m or b >= n; the paper asks for both."""
    proof = Writer()
    with proof.suppose("none", WIDE.sequent.claim, "some"):
        proof.apply("theorem", C2.sequent.claim, "Corollary-2", "convex", "narrow", "narrow-2", **ALL_NAMES)
        proof.by("pair", PAIR_SPURIOUS, Use("theorem", (Part(0), By("some"))))
        with proof.obtain("clash", W.FALSE, "pair", ("X", "Y"), "spurious"):
            none = Not(pair(is_pair_spurious()))
            proof.apply("no-spurious", none, "T2.03", "convex", "wide", n=n, b=INNER, m=m, X=X, Y=Y, f="f")
            proof.by("clash-pair", W.FALSE, Use("no-spurious", (By("spurious"),)))
    return proof
