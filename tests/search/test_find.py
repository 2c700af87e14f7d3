"""``find`` and ``answer``: the author's cofactors, refusals that are passed on, warnings, readable gradients."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from search.asking import ask, sequents

from symproof.language.certificate import Algebra, Entry
from symproof.language.formulas import Equal, Sequent
from symproof.language.refusal import Refusal
from symproof.language.terms import Gradient, Number, Product, Symbol, Trace, Transpose
from symproof.render.text import text
from symproof.search import Budget, answer, find
from symproof.search.finding import Found, theorem_of

A, B, X = Symbol("A"), Symbol("B"), Symbol("X")


def code(found: Found) -> str | None:
    assert found.certificate is None
    return found.diagnostic.code if found.diagnostic else None


# ------------------------------------------------------------------------------------------------ cofactors


def sandwich() -> Sequent:
    (goal,) = sequents("A:n,n B:n,n", "A*B = B*A |- A*A*B = B*A*A")
    return goal


def test_cofactors_as_written_come_first() -> None:
    written = (Entry("h1", left=A), Entry("h1", right=A))
    found = find(sandwich(), cofactors=written)
    assert isinstance(found.certificate, Algebra)
    assert found.certificate.combination == written
    assert found.warnings == ()


def test_a_theorem_is_taken_over_for_its_own_certificate_alone() -> None:
    goal, found = sandwich(), find(sandwich())
    own = find(goal)
    assert own.certificate is not None
    assert theorem_of(goal, own).sequent is goal
    assert theorem_of(goal, own) is own.theorem
    assert isinstance(found.certificate, Algebra)
    forged = replace(found.certificate, combination=found.certificate.combination[:1])
    (false,) = sequents("A:n,n B:n,n", "A*B = B*A |- A*B = B")
    for sequent, changed in ((goal, replace(own, certificate=forged)), (false, own)):
        with pytest.raises(Refusal, match="SP329"):
            theorem_of(sequent, changed)


def test_wrong_cofactors_are_reported_and_replaced() -> None:
    found = find(sandwich(), cofactors=(Entry("h1", left=A), Entry("h1", right=A, factor=Number(Fraction(2)))))
    assert found.certificate is not None
    assert [warning.code for warning in found.warnings] == ["SP408"]


def test_cofactors_of_a_false_claim_prove_nothing() -> None:
    goal = sandwich()
    claim = Equal(Product((A, A, B)), Product((B, A)))
    assert code(find(replace(goal, claim=claim), cofactors=(Entry("h1", left=A),))) is not None


# ------------------------------------------------------------------------------------------------ refusals


@pytest.mark.parametrize("method", ["real", "rank", "analysis", "structure"])
def test_methods_without_a_prover(method: str) -> None:
    assert code(find(sandwich(), method=method)) == "SP407"


def test_the_derivative_of_an_inverse_needs_its_premise() -> None:
    (goal,) = sequents("X:n,n A:n,n", "X invertible |- d(tr(A*inv(X)))/dX = -(inv(X)*A*inv(X)).T")
    assert find(goal).certificate is not None
    assert code(find(replace(goal, premises=()))) == "SP333"


def test_ill_sized_claims_are_refused() -> None:
    goal = sandwich()
    assert code(find(replace(goal, claim=Equal(A, Trace(A))))) == "SP305"


def test_a_small_budget_gives_up() -> None:
    (goal,) = sequents("A:n,n B:n,n", "A*B*A = B*A*B |- A*B = B*A")
    assert code(find(goal, budget=Budget(work=100))) == "SP401"


def test_a_deep_claim_does_not_crash() -> None:
    term: Transpose | Symbol = A
    for _ in range(3000):
        term = Transpose(term)
    found = find(replace(sandwich(), claim=Equal(term, B)))
    assert found.certificate is None


# ------------------------------------------------------------------------------------------------ gradients


def test_a_premise_on_the_variable_is_used_after_differentiating() -> None:
    found = ask("X:n,n A:n,n", "X symmetric |- d(tr(A*X*X))/dX = X*A.T + A.T*X")
    assert found.certificate is not None
    assert [warning.code for warning in found.warnings] == ["SP410"]


def test_symmetry_is_not_used_under_the_derivative() -> None:
    assert ask("X:n,n A:n,n", "X symmetric |- d(tr(A*X))/dX = (A + A.T)/2").certificate is None


@pytest.mark.parametrize(
    ("symbols", "value", "variable", "expected"),
    [
        ("X:n,n A:n,n", "tr(X.T*A*X)", "X", "(A + A.T)*X"),
        ("X:n,k A:m,n B:m,k", "norm2(A*X - B)", "X", "2*A.T*(A*X - B)"),
        ("x:n A:n,n b:n", "x.T*A*x + b.T*x", "x", "(A + A.T)*x + b"),
        ("X:n,n", "tr(X**3)", "X", "3*X.T**2"),
        ("X:n,n", "tr(X.T*X) + 1", "X", "2*X"),
        ("X:n,n", "7", "X", "zeros(n, n)"),
    ],
)
def test_answers_are_readable_and_provable(symbols: str, value: str, variable: str, expected: str) -> None:
    (goal,) = sequents(symbols, f"{value} = 0")
    assert isinstance(goal.claim, Equal)
    gradient = Gradient(goal.claim.left, Symbol(variable))
    found = answer(goal, gradient)
    assert text(found, goal.declarations) == expected
    assert find(replace(goal, claim=Equal(gradient, found))).certificate is not None


# ------------------------------------------------------------------------------------------------ limits


def test_a_certificate_beyond_the_limits_of_the_kernel_names_the_limit() -> None:
    found = ask("A1:n,n A2:n,n", "(A1 + A2)**13 = (A1 + A2)**12*(A1 + A2)")
    assert code(found) == "SP419"
    assert found.diagnostic is not None
    assert "SP341" in found.diagnostic.message


def test_cofactors_beyond_the_limits_of_the_kernel_are_not_called_wrong() -> None:
    (goal,) = sequents("A:n,n B:n,n C:n,n", "(A + B)**13 = C |- C = (A + B)**13")
    patient = Budget(seconds=120)  # on a busy machine the kernel takes longer to reach its limit
    found = find(goal, cofactors=(Entry("h1", factor=Number(Fraction(-1))),), budget=patient)
    assert {warning.code for warning in found.warnings} == {"SP419"}
    assert code(found) == "SP419"
