"""One proof of a report: the kernel replays its steps and its theorem, and everything else is evaluated again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from typing import Any

from symproof.diagnostics.codes import CODES
from symproof.diagnostics.diagnostic import Diagnostic
from symproof.diagnostics.errors import SymproofError
from symproof.diagnostics.results import ProofResult, Report, StepResult
from symproof.kernel.argument.scope import Memory
from symproof.language.formulas import Sequent
from symproof.language.proof import Proof, Verdict
from symproof.language.records import dataclass
from symproof.language.refusal import Refusal
from symproof.language.scopes import exporting_block, hypotheses_in_scope, sequent_in_context
from symproof.recheck.declared import check_declared
from symproof.recheck.implied import check_implied
from symproof.recheck.lemmas import Lemmas
from symproof.recheck.limits import Work, evaluating, reading, replaying
from symproof.recheck.misstated import in_field, place_of
from symproof.recheck.names import check_names
from symproof.recheck.points import Points, check_counterexample, check_instances, check_model
from symproof.recheck.scopes import sequents
from symproof.recheck.verdicts import check_theorem, check_verdict, derived, replayed
from symproof.recheck.warnings import Run, check_warnings
from symproof.verdict.motions import belongs_to_motion
from symproof.verdict.settle import AUTHORS_WORD

_NESTED = frozenset({dict, list})  # values that hold others


@dataclass(frozen=True, slots=True)
class Rechecked:
    """One step: ``replayed`` by the kernel, ``evaluated`` where its counterexample was, or only listed with the verdict
    that the report states."""

    proof: str
    step: str
    verdict: Verdict
    replayed: bool
    problem: Diagnostic | None = None
    evaluated: bool = False


@dataclass(frozen=True, slots=True)
class Allowances:
    """What is left of the work that this report may take, and what was replayed of it."""

    nodes: int  # values of the report
    reading: Work
    replaying: Work
    points: Points
    given: frozenset[str]  # sizes whose values were given for the run
    lemmas: Lemmas  # what the proofs may apply
    memory: Memory = field(default_factory=dict)  # inferences that were replayed before


def allowances(data: Mapping[str, Any], report: Report, lemmas: Lemmas) -> Allowances:
    """What a report of this length is allowed."""
    nodes = _length(data)
    return Allowances(nodes, reading(nodes), replaying(nodes), Points(evaluating(nodes)), _given(report), lemmas)


def _given(report: Report) -> frozenset[str]:
    sizes = report.options.get("size")
    return frozenset(sizes) if isinstance(sizes, dict) else frozenset()


def _length(data: Mapping[str, Any]) -> int:
    try:
        return 1 + _count(data, {})
    except RecursionError as error:
        raise SymproofError("SP702", "the report is nested too deeply", CODES["SP702"][1]) from error


def _count(data: Any, known: dict[int, int]) -> int:
    """How many values there are inside, all in all. ``known`` holds the numbers of objects by their identity: in the
    derivations one object stands at many places."""
    found, items = len(data), data.values() if isinstance(data, dict) else data
    if _NESTED.isdisjoint(map(type, items)):
        return found
    for item in items:
        if type(item) is dict or type(item) is list:
            inner = known.get(id(item))
            if inner is None:
                inner = known[id(item)] = _count(item, known)
            found += inner
    return found


def check_proof(result: ProofResult, base: str, allowed: Allowances) -> tuple[list[Rechecked], list[Diagnostic]]:
    """The steps one by one; what is wrong with the proof as a whole."""
    try:
        by_step = _sequents(result, base, allowed.reading)
        steps = [
            _of_step(result.proof, item, by_step[item.step.id], f"{base}.steps[{number}]", allowed)
            for number, item in enumerate(result.steps)
        ]
        if all(step.problem is None for step in steps):
            check_implied(result.proof, result.steps)
            check_theorem(result, allowed.lemmas, allowed.replaying, allowed.memory)
            if result.model is not None:
                check_model(result.proof, result.model, allowed.points)
    except Refusal as refusal:
        return [], [_problem(refusal, base)]
    except RecursionError:
        return [], [Diagnostic("SP704", f"{base}: the terms are nested too deeply to be rechecked")]
    return steps, []


def _sequents(result: ProofResult, base: str, work: Work) -> dict[str, Sequent]:
    """The sequent of each step of a proof whose names are clear and declared, and whose premises are in scope."""
    proof = result.proof
    found = dict(zip([step.id for step in proof.steps], sequents(proof, work), strict=True))
    check_declared(proof, work)
    check_names(proof)
    return found


def _of_step(proof: Proof, result: StepResult, sequent: Sequent, base: str, allowed: Allowances) -> Rechecked:
    stated = Rechecked(proof.id, result.step.id, result.verdict, replayed=False)
    try:
        check_verdict(proof, result)
        with in_field("certificate"):
            theorem = replayed(sequent, result, allowed.replaying)
        with in_field("derivation"):
            is_derived = derived(proof, result, allowed.lemmas, allowed.replaying, allowed.memory)
        check_instances(sequent, result, allowed.points)
        if result.counterexample is not None:
            attacked = _attacked(proof, result, sequent, allowed.reading)
            check_counterexample(attacked, result.counterexample, allowed.points)
            if proof.is_statement_file and not belongs_to_motion(attacked):
                with in_field("counterexample"):
                    raise Refusal("SP721", "it is open whether functions of t have these values")
        check_warnings(proof, sequent, result, theorem, Run(allowed.points.shapes_of(sequent), allowed.given))
    except Refusal as refusal:
        return replace(stated, problem=_problem(refusal, base))
    except RecursionError:
        return replace(stated, problem=Diagnostic("SP704", f"{base}: the terms are nested too deeply to be rechecked"))
    is_proved = result.verdict is Verdict.PROVED
    return replace(
        stated, replayed=is_proved and (is_derived or theorem is not None), evaluated=result.counterexample is not None
    )


def _attacked(proof: Proof, result: StepResult, goal: Sequent, work: Work) -> Sequent:
    """What a counterexample satisfies: of a step that a block exports, and of one that its author cites or leaves out,
    all hypotheses in scope, since such a step rests on them without naming them."""
    step = result.step
    if step.method not in AUTHORS_WORD and exporting_block(proof, step) is None:
        return goal
    work.charge(len(proof.steps) + len(hypotheses_in_scope(proof, step)))
    return sequent_in_context(proof, step)


def _problem(refusal: Refusal, base: str) -> Diagnostic:
    return Diagnostic(refusal.code, f"{place_of(base, refusal)}: {refusal.message}")
