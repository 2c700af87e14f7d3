"""Replays a saved report with the kernel alone: no search, no proof file executed, no SymPy.

Only the terms are trusted. From them and the certificates everything that a report claims is computed again - text,
LaTeX, premises used, rules, verdicts of proofs, ledger, summary - and a report that says anything else is refused.
What the kernel cannot replay (checked, refuted, cited, omitted, unknown) is listed as such.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from symproof.check import proof_verdict
from symproof.kernel.replay import replay
from symproof.language.parts import relations
from symproof.language.refusal import Refusal
from symproof.language.terms import Exists, ForAllIndex, Formula, Not
from symproof.ledger import ledger, unused_hypotheses
from symproof.model import Block, Diagnostic, Proof, ProofResult, Report, StepResult, Verdict
from symproof.report.from_json import report_of
from symproof.report.outline import stated as of_proof
from symproof.report.to_json import report_data
from symproof.scope import ScopeError, sequent
from symproof.settle import AUTHORS_WORD

FREE = frozenset({"seconds", "started", "version"})  # fields that may differ between equal reports


@dataclass(frozen=True, slots=True)
class Rechecked:
    """One step: ``replayed`` by the kernel, or only listed with the verdict that the report states."""

    proof: str
    step: str
    verdict: Verdict
    replayed: bool
    problem: Diagnostic | None = None


@dataclass(frozen=True, slots=True)
class RecheckResult:
    """``problems`` are refusals beyond single steps: where the report says something else than its terms do.
    ``statements``: what each proof establishes, as its terms say it, with hypotheses and definitions."""

    steps: tuple[Rechecked, ...]
    verdicts: Mapping[str, Verdict]
    problems: tuple[Diagnostic, ...]
    statements: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def accepted(self) -> bool:
        return not self.problems and all(step.problem is None for step in self.steps)


def recheck(data: Mapping[str, Any]) -> RecheckResult:
    """Replays every certificate and compares every claim; raises SymproofError if this is not a report."""
    stated = report_of(data)
    problems = list(_structure(stated))
    if problems:
        return RecheckResult((), {}, tuple(problems))
    steps = tuple(_recheck_step(result.proof, step) for result in stated.proofs for step in result.steps)
    if all(step.problem is None for step in steps):
        computed = replace(stated, proofs=tuple(map(_recomputed, stated.proofs)))
        problems += _differences(report_data(computed), data, "report")
    verdicts = {result.proof.id: result.verdict for result in stated.proofs}
    if problems or any(step.problem for step in steps):
        return RecheckResult(steps, verdicts, tuple(problems))
    return RecheckResult(steps, verdicts, (), {item.proof.id: tuple(of_proof(item.proof)) for item in stated.proofs})


# ------------------------------------------------------------------------------------------------ steps


def _recheck_step(proof: Proof, result: StepResult) -> Rechecked:
    stated = Rechecked(proof.id, result.step.id, result.verdict, replayed=False)
    try:
        if len({tuple(sorted(sizes.items())) for sizes in result.instances.sizes}) != result.instances.checked:
            raise Refusal("SP705", "instances.checked does not count the listed sizes")
        if result.verdict is Verdict.PROVED:
            _replay(proof, result)
            return replace(stated, replayed=True)
        _listed(proof, result)
    except Refusal as refusal:
        return replace(stated, problem=Diagnostic(refusal.code, refusal.message))
    except RecursionError:
        return replace(stated, problem=Diagnostic("SP704", "the terms are nested too deeply to be replayed"))
    return stated


def _replay(proof: Proof, result: StepResult) -> None:
    if result.certificate is None or result.scope != "all" or result.counterexample is not None:
        raise Refusal("SP705", "proved needs a certificate, scope all, and no counterexample")
    theorem = replay(sequent(proof, result.step), result.certificate)
    if tuple(sorted(theorem.used)) != result.used or theorem.rules != result.rules:
        raise Refusal("SP705", f"the certificate uses {sorted(theorem.used)} and the rules {list(theorem.rules)}")


def _listed(proof: Proof, result: StepResult) -> None:
    """What a verdict without replay must look like, so that it does not read as more than it is."""
    verdict, step = result.verdict, result.step
    if verdict in (Verdict.CITED, Verdict.OMITTED):
        sources = {fact.id for fact in (*proof.facts, *proof.citations)}
        fits = AUTHORS_WORD.get(step.method) is verdict and (verdict is Verdict.OMITTED or step.source in sources)
    elif verdict is Verdict.CHECKED:
        fits = result.scope == "sizes" and result.instances.checked > 0
    else:
        fits = verdict is not Verdict.REFUTED or result.counterexample is not None
    if not fits or (
        verdict is not Verdict.CHECKED and result.scope is not None and verdict is not Verdict.DISAGREEMENT
    ):
        raise Refusal("SP705", f"{verdict} does not fit the rest of the step")
    if result.used and not set(result.used) <= set(step.using):
        raise Refusal("SP705", "premises are used that are not declared")
    if result.rules:
        raise Refusal("SP705", "rules are listed without a replayed certificate")


# ------------------------------------------------------------------------------------------------ structure


def _structure(report: Report) -> Iterator[Diagnostic]:
    """Ids are unique, blocks form a tree, premises are in scope."""
    names = [result.proof.id for result in report.proofs]
    if len(set(names)) != len(names):
        yield Diagnostic("SP706", "two proofs have the same id")
    for result in report.proofs:
        yield from _structure_of(result.proof)


def _structure_of(proof: Proof) -> Iterator[Diagnostic]:
    blocks: set[str] = set()
    for block in proof.blocks:
        if block.id in blocks or (block.parent is not None and block.parent not in blocks):
            yield Diagnostic("SP706", f"{proof.id}: block {block.id} is not inside an earlier one")
            return
        blocks.add(block.id)
    ids = [item.id for item in proof.hypotheses] + [step.id for step in proof.steps]
    ids += [item.id for block in proof.blocks for item in block.assumptions]
    if len(set(ids)) != len(ids):
        yield Diagnostic("SP706", f"{proof.id}: an id occurs twice")
    for block in proof.blocks:
        if block.kind == "obtain" and not _is_given(proof, block):
            yield Diagnostic("SP706", f"{proof.id}: block {block.id} does not say from which premise it obtains")
    for step in proof.steps:
        if step.block is not None and step.block not in blocks:
            yield Diagnostic("SP706", f"{proof.id}: step {step.id} is in no block")
            return
        try:
            sequent(proof, step)
        except ScopeError as error:
            yield Diagnostic("SP706", f"{proof.id}: {error}")


def _is_given(proof: Proof, block: Block) -> bool:
    """Whether the premise that an obtain block names says that something exists, with what the block assumes of it:
    otherwise a step would seem to rest on less than it does."""
    formulas = {item.id: item.formula for item in proof.hypotheses} | {step.id: step.claim for step in proof.steps}
    formulas |= {item.id: item.formula for other in proof.blocks if other != block for item in other.assumptions}
    given = formulas.get(block.given or "")
    if not isinstance(given, Exists):
        return isinstance(given, ForAllIndex | Not)  # choose, obtain_index
    body: Formula = given
    while isinstance(body, Exists):
        body = body.body
    assumed = {part for item in block.assumptions for part in relations(item.formula)}
    return set(relations(body)) <= assumed


# ------------------------------------------------------------------------------------------------ comparison


def _recomputed(result: ProofResult) -> ProofResult:
    return replace(
        result,
        verdict=proof_verdict(result.proof, result.steps),
        ledger=ledger(result.proof, result.steps),
        unused_hypotheses=unused_hypotheses(result.proof, result.steps),
    )


def _differences(computed: Any, stated: Any, place: str) -> Iterator[Diagnostic]:
    """Where the stated document differs from the computed one; fields that we do not know are left alone."""
    if isinstance(computed, Mapping):
        for key, value in computed.items():
            if key not in FREE:
                yield from _differences(value, stated.get(key), f"{place}.{key}") if isinstance(stated, dict) else ()
        if not isinstance(stated, dict):
            yield _difference(place, computed, stated)
    elif isinstance(computed, Sequence) and not isinstance(computed, str):
        if not isinstance(stated, list) or len(stated) != len(computed):
            yield _difference(place, computed, stated)
        else:
            for position, (left, right) in enumerate(zip(computed, stated, strict=True)):
                yield from _differences(left, right, f"{place}[{position}]")
    elif type(computed) is not type(stated) or computed != stated:
        yield _difference(place, computed, stated)


def _difference(place: str, computed: Any, stated: Any) -> Diagnostic:
    return Diagnostic("SP707", f"{place}: the report says {_shown(stated)}, its terms say {_shown(computed)}")


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 100 else text[:97] + "..."
