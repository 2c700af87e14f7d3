"""Corollary 2 for two towers: f(M_k...M_1 + R_l...R_1) has a spurious minimum if and only if f(A B) has one.

The towers have any depths k and l and any widths d_i and e_i between the same ends; the inner width of A B is
d_j + e_h, for smallest widths d_j and e_h. The paper does not prove the direction from A B to the towers.
"""

from __future__ import annotations

from typing import Any

from proofs.zhang2019.theorems import writing as W
from proofs.zhang2019.theorems.lemma1 import LEFT, RIGHT
from proofs.zhang2019.theorems.lemma2 import NARROW, A, B, j, m, n
from proofs.zhang2019.theorems.minima import DEEP, WIDTHS, d, delta, i, is_local_minimum, k, layers, loss, product
from proofs.zhang2019.theorems.norms import smaller_radius
from proofs.zhang2019.theorems.theorem1 import CONVEX
from proofs.zhang2019.theorems.theorem2 import is_pair_spurious
from proofs.zhang2019.theorems.towers import (
    FLAT,
    all_nearby,
    beside,
    is_open,
    nearby,
)
from proofs.zhang2019.theorems.whole import C, D, pair_is_minimum
from proofs.zhang2019.theorems.writing import (
    ONE,
    ZERO,
    And,
    Equal,
    Exists,
    ForAll,
    ForAllIndex,
    Identity,
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
from symproof.language.derivation import At, By, Give, Part, Use
from symproof.language.formulas import IntegerRelation

l_, h = W.integers("l h")
HALF = W.times(W.number(W.Fraction(1, 2)), delta)
J, H, eps, nu, rho = W.symbols("J H eps nu rho")
NOTHING = W.number(0)


def e(index: W.Affine) -> W.Affine:
    return W.parameter(W.SizeAt("e", index))


# The second tower: every formula about the first one, with other names.
SECOND = Assignment(
    {"k": l_, "j": h}, {"d": ("i", e(i))}, {}, {"M": "R", "T": "S", "N": "S"},
)  # fmt: skip


def second(node: Any) -> Any:
    return instantiated(node, SECOND)


def named(node: Any, **names: str) -> Any:
    """The formula about another family."""
    return instantiated(node, Assignment(families=names))


WIDTHS_2 = W.SizeDeclaration("e", W.Range("i", ZERO, l_))
LAYERS_2 = W.family("R", e(i), e(W.shift(i, -1)), ONE, l_)
OTHER, OTHER_2 = layers("N"), W.family("S", e(i), e(W.shift(i, -1)), ONE, l_)
TOWERS = (layers("M"), LAYERS_2)
ENDS = {"first-end": IntegerRelation("=", e(ZERO), n), "last-end": IntegerRelation("=", e(l_), m)}
INNER = W.add(d(j), e(h))
PRODUCT, PRODUCT_2 = product("M"), W.Chain("R", l_, ONE)
TOTAL, CHANGED = W.plus(PRODUCT, PRODUCT_2), W.plus(product("N"), W.Chain("S", l_, ONE))
NARROW_2 = ForAllIndex("i", ZERO, l_, W.integer_at_most(e(h), e(i)))

# ------------------------------------------------------------------------------------------------ statements


def is_near(radius: W.Term) -> W.Formula:
    gaps = W.plus(W.distance2("N", "M", ONE, k), W.distance2("S", "R", ONE, l_))
    return W.less(gaps, W.square(radius))


def is_minimum(radius: W.Term) -> ForAll:
    better = W.at_most(Value("f", TOTAL), Value("f", CHANGED))
    return ForAll((OTHER, OTHER_2), Implies(is_near(radius), better))


RADIUS = Symbol("radius")
LOCAL = Exists((W.scalar("radius"),), And((W.positive(RADIUS), is_minimum(RADIUS))))
WORSE = Exists((OTHER, OTHER_2), W.less(Value("f", CHANGED), Value("f", TOTAL)))
SPURIOUS = And((LOCAL, WORSE))
SOME_SPURIOUS = Exists(TOWERS, SPURIOUS)


def pair(node: Any) -> Any:
    """The formula about X Y with the inner width d_j + e_h."""
    return instantiated(node, Assignment(integers={"n": n, "b": INNER, "m": m}))


PAIR = (W.matrix("X", m, INNER), W.matrix("Y", INNER, n))
PAIR_SPURIOUS = Exists(PAIR, pair(is_pair_spurious()))
FACTS = {
    "deep": DEEP, "j-low": W.integer_at_most(ONE, j), "j-high": W.integer_at_most(j, W.shift(k, -1)),
    "deep-2": W.integer_at_most(ONE, l_), "h-low": W.integer_at_most(ONE, h),
    "h-high": W.integer_at_most(h, W.shift(l_, -1)), **ENDS,
}  # fmt: skip
WHOLE_FACTS = {
    "deep": DEEP, "j-low": W.integer_at_most(ZERO, j), "j-high": W.integer_at_most(j, k),
    "deep-2": W.integer_at_most(ONE, l_), "h-low": W.integer_at_most(ZERO, h),
    "h-high": W.integer_at_most(h, l_), **ENDS,
}  # fmt: skip
GIVEN: dict[str, Any] = {"integers": ("k", "j", "l", "h"), "sizes": (WIDTHS, WIDTHS_2), "functions": (loss(),)}
FIRST_NAMES: dict[str, Any] = {"k": k, "j": j, "d": ("i", d(i)), "M": "M"}
SECOND_NAMES: dict[str, Any] = {"k": l_, "j": h, "d": ("i", e(i)), "M": "R"}
ALL_NAMES: dict[str, Any] = {"k": k, "j": j, "l": l_, "h": h, "d": ("i", d(i)), "e": ("i", e(i)), "f": "f"}

# ------------------------------------------------------------------------------------------------ C2.03

ONE_LOCAL = beside(is_local_minimum("M"), PRODUCT_2)
TWO_LOCAL = beside(second(is_local_minimum("M")), PRODUCT)
SINGLE = W.statement(
    "C2.03", And((ONE_LOCAL, TWO_LOCAL)), symbols=TOWERS,
    facts={"deep": DEEP, "deep-2": W.integer_at_most(ONE, l_), **ENDS}, minimum=LOCAL,
    **{**GIVEN, "integers": ("k", "l")},
)  # fmt: skip


def single_towers() -> Writer:
    """A minimum of the sum is one of each tower while the other one stays."""
    proof = Writer()
    for label, claim, names in (("one", ONE_LOCAL, ("N", "R")), ("two", TWO_LOCAL, ("M", "S"))):
        with proof.obtain(label, claim, "minimum", ("delta",), "kept"):
            proof.by("positive", W.positive(delta), Use("kept", (Part(0),)))
            proof.by("all", is_minimum(delta), Use("kept", (Part(1),)))
            body = instantiated(claim.body, Assignment(symbols={"radius": delta}))
            new = "N" if label == "one" else "S"
            with proof.fix("alone", body.parts[1], new):
                inner = named(body.parts[1].body, **{body.parts[1].symbols[0].name: new})
                with proof.suppose("case", inner, "near"):
                    given = named(is_minimum(delta).body, N=names[0], S=names[1])
                    proof.have("both-near", given.premise, "near")
                    proof.by("instance", given, Use("all", (At(names),)))
                    proof.have("above", given.conclusion, "instance", "both-near")
                    proof.have("single", inner.conclusion, "above")
            proof.have("both", body, "positive", "alone")
            proof.by("given", claim, Give("both", (delta,)))
    proof.have("towers", SINGLE.sequent.claim, "one", "two")
    return proof


# ------------------------------------------------------------------------------------------------ selectors

SELECT = (W.matrix("J", INNER, d(j)), W.matrix("H", INNER, e(h)))


def selectors(one: W.Affine, two: W.Affine) -> dict[str, W.Formula]:
    """J and H embed both inner spaces side by side."""
    whole = W.add(one, two)
    return {
        "J_unit": Equal(W.times(Transpose(J), J), Identity(one)),
        "H_unit": Equal(W.times(Transpose(H), H), Identity(two)),
        "apart": W.vanishes(W.times(Transpose(J), H), one, two),
        "together": Equal(W.plus(W.times(J, Transpose(J)), W.times(H, Transpose(H))), Identity(whole)),
    }


SELECTORS = selectors(d(j), e(h))
KNOWN = ("J-unit", "H-unit", "apart", "together")

# ------------------------------------------------------------------------------------------------ C2.05-C2.07

A2, B2 = second(A), second(B)
JOINED = W.plus(W.times(A, Transpose(J)), W.times(A2, Transpose(H))), W.plus(W.times(J, B), W.times(H, B2))


def at_joined(node: Any) -> Any:
    return instantiated(pair(node), Assignment(symbols=dict(zip("XY", JOINED, strict=True))))


HARD = W.statement(
    "C2.07", at_joined(is_pair_spurious()), symbols=(*TOWERS, *SELECT), facts=FACTS, convex=CONVEX, narrow=NARROW,
    narrow_2=NARROW_2, spurious=SPURIOUS, **SELECTORS, **GIVEN,
)  # fmt: skip


def towers_to_pair() -> Writer:
    proof = Writer()
    claim = HARD.sequent.claim
    local, worse = claim.parts
    proof.by("local", LOCAL, Use("spurious", (Part(0),)))
    proof.by("worse", WORSE, Use("spurious", (Part(1),)))
    joined_products(proof)
    with proof.obtain("better-is", claim, "worse", ("N", "S"), "lower"):
        inverses(proof)
        with proof.obtain("pair-local", local, "local", ("delta",), "kept"):
            proof.by("delta-positive", W.positive(delta), Use("kept", (Part(0),)))
            proof.by("minimum", is_minimum(delta), Use("kept", (Part(1),)))
            proof.have("half", W.positive(HALF), "delta-positive")
            opened(proof, local)
        better = [named(value, M="N", R="S") for value in JOINED]
        values = W.times(*better), CHANGED
        proof.have("better-product", Equal(*values), "J-unit", "H-unit", "apart")
        proof.have("better-value", Equal(*[Value("f", value) for value in values]), "better-product")
        lower = W.less(Value("f", values[0]), Value("f", W.times(*JOINED)))
        proof.have("pair-lower", lower, "lower", "better-value", "joined-value")
        proof.by("pair-worse", worse, Give("pair-lower", tuple(better)))
        proof.have("both", claim, "pair-local", "pair-worse")
    return proof


def joined_products(proof: Writer) -> None:
    """X J = A, J^T Y = B and the same of H; X Y is the sum of the products."""
    proof.have("apart-back", W.vanishes(W.times(Transpose(H), J), e(h), d(j)), "apart")
    left, right = JOINED
    for label, one, two in (
        ("left-J", W.times(left, J), A),
        ("left-H", W.times(left, H), A2),
        ("right-J", W.times(Transpose(J), right), B),
        ("right-H", W.times(Transpose(H), right), B2),
    ):
        proof.have(label, Equal(one, two), "J-unit", "H-unit", "apart", "apart-back")
    proof.have("joined", Equal(W.times(left, right), TOTAL), "J-unit", "H-unit", "apart")
    proof.have("joined-value", Equal(Value("f", W.times(left, right)), Value("f", TOTAL)), "joined")


def inverses(proof: Writer) -> None:
    """f' is not zero at the sum, so all four factors have inverses."""
    flat = W.vanishes(Slope("f", TOTAL), m, n)
    with proof.suppose("steep", Not(flat), "f-flat"):
        proof.apply("global", W.at_most(Value("f", TOTAL), Value("f", CHANGED)), "P.05", "convex", "f-flat",
                    p=m, q=n, X=TOTAL, Z=CHANGED, f="f")  # fmt: skip
        proof.have("clash", W.FALSE, "global", "lower")
    proof.apply("towers", And((ONE_LOCAL, TWO_LOCAL)), "C2.03", "local",
                **{name: value for name, value in ALL_NAMES.items() if name not in "jh"}, M="M", R="R")  # fmt: skip
    for number, (label, names, other, narrow) in enumerate(
        (("one", FIRST_NAMES, PRODUCT_2, "narrow"), ("two", SECOND_NAMES, PRODUCT, "narrow-2"))
    ):
        about = second if number else _same
        known = (beside(about(FLAT), other), And((about(LEFT), about(RIGHT))))
        proof.by(f"{label}-local", (ONE_LOCAL, TWO_LOCAL)[number], Use("towers", (Part(number),)))
        proof.apply(f"{label}-either", Or(known), "C2.05", narrow, f"{label}-local", **names, K=other, f="f")
        with proof.cases(f"{label}-inverses", known[1], f"{label}-either") as case:
            with case("flat"):
                proof.have("flat-sum", flat, "flat")
                proof.have("clash", W.FALSE, "steep", "flat-sum")
                proof.absurd("any", known[1], "clash")
            with case("regular"):
                proof.have("is-regular", known[1], "regular")
        for place, side in enumerate(("left", "right")):
            proof.by(f"{label}-{side}", known[1].parts[place], Use(f"{label}-inverses", (Part(place),)))
        general = about(ForAll((W.scalar("rho"),), Implies(W.positive(rho), is_open())))
        proof.apply(f"{label}-opens", general, "T1.13", f"{label}-left", f"{label}-right", **names)


def _same(node: Any) -> Any:
    return node


def opened(proof: Writer, local: Exists) -> None:
    """A radius within which both towers follow, each nearer than delta / 2."""
    alpha, beta = W.symbols("alpha beta")
    one, two = is_open(HALF), second(is_open(HALF))
    proof.by("one-open", one, Use("one-opens", (At((HALF,)), By("half"))))
    proof.by("two-open", two, Use("two-opens", (At((HALF,)), By("half"))))
    with proof.obtain("alpha-is", local, "one-open", ("alpha",), "alpha-kept"):
        with proof.obtain("beta-is", local, "two-open", ("beta",), "beta-kept"):
            for name, value, about in (("alpha", alpha, _same), ("beta", beta, second)):
                proof.by(f"{name}-positive", W.positive(value), Use(f"{name}-kept", (Part(0),)))
                proof.by(f"{name}-all", about(all_nearby(value, HALF)), Use(f"{name}-kept", (Part(1),)))
            with smaller_radius(proof, local, {"alpha": alpha, "beta": beta}):
                minimum = at_joined(pair_is_minimum(nu))
                with proof.fix("joined-minimum", minimum, "C", "D"):
                    with proof.suppose("joined-case", minimum.body, "near"):
                        followed(proof, minimum.body.conclusion, alpha, beta)
                proof.have("joined-both", And((W.positive(nu), minimum)), "nu-positive", "joined-minimum")
                proof.by("joined-given", local, Give("joined-both", (nu,)))


def followed(proof: Writer, claim: W.Formula, alpha: W.Symbol, beta: W.Symbol) -> None:
    """(C J, J^T D) and (C H, H^T D) are pairs of layers nearby, whose products have the sum C D."""
    left, right = W.minus(C, JOINED[0]), W.minus(D, JOINED[1])
    columns_in, columns_out = W.norm2(left), W.norm2(right)
    proof.have("rows-split", Equal(columns_in, W.plus(W.norm2(W.times(left, J)), W.norm2(W.times(left, H)))),
               "together")  # fmt: skip
    proof.have("columns-split", Equal(columns_out, W.plus(W.norm2(W.times(Transpose(J), right)),
                                                          W.norm2(W.times(Transpose(H), right)))),
               "together")  # fmt: skip
    for value, name in ((W.times(left, J), "CJ"), (W.times(left, H), "CH"), (W.times(Transpose(J), right), "JD"),
                        (W.times(Transpose(H), right), "HD")):  # fmt: skip
        rows, columns = {"CJ": (m, d(j)), "CH": (m, e(h)), "JD": (d(j), n), "HD": (e(h), n)}[name]
        proof.apply(f"{name}-low", W.at_most(NOTHING, W.norm2(value)), "square", p=rows, q=columns, X=value)
    pairs = {
        "alpha": (W.times(C, J), W.times(Transpose(J), D), A, B, "J", alpha, _same),
        "beta": (W.times(C, H), W.times(Transpose(H), D), A2, B2, "H", beta, second),
    }
    for name, (up, down, factor, other, letter, radius, about) in pairs.items():
        gaps = {f"{name}-up": (W.minus(up, factor), W.times(left, Symbol(letter)), f"left-{letter}"),
                f"{name}-down": (W.minus(down, other), W.times(Transpose(Symbol(letter)), right),
                                 f"right-{letter}")}  # fmt: skip
        for label, (gap, same, reason) in gaps.items():
            proof.have(f"{label}-is", Equal(gap, same), reason)
            proof.have(label, Equal(W.norm2(gap), W.norm2(same)), f"{label}-is")
        here = instantiated(
            about(all_nearby(radius, HALF)).body, Assignment(symbols=dict(zip("CD", (up, down), strict=True)))
        )
        proof.have(f"{name}-near", here.premise, "near", "rows-split", "columns-split", f"{name}-up", f"{name}-down",
                   "CJ-low", "CH-low", "JD-low", "HD-low", f"nu-{name}")  # fmt: skip
        proof.by(f"{name}-instance", here, Use(f"{name}-all", (At((up, down)),)))
        proof.have(f"{name}-layers", here.conclusion, f"{name}-instance", f"{name}-near")
    with proof.obtain("T-is", claim, "alpha-layers", ("T",), "T-kept"):
        with proof.obtain("U-is", claim, "beta-layers", ("U",), "U-kept"):
            compared(proof, claim)


def compared(proof: Writer, claim: W.Formula) -> None:
    one = instantiated(nearby(HALF).body, Assignment(symbols={"C": W.times(C, J), "D": W.times(Transpose(J), D)}))
    two = instantiated(named(second(nearby(HALF)).body, T="U"),
                       Assignment(symbols={"C": W.times(C, H), "D": W.times(Transpose(H), D)}))  # fmt: skip
    for name, body in (("T", one), ("U", two)):
        for number, label in enumerate(("product", "near")):
            proof.by(f"{name}-{label}", body.parts[number], Use(f"{name}-kept", (Part(number),)))
    here = named(is_minimum(delta).body, N="T", S="U")
    proof.have("delta2", W.positive(W.square(delta)), "delta-positive")
    proof.have("both-near", here.premise, "T-near", "U-near", "delta2")
    proof.by("instance", here, Use("minimum", (At(("T", "U")),)))
    proof.have("above", here.conclusion, "instance", "both-near")
    total = named(CHANGED, N="T", S="U")
    proof.have("total", Equal(total, W.times(C, D)), "T-product", "U-product", "together")
    proof.have("total-value", Equal(Value("f", total), Value("f", W.times(C, D))), "total")
    proof.have("pair-above", claim, "above", "total-value", "joined-value")
