"""A proof as readable mathematics: what is set apart, what is gathered, what is broken over lines."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from symproof.language.affine import ONE, affine, integer, parameter, shift
from symproof.language.declarations import (
    Declarations,
    FunctionDeclaration,
    Piece,
    Range,
    SizeDeclaration,
    SymbolDeclaration,
)
from symproof.language.formulas import Compare, Equal, Exists
from symproof.language.proof import Block, Hypothesis, Proof, Step, nested
from symproof.language.terms import Number, Product, Sum, Symbol, Zero
from symproof.report.outline import WIDTH, outline

N, K, HERE = parameter("n"), parameter("k"), parameter("i")
A, B = Symbol("A"), Symbol("B")
LAYERS = Range("i", ONE, K)
PIECES = (
    Piece(Product((A, Symbol("M", HERE))), ONE, integer(2)),
    Piece(Symbol("M", HERE), integer(3), K),
)
SETTING = Declarations(
    integers=("k",),
    sizes=(SizeDeclaration("n"),),
    symbols=(
        SymbolDeclaration("A", N, N),
        SymbolDeclaration("B", N, N),
        SymbolDeclaration("M", N, N, LAYERS),
        SymbolDeclaration("L", N, N, LAYERS, PIECES),
        SymbolDeclaration("c", ONE, ONE),
    ),
    functions=(FunctionDeclaration("f", N, N),),
)
SOME_VECTOR = Exists((SymbolDeclaration("u", N, ONE),), Equal(Product((A, Symbol("u"))), Zero(N, ONE)))
VECTOR = Declarations(symbols=(SymbolDeclaration("u", N, ONE),))
BLOCKS = (
    Block("b1", "suppose", None, Declarations(), (Hypothesis("nonzero", Compare("!=", A, Zero(N, N))),)),
    Block("b2", "obtain", "b1", VECTOR, (Hypothesis("kernel", SOME_VECTOR.body),)),
)
LONG = Equal(Sum((Product((A, B)),) * 30), B)
PROOF = Proof(
    id="example", title="Example", source="a book", file="x.py", line=1, declarations=SETTING,
    hypotheses=(Hypothesis("commute", Equal(Product((A, B)), Product((B, A)))),),
    items=nested((
        Step("one", "line 1", 1, Equal(A, B), "algebra", ("commute",)),
        Step("two", "two", 2, SOME_VECTOR, "cite", source="N1", block="b1"),
        Step("three", "", 3, Equal(Product((A, Symbol("u"))), Zero(N, ONE)), "algebra", ("kernel",), block="b2"),
        Step("long", "", 4, LONG, "omit", reason="too long"),
    ), BLOCKS),
    statement=Equal(A, B),
)  # fmt: skip

EXPECTED = """\
example: Example
a book

Setting
    integer k
    size n
    A, B, M_i (1 <= i <= k): n x n
    scalar c
    f: R^(n x n) -> R differentiable

Definitions
    L_i = A*M_i  (1 <= i <= 2)
        = M_i    (3 <= i <= k)

Hypotheses
    commute: A*B = B*A

Statement
    A = B

Steps
    one  (line 1)
        A = B
        by algebra, from commute
    Suppose nonzero: A != 0
        two
            exists u (n x 1): A*u = 0
            by cite N1
        Choose u: n x 1, with kernel: A*u = 0
        three
            A*u = 0
            by algebra, from kernel
    long
"""


def test_outline() -> None:
    assert outline(PROOF).startswith(EXPECTED)


def test_long_claims_are_broken_at_spaces_and_nothing_is_lost() -> None:
    lines = outline(PROOF, {"long"}).splitlines()
    claim = [line for line in lines if "A*B + A*B" in line]
    assert len(claim) > 1
    assert all(len(line) <= WIDTH + 12 for line in lines)
    assert " ".join(line.strip() for line in lines).count("A*B + ") == 29
    assert "        by omit (too long)" in lines


def test_single_steps_come_with_the_blocks_around_them() -> None:
    shown = outline(PROOF, {"three"})
    assert "Suppose nonzero: A != 0" in shown
    assert "Choose u" in shown
    assert "cite" not in shown


def test_a_reference_keeps_its_own_parentheses() -> None:
    steps = [Step("s", ref, 1, Equal(A, B), "algebra") for ref in ("(2.1)", "L1, (2.1)", "(2.1) and (2.2)")]
    shown = [outline(replace(PROOF, items=(step,))) for step in steps]
    assert "    s  (2.1)\n" in shown[0]
    assert "    s  (L1, (2.1))\n" in shown[1]
    assert "    s  ((2.1) and (2.2))\n" in shown[2]


def test_numbers_and_affine_expressions() -> None:
    step = Step(
        "s", "", 1, Equal(Symbol("M", shift(affine(0, {"k": 1}), -1)), Product((Number(Fraction(2)), A))), "algebra"
    )
    proof = Proof("p", "", "", "x.py", 1, SETTING, (), (step,))
    assert "M_{k-1} = 2*A" in outline(proof)
