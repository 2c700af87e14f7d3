"""Ten thousand changes to real reports: each is refused, or says nothing else than the original does."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from symproof.author import Proof, chain, for_all, index
from symproof.author.loader import PACKAGED, load
from symproof.diagnostics.errors import SymproofError
from symproof.language.refusal import Refusal
from symproof.recheck import recheck
from symproof.report.to_json import report_data
from symproof.statements import parse_statement
from symproof.verdict.check import check
from symproof.verdict.settle import Options

STATEMENTS = {
    "push-through": (
        {"A": ["m", "n"], "B": ["n", "m"]},
        r"I + A*B invertible, I + B*A invertible |- inv(I + A*B)*A = A*inv(I + B*A)",
    ),
    "cancel": ({"X": ["m", "n"], "Y": ["n", "p"]}, "X.T*X*Y = 0 |- X*Y = 0"),
    "reverse": ({"A": ["m", "n"], "B": ["n", "p"]}, "|- (A*B).T = B.T*A.T"),
    "trace": ({"A": ["m", "n"], "B": ["n", "m"], "c": []}, "A*B = c*I |- tr(B*A) = c*m"),
    "gradient": ({"X": ["m", "n"], "A": ["m", "m"]}, "|- d(tr(X.T*A*X))/dX = (A + A.T)*X"),
    "false": ({"A": ["n", "n"], "B": ["n", "n"]}, "|- A*B = B*A"),
    "kernel": ({"A": ["n", "n"]}, "det(A) = 0 |- exists v:n with v nonzero, A*v = 0"),
    "no-kernel": ({"A": ["m", "n"]}, "n <= m |- exists v:n with v nonzero, A*v = 0"),
}
SQUARES = {"A": ["n", "n"], "B": ["n", "n"]}
# Words of the author or of the run: nothing in the terms contradicts another choice.
FREE_WORDS = {
    "title", "source", "file", "line", "started", "seconds", "version", "ref", "reason", "hint", "message", "code",
    "implied",
}  # fmt: skip


def _report(name: str) -> dict[str, Any]:
    symbols, text = STATEMENTS[name]
    return _report_of(text, symbols)


def _report_of(text: str, symbols: dict[str, list[str]] = SQUARES) -> dict[str, Any]:
    proofs, errors = parse_statement(symbols, text, name="statement")
    assert not errors
    data = report_data(check(proofs, options=Options(max_width=2)))
    return json.loads(json.dumps(data))  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def reports() -> list[dict[str, Any]]:
    return [_report(name) for name in STATEMENTS]


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    if isinstance(value, dict):
        for key in value:
            yield from _paths(value[key], (*path, key))
    elif isinstance(value, list):
        for position, item in enumerate(value):
            yield from _paths(item, (*path, position))


def _changed(value: Any, chance: random.Random, everything: list[Any]) -> Any:
    """Another value: a near one of its kind, or one from elsewhere in the report."""
    if chance.random() < 0.3:
        return copy.deepcopy(chance.choice(everything))
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + chance.choice([-2, -1, 1, 2])
    if isinstance(value, str):
        return chance.choice(["", value + "x", "-" + value, "2", "proved", "X", "A", "h1", "Zero", value.swapcase()])
    if isinstance(value, list):
        return chance.choice([[], value[1:], value[:-1], value[::-1], value + value[:1]])
    if isinstance(value, dict):
        dropped = dict(value)
        if dropped:
            dropped.pop(chance.choice(sorted(dropped)))
        return dropped
    return chance.choice([0, "", [], {}])


def _mutated(data: dict[str, Any], seed: int) -> dict[str, Any]:
    chance = random.Random(seed)
    result = copy.deepcopy(data)
    paths = [path for path in _paths(result) if path[-1] not in FREE_WORDS]
    path = chance.choice(paths)
    everything = [_at(result, other) for other in chance.sample(paths, 3)]
    holder = _at(result, path[:-1])
    if isinstance(holder, dict) and chance.random() < 0.1:
        del holder[path[-1]]
    else:
        holder[path[-1]] = _changed(holder[path[-1]], chance, everything)
    return result


def _at(value: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        value = value[key]
    return value


def _said(data: dict[str, Any]) -> Any:
    """What a reader of the report takes from it."""
    return [
        (
            proof["verdict"], proof["statement"]["text"], proof["ledger"],
            sorted(proof["unused_hypotheses"]),
            sorted((item["id"], item["text"]) for item in proof["hypotheses"]),  # their order says nothing
            [
                (step["id"], step["claim"]["text"], step["claim"]["latex"], step["verdict"], step.get("scope"),
                 step["rules"], step["premises"]["used"])
                for step in proof["steps"]
            ],
        )
        for proof in data["proofs"]
    ], data["summary"]  # fmt: skip


def test_real_reports_are_accepted(reports: list[dict[str, Any]]) -> None:
    for data in reports:
        result = recheck(data)
        assert result.accepted, result.problems
        assert sum(step.replayed for step in result.steps) == data["summary"]["proved"]


@settings(
    max_examples=10_000, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck),
)  # fmt: skip
@given(seed=st.integers(0, 2**32), which=st.integers(0, len(STATEMENTS) - 1))
def test_changed_reports_are_refused_or_say_the_same(reports: list[dict[str, Any]], seed: int, which: int) -> None:
    changed = _mutated(reports[which], seed)
    if changed == reports[which]:
        return
    accepted, code = _answer(changed)
    assert code is None or code.startswith(("SP3", "SP7"))
    assert not accepted or _said(changed) == _said(reports[which])


def _answer(data: dict[str, Any]) -> tuple[bool, str | None]:
    try:
        return recheck(data).accepted, None
    except SymproofError as error:
        return False, error.error.code
    except Refusal as refusal:
        return False, refusal.code


def test_a_claim_that_is_more_than_its_certificate(reports: list[dict[str, Any]]) -> None:
    for data in reports:
        for proof in data["proofs"]:
            for step in proof["steps"]:
                if step["verdict"] == "proved" and "right" in step["claim"]["term"]:
                    changed = copy.deepcopy(data)
                    claim = changed["proofs"][0]["steps"][0]["claim"]
                    claim["term"]["left"], claim["term"]["right"] = (
                        claim["term"]["right"],
                        {
                            "node": "Product",
                            "factors": [{"node": "Number", "value": "2"}, claim["term"]["left"]],
                        },
                    )
                    assert not recheck(changed).accepted


def test_a_claim_that_was_not_selected_is_not_concluded() -> None:
    """A B = B A was left out of the run: the statement, which holds it, is not proved, nor what rests on it."""
    data = _report_of("A + B = B + A, A*B = B*A")
    (proof,) = data["proofs"]
    left_out = proof["steps"].pop(1)
    fields = {key: left_out[key] for key in ("id", "ref", "line", "block", "method")}
    proof["unselected_steps"] = [{**fields, "term": left_out["claim"]["term"]}]
    data["summary"]["refuted"] = 0
    for verdict, accepted in (("proved", False), ("unknown", True)):
        proof["verdict"] = verdict
        assert recheck(data).accepted is accepted


def test_a_claim_inside_a_block_is_not_concluded() -> None:
    """A B = B A is proved where it is supposed; the statement does not say that it was supposed."""
    data = _report_of("A*B = B*A |- B*A = A*B")
    (proof,) = data["proofs"]
    declarations = {"node": "Declarations"}
    block = {"id": "b", "kind": "suppose", "parent": None, "line": None, "declarations": declarations}
    proof.update(blocks=[{**block, "assumptions": [proof["hypotheses"].pop()]}], model=None)
    proof["steps"][0]["block"] = "b"
    del proof["tree"]
    for verdict, accepted in (("proved", False), ("unknown", True)):
        proof["verdict"] = verdict
        assert recheck(data).accepted is accepted


# ------------------------------------------------------------------------------------------------ worked proofs

# Those that apply no lemma, so that each can be rechecked alone.
WORKED = ("gradients", "layer_gradients", "one_factor", "global_layers", "data_gradient")


def moved_layers() -> Proof:
    """A proof with pieces, an induction, an order, and a case distinction."""
    proof, i = Proof("moved_layers", "Moves of layers inside kernels"), index("i")
    k, j = proof.integers("k j")
    proof.assume("middle", j > 0, j < k)
    d = proof.size_family("d", i, 0, k)
    M = proof.family("M", i, 1, k, d[i], d[i - 1])
    Q = proof.define_family("Q", i, 0, k, value=chain(M, k, i + 1))
    w, v = proof.family("w", i, 1, k, d[i]), proof.family("v", i, 1, k, d[i - 1])
    proof.assume("kernel", for_all(i, 1, j, Q[i] * w[i] == 0))
    T = proof.define_family("T", i, 1, k, pieces=[(1, j, M[i] + w[i] * v[i].T), (j + 1, k, M[i])])
    a, b = proof.scalar("a"), proof.scalar("b")
    proof.assume("bounds", a >= 0, a <= b)
    claim = for_all(i, 1, j + 1, chain(M, k, j + 1) * chain(T, j, i) == Q[i - 1])
    proof.statement(claim)
    proof.step("equation-1", claim, by="induction", using=["kernel"])
    proof.step("squares", a * a <= b * b, by="real", using=["bounds"])
    with proof.suppose("nothing", a == 0, then="product"):
        proof.step("zero", a * b == 0, by="algebra", using=["nothing"])
    proof.conclude(using=["equation-1"])
    return proof


@pytest.fixture(scope="module")
def worked_reports() -> list[dict[str, Any]]:
    """Families, chains, schemas, inductions, ranges, orders, predicates, blocks: what statements do not have."""
    folder = PACKAGED if PACKAGED.is_dir() else PACKAGED.parent.parent / "proofs"
    proofs, _ = load(folder / "zhang2019" / "preliminaries.py")
    written, _ = moved_layers().finished("zhang2019")
    assert written is not None
    chosen = [written, *(proof for proof in proofs if proof.name in WORKED)]
    data = json.loads(json.dumps(report_data(check(chosen, options=Options(max_depth=2, max_width=1)))))
    assert len(data["proofs"]) == len(WORKED) + 1
    return [_alone(data, proof) for proof in data["proofs"]]


def _alone(data: dict[str, Any], proof: dict[str, Any]) -> dict[str, Any]:
    counts = dict.fromkeys(data["summary"], 0)
    for step in proof["steps"]:
        counts[step["verdict"]] += 1
    causes = dict.fromkeys(data["unknown_causes"], 0)
    for cause in filter(None, (step["cause"] for step in proof["steps"])):
        causes[cause] += 1
    return {**data, "proofs": [proof], "summary": counts, "unknown_causes": causes}


def _unproved(data: dict[str, Any]) -> dict[str, Any]:
    """The same report without certificates, quick to recheck: what is left is reading and rendering."""
    (proof,) = copy.deepcopy(data["proofs"])
    for step in proof["steps"]:
        step["instances"] = {"checked": 0, "sizes": []}
        if step["verdict"] == "proved":
            step.update(verdict="unknown", scope=None, certificate=None, rules=[])
            step["premises"]["used"] = []
    return _alone(data, proof)


def test_worked_reports_are_accepted(worked_reports: list[dict[str, Any]]) -> None:
    for data in worked_reports:
        assert recheck(data).accepted


def test_changed_worked_reports_are_refused_or_say_the_same(worked_reports: list[dict[str, Any]]) -> None:
    for seed in range(150):
        data = worked_reports[seed % len(worked_reports)]
        changed = _mutated(data, seed)
        accepted, code = _answer(changed)
        assert code is None or code.startswith(("SP3", "SP7"))
        assert not accepted or _said(changed) == _said(data)


def test_no_change_of_a_term_makes_a_traceback(worked_reports: list[dict[str, Any]]) -> None:
    unproved = [_unproved(data) for data in worked_reports]
    for seed in range(600):
        code = _answer(_mutated(unproved[seed % len(unproved)], seed))[1]
        assert code is None or code.startswith(("SP3", "SP7"))


@pytest.mark.parametrize("relation", ["2", "=", "≤", ""])
def test_a_relation_that_is_none_is_refused(worked_reports: list[dict[str, Any]], relation: str) -> None:
    changed = copy.deepcopy(worked_reports)
    compared = [_at(data, path) for data in changed for path in _paths(data) if _is_comparison(_at(data, path))]
    assert compared
    for term in compared:
        term["relation"] = relation
    for data in changed:
        if any(_is_comparison(_at(data, path)) for path in _paths(data)):
            assert _answer(data) == (False, "SP703")


def _is_comparison(value: Any) -> bool:
    return isinstance(value, dict) and value.get("node") == "Compare"
