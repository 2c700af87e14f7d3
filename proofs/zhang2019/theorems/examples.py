"""EX.1-EX.3: a spurious local minimum exists, so that the theorems are not about nothing.

f(W) = (W_11 - 1)^2 + (W_22 - 2)^2 + 3 (W_12^2 + W_21^2), which is convex, at A = (1, 0)^T and B = (1, 0).
"""

from __future__ import annotations

from typing import Any

from proofs.zhang2019.theorems import writing as W
from proofs.zhang2019.theorems.lemma2 import A, B
from proofs.zhang2019.theorems.minima import WIDTHS, d, i, is_local_minimum, layers
from proofs.zhang2019.theorems.theorem1 import better, pair_local, spurious
from proofs.zhang2019.theorems.theorem1 import convex as convex_at
from proofs.zhang2019.theorems.theorem2 import is_pair_local, is_pair_spurious
from proofs.zhang2019.theorems.whole import C, D, pair_is_minimum
from proofs.zhang2019.theorems.writing import (
    ONE,
    And,
    Chain,
    Equal,
    Exists,
    Identity,
    Or,
    Piece,
    Slope,
    Symbol,
    SymbolDeclaration,
    Transpose,
    Value,
    Writer,
)
from symproof.language.affine import Affine
from symproof.language.binding import Assignment, instantiated
from symproof.language.derivation import Give, Part, Use
from symproof.language.formulas import IntegerRelation
from symproof.language.substitution import fields_of
from symproof.language.terms import Basis

TWO, THREE = W.integer(2), W.integer(3)
E1, E2 = Basis(ONE, TWO), Basis(TWO, TWO)
P, Q, t, Z = W.symbols("P Q t Z")
NOTHING, SCALE = W.number(0), W.number(3)


def entry(row: W.Term, value: W.Term, column: W.Term) -> W.Term:
    return W.times(Transpose(row), value, column)


def gaps(value: W.Term) -> tuple[W.Term, ...]:
    """W_11 - 1, W_22 - 2, W_12, W_21."""
    return (
        W.minus(entry(E1, value, E1), W.number(1)), W.minus(entry(E2, value, E2), W.number(2)),
        entry(E1, value, E2), entry(E2, value, E1),
    )  # fmt: skip


def loss_at(value: W.Term) -> W.Term:
    one, two, three, four = map(W.square, gaps(value))
    return W.plus(one, two, W.times(SCALE, W.plus(three, four)))


def slope_at(value: W.Term) -> W.Term:
    one, two, three, four = gaps(value)
    units = [W.times(row, Transpose(column)) for row, column in ((E1, E1), (E2, E2), (E1, E2), (E2, E1))]
    weights = (2, 2, 6, 6)
    parts = zip(weights, (one, two, three, four), units, strict=True)
    return W.plus(*[W.times(W.number(weight), gap, unit) for weight, gap, unit in parts])


def example(node: Any) -> Any:
    """The formula with this loss in place of f."""
    if isinstance(node, Value):
        return loss_at(node.argument)
    if type(node) is tuple:
        return tuple(map(example, node))
    names = () if isinstance(node, Affine) else fields_of(node)
    return type(node)(*[example(getattr(node, name)) for name in names]) if names else node


AT = Assignment(integers={"n": TWO, "b": ONE, "m": TWO}, symbols={"X": E1, "Y": Transpose(E1)})


def here(node: Any) -> Any:
    """At the widths 2, 1, 2, and at A = e_1, B = e_1^T."""
    return instantiated(node, AT)


# ------------------------------------------------------------------------------------------------ EX.1

a, b, c, e, x, y = W.symbols("a b c e x y")
LEAST = W.statement(
    "EX.1-bound",
    W.at_most(W.number(4), W.plus(
        W.square(W.minus(W.times(a, c), W.number(1))), W.square(W.minus(W.times(b, e), W.number(2))),
        W.times(SCALE, W.plus(W.square(W.times(a, e)), W.square(W.times(b, c)))),
    )),
    symbols=tuple(map(W.scalar, "abce")), near=W.at_most(W.number(W.Fraction(3, 4)), W.times(a, c)),
)  # fmt: skip


def squared(proof: Writer, label: str, value: W.Term) -> None:
    proof.apply(label, W.at_most(NOTHING, W.square(value)), "square", p=ONE, q=ONE, X=value)


def least() -> Writer:
    """With y = a e, z = b c and w = b e: 4 w <= (16/3) (a c) w = (16/3) y z <= (8/3) (y^2 + z^2) if w > 0."""
    proof = Writer()
    claim, last = LEAST.sequent.claim, W.times(b, e)
    first, second = W.times(a, e), W.times(b, c)
    squared(proof, "corner", W.minus(W.times(a, c), W.number(1)))
    for label, value in (("first", first), ("second", second), ("last", last), ("gap", W.minus(first, second))):
        squared(proof, label, value)
    proof.have("either", Or((W.at_most(last, NOTHING), W.less(NOTHING, last))))
    with proof.cases("least", claim, "either") as case:
        with case("low"):
            proof.have("least-low", claim, "low", "corner", "first", "second", "last")
        with case("high"):
            threes = W.at_most(W.times(W.number(W.Fraction(3, 4)), last), W.times(a, c, last))
            proof.have("scaled", threes, "near", "high")
            proof.have("least-high", claim, "scaled", "corner", "first", "second", "last", "gap")
    return proof


NEAR = W.statement(
    "EX.1-near", W.at_most(W.number(W.Fraction(3, 4)), W.times(x, y)), symbols=(W.scalar("x"), W.scalar("y")),
    near=W.at_most(
        W.plus(W.square(W.minus(x, W.number(1))), W.square(W.minus(y, W.number(1)))), W.number(W.Fraction(1, 100))
    ),
)  # fmt: skip


def near_one() -> Writer:
    """x and y are at least 9/10."""
    proof = Writer()
    ninth = W.number(W.Fraction(9, 10))
    for label, value, other in (("x", x, y), ("y", y, x)):
        rest, gap = W.square(W.minus(other, W.number(1))), W.square(W.minus(value, ninth))
        proof.have(f"{label}-rest", W.at_most(NOTHING, rest))
        proof.have(f"{label}-gap", W.at_most(NOTHING, gap))
        proof.have(f"{label}-low", W.at_most(ninth, value), "near", f"{label}-rest", f"{label}-gap")
    proof.have("product", NEAR.sequent.claim, "x-low", "y-low")
    return proof


EX1 = W.statement("EX.1", And((example(here(convex_at(TWO, TWO))), example(here(is_pair_spurious())))))


def spurious_pair() -> Writer:
    proof = Writer()
    convex, both = EX1.sequent.claim.parts
    is_convex(proof, convex)
    local, worse = both.parts
    radius = W.number(W.Fraction(1, 10))
    minimum = example(here(pair_is_minimum(radius)))
    with proof.fix("minimum", minimum, "C", "D"), proof.suppose("case", minimum.body, "near"):
        lower_bound(proof, minimum.body.conclusion)
    proof.have("positive", W.positive(radius))
    proof.have("radius-is", And((W.positive(radius), minimum)), "positive", "minimum")
    proof.by("local", local, Give("radius-is", (radius,)))
    pair = W.times(W.number(2), E2), Transpose(E2)
    lower = W.less(loss_at(W.times(*pair)), loss_at(W.times(E1, Transpose(E1))))
    proof.have("lower", lower)
    proof.by("worse", worse, Give("lower", pair))
    proof.have("spurious", both, "local", "worse")
    proof.have("example", EX1.sequent.claim, "convex", "spurious")
    return proof


def is_convex(proof: Writer, claim: W.ForAll) -> None:
    """t f(P) + (1 - t) f(Q) - f(t P + (1 - t) Q) is t (1 - t) times squares of entries of P - Q."""
    with proof.fix("convex", claim, "P", "Q", "t"), proof.suppose("convex-case", claim.body, "between"):
        for number, label in enumerate(("low", "high")):
            proof.by(label, claim.body.premise.parts[number], Use("between", (Part(number),)))
        rest, gap = W.minus(W.number(1), t), W.minus(P, Q)
        proof.have("rest", W.at_most(NOTHING, rest), "high")
        proof.have("weight", W.at_most(NOTHING, W.times(t, rest)), "low", "rest")
        names = []
        for label, (row, column) in {"11": (E1, E1), "22": (E2, E2), "12": (E1, E2), "21": (E2, E1)}.items():
            square = W.square(entry(row, gap, column))
            proof.have(f"square-{label}", W.at_most(NOTHING, square))
            proof.have(f"scaled-{label}", W.at_most(NOTHING, W.times(t, rest, square)), "weight", f"square-{label}")
            names.append(f"scaled-{label}")
        proof.have("below", claim.body.conclusion, *names)


def lower_bound(proof: Writer, claim: W.Formula) -> None:
    """f(C D) >= 4 for C = (a, b)^T and D = (c, e)."""
    first, second = W.minus(C, E1), W.minus(D, Transpose(E1))
    entries = {"a": W.times(Transpose(E1), C), "b": W.times(Transpose(E2), C), "c": W.times(D, E1), "e": W.times(D, E2)}
    for label, gap, other in (
        ("a", first, W.minus(first, W.times(E1, Transpose(E1), first))),
        ("c", second, W.minus(second, W.times(second, E1, Transpose(E1)))),
    ):
        short = W.square(W.minus(entries[label], W.number(1)))
        proof.have(f"{label}-square", W.at_most(NOTHING, W.norm2(other)))
        proof.have(f"{label}-short", W.at_most(short, W.norm2(gap)), f"{label}-square")
    squares = [W.square(W.minus(entries[label], W.number(1))) for label in "ac"]
    proof.have("short", W.at_most(W.plus(*squares), W.number(W.Fraction(1, 100))), "a-short", "c-short", "near")
    product_ = W.times(entries["a"], entries["c"])
    proof.apply("product", W.at_most(W.number(W.Fraction(3, 4)), product_), "EX.1-near", "short",
                x=entries["a"], y=entries["c"])  # fmt: skip
    bound = instantiated(LEAST.sequent.claim, Assignment(symbols=entries))
    proof.apply("bound", bound, "EX.1-bound", "product", **entries)
    proof.have("value", Equal(loss_at(W.times(E1, Transpose(E1))), W.number(4)))
    proof.have("same", Equal(loss_at(W.times(C, D)), bound.right))
    proof.have("above", claim, "bound", "value", "same")


# ------------------------------------------------------------------------------------------------ EX.2

F = W.FunctionDeclaration("f", TWO, TWO, "Z", loss_at(Z), slope_at(Z))
UNIT = W.times(E1, Transpose(E1))
OTHER = W.times(W.number(2), E2, Transpose(E2))
EX2 = W.statement(
    "EX.2",
    And((
        Equal(Value("f", UNIT), W.number(4)), Equal(Value("f", OTHER), W.number(1)),
        W.nonzero(Slope("f", UNIT), TWO, TWO), Equal(W.times(Transpose(E1), E1), Identity(ONE)),
    )),
    functions=(F,),
)  # fmt: skip


def no_global() -> Writer:
    """f' is -4 e_2 e_2^T at the minimum, whose factors have rank 1; diag(0, 2) has rank 1 too, and a smaller value."""
    proof = Writer()
    here_, there, steep, unit = EX2.sequent.claim.parts
    proof.have("here", here_)
    proof.have("there", there)
    proof.have("long", W.positive(W.norm2(Slope("f", UNIT))))
    proof.apply("steep", steep, "nonzero", "long", p=TWO, q=TWO, X=Slope("f", UNIT))
    proof.have("unit", unit)
    proof.have("all", EX2.sequent.claim, "here", "there", "steep", "unit")
    return proof


# ------------------------------------------------------------------------------------------------ EX.3

AT_THREE = Assignment(integers={"k": THREE, "j": TWO})
WIDTH = dict(enumerate((2, 2, 1, 2)))
DEPTH = {f"d-{at}": IntegerRelation("=", d(W.integer(at)), W.integer(width)) for at, width in WIDTH.items()}


def deep(node: Any) -> Any:
    return instantiated(node, AT_THREE)


LAYERS = deep(layers("M"))
u = Symbol("u")
DEFICIENT = Exists((W.matrix("u", TWO, ONE),), And((
    W.nonzero(u, TWO, ONE), W.vanishes(W.times(Symbol("M", ONE), u), TWO, ONE)
)))  # fmt: skip
EX3 = W.statement(
    "EX.3", Exists((LAYERS,), And((*example(deep(spurious("M"))).parts, DEFICIENT))),
    sizes=(deep(WIDTHS),), facts=DEPTH,
)  # fmt: skip


def family_of(name: str, *values: W.Term) -> SymbolDeclaration:
    pieces = [Piece(value, W.integer(place), W.integer(place)) for place, value in enumerate(values, 1)]
    return SymbolDeclaration(name, LAYERS.rows, LAYERS.columns, LAYERS.range, tuple(pieces))


def of_g(node: Any) -> Any:
    return instantiated(node, Assignment(functions={"f": "g"}))


def of_family(node: Any, name: str) -> Any:
    return instantiated(node, Assignment(families={"M": name}))


def deficient_layer() -> Writer:
    """Widths (2, 2, 1, 2): diag(1, 0), (1, 0), (1, 0)^T is spurious by T1.06, and its first layer has rank 1."""
    proof = Writer()
    claim = EX3.sequent.claim
    g = W.FunctionDeclaration("g", TWO, TWO, "Z", loss_at(Z), slope_at(Z))
    T = family_of("T", W.times(E1, Transpose(E1)), Transpose(E1), E1)
    S = family_of("S", Identity(TWO), Transpose(E2), W.times(W.number(2), E2))
    with proof.define("g-is", claim, T, S, functions=(g,)):
        proof.apply("pair", EX1.sequent.claim, "EX.1")
        local = example(here(is_pair_local()))
        proof.by("pair-local", local, Use("pair", (Part(1), Part(0))))
        pair = of_family(of_g(deep(pair_local(A, B))), "T")
        proof.have("T-pair", pair, "pair-local")
        minimum = of_family(of_g(deep(is_local_minimum("M"))), "T")
        proof.apply("T-local", minimum, "T1.06", "T-pair", k=THREE, j=TWO, d=("i", d(i)), M="T", f="g")
        lower = of_g(W.less(*[Value("f", Chain(name, THREE, ONE)) for name in "ST"]))
        proof.have("S-lower", lower)
        proof.by("T-worse", of_family(of_g(deep(better("M"))), "T"), Give("S-lower", ("S",)))
        proof.have("T-spurious", of_family(example(deep(spurious("M"))), "T"), "T-local", "T-worse")
        rank(proof)
        proof.have("all", of_family(claim.body, "T"), "T-local", "T-worse", "deficient")
        proof.by("given", claim, Give("all", ("T",)))
    return proof


def rank(proof: Writer) -> None:
    some = of_family(DEFICIENT, "T")
    proof.have("long", W.positive(W.norm2(E2)))
    proof.apply("e2-nonzero", W.nonzero(E2, TWO, ONE), "nonzero", "long", p=TWO, q=ONE, X=E2)
    proof.have("kernel", W.vanishes(W.times(Symbol("T", ONE), E2), TWO, ONE))
    proof.have("both", And((W.nonzero(E2, TWO, ONE), W.vanishes(W.times(Symbol("T", ONE), E2), TWO, ONE))),
               "e2-nonzero", "kernel")  # fmt: skip
    proof.by("deficient", some, Give("both", (E2,)))
