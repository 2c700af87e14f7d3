"""What is unknown says why, what is false is refuted whatever its method, and nothing reads better than it is."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from symproof.author.loader import load
from symproof.diagnostics.results import Cause, Report, StepResult
from symproof.language.proof import Verdict
from symproof.recheck import recheck
from symproof.report.core import headline
from symproof.report.to_json import report_data
from symproof.report.to_ledger import ledger_text
from symproof.report.to_terminal import to_terminal
from symproof.verdict.check import check, exit_code
from symproof.verdict.ledger import unused_hypotheses
from symproof.verdict.resting import resting
from symproof.verdict.settle import Options

START = """
from symproof.author import *

proof = Proof("p", "P")
n = proof.size("n")
A, B, C = (proof.matrix(name, n, n) for name in "ABC")
a, b = proof.scalar("a"), proof.scalar("b")
I = proof.identity(n)
"""
Checked = Callable[[str], Report]


@pytest.fixture
def checked(tmp_path: Path) -> Checked:
    def check_text(text: str) -> Report:
        file = tmp_path / "p.py"
        file.write_text(START + text, encoding="utf-8")
        proofs, errors = load(file)
        return check(proofs, errors, Options(max_width=2))

    return check_text


def step(report: Report, name: str) -> StepResult:
    assert not report.errors, report.errors
    return next(item for item in report.proofs[0].steps if item.step.id == name)


# ------------------------------------------------------------------------------------------------ what is false


FALSE = {
    "an order": 'proof.step("x", norm2(A) <= 1, by="real")',
    "an order by algebra": 'proof.step("x", norm2(A) <= 1, by="algebra")',
    "an equation": 'proof.step("x", A * B == B * A, by="rank")',
    "a disjunction": 'proof.step("x", either(A == 0, B == 0), by="logic")',
    "a negation": 'proof.step("x", ~(A == A.T), by="logic")',
    "an implication": 'proof.step("x", implies(A == 0, B == 0), by="logic")',
    "a nested implication": 'proof.step("x", implies(A == 0, implies(B == 0, C == 0)), by="logic")',
    "an equivalence": 'proof.step("x", iff(A == 0, A.T == A), by="logic")',
    "for all matrices": 'proof.step("x", proof.for_all_matrices("X", n, n, lambda X: X * A == A * X), by="logic")',
    "for all matrices, supposed": (
        'proof.step("x", proof.for_all_matrices("X", n, n, lambda X: implies(X * X == X, X == 0)), by="logic")'
    ),
    "for all indices": (
        'i = index("i")\nv = proof.family("v", i, 1, 3, n)\n'
        'proof.step("x", for_all(i, 1, 3, either(v[i] == 0, v[i].T * v[i] == 1)), by="logic")'
    ),
    "an implication at every index": (
        'i = index("i")\nv = proof.family("v", i, 1, 3, n)\n'
        'proof.step("x", for_all(i, 2, 3, implies(v[i] == 0, v[i - 1] == 0)), by="logic")'
    ),
    "some index": (
        'i = index("i")\nv = proof.family("v", i, 1, 3, n)\n'
        'proof.step("x", exists_index(i, 1, 3, v[i] == 0), by="logic")'
    ),
    "an invertible matrix": 'proof.step("x", invertible(A), by="rank")',
    "an omitted claim": 'proof.omit("x", A * B == B * A, reason="routine")',
    "a cited claim": 'proof.cite("x", A * B == B * A, source=Fact("S", "commutes", "a book"))',
    "an applied lemma": 'proof.apply("x", "other", A * B == B * A)',
}  # fmt: skip


@pytest.mark.parametrize("text", FALSE.values(), ids=FALSE)
def test_a_false_claim_is_refuted_whatever_its_method(checked: Checked, text: str) -> None:
    found = step(checked(text), "x")
    assert found.verdict is Verdict.REFUTED
    assert found.counterexample is not None
    assert found.instances.checked == 1


TRUE = {
    "an order or an equation": 'proof.step("x", either(norm2(A) >= 1, norm2(A) <= 1), by="real")',
    "an implication": 'proof.step("x", implies(A * A == A, either(A == 0, trace(A) >= 1)), by="logic")',
    "a negation": 'proof.step("x", ~(A != A), by="logic")',
    "for all matrices": (
        'proof.step("x", proof.for_all_matrices("X", n, n, lambda X: (X * A).T == A.T * X.T), by="logic")'
    ),
    "from a disjunction": (
        'proof.assume("h", either(A == 0, B == 0))\nproof.step("x", A * B == 0, by="logic", using=["h"])'
    ),
}


@pytest.mark.parametrize("text", TRUE.values(), ids=TRUE)
def test_a_true_claim_without_a_rule_says_so(checked: Checked, text: str) -> None:
    found = step(checked(text), "x")
    assert (found.verdict, found.cause) == (Verdict.UNKNOWN, Cause.NO_RULE)
    assert found.diagnostic is not None
    assert found.diagnostic.message.startswith("no rule exists ")
    assert "counterexamples were looked for" in found.diagnostic.message


def test_a_claim_that_cannot_be_evaluated_says_what_stands_in_the_way(checked: Checked) -> None:
    found = step(checked('proof.step("x", proof.predicate("nice", A), by="logic")'), "x")
    assert found.diagnostic is not None
    assert "no counterexample could be looked for: the claim cannot be evaluated" in found.diagnostic.message


def test_cited_and_omitted_claims_may_rest_on_hypotheses_that_they_do_not_name(checked: Checked) -> None:
    text = 'proof.assume("h", A * B == B * A)\nproof.omit("x", A * A * B == B * A * A, reason="routine")'
    assert step(checked(text), "x").verdict is Verdict.OMITTED


# ------------------------------------------------------------------------------------------------ conclusions, blocks


NON_SEQUITUR = """
proof.statement(A * B == B * A)
proof.step("plus", A + B == B + A, by="algebra")
proof.conclude(using=["plus"])
"""


def test_a_non_sequitur_is_refuted(checked: Checked) -> None:
    report = checked(NON_SEQUITUR)
    assert step(report, "conclusion").verdict is Verdict.REFUTED
    assert exit_code(report, Options()) == 1


def test_a_conclusion_that_is_its_last_step_is_proved(checked: Checked) -> None:
    text = 'proof.statement(A + B == B + A)\nproof.step("plus", A + B == B + A, by="algebra")\n'
    text += 'proof.conclude(using=["plus"])'
    report = checked(text)
    assert step(report, "conclusion").verdict is Verdict.PROVED
    assert report.proofs[0].verdict is Verdict.PROVED
    assert exit_code(report, Options(strict=True)) == 0


def test_a_conclusion_of_any_kind_that_repeats_its_premise_is_proved(checked: Checked) -> None:
    text = """
nice = proof.predicate("nice", A)
proof.statement(nice)
proof.omit("last", nice, reason="see above")
proof.conclude(using=["last"])
"""
    found = step(checked(text), "conclusion")
    assert (found.verdict, found.used) == (Verdict.PROVED, ("last",))


BLOCKS = {
    "suppose": 'with proof.suppose("s", A == 0, then="x"):\n    proof.step("in", B == 0, by="algebra", using=["s"])',
    "fix": (
        'claim = proof.for_all_matrices("X", n, n, lambda X: X == X.T)\nwith proof.fix("x", claim=claim):\n'
        '    Y = proof.matrix("Y", n, n)\n    proof.step("in", Y == Y, by="algebra")'
    ),
    "cases": (
        'with proof.cases("x", B == 0):\n    with proof.case("c", A == 0):\n'
        '        proof.step("in", A == 0, by="algebra", using=["c"])'
    ),
    "induction": (
        'i = index("i")\nv = proof.family("v", i, 1, 3, n)\nwith proof.induction("x", i, 1, 3, v[i] == 0):\n'
        '    proof.step("in", A == A, by="algebra")'
    ),
}  # fmt: skip


@pytest.mark.parametrize("text", BLOCKS.values(), ids=BLOCKS)
def test_a_false_claim_that_a_block_exports_is_refuted(checked: Checked, text: str) -> None:
    report = checked(text)
    found = step(report, "x")
    assert (found.verdict, found.step.expect) == (Verdict.REFUTED, None)
    assert exit_code(report, Options()) == 1


HELD = {
    "suppose": (
        'proof.assume("h", B == A)\nwith proof.suppose("s", A == 0, then="x"):\n'
        '    proof.step("in", B == 0, by="algebra", using=["s", "h"])'
    ),
    "induction": (
        'i = index("i")\nv = proof.family("v", i, 1, 3, n)\nproof.assume("h", for_all(i, 1, 3, v[i] == 0))\n'
        'with proof.induction("x", i, 1, 3, v[i] == 0):\n    proof.step("in", v[1] == 0, by="algebra", using=["h"])'
    ),
}  # fmt: skip


@pytest.mark.parametrize("text", HELD.values(), ids=HELD)
def test_what_a_block_exports_may_rest_on_hypotheses_in_scope(checked: Checked, text: str) -> None:
    report = checked(text)
    assert step(report, "x").verdict is Verdict.PROVED
    assert step(report, "x").used == ("h",)
    assert exit_code(report, Options()) == 0


# ------------------------------------------------------------------------------------------------ missing inverses


MISSING = {
    "an inverse": (
        "inverse(A.T * A) * A.T * A == I",
        "inv(A.T*A) is used, but no premise says that A.T*A is invertible",
    ),
    "inside a product": ("A * inverse(A) * B == B", "inv(A) is used, but no premise says that A is invertible"),
    "a quotient": ("a / a == 1", "a division by a is used, but no premise says that a is nonzero"),
    "a quotient of sums": ("(a + b) / (a + b) == 1", "a division by a + b is used"),
}


@pytest.mark.parametrize(("claim", "message"), MISSING.values(), ids=MISSING)
def test_a_missing_inverse_is_named_with_a_point_and_the_line_to_add(
    checked: Checked, claim: str, message: str
) -> None:
    found = step(checked(f'proof.step("x", {claim}, by="algebra")'), "x")
    assert found.diagnostic is not None
    assert (found.verdict, found.cause, found.diagnostic.code) == (Verdict.UNKNOWN, Cause.MAY_BE_FALSE, "SP416")
    assert message in found.diagnostic.message
    assert "the premises hold and it is" in found.diagnostic.message
    assert 'add proof.assume("regular", invertible(' in found.diagnostic.hint


def test_the_line_that_the_hint_gives_makes_the_step_proved(checked: Checked) -> None:
    text = 'proof.assume("regular", invertible(A.T*A))\n'
    text += 'proof.step("x", inverse(A.T * A) * A.T * A == I, by="algebra", using=["regular"])'
    assert step(checked(text), "x").verdict is Verdict.PROVED


def test_a_hypothesis_that_is_not_named_is_suggested(checked: Checked) -> None:
    text = 'proof.assume("h", invertible(A))\nproof.step("x", inverse(A) * A == I, by="algebra")'
    found = step(checked(text), "x")
    assert found.diagnostic is not None
    assert found.diagnostic.hint == 'the hypothesis h says so: add "h" to using='


def test_an_inverse_that_premises_imply_is_not_missing(checked: Checked) -> None:
    text = 'proof.assume("h", invertible(A), invertible(B), C == A * B)\n'
    text += 'proof.step("x", inverse(C) * (a + 1) == inverse(C) * a, by="algebra", using=["h"])'
    found = step(checked(text), "x")
    assert found.diagnostic is None or found.diagnostic.code != "SP416"


def test_an_inverse_that_the_claim_itself_supposes_is_not_missing(checked: Checked) -> None:
    text = 'proof.step("x", implies(both(a > 0, b < 0), 1 / a + b / b >= 1), by="logic")\n'
    text += 'proof.step("y", implies(invertible(A), inverse(A) * A == I), by="logic")\n'
    text += 'proof.step("z", implies(a > 0, b / b == 1), by="logic")'
    report = checked(text)
    for name in "xy":
        assert step(report, name).verdict is Verdict.PROVED, name
    missing = step(report, "z").diagnostic
    assert missing is not None
    assert missing.code == "SP416"
    assert "no premise says that b is nonzero" in missing.message


def test_one_over_a_scalar_is_its_reciprocal(checked: Checked) -> None:
    report = checked(
        'proof.assume("h", a != 0)\nproof.step("x", 1 / a * a + 2 / a * a == 3, by="algebra", using=["h"])'
    )
    assert step(report, "x").verdict is Verdict.PROVED


def test_a_missing_inverse_inside_a_definition(checked: Checked) -> None:
    text = 'H = proof.define("H", A * inverse(A))\nproof.step("x", H == I, by="algebra")'
    found = step(checked(text), "x")
    assert found.diagnostic is not None
    assert found.diagnostic.code == "SP416"


# ------------------------------------------------------------------------------------------------ what rests on what


RESTING = """
some = proof.exists("Y", n, n, lambda Y: both(A * Y == B, Y * Y == Y))
proof.step("open", some, by="rank", expect="unknown")
(Y,) = proof.obtain("chosen", given="open")
proof.step("first", A * Y * C == B * C, by="algebra", using=["chosen"])
proof.step("second", A * Y * C * C == B * C * C, by="algebra", using=["first"])
proof.omit("left", A == A, reason="clear")
proof.step("third", A + B == B + A, by="algebra", using=["left"])
"""


def test_a_proved_step_says_on_what_it_rests_in_the_end(checked: Checked) -> None:
    report = checked(RESTING)
    result = report.proofs[0]
    rests = resting(result)
    assert rests["second"].by_verdict == {Verdict.UNKNOWN: ("open",)}
    assert rests["second"].is_open
    assert rests["third"].is_firm  # the certificate does not use what is declared
    assert "rests on 1 unknown" in to_terminal(report, Options())
    assert "2 of these from steps that are not established" in headline(result)
    text = ledger_text(report)
    assert "step second rests on unknown open" in text
    assert "step open: no rule" in text


def test_a_report_that_hides_what_a_step_rests_on_is_refused(checked: Checked) -> None:
    data = json.loads(json.dumps(report_data(checked(RESTING))))
    assert recheck(data).accepted

    def changed(change: Callable[[Any], object]) -> list[str]:
        copied = copy.deepcopy(data)
        change(copied["proofs"][0])
        return [problem.code for problem in recheck(copied).problems]

    second = next(n for n, item in enumerate(data["proofs"][0]["steps"]) if item["id"] == "second")
    assert "SP707" in changed(lambda proof: proof["steps"][second].update(rests_on={}))
    assert "SP707" in changed(lambda proof: proof["steps"][0].update(cause="search failed"))
    assert "SP706" in changed(lambda proof: proof["blocks"][0].update(given=None))
    assert "SP706" in changed(lambda proof: proof["blocks"][0].update(given="nowhere"))
    for other in ("chosen", "third", "left"):
        assert "SP706" in changed(lambda proof, other=other: proof["blocks"][0].update(given=other))


def test_what_obtain_is_given_is_used_only_where_something_is_obtained_from_it(checked: Checked) -> None:
    text = 'proof.assume("h", proof.exists("Y", n, n, lambda Y: Y * A == I))\n'
    report = checked(text + 'proof.step("x", A == A, by="algebra")')
    assert unused_hypotheses(report.proofs[0].proof, report.proofs[0].steps) == ("h",)
    used = '(Y,) = proof.obtain("y", given="h")\nproof.step("x", Y * A * B == B, by="algebra", using=["y"])'
    report = checked(text + used)
    assert unused_hypotheses(report.proofs[0].proof, report.proofs[0].steps) == ()


def test_a_conclusion_from_steps_that_are_not_established_says_so(checked: Checked) -> None:
    text = """
proof.statement(A * B == B * A)
proof.omit("all", A * B == B * A, reason="clear")
proof.assume("h", A == B)
proof.conclude(using=["all"])
"""
    assert "the statement is derived" in headline(checked(text).proofs[0])
    text = """
proof.statement(A * C == B * C)
proof.assume("h", proof.predicate("nice", A, B))
proof.step("equal", A == B, by="rank", using=["h"], expect="unknown")
proof.conclude(using=["equal"])
"""
    line = headline(checked(text).proofs[0])
    assert "the statement follows from the steps named, but not all of these are established" in line


# ------------------------------------------------------------------------------------------------ nothing left out


def test_leaving_out_the_conclusion_does_not_read_better(checked: Checked) -> None:
    text = 'proof.statement(A * B == B * A)\nproof.step("plus", A + B == B + A, by="algebra")'
    report = checked(text)
    assert exit_code(report, Options()) == 1
    assert "no step concludes the statement" in headline(report.proofs[0])
    report = checked('proof.step("plus", A + B == B + A, by="algebra")')
    assert "the proof states no theorem, so nothing is concluded" in headline(report.proofs[0])
    assert report.proofs[0].verdict is Verdict.UNKNOWN
    assert exit_code(report, Options(strict=True)) == 1


def test_a_step_is_shown_once_with_verbose(checked: Checked) -> None:
    report = checked(
        'proof.step("x", either(norm2(A) >= 1, norm2(A) <= 1), by="real")\nproof.step("y", A == A, by="algebra")'
    )
    text = to_terminal(report, Options(), verbose=True)
    assert text.count("SP907") == 1
    assert "y: A = A" in text


def test_an_order_is_shown_as_it_was_written(checked: Checked) -> None:
    report = checked('proof.step("x", norm2(A) > 1, by="real")')
    text = to_terminal(report, Options())
    assert "claim: norm2(A) > 1" in text
    assert "left side  = [[0]]" in text
    assert "right side = [[1]]" in text


def test_a_positive_number_has_a_reciprocal(checked: Checked) -> None:
    text = 'proof.assume("h", a > 0)\nproof.assume("g", b != 0)\n'
    text += 'proof.step("x", a / a == 1, by="algebra", using=["h"])\n'
    text += 'proof.step("y", b / b == 1, by="algebra", using=["g"])\n'
    text += 'proof.step("z", b / b == 1, by="algebra", using=["h"])\n'
    report = checked(text)
    assert step(report, "x").verdict is step(report, "y").verdict is Verdict.PROVED
    assert step(report, "z").verdict is Verdict.UNKNOWN


CONTRADICTED = """
proof.assume("h", invertible(A), A * B == B, B != 0)
with proof.suppose("s", A == 0, then="x", claim=A != 0):
    proof.step("in", A * B == C, by="algebra", using=["h", "s"])
"""


def test_premises_that_contradict_a_supposition_prove_what_stands_in_it(checked: Checked) -> None:
    found = step(checked(CONTRADICTED), "in")
    assert (found.verdict, found.diagnostic) == (Verdict.PROVED, None)


def test_premises_that_contradict_each_other_prove_nothing_outside_a_supposition(checked: Checked) -> None:
    text = 'proof.assume("h", invertible(A), A * B == B)\nproof.assume("s", A == 0)\n'
    found = step(checked(text + 'proof.step("in", A * B == C, by="algebra", using=["h", "s"])'), "in")
    assert found.verdict is Verdict.UNKNOWN
    assert found.diagnostic is not None
    assert found.diagnostic.code == "SP404"
    assert "remove" in found.diagnostic.hint


def test_a_refuted_step_without_premises_is_shown_those_in_scope(checked: Checked) -> None:
    text = 'proof.assume("h", A * B == B * A)\nproof.statement(A * B == B * A)\nproof.conclude()'
    assert "from: no premise; in scope, for using=: h" in to_terminal(checked(text), Options())
    cited = 'proof.assume("h", A * B == B * A)\nproof.omit("x", A * B == A, reason="clear")'
    assert "from: no premise" not in to_terminal(checked(cited), Options())
