"""Lemma 1: at a local minimum f'(AB) = 0, or A has a left and B a right inverse."""

from __future__ import annotations

from proofs.zhang2019.theorems import writing as W
from proofs.zhang2019.theorems.lemma2 import FACTS, G_B, NARROW, A, B, G, j, m, n
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
from proofs.zhang2019.theorems.push import SMALL
from proofs.zhang2019.theorems.rank import in_kernel
from proofs.zhang2019.theorems.transposition import (
    is_reversed_local_minimum,
    reversed_body,
    transposed_layers,
    transposed_loss,
    transposed_minimum,
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
    Identity,
    Implies,
    Not,
    Or,
    Piece,
    Slope,
    Symbol,
    SymbolDeclaration,
    Transpose,
    Value,
    Writer,
)
from symproof.language.derivation import AtIndex, Choose, Give, Part, Recursion, SumOf, SumSplit, Use

s = W.parameter("s")
Y, Z, eps, u, v, w, x = W.symbols("Y Z eps u v w x")
FLAT = W.vanishes(G, m, n)
LEFT = Exists((W.matrix("Y", d(j), m),), Equal(W.times(Y, A), Identity(d(j))))
RIGHT = Exists((W.matrix("Y", n, d(j)),), Equal(W.times(B, Y), Identity(d(j))))


def _lemma(label: str, claim: W.And | Exists | Or, **more: W.Not) -> W.Statement:
    return W.statement(label, claim, integers=("k", "j"), sizes=(WIDTHS,), symbols=(layers("M"),), functions=(loss(),),
                       facts=FACTS, narrow=NARROW, minimum=is_local_minimum("M"), **more)  # fmt: skip


L1_A = _lemma("L1-A", LEFT, steep=Not(FLAT))
L1 = _lemma("Lemma-1", Or((FLAT, And((LEFT, RIGHT)))))


def member(name: str, index: W.Affine) -> Symbol:
    return Symbol(name, index)


def upper(index: W.Affine) -> Chain:
    """Q_i = M_k ... M_{i+1}."""
    return Chain("M", k, W.shift(index, 1))


def kernel(vector: W.Symbol, index: W.Affine) -> And:
    """w != 0 and Q_i w = 0."""
    return And((W.nonzero(vector, d(index), ONE), W.vanishes(W.times(upper(index), vector), m, ONE)))


def left_inverse() -> Writer:
    """L1.01, L1.15: A u = 0 with u != 0 is impossible."""
    proof = Writer()
    proof.apply("A-either", Or((LEFT, in_kernel_of_A())), "N1", p=m, q=d(j), X=A)
    with proof.cases("A-left", LEFT, "A-either") as case:
        with case("left"):
            proof.have("is-left", LEFT, "left")
        with case("kernel"):
            with proof.obtain("radius-is", W.FALSE, "minimum", ("delta",), "radius"):
                proof.by("delta-positive", W.positive(delta), Use("radius", (Part(0),)))
                proof.by("M-minimum", is_minimum("M"), Use("radius", (Part(1),)))
                with proof.obtain("u-is", W.FALSE, "kernel", ("u",), "u-kernel"):
                    proof.by("u-nonzero", W.nonzero(u, d(j), ONE), Use("u-kernel", (Part(0),)))
                    proof.by("Au", W.vanishes(W.times(A, u), m, ONE), Use("u-kernel", (Part(1),)))
                    kernels(proof)
                    small_moves(proof)
            proof.absurd("any-left", LEFT, "radius-is")
    return proof


def in_kernel_of_A() -> Exists:
    return Exists((W.matrix("u", d(j), ONE),), And((W.nonzero(u, d(j), ONE), W.vanishes(W.times(A, u), m, ONE))))


def kernels(proof: Writer) -> None:
    """L1.03."""
    claim = ForAllIndex("i", ONE, j, Exists((W.matrix("w", d(i), ONE),), kernel(w, i)))
    here = Exists((W.matrix("w", d(s), ONE),), kernel(w, s))
    middle = Chain("M", j, W.shift(s, 1))
    onto = Exists((W.matrix("Z", d(s), d(j)),), Equal(W.times(middle, Z), Identity(d(j))))
    parts = W.nonzero(w, d(s), ONE), W.vanishes(W.times(middle, w), d(j), ONE)
    inside = Exists((W.matrix("w", d(s), ONE),), And(parts))
    with proof.fix("kernels", claim, "s"):
        proof.by("wide", W.integer_at_most(d(j), d(s)), Use("narrow", (AtIndex(s),)))
        proof.apply("middle", Or((onto, inside)), "N2", p=d(j), q=d(s), X=middle)
        with proof.cases("kernel-s", here, "middle") as case:
            with case("onto"), proof.obtain("Z-is", here, "onto", ("Z",), "Z-right"):
                value = W.times(Z, u)
                with proof.suppose("Zu-nonzero", W.nonzero(value, d(s), ONE), "Zu-zero"):
                    proof.have("u-zero", W.vanishes(u, d(j), ONE), "Zu-zero", "Z-right")
                    proof.have("clash", W.FALSE, "u-nonzero")
                proof.have("QZu", W.vanishes(W.times(upper(s), value), m, ONE), "Z-right", "Au")
                proof.have("Zu-kernel", kernel(value, s), "Zu-nonzero", "QZu")
                proof.by("Zu-found", here, Give("Zu-kernel", (value,)))
            with case("inside"), proof.obtain("w-is", here, "inside", ("w",), "w-kernel"):
                proof.by("w-nonzero", parts[0], Use("w-kernel", (Part(0),)))
                proof.by("Tw", parts[1], Use("w-kernel", (Part(1),)))
                proof.have("Qw", W.vanishes(W.times(upper(s), w), m, ONE), "Tw")
                proof.have("w-both", kernel(w, s), "w-nonzero", "Qw")
                proof.by("w-found", here, Give("w-both", (w,)))


def small_moves(proof: Writer) -> None:
    """The w_i are chosen, and eps with 4 eps^2 S <= delta^2 for S = sum of ||w_i||^2."""
    w_i = member("w", i)
    chosen = Exists((W.family("w", d(i), ONE, ONE, j),), ForAllIndex("i", ONE, j, kernel(w_i, i)))
    proof.by("chosen", chosen, Choose("kernels"))
    size = W.total("i", ONE, j, W.norm2(w_i))
    with proof.obtain("w-are", W.FALSE, "chosen", ("w",), "w-kernels"):
        proof.have("squares", ForAllIndex("i", ONE, j, W.at_most(W.number(0), W.norm2(w_i))))
        proof.by("S-positive", W.at_most(W.number(0), size), SumOf("squares"))
        small = And((SMALL.parts[0], W.at_most(W.times(W.number(4), W.square(eps), size), W.square(delta))))
        proof.apply("small", Exists((W.scalar("eps"),), small), "scale", "S-positive", "delta-positive",
                    S=size, delta=delta)  # fmt: skip
        with proof.obtain("eps-is", W.FALSE, "small", ("eps",), "eps-small"):
            proof.by("eps-positive", small.parts[0], Use("eps-small", (Part(0),)))
            proof.by("eps-bound", small.parts[1], Use("eps-small", (Part(1),)))
            recursion(proof)


def kept(value: W.Term, rows: W.Affine) -> Not:
    """G X^T != 0."""
    return W.nonzero(W.times(G, Transpose(value)), m, rows)


def small_step(vector: W.Symbol, index: W.Affine, lower: W.Term, next_: W.Term) -> And:
    """||v||^2 <= eps^2 and P_{i+1} = (M_{i+1} + w_{i+1} v^T) P_i."""
    above = W.shift(index, 1)
    moved = W.plus(member("M", above), W.times(member("w", above), Transpose(vector)))
    return And((W.at_most(W.norm2(vector), W.square(eps)), Equal(next_, W.times(moved, lower))))


def some_step(index: W.Affine, lower: W.Term, next_: W.Term) -> Exists:
    return Exists((W.matrix("v", d(index), ONE),), small_step(v, index, lower, next_))


def each(body: W.Formula) -> ForAllIndex:
    return ForAllIndex("i", ZERO, W.shift(j, -1), body)


def recursion(proof: Writer) -> None:
    """L1.13: from P_0 = I up to P_j, with G P_i^T != 0."""
    P_i, above = member("P", i), member("P", W.shift(i, 1))
    family = W.family("P", d(i), n, ZERO, j)
    claim = Exists((family,), And((
        Equal(member("P", ZERO), Identity(n)), ForAllIndex("i", ZERO, j, kept(P_i, d(i))),
        each(some_step(i, P_i, above)),
    )))  # fmt: skip
    unit = Identity(n)
    proof.have("unit", Equal(unit, unit))
    with proof.suppose("G-unit", kept(unit, n), "G-I"):
        proof.have("G-flat", FLAT, "G-I")
        proof.have("clash", W.FALSE, "steep")
    proof.have("start-kept", And((Equal(unit, unit), kept(unit, n))), "unit", "G-unit")
    start = Exists((W.matrix("x", n, n),), And((Equal(x, unit), kept(x, n))))
    proof.by("start", start, Give("start-kept", (unit,)))
    following(proof)
    proof.by("recursion", claim, Recursion(True, "start", "step"))
    with proof.obtain("P-are", W.FALSE, "recursion", ("P",), "P-made"):
        for number, label in enumerate(("P-bottom", "P-kept", "P-steps")):
            proof.by(label, claim.body.parts[number], Use("P-made", (Part(number),)))
        chosen = Exists((W.family("v", d(i), ONE, ZERO, W.shift(j, -1)),),
                        each(small_step(member("v", i), i, P_i, above)))  # fmt: skip
        proof.by("v-chosen", chosen, Choose("P-steps"))
        with proof.obtain("v-are", W.FALSE, "v-chosen", ("v",), "v-small"):
            perturbed(proof)


def following(proof: Writer) -> None:
    """The step of the recursion is PUSH with H = G x^T and X = M_{i+1}^T."""
    y = Symbol("y")

    def step(index: W.Affine) -> ForAll:
        above = W.shift(index, 1)
        result = Exists((W.matrix("y", d(above), n),), And((some_step(index, x, y), kept(y, d(above)))))
        return ForAll((W.matrix("x", d(index), n),), Implies(kept(x, d(index)), result))

    above, body = W.shift(s, 1), step(s)
    result = body.body.conclusion
    H, turned, w_s = W.times(G, Transpose(x)), Transpose(member("M", above)), member("w", above)
    moved = W.times(H, W.plus(turned, W.times(v, Transpose(w_s))))
    found = And((W.at_most(W.norm2(v), W.square(eps)), W.nonzero(moved, m, d(above))))
    with proof.fix("step", each(step(i)), "s"), proof.fix("at-s", body, "x"):
        with proof.suppose("at-x", body.body, "x-kept"):
            proof.by("w-s", W.nonzero(w_s, d(above), ONE), Use("w-kernels", (AtIndex(above), Part(0))))
            proof.apply("pushed", Exists((W.matrix("v", d(s), ONE),), found), "PUSH", "x-kept", "w-s",
                        "eps-positive", a=m, p=d(s), q=d(above), H=H, X=turned, w=w_s, eps=eps)  # fmt: skip
            with proof.obtain("v-is", result, "pushed", ("z",), "z-pushed"):
                z = Symbol("z")
                value = W.times(W.plus(member("M", above), W.times(w_s, Transpose(z))), x)
                proof.by("z-short", W.at_most(W.norm2(z), W.square(eps)), Use("z-pushed", (Part(0),)))
                proof.by("z-moves", kept(value, d(above)), Use("z-pushed", (Part(1),)))
                proof.have("y-same", Equal(value, value))
                proof.have("y-step", small_step(z, s, x, value), "z-short", "y-same")
                proof.by("y-steps", some_step(s, x, value), Give("y-step", (z,)))
                proof.have("y-kept", And((some_step(s, x, value), kept(value, d(above)))), "y-steps", "z-moves")
                proof.by("y-given", result, Give("y-kept", (value,)))


def perturbed(proof: Writer) -> None:
    """L1.04-L1.11, L1.15: the layers T, their product, their distance, and the contradiction."""
    before = W.shift(i, -1)
    moved = W.plus(member("M", i), W.times(member("w", i), Transpose(member("v", before))))
    T = SymbolDeclaration("T", d(i), d(before), W.Range("i", ONE, k),
                          (Piece(moved, ONE, j), Piece(member("M", i), W.shift(j, 1), k)))  # fmt: skip
    with proof.define("T-are", W.FALSE, T):
        same_product(proof)
        near(proof)
        proof.apply("T-minimum", And((W.positive(HALF), is_minimum("T", HALF))), "P.12", "delta-positive", "M-minimum",
                    "near", "value", k=k, d=("i", d(i)), M="M", T="T", delta=delta, f="f")  # fmt: skip
        proof.by("T-local", is_local_minimum("T"), Give("T-minimum", (HALF,)))
        lower = Chain("T", j, ONE)
        flat = W.vanishes(W.times(Slope("f", product("T")), Transpose(lower)), m, d(j))
        proof.apply("T-flat", flat, "L2.05", "narrow", "T-local", k=k, j=j, d=("i", d(i)), M="T", f="f")
        lower_products(proof)
        proof.by("P-is", Equal(member("P", j), lower), Use("P-all", (AtIndex(j),)))
        proof.by("P-top", kept(member("P", j), d(j)), Use("P-kept", (AtIndex(j),)))
        proof.have("P-zero", W.vanishes(W.times(G, Transpose(member("P", j))), m, d(j)), "T-flat", "slope", "P-is")
        proof.have("end", W.FALSE, "P-top")


def same_product(proof: Writer) -> None:
    """L1.05-L1.07."""
    claim = ForAllIndex("i", ONE, W.shift(j, 1), Equal(W.times(A, Chain("T", j, i)), Chain("M", k, i)))
    with proof.induction("products", claim, "s", "same", upward=False) as part:
        with part("base"):
            proof.have("top", Equal(W.times(A, Chain("T", j, W.shift(j, 1))), A))
        with part("step"):
            below = W.shift(s, -1)
            proof.by("Qw-below", kernel(member("w", below), below).parts[1],
                     Use("w-kernels", (AtIndex(below), Part(1))))  # fmt: skip
            proof.have("next", Equal(W.times(A, Chain("T", j, below)), Chain("M", k, below)), "same", "Qw-below")
    proof.by("AB", Equal(W.times(A, Chain("T", j, ONE)), product("M")), Use("products", (AtIndex(ONE),)))
    proof.have("product", Equal(product("T"), product("M")), "AB")
    proof.have("value", Equal(Value("f", product("T")), Value("f", product("M"))), "product")
    proof.have("slope", Equal(Slope("f", product("T")), G), "product")


def near(proof: Writer) -> None:
    """L1.08."""
    whole = W.distance2("T", "M", ONE, k)
    moved, unmoved = W.distance2("T", "M", ONE, j), W.distance2("T", "M", W.shift(j, 1), k)
    proof.by("split", Equal(whole, W.plus(moved, unmoved)), SumSplit(j))
    proof.have("unmoved", Equal(unmoved, W.number(0)))
    w_i, v_i = member("w", i), member("v", W.shift(i, -1))
    both = W.times(W.norm2(w_i), W.norm2(v_i))
    proof.have("moves", Equal(moved, W.total("i", ONE, j, both)))
    proof.have("v-short", ForAllIndex("i", ONE, j, W.at_most(W.norm2(v_i), W.square(eps))), "v-small")
    bound = W.times(W.square(eps), W.norm2(w_i))
    proof.have("short", ForAllIndex("i", ONE, j, W.at_most(both, bound)), "v-short")
    proof.by("sums", W.at_most(W.total("i", ONE, j, both), W.total("i", ONE, j, bound)), SumOf("short"))
    proof.have("near", W.at_most(W.times(W.number(4), whole), W.square(delta)),
               "split", "unmoved", "moves", "sums", "eps-bound")  # fmt: skip


def lower_products(proof: Writer) -> None:
    """P_i = T_i ... T_1."""
    claim = ForAllIndex("i", ZERO, j, Equal(member("P", i), Chain("T", i, ONE)))
    with proof.induction("P-all", claim, "s", "here") as part:
        with part("base"):
            proof.have("at-bottom", Equal(member("P", ZERO), Chain("T", ZERO, ONE)), "P-bottom")
        with part("step"):
            made = small_step(member("v", s), s, member("P", s), member("P", W.shift(s, 1))).parts[1]
            proof.by("made", made, Use("v-small", (AtIndex(s), Part(1))))
            proof.have("next", Equal(member("P", W.shift(s, 1)), Chain("T", W.shift(s, 1), ONE)), "here", "made")


# ------------------------------------------------------------------------------------------------ both sides


def both_inverses() -> Writer:
    """L1.16, L1.17: the right inverse of B is the transpose of a left inverse in the transposed network."""
    proof = Writer()
    claim = L1.sequent.claim
    proof.have("either", Or((FLAT, Not(FLAT))))
    with proof.cases("lemma", claim, "either") as case:
        with case("flat"):
            proof.have("first", claim, "flat")
        with case("steep"):
            proof.apply("A-left", LEFT, "L1-A", "narrow", "minimum", "steep", k=k, j=j, d=("i", d(i)), M="M", f="f")
            right_inverse(proof)
            proof.have("inverses", And((LEFT, RIGHT)), "A-left", "B-right")
            proof.have("second", claim, "inverses")
    return proof


def right_inverse(proof: Writer) -> None:
    with proof.obtain("B-right", RIGHT, "minimum", ("delta",), "radius"):
        proof.by("delta-positive", W.positive(delta), Use("radius", (Part(0),)))
        proof.by("M-minimum", is_minimum("M"), Use("radius", (Part(1),)))
        with proof.define("N-are", RIGHT, transposed_layers(), functions=(transposed_loss(),)):
            transposed_minimum(proof)
            proof.have("both", reversed_body("N", "g", delta), "delta-positive", "N-minimum")
            proof.by("N-local", is_reversed_local_minimum("N", "g"), Give("both", (delta,)))
            with proof.fix("N-narrow", ForAllIndex("i", ZERO, k, W.integer_at_most(d(j), d(W.subtract(k, i)))), "s"):
                back = W.subtract(k, s)
                proof.by("at", W.integer_at_most(d(j), d(back)), Use("narrow", (AtIndex(back),)))
            slope = Slope("g", product("N"))
            with proof.suppose("N-steep", W.nonzero(slope, n, m), "N-flat"):
                proof.have("M-flat", FLAT, "N-flat", "N-product")
                proof.have("clash", W.FALSE, "steep")
            other = W.subtract(k, j)
            top = Chain("N", k, W.shift(other, 1))
            left = Exists((W.matrix("Y", d(j), n),), Equal(W.times(Y, top), Identity(d(j))))
            proof.apply("N-left", left, "L1-A", "N-narrow", "N-local", "N-steep",
                        k=k, j=other, d=("i", d(W.subtract(k, i))), M="N", f="g")  # fmt: skip
            proof.by("B-turned", Equal(top, Transpose(B)), Use("N-upper", (AtIndex(other),)))
            with proof.obtain("Y-is", RIGHT, "N-left", ("Y",), "Y-left"):
                proof.have("Y-right", Equal(W.times(B, Transpose(Y)), Identity(d(j))), "Y-left", "B-turned")
                proof.by("Y-given", RIGHT, Give("Y-right", (Transpose(Y),)))


__all__ = ["G_B", "L1", "L1_A", "both_inverses", "in_kernel", "left_inverse"]
