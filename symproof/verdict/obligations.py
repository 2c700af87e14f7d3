"""What is open in the author's own derivation of a step: the place, the goal as a formula, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from symproof.diagnostics.diagnostic import Diagnostic
from symproof.diagnostics.errors import diagnostic
from symproof.language.derivation import Block as Derivation
from symproof.language.derivation import Inference
from symproof.language.proof import Proof, Step
from symproof.language.records import inside
from symproof.language.refusal import Refusal
from symproof.verdict.naming import text_at

NOTHING_FOUND = "SP368"
NOT_DERIVED = "SP365"
WITNESSED = "body"  # the label of what has to hold of a witness; a conjunct has its number after it


def obligation(proof: Proof, step: Step, refusal: Refusal) -> Diagnostic:
    """The innermost inference that is refused, with its claim."""
    found = _refused(step.argument, refusal.path)
    if found is None:
        return diagnostic("SP919", f"the kernel refuses the argument: {refusal.located}")
    shown = text_at(proof, step, found.claim)
    if refusal.code == NOT_DERIVED and step.source:
        hint = f"Prove {step.source} first: `symproof check {step.source}` says what is missing there."
        return Diagnostic("SP919", f"{step.source}, which is applied here, is not proved itself", hint)
    what = "is open" if refusal.code == NOTHING_FOUND else f"is refused ({refusal.code}: {refusal.message})"
    name = found.id.removeprefix(f"{step.id}.")
    place = "the claim" if found.id == step.id else f"the premise {name} of {step.source}" if step.source else name
    place = "what has to hold of the witness" if name.partition(".")[0] == WITNESSED else place
    hint = f"Name in using= what gives {shown}, or derive it in a step before." if found.id != step.id else ""
    return Diagnostic("SP919", f"{place} {what}: {shown}", hint)


def _refused(block: Derivation, path: tuple[str, ...]) -> Inference | None:
    """The inference at the end of the path, as far as ids lead."""
    found, inferences = None, {item.id: item for item in _all(block)}
    for name in path:
        found = inferences.get(name, found)
    return found


def _all(node: Any) -> Iterator[Inference]:
    if isinstance(node, Inference):
        yield node
        node = node.rule
    for item in inside(node):
        if type(item) is tuple or isinstance(item, Inference):
            yield from _all(item)
