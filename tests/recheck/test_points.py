"""Counterexamples, models and instances are data: recheck computes again what they are said to show."""

from __future__ import annotations

from typing import Any

import pytest
from recheck.reports import assert_refused, proof_of, refusals, report_of, reverdict, step_of

STEP = "report.proofs[0].steps[0]"
FALSE = "|- A*B = B*A"
CONDITIONED = "A invertible, A*B = I |- A = I"
FALSE_CLAIMS = {
    "an equation": (FALSE, None),
    "with premises": (CONDITIONED, None),
    "a derivative": ("|- d(tr(A*A*B))/dA = 2*A.T*B.T", None),
    "a derivative of an inverse": ("A invertible |- d(tr(inv(A)*B))/dA = inv(A).T*B.T*inv(A).T", None),
    "a derivative of a logarithm": ("c > 0 |- d(log(c**2))/dc = 1/c", {"c": []}),
    "an order": ("|- tr(A)*tr(A) <= norm2(A)", None),
    "invertibility": ("A symmetric |- A invertible", None),
    "definiteness": ("A symmetric |- A positive definite", None),
    "a permutation": ("A invertible |- A permutation", None),
    "a diagonal matrix": ("A symmetric |- A diagonal", None),
    "an entry": ("i in 1..n |- A[i,i] = 1", None),
    "a determinant": ("|- det(A + B) = det(A) + det(B)", None),
    "an adjugate": ("|- adj(A*B) = adj(A)*adj(B)", None),
    "kron and vec": ("|- kron(A, B) = kron(B, A)", None),
    "a block": ("|- tr(block([[A, B], [B, A]])) = tr(A)", None),
    "a sum over an index": ("|- sum(A[i,i] for i in 1..n) = 0", None),
    "a definition": ("where C = A*B - B*A |- C = 0", None),
    "sizes": ("|- tr(X*X.T) = n", {"X": ["m", "n"]}),
}


@pytest.mark.parametrize(("text", "symbols"), FALSE_CLAIMS.values(), ids=FALSE_CLAIMS)
def test_counterexamples_of_every_kind_are_evaluated_again(text: str, symbols: Any) -> None:
    data = report_of(text, symbols)
    assert step_of(data)["verdict"] == "refuted"
    assert refusals(data) == []
    for side in ("lhs", "rhs"):
        changed = report_of(text, symbols)
        rows = step_of(changed)["counterexample"][side]
        rows[0][0] = "17" if rows[0][0] != "17" else "18"
        assert_refused(changed, "SP721", f"{STEP}.counterexample")


def _counterexample(data: dict[str, Any]) -> Any:
    return step_of(data)["counterexample"]


def test_two_sides_that_are_equal_are_no_counterexample() -> None:
    data = report_of(FALSE)
    found = _counterexample(data)
    found["values"]["B"] = found["values"]["A"]
    found["rhs"] = found["lhs"]
    assert_refused(data, "SP721", "the claim is true there")


def test_a_true_claim_has_no_counterexample() -> None:
    data = report_of("|- (A*B).T = B.T*A.T")
    reverdict(data, "refuted")
    step = step_of(data)
    step.update(scope=None, certificate=None, rules=[], instances={"checked": 0, "sizes": []}, warnings=[])
    step["premises"]["used"] = []
    assert_refused(data, "SP705", f"{STEP}.counterexample")
    step["counterexample"] = {"sizes": {"n": 1}, "values": {"A": [["1"]], "B": [["2"]]}, "lhs": [["1"]], "rhs": [["2"]]}
    assert_refused(data, "SP721", "the claim is true there")


def test_a_premise_that_is_false_makes_no_counterexample() -> None:
    data = report_of(CONDITIONED)
    values = _counterexample(data)["values"]
    values["B"][0][0] = "5"
    assert_refused(data, "SP721", "the premise h2 is false there")


@pytest.mark.parametrize(
    ("sizes", "why"),
    [
        ({"n": -1}, "at least 1"),
        ({"n": 0}, "at least 1"),
        ({"n": 2, "p": 1}, "p is no size"),
        ({}, "no value is given for n"),
        ({"n": 3}, "declared with other sizes"),
    ],
)
def test_sizes_of_a_counterexample(sizes: dict[str, int], why: str) -> None:
    data = report_of(FALSE)
    _counterexample(data)["sizes"] = sizes
    assert_refused(data, "SP721", why)


def test_sizes_that_violate_a_hypothesis_make_no_counterexample() -> None:
    data = report_of("n >= 2 |- A*B = B*A")
    _counterexample(data).update(
        sizes={"n": 1}, values={"A": [["1"]], "B": [["2"]]}, lhs=[["2"]], rhs=[["3"]]
    )  # fmt: skip
    assert_refused(data, "SP721", "these sizes violate h1")


@pytest.mark.parametrize(
    ("name", "rows", "why"),
    [
        ("Q", [["1"]], "Q, which is not declared"),
        ("A", [["1", "0"], ["1"]], "no matrix"),
        ("A", [["2/4", "0"], ["0", "1"]], "lowest terms"),
        ("A", [["0.5", "0"], ["0", "1"]], "lowest terms"),
        ("A", [[]], "no matrix"),
    ],
)
def test_values_of_a_counterexample(name: str, rows: list[list[str]], why: str) -> None:
    data = report_of(FALSE)
    _counterexample(data)["values"][name] = rows
    assert_refused(data, "SP721", why)


def test_a_definition_is_computed_and_not_listed() -> None:
    data = report_of("where C = A*B - B*A |- C = 0")
    _counterexample(data)["values"]["C"] = [["1", "0"], ["0", "1"]]
    assert_refused(data, "SP721", "C, which is defined")


# ------------------------------------------------------------------------------------------------ models


def _with_model() -> dict[str, Any]:
    data = report_of("A invertible, A*B = I |- B*A = I")
    assert proof_of(data)["model"] is not None
    return data


def test_a_model_satisfies_every_hypothesis() -> None:
    data = _with_model()
    proof_of(data)["model"]["values"]["A"][0][0] = "0"
    assert_refused(data, "SP722", "report.proofs[0].model")


@pytest.mark.parametrize(
    ("sizes", "why"), [({"n": -2}, "at least 1"), ({}, "no value to n"), ({"m": 1}, "m is no size")]
)
def test_sizes_of_a_model(sizes: dict[str, int], why: str) -> None:
    data = _with_model()
    proof_of(data)["model"]["sizes"] = sizes
    assert_refused(data, "SP722", why)


def test_a_model_of_an_order() -> None:
    data = report_of("c > 0, tr(A) <= c |- tr(A.T) <= 2*c", {"A": ["n", "n"], "c": []})
    assert refusals(data) == []
    proof_of(data)["model"]["values"]["c"] = [["-1"]]
    assert_refused(data, "SP722", "is false there")


# ------------------------------------------------------------------------------------------------ instances


@pytest.mark.parametrize(
    ("sizes", "why"),
    [({"n": -1}, "at least 1"), ({"q": 1}, "q is no size"), ({"n": 1}, "violate h1"), ({"n": 2, "m": 5}, "violate h2")],
)
def test_sizes_of_instances(sizes: dict[str, int], why: str) -> None:
    data = report_of("n >= 2, n >= m |- (X.T*X).T = X.T*X", {"X": ["m", "n"]})
    step = step_of(data)
    step["instances"]["sizes"][0] = sizes
    assert_refused(data, "SP720", why)
    assert_refused(data, "SP720", f"{STEP}.instances.sizes[0]")


def test_sizes_of_a_step_that_are_nearly_those_of_another_step() -> None:
    """Sizes that one step lists are looked at once: not where a later list has the same length and the same ends."""
    data = report_of("n >= 2, n >= m |- (X.T*X).T = X.T*X, X.T*X + X.T*X = 2*X.T*X", {"X": ["m", "n"]})
    first, second = proof_of(data)["steps"]
    inner = [{"n": 3, "m": 2}, {"n": 3, "m": 3}]
    for step in (first, second):
        ends = step["instances"]["sizes"]
        step["instances"] = {"checked": 4, "sizes": [ends[0], *inner, ends[-1]]}
    assert refusals(data) == []
    second["instances"]["sizes"][2] = {"n": 3, "m": 5}
    assert_refused(data, "SP720", "report.proofs[0].steps[1].instances.sizes[2]")
    second["instances"]["sizes"][2] = inner[0]
    assert_refused(data, "SP705", "report.proofs[0].steps[1].instances")
    second["instances"] = {**first["instances"], "checked": 5}
    assert_refused(data, "SP705", "report.proofs[0].steps[1].instances")
    second["instances"] = {"checked": 4, "sizes": [*first["instances"]["sizes"][:3], {"n": True, "m": True}]}
    assert_refused(data, "SP703", "report.proofs[0].steps[1].instances.sizes[3]")


def test_instances_are_counted() -> None:
    data = report_of("|- (A*B).T = B.T*A.T")
    sizes = step_of(data)["instances"]["sizes"]
    sizes.append(sizes[0])
    assert_refused(data, "SP705", f"{STEP}.instances")
