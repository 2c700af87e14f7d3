"""False statements with known smallest counterexamples: sizes, and how many entries are not zero; orders, predicates
and functions with a few exact values, which no certificate and no expansion decides."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest
from concrete.asking import asked
from flint import fmpq

from symproof.author import Proof
from symproof.concrete.evaluation.combination import EMPTY_LOCAL, Statement
from symproof.concrete.evaluation.evaluate import Evaluator
from symproof.concrete.evaluation.place import Place
from symproof.concrete.evaluation.types import Tables
from symproof.concrete.exact.matrices import Matrix
from symproof.concrete.points.falsified import sides
from symproof.concrete.points.search import Partial
from symproof.diagnostics.results import StepResult
from symproof.language.formulas import And
from symproof.language.proof import Proof as Loaded
from symproof.language.proof import Verdict
from symproof.statements import parse_statement
from symproof.verdict.check import check

GROUP = "A*G*A = A, G*A*G = G, A*G = G*A"
PENROSE = "A*X*A = A, X*A*X = X, (A*X).T = A*X, (X*A).T = X*A"
HALF = f"{GROUP}, B*H*B = B, H*B*H = H, B*H = H*B, A*B = 0"


def refuted(text: str, *symbols: str) -> StepResult:
    found = asked(text, *symbols)
    assert found.verdict is Verdict.REFUTED
    assert found.counterexample is not None
    return found


def nonzero(values: Mapping[str, list[list[str]]]) -> int:
    return sum(entry != "0" for rows in values.values() for row in rows for entry in row)


@pytest.mark.parametrize(
    ("text", "symbols", "sizes"),
    [
        ("i in 1..n, j in 1..n |- A.T[i,j] = A[i,j]", ("A:n,n",), {"i": 1, "j": 2, "n": 2}),
        ("i in 1..n, j in 1..n |- d(X*X)/dX[i,j] = 2*X*J(i,j,n,n)", ("X:n,n",), {"i": 1, "j": 1, "n": 2}),
        ("i in 1..n, j in 1..n |- d(tr(X*X))/dX[i,j] = 2*X[i,j]", ("X:n,n",), {"i": 1, "j": 2, "n": 2}),
        (f"{GROUP}, A**4 = A |- G = A", ("A:n,n", "G:n,n"), {"n": 2}),
        ("A**3*D = A**2, D*A*D = D, A*D = D*A |- A**2*D = A", ("A:n,n", "D:n,n"), {"n": 2}),
        (f"{GROUP}, {PENROSE} |- G = X", ("A:n,n", "G:n,n", "X:n,n"), {"n": 2}),
        (f"{HALF} |- (A + B)*(G + H)*(A + B) = A + B", ("A:n,n", "B:n,n", "G:n,n", "H:n,n"), {"n": 2}),
        ("A*B - B*A = C, A*C = C*A, B*C = C*B |- A*B**2 - B**2*A = B*C", ("A:n,n", "B:n,n", "C:n,n"), {"n": 3}),
        ("A*u = a*u, A*v = b*v, a - b nonzero |- u.T*v = 0", ("A:n,n", "u:n", "v:n", "a", "b"), {"n": 2}),
        ("rank(A*B) = rank(B*A)", ("A:n,n", "B:n,n"), {"n": 2}),
        ("rank(A + B) = rank(A) + rank(B)", ("A:m,n", "B:m,n"), {"m": 1, "n": 1}),
        ("det(A + B) = det(A) + det(B)", ("A:n,n", "B:n,n"), {"n": 2}),
        ("norm2(X) >= 0 |- X nonzero", ("X:m,n",), {"m": 1, "n": 1}),
        ("A*B = 0 |- rank(A) + rank(B) = n", ("A:n,n", "B:n,n"), {"n": 1}),
        ("A*B = c*B*A |- A*B**2 = c*B**2*A", ("A:n,n", "B:n,n", "c"), {"n": 2}),
        ("adj(A)*B = B*adj(A)", ("A:n,n", "B:n,n"), {"n": 2}),
        (
            "A*B*C*D*A.T = A*D.T*C.T*B.T*A.T",
            ("A:m,n", "B:n,p", "C:p,q", "D:q,n"),
            {"m": 2, "n": 2, "p": 1, "q": 1},
        ),
        (
            "where S = X*Q*K.T*X.T |- d(tr(G.T*S*X*V))/dV = X.T*S*G",
            ("X:n,e", "Q:e,r", "K:e,r", "V:e,p", "G:n,p"),
            {"n": 2, "e": 2, "r": 1, "p": 1},
        ),
        ("A invertible |- A positive definite", ("A:n,n",), {"n": 1}),
        ("A symmetric |- A diagonal", ("A:n,n",), {"n": 2}),
    ],
)
def test_the_smallest_sizes_are_found(text: str, symbols: tuple[str, ...], sizes: dict[str, int]) -> None:
    found = refuted(text, *symbols).counterexample
    assert found is not None
    assert dict(found.sizes) == sizes


def test_a_false_statement_of_many_sizes_is_refuted() -> None:
    """With all sizes 1 everything commutes."""
    pairs = zip("ABCDEFGHPKL", "abcefghijkl", "bcefghijklm", strict=True)
    before = "A*B*C*D*E*F*G*H*P*K"
    claim = f"{before}*L*L.T*K.T*K*K.T = {before}*K.T*K*L*L.T*K.T"
    assert refuted(claim, *[f"{name}:{rows},{columns}" for name, rows, columns in pairs]).counterexample is not None


@pytest.mark.parametrize(
    ("text", "symbols", "entries"),
    [
        ("norm2(x) > 0", ("x:n",), 0),
        ("tr(A)**2 <= norm2(A)", ("A:n,n",), 2),
        ("norm2(A - B) <= norm2(A) + norm2(B)", ("A:m,n", "B:m,n"), 2),
        ("a*b <= a + b", ("a", "b"), 1),
        ("A symmetric |- x.T*A*x >= 0", ("A:n,n", "x:n"), 2),
        ("a nonzero", ("a",), 0),
        ("a < b |- a**2 < b**2", ("a", "b"), 1),
        ("sqrt(c**2) = c", ("c",), 1),
        ("d(sqrt(x.T*x))/dx = 2*x", ("x:n",), 1),
        ("d(log(c))/dc = c", ("c",), 1),
        ("d(exp(c**2))/dc = exp(c**2)", ("c",), 0),
        ("A symmetric, B symmetric |- A*B = B*A", ("A:n,n", "B:n,n"), 3),
        ("A*A = 0, B*B = 0 |- (A + B)**2 = 0", ("A:n,n", "B:n,n"), 2),
    ],
)
def test_few_entries_are_not_zero(text: str, symbols: tuple[str, ...], entries: int) -> None:
    found = refuted(text, *symbols).counterexample
    assert found is not None
    assert nonzero(found.values) == entries


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("norm2(x) >= 0", ("x:n",)),
        ("a**2 + b**2 >= 2*a*b", ("a", "b")),
        ("A positive definite |- x.T*A*x >= 0", ("A:n,n", "x:n")),
        ("sqrt(c**2) = abs(c)", ("c",)),
        ("rank(A) <= n", ("A:m,n",)),
    ],
)
def test_what_is_true_is_not_refuted(text: str, symbols: tuple[str, ...]) -> None:
    assert asked(text, *symbols).verdict is not Verdict.REFUTED


def test_a_predicate_is_shown_by_what_it_implies() -> None:
    found = refuted("A symmetric, A invertible |- A positive definite", "A:1,1").counterexample
    assert found is not None
    assert (found.lhs, found.rhs) == ([["-1"]], [["0"]])


def test_where_a_symmetric_matrix_is_not_positive_definite() -> None:
    """With A = [[1, 2], [2, 1]] and x = (-2, 1): x^T A x = -3, the quotient of the leading minors -3 and 1."""
    (proof,), _ = parse_statement({"A": [2, 2]}, "A = A |- A positive definite")
    claim = proof.steps[0].claim
    assert isinstance(claim, And)
    tables, place = Tables(proof.declarations, ()), Place({})
    values = {("A", None): Matrix(2, 2, [[fmpq(1), fmpq(2)], [fmpq(2), fmpq(1)]])}
    evaluator = Evaluator(tables, place, Partial(values))
    found = [sides(Statement(part, EMPTY_LOCAL), evaluator) for part in claim.parts]
    assert found[:2] == [None, None]
    assert found[2] is not None
    assert [side.entries for side in found[2]] == [[[-3]], [[0]]]


def test_the_model_of_hypotheses_that_need_depth() -> None:
    """2 <= j < k - 1 has its first instance at k = 4."""
    from symproof.concrete import model
    from symproof.language.affine import integer, parameter, shift
    from symproof.language.declarations import Declarations
    from symproof.language.formulas import IntegerRelation
    from symproof.language.proof import Hypothesis, Proof

    j, k = parameter("j"), parameter("k")
    facts = IntegerRelation("<=", integer(2), j), IntegerRelation("<", j, shift(k, -1))
    hypotheses = tuple(Hypothesis(f"H{number}", fact) for number, fact in enumerate(facts))
    found = model(Proof("deep", "", "", "", None, Declarations(("j", "k")), hypotheses, ()))
    assert found is not None
    assert dict(found.sizes) == {"j": 2, "k": 4}


def test_a_function_that_premises_restrict_everywhere_is_refuted_at_the_smallest_size() -> None:
    """One evaluation of such premises takes as much as many others: the search for smaller sizes has to afford it."""
    proof = Proof("convex", "Minima of a convex function are not unique")
    n = proof.size("n")
    f, x, y = proof.function("f", n, 1), proof.column("x", n), proof.column("y", n)
    half = Fraction(1, 2)
    convex = proof.for_all_matrices(
        "u", n, 1, lambda u: proof.for_all_matrices("v", n, 1, lambda v: f(half * (u + v)) <= half * f(u) + half * f(v))
    )
    proof.assume("convex", convex)
    for name, point in (("x", x), ("y", y)):
        proof.assume(f"{name}-min", proof.for_all_matrices("z", n, 1, lambda z, point=point: f(point) <= f(z)))
    proof.step("equal", x == y, using=["convex", "x-min", "y-min"])
    loaded, _ = proof.finished()
    assert isinstance(loaded, Loaded)
    (found,) = check([loaded]).proofs[0].steps
    assert found.verdict is Verdict.REFUTED
    assert found.counterexample is not None
    assert found.counterexample.sizes == {"n": 1}
