"""Corollary 2 for any number of towers: the converse, which the paper leaves out, and both directions together."""

from __future__ import annotations

from proofs.zhang2019.theorems import writing as W
from proofs.zhang2019.theorems.easy import factored
from proofs.zhang2019.theorems.many import (
    DEEP,
    ENDS,
    INSIDE,
    LOCAL,
    NARROW_EACH,
    NOTHING,
    SOME_SPURIOUS,
    SPURIOUS,
    WORSE,
    at,
    distance2,
    each,
    is_minimum,
    layers,
    m,
    n,
    names_at,
    total,
    width,
)
from proofs.zhang2019.theorems.many_hard import SELECT, SELECTORS, J, factors, joined, lower, pair, upper
from proofs.zhang2019.theorems.minima import delta
from proofs.zhang2019.theorems.minima import layers as layers_of_one
from proofs.zhang2019.theorems.push import SMALL
from proofs.zhang2019.theorems.sums import g, l, r, s, smallest_up_to
from proofs.zhang2019.theorems.theorem2 import is_pair_local, is_pair_spurious, is_pair_worse
from proofs.zhang2019.theorems.towers import is_continuous, is_short
from proofs.zhang2019.theorems.whole import C, D, X, Y, pair_is_minimum
from proofs.zhang2019.theorems.writing import (
    ONE,
    And,
    Equal,
    Exists,
    FamilyAt,
    ForAll,
    Implies,
    Symbol,
    SymbolDeclaration,
    Transpose,
    Value,
    Writer,
)
from symproof.language.binding import Assignment, instantiated
from symproof.language.derivation import At, AtIndex, By, Choose, Give, Part, SumOf, Use
from symproof.language.terms import Integer

nu, rho, tau = W.symbols("nu rho tau")
PAIR = (W.matrix("X", m, s), W.matrix("Y", s, n))
PAIR_SPURIOUS = Exists(PAIR, pair(is_pair_spurious()))

# ------------------------------------------------------------------------------------------------ C2.08

EASY = W.statement(
    "C2.08-many", SOME_SPURIOUS, symbols=(SELECT,), facts={**ENDS, **INSIDE}, narrow=NARROW_EACH,
    spurious=PAIR_SPURIOUS, **SELECTORS, **DEEP,
)  # fmt: skip


def pair_to_towers() -> Writer:
    """Each block of a spurious pair is factored in its tower (T1.03)."""
    proof = Writer()
    claim = SOME_SPURIOUS
    with proof.obtain("pair-is", claim, "spurious", ("X", "Y"), "pair"):
        proof.by("pair-local", pair(is_pair_local()), Use("pair", (Part(0),)))
        proof.by("pair-worse", pair(is_pair_worse()), Use("pair", (Part(1),)))
        lifted(proof, "M", (X, Y))
        with proof.obtain("M-are", claim, "M-chosen", ("M",), "M-kept"):
            products(proof, "M", (X, Y))
            local(proof)
            worse(proof)
            proof.have("both", SPURIOUS, "local", "worse")
            proof.by("given", claim, Give("both", ("M",)))
    return proof


def blocks(values: tuple[W.Term, W.Term], lead: W.Affine) -> tuple[W.Term, W.Term]:
    """X J_l and J_l^T Y."""
    Jl = Symbol("J", lead)
    return W.times(values[0], Jl), W.times(Transpose(Jl), values[1])


def lifted(proof: Writer, name: str, values: tuple[W.Term, W.Term]) -> None:
    """Layers of all towers with the products of the blocks."""

    def some(lead: W.Affine) -> Exists:
        return at(Exists((layers_of_one("L"),), factored("L", *blocks(values, lead))), lead)  # type: ignore[no-any-return]

    with proof.fix(f"{name}-lifted", each(some(l)), "g"):
        proof.by("narrow-g", instantiated(NARROW_EACH.body, Assignment({"l": g})), Use("narrow", (AtIndex(g),)))
        given = {key: value for key, value in names_at(g).items() if key != "M"}
        proof.apply("some-g", some(g), "T1.03", "narrow-g", **given, X=blocks(values, g)[0], Y=blocks(values, g)[1])
    body = instantiated(some(l).body, Assignment(families={"L": FamilyAt(name, l)}))
    proof.by(f"{name}-chosen", Exists((layers(name),), each(body)), Choose(f"{name}-lifted"))


def products(proof: Writer, name: str, values: tuple[W.Term, W.Term]) -> None:
    """A_l = X J_l and B_l = J_l^T Y; the sum of the towers is X Y, since the sum of J_l J_l^T is I."""
    for number, (label, of) in enumerate((("upper", upper), ("lower", lower))):
        schema = each(Equal(of(l, name), blocks(values, l)[number]))
        with proof.fix(f"{name}-{label}", schema, "g"):
            here = Equal(of(g, name), blocks(values, g)[number])
            proof.by(f"{label}-g", here, Use(f"{name}-kept", (AtIndex(g), Part(number))))
    tower = W.times(upper(l, name), lower(l, name))
    one = W.times(*blocks(values, l))
    with proof.fix(f"{name}-towers", each(Equal(tower, one)), "g"):
        for number, (label, of) in enumerate((("upper", upper), ("lower", lower))):
            here = Equal(of(g, name), blocks(values, g)[number])
            proof.by(f"at-{label}", here, Use(f"{name}-{label}", (AtIndex(g),)))
        goal = Equal(W.times(upper(g, name), lower(g, name)), W.times(*blocks(values, g)))
        proof.have("tower-g", goal, "at-upper", "at-lower")
    sums = Equal(W.total("l", ONE, r, tower), W.total("l", ONE, r, one))
    proof.by(f"{name}-sums", sums, SumOf(f"{name}-towers"))
    proof.have(f"{name}-total", Equal(total(name), W.times(*values)), f"{name}-sums", "together")
    proof.have(f"{name}-at", Equal(Value("f", total(name)), Value("f", W.times(*values))), f"{name}-total")


def worse(proof: Writer) -> None:
    with proof.obtain("worse", WORSE, "pair-worse", ("C", "D"), "lower"):
        lifted(proof, "N", (C, D))
        with proof.obtain("N-are", WORSE, "N-chosen", ("N",), "N-kept"):
            products(proof, "N", (C, D))
            proof.have("towers-lower", WORSE.body, "lower", "N-at", "M-at")
            proof.by("worse-given", WORSE, Give("towers-lower", ("N",)))


# ------------------------------------------------------------------------------------------------ near towers


def local(proof: Writer) -> None:
    """Near towers have near factors: with 4 r tau^2 <= delta^2 both gaps together are less than delta."""
    with proof.obtain("local", LOCAL, "pair-local", ("delta",), "delta-kept"):
        proof.by("delta-positive", W.positive(delta), Use("delta-kept", (Part(0),)))
        proof.by("pair-minimum", pair(pair_is_minimum(delta)), Use("delta-kept", (Part(1),)))
        count = Integer(r)
        scaled = instantiated(SMALL, Assignment(symbols={"S": count}))
        bound = instantiated(scaled, Assignment(symbols={"eps": tau}))
        proof.have("count", W.at_most(NOTHING, count))
        proof.apply("tau-some", Exists((W.scalar("eps"),), scaled), "scale", "count", "delta-positive",
                    S=count, delta=delta)  # fmt: skip
        with proof.obtain("tau-is", LOCAL, "tau-some", ("tau",), "tau-kept"):
            proof.by("tau-positive", W.positive(tau), Use("tau-kept", (Part(0),)))
            proof.by("tau-small", bound.parts[1], Use("tau-kept", (Part(1),)))
            radii(proof)


def radii(proof: Writer) -> None:
    """P.11 in every tower, and a radius that is small enough for all."""
    with proof.fix("continuous", each(at(is_continuous(tau), l)), "g"):
        general = ForAll((W.scalar("rho"),), Implies(W.positive(rho), is_continuous()))
        proof.apply("all-g", at(general, g), "P.11-pair", **names_at(g))
        proof.by("some-g", at(is_continuous(tau), g), Use("all-g", (At((tau,)), By("tau-positive"))))
    x = Symbol("x", l)
    kept = And((W.positive(x), at(is_short(x, tau), l)))
    proof.by("radii", Exists((SymbolDeclaration("x", ONE, ONE, W.Range("l", ONE, r)),), each(kept)),
             Choose("continuous"))  # fmt: skip
    with proof.obtain("x-are", LOCAL, "radii", ("x",), "x-kept"):
        with proof.fix("x-positive", each(W.positive(x)), "g"):
            proof.by("x-g-positive", W.positive(Symbol("x", g)), Use("x-kept", (AtIndex(g), Part(0))))
        proof.apply("smallest", smallest_up_to(r), "smallest-of-many", "x-positive", r=r, x="x")
        with proof.obtain("nu-is", LOCAL, "smallest", ("nu",), "nu-kept"):
            proof.by("nu-positive", W.positive(nu), Use("nu-kept", (Part(0),)))
            proof.by("nu-small", each(W.at_most(W.square(nu), W.square(x))), Use("nu-kept", (Part(1),)))
            claim = is_minimum(nu)
            with proof.fix("minimum", claim, "N"), proof.suppose("case", claim.body, "near"):
                nearer(proof)
                compared(proof, claim.body.conclusion)
            proof.have("nu-both", And((W.positive(nu), claim)), "nu-positive", "minimum")
            proof.by("nu-given", LOCAL, Give("nu-both", (nu,)))


def gaps(lead: W.Affine) -> tuple[W.Term, W.Term]:
    """A'_l - A_l and B'_l - B_l."""
    return W.minus(upper(lead, "N"), upper(lead)), W.minus(lower(lead, "N"), lower(lead))


def nearer(proof: Writer) -> None:
    """Each tower alone is near, since the distances of the others are at least 0; so its factors are."""
    between = distance2(FamilyAt("N", l), FamilyAt("M", l), l)
    x = Symbol("x", g)
    both = And(tuple([W.less(W.norm2(gap), W.square(tau)) for gap in gaps(l)]))
    distances = SymbolDeclaration("y", ONE, ONE, W.Range("l", ONE, r), (W.Piece(between, ONE, r),))
    here = instantiated(at(is_short(x, tau), g).body, Assignment(families={"N": FamilyAt("N", g)}))
    with proof.fix("short", each(both), "g"):
        with proof.define("y-are", instantiated(both, Assignment({"l": g})), distances):
            y = Symbol("y", l)
            with proof.fix("y-low", each(W.at_most(NOTHING, y)), "h"):
                layer_gaps(proof)
            proof.apply("member", W.at_most(Symbol("y", g), W.total("l", ONE, r, y)), "member-of-many", "y-low",
                        r=r, g=g, y="y")  # fmt: skip
            with proof.fix("y-bodies", each(Equal(y, between)), "h"):
                proof.have("y-body", instantiated(Equal(y, between), Assignment({"l": W.parameter("h")})))
            proof.by("y-sum", Equal(W.total("l", ONE, r, y), W.total("l", ONE, r, between)), SumOf("y-bodies"))
            proof.by("nu-g", W.at_most(W.square(nu), W.square(x)), Use("nu-small", (AtIndex(g),)))
            proof.have("y-g", Equal(Symbol("y", g), instantiated(between, Assignment({"l": g}))))
            proof.have("near-g", here.premise, "near", "member", "y-sum", "y-g", "nu-g")
            proof.by("case-g", here, Use("x-kept", (AtIndex(g), Part(1), At((FamilyAt("N", g),)))))
            proof.have("short-g", here.conclusion, "case-g", "near-g")
            proof.have("both-g", instantiated(both, Assignment({"l": g})), "short-g")


def layer_gaps(proof: Writer) -> None:
    """The distance of a tower is a sum of squares."""
    from proofs.zhang2019.theorems.minima import i

    h = W.parameter("h")
    term = W.norm2(W.minus(Symbol(FamilyAt("N", h), i), Symbol(FamilyAt("M", h), i)))
    one = distance2(FamilyAt("N", h), FamilyAt("M", h), h)
    proof.have("gap-each", W.ForAllIndex("i", ONE, one.high, W.at_most(NOTHING, term)))  # type: ignore[attr-defined]
    proof.by("gap-sum", W.at_most(NOTHING, one), SumOf("gap-each"))
    proof.have("gap-body", Equal(Symbol("y", h), one))
    proof.have("y-h", W.at_most(NOTHING, Symbol("y", h)), "gap-sum", "gap-body")


def compared(proof: Writer, claim: W.Formula) -> None:
    """||C - X||^2 is the sum of ||A'_l - A_l||^2 for C = sum of A'_l J_l^T; likewise ||D - Y||^2."""
    joined(proof, "N")
    left, right = factors("N")
    for label, whole, matrix, size, joins in (
        ("C", left, X, m, ("left", "upper")),
        ("D", right, Y, n, ("right", "lower")),
    ):
        one_side(proof, label, whole, matrix, size, joins)
    here = instantiated(pair(pair_is_minimum(delta)).body, Assignment(symbols={"C": left, "D": right}))
    proof.have("square-count", W.at_most(NOTHING, W.times(W.square(tau), Integer(r))), "count")
    proof.have("pair-near", here.premise, "C-size", "D-size", "tau-small", "square-count")
    proof.by("instance", here, Use("pair-minimum", (At((left, right)),)))
    proof.have("pair-above", here.conclusion, "instance", "pair-near")
    proof.have("above", claim, "pair-above", "N-value", "M-at")


def one_side(proof: Writer, label: str, whole: W.Term, matrix: W.Term, size: W.Affine, joins: tuple[str, str]) -> None:
    side = 0 if label == "C" else 1
    gap = W.minus(whole, matrix)
    turned = gap if side == 0 else Transpose(gap)
    norms = W.total("l", ONE, r, W.norm2(W.times(turned, J)))
    proof.apply(f"{label}-norm", Equal(W.norm2(turned), norms), "norm-over-selectors", "together",
                r=r, p=size, s=s, e=("l", width(l)), J="J", S=turned)  # fmt: skip
    with proof.fix(f"{label}-each", each(W.less(W.norm2(W.times(turned, J)), W.square(tau))), "g"):
        Jg, change = Symbol("J", g), gaps(g)[side]
        value = W.times(whole, Jg) if side == 0 else W.times(Transpose(Jg), whole)
        new, old = (upper(g, "N"), upper(g)) if side == 0 else (lower(g, "N"), lower(g))
        block = W.times(matrix, Jg) if side == 0 else W.times(Transpose(Jg), matrix)
        proof.by("new-g", Equal(value, new), Use(f"N-{joins[0]}", (AtIndex(g),)))
        proof.by("old-g", Equal(old, block), Use(f"M-{joins[1]}", (AtIndex(g),)))
        moved = W.times(gap, Jg) if side == 0 else W.times(Transpose(Jg), gap)
        proof.have("gap-g", Equal(moved, change), "new-g", "old-g")
        proof.have("gap-norm", Equal(W.norm2(moved), W.norm2(change)), "gap-g")
        proof.have("turned-norm", Equal(W.norm2(W.times(turned, Jg)), W.norm2(moved)))
        proof.by("short-g", W.less(W.norm2(change), W.square(tau)), Use("short", (AtIndex(g), Part(side))))
        proof.have("less-g", W.less(W.norm2(W.times(turned, Jg)), W.square(tau)), "short-g", "gap-norm", "turned-norm")
    proof.by(f"{label}-sum", W.less(norms, W.total("l", ONE, r, W.square(tau))), SumOf(f"{label}-each"))
    proof.have(f"{label}-turned", Equal(W.norm2(turned), W.norm2(gap)))
    bound = W.times(W.square(tau), Integer(r))
    proof.have(f"{label}-size", W.less(W.norm2(gap), bound), f"{label}-norm", f"{label}-sum", f"{label}-turned")
