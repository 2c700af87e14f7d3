"""The argument that the search found for one step, where no single certificate shows its claim."""

from __future__ import annotations

from dataclasses import replace

from symproof.language.derivation import Block as Derivation
from symproof.language.formulas import Formula
from symproof.language.proof import Method, Proof, Step, Verdict
from symproof.language.scopes import declarations_in_scope, exporting_block, formulas_in_scope
from symproof.report.argument.from_derivation import of_derivation
from symproof.report.argument.tree import Assumed, Block, Items, claims
from symproof.report.document.parts import StepPart

WRITTEN = frozenset(
    {Method.CITE, Method.FACT, Method.OMIT, Method.APPLY, Method.CONCLUDE, Method.SUPPOSE, Method.FIX, Method.CASES}
)


def found_argument(part: StepPart, taken: set[str]) -> Items:
    """The items below the claim of a step that the search closed; nothing where a certificate shows the claim, where
    the author wrote the argument, and where it only moves premises about. ``taken``: the keys of the page so far."""
    proof, step, result = part.proof, part.step, part.result
    if result is None or result.verdict is not Verdict.PROVED or result.certificate is not None:
        return ()
    if result.derivation is None or not _is_searched(proof, step):
        return ()
    return _items(proof, step, result.derivation, taken)


def _items(proof: Proof, step: Step, derivation: Derivation, taken: set[str]) -> Items:
    """A derivation with certificates in it; the claim of the step is not said again at its end."""
    given = tuple([Assumed(name, name, formula) for name, formula in formulas_in_scope(proof, step).items()])
    items = of_derivation(derivation, declarations_in_scope(proof, step), given, taken=taken)
    if not any(claim.certificate is not None for claim in claims(items)):
        return ()
    return _unrepeated(items, step.claim)


def _is_searched(proof: Proof, step: Step) -> bool:
    """Whether the author left it to the search how the claim follows."""
    return Method(step.method) not in WRITTEN and not step.argument and exporting_block(proof, step) is None


def _unrepeated(items: Items, claim: Formula) -> Items:
    """The items, of which the last does not state the claim that stands above them."""
    *before, last = items
    if isinstance(last, Block) and last.conclusion is not None and last.conclusion.formula == claim:
        return (*before, replace(last, conclusion=None))
    return items
