"""The row for the rule LAW; tests/kernel/test_laws.py has every law."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from kernel.attacking import DROPPED, FALSE, FORGED, SIZE, STEP, STEP1, Case, Row, row
from kernel.building import declare, equal, m, matrix, n, plus, scalars, sequent, term, times

from symproof.kernel.algebra.laws import LAWS
from symproof.language.affine import ONE
from symproof.language.certificate import Algebra, Entry, Gap, Law, Signed, Summand
from symproof.language.formulas import Compare
from symproof.language.terms import Call, Symbol, Term

NAME = "logarithm of a product"
WORLD = declare(*scalars("a", "b", "c"), matrix("X", m, n), matrix("u", n, 1))
a, b, c, X, u = map(Symbol, ("a", "b", "c", "X", "u"))


def log(argument: Term) -> Call:
    return Call("log", (argument,), ONE, ONE)


def positive(name: str) -> Signed:
    return Signed((Summand(Fraction(1), (Gap(name),)),))


def law() -> Row:
    """log(a b) = log(a) + log(b) for a > 0 and b > 0."""
    derived = Law(NAME, (a, b), (positive("p"), positive("q")))
    premises = {"p": Compare("<", term(0), a), "q": Compare("<", term(0), b)}
    claim = equal(log(times(a, b)), plus(log(a), log(b)))
    good = Case(sequent(WORLD, claim, premises), Algebra((STEP,), (derived,)))

    def of(changed: Law) -> Case:
        return good.by(Algebra((STEP,), (changed,)))

    return row(good, {"p", "q"}, {
        FALSE: [
            ("SP329", "a sum", good.claiming(equal(log(plus(a, b)), plus(log(a), log(b))))),
            ("SP329", "a factor lost", good.claiming(equal(log(times(a, b)), log(a)))),
            ("SP329", "at another scalar", good.claiming(equal(log(times(a, c)), plus(log(a), log(c))))),
        ],
        DROPPED: [
            ("SP326", "the first sign", good.without("p")),
            ("SP326", "the second sign", good.without("q")),
            ("SP352", "a weak order", good.given(p=Compare("<=", term(0), a))),
            ("SP329", "the sign of another scalar", good.given(p=Compare("<", term(0), c))),
            ("SP329", "a sign turned round", good.given(p=Compare("<", a, term(0)))),
        ],
        SIZE: [
            ("SP351", "a column", of(replace(derived, arguments=(a, u)))),
            ("SP351", "a sign of a matrix", of(replace(derived, arguments=(X, b)))),
        ],
        FORGED: [
            ("SP357", "no such law", of(replace(derived, law="logarithm of a sum"))),
            ("SP357", "one argument", of(replace(derived, arguments=(a,)))),
            ("SP357", "one sign", of(replace(derived, signs=derived.signs[:1]))),
            ("SP357", "an equation that nothing asks for", of(replace(derived, by=(Entry("p"),)))),
            ("SP352", "signs without summands", of(replace(derived, signs=(Signed(), Signed())))),
            ("SP350", "a summand subtracted", of(replace(derived, signs=(
                Signed((Summand(Fraction(-1), (Gap("p"),)),)), positive("q"))))),
            ("SP329", "the signs swapped", of(replace(derived, signs=derived.signs[::-1]))),
            ("SP326", "from itself", of(replace(derived, signs=(
                replace(derived.signs[0], by=(STEP1,)), derived.signs[1])))),
            ("SP326", "a second equation", good.by(Algebra((Entry("step:1", 1),), (derived,)))),
            ("SP324", "a law that nothing needs", good.by(Algebra((), (derived,))).claiming(equal(a, a))),
        ],
    }, rules=[f"{NAME} ({LAWS[NAME].source})"])  # fmt: skip
