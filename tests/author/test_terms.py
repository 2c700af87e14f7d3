"""Operators record what was written, and refuse ill-sized terms where they are written."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
import sympy

from symproof.author import (
    Proof,
    both,
    chain,
    either,
    exists_index,
    for_all,
    gradient,
    implies,
    index,
    indices,
    inner,
    inverse,
    invertible,
    negation,
    norm2,
    same,
    summation,
    trace,
)  # fmt: skip
from symproof.diagnostics.codes import CODES
from symproof.diagnostics.errors import SymproofError
from symproof.language.affine import Affine, SizeAt
from symproof.language.formulas import And, Compare, Equal, Exists, ForAllIndex, Implies, IntegerRelation, Not, Or
from symproof.language.terms import (
    Chain,
    Identity,
    IndexSum,
    Inverse,
    Number,
    Product,
    Slope,
    Sum,
    Symbol,
    Trace,
    Transpose,
    Value,
    Zero,
)

A, B = Symbol("A"), Symbol("B")
i, l = indices("i l")  # noqa: E741


def refused(code: str, action: Callable[[], object]) -> SymproofError:
    """The error of this code that the action raises, with a place in this file."""
    with pytest.raises(SymproofError) as caught:
        action()
    error = caught.value
    assert error.error.code == code
    assert error.error.code in CODES
    assert error.error.file == __file__
    assert error.error.line is not None
    return error


@pytest.fixture
def sizes(proof: Proof) -> tuple[sympy.Symbol, ...]:
    return proof.sizes("m n p")


# ------------------------------------------------------------------------------------------------ recording


def test_nothing_is_simplified(proof: Proof, sizes: tuple[sympy.Symbol, ...]) -> None:
    _, n, _ = sizes
    X, Y = proof.matrix("A", n, n), proof.matrix("B", n, n)
    assert (X - X).term == Sum((A, Product((Number(Fraction(-1)), A))))
    assert (X * inverse(X)).term == Product((A, Inverse(A)))
    assert X.T.T.term == Transpose(Transpose(A))
    assert (X * Y).T.term == Transpose(Product((A, B)))
    assert (X + 0 * X).term == Sum((A, Product((Number(Fraction(0)), A))))


def test_only_associativity_is_forgotten(proof: Proof, sizes: tuple[sympy.Symbol, ...]) -> None:
    _, n, _ = sizes
    X, Y = proof.matrix("A", n, n), proof.matrix("B", n, n)
    assert (X * (Y * X)).term == Product((A, B, A))
    assert (X + (Y + X)).term == Sum((A, B, A))
    assert (X - (Y + X)).term == Sum((A, Product((Number(Fraction(-1)), Sum((B, A))))))
    assert (X - Y * X).term == Sum((A, Product((Number(Fraction(-1)), B, A))))


def test_a_scalar_product_stays_one_where_its_factors_do_not_multiply(proof: Proof) -> None:
    m, n = proof.sizes("m n")
    X, u, v = proof.matrix("A", m, n), proof.column("u", n), proof.column("v", n)
    row_times_column = Product((Transpose(Symbol("u")), Symbol("v")))
    assert (X * (u.T * v)).term == Product((A, row_times_column))
    assert ((u.T * v) * X).term == Product((*row_times_column.factors, A))
    assert (X * (u.T * v)).shape == X.shape


def test_division_and_powers(proof: Proof) -> None:
    n = proof.size("n")
    X, c = proof.matrix("A", n, n), proof.scalar("c")
    assert (X / c).term == Product((Inverse(Symbol("c")), A))
    assert (X / 2).term == Product((Number(Fraction(1, 2)), A))
    assert (X**-1).term == Inverse(A)
    assert (sympy.Rational(1, 3) * X).term == Product((Number(Fraction(1, 3)), A))


def test_functions_of_matrices(proof: Proof, sizes: tuple[sympy.Symbol, ...]) -> None:
    m, n, _ = sizes
    X, f = proof.matrix("A", m, n), proof.function("f", m, n)
    assert f(X).term == Value("f", A)
    assert f.gradient(X).term == Slope("f", A)
    assert gradient(f(X), X).shape == X.shape
    assert norm2(X).term == Trace(Product((Transpose(A), A)))
    assert inner(X, X).term == norm2(X).term
    assert trace(proof.identity(n)).term == Trace(Identity(Affine(0, (("n", 1),))))


def test_families_and_chains(proof: Proof) -> None:
    k = proof.integer("k")
    proof.assume("depth", k >= 1)
    d = proof.size_family("d", i, 0, k)
    M = proof.family("M", i, 1, k, d[i], d[i - 1])
    here = Affine(0, (("i", 1),))
    assert M[i].term == Symbol("M", here)
    assert M[i].shape == (Affine(0, ((SizeAt("d", here), 1),)), Affine(0, ((SizeAt("d", Affine(-1, here.terms)), 1),)))
    assert chain(M, k, i + 1).term == Chain("M", Affine(0, (("k", 1),)), Affine(1, here.terms))
    assert chain(M, i - 1, i).shape[0] == chain(M, i - 1, i).shape[1]
    assert isinstance(summation(i, 1, k, norm2(M[i])).term, IndexSum)


def test_claims(proof: Proof) -> None:
    n = proof.size("n")
    X, c = proof.matrix("A", n, n), proof.scalar("c")
    size = Affine(0, (("n", 1),))
    zero = X == 0
    assert zero.formula == Equal(A, Zero(size, size))
    assert (X != 0).formula == Compare("!=", A, Zero(size, size))
    assert (c > 0).formula == Compare("<", Number(Fraction(0)), Symbol("c"))
    assert (c == 0).formula == Equal(Symbol("c"), Number(Fraction(0)))
    assert both(zero, both(zero, zero)).formula == And((zero.formula,) * 3)
    assert (zero | zero).formula == either(zero, zero).formula == Or((zero.formula,) * 2)
    assert (~zero).formula == negation(zero).formula == Not(zero.formula)
    assert implies(zero, zero).formula == Implies(zero.formula, zero.formula)
    assert isinstance(for_all(i, 1, 2, zero).formula, ForAllIndex)
    assert exists_index(i, 1, 2, zero).formula == Not(ForAllIndex("i", Affine(1), Affine(2), Not(zero.formula)))
    assert isinstance(proof.exists("Y", n, n, lambda Y: proof.identity(n) == Y * X).formula, Exists)


def test_relations_between_integers(proof: Proof) -> None:
    k, j = proof.integers("k j")
    proof.size_family("d", i, 0, k)
    kk, jj = Affine(0, (("k", 1),)), Affine(0, (("j", 1),))
    assert both(j > 0, j < k).formula == And((IntegerRelation("<", Affine(0), jj), IntegerRelation("<", jj, kk)))
    assert both(same(j, k)).formula == IntegerRelation("=", jj, kk)
    assert both(k >= j).formula == IntegerRelation("<=", jj, kk)


# ------------------------------------------------------------------------------------------------ refusals


def test_ill_sized_terms_are_refused_with_both_sizes(proof: Proof, sizes: tuple[sympy.Symbol, ...]) -> None:
    m, n, _ = sizes
    X, Y = proof.matrix("A", m, n), proof.matrix("B", n, n)
    error = refused("SP201", lambda: X + Y)
    assert "m x n" in error.error.message
    assert "n x n" in error.error.message
    refused("SP201", lambda: Y * X)
    refused("SP201", lambda: X == Y)
    refused("SP201", lambda: X != Y)
    refused("SP203", lambda: trace(X))
    refused("SP203", lambda: inverse(X))
    refused("SP203", lambda: invertible(X))
    refused("SP203", lambda: X / Y)
    refused("SP203", lambda: Y < 1)
    refused("SP201", lambda: X + 1)


def test_what_is_refused_says_what_to_write(proof: Proof, sizes: tuple[sympy.Symbol, ...]) -> None:
    _, n, k = sizes
    Y = proof.matrix("B", n, n)
    for written in (lambda: Y + 1, lambda: 2 - Y, lambda: Y.T * Y == 1):
        assert "proof.identity(n)" in refused("SP201", written).error.hint
    for exponent in (Fraction(1, 2), "2"):
        assert "Exponents are integers" in refused("SP214", lambda exponent=exponent: Y**exponent).error.hint
    assert "transpose" in refused("SP201", lambda: proof.matrix("C", n, k) == Y).error.hint


def test_f_is_applied_to_matrices_of_its_size(proof: Proof, sizes: tuple[sympy.Symbol, ...]) -> None:
    m, n, _ = sizes
    f, Y = proof.function("f", m, n), proof.matrix("B", n, n)
    refused("SP201", lambda: f(Y))
    refused("SP201", lambda: f.gradient(Y))
    refused("SP213", lambda: gradient(Y, Y))
    refused("SP213", lambda: gradient(trace(Y), Y * Y))


def test_indices_stay_in_range(proof: Proof) -> None:
    k = proof.integer("k")
    proof.assume("depth", k >= 1)
    d = proof.size_family("d", i, 0, k)
    M = proof.family("M", i, 1, k, d[i], d[i - 1])
    one = for_all(i, 1, k, M[i] == M[i])
    proof.step("in-range", one, by="algebra")
    refused("SP204", lambda: proof.step("below", for_all(i, 0, k, M[i] == M[i]), by="algebra"))
    refused("SP204", lambda: proof.step("above", for_all(i, 1, k + 1, M[i] == M[i]), by="algebra"))
    refused("SP204", lambda: proof.step("chain", chain(M, k, 0) == chain(M, k, 0), by="algebra"))
    short = refused("SP204", lambda: proof.step("too-short", chain(M, 1, 3) == chain(M, 1, 3), by="algebra"))
    assert "its high end comes first" in short.error.message
    refused("SP205", lambda: proof.step("free", M[i] == M[i], by="algebra"))
    refused("SP206", lambda: proof.step("bound", for_all(k, 1, 2, M[1] == M[1]), by="algebra"))


def test_pieces_of_a_definition_follow_each_other(proof: Proof) -> None:
    k, j = proof.integers("k j")
    proof.assume("middle", j >= 1, j < k)
    d = proof.size_family("d", i, 0, k)
    M = proof.family("M", i, 1, k, d[i], d[i - 1])
    refused("SP217", lambda: proof.define_family("F", i, 1, k, pieces=[(1, j, M[i]), (j + 2, k, M[i])]))
    refused("SP217", lambda: proof.define_family("F", i, 1, k, pieces=[(1, j, M[i]), (j + 1, k - 1, M[i])]))
    refused("SP217", lambda: proof.define_family("F", i, 1, k))
    V = proof.family("V", i, 1, k, 2, 2)
    refused("SP204", lambda: proof.define_family("F", i, 1, k, pieces=[(1, j, V[i]), (j + 1, k, V[i + 1])]))
    refused("SP201", lambda: proof.define_family("F", i, 1, k, pieces=[(1, j, M[i]), (j + 1, k, M[i].T)]))


def test_families_that_do_not_multiply_have_no_chains(proof: Proof) -> None:
    m, n = proof.sizes("m n")
    F = proof.family("F", i, 1, 3, m, n)
    refused("SP211", lambda: chain(F, 3, 1))
    refused("SP214", lambda: list(F))


def test_names_and_kinds(proof: Proof) -> None:
    n = proof.size("n")
    X = proof.matrix("A", n, n)
    refused("SP206", lambda: proof.matrix("A", n, n))
    refused("SP206", lambda: proof.integer("n"))
    refused("SP206", lambda: proof.scalar("2x"))
    refused("SP205", lambda: proof.matrix("B", index("q"), n))
    refused("SP214", lambda: proof.matrix("B", "n", n))
    refused("SP214", lambda: proof.matrix("B", n / 2, n))
    refused("SP207", lambda: X * None)
    refused("SP207", lambda: X + "A")
    refused("SP208", lambda: 0.5 * X)
    refused("SP207", lambda: proof.step("s", X, by="algebra"))
    refused("SP214", lambda: X ** Fraction(1, 2))


def test_claims_have_no_truth_value(proof: Proof) -> None:
    n = proof.size("n")
    X = proof.matrix("A", n, n)
    refused("SP209", lambda: X == X == X)
    refused("SP209", lambda: bool(X))


def test_two_proofs_do_not_mix(proof: Proof) -> None:
    other = Proof("other", "another proof")
    X, Y = proof.scalar("A"), other.scalar("A")
    refused("SP216", lambda: X + Y)
    refused("SP216", lambda: both(X == 0, Y == 0))
    refused("SP216", lambda: proof.step("s", Y == 0, by="algebra"))


def test_relations_that_sympy_has_decided_are_refused(proof: Proof) -> None:
    n = proof.size("n")
    refused("SP215", lambda: proof.assume("trivial", n <= n))
    refused("SP215", lambda: proof.assume("false", sympy.Eq(1, 2)))


def test_places_are_those_of_the_author(proof: Proof) -> None:
    m, n = proof.sizes("m n")
    X = proof.matrix("A", m, n)
    error = refused("SP201", lambda: X * X)
    assert Path(error.error.file or "").name == "test_terms.py"
