"""Corollary 1: no spurious minima for the quadratic loss; with the paper's citation, and again without it."""

from __future__ import annotations

from proofs.zhang2019.theorems import writing as W
from proofs.zhang2019.theorems.easy import SOME_SPURIOUS
from proofs.zhang2019.theorems.lemma2 import j
from proofs.zhang2019.theorems.minima import DEEP, WIDTHS, d, i, k
from proofs.zhang2019.theorems.quadratic import (
    DATA,
    ERROR,
    FACTORS,
    LINE,
    MOVES,
    STATIONARY,
    TARGETS,
    P,
    Q,
    R,
    U,
    V,
    loss_at,
    p,
    quadratic,
)
from proofs.zhang2019.theorems.smallest import some_least
from proofs.zhang2019.theorems.theorem1 import CONVEX, PAIR_SPURIOUS
from proofs.zhang2019.theorems.theorem1 import convex as convex_at
from proofs.zhang2019.theorems.theorem2 import (
    LEFT_OF_X,
    RIGHT_OF_Y,
    is_pair_local,
    is_pair_spurious,
    is_pair_worse,
)
from proofs.zhang2019.theorems.whole import C, D, X, Y, b, m, n
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
    Trace,
    Transpose,
    Writer,
)
from symproof.language.binding import Assignment, instantiated
from symproof.language.derivation import Alternative, At, AtIndex, By, Part, Positive, SumOf, Use
from symproof.language.formulas import IntegerRelation
from symproof.language.terms import Basis, Integer

NOTHING, DOUBLE = W.number(0), W.number(2)
c, z, F, G, H, K, L, N, T, S, Z = W.symbols("c z F G H K L N T S Z")
s, t, u, v = W.integers("s t u v")


def turned(value: W.Term) -> W.Term:
    return Transpose(value)


# ------------------------------------------------------------------------------------------------ C1.09


def compared(column: W.Term, other: W.Term, left: W.Term, right: W.Term) -> W.Formula:
    """||X c||^2 ||L z||^2 <= ||S X c||^2 ||z||^2."""
    inside = W.times(X, column)
    one = W.times(W.norm2(inside), W.norm2(W.times(left, other)))
    return W.at_most(one, W.times(W.norm2(W.times(right, inside)), W.norm2(other)))


def each_column(left: W.Term, right: W.Term) -> ForAll:
    """For all columns c, and all z with X^T z = 0."""
    apart = W.vanishes(W.times(turned(X), z), b, ONE)
    return ForAll((W.matrix("c", b, ONE), W.matrix("z", m, ONE)), Implies(apart, compared(c, z, left, right)))


BEND = Trace(W.times(turned(R), P, Q, U))
RISES = ForAll(MOVES, W.at_most(W.times(DOUBLE, BEND), W.norm2(LINE)))
RESIDUAL = {
    "flat_R": W.vanishes(W.times(turned(X), R), b, p),
    "flat_Y": W.vanishes(W.times(R, turned(U), turned(Y)), m, b),
    "rows": Equal(W.times(R, K, U), R),
}
MADE = (W.matrix("R", m, p), W.matrix("K", p, n))
INWARD = W.times(turned(U), turned(Y), turned(X))
COLUMNS = W.statement(
    "C1.09", each_column(turned(R), INWARD), sizes=("n", "b", "m", "p"), symbols=(*FACTORS, DATA, *MADE),
    rows=RESIDUAL["rows"], rises=RISES,
)  # fmt: skip


def at_columns() -> Writer:
    """The second derivative along P = z (X^T X c)^T and Q = c z^T R K, for which Q U = c z^T R."""
    proof = Writer()
    claim = COLUMNS.sequent.claim
    with proof.fix("all", claim, "c", "z"), proof.suppose("case", claim.body, "apart"):
        move = W.times(z, turned(c), turned(X), X)
        other = W.times(c, turned(z), R, K)
        inside, beside = W.times(X, c), W.times(turned(R), z)
        proof.have("Q-U", Equal(W.times(other, U), W.times(c, turned(z), R)), "rows")
        bend, line = (_moved(term, move, other) for term in (BEND, LINE))
        proof.by("rises-here", W.at_most(W.times(DOUBLE, bend), W.norm2(line)), Use("rises", (At((move, other)),)))
        product = W.times(W.norm2(inside), W.norm2(beside))
        proof.have("bend-is", Equal(bend, product), "Q-U")
        shape = W.plus(W.times(move, Y, U), W.times(inside, turned(z), R))
        proof.have("line-is", Equal(line, shape), "Q-U")
        size = W.plus(W.times(W.norm2(z), W.norm2(W.times(INWARD, inside))), product)
        proof.have("line-size", Equal(W.norm2(line), size), "line-is", "apart")
        proof.have("compared", claim.body.conclusion, "rises-here", "bend-is", "line-size")
    return proof


def _moved(term: W.Term, move: W.Term, other: W.Term) -> W.Term:
    return instantiated(term, Assignment(symbols={"P": move, "Q": other}))


# ------------------------------------------------------------------------------------------------ all columns at once

PAIRS = W.statement(
    "all-columns", compared(N, T, L, S), sizes=("b", "m", "p"),
    symbols=(W.matrix("X", m, b), W.matrix("L", p, m), W.matrix("S", p, m), W.matrix("N", b, m), W.matrix("T", m, m)),
    columns=each_column(L, S), apart=W.vanishes(W.times(turned(X), T), b, m),
)  # fmt: skip


def all_columns() -> Writer:
    """The sum over the columns N e_u and T e_v."""
    proof = Writer()

    def column(matrix: W.Term, index: W.Affine) -> W.Term:
        return W.times(matrix, Basis(index, m))

    def at(one: W.Affine, two: W.Affine) -> W.Formula:
        return compared(column(N, one), column(T, two), L, S)

    rows = ForAllIndex("u", ONE, m, ForAllIndex("v", ONE, m, at(u, v)))
    with proof.fix("entries", rows, "s"), proof.fix("row", ForAllIndex("v", ONE, m, at(s, v)), "t"):
        apart = W.vanishes(W.times(turned(X), column(T, t)), b, ONE)
        proof.have("apart-t", apart, "apart")
        proof.by("entry", at(s, t), Use("columns", (At((column(N, s), column(T, t))), By("apart-t"))))

    def sums(index: W.Affine) -> tuple[W.Term, W.Term]:
        here = at(index, v)
        return W.total("v", ONE, m, here.left), W.total("v", ONE, m, here.right)

    with proof.fix("rows", ForAllIndex("u", ONE, m, W.at_most(*sums(u))), "s"):
        proof.by("row-s", ForAllIndex("v", ONE, m, at(s, v)), Use("entries", (AtIndex(s),)))
        proof.by("row-sum", W.at_most(*sums(s)), SumOf("row-s"))
    proof.by("all", W.at_most(*[W.total("u", ONE, m, side) for side in sums(u)]), SumOf("rows"))
    proof.have("norms", PAIRS.sequent.claim, "all")
    return proof


# ------------------------------------------------------------------------------------------------ C1.10

a_, h_, g_, r_ = W.symbols("a h g r")
CANCEL = W.statement(
    "cancel", W.at_most(h_, g_), symbols=tuple(map(W.scalar, "ahgr")),
    product=W.at_most(W.times(a_, h_), W.times(g_, r_)), larger=W.at_most(r_, a_),
    low=W.at_most(NOTHING, h_), r=W.positive(r_),
)  # fmt: skip


def cancel() -> Writer:
    """r h <= a h <= r g, and 0 < r."""
    proof = Writer()
    proof.have("scaled", W.at_most(W.times(r_, h_), W.times(a_, h_)), "larger", "low")
    proof.have("either", Or((W.at_most(h_, g_), W.less(g_, h_))))
    with proof.cases("below", W.at_most(h_, g_), "either") as case:
        with case("yes"):
            proof.have("is-below", W.at_most(h_, g_), "yes")
        with case("no"):
            proof.have("strict", W.less(W.times(r_, g_), W.times(r_, h_)), "no", "r")
            proof.have("clash", W.FALSE, "strict", "scaled", "product")
            proof.absurd("any", W.at_most(h_, g_), "clash")
    return proof


CHANGED = W.plus(R, W.times(W.minus(W.times(X, Y), W.times(C, D)), U))
BEST = W.statement(
    "C1.10", W.at_most(W.norm2(R), W.norm2(CHANGED)), sizes=("n", "b", "m", "p"),
    symbols=(*FACTORS, DATA, *MADE, W.matrix("C", m, b), W.matrix("D", b, n)), **RESIDUAL, rises=RISES,
    left=LEFT_OF_X,
)  # fmt: skip


def projected(name: str, made: str, onto: W.Term) -> And:
    F, H = W.symbols(f"{name} {made}")
    return And((
        Equal(turned(F), F), Equal(W.times(F, F), F), Equal(F, W.times(onto, H)), Equal(W.times(F, onto), onto),
        W.at_most(Trace(F), Integer(b)),
    ))  # fmt: skip


E, M, I = Symbol("E"), Symbol("M"), Identity(m)  # noqa: E741 - the identity
AWAY = W.minus(I, F)


def best() -> Writer:
    """F and E project onto the columns of C and of X; tr(E) = b, tr(F) <= b."""
    proof = Writer()
    claim = BEST.sequent.claim
    with proof.obtain("Z-is", claim, "left", ("Z",), "Z-left"):
        names = {"F": ("H", C, "F"), "E": ("M", X, "E")}
        for name, (made, onto, _) in names.items():
            some = Exists((W.matrix(name, m, m), W.matrix(made, b, m)), projected(name, made, onto))
            proof.apply(f"{name}-some", some, "projection", p=m, q=b, C=onto)
        with proof.obtain("F-is", claim, "F-some", ("F", "H"), "F-kept"):
            with proof.obtain("E-is", claim, "E-some", ("E", "M"), "E-kept"):
                for name, (made, onto, _) in names.items():
                    for number, label in enumerate(("symmetric", "idempotent", "made", "fixes", "trace")):
                        part = projected(name, made, onto).parts[number]
                        proof.by(f"{name}-{label}", part, Use(f"{name}-kept", (Part(number),)))
                traces(proof)
                errors(proof)
    return proof


INNER, OUTER = W.times(M, AWAY), W.times(W.minus(I, E), F)


def traces(proof: Writer) -> None:
    """||X N||^2 = b - tr(E F) >= tr(F) - tr(E F) = ||T||^2 for N = M (I - F) and T = (I - E) F."""
    proof.have("M-X", Equal(W.times(M, X), Identity(b)), "Z-left", "E-made", "E-fixes")
    proof.have("E-rank", Equal(Trace(E), Integer(b)), "E-made", "M-X")
    proof.have("inner-is", Equal(W.times(X, INNER), W.times(E, AWAY)), "E-made")
    both = Trace(W.times(E, F))
    grams(proof)
    inner = W.times(E, AWAY)
    proof.have("inner-norm", Equal(W.norm2(W.times(X, INNER)), W.norm2(inner)), "inner-is")
    proof.have("inner-gram", Equal(W.norm2(inner), Trace(W.times(turned(AWAY), E, AWAY))), "E-gram")
    proof.have("inner-trace", Equal(Trace(W.times(turned(AWAY), E, AWAY)), Trace(W.times(E, AWAY))), "away-gram")
    proof.have("inner-size", Equal(W.norm2(W.times(X, INNER)), W.minus(Trace(E), both)),
               "inner-norm", "inner-gram", "inner-trace")  # fmt: skip
    rest = W.minus(I, E)
    proof.have("outer-gram", Equal(W.norm2(OUTER), Trace(W.times(turned(F), rest, F))), "rest-gram")
    proof.have("outer-trace", Equal(Trace(W.times(turned(F), rest, F)), Trace(W.times(rest, F))), "F-square")
    proof.have("outer-size", Equal(W.norm2(OUTER), W.minus(Trace(F), both)), "outer-gram", "outer-trace")
    proof.have("outer-less", W.at_most(W.norm2(OUTER), W.norm2(W.times(X, INNER))),
               "inner-size", "outer-size", "E-rank", "F-trace")  # fmt: skip


def squared(proof: Writer, label: str, value: W.Term, rows: W.Affine, columns: W.Affine) -> None:
    proof.apply(label, W.at_most(NOTHING, W.norm2(value)), "square", p=rows, q=columns, X=value)


def grams(proof: Writer) -> None:
    """E^T E = E, F F^T = F, and the same of I - F and I - E."""
    rest = W.minus(I, E)
    proof.have("E-gram", Equal(W.times(turned(E), E), E), "E-symmetric", "E-idempotent")
    proof.have("F-square", Equal(W.times(F, turned(F)), F), "F-symmetric", "F-idempotent")
    proof.have("F-gram", Equal(W.times(turned(F), F), F), "F-symmetric", "F-idempotent")
    proof.have("away-gram", Equal(W.times(AWAY, turned(AWAY)), AWAY), "F-symmetric", "F-idempotent")
    proof.have("away-square", Equal(W.times(turned(AWAY), AWAY), AWAY), "F-symmetric", "F-idempotent")
    proof.have("rest-gram", Equal(W.times(turned(rest), rest), rest), "E-symmetric", "E-idempotent")


def errors(proof: Writer) -> None:
    left = turned(R)
    proof.have("X-E", Equal(W.times(turned(X), E), turned(X)), "E-fixes", "E-symmetric")
    proof.have("apart", W.vanishes(W.times(turned(X), OUTER), b, m), "X-E")
    sizes = dict(zip("nbmp", (n, b, m, p), strict=True))
    proof.apply("columns", each_column(left, INWARD), "C1.09", "rows", "rises",
                **sizes, X=X, Y=Y, U=U, R=R, K=K)  # fmt: skip
    proof.apply("pairs", compared(INNER, OUTER, left, INWARD), "all-columns", "columns", "apart",
                b=b, m=m, p=p, X=X, L=left, S=INWARD, N=INNER, T=OUTER)  # fmt: skip
    proof.have("R-E", W.vanishes(W.times(left, E), p, m), "flat-R", "E-made")
    proof.have("R-outer", Equal(W.times(left, OUTER), W.times(left, F)), "R-E")
    proof.have("S-inner", Equal(W.times(INWARD, X, INNER), W.times(INWARD, AWAY)), "inner-is", "X-E")
    inside = W.at_most(W.norm2(W.times(left, F)), W.norm2(W.times(INWARD, AWAY)))
    zero = W.vanishes(OUTER, m, m)
    proof.have("outer-or", Or((zero, Not(zero))))
    with proof.cases("inside", inside, "outer-or") as case:
        with case("nothing"):
            proof.have("R-F", Equal(W.norm2(W.times(left, F)), NOTHING), "nothing", "R-outer")
            squared(proof, "square", W.times(INWARD, AWAY), p, m)
            proof.have("inside-0", inside, "R-F", "square")
        with case("something"):
            proof.by("outer-positive", W.positive(W.norm2(OUTER)), Positive("something"))
            h, g = W.norm2(W.times(left, OUTER)), W.norm2(W.times(INWARD, X, INNER))
            squared(proof, "low", W.times(left, OUTER), p, m)
            proof.apply("cancelled", W.at_most(h, g), "cancel", "pairs", "outer-less", "low", "outer-positive",
                        a=W.norm2(W.times(X, INNER)), h=h, g=g, r=W.norm2(OUTER))  # fmt: skip
            proof.have("inside-1", inside, "cancelled", "R-outer", "S-inner")
    squared(proof, "square-F", W.times(F, CHANGED), m, p)
    kept = W.plus(R, W.times(X, Y, U))
    proof.have("away", Equal(W.times(AWAY, CHANGED), W.times(AWAY, kept)), "F-fixes")
    proof.have("pythagoras", Equal(W.norm2(CHANGED), W.plus(W.norm2(W.times(AWAY, CHANGED)),
                                                           W.norm2(W.times(F, CHANGED)))),
               "away-square", "F-gram")  # fmt: skip
    proof.have("kept-is", Equal(W.norm2(W.times(AWAY, kept)),
                                W.plus(W.norm2(W.times(AWAY, R)), W.norm2(W.times(AWAY, X, Y, U)))),
               "away-square", "flat-Y")  # fmt: skip
    proof.have("R-away", Equal(W.norm2(W.times(AWAY, R)), W.minus(W.norm2(R), W.norm2(W.times(left, F)))),
               "away-square", "F-square")  # fmt: skip
    proof.have("S-away", Equal(W.norm2(W.times(AWAY, X, Y, U)), W.norm2(W.times(INWARD, AWAY))),
               "away-square", "away-gram")  # fmt: skip
    proof.have(
        "kept-size", W.at_most(W.norm2(R), W.norm2(W.times(AWAY, kept))), "kept-is", "R-away", "S-away", "inside"
    )
    proof.have("away-size", Equal(W.norm2(W.times(AWAY, CHANGED)), W.norm2(W.times(AWAY, kept))), "away")
    proof.have("best", BEST.sequent.claim, "kept-size", "away-size", "pythagoras", "square-F")


# ------------------------------------------------------------------------------------------------ C1.04


def split(value: W.Term) -> Equal:
    """||Z U - V||^2 = ||Z U - V F||^2 + ||V - V F||^2."""
    near, rest = W.minus(W.times(value, U), W.times(V, F)), W.minus(V, W.times(V, F))
    return Equal(loss_at(value), W.plus(W.norm2(near), W.norm2(rest)))


REDUCED = W.statement(
    "C1.04", split(Z), sizes=("n", "m", "p"),
    symbols=(DATA, TARGETS, W.matrix("F", p, p), W.matrix("Z", m, n)), symmetric=Equal(turned(F), F),
    idempotent=Equal(W.times(F, F), F), fixes=Equal(W.times(F, turned(U)), turned(U)),
)  # fmt: skip


def reduced() -> Writer:
    """F is the projection onto the rows of the data."""
    proof = Writer()
    proof.have("U-F", Equal(W.times(U, F), U), "fixes", "symmetric")
    proof.have("gram", Equal(W.times(F, turned(F)), F), "symmetric", "idempotent")
    proof.have("split", REDUCED.sequent.claim, "U-F", "gram", "symmetric")
    return proof


# ------------------------------------------------------------------------------------------------ two layers

NONE = Not(quadratic(Exists(FACTORS, is_pair_spurious())))
TWO_LAYERS = W.statement("C1.02", NONE, sizes=("n", "b", "m", "p"), symbols=(DATA, TARGETS))
CITED = W.axiom(
    "two-layers", NONE, "Theorem 2(1) of the paper's reference [19], for two layers; not consulted",
    sizes=("n", "b", "m", "p"), symbols=(DATA, TARGETS),
)  # fmt: skip


def squared_loss(rows: W.Affine, columns: W.Affine) -> W.FunctionDeclaration:
    """g(Z) = ||Z U - V||^2, with g'(Z) = 2 (Z U - V) U^T."""
    gap = W.minus(W.times(Z, U), V)
    return W.FunctionDeclaration("g", rows, columns, "Z", W.norm2(gap), W.times(DOUBLE, gap, turned(U)))


def of_g(node: W.Formula) -> W.Formula:
    """The formula with g for f."""
    return instantiated(node, Assignment(functions={"f": "g"}))


def two_layers_global() -> Writer:
    proof = Writer()
    with proof.suppose("none", NONE, "some"), proof.define("g-is", W.FALSE, functions=(squared_loss(m, n),)):
        with proof.obtain("pair-is", W.FALSE, "some", ("X", "Y"), "spurious"):
            sizes = dict(zip("nbm", (n, b, m), strict=True))
            proof.apply("convex-is", quadratic(convex_at(m, n)), "C1.01", n=n, m=m, p=p, U=U, V=V)
            proof.have("convex", of_g(convex_at(m, n)), "convex-is")
            proof.have("g-spurious", of_g(is_pair_spurious()), "spurious")
            proof.have("n-or", Or((W.integer_at_most(n, b), IntegerRelation("<", b, n))))
            with proof.cases("clash", W.FALSE, "n-or") as case:
                with case("n-narrow"):
                    wide(proof, "n-narrow", 0, sizes)
                with case("n-wide"):
                    proof.have("m-or", Or((W.integer_at_most(m, b), IntegerRelation("<", b, m))))
                    with proof.cases("clash-m", W.FALSE, "m-or") as inner:
                        with inner("m-narrow"):
                            wide(proof, "m-narrow", 1, sizes)
                        with inner("m-wide"):
                            narrow(proof, sizes)
    return proof


def wide(proof: Writer, name: str, place: int, sizes: dict[str, W.Affine]) -> None:
    either = Or((W.integer_at_most(n, b), W.integer_at_most(m, b)))
    proof.by("one-wide", either, Alternative(name, place))
    proof.apply("no-spurious", Not(of_g(is_pair_spurious())), "T2.03", "convex", "one-wide", **sizes, X=X, Y=Y, f="g")
    proof.by("clash-here", W.FALSE, Use("no-spurious", (By("g-spurious"),)))


def narrow(proof: Writer, sizes: dict[str, W.Affine]) -> None:
    """Theorem 2 gives a left inverse of X, the local minimum the second derivative, and C1.10 the rest."""
    inverses = And((LEFT_OF_X, RIGHT_OF_Y))
    proof.apply("inverses", inverses, "Theorem-2", "convex", "g-spurious", **sizes, X=X, Y=Y, f="g")
    proof.by("left", LEFT_OF_X, Use("inverses", (Part(0),)))
    proof.by("local", quadratic(is_pair_local()), Use("spurious", (Part(0),)))
    proof.by("worse", quadratic(is_pair_worse()), Use("spurious", (Part(1),)))
    proof.by("g-local", of_g(is_pair_local()), Use("g-spurious", (Part(0),)))
    slope = Slope("g", W.times(X, Y))
    critical = And((W.vanishes(W.times(slope, turned(Y)), m, b), W.vanishes(W.times(turned(X), slope), b, n)))
    proof.apply("critical", critical, "P.04-pair", "g-local", **sizes, X=X, Y=Y, f="g")
    for number, label in enumerate(("flat_X", "flat_Y")):
        proof.by(f"slope-{number}", critical.parts[number], Use("critical", (Part(number),)))
        proof.have(f"E-{label[-1]}", STATIONARY[label], f"slope-{number}")
    curved = W.plus(W.norm2(LINE), W.times(DOUBLE, Trace(W.times(turned(ERROR), P, Q, U))))
    proof.apply("curved", ForAll(MOVES, W.at_most(NOTHING, curved)), "C1.08", "E-X", "E-Y", "local",
                **sizes, p=p, X=X, Y=Y, U=U, V=V)  # fmt: skip
    some = Exists((W.matrix("F", p, p), W.matrix("H", n, p)), onto_rows())
    proof.apply("rows-some", some, "projection", p=p, q=n, C=turned(U))
    with proof.obtain("F-is", W.FALSE, "rows-some", ("F", "H"), "F-kept"):
        for number, label in enumerate(("symmetric", "idempotent", "made", "fixes")):
            proof.by(label, onto_rows().parts[number], Use("F-kept", (Part(number),)))
        with proof.obtain("CD-is", W.FALSE, "worse", ("C", "D"), "lower"):
            compare(proof, sizes)


def onto_rows() -> And:
    return And((
        Equal(turned(F), F), Equal(W.times(F, F), F), Equal(F, W.times(turned(U), H)),
        Equal(W.times(F, turned(U)), turned(U)), W.at_most(Trace(F), Integer(n)),
    ))  # fmt: skip


REST = W.times(W.number(-1), ERROR, F)


def compare(proof: Writer, sizes: dict[str, W.Affine]) -> None:
    """R = -(X Y U - V) F and K = H^T, for which K U = F."""
    by = Assignment(symbols={"R": REST, "K": turned(H)})
    proof.have("K-U", Equal(W.times(turned(H), U), F), "made", "symmetric")
    proof.have("U-F", Equal(W.times(U, F), U), "fixes", "symmetric")
    flat_R, flat_Y, rows = (instantiated(item, by) for item in RESIDUAL.values())
    proof.have("R-flat", flat_R, "E-Y", "made")
    proof.have("R-flat-Y", flat_Y, "E-X", "fixes")
    proof.have("R-rows", rows, "K-U", "idempotent")
    rises = instantiated(RISES, by)
    with proof.fix("rises", rises, "P", "Q"):
        curved = W.plus(W.norm2(LINE), W.times(DOUBLE, Trace(W.times(turned(ERROR), P, Q, U))))
        proof.by("curved-here", W.at_most(NOTHING, curved), Use("curved", (At((P, Q)),)))
        one, two = Trace(W.times(turned(REST), P, Q, U)), Trace(W.times(turned(ERROR), P, Q, U))
        proof.have("turned-F", Equal(one, W.times(W.number(-1), two)), "U-F", "symmetric")
        proof.have("rises-here", rises.body, "curved-here", "turned-F")
    proof.apply("best", instantiated(W.at_most(W.norm2(R), W.norm2(CHANGED)), by), "C1.10", "R-flat", "R-flat-Y",
                "R-rows", "rises", "left", **sizes, p=p, X=X, Y=Y, U=U, R=REST, K=turned(H), C=C, D=D)  # fmt: skip
    for label, value in (("here", W.times(X, Y)), ("there", W.times(C, D))):
        proof.apply(f"split-{label}", split(value), "C1.04", "symmetric", "idempotent", "fixes",
                    n=n, m=m, p=p, U=U, V=V, F=F, Z=value)  # fmt: skip
        near = W.minus(W.times(value, U), W.times(V, F))
        rest = REST if label == "here" else instantiated(CHANGED, by)
        proof.have(f"gap-{label}", Equal(rest, W.times(W.number(-1), near)), "U-F")
        proof.have(f"size-{label}", Equal(W.norm2(rest), W.norm2(near)), f"gap-{label}")
    proof.have("contradiction", W.FALSE, "best", "lower", "split-here", "split-there", "size-here", "size-there")


# ------------------------------------------------------------------------------------------------ Corollary 1

DEEP_DATA = W.matrix("U", d(ZERO), p), W.matrix("V", d(k), p)


def corollary(label: str) -> W.Statement:
    """For all k >= 1, L_k has no spurious local minimum under the quadratic loss."""
    return W.statement(label, Not(quadratic(SOME_SPURIOUS)), integers=("k",), sizes=(WIDTHS, "p"), symbols=DEEP_DATA,
                       facts={"deep": DEEP})  # fmt: skip


C1, C1_CITED = corollary("Corollary-1"), corollary("Corollary-1-cited")


def deep_layers() -> Writer:
    return all_layers("C1.02")


def deep_layers_cited() -> Writer:
    return all_layers("two-layers")


def all_layers(two: str) -> Writer:
    """Theorem 1 at the smallest width d_j."""
    proof = Writer()
    goal = C1.sequent.claim
    proof.apply("smallest", some_least(k), "T1.01", k=k, d=("i", d(i)))
    with proof.suppose("none", goal, "some"), proof.extreme("j-is", W.FALSE, "smallest", ("j", "narrow", "beyond")):
        with proof.define("g-is", W.FALSE, functions=(squared_loss(d(k), d(ZERO)),)):
            proof.apply("convex-is", quadratic(convex_at(d(k), d(ZERO))), "C1.01", n=d(ZERO), m=d(k), p=p, U=U, V=V)
            proof.have("convex", of_g(CONVEX), "convex-is")
            proof.have("g-some", of_g(SOME_SPURIOUS), "some")
            hard = Implies(of_g(SOME_SPURIOUS), of_g(PAIR_SPURIOUS))
            both = And((hard, Implies(hard.conclusion, hard.premise)))
            proof.apply("theorem", both, "Theorem-1", "convex", "narrow", k=k, j=j, d=("i", d(i)), f="g")
            proof.by("pair", of_g(PAIR_SPURIOUS), Use("theorem", (Part(0), By("g-some"))))
            none = Not(quadratic(PAIR_SPURIOUS))
            proof.apply("no-pair", none, two, n=d(ZERO), b=d(j), m=d(k), p=p, U=U, V=V)
            proof.have("pair-is", quadratic(PAIR_SPURIOUS), "pair")
            proof.by("clash", W.FALSE, Use("no-pair", (By("pair-is"),)))
    return proof
