"""Rows for the rules of orders: ORDER, SAME, RECIPROCAL, PENROSE."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from kernel.attacking import DROPPED, FALSE, FORGED, SIZE, Case, Row, row
from kernel.building import AXIOM, declare, equal, j, m, matrix, n, plus, scalars, sequent, term, times

from symproof.language.affine import integer
from symproof.language.certificate import (
    Algebra,
    Entry,
    Gap,
    IntegerGap,
    Order,
    Penrose,
    Reciprocal,
    Same,
    SquaredNorm,
    Summand,
)
from symproof.language.formulas import And, Compare, Equal, Invertible, Predicate
from symproof.language.terms import Inverse, Power, Symbol, Term, Trace, Transpose

ORDERS = declare(*scalars(*"abcs"), matrix("X", n, m), matrix("Y", n, n), matrix("Q", m, n), integers=["j"])
a, b, c, s, X, Y = (Symbol(name) for name in "abcsXY")
NORM = Trace(times(Transpose(X), X))
ONE, ZERO = Fraction(1), integer(0)


def less(left: Term | int, right: Term | int) -> Compare:
    return Compare("<", term(left), term(right))


def at_most(left: Term | int, right: Term | int) -> Compare:
    return Compare("<=", term(left), term(right))


def order() -> Row:
    """a < s + ||X||^2 from a <= b, b < c, c = s."""
    first, second, square = (Summand(ONE, (item,)) for item in (Gap("p"), Gap("q", 1), SquaredNorm(X)))
    entry = Entry("e", factor=term(-1))
    certificate = Order((first, second, square), Algebra((entry,)))
    premises = {"p": at_most(a, b), "q": And((equal(b, b), less(b, c))), "e": equal(c, s)}
    good = Case(sequent(ORDERS, less(a, plus(s, NORM)), premises), certificate)

    def by(*summands: Summand, entries: tuple[Entry, ...] = (entry,)) -> Case:
        return good.by(Order(summands, Algebra(entries)))

    def multiplied(*factors: object) -> Case:
        return by(first, second, Summand(ONE, (SquaredNorm(X), *factors)))  # type: ignore[arg-type]

    return row(good, {"p", "q", "e"}, {
        FALSE: [
            ("SP329", "turned round", good.claiming(less(plus(s, NORM), a))),
            ("SP329", "without the square", good.claiming(less(a, s))),
            ("SP329", "more than that", good.claiming(less(plus(a, 1), plus(s, NORM)))),
            ("SP351", "an equation", good.claiming(equal(a, plus(s, NORM)))),
            ("SP351", "a disequality", good.claiming(Compare("!=", a, plus(s, NORM)))),
            ("SP328", "an equation by algebra", good.by(Algebra((entry,)))),
        ],
        DROPPED: [
            ("SP326", "the weak order", good.without("p")),
            ("SP326", "the strict order", good.without("q")),
            ("SP326", "the equation", good.without("e")),
            ("SP329", "no summand of the weak order", by(second, square)),
            ("SP352", "no summand of the strict order", by(first, square)),
            ("SP352", "the strict order is weak", good.given(q=And((equal(b, b), at_most(b, c))))),
            ("SP329", "no entry", by(first, second, square, entries=())),
        ],
        SIZE: [
            ("SP305", "in the claim", good.claiming(less(a, plus(s, X)))),
            ("SP351", "a claim between matrices", good.claiming(less(Y, plus(Y, Y)))),
            ("SP351", "a premise between matrices", good.given(p=at_most(Y, times(2, Y)))),
            ("SP305", "a matrix as an entry", by(first, second, square, entries=(replace(entry, left=X),))),
        ],
        FORGED: [
            ("SP350", "a negative coefficient", by(replace(first, coefficient=-ONE), second, square)),
            ("SP350", "the coefficient zero", by(first, second, square, replace(square, coefficient=Fraction(0)))),
            ("SP329", "another coefficient", by(first, replace(second, coefficient=Fraction(2)), square)),
            ("SP329", "a summand twice", by(first, first, second, square)),
            ("SP329", "a factor twice", multiplied(SquaredNorm(X))),
            ("SP329", "a product of premises", multiplied(Gap("p"))),
            ("SP351", "an equation as an order", by(first, Summand(ONE, (Gap("q", 0),)), square)),
            ("SP351", "a single equation as an order", by(first, Summand(ONE, (Gap("e"),)), square)),
            ("SP326", "the third part of two", by(first, Summand(ONE, (Gap("q", 2),)), square)),
            ("SP326", "the part before the first", by(first, Summand(ONE, (Gap("q", -1),)), square)),
            ("SP326", "an index of no schema", by(first, Summand(ONE, (Gap("q", 1, (j,)),)), square)),
            ("SP326", "a premise that is not there", by(first, Summand(ONE, (Gap("h"),)), square)),
            ("SP326", "an induction that is not there", by(first, Summand(ONE, (Gap("induction"),)), square)),
            ("SP326", "a step as an order", by(first, Summand(ONE, (Gap("step:1"),)), square)),
            ("SP320", "an integer that may be negative", multiplied(IntegerGap(j))),
            ("SP301", "a square of what is not declared", multiplied(SquaredNorm(Symbol("Z")))),
        ],
    }, ["order"])  # fmt: skip


def multiplied() -> Row:
    """a <= b from c a <= c b and 0 < c."""
    multiplier, summand = Summand(ONE, (Gap("c"),)), Summand(ONE, (Gap("p"),))
    premises = {"c": less(0, c), "p": at_most(times(c, a), times(c, b))}
    good = Case(sequent(ORDERS, at_most(a, b), premises), Order((summand,), Algebra(), (multiplier,)))

    def by(*multipliers: Summand) -> Case:
        return good.by(Order((summand,), Algebra(), multipliers))

    strict = good.claiming(less(a, b)).given(c=at_most(0, c), p=less(times(c, a), times(c, b)))
    return row(good, {"c", "p"}, {
        FALSE: [
            ("SP329", "turned round", good.claiming(at_most(b, a))),
            ("SP352", "a strict order", good.claiming(less(a, b))),
            ("SP352", "a strict order from a weak one", strict.given(p=at_most(times(c, a), times(c, b)))),
            ("SP329", "the strict order turned round", strict.claiming(less(b, a))),
        ],
        DROPPED: [
            ("SP326", "the sign of the multiplier", good.without("c")),
            ("SP326", "the order", good.without("p")),
            ("SP352", "the multiplier may be 0", good.given(c=at_most(0, c))),
            ("SP329", "no multiplier", by()),
        ],
        SIZE: [
            ("SP351", "a multiplier of matrices", good.given(c=at_most(Y, times(2, Y)))),
            ("SP351", "a claim between matrices", good.claiming(at_most(Y, times(2, Y)))),
        ],
        FORGED: [
            ("SP350", "a negative multiplier", by(replace(multiplier, coefficient=-ONE))),
            ("SP350", "the multiplier 0", by(replace(multiplier, coefficient=Fraction(0)))),
            ("SP352", "a square, which may be 0", by(Summand(ONE, (SquaredNorm(c),)))),
            ("SP329", "the multiplier 1", by(Summand(ONE))),
            ("SP329", "a multiplier twice", by(multiplier, multiplier)),
        ],
    }, ["order"])  # fmt: skip


def beside_its_square() -> Row:
    """a <= b from a^2 <= b^2 and 0 <= b, as 2 b (b - a) = (b - a)^2 + (b^2 - a^2)."""
    gap = plus(b, times(-1, a))
    square, difference = Summand(ONE, (SquaredNorm(gap),)), Summand(ONE, (Gap("p"),))
    multiplier = Summand(Fraction(2), (Gap("c"),))
    premises = {"c": at_most(0, b), "p": at_most(times(a, a), times(b, b))}
    good = Case(sequent(ORDERS, at_most(a, b), premises), Order((square, difference), Algebra(), (multiplier,)))

    def by(*summands: Summand, factor: Summand = multiplier) -> Case:
        return good.by(Order(summands, Algebra(), (factor,)))

    return row(good, {"c", "p"}, {
        FALSE: [
            ("SP329", "turned round", good.claiming(at_most(b, a))),
            ("SP352", "a strict order", good.claiming(less(a, b))),
            ("SP352", "another order", good.claiming(at_most(times(2, a), b))),
        ],
        DROPPED: [
            ("SP326", "the sign of the multiplier", good.without("c")),
            ("SP326", "the order of the squares", good.without("p")),
            ("SP352", "no square of the difference", by(difference)),
            ("SP329", "the square alone", by(square)),
        ],
        SIZE: [
            ("SP351", "a multiplier of matrices", good.given(c=at_most(Y, times(2, Y)))),
            ("SP351", "a claim between matrices", good.claiming(at_most(Y, times(2, Y)))),
        ],
        FORGED: [
            ("SP350", "a negative multiplier", by(square, difference, factor=replace(multiplier, coefficient=-ONE))),
            ("SP350", "the square subtracted", by(replace(square, coefficient=-ONE), difference)),
            ("SP329", "another multiplier", by(square, difference, factor=Summand(ONE, (Gap("c"),)))),
            ("SP352", "the square of the sum", by(Summand(ONE, (SquaredNorm(plus(a, b)),)), difference)),
            ("SP352", "the square times b, which may be 0", by(replace(square, factors=(*square.factors, Gap("c"))))),
        ],
    }, ["order"])  # fmt: skip


def same() -> Row:
    """X + X is of a kind, from: 2 X is of that kind."""
    good = Case(
        sequent(ORDERS, Predicate("kind", (plus(X, X),)), {"h": And((equal(a, b), Predicate("kind", (times(2, X),))))}),
        Same("h", 1),
    )
    unequal = Case(sequent(ORDERS, Compare("!=", b, a), {"h": Compare("!=", a, b)}), Same("h"))
    return row(good, {"h"}, {
        FALSE: [
            ("SP353", "of another matrix", good.claiming(Predicate("kind", (X,)))),
            ("SP353", "of another kind", good.claiming(Predicate("other", (plus(X, X),)))),
            ("SP353", "of two matrices", good.claiming(Predicate("kind", (plus(X, X), X)))),
            ("SP353", "an equation", good.claiming(equal(X, X))),
            ("SP353", "invertible", good.claiming(Invertible(a))),
            ("SP353", "a matrix that is invertible", unequal.claiming(Compare("!=", Y, times(0, Y))).given(
                h=Invertible(Y))),
            ("SP353", "unequal, from a weak order", unequal.given(h=at_most(a, b))),
            ("SP353", "a strict order", unequal.claiming(less(b, a))),
            ("SP353", "another disequality", unequal.claiming(Compare("!=", b, c))),
            ("SP353", "an equation of the two", unequal.claiming(Equal(b, a))),
        ],
        DROPPED: [("SP326", "no premise", good.without("h"))],
        SIZE: [
            ("SP305", "in the claim", good.claiming(Predicate("kind", (plus(X, Y),)))),
            ("SP305", "of the argument", good.claiming(Predicate("kind", (Y,)))),
        ],
        FORGED: [
            ("SP353", "another part", good.by(Same("h", 0))),
            ("SP326", "no such part", good.by(Same("h", 2))),
            ("SP326", "an index of no schema", good.by(Same("h", 1, (j,)))),
            ("SP326", "an induction that is not there", good.by(Same("induction"))),
        ],
    })  # fmt: skip


def reciprocal() -> Row:
    """(a - b) / (a - b) = 1 from a < b."""
    gap = plus(a, times(-1, b))
    step = Reciprocal("h", 1)
    certificate = Algebra((Entry("step:1"),), (step,))
    good = Case(sequent(ORDERS, equal(times(gap, Inverse(gap)), 1), {"h": And((equal(c, c), less(a, b)))}), certificate)

    def by(changed: Reciprocal, *entries: Entry) -> Case:
        return good.by(Algebra(entries or certificate.combination, (changed,)))

    return row(good, {"h"}, {
        FALSE: [
            ("SP329", "of another scalar", good.claiming(equal(times(c, Inverse(c)), 1))),
            ("SP329", "another number", good.claiming(equal(times(gap, Inverse(gap)), 2))),
        ],
        DROPPED: [
            ("SP326", "no premise", good.without("h")),
            ("SP329", "no entry", good.by(AXIOM)),
            ("SP329", "no step", good.by(Algebra((Entry("h"),)))),
            ("SP351", "the order is weak", good.given(h=And((equal(c, c), at_most(a, b))))),
        ],
        SIZE: [("SP351", "matrices that differ", good.given(h=And((equal(c, c), Compare("!=", Y, times(2, Y))))))],
        FORGED: [
            ("SP351", "an equation", by(Reciprocal("h", 0))),
            ("SP326", "no such part", by(Reciprocal("h", 2))),
            ("SP326", "an index of no schema", by(Reciprocal("h", 1, (j,)))),
            ("SP326", "an induction that is not there", by(Reciprocal("induction"))),
            ("SP326", "a second equation of the step", by(step, Entry("step:1", 1))),
            ("SP324", "a step that nothing needs", good.claiming(equal(c, c)).by(Algebra((), (step,)))),
            ("SP312", "zero differs from zero", good.given(h=And((equal(c, c), less(a, a))))),
        ],
    })  # fmt: skip


def penrose() -> Row:
    """S inv(S) S = S for S = Q X, of which nothing is assumed."""
    S = times(Symbol("Q"), X)  # m x m
    step = Penrose(S)
    good = Case(sequent(ORDERS, equal(times(S, Inverse(S), S), S)), Algebra((Entry("step:1"),), (step,)))

    def by(changed: Penrose, *entries: Entry) -> Case:
        return good.by(Algebra(entries or (Entry("step:1"),), (changed,)))

    return row(good, set(), {
        FALSE: [
            ("SP329", "as if it were invertible", good.claiming(equal(times(Inverse(S), S), Power(S, ZERO)))),
            ("SP329", "another factor", good.claiming(equal(times(S, Inverse(S), Transpose(S)), Transpose(S)))),
            ("SP329", "zero", good.claiming(equal(times(S, Inverse(S), S), times(0, S)))),
        ],
        DROPPED: [("SP329", "no entry", good.by(AXIOM)), ("SP326", "no step", good.by(Algebra((Entry("step:1"),))))],
        SIZE: [("SP306", "a rectangle", by(Penrose(X)))],
        FORGED: [
            ("SP329", "of another matrix", by(Penrose(Y), Entry("step:1", left=Symbol("Q"), right=X))),
            ("SP326", "a second equation of the step", by(step, Entry("step:1", 1))),
            ("SP324", "a step that nothing needs", good.claiming(equal(S, S)).by(Algebra((), (step,)))),
            ("SP312", "of zero", by(Penrose(times(0, Y)))),
            ("SP301", "of what is not declared", by(Penrose(Symbol("Z")))),
        ],
    }, ["Moore-Penrose inverse"])  # fmt: skip
