"""Verdicts of steps and proofs, what passes, exit codes, and the sentence that sums a proof up."""

from __future__ import annotations

import itertools

import pytest
from verdict.builders import COMMUTE, TRANSPOSED, proof, result, step

from symproof.diagnostics.diagnostic import LoadError
from symproof.diagnostics.results import ProofResult, Report, StepResult
from symproof.language.declarations import Declarations
from symproof.language.proof import RANK, Block, Verdict
from symproof.report.core import headline, not_covered
from symproof.report.findings import findings
from symproof.verdict.check import check, exit_code, is_concluded, passes, proof_verdict
from symproof.verdict.ledger import ledger, unused_hypotheses
from symproof.verdict.settle import Options

PROVED, CHECKED, CITED, OMITTED, UNKNOWN, REFUTED, DISAGREEMENT = Verdict


def settled(*results: StepResult, **given: object) -> ProofResult:
    made = proof(*(item.step for item in results), **given)
    verdict = proof_verdict(made, results)
    return ProofResult(made, verdict, results, ledger(made, results), unused_hypotheses(made, results))


def report(*results: StepResult, errors: tuple[LoadError, ...] = ()) -> Report:
    return Report("now", 0.0, {}, errors, (settled(*results),))


ERROR = LoadError("SP102", "it broke", "")


def test_the_order_of_verdicts() -> None:
    assert sorted(Verdict, key=RANK.__getitem__) == [
        PROVED, CHECKED, CITED, OMITTED, UNKNOWN, REFUTED, DISAGREEMENT,
    ]  # fmt: skip


@pytest.mark.parametrize(("first", "second"), list(itertools.combinations(Verdict, 2)))
def test_a_statement_file_has_its_weakest_verdict(first: Verdict, second: Verdict) -> None:
    results = (result(first, "claim1"), result(second, "claim2"))
    assert settled(*results, is_statement_file=True).verdict is second
    assert settled(*reversed(results), is_statement_file=True).verdict is second


@pytest.mark.parametrize("verdict", Verdict)
def test_a_proof_without_a_conclusion_is_at_most_unknown(verdict: Verdict) -> None:
    expected = verdict if RANK[verdict] > RANK[UNKNOWN] else UNKNOWN
    assert settled(result(verdict), statement=TRANSPOSED).verdict is expected


def test_a_proof_without_steps_is_unknown() -> None:
    assert settled().verdict is UNKNOWN
    assert settled(is_statement_file=True).verdict is UNKNOWN


def test_a_conclusion_must_be_established_and_claim_the_statement() -> None:
    conclude = result(PROVED, "end", method="conclude")
    assert settled(result(CHECKED), conclude, statement=TRANSPOSED).verdict is CHECKED
    assert settled(result(CHECKED), conclude).verdict is UNKNOWN
    unknown = result(UNKNOWN, "end", method="conclude")
    assert settled(result(CHECKED), unknown, statement=TRANSPOSED).verdict is UNKNOWN
    inside = result(PROVED, "end", method="conclude", block="case")
    around = Block("case", "case", None, Declarations(), ())
    assert settled(result(CHECKED), inside, statement=TRANSPOSED, blocks=(around,)).verdict is UNKNOWN


def test_a_conclusion_from_selected_steps_only_derives_nothing() -> None:
    conclude = result(PROVED, "end", method="conclude")
    made = proof(step("one"), conclude.step, statement=TRANSPOSED)
    assert proof_verdict(made, [conclude]) is UNKNOWN
    assert proof_verdict(made, [result(PROVED), conclude]) is PROVED


@pytest.mark.parametrize("verdict", Verdict)
@pytest.mark.parametrize("expect", [None, *Verdict])
def test_what_passes(verdict: Verdict, expect: Verdict | None) -> None:
    found = result(verdict, expect=expect)
    default = expect is None and verdict in (PROVED, CITED, OMITTED)
    expected = default or verdict is expect or (verdict is PROVED and expect is CHECKED)
    assert passes(found, Options()) is expected
    strict = expected and (verdict is PROVED or (verdict is REFUTED and expect is REFUTED))
    assert passes(found, Options(strict=True)) is strict


def test_exit_codes_outrank_each_other() -> None:
    options = Options()
    assert exit_code(report(result(PROVED)), options) == 0
    assert exit_code(report(result(PROVED), result(UNKNOWN)), options) == 1
    assert exit_code(report(result(UNKNOWN), errors=(ERROR,)), options) == 2
    assert exit_code(report(result(DISAGREEMENT), errors=(ERROR,)), options) == 3
    assert exit_code(report(result(DISAGREEMENT, expect=DISAGREEMENT)), options) == 3


def test_the_headline_counts() -> None:
    results = [result(CHECKED, f"c{n}") for n in range(21)] + [result(CITED, f"f{n}") for n in range(9)]
    results += [result(UNKNOWN, f"u{n}") for n in range(11)]
    found = settled(*results, statement=TRANSPOSED)
    assert headline(found) == (
        "An example: 21 of 41 steps checked, 9 cited, 11 unknown (11 not settled); "
        "no step concludes the statement: end with proof.conclude(using=[...])"
    )
    assert "9 cited steps" in not_covered(found)
    assert "21 checked steps" in not_covered(found)
    assert "11 unknown steps" in not_covered(found)


def test_the_headline_of_loose_steps() -> None:
    assert headline(settled(result(PROVED))) == (
        "An example: 1 of 1 step proved; the proof states no theorem, so nothing is concluded from them"
    )


def test_the_headline_of_a_derived_statement() -> None:
    found = settled(result(PROVED), result(PROVED, "end", method="conclude"), statement=TRANSPOSED)
    assert headline(found) == "An example: 2 of 2 steps proved; the statement is derived"


def test_the_ledger_names_what_is_cited_omitted_and_trusted() -> None:
    results = (
        result(CITED, "fact", method="cite", source="N1"),
        result(OMITTED, "gap", method="omit", reason="routine"),
        result(CHECKED, "small"),
    )
    found = settled(*results).ledger
    assert [fact.id for fact in found.facts] == ["N1"]
    assert found.citations == ()
    assert [(fact.id, fact.source) for fact in found.omissions] == [("gap", "routine")]
    assert len(found.trusted) == 1


def test_an_unused_hypothesis_is_named() -> None:
    assert settled(result(UNKNOWN)).unused_hypotheses == ("commute",)
    assert settled(result(UNKNOWN, using=("commute",))).unused_hypotheses == ()


@pytest.mark.parametrize("strict", [False, True])
def test_a_proof_without_steps_does_not_pass(strict: bool) -> None:
    """It establishes nothing: whoever checks it must not read an exit code that says that all is well."""
    options = Options(strict=strict)
    for statement in (None, COMMUTE):
        made = check([proof(statement=statement)])
        assert made.proofs[0].verdict is UNKNOWN
        assert exit_code(made, options) == 1
    (found,) = findings(made, options)
    assert found.rule == "SP925"
    assert "no steps; nothing is established" in found.text


def test_a_fact_beside_the_statement_does_not_conclude_it() -> None:
    """An axiom is a proof whose only step believes the statement itself."""
    aside = step("one", TRANSPOSED, "fact", source="N1")
    for steps, statement, concluded in (
        ((aside,), COMMUTE, False),
        ((aside, step("two", COMMUTE, "fact", source="N1")), COMMUTE, False),
        ((step("one", COMMUTE, "fact", source="N1"),), COMMUTE, True),
    ):
        (found,) = check([proof(*steps, statement=statement)]).proofs
        assert is_concluded(found, Options()) is concluded
