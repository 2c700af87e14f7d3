"""Theorem 1, easy direction: minima of L_2 give minima of L_k, and every pair of factors is that of some layers."""

from __future__ import annotations

from symproof.language.derivation import At, By, Give, Part, SumOf, SumSplit, Use

from proofs.zhang2019.theorems import writing as W
from proofs.zhang2019.theorems.lemma2 import FACTS, A, B, j, upper_layers
from proofs.zhang2019.theorems.minima import HALF, WIDTHS, d, delta, i, is_local_minimum, is_minimum, k, layers, loss
from proofs.zhang2019.theorems.theorem1 import pair_local, pair_minimum
from proofs.zhang2019.theorems.writing import (
    ONE,
    And,
    Chain,
    Equal,
    Exists,
    ForAll,
    ForAllIndex,
    Implies,
    Piece,
    Symbol,
    SymbolDeclaration,
    Value,
    Writer,
)

nu, tau = W.symbols("nu tau")
DEPTH = W.subtract(k, j)
NOTHING = W.number(0)
T1_06 = W.statement(
    "T1.06", is_local_minimum("M"), integers=("k", "j"), sizes=(WIDTHS,), symbols=(layers("M"),), functions=(loss(),),
    facts=FACTS, minimum=pair_local(A, B),
)  # fmt: skip


def close(family: SymbolDeclaration, name: str, depth: W.Affine, radius: W.Symbol, size: W.Term) -> ForAll:
    """If the family is nearer to ``name`` than the radius, then its product is nearer than the size."""
    gap = W.minus(Chain(family.name, depth, ONE), Chain(name, depth, ONE))
    distance = W.less(W.distance2(family.name, name, ONE, depth), W.square(radius))
    return ForAll((family,), Implies(distance, W.less(W.norm2(gap), W.square(size))))


def some_radius(family: SymbolDeclaration, name: str, depth: W.Affine, size: W.Term) -> Exists:
    return Exists((W.scalar("nu"),), And((W.positive(nu), close(family, name, depth, nu, size))))


def minimum_of_layers() -> Writer:
    proof = Writer()
    claim = T1_06.sequent.claim
    upper = SymbolDeclaration("U", d(W.add(i, j)), d(W.shift(W.add(i, j), -1)), W.Range("i", ONE, DEPTH),
                              (Piece(Symbol("M", W.add(i, j)), ONE, DEPTH),))  # fmt: skip
    with proof.obtain("delta-is", claim, "minimum", ("delta",), "delta-kept"):
        proof.by("delta-positive", W.positive(delta), Use("delta-kept", (Part(0),)))
        proof.by("pair-minimum", pair_minimum(A, B, delta), Use("delta-kept", (Part(1),)))
        proof.have("half", W.positive(HALF), "delta-positive")
        with proof.define("U-are", claim, upper):
            parts = {"low": (layers("N", high=j), "M", j, d(i)), "high": (upper_layers("N"), "U", DEPTH, d(W.add(i, j)))}
            for label, (family, name, depth, widths) in parts.items():
                general = ForAll((W.scalar("tau"),), Implies(W.positive(tau), some_radius(family, name, depth, tau)))
                proof.apply(f"{label}-all", general, "P.11", k=depth, d=("i", widths), M=name)
                proof.by(f"{label}-some", some_radius(family, name, depth, HALF),
                         Use(f"{label}-all", (At((HALF,)), By("half"))))  # fmt: skip
            with proof.obtain("low-is", claim, "low-some", ("lambda_",), "low-kept"):
                with proof.obtain("high-is", claim, "high-some", ("mu",), "high-kept"):
                    radii(proof, claim, parts)
    return proof


def radii(proof: Writer, claim: W.Formula, parts: dict) -> None:  # type: ignore[type-arg]
    found = {"low": Symbol("lambda_"), "high": Symbol("mu")}
    for label, (family, name, depth, _) in parts.items():
        proof.by(f"{label}-positive", W.positive(found[label]), Use(f"{label}-kept", (Part(0),)))
        proof.by(f"{label}-close", close(family, name, depth, found[label], HALF), Use(f"{label}-kept", (Part(1),)))
    both = And((W.positive(nu), *[W.at_most(W.square(nu), W.square(value)) for value in found.values()]))
    proof.apply("smaller-one", Exists((W.scalar("nu"),), both), "smaller", "low-positive", "high-positive",
                X=found["low"], Y=found["high"])  # fmt: skip
    with proof.obtain("nu-is", claim, "smaller-one", ("nu",), "nu-kept"):
        for number, label in enumerate(("nu-positive", "nu-low", "nu-high")):
            proof.by(label, both.parts[number], Use("nu-kept", (Part(number),)))
        minimum = is_minimum("M", nu)
        with proof.fix("M-minimum", minimum, "N"):
            with proof.suppose("N-case", minimum.body, "N-near"):
                changed = SymbolDeclaration("V", d(W.add(i, j)), d(W.shift(W.add(i, j), -1)), W.Range("i", ONE, DEPTH),
                                            (Piece(Symbol("N", W.add(i, j)), ONE, DEPTH),))  # fmt: skip
                with proof.define("V-are", minimum.body.conclusion, changed):
                    compared(proof, found, minimum.body.conclusion)
        proof.have("nu-both", And((W.positive(nu), minimum)), "nu-positive", "M-minimum")
        proof.by("given", claim, Give("nu-both", (nu,)))


def compared(proof: Writer, found: dict[str, Symbol], claim: W.Formula) -> None:
    term = W.norm2(W.minus(Symbol("N", i), Symbol("M", i)))
    bounds = {"low": (ONE, j), "high": (W.shift(j, 1), k)}
    sums = {label: W.distance2("N", "M", *ends) for label, ends in bounds.items()}
    proof.by("split", Equal(W.distance2("N", "M", ONE, k), W.plus(sums["low"], sums["high"])), SumSplit(j))
    for label, ends in bounds.items():
        proof.have(f"{label}-each", ForAllIndex("i", *ends, W.at_most(NOTHING, term)))
        proof.by(f"{label}-sum", W.at_most(NOTHING, sums[label]), SumOf(f"{label}-each"))
    lower, upper = Chain("N", j, ONE), Chain("N", k, W.shift(j, 1))
    cases = (("low", "N", "M", j, lower, B, "high"), ("high", "V", "U", DEPTH, upper, A, "low"))
    for label, new, old, depth, product_, factor, other in cases:
        nearer = W.less(W.distance2(new, old, ONE, depth), W.square(found[label]))
        proof.have(f"{label}-near", nearer, "N-near", "split", f"{other}-sum", f"nu-{label}")
        gap = W.minus(Chain(new, depth, ONE), Chain(old, depth, ONE))
        short = W.less(W.norm2(gap), W.square(HALF))
        proof.by(f"{label}-case", Implies(nearer, short), Use(f"{label}-close", (At((new,)),)))
        proof.have(f"{label}-short", short, f"{label}-case", f"{label}-near")
        proof.have(f"{label}-gap", W.less(W.norm2(W.minus(product_, factor)), W.square(HALF)), f"{label}-short")
    close_ = W.less(W.plus(W.norm2(W.minus(upper, A)), W.norm2(W.minus(lower, B))), W.square(delta))
    proof.have("delta2", W.positive(W.square(delta)), "delta-positive")
    proof.have("pair-near", close_, "low-gap", "high-gap", "delta2")
    above = W.at_most(Value("f", W.times(A, B)), Value("f", W.times(upper, lower)))
    proof.by("pair-case", Implies(close_, above), Use("pair-minimum", (At((upper, lower)),)))
    proof.have("pair-above", above, "pair-case", "pair-near")
    proof.have("above", claim, "pair-above")

