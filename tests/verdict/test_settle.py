"""One step: what the two judges say, and the verdict that follows; failures of ours cost one step only."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from verdict.builders import COMMUTE, SQUARE_COMMUTES, TRANSPOSED, A, B, N, proof, step

import symproof.concrete
import symproof.search
from symproof.diagnostics.diagnostic import Diagnostic
from symproof.diagnostics.results import Cause, ProofResult, Report, StepResult
from symproof.language.certificate import Algebra
from symproof.language.formulas import Compare, Equal, Formula, Invertible, Or
from symproof.language.proof import Hypothesis, Verdict
from symproof.language.terms import Number, Product, Term, Trace, Transpose, Zero
from symproof.report.to_terminal import to_terminal
from symproof.verdict.check import check
from symproof.verdict.settle import Options


def checked(*steps: Any, options: Options | None = None) -> Report:
    return check([proof(*steps)], options=options or Options(max_width=2))


def only(*steps: Any, options: Options | None = None) -> StepResult:
    found: ProofResult = checked(*steps, options=options).proofs[0]
    return found.steps[-1]


def norm2(term: Term) -> Term:
    return Trace(Product((Transpose(term), term)))


def test_proved_without_premises() -> None:
    found = only(step("one"))
    assert (found.verdict, found.scope) == (Verdict.PROVED, "all")
    assert found.certificate is not None
    assert found.instances.checked == 2


def test_proved_from_a_premise_that_is_listed_as_used() -> None:
    found = only(step("one", SQUARE_COMMUTES, using=("commute",)))
    assert (found.verdict, found.used) == (Verdict.PROVED, ("commute",))


def test_an_earlier_step_is_a_premise() -> None:
    found = only(step("first", COMMUTE, using=("commute",)), step("second", SQUARE_COMMUTES, using=("first",)))
    assert (found.verdict, found.used) == (Verdict.PROVED, ("first",))


@pytest.mark.parametrize("claim", [COMMUTE, Equal(A, B)])
def test_a_false_claim_without_premises_is_refuted(claim: Formula) -> None:
    found = only(step("one", claim))
    assert (found.verdict, found.scope, found.certificate) == (Verdict.REFUTED, None, None)
    assert found.counterexample is not None


def test_a_false_claim_with_a_premise_is_refuted() -> None:
    found = only(step("one", Equal(A, B), using=("commute",)))
    assert found.verdict is Verdict.REFUTED


def test_a_method_without_rules_is_unknown() -> None:
    either = Or((Compare("<=", Number(Fraction(1)), norm2(A)), Compare("<=", norm2(A), Number(Fraction(1)))))
    found = only(step("one", either, method="rank"))
    assert (found.verdict, found.cause) == (Verdict.UNKNOWN, Cause.NO_RULE)
    assert found.diagnostic is not None
    assert found.diagnostic.code == "SP907"
    assert found.diagnostic.message.startswith("no rule exists ")


def test_algebra_may_prove_a_step_by_another_method() -> None:
    assert only(step("one", method="rank")).verdict is Verdict.PROVED


def test_the_authors_word() -> None:
    assert only(step("one", method="cite", source="N1")).verdict is Verdict.CITED
    assert only(step("one", method="omit", reason="routine")).verdict is Verdict.OMITTED


def test_a_contradicting_instance_is_a_disagreement(monkeypatch: pytest.MonkeyPatch) -> None:
    judge = symproof.concrete.Judge.judge

    def contradicting(self: Any, item: Any, certificate: Any) -> Any:
        return judge(self, step("one", Equal(A, B)), None) if certificate is not None else None

    monkeypatch.setattr(symproof.concrete.Judge, "judge", contradicting)
    found = only(step("one"))
    assert (found.verdict, found.scope) == (Verdict.DISAGREEMENT, None)
    assert found.diagnostic is not None
    assert found.diagnostic.code == "SP901"


def test_a_forged_certificate_proves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    forged = symproof.search.Found(Algebra(), None)
    monkeypatch.setattr(symproof.search, "find", lambda *given, **options: forged)
    found = only(step("one", Equal(A, B)))  # the argument restates no hypothesis
    assert found.verdict is Verdict.UNKNOWN
    assert found.diagnostic is not None
    assert found.diagnostic.code == "SP329"


def test_vacuous_hypotheses_prove_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    why = Diagnostic("SP404", "I = 0 follows")
    vacuous = symproof.search.Found(Algebra(), why, vacuous=True)
    monkeypatch.setattr(symproof.search, "find", lambda *given, **options: vacuous)
    found = only(step("one"))
    assert (found.verdict, found.diagnostic) == (Verdict.UNKNOWN, why)


SQUARE_IS_ZERO = Hypothesis("nilpotent", Equal(Product((A, A)), Zero(N, N)))
CONTRADICTORY = (Hypothesis("commute", COMMUTE), SQUARE_IS_ZERO, Hypothesis("regular", Invertible(A)))


def test_contradictory_hypotheses_prove_nothing_whatever_a_step_uses() -> None:
    """The first step uses one of them only, the second none; the third is false under each of them."""
    steps = (step("one", SQUARE_COMMUTES, using=("commute",)), step("two"), step("three", COMMUTE))
    contradictory = replace(proof(*steps), hypotheses=CONTRADICTORY)
    (found,) = check([contradictory], options=Options(max_width=2)).proofs
    assert [item.verdict for item in found.steps] == [Verdict.UNKNOWN, Verdict.UNKNOWN, Verdict.REFUTED]
    for item in found.steps[:2]:
        assert item.diagnostic is not None
        assert item.diagnostic.code == "SP404"
        assert "nilpotent, regular contradict" in item.diagnostic.message
        assert (item.certificate, item.scope, item.used, item.instances.checked) == (None, None, (), 0)
    assert (found.verdict, found.model) == (Verdict.REFUTED, None)
    assert "is open" not in to_terminal(check([contradictory]), Options())


def test_each_of_them_alone_contradicts_nothing() -> None:
    for left_out in CONTRADICTORY[1:]:
        kept = tuple(item for item in CONTRADICTORY if item is not left_out)
        consistent = replace(proof(step("one", SQUARE_COMMUTES, using=("commute",))), hypotheses=kept)
        (found,) = check([consistent], options=Options(max_width=2)).proofs
        assert found.steps[0].verdict is Verdict.PROVED


def test_a_failure_of_ours_costs_one_step(monkeypatch: pytest.MonkeyPatch) -> None:
    find = symproof.search.find

    def failing(sequent: Any, **options: Any) -> Any:
        if sequent.claim == COMMUTE:
            raise ZeroDivisionError("boom")
        return find(sequent, **options)

    monkeypatch.setattr(symproof.search, "find", failing)
    steps = checked(step("one", COMMUTE, using=("commute",)), step("two")).proofs[0].steps
    assert [item.verdict for item in steps] == [Verdict.UNKNOWN, Verdict.PROVED]
    assert steps[0].diagnostic is not None
    assert steps[0].diagnostic.code == "SP902"
    assert "boom" in steps[0].diagnostic.message


def test_a_step_beyond_its_budget_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    find = symproof.search.find

    def endless(sequent: Any, **options: Any) -> Any:
        while sequent.claim == Equal(A, B):
            pass
        return find(sequent, **options)

    monkeypatch.setattr(symproof.search, "find", endless)
    steps = checked(step("one", Equal(A, B)), step("two"), options=Options(budget=0.1, max_width=1)).proofs[0].steps
    assert steps[0].diagnostic is not None
    assert steps[0].diagnostic.code == "SP904"
    assert steps[1].verdict is Verdict.PROVED


@pytest.mark.parametrize("jobs", [1, 2])
def test_stop_at_first_leaves_the_rest_unsettled(jobs: int) -> None:
    options = Options(stop_at_first=True, max_width=2, jobs=jobs)
    steps = checked(step("one"), step("two", COMMUTE), step("three"), options=options).proofs[0].steps
    assert [item.verdict for item in steps] == [Verdict.PROVED, Verdict.REFUTED, Verdict.UNKNOWN]
    assert steps[2].diagnostic is not None
    assert steps[2].diagnostic.code == "SP906"


def test_an_interrupt_keeps_what_is_settled() -> None:
    def interrupt(done: int, total: int, label: str) -> None:
        if done == 1:
            raise KeyboardInterrupt

    steps = check([proof(step("one"), step("two"))], options=Options(max_width=1), progress=interrupt).proofs[0].steps
    assert [item.verdict for item in steps] == [Verdict.PROVED, Verdict.UNKNOWN]
    assert steps[1].diagnostic is not None
    assert steps[1].diagnostic.code == "SP905"


def test_selected_steps_only() -> None:
    made = proof(step("one"), step("two", TRANSPOSED))
    found = check([made], options=Options(max_width=1), only={made.id: {"two"}}).proofs[0]
    assert [item.step.id for item in found.steps] == ["two"]
    assert found.verdict is Verdict.UNKNOWN
