"""Sizes that enter a claim as numbers: false just beyond the sweep, or about a few sizes only."""

from __future__ import annotations

import pytest
from concrete.asking import asked, code

from symproof.concrete.evaluation.beyond import exhaustive
from symproof.concrete.evaluation.shapes import Sweep
from symproof.language.affine import integer, parameter, shift
from symproof.language.declarations import Declarations, SizeDeclaration
from symproof.language.formulas import IntegerRelation, Named
from symproof.language.proof import Verdict

FALSE = [
    ("A:n,n", "(n-1)*(n-2)*(n-3)*A = 0"),
    ("A:n,n", "(n-1)*(n-2)*(n-3)*(n-4)*(n-5)*(n-6)*(n-7)*(n-8)*(n-9)*A = 0"),
    ("A:m,n", "(m-1)*(m-2)*(m-3)*(n-1)*(n-2)*(n-3)*A = 0"),
    ("A:m,n", "(m-1)*(m-2)*(m-3)*A*A.T = 0"),
    ("A:n,n", "(tr(I(n))-1)*(tr(I(n))-2)*(tr(I(n))-3)*A = 0"),
    ("A:n,n", "n even |- n = 2"),
    ("A:n,n", "n odd |- n*n*A = (4*n-3)*A"),
    ("A:n,n", "n >= 3 |- (n-3)*A = 0"),
    ("A:n,n", "sum(k for k in 1..n) = n*(n+1)/2 + (n-1)*(n-2)*(n-3)"),
    ("A:n,n", "n even, A symmetric |- det(A) = A[1,1]*A[2,2] - A[1,2]*A[2,1]"),
    ("k", "k positive integer |- (k-1)*(k-2)*(k-3)*(k-4) = 0"),
    ("x:n", "(n-1)*(n-2)*(n-3)*(n-4)*x.T*x <= x.T*x"),
    ("A:n,n", "A symmetric |- (n-1)*(n-2)*(n-3)*A <= 0*A"),
    ("A:n,n", "A*A = I |- tr(A)*(n-1)*(n-2)*(n-3) <= 2*tr(A)"),
    ("A:n,n", "tr(I(n)) <= 3"),
    ("A:m,n", "m*n <= 9"),
    ("A:n,n", "sum(k for k in 1..n) <= 6"),
]


@pytest.mark.parametrize(("symbols", "text"), FALSE)
def test_what_is_false_beyond_the_sweep_is_refuted_there(symbols: str, text: str) -> None:
    assert asked(text, *symbols.split()).verdict is Verdict.REFUTED


def test_what_is_true_of_numbers_of_sizes_is_not_refuted() -> None:
    result = asked("x.T*x <= 1 |- sum(x[k]**4 for k in 1..n) <= n", "x:n")
    assert result.verdict is not Verdict.REFUTED


# True for all sizes, and the kernel has no rule for it: the adjugate of a diagonal matrix is diagonal.
DIAGONAL = "adj(hadamard(A,I)) = hadamard(adj(hadamard(A,I)), I)"


def test_what_is_true_is_still_checked() -> None:
    assert asked(DIAGONAL, "A:n,n").verdict is Verdict.CHECKED


def warnings(text: str, *symbols: str, **sizes: int) -> list[str]:
    result = asked(text, *symbols, **sizes)
    assert result.verdict is Verdict.CHECKED, code(result)
    return [item.code for item in result.warnings]


def test_a_single_size_that_the_hypotheses_leave_is_named() -> None:
    result = asked(f"n even |- {DIAGONAL}", "A:n,n")
    assert (result.verdict, [item.code for item in result.warnings]) == (Verdict.CHECKED, ["SP918"])
    assert "n = 2" in result.warnings[0].message
    assert warnings(DIAGONAL, "A:n,n") == []


@pytest.mark.parametrize(
    ("symbols", "text", "sizes"),
    [
        ("A:3,3", "A**2 = 0 |- A*A.T*A = tr(A*A.T)*A", {}),
        ("A:n,n", "A**2 = 0 |- A*A.T*A = tr(A*A.T)*A", {"n": 3}),
        ("A:n,n", "n = 3, A**2 = 0 |- A*A.T*A = tr(A*A.T)*A", {}),
        ("A:n,n", "n <= 2 |- tr(A)*(n-1)*(n-2) = 0", {}),
        ("A:2,2", "i in 1..2, j in 1..2, A**2 = 0 |- (A*A.T*A)[i,j] = tr(A*A.T)*A[i,j]", {}),
        ("A:n,n", "A antisymmetric |- det(A) = 0", {"n": 3}),
    ],
)
def test_a_claim_checked_at_all_its_sizes_passes(symbols: str, text: str, sizes: dict[str, int]) -> None:
    assert warnings(text, symbols, **sizes) == ["SP910"]
    assert asked(text, symbols, **sizes).passes


def test_a_claim_checked_at_some_sizes_does_not_pass() -> None:
    assert not asked(DIAGONAL, "A:n,n").passes
    assert "SP910" not in warnings("tr(B)*(A*A - tr(A)*A + det(A)*I) = 0", "A:n,n", "B:m,m", n=2)


def test_given_sizes_hold_for_counterexamples_and_contradictions() -> None:
    assert asked("tr(A)*tr(A) >= norm2(A)", "A:n,n", n=1).verdict is not Verdict.REFUTED
    found = asked("tr(A)*tr(A) >= norm2(A)", "A:n,n", n=3)
    assert found.counterexample is not None
    assert found.counterexample.sizes == {"n": 3}
    assert code(asked("A antisymmetric, A invertible |- A = 0", "A:n,n", n=3)) == "SP404"
    assert asked("A antisymmetric |- det(A) = 0", "A:n,n", n=2).verdict is Verdict.REFUTED


# ------------------------------------------------------------------------------------------------ exhaustive sweeps

n, i = parameter("n"), parameter("i")
DECLARED = Declarations(("i",), (SizeDeclaration("n"),), ())


def given(*relations: IntegerRelation) -> list[Named]:
    return [Named(f"h{number}", relation) for number, relation in enumerate(relations)]


def test_a_sweep_is_exhaustive_where_the_facts_bound_everything_within_it() -> None:
    below = IntegerRelation("<=", i, n)
    positive = IntegerRelation("<", integer(0), i)
    assert exhaustive(DECLARED, given(below, positive, IntegerRelation("<=", n, integer(3))), Sweep())
    assert exhaustive(DECLARED, given(below, positive), Sweep(fixed={"n": (3,)}))
    assert exhaustive(DECLARED, given(positive, below, IntegerRelation("=", n, shift(i, 1))), Sweep(fixed={"i": (2,)}))
    assert not exhaustive(DECLARED, given(below, positive, IntegerRelation("<=", n, integer(5))), Sweep())
    assert not exhaustive(DECLARED, given(below, IntegerRelation("<=", n, integer(3))), Sweep())  # i may be negative
    assert not exhaustive(DECLARED, given(below, positive), Sweep())
    assert not exhaustive(DECLARED, given(positive, IntegerRelation("<=", integer(2), i)), Sweep(fixed={"n": (3,)}))
