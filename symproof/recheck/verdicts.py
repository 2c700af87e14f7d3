"""Whether a verdict fits the method of its step and the other fields beside it."""

from __future__ import annotations

from symproof.diagnostics.results import ProofResult, StepResult
from symproof.kernel.argument.scope import Memory
from symproof.kernel.replay import MAX_WORK, Theorem, replay
from symproof.language.certificate import Certificate
from symproof.language.formulas import Sequent
from symproof.language.proof import Method, Proof, Verdict
from symproof.language.refusal import Refusal
from symproof.recheck.lemmas import Lemmas
from symproof.recheck.limits import Work
from symproof.recheck.misstated import MisstatedError, in_field
from symproof.verdict.argument import statement_of_proof, statement_of_step, used_in
from symproof.verdict.settle import AUTHORS_WORD

CERTIFIED = (Verdict.PROVED, Verdict.DISAGREEMENT)
UNSEARCHED = (*AUTHORS_WORD, Method.QUESTION)  # methods for which nobody looks for a certificate
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
    has_proof = result.certificate is not None or result.derivation is not None
    _check_evidence_is("certificate", has_proof, result, Verdict.PROVED)
    if result.derivation is not None and (result.certificate is not None or verdict is not Verdict.PROVED):
        raise MisstatedError("SP705", "derivation", "a derivation stands beside another proof, or without a verdict")
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
    """Refuses (SP705) a step whose verdict is ``owner`` and lacks the field, and a step of another verdict that has it.

    A disagreement has a certificate, as a proved step does, and may have a counterexample.
    """
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


def derived(proof: Proof, result: StepResult, lemmas: Lemmas, work: Work, memory: Memory) -> bool:
    """Replays the derivation of a step; False without one. Refuses what the kernel refuses, and other premises or rules
    than it uses (SP705)."""
    if result.derivation is None:
        return False
    statement = statement_of_step(proof, result.step, result.derivation)
    found, _ = lemmas.shown(proof, statement, result.derivation, work, memory)
    used = used_in(statement, result.derivation)
    if used != result.used:
        raise MisstatedError("SP705", "premises.used", f"the derivation uses {list(used)}")
    lemmas.require_rules(found, result.rules)
    return True


def check_theorem(result: ProofResult, lemmas: Lemmas, work: Work, memory: Memory) -> None:
    """Replays the derivation of the statement of a proof, from its hypotheses, axioms and derived lemmas alone, and
    keeps the theorem for the proofs behind."""
    proof, theorem = result.proof, result.theorem
    if theorem is None:
        return
    if proof.statement is None or proof.is_statement_file or result.contradictions:
        raise MisstatedError("SP705", "theorem", "there is no statement that the kernel could derive")
    statement = statement_of_proof(proof, proof.statement)
    with in_field("derivation"):
        found, derivation = lemmas.shown(proof, statement, theorem.derivation, work, memory)
    if found.axioms != frozenset(theorem.axioms) or tuple(sorted(found.lemmas)) != theorem.lemmas:
        raise MisstatedError("SP705", "theorem", "the derivation rests on other axioms and lemmas than the report says")
    lemmas.keep(proof, found, derivation)


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
