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
from symproof.language.derivation import Columns, Give, SumFactor, SumSplit
from symproof.language.formulas import IntegerRelation
from symproof.language.terms import Basis

p, q, s, t, l_ = W.integers("p q s t l")
WHOLE = W.add(p, q)
PARTS = tuple(selectors(p, q).values())
SELECTORS = W.statement(
    "selectors", Exists((W.matrix("J", WHOLE, p), W.matrix("H", WHOLE, q)), And(PARTS)), sizes=("p", "q"),
)  # fmt: skip
BESIDE = W.add(l_, p)
COLUMNS = {
    "J": W.total("l", ONE, p, W.times(Basis(l_, WHOLE), Transpose(Basis(l_, p)))),
    "H": W.total("l", ONE, q, W.times(Basis(BESIDE, WHOLE), Transpose(Basis(l_, q)))),
}
ROWS = {
    "J": W.total("l", ONE, p, W.times(Basis(l_, p), Transpose(Basis(l_, WHOLE)))),
    "H": W.total("l", ONE, q, W.times(Basis(l_, q), Transpose(Basis(BESIDE, WHOLE)))),
}
VALUES = Assignment(symbols=COLUMNS)


def side_by_side() -> Writer:
    """J e_s = e_s and H e_s = e_{p+s}; then each of the four equations column by column."""
    proof = Writer()
    units, heights, apart, together = (instantiated(part, VALUES) for part in PARTS)
    shifted = W.add(s, p)
    with proof.fix("J-columns", _columns(units, p), "s"):
        selected(proof, "J", s, s, p)
        proof.have("J-column", _at(units, s, p), "J-out", "J-back")
    proof.by("J-unit", units, Columns("J-columns"))
    with proof.fix("H-columns", _columns(heights, q), "s"):
        selected(proof, "H", s, shifted, q)
        proof.have("H-column", _at(heights, s, q), "H-out", "H-back")
    proof.by("H-unit", heights, Columns("H-columns"))
    with proof.fix("apart-columns", _columns(apart, q), "s"):
        selected(proof, "H", s, shifted, q)
        nothing(proof, "J", shifted, p)
        proof.have("apart-column", _at(apart, s, q), "H-out", "J-none")
    proof.by("apart", apart, Columns("apart-columns"))
    with proof.fix("all-columns", _columns(together, WHOLE), "t"):
        goal = _at(together, t, WHOLE)
        proof.have("side", Or((W.integer_at_most(t, p), IntegerRelation("<", p, t))))
        with proof.cases("column", goal, "side") as case:
            for name, at, other, size in (("J", t, "H", p), ("H", W.subtract(t, p), "J", q)):
                with case(f"in-{name}"):
                    selected(proof, name, at, t, size)
                    nothing(proof, other, t, q if other == "H" else p)
                    proof.have(f"column-{name}", goal, f"{name}-out", f"{name}-back", f"{other}-none")
    proof.by("together", together, Columns("all-columns"))
    proof.have("all", And((units, heights, apart, together)), "J-unit", "H-unit", "apart", "together")
    proof.by("given", SELECTORS.sequent.claim, Give("all", (COLUMNS["J"], COLUMNS["H"])))
    return proof


def _columns(claim: Equal, size: W.Affine) -> ForAllIndex:
    return ForAllIndex("l", ONE, size, _at(claim, l_, size))


def _at(claim: Equal, index: W.Affine, size: W.Affine) -> Equal:
    unit = Basis(index, size)
    return Equal(W.times(claim.left, unit), W.times(claim.right, unit))


def selected(proof: Writer, name: str, index: W.Affine, image: W.Affine, size: W.Affine) -> None:
    """J e_index = e_image and J^T e_image = e_index, from the one summand that is not zero."""
    for label, value, unit, result in (
        ("out", COLUMNS[name], Basis(index, size), Basis(image, WHOLE)),
        ("back", ROWS[name], Basis(image, WHOLE), Basis(index, size)),
    ):
        inside(proof, f"{name}-{label}", value, unit)
        body = W.times(value.body, unit)

        def part(low: W.Affine, high: W.Affine, body: W.Term = body) -> W.Term:
            return W.total("l", low, high, body)

        below, above = W.shift(index, -1), W.shift(index, 1)
        start = f"{name}-{label}"
        rest = W.plus(part(index, index), part(above, size))
        proof.by(f"{start}-split", Equal(part(ONE, size), W.plus(part(ONE, below), part(index, size))), SumSplit(below))
        proof.by(f"{start}-rest", Equal(part(index, size), rest), SumSplit(index))
        rows = WHOLE if label == "out" else size
        proof.have(f"{start}-below", Equal(part(ONE, below), W.Zero(rows, ONE)))
        proof.have(f"{start}-above", Equal(part(above, size), W.Zero(rows, ONE)))
        proof.have(f"{start}-here", Equal(part(index, index), result))
        steps = [f"{start}-{step}" for step in ("inside", "split", "rest", "below", "above", "here")]
        proof.have(start, Equal(W.times(value, unit), result), *steps)


def nothing(proof: Writer, name: str, index: W.Affine, size: W.Affine) -> None:
    """J^T e_index = 0, as every summand is."""
    value, unit = ROWS[name], Basis(index, WHOLE)
    inside(proof, f"{name}-none", value, unit)
    proof.have(f"{name}-none-sum", Equal(W.total("l", ONE, size, W.times(value.body, unit)), W.Zero(size, ONE)))
    proof.have(
        f"{name}-none", Equal(W.times(value, unit), W.Zero(size, ONE)), f"{name}-none-inside", f"{name}-none-sum"
    )


def inside(proof: Writer, label: str, value: W.Term, unit: W.Term) -> None:
    body = W.times(value.body, unit)
    proof.by(f"{label}-inside", Equal(W.times(value, unit), W.total("l", value.low, value.high, body)), SumFactor(0))
