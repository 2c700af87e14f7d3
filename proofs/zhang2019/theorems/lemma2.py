"""Lemma 2: f'(AB) B^T = 0 and A^T f'(AB) = 0 at a local minimum, for A = M_k...M_{j+1} and B = M_j...M_1."""

from __future__ import annotations

from proofs.zhang2019.theorems import writing as W
from proofs.zhang2019.theorems.minima import (
    DEEP,
    WIDTHS,
    d,
    delta,
    i,
    is_local_minimum,
    is_minimum,
    j,
    k,
    layers,
    loss,
    near,
    product,
)
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
    Piece,
    Slope,
    Symbol,
    SymbolDeclaration,
    Transpose,
    Value,
    Writer,
)
from symproof.language.derivation import At, AtIndex, Give, Part, SumSplit, Use

s = W.parameter("s")
X = Symbol("X")
n, m = d(ZERO), d(k)
A, B = Chain("M", k, W.shift(j, 1)), Chain("M", j, ONE)
G = Slope("f", product("M"))
NARROW = ForAllIndex("i", ZERO, k, W.integer_at_most(d(j), d(i)))
LAST = W.shift(k, -1)
FACTS = {"deep": DEEP, "j-low": W.integer_at_most(ONE, j), "j-high": W.integer_at_most(j, LAST)}
G_B = W.vanishes(W.times(G, Transpose(B)), m, d(j))
A_G = W.vanishes(W.times(Transpose(A), G), d(j), n)


def _lemma(label: str, claim: W.Equal) -> W.Statement:
    return W.statement(label, claim, integers=("k", "j"), sizes=(WIDTHS,), symbols=(layers("M"),), functions=(loss(),),
                       facts=FACTS, narrow=NARROW, minimum=is_local_minimum("M"))  # fmt: skip


L2_05, L2_06 = _lemma("L2.05", G_B), _lemma("L2.06", A_G)


def upper_layers(name: str) -> SymbolDeclaration:
    """N_i of size d_{i+j} x d_{i+j-1}."""
    here = W.add(i, j)
    return W.family(name, d(here), d(W.shift(here, -1)), ONE, W.subtract(k, j))


def minimum_of(family: SymbolDeclaration, name: str, function: str, depth: W.Affine) -> Exists:
    """There is a radius of which the family ``name`` is a minimum under the function, among families like this."""
    radius, other = Symbol("radius"), family.name
    close = W.less(W.distance2(other, name, ONE, depth), W.square(radius))
    better = W.at_most(Value(function, Chain(name, depth, ONE)), Value(function, Chain(other, depth, ONE)))
    body = ForAll((family,), Implies(close, better))
    return Exists((W.scalar("radius"),), And((W.positive(radius), body)))


def at_delta(some: Exists) -> And:
    from symproof.language.binding import Assignment, instantiated

    return instantiated(some.body, Assignment(symbols={"radius": delta}))


def upper_side() -> Writer:
    """L2.05: Theorem 3 for g(X) = f(X B) and the layers above j."""
    proof = Writer()
    inner = W.times(X, B)
    g = FunctionDeclaration("g", m, d(j), "X", Value("f", inner), W.times(Slope("f", inner), Transpose(B)))
    above = SymbolDeclaration(
        "U", *_sizes(upper_layers("U")), (Piece(Symbol("M", W.add(i, j)), ONE, W.subtract(k, j)),)
    )
    pieces = (Piece(Symbol("M", i), ONE, j), Piece(Symbol("N", W.subtract(i, j)), W.shift(j, 1), k))
    depth = W.subtract(k, j)
    some = minimum_of(upper_layers("N"), "U", "g", depth)
    with proof.define("g-is", G_B, above, functions=(g,)):
        part_of_minimum(proof, some, "U", depth, pieces, j)
        narrow = ForAllIndex("i", ZERO, depth, W.integer_at_most(d(j), d(W.add(i, j))))
        with proof.fix("narrow-above", narrow, "s"):
            here = W.add(s, j)
            proof.by("at", W.integer_at_most(d(j), d(here)), Use("narrow", (AtIndex(here),)))
        flat = W.vanishes(Slope("g", Chain("U", depth, ONE)), m, d(j))
        proof.apply("flat", flat, "T3-first", "narrow-above", "some", k=depth, d=("i", d(W.add(i, j))), M="U", f="g")
        proof.have("G-B", G_B, "flat")
    return proof


def lower_side() -> Writer:
    """L2.06: Theorem 3 for h(X) = f(A X) and the layers up to j."""
    proof = Writer()
    inner = W.times(A, X)
    h = FunctionDeclaration("h", d(j), n, "X", Value("f", inner), W.times(Transpose(A), Slope("f", inner)))
    pieces = (Piece(Symbol("N", i), ONE, j), Piece(Symbol("M", i), W.shift(j, 1), k))
    some = minimum_of(layers("N", high=j), "M", "h", j)
    with proof.define("h-is", A_G, functions=(h,)):
        part_of_minimum(proof, some, "M", j, pieces, j)
        narrow = ForAllIndex("i", ZERO, j, W.integer_at_most(d(j), d(i)))
        with proof.fix("narrow-below", narrow, "s"):
            proof.by("at", W.integer_at_most(d(j), d(s)), Use("narrow", (AtIndex(s),)))
        flat = W.vanishes(Slope("h", B), d(j), n)
        proof.apply("flat", flat, "T3-last", "narrow-below", "some", k=j, d=("i", d(i)), M="M", f="h")
        proof.have("A-G", A_G, "flat")
    return proof


def _sizes(declared: SymbolDeclaration) -> tuple[W.Affine, W.Affine, W.Range | None]:
    return declared.rows, declared.columns, declared.range


def part_of_minimum(
    proof: Writer, some: Exists, name: str, depth: W.Affine, pieces: tuple[Piece, ...], cut: W.Affine
) -> None:
    """P.06: a part of the layers is a minimum when the others stay; T_i are the layers with that part changed to N."""
    with proof.obtain("some", some, "minimum", ("delta",), "radius"):
        proof.by("delta-positive", W.positive(delta), Use("radius", (Part(0),)))
        proof.by("M-minimum", is_minimum("M"), Use("radius", (Part(1),)))
        body = at_delta(some)
        with proof.fix("part-minimum", body.parts[1], "N"):
            close, better = body.parts[1].body.premise, body.parts[1].body.conclusion
            changed = SymbolDeclaration("T", d(i), d(W.shift(i, -1)), W.Range("i", ONE, k), pieces)
            with proof.suppose("case", Implies(close, better), "N-near"):
                with proof.define("T-are", better, changed):
                    whole = W.distance2("T", "M", ONE, k)
                    lower, upper = W.distance2("T", "M", ONE, cut), W.distance2("T", "M", W.shift(cut, 1), k)
                    proof.by("split", Equal(whole, W.plus(lower, upper)), SumSplit(cut))
                    proof.have("distance", Equal(whole, W.distance2("N", name, ONE, depth)), "split")
                    proof.have("T-near", near("T", "M", delta), "N-near", "distance")
                    above = W.at_most(Value("f", product("M")), Value("f", product("T")))
                    proof.by("T-above", Implies(near("T", "M", delta), above), Use("M-minimum", (At(("T",)),)))
                    proof.have("above", above, "T-above", "T-near")
                    proof.have("M-product", Equal(product("M"), W.times(A, B)))
                    proof.have("better", better, "above", "M-product")
        proof.have("both", body, "delta-positive", "part-minimum")
        proof.by("given", some, Give("both", (delta,)))
