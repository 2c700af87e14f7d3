"""Rows for the rules of semidefinite matrices: sums of squares, what else is semidefinite, and what follows."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from kernel.attacking import DROPPED, FALSE, FORGED, SIZE, Case, Row, row
from kernel.building import AXIOM, declare, equal, j, m, matrix, minus, n, plus, scalars, sequent, term, times

from symproof.language.affine import ONE as SINGLE
from symproof.language.affine import integer
from symproof.language.certificate import (
    Algebra,
    Assumed,
    CommutingProduct,
    DefiniteGap,
    Definiteness,
    Determinant,
    Entry,
    Form,
    Gap,
    Gram,
    Inverted,
    Lyapunov,
    NamedProduct,
    Nonsingular,
    Order,
    Rewritten,
    Same,
    Semidefinite,
    Square,
    Squares,
    Summand,
    TraceExcess,
    Vanishing,
)
from symproof.language.formulas import And, Compare, ForAll, Formula, Invertible, Predicate
from symproof.language.terms import Call, Identity, Integer, Inverse, Power, Symbol, Term, Trace, Transpose, Zero

SETTING = declare(
    *scalars("c"), *(matrix(name, n, n) for name in "ABCK"), matrix("X", n, m), matrix("Y", n, m), matrix("u", n, 1),
    integers=["j"],
)  # fmt: skip
c, A, B, C, K, X, Y, u = (Symbol(name) for name in "cABCKXYu")
T = Transpose
ONE = Fraction(1)
P, Q = Assumed("p"), Assumed("q")


def psd(value: Term) -> Formula:
    return Predicate("positive semidefinite", (value,))


def pd(value: Term) -> Formula:
    return Predicate("positive definite", (value,))


def symmetric(value: Term) -> Formula:
    return equal(T(value), value)


def squares(*parts: Square) -> Squares:
    return Squares(parts)


def shown(value: Semidefinite, *entries: Entry) -> Definiteness:
    return Definiteness(value, Algebra(entries))


def semidefinite() -> Row:
    """A + c X X^T is definite for a definite A and c >= 0."""
    first, second = Square(ONE, (), None, P), Square(ONE, (Gap("c"),), T(X))
    claim = plus(A, times(c, X, T(X)))
    premises = {"p": And((equal(c, c), pd(A))), "c": Compare("<=", term(0), c)}
    good = Case(sequent(SETTING, pd(claim), premises), shown(squares(replace(first, matrix=Assumed("p", 1)), second)))
    first = replace(first, matrix=Assumed("p", 1))

    def by(*parts: Square) -> Case:
        return good.by(shown(squares(*parts)))

    weak = {"p": And((equal(c, c), psd(A)))}
    full = Case(
        sequent(SETTING, pd(times(T(X), X)), {"i": Invertible(times(T(X), X))}),
        shown(Squares((Square(ONE, (), X, None, times(Inverse(times(T(X), X)), T(X))),), (Entry("i", 1),))),
    )
    return row(good, {"p", "c"}, {
        FALSE: [
            ("SP329", "more than that", good.claiming(pd(minus(claim, Identity(n))))),
            ("SP329", "with the other sign", good.claiming(psd(minus(A, times(c, X, T(X)))))),
            ("SP329", "an order the other way", good.claiming(Compare("<", claim, Zero(n, n)))),
            ("SP354", "an equation", good.claiming(equal(claim, claim))),
            ("SP354", "another property", good.claiming(Predicate("positive", (claim,)))),
            ("SP354", "a disequality", good.claiming(Compare("!=", claim, Zero(n, n)))),
            ("SP328", "an equation by algebra", good.by(AXIOM)),
            ("SP355", "semidefinite matrices only", full.by(shown(squares(Square(ONE, (), X))))),
        ],
        DROPPED: [
            ("SP326", "the definite matrix", good.without("p")),
            ("SP326", "the scalar", good.without("c")),
            ("SP355", "the matrix is semidefinite only", good.given(**weak)),
            ("SP355", "no summand of the matrix", by(second)),
            ("SP329", "no summand of the matrix, claimed semidefinite", by(second).claiming(psd(claim))),
            ("SP329", "no summand of the square", by(first)),
            ("SP326", "the full rank", full.without("i")),
            ("SP329", "no entry of the full rank", full.by(shown(Squares(
                (Square(ONE, (), X, None, times(Inverse(times(T(X), X)), T(X))),))))),
        ],
        SIZE: [
            ("SP306", "a rectangle", good.claiming(psd(X))),
            ("SP305", "another size", good.claiming(psd(times(T(X), X)))),
            ("SP305", "a root of another size", by(replace(first, root=T(X)), second)),
            ("SP306", "a premise about a rectangle", good.given(p=And((equal(c, c), pd(X))))),
        ],
        FORGED: [
            ("SP350", "a negative coefficient", by(first, replace(second, coefficient=-ONE))),
            ("SP350", "the coefficient zero", by(replace(first, coefficient=Fraction(0)), second)),
            ("SP329", "another coefficient", by(replace(first, coefficient=Fraction(2)), second)),
            ("SP329", "a square twice", by(first, second, second)),
            ("SP356", "no squares", by()),
            ("SP356", "a square of nothing", by(first, replace(second, root=None))),
            ("SP354", "an equation as a matrix", by(replace(first, matrix=Assumed("p", 0)), second)),
            ("SP326", "no such part", by(replace(first, matrix=Assumed("p", 2)), second)),
            ("SP326", "an index of no schema", by(replace(first, matrix=Assumed("p", 1, (j,))), second)),
            ("SP326", "an induction that is not there", by(replace(first, matrix=Assumed("induction")), second)),
            ("SP355", "a cofactor of a semidefinite matrix", good.given(**weak).by(shown(squares(
                replace(first, root=Identity(n), cofactor=Identity(n)), second)))),
            ("SP355", "a cofactor without a root", by(replace(first, cofactor=Identity(n)), second)),
            ("SP355", "a cofactor of a scalar that may be 0", by(first, replace(second, cofactor=X))),
            ("SP324", "entries without a cofactor", good.by(shown(Squares((first, second), (Entry("e"),))))),
            ("SP329", "a wrong cofactor", full.by(shown(Squares(
                (Square(ONE, (), X, None, T(X)),), (Entry("i", 1),))))),
        ],
    }, ["semidefinite"])  # fmt: skip


def rewritten() -> Row:
    """B is definite, as B = A and A is semidefinite and C B = I."""
    value = Rewritten(B, P, (Entry("e"),), C, (Entry("i"),))
    premises = {"p": psd(A), "e": equal(B, A), "i": equal(times(C, B), Identity(n))}
    good = Case(sequent(SETTING, pd(B), premises), shown(value))

    def by(changed: Semidefinite) -> Case:
        return good.by(shown(changed))

    return row(good, {"p", "e", "i"}, {
        FALSE: [("SP329", "of another matrix", good.claiming(pd(C))), ("SP329", "its negative", good.claiming(
            pd(times(-1, B))))],
        DROPPED: [
            ("SP326", "the semidefinite matrix", good.without("p")),
            ("SP326", "the equation", good.without("e")),
            ("SP326", "the left inverse", good.without("i")),
            ("SP355", "no cofactor", by(Rewritten(B, P, (Entry("e"),)))),
            ("SP329", "no entry of the equation", by(replace(value, by=()))),
            ("SP329", "no entry of the inverse", by(replace(value, unit=()))),
        ],
        SIZE: [
            ("SP305", "a cofactor of another size", by(replace(value, cofactor=X))),
            ("SP305", "an argument of another size", by(replace(value, argument=times(T(X), X)))),
        ],
        FORGED: [
            ("SP329", "another argument", by(replace(value, argument=C))),
            ("SP329", "another cofactor", by(replace(value, cofactor=A))),
            ("SP329", "an entry twice", by(replace(value, by=(Entry("e"), Entry("e"))))),
            ("SP324", "entries of no cofactor", by(replace(value, cofactor=None))),
        ],
    }, ["semidefinite"])  # fmt: skip


def scaled() -> Row:
    """B is semidefinite, as c B = A and c > 0 and A is semidefinite."""
    value = Rewritten(B, P, (Entry("e"),), scale=(Gap("c"),))
    premises = {"p": psd(A), "e": equal(times(c, B), A), "c": Compare("<", term(0), c)}
    good = Case(sequent(SETTING, psd(B), premises), shown(value))
    return row(good, {"p", "e", "c"}, {
        FALSE: [
            ("SP329", "its negative", good.claiming(psd(times(-1, B)))),
            ("SP355", "definite", good.claiming(pd(B))),
        ],
        DROPPED: [
            ("SP326", "the sign of the scalar", good.without("c")),
            ("SP352", "the scalar may be 0", good.given(c=Compare("<=", term(0), c))),
            ("SP326", "the equation", good.without("e")),
            ("SP329", "no scale", good.by(shown(replace(value, scale=())))),
        ],
        SIZE: [("SP351", "a scale of matrices", good.given(c=Compare("<", A, B)))],
        FORGED: [
            ("SP329", "the scale twice", good.by(shown(replace(value, scale=(Gap("c"), Gap("c")))))),
            ("SP352", "a square as the scale", good.by(shown(replace(value, scale=(Gram((c,)),))))),
        ],
    }, ["semidefinite"])  # fmt: skip


def det(value: Term) -> Term:
    return Call("det", (value,), SINGLE, SINGLE)


def definite_law() -> Row:
    """det(A) + det(B) <= det(A + B) for semidefinite A and B."""
    gap = DefiniteGap("determinant of a sum", (A, B), (n, n), (P, Q))
    claim = Compare("<=", plus(det(A), det(B)), det(plus(A, B)))
    good = Case(sequent(SETTING, claim, {"p": psd(A), "q": psd(B)}), Order((Summand(ONE, (gap,)),)))

    def by(changed: DefiniteGap) -> Case:
        return good.by(Order((Summand(ONE, (changed,)),)))

    tangent = DefiniteGap("logarithm of a determinant and trace", (A,), (n,), (P,))
    log = Call("log", (det(A),), SINGLE, SINGLE)
    bound = Case(
        sequent(SETTING, Compare("<=", log, minus(Trace(A), Integer(n))), {"p": pd(A)}),
        Order((Summand(ONE, (tangent,)),)),
    )
    ordered = DefiniteGap("determinant of a sum of ordered matrices", (A, B), (n, n), (P, Q))
    return row(good, {"p", "q"}, {
        FALSE: [
            ("SP329", "turned round", good.claiming(Compare("<=", det(plus(A, B)), plus(det(A), det(B))))),
            ("SP352", "a strict order", good.claiming(Compare("<", plus(det(A), det(B)), det(plus(A, B))))),
            ("SP329", "twice the determinants", good.claiming(
                Compare("<=", plus(det(A), det(B), det(B)), det(plus(A, B))))),
            ("SP329", "a difference", good.claiming(Compare("<=", plus(det(A), det(B)), det(minus(A, B))))),
            ("SP329", "a smaller bound of the logarithm", bound.claiming(
                Compare("<=", log, plus(Trace(A), times(-1, Integer(n)), term(-1))))),
        ],
        DROPPED: [
            ("SP326", "the first matrix", good.without("p")),
            ("SP326", "the second matrix", good.without("q")),
            ("SP354", "a symmetric matrix", good.given(p=symmetric(A))),
            ("SP355", "a semidefinite matrix for a logarithm", bound.given(p=psd(A))),
            ("SP329", "matrices that are not ordered", by(ordered)),
        ],
        SIZE: [
            ("SP305", "other sizes", by(replace(gap, sizes=(n, m)))),
            ("SP305", "no size", by(replace(gap, sizes=()))),
        ],
        FORGED: [
            ("SP357", "no such law", by(replace(gap, law="determinant"))),
            ("SP357", "three arguments", by(replace(gap, arguments=(A, B, C), sizes=(n, n, n)))),
            ("SP357", "one matrix", by(replace(gap, matrices=(P,)))),
            ("SP329", "another matrix", by(replace(gap, matrices=(P, P)))),
            ("SP329", "another argument", by(replace(gap, arguments=(A, C)))),
        ],
    }, ["determinant of a sum (Horn and Johnson, Matrix Analysis, 7.8.21)", "order"])  # fmt: skip


def named_product() -> Row:
    """hadamard(A, B) is definite for definite A and B."""
    value = NamedProduct("hadamard", A, B, (P, Q))
    claim = Call("hadamard", (A, B), n, n)
    good = Case(sequent(SETTING, pd(claim), {"p": pd(A), "q": pd(B)}), shown(value))
    return row(good, {"p", "q"}, {
        FALSE: [
            ("SP329", "its negative", good.claiming(psd(times(-1, claim)))),
            ("SP329", "the product", good.claiming(psd(times(A, B)))),
        ],
        DROPPED: [
            ("SP326", "the first matrix", good.without("p")),
            ("SP355", "a semidefinite matrix", good.given(q=psd(B))),
            ("SP354", "a symmetric matrix", good.given(q=symmetric(B))),
        ],
        SIZE: [("SP305", "a claim of another size", good.claiming(pd(Call("kron", (A, B), n, n))))],
        FORGED: [
            ("SP329", "another argument", good.by(shown(replace(value, right=C)))),
            ("SP329", "one matrix twice", good.by(shown(replace(value, shown=(P, P))))),
            ("SP356", "another function", good.by(shown(replace(value, function="det")))),
            ("SP305", "the Kronecker product", good.by(shown(replace(value, function="kron")))),
        ],
    }, ["semidefinite"])  # fmt: skip


def never_negative() -> Row:
    """A is semidefinite, as A^T = A and x^T A x >= 0 for all x."""
    x = Symbol("x")

    def says(body: Formula, *sizes: object) -> Formula:
        return ForAll((matrix("x", *(sizes or (n, 1))),), body)  # type: ignore[arg-type]

    def form(value: Term) -> Term:
        return times(T(x), value, x)

    value = Form("f", A, symmetric=(Entry("s"),))
    premises = {"f": says(Compare("<=", term(0), form(A))), "s": symmetric(A)}
    good = Case(sequent(SETTING, psd(A), premises), shown(value))
    outer = Form("f", times(u, T(u)), symmetric=())
    return row(good, {"f", "s"}, {
        FALSE: [
            ("SP329", "of another matrix", good.claiming(psd(B))),
            ("SP355", "definite", good.claiming(pd(A))),
        ],
        DROPPED: [
            ("SP326", "the premise", good.without("f")),
            ("SP326", "the symmetry", good.without("s")),
            ("SP329", "no entry of the symmetry", good.by(shown(replace(value, symmetric=())))),
            ("SP354", "for one x", good.given(f=Compare("<=", term(0), times(T(u), A, u)))),
            ("SP354", "a strict order", good.given(f=says(Compare("<", term(0), form(A))))),
            ("SP329", "a lower bound that is not 0", good.given(f=says(Compare("<=", term(-1), form(A))))),
        ],
        SIZE: [
            ("SP305", "rows of another number", good.given(f=says(Compare("<=", term(0), times(T(x), X, x)), m, 1))),
            ("SP305", "matrices x", good.given(f=says(Compare("<=", term(0), Trace(form(A))), n, m))),
        ],
        FORGED: [
            ("SP329", "another argument", good.by(shown(replace(value, argument=B, symmetric=()))).claiming(psd(B))),
            ("SP303", "a name that is in use", good.given(f=ForAll(
                (matrix("u", n, 1),), Compare("<=", term(0), times(T(u), times(u, T(u)), u)))).by(shown(outer))),
            ("SP301", "an argument with x in it", good.by(shown(replace(value, argument=times(x, T(x)))))),
        ],
    }, ["semidefinite"])  # fmt: skip


def inverted() -> Row:
    """inv(A) is definite for a definite A."""
    good = Case(sequent(SETTING, pd(Inverse(A)), {"p": pd(A)}), shown(Inverted(P)))
    return row(good, {"p"}, {
        FALSE: [
            ("SP329", "the matrix itself", good.claiming(pd(A))),
            ("SP329", "more than that", good.claiming(pd(minus(Inverse(A), Identity(n))))),
        ],
        DROPPED: [("SP326", "the premise", good.without("p")), ("SP355", "semidefinite only", good.given(p=psd(A)))],
        SIZE: [("SP306", "of a rectangle", good.given(p=pd(X)))],
        FORGED: [
            ("SP329", "the inverse of the inverse", good.by(shown(Inverted(Inverted(P))))),
            ("SP312", "of zero", good.given(p=pd(Zero(n, n)))),
        ],
    }, ["semidefinite"])  # fmt: skip


def trace_excess() -> Row:
    """tr(A) I - A is semidefinite for a semidefinite A."""
    claim = minus(times(Trace(A), Identity(n)), A)
    good = Case(sequent(SETTING, psd(claim), {"p": psd(A)}), shown(TraceExcess(P)))
    return row(good, {"p"}, {
        FALSE: [
            ("SP355", "definite, which fails for n = 1", good.claiming(pd(claim)).given(p=pd(A))),
            ("SP329", "half of the trace", good.claiming(psd(minus(times(Trace(A), Identity(n)), times(2, A))))),
        ],
        DROPPED: [("SP326", "the premise", good.without("p"))],
        SIZE: [("SP306", "of a rectangle", good.given(p=psd(X)))],
        FORGED: [("SP329", "twice", good.by(shown(TraceExcess(TraceExcess(P)))))],
    }, ["semidefinite"])  # fmt: skip


def weighted_trace_excess() -> Row:
    """tr(B A) B - B A B is semidefinite for semidefinite A and B."""
    claim = minus(times(Trace(times(B, A)), B), times(B, A, B))
    premises = {"p": psd(A), "q": psd(B)}
    good = Case(sequent(SETTING, psd(claim), premises), shown(TraceExcess(P, Q)))
    turned = minus(times(Trace(times(B, A)), A), times(A, B, A))
    return row(good, {"p", "q"}, {
        FALSE: [
            ("SP355", "definite, which fails for n = 1", good.claiming(pd(claim)).given(p=pd(A), q=pd(B))),
            ("SP329", "the traces of both", good.claiming(psd(minus(times(Trace(A), B), times(B, A, B))))),
            ("SP329", "the other way round", good.claiming(psd(turned))),
        ],
        DROPPED: [("SP326", "of the matrix", good.without("p")), ("SP326", "of the weight", good.without("q"))],
        SIZE: [("SP305", "of a weight of another size", good.given(q=psd(times(T(X), X))))],
        FORGED: [
            ("SP329", "without the weight", good.by(shown(TraceExcess(P)))),
            ("SP329", "the weight of the matrix itself", good.by(shown(TraceExcess(P, P)))),
        ],
    }, ["semidefinite"])  # fmt: skip


def commuting() -> Row:
    """A B is definite for commuting definite A and B."""
    value = CommutingProduct(P, Q, (Entry("e"),))
    premises = {"p": pd(A), "q": pd(B), "e": equal(times(A, B), times(B, A))}
    good = Case(sequent(SETTING, pd(times(A, B)), premises), shown(value))
    return row(good, {"p", "q", "e"}, {
        FALSE: [("SP329", "another product", good.claiming(pd(times(A, A)))),
                ("SP329", "the negative", good.claiming(pd(times(-1, A, B))))],
        DROPPED: [
            ("SP326", "one factor", good.without("p")),
            ("SP326", "the other factor", good.without("q")),
            ("SP326", "the commutator", good.without("e")),
            ("SP329", "no entry of the commutator", good.by(shown(replace(value, by=())))),
            ("SP355", "one is semidefinite only", good.given(q=psd(B))),
        ],
        SIZE: [("SP305", "of another size", good.given(q=pd(times(T(X), X)), e=equal(A, A)))],
        FORGED: [
            ("SP329", "another commutator", good.given(e=equal(times(A, C), times(C, A)))),
            ("SP329", "the entry twice", good.by(shown(replace(value, by=(Entry("e"), Entry("e")))))),
        ],
    }, ["semidefinite"])  # fmt: skip


def lyapunov() -> Row:
    """C is definite: it is symmetric, and A C + C A = B for definite A and B."""
    value = Lyapunov(C, P, Q, (Entry("s"),), (Entry("e"),))
    premises = {"p": pd(A), "q": pd(B), "s": symmetric(C), "e": equal(plus(times(A, C), times(C, A)), B)}
    good = Case(sequent(SETTING, pd(C), premises), shown(value))
    return row(good, {"p", "q", "s", "e"}, {
        FALSE: [("SP329", "of another matrix", good.claiming(pd(K))),
                ("SP329", "the negative", good.claiming(pd(times(-1, C))))],
        DROPPED: [
            ("SP326", "the weight", good.without("p")),
            ("SP326", "the value", good.without("q")),
            ("SP326", "the symmetry", good.without("s")),
            ("SP326", "the equation", good.without("e")),
            ("SP355", "the weight is semidefinite only", good.given(p=psd(A))),
            ("SP355", "the value is semidefinite only", good.given(q=psd(B))),
            ("SP329", "no entry of the symmetry", good.by(shown(replace(value, symmetric=())))),
            ("SP329", "no entry of the equation", good.by(shown(replace(value, by=())))),
        ],
        SIZE: [("SP305", "a weight of another size", good.given(p=pd(times(T(X), X)))),
               ("SP305", "an argument of another size", good.by(shown(replace(value, argument=X))))],
        FORGED: [
            ("SP329", "another argument", good.by(shown(replace(value, argument=K)))),
            ("SP329", "the negative as the argument", good.by(shown(replace(value, argument=times(-1, C))))),
        ],
    }, ["semidefinite"])  # fmt: skip


def gram() -> Row:
    """0 < u^T A u for a definite A and u != 0."""
    factor = Gram((u,), P, None, Same("z"))
    claim = Compare("<", term(0), times(T(u), A, u))
    good = Case(
        sequent(SETTING, claim, {"p": pd(A), "z": Compare("!=", u, Zero(n, SINGLE))}),
        Order((Summand(ONE, (factor,)),)),
    )
    pair = Case(
        sequent(SETTING, Compare("<=", times(Trace(times(T(X), Y)), Trace(times(T(Y), X))),
                                 times(Trace(times(T(X), X)), Trace(times(T(Y), Y))))),
        Order((Summand(ONE, (Gram((X, Y)),)),)),
    )  # fmt: skip

    def by(changed: Gram) -> Case:
        return good.by(Order((Summand(ONE, (changed,)),)))

    def of(*arguments: Term) -> Case:
        return pair.by(Order((Summand(ONE, (Gram(arguments),)),)))

    return row(good, {"p", "z"}, {
        FALSE: [
            ("SP329", "more than that", good.claiming(Compare("<", times(T(u), u), times(T(u), A, u)))),
            ("SP329", "turned round", good.claiming(Compare("<", times(T(u), A, u), term(0)))),
            ("SP352", "a strict inequality of Cauchy and Schwarz", pair.claiming(replace(pair.statement.claim,
                relation="<"))),
            ("SP329", "without squares", pair.claiming(Compare("<=", Trace(times(T(X), Y)), Trace(times(T(X), X))))),
        ],
        DROPPED: [
            ("SP326", "the definite matrix", good.without("p")),
            ("SP326", "the column that is not zero", good.without("z")),
            ("SP352", "semidefinite only", good.given(p=psd(A))),
            ("SP352", "nothing says that the column is not zero", by(Gram((u,), P))),
        ],
        SIZE: [
            ("SP305", "a matrix of another size", by(Gram((T(u),), P))),
            ("SP306", "two sizes", of(X, A)),
            ("SP305", "a right factor of another size", by(Gram((X,), P, P))),
        ],
        FORGED: [
            ("SP324", "a cofactor of two matrices", pair.by(Order((Summand(ONE, (Gram((X, Y), cofactor=T(X)),)),)))),
            ("SP356", "no matrix", of()),
            ("SP356", "too many matrices", of(X, X, Y, Y, X)),
            ("SP329", "one matrix twice", of(X, X)),
            ("SP353", "another matrix is not zero", good.given(z=Compare("!=", times(A, u), Zero(n, SINGLE)))),
            ("SP351", "an equation", good.given(z=equal(u, Zero(n, SINGLE)))),
            ("SP329", "a wrong cofactor", by(Gram((u,), P, None, None, T(u)))),
            ("SP326", "an index of no schema", by(Gram((u,), P, None, Same("z", 0, (j,))))),
        ],
    }, ["order"])  # fmt: skip


def determinant() -> Row:
    """0 < det(A) for a definite A."""
    value = Call("det", (A,), SINGLE, SINGLE)
    good = Case(
        sequent(SETTING, Compare("<", term(0), value), {"p": pd(A)}), Order((Summand(ONE, (Determinant(A, P),)),))
    )

    def by(changed: Determinant) -> Case:
        return good.by(Order((Summand(ONE, (changed,)),)))

    return row(good, {"p"}, {
        FALSE: [
            ("SP329", "more than 1", good.claiming(Compare("<", term(1), value))),
            ("SP329", "of another matrix", good.claiming(Compare("<", term(0), Call("det", (B,), SINGLE, SINGLE)))),
        ],
        DROPPED: [("SP326", "the premise", good.without("p")), ("SP352", "semidefinite only", good.given(p=psd(A)))],
        SIZE: [("SP305", "another size", by(Determinant(times(T(X), X), P))),
               ("SP306", "of a rectangle", good.given(p=pd(X)))],
        FORGED: [("SP329", "another argument", by(Determinant(B, P)))],
    }, ["order"])  # fmt: skip


def nonsingular() -> Row:
    """A inv(A) = I for a definite A."""
    step = Nonsingular(P)
    certificate = Algebra((Entry("step:1"),), (step,))
    good = Case(sequent(SETTING, equal(times(A, Inverse(A)), Power(A, integer(0))), {"p": pd(A)}), certificate)
    return row(good, {"p"}, {
        FALSE: [
            ("SP329", "of another matrix", good.claiming(equal(times(B, Inverse(B)), Power(B, integer(0))))),
            ("SP329", "twice as large", good.claiming(equal(times(2, A, Inverse(A)), Power(A, integer(0))))),
        ],
        DROPPED: [
            ("SP326", "the premise", good.without("p")),
            ("SP355", "semidefinite only", good.given(p=psd(A))),
            ("SP329", "no entry", good.by(AXIOM)),
            ("SP326", "no step", good.by(Algebra((Entry("step:1"),)))),
        ],
        SIZE: [("SP306", "of a rectangle", good.given(p=pd(X)))],
        FORGED: [
            ("SP355", "a Gram matrix", good.by(replace(certificate, derived=(Nonsingular(squares(
                Square(ONE, (), T(X)))),)))),
            ("SP326", "a third equation of the step", good.by(Algebra((Entry("step:1", 2),), (step,)))),
            ("SP324", "a step that nothing needs", good.claiming(equal(A, A)).by(Algebra((), (step,)))),
        ],
    }, ["inverse of a definite matrix"])  # fmt: skip


def halves() -> Row:
    """B inv(B) = I for a definite B + B^T."""
    step = Nonsingular(P, B)
    certificate = Algebra((Entry("step:1"),), (step,))
    claim = equal(times(B, Inverse(B)), Power(B, integer(0)))
    good = Case(sequent(SETTING, claim, {"p": pd(plus(B, T(B)))}), certificate)
    return row(good, {"p"}, {
        FALSE: [("SP329", "of another matrix", good.claiming(equal(times(C, Inverse(C)), Power(C, integer(0)))))],
        DROPPED: [
            ("SP326", "the premise", good.without("p")),
            ("SP355", "semidefinite only", good.given(p=psd(plus(B, T(B))))),
            ("SP329", "the transpose", good.given(p=pd(B))),
        ],
        SIZE: [("SP305", "an argument of another size", good.by(replace(certificate, derived=(Nonsingular(P, X),))))],
        FORGED: [
            ("SP329", "another argument", good.by(replace(certificate, derived=(Nonsingular(P, A),)))),
            ("SP329", "the difference", good.given(p=pd(minus(B, T(B))))),
        ],
    }, ["inverse of a definite matrix"])  # fmt: skip


def vanishing() -> Row:
    """A u = 0 for a semidefinite A with u^T A u + ||X||^2 = 0."""
    norm = Trace(times(T(X), X))
    step = Vanishing(Gram((u,), P), (Summand(ONE, (Gram((X,)),)),), (Entry("e"),))
    certificate = Algebra((Entry("step:1"),), (step,))
    premises = {"p": psd(A), "e": equal(plus(times(T(u), A, u), norm), 0)}
    good = Case(sequent(SETTING, equal(times(A, u), Zero(n, SINGLE)), premises), certificate)

    def by(changed: Vanishing) -> Case:
        return good.by(replace(certificate, derived=(changed,)))

    return row(good, {"p", "e"}, {
        FALSE: [
            ("SP329", "the column itself", good.claiming(equal(u, Zero(n, SINGLE)))),
            ("SP329", "of another matrix", good.claiming(equal(times(B, u), Zero(n, SINGLE)))),
        ],
        DROPPED: [
            ("SP326", "the semidefinite matrix", good.without("p")),
            ("SP326", "the equation", good.without("e")),
            ("SP329", "no entry", by(replace(step, by=()))),
            ("SP329", "without the other square", by(replace(step, others=()))),
        ],
        SIZE: [("SP305", "a matrix of another size", by(replace(step, square=Gram((T(u),), P))))],
        FORGED: [
            ("SP356", "two matrices", by(replace(step, square=Gram((u, u), P)))),
            ("SP350", "a square is subtracted", by(replace(step, others=(Summand(-ONE, (Gram((X,)),)),)))),
            ("SP326", "a second equation of the step", good.by(Algebra((Entry("step:1", 1),), (step,)))),
            ("SP324", "a step that nothing needs", good.claiming(equal(A, A)).by(Algebra((), (step,)))),
            ("SP329", "the equation twice", by(replace(step, by=(Entry("e"), Entry("e"))))),
        ],
    }, ["vanishing"])  # fmt: skip
