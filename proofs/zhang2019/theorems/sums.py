"""Sums over towers: one summand is told from the others, and selectors J_l put spaces side by side.

J_l takes the space of tower l into one of size s: J_l^T J_l = I, J_l^T J_h = 0 for l != h, and the sum of all J_l J_l^T
is I.
"""

from __future__ import annotations

from proofs.zhang2019.theorems import writing as W
from proofs.zhang2019.theorems.writing import (
    ONE,
    ZERO,
    And,
    Equal,
    Exists,
    ForAllIndex,
    Identity,
    Implies,
    Or,
    Piece,
    SizeAt,
    Symbol,
    SymbolDeclaration,
    Transpose,
    Writer,
)
from symproof.language.binding import Assignment, instantiated
from symproof.language.derivation import AtIndex, By, Give, Integers, Part, SumFactor, SumOf, SumSplit, Use
from symproof.language.formulas import IntegerRelation

r, l, g, h, t, p, q, s = W.integers("r l g h t p q s")  # noqa: E741
S, Z, nu = W.symbols("S Z nu")
SOME = W.integer_at_most(ONE, r)
NOTHING = W.number(0)


def e(index: W.Affine) -> W.Affine:
    """The size of the space of a tower."""
    return W.parameter(SizeAt("e", index))


SPACES = W.SizeDeclaration("e", W.Range("l", ONE, r))


def family(name: str, rows: W.Affine, columns: W.Affine, high: W.Affine = r) -> SymbolDeclaration:
    return SymbolDeclaration(name, rows, columns, W.Range("l", ONE, high))


def member(name: str, index: W.Affine = l) -> Symbol:
    return Symbol(name, index)


def each(body: W.Formula, high: W.Affine = r) -> ForAllIndex:
    return ForAllIndex("l", ONE, high, body)


def summed(body: W.Term, low: W.Affine = ONE, high: W.Affine = r) -> W.Term:
    return W.total("l", low, high, body)


# ------------------------------------------------------------------------------------------------ the smallest of many


def smallest_up_to(high: W.Affine) -> Exists:
    """There is nu > 0 with nu^2 <= x_l^2 for the first x_l."""
    bounded = each(W.at_most(W.square(nu), W.square(member("x"))), high)
    return Exists((W.scalar("nu"),), And((W.positive(nu), bounded)))


SMALLEST = W.statement(
    "smallest-of-many", smallest_up_to(r), integers=("r",), symbols=(family("x", ONE, ONE),), facts={"some": SOME},
    positive=each(W.positive(member("x"))),
)  # fmt: skip


def smallest_of_many() -> Writer:
    """By induction, the smaller of two positive numbers is one."""
    proof = Writer()
    schema = ForAllIndex("h", ONE, r, smallest_up_to(h))
    with proof.induction("all", schema, "g", "before") as part:
        with part("base"):
            first = member("x", ONE)
            proof.by("first-positive", W.positive(first), Use("positive", (AtIndex(ONE),)))
            with proof.fix("first-bounded", each(W.at_most(W.square(first), W.square(member("x"))), ONE), "h"):
                proof.by("is-first", IntegerRelation("=", h, ONE), Integers())
                proof.have("same", W.at_most(W.square(first), W.square(member("x", h))))
            bounded = each(W.at_most(W.square(first), W.square(member("x"))), ONE)
            proof.have("first-kept", And((W.positive(first), bounded)), "first-positive", "first-bounded")
            proof.by("base", smallest_up_to(ONE), Give("first-kept", (first,)))
        with part("step"):
            one_more(proof)
    proof.by("last", SMALLEST.sequent.claim, Use("all", (AtIndex(r),)))
    return proof


def one_more(proof: Writer) -> None:
    following = W.shift(g, 1)
    goal, X, Y = smallest_up_to(following), Symbol("y"), member("x", following)
    kept = [W.positive(nu), W.at_most(W.square(nu), W.square(X)), W.at_most(W.square(nu), W.square(Y))]
    with proof.obtain("y-is", goal, "before", ("y",), "y-kept"):
        bounded = each(W.at_most(W.square(X), W.square(member("x"))), g)
        proof.by("y-positive", W.positive(X), Use("y-kept", (Part(0),)))
        proof.by("y-bounded", bounded, Use("y-kept", (Part(1),)))
        proof.by("next-positive", W.positive(Y), Use("positive", (AtIndex(following),)))
        proof.apply("smaller", Exists((W.scalar("nu"),), And(tuple(kept))), "smaller", "y-positive", "next-positive",
                    X=X, Y=Y)  # fmt: skip
        with proof.obtain("nu-is", goal, "smaller", ("nu",), "nu-kept"):
            for number, label in enumerate(("nu-positive", "nu-y", "nu-next")):
                proof.by(label, kept[number], Use("nu-kept", (Part(number),)))
            general = each(W.at_most(W.square(nu), W.square(member("x"))), following)
            with proof.fix("nu-bounded", general, "h"):
                here = W.at_most(W.square(nu), W.square(member("x", h)))
                proof.have("either", Or((W.integer_at_most(h, g), IntegerRelation("<", g, h))))
                with proof.cases("at-h", here, "either") as case:
                    with case("before-next"):
                        proof.by(
                            "y-h", W.at_most(W.square(X), W.square(member("x", h))), Use("y-bounded", (AtIndex(h),))
                        )
                        proof.have("nu-h", here, "nu-y", "y-h")
                    with case("is-next"):
                        proof.by("h-is", IntegerRelation("=", h, following), Integers())
                        proof.have("nu-h-next", here, "nu-next")
            proof.have("nu-both", And((W.positive(nu), general)), "nu-positive", "nu-bounded")
            proof.by("nu-given", goal, Give("nu-both", (nu,)))


# ------------------------------------------------------------------------------------------------ one of many

ALONE = W.statement(
    "one-of-many",
    Equal(summed(member("E")), W.plus(summed(member("F")), W.minus(member("E", g), member("F", g)))),
    integers=("r", "g"), sizes=("p", "q"), symbols=(family("E", p, q), family("F", p, q)),
    facts={"g-low": W.integer_at_most(ONE, g), "g-high": W.integer_at_most(g, r)},
    others=each(Implies(IntegerRelation("!=", l, g), Equal(member("E"), member("F")))),
)  # fmt: skip


def one_of_many() -> Writer:
    """Sums differ by one summand where all others are equal."""
    proof = Writer()
    below, above = (ONE, W.shift(g, -1)), (W.shift(g, 1), r)
    for name in "EF":
        rest = summed(member(name), g, r)
        proof.by(f"{name}-split", Equal(summed(member(name)), W.plus(summed(member(name), *below), rest)),
                 SumSplit(W.shift(g, -1)))  # fmt: skip
        proof.by(f"{name}-rest", Equal(rest, W.plus(summed(member(name), g, g), summed(member(name), *above))),
                 SumSplit(g))  # fmt: skip
    for label, bounds in (("below", below), ("above", above)):
        schema = ForAllIndex("l", *bounds, Equal(member("E"), member("F")))
        with proof.fix(f"{label}-each", schema, "h"):
            proof.by("h-other", IntegerRelation("!=", h, g), Integers())
            proof.by("h-same", Equal(member("E", h), member("F", h)), Use("others", (AtIndex(h), By("h-other"))))
        sums = Equal(summed(member("E"), *bounds), summed(member("F"), *bounds))
        proof.by(f"{label}-sum", sums, SumOf(f"{label}-each"))
    proof.have("claim", ALONE.sequent.claim, "E-split", "F-split", "E-rest", "F-rest", "below-sum", "above-sum")
    return proof


MEMBER = W.statement(
    "member-of-many", W.at_most(member("y", g), summed(member("y"))), integers=("r", "g"),
    symbols=(family("y", ONE, ONE),), facts={"g-low": W.integer_at_most(ONE, g), "g-high": W.integer_at_most(g, r)},
    low=each(W.at_most(NOTHING, member("y"))),
)  # fmt: skip


def member_of_many() -> Writer:
    """A summand is at most the sum of numbers that are not negative."""
    proof = Writer()
    y, below, above = member("y"), (ONE, W.shift(g, -1)), (W.shift(g, 1), r)
    proof.by("split", Equal(summed(y), W.plus(summed(y, *below), summed(y, g, r))), SumSplit(W.shift(g, -1)))
    proof.by("rest", Equal(summed(y, g, r), W.plus(summed(y, g, g), summed(y, *above))), SumSplit(g))
    for label, bounds in (("below", below), ("above", above)):
        with proof.fix(f"{label}-each", ForAllIndex("l", *bounds, W.at_most(NOTHING, y)), "h"):
            proof.by("low-h", W.at_most(NOTHING, member("y", h)), Use("low", (AtIndex(h),)))
        proof.by(f"{label}-sum", W.at_most(summed(NOTHING, *bounds), summed(y, *bounds)), SumOf(f"{label}-each"))
    proof.have("here", Equal(summed(y, g, g), member("y", g)))
    proof.have("claim", MEMBER.sequent.claim, "split", "rest", "below-sum", "above-sum", "here")
    return proof


# ------------------------------------------------------------------------------------------------ traces of sums

TRACE = W.statement(
    "trace-of-sum", Equal(W.Trace(summed(member("E"))), summed(W.Trace(member("E")))), integers=("r",), sizes=("p",),
    symbols=(family("E", p, p),), facts={"some": W.integer_at_most(ZERO, r)},
)  # fmt: skip


def trace_of_sum() -> Writer:
    """By induction on the number of summands."""
    proof = Writer()

    def upto(high: W.Affine) -> Equal:
        return Equal(W.Trace(summed(member("E"), ONE, high)), summed(W.Trace(member("E")), ONE, high))

    with proof.induction("all", ForAllIndex("h", ZERO, r, upto(h)), "g", "before") as part:
        with part("base"):
            proof.have("nothing", upto(ZERO))
        with part("step"):
            following = W.shift(g, 1)
            for label, body in (("matrix", member("E")), ("scalar", W.Trace(member("E")))):
                sides = summed(body, ONE, following), W.plus(summed(body, ONE, g), summed(body, following, following))
                proof.by(f"{label}-split", Equal(*sides), SumSplit(g))
            whole = W.Trace(summed(member("E"), ONE, following))
            apart = W.plus(W.Trace(summed(member("E"), ONE, g)), W.Trace(member("E", following)))
            proof.have("trace-split", Equal(whole, apart), "matrix-split")
            proof.have("one-more", upto(following), "trace-split", "scalar-split", "before")
    proof.by("whole", TRACE.sequent.claim, Use("all", (AtIndex(r),)))
    return proof


# ------------------------------------------------------------------------------------------------ selectors

J = member("J")
SELECTOR = family("J", s, e(l))
UNIT = each(Equal(W.times(Transpose(J), J), Identity(e(l))))
APART = each(ForAllIndex("h", ONE, r, Implies(
    IntegerRelation("!=", l, h), W.vanishes(W.times(Transpose(J), member("J", h)), e(l), e(h)),
)))  # fmt: skip
TOGETHER = Equal(summed(W.times(J, Transpose(J))), Identity(s))

NORM = W.statement(
    "norm-over-selectors", Equal(W.norm2(S), summed(W.norm2(W.times(S, J)))), integers=("r",), sizes=("p", "s", SPACES),
    symbols=(SELECTOR, W.matrix("S", p, s)), facts={"some": SOME}, together=TOGETHER,
)  # fmt: skip


def norm_over_selectors() -> Writer:
    """||S||^2 = the sum of ||S J_l||^2, since the sum of J_l J_l^T is I."""
    proof = Writer()
    claim, body = NORM.sequent.claim, W.times(S, J, Transpose(J), Transpose(S))
    E = SymbolDeclaration("E", p, p, W.Range("l", ONE, r), (Piece(body, ONE, r),))
    with proof.define("E-are", claim, E):
        proof.apply("trace", Equal(W.Trace(summed(member("E"))), summed(W.Trace(member("E")))), "trace-of-sum",
                    r=r, p=p, E="E")  # fmt: skip
        with proof.fix("each", each(Equal(W.Trace(member("E")), W.norm2(W.times(S, J)))), "h"):
            proof.have("h-norm", Equal(W.Trace(member("E", h)), W.norm2(W.times(S, member("J", h)))))
        proof.by("norms", Equal(summed(W.Trace(member("E"))), summed(W.norm2(W.times(S, J)))), SumOf("each"))
        with proof.fix("bodies", each(Equal(member("E"), body)), "h"):
            here = W.times(S, member("J", h), Transpose(member("J", h)), Transpose(S))
            proof.have("h-body", Equal(member("E", h), here))
        proof.by("sum", Equal(summed(member("E")), summed(body)), SumOf("bodies"))
        proof.have("square", Equal(summed(member("E")), W.times(S, Transpose(S))), "sum", "together")
        proof.have("trace-is", Equal(W.Trace(summed(member("E"))), W.norm2(S)), "square")
        proof.have("claim", claim, "trace", "norms", "trace-is")
    return proof


SHORTER = W.statement(
    "shorter-image", W.at_most(W.norm2(W.times(S, Z)), W.norm2(S)), sizes=("p", "q", "s"),
    symbols=(W.matrix("S", p, s), W.matrix("Z", s, q)), unit=Equal(W.times(Transpose(Z), Z), Identity(q)),
)  # fmt: skip


def shorter_image() -> Writer:
    """||S||^2 - ||S Z||^2 = ||S - S Z Z^T||^2, for Z^T Z = I."""
    proof = Writer()
    rest = W.minus(S, W.times(S, Z, Transpose(Z)))
    proof.apply("rest", W.at_most(NOTHING, W.norm2(rest)), "square", p=p, q=s, X=rest)
    proof.have("rest-is", Equal(W.norm2(rest), W.minus(W.norm2(S), W.norm2(W.times(S, Z)))), "unit")
    proof.have("claim", SHORTER.sequent.claim, "rest", "rest-is")
    return proof


def side_by_side(left: W.Term, right: W.Term) -> tuple[W.Term, W.Term]:
    """The sums of A_t J_t^T and of J_t B_t."""
    Jt = member("J", t)
    return W.total("t", ONE, r, W.times(left, Transpose(Jt))), W.total("t", ONE, r, W.times(Jt, right))


WHOLE = side_by_side(member("A", t), member("B", t))
JOINED = W.statement(
    "joined", And((
        each(Equal(W.times(WHOLE[0], J), member("A"))),
        each(Equal(W.times(Transpose(J), WHOLE[1]), member("B"))),
        Equal(W.times(*WHOLE), summed(W.times(member("A"), member("B")))),
    )),
    integers=("r",), sizes=("p", "q", "s", SPACES),
    symbols=(SELECTOR, family("A", p, e(l)), family("B", e(l), q)), facts={"some": SOME}, unit=UNIT, apart=APART,
)  # fmt: skip


def joined() -> Writer:
    """X J_l = A_l and J_l^T Y = B_l for X = sum of A_l J_l^T and Y = sum of J_l B_l; so X Y = sum of A_l B_l."""
    proof = Writer()
    left, right, product = JOINED.sequent.claim.parts
    X, Y = WHOLE
    for label, goal in (("left", left), ("right", right)):
        with proof.fix(label, goal, "g"):
            one_block(proof, label, X if label == "left" else Y)
    inside = summed(W.times(X, J, member("B")))
    proof.by("inside", Equal(W.times(X, Y), inside), SumFactor(1))
    with proof.fix("each", each(Equal(W.times(X, J, member("B")), W.times(member("A"), member("B")))), "g"):
        proof.by("left-g", Equal(W.times(X, member("J", g)), member("A", g)), Use("left", (AtIndex(g),)))
        proof.have("both-g", Equal(W.times(X, member("J", g), member("B", g)), W.times(member("A", g), member("B", g))),
                   "left-g")  # fmt: skip
    proof.by("sums", Equal(inside, product.right), SumOf("each"))
    proof.have("product", product, "inside", "sums")
    proof.have("all", JOINED.sequent.claim, "left", "right", "product")
    return proof


def one_block(proof: Writer, label: str, whole: W.Term) -> None:
    """The sum of A_l J_l^T J_g is A_g, since its other summands are zero."""
    Jg, name = member("J", g), "A" if label == "left" else "B"
    here = member(name, g)
    sides = (p, e(g)) if label == "left" else (e(g), q)
    body = W.times(member("A"), Transpose(J), Jg) if label == "left" else W.times(Transpose(Jg), J, member("B"))
    at_g = W.times(here, Transpose(Jg), Jg) if label == "left" else W.times(Transpose(Jg), Jg, here)
    value = W.times(whole, Jg) if label == "left" else W.times(Transpose(Jg), whole)
    proof.by("inside-g", Equal(value, summed(body)), SumFactor(0 if label == "left" else 1))
    E = SymbolDeclaration("E", *sides, W.Range("l", ONE, r), (Piece(body, ONE, r),))
    F = SymbolDeclaration("F", *sides, W.Range("l", ONE, r), (Piece(W.Zero(*sides), ONE, r),))
    goal = Equal(value, here)
    with proof.define("EF-are", goal, E, F):
        others = each(Implies(IntegerRelation("!=", l, g), Equal(member("E"), member("F"))))
        with proof.fix("others", others, "h"):
            at_h = Implies(IntegerRelation("!=", h, g), Equal(member("E", h), member("F", h)))
            with proof.suppose("others-h", at_h, "h-other"):
                proof.by("h-turned", IntegerRelation("!=", g, h), Integers())
                one, two = ((h, g), "h-other") if label == "left" else ((g, h), "h-turned")
                zero = W.vanishes(W.times(Transpose(member("J", one[0])), member("J", one[1])), e(one[0]), e(one[1]))
                proof.by("h-zero", zero, Use("apart", (AtIndex(one[0]), AtIndex(one[1]), By(two))))
                proof.have("h-same", at_h.conclusion, "h-zero")
        claim = Equal(summed(member("E")), W.plus(summed(member("F")), W.minus(member("E", g), member("F", g))))
        proof.apply("alone", claim, "one-of-many", "others", r=r, g=g, p=sides[0], q=sides[1], E="E", F="F")
        with proof.fix("bodies", each(Equal(body, member("E"))), "h"):
            proof.have("h-body", instantiated(Equal(body, member("E")), Assignment({"l": h})))
        proof.by("sum", Equal(summed(body), summed(member("E"))), SumOf("bodies"))
        with proof.fix("zeros", each(Equal(member("F"), W.Zero(*sides))), "h"):
            proof.have("h-nothing", Equal(member("F", h), W.Zero(*sides)))
        proof.by("zero-sum", Equal(summed(member("F")), summed(W.Zero(*sides))), SumOf("zeros"))
        proof.by("unit-g", Equal(W.times(Transpose(Jg), Jg), Identity(e(g))), Use("unit", (AtIndex(g),)))
        proof.have("E-g", Equal(member("E", g), at_g))
        proof.have("F-g", Equal(member("F", g), W.Zero(*sides)))
        proof.have("goal", goal, "inside-g", "alone", "sum", "zero-sum", "unit-g", "E-g", "F-g")
