"""Verdicts of whole files, each confirmed by instances that share no code with the product (``exact.py``)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from statements.exact import Instance, Matrix, SingularError, claims_hold, holds, instances

from symproof.diagnostics.results import StepResult
from symproof.language.proof import Proof, Verdict
from symproof.statements import load_file, parse_statement
from symproof.verdict.settle import Options, Settler

HERE = Path(__file__).parent
OPTIONS = Options(budget=10.0)

# How symbols that the hypotheses tie to others are computed from them; the others are random.
DERIVED: Mapping[str, Mapping[str, str]] = {
    "mp_unique": {"X": "pinv(A)", "Y": "pinv(A)"},
    "mp_transpose": {"X": "pinv(A)"},
    "mp_gram_form": {"X": "pinv(A)"},
    "mp_full_column_rank": {"X": "pinv(A)"},
    "mp_two_13_inverses": {"X": "pinv(A)", "Y": "pinv(A) + (I - pinv(A)*A)*Y"},
    "mp_least_squares": {"X": "pinv(A) + (I - pinv(A)*A)*X"},
    "reverse_order_law": {"B": "pinv(A)*A*B", "X": "pinv(A)", "Y": "pinv(B)"},
    "reverse_full_rank": {"X": "pinv(F)", "Y": "pinv(G)"},
    "group_unique": {"X": "A*pinv(A**3)*A", "Y": "A*pinv(A**3)*A"},
    "drazin_unique": {"X": "A**2*pinv(A**5)*A**2", "Y": "A**2*pinv(A**5)*A**2"},
    "drazin_commutes": {"B": "A*A - 2*A", "D": "A*pinv(A**3)*A"},
    "one_sided_both": {"B": "pinv(A)", "C": "pinv(A)"},
    "cancel_full_column_rank": {"C": "1*B"},
    "weighted_unique": {"M": "inv(M)*M", "N": "inv(N)*N", "X": "pinv(A)", "Y": "pinv(A)"},
    "drazin_core": {"A": "A*pinv(A)*A*(I - A*pinv(A))", "D": "0*D"},
    "idempotent_product": {"P": "P*pinv(P)", "Q": "1*P"},
    "idempotent_invertible": {"P": "inv(P)*P"},
    "one_sided_square": {"B": "inv(A)"},
    "trace_symmetric_skew": {"S": "S + S.T", "K": "K - K.T"},
    "mp_unique_without_symmetry": {"X": "pinv(A)", "Y": "pinv(A) + (I - pinv(A)*A)*Y*A*pinv(A)"},
    "mp_transpose_dropped": {"X": "pinv(A)"},
    "mp_gram_form_order": {"X": "pinv(A)"},
    "mp_full_column_rank_any_inverse": {"X": "pinv(A) + X*(I - A*pinv(A))"},
    "mp_two_1_inverses": {"X": "pinv(A) + X - pinv(A)*A*X*A*pinv(A)", "Y": "pinv(A)"},
    "reverse_order_law_free": {"X": "pinv(A)", "Y": "pinv(B)"},
    "group_unique_without_commuting": {"X": "A*pinv(A**3)*A", "Y": "pinv(A)"},
    "drazin_unique_without_reflexive": {"A": "0*A", "X": "0*X"},
    "drazin_commutes_without": {"D": "A*pinv(A**3)*A"},
    "drazin_core_nilpotent": {"A": "A*pinv(A)*A*(I - A*pinv(A))", "D": "0*D"},
    "idempotent_product_free": {"P": "P*pinv(P)", "Q": "Q*pinv(Q)"},
    "idempotent_sum_zero": {"P": "P*pinv(P)", "Q": "0*Q"},
    "one_sided_rectangular": {"B": "pinv(A)"},
    "one_sided_two_left": {"B": "pinv(A)", "C": "pinv(A) + C*(I - A*pinv(A))"},
    "cancel_full_row_rank": {"C": "B + (I - pinv(A)*A)*C"},
    "weighted_unweighted_symmetry": {"W": "W + W.T"},
    "weighted_unique_one_lost": {
        "M": "inv(M)*M",
        "N": "inv(N)*N",
        "X": "pinv(A)",
        "Y": "pinv(A) + (I - pinv(A)*A)*Y*A*pinv(A)",
    },
    "trace_symmetric_two_skew": {"S": "S + S.T", "K": "K - K.T"},
}


def statements(name: str) -> list[dict[str, Any]]:
    with (HERE / f"{name}.toml").open("rb") as stream:
        return list(tomllib.load(stream)["statement"])


@cache
def loaded(name: str) -> tuple[tuple[Proof, ...], Settler]:
    proofs, errors = load_file(HERE / f"{name}.toml")
    assert not errors, errors
    return tuple(proofs), Settler(tuple(proofs), OPTIONS)


def results(name: str, position: int) -> list[StepResult]:
    proofs, settler = loaded(name)
    found = [settler((position, step.id)) for step in proofs[position].steps]
    assert all(isinstance(result, StepResult) for result in found)
    return [result for result in found if isinstance(result, StepResult)]


def named(name: str) -> list[Any]:
    return [pytest.param(number, id=entry["name"]) for number, entry in enumerate(statements(name))]


def test_there_are_enough() -> None:
    assert len(statements("true")) >= 80
    assert len(statements("false")) >= 80
    assert len(statements("mixed")) >= 200


# ------------------------------------------------------------------------------------------------ true


@pytest.mark.parametrize("position", named("true"))
def test_a_true_statement_is_proved(position: int) -> None:
    for result in results("true", position):
        assert result.verdict is Verdict.PROVED, result.diagnostic
        assert result.scope == "all"
        assert result.certificate is not None
        assert result.passes


@pytest.mark.parametrize("position", named("true"))
def test_a_true_statement_holds_at_instances(position: int) -> None:
    """That the file says what is true: instances that satisfy the assumptions satisfy the claims."""
    statement, tried = statements("true")[position], 0
    for instance in instances(statement, DERIVED.get(statement["name"], {}), seed=position, tries=300):
        try:
            assert claims_hold(instance, statement), instance
        except SingularError:
            continue
        tried += 1
        if tried >= 3:
            break
    assert tried, "no instance satisfies the assumptions: add to DERIVED"


@pytest.mark.parametrize("position", named("hard"))
def test_published_hard_statements_are_proved(position: int) -> None:
    for result in results("hard", position):
        assert result.verdict is Verdict.PROVED, result.diagnostic


# ------------------------------------------------------------------------------------------------ false


@pytest.mark.parametrize("position", named("false"))
def test_a_false_statement_is_refuted(position: int) -> None:
    statement = statements("false")[position]
    for result in results("false", position):
        assert result.verdict is Verdict.REFUTED, result.diagnostic
        assert result.passes
        assert_refutes(result, statement)


def assert_refutes(result: StepResult, statement: Mapping[str, Any]) -> None:
    """The counterexample satisfies the assumptions and not the claim, by arithmetic of our own."""
    found = result.counterexample
    assert found is not None
    values = {name: Matrix.of([list(row) for row in rows]) for name, rows in found.values.items()}
    assumptions = statement.get("assume", [])
    definitions = dict(text.removeprefix("where ").split(" = ", 1) for text in assumptions if text.startswith("where "))
    instance = Instance(
        dict(found.sizes), {name: v for name, v in values.items() if name not in definitions}, definitions
    )
    for text in assumptions:
        assert text.startswith("where ") or holds(instance, text), text
    claim = statement["claim"][int(result.step.id.removeprefix("claim")) - 1]
    assert not holds(instance, claim)


@pytest.mark.parametrize("position", named("false"))
def test_a_false_statement_is_false(position: int) -> None:
    """By an instance found here."""
    statement = statements("false")[position]
    for instance in instances(statement, DERIVED.get(statement["name"], {}), seed=1, tries=300):
        try:
            if not claims_hold(instance, statement):
                return
        except SingularError:
            continue
    pytest.fail("no instance contradicts it")


# ------------------------------------------------------------------------------------------------ mixed

UNKNOWN_AT_MOST = 10


@cache
def mixed() -> dict[str, list[StepResult]]:
    return {entry["name"]: results("mixed", number) for number, entry in enumerate(statements("mixed"))}


def test_no_false_statement_is_accepted_and_no_true_one_refuted() -> None:
    wrong = {
        name: [str(result.verdict) for result in found]
        for name, found in mixed().items()
        if any(not result.passes and result.verdict is not Verdict.UNKNOWN for result in found)
    }
    assert not wrong


def test_few_stay_unknown_and_each_says_why() -> None:
    unknown = [result for found in mixed().values() for result in found if result.verdict is Verdict.UNKNOWN]
    assert len(unknown) <= UNKNOWN_AT_MOST
    assert all(result.diagnostic is not None and result.diagnostic.code != "SP902" for result in unknown)


def test_counterexamples_of_the_mixed_file_refute() -> None:
    checked = 0
    for statement in statements("mixed"):
        for result in mixed()[statement["name"]]:
            if result.verdict is Verdict.REFUTED:
                assert_refutes(result, statement)
                checked += 1
    assert checked > 60


# ------------------------------------------------------------------------------------------------ honest edges

NEVER_ACCEPTED = [
    "exp(c) = 1",
    "log(c) = c",
    "sqrt(c) = c",
    "det(A + B) = det(A) + det(B)",
    "rank(A) = rank(B)",
    "c < b",
]
NEVER_REFUTED = [
    "exp(c)*exp(-c) = 1",
    "log(c*b) = log(c) + log(b)",
    "c > 0 |- sqrt(c)*sqrt(c) = c",
    "rank(A) = rank(A.T)",
    "rank(A) <= n",
    "n odd, A skew-symmetric |- det(A) = 0",
    "A positive definite |- v.T*A*v >= 0",
    "k positive integer, A idempotent |- A**k = A",
    "A*A = -I, n odd |- A = 0",
    "A diagonal, B diagonal |- A*B = B*A",
    "d(log(det(A)))/dA = inv(A).T",
]
EDGE = {"A": ["n", "n"], "B": ["n", "n"], "v": ["n"], "c": [], "b": []}


def verdicts(statement: str) -> list[StepResult]:
    proofs, errors = parse_statement(EDGE, statement)
    assert not errors, errors
    settler = Settler(tuple(proofs), Options(budget=2.0))
    found = [settler((0, step.id)) for step in proofs[0].steps]
    return [result for result in found if isinstance(result, StepResult)]


@pytest.mark.parametrize("statement", NEVER_ACCEPTED)
def test_what_is_false_is_never_accepted(statement: str) -> None:
    for result in verdicts(statement):
        assert result.verdict in (Verdict.REFUTED, Verdict.UNKNOWN)


@pytest.mark.parametrize("statement", NEVER_REFUTED)
def test_what_is_true_is_never_refuted(statement: str) -> None:
    for result in verdicts(statement):
        assert result.verdict in (Verdict.PROVED, Verdict.CHECKED, Verdict.UNKNOWN)
        assert result.verdict is not Verdict.UNKNOWN or result.diagnostic is not None


@pytest.mark.parametrize(
    "statement", ["A*A = 0 |- inv(A)*A = A", "A = 0 |- inv(A)*A = I", "c = 0 |- A/c = A", "A*B = I, A*B = 0 |- A = B"]
)
def test_contradictory_hypotheses_prove_nothing(statement: str) -> None:
    (result,) = verdicts(statement)
    assert result.verdict is Verdict.UNKNOWN
    assert result.diagnostic is not None
    assert result.diagnostic.code == "SP404"


@pytest.mark.parametrize(
    ("definition", "code"),
    [
        ("where Z = exp(sum(c for i in 1..n))", "SP320"),
        ("where Z = J(1,2,n,n)", "SP320"),
        ("where Z = d(A)/dA[1,2]", "SP320"),
    ],
)
def test_a_definition_that_the_kernel_cannot_read_is_said_to_be_one(definition: str, code: str) -> None:
    """It is no bug of symproof, whatever is claimed beside it; small sizes are still checked."""
    (result,) = verdicts(f"{definition} |- A = A")
    assert result.verdict is Verdict.CHECKED
    assert result.diagnostic is not None
    assert result.diagnostic.code == code
    assert "definition" in result.diagnostic.message


def test_a_definition_by_a_sum_over_entries_is_read() -> None:
    assert verdicts("where z = sum(A[i,i] for i in 1..n) |- z = tr(A)")[0].verdict is Verdict.PROVED


def test_rules_beyond_algebra_are_named() -> None:
    """The two-sided inverse of square matrices, and X^T X = 0, stand with the verdict."""
    assert verdicts("A*B = I |- B*A = I")[0].rules
    assert verdicts("A.T*A*B = 0 |- A*B = 0")[0].rules
    assert not verdicts("A*B = B*A |- A*A*B = B*A*A")[0].rules


@pytest.mark.parametrize(
    ("statement", "premise"),
    [
        ("A symmetric |- A.T*B = A*B", "h1"),
        ("A idempotent, B symmetric |- A*A*B.T = A*B", "h2"),
        ("A invertible |- A*inv(A) = I", "h1"),
        ("A orthogonal |- norm2(A*v) = norm2(v)", "h1"),
        ("A*inv(A) = I", "h1"),
    ],
)
def test_a_property_that_the_proof_needs_is_a_used_premise(statement: str, premise: str) -> None:
    (result,) = verdicts(statement)
    assert result.verdict is Verdict.PROVED
    assert premise in result.used


def test_hypotheses_are_not_used_under_d() -> None:
    """At X = X^T the gradient of tr(A*X*X) is not that of tr(A*X.T*X)."""
    assert verdicts("A symmetric |- d(tr(A*A))/dA = 2*A")[0].verdict is Verdict.PROVED
    assert verdicts("A symmetric |- d(tr(B*A*A))/dA = d(tr(B*A.T*A))/dA")[0].verdict is Verdict.REFUTED
    assert verdicts("A = B |- d(tr(A*B))/dA = 2*A.T")[0].verdict is Verdict.REFUTED


# ------------------------------------------------------------------------------------------------ untuned


def _untuned() -> list[Any]:
    """Every third of the statements that nothing was tuned for; the others are slow together."""
    return [
        pytest.param(number, id=entry["name"], marks=() if number % 3 == 0 else pytest.mark.slow)
        for number, entry in enumerate(statements("untuned"))
    ]


@pytest.mark.parametrize("position", _untuned())
def test_an_untuned_statement_has_the_verdict_that_is_right(position: int) -> None:
    """``expect`` was written down from the mathematics, and checked by other programs, before it was asked."""
    for result in results("untuned", position):
        assert result.passes, (result.verdict, result.diagnostic)
