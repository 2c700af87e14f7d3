"""Corollary 2 for any number of towers: a spurious minimum of the towers gives one of f(A B), as in Theorem 1.

The factors of A B are the sums of A_l J_l^T and of J_l B_l, where J_l takes the space of the bottleneck of tower l into
the inner space.
"""

from __future__ import annotations

from typing import Any

from proofs.zhang2019.theorems import writing as W
from proofs.zhang2019.theorems.lemma1 import FLAT, LEFT, RIGHT
from proofs.zhang2019.theorems.lemma2 import A, B
from proofs.zhang2019.theorems.many import (
    ALL,
    CONVEX,
    DEEP,
    ENDS,
    INSIDE,
    LOCAL,
    NARROW_EACH,
    NOTHING,
    SPURIOUS,
    WORSE,
    at,
    distance2,
    each,
    is_minimum,
    layers,
    local_at,
    m,
    n,
    names_at,
    other_towers,
    total,
    width,
)
from proofs.zhang2019.theorems.minima import delta
from proofs.zhang2019.theorems.push import SMALL
from proofs.zhang2019.theorems.sums import g, l, r, s, side_by_side, smallest_up_to, t
from proofs.zhang2019.theorems.theorem2 import is_pair_spurious
from proofs.zhang2019.theorems.towers import all_nearby, beside, is_open, nearby
from proofs.zhang2019.theorems.whole import C, D, pair_is_minimum
from proofs.zhang2019.theorems.writing import (
    ONE,
    And,
    Equal,
    Exists,
    FamilyAt,
    ForAll,
    ForAllIndex,
    Identity,
    Implies,
    Not,
    Or,
    Slope,
    Symbol,
    SymbolDeclaration,
    Transpose,
    Value,
    Writer,
)
from symproof.language.binding import Assignment, instantiated
from symproof.language.derivation import At, AtIndex, By, Choose, Give, Part, SumOf, Use
from symproof.language.formulas import IntegerRelation
from symproof.language.terms import Integer

nu, rho, tau = W.symbols("nu rho tau")

# ------------------------------------------------------------------------------------------------ selectors

J = Symbol("J", l)
SELECT = SymbolDeclaration("J", s, width(l), W.Range("l", ONE, r))
h = W.parameter("h")
SELECTORS = {
    "unit": each(Equal(W.times(Transpose(J), J), Identity(width(l)))),
    "apart": each(ForAllIndex("h", ONE, r, Implies(
        IntegerRelation("!=", l, h), W.vanishes(W.times(Transpose(J), Symbol("J", h)), width(l), width(h)),
    ))),
    "together": Equal(W.total("l", ONE, r, W.times(J, Transpose(J))), Identity(s)),
}  # fmt: skip


def upper(lead: W.Affine, name: str = "M") -> W.Term:
    """A_l, the layers of a tower above its bottleneck."""
    return at(A, lead, M=FamilyAt(name, lead))  # type: ignore[no-any-return]


def lower(lead: W.Affine, name: str = "M") -> W.Term:
    """B_l, the layers below."""
    return at(B, lead, M=FamilyAt(name, lead))  # type: ignore[no-any-return]


def factors(name: str = "M") -> tuple[W.Term, W.Term]:
    """The sums of A_l J_l^T and of J_l B_l."""
    return side_by_side(upper(t, name), lower(t, name))


def pair(node: Any) -> Any:
    """What is said of f(X Y), with the inner width s."""
    return instantiated(node, Assignment(integers={"n": n, "b": s, "m": m}))


def at_factors(node: Any) -> Any:
    return instantiated(pair(node), Assignment(symbols=dict(zip("XY", factors(), strict=True))))


# ------------------------------------------------------------------------------------------------ C2.06

CLAIM_JOINED = And((
    each(Equal(W.times(factors()[0], J), upper(l))),
    each(Equal(W.times(Transpose(J), factors()[1]), lower(l))),
    Equal(W.times(*factors()), total()),
))  # fmt: skip
FACTORS = W.statement(
    "C2.06-many", CLAIM_JOINED, symbols=(layers("M"), SELECT), facts={**ENDS, **INSIDE}, unit=SELECTORS["unit"],
    apart=SELECTORS["apart"], **DEEP,
)  # fmt: skip


def joined_factors() -> Writer:
    """X J_l = A_l, J_l^T Y = B_l, and X Y is the sum of the towers."""
    proof = Writer()
    up = SymbolDeclaration("A", m, width(l), W.Range("l", ONE, r), (W.Piece(upper(l), ONE, r),))
    down = SymbolDeclaration("B", width(l), n, W.Range("l", ONE, r), (W.Piece(lower(l), ONE, r),))
    with proof.define("AB-are", CLAIM_JOINED, up, down):
        X, Y = side_by_side(Symbol("A", t), Symbol("B", t))
        parts = (
            each(Equal(W.times(X, J), Symbol("A", l))),
            each(Equal(W.times(Transpose(J), Y), Symbol("B", l))),
            Equal(W.times(X, Y), W.total("l", ONE, r, W.times(Symbol("A", l), Symbol("B", l)))),
        )
        proof.apply("joined", And(parts), "joined", "unit", "apart", r=r, p=m, q=n, s=s, e=("l", width(l)), J="J",
                    A="A", B="B")  # fmt: skip
        proof.have("claim", CLAIM_JOINED, "joined")
    return proof


# ------------------------------------------------------------------------------------------------ C2.05-C2.07

HARD = W.statement(
    "C2.07-many", at_factors(is_pair_spurious()), symbols=(layers("M"), SELECT), facts={**ENDS, **INSIDE},
    convex=CONVEX, narrow=NARROW_EACH, spurious=SPURIOUS, **SELECTORS, **DEEP,
)  # fmt: skip
JOIN: dict[str, Any] = {**ALL, "j": ("l", W.parameter(W.SizeAt("j", l))), "s": s, "J": "J"}


def towers_to_pair() -> Writer:
    """Every tower is open at its factors (T1.09-T1.14), so that a pair near the joined factors is one of towers."""
    proof = Writer()
    claim = HARD.sequent.claim
    local, worse = claim.parts
    proof.by("local", LOCAL, Use("spurious", (Part(0),)))
    proof.by("worse", WORSE, Use("spurious", (Part(1),)))
    joined(proof, "M")
    with proof.obtain("better-is", claim, "worse", ("N",), "lower"):
        steep(proof)
        opens(proof)
        with proof.obtain("pair-local", local, "local", ("delta",), "kept"):
            proof.by("delta-positive", W.positive(delta), Use("kept", (Part(0),)))
            proof.by("minimum", is_minimum(delta), Use("kept", (Part(1),)))
            small(proof, local)
        joined(proof, "N")
        lower_value = W.less(Value("f", W.times(*factors("N"))), Value("f", W.times(*factors())))
        proof.have("pair-lower", lower_value, "lower", "N-value", "M-value")
        proof.by("pair-worse", worse, Give("pair-lower", factors("N")))
        proof.have("both", claim, "pair-local", "pair-worse")
    return proof


def joined(proof: Writer, name: str) -> None:
    """The factors of these towers, and the value of f at their product."""
    parts = instantiated(CLAIM_JOINED, Assignment(families={"M": name})).parts
    proof.apply(f"{name}-joined", And(parts), "C2.06-many", "unit", "apart", **{**JOIN, "M": name})
    for number, label in enumerate(("left", "right", "product")):
        proof.by(f"{name}-{label}", parts[number], Use(f"{name}-joined", (Part(number),)))
    values = [Value("f", W.times(*factors(name))), Value("f", total(name))]
    proof.have(f"{name}-value", Equal(*values), f"{name}-product")


def steep(proof: Writer) -> None:
    """f' is not zero at the sum, which could be lower."""
    flat = W.vanishes(Slope("f", total()), m, n)
    with proof.suppose("steep", Not(flat), "f-flat"):
        proof.apply("global", W.at_most(Value("f", total()), Value("f", total("N"))), "P.05", "convex", "f-flat",
                    p=m, q=n, X=total(), Z=total("N"), f="f")  # fmt: skip
        proof.have("clash", W.FALSE, "global", "lower")


def opens(proof: Writer) -> None:
    """C2.05: the factors of every tower have inverses, so that the tower is open at them."""
    flat = W.vanishes(Slope("f", total()), m, n)
    proof.apply("single", each(local_at(l)), "C2.03-many", "local", **ALL, M="M")
    opened = each(at(ForAll((W.scalar("rho"),), Implies(W.positive(rho), is_open())), l))
    with proof.fix("opens", opened, "g"):
        known = (beside(at(FLAT, g), other_towers(g)), at(And((LEFT, RIGHT)), g))
        proof.by("g-local", local_at(g), Use("single", (AtIndex(g),)))
        proof.by("g-narrow", instantiated(NARROW_EACH.body, Assignment({"l": g})), Use("narrow", (AtIndex(g),)))
        proof.apply("either", Or(known), "C2.05", "g-narrow", "g-local", **names_at(g), K=other_towers(g), f="f")
        with proof.cases("inverses", known[1], "either") as case:
            with case("flat"):
                proof.have("flat-sum", flat, "flat")
                proof.by("clash", W.FALSE, Use("steep", (By("flat-sum"),)))
                proof.absurd("any", known[1], "clash")
            with case("regular"):
                proof.have("is-regular", known[1], "regular")
        for place, side in enumerate(("left", "right")):
            proof.by(f"g-{side}", known[1].parts[place], Use("inverses", (Part(place),)))
        proof.apply("g-opens", instantiated(opened.body, Assignment({"l": g})), "T1.13", "g-left", "g-right",
                    **names_at(g))  # fmt: skip


def small(proof: Writer, local: Exists) -> None:
    """A step tau with 4 r tau^2 <= delta^2 for each tower, and a radius within which all of them follow."""
    count = Integer(r)
    scaled = instantiated(SMALL, Assignment(symbols={"S": count}))
    bound = instantiated(scaled, Assignment(symbols={"eps": tau}))
    proof.have("count", W.at_most(NOTHING, count))
    proof.apply(
        "tau-some", Exists((W.scalar("eps"),), scaled), "scale", "count", "delta-positive", S=count, delta=delta
    )
    with proof.obtain("tau-is", local, "tau-some", ("tau",), "tau-kept"):
        proof.by("tau-positive", W.positive(tau), Use("tau-kept", (Part(0),)))
        proof.by("tau-small", bound.parts[1], Use("tau-kept", (Part(1),)))
        with proof.fix("open", each(at(is_open(tau), l)), "g"):
            proof.by("g-open", at(is_open(tau), g), Use("opens", (AtIndex(g), At((tau,)), By("tau-positive"))))
        x = Symbol("x", l)
        kept = And((W.positive(x), at(all_nearby(x, tau), l)))
        radii = SymbolDeclaration("x", ONE, ONE, W.Range("l", ONE, r))
        proof.by("radii", Exists((radii,), each(kept)), Choose("open"))
        with proof.obtain("x-are", local, "radii", ("x",), "x-kept"):
            with proof.fix("x-positive", each(W.positive(x)), "g"):
                proof.by("x-g-positive", W.positive(Symbol("x", g)), Use("x-kept", (AtIndex(g), Part(0))))
            proof.apply("smallest", smallest_up_to(r), "smallest-of-many", "x-positive", r=r, x="x")
            with proof.obtain("nu-is", local, "smallest", ("nu",), "nu-kept"):
                proof.by("nu-positive", W.positive(nu), Use("nu-kept", (Part(0),)))
                proof.by("nu-small", each(W.at_most(W.square(nu), W.square(x))), Use("nu-kept", (Part(1),)))
                minimum = at_factors(pair_is_minimum(nu))
                with proof.fix("joined-minimum", minimum, "C", "D"):
                    with proof.suppose("joined-case", minimum.body, "near"):
                        followed(proof, minimum.body.conclusion)
                proof.have("joined-both", And((W.positive(nu), minimum)), "nu-positive", "joined-minimum")
                proof.by("joined-given", local, Give("joined-both", (nu,)))


def blocks(lead: W.Affine) -> tuple[W.Term, W.Term]:
    """C J_l and J_l^T D."""
    Jl = Symbol("J", lead)
    return W.times(C, Jl), W.times(Transpose(Jl), D)


def nearby_at(lead: W.Affine, name: str = "T") -> Exists:
    """Layers of a tower with the product C J_l J_l^T D, nearer to M_l than tau."""
    values = dict(zip("CD", blocks(lead), strict=True))
    return instantiated(at(nearby(tau), lead), Assignment(symbols=values))  # type: ignore[no-any-return]


def followed(proof: Writer, claim: W.Formula) -> None:
    """Each tower has layers nearby with the product of C J_l and J_l^T D."""
    with proof.fix("layers", each(nearby_at(l)), "g"):
        one_tower(proof, nearby_at(g))
    body = instantiated(nearby_at(l).body, Assignment(families={"T": FamilyAt("T", l)}))
    proof.by("chosen", Exists((layers("T"),), each(body)), Choose("layers"))
    with proof.obtain("T-are", claim, "chosen", ("T",), "T-kept"):
        together(proof, claim, body)


def one_tower(proof: Writer, goal: Exists) -> None:
    left, right = W.minus(C, factors()[0]), W.minus(D, factors()[1])
    Jg, x = Symbol("J", g), Symbol("x", g)
    up, down = blocks(g)
    proof.by("unit-g", Equal(W.times(Transpose(Jg), Jg), Identity(width(g))), Use("unit", (AtIndex(g),)))
    proof.by("nu-g", W.at_most(W.square(nu), W.square(x)), Use("nu-small", (AtIndex(g),)))
    turned = Transpose(right)
    for label, value, rows in (("up", left, m), ("down", turned, n)):
        proof.apply(f"{label}-shorter", W.at_most(W.norm2(W.times(value, Jg)), W.norm2(value)), "shorter-image",
                    "unit-g", p=rows, q=width(g), s=s, S=value, Z=Jg)  # fmt: skip
    proof.by("left-g", Equal(W.times(factors()[0], Jg), upper(g)), Use("M-left", (AtIndex(g),)))
    proof.by("right-g", Equal(W.times(Transpose(Jg), factors()[1]), lower(g)), Use("M-right", (AtIndex(g),)))
    gaps = {"up": (W.minus(up, upper(g)), W.times(left, Jg), "left-g"),
            "down": (W.minus(down, lower(g)), W.times(Transpose(Jg), right), "right-g")}  # fmt: skip
    for label, (gap, same, reason) in gaps.items():
        proof.have(f"{label}-is", Equal(gap, same), reason)
        proof.have(f"{label}-norm", Equal(W.norm2(gap), W.norm2(same)), f"{label}-is")
    proof.have("down-turned", Equal(W.norm2(W.times(Transpose(Jg), right)), W.norm2(W.times(turned, Jg))))
    proof.have("turned-norm", Equal(W.norm2(turned), W.norm2(right)))
    every = at(all_nearby(x, tau), g)
    here = instantiated(every.body, Assignment(symbols=dict(zip("CD", (up, down), strict=True))))
    proof.have("near-g", here.premise, "near", "nu-g", "up-norm", "down-norm", "down-turned", "turned-norm",
               "up-shorter", "down-shorter")  # fmt: skip
    proof.by("instance-g", here, Use("x-kept", (AtIndex(g), Part(1), At((up, down)))))
    proof.have("layers-g", goal, "instance-g", "near-g")


def together(proof: Writer, claim: W.Formula, body: And) -> None:
    """The sum of the towers T is C D, since the sum of J_l J_l^T is I; and all of T is nearer than delta."""
    product, close = body.parts
    for number, (label, part) in enumerate((("products", product), ("gaps", close))):
        with proof.fix(label, each(part), "g"):
            proof.by(f"{label}-g", instantiated(part, Assignment({"l": g})), Use("T-kept", (AtIndex(g), Part(number))))
    proof.by("sum-products", Equal(total("T"), W.total("l", ONE, r, product.right)), SumOf("products"))
    proof.have("total", Equal(total("T"), W.times(C, D)), "sum-products", "together")
    proof.have("total-value", Equal(Value("f", total("T")), Value("f", W.times(C, D))), "total")
    gap = W.total("l", ONE, r, distance2(FamilyAt("T", l), FamilyAt("M", l), l))
    proof.by("sum-gaps", W.less(gap, W.total("l", ONE, r, W.square(tau))), SumOf("gaps"))
    proof.have("square-count", W.at_most(NOTHING, W.times(W.square(tau), Integer(r))), "count")
    here = instantiated(is_minimum(delta).body, Assignment(families={"N": "T"}))
    proof.have("T-near", here.premise, "sum-gaps", "tau-small", "square-count")
    proof.by("instance", here, Use("minimum", (At(("T",)),)))
    proof.have("above", here.conclusion, "instance", "T-near")
    proof.have("pair-above", claim, "above", "total-value", "M-value")
