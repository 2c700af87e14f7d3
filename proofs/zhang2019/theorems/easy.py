"""Theorem 1, easy direction: minima of L_2 give minima of L_k, and every pair of factors is that of some layers."""

from __future__ import annotations

from proofs.zhang2019.theorems import writing as W
from proofs.zhang2019.theorems.lemma2 import FACTS, NARROW, A, B, j, upper_layers
from proofs.zhang2019.theorems.minima import (
    HALF,
    WIDTHS,
    d,
    delta,
    i,
    is_local_minimum,
    is_minimum,
    k,
    layers,
    loss,
    product,
)
from proofs.zhang2019.theorems.norms import smaller_radius
from proofs.zhang2019.theorems.theorem1 import (
    CONVEX,
    PAIR_SPURIOUS,
    better,
    pair_better,
    pair_local,
    pair_minimum,
    spurious,
)
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
from symproof.language.derivation import At, AtIndex, By, Choose, Give, Part, SumOf, SumSplit, Use

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
            parts = {
                "low": (layers("N", high=j), "M", j, d(i)),
                "high": (upper_layers("N"), "U", DEPTH, d(W.add(i, j))),
            }
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
    with smaller_radius(proof, claim, found):
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


# ------------------------------------------------------------------------------------------------ T1.03-T1.05

X, Y, C, D, E = W.symbols("X Y C D E")
m, n, s = d(k), d(W.ZERO), W.parameter("s")


def factored(name: str, left: W.Term, right: W.Term) -> And:
    """M_k...M_{j+1} = X and M_j...M_1 = Y."""
    return And((Equal(Chain(name, k, W.shift(j, 1)), left), Equal(Chain(name, j, ONE), right)))


LIFT = W.statement(
    "T1.03", Exists((layers("M"),), factored("M", X, Y)), integers=("k", "j"), sizes=(WIDTHS,),
    symbols=(W.matrix("X", m, d(j)), W.matrix("Y", d(j), n)), facts=FACTS, narrow=NARROW,
)  # fmt: skip


def isometric(value: W.Term) -> Equal:
    return Equal(W.times(W.Transpose(value), value), W.Identity(d(j)))


def factorization() -> Writer:
    """M_1 = E_1 E_j^T Y, M_i = E_i E_{i-1}^T, M_k = X E_j E_{k-1}^T with E_i^T E_i = I and E_j E_j^T = I."""
    proof = Writer()
    claim = LIFT.sequent.claim
    every = ForAllIndex("i", W.ZERO, k, Exists((W.matrix("E", d(i), d(j)),), isometric(E)))
    with proof.fix("every", every, "s"):
        proof.by("narrow-s", W.integer_at_most(d(j), d(s)), Use("narrow", (AtIndex(s),)))
        proof.apply("some", Exists((W.matrix("E", d(s), d(j)),), isometric(E)), "N6", p=d(j), q=d(s))
    at = Symbol("E", i)
    chosen = Exists((W.family("E", d(i), d(j), W.ZERO, k),), ForAllIndex("i", W.ZERO, k, isometric(at)))
    proof.by("chosen", chosen, Choose("every"))
    with proof.obtain("E-are", claim, "chosen", ("E",), "E-kept"):
        Ej = Symbol("E", j)
        proof.by("E-left", isometric(Ej), Use("E-kept", (AtIndex(j),)))
        proof.have("E-right", Equal(W.times(Ej, W.Transpose(Ej)), W.Identity(d(j))), "E-left")
        before, last = Symbol("E", W.shift(i, -1)), Symbol("E", W.shift(k, -1))
        T = SymbolDeclaration("T", d(i), d(W.shift(i, -1)), W.Range("i", ONE, k), (
            Piece(W.times(Symbol("E", ONE), W.Transpose(Ej), Y), ONE, ONE),
            Piece(W.times(at, W.Transpose(before)), W.integer(2), W.shift(k, -1)),
            Piece(W.times(X, Ej, W.Transpose(last)), k, k),
        ))  # fmt: skip
        with proof.define("T-are", claim, T):
            products(proof, Ej)
            proof.have("both", factored("T", X, Y), "upper", "lower")
            proof.by("given", claim, Give("both", ("T",)))
    return proof


def products(proof: Writer, Ej: Symbol) -> None:
    last = W.shift(k, -1)

    def lower(index: W.Affine) -> Equal:
        return Equal(Chain("T", index, ONE), W.times(Symbol("E", index), W.Transpose(Ej), Y))

    def upper(index: W.Affine) -> Equal:
        return Equal(Chain("T", k, W.shift(index, 1)), W.times(X, Ej, W.Transpose(Symbol("E", index))))

    with proof.induction("lower-all", ForAllIndex("i", ONE, last, lower(i)), "s", "here") as part:
        with part("base"):
            proof.have("first", lower(ONE))
        with part("step"):
            proof.by("E-s", isometric(Symbol("E", s)), Use("E-kept", (AtIndex(s),)))
            proof.have("next", lower(W.shift(s, 1)), "here", "E-s")
    with proof.induction("upper-all", ForAllIndex("i", j, last, upper(i)), "s", "here", upward=False) as part:
        with part("base"):
            proof.have("last", upper(last))
        with part("step"):
            proof.by("E-s", isometric(Symbol("E", s)), Use("E-kept", (AtIndex(s),)))
            proof.have("before", upper(W.shift(s, -1)), "here", "E-s")
    proof.by("lower-j", lower(j), Use("lower-all", (AtIndex(j),)))
    proof.by("upper-j", upper(j), Use("upper-all", (AtIndex(j),)))
    proof.have("lower", Equal(Chain("T", j, ONE), Y), "lower-j", "E-right")
    proof.have("upper", Equal(Chain("T", k, W.shift(j, 1)), X), "upper-j", "E-right")


# ------------------------------------------------------------------------------------------------ T1.07

SOME_SPURIOUS = Exists((layers("M"),), spurious("M"))
EASY = W.statement(
    "T1-easy", SOME_SPURIOUS, integers=("k", "j"), sizes=(WIDTHS,), functions=(loss(),), facts=FACTS, narrow=NARROW,
    spurious=PAIR_SPURIOUS,
)  # fmt: skip


def easy_half() -> Writer:
    proof = Writer()
    claim = SOME_SPURIOUS
    with proof.obtain("pair-is", claim, "spurious", ("X", "Y"), "pair"):
        proof.by("pair-local", pair_local(X, Y), Use("pair", (Part(0),)))
        proof.by("pair-worse", pair_better(X, Y), Use("pair", (Part(1),)))
        proof.apply("lift", Exists((layers("M"),), factored("M", X, Y)), "T1.03", "narrow",
                    k=k, j=j, d=("i", d(i)), X=X, Y=Y)  # fmt: skip
        with proof.obtain("M-is", claim, "lift", ("M",), "M-factors"):
            same_pair(proof)
            proof.apply("M-local", is_local_minimum("M"), "T1.06", "AB-local", k=k, j=j, d=("i", d(i)), M="M", f="f")
            worse(proof)
            proof.have("M-spurious", spurious("M"), "M-local", "M-worse")
            proof.by("given", claim, Give("M-spurious", ("M",)))
    return proof


def same_pair(proof: Writer) -> None:
    """(A, B) = (X, Y) is a local minimum of L_2."""
    proof.by("A-is", Equal(A, X), Use("M-factors", (Part(0),)))
    proof.by("B-is", Equal(B, Y), Use("M-factors", (Part(1),)))
    with proof.obtain("AB-local", pair_local(A, B), "pair-local", ("delta",), "delta-kept"):
        proof.by("delta-positive", W.positive(delta), Use("delta-kept", (Part(0),)))
        proof.by("XY-minimum", pair_minimum(X, Y, delta), Use("delta-kept", (Part(1),)))
        minimum = pair_minimum(A, B, delta)
        with proof.fix("AB-minimum", minimum, "C", "D"):
            with proof.suppose("case", minimum.body, "near-AB"):
                for label, one, two, value in (("C-gap", C, A, X), ("D-gap", D, B, Y)):
                    gaps = [W.norm2(W.minus(one, other)) for other in (two, value)]
                    proof.have(label, Equal(*gaps), "A-is" if two == A else "B-is")
                inner = pair_minimum(X, Y, delta).body
                proof.have("near-XY", inner.premise, "near-AB", "C-gap", "D-gap")
                proof.by("XY-case", inner, Use("XY-minimum", (At((C, D)),)))
                proof.have("XY-below", inner.conclusion, "XY-case", "near-XY")
                proof.have("value", Equal(Value("f", W.times(A, B)), Value("f", W.times(X, Y))), "A-is", "B-is")
                proof.have("AB-below", minimum.body.conclusion, "XY-below", "value")
        proof.have("both", And((W.positive(delta), minimum)), "delta-positive", "AB-minimum")
        proof.by("AB-given", pair_local(A, B), Give("both", (delta,)))


def worse(proof: Writer) -> None:
    """A pair with a smaller value is lifted to layers with that value."""
    claim = better("M")
    with proof.obtain("M-worse", claim, "pair-worse", ("C", "D"), "CD-lower"):
        proof.apply("CD-lift", Exists((layers("M"),), factored("M", C, D)), "T1.03", "narrow",
                    k=k, j=j, d=("i", d(i)), X=C, Y=D)  # fmt: skip
        with proof.obtain("N-is", claim, "CD-lift", ("N",), "N-factors"):
            for number, label in enumerate(("N-upper", "N-lower")):
                proof.by(label, factored("N", C, D).parts[number], Use("N-factors", (Part(number),)))
            proof.have("N-value", Equal(Value("f", product("N")), Value("f", W.times(C, D))), "N-upper", "N-lower")
            proof.have("M-value", Equal(Value("f", product("M")), Value("f", W.times(X, Y))), "A-is", "B-is")
            proof.have("N-better", W.less(Value("f", product("N")), Value("f", product("M"))),
                       "CD-lower", "N-value", "M-value")  # fmt: skip
            proof.by("N-given", claim, Give("N-better", ("N",)))


# ------------------------------------------------------------------------------------------------ both directions

T1 = W.statement(
    "Theorem-1-middle", And((Implies(SOME_SPURIOUS, PAIR_SPURIOUS), Implies(PAIR_SPURIOUS, SOME_SPURIOUS))),
    integers=("k", "j"), sizes=(WIDTHS,), functions=(loss(),), facts=FACTS, convex=CONVEX, narrow=NARROW,
)  # fmt: skip


def both_halves() -> Writer:
    proof = Writer()
    hard, easy = T1.sequent.claim.parts
    with proof.suppose("hard", hard, "some"):
        with proof.obtain("M-is", PAIR_SPURIOUS, "some", ("M",), "M-spurious"):
            both = And((pair_local(A, B), pair_better(A, B)))
            proof.apply("pair", both, "T1-hard", "convex", "narrow", "M-spurious",
                        k=k, j=j, d=("i", d(i)), M="M", f="f")  # fmt: skip
            proof.by("given", PAIR_SPURIOUS, Give("pair", (A, B)))
    with proof.suppose("easy", easy, "pair"):
        proof.apply("layers", SOME_SPURIOUS, "T1-easy", "narrow", "pair", k=k, j=j, d=("i", d(i)), f="f")
    proof.have("both", T1.sequent.claim, "hard", "easy")
    return proof
