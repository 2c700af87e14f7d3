"""Corollary 2 for any number r of towers: minima of the sum, and what each tower contributes.

M_{l,i} for l in 1..r and i in 1..k_l has size d_{l,i} x d_{l,i-1}, with d_{l,0} = n and d_{l,k_l} = m for all l. A
theorem about one network holds for the network M_l.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from proofs.zhang2019.theorems import writing as W
from proofs.zhang2019.theorems.lemma2 import NARROW
from proofs.zhang2019.theorems.minima import delta, i, is_local_minimum
from proofs.zhang2019.theorems.minima import layers as layers_of_one
from proofs.zhang2019.theorems.sums import SOME, g, h, l, r, s
from proofs.zhang2019.theorems.theorem1 import convex
from proofs.zhang2019.theorems.towers import beside
from proofs.zhang2019.theorems.writing import (
    ONE,
    ZERO,
    Affine,
    And,
    Chain,
    Equal,
    Exists,
    FamilyAt,
    ForAll,
    ForAllIndex,
    Implies,
    Or,
    SizeAt,
    Symbol,
    SymbolDeclaration,
    Value,
    Writer,
)
from symproof.language.binding import Assignment, instantiated
from symproof.language.derivation import At, AtIndex, By, Choose, Give, Integers, Part, SumOf, Use
from symproof.language.formulas import IntegerRelation

m, n = W.integers("m n")
RADIUS = Symbol("radius")
NOTHING = W.number(0)

# ------------------------------------------------------------------------------------------------ towers


def k(lead: Affine) -> Affine:
    """The depth of a tower."""
    return W.parameter(SizeAt("k", lead))


def j(lead: Affine) -> Affine:
    """The layer below its bottleneck."""
    return W.parameter(SizeAt("j", lead))


def d(lead: Affine, index: Affine) -> Affine:
    return W.parameter(SizeAt(FamilyAt("d", lead), index))


def width(lead: Affine) -> Affine:
    """The width of the bottleneck."""
    return d(lead, j(lead))


def tower(lead: Affine, name: str = "M") -> Chain:
    return Chain(FamilyAt(name, lead), k(lead), ONE)


def layers(name: str) -> SymbolDeclaration:
    """M_{l,i} of size d_{l,i} x d_{l,i-1}."""
    return SymbolDeclaration(name, d(l, i), d(l, W.shift(i, -1)), W.Range("i", ONE, k(l)), leading=W.Range("l", ONE, r))


def each(body: W.Formula) -> ForAllIndex:
    return ForAllIndex("l", ONE, r, body)


def total(name: str = "M") -> W.Term:
    """The sum of all towers."""
    return W.total("l", ONE, r, tower(l, name))


def other_towers(lead: Affine) -> W.Term:
    """What all towers but one contribute."""
    return W.minus(W.total("t", ONE, r, tower(W.parameter("t"))), tower(lead))


def at(node: Any, lead: Affine, **families: Any) -> Any:
    """What is said of one network M of depth k and widths d, of a tower."""
    names = {"M": FamilyAt("M", lead), **families}
    return instantiated(node, Assignment({"k": k(lead), "j": j(lead)}, {"d": ("i", d(lead, i))}, {}, names))


def names_at(lead: Affine, *, inner: bool = True) -> dict[str, Any]:
    """The assignment under which a theorem about one network is applied to a tower."""
    given = {"k": k(lead), "d": ("i", d(lead, i)), "M": FamilyAt("M", lead)}
    return {**given, "j": j(lead)} if inner else given


def distance2(one: Any, other: Any, lead: Affine) -> W.Term:
    """The sum of ||N_i - M_i||^2 over the layers of a tower."""
    return W.total("i", ONE, k(lead), W.norm2(W.minus(Symbol(one, i), Symbol(other, i))))


SIZES = (
    "n", "m", W.SizeDeclaration("k", W.Range("l", ONE, r)),
    W.SizeDeclaration("d", W.Range("i", ZERO, k(l)), W.Range("l", ONE, r)),
)  # fmt: skip
BOTTLENECKS = W.SizeDeclaration("j", W.Range("l", ONE, r), whole=True)
ENDS = {
    "some": SOME, "first": each(IntegerRelation("=", d(l, ZERO), n)),
    "last": each(IntegerRelation("=", d(l, k(l)), m)),
}  # fmt: skip
INSIDE = {
    "j-low": each(W.integer_at_most(ONE, j(l))), "j-high": each(W.integer_at_most(j(l), W.shift(k(l), -1))),
}  # fmt: skip
LOSS = W.FunctionDeclaration("f", m, n)
GIVEN: dict[str, Any] = {"integers": ("r",), "functions": (LOSS,)}
DEEP: dict[str, Any] = {**GIVEN, "sizes": (*SIZES, BOTTLENECKS, "s")}
ALL: dict[str, Any] = {
    "r": r, "n": n, "m": m, "k": ("l", k(l)), "d": ("l", "i", d(l, i)), "f": "f",
}  # fmt: skip
WITH_J: dict[str, Any] = {**ALL, "j": ("l", j(l)), "s": s}
CONVEX = convex(m, n)
NARROW_EACH = each(at(NARROW, l))

# ------------------------------------------------------------------------------------------------ minima


def is_near(radius: W.Term, one: str = "N", other: str = "M") -> W.Formula:
    """All layers of all towers together are nearer than the radius."""
    return W.less(W.total("l", ONE, r, distance2(FamilyAt(one, l), FamilyAt(other, l), l)), W.square(radius))


def is_minimum(radius: W.Term) -> ForAll:
    better = W.at_most(Value("f", total()), Value("f", total("N")))
    return ForAll((layers("N"),), Implies(is_near(radius), better))


LOCAL = Exists((W.scalar("radius"),), And((W.positive(RADIUS), is_minimum(RADIUS))))
WORSE = Exists((layers("N"),), W.less(Value("f", total("N")), Value("f", total())))
SPURIOUS = And((LOCAL, WORSE))
SOME_SPURIOUS = Exists((layers("M"),), SPURIOUS)


def local_at(lead: Affine) -> Exists:
    """A tower is a local minimum while the others stay."""
    return beside(at(is_local_minimum("M"), lead), other_towers(lead))  # type: ignore[no-any-return]


SINGLE = W.statement("C2.03-many", each(local_at(l)), sizes=SIZES, symbols=(layers("M"),), facts=ENDS, minimum=LOCAL,
                     **GIVEN)  # fmt: skip


def single_towers() -> Writer:
    """A minimum of the sum is one of each tower while the others stay."""
    proof = Writer()
    with proof.fix("each", SINGLE.sequent.claim, "g"):
        claim = local_at(g)
        with proof.obtain("at-g", claim, "minimum", ("delta",), "kept"):
            proof.by("positive", W.positive(delta), Use("kept", (Part(0),)))
            proof.by("all", is_minimum(delta), Use("kept", (Part(1),)))
            body = instantiated(claim.body, Assignment(symbols={"radius": delta}))
            with proof.fix("alone", body.parts[1], "N"):
                with proof.suppose("case", body.parts[1].body, "near"):
                    changed(proof, body.parts[1].body.conclusion)
            proof.have("both", body, "positive", "alone")
            proof.by("given", claim, Give("both", (delta,)))
    return proof


ALIKE = ("product", "distance")


def alike(name: Any, lead: Affine) -> tuple[W.Formula, W.Formula]:
    """A tower with the product of N, and as far from M, where it is the tower g; of other towers M itself."""
    new = (Chain(name, k(lead), ONE), distance2(name, FamilyAt("M", lead), lead))
    same = (Chain("N", k(g), ONE), distance2("N", FamilyAt("M", g), g))
    is_g, is_other = IntegerRelation("=", lead, g), IntegerRelation("!=", lead, g)
    at_g = And((is_g, *[Equal(*pair) for pair in zip(new, same, strict=True)]))
    beyond = And((is_other, Equal(new[0], tower(lead)), Equal(new[1], NOTHING)))
    return at_g, beyond


def changed(proof: Writer, claim: W.Formula) -> None:
    """The family that is N in the tower g and M in all others."""
    one = replace(layers_of_one("S"), range=W.Range("i", ONE, k(h)), rows=d(h, i), columns=d(h, W.shift(i, -1)))
    exists = Exists((one,), Or(alike("S", h)))
    schema = ForAllIndex("h", ONE, r, exists)
    with proof.fix("replaced", schema, "h"):
        pick(proof, exists)
    chosen = Exists((layers("S"),), ForAllIndex("h", ONE, r, Or(alike(FamilyAt("S", h), h))))
    proof.by("chosen", chosen, Choose("replaced"))
    with proof.obtain("S-is", claim, "chosen", ("S",), "S-kept"):
        compared(proof, claim)


def pick(proof: Writer, exists: Exists) -> None:
    at_g, beyond = alike("N", h)[0], alike(FamilyAt("M", h), h)[1]
    is_g, is_other = IntegerRelation("=", h, g), IntegerRelation("!=", h, g)
    proof.have("either", Or((is_g, is_other)))
    with proof.cases("picked", exists, "either") as case:
        with case("is-g"):
            proof.have("same-product", at_g.parts[1])
            proof.have("same-distance", at_g.parts[2])
            proof.have("as-N", at_g, "is-g", "same-product", "same-distance")
            proof.have("N-or", Or((at_g, alike("N", h)[1])), "as-N")
            proof.by("N-given", exists, Give("N-or", ("N",)))
        with case("is-other"):
            here = FamilyAt("M", h)
            proof.have("other-product", beyond.parts[1])
            proof.have("other-distance", beyond.parts[2])
            proof.have("as-M", beyond, "is-other", "other-product", "other-distance")
            proof.have("M-or", Or((alike(here, h)[0], beyond)), "as-M")
            proof.by("M-given", exists, Give("M-or", (here,)))


def compared(proof: Writer, claim: W.Formula) -> None:
    """Both sums differ by what happens in the tower g."""
    new = FamilyAt("S", l)
    differ(proof, "product", (tower(l, "S"), tower(l)), (m, n), Chain("N", k(g), ONE))
    differ(proof, "distance", (distance2(new, FamilyAt("M", l), l), NOTHING), (ONE, ONE),
           distance2("N", FamilyAt("M", g), g))  # fmt: skip
    here = instantiated(is_minimum(delta).body, Assignment(families={"N": "S"}))
    proof.have("all-near", here.premise, "near", "distance-change")
    proof.by("instance", here, Use("all", (At(("S",)),)))
    proof.have("above", here.conclusion, "instance", "all-near")
    after = W.plus(Chain("N", k(g), ONE), other_towers(g))
    proof.have("sum-after", Equal(total("S"), after), "product-change")
    proof.have("value-after", Equal(Value("f", total("S")), Value("f", after)), "sum-after")
    proof.have("single", claim, "above", "value-after")


def differ(
    proof: Writer, label: str, bodies: tuple[W.Term, W.Term], size: tuple[Affine, Affine], value: W.Term
) -> None:
    """The sum changes by the value in the tower g, and the old summand leaves."""
    place = ALIKE.index(label) + 1
    sums = [W.total("l", ONE, r, body) for body in bodies]
    old = instantiated(bodies[1], Assignment({"l": g}))
    goal = Equal(sums[0], W.plus(sums[1], W.minus(value, old)))
    defined = [
        SymbolDeclaration(name, *size, W.Range("l", ONE, r), (W.Piece(body, ONE, r),))
        for name, body in zip("EF", bodies, strict=True)
    ]
    with proof.define(f"{label}-change", goal, *defined):
        E, F = Symbol("E", l), Symbol("F", l)
        others = each(Implies(IntegerRelation("!=", l, g), Equal(E, F)))
        with proof.fix("others", others, "h"):
            at_h = instantiated(others.body, Assignment({"l": h}))
            with proof.suppose("others-h", at_h, "h-other"):
                settled(proof, h, at_h.conclusion, place)
        changed = Equal(Symbol("E", g), value)
        settled(proof, g, changed, place)
        alone = Equal(W.total("l", ONE, r, E), W.plus(W.total("l", ONE, r, F), W.minus(Symbol("E", g), Symbol("F", g))))
        proof.apply("alone", alone, "one-of-many", "others", r=r, g=g, p=size[0], q=size[1], E="E", F="F")
        for name, body, whole in zip("EF", bodies, sums, strict=True):
            with proof.fix(f"{name}-bodies", each(Equal(Symbol(name, l), body)), "h"):
                proof.have(f"{name}-body", instantiated(Equal(Symbol(name, l), body), Assignment({"l": h})))
            proof.by(f"{name}-sum", Equal(W.total("l", ONE, r, Symbol(name, l)), whole), SumOf(f"{name}-bodies"))
        proof.have("F-g", Equal(Symbol("F", g), old))
        proof.have("goal", goal, "alone", "E-sum", "F-sum", "F-g", f"settled-{place}")


def settled(proof: Writer, lead: Affine, claim: Equal, place: int) -> None:
    """What S is in a tower, as it is the tower g or another one; of these two one is absurd."""
    here = alike(FamilyAt("S", lead), lead)
    label = f"settled-{place}"
    proof.by(f"{label}-kept", Or(here), Use("S-kept", (AtIndex(lead),)))
    with proof.cases(label, claim, f"{label}-kept") as case:
        for name, part in zip(("one", "other"), here, strict=True):
            with case(f"{label}-{name}"):
                known = f"{label}-{name}"
                for number in (0, place):
                    proof.by(f"{known}-{number}", part.parts[number], Use(known, (Part(number),)))
                if (name == "one") == (lead == g):
                    proof.have(f"{known}-is", claim, f"{known}-{place}")
                else:
                    absurd(proof, known, lead, claim)


def absurd(proof: Writer, known: str, lead: Affine, claim: Equal) -> None:
    """Tower g is no other tower, and an other tower is not tower g."""
    proof.by(f"{known}-same", IntegerRelation("=", lead, g), Integers())
    other = f"{known}-0" if lead == g else "h-other"
    proof.by(f"{known}-clash", W.FALSE, Use(other, (By(f"{known}-same"),)))
    proof.absurd(f"{known}-any", claim, f"{known}-clash")
