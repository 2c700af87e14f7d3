"""The answer to ``d(...)/dX = ?``: the derivative's normal form, read back as a term. It is proved like any claim."""

from __future__ import annotations

from dataclasses import replace

from symproof.kernel.refusal import Refusal
from symproof.kernel.terms import Call, Equal, Sequent, Term
from symproof.model import Diagnostic, Proof, Step
from symproof.scope import sequent
from symproof.statements.formulas import QUESTION


def answered(proof: Proof) -> Proof:
    """The proof with an answer in place of every question that has one; a warning says why one has none."""
    if not any(is_question(step) for step in proof.steps):
        return proof
    return replace(proof, steps=tuple(_answered(proof, step) if is_question(step) else step for step in proof.steps))


def is_question(step: Step) -> bool:
    right = step.claim.right if isinstance(step.claim, Equal) else None
    return isinstance(right, Call) and right.name == QUESTION


def _answered(proof: Proof, step: Step) -> Step:
    goal = sequent(proof, step)
    assert isinstance(goal.claim, Equal)
    try:
        return replace(step, claim=Equal(goal.claim.left, answer(goal, goal.claim.left)))
    except Refusal as refusal:
        why = Diagnostic(refusal.code, f"no answer was derived: {refusal.message}")
        return replace(step, warnings=(*step.warnings, why))


def answer(goal: Sequent, term: Term) -> Term:
    """The normal form of the term under the premises of the goal, as a readable term; Refusal where it has none."""
    from symproof import prove

    return prove.answer(goal, term)
