"""The cache saves work and decides nothing: what is damaged, foreign or forged changes no verdict."""

from __future__ import annotations

import json
import os
import stat
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sympy

import symproof.concrete
import symproof.search
from symproof.cli import main
from symproof.concrete.points import models
from symproof.diagnostics.results import Model, StepResult
from symproof.language.proof import Proof, Verdict
from symproof.language.scopes import of_hypotheses, sequent
from symproof.report.to_json import report_data
from symproof.search import Budget
from symproof.statements import parse_statement
from symproof.verdict import memory
from symproof.verdict.asking import FORGETFUL
from symproof.verdict.check import check
from symproof.verdict.memory import Remembering, fingerprint, remembering
from symproof.verdict.settle import Options, Settler
from symproof.verdict.store import DAY, KEPT, Store, open_store

SYMBOLS: dict[str, list[str]] = {**{name: ["n", "n"] for name in "ABC"}, "a": []}
TRUE = "A*B = B*A |- A*A*B = B*A*A"
FALSE = "A*B = B*A |- A*C = C*A"
OPEN = "exp(a) >= 1 + a + a**2/2 + a**3/6"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "cache", b"k" * 32)


def statement(text: str) -> Proof:
    return replace(parse_statement(SYMBOLS, text, "s")[0][0], file="s.toml")


def settled(store: Store, text: str, **options: Any) -> Any:
    kept = Remembering(store, "this")
    return Settler((statement(text),), Options(**options), memory=kept)((0, "claim1"))


def entries(store: Store) -> list[Path]:
    return sorted(store.folder.glob("??/*"))


def rewritten(store: Store, change: Callable[[Any], Any]) -> int:
    """Signs every entry again, as only somebody with the user's key can; how many were changed."""
    number = 0
    for path in entries(store):
        key = path.parent.name + path.name
        value = store.read(key)
        changed = change(value)
        number += changed != value
        store.write(key, changed)
    return number


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """How often the search and the sweep of the second judge ran."""
    calls = {"find": 0, "judge": 0}

    def counting(home: Any, name: str) -> None:
        original = getattr(home, name)

        def call(*arguments: Any, **named: Any) -> Any:
            calls[name] += 1
            return original(*arguments, **named)

        monkeypatch.setattr(home, name, call)

    counting(symproof.search, "find")
    counting(symproof.concrete.Judge, "judge")
    return calls


# ------------------------------------------------------------------------------------------------ what it saves


def test_second_check_searches_nothing_and_says_the_same(store: Store, counted: dict[str, int]) -> None:
    first = settled(store, TRUE)
    before = dict(counted)
    second = settled(store, TRUE)
    assert counted == before == {"find": 1, "judge": 1}
    assert replace(first, seconds=0.0) == replace(second, seconds=0.0)
    assert second.verdict is Verdict.PROVED


def test_failed_search_is_not_repeated(store: Store, counted: dict[str, int]) -> None:
    first, second = settled(store, OPEN), settled(store, OPEN)
    assert counted["find"] == 1
    assert replace(first, seconds=0.0) == replace(second, seconds=0.0)
    assert second.verdict is Verdict.UNKNOWN


def test_search_that_ran_out_of_time_is_repeated(
    store: Store, counted: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "LATE", 0.0)
    settled(store, OPEN)
    settled(store, OPEN)
    assert counted["find"] == 2


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("A*C = C*A |- A*A*C = C*A*A", {}),
        (TRUE, {"budget": 5.0}),
        (TRUE, {"max_width": 2}),
        (TRUE, {"fixed": {"n": (2,)}}),
    ],
)
def test_other_sequent_or_option_has_entries_of_its_own(
    store: Store, counted: dict[str, int], text: str, options: dict[str, Any]
) -> None:
    settled(store, TRUE)
    settled(store, text, **options)
    assert counted["find"] == (1 if {"max_width", "fixed"} & {*options} else 2)
    assert counted["judge"] == (1 if "budget" in options else 2)


def test_other_code_has_entries_of_its_own(store: Store, counted: dict[str, int]) -> None:
    for version in ("old", "new"):
        kept = Remembering(store, version)
        Settler((statement(TRUE),), Options(), memory=kept)((0, "claim1"))
    assert counted["find"] == 2
    assert fingerprint() == fingerprint()


# ------------------------------------------------------------------------------------------------ what it cannot do


@pytest.mark.parametrize("damage", [b"", b"\n", b"x\n{}", b"\xff\xfe\n[", b"[" * 100_000])
def test_damaged_entry_is_none(store: Store, counted: dict[str, int], damage: bytes) -> None:
    first = settled(store, TRUE)
    for path in entries(store):
        path.write_bytes(damage)
    assert replace(settled(store, TRUE), seconds=first.seconds) == first
    assert counted["find"] == 2


def test_changed_entry_without_the_key_of_the_user_is_none(store: Store, counted: dict[str, int]) -> None:
    settled(store, TRUE)
    assert rewritten(replace(store, secret=b"other" * 8), lambda value: {"why": None, "complete": True})
    assert settled(store, TRUE).verdict is Verdict.PROVED
    assert counted["find"] == 2


def test_entry_of_another_key_is_none(store: Store) -> None:
    settled(store, TRUE)
    first = entries(store)
    settled(store, FALSE)
    for path in entries(store):
        if path not in first:
            path.write_bytes(first[0].read_bytes())
    assert settled(store, FALSE).verdict is Verdict.REFUTED


CERTIFICATE = {"certificate": {"node": "Algebra"}}


@pytest.mark.parametrize("text", [FALSE, "A*B = B*A"])
def test_forged_certificate_is_refused_by_the_kernel(store: Store, text: str) -> None:
    settled(store, text)
    assert rewritten(store, lambda value: CERTIFICATE)
    assert settled(store, text).verdict is Verdict.REFUTED


@pytest.mark.parametrize("data", [{"certificate": 3}, {"certificate": {"node": "Theorem"}}, [1], "x", {"why": 1}, None])
def test_entry_of_another_form_is_none(store: Store, data: Any) -> None:
    first = settled(store, TRUE)
    rewritten(store, lambda value: data)
    assert replace(settled(store, TRUE), seconds=first.seconds) == first


def test_lemma_is_swept_although_sizes_are_given_for_another_proof(store: Store) -> None:
    """The same sequent, as one's own proof at the given sizes and as a lemma at all of them."""
    proof, kept = statement(TRUE), Remembering(store, "this")
    options = Options(fixed={"n": (2,)})
    own = Settler((proof,), options, memory=kept)((0, "claim1"))
    lemma = Settler((proof,), options, frozenset({proof.id}), memory=kept)((0, "claim1"))
    assert isinstance(own, StepResult)
    assert isinstance(lemma, StepResult)
    assert (own.instances.checked, lemma.instances.checked) == (1, 3)


@pytest.mark.parametrize("premise", ["I(n) = 0", "A*B - B*A = I(n)", "a**2 + 1 = 0", "n = 3, A.T = -A, A invertible"])
def test_contradictory_premises_prove_nothing_through_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, premise: str
) -> None:
    """The certificate of A = A is right under whatever premises; the verdict is not proved nevertheless."""
    monkeypatch.setenv("SYMPROOF_CACHE", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    proof, options = statement(f"{premise} |- A = A"), Options(cache=True)
    first = check([proof], (), options).proofs[0].steps[0]
    store = open_store()
    assert first.verdict is Verdict.UNKNOWN
    assert first.diagnostic is not None
    assert first.diagnostic.code == "SP404"
    assert store is not None
    kept = remembering()
    assert isinstance(kept, Remembering)
    key = kept._key("find", sequent(proof, proof.steps[0]), ["algebra", 10.0, Budget().work, False])
    store.write(key, CERTIFICATE)
    second = check([proof], (), options).proofs[0].steps[0]
    assert second.verdict is Verdict.UNKNOWN
    assert second.diagnostic is not None
    assert second.diagnostic.code == "SP404"


@pytest.mark.parametrize(
    "change",
    [
        lambda sizes: [*sizes, {"n": 99}],  # beyond the sweep
        lambda sizes: [*sizes, sizes[0]],  # twice
        lambda sizes: [*sizes, {"m": 1}],  # no size of the statement
        lambda sizes: [{}, {}],
        lambda sizes: [{"n": True}],
        lambda sizes: [],
    ],
)
def test_forged_instances_are_evaluated_instead(
    store: Store, counted: dict[str, int], change: Callable[[Any], Any]
) -> None:
    first = settled(store, TRUE)
    assert rewritten(store, lambda value: change(value) if isinstance(value, list) else value) == 1
    assert replace(settled(store, TRUE), seconds=first.seconds) == first
    assert counted["judge"] == 2


def test_smallest_instances_are_evaluated_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """If symproof itself were wrong, the second judge would still see it where the result comes from the cache."""
    from symproof.concrete.instances import Instances, Outcome, Status

    settled(store, TRUE)
    monkeypatch.setattr(Instances, "at", lambda self, place: Outcome(Status.DIFFERS, "SP520", "made up"))
    assert settled(store, TRUE).verdict is Verdict.DISAGREEMENT


def test_counterexample_is_found_although_the_cache_says_none(store: Store) -> None:
    """A claim by a method without rules is only attacked."""
    first = settled(store, FALSE)
    assert rewritten(store, lambda value: "counterexamples were looked for, and none was found") >= 1
    assert settled(store, FALSE).counterexample == first.counterexample


def test_claim_checked_at_sizes_is_checked_again(store: Store, counted: dict[str, int]) -> None:
    text = "sum(k for k in 1..n) = n*(n+1)/2"
    first, second = settled(store, text), settled(store, text)
    assert replace(first, seconds=0.0) == replace(second, seconds=0.0)
    if first.verdict is Verdict.CHECKED:
        assert counted["judge"] == 2


# ------------------------------------------------------------------------------------------------ the folder


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("SYMPROOF_CACHE", raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "s.toml").write_text(
        '[[statement]]\nname = "s"\nsymbols = { A = ["n", "n"], B = ["n", "n"] }\n'
        'assume = ["A*B = B*A"]\nclaim = ["A*A*B = B*A*A"]\n'
    )
    return tmp_path


def test_key_can_be_read_by_the_user_alone_and_stands_apart(home: Path) -> None:
    first, second = open_store(), open_store()
    assert first is not None
    assert first == second
    key = home / "config" / "symproof" / "cache.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert len(first.secret) == 32
    key.write_bytes(b"short")
    assert open_store() is None


def test_command_keeps_entries_unless_told_otherwise(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["prove", "s.toml", "--no-cache"]) == 0
    assert main(["prove", "-s", "A:n,n", "A = A"]) == 0
    assert not (home / "cache").exists()
    assert main(["prove", "s.toml", "--format", "json"]) == 0
    assert list((home / "cache" / "symproof").glob("??/*"))


def test_report_has_the_same_bytes_from_the_cache(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = []
    for arguments in ([], [], ["--no-cache"]):
        capsys.readouterr()
        main(["prove", "s.toml", "--format", "json", *arguments])
        data = json.loads(capsys.readouterr().out)
        data["seconds"] = data["started"] = data["proofs"][0]["steps"][0]["seconds"] = None
        found.append(data)
    assert found[0] == found[1] == found[2]


@pytest.mark.parametrize("name", ["file/below", "file"])
def test_folder_of_no_use_is_said(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (home / "file").write_text("")
    monkeypatch.setenv("SYMPROOF_CACHE", str(home / name))
    assert main(["prove", "s.toml"]) == 2
    assert "[SP822]" in capsys.readouterr().err
    assert main(["prove", "s.toml", "--no-cache"]) == 0


def test_home_that_cannot_be_written_has_no_cache(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "file"))
    assert main(["prove", "s.toml"]) == 0
    assert capsys.readouterr().err == ""
    assert remembering() is FORGETFUL


def test_entries_that_nobody_reads_are_deleted_after_a_while(store: Store) -> None:
    store.write("ab" + "0" * 46, 1)
    store.write("cd" + "0" * 46, 2)
    old = time.time() - KEPT - DAY
    os.utime(entries(store)[0], (old, old))
    store.prune()
    assert [path.parent.name for path in entries(store)] == ["cd"]
    os.utime(entries(store)[0], (old, old))
    store.prune()  # once a day
    assert len(entries(store)) == 1


def test_nothing_is_kept_where_the_disk_refuses(store: Store) -> None:
    store.folder.write_text("a file")
    assert settled(store, TRUE).verdict is Verdict.PROVED


def test_data_of_a_report_do_not_mention_the_cache(home: Path) -> None:
    data = report_data(check([statement(TRUE)], (), Options(cache=True)))
    assert "cache" not in data["options"]


# ------------------------------------------------------------------------------------------------ models


WITH_MODEL = "A*A = A, A*B = B*A, B*B = B |- (A*B)*(A*B) = A*B"


@pytest.fixture
def attempts(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows with every attempt to find a model."""
    found: list[int] = []
    original = models._modelled

    def counting(*arguments: Any) -> Any:
        found.append(1)
        return original(*arguments)

    monkeypatch.setattr(models, "_modelled", counting)
    return found


def test_model_is_found_by_the_attempt_that_found_it_before(store: Store, attempts: list[int]) -> None:
    kept, proof = Remembering(store, "this"), statement(WITH_MODEL)
    first = kept.model(proof)
    count = len(attempts)
    assert first is not None
    assert first == FORGETFUL.model(proof)
    attempts.clear()
    assert kept.model(proof) == first
    assert len(attempts) == 1 < count


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: [9, *entry[1:]],
        lambda entry: [entry[0], 9999, *entry[2:]],
        lambda entry: [entry[0], -1, *entry[2:]],
        lambda entry: [*entry[:3], [3, [1, 2], None]],
        lambda entry: [*entry[:3], [2, entry[3][1], None]],
        lambda entry: [*entry[:3], [3, ["x", *entry[3][1][1:]], None]],
        lambda entry: [*entry[:3], [3, [-1, *entry[3][1][1:]], None]],
        lambda entry: [*entry[:3], [3, [1 << 70, *entry[3][1][1:]], None]],
        lambda entry: [*entry[:3], [3, [*entry[3][1][:-1], 9999], None]],
        lambda entry: [],
        lambda entry: {"model": entry},
    ],
)
def test_forged_attempt_gives_a_model_or_is_none(store: Store, change: Callable[[Any], Any]) -> None:
    kept, proof = Remembering(store, "this"), statement(WITH_MODEL)
    first = kept.model(proof)
    assert rewritten(store, change) == 1
    found = kept.model(proof)
    assert found is not None
    assert found == first or confirmed_model(proof, found)


def confirmed_model(proof: Proof, found: Model) -> bool:
    """Whether the matrices of the model are idempotent and commute."""
    A, B = (sympy.Matrix([[sympy.Rational(entry) for entry in row] for row in found.values[name]]) for name in "AB")
    return bool(A * A == A and B * B == B and A * B == B * A)


def test_hypotheses_that_contradict_each_other_have_no_model_whatever_is_kept(store: Store) -> None:
    kept, proof = Remembering(store, "this"), statement(WITH_MODEL)
    assert kept.model(proof) is not None
    (entry,) = [store.read(path.parent.name + path.name) for path in entries(store)]
    false = statement("A*B - B*A = I(n) |- A = A")
    store.write(kept._key("model", of_hypotheses(false), []), entry)
    assert kept.model(false) is None
