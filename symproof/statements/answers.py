"""The answer to ``d(...)/dX = ?``: the derivative's normal form, read back as a term. It is proved like any claim."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any

from symproof.language.affine import Affine
from symproof.language.formulas import Equal, Named, Sequent
from symproof.language.proof import Method, Proof, Step
from symproof.language.refusal import Refusal
from symproof.language.scopes import sequent
from symproof.language.terms import Call, Gradient, IndexSum, Term
from symproof.render.entries import diagonal_sums, toeplitz_gradient
from symproof.statements.formulas import QUESTION, variables


def answered(proof: Proof) -> Proof:
    """The proof with an answer in place of every question that has one; the others say why they have none."""
    if not any(is_question(step) for step in proof.steps):
        return proof
    return replace(proof, items=tuple(_answered(proof, step) if is_question(step) else step for step in proof.steps))


def is_question(step: Step) -> bool:
    """Whether the claim asks for its right side: ``e = ?``."""
    right = step.claim.right if isinstance(step.claim, Equal) else None
    return isinstance(right, Call) and right.name == QUESTION


def _answered(proof: Proof, step: Step) -> Step:
    goal = sequent(proof, step)
    assert isinstance(goal.claim, Equal)
    try:
        return replace(step, claim=Equal(goal.claim.left, _answer_at_inverses(goal, goal.claim.left)))
    except Refusal as refusal:
        return replace(step, method=Method.QUESTION, reason=f"no answer was derived: {refusal.message}")


def _answer_at_inverses(goal: Sequent, term: Term) -> Term:
    """The answer; where no premise says that what is inverted is invertible, the one that holds if it is. Whether the
    premises show that is left to the proof of the claim."""
    try:
        return answer(goal, term)
    except Refusal as refusal:
        if refusal.code != "SP333":
            raise
    from symproof.search.argument.inverted import differentiated_inverses

    needed = enumerate(differentiated_inverses(term), 1)
    supposed = tuple([Named(f"inverse{number}", formula) for number, formula in needed])
    return answer(replace(goal, premises=(*goal.premises, *supposed)), term)


def answer(goal: Sequent, term: Term) -> Term:
    """The normal form of the term under the premises of the goal, as a readable term; Refusal where it has none."""
    from symproof import search

    found = toeplitz_gradient(term) if isinstance(term, IndexSum) else None
    if found is not None and isinstance(term, IndexSum):
        return _summed(term, answer(goal, Gradient(*found)))
    return _within_calls(search.answer(goal, term), lambda node: answer(goal, node))  # type: ignore[no-any-return]


def _summed(term: IndexSum, gradient: Term) -> Term:
    """The sums along the diagonals with another matrix in the place of the gradient."""
    names, body = list[str](), term
    while isinstance(body, IndexSum):
        names, body = [*names, body.index], body.body  # type: ignore[assignment]
    return diagonal_sums(gradient, term.high, names)


def _within_calls(node: Any, answered: Callable[[Term], Term]) -> Any:
    """The term with the derivatives inside calls answered too: to the normal form a call is a letter."""
    if isinstance(node, tuple) and not isinstance(node, Affine):
        return tuple([_within_calls(part, answered) for part in node])
    if isinstance(node, Call) and variables(node):
        return replace(node, arguments=tuple(map(answered, node.arguments)))
    if not is_dataclass(node) or not variables(node):
        return node
    make: Any = type(node)
    return make(*[_within_calls(getattr(node, field.name), answered) for field in fields(node)])
