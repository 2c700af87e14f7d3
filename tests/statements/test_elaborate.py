"""From a statement to a proof: hypotheses and their ids, implied ones, typing facts, definitions, derivatives."""

from __future__ import annotations

from fractions import Fraction

import pytest

from symproof.language.affine import integer, parameter
from symproof.language.formulas import And, Compare, Equal, IntegerRelation, Invertible, Predicate
from symproof.language.proof import Proof
from symproof.language.terms import (
    Call,
    Differential,
    Gradient,
    Integer,
    Inverse,
    Number,
    Power,
    Product,
    Sum,
    Symbol,
    Trace,
    Transpose,
)
from symproof.render.text import text
from symproof.statements import parse_statement

A, B, X, C = Symbol("A"), Symbol("B"), Symbol("X"), Symbol("c")
SQUARE = {"A": ["n", "n"], "B": ["n", "n"], "X": ["n", "n"], "c": [], "v": ["n"]}


def loaded(statement: str, symbols: dict[str, list[str]] | None = None) -> Proof:
    proofs, errors = parse_statement(symbols or SQUARE, statement)
    assert not errors, errors
    return proofs[0]


def claim(statement: str) -> object:
    return loaded(statement).steps[0].claim


# ------------------------------------------------------------------------------------------------ recording


@pytest.mark.parametrize(
    ("expression", "term"),
    [
        ("A + B + X", Sum((A, B, X))),
        ("A + (B + X)", Sum((A, B, X))),
        ("A - B", Sum((A, Product((Number(Fraction(-1)), B))))),
        ("A - 2*B", Sum((A, Product((Number(Fraction(-2)), B))))),
        ("A*(B*X)", Product((A, B, X))),
        ("A*(B + X)", Product((A, Sum((B, X))))),
        ("-A*B", Product((Number(Fraction(-1)), A, B))),
        ("A/c", Product((Inverse(C), A))),
        ("A*B/c", Product((Inverse(C), A, B))),
        ("A/2", Product((Number(Fraction(1, 2)), A))),
        ("A**3", Power(A, integer(3))),
        ("A**-1", Inverse(A)),
        ("A.T.T", Transpose(Transpose(A))),
        ("norm2(A)*B", Product((Trace(Product((Transpose(A), A))), B))),
    ],
)  # fmt: skip
def test_terms_are_recorded_flat_and_otherwise_as_written(expression: str, term: object) -> None:
    found = claim(f"{expression} = 0")
    assert isinstance(found, Equal)
    assert found.left == term


def test_nothing_is_simplified() -> None:
    found = claim("A*inv(A) + A - A = A.T.T")
    assert isinstance(found, Equal)
    assert found.left == Sum((Product((A, Inverse(A))), A, Product((Number(Fraction(-1)), A))))


# ------------------------------------------------------------------------------------------------ hypotheses


def test_ids_follow_the_text_and_definitions_have_none() -> None:
    proof = loaded("A*B = I, where Z = A*B, n = 2, A symmetric |- Z = I")
    assert [item.id for item in proof.hypotheses] == ["h1", "h2", "h3"]
    assert isinstance(proof.hypotheses[1].formula, IntegerRelation)
    defined = proof.declarations.symbols[-1]
    assert (defined.name, defined.pieces[0].body) == ("Z", Product((A, B)))


def test_a_step_uses_every_hypothesis() -> None:
    proof = loaded("A*B = I, A symmetric |- B*A = I, A = B")
    assert [step.using for step in proof.steps] == [("h1", "h2"), ("h1", "h2")]
    assert {step.method for step in proof.steps} == {"algebra"}


@pytest.mark.parametrize(
    ("statement", "implied"),
    [
        ("inv(A)*B = B", ["A invertible"]),
        ("A**-1*B = B", ["A invertible"]),
        ("A**-2*B = B", ["A invertible"]),
        ("A/c = B", ["c nonzero"]),
        ("A/(v.T*v) = B", ["v.T*v nonzero"]),
        ("A/2 = B", []),
        ("log(c) = c", ["0 < c"]),
        ("sqrt(c) = c", ["0 <= c"]),
        ("exp(c) = abs(c)", []),
        ("inv(A + B) = A, inv(A) = B", ["A + B invertible", "A invertible"]),
        ("inv(inv(A)) = A", ["A invertible"]),
        ("inv(A.T) = inv(A).T", ["A invertible"]),
        # provided by what is assumed
        ("A invertible |- inv(A)*B = B", []),
        ("A invertible |- inv(A.T)*B = B", []),
        ("A invertible, B invertible |- inv(A*B) = A", []),
        ("A positive definite |- inv(A) = A", []),
        ("A positive definite |- log(det(A)) = c", []),
        ("v.T*v nonzero |- A/(v.T*v) = B", []),
        ("c > 0 |- log(c) = 1/c", []),
        ("c positive |- sqrt(c) = 1/c", []),
        ("0 <= c |- sqrt(c) = 1", []),
        ("A full column rank |- inv(A.T*A) = A", []),
        # provided by what is assumed of a definition, or of what it stands for
        ("1 - v.T*A*v nonzero, where h = v.T*A*v |- A/(1 - h) = B", []),
        ("where h = v.T*A*v, 1 - h nonzero |- A/(1 - v.T*A*v) = B", []),
        ("where P = A + B, A + (B + A) invertible |- inv(P + A) = B", []),
        # not provided
        ("where h = v.T*A*v, 1 + h nonzero |- A/(1 - v.T*A*v) = B", ["1 - v.T*A*v nonzero"]),
        ("A + B invertible |- inv(A)*B = B", ["A invertible"]),
        ("0 <= c |- log(c) = 1", ["0 < c"]),
        ("c < 1 |- 1/c = 1", ["c nonzero"]),
        # in an assumption
        ("B = inv(A) |- A*B = I", ["A invertible"]),
        ("where P = inv(A) |- A*P = I", ["A invertible"]),
    ],
)  # fmt: skip
def test_implied_hypotheses(statement: str, implied: list[str]) -> None:
    proof = loaded(statement)
    found = [item for item in proof.hypotheses if item.implied]
    shown = [text(item.formula, proof.declarations) for item in found]
    assert shown == implied
    warned = [warning for step in proof.steps for warning in step.warnings]
    assert [warning.code for warning in warned] == ["SP630"] * len(implied)
    for item in found:
        assert any(item.id in step.using for step in proof.steps)


@pytest.mark.parametrize(
    ("statement", "warned"),
    [
        ("k positive integer |- c/k = c", []),
        ("k positive integer |- c/(k + 1) = c", []),
        ("k positive integer |- c/(2*k - 1) = c", []),
        ("k positive integer |- c/(k**2*n + k) = c", []),
        ("k positive integer, k >= 2 |- c/(k - 1) = c", []),
        ("i in 0..n |- c/(i + 1) = c", []),
        ("v nonzero |- A/(v.T*v) = B", []),
        ("v nonzero |- A/(c**2 + 3*v.T*v) = B", []),
        ("A*v nonzero |- A/(v.T*A.T*A*v) = B", []),
        ("A nonzero |- A/norm2(A) = B", []),
        ("where w = v, w nonzero |- A/(v.T*v) = B", []),
        ("A/(1 + v.T*v) = B", []),
        ("c > 0 |- A/(2*c) = B", []),
        ("A/(1 + exp(c)) = B", []),
        # what may be zero
        ("k positive integer |- c/(k - 1) = c", ["k - 1 nonzero"]),
        ("k positive integer |- c/(2*k - 2) = c", ["2*k - 2 nonzero"]),
        ("k positive integer |- c/(n - k + 1) = c", ["n - k + 1 nonzero"]),
        ("k positive integer, k >= 2 |- c/(k - 2) = c", ["k - 2 nonzero"]),
        ("k even |- c/k = c", ["k nonzero"]),
        ("i in 0..n |- c/i = c", ["i nonzero"]),
        ("i in 0..n |- c/(i*n) = c", ["i*n nonzero"]),
        ("v nonzero |- A/(c*v.T*v) = B", ["c*v.T*v nonzero"]),
        ("v nonzero |- A/(v.T*v - 1) = B", ["v.T*v - 1 nonzero"]),
        ("v nonzero |- A/(v.T*A*v) = B", ["v.T*A*v nonzero"]),
        ("v nonzero |- A/(v.T*A.T*A*v) = B", ["v.T*A.T*A*v nonzero"]),
        ("v = 0 |- A/(v.T*v) = B", ["v.T*v nonzero"]),
        ("c >= 0 |- A/(2*c) = B", ["2*c nonzero"]),
        ("A/(c**2 + v.T*v) = B", ["c**2 + v.T*v nonzero"]),
    ],
)  # fmt: skip
def test_only_denominators_that_may_be_zero_are_warned_of(statement: str, warned: list[str]) -> None:
    found = [warning for step in loaded(statement).steps for warning in step.warnings if warning.code == "SP630"]
    assert [item.message.partition(":")[0] for item in found] == warned


def test_an_implied_hypothesis_belongs_to_its_claim_alone() -> None:
    proof = loaded("A = B, inv(A)*A = I, inv(B)*B = inv(A)*A")
    assert [item.id for item in proof.hypotheses if item.implied] == ["h1", "h2"]
    assert [step.using for step in proof.steps] == [(), ("h1",), ("h1", "h2")]


def test_in_a_chain_each_claim_has_its_own() -> None:
    proof = loaded("A = inv(B) = X = A")
    assert [step.using for step in proof.steps] == [("h1",), ("h1",), ()]


def test_a_size_is_never_zero_and_needs_no_warning() -> None:
    proof = loaded("tr(I(n))/n = 1", {"A": ["n", "n"]})
    assert not proof.steps[0].warnings


def test_the_warning_says_what_to_write() -> None:
    warning = loaded("inv(A + B) = A").steps[0].warnings[0]
    assert warning.message.startswith("A + B invertible: not assumed")
    assert "`A + B invertible`" in warning.hint


def test_strict_order_against_zero_also_says_nonzero() -> None:
    formula = loaded("c > 0 |- A = A").hypotheses[0].formula
    assert formula.parts == (Compare("<", Number(Fraction(0)), C), Invertible(C))  # type: ignore[union-attr]
    assert loaded("c >= 0 |- A = A").hypotheses[0].formula == Compare("<=", Number(Fraction(0)), C)


def test_parity_is_a_property_of_an_integer() -> None:
    proof = loaded("n even |- A = A")
    size = proof.declarations.symbols[0].rows
    one = Equal(Power(Number(Fraction(-1)), size), Number(Fraction(1)))
    assert proof.hypotheses[0].formula == And((Predicate("even", (Integer(size),)), one))


def test_parity_of_what_may_be_negative_is_no_power() -> None:
    formula = loaded("k odd |- A = A").hypotheses[0].formula
    assert formula == Predicate("odd", (Integer(parameter("k")),))


# ------------------------------------------------------------------------------------------------ sizes


def test_sizes_agree_up_to_the_typing_facts() -> None:
    symbols = {"A": ["m", "n"], "B": ["n", "p"], "C": ["2", "2"]}
    loaded("m = n, n = p |- A + B = A*B", symbols)
    loaded("n = 2, m = n |- A = C", symbols)
    _, errors = parse_statement(symbols, "m = n |- A = B")
    assert errors[0].code == "SP603"


def test_a_positive_integer_is_a_size() -> None:
    proof = loaded("k positive integer |- A**k*A = A**(k + 1)", {"A": ["n", "n"], "k": []})
    assert [size.name for size in proof.declarations.sizes] == ["n", "k"]
    assert [symbol.name for symbol in proof.declarations.symbols] == ["A"]


def test_an_index_is_an_integer_with_bounds() -> None:
    proof = loaded("i in 1..n |- A[i,i] = A.T[i,i]")
    assert proof.declarations.integers == ("i",)
    assert text(proof.hypotheses[0].formula, proof.declarations) == "1 <= i and i <= n"


# ------------------------------------------------------------------------------------------------ derivatives


def test_the_derivative_is_recorded_not_computed() -> None:
    found = claim("d(tr(A*X))/dX = A.T")
    assert isinstance(found, Equal)
    assert found.left == Gradient(Trace(Product((A, X))), X)


@pytest.mark.parametrize("expression", ["2*d(tr(A*X))/dX", "-d(tr(A*X))/dX", "c*d(tr(A*X))/dX*B", "d(tr(A*X))/dX/2"])
def test_a_derivative_is_one_factor(expression: str) -> None:
    found = claim(f"{expression} = 0")
    assert isinstance(found, Equal)
    assert isinstance(found.left, Product)
    assert Gradient(Trace(Product((A, X))), X) in found.left.factors


def test_it_is_the_derivative_even_where_dx_is_a_scalar() -> None:
    found = loaded("d(tr(A*X))/dX = A", {"A": ["n", "n"], "X": ["n", "n"], "dX": []}).steps[0].claim
    assert isinstance(found, Equal)
    assert isinstance(found.left, Gradient)


def test_a_quotient_of_a_differential_by_a_scalar() -> None:
    found = loaded("d(X)/c = X", {"X": ["n", "n"], "dX": ["n", "n"], "c": []}).steps[0].claim
    assert isinstance(found, Equal)
    assert found.left == Product((Inverse(C), Differential(X, ((X, Symbol("dX")),))))


def test_structured_derivative() -> None:
    proof = loaded("structured derivative: X symmetric |- d(tr(A*X))/dX = A + A.T - diag(A)")
    gradient = Gradient(Trace(Product((A, X))), X)
    found = proof.steps[0].claim
    assert isinstance(found, Equal)
    size = proof.declarations.symbols[0].rows
    diagonal = Product((Number(Fraction(-1)), Call("diag", (gradient,), size, size)))
    assert found.left == Sum((gradient, Transpose(gradient), diagonal))
    assert text(proof.hypotheses[0].formula, proof.declarations) == "X.T = X"
    assert not proof.steps[0].warnings


def test_a_hypothesis_that_mentions_the_variable_holds_at_the_point_only() -> None:
    steps = loaded("X symmetric, A*X = I |- d(tr(X*X))/dX = 2*X, X = X").steps
    assert [warning.code for warning in steps[0].warnings] == ["SP631", "SP631"]
    assert steps[0].method == "calculus"
    assert not steps[1].warnings
    assert not loaded("A symmetric, X invertible |- d(tr(A*X))/dX = A").steps[0].warnings


def test_a_question_is_answered_in_the_claim() -> None:
    proof = loaded("d(tr(X.T*A*X))/dX = ?")
    assert text(proof.steps[0].claim, proof.declarations) == "d(tr(X.T*A*X))/dX = (A + A.T)*X"


def test_an_answer_reaches_into_calls() -> None:
    proof = loaded("structured derivative: X symmetric |- d(tr(A*X))/dX = ?")
    assert text(proof.steps[0].claim, proof.declarations).endswith("= A + A.T - diag(A)")


def test_a_question_without_an_answer_says_why() -> None:
    step = loaded("d(rank(X))/dX = ?").steps[0]
    assert step.method == "question"
    assert "rank" in step.reason
    assert text(step.claim, loaded("X = X").declarations) == "d(rank(X))/dX = ?"


@pytest.mark.parametrize(
    "text",
    [
        "block([[0, X]]) symmetric",
        "block([[0, X]]) = X",
        "m = n |- block([[0, X]]) = R",
        "block([[X], [0]]) = R",
        "m >= n |- block([[X], [0]]) = R",
        "R = Q*block([[X], [0]]), Q orthogonal |- R.T*R = X.T*X",
    ],
)
def test_a_zero_whose_size_may_be_less_than_one_is_refused(text: str) -> None:
    symbols = {"X": ["n", "n"], "R": ["m", "n"], "Q": ["m", "m"]}
    _, errors = parse_statement(symbols, text)
    assert [error.code for error in errors] == ["SP604"]
    assert "less than 1" in errors[0].message


def test_a_zero_may_have_a_difference_of_sizes_that_is_at_least_one() -> None:
    symbols = {"X": ["n", "n"], "R": ["m", "n"]}
    for assumed in ("m > n", "m >= n + 1", "m = n + 2"):
        proofs, errors = parse_statement(symbols, f"{assumed} |- block([[X], [0]]) = R")
        assert proofs, errors


def test_entry_before_the_first_is_refused_with_the_first_index() -> None:
    _, (error,) = parse_statement(SQUARE, "A[0,0] = c")
    assert (error.code, error.hint) == ("SP612", "entries are counted from 1")
