"""What Corollary 2 needs of one tower: its products are open and continuous, and its minima in a sum are known.

C is what the other towers contribute: a tower is a network under f(X + C).
"""

from __future__ import annotations

from typing import Any

from proofs.zhang2019.theorems import writing as W
from proofs.zhang2019.theorems.easy import close, some_radius
from proofs.zhang2019.theorems.lemma1 import LEFT, RIGHT
from proofs.zhang2019.theorems.lemma2 import FACTS, NARROW, A, B, j, m, n, upper_layers
from proofs.zhang2019.theorems.minima import (
    DEEP,
    WIDTHS,
    d,
    delta,
    i,
    is_local_minimum,
    k,
    layers,
    loss,
    near,
    product,
)
from proofs.zhang2019.theorems.norms import smaller_radius
from proofs.zhang2019.theorems.theorem1 import DOWN, UP, bound, distance, pair_near, small_step
from proofs.zhang2019.theorems.theorem2 import narrow_at
from proofs.zhang2019.theorems.writing import (
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
    Or,
    Piece,
    Slope,
    Symbol,
    SymbolDeclaration,
    Value,
    Writer,
)
from symproof.language.affine import Affine
from symproof.language.binding import Assignment, instantiated
from symproof.language.derivation import At, By, Give, Part, SumOf, SumSplit, Use
from symproof.language.substitution import fields_of

C, D, K, X, eps, rho, nu = W.symbols("C D K X eps rho nu")
NOTHING = W.number(0)
DEPTH = W.subtract(k, j)
FACTORS = (W.matrix("C", m, d(j)), W.matrix("D", d(j), n))

# ------------------------------------------------------------------------------------------------ open


def nearby(size: W.Term = rho) -> Exists:
    """There are layers with the product C D, nearer to M than the size."""
    return Exists((layers("T"),), And((Equal(product("T"), W.times(C, D)), near("T", "M", size))))  # type: ignore[arg-type]


def all_nearby(radius: W.Term, size: W.Term = rho) -> ForAll:
    return ForAll(FACTORS, Implies(pair_near(A, B, radius), nearby(size)))


def is_open(size: W.Term = rho) -> Exists:
    return Exists((W.scalar("eps"),), And((W.positive(eps), all_nearby(eps, size))))


OPEN = W.statement(
    "T1.13", ForAll((W.scalar("rho"),), Implies(W.positive(rho), is_open())), integers=("k", "j"), sizes=(WIDTHS,),
    symbols=(layers("M"),), facts=FACTS, left=LEFT, right=RIGHT,
)  # fmt: skip


def openness() -> Writer:
    """T1.09-T1.14 for every radius: (C, D) near (A, B) is the pair of layers M_1 + M_1 Z E, ..., M_k + D Y M_k."""
    proof = Writer()
    claim = OPEN.sequent.claim
    with proof.fix("all", claim, "delta"), proof.suppose("case", _at_delta(claim.body), "delta-positive"):
        goal = _at_delta(is_open())
        with proof.obtain("Y-is", goal, "left", ("Y",), "Y-left"):
            with proof.obtain("Z-is", goal, "right", ("Z",), "Z-right"):
                with small_step(proof, goal):
                    moved(proof)
                    both = And((W.positive(eps), all_nearby(eps, delta)))
                    proof.have("both", both, "eps-positive", "nearby")
                    proof.by("given", goal, Give("both", (eps,)))
    return proof


def _at_delta(node: Any) -> Any:
    return instantiated(node, Assignment(symbols={"rho": delta}))


def moved(proof: Writer) -> None:
    claim = all_nearby(eps, delta)
    with proof.fix("nearby", claim, "C", "D"), proof.suppose("nearby-case", claim.body, "close"):
        left, right = W.minus(C, A), W.minus(D, B)
        top, bottom = W.times(left, UP), W.times(DOWN, right)
        T = SymbolDeclaration("T", d(i), d(W.shift(i, -1)), W.Range("i", ONE, k), (
            Piece(W.plus(Symbol("M", ONE), bottom), ONE, ONE),
            Piece(Symbol("M", i), W.integer(2), W.shift(k, -1)),
            Piece(W.plus(Symbol("M", k), top), k, k),
        ))  # fmt: skip
        with proof.define("T-are", nearby(delta), T):
            proof.have("T-product", Equal(product("T"), W.times(C, D)), "Y-left", "Z-right")
            distance(proof, top, bottom)
            proof.have("left-size", W.at_most(NOTHING, W.norm2(left)))
            proof.have("right-size", W.at_most(NOTHING, W.norm2(right)))
            bound(proof, "top", left, UP)
            bound(proof, "bottom", DOWN, right)
            proof.apply("short", W.less(W.plus(W.norm2(top), W.norm2(bottom)), W.square(delta)), "pair-bound",
                        "top-size", "bottom-size", "left-size", "right-size", "up-size", "down-size", "close",
                        "eps-bound", "delta-positive", x=W.norm2(top), y=W.norm2(bottom), l=W.norm2(left),
                        r=W.norm2(right), u=W.norm2(UP), w=W.norm2(DOWN), eps=eps, delta=delta)  # fmt: skip
            proof.have("T-near", near("T", "M", delta), "distance", "short")
            proof.have("T-both", instantiated(nearby(delta).body, Assignment()), "T-product", "T-near")
            proof.by("T-given", nearby(delta), Give("T-both", ("T",)))


# ------------------------------------------------------------------------------------------------ continuous


def short(name: str, size: W.Term) -> And:
    """||A' - A|| and ||B' - B|| are less than the size."""
    upper, lower = Chain(name, k, W.shift(j, 1)), Chain(name, j, ONE)
    return And(tuple([W.less(W.norm2(W.minus(new, old)), W.square(size)) for new, old in ((upper, A), (lower, B))]))


def is_short(radius: W.Term, size: W.Term = rho) -> ForAll:
    return ForAll((layers("N"),), Implies(near("N", "M", radius), short("N", size)))  # type: ignore[arg-type]


def is_continuous(size: W.Term = rho) -> Exists:
    return Exists((W.scalar("nu"),), And((W.positive(nu), is_short(nu, size))))


CONTINUOUS = W.statement(
    "P.11-pair", ForAll((W.scalar("rho"),), Implies(W.positive(rho), is_continuous())), integers=("k", "j"),
    sizes=(WIDTHS,), symbols=(layers("M"),), facts=FACTS,
)  # fmt: skip


def continuity() -> Writer:
    """P.11 for the layers up to j, and for those above."""
    proof = Writer()
    claim = CONTINUOUS.sequent.claim
    upper = SymbolDeclaration("U", d(W.add(i, j)), d(W.shift(W.add(i, j), -1)), W.Range("i", ONE, DEPTH),
                              (Piece(Symbol("M", W.add(i, j)), ONE, DEPTH),))  # fmt: skip
    parts = {"low": (layers("N", high=j), "M", j, d(i)), "high": (upper_layers("N"), "U", DEPTH, d(W.add(i, j)))}
    tau, found = Symbol("tau"), {"low": Symbol("lambda_"), "high": Symbol("mu")}
    with proof.fix("all", claim, "rho"), proof.suppose("case", claim.body, "rho-positive"):
        goal = is_continuous()
        with proof.define("U-are", goal, upper):
            for label, (family, name, depth, widths) in parts.items():
                general = ForAll((W.scalar("tau"),), Implies(W.positive(tau), some_radius(family, name, depth, tau)))
                proof.apply(f"{label}-all", general, "P.11", k=depth, d=("i", widths), M=name)
                proof.by(f"{label}-some", some_radius(family, name, depth, rho),
                         Use(f"{label}-all", (At((rho,)), By("rho-positive"))))  # fmt: skip
            with proof.obtain("low-is", goal, "low-some", ("lambda_",), "low-kept"):
                with proof.obtain("high-is", goal, "high-some", ("mu",), "high-kept"):
                    for label, (family, name, depth, _) in parts.items():
                        proof.by(f"{label}-positive", W.positive(found[label]), Use(f"{label}-kept", (Part(0),)))
                        proof.by(f"{label}-close", close(family, name, depth, found[label], rho),
                                 Use(f"{label}-kept", (Part(1),)))  # fmt: skip
                    near_product(proof, goal, found)
    return proof


def near_product(proof: Writer, goal: Exists, found: dict[str, Symbol]) -> None:
    with smaller_radius(proof, goal, found):
        claim = is_short(nu)
        with proof.fix("N-short", claim, "N"), proof.suppose("N-case", claim.body, "N-near"):
            changed = SymbolDeclaration("V", d(W.add(i, j)), d(W.shift(W.add(i, j), -1)), W.Range("i", ONE, DEPTH),
                                        (Piece(Symbol("N", W.add(i, j)), ONE, DEPTH),))  # fmt: skip
            with proof.define("V-are", claim.body.conclusion, changed):
                gaps(proof, found)
        proof.have("nu-both", And((W.positive(nu), claim)), "nu-positive", "N-short")
        proof.by("nu-given", goal, Give("nu-both", (nu,)))


def gaps(proof: Writer, found: dict[str, Symbol]) -> None:
    term = W.norm2(W.minus(Symbol("N", i), Symbol("M", i)))
    bounds = {"low": (ONE, j), "high": (W.shift(j, 1), k)}
    sums = {label: W.distance2("N", "M", *ends) for label, ends in bounds.items()}
    proof.by("split", Equal(W.distance2("N", "M", ONE, k), W.plus(sums["low"], sums["high"])), SumSplit(j))
    for label, ends in bounds.items():
        proof.have(f"{label}-each", ForAllIndex("i", *ends, W.at_most(NOTHING, term)))
        proof.by(f"{label}-sum", W.at_most(NOTHING, sums[label]), SumOf(f"{label}-each"))
    goals = dict(zip(("high", "low"), short("N", rho).parts, strict=True))
    for label, new, old, depth, other in (("low", "N", "M", j, "high"), ("high", "V", "U", DEPTH, "low")):
        nearer = W.less(W.distance2(new, old, ONE, depth), W.square(found[label]))
        proof.have(f"{label}-near", nearer, "N-near", "split", f"{other}-sum", f"nu-{label}")
        gap = W.minus(Chain(new, depth, ONE), Chain(old, depth, ONE))
        little = W.less(W.norm2(gap), W.square(rho))
        proof.by(f"{label}-case", Implies(nearer, little), Use(f"{label}-close", (At((new,)),)))
        proof.have(f"{label}-short", little, f"{label}-case", f"{label}-near")
        proof.have(f"{label}-gap", goals[label], f"{label}-short")
    proof.have("short", short("N", rho), "high-gap", "low-gap")


# ------------------------------------------------------------------------------------------------ minima in a sum


def beside(node: Any, other: W.Term = K) -> Any:
    """The formula with f(X + C) for f(X), where C is the contribution of the other towers."""
    if isinstance(node, Value | Slope):
        return type(node)(node.function, W.plus(node.argument, other))
    if type(node) is tuple:
        return tuple([beside(item, other) for item in node])
    names = () if isinstance(node, Affine) else fields_of(node)
    return type(node)(*[beside(getattr(node, name), other) for name in names]) if names else node


FLAT = W.vanishes(Slope("f", product("M")), m, n)
OTHERS = (layers("M"), W.matrix("K", m, n))


def shifted_loss(name: str = "g") -> FunctionDeclaration:
    """g(X) = f(X + C)."""
    inner = W.plus(X, K)
    return FunctionDeclaration(name, m, n, "X", Value("f", inner), Slope("f", inner))


def of_g(node: Any) -> Any:
    return instantiated(node, Assignment(functions={"f": "g"}))


RANK = W.statement(
    "C2.05", Or((beside(FLAT), And((LEFT, RIGHT)))), integers=("k", "j"), sizes=(WIDTHS,), symbols=OTHERS,
    functions=(loss(),), facts=FACTS, narrow=NARROW, minimum=beside(is_local_minimum("M")),
)  # fmt: skip


def rank_of_tower() -> Writer:
    """Lemma 1 for g(X) = f(X + C)."""
    proof = Writer()
    claim = RANK.sequent.claim
    with proof.define("g-is", claim, functions=(shifted_loss(),)):
        proof.have("g-minimum", of_g(is_local_minimum("M")), "minimum")
        lemma = Or((of_g(FLAT), And((LEFT, RIGHT))))
        proof.apply("lemma", lemma, "Lemma-1", "narrow", "g-minimum", k=k, j=j, d=("i", d(i)), M="M", f="g")
        proof.have("same", claim, "lemma")
    return proof


NO_BOTTLENECK = W.statement(
    "C2.04", beside(FLAT), integers=("k",), sizes=(WIDTHS,), symbols=OTHERS, functions=(loss(),),
    facts={"deep": DEEP}, narrow=Or((narrow_at(ZERO), narrow_at(k))), minimum=beside(is_local_minimum("M")),
)  # fmt: skip


def flat_tower() -> Writer:
    """Theorem 3 without convexity for g(X) = f(X + C)."""
    proof = Writer()
    claim = NO_BOTTLENECK.sequent.claim
    with proof.define("g-is", claim, functions=(shifted_loss(),)):
        proof.have("g-minimum", of_g(is_local_minimum("M")), "minimum")
        with proof.cases("flat", of_g(FLAT), "narrow") as case:
            for end in ("first", "last"):
                with case(end):
                    proof.apply(f"flat-{end}", of_g(FLAT), f"T3-{end}", end, "g-minimum",
                                k=k, d=("i", d(i)), M="M", f="g")  # fmt: skip
        proof.have("same", claim, "flat")
    return proof
