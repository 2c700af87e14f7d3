"""Rows for the rules of matrices alone: COMBINATION, AND, CONGRUENCE, DEFINITE, TWO-SIDED, WITNESS."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from kernel.attacking import (
    DROPPED,
    FALSE,
    FORGED,
    SETTING,
    SIZE,
    STEP,
    STEP1,
    Case,
    H,
    P,
    Q,
    R,
    Row,
    S,
    T,
    row,
)
from kernel.building import (
    AXIOM,
    IN,
    A,
    B,
    C,
    equal,
    j,
    m,
    n,
    plus,
    sequent,
    term,
    times,
    zero,
)

from symproof.language.certificate import (
    Algebra,
    Congruence,
    Definite,
    Entry,
    Parts,
    TwoSided,
    Witness,
)
from symproof.language.formulas import And, Equal, Invertible
from symproof.language.terms import Symbol, Trace, Value

# ------------------------------------------------------------------------------------------------ COMBINATION


def combination() -> Row:
    """C A Q^T = C B Q^T from A = B."""
    claim = equal(times(C, A, T(Q)), times(C, B, T(Q)))
    entry = replace(H, left=C, right=T(Q))
    good = Case(sequent(SETTING, claim, {"h": equal(A, B)}), Algebra((entry,)))

    def by(changed: Entry) -> Case:
        return good.by(Algebra((changed,)))

    return row(good, {"h"}, {
        FALSE: [
            ("SP329", "factors exchanged", good.claiming(equal(times(A, C, T(Q)), times(C, B, T(Q))))),
            ("SP329", "twice", good.claiming(equal(times(2, C, A, T(Q)), times(C, B, T(Q))))),
        ],
        DROPPED: [
            ("SP326", "no premise", good.without("h")),
            ("SP329", "no entry", good.by(AXIOM)),
        ],
        SIZE: [
            ("SP305", "in the claim", good.claiming(equal(times(C, A), times(C, B, T(Q))))),
            ("SP305", "in the premise", good.given(h=equal(A, P))),
            ("SP305", "of the left cofactor", by(replace(entry, left=S))),
            ("SP305", "of the right cofactor", by(replace(entry, right=Q))),
            ("SP306", "the trace of a rectangle", by(replace(entry, trace=True))),
            ("SP305", "of the factor", by(replace(entry, factor=S))),
        ],
        FORGED: [
            ("SP329", "another factor", by(replace(entry, factor=term(2)))),
            ("SP329", "another sign", by(replace(entry, factor=term(-1)))),
            ("SP329", "transposed", by(replace(entry, transposed=True))),
            ("SP329", "another cofactor", by(replace(entry, right=P))),
            ("SP329", "twice", good.by(Algebra((entry, entry)))),
            ("SP326", "the second equation of one", by(replace(entry, part=1))),
            ("SP326", "the equation before the first", by(replace(entry, part=-1))),
            ("SP326", "an index of no schema", by(replace(entry, at=(j,)))),
            ("SP326", "a step that is not there", by(replace(entry, premise="step:1"))),
            ("SP326", "an induction that is not there", by(replace(entry, premise="induction"))),
            ("SP301", "a cofactor that is not declared", by(replace(entry, left=Symbol("Z")))),
            ("SP324", "an invertibility that nothing needs", good.by(Algebra((entry,), invertible=("h",))).given(
                h=And((equal(A, B), Invertible(A))))),
        ],
    })  # fmt: skip


# ------------------------------------------------------------------------------------------------ AND


def conjunction() -> Row:
    """A = B and A^T = B^T."""
    both = And((equal(A, B), equal(T(A), T(B))))
    first, second = Algebra((H,)), Algebra((replace(H, transposed=True),))
    good = Case(sequent(SETTING, both, {"h": equal(A, B)}), Parts((first, second)))
    return row(good, {"h"}, {
        FALSE: [
            ("SP329", "the first conjunct", good.claiming(And((equal(A, C), both.parts[1])))),
            ("SP329", "the second conjunct", good.claiming(And((both.parts[0], equal(T(A), B))))),
            ("SP329", "invertibility", good.claiming(Invertible(A))),
        ],
        DROPPED: [
            ("SP326", "of both", good.without("h")),
            ("SP329", "of the second conjunct", good.by(Parts((first, AXIOM)))),
            ("SP329", "of the first conjunct", good.by(Parts((AXIOM, second)))),
        ],
        SIZE: [
            ("SP305", "of the first conjunct", good.claiming(And((equal(A, P), both.parts[1])))),
            ("SP305", "of the second conjunct", good.claiming(And((both.parts[0], equal(T(A), P))))),
            ("SP306", "what is invertible is square", good.claiming(Invertible(P))),
        ],
        FORGED: [
            ("SP326", "one certificate for two", good.by(Parts((first,)))),
            ("SP326", "three certificates for two", good.by(Parts((first, second, AXIOM)))),
            ("SP326", "none", good.by(Parts(()))),
            ("SP329", "exchanged", good.by(Parts((second, first)))),
            ("SP328", "of one equation", good.by(first)),
        ],
    })  # fmt: skip


# ------------------------------------------------------------------------------------------------ derived steps


def congruence() -> Row:
    """A = B gives f(A) = f(B)."""
    derived = Congruence("f", A, B, (H,))
    by = Algebra((STEP,), (derived,))
    good = Case(sequent(SETTING, equal(Value("f", A), Value("f", B)), {"h": equal(A, B)}), by)

    def of(changed: Congruence) -> Case:
        return good.by(Algebra((STEP,), (changed,)))

    return row(good, {"h"}, {
        FALSE: [
            ("SP329", "at another point", good.claiming(equal(Value("f", A), Value("f", C)))),
            ("SP329", "of another function", good.claiming(equal(Value("g", A), Value("g", B)))),
            ("SP329", "of the transpose", good.claiming(equal(Value("f", A), Value("f", T(A))))),
        ],
        DROPPED: [
            ("SP326", "no premise", good.without("h")),
            ("SP329", "no entry", of(replace(derived, by=()))),
        ],
        SIZE: [
            ("SP305", "of the left side", of(replace(derived, left=P))),
            ("SP305", "of the right side", of(replace(derived, right=P))),
            ("SP305", "of both sides", of(Congruence("f", P, R, (H,))).given(h=equal(P, R))),
            ("SP305", "in the premise", good.given(h=equal(A, P))),
        ],
        FORGED: [
            ("SP329", "another function", of(replace(derived, function="g"))),
            ("SP301", "a function that is not declared", of(replace(derived, function="F"))),
            ("SP329", "another left side", of(replace(derived, left=C))),
            ("SP329", "another right side", of(replace(derived, right=C))),
            ("SP329", "the slopes for the values", good.by(
                Algebra((replace(STEP1, left=T(A), trace=True),), (derived,)))),
            ("SP326", "a third equation", good.by(Algebra((Entry("step:1", 2),), (derived,)))),
            ("SP326", "from itself", of(replace(derived, by=(STEP,)))),
            ("SP305", "inverses for values", of(replace(derived, function="inv"))),
            ("SP326", "slopes of inverses", good.by(Algebra((STEP1,), (replace(derived, function="inv"),)))),
            ("SP329", "inverses of what is not equal", of(Congruence("inv", A, C, (H,)))),
            ("SP324", "a step that nothing needs", good.by(replace(by, combination=())).claiming(equal(A, A))),
        ],
    }, rules=["congruence"])  # fmt: skip


def definite() -> Row:
    """P^T P + 2 Q Q^T = 0 gives P = 0."""
    gram, other = times(T(P), P), times(Q, T(Q))
    premise = zero(plus(gram, times(2, other)), m, m)
    derived = Definite(P, False, (H,), ((Fraction(2), T(Q)),))
    good = Case(sequent(SETTING, zero(P, n, m), {"h": premise}), Algebra((STEP,), (derived,)))

    def of(changed: Definite) -> Case:
        return good.by(Algebra((STEP,), (changed,)))

    def weighing(weight: int) -> Case:
        """P^T P + weight Q Q^T = 0, whatever that gives."""
        changed = replace(derived, others=((Fraction(weight), T(Q)),))
        return of(changed).given(h=zero(plus(gram, times(weight, other)), m, m))

    squared = Definite(A, False, (H,))
    return row(good, {"h"}, {
        FALSE: [
            ("SP329", "P = R", good.claiming(equal(P, R))),
            ("SP329", "a square that is no Gram matrix", good.given(h=zero(times(A, A))).claiming(zero(A)).by(
                Algebra((STEP,), (squared,)))),
            ("SP316", "a difference of squares", weighing(-2)),
        ],
        DROPPED: [
            ("SP326", "no premise", good.without("h")),
            ("SP329", "no entry", of(replace(derived, by=()))),
        ],
        SIZE: [
            ("SP305", "in the claim", good.claiming(zero(P, n, n))),
            ("SP305", "the Gram matrix of the rows", good.given(h=zero(times(P, T(P)), n, n))),
            ("SP305", "squares that do not add up", of(replace(derived, others=((Fraction(2), Q),)))),
            ("SP305", "a trace for a matrix", of(replace(derived, trace=True))),
            ("SP305", "a matrix for a trace", good.given(h=equal(Trace(premise.left), 0))),
        ],
        FORGED: [
            ("SP329", "another weight", of(replace(derived, others=((Fraction(3), T(Q)),)))),
            ("SP316", "a weight that is zero", weighing(0)),
            ("SP329", "a square left out", of(replace(derived, others=()))),
            ("SP329", "another matrix", of(replace(derived, argument=R))),
            ("SP326", "a second equation", good.by(Algebra((STEP1,), (derived,)))),
            ("SP326", "from itself", of(replace(derived, by=(STEP,)))),
        ],
    }, rules=["definite"])  # fmt: skip


def two_sided() -> Row:
    """A B = I gives B A = I."""
    derived = TwoSided(A, B, (H,))
    good = Case(sequent(SETTING, equal(times(B, A), IN), {"h": equal(times(A, B), IN)}), Algebra((STEP,), (derived,)))

    def of(changed: TwoSided) -> Case:
        return good.by(Algebra((STEP,), (changed,)))

    return row(good, {"h"}, {
        FALSE: [
            ("SP329", "A = B", good.claiming(equal(A, B))),
            ("SP329", "without the rule", good.by(Algebra((H,)))),
            ("SP306", "wide times tall", good.given(h=equal(times(P, Q), IN)).claiming(
                Equal(times(Q, P), times(S, S))).by(Algebra((STEP,), (TwoSided(P, Q, (H,)),)))),
        ],
        DROPPED: [
            ("SP326", "no premise", good.without("h")),
            ("SP329", "no entry", of(replace(derived, by=()))),
        ],
        SIZE: [
            ("SP305", "two squares of different sizes", of(replace(derived, right=S))),
            ("SP305", "two squares of different sizes, exchanged", of(TwoSided(S, B, (H,)))),
            ("SP306", "a left factor that is not square", of(replace(derived, left=Q))),
            ("SP306", "a right factor that is not square", of(replace(derived, right=P))),
            ("SP305", "in the claim", good.claiming(equal(times(B, A), P))),
        ],
        FORGED: [
            ("SP329", "exchanged", of(TwoSided(B, A, (H,)))),
            ("SP329", "another factor", of(replace(derived, right=C))),
            ("SP329", "a half", of(replace(derived, by=(replace(H, factor=term(2)),)))),
            ("SP326", "a second equation", good.by(Algebra((STEP1,), (derived,)))),
            ("SP326", "from itself", of(replace(derived, by=(STEP,)))),
        ],
    }, rules=["two-sided inverse"])  # fmt: skip


def witness() -> Row:
    """A B = I makes A invertible."""
    derived = Witness(A, B, (H,))

    def by(changed: Witness) -> Parts:
        return Parts((Algebra((STEP,), (changed,)), Algebra((STEP1,), (changed,))))

    good = Case(sequent(SETTING, Invertible(A), {"h": equal(times(A, B), IN)}), by(derived))

    def of(changed: Witness) -> Case:
        return good.by(by(changed))

    wide = good.by(Algebra((STEP,), (Witness(P, Q, (H,)),))).given(h=equal(times(P, Q), IN))
    return row(good, {"h"}, {
        FALSE: [
            ("SP329", "another matrix", good.claiming(Invertible(C))),
            ("SP306", "a wide matrix", wide.claiming(equal(A, A))),
            ("SP329", "B is the inverse, without more ado", good.claiming(And((
                equal(times(A, B), IN), equal(times(B, A), IN))))),
        ],
        DROPPED: [
            ("SP326", "no premise", good.without("h")),
            ("SP329", "no entry", of(replace(derived, by=()))),
        ],
        SIZE: [
            ("SP305", "a witness that is another square", of(replace(derived, inverse=S))),
            ("SP306", "a witness that is not square", of(replace(derived, inverse=P))),
            ("SP305", "another square with the witness", of(replace(derived, argument=S))),
            ("SP306", "in the claim", good.claiming(Invertible(P))),
        ],
        FORGED: [
            ("SP329", "another witness", of(replace(derived, inverse=C))),
            ("SP329", "a multiple", of(replace(derived, by=(replace(H, factor=term(2)),)))),
            ("SP326", "a third equation", good.by(Parts((
                Algebra((STEP,), (derived,)), Algebra((Entry("step:1", 2),), (derived,)))))),
            ("SP326", "from itself", of(replace(derived, by=(STEP,)))),
            ("SP324", "a witness that nothing needs", good.by(Algebra((), (derived,))).claiming(equal(A, A))),
        ],
    }, rules=["witness of invertibility"])  # fmt: skip
