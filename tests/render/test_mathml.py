"""MathML, the third notation: well-formed for every kind of node, and one element a piece."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from fractions import Fraction
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from render.test_names_differ import KINDS, NAMES, bound, occurrences, others, scope

from symproof.language import declarations, formulas, terms
from symproof.language.affine import ONE, Affine, SizeAt, SizeProduct, affine, integer, parameter, shift
from symproof.language.declarations import (
    Declarations,
    FunctionDeclaration,
    Piece,
    Range,
    SizeDeclaration,
    SymbolDeclaration,
)
from symproof.language.formulas import (
    And,
    Compare,
    Equal,
    Exists,
    ForAll,
    ForAllIndex,
    Formula,
    Implies,
    IntegerRelation,
    Invertible,
    Not,
    Or,
    Predicate,
)
from symproof.language.terms import (
    Basis,
    Call,
    Chain,
    Differential,
    Gradient,
    Identity,
    IndexSum,
    Integer,
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
from symproof.render.latex import latex
from symproof.render.mathml import MathML, mathml
from symproof.render.naming import naming_of
from symproof.render.printer import Node, Printer
from symproof.render.text import text

SPACE = "{http://www.w3.org/1998/Math/MathML}"
CHILDREN = {"mfrac": 2, "msup": 2, "msub": 2, "mover": 2, "msubsup": 3, "munderover": 3}
LEAVES = frozenset(["mi", "mn", "mo", "mtext"])
N, K, HERE = parameter("n"), parameter("k"), parameter("i")
DECLARED = Declarations(
    integers=("k", "i"),
    sizes=(SizeDeclaration("n"), SizeDeclaration("d", Range("i", ONE, K))),
    symbols=(
        SymbolDeclaration("A", N, N),
        SymbolDeclaration("A_tilde_star", N, N),
        SymbolDeclaration("dA", N, N),
        SymbolDeclaration("x", N, ONE),
        SymbolDeclaration("c", ONE, ONE),
        SymbolDeclaration("M", N, N, Range("i", ONE, K)),
        SymbolDeclaration("Q", N, N, Range("i", ONE, K), (Piece(Symbol("M", HERE), ONE, K),)),
    ),
    functions=(FunctionDeclaration("f", N, N), FunctionDeclaration("lambda", N, N)),
)
A, X, C, M = Symbol("A"), Symbol("x"), Symbol("c"), Symbol("M", shift(HERE, 1))
STARRED = Symbol("A_tilde_star")
UNIT, ENTRY = Basis(HERE, N), Product((Basis(HERE, N), Transpose(Basis(ONE, N))))
MINUS = Number(Fraction(-1))
TERMS: list[Term] = [
    A, M, STARRED, Transpose(STARRED), Chain("M", K, ONE), Chain("M", shift(HERE, 1), HERE), UNIT,
    Identity(N), Zero(N, N), Number(Fraction(2)), Number(Fraction(-3, 2)),
    Integer(affine(3, {"k": -2, SizeAt("d", HERE): 1})),
    Integer(parameter(SizeProduct(("k", "n")))), Sum((A, Product((MINUS, A, A)), Identity(N))), Sum(()), Sum((A,)),
    Product(()), Product((A,)), Product((Number(Fraction(2)), Inverse(C), Sum((A, A)), A)), Product((MINUS, A)),
    Product((Inverse(C), Inverse(Sum((C, C))), A)), Product((A, C, C)), Product((Transpose(X), X, A)),
    Product((Transpose(Basis(ONE, N)), A, UNIT, A)), ENTRY, Power(A, integer(-2)), Power(Sum((A, A)), shift(K, 1)),
    Transpose(A), Transpose(Inverse(A)), Inverse(A), Inverse(C), Inverse(Symbol("dA")), Trace(A),
    Trace(Product((Transpose(X), X))), Value("f", A), Slope("f", A), Slope("lambda", A), Gradient(Value("f", A), A),
    Sum((Gradient(C, A), Transpose(Gradient(C, A)), Product((MINUS, Call("diag", (Gradient(C, A),), N, N))))),
    Differential(A, ((A, Symbol("dA")),)), Differential(A, ((A, X), (X, A))), Differential(C, ((A, ENTRY),)),
    Call("kron", (A, Sum((A, A))), N, N), Call("hadamard", (A, A), N, N), Call("sqrt", (C,), ONE, ONE),
    Call("abs", (C,), ONE, ONE), Call("det", (A,), ONE, ONE), Call("ones", (), N, N), Call("?", (), ONE, ONE),
    Call("block", (Call("row", (A, A), N, N), Call("row", (A, A), N, N)), N, N),
    IndexSum("j", ONE, K, Sum((A, Symbol("M", parameter("j"))))), Members("M", ONE, K),
]  # fmt: skip
EQUAL = Equal(A, Zero(N, N))
FORMULAS: list[Formula] = [
    EQUAL, Invertible(A), Invertible(C), Compare("<", Number(Fraction(0)), C, turned=True), Compare("!=", A, A),
    IntegerRelation("<=", ONE, K), And((EQUAL, Not(EQUAL))), And(()), Or((EQUAL, And((EQUAL, EQUAL)))), Or(()),
    Not(EQUAL), Implies(EQUAL, EQUAL), ForAllIndex("j", ONE, K, EQUAL),
    ForAll((SymbolDeclaration("y", N, ONE),), Equal(Symbol("y"), X)),
    Exists((SymbolDeclaration("y", N, ONE), SymbolDeclaration("z", ONE, ONE)), Equal(Symbol("y"), X)),
    Predicate("positive definite", (A,)), Predicate("local_minimum", (C, Members("M", ONE, K), C)),
]  # fmt: skip
NODES: list[Node] = [*TERMS, *FORMULAS, shift(K, -1), *DECLARED.symbols, *DECLARED.sizes, *DECLARED.functions]


def require_well_formed(shown: str) -> None:
    """One math element around one element; as many children as each element takes."""
    root = ElementTree.fromstring(shown)
    assert root.tag == f"{SPACE}math"
    assert len(root) == 1
    for element in root.iter():
        tag = element.tag.removeprefix(SPACE)
        assert len(element) == CHILDREN.get(tag, len(element)), tag
        assert tag in LEAVES or not (element.text or "").strip(), tag
        assert tag not in LEAVES or (element.text and not len(element)), tag


@pytest.mark.parametrize("node", NODES, ids=lambda node: type(node).__name__)
def test_every_node_is_well_formed(node: Node) -> None:
    require_well_formed(mathml(node, DECLARED))
    assert text(node, DECLARED)
    assert latex(node, DECLARED)


def test_every_kind_of_node_is_tried_and_has_a_rule() -> None:
    kinds = {*get_args(terms.Term), *get_args(formulas.Formula), Affine}
    kinds |= {declarations.SymbolDeclaration, declarations.SizeDeclaration, declarations.FunctionDeclaration}
    assert kinds <= {type(node) for node in NODES}
    assert kinds <= Printer.methods.keys()


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.dictionaries(st.sampled_from(NAMES), st.sampled_from(KINDS), min_size=2, max_size=12), st.booleans())
def test_no_two_names_look_alike(kinds: dict[str, str], basis: bool) -> None:
    declared = scope(kinds)
    found = [term for name, kind in kinds.items() for term in occurrences(name, kind, entries=True)]
    found += others(basis=basis)
    printer = MathML(declared, naming_of([declared], found, bound(kinds)))
    assert len({printer.written(term) for term in found}) == len(found)


def test_a_few_formulas() -> None:
    shown = mathml(Equal(Product((A, X)), Zero(N, ONE)), DECLARED)
    inner = "<mrow><mi>A</mi><mo>\u2062</mo><mi>x</mi></mrow><mo>=</mo><mn>0</mn>"
    assert shown == f'<math xmlns="http://www.w3.org/1998/Math/MathML"><mrow>{inner}</mrow></math>'
    assert "<mi>\u03bb</mi>" in mathml(Value("lambda", A), DECLARED)
