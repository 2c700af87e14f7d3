"""J = [I; 0] and H = [0; I], side by side in a space of size p + q: nothing is assumed."""

from __future__ import annotations

from proofs.zhang2019.theorems import writing as W
from proofs.zhang2019.theorems.corollary2 import selectors
from proofs.zhang2019.theorems.writing import (
    ONE,
    And,
    Equal,
    Exists,
    ForAllIndex,
    Or,
    Transpose,
    Writer,
)
from symproof.language.binding import Assignment, instantiated
from symproof.language.derivation import AtIndex, Columns, Give, Part, SumFactor, SumSplit, Use
from symproof.language.formulas import IntegerRelation
from symproof.language.terms import Basis

p, q, r, s, t, l_ = W.integers("p q r s t l")
WHOLE = W.add(p, q)
PARTS = tuple(selectors(p, q).values())
SELECTORS = W.statement(
    "selectors", Exists((W.matrix("J", WHOLE, p), W.matrix("H", WHOLE, q)), And(PARTS)), sizes=("p", "q"),
)  # fmt: skip
BESIDE = W.add(l_, p)
COLUMNS = {
    "J": W.total("r", ONE, p, W.times(Basis(r, WHOLE), Transpose(Basis(r, p)))),
    "H": W.total("r", ONE, q, W.times(Basis(W.add(r, p), WHOLE), Transpose(Basis(r, q)))),
}
ROWS = {
    "J": W.total("r", ONE, p, W.times(Basis(r, p), Transpose(Basis(r, WHOLE)))),
    "H": W.total("r", ONE, q, W.times(Basis(r, q), Transpose(Basis(W.add(r, p), WHOLE)))),
}


J, H = W.symbols("J H")
# Where each unit column goes, under the embedding and back; and the unit columns of the other one, which go to 0.
EACH = {
    "J": And((
        ForAllIndex("l", ONE, p, Equal(W.times(J, Basis(l_, p)), Basis(l_, WHOLE))),
        ForAllIndex("l", ONE, p, Equal(W.times(Transpose(J), Basis(l_, WHOLE)), Basis(l_, p))),
        ForAllIndex("l", ONE, q, Equal(W.times(Transpose(J), Basis(BESIDE, WHOLE)), W.Zero(p, ONE))),
    )),
    "H": And((
        ForAllIndex("l", ONE, q, Equal(W.times(H, Basis(l_, q)), Basis(BESIDE, WHOLE))),
        ForAllIndex("l", ONE, q, Equal(W.times(Transpose(H), Basis(BESIDE, WHOLE)), Basis(l_, q))),
        ForAllIndex("l", ONE, p, Equal(W.times(Transpose(H), Basis(l_, WHOLE)), W.Zero(q, ONE))),
    )),
}  # fmt: skip
FIRST = W.statement("first-selector", Exists((W.matrix("J", WHOLE, p),), EACH["J"]), sizes=("p", "q"))
SECOND = W.statement("second-selector", Exists((W.matrix("H", WHOLE, q),), EACH["H"]), sizes=("p", "q"))


def first() -> Writer:
    """J = sum of e_l e_l^T."""
    return embedding("J", p, s, W.add(s, p), q, FIRST)


def second() -> Writer:
    """H = sum of e_{p+l} e_l^T."""
    return embedding("H", q, W.add(s, p), s, p, SECOND)


def embedding(
    name: str, size: W.Affine, image: W.Affine, other: W.Affine, rest: W.Affine, statement: W.Statement
) -> Writer:
    """The value, whose columns are found one by one."""
    proof = Writer()
    value = COLUMNS[name]
    out, back, none = instantiated(EACH[name], Assignment(symbols={name: value})).parts
    with proof.fix("out", out, "s"):
        selected(proof, f"{name}-out", COLUMNS[name], (Basis(s, size), Basis(image, WHOLE)), s)
        proof.have("out-s", instantiated(out.body, Assignment({"l": s})), f"{name}-out")
    with proof.fix("back", back, "s"):
        selected(proof, f"{name}-back", ROWS[name], (Basis(image, WHOLE), Basis(s, size)), s)
        proof.have("back-s", instantiated(back.body, Assignment({"l": s})), f"{name}-back")
    with proof.fix("none", none, "s"):
        nothing(proof, name, other, size)
        proof.have("none-s", instantiated(none.body, Assignment({"l": s})), f"{name}-none")
    proof.have("all", And((out, back, none)), "out", "back", "none")
    proof.by("given", statement.sequent.claim, Give("all", (value,)))
    return proof


def side_by_side() -> Writer:
    """Each of the four equations column by column."""
    proof = Writer()
    claim = SELECTORS.sequent.claim
    proof.apply("J-some", FIRST.sequent.claim, "first-selector", p=p, q=q)
    proof.apply("H-some", SECOND.sequent.claim, "second-selector", p=p, q=q)
    with (
        proof.obtain("J-is", claim, "J-some", ("J",), "J-kept"),
        proof.obtain("H-is", claim, "H-some", ("H",), "H-kept"),
    ):
        for name in "JH":
            for number, label in enumerate(("out", "back", "none")):
                proof.by(f"{name}-{label}", EACH[name].parts[number], Use(f"{name}-kept", (Part(number),)))
        three = {"J-unit": (p, "J", "J-back"), "H-unit": (q, "H", "H-back"), "apart": (q, "H", "J-none")}
        for part, (label, (size, name, image)) in zip(PARTS, three.items(), strict=False):
            with proof.fix(f"{label}-columns", _columns(part, size), "s"):
                at(proof, f"{name}-out", s)
                at(proof, image, s)
                proof.have("column", _at(part, s, size), f"{name}-out-s", f"{image}-s")
            proof.by(label, part, Columns(f"{label}-columns"))
        together(proof)
        proof.have("all", And(PARTS), "J-unit", "H-unit", "apart", "together")
        proof.by("given", claim, Give("all", (J, H)))
    return proof


def at(proof: Writer, name: str, index: W.Affine) -> None:
    """One of the schemas at an index."""
    letter, label = name.split("-")
    schema = EACH[letter].parts[("out", "back", "none").index(label)]
    proof.by(f"{name}-s", instantiated(schema.body, Assignment({"l": index})), Use(name, (AtIndex(index),)))


def together(proof: Writer) -> None:
    """J J^T + H H^T = I at e_t, for t <= p and for t > p."""
    with proof.fix("all-columns", _columns(PARTS[3], WHOLE), "t"):
        goal = _at(PARTS[3], t, WHOLE)
        proof.have("side", Or((W.integer_at_most(t, p), IntegerRelation("<", p, t))))
        with proof.cases("column", goal, "side") as case:
            for name, index, other in (("J", t, "H"), ("H", W.subtract(t, p), "J")):
                with case(f"in-{name}"):
                    used = (f"{name}-back", f"{name}-out", f"{other}-none")
                    for label in used:
                        at(proof, label, index)
                    proof.have(f"column-{name}", goal, *[f"{label}-s" for label in used])
    proof.by("together", PARTS[3], Columns("all-columns"))


def _columns(claim: Equal, size: W.Affine) -> ForAllIndex:
    return ForAllIndex("l", ONE, size, _at(claim, l_, size))


def _at(claim: Equal, index: W.Affine, size: W.Affine) -> Equal:
    unit = Basis(index, size)
    return Equal(W.times(claim.left, unit), W.times(claim.right, unit))


def selected(proof: Writer, name: str, value: W.Term, units: tuple[Basis, Basis], index: W.Affine) -> None:
    """The matrix takes one unit column to the other one, by the one summand that is not zero."""
    unit, result = units
    inside(proof, name, value, unit)
    size, zero = value.high, W.Zero(result.size, ONE)

    def part(low: W.Affine, high: W.Affine) -> W.Term:
        return W.total("r", low, high, W.times(value.body, unit))

    below, above = W.shift(index, -1), W.shift(index, 1)
    rest = W.plus(part(index, index), part(above, size))
    proof.by(f"{name}-split", Equal(part(ONE, size), W.plus(part(ONE, below), part(index, size))), SumSplit(below))
    proof.by(f"{name}-rest", Equal(part(index, size), rest), SumSplit(index))
    proof.have(f"{name}-below", Equal(part(ONE, below), zero))
    proof.have(f"{name}-above", Equal(part(above, size), zero))
    proof.have(f"{name}-here", Equal(part(index, index), result))
    steps = [f"{name}-{step}" for step in ("inside", "split", "rest", "below", "above", "here")]
    proof.have(name, Equal(W.times(value, unit), result), *steps)


def nothing(proof: Writer, name: str, index: W.Affine, size: W.Affine) -> None:
    """J^T e_index = 0, as every summand is."""
    value, unit = ROWS[name], Basis(index, WHOLE)
    inside(proof, f"{name}-none", value, unit)
    proof.have(f"{name}-none-sum", Equal(W.total("r", ONE, size, W.times(value.body, unit)), W.Zero(size, ONE)))
    proof.have(
        f"{name}-none", Equal(W.times(value, unit), W.Zero(size, ONE)), f"{name}-none-inside", f"{name}-none-sum"
    )


def inside(proof: Writer, label: str, value: W.Term, unit: W.Term) -> None:
    body = W.times(value.body, unit)
    proof.by(f"{label}-inside", Equal(W.times(value, unit), W.total("r", value.low, value.high, body)), SumFactor(0))
