"""Why a step is unknown: no rule exists, the search failed, or the claim may be false. The first words say which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from symproof.diagnostics.diagnostic import Diagnostic
from symproof.diagnostics.errors import diagnostic
from symproof.diagnostics.results import Cause, cause_of
from symproof.language.formulas import Sequent
from symproof.language.proof import Method, Proof, Step
from symproof.language.scopes import exporting_block
from symproof.verdict import missing

# Methods with rules; the others wait for theirs.
SEARCHED = frozenset({Method.SEARCH, Method.ALGEBRA, Method.CALCULUS, Method.INDUCTION})
NOTHING = diagnostic("SP909", "no certificate was found and no instance decides it")
KINDS: Mapping[str, str] = {
    Method.CONCLUDE: "that derives this conclusion from the steps it names",
    Method.APPLY: "for an instance of another proof's statement yet",
}
FIRST = {
    Cause.NO_RULE: "no rule exists: ",
    Cause.SEARCH_FAILED: "the search failed: ",
    Cause.MAY_BE_FALSE: "the claim may be false: ",
}


def unproved(proof: Proof, step: Step, goal: Sequent, found: Diagnostic | None, searched: str) -> Diagnostic:
    """The diagnostic of a step that is neither proved nor refuted. ``found``: why the search has no certificate;
    ``searched``: where counterexamples were looked for."""
    why = (
        _repeated(goal)
        or missing.missing_inverse(proof, step, goal)
        or _not_exported(proof, step)
        or _of_method(step, found)
    )
    message = why.message if searched in why.message else f"{why.message}; {searched}"
    first = FIRST.get(cause_of(why.code), "")
    begun = first and message.startswith(first.rstrip(": "))
    return replace(why, message=message if begun else first + message)


def _repeated(goal: Sequent) -> Diagnostic | None:
    """Where the claim is one of its premises, word for word, and the kernel has no rule that says so."""
    same = next((item.id for item in goal.premises if item.formula == goal.claim), None)
    if same is None:
        return None
    message = f"the claim repeats {same}, and the kernel has no rule yet that takes over a premise of this kind"
    return diagnostic("SP917", message)


def _not_exported(proof: Proof, step: Step) -> Diagnostic | None:
    """What is missing in the block that exports the step; None where no block exports it."""
    block = exporting_block(proof, step)
    if block is None:
        return None
    from symproof.verdict.exports import not_exported

    return not_exported(proof, block, step)


def _of_method(step: Step, found: Diagnostic | None) -> Diagnostic:
    """That the method has no rules of its own, with what algebra found; otherwise what the search says."""
    if step.method == Method.SEARCH and (found is None or found.code == "SP405"):
        return diagnostic("SP909", "no rule of algebra or of the argument closes the claim from the premises it names")
    if step.method in SEARCHED and found is not None:
        refused = found.code.startswith("SP3") and cause_of(found.code) is Cause.NO_RULE
        return replace(found, message=f"the kernel refuses a term here: {found.message}") if refused else found
    if step.method == Method.CONCLUDE and found is not None and cause_of(found.code) is not Cause.NO_RULE:
        return found
    kind = KINDS.get(step.method, f"for the method {str(step.method)!r} yet")
    if step.method in SEARCHED:
        return NOTHING
    also = "; algebra was tried and found no proof" if found is not None and found.code != "SP405" else ""
    return diagnostic("SP907", f"no rule exists {kind}{also}")
