"""LaTeX of names, terms and formulas: golden fragments."""

from __future__ import annotations

from fractions import Fraction

import pytest

from symproof.language.affine import ONE, Affine, SizeAt, affine, integer, parameter, shift
from symproof.language.declarations import Declarations, FunctionDeclaration, Piece, Range, SymbolDeclaration
from symproof.language.formulas import And, Compare, Equal, Exists, ForAllIndex, Formula, Invertible, Not, Predicate
from symproof.language.terms import (
    Basis,
    Call,
    Chain,
    Differential,
    Gradient,
    Identity,
    IndexSum,
    Inverse,
    Members,
    Number,
    Power,
    Product,
    Slope,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Value,
    Zero,
)
from symproof.render.latex import BREAK, Latex, latex
from symproof.render.names import escaped, name_in_latex

HERE, J, K, N = parameter("i"), parameter("j"), parameter("k"), parameter("n")


def d(index: Affine) -> Affine:
    return parameter(SizeAt("d", index))


LAYER = Symbol("M", HERE)
MOVED = Sum((LAYER, Product((Symbol("w", HERE), Transpose(Symbol("v", HERE))))))
PIECES = (Piece(MOVED, ONE, J), Piece(LAYER, shift(J, 1), K))
ABOVE = (Piece(Chain("M", K, shift(HERE, 1))),)
DECLARED = Declarations(
    symbols=(
        SymbolDeclaration("A", N, N),
        SymbolDeclaration("B", N, N),
        SymbolDeclaration("dA", N, N),
        SymbolDeclaration("x", N, ONE),
        SymbolDeclaration("c", ONE, ONE),
        SymbolDeclaration("M", d(HERE), d(shift(HERE, -1)), Range("i", ONE, K)),
        SymbolDeclaration("w", d(HERE), ONE, Range("i", ONE, K)),
        SymbolDeclaration("v", d(shift(HERE, -1)), ONE, Range("i", ONE, K)),
        SymbolDeclaration(
            "M_tilde", d(HERE), d(shift(HERE, -1)), Range("i", ONE, K), PIECES
        ),
        SymbolDeclaration("Q", d(K), d(HERE), Range("i", integer(0), K), ABOVE),
    ),
    functions=(FunctionDeclaration("f", N, N),),
)  # fmt: skip
A, B, X, C = Symbol("A"), Symbol("B"), Symbol("x"), Symbol("c")


def minus(term: Term) -> Term:
    return Product((Number(Fraction(-1)), term))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("A", "A"),
        ("lambda", r"\lambda"),
        ("eps", r"\varepsilon"),
        ("M_tilde", r"\tilde{M}"),
        ("theta_hat", r"\hat{\theta}"),
        ("A_star", r"A^{\star}"),
        ("A_prime", r"A^{\prime}"),
        ("L0", "L_{0}"),
        ("sigma_max", r"\sigma_{\mathrm{max}}"),
        ("old", r"\mathit{old}"),
        ("M_tilde_prime", r"\tilde{M}^{\prime}"),
        ("dX", r"\mathrm{d}X"),
        ("λ_max", r"\lambda_{\mathrm{max}}"),
        ("x_i", "x_{i}"),
        ("A_$", r"A_{\mathrm{\$}}"),
    ],
)
def test_names(name: str, expected: str) -> None:
    assert name_in_latex(name).latex() == expected


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (Symbol("M", shift(HERE, -1)), "M_{i-1}"),
        (Symbol("M_tilde", J), r"\tilde{M}_{j}"),
        (Transpose(Symbol("M_tilde", J)), r"\tilde{M}_{j}^{\top}"),
        (Chain("M", K, shift(HERE, 1)), r"M_{k} \cdots M_{i+1}"),
        (Chain("M", HERE, HERE), "M_{i}"),
        (Chain("M", shift(HERE, 1), HERE), "M_{i+1} M_{i}"),
        (Product((Chain("M", K, shift(HERE, 1)), Transpose(A))), r"M_{k} \cdots M_{i+1}\,A^{\top}"),
        (Transpose(Chain("M", K, ONE)), r"(M_{k} \cdots M_{1})^{\top}"),
        (Sum((A, Product(()))), "A + 1"),
        (Sum((A, Product((Number(Fraction(-1)), A, B)))), r"A - A\,B"),
        (minus(Sum((A, B))), "-(A + B)"),
        (Sum((A, Product((Number(Fraction(-2)), B)))), r"A - 2\,B"),
        (Product((Number(Fraction(1, 2)), A)), r"\tfrac{1}{2}\,A"),
        (Product((Inverse(C), A)), r"\frac{1}{c}\,A"),
        (Product((Number(Fraction(-1)), Inverse(C), A)), r"-\frac{1}{c}\,A"),
        (Product((Inverse(Sum((Number(Fraction(1)), C))), A)), r"\frac{1}{1 + c}\,A"),
        (Product((Inverse(Sum((Number(Fraction(1)), C))), Inverse(C), A)), r"\frac{1}{(1 + c)\,c}\,A"),
        (Inverse(Transpose(A)), r"(A^{\top})^{-1}"),
        (Transpose(Inverse(A)), r"A^{-\top}"),
        (Inverse(Sum((Identity(N), A))), "(I_{n} + A)^{-1}"),
        (Power(A, integer(3)), "A^{3}"),
        (Trace(Product((A, B))), r"\operatorname{tr}(A\,B)"),
        (Trace(Product((Transpose(X), X))), r"\lVert x \rVert^{2}"),
        (Product((Transpose(X), X, A)), r"(x^{\top}\,x)\,A"),
        (Product((A, C, C)), r"A\,c^{2}"),
        (Slope("f", A), "f'(A)"),
        (Gradient(Value("f", A), LAYER), r"\frac{\partial f(A)}{\partial M_{i}}"),
        (Gradient(Trace(A), A), r"\frac{\partial}{\partial A} \operatorname{tr}(A)"),
        (Differential(A, ((A, Symbol("dA")),)), r"\mathrm{d}(A)"),
        (Inverse(Symbol("dA")), r"(\mathrm{d}A)^{-1}"),
        (
            Differential(A, ((A, Product((Basis(HERE, N), Transpose(Basis(J, N))))),)),
            r"\frac{\partial}{\partial A_{i,j}} A",
        ),
        (Basis(parameter("l"), N), "e_{l}"),
        (IndexSum("i", ONE, J, Trace(LAYER)), r"\sum_{i=1}^{j}\, \operatorname{tr}(M_{i})"),
        (Call("kron", (A, B), N, N), r"A \otimes B"),
        (
            Call("block", (Call("row", (A, B), N, N), Call("row", (B, A), N, N)), N, N),
            r"\begin{bmatrix}A & B \\ B & A\end{bmatrix}",
        ),
    ],
)
def test_terms(term: Term, expected: str) -> None:
    assert latex(term, DECLARED) == expected


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (Equal(Product((A, X)), Zero(N, ONE)), r"A\,x = 0"),
        (Compare("!=", A, Zero(N, N)), r"A \neq 0"),
        (Not(Equal(A, B)), r"A \neq B"),
        (Invertible(A), r"A \text{ invertible}"),
        (Invertible(C), r"c \neq 0"),
        (ForAllIndex("i", ONE, J, Equal(LAYER, LAYER)), r"M_{i} = M_{i} \quad (1 \le i \le j)"),
        (
            ForAllIndex("i", ONE, J, ForAllIndex("l", ONE, d(HERE), Equal(C, C))),
            r"c = c \quad (1 \le i \le j,\ 1 \le l \le d_{i})",
        ),
        (
            Exists((SymbolDeclaration("y", N, ONE),), And((Equal(Symbol("y"), X), Compare("!=", X, Zero(N, ONE))))),
            r"\exists\, y \in \mathbb{R}^{n}:\ y = x\ \text{and}\ x \neq 0",
        ),
        (
            Predicate("local_minimum", (Value("f", A), Members("M", ONE, K), C)),
            r"(M_{1}, \dots, M_{k})\ \text{is a local minimum of}\ f(A)\ \text{with radius}\ c",
        ),
        (
            Not(Predicate("has_spurious_minimum", (Value("f", A), A, B))),
            r"f(A)\ \text{has no spurious minimum in}\ (A, B)",
        ),
        (
            Not(ForAllIndex("i", ONE, J, Not(Compare("!=", Product((A, X)), X)))),
            r"\text{for some } 1 \le i \le j:\ A\,x \neq x",
        ),
        (Predicate("positive definite", (A,)), r"A\ \text{positive definite}"),
    ],
)
def test_formulas(formula: Formula, expected: str) -> None:
    assert latex(formula, DECLARED) == expected


def test_definitions() -> None:
    render = Latex(DECLARED)
    assert render.definition(DECLARED.symbols[-1]) == r"Q_{i} = M_{k} \cdots M_{i+1}"
    pieces = render.definition(DECLARED.symbols[-2]).replace(BREAK, "")
    first, second = r"M_{i} + w_{i}\,v_{i}^{\top} & 1 \le i \le j", r"M_{i} & j+1 \le i \le k"
    assert pieces == rf"\tilde{{M}}_{{i}} = \begin{{cases}}{first} \\ {second}\end{{cases}}"
    assert latex(DECLARED.symbols[0], DECLARED) == r"A \in \mathbb{R}^{n \times n}"
    assert latex(DECLARED.functions[0], DECLARED) == r"f\colon \mathbb{R}^{n \times n} \to \mathbb{R}"


def test_integers_and_text() -> None:
    assert Latex(Declarations()).affine(shift(affine(0, {"k": 1, "i": -1}), 1)) == "k-i+1"
    assert Latex(Declarations()).affine(integer(0)) == "0"
    assert escaped("50% of A_1 & {B}") == r"50\% of A\_1 \& \{B\}"


def test_breaks_are_marked_between_factors_and_left_out_at_the_end() -> None:
    term = Product((A, B, X))
    assert BREAK in Latex(DECLARED).latex(term)
    assert BREAK not in latex(term, DECLARED)
