"""Whether a verdict fits the method of its step and the other fields beside it."""

from __future__ import annotations

from symproof.kernel.replay import MAX_WORK, Theorem, replay
from symproof.language.certificate import Certificate
from symproof.language.formulas import Sequent
from symproof.language.refusal import Refusal
from symproof.model import Proof, StepResult, Verdict
from symproof.recheck.limits import Work
from symproof.recheck.misstated import MisstatedError
from symproof.verdict.settle import AUTHORS_WORD

CERTIFIED = (Verdict.PROVED, Verdict.DISAGREEMENT)
UNSEARCHED = (*AUTHORS_WORD, "question")  # methods for which nobody looks for a certificate
SCOPES = {Verdict.PROVED: "all", Verdict.CHECKED: "sizes"}


def check_verdict(proof: Proof, result: StepResult) -> None:
    """Refuses (SP705) a verdict that its method cannot give, or that lacks what it rests on, or has what it cannot."""
    verdict, method = result.verdict, result.step.method
    searched = verdict in (*CERTIFIED, Verdict.CHECKED)
    if searched and method in UNSEARCHED:
        raise MisstatedError("SP705", "verdict", f"a step with the method {method!r} cannot be {verdict}")
    if verdict in (Verdict.CITED, Verdict.OMITTED) and AUTHORS_WORD.get(method) is not verdict:
        raise MisstatedError("SP705", "verdict", f"a step with the method {method!r} cannot be {verdict}")
    if verdict is Verdict.CITED:
        _check_source(proof, result)
    if result.scope != SCOPES.get(verdict):
        message = f"a step that is {verdict} has the scope {SCOPES.get(verdict)}, not {result.scope}"
        raise MisstatedError("SP705", "scope", message)
    _check_evidence(result)
    if not set(result.used) <= set(result.step.using) and verdict not in CERTIFIED:
        raise MisstatedError("SP705", "premises.used", "premises are used that are not declared")


def _check_source(proof: Proof, result: StepResult) -> None:
    if result.step.source not in {fact.id for fact in (*proof.facts, *proof.citations)}:
        raise MisstatedError("SP705", "source", f"{result.step.source!r} is none of the facts and citations")


def _check_evidence(result: StepResult) -> None:
    """Certificates, counterexamples, instances, used premises and diagnostics stand where they belong."""
    verdict = result.verdict
    _check_evidence_is("certificate", result.certificate is not None, result, Verdict.PROVED)
    _check_evidence_is("counterexample", result.counterexample is not None, result, Verdict.REFUTED)
    if verdict is Verdict.CHECKED and not result.instances.checked:
        raise MisstatedError("SP705", "instances", "a step is checked at no instance")
    if verdict in (Verdict.CITED, Verdict.OMITTED) and result.instances.checked:
        raise MisstatedError("SP705", "instances", f"a step that is {verdict} is not looked at")
    if result.rules and verdict not in CERTIFIED:
        raise MisstatedError("SP705", "rules", "rules are listed without a certificate")
    if result.used and verdict not in (*CERTIFIED, Verdict.CHECKED):
        raise MisstatedError("SP705", "premises.used", f"a step that is {verdict} uses no premises")
    if result.diagnostic is not None and verdict in (Verdict.PROVED, Verdict.CITED, Verdict.OMITTED):
        raise MisstatedError("SP705", "diagnostic", f"a step that is {verdict} has no diagnostic")


def _check_evidence_is(field: str, is_there: bool, result: StepResult, owner: Verdict) -> None:
    """The owner has it, and so has a disagreement, but for a counterexample; nobody else has."""
    needs = CERTIFIED if owner is Verdict.PROVED else (owner,)
    if result.verdict in needs and not is_there:
        raise MisstatedError("SP705", field, f"a step is {result.verdict} without a {field}")
    if is_there and result.verdict not in (owner, Verdict.DISAGREEMENT):
        raise MisstatedError("SP705", field, f"a step that is {result.verdict} has a {field}")


def replayed(sequent: Sequent, result: StepResult, work: Work) -> Theorem | None:
    """The theorem of the certificate; None without one. Refuses what the kernel refuses (SP3xx), and other premises or
    rules than the replay used (SP705)."""
    if result.certificate is None:
        return None
    theorem = _theorem(sequent, result.certificate, work)
    if tuple(sorted(theorem.used)) != result.used:
        raise MisstatedError("SP705", "premises.used", f"the certificate uses {sorted(theorem.used)}")
    if theorem.rules != result.rules:
        raise MisstatedError("SP705", "rules", f"the certificate uses the rules {list(theorem.rules)}")
    return theorem


def _theorem(sequent: Sequent, certificate: Certificate, work: Work) -> Theorem:
    """The theorem; what its replay took is charged to the allowance of the report."""
    work.charge(0)
    allowed = min(MAX_WORK, work.left)
    left = [allowed]
    try:
        return replay(sequent, certificate, left)
    except Refusal:
        if left[0] < 0 and allowed < MAX_WORK:
            work.charge(allowed + 1)  # the allowance of the report ended before that of the step
        raise
    finally:
        work.left -= allowed - max(left[0], 0)
