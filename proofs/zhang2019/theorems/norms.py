"""N5: ||XY|| <= ||X|| ||Y||; N6: isometries; the smaller of two numbers. Nothing is assumed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from proofs.zhang2019.theorems import writing as W
from proofs.zhang2019.theorems.writing import (
    ONE,
    And,
    Equal,
    Exists,
    ForAllIndex,
    Formula,
    Identity,
    Or,
    Symbol,
    Transpose,
    Writer,
)
from symproof.language.derivation import AtIndex, Columns, Give, Part, SumFactor, SumOf, SumSplit, Use
from symproof.language.terms import Basis

a, b, c, p, q, r, s, t = W.integers("a b c p q r s t")
X, Y = W.symbols("X Y")
NOTHING = W.number(0)

# ------------------------------------------------------------------------------------------------ N5

N5 = W.statement(
    "N5", W.at_most(W.norm2(W.times(X, Y)), W.times(W.norm2(X), W.norm2(Y))), sizes=("p", "q", "r"),
    symbols=(W.matrix("X", p, q), W.matrix("Y", q, r)),
)  # fmt: skip


def submultiplicative() -> Writer:
    """|x|^2 |y|^2 - (x^T y)^2 = ||x y^T - y x^T||^2 / 2 for each row x of X and column y of Y; then the sum."""
    proof = Writer()
    x, y = W.times(Transpose(X), Basis(s, p)), W.times(Y, Basis(t, r))

    def order(row: W.Term, column: W.Term) -> W.Formula:
        entry = W.times(Transpose(row), column)
        return W.at_most(W.square(entry), W.times(W.norm2(row), W.norm2(column)))

    x_a, y_b = W.times(Transpose(X), Basis(a, p)), W.times(Y, Basis(b, r))
    rows = ForAllIndex("a", ONE, p, ForAllIndex("b", ONE, r, order(x_a, y_b)))
    with proof.fix("entries", rows, "s"), proof.fix("row", ForAllIndex("b", ONE, r, order(x, y_b)), "t"):
        gap = W.minus(W.times(x, Transpose(y)), W.times(y, Transpose(x)))
        proof.have("square", W.at_most(NOTHING, W.norm2(gap)))
        proof.have("entry", order(x, y), "square")
    entry = W.times(Transpose(x_a), y_b)
    inner = W.at_most(W.total("b", ONE, r, W.square(entry)), W.total("b", ONE, r, W.times(W.norm2(x_a), W.norm2(y_b))))
    with proof.fix("rows", ForAllIndex("a", ONE, p, inner), "s"):
        proof.by("row-s", ForAllIndex("b", ONE, r, order(x, y_b)), Use("entries", (AtIndex(s),)))
        left = W.total("b", ONE, r, W.square(W.times(Transpose(x), y_b)))
        proof.by("row-sum", W.at_most(left, W.total("b", ONE, r, W.times(W.norm2(x), W.norm2(y_b)))), SumOf("row-s"))
    proof.by("all", W.at_most(*[W.total("a", ONE, p, side) for side in (inner.left, inner.right)]), SumOf("rows"))
    proof.have("norms", N5.sequent.claim, "all")
    return proof


SQUARE = W.statement(
    "square", W.at_most(NOTHING, W.norm2(X)), sizes=("p", "q"), symbols=(W.matrix("X", p, q),),
)  # fmt: skip


def square() -> Writer:
    """0 <= ||X||^2."""
    proof = Writer()
    proof.have("low", SQUARE.sequent.claim)
    return proof


# ------------------------------------------------------------------------------------------------ the smaller of two

nu = Symbol("nu")
SMALLER = W.statement(
    "smaller",
    Exists((W.scalar("nu"),), And((
        W.positive(nu), W.at_most(W.square(nu), W.square(X)), W.at_most(W.square(nu), W.square(Y)),
    ))),
    symbols=(W.scalar("X"), W.scalar("Y")), X=W.positive(X), Y=W.positive(Y),
)  # fmt: skip


def smaller() -> Writer:
    proof = Writer()
    claim = SMALLER.sequent.claim
    proof.have("either", Or((W.at_most(W.square(X), W.square(Y)), W.less(W.square(Y), W.square(X)))))
    with proof.cases("found", claim, "either") as case:
        for name, value in (("first", X), ("second", Y)):
            with case(name):
                proof.have("X-short", W.at_most(W.square(value), W.square(X)), name)
                proof.have("Y-short", W.at_most(W.square(value), W.square(Y)), name)
                kept = And((W.positive(value), *[W.at_most(W.square(value), W.square(other)) for other in (X, Y)]))
                proof.have("kept", kept, "X-short", "Y-short", value.name)
                proof.by("given", claim, Give("kept", (value,)))
    return proof


@contextmanager
def smaller_radius(proof: Writer, claim: Formula, radii: Mapping[str, Symbol]) -> Iterator[None]:
    """Obtains nu > 0 with nu^2 <= the square of each of two radii, where ``{label}-positive`` says that a radius is
    positive. Inside, ``nu-positive`` and ``nu-{label}`` say so."""
    first, second = radii
    both = And((W.positive(nu), *[W.at_most(W.square(nu), W.square(radius)) for radius in radii.values()]))
    proof.apply("smaller-one", Exists((W.scalar("nu"),), both), "smaller", f"{first}-positive", f"{second}-positive",
                X=radii[first], Y=radii[second])  # fmt: skip
    with proof.obtain("nu-is", claim, "smaller-one", ("nu",), "nu-kept"):
        for number, label in enumerate(("nu-positive", f"nu-{first}", f"nu-{second}")):
            proof.by(label, both.parts[number], Use("nu-kept", (Part(number),)))
        yield


# ------------------------------------------------------------------------------------------------ N6

E = Symbol("E")
N6 = W.statement(
    "N6", Exists((W.matrix("E", q, p),), Equal(W.times(Transpose(E), E), Identity(p))), sizes=("p", "q"),
    facts={"narrow": W.integer_at_most(p, q)},
)  # fmt: skip


def isometry() -> Writer:
    """E = sum of e_l e_l^T over l in 1..p, since E e_m = e_m and E^T e_m = e_m."""
    proof = Writer()
    value = W.total("l", ONE, p, W.times(Basis(W.parameter("l"), q), Transpose(Basis(W.parameter("l"), p))))
    gram, unit = W.times(Transpose(value), value), Identity(p)
    e = Basis(s, p)
    l_ = W.parameter("l")
    columns = ForAllIndex("l", ONE, p, Equal(W.times(gram, Basis(l_, p)), W.times(unit, Basis(l_, p))))
    turned = W.total("l", ONE, p, W.times(Basis(l_, p), Transpose(Basis(l_, q))))
    with proof.fix("columns", columns, "s"):
        for label, matrix, rows, columns_ in (("out", value, q, p), ("back", turned, p, q)):
            summed(proof, label, rows, columns_)
            sums = W.total("l", ONE, p, W.times(Basis(l_, rows), Transpose(Basis(l_, columns_)), Basis(s, columns_)))
            proof.by(f"{label}-inside", Equal(W.times(matrix, Basis(s, columns_)), sums), SumFactor(0))
            proof.have(
                f"{label}-column", Equal(W.times(matrix, Basis(s, columns_)), Basis(s, rows)), f"{label}-inside", label
            )
        proof.have("column", Equal(W.times(gram, e), W.times(unit, e)), "out-column", "back-column")
    proof.by("gram", Equal(gram, unit), Columns("columns"))
    proof.by("given", N6.sequent.claim, Give("gram", (value,)))
    return proof


def summed(proof: Writer, label: str, rows: W.Affine, columns: W.Affine) -> None:
    """The sum of e_l (e_l^T e_s) over l in 1..p is e_s."""
    l_ = W.parameter("l")
    body = W.times(Basis(l_, rows), Transpose(Basis(l_, columns)), Basis(s, columns))

    def part(low: W.Affine, high: W.Affine) -> W.Term:
        return W.total("l", low, high, body)

    below = W.shift(s, -1)
    proof.by(f"{label}-split", Equal(part(ONE, p), W.plus(part(ONE, below), part(s, p))), SumSplit(below))
    proof.by(f"{label}-rest", Equal(part(s, p), W.plus(part(s, s), part(W.shift(s, 1), p))), SumSplit(s))
    zero = W.Zero(rows, ONE)
    proof.have(f"{label}-below", Equal(part(ONE, below), zero))
    proof.have(f"{label}-above", Equal(part(W.shift(s, 1), p), zero))
    proof.have(f"{label}-here", Equal(part(s, s), Basis(s, rows)))
    steps = [f"{label}-{name}" for name in ("split", "rest", "below", "above", "here")]
    proof.have(label, Equal(part(ONE, p), Basis(s, rows)), *steps)
