"""Orthogonal projections onto the columns of any matrix, by Gram and Schmidt: nothing is assumed."""

from __future__ import annotations

from proofs.zhang2019.theorems import writing as W
from proofs.zhang2019.theorems.writing import (
    ONE,
    ZERO,
    And,
    Equal,
    Exists,
    ForAll,
    ForAllIndex,
    Implies,
    Not,
    Or,
    Piece,
    Symbol,
    SymbolDeclaration,
    Trace,
    Transpose,
    Writer,
)
from symproof.language.binding import Assignment, instantiated
from symproof.language.derivation import At, AtIndex, Columns, Give, Integers, Nonzero, Part, Positive, Use
from symproof.language.formulas import IntegerRelation, Invertible
from symproof.language.terms import Basis, Integer, Inverse

p, q, i, s, t, l_ = W.integers("p q i s t l")
C, F, G, H, K, y, z, w, r = W.symbols("C F G H K y z w r")
NOTHING = W.number(0)

# ------------------------------------------------------------------------------------------------ one more column


def projects(value: W.Term, made: W.Term) -> tuple[Equal, ...]:
    """F^T = F, F F = F and F = C H."""
    return (
        Equal(Transpose(value), value), Equal(W.times(value, value), value), Equal(value, W.times(C, made)),
    )  # fmt: skip


def keeps(value: W.Term) -> ForAll:
    """All that F leaves as it is, the new projection leaves as it is."""
    still = Equal(W.times(F, z), z), Equal(W.times(value, z), z)
    return ForAll((W.matrix("z", p, ONE),), Implies(*still))


def enlarged(value: W.Term, made: W.Term) -> And:
    column = W.times(C, y)
    trace = W.at_most(Trace(value), W.plus(Trace(F), W.number(1)))
    return And((*projects(value, made), Equal(W.times(value, column), column), keeps(value), trace))


_given = dict(zip(("symmetric", "idempotent", "made"), projects(F, H), strict=True))
ONE_MORE = W.statement(
    "one-more-column", Exists((W.matrix("G", p, p), W.matrix("K", q, p)), enlarged(G, K)), sizes=("p", "q"),
    symbols=(W.matrix("C", p, q), W.matrix("y", q, ONE), W.matrix("F", p, p), W.matrix("H", q, p)), **_given,
)  # fmt: skip


def one_more_column() -> Writer:
    """F itself, or F + w w^T / (w^T w) for w = C y - F C y."""
    proof = Writer()
    claim = ONE_MORE.sequent.claim
    column = W.times(C, y)
    rest = W.minus(column, W.times(F, column))
    still = W.vanishes(rest, p, ONE)
    proof.have("either", Or((still, Not(still))))
    with proof.cases("larger", claim, "either") as case:
        with case("inside"):
            proof.have("fixes", Equal(W.times(F, column), column), "inside")
            with proof.fix("keeps", keeps(F), "z"):
                with proof.suppose("still-z", keeps(F).body, "kept"):
                    proof.have("same", keeps(F).body.conclusion, "kept")
            proof.have("trace", W.at_most(Trace(F), W.plus(Trace(F), W.number(1))))
            proof.have("all", enlarged(F, H), "symmetric", "idempotent", "made", "fixes", "keeps", "trace")
            proof.by("given", claim, Give("all", (F, H)))
        with case("outside"):
            proof.have("rest-is", Equal(rest, rest))
            proof.have("some", And((Equal(rest, rest), W.nonzero(rest, p, ONE))), "rest-is", "outside")
            both = And((Equal(w, rest), W.nonzero(w, p, ONE)))
            proof.by("some-w", Exists((W.matrix("w", p, ONE),), both), Give("some", (rest,)))
            with proof.obtain("w-is", claim, "some-w", ("w",), "w-kept"):
                proof.by("w-rest", both.parts[0], Use("w-kept", (Part(0),)))
                proof.by("w-nonzero", both.parts[1], Use("w-kept", (Part(1),)))
                scaled(proof)
    return proof


def scaled(proof: Writer) -> None:
    """r (w^T w) = 1."""
    claim, length = ONE_MORE.sequent.claim, W.norm2(w)
    proof.by("length", W.positive(length), Positive("w-nonzero"))
    proof.by("invertible", Invertible(length), Nonzero("length"))
    proof.have("quotient", Equal(W.times(Inverse(length), length), W.number(1)), "invertible")
    unit = Equal(W.times(r, length), W.number(1))
    proof.by("some-r", Exists((W.scalar("r"),), unit), Give("quotient", (Inverse(length),)))
    with proof.obtain("r-is", claim, "some-r", ("r",), "unit"):
        added(proof)


def added(proof: Writer) -> None:
    claim, column = ONE_MORE.sequent.claim, W.times(C, y)
    new = W.plus(F, W.times(r, w, Transpose(w)))
    made = W.plus(H, W.times(r, W.minus(y, W.times(H, column)), Transpose(w)))
    proof.have("F-w", W.vanishes(W.times(F, w), p, ONE), "w-rest", "idempotent")
    proof.have("w-F", W.vanishes(W.times(Transpose(w), F), ONE, p), "F-w", "symmetric")
    symmetric, idempotent, product, fixes, _, trace = enlarged(new, made).parts
    proof.have("new-symmetric", symmetric, "symmetric")
    proof.have("new-idempotent", idempotent, "idempotent", "F-w", "w-F", "unit")
    proof.have("w-made", Equal(w, W.times(C, W.minus(y, W.times(H, column)))), "w-rest", "made")
    proof.have("new-made", product, "made", "w-made")
    proof.have("w-column", Equal(W.times(Transpose(w), column), W.norm2(w)), "w-rest", "w-F")
    proof.have("new-fixes", fixes, "w-column", "w-rest", "unit")
    with proof.fix("new-keeps", keeps(new), "z"), proof.suppose("still-z", keeps(new).body, "kept"):
        proof.have("w-z", W.vanishes(W.times(Transpose(w), z), ONE, ONE), "kept", "w-F")
        proof.have("same", keeps(new).body.conclusion, "kept", "w-z")
    proof.have("trace-is", Equal(Trace(new), W.plus(Trace(F), W.number(1))), "unit")
    proof.have("new-trace", trace, "trace-is")
    names = [f"new-{name}" for name in ("symmetric", "idempotent", "made", "fixes", "keeps", "trace")]
    proof.have("new-all", enlarged(new, made), *names)
    proof.by("given", claim, Give("new-all", (new, made)))


# ------------------------------------------------------------------------------------------------ all columns

SOME = (W.matrix("F", p, p), W.matrix("H", q, p))


def onto_columns(value: W.Term, made: W.Term) -> And:
    """The orthogonal projection onto the columns of C, which has rank at most q."""
    fixes = Equal(W.times(value, C), C)
    return And((*projects(value, made), fixes, W.at_most(Trace(value), Integer(q))))


PROJECTION = W.statement(
    "projection", Exists(SOME, onto_columns(F, H)), sizes=("p", "q"), symbols=(W.matrix("C", p, q),),
)  # fmt: skip


def onto_first(index: W.Affine, value: W.Term = F, made: W.Term = H) -> And:
    """It fixes the columns up to the index; c_0 = 0."""
    column = Symbol("c", l_)
    fixes = ForAllIndex("l", ZERO, index, Equal(W.times(value, column), column))
    return And((*projects(value, made), fixes, W.at_most(Trace(value), Integer(index))))


COLUMNS = ForAllIndex("i", ONE, q, Equal(Symbol("c", i), W.times(C, Basis(i, q))))
ONTO = W.statement(
    "projection-onto-columns", Exists(SOME, onto_first(q)), sizes=("p", "q"),
    symbols=(W.matrix("C", p, q), W.family("c", p, ONE, ZERO, q)),
    start=W.vanishes(Symbol("c", ZERO), p, ONE), columns=COLUMNS,
)  # fmt: skip


def onto_each() -> Writer:
    """By induction, one column after the other."""
    proof = Writer()
    with proof.induction("all", ForAllIndex("i", ZERO, q, Exists(SOME, onto_first(i))), "s", "here") as part:
        with part("base"):
            first(proof)
        with part("step"), proof.obtain("F-is", Exists(SOME, onto_first(W.shift(s, 1))), "here", ("F", "H"), "F-kept"):
            following(proof)
    proof.by("last", Exists(SOME, onto_first(q)), Use("all", (AtIndex(q),)))
    return proof


def projection() -> Writer:
    """For c_0 = 0 and c_l = C e_l."""
    proof = Writer()
    claim = PROJECTION.sequent.claim
    columns = SymbolDeclaration("c", p, ONE, W.Range("i", ZERO, q), (
        Piece(W.Zero(p, ONE), ZERO, ZERO), Piece(W.times(C, Basis(i, q)), ONE, q),
    ))  # fmt: skip
    with proof.define("c-are", claim, columns):
        proof.have("start", W.vanishes(Symbol("c", ZERO), p, ONE))
        proof.have("columns-are", COLUMNS)
        proof.apply("some", Exists(SOME, onto_first(q)), "projection-onto-columns", "start", "columns-are",
                    p=p, q=q, C=C, c="c")  # fmt: skip
        with proof.obtain("F-is", claim, "some", ("F", "H"), "F-kept"):
            parts_of(proof, q)
            with proof.fix("columns", ForAllIndex("l", ONE, q, Equal(W.times(F, C, Basis(l_, q)),
                                                                     W.times(C, Basis(l_, q)))), "t"):  # fmt: skip
                column = Symbol("c", t)
                proof.by("fixed", Equal(W.times(F, column), column), Use("fixes", (AtIndex(t),)))
                proof.have("column", Equal(W.times(F, C, Basis(t, q)), W.times(C, Basis(t, q))), "fixed")
            proof.by("all-fixed", Equal(W.times(F, C), C), Columns("columns"))
            proof.have("kept", onto_columns(F, H), "symmetric", "idempotent", "made", "all-fixed", "trace")
            proof.by("given", claim, Give("kept", (F, H)))
    return proof


def parts_of(proof: Writer, index: W.Affine) -> None:
    for number, label in enumerate(("symmetric", "idempotent", "made", "fixes", "trace")):
        proof.by(label, onto_first(index).parts[number], Use("F-kept", (Part(number),)))


def first(proof: Writer) -> None:
    zero, none = W.Zero(p, p), W.Zero(q, p)
    goal = onto_first(ZERO, zero, none)
    for label, part in zip(("zero-symmetric", "zero-idempotent", "zero-made"), goal.parts, strict=False):
        proof.have(label, part)
    with proof.fix("zero-fixes", goal.parts[3], "t"):
        proof.by("t-is-0", IntegerRelation("=", t, ZERO), Integers())
        proof.have("c-0", Equal(W.times(zero, Symbol("c", t)), Symbol("c", t)), "start")
    proof.have("zero-trace", goal.parts[4])
    proof.have("zero-all", goal, "zero-symmetric", "zero-idempotent", "zero-made", "zero-fixes", "zero-trace")
    proof.by("zero-given", Exists(SOME, onto_first(ZERO)), Give("zero-all", (zero, none)))


def following(proof: Writer) -> None:
    parts_of(proof, s)
    above = W.shift(s, 1)
    claim, unit = Exists(SOME, onto_first(above)), Basis(above, q)
    larger = Exists((W.matrix("G", p, p), W.matrix("K", q, p)), enlarged_at(unit))
    proof.apply("larger", larger, "one-more-column", "symmetric", "idempotent", "made",
                p=p, q=q, C=C, y=unit, F=F, H=H)  # fmt: skip
    with proof.obtain("G-is", claim, "larger", ("G", "K"), "G-kept"):
        for number, label in enumerate(("symmetric", "idempotent", "made", "column", "keeps", "trace")):
            proof.by(f"G-{label}", enlarged_at(unit).parts[number], Use("G-kept", (Part(number),)))
        fixed(proof, above)
        proof.have("G-short", W.at_most(Trace(G), Integer(above)), "G-trace", "trace")
        proof.have("G-all", onto_first(above, G, K), "G-symmetric", "G-idempotent", "G-made", "G-fixes", "G-short")
        proof.by("G-given", claim, Give("G-all", (G, K)))


def enlarged_at(unit: W.Term) -> And:
    return instantiated(enlarged(G, K), Assignment(symbols={"y": unit}))


def fixed(proof: Writer, above: W.Affine) -> None:
    proof.by("c-above", Equal(Symbol("c", above), W.times(C, Basis(above, q))), Use("columns", (AtIndex(above),)))
    with proof.fix("G-fixes", onto_first(above, G, K).parts[3], "t"):
        column = Symbol("c", t)
        goal = Equal(W.times(G, column), column)
        proof.have("t-or", Or((W.integer_at_most(t, s), IntegerRelation("<", s, t))))
        with proof.cases("at-t", goal, "t-or") as case:
            with case("t-old"):
                proof.by("old", Equal(W.times(F, column), column), Use("fixes", (AtIndex(t),)))
                proof.by("kept", Implies(Equal(W.times(F, column), column), goal), Use("G-keeps", (At((column,)),)))
                proof.have("old-goal", goal, "kept", "old")
            with case("t-new"):
                proof.by("t-is", IntegerRelation("=", t, above), Integers())
                proof.have("new-goal", goal, "G-column", "c-above")
