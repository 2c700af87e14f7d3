"""Reports on what exists: recheck replays the derivation from the axiom, and decides existence at a point anew."""

from __future__ import annotations

from recheck.reports import assert_refused, proof_of, refusals, report_of, step_of

TRUE = "rank(X) < n |- exists v:n with v nonzero, X*v = 0"
FALSE = "rank(X) <= n |- exists v:n with v nonzero, X*v = 0"
SYMBOLS = {"X": ["m", "n"]}


def test_honest_reports_are_borne_out() -> None:
    assert not refusals(report_of(TRUE, SYMBOLS))
    assert not refusals(report_of(FALSE, SYMBOLS))


def test_a_ledger_without_the_axiom_is_refused() -> None:
    data = report_of(TRUE, SYMBOLS)
    proof_of(data)["ledger"]["facts"] = []
    assert_refused(data, "SP707", "ledger")


def test_a_derivation_without_the_axiom_is_refused() -> None:
    data = report_of(TRUE, SYMBOLS)
    del proof_of(data)["axioms"]
    assert refusals(data)


def test_a_dropped_premise_is_refused() -> None:
    """The weaker hypothesis rank(X) <= n does not give the claim."""
    data, other = report_of(TRUE, SYMBOLS), report_of(FALSE, SYMBOLS)
    proof_of(data)["hypotheses"] = proof_of(other)["hypotheses"]
    assert refusals(data)


def test_a_point_at_which_such_a_vector_exists_is_refused() -> None:
    data = report_of(FALSE, SYMBOLS)
    found = step_of(data)["counterexample"]
    found["values"]["X"] = [["0" for _ in row] for row in found["values"]["X"]]
    assert_refused(data, "SP721", "the claim is true there")
