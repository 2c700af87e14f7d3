"""Plain text: the syntax, and that different terms never read the same."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symproof.language.affine import ONE, Affine, SizeAt, affine, integer, parameter, shift
from symproof.language.declarations import Declarations, FunctionDeclaration, Range, SizeDeclaration, SymbolDeclaration
from symproof.language.formulas import (
    And,
    Compare,
    Equal,
    Exists,
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
from symproof.render.text import Text, text

HERE, K, N = parameter("i"), parameter("k"), parameter("n")


def d(index: Affine) -> Affine:
    return parameter(SizeAt("d", index))


DECLARED = Declarations(
    integers=("k",),
    sizes=(SizeDeclaration("n"), SizeDeclaration("d", Range("i", integer(0), K))),
    symbols=(
        SymbolDeclaration("A", N, N),
        SymbolDeclaration("B", N, N),
        SymbolDeclaration("x", N, ONE),
        SymbolDeclaration("c", ONE, ONE),
        SymbolDeclaration("M", d(HERE), d(shift(HERE, -1)), Range("i", ONE, K)),
        SymbolDeclaration("M_1", N, N),
    ),
    functions=(FunctionDeclaration("f", N, N), FunctionDeclaration("e_1", N, N), FunctionDeclaration("tr", N, N)),
)
A, B, X, C = Symbol("A"), Symbol("B"), Symbol("x"), Symbol("c")


def number(value: int | str) -> Number:
    return Number(Fraction(value))


def minus(term: Term) -> Term:
    return Product((number(-1), term))


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (Sum((A, minus(B))), "A - B"),
        (Sum((A, Product((number(-2), B)))), "A - 2*B"),
        (Sum((A, Product((number(-1), A, B)))), "A - A*B"),
        (Sum((minus(A), B)), "-A + B"),
        (minus(Sum((A, B))), "-(A + B)"),
        (Product((Sum((A, B)), Transpose(A))), "(A + B)*A.T"),
        (Product((Inverse(C), A, B)), "A*B/c"),
        (Product((number(2), Inverse(C), A)), "2*A/c"),
        (Product((Inverse(A), B)), "inv(A)*B"),
        (Product((number("1/2"), A)), "1/2*A"),
        (Sum((Identity(N), Product((A, B)))), "I + A*B"),
        (Symbol("M", shift(HERE, -1)), "M_{i-1}"),
        (Symbol("M", K), "M_k"),
        (Chain("M", K, shift(HERE, 1)), "M_k...M_{i+1}"),
        (Product((Chain("M", K, shift(HERE, 1)), Symbol("M", HERE))), "(M_k...M_{i+1})*M_i"),
        (Transpose(Chain("M", K, ONE)), "(M_k...M_{1}).T"),
        (Trace(Product((Transpose(X), X))), "norm2(x)"),
        (Trace(Product((Transpose(Product((C, X))), C, X))), "norm2(c*x)"),
        (Slope("f", A), "f'(A)"),
        (Gradient(Value("f", A), A), "d(f(A))/dA"),
        (Basis(parameter("l"), N), "e_l(n)"),
        (Power(Sum((A, B)), integer(2)), "(A + B)**2"),
        (IndexSum("i", ONE, K, Value("f", A)), "sum(f(A) for i in 1..k)"),
        (Call("block", (Call("row", (A, B), N, N), Call("row", (B, A), N, N)), N, N), "block([[A, B], [B, A]])"),
        (Symbol("M", ONE), "M_{1}"),
        (Product((Transpose(Basis(ONE, N)), A, Basis(HERE, N))), "A[1,i]"),
        (Product((Transpose(Basis(ONE, N)), A, Basis(HERE, N), B)), "A[1,i]*B"),
        (Product((B, Product((Transpose(Basis(ONE, N)), A, Basis(HERE, N))))), "B*A[1,i]"),
        (Product((C, Transpose(Basis(HERE, N)), X)), "c*x[i]"),
        (Product((Transpose(Basis(HERE, N)), X, A, Basis(HERE, N))), "x[i]*A*e_i(n)"),
        (Product((A, Basis(ONE, N), Transpose(Basis(HERE, N)))), "A*J(1, i, n, n)"),
        (
            Product((Transpose(Basis(ONE, N)), Basis(HERE, N), Transpose(Basis(ONE, N)), Basis(HERE, N))),
            "e_1(n).T*e_i(n)*e_1(n).T*e_i(n)",
        ),
        (Value("tr", A), "{tr}(A)"),
    ],
)  # fmt: skip
def test_terms(term: Term, expected: str) -> None:
    assert text(term, DECLARED) == expected


def test_formulas() -> None:
    claim = Equal(Product((A, B)), Identity(N))
    zero = Equal(Product((A, X)), Zero(N, ONE))
    exists = Exists((SymbolDeclaration("y", N, ONE),), Equal(Product((A, Symbol("y"))), Zero(N, ONE)))
    schema = ForAllIndex("i", ONE, K, Equal(Symbol("M", HERE), Symbol("M", HERE)))
    cases = {
        "A*B = I": claim,
        "A*x = 0": zero,
        "A*B = I and A*x = 0": And((claim, zero)),
        "not (A*B = I)": Not(claim),
        "A*B = I implies A*x = 0": Implies(claim, zero),
        "(exists y (n x 1): A*y = 0) or A*B = I": Or((exists, claim)),
        "for all i in 1..k: M_i = M_i": schema,
        "A invertible": Invertible(A),
        "A positive definite": Predicate("positive definite", (A,)),
        "local_minimum(f(A), (M_{1}, ..., M_k), c)": Predicate(
            "local_minimum", (Value("f", A), Members("M", ONE, K), C)
        ),
        "n <= k": IntegerRelation("<=", N, K),
        "k >= n": IntegerRelation("<=", N, K, turned=True),
        "c > 0": Compare("<", number(0), C, turned=True),
        "c nonzero": Invertible(C),
    }
    assert {text(formula, DECLARED): formula for formula in cases.values()} == cases


def test_an_order_is_shown_as_it_was_written() -> None:
    assert text(Compare("<=", Integer(N), Integer(K)), DECLARED) == "n <= k"
    assert text(Compare("<=", Integer(N), Integer(K), turned=True), DECLARED) == "k >= n"
    assert latex(Compare("<=", Integer(N), Integer(K), turned=True), DECLARED) == r"k \ge n"
    assert latex(IntegerRelation("<", N, K, turned=True), DECLARED) == "k > n"
    assert Compare("<", A, B, turned=True) == Compare("<", A, B)


def test_that_a_positive_number_is_not_zero_is_not_shown() -> None:
    positive = And((Compare("<", number(0), C, turned=True), Invertible(C)))
    assert (text(positive, DECLARED), latex(positive, DECLARED)) == ("c > 0", "c > 0")
    other = And((Compare("<", number(0), C), Invertible(A)))
    assert text(other, DECLARED) == "0 < c and A invertible"


def test_declarations() -> None:
    assert text(DECLARED.symbols[0], DECLARED) == "A (n x n)"
    assert text(DECLARED.symbols[4], DECLARED) == "M_i (d_i x d_{i-1}, i in 1..k)"
    assert text(DECLARED.sizes[1], DECLARED) == "d_i (i in 0..k)"
    assert text(DECLARED.functions[0], DECLARED) == "f: R^(n x n) -> R"
    assert Text(Declarations()).affine(shift(affine(0, {"k": 1, "i": -1}), 1)) == "k-i+1"


# ------------------------------------------------------------------------------------------------ injectivity

LEAVES: tuple[Term, ...] = (
    A, C, X, number(1), number(2), number(-1), number(-2), number("1/2"), Integer(N), Integer(shift(N, 1)),
    Symbol("M", ONE), Symbol("M_1"), Chain("M", K, ONE), Identity(N), Zero(N, N), Basis(ONE, N),
)  # fmt: skip


def wrapped(terms: tuple[Term, ...]) -> list[Term]:
    """Every term with one operator above these."""
    once = [make(term) for term in terms for make in (Transpose, Inverse, Trace)]
    functions = [make(name, term) for term in terms for make in (Value, Slope) for name in ("f", "e_1", "tr")]
    powers = [Power(term, exponent) for term in terms for exponent in (integer(2), integer(-1), N, shift(N, 1))]
    sums = [Sum(pair) for pair in product(terms, repeat=2)]
    products = [Product(pair) for pair in product(terms, repeat=2)]
    singles = [make((term,)) for term in terms for make in (Sum, Product)]
    return [*once, *functions, *powers, *sums, *products, *singles]


def clashes(terms: list[Term]) -> list[tuple[str, Term, Term]]:
    seen: dict[str, Term] = {}
    return [
        (shown, seen[shown], term)
        for term in terms
        if seen.setdefault(shown := text(term, DECLARED), term) != term
    ]  # fmt: skip


def test_no_two_small_terms_read_the_same() -> None:
    first = wrapped(LEAVES)
    assert not clashes([*LEAVES, *first])


def test_no_two_terms_of_three_factors_or_summands_read_the_same() -> None:
    parts: tuple[Term, ...] = (
        A, C, number(1), number(-1), number(2), number("-1/2"), Inverse(C), Inverse(number(2)), Inverse(A),
        Product((number(-1), A)), Product((number(2), A)), Product((Inverse(C), A)), Sum((A, B)), Product((A, B)),
        Chain("M", K, ONE), Gradient(C, A),
    )  # fmt: skip
    triples = [make(triple) for triple in product(parts, repeat=3) for make in (Sum, Product)]
    pairs = [make(pair) for pair in product(parts, repeat=2) for make in (Sum, Product)]
    assert not clashes([*parts, *pairs, *triples])


def test_no_two_formulas_read_the_same() -> None:
    sides: tuple[Term, ...] = (A, C, number(0), number("1/2"), Identity(N), Zero(N, N), Sum((A, B)))
    atoms: list[Formula] = [Equal(*pair) for pair in product(sides, repeat=2)]
    atoms += [Compare(relation, *pair) for relation in ("<", "!=") for pair in product(sides, repeat=2)]
    atoms += [IntegerRelation(relation, *pair) for relation in ("=", "<") for pair in product((N, K, ONE), repeat=2)]
    atoms += [make(side) for make in (Invertible, lambda term: Predicate("diagonal", (term,))) for side in sides]
    few = [atoms[1], atoms[-1], IntegerRelation("<", N, K), Invertible(A)]
    few += [Not(few[0]), And(tuple(few[:2])), Or(tuple(few[:2])), Implies(few[0], few[1])]
    few += [ForAllIndex("i", ONE, K, few[0]), Exists((SymbolDeclaration("y", N, ONE),), few[1])]
    pairs = [make(pair) for pair in product(few, repeat=2) for make in (And, Or)]
    pairs += [Implies(*pair) for pair in product(few, repeat=2)]
    bound = [ForAllIndex("i", ONE, K, formula) for formula in (*few, *pairs)]
    singles = [make((formula,)) for formula in few for make in (And, Or)]
    denied = [Not(formula) for formula in (*few, *pairs)]
    everything = {*atoms, *few, *pairs, *bound, *singles, *denied, And(()), Or(())}
    seen: dict[str, list[Formula]] = {}
    for formula in everything:
        seen.setdefault(text(formula, DECLARED), []).append(formula)
    assert {shown: same for shown, same in seen.items() if len(same) > 1} == {}


def test_no_two_products_around_entries_read_the_same() -> None:
    unit, other = Basis(ONE, N), Basis(parameter("i"), N)
    row, entry = Transpose(unit), Product((Transpose(unit), A, other))
    parts: tuple[Term, ...] = (
        A,
        X,
        C,
        unit,
        row,
        Transpose(X),
        entry,
        Product((row, X)),
        Product((unit, row)),
        number(2),
    )
    products = [Product(factors) for count in (2, 3) for factors in product(parts, repeat=count)]
    products += [Product((C, *factors)) for factors in product(parts[3:8], repeat=3)]
    assert not clashes([*parts, *products])


def terms() -> st.SearchStrategy[Term]:
    def deeper(inner: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
        several = st.lists(inner, min_size=2, max_size=3).map(tuple)
        return st.one_of(
            several.map(Sum), several.map(Product), inner.map(Transpose), inner.map(Inverse), inner.map(Trace),
            inner.map(lambda term: Value("f", term)), inner.map(lambda term: Product((number(-1), term))),
        )  # fmt: skip

    return st.recursive(st.sampled_from(LEAVES), deeper, max_leaves=8)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(terms(), min_size=30, max_size=60, unique=True))
def test_no_two_random_terms_read_the_same(sample: list[Term]) -> None:
    assert not clashes(sample)
