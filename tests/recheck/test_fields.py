"""Every field of real reports: a change is refused, or the field is listed as taken as stated."""

from __future__ import annotations

import copy
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from recheck.reports import assert_refused, proof_of, refusals, report_of, reverdict, step_of

from symproof.recheck import recheck
from symproof.recheck.stated import STATED

GOLDEN = Path(__file__).parent.parent / "golden" / "saved" / "check.json"
TEXTS = {
    "proved with an implied hypothesis": "A*B = I |- inv(A)*A = I",
    "refuted": "A invertible |- A*B = B*A",
    "checked": "where C = I - ones(n, n)/n |- C*C = C",
    "a derivative at a point": "A.T*A = I, A invertible |- d(tr(A*B))/dA = B.T",
    "fixed sizes": "|- det(X) = X[1,1]*X[2,2] - X[1,2]*X[2,1]",
}
# A change here makes another report, of something else that is borne out as well: recheck shows its statement.
ANOTHER = (
    "certificate", "derivation", ".shared", "cofactors", "counterexample.values", "model.", "declarations", ".order",
    "blocks[].declarations",
)  # fmt: skip


def _reports() -> dict[str, dict[str, Any]]:
    found = {name: report_of(text, {"X": ["2", "2"]} if "X" in text else None) for name, text in TEXTS.items()}
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    return {**found, "a proof file": {**golden, "seconds": 0}}


def _leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict | list) and value:
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from _leaves(value[key], (*path, key))
    else:
        yield path


def _pattern(path: tuple[Any, ...]) -> str:
    parts = "".join("[]" if isinstance(key, int) else f".{key}" for key in path)
    return re.sub(r"(instances\.sizes\[\])\..*", r"\1[]", parts.removeprefix("."))


def _changes(value: Any, source: random.Random) -> list[Any]:
    """Other values of the same kind and of others."""
    if isinstance(value, bool):
        return [not value, None]
    if isinstance(value, int | float):
        return [value + source.choice([-3, -1, 1, 2]), str(value), -value - 1]
    if isinstance(value, str):
        return [value + "x", "", "proved", value.swapcase(), source.choice(["A", "h1", "claim1", "2", "omit", "n"])]
    if value is None:
        return ["x", 1, [], {}]
    return [None, "x", [0]]


def _is_stated(pattern: str) -> bool:
    listed = {field for fields in STATED.values() for field in fields}
    within = tuple(field.removesuffix("*") for field in listed if field.endswith(".*"))
    inside = pattern in listed or pattern.startswith(within)
    return inside or any(part in pattern for part in ANOTHER)


def _set(data: Any, path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    changed: dict[str, Any] = copy.deepcopy(data)
    holder: Any = changed
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = value
    return changed


def _accepted(data: dict[str, Any]) -> set[str]:
    """The patterns of fields of which some change is borne out."""
    found = set()
    for path in _leaves(data):
        pattern, value = _pattern(path), data
        for key in path:
            value = value[key]
        for other in _changes(value, random.Random(str(path))):
            if other != value and pattern not in found and not refusals(_set(data, path, other)):
                found.add(pattern)
    return found


@pytest.mark.parametrize("name", [*TEXTS, "a proof file"])
def test_a_changed_field_is_refused_or_taken_as_stated(name: str) -> None:
    data = _reports()[name]
    assert refusals(data) == []
    assert {pattern for pattern in _accepted(data) if not _is_stated(pattern)} == set()


def test_docs_say_what_is_taken_as_stated() -> None:
    text = (Path(__file__).parent.parent.parent / "docs" / "recheck.md").read_text(encoding="utf-8")
    said = re.sub(r"\s+", " ", text)
    assert all(words in said for words in STATED)


# ------------------------------------------------------------------------------------------------ verdicts


@pytest.mark.parametrize("method", ["omit", "cite", "fact", "question"])
def test_a_proved_step_has_a_method_that_proves(method: str) -> None:
    data = report_of("|- (A*B).T = B.T*A.T")
    step_of(data)["method"] = method
    assert_refused(data, "SP705", "steps[0].verdict")


@pytest.mark.parametrize("method", ["conclude", "real", "rank", "suppose"])
def test_a_step_of_another_method_is_proved_by_its_certificate(method: str) -> None:
    data = report_of("|- (A*B).T = B.T*A.T")
    step_of(data)["method"] = method
    assert refusals(data) == []


def test_given_sizes_bear_out_that_a_claim_is_about_these_sizes_only() -> None:
    data = report_of("n <= 2 |- (A*B - B*A)**2*A = A*(A*B - B*A)**2")
    assert [warning["code"] for warning in step_of(data)["warnings"]] == ["SP910"]
    assert refusals(data) == []
    data = report_of("|- (A*B - B*A)**2*A = A*(A*B - B*A)**2")
    fixed = {"code": "SP910", "message": "the claim is about these sizes only", "hint": ""}
    step_of(data)["warnings"].append(fixed)
    assert_refused(data, "SP725", "SP910")


@pytest.mark.parametrize("verdict", ["proved", "checked", "cited", "omitted", "disagreement", "unknown"])
def test_a_refuted_step_is_not_called_anything_else(verdict: str) -> None:
    data = report_of("|- A*B = B*A")
    reverdict(data, verdict)
    assert_refused(data, "SP705", "steps[0]")


def test_a_refuted_step_has_a_counterexample() -> None:
    data = report_of("|- A*B = B*A")
    step_of(data)["counterexample"] = None
    assert_refused(data, "SP705", "steps[0].counterexample")


def test_an_unknown_step_has_no_certificate() -> None:
    data = report_of("|- (A*B).T = B.T*A.T")
    reverdict(data, "unknown")
    step_of(data).update(scope=None, warnings=[])
    assert_refused(data, "SP705", "steps[0].certificate")


# ------------------------------------------------------------------------------------------------ declared


@pytest.mark.parametrize(
    ("node", "why"),
    [
        ({"node": "Symbol", "name": "Q"}, "the symbol Q is not declared"),
        ({"node": "Identity", "size": [0, [1, "m"]]}, "m is not declared"),
        ({"node": "Symbol", "name": "A", "index": [1]}, "A is no family"),
        ({"node": "Value", "function": "f", "argument": {"node": "Symbol", "name": "A"}}, "the function f"),
    ],
)
def test_undeclared_names_in_claims_that_nothing_replays(node: dict[str, Any], why: str) -> None:
    data = report_of("|- A*B = B*A")
    reverdict(data, "unknown")
    step = step_of(data)
    step.update(counterexample=None, diagnostic={"code": "SP401", "message": "", "hint": ""})
    step["claim"]["term"]["left"] = node
    assert_refused(data, "SP727", why)


# ------------------------------------------------------------------------------------------------ warnings


def _without(data: dict[str, Any], code: str) -> dict[str, Any]:
    step = step_of(data)
    kept = [warning for warning in step["warnings"] if warning["code"] != code]
    assert len(kept) < len(step["warnings"])
    step["warnings"] = kept
    return data


def test_deleted_warnings_are_missed() -> None:
    assert_refused(_without(report_of(TEXTS["a derivative at a point"]), "SP631"), "SP725", "steps[0].warnings")
    assert_refused(_without(report_of(TEXTS["fixed sizes"], {"X": ["2", "2"]}), "SP910"), "SP725", "steps[0].warnings")
    assert_refused(_without(report_of(TEXTS["proved with an implied hypothesis"]), "SP630"), "SP726", "warnings")
    data = report_of("|- (A*B).T = B.T*A.T")
    step_of(data)["instances"] = {"checked": 0, "sizes": []}
    assert_refused(data, "SP725", "SP908")


def test_warnings_that_do_not_fit_are_refused() -> None:
    for code, subject in (("SP908", ""), ("SP910", ""), ("SP410", "h1"), ("SP630", "h1")):
        data = report_of("A*B = B*A |- A*A*B = B*A*A")
        step_of(data)["warnings"] = [{"code": code, "message": "h1 is h1", "hint": "", "subject": subject}]
        assert_refused(data, "SP726" if code == "SP630" else "SP725", "steps[0].warnings")


@pytest.mark.parametrize(
    ("text", "code", "refusal"),
    [("a derivative at a point", "SP631", "SP725"), ("proved with an implied hypothesis", "SP630", "SP726")],
)
def test_warning_is_known_by_its_subject_and_not_by_its_words(text: str, code: str, refusal: str) -> None:
    data = report_of(TEXTS[text])
    (warning,) = [warning for warning in step_of(data)["warnings"] if warning["code"] == code]
    warning["message"] = "other words"
    assert not refusals(data)
    warning["subject"] = "h99"
    assert_refused(data, refusal, "warnings")


def test_refusal_of_a_certificate_names_its_entry() -> None:
    data = report_of("A*B = B*A |- A*A*B = B*A*A")
    step_of(data)["certificate"]["combination"][1]["premise"] = "h9"
    assert_refused(data, "SP326", "steps[0].certificate: h9 is not a premise (at entry 2)")


# ------------------------------------------------------------------------------------------------ implied hypotheses


def test_a_hypothesis_of_the_author_is_not_made_an_implied_one() -> None:
    for text, number in (("A*B = B*A |- A*A*B = B*A*A", 0), ("A invertible |- inv(A)*A = I", 0)):
        data = report_of(text)
        proof_of(data)["hypotheses"][number]["implied"] = True
        assert_refused(data, "SP726", "report.proofs[0]")


def test_an_implied_hypothesis_is_not_made_one_of_the_author() -> None:
    data = report_of(TEXTS["proved with an implied hypothesis"])
    (implied,) = (item for item in proof_of(data)["hypotheses"] if item["implied"])
    implied["implied"] = False
    assert_refused(data, "SP726", "report.proofs[0].steps[0].warnings")


def test_an_implied_hypothesis_is_not_left_out() -> None:
    data = report_of("|- inv(A)*B = inv(A)*B")
    proof_of(data).update(hypotheses=[], unused_hypotheses=[])
    step_of(data)["warnings"] = []
    step_of(data)["premises"] = {"declared": [], "used": []}
    assert_refused(data, "SP726", "nothing is assumed of A")


# ------------------------------------------------------------------------------------------------ names


@pytest.mark.parametrize(
    "name",
    ["\u0391", "\u0410", "A\u200b", "\uff21", "A\u0301\u0301x\u3164", "\U0001d400", "\u0251", "\u5b57"],
    ids=["Greek Alpha", "Cyrillic A", "zero width", "fullwidth", "filler", "bold", "Latin alpha", "Han"],
)
def test_names_that_look_like_others_are_refused(name: str) -> None:
    data = report_of("|- A*B = B*A")
    text = json.dumps(data, ensure_ascii=False).replace('"A"', f'"{name}"')
    assert_refused(json.loads(text), "SP724", "report.proofs[0]")


def test_names_that_look_like_each_other_are_refused() -> None:
    text = json.dumps(report_of("|- A*B = B*A"), ensure_ascii=False)
    changed = text.replace('"A"', '"v"').replace('"B"', '"\u03bd"')
    assert_refused(json.loads(changed), "SP724", "look alike")


def test_greek_names_are_names() -> None:
    data = report_of("|- A*B = B*A")
    proof_of(data)["declarations"]["symbols"].append(
        {"node": "SymbolDeclaration", "name": "\u03bb_max", "rows": [1], "columns": [1]}
    )
    assert refusals(data) == []


def test_ids_have_no_characters_that_are_not_seen() -> None:
    data = report_of("A*B = B*A |- A*A*B = B*A*A")
    changed = json.loads(json.dumps(data).replace('"h1"', '"h1\\u200b"'))
    assert_refused(changed, "SP724", "not seen")


# ------------------------------------------------------------------------------------------------ nothing


def test_a_report_of_errors_is_not_borne_out() -> None:
    data = report_of("|- A*B = B*A")
    error = {"code": "SP601", "message": "m", "hint": "", "file": None, "line": None, "column": None}
    data.update(proofs=[], errors=[error], summary=dict.fromkeys(data["summary"], 0))
    assert_refused(data, "SP729", "1 errors of loading")
    assert not recheck(data).accepted


def test_implied_hypothesis_that_holds_anyway_needs_no_warning() -> None:
    for text in ("k positive integer |- A/(k + 1) = A/(k + 1)", "A nonzero |- A/norm2(A) = A/norm2(A)"):
        data = report_of(text)
        assert [item["implied"] for item in proof_of(data)["hypotheses"]] == [False, True]
        assert not step_of(data)["warnings"]
        assert not refusals(data)


def test_implied_hypothesis_that_may_be_false_needs_a_warning() -> None:
    for text in ("k even |- A/k = A/k", "B nonzero |- A/norm2(A) = A/norm2(A)"):
        assert not refusals(report_of(text))
        assert_refused(_without(report_of(text), "SP630"), "SP726", "warnings")
