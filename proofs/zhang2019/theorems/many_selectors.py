"""Selectors for any number of spaces: they lie side by side in a space whose size is the sum of their sizes.

c_h is the sum of e_1, ..., e_h: c_1 = e_1, and c_{l+1} = c_l + e_{l+1} for l < r.
"""

from __future__ import annotations

from proofs.zhang2019.theorems import writing as W
from proofs.zhang2019.theorems.corollary2 import selectors
from proofs.zhang2019.theorems.sums import SOME, SPACES, e, g, h, l, member, r
from proofs.zhang2019.theorems.writing import (
    ONE,
    And,
    Equal,
    Exists,
    ForAllIndex,
    Identity,
    Implies,
    Or,
    Piece,
    SizeAt,
    SymbolDeclaration,
    Transpose,
    Writer,
)
from symproof.language.binding import Assignment, instantiated
from symproof.language.derivation import AtIndex, By, Give, Integers, Part, SumOf, SumSplit, Use
from symproof.language.formulas import IntegerRelation

F, H = W.symbols("F H")
NEXT = W.shift(g, 1)
PARTS = ("unit", "apart", "together")


def c(index: W.Affine) -> W.Affine:
    """The sum of the first sizes."""
    return W.parameter(SizeAt("c", index))


SUMS = W.SizeDeclaration("c", W.Range("l", ONE, r))
AFTER = IntegerRelation("=", c(W.shift(l, 1)), W.add(c(l), e(W.shift(l, 1))))
FACTS = {
    "some": SOME, "sum-first": IntegerRelation("=", c(ONE), e(ONE)),
}  # fmt: skip
SUM_NEXT = ForAllIndex("l", ONE, W.shift(r, -1), AFTER)


def parts(high: W.Affine, name: str = "J") -> tuple[W.Formula, ...]:
    """What is asked of the first selectors."""
    J, Jh = member(name), member(name, h)
    zero = W.vanishes(W.times(Transpose(J), Jh), e(l), e(h))
    return (
        ForAllIndex("l", ONE, high, Equal(W.times(Transpose(J), J), Identity(e(l)))),
        ForAllIndex("l", ONE, high, ForAllIndex("h", ONE, high, Implies(IntegerRelation("!=", l, h), zero))),
        Equal(W.total("l", ONE, high, W.times(J, Transpose(J))), Identity(c(high))),
    )


def upto(high: W.Affine) -> Exists:
    """There are selectors of the first spaces."""
    return Exists((SymbolDeclaration("J", c(high), e(l), W.Range("l", ONE, high)),), And(parts(high)))


MANY = W.statement("selectors-of-many", upto(r), integers=("r",), sizes=(SPACES, SUMS), facts=FACTS, sum_next=SUM_NEXT)


def many_selectors() -> Writer:
    """By induction: F J_1, ..., F J_h and H, for F and H that put c_h and e_{h+1} side by side."""
    proof = Writer()
    with proof.induction("all", ForAllIndex("t", ONE, r, upto(W.parameter("t"))), "g", "before") as part:
        with part("base"):
            first(proof)
        with part("step"):
            one_more(proof)
    proof.by("whole", upto(r), Use("all", (AtIndex(r),)))
    return proof


def first(proof: Writer) -> None:
    goal = upto(ONE)
    J = SymbolDeclaration("K", c(ONE), e(l), W.Range("l", ONE, ONE), (Piece(Identity(e(l)), ONE, ONE),))
    unit, apart, whole = parts(ONE, "K")
    with proof.define("K-is", goal, J):
        with proof.fix("unit", unit, "p"):
            at_p = instantiated(unit.body, Assignment({"l": W.parameter("p")}))
            proof.have("unit-p", at_p)
        with proof.fix("apart", apart, "p"):
            inner = instantiated(apart.body, Assignment({"l": W.parameter("p")}))
            with proof.fix("apart-p", inner, "q"):
                at_q = instantiated(inner.body, Assignment({"h": W.parameter("q")}))
                with proof.suppose("apart-q", at_q, "other"):
                    same = IntegerRelation("=", W.parameter("p"), W.parameter("q"))
                    proof.by("same", same, Integers())
                    proof.by("clash", W.FALSE, Use("other", (By("same"),)))
                    proof.absurd("any", at_q.conclusion, "clash")
        proof.have("together", whole)
        proof.have("kept", And((unit, apart, whole)), *PARTS)
        proof.by("given", goal, Give("kept", ("K",)))


def one_more(proof: Writer) -> None:
    goal, known = upto(NEXT), parts(g)
    proof.by("size-next", IntegerRelation("=", c(NEXT), W.add(c(g), e(NEXT))), Use("sum-next", (AtIndex(g),)))
    both = instantiated(And(tuple(selectors(c(g), e(NEXT)).values())), Assignment(symbols={"J": F}))
    pair = (W.matrix("F", W.add(c(g), e(NEXT)), c(g)), W.matrix("H", W.add(c(g), e(NEXT)), e(NEXT)))
    proof.apply("FH-some", Exists(pair, both), "selectors", p=c(g), q=e(NEXT))
    with proof.obtain("J-are", goal, "before", ("J",), "J-kept"):
        for number, label in enumerate(PARTS):
            proof.by(f"J-{label}", known[number], Use("J-kept", (Part(number),)))
        with proof.obtain("FH-are", goal, "FH-some", ("F", "H"), "FH-kept"):
            for number, label in enumerate(("F-unit", "H-unit", "FH-apart", "FH-together")):
                proof.by(label, both.parts[number], Use("FH-kept", (Part(number),)))
            proof.have("HF-apart", W.vanishes(W.times(Transpose(H), F), e(NEXT), c(g)), "FH-apart")
            K = SymbolDeclaration("K", c(NEXT), e(l), W.Range("l", ONE, NEXT), (
                Piece(W.times(F, member("J")), ONE, g), Piece(H, NEXT, NEXT),
            ))  # fmt: skip
            with proof.define("K-are", goal, K):
                extended(proof, parts(NEXT, "K"))
                proof.by("given", goal, Give("kept", ("K",)))


def extended(proof: Writer, wanted: tuple[W.Formula, ...]) -> None:
    """Each pair of spaces, of which one may be the new one."""
    unit, apart, whole = wanted
    p, q = W.integers("p q")
    with proof.fix("unit", unit, "p"):
        at_p = instantiated(unit.body, Assignment({"l": p}))
        with old_or_new(proof, "p", at_p) as case:
            with case("p-old"):
                old = Equal(W.times(Transpose(member("J", p)), member("J", p)), Identity(e(p)))
                proof.by("J-p", old, Use("J-unit", (AtIndex(p),)))
                proof.have("K-p", at_p, "J-p", "F-unit")
            with case("p-new"):
                proof.by("p-is", IntegerRelation("=", p, NEXT), Integers())
                proof.have("K-next", at_p, "H-unit")
    with proof.fix("apart", apart, "p"):
        inner = instantiated(apart.body, Assignment({"l": p}))
        with proof.fix("apart-p", inner, "q"):
            at_q = instantiated(inner.body, Assignment({"h": q}))
            with proof.suppose("apart-q", at_q, "other"):
                two_spaces(proof, at_q.conclusion)
    first_part = W.total("l", ONE, g, W.times(member("K"), Transpose(member("K"))))
    last = W.total("l", NEXT, NEXT, W.times(member("K"), Transpose(member("K"))))
    proof.by("split", Equal(whole.left, W.plus(first_part, last)), SumSplit(g))
    body = W.times(F, member("J"), Transpose(member("J")), Transpose(F))
    schema = ForAllIndex("l", ONE, g, Equal(W.times(member("K"), Transpose(member("K"))), body))
    with proof.fix("bodies", schema, "p"):
        proof.have("body-p", instantiated(schema.body, Assignment({"l": p})))
    proof.by("old-sum", Equal(first_part, W.total("l", ONE, g, body)), SumOf("bodies"))
    proof.have("old-part", Equal(first_part, W.times(F, Transpose(F))), "old-sum", "J-together")
    proof.have("new-part", Equal(last, W.times(H, Transpose(H))))
    proof.have("together", whole, "split", "old-part", "new-part", "FH-together")
    proof.have("kept", And(wanted), *PARTS)


def old_or_new(proof: Writer, name: str, claim: W.Formula):  # type: ignore[no-untyped-def]
    index = W.parameter(name)
    proof.have(f"{name}-either", Or((W.integer_at_most(index, g), IntegerRelation("<", g, index))))
    return proof.cases(f"{name}-shown", claim, f"{name}-either")


def two_spaces(proof: Writer, claim: W.Formula) -> None:
    p, q = W.integers("p q")
    with old_or_new(proof, "p", claim) as case:
        with case("p-old"):
            with old_or_new(proof, "q", claim) as other:
                with other("q-old"):
                    zero = W.vanishes(W.times(Transpose(member("J", p)), member("J", q)), e(p), e(q))
                    proof.by("J-apart-pq", zero, Use("J-apart", (AtIndex(p), AtIndex(q), By("other"))))
                    proof.have("both-old", claim, "J-apart-pq", "F-unit")
                with other("q-new"):
                    proof.by("q-is", IntegerRelation("=", q, NEXT), Integers())
                    proof.have("old-new", claim, "FH-apart")
        with case("p-new"):
            proof.by("p-is", IntegerRelation("=", p, NEXT), Integers())
            with old_or_new(proof, "q", claim) as other:
                with other("q-old"):
                    proof.have("new-old", claim, "HF-apart")
                with other("q-new"):
                    proof.by("q-same", IntegerRelation("=", p, q), Integers())
                    proof.by("pq-clash", W.FALSE, Use("other", (By("q-same"),)))
                    proof.absurd("pq-any", claim, "pq-clash")
