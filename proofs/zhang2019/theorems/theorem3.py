"""Theorem 3 without convexity: f'(W) = 0 at a local minimum if the first (or the last) width is the smallest."""

from __future__ import annotations

from symproof.language.derivation import AtIndex, Choose, Give, Part, Recursion, SumOf, SumSplit, Use
from symproof.language.terms import Integer

from . import writing as W
from .minima import DEEP, HALF, WIDTHS, d, delta, i, is_local_minimum, is_minimum, k, layers, loss, product
from .push import SMALL
from .transposition import (
    is_reversed_local_minimum,
    reversed_body,
    transposed_layers,
    transposed_loss,
    transposed_minimum,
)
from .writing import (
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

s, t = W.integers("s t")
Y, eps, u, v, w, x = W.symbols("Y eps u v w x")
n, m = d(ZERO), d(k)
G = Slope("f", product("M"))
FLAT = W.vanishes(G, m, n)
T3_FIRST = W.statement(
    "T3-first", FLAT, integers=("k",), sizes=(WIDTHS,), symbols=(layers("M"),), functions=(loss(),),
    facts={"deep": DEEP}, narrow=ForAllIndex("i", ZERO, k, W.integer_at_most(n, d(i))), minimum=is_local_minimum("M"),
)  # fmt: skip


def lower(name: str, index: W.Affine) -> Chain:
    """P_i = M_i ... M_1."""
    return Chain(name, index, ONE)


def left_inverse(index: W.Affine) -> Exists:
    return Exists((W.matrix("Y", n, d(index)),), Equal(W.times(Y, lower("M", index)), Identity(n)))


def member(name: str, index: W.Affine) -> Symbol:
    return Symbol(name, index)


def kernel_row(vector: W.Symbol, index: W.Affine) -> And:
    """w != 0 and w^T P_i = 0."""
    product_ = W.times(Transpose(vector), lower("M", index))
    return And((W.nonzero(vector, d(index), ONE), W.vanishes(product_, ONE, n)))


def first_width() -> Writer:
    proof = Writer()
    proof.have("either", Or((FLAT, Not(FLAT))))
    with proof.cases("G-zero", FLAT, "either") as case:
        with case("flat"):
            proof.have("is-zero", FLAT, "flat")
        with case("steep"):
            with proof.obtain("false", W.FALSE, "minimum", ("delta",), "radius"):
                proof.by("delta-positive", W.positive(delta), Use("radius", (Part(0),)))
                proof.by("M-minimum", is_minimum("M"), Use("radius", (Part(1),)))
                last_left_inverse(proof)
            proof.absurd("any", FLAT, "false")
    return proof


def last_left_inverse(proof: Writer) -> None:
    """T3.01, T3.02."""
    proof.have("P-0", Equal(W.times(Identity(n), lower("M", ZERO)), Identity(n)))
    proof.by("left-0", left_inverse(ZERO), Give("P-0", (Identity(n),)))
    before = W.shift(k, -1)
    proof.by("some-left", W.some_index("i", ZERO, before, left_inverse(i)), Give("left-0", (Integer(ZERO),)))
    with proof.extreme("last", W.FALSE, "some-left", ("t", "left", "no-left")):
        with proof.obtain("Y-is", W.FALSE, "left", ("Y",), "Y-left"):
            rows_in_kernel(proof)
            small_moves(proof)


def rows_in_kernel(proof: Writer) -> None:
    """T3.03: for t < i < k some w_i != 0 with w_i^T P_i = 0."""
    low, high = W.shift(t, 1), W.shift(k, -1)
    rows = ForAllIndex("i", low, high, Exists((W.matrix("w", d(i), ONE),), kernel_row(w, i)))
    here = Exists((W.matrix("w", d(s), ONE),), kernel_row(w, s))
    turned = Transpose(lower("M", s))
    onto = Exists((W.matrix("Z", d(s), n),), Equal(W.times(turned, Symbol("Z")), Identity(n)))
    parts = W.nonzero(w, d(s), ONE), W.vanishes(W.times(turned, w), n, ONE)
    kernel = Exists((W.matrix("w", d(s), ONE),), And(parts))
    with proof.fix("rows", rows, "s"):
        proof.by("wide", W.integer_at_most(n, d(s)), Use("narrow", (AtIndex(s),)))
        proof.apply("N2-P", Or((onto, kernel)), "N2", p=n, q=d(s), X=turned)
        with proof.cases("row", here, "N2-P") as case:
            with case("onto"):
                with proof.obtain("Z-is", W.FALSE, "onto", ("Z",), "Z-right"):
                    proof.have("Z-left", Equal(W.times(Transpose(Symbol("Z")), lower("M", s)), Identity(n)), "Z-right")
                    proof.by("left-s", left_inverse(s), Give("Z-left", (Transpose(Symbol("Z")),)))
                    proof.by("no-left-s", Not(left_inverse(s)), Use("no-left", (AtIndex(s),)))
                    proof.have("clash", W.FALSE, "no-left-s")
                proof.absurd("any-row", here, "Z-is")
            with case("kernel"), proof.obtain("w-is", here, "kernel", ("w",), "w-kernel"):
                proof.by("w-nonzero", parts[0], Use("w-kernel", (Part(0),)))
                proof.by("Pw", parts[1], Use("w-kernel", (Part(1),)))
                proof.have("wP", kernel_row(w, s).parts[1], "Pw")
                proof.have("w-row", kernel_row(w, s), "w-nonzero", "wP")
                proof.by("w-found", here, Give("w-row", (w,)))


def vectors(name: str, rows: W.Affine) -> SymbolDeclaration:
    return W.family(name, rows, ONE, W.shift(t, 1), W.shift(k, -1))


def each(body: W.Formula) -> ForAllIndex:
    return ForAllIndex("i", W.shift(t, 1), W.shift(k, -1), body)


def small_moves(proof: Writer) -> None:
    """The w_i are chosen, and eps with 4 eps^2 S <= delta^2 for S = sum of ||w_i||^2."""
    w_i = member("w", i)
    chosen = Exists((vectors("w", d(i)),), each(kernel_row(w_i, i)))
    proof.by("chosen", chosen, Choose("rows"))
    size = W.total("i", W.shift(t, 1), W.shift(k, -1), W.norm2(w_i))
    with proof.obtain("w-are", W.FALSE, "chosen", ("w",), "w-rows"):
        proof.have("squares", each(W.at_most(W.number(0), W.norm2(w_i))))
        proof.by("S-positive", W.at_most(W.number(0), size), SumOf("squares"))
        small = And((SMALL.parts[0], W.at_most(W.times(W.number(4), W.square(eps), size), W.square(delta))))
        proof.apply("small", Exists((W.scalar("eps"),), small), "scale", "S-positive", "delta-positive",
                    S=size, delta=delta)  # fmt: skip
        with proof.obtain("eps-is", W.FALSE, "small", ("eps",), "eps-small"):
            proof.by("eps-positive", small.parts[0], Use("eps-small", (Part(0),)))
            proof.by("eps-bound", small.parts[1], Use("eps-small", (Part(1),)))
            recursion(proof)


def upper_family() -> SymbolDeclaration:
    return W.family("Q", m, d(i), W.shift(t, 1), k)


def kept(value: W.Term) -> Not:
    """G^T X != 0."""
    return Not(Equal(W.times(Transpose(G), value), W.Zero(n, value_columns(value))))


def value_columns(value: W.Term) -> W.Affine:
    if isinstance(value, Symbol) and value.index is not None:
        return d(value.index)
    return d(k) if isinstance(value, Identity) else d(W.shift(s, 1)) if value == x else d(s)


def small_step(vector: W.Symbol, index: W.Affine, upper: W.Term, lower_: W.Term) -> And:
    """||u||^2 <= eps^2 and Q_i = Q_{i+1} (M_{i+1} + u w_i^T)."""
    moved = W.plus(member("M", W.shift(index, 1)), W.times(vector, Transpose(member("w", index))))
    return And((W.at_most(W.norm2(vector), W.square(eps)), Equal(lower_, W.times(upper, moved))))


def some_step(index: W.Affine, upper: W.Term, lower_: W.Term) -> Exists:
    return Exists((W.matrix("u", d(W.shift(index, 1)), ONE),), small_step(u, index, upper, lower_))


def recursion(proof: Writer) -> None:
    """T3.10: from Q_k = I down to Q_{t+1}, with G^T Q_i != 0."""
    Q_i, above = member("Q", i), member("Q", W.shift(i, 1))
    claim = Exists((upper_family(),), And((
        Equal(member("Q", k), Identity(m)), ForAllIndex("i", W.shift(t, 1), k, kept(Q_i)), each(some_step(i, above, Q_i)),
    )))  # fmt: skip
    unit = Identity(m)
    proof.have("unit", Equal(unit, unit))
    with proof.suppose("G-unit", kept(unit), "G-I"):
        proof.have("G-flat", FLAT, "G-I")
        proof.have("clash", W.FALSE, "steep")
    proof.have("start-kept", And((Equal(unit, unit), kept(unit))), "unit", "G-unit")
    start_body = And((Equal(x, unit), Not(Equal(W.times(Transpose(G), x), W.Zero(n, m)))))
    proof.by("start", Exists((W.matrix("x", m, m),), start_body), Give("start-kept", (unit,)))
    following(proof)
    proof.by("recursion", claim, Recursion(False, "start", "step"))
    with proof.obtain("Q-are", W.FALSE, "recursion", ("Q",), "Q-made"):
        for number, label in enumerate(("Q-top", "Q-kept", "Q-steps")):
            proof.by(label, claim.body.parts[number], Use("Q-made", (Part(number),)))
        steps = Exists((vectors("u", d(W.shift(i, 1))),), each(small_step(member("u", i), i, above, Q_i)))
        proof.by("u-chosen", steps, Choose("Q-steps"))
        with proof.obtain("u-are", W.FALSE, "u-chosen", ("u",), "u-small"):
            perturbed(proof)


def following(proof: Writer) -> None:
    """The step of the recursion is PUSH with H = G^T x."""
    y = Symbol("y")
    result = Exists((W.matrix("y", m, d(s)),), And((some_step(s, x, y), kept(y))))
    body = ForAll((W.matrix("x", m, d(W.shift(s, 1))),), Implies(kept(x), result))
    i_body = ForAll((W.matrix("x", m, d(W.shift(i, 1))),), Implies(
        Not(Equal(W.times(Transpose(G), x), W.Zero(n, d(W.shift(i, 1))))),
        Exists((W.matrix("y", m, d(i)),), And((some_step(i, x, y), Not(Equal(W.times(Transpose(G), y), W.Zero(n, d(i)))))),
    )))  # fmt: skip
    above = W.shift(s, 1)
    H, w_s = W.times(Transpose(G), x), member("w", s)
    moved = W.plus(member("M", above), W.times(u, Transpose(w_s)))
    found = And((W.at_most(W.norm2(u), W.square(eps)), W.nonzero(W.times(H, moved), n, d(s))))
    with proof.fix("step", each(i_body), "s"), proof.fix("at-s", body, "x"):
        with proof.suppose("at-x", body.body, "x-kept"):
            proof.by("w-s", W.nonzero(w_s, d(s), ONE), Use("w-rows", (AtIndex(s), Part(0))))
            proof.apply("pushed", Exists((W.matrix("u", d(above), ONE),), found), "PUSH", "x-kept", "w-s",
                        "eps-positive", a=n, p=d(above), q=d(s), H=H, X=member("M", above), w=w_s, eps=eps)  # fmt: skip
            with proof.obtain("v-is", result, "pushed", ("v",), "v-pushed"):
                value = W.times(x, W.plus(member("M", above), W.times(v, Transpose(w_s))))
                proof.by("v-short", W.at_most(W.norm2(v), W.square(eps)), Use("v-pushed", (Part(0),)))
                proof.by("v-moves", kept(value), Use("v-pushed", (Part(1),)))
                proof.have("y-same", Equal(value, value))
                proof.have("y-step", small_step(v, s, x, value), "v-short", "y-same")
                proof.by("y-steps", some_step(s, x, value), Give("y-step", (v,)))
                proof.have("y-kept", And((some_step(s, x, value), kept(value))), "y-steps", "v-moves")
                proof.by("y-given", result, Give("y-kept", (value,)))


def perturbed(proof: Writer) -> None:
    """T3.05-T3.09, T3.12: the layers T, their product, their distance, and the contradiction."""
    before = W.shift(i, -1)
    moved = W.plus(member("M", i), W.times(member("u", before), Transpose(member("w", before))))
    T = SymbolDeclaration("T", d(i), d(before), W.Range("i", ONE, k),
                          (Piece(member("M", i), ONE, W.shift(t, 1)), Piece(moved, W.shift(t, 2), k)))  # fmt: skip
    with proof.define("T-are", W.FALSE, T):
        same_products(proof)
        near(proof)
        proof.apply("T-minimum", And((W.positive(HALF), is_minimum("T", HALF))), "P.12", "delta-positive", "M-minimum",
                    "near", "value", k=k, d=("i", d(i)), M="M", T="T", delta=delta, f="f")  # fmt: skip
        proof.by("half-positive", W.positive(HALF), Use("T-minimum", (Part(0),)))
        proof.by("T-least", is_minimum("T", HALF), Use("T-minimum", (Part(1),)))
        layer = W.shift(t, 1)
        critical = W.vanishes(W.times(Transpose(Chain("T", k, W.shift(t, 2))), Slope("f", product("T")),
                                      Transpose(lower("T", t))), d(layer), d(t))  # fmt: skip
        proof.apply("critical", critical, "P.04", "half-positive", "T-least",
                    k=k, j=layer, d=("i", d(i)), M="T", delta=HALF, f="f")  # fmt: skip
        proof.have("lower", Equal(lower("T", t), lower("M", t)))
        top = Chain("T", k, W.shift(t, 2))
        proof.have("no-G", W.vanishes(W.times(Transpose(top), G), d(layer), n), "critical", "lower", "slope", "Y-left")
        proof.by("Q-low", kept(member("Q", layer)), Use("Q-kept", (AtIndex(layer),)))
        upper_products(proof)
        proof.by("Q-is", Equal(member("Q", layer), top), Use("Q-all", (AtIndex(layer),)))
        proof.have("Q-zero", W.vanishes(W.times(Transpose(G), member("Q", layer)), n, d(layer)), "no-G", "Q-is")
        proof.have("end", W.FALSE, "Q-low")


def same_products(proof: Writer) -> None:
    """T3.07."""
    body = Equal(lower("T", i), lower("M", i))
    with proof.induction("products", ForAllIndex("i", W.shift(t, 1), k, body), "s", "same") as part:
        with part("base"):
            proof.have("at-base", Equal(lower("T", W.shift(t, 1)), lower("M", W.shift(t, 1))))
        with part("step"):
            proof.by("row", kernel_row(member("w", s), s).parts[1], Use("w-rows", (AtIndex(s), Part(1))))
            proof.have("next", Equal(lower("T", W.shift(s, 1)), lower("M", W.shift(s, 1))), "same", "row")
    proof.by("product", Equal(product("T"), product("M")), Use("products", (AtIndex(k),)))
    proof.have("value", Equal(Value("f", product("T")), Value("f", product("M"))), "product")
    proof.have("slope", Equal(Slope("f", product("T")), G), "product")


def near(proof: Writer) -> None:
    """T3.08."""
    whole = W.distance2("T", "M", ONE, k)
    kept_, moved = W.distance2("T", "M", ONE, W.shift(t, 1)), W.distance2("T", "M", W.shift(t, 2), k)
    proof.by("split", Equal(whole, W.plus(kept_, moved)), SumSplit(W.shift(t, 1)))
    proof.have("unmoved", Equal(kept_, W.number(0)))
    u_i, w_i = member("u", i), member("w", i)
    both = W.times(W.norm2(u_i), W.norm2(w_i))
    sizes = W.total("i", W.shift(t, 1), W.shift(k, -1), both)
    proof.have("moves", Equal(moved, sizes))
    proof.have("short", each(W.at_most(both, W.times(W.square(eps), W.norm2(w_i)))), "u-small")
    bound = W.total("i", W.shift(t, 1), W.shift(k, -1), W.times(W.square(eps), W.norm2(w_i)))
    proof.by("sums", W.at_most(sizes, bound), SumOf("short"))
    proof.have("near", W.at_most(W.times(W.number(4), whole), W.square(delta)),
               "split", "unmoved", "moves", "sums", "eps-bound")  # fmt: skip


def upper_products(proof: Writer) -> None:
    """Q_i = T_k ... T_{i+1}."""
    body = Equal(member("Q", i), Chain("T", k, W.shift(i, 1)))
    claim = ForAllIndex("i", W.shift(t, 1), k, body)
    with proof.induction("Q-all", claim, "s", "above", upward=False) as part:
        with part("base"):
            proof.have("at-top", Equal(member("Q", k), Chain("T", k, W.shift(k, 1))), "Q-top")
        with part("step"):
            below = W.shift(s, -1)
            made = small_step(member("u", below), below, member("Q", s), member("Q", below)).parts[1]
            proof.by("made", made, Use("u-small", (AtIndex(below), Part(1))))
            proof.have("below", Equal(member("Q", below), Chain("T", k, s)), "above", "made")


# ------------------------------------------------------------------------------------------------ the last width

T3_LAST = W.statement(
    "T3-last", FLAT, integers=("k",), sizes=(WIDTHS,), symbols=(layers("M"),), functions=(loss(),),
    facts={"deep": DEEP}, narrow=ForAllIndex("i", ZERO, k, W.integer_at_most(m, d(i))), minimum=is_local_minimum("M"),
)  # fmt: skip


def last_width() -> Writer:
    """The first width of the transposed network is the last one."""
    proof = Writer()
    with proof.obtain("G-zero", FLAT, "minimum", ("delta",), "radius"):
        proof.by("delta-positive", W.positive(delta), Use("radius", (Part(0),)))
        proof.by("M-minimum", is_minimum("M"), Use("radius", (Part(1),)))
        with proof.define("N-are", FLAT, transposed_layers(), functions=(transposed_loss(),)):
            transposed_minimum(proof)
            local = is_reversed_local_minimum("N", "g")
            proof.have("both", reversed_body("N", "g", delta), "delta-positive", "N-minimum")
            proof.by("N-local", local, Give("both", (delta,)))
            narrow = ForAllIndex("i", ZERO, k, W.integer_at_most(m, d(W.subtract(k, i))))
            with proof.fix("N-narrow", narrow, "s"):
                back = W.subtract(k, s)
                proof.by("at", W.integer_at_most(m, d(back)), Use("narrow", (AtIndex(back),)))
            flat = W.vanishes(Slope("g", product("N")), n, m)
            proof.apply("N-flat", flat, "T3-first", "N-narrow", "N-local",
                        k=k, d=("i", d(W.subtract(k, i))), M="N", f="g")  # fmt: skip
            proof.have("flat", FLAT, "N-flat", "N-product")
    return proof
