"""Proofs are argued beside the steps of others, in any process: theorems stay those of their own proofs."""

from __future__ import annotations

import json
import os
from typing import Any

import pytest

from symproof.author import Proof
from symproof.diagnostics.diagnostic import Diagnostic
from symproof.diagnostics.results import StepResult
from symproof.language.proof import Proof as LoadedProof
from symproof.language.proof import Verdict
from symproof.language.refusal import Refusal
from symproof.report.to_json import report_data
from symproof.verdict.arguing import Argued, Arguing, Arguments, Theorems
from symproof.verdict.check import check
from symproof.verdict.settle import Options, Settler
from symproof.verdict.workers import Lost, sent


def options(jobs: int = 1) -> Options:
    return Options(max_depth=2, max_width=2, jobs=jobs)


def draft(name: str) -> tuple[Proof, Any, Any]:
    proof = Proof(name, f"{name}: about two matrices")
    n = proof.size("n")
    return proof, proof.matrix("A", n, n), proof.matrix("B", n, n)


def lemma(*, commuting: bool) -> Proof:
    """A A B = B A A where A and B commute, or where A = 0: proofs of one name with different hypotheses."""
    proof, A, B = draft("squares")
    proof.assume("given", A * B == B * A if commuting else A == 0 * A)
    proof.statement(A * A * B == B * A * A)
    proof.step("line", A * A * B == B * A * A, using=["given"])
    proof.conclude(using=["line"])
    return proof


def folder(name: str, *, commuting: bool) -> list[LoadedProof]:
    """Two proofs, which show the fourth powers by the lemma of this folder, where A and B commute."""
    below, found = lemma(commuting=commuting), []
    for user in ("first", "second"):
        proof, A, B = draft(user)
        proof.assume("commute", A * B == B * A)
        proof.statement(A * A * (A * A) * B == B * (A * A) * (A * A))
        proof.apply("twice", below, A * A * B == B * A * A, using=["commute"])
        proof.apply("four", below, A * A * (A * A) * B == B * (A * A) * (A * A), A=A * A, using=["twice"])
        proof.conclude(using=["four"])
        loaded, errors = proof.finished(name)
        assert not errors, errors
        assert loaded is not None
        found.append(loaded)
    return found


def as_bytes(proofs: list[LoadedProof], jobs: int) -> str:
    data = report_data(check(proofs, (), options(jobs)))
    data["seconds"] = data["started"] = None
    for proof in data["proofs"]:
        for step in proof["steps"]:
            step["seconds"] = None
    return json.dumps(data)


@pytest.mark.parametrize("jobs", [1, 2, 4])
@pytest.mark.parametrize("names", [("left", "right"), ("right", "left")])
def test_lemmas_of_one_name_are_applied_in_their_own_folders(jobs: int, names: tuple[str, str]) -> None:
    proofs = [*folder("left", commuting=True), *folder("right", commuting=False)]
    proofs.sort(key=lambda proof: names.index(proof.id.partition("/")[0]))
    report = check(proofs, (), options(jobs))
    for result in report.proofs:
        place, _, name = result.proof.id.partition("/")
        four = next((step for step in result.steps if step.step.id == "four"), None)
        assert (result.theorem is not None) == (place == "left" or name == "squares"), result.proof.id
        assert four is None or (four.derivation is not None) == (place == "left")


def test_report_does_not_depend_on_who_argues() -> None:
    proofs = [*folder("left", commuting=True), *folder("right", commuting=False)]
    assert as_bytes(proofs, 1) == as_bytes(proofs, 2) == as_bytes(proofs, 5)


def test_what_a_lost_process_should_have_argued_is_argued_here(monkeypatch: pytest.MonkeyPatch) -> None:
    proofs, here, argue = folder("left", commuting=True), os.getpid(), Theorems.argued

    def argued(self: Theorems, *arguments: Any) -> Argued:
        if os.getpid() != here:
            os._exit(3)
        return argue(self, *arguments)

    expected = as_bytes(proofs, 2)
    monkeypatch.setattr(Theorems, "argued", argued)
    assert as_bytes(proofs, 2) == expected


# ------------------------------------------------------------------------------------------------ one after the other


def settled() -> tuple[list[LoadedProof], list[list[StepResult]]]:
    """The lemma, a proof that applies it, and the results of their steps before the argument."""
    user = folder("left", commuting=True)[0]
    proofs = [*user.lemmas, user]
    settler = Settler(tuple(proofs), options())
    return proofs, [[settler((at, step.id)) for step in proof.steps] for at, proof in enumerate(proofs)]  # type: ignore[misc]


def test_a_lemma_that_another_process_showed_is_replayed() -> None:
    proofs, results = settled()
    by_id = {proof.id: proof for proof in proofs}
    first = Theorems(by_id).argued(proofs[0], results[0]).theorem
    assert first is not None
    other = Theorems(by_id, {proofs[0].id: sent(first.derivation)})
    assert other.below(proofs[1]).keys() == {"left/squares"}
    second = other.argued(proofs[1], results[1]).theorem
    assert second is not None
    assert second.lemmas == ("squares",)
    assert other.made["left/squares"].statement.sequent.claim == proofs[0].statement


def test_without_what_shows_the_lemma_nothing_is_derived() -> None:
    proofs, results = settled()
    assert Theorems({proof.id: proof for proof in proofs}).argued(proofs[1], results[1]).theorem is None


def test_a_derivation_that_shows_another_lemma_is_refused() -> None:
    """The lemma of the other folder has the same name, declarations and claim, and another hypothesis."""
    proofs, results = settled()
    theorem = Theorems({proof.id: proof for proof in proofs}).argued(proofs[0], results[0]).theorem
    assert theorem is not None
    user = folder("left", commuting=False)[0]
    stranger = [*user.lemmas, user]
    forged = {"left/squares": sent(theorem.derivation)}
    with pytest.raises(Refusal):
        Theorems({proof.id: proof for proof in stranger}, dict(forged)).argued(user, results[1])
    found = Settler(tuple(stranger), options())(Arguing(1, tuple(results[1]), forged))
    assert isinstance(found, Diagnostic)


def test_a_proof_waits_for_its_steps_and_for_its_lemmas() -> None:
    proofs, results = settled()
    theorems = Theorems({proof.id: proof for proof in proofs})
    tasks = [(at, step.id) for at, proof in enumerate(proofs) for step in proof.steps]
    arguments = Arguments.of(proofs, tasks, theorems, lambda at, outcomes: results[at])
    started = [list(arguments.ended(task, results[task[0]][0])) for task in reversed(tasks)]
    assert [len(found) for found in started] == [0] * (len(tasks) - 1) + [1]
    (first,) = started[-1]
    assert (first.position, first.lemmas) == (0, {})
    (second,) = arguments.ended(first, theorems.argued(proofs[0], first.results))
    assert (second.position, list(second.lemmas)) == (1, ["left/squares"])


def test_nothing_is_argued_above_a_lemma_whose_argument_was_lost() -> None:
    proofs, results = settled()
    theorems = Theorems({proof.id: proof for proof in proofs})
    tasks = [(at, step.id) for at, proof in enumerate(proofs) for step in proof.steps]
    arguments = Arguments.of(proofs, tasks, theorems, lambda at, outcomes: results[at])
    started = [found for task in tasks for found in arguments.ended(task, results[task[0]][0])]
    assert [found.position for found in started] == [0]
    assert list(arguments.ended(started[0], Lost.DIED)) == []
    assert arguments.argued == {}


def test_hypotheses_that_contradict_each_other_give_no_theorem() -> None:
    proofs, results = settled()
    theorems = Theorems({proof.id: proof for proof in proofs})
    tasks = [(at, step.id) for at, proof in enumerate(proofs) for step in proof.steps]
    arguments = Arguments.of(proofs, tasks, theorems, lambda at, outcomes: results[at] if at else None)
    started = [found for task in tasks for found in arguments.ended(task, results[task[0]][0])]
    assert [(found.position, found.lemmas) for found in started] == [(1, {})]
    argued = theorems.argued(proofs[1], started[0].results)
    assert argued.theorem is None
    assert any(item.verdict is not Verdict.PROVED for item in argued.results)
